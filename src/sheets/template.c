#include <stdlib.h>
#include <string.h>

#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "template_private.h"

#define ROOM          200 /* empty rows that are ready for more */
#define MAX_QUESTIONS 60

/* --- which platforms are theirs -------------------------------------------------------------- */

static bool says(const struct stk_inventory *inventory, const struct stk_node *platform,
		 const char *word)
{
	stk_sym sym = stk_sym_find(&inventory->syms, word, strlen(word));

	return sym && (stk_values_has(stk_node_get(platform, STK_W_OWNER), sym) ||
		       stk_values_has(stk_node_get(platform, STK_W_ADMIN), sym) ||
		       stk_values_has(stk_node_get(platform, STK_W_TEAMS), sym));
}

static bool spoke_of(const struct stk_template_options *options, const char *address)
{
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(options->evidence, address, true, &count);

	for (size_t i = 0; i < count; i++)
		if (answers[i]->by && strcmp(answers[i]->by, options->who) == 0)
			return true;
	return false;
}

static bool is_theirs(const struct stk_inventory *inventory,
		      const struct stk_template_options *options, const struct stk_entity *platform)
{
	const struct stk_entity *person;
	const char *team, *status = stk_text(inventory, platform->node, STK_W_STATUS);
	struct stk_str address = STK_STR_INIT;
	bool theirs;

	if (status && strcmp(status, "retired") == 0)
		return false;
	if (!options->who)
		return true;
	person = stk_inventory_find(inventory, STK_STAKEHOLDER, options->who);
	team = person ? stk_text(inventory, person->node, STK_W_TEAM) : NULL;
	stk_entity_address(inventory, STK_PLATFORM, platform, &address);
	theirs = says(inventory, platform->node, options->who) ||
		 (team && says(inventory, platform->node, team)) || spoke_of(options, address.data);
	stk_str_release(&address);
	return theirs;
}

/* --- dropdowns ------------------------------------------------------------------------------- */

static const char *const *words_of(struct stk_templating *templating, const struct stk_key *key,
				   size_t count)
{
	const char **words = stk_arena_alloc(&templating->grid->arena, (count + 1) * sizeof *words);

	for (size_t i = 0; i < count; i++)
		words[i] = stk_choice_shown(key, key->choices[i]);
	return words;
}

static const char *const *names_of(struct stk_templating *templating, size_t *count)
{
	const struct stk_entities *all = &templating->inventory->kinds[STK_PLATFORM];
	const char **names =
		stk_arena_alloc(&templating->grid->arena, (all->count + 1) * sizeof *names);

	for (uint32_t i = 0; i < all->count; i++)
		names[i] = stk_entity_name(templating->inventory, &all->items[i]);
	*count = all->count;
	return names;
}

static void give_choices(struct stk_templating *templating, struct stk_grid_column *column,
			 const struct stk_column *from)
{
	bool platforms = from->role == STK_COLUMN_PLATFORM ||
			 (from->key && from->key->type == STK_TYPE_REF &&
			  from->key->refs == 1u << STK_PLATFORM);

	if (platforms) {
		column->choices = names_of(templating, &column->choice_count);
	} else if (from->key && from->key->type == STK_TYPE_CHOICE && from->key->choices) {
		while (from->key->choices[column->choice_count])
			column->choice_count++;
		column->choices = words_of(templating, from->key, column->choice_count);
	}
}

/* --- tabs ------------------------------------------------------------------------------------ */

struct stk_grid_tab *stk_template_tab(struct stk_templating *templating, enum stk_page page)
{
	const struct stk_columns *columns = templating->columns;
	uint32_t count = columns->count[page];
	struct stk_grid_tab *tab = stk_grid_tab(templating->grid, stk_page_name(page), count);
	struct stk_grid_cell *cells;

