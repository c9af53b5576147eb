#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cell_links.h"
#include "init.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/match.h"

static void hear(void *data, const struct stk_book_doubt *doubt)
{
	struct stk_str line = STK_STR_INIT;

	(void)data;
	stk_str_addf(&line, "  %s%s%s", doubt->tab, *doubt->tab && *doubt->cell ? "!" : "",
		     doubt->cell);
	if (*doubt->text)
		stk_str_addf(&line, " \"%s\"", doubt->text);
	stk_tell("%s: %s\n", line.data, doubt->why);
	stk_str_release(&line);
}

int stk_init_read(struct stk_init *begin, struct stk_err *err)
{
	const char *path = stk_arg(begin->args, "from");
	const struct stk_book_options options = {
		.encoding = stk_arg(begin->args, "encoding"), .tr = stk_tr_used(), .doubt = hear};
	struct stk_str bytes = STK_STR_INIT;
	int failed;

	if (!path)
		return 0;
	failed = stk_file_read(AT_FDCWD, path, STK_BOOK_MAX_BYTES, &bytes, NULL, err);
	if (!failed)
		failed = stk_book_read(path, bytes.data, bytes.len, &options, &begin->book, err);
	begin->has_list = !failed;
	if (!failed)
		failed = stk_heading_map_read(&begin->map, NULL, begin->args, &begin->arena, err);
	stk_str_release(&bytes);
	return failed;
}

void stk_init_release(struct stk_init *begin)
{
	stk_import_release(&begin->list);
	stk_book_release(&begin->book);
	stk_heading_map_release(&begin->map);
	stk_arena_release(&begin->arena);
}

/* --- what it says ------------------------------------------------------- */

struct listed {
	struct stk_typed *typed;
};

static bool links(void *data, struct stk_inventory *inventory, const char *here, const char *line,
		  struct stk_arena *arena, struct stk_import_link **found, size_t *count)
{
	struct listed *listed = data;

	return stk_cell_links(&listed->typed, inventory, here, line, arena, found, count);
}

int stk_init_understand(struct stk_init *begin, struct stk_inventory *inventory, const char *by,
			struct stk_import *list, struct stk_err *err)
{
	const char *path = stk_arg(begin->args, "from"), *slash = strrchr(path, '/');
	/* It outlives the list: the import points at it. */
	struct stk_import_file *file = stk_arena_zalloc(&begin->arena, sizeof *file);
	struct listed listed = {NULL};
	const struct stk_import_options options = {.map = (const char *const(*)[2])begin->map.items,
						   .map_count = begin->map.count,
						   .links = links,
						   .data = &listed,
						   .begins = true};
	int failed;

	*file = (struct stk_import_file){
		.path = path, .name = slash ? slash + 1 : path, .book = &begin->book, .by = by};
	failed = stk_import_read(inventory, file, 1, &options, list, err);
	stk_typed_free(listed.typed);
	return failed;
}

uint32_t stk_init_platforms(const struct stk_init *begin)
{
	return begin->list.new_platforms;
}

/* --- telling ------------------------------------------------------------ */

static bool brings(const struct stk_statement *said, const char *room, const char *key)
{
	return said->outcome == STK_OUTCOME_FILLS && stk_starts(said->change.address, room) &&
	       stk_ends(said->change.address, key);
}

static void tell_counts(const struct stk_init *begin, struct stk_str *line)
{
	const struct stk_import *list = &begin->list;
	unsigned people = 0, integrations = 0;

	for (size_t i = 0; i < list->said_count; i++) {
		people += brings(&list->said[i], "stakeholders/", "/name");
		integrations += list->said[i].change.op == STK_CHANGE_ADD &&
				brings(&list->said[i], "platforms/", "/integrations");
	}
	stk_str_addf(line, stk_t("%s: %u %s, %u %s, %u %s. Read as: %s."),
		     stk_arg(begin->args, "from"), list->new_platforms,
		     stk_tn("platform", "platforms", list->new_platforms), people,
		     stk_tn("person", "people", people), integrations,
		     stk_tn("integration", "integrations", integrations),
		     list->mapping_count ? list->mappings[0].text : "");
}

