#include "stocktake/sheets/list.h"

#include <stdlib.h>
#include <string.h>

#include "list_draft.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"

/* --- cells and doubts -------------------------------------------------- */

/* Length of a separator at text, 0 if none stands there. */
static size_t separator(const char *text)
{
	static const char *const wide[] = {"、", "，", "；", "／", "｜"};

	if (strchr(",;|\n\r", *text))
		return 1;
	if (*text == '/' && text[1] != '/') /* not inside https:// */
		return 1;
	for (size_t i = 0; i < STK_COUNT(wide); i++)
		if (stk_starts(text, wide[i]))
			return strlen(wide[i]);
	return 0;
}

void stk_list_each_value(struct reading *reading, const char *cell,
			 void (*each)(void *data, const char *value), void *data)
{
	while (*cell) {
		const char *begin = cell, *end;
		size_t gap = 0;

		while (*cell && !(gap = separator(cell)))
			cell++;
		end = cell;
		while (begin < end && strchr(" \t", *begin))
			begin++;
		while (end > begin && strchr(" \t", end[-1]))
			end--;
		if (end > begin)
			each(data, stk_arena_strndup(&reading->list->arena, begin,
						     (size_t)(end - begin)));
		cell += gap;
	}
}

void stk_list_doubt(struct reading *reading, struct draft *draft, const struct stk_sheet_row *row,
		    uint32_t column, const char *text, const char *why)
{
	struct stk_list *list = reading->list;
	char cell[16];

	stk_cell_name(column, row->number, cell);
	STK_GROW(list->doubts, list->doubt_cap, list->doubt_count + 1);
	list->doubts[list->doubt_count++] =
		(struct stk_list_doubt){.cell = stk_arena_strdup(&list->arena, cell),
					.heading = reading->columns[column].heading,
					.text = stk_arena_strdup(&list->arena, text),
					.why = why,
					.is_kept = draft != NULL};
	if (draft)
		stk_str_addf(&draft->notes, "%s%s (%s): %s", draft->notes.len ? "\n" : "",
			     reading->columns[column].heading, cell, text);
}

/* --- drafts ------------------------------------------------------------ */

static void remember_name(struct reading *reading, const char *name, size_t index)
{
	struct stk_str folded = STK_STR_INIT;

	stk_text_fold(&folded, name, strlen(name));
	if (!stk_map_get(&reading->by_name, folded.data, folded.len, NULL))
		stk_map_put(&reading->by_name, folded.data, folded.len, (uint32_t)index);
	stk_str_release(&folded);
}

static const char *product_of(struct reading *reading, const char *name)
{
	struct stk_match match;

	if (stk_matcher_find(reading->matcher, name, 1u << STK_MATCH_PRODUCT, &match, 1) == 1 &&
	    match.grade == STK_MATCH_EXACT)
		return match.id;
	return NULL;
}

/* An id that nobody has yet: two rows of one name are two instances until somebody says otherwise.
 */
static const char *free_id(struct reading *reading, const char *name)
{
	struct stk_str slug = STK_STR_INIT;
	struct stk_arena *arena = &reading->list->arena;
	size_t len;
	char *id;

	stk_text_slug(&slug, name);
	if (!slug.len)
		stk_str_add(&slug, "tool");
	id = stk_arena_strdup(arena, slug.data);
	/* Room for a number, cut at a letter, and no - before its own. */
	len = stk_utf8_valid_bytes(slug.data, slug.len < 70 ? slug.len : 70);
	while (len && slug.data[len - 1] == '-')
		len--;
	stk_str_truncate(&slug, len);
	for (unsigned n = 2; stk_map_get(&reading->by_id, id, strlen(id), NULL) ||
			     stk_inventory_find(reading->inventory, STK_PLATFORM, id);
	     n++)
		id = stk_arena_printf(arena, "%s-%u", slug.data, n);
	stk_str_release(&slug);
	return id;
}

static void put_catalogue(struct reading *reading, struct draft *draft)
{
	struct stk_inventory *inventory = reading->inventory;
	stk_sym product = stk_sym_put(&inventory->syms, draft->product, strlen(draft->product));
	const struct stk_node *entry = stk_catalogue_get(inventory, product);
	const struct stk_node *category = stk_node_get(entry, STK_W_CATEGORY);
	const char *website = stk_text(inventory, entry, STK_W_WEBSITE);
	struct stk_arena *arena = &reading->list->arena;

	if (website && !stk_value_member(draft->map, "website"))
		stk_value_put_text(arena, draft->map, "website", website);
	if (category && !stk_value_member(draft->map, "category"))
		stk_value_put(arena, draft->map, "category",
			      stk_value_from_node(arena, category, &inventory->syms));
}

