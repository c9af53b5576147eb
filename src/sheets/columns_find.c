/* Which column a heading means, in any language, with a slip of the pen, or by what people call it.
 */
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/near.h"
#include "stocktake/sheets/import.h"

static const struct stk_column *called(const struct stk_columns *columns, enum stk_page page,
				       const char *heading)
{
	struct stk_str form = STK_STR_INIT;
	uint32_t index;
	bool found;

	stk_columns_form(heading, &form);
	found = stk_map_get(&columns->by_form[page], form.data, form.len, &index);
	stk_str_release(&form);
	return found ? &columns->items[page][index] : NULL;
}

static const struct stk_column *of_key(const struct stk_columns *columns, enum stk_page page,
				       const char *key)
{
	for (uint32_t i = 0; i < columns->count[page]; i++)
		if (columns->items[page][i].role == STK_COLUMN_KEY &&
		    strcmp(columns->items[page][i].key->name, key) == 0)
			return &columns->items[page][i];
	return NULL;
}

/* What people call the columns of their own lists. */
static const struct stk_column *by_usage(struct stk_columns *columns, const char *heading)
{
	static const char *const keys[STK_LIST_ROLES] = {NULL,           "name",  "website",
							 "category",     "owner", "teams",
							 "integrations", "notes", "fields"};
	const char *key = keys[stk_list_role_of(heading)];
	const struct stk_column *found = key ? of_key(columns, STK_PAGE_PLATFORMS, key) : NULL;

	return key && !found ? stk_columns_meant(columns, NULL, key) : found;
}

/* "Web site", "Catgory": the nearest of what our own columns are called. */
static const struct stk_column *by_slip(const struct stk_columns *columns, enum stk_page page,
					const char *heading)
{
	uint32_t count = columns->count[page];
	const char **choices = stk_xcalloc(count + 1, sizeof *choices), *near;
	const struct stk_column *found = NULL;

	for (uint32_t i = 0; i < count; i++)
		choices[i] = columns->items[page][i].heading;
	near = strlen(heading) > 4 ? stk_near_choice(choices, heading) : NULL;
	for (uint32_t i = 0; i < count && near && !found; i++)
		if (choices[i] == near)
			found = &columns->items[page][i];
	free(choices);
	return found;
}

/* What the schema calls it, of what our own sheets leave out and people write all the same. */
static const struct stk_column *by_schema(struct stk_columns *columns, const char *heading)
{
	const struct stk_key *key = stk_shape_key(stk_kinds[STK_PLATFORM].shape, STK_W_PATCHY);

	for (size_t i = 0; i < columns->tr_count; i++)
		if (stk_text_same(stk_tr(columns->tr[i], key->column), heading))
			return stk_columns_meant(columns, NULL, key->name);
	return NULL;
}

static const char *const asides[STK_IMPORT_ASIDES] = {
	STK_N("State (stocktake)"), STK_N("Open question (stocktake)"), STK_N("Ask (stocktake)")};

const char *stk_import_aside(unsigned index)
{
	return stk_t(asides[index]);
}

/* What `report --like` put there is not read back. */
static const struct stk_column *aside(const struct stk_columns *columns, const char *heading)
{
	static const struct stk_column one = {.role = STK_COLUMN_ASIDE, .heading = ""};

	for (size_t i = 0; i < STK_COUNT(asides); i++)
		for (size_t k = 0; k < columns->tr_count; k++)
			if (strcmp(stk_tr(columns->tr[k], asides[i]), heading) == 0)
				return &one;
	return NULL;
}

const struct stk_column *stk_columns_find(const struct stk_columns *columns, enum stk_page page,
					  const char *heading)
{
	const struct stk_column *found;

	if (!*heading)
		return NULL;
	found = called(columns, page, heading);
	if (!found && page == STK_PAGE_PLATFORMS)
		found = aside(columns, heading);
	if (!found && page == STK_PAGE_PLATFORMS)
		found = by_usage((struct stk_columns *)(uintptr_t)columns, heading);
	if (!found)
		found = by_slip(columns, page, heading);
	if (!found && page == STK_PAGE_PLATFORMS)
		found = by_schema((struct stk_columns *)(uintptr_t)columns, heading);
	return found;
}

const struct stk_column *stk_columns_meant(struct stk_columns *columns,
					   const struct stk_inventory *inventory, const char *word)
{
	static const char *const spoken[][2] = {{"used by", "teams"},
						{"used_by", "teams"},
						{"integrates with", "integrations"},
						{"contact fields", "fields"}};
	const struct stk_shape *shape = stk_kinds[STK_PLATFORM].shape;
	struct stk_column *made;
	const struct stk_key *key = stk_shape_key_by_name(shape, word);
	const char *term = inventory ? stk_columns_term(columns, inventory, word) : NULL;
	const struct stk_column *one_of_ours;

	for (size_t i = 0; i < STK_COUNT(spoken) && !key; i++)
		if (stk_text_same(spoken[i][0], word))
			key = stk_shape_key_by_name(shape, spoken[i][1]);
	if (key && key->type == STK_TYPE_ITEM && key->item == &stk_shape_dispute)
		return NULL;
	one_of_ours = key ? NULL : called(columns, STK_PAGE_PLATFORMS, word);
	if (one_of_ours)
		return one_of_ours;
	if (!key && !term && strcmp(word, "-") != 0)
		return NULL;
	made = stk_arena_zalloc(&columns->arena, sizeof *made);
	made->role = key ? STK_COLUMN_KEY : term ? STK_COLUMN_HOLDS : STK_COLUMN_IGNORED;
	made->key = key;
	made->member = term;
	made->heading = stk_arena_strdup(&columns->arena, word);
	made->is_own_words = true;
	return made;
}

static void name_terms(struct stk_columns *columns, const struct stk_inventory *inventory)
{
	struct stk_str key = STK_STR_INIT;

	columns->terms_named = true;
	for (size_t k = columns->tr_count; k-- > 0;)
		for (uint32_t i = inventory->term_count; i-- > 0;) {
			const char *name =
				stk_tr_c(columns->tr[k], "term", inventory->terms[i].name);

			stk_str_reset(&key);
			stk_text_fold(&key, name, strlen(name));
			stk_map_put(&columns->terms, key.data, key.len, i);
		}
	stk_str_release(&key);
}

/* A term by its name in any language, English before others, the first of one name. */
static const char *by_name(struct stk_columns *columns, const struct stk_inventory *inventory,
			   const char *text)
{
	struct stk_str key = STK_STR_INIT;
	uint32_t term;
	bool found;

	if (!columns->terms_named)
		name_terms(columns, inventory);
	stk_text_fold(&key, text, strlen(text));
	found = stk_map_get(&columns->terms, key.data, key.len, &term);
	stk_str_release(&key);
	return found ? stk_sym_text(&inventory->syms, inventory->terms[term].id) : NULL;
}

const char *stk_columns_term(const struct stk_columns *columns,
			     const struct stk_inventory *inventory, const char *text)
{
	const char *group = strlen(text) > 1 ? stk_guide_words_group(columns->words, text) : NULL;
	uint32_t index = stk_group_find(inventory, text);
	const struct stk_term *term = stk_term_find(inventory, text);

	if (group)
		return group;
	if (index != STK_NONE)
		return stk_sym_text(&inventory->syms, inventory->groups[index]);
	if (term)
		return stk_sym_text(&inventory->syms, term->id);
	return by_name((struct stk_columns *)(uintptr_t)columns, inventory, text);
}