void stk_init_tell(const struct stk_init *begin)
{
	const struct stk_import *list = &begin->list;
	struct stk_str out = STK_STR_INIT, line = STK_STR_INIT;

	tell_counts(begin, &line);
	stk_text_wrap(&out, line.data, 79, 0, 2);
	stk_str_addc(&out, '\n');
	for (size_t i = 1; i < list->mapping_count; i++) {
		stk_str_reset(&line);
		stk_str_addf(&line, "  %s: %s", list->mappings[i].tab, list->mappings[i].text);
		stk_text_wrap(&out, line.data, 79, 0, 4);
		stk_str_addc(&out, '\n');
	}
	for (size_t i = 0; i < list->unread_count; i++) {
		const struct stk_import_unread *unread = &list->unread[i];

		stk_str_addf(&out, "  %s%s%s %s: \"%s\": %s\n", unread->tab,
			     *unread->tab ? "!" : "", unread->cell, unread->heading, unread->text,
			     unread->why);
	}
	if (list->unread_count)
		stk_str_addf(
			&out,
			stk_tn("  %zu value was not understood; it is kept in the notes.\n",
			       "  %zu values were not understood; they are kept in the notes.\n",
			       list->unread_count),
			list->unread_count);
	for (size_t i = 0; i < list->pair_count; i++) {
		stk_str_reset(&line);
		stk_str_addf(&line,
			     stk_t("%s and %s may be the same; they are kept apart. If they are: "
				   "stocktake fold %s %s"),
			     list->pairs[i].a_name, list->pairs[i].b_name, list->pairs[i].a,
			     list->pairs[i].b);
		stk_text_wrap(&out, line.data, 79, 0, 2);
		stk_str_addc(&out, '\n');
	}
	stk_tell("%s", out.data);
	stk_str_release(&out);
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

/* All of it as changes: what the inventory itself gets first, for columns and teams are keys of
 * what comes behind them. */
static size_t changes_of(struct stk_init *begin, struct stk_arena *arena,
			 struct stk_change **changes)
{
	const struct stk_import *list = &begin->list;
	size_t count = 0;

	*changes = stk_arena_alloc(arena, (list->said_count + 1) * sizeof **changes);
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < list->said_count; i++)
			if (list->said[i].outcome != STK_OUTCOME_BEFORE &&
			    stk_starts(list->said[i].change.address, "inventory/") == own)
				(*changes)[count++] = list->said[i].change;
	return count;
}

static int apply(struct stk_init *begin, struct stk_record *record, struct stk_arena *arena,
		 struct stk_err *err)
{
	struct stk_change *changes;
	size_t count = changes_of(begin, arena, &changes), first = 0;
	int failed = 0;

	while (first < count && stk_starts(changes[first].address, "inventory/"))
		first++;
	if (first)
		failed = stk_record_apply(record, changes, first, err);
	if (!failed && count > first)
		failed = stk_record_apply(record, changes + first, count - first, err);
	return failed;
}

int stk_init_take(struct stk_init *begin, struct stk_opened *opened, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_record *record = stk_record_open(opened->folder, opened->inventory, NULL, err);
	const char *path = stk_arg(begin->args, "from"), *slash = strrchr(path, '/');
	struct stk_voice voice = {.kind = "sheet", .source = slash ? slash + 1 : path};
	int failed = record ? 0 : -1;

	if (!failed && begin->map.given)
		failed = stk_record_apply(record, stk_heading_map_changes(&begin->map, &arena),
					  begin->map.given, err);
	if (!failed && stk_arg(begin->args, "by")) {
		voice.by = list_maker(begin, record, &arena, err);
		stk_record_close(record);
		record = voice.by ? stk_record_open(opened->folder, opened->inventory, &voice, err)
				  : NULL;
		failed = record ? 0 : -1;
	}
	if (!failed)
		failed = stk_init_understand(begin, opened->inventory, voice.by ? voice.by : "",
					     &begin->list, err);
	if (!failed)
		failed = apply(begin, record, &arena, err);
	if (!failed)
		stk_init_tell(begin);
	stk_record_close(record);
	stk_arena_release(&arena);
	return failed;
}

/* --- the destination ---------------------------------------------------- */

/* The platform of the list that is the destination, by its name, else by its product. */
static char *listed_id(const struct stk_import *list, const char *name, const char *product)
{
	const struct stk_statement *by_product = NULL;

	for (size_t i = 0; i < list->said_count; i++) {
		const struct stk_statement *said = &list->said[i];

		if (!said->platform || said->change.op != STK_CHANGE_SET ||
		    !said->change.value->text)
			continue;
		if (stk_ends(said->change.address, "/name") &&
		    stk_text_same(said->change.value->text, name))
			return stk_xstrdup(said->platform);
		if (!by_product && product && stk_ends(said->change.address, "/product") &&
		    strcmp(said->change.value->text, product) == 0)
			by_product = said;
	}
	return by_product ? stk_xstrdup(by_product->platform) : NULL;
}

/* The platform that --destination names; a file for it is made after the list is read, if the list
 * did not bring it. */
char *stk_init_destination_id(const struct stk_init *begin, const struct stk_inventory *scratch,
			      const struct stk_import *list)
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