static size_t look_up(struct reading *reading, const char *name)
{
	struct stk_str folded = STK_STR_INIT;
	uint32_t index;
	bool found;

	stk_text_fold(&folded, name, strlen(name));
	found = stk_map_get(&reading->by_name, folded.data, folded.len, &index);
	stk_str_release(&folded);
	return found ? index : SIZE_MAX;
}

static size_t first_of_product(const struct reading *reading, const char *product)
{
	for (size_t i = 0; i < reading->count; i++)
		if (reading->drafts[i].product && strcmp(reading->drafts[i].product, product) == 0)
			return i;
	return SIZE_MAX;
}

size_t stk_list_draft(struct reading *reading, const char *name, const struct stk_sheet_row *row)
{
	struct draft *draft;
	size_t index = reading->count, again;

	STK_GROW(reading->drafts, reading->cap, reading->count + 1);
	draft = &reading->drafts[reading->count++];
	*draft = (struct draft){.name = name,
				.row = row,
				.notes = STK_STR_INIT,
				.map = stk_value_map(&reading->list->arena)};
	draft->id = free_id(reading, name);
	draft->product = product_of(reading, name);
	stk_map_put(&reading->by_id, draft->id, strlen(draft->id), (uint32_t)index);
	stk_value_put_text(&reading->list->arena, draft->map, "name", name);
	again = draft->product ? first_of_product(reading, draft->product) : SIZE_MAX;
	if (again < index && look_up(reading, name) == SIZE_MAX)
		draft->other = reading->drafts[again].name;
	else if (draft->product)
		stk_value_put_text(&reading->list->arena, draft->map, "product", draft->product);
	remember_name(reading, name, index);
	return index;
}

size_t stk_list_find(struct reading *reading, const char *name)
{
	size_t index = look_up(reading, name);
	const char *product;

	if (index != SIZE_MAX)
		return index;
	product = product_of(reading, name);
	if (!product)
		return SIZE_MAX;
	index = first_of_product(reading, product);
	if (index != SIZE_MAX) {
		remember_name(reading, name, index);
		return index;
	}
	return stk_list_draft(reading, name,
			      NULL); /* the catalogue knows it: a tool that only this cell names */
}

/* --- the heading row --------------------------------------------------- */

/* A key for a column of the organisation's own: never one of the schema's, never the same twice. */
static const char *own_key(struct reading *reading, const char *heading, uint32_t column)
{
	struct stk_str key = STK_STR_INIT;
	struct stk_arena *arena = &reading->list->arena;
	const char *found;
	bool taken;

	stk_text_slug(&key, heading);
	for (char *c = key.data; key.len && *c; c++)
		if (*c == '-')
			*c = '_';
	if (!key.len)
		stk_str_addf(&key, "column_%u", column + 1);
	taken = stk_shape_key_by_name(stk_kinds[STK_PLATFORM].shape, key.data) != NULL;
	for (uint32_t i = 0; i < column; i++)
		taken |= reading->columns[i].key && strcmp(reading->columns[i].key, key.data) == 0;
	found = taken ? stk_arena_printf(arena, "list_%s_%u", key.data, column + 1)
		      : stk_arena_strdup(arena, key.data);
	stk_str_release(&key);
	return found;
}

static int read_headings(struct reading *reading, struct stk_err *err)
{
	const struct stk_sheet *sheet = reading->sheet;
	bool seen[STK_LIST_ROLES] = {false};

	if (!sheet->count) {
		stk_err_set(err, STK_EUSAGE, "the list is empty");
		stk_err_at(err, reading->path, 0, 0);
		return -1;
	}
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->rows[i].count > reading->column_count)
			reading->column_count = sheet->rows[i].count;
	reading->columns = stk_xcalloc(reading->column_count, sizeof *reading->columns);
	for (uint32_t i = 0; i < reading->column_count; i++) {
		struct column *column = &reading->columns[i];

		column->heading = i < sheet->rows[0].count ? sheet->rows[0].cells[i] : "";
		column->role = stk_list_role_of(column->heading);
		if (column->role != STK_LIST_NOTES && seen[column->role])
			column->role = STK_LIST_OWN; /* a second "owner": theirs, not ours to mix */
		seen[column->role] = true;
		if (column->role == STK_LIST_OWN)
			column->key = own_key(reading, column->heading, i);
	}
	if (seen[STK_LIST_NAME])
		return 0;
	stk_err_set(err, STK_EUSAGE,
		    "no column is headed \"name\" (or tool, platform, system, application, 名称, "
		    "工具, 系统)");
	stk_err_at(err, reading->path, sheet->rows[0].line, 1);
	stk_err_hint(err, "The first row must be the heading row. Put \"name\" above the column "
			  "with the tools' names.");
	return -1;
}

