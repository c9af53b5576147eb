/* Which platform each row is about. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"
#include "stocktake/sheets/csv.h"

#define KINDS (1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT)

/* Blanks and marks do not count, as where names are matched. */
static void name_key(struct stk_str *out, const char *name)
{
	struct stk_str words = STK_STR_INIT;

	stk_said_form(&words, name);
	for (size_t i = 0; i < words.len; i++)
		if (words.data[i] != ' ')
			stk_str_addc(out, words.data[i]);
	if (!out->len)
		stk_str_add(out, name);
	stk_str_release(&words);
}

static bool get(const struct stk_map *map, const char *name, uint32_t *index)
{
	struct stk_str key = STK_STR_INIT;
	bool found;

	name_key(&key, name);
	found = stk_map_get(map, key.data, key.len, index);
	stk_str_release(&key);
	return found;
}

static void put(struct stk_map *map, const char *name, uint32_t index)
{
	struct stk_str key = STK_STR_INIT;

	name_key(&key, name);
	stk_map_put(map, key.data, key.len, index);
	stk_str_release(&key);
}

static bool get_text(const struct stk_intake *intake, const char *name, uint32_t *index)
{
	struct stk_str key = STK_STR_INIT;
	bool found;

	stk_text_fold(&key, name, strlen(name));
	found = stk_map_get(&intake->by_text, key.data, key.len, index);
	stk_str_release(&key);
	return found;
}

static void put_text(struct stk_intake *intake, const char *name, uint32_t index)
{
	struct stk_str key = STK_STR_INIT;

	stk_text_fold(&key, name, strlen(name));
	stk_map_put(&intake->by_text, key.data, key.len, index);
	stk_str_release(&key);
}

static uint32_t add_target(struct stk_intake *intake, struct stk_target target)
{
	uint32_t index = (uint32_t)intake->target_count;

	STK_GROW(intake->targets, intake->target_cap, intake->target_count + 1);
	intake->targets[intake->target_count++] = target;
	return index;
}

static uint32_t existing(struct stk_intake *intake, const char *id)
{
	const struct stk_entity *platform = stk_inventory_find(intake->inventory, STK_PLATFORM, id);
	uint32_t index;

	id = stk_sym_text(&intake->inventory->syms, platform->id);
	if (stk_map_get(&intake->by_id, id, strlen(id), &index))
		return index;
	index = add_target(
		intake, (struct stk_target){.id = id,
					    .name = stk_entity_name(intake->inventory, platform)});
	stk_map_put(&intake->by_id, id, strlen(id), index);
	return index;
}

static const char *free_id(struct stk_intake *intake, const char *name)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	struct stk_str slug = STK_STR_INIT;
	const char *id;
	size_t len;

	stk_text_slug(&slug, name);
	if (!slug.len)
		stk_str_add(&slug, "tool");
	len = stk_utf8_valid_bytes(slug.data, slug.len < 70 ? slug.len : 70);
	while (len && slug.data[len - 1] == '-')
		len--;
	id = stk_arena_strdup(arena, slug.data);
	stk_str_truncate(&slug, len); /* room for a number */
	for (unsigned n = 2; stk_inventory_find(intake->inventory, STK_PLATFORM, id) ||
			     stk_map_get(&intake->ids, id, strlen(id), NULL);
	     n++)
		id = stk_arena_printf(arena, "%s-%u", slug.data, n);
	stk_map_put(&intake->ids, id, strlen(id), 1);
	stk_str_release(&slug);
	return id;
}

static uint32_t brand_new(struct stk_intake *intake, uint32_t file, const char *name,
			  const char *product)
{
	uint32_t index;

	if (product)
		product = stk_arena_strdup(stk_intake_arena(intake), product);
	index = add_target(intake, (struct stk_target){.id = free_id(intake, name),
						       .name = name,
						       .product = product,
						       .is_new = true,
						       .file = file});

	put(&intake->by_name, name, index);
	if (product && !stk_map_get(&intake->by_product, product, strlen(product), NULL))
		stk_map_put(&intake->by_product, product, strlen(product), index);
	intake->import->new_platforms++;
	return index;
}

