#include "workshop.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/repo.h"
#include "stocktake/interview/typed.h"
#include "stocktake/model/match.h"
#include "stocktake/model/workshop.h"

const struct stk_workshop_kind stk_workshop_kinds[3] = {
	{"organisation", STK_W_ORGANISATION, STK_N("Organisation-wide workshop")},
	{"team", STK_W_TEAM, STK_N("Team workshop")},
	{"follow-up", STK_W_FOLLOW_UP, STK_N("Follow-up workshop")},
};

static const struct stk_option options[] = {
	{0, "date", "DATE", "plan: when it is"},
	{0, "team", "TEAM...", "plan team: for which team; may be given again"},
	{0, "invite", "NAMES...", "plan: these as well, commas between; may be given again"},
	{0, "facilitator", "STAKEHOLDER", "plan: who leads it; else whose e-mail git has"},
	{0, "attendees", "NAMES", "open: who is there, commas between, or all"},
	{0, "answers", "FILE", "open: take from FILE what would be typed"},
	{0, "due", "DATE", "close: the day for every step"},
	{0, "since", "REV", "follow-up: since that commit, not the last workshop"},
};

/* What each takes of the options and formats: others are refused. */
static const struct {
	const char *name;
	int (*run)(const struct stk_app *app, const struct stk_args *args);
	const char *options; /* names, a blank around each */
	const char *formats;
	bool writes;
} subcommands[] = {
	{"plan", stk_workshop_plan, " date team invite facilitator ", "text", true},
	{"agenda", stk_workshop_agenda, " ", "text markdown", false},
	{"open", stk_workshop_open, " attendees answers ", "text", true},
	{"close", stk_workshop_close, " due ", "text markdown", true},
	{"follow-up", stk_workshop_follow_up, " since ", "text markdown json", false},
};

static bool has_word(const char *words, const char *word)
{
	char *padded = stk_xasprintf(" %s ", word), *all = stk_xasprintf(" %s ", words);
	bool found = strstr(all, padded) != NULL;

	free(padded);
	free(all);
	return found;
}

static int refuse_others(const struct stk_app *app, const struct stk_args *args, size_t which,
			 struct stk_err *err)
{
	const char *name = subcommands[which].name;

	for (size_t i = 0; i < STK_COUNT(options); i++)
		if (args->values[i] && !has_word(subcommands[which].options, options[i].name))
			return stk_err_set(err, STK_EUSAGE, "`workshop %s` has no use for --%s",
					   name, options[i].name);
	if (!has_word(subcommands[which].formats, app->format)) {
		stk_err_set(err, STK_EUSAGE, "--format %s: `workshop %s` has no such format",
			    app->format, name);
		stk_err_hint(err, "It takes: %s.", subcommands[which].formats);
		return -1;
	}
	if (!subcommands[which].writes && (app->no_commit || app->dry_run))
		return stk_err_set(err, STK_EUSAGE,
				   "`workshop %s` writes nothing: it has no use "
				   "for --no-commit and --dry-run",
				   name);
	return 0;
}

static int run_workshop(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_err err;

	for (size_t i = 0; i < STK_COUNT(subcommands); i++) {
		if (strcmp(subcommands[i].name, args->words[0]) != 0)
			continue;
		if (refuse_others(app, args, i, &err))
			return stk_fail(&err);
		return subcommands[i].run(app, args);
	}
	stk_err_set(&err, STK_EUSAGE, "`workshop %s`: there is no such subcommand", args->words[0]);
	stk_err_hint(&err, "One of: plan, agenda, open, close, follow-up.");
	return stk_fail(&err);
}

/* --- what the subcommands share -----------------------------------------------------------------
 */

int stk_workshop_meant(const struct stk_opened *opened, const struct stk_args *args,
		       const struct stk_entity *usual, const struct stk_entity **workshop,
		       struct stk_err *err)
{
	const char *id = args->count > 1 ? args->words[1] : NULL;
	const struct stk_entity *next;

	if (id && stk_starts(id, "workshops/"))
		id += strlen("workshops/");
	*workshop = id ? stk_inventory_find(opened->inventory, STK_WORKSHOP, id) : usual;
	if (*workshop)
		return 0;
	if (id)
		stk_err_set(err, STK_EUSAGE, "there is no workshop \"%s\"", id);
	else if ((next = stk_workshop_next(opened->inventory)))
		stk_err_set(err, STK_EUSAGE, "no workshop was held yet: workshops/%s is on %s",
			    stk_sym_text(&opened->inventory->syms, next->id),
			    stk_text(opened->inventory, next->node, STK_W_DATE));
	else
		stk_err_set(err, STK_EUSAGE, "which workshop? None has a date that fits");
	stk_err_hint(err,
		     opened->inventory->kinds[STK_WORKSHOP].count
			     ? "`stocktake list workshops` shows those that there are."
			     : "`stocktake workshop plan organisation --date DATE` plans one.");
	return -1;
}

