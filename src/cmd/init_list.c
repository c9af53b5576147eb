#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "init.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/match.h"

int stk_init_read(struct stk_init *begin, struct stk_err *err)
{
	const char *path = stk_arg(begin->args, "from");
	struct stk_str text = STK_STR_INIT;
	int failed;

	if (!path)
		return 0;
	failed = stk_file_read(AT_FDCWD, path, STK_CSV_MAX_BYTES, &text, NULL, err);
	if (!failed)
		failed = stk_csv_read(path, text.data, text.len, 0, &begin->sheet, err);
	begin->has_list = !failed;
	stk_str_release(&text);
	return failed;
}

void stk_init_tell(const struct stk_init *begin)
{
	const struct stk_list *list = &begin->list;
	struct stk_str line = STK_STR_INIT, first = STK_STR_INIT;
	size_t kept = 0;

	stk_str_addf(&first, stk_t("%s: %u %s, %u %s, %u %s. Read as: %s."),
		     stk_arg(begin->args, "from"), list->platforms,
		     stk_tn("platform", "platforms", list->platforms), list->people,
		     stk_tn("person", "people", list->people), list->integrations,
		     stk_tn("integration", "integrations", list->integrations), list->mapping);
	stk_text_wrap(&line, first.data, 79, 0, 2);
	stk_str_addc(&line, '\n');
	stk_str_release(&first);
	for (size_t i = 0; i < list->doubt_count; i++)
		stk_str_addf(&line, "  %s %s: \"%s\": %s\n", list->doubts[i].cell,
			     list->doubts[i].heading, list->doubts[i].text, list->doubts[i].why);
	for (size_t i = 0; i < list->doubt_count; i++)
		kept += list->doubts[i].is_kept;
	if (kept)
		stk_str_addf(
			&line,
			stk_tn("  %zu value was not understood; it is kept in the notes.\n",
			       "  %zu values were not understood; they are kept in the notes.\n",
			       kept),
			kept);
	if (kept < list->doubt_count)
		stk_str_addf(
			&line,
			stk_tn("  %zu platform is probably one with another: better put together "
			       "before people are asked.\n",
			       "  %zu platforms are probably one with another: better put together "
			       "before people are asked.\n",
			       list->doubt_count - kept),
			list->doubt_count - kept);
	stk_tell("%s", line.data);
	stk_str_release(&line);
}

/* Who made the list, as a stakeholder. */
static const char *list_maker(struct stk_init *begin, struct stk_record *by_hand,
			      struct stk_arena *arena, struct stk_err *err)
{
	const char *name = stk_arg(begin->args, "by");
	char *slug;
	struct stk_change change = {.op = STK_CHANGE_SET};

	if (!name)
		return NULL;
	slug = stk_init_slug(name);
	change.address = stk_arena_printf(arena, "stakeholders/%s", slug);
	change.value = stk_value_put_text(arena, stk_value_map(arena), "name", name);
	free(slug);
	return stk_record_apply(by_hand, &change, 1, err) ? NULL : strchr(change.address, '/') + 1;
}

int stk_init_take(struct stk_init *begin, struct stk_opened *opened, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_record *record = stk_record_open(opened->folder, opened->inventory, NULL, err);
	struct stk_voice voice = {.kind = "sheet"};
	int failed = record ? 0 : -1;

	if (!failed && stk_arg(begin->args, "by")) {
		voice.by = list_maker(begin, record, &arena, err);
		stk_record_close(record);
		record = voice.by ? stk_record_open(opened->folder, opened->inventory, &voice, err)
				  : NULL;
		failed = record ? 0 : -1;
	}
	if (!failed)
		failed = stk_list_read(opened->inventory, stk_arg(begin->args, "from"),
				       &begin->sheet, &begin->list, err);
	if (!failed)
		failed = stk_record_apply(record, begin->list.changes, begin->list.count, err);
	if (!failed)
		stk_init_tell(begin);
	stk_record_close(record);
	stk_arena_release(&arena);
	return failed;
}

/* --- the destination ---------------------------------------------------- */

/* The platform of the list that is the destination, by its name, else by its product. */
static char *listed_id(const struct stk_list *list, const char *name, const char *product)
{
	const char *by_product = NULL;

	for (size_t i = 0; i < list->count; i++) {
		const struct stk_change *change = &list->changes[i];
		const struct stk_value *its;

		if (!stk_starts(change->address, "platforms/"))
			continue;
		its = stk_value_member(change->value, "name");
		if (its && stk_text_same(its->text, name))
			return stk_xstrdup(change->address + strlen("platforms/"));
		its = product ? stk_value_member(change->value, "product") : NULL;
		if (its && !by_product && strcmp(its->text, product) == 0)
			by_product = change->address + strlen("platforms/");
	}
	return by_product ? stk_xstrdup(by_product) : NULL;
}

/* The platform that --destination names; a file for it is made after the list is read, if the list
 * did not bring it. */
char *stk_init_destination_id(const struct stk_init *begin, const struct stk_inventory *scratch,
			      const struct stk_list *list)
{
	const char *name = stk_arg(begin->args, "destination");
	struct stk_matcher *matcher;
	struct stk_match match;
	char *id = NULL, *listed;

	if (!name)
		return NULL;
	matcher = stk_matcher_new((struct stk_inventory *)scratch, 1u << STK_MATCH_PRODUCT);
	if (stk_matcher_find(matcher, name, 1u << STK_MATCH_PRODUCT, &match, 1) == 1 &&
	    match.grade == STK_MATCH_EXACT)
		id = stk_xstrdup(match.id);
	stk_matcher_free(matcher);
	listed = list ? listed_id(list, name, id) : NULL;
	if (listed) {
		free(id);
		id = listed;
	}
	return id ? id : stk_init_slug(name);
}

int stk_init_destination(struct stk_init *begin, struct stk_opened *opened, const char *id,
			 struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_value *map = stk_value_map(&arena);
	struct stk_change change = {.op = STK_CHANGE_SET,
				    .address = stk_arena_printf(&arena, "platforms/%s", id),
				    .value = map};
	stk_sym product = stk_sym_put(&opened->inventory->syms, id, strlen(id));
	const struct stk_node *entry = stk_catalogue_get(opened->inventory, product);
	struct stk_record *record;
	int failed = -1;

	stk_value_put_text(&arena, map, "name", stk_arg(begin->args, "destination"));
	if (entry) {
		stk_value_put_text(&arena, map, "product", id);
		if (stk_text(opened->inventory, entry, STK_W_WEBSITE))
			stk_value_put_text(&arena, map, "website",
					   stk_text(opened->inventory, entry, STK_W_WEBSITE));
		if (stk_node_get(entry, STK_W_CATEGORY))
			stk_value_put(&arena, map, "category",
				      stk_value_from_node(&arena,
							  stk_node_get(entry, STK_W_CATEGORY),
							  &opened->inventory->syms));
	}
	record = stk_record_open(opened->folder, opened->inventory, NULL, err);
	if (record)
		failed = stk_record_apply(record, &change, 1, err);
	stk_record_close(record);
	stk_arena_release(&arena);
	return failed;
}