void stk_intake_pair(struct stk_intake *intake, const char *a, const char *a_name, const char *b,
		     const char *b_name)
{
	struct stk_import *import = intake->import;

	for (size_t i = 0; i < import->pair_count; i++)
		if (strcmp(import->pairs[i].a, a) == 0 && strcmp(import->pairs[i].b, b) == 0)
			return;
	STK_GROW(import->pairs, import->pair_cap, import->pair_count + 1);
	import->pairs[import->pair_count++] =
		(struct stk_import_pair){.a = a, .b = b, .a_name = a_name, .b_name = b_name};
}

/* --- asking ----------------------------------------------------------------------------------- */

static int choose(const struct stk_intake *intake, const struct stk_intake_row *row,
		  struct stk_import_doubt *doubt)
{
	char cell[16];

	if (!intake->options->choose)
		return STK_IMPORT_UNSURE;
	stk_cell_name(0, row->row->number, cell);
	doubt->file = intake->import->files[row->tab->file]->path;
	doubt->tab = row->tab->tab->name;
	doubt->cell = cell;
	return intake->options->choose(intake->options->data, doubt);
}

static size_t only(const struct stk_match *found, size_t count, enum stk_match_kind kind,
		   struct stk_match *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (found[i].kind == kind)
			out[kept++] = found[i];
	return kept;
}

/* The matcher is made anew later: its texts are copied. */
static void candidates(struct stk_intake *intake, struct stk_import_doubt *doubt,
		       const struct stk_match *found, size_t count)
{
	struct stk_arena *arena = stk_intake_arena(intake);

	for (size_t i = 0; i < count && i < STK_COUNT(doubt->ids); i++) {
		doubt->candidates[doubt->count] = stk_arena_strdup(arena, found[i].name);
		doubt->ids[doubt->count++] = stk_arena_strdup(arena, found[i].id);
	}
}

/* --- one name --------------------------------------------------------------------------------- */

/* A platform that is there may be meant, and it is not certain: somebody says so, or it is kept
 * apart. */
static uint32_t unsure(struct stk_intake *intake, struct stk_intake_row *row, const char *name,
		       const struct stk_match *found, size_t count, const char *product)
{
	struct stk_import_doubt doubt = {.name = name,
					 .is_certain = found[0].grade == STK_MATCH_EXACT};
	uint32_t index;
	int chosen;

	candidates(intake, &doubt, found, count);
	chosen = choose(intake, row, &doubt);
	if (chosen >= 0)
		return existing(intake, doubt.ids[chosen]);
	index = brand_new(intake, row->tab->file, name, doubt.is_certain ? NULL : product);
	if (chosen == STK_IMPORT_NEW)
		stk_map_put(&intake->settled, intake->targets[index].id,
			    strlen(intake->targets[index].id), 1);
	for (size_t i = 0; i < doubt.count && chosen == STK_IMPORT_UNSURE; i++)
		stk_intake_pair(intake, intake->targets[index].id, name, doubt.ids[i],
				doubt.candidates[i]);
	return index;
}

/* The same product under another name: one platform where different people call it so, two where
 * one person's sheet tells them apart. */
static uint32_t of_product(struct stk_intake *intake, struct stk_intake_row *row, const char *name,
			   const char *product)
{
	uint32_t index, fresh;

	if (!stk_map_get(&intake->by_product, product, strlen(product), &index))
		return brand_new(intake, row->tab->file, name, product);
	if (intake->targets[index].file != row->tab->file)
		return index;
	fresh = brand_new(intake, row->tab->file, name, NULL);
	stk_intake_pair(intake, intake->targets[index].id, intake->targets[index].name,
			intake->targets[fresh].id, name);
	return fresh;
}

/* Of several that a name fits but for its blanks, the one that is called just so. */
static size_t sharpen(struct stk_match *found, size_t count, const char *name)
{
	size_t same = 0;

	for (size_t i = 0; i < count; i++)
		if (stk_text_same(found[i].name, name))
			found[same++] = found[i];
	return same == 1 ? 1 : count;
}

static uint32_t find_name(struct stk_intake *intake, struct stk_intake_row *row, const char *name)
{
	struct stk_match found[16], platforms[16], products[16];
	uint32_t index;
	size_t count = stk_matcher_find(intake->matcher, name, KINDS, found, STK_COUNT(found)),
	       platform_count = only(found, count, STK_MATCH_PLATFORM, platforms),
	       product_count = only(found, count, STK_MATCH_PRODUCT, products);
	bool exact = count && found[0].grade == STK_MATCH_EXACT;

	if (exact)
		platform_count = sharpen(platforms, platform_count, name);
	if (platform_count == 1 && exact)
		return existing(intake, platforms[0].id);
	if (get(&intake->by_name, name, &index))
		return index;
	if (platform_count)
		return unsure(intake, row, name, platforms, platform_count,
			      exact && product_count == 1 ? products[0].id : NULL);
	if (product_count == 1 && exact)
		return of_product(intake, row, name, products[0].id);
	return brand_new(intake, row->tab->file, name, NULL);
}