const char *stk_workshop_facilitator(const struct stk_opened *opened,
				     const struct stk_entity *workshop)
{
	const struct stk_inventory *inventory = opened->inventory;
	const struct stk_entities *people = &inventory->kinds[STK_STAKEHOLDER];
	const char *id = workshop ? stk_text(inventory, workshop->node, STK_W_FACILITATOR) : NULL;
	const struct stk_entity *named =
		id ? stk_inventory_find(inventory, STK_STAKEHOLDER, id) : NULL;
	struct stk_err ignored;
	struct stk_repo *repo = NULL;
	char *email = NULL;
	bool found;

	if (id)
		return named ? stk_sym_text(&inventory->syms, named->id) : NULL;
	repo = stk_repo_open(opened->folder, &found, &ignored);
	email = repo ? stk_repo_email(repo) : NULL;
	for (uint32_t i = 0; email && i < people->count && !id; i++) {
		const char *theirs = stk_text(inventory, people->items[i].node, STK_W_EMAIL);

		if (theirs && stk_text_same(theirs, email))
			id = stk_sym_text(&inventory->syms, people->items[i].id);
	}
	stk_repo_close(repo);
	free(email);
	return id;
}

bool stk_named_has(const struct stk_named_people *people, const char *id)
{
	for (size_t i = 0; i < people->count; i++)
		if (stk_text_same(people->ids[i], id))
			return true;
	return false;
}

static void add_id(struct stk_named_people *people, const char *id)
{
	if (stk_named_has(people, id))
		return;
	STK_GROW(people->ids, people->cap, people->count + 1);
	people->ids[people->count++] = stk_arena_strdup(people->arena, id);
}

static int add_new(struct stk_named_people *people, const char *name, struct stk_err *err)
{
	struct stk_str id = STK_STR_INIT;
	struct stk_value *map = stk_value_map(people->arena);
	const char *defect;
	int failed = 0;

	stk_text_slug(&id, name);
	defect = id.len ? stk_text_id_defect(id.data, id.len) : NULL;
	if (!id.len || defect) {
		failed = stk_err_set(err, STK_EUSAGE, "\"%.80s\" cannot be a name: %s", name,
				     defect ? defect : stk_t("no letter or digit"));
	} else if (!stk_named_has(people, id.data)) {
		stk_value_put_text(people->arena, map, "name", name);
		STK_GROW(people->changes, people->change_cap, people->change_count + 1);
		people->changes[people->change_count++] = (struct stk_change){
			.op = STK_CHANGE_SET,
			.address = stk_arena_printf(people->arena, "stakeholders/%s", id.data),
			.value = map};
		add_id(people, id.data);
	}
	stk_str_release(&id);
	return failed;
}

static size_t name_bytes(const char *text)
{
	size_t len = 0;

	while (text[len] && !stk_typed_separator_bytes(text + len))
		len++;
	return len;
}

int stk_named_take(struct stk_opened *opened, const char *text, struct stk_named_people *people,
		   struct stk_err *err)
{
	struct stk_matcher *matcher =
		stk_matcher_new(opened->inventory, 1u << STK_MATCH_STAKEHOLDER);
	struct stk_match match[2];
	int failed = 0;

	if (stk_utf8_valid_bytes(text, strlen(text)) != strlen(text))
		failed = stk_err_set(err, STK_EUSAGE, "the names are not valid UTF-8");
	while (*text && !failed) {
		size_t len = name_bytes(text), count;
		const char *end = text + len, *next = end + stk_typed_separator_bytes(end);
		char *name;

		text += strspn(text, " \t");
		while (end > text && strchr(" \t", end[-1]))
			end--;
		name = stk_arena_strndup(people->arena, text,
					 end > text ? (size_t)(end - text) : 0);
		text = next;
		if (!*name)
			continue;
		count = stk_matcher_find(matcher, name, 1u << STK_MATCH_STAKEHOLDER, match, 2);
		if (count && match[0].grade == STK_MATCH_NEAR)
			count = 0;
		if (count > 1) {
			failed = stk_err_set(err, STK_EUSAGE, "\"%s\" may be %s or %s", name,
					     match[0].name, match[1].name);
			stk_err_hint(err, "Say %s, or %s.", match[0].id, match[1].id);
		} else if (count) {
			add_id(people, match[0].id);
		} else {
			failed = add_new(people, name, err);
		}
	}
	stk_matcher_free(matcher);
	return failed;
}

void stk_named_release(struct stk_named_people *people)
{
	free(people->ids);
	free(people->changes);
}

const struct stk_cmd stk_cmd_workshop = {
	.name = "workshop",
	.group = "collect",
	.usage = "plan KIND | agenda | open | close | follow-up  [ID]",
	.about = "Plan, hold and follow up the workshops",
	.help = "`plan` proposes whom to invite, with the reason, and writes "
		"workshops/DATE-KIND.yaml; KIND is organisation, team or follow-up. `agenda` is "
		"what to show and say: goal, why, examples, what to do next, up and down, the "
		"template; and what this room can answer. `open` notes who is there; then `walk "
		"--as workshops/ID` asks the room. `close` makes the next steps for everybody from "
		"what is left open, and prints a message to each. `follow-up` says what came of "
		"it: learnt, silos closed and opened, metrics, steps done and overdue.\n"
		"\n"
		"Without an ID it is the next workshop that is planned, or the last one that was "
		"held.\n"
		"\n"
		"  stocktake workshop plan organisation --date 2026-12-08 --invite 'Nina Park'\n"
		"  stocktake workshop agenda --format markdown\n"
		"  stocktake workshop open --attendees 'ana, ben, tom'\n"
		"  stocktake walk --as workshops/2026-12-08-organisation\n"
		"  stocktake workshop close\n"
		"  stocktake workshop follow-up --since v1\n",
	.formats = "text markdown json",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 1,
	.max_words = 2,
	.run = run_workshop,
};