static void describe_mapping(struct reading *reading)
{
	struct stk_str text = STK_STR_INIT;
	bool own = false;

	for (uint32_t i = 0; i < reading->column_count; i++)
		if (reading->columns[i].role != STK_LIST_OWN)
			stk_str_addf(&text, "%s%s = %s", text.len ? ", " : "",
				     stk_list_role_name(reading->columns[i].role),
				     reading->columns[i].heading);
	for (uint32_t i = 0; i < reading->column_count; i++)
		if (reading->columns[i].role == STK_LIST_OWN && *reading->columns[i].heading) {
			stk_str_addf(&text, "%s%s", own ? ", " : stk_t("; kept as they are: "),
				     reading->columns[i].heading);
			own = true;
		}
	reading->list->mapping = stk_arena_strdup(&reading->list->arena, text.data);
	stk_str_release(&text);
}

/* --- from drafts to changes -------------------------------------------- */

static void add_change(struct stk_list *list, enum stk_change_op op, const char *address,
		       const struct stk_value *value)
{
	STK_GROW(list->changes, list->cap, list->count + 1);
	list->changes[list->count++] =
		(struct stk_change){.op = op, .address = address, .value = value};
}

static void own_columns(struct reading *reading)
{
	struct stk_arena *arena = &reading->list->arena;

	for (uint32_t i = 0; i < reading->column_count; i++) {
		const struct column *column = &reading->columns[i];
		bool used = false;
		struct stk_value *definition;
		struct stk_str address = STK_STR_INIT;

		for (size_t row = 1; row < reading->sheet->count && !used; row++)
			used = i < reading->sheet->rows[row].count &&
			       *reading->sheet->rows[row].cells[i];
		if (column->role != STK_LIST_OWN || !used)
			continue;
		definition = stk_value_map(arena);
		stk_value_put_text(arena, definition, "ask",
				   *column->heading ? column->heading : column->key);
		stk_str_add(&address, "inventory/columns");
		stk_address_add(&address, column->key);
		add_change(reading->list, STK_CHANGE_SET, stk_arena_strdup(arena, address.data),
			   definition);
		stk_str_release(&address);
	}
	for (const struct stk_value *team = reading->new_teams->first; team; team = team->next) {
		struct stk_value *copy = stk_arena_alloc(arena, sizeof *copy);

		*copy = *team;
		copy->next = NULL;
		add_change(reading->list, STK_CHANGE_ADD, "inventory/teams", copy);
	}
}

static void finish_draft(struct reading *reading, struct draft *draft)
{
	struct stk_arena *arena = &reading->list->arena;

	if (draft->product)
		put_catalogue(reading, draft);
	if (draft->links)
		stk_value_put(arena, draft->map, "integrations", draft->links);
	if (draft->notes.len)
		stk_value_put_text(arena, draft->map, "notes",
				   stk_arena_strdup(arena, draft->notes.data));
	stk_str_release(&draft->notes);
	add_change(reading->list, STK_CHANGE_SET,
		   stk_arena_printf(arena, "platforms/%s", draft->id), draft->map);
	reading->list->platforms++;
}

/* A row without a name: each of its cells is told, and kept in the inventory's notes. */
static void nameless(struct reading *reading, const struct stk_sheet_row *row, struct draft *holder)
{
	for (uint32_t i = 0; i < row->count; i++)
		if (*row->cells[i])
			stk_list_doubt(reading, holder, row, i, row->cells[i],
				       stk_t("a row without a name"));
}

/* A row of its own for each name, also where two are probably one: whoever knows may put them
 * together. The second of a product does not claim to be it, so that `check` still compares them.
 */