static uint32_t by_name(struct stk_intake *intake, struct stk_intake_row *row, const char *name)
{
	uint32_t index;

	if (!get_text(intake, name, &index)) {
		index = find_name(intake, row, name);
		put_text(intake, name, index);
	}
	row->by_other_name[row->count] = !stk_text_same(intake->targets[index].name, name);
	return index;
}

/* A list that begins an inventory: a name that comes twice may be two instances. */
static uint32_t by_name_apart(struct stk_intake *intake, struct stk_intake_row *row,
			      const char *name)
{
	uint32_t index = 0, fresh;
	bool again = get_text(intake, name, &index);

	if (!again)
		return by_name(intake, row, name);
	fresh = brand_new(intake, row->tab->file, name, intake->targets[index].product);
	stk_intake_pair(intake, intake->targets[index].id, intake->targets[index].name,
			intake->targets[fresh].id, name);
	return fresh;
}

static bool is_one_of_theirs(const struct stk_match *found, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (found[i].kind == STK_MATCH_PLATFORM && found[i].grade == STK_MATCH_EXACT &&
		    strcmp(found[i].id, id) == 0)
			return true;
	return false;
}

/* True where another row of the tab has the id too: one of them was copied. */
static bool id_is_copied(const struct stk_intake_tab *tab, const struct stk_row *row,
			 const char *id)
{
	for (size_t i = tab->heading + 1; i < tab->tab->count; i++)
		if (&tab->tab->rows[i] != row &&
		    strcmp(stk_intake_text(tab, &tab->tab->rows[i], STK_COLUMN_ID, NULL), id) == 0)
			return true;
	return false;
}

/* The platform of the row's hidden id, unless its name says clearly that it is about another by
 * now. NULL: by its name. */
static const char *by_id(const struct stk_intake *intake, const struct stk_intake_row *row,
			 const char *name)
{
	const char *id = stk_intake_text(row->tab, row->row, STK_COLUMN_ID, NULL);
	const struct stk_entity *platform =
		*id ? stk_inventory_find(intake->inventory, STK_PLATFORM, id) : NULL;
	struct stk_match found[16];
	size_t count;

	if (!platform)
		return NULL;
	id = stk_sym_text(&intake->inventory->syms, platform->id);
	if (!*name)
		return id;
	count = stk_matcher_find(intake->matcher, name, 1u << STK_MATCH_PLATFORM, found,
				 STK_COUNT(found));
	if (is_one_of_theirs(found, count, id))
		return id;
	if ((count && found[0].grade == STK_MATCH_EXACT) || id_is_copied(row->tab, row->row, id))
		return NULL;
	return id;
}

/* --- rows --------------------------------------------------------------------------------------
 */

static bool repeats_headings(const struct stk_intake_tab *tab, const struct stk_row *row)
{
	uint32_t same = 0;

	for (uint32_t i = 0; i < row->count; i++)
		same += row->cells[i].column < tab->column_count &&
			strcmp(row->cells[i].text, tab->headings[row->cells[i].column]) == 0;
	return same > 1 && same == row->count;
}

static void unread_row(struct stk_intake *intake, const struct stk_intake_tab *tab,
		       const struct stk_row *row, const char *why)
{
	for (uint32_t i = 0; i < row->count; i++)
		if (!row->cells[i].merged_row && strcmp(row->cells[i].text, "-") != 0)
			stk_intake_unread(intake, tab, row, row->cells[i].column,
					  row->cells[i].text, why);
}

/* "Salesforce, and sometimes the tracker": several, unless it is one's whole name. */
static size_t names_of(struct stk_intake *intake, const char *text, const char **names)
{
	struct stk_match found[1];
	size_t count = stk_matcher_find(intake->matcher, text, KINDS, found, 1);

	if (!*text)
		return 0;
	if ((count && found[0].grade == STK_MATCH_EXACT) || get_text(intake, text, NULL) ||
	    get(&intake->by_name, text, NULL)) {
		names[0] = text;
		return 1;
	}
	count = stk_intake_split(stk_intake_arena(intake), text, names, STK_NAMES_A_CELL);
	for (size_t i = 1; i < count; i++)
		names[i] = stk_said_after_filler(intake->columns->words, names[i]);
	return count;
}

