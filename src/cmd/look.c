#include "look.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/match.h"
#include "stocktake/model/former.h"

static const char *file_of(const struct stk_opened *opened, enum stk_kind kind,
			   const struct stk_entity *entity, const char *id, char **made)
{
	*made = NULL;
	if (entity)
		return opened->inventory->files[entity->file].path;
	switch (kind) {
	case STK_INVENTORY: return "inventory.yaml";
	case STK_TERM: return "terms.yaml";
	case STK_WAIVER: return "waivers.yaml";
	default: break;
	}
	*made = stk_xasprintf("%s/%s.yaml", stk_kinds[kind].plural, id);
	return *made;
}

/* Fills `looked` from a parsed address. */
static void settle(const struct stk_opened *opened, const struct stk_address *address,
		   struct stk_looked *looked)
{
	struct stk_str text = STK_STR_INIT;
	const char *id = address->count > 1 ? address->parts[1] : "";
	size_t first = address->kind == STK_INVENTORY ? 1 : 2;
	char *made;

	looked->kind = address->kind;
	if (address->kind == STK_INVENTORY && opened->inventory->kinds[STK_INVENTORY].count)
		looked->entity = &opened->inventory->kinds[STK_INVENTORY].items[0];
	else
		looked->entity = stk_inventory_find(opened->inventory, address->kind, id);
	if (!looked->entity && address->count > 1) /* renamed, or folded into that */
		looked->entity = stk_moved_find(opened->inventory, address->kind, id);
	stk_str_add(&text, stk_kinds[address->kind].plural);
	if (first == 2 && address->count > 1)
		stk_address_add(&text, looked->entity ? stk_sym_text(&opened->inventory->syms,
								     looked->entity->id)
						      : id);
	for (size_t i = first; i < address->count; i++)
		stk_address_add(&text, address->parts[i]);
	looked->address = stk_str_detach(&text);
	looked->file = stk_xstrdup(file_of(opened, looked->kind, looked->entity, id, &made));
	free(made);
}

static int several(const char *word, const struct stk_str *list, struct stk_err *err)
{
	stk_err_set(err, STK_EUSAGE, "\"%s\" could be several things: %s", word, list->data);
	stk_err_hint(err, "Give the whole address.");
	return -1;
}

static void add_found(struct stk_str *list, size_t *count, const char *plural, const char *id)
{
	struct stk_str address = STK_STR_INIT;

	stk_str_add(&address, plural);
	stk_address_add(&address, id);
	stk_str_addf(list, "%s%s", *count ? ", " : "", address.data);
	(*count)++;
	stk_str_release(&address);
}

/* The address of what is called `word`, by id in any kind, else by name. */
static int find_named(const struct stk_opened *opened, const char *word, struct stk_str *found,
		      struct stk_err *err)
{
	unsigned kinds = 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_STAKEHOLDER;
	struct stk_matcher *matcher = NULL;
	struct stk_match matches[6];
	size_t count = 0, matched;

	for (int kind = STK_STAKEHOLDER; kind < STK_WAIVER; kind++) {
		const struct stk_entity *entity = stk_inventory_find(opened->inventory, kind, word);

		if (entity)
			add_found(found, &count, stk_kinds[kind].plural,
				  stk_sym_text(&opened->inventory->syms, entity->id));
	}
	if (!count && stk_term_find(opened->inventory, word))
		add_found(found, &count, stk_kinds[STK_TERM].plural, word);
	if (!count) {
		matcher = stk_matcher_new(opened->inventory, kinds);
		matched = stk_matcher_find(matcher, word, kinds, matches, STK_COUNT(matches));
		for (size_t i = 0; i < matched; i++)
			add_found(found, &count,
				  matches[i].kind == STK_MATCH_PLATFORM ? "platforms"
									: "stakeholders",
				  matches[i].id);
		stk_matcher_free(matcher);
	}
	if (count > 1)
		return several(word, found, err);
	if (count)
		return 0;
	stk_err_set(err, STK_EUSAGE, "nothing here is called \"%s\"", word);
	stk_err_hint(
		err,
		"`stocktake list platforms` (or stakeholders, metrics, ...) shows what there is.");
	return -1;
}

int stk_look(const struct stk_opened *opened, const char *word, bool must_exist,
	     struct stk_looked *looked, struct stk_err *err)
{
	struct stk_str found = STK_STR_INIT;
	struct stk_address address;
	int failed = -1;

	memset(looked, 0, sizeof *looked);
	if (strchr(word, '/') || strcmp(word, "inventory") == 0)
		stk_str_add(&found, word);
	else if (find_named(opened, word, &found, err))
		goto out;
	if (stk_address_parse(found.data, &address, err))
		goto out;
	if (address.kind != STK_INVENTORY && address.count < 2) {
		stk_err_set(err, STK_EUSAGE, "%s is a kind, not an address", word);
		stk_err_hint(err, "`stocktake list %s` lists them.",
			     stk_kinds[address.kind].plural);
	} else {
		settle(opened, &address, looked);
		failed = 0;
	}
	if (!failed && must_exist && !looked->entity &&
	    !(address.kind == STK_TERM && stk_term_find(opened->inventory, address.parts[1]))) {
		stk_err_set(err, STK_EUSAGE, "there is no %s \"%s\"",
			    stk_tc("kind", stk_kinds[address.kind].name), address.parts[1]);
		stk_err_hint(err, "`stocktake list %s` shows what there is.",
			     stk_kinds[address.kind].plural);
		stk_looked_release(looked);
		failed = -1;
	}
	stk_address_release(&address);
out:
	stk_str_release(&found);
	return failed;
}

void stk_looked_release(struct stk_looked *looked)
{
	free(looked->address);
	free(looked->file);
	memset(looked, 0, sizeof *looked);
}

struct gathering {
	struct stk_commit_lines *lines;
	size_t max;
};

static int take_commit(void *data, const struct stk_log_entry *entry)
{
	struct gathering *gathering = data;
	struct stk_commit_line line = {.id = entry->id,
				       .who = entry->author,
				       .email = entry->email,
				       .subject = entry->subject,
				       .time_seconds = entry->time_seconds};

	if (gathering->max && gathering->lines->count >= gathering->max) {
		gathering->lines->more = true;
		return 1;
	}
	stk_commit_lines_add(gathering->lines, &line, entry->paths);
	return 0;
}

int stk_look_commits(const struct stk_app *app, const struct stk_opened *opened, const char *file,
		     size_t max, struct stk_commit_lines *lines, bool *has_git, struct stk_err *err)
{
	struct gathering gathering = {lines, max};
	struct stk_repo *repo = opened->repo;
	char *folder = NULL;
	int failed = -1;

	*has_git = true;
	if (!repo)
		repo = stk_repo_open(opened->folder, has_git, err);
	if (!repo)
		return *has_git ? -1 : 0;
	folder = stk_repo_relative(repo, opened->folder);
	if (!folder)
		stk_err_set(err, STK_EUSAGE,
			    "the inventory lies outside the repository's work tree");
	else
		failed = stk_repo_log(repo, app->rev, folder, file, take_commit, &gathering, err);
	free(folder);
	if (!opened->repo)
		stk_repo_close(repo);
	return failed < 0 ? -1 : 0;
}

int stk_look_finish(const struct stk_opened *opened, const struct stk_str *out, int status)
{
	status = stk_worse(status, stk_opened_complain(opened));
	return stk_worse(status, stk_put(out));
}