static void named_row(struct reading *reading, const struct stk_sheet_row *row, uint32_t names)
{
	const char *name = row->cells[names], *why = NULL;
	size_t index;

	if (look_up(reading, name) != SIZE_MAX)
		why = stk_t("the same name again: kept as a platform of its own");
	index = stk_list_draft(reading, name, row);
	if (!why && reading->drafts[index].other)
		why = stk_arena_printf(&reading->list->arena,
				       stk_t("another name of %s: kept as a platform of its own"),
				       reading->drafts[index].other);
	if (why)
		stk_list_doubt(reading, NULL, row, names, name, why);
}

static uint32_t name_column(const struct reading *reading)
{
	uint32_t column = 0;

	while (reading->columns[column].role != STK_LIST_NAME)
		column++;
	return column;
}

static void read_rows(struct reading *reading)
{
	struct draft inventory_notes = {.notes = STK_STR_INIT};
	uint32_t names = name_column(reading);
	size_t rows;

	/* Names first, so that rows may speak of each other in any order. */
	for (size_t i = 1; i < reading->sheet->count; i++) {
		const struct stk_sheet_row *row = &reading->sheet->rows[i];

		if (names < row->count && stk_list_is_total(row->cells[names])) {
			for (uint32_t k = 0; k < row->count; k++)
				if (*row->cells[k])
					stk_list_doubt(reading, &inventory_notes, row, k,
						       row->cells[k], stk_t("a total, not a tool"));
		} else if (names < row->count && *row->cells[names]) {
			named_row(reading, row, names);
		} else {
			nameless(reading, row, &inventory_notes);
		}
	}
	rows = reading->count;
	for (size_t i = 0; i < rows; i++)
		for (uint32_t column = 0; column < reading->drafts[i].row->count; column++)
			if (column != names && *reading->drafts[i].row->cells[column])
				stk_list_take(reading, i, column);
	own_columns(reading);
	if (inventory_notes.notes.len)
		add_change(reading->list, STK_CHANGE_SET, "inventory/notes",
			   stk_value_text(&reading->list->arena,
					  stk_arena_strdup(&reading->list->arena,
							   inventory_notes.notes.data)));
	stk_str_release(&inventory_notes.notes);
	for (size_t i = 0; i < reading->count; i++)
		finish_draft(reading, &reading->drafts[i]);
}

static int by_place(const void *a, const void *b)
{
	const struct stk_list_doubt *left = a, *right = b;
	size_t left_letters = strcspn(left->cell, "0123456789"),
	       right_letters = strcspn(right->cell, "0123456789");
	unsigned long left_row = strtoul(left->cell + left_letters, NULL, 10),
		      right_row = strtoul(right->cell + right_letters, NULL, 10);

	if (left_row != right_row)
		return left_row < right_row ? -1 : 1;
	if (left_letters != right_letters)
		return left_letters < right_letters ? -1 : 1;
	return strcmp(left->cell, right->cell) ? strcmp(left->cell, right->cell)
					       : strcmp(left->text, right->text);
}

int stk_list_read(struct stk_inventory *inventory, const char *path, const struct stk_sheet *sheet,
		  struct stk_list *list, struct stk_err *err)
{
	struct reading reading = {.inventory = inventory,
				  .path = path,
				  .sheet = sheet,
				  .list = list,
				  .by_name = STK_MAP_INIT,
				  .by_id = STK_MAP_INIT,
				  .people = STK_MAP_INIT,
				  .teams = STK_MAP_INIT};
	int failed;

	*list = (struct stk_list){.arena = STK_ARENA_INIT, .mapping = ""};
	reading.new_teams = stk_value_list(&list->arena);
	failed = read_headings(&reading, err);
	if (!failed) {
		STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
		{
			const char *id = stk_text(inventory, team, STK_W_ID);

			if (id)
				stk_map_put(&reading.teams, id, strlen(id), 1);
		}
		reading.matcher =
			stk_matcher_new(inventory, 1u << STK_MATCH_PRODUCT | 1u << STK_MATCH_TERM);
		describe_mapping(&reading);
		read_rows(&reading);
		if (list->doubt_count)
			qsort(list->doubts, list->doubt_count, sizeof *list->doubts, by_place);
		stk_matcher_free(reading.matcher);
	}
	free(reading.columns);
	free(reading.drafts);
	stk_map_release(&reading.by_name);
	stk_map_release(&reading.by_id);
	stk_map_release(&reading.people);
	stk_map_release(&reading.teams);
	if (failed)
		stk_list_release(list);
	return failed;
}

void stk_list_release(struct stk_list *list)
{
	free(list->changes);
	free(list->doubts);
	stk_arena_release(&list->arena);
	memset(list, 0, sizeof *list);
}