/* "?", "n/a" in place of a name. */
static bool says_nothing(const struct stk_intake *intake, const char *name)
{
	enum stk_saying saying = stk_said_plainly(intake->columns->words, name);

	return saying == STK_SAYING_NOTHING || saying == STK_SAYING_UNKNOWN ||
	       saying == STK_SAYING_NOT_APPLICABLE;
}

static void read_row(struct stk_intake *intake, const struct stk_intake_tab *tab,
		     const struct stk_row *row)
{
	struct stk_intake_row it = {.tab = tab, .row = row};
	const char *name = stk_intake_text(tab, row, STK_COLUMN_KEY, "name"), *id,
		   *names[STK_NAMES_A_CELL], *tick;
	size_t count;

	if (repeats_headings(tab, row))
		return;
	if (stk_list_is_total(name)) {
		unread_row(intake, tab, row, STK_N("a total, not a tool"));
		return;
	}
	if (says_nothing(intake, name))
		name = "";
	id = by_id(intake, &it, name);
	if (id) {
		it.targets[0] = existing(intake, id);
		it.names[0] = *name ? name : intake->targets[it.targets[0]].name;
		it.count = 1;
	} else {
		count = names_of(intake, name, names);
		for (size_t i = 0; i < count; i++) {
			it.targets[it.count] = intake->options->begins
						       ? by_name_apart(intake, &it, names[i])
						       : by_name(intake, &it, names[i]);
			it.names[it.count++] = names[i];
		}
	}
	if (!it.count) {
		unread_row(intake, tab, row, STK_N("a row without a name"));
		return;
	}
	tick = stk_intake_text(tab, row, STK_COLUMN_CONFIRM, NULL);
	it.is_confirmed = stk_said_tick(intake->columns->words, tick) == 1;
	STK_GROW(intake->rows, intake->row_cap, intake->row_count + 1);
	intake->rows[intake->row_count++] = it;
}

/* Known products that are only named in another's cell: "integrates with ON24". */
static void named_only(struct stk_intake *intake, const struct stk_intake_tab *tab,
		       const struct stk_row *row, const char *text)
{
	const char *names[64];
	struct stk_intake_row it = {.tab = tab, .row = row};
	size_t count = stk_intake_systems(intake, text, names, STK_COUNT(names));

	for (size_t i = 0; i < count; i++) {
		struct stk_match found[2];
		const char *name = stk_said_after_filler(intake->columns->words, names[i]);

		if (get_text(intake, name, NULL) || get(&intake->by_name, name, NULL) ||
		    stk_matcher_find(intake->matcher, name, KINDS, found, STK_COUNT(found)) != 1 ||
		    found[0].grade != STK_MATCH_EXACT || found[0].kind != STK_MATCH_PRODUCT)
			continue;
		put_text(intake, name, of_product(intake, &it, name, found[0].id));
	}
}

void stk_intake_rows(struct stk_intake *intake)
{
	for (size_t i = 0; i < intake->tab_count; i++) {
		const struct stk_intake_tab *tab = &intake->tabs[i];

		if (tab->page != STK_PAGE_PLATFORMS)
			continue;
		for (size_t k = tab->heading + 1; k < tab->tab->count; k++)
			read_row(intake, tab, &tab->tab->rows[k]);
	}
	for (size_t i = 0; i < intake->tab_count; i++) {
		const struct stk_intake_tab *tab = &intake->tabs[i];

		for (size_t k = tab->heading + 1; k < tab->tab->count; k++) {
			const struct stk_row *row = &tab->tab->rows[k];

			if (tab->page == STK_PAGE_PLATFORMS) {
				named_only(
					intake, tab, row,
					stk_intake_text(tab, row, STK_COLUMN_KEY, "integrations"));
			} else if (tab->page != STK_PAGE_QUESTIONS) {
				named_only(intake, tab, row,
					   stk_intake_text(tab, row, STK_COLUMN_PLATFORM, NULL));
				if (tab->page == STK_PAGE_INTEGRATIONS)
					named_only(
						intake, tab, row,
						stk_intake_text(tab, row, STK_COLUMN_KEY, "with"));
			}
		}
	}
}