	tab->heading = 1;
	tab->room = page == STK_PAGE_QUESTIONS ? 0 : ROOM;
	tab->protected = true;
	for (uint32_t i = 0; i < count; i++) {
		const struct stk_column *from = &columns->items[page][i];
		struct stk_grid_column *column = &tab->columns[i];

		column->width = from->width;
		column->hidden = from->role == STK_COLUMN_ID;
		column->note = stk_column_note(from) ? stk_arena_strdup(&templating->grid->arena,
									stk_column_note(from))
						     : NULL;
		if (column->hidden)
			tab->frozen_columns = 1;
		if (from->role == STK_COLUMN_HOLDS || from->role == STK_COLUMN_CONFIRM ||
		    from->role == STK_COLUMN_UNKNOWN || from->role == STK_COLUMN_NOT_APPLICABLE ||
		    (from->key && from->key->type == STK_TYPE_BOOL))
			column->look = STK_LOOK_TICK;
		else if (from->role == STK_COLUMN_ID || from->role == STK_COLUMN_QUESTION)
			column->look = STK_LOOK_FIXED;
		give_choices(templating, column, from);
	}
	tab->frozen_columns++;
	cells = stk_grid_row(templating->grid, tab);
	for (uint32_t i = 0; i < count; i++)
		cells[i].look = STK_LOOK_BANNER;
	stk_grid_put(templating->grid, &cells[tab->columns[0].hidden ? 1 : 0],
		     stk_page_banner(page));
	cells = stk_grid_row(templating->grid, tab);
	for (uint32_t i = 0; i < count; i++) {
		cells[i].look =
			columns->items[page][i].width < 8 ? STK_LOOK_TURNED : STK_LOOK_HEADING;
		stk_grid_put(templating->grid, &cells[i],
			     stk_column_heading(&columns->items[page][i]));
	}
	return tab;
}

static void put_value(struct stk_templating *templating, struct stk_grid_cell *cell,
		      const struct stk_key *key, const struct stk_node *map)
{
	struct stk_str text = STK_STR_INIT;

	stk_cell_value(templating->columns, templating->inventory, key,
		       stk_node_get(map, (stk_sym)key->word), &text);
	stk_grid_put(templating->grid, cell, text.data);
	stk_str_release(&text);
}

static void put_platform(struct stk_templating *templating, struct stk_grid_tab *tab,
			 const struct stk_entity *platform)
{
	const struct stk_columns *columns = templating->columns;
	struct stk_grid_cell *cells = stk_grid_row(templating->grid, tab);

	for (uint32_t i = 0; i < columns->count[STK_PAGE_PLATFORMS]; i++) {
		const struct stk_column *column = &columns->items[STK_PAGE_PLATFORMS][i];

		if (column->role == STK_COLUMN_ID)
			stk_grid_put(templating->grid, &cells[i],
				     stk_sym_text(&templating->inventory->syms, platform->id));
		else if (column->role == STK_COLUMN_KEY)
			put_value(templating, &cells[i], column->key, platform->node);
		else if (column->role == STK_COLUMN_HOLDS &&
			 stk_cell_holds(templating->inventory, platform->node, column->member))
			stk_grid_put(templating->grid, &cells[i], "x");
		else if (column->role == STK_COLUMN_OWN)
			stk_grid_put(templating->grid, &cells[i],
				     stk_cell_own(templating->inventory, platform->node,
						  column->member));
	}
}

static void put_items(struct stk_templating *templating, struct stk_grid_tab *tab,
		      enum stk_page page, enum stk_word key)
{
	const struct stk_inventory *inventory = templating->inventory;
	const struct stk_columns *columns = templating->columns;

	for (uint32_t i = 0; i < templating->platform_count; i++) {
		const struct stk_entity *platform =
			&inventory->kinds[STK_PLATFORM].items[templating->platforms[i]];

		STK_EACH_VALUE(item, stk_node_get(platform->node, (stk_sym)key))
		{
			struct stk_grid_cell *cells;

			if (stk_node_kind(item) != STK_NODE_MAP)
				continue;
			cells = stk_grid_row(templating->grid, tab);
			for (uint32_t k = 0; k < columns->count[page]; k++)
				if (columns->items[page][k].role == STK_COLUMN_PLATFORM)
					stk_grid_put(templating->grid, &cells[k],
						     stk_entity_name(inventory, platform));
				else
					put_value(templating, &cells[k],
						  columns->items[page][k].key, item);
		}
	}
}

/* Theirs; for anybody all that somebody could be asked. */
static bool is_asked(const struct stk_templating *templating, const struct stk_question *question)
{
	const struct stk_inventory *inventory = templating->inventory;
	const struct stk_entity *person =
		templating->options->who
			? stk_inventory_find(inventory, STK_STAKEHOLDER, templating->options->who)
			: NULL;

	if (!templating->options->who)
		return !question->keeper;
	return person &&
	       stk_question_is_for(question, stk_entity_index(inventory, STK_STAKEHOLDER, person));
}

static void put_questions(struct stk_templating *templating, struct stk_grid_tab *tab)
{
	const struct stk_questions *questions = templating->options->questions;
	struct stk_arena *arena = &templating->grid->arena;

	for (size_t i = 0; i < questions->count; i++) {
		const struct stk_question *question = &questions->items[i];
		const char *text;
		struct stk_grid_cell *cells;

		if (!is_asked(templating, question))
			continue;
		if (templating->question_count == MAX_QUESTIONS) {
			templating->question_left++;
			continue;
		}
		text = stk_cell_question(templating->columns, templating->inventory, question,
					 arena);
		if (!text)
			continue;
		cells = stk_grid_row(templating->grid, tab);
		stk_grid_put(templating->grid, &cells[0], stk_cell_question_id(question, arena));
		stk_grid_put(templating->grid, &cells[1], text);
		templating->question_count++;
	}
}

static void make_tabs(struct stk_templating *templating)
{
	const struct stk_entities *all = &templating->inventory->kinds[STK_PLATFORM];
	struct stk_grid_tab *tab = stk_grid_tab(templating->grid, stk_t("Read me first"), 1);

	tab->columns[0].width = 92; /* filled at the end: it says how much there is */
	tab = stk_template_tab(templating, STK_PAGE_PLATFORMS);
	tab->frozen_columns = 2;
	for (uint32_t i = 0; i < templating->platform_count; i++)
		put_platform(templating, tab, &all->items[templating->platforms[i]]);
	tab = stk_template_tab(templating, STK_PAGE_FIELDS);
	put_items(templating, tab, STK_PAGE_FIELDS, STK_W_FIELDS);
	tab = stk_template_tab(templating, STK_PAGE_INTEGRATIONS);
	put_items(templating, tab, STK_PAGE_INTEGRATIONS, STK_W_INTEGRATIONS);
	tab = stk_template_tab(templating, STK_PAGE_QUESTIONS);
	put_questions(templating, tab);
}

int stk_template_make(struct stk_inventory *inventory, const struct stk_template_options *options,
		      struct stk_grid *grid, struct stk_err *err)
{
	struct stk_templating templating = {
		.inventory = inventory, .options = options, .grid = grid};
	const struct stk_entities *all = &inventory->kinds[STK_PLATFORM];
	uint32_t *platforms = stk_xcalloc(all->count + 1, sizeof *platforms);
	int failed = -1;

	for (uint32_t i = 0; i < all->count; i++)
		if (is_theirs(inventory, options, &all->items[i]))
			platforms[templating.platform_count++] = i;
	templating.platforms = platforms;
	templating.columns = stk_columns_new(inventory, err);
	if (templating.columns) {
		make_tabs(&templating);
		stk_template_read_me(&templating);
		stk_template_stamp(&templating);
		failed = 0;
	}
	stk_columns_free(templating.columns);
	free(platforms);
	return failed;
}

const struct stk_grid_tab *stk_template_platforms(const struct stk_grid *grid)
{
	return &grid->tabs[1];
}
