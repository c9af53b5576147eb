/* The list of what was not understood comes back: each row that was filled in is the cell that it
 * is about. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "unread.h"

#define HEADING_ROWS 10

struct again {
	struct stk_intake *intake;
	uint32_t file;
	const struct stk_tab *tab;
	size_t heading;
	uint32_t at[STK_UNREAD_COLUMNS]; /* where each column stands; UINT32_MAX: nowhere */
};

static bool is_called(const struct stk_columns *columns, const char *heading, const char *text)
{
	bool is = strcmp(heading, text) == 0;

	for (size_t i = 1; i < columns->tr_count && !is; i++)
		is = strcmp(stk_tr(columns->tr[i], heading), text) == 0;
	return is;
}

/* What stands there, and what is meant: no other sheet has both. */
static bool read_headings(struct again *it, const struct stk_row *row)
{
	for (size_t i = 0; i < STK_UNREAD_COLUMNS; i++) {
		it->at[i] = UINT32_MAX;
		for (uint32_t k = 0; k < row->count; k++)
			if (it->at[i] == UINT32_MAX &&
			    is_called(it->intake->columns, stk_unread_headings[i],
				      row->cells[k].text))
				it->at[i] = row->cells[k].column;
	}
	return it->at[STK_UNREAD_TEXT] != UINT32_MAX && it->at[STK_UNREAD_MEANT] != UINT32_MAX &&
	       it->at[STK_UNREAD_PAGE] != UINT32_MAX;
}

static bool find(struct again *it, const struct stk_book *book)
{
	for (size_t i = 0; i < book->count; i++) {
		it->tab = &book->tabs[i];
		for (it->heading = 0; it->heading < it->tab->count && it->heading < HEADING_ROWS;
		     it->heading++)
			if (read_headings(it, &it->tab->rows[it->heading]))
				return true;
	}
	return false;
}

static const char *text_of(const struct again *it, const struct stk_row *row,
			   enum stk_unread_column column)
{
	return it->at[column] == UINT32_MAX ? "" : stk_row_text(row, it->at[column]);
}

/* --- one row ---------------------------------------------------------------------------------- */

static enum stk_page page_of(const char *word)
{
	for (int page = 0; page < STK_PAGES; page++)
		if (strcmp(stk_page_word((enum stk_page)page), word) == 0)
			return (enum stk_page)page;
	return STK_PAGE_PLATFORMS;
}

static const struct stk_column *by_role(const struct stk_columns *columns, enum stk_page page,
					enum stk_column_role role, const char *key)
{
	for (uint32_t i = 0; i < columns->count[page]; i++) {
		const struct stk_column *one = &columns->items[page][i];

		if (one->role == role && (!key || strcmp(one->key->name, key) == 0))
			return one;
	}
	return NULL;
}

static const struct stk_column *by_word(const struct again *it, enum stk_page page,
					const char *word)
{
	struct stk_columns *columns = it->intake->columns;

	for (uint32_t i = 0; i < columns->count[page] && *word; i++)
		if (strcmp(stk_column_word(&columns->items[page][i]), word) == 0)
			return &columns->items[page][i];
	return page == STK_PAGE_PLATFORMS && *word
		       ? stk_columns_meant(columns, it->intake->inventory, word)
		       : NULL;
}

/* A tab of this one row: its heading, and the row with the cells that matter. */
struct lone {
	struct stk_intake_tab tab;
	struct stk_row *row;
};

static void put(struct lone *lone, uint32_t at, const struct stk_column *column, const char *text)
{
	struct stk_cell *cell = lone->row->cells + lone->row->count;

	if (!*text || !column)
		return;
	while (cell > lone->row->cells && cell[-1].column > at) { /* by column */
		cell[0] = cell[-1];
		cell--;
	}
	*cell = (struct stk_cell){.text = text, .column = at};
	lone->row->count++;
	lone->tab.columns[at] = column;
}

static struct lone begin(const struct again *it, const struct stk_row *row, enum stk_page page)
{
	struct stk_arena *arena = stk_intake_arena(it->intake);
	struct stk_tab *tab = stk_arena_zalloc(arena, sizeof *tab);
	struct lone lone = {.tab = {.file = it->file,
				    .page = page,
				    .is_ours = true,
				    .column_count = it->tab->columns + 1}};

	tab->name = it->tab->name;
	tab->columns = it->tab->columns;
	tab->count = 2;
	tab->rows = stk_arena_zalloc(arena, 2 * sizeof *tab->rows);
	tab->rows[0] = it->tab->rows[it->heading];
	tab->rows[1].number = row->number;
	tab->rows[1].line = row->line;
	tab->rows[1].cells = stk_arena_zalloc(arena, 4 * sizeof *tab->rows[1].cells);
	lone.row = &tab->rows[1];
	lone.tab.tab = tab;
	lone.tab.columns =
		stk_arena_zalloc(arena, lone.tab.column_count * sizeof *lone.tab.columns);
	lone.tab.headings =
		stk_arena_zalloc(arena, lone.tab.column_count * sizeof *lone.tab.headings);
	for (uint32_t i = 0; i < lone.tab.column_count; i++)
		lone.tab.headings[i] = "";
	return lone;
}

/* What the row is about, in the first columns. */
static void put_subject(const struct again *it, struct lone *lone, const struct stk_row *row,
			bool same_tool)
{
	const struct stk_columns *columns = it->intake->columns;
	enum stk_page page = lone->tab.page;
	const char *tool = text_of(it, row, STK_UNREAD_TOOL),
		   *id = text_of(it, row, STK_UNREAD_ROW);
	uint32_t at = it->at[STK_UNREAD_TOOL] == UINT32_MAX ? it->at[STK_UNREAD_PAGE]
							    : it->at[STK_UNREAD_TOOL];

	if (page == STK_PAGE_QUESTIONS || (page == STK_PAGE_PLATFORMS && *id && same_tool))
		put(lone, it->at[STK_UNREAD_ROW], by_role(columns, page, STK_COLUMN_ID, NULL), id);
	else if (page == STK_PAGE_PLATFORMS)
		put(lone, at, by_role(columns, page, STK_COLUMN_KEY, "name"), tool);
	else
		put(lone, at, by_role(columns, page, STK_COLUMN_PLATFORM, NULL), tool);
}

/* It goes back as it came, with what is missing. */
static void unplaced(const struct again *it, const struct stk_row *row, uint32_t at,
		     const char *text, const char *why)
{
	const struct stk_intake_tab tab = {
		.file = it->file, .tab = it->tab, .page = STK_PAGE_PLATFORMS};
	struct stk_import_unread *unread;

	stk_intake_unread(it->intake, &tab, row, at, text, why);
	unread = &it->intake->import->unread[it->intake->import->unread_count - 1];
	unread->about = text_of(it, row, STK_UNREAD_TOOL);
	unread->heading = text_of(it, row, STK_UNREAD_COLUMN);
	unread->page = text_of(it, row, STK_UNREAD_PAGE);
	unread->row = text_of(it, row, STK_UNREAD_ROW);
	unread->item = text_of(it, row, STK_UNREAD_ITEM);
	unread->word = text_of(it, row, STK_UNREAD_WORD);
}

static void read_row(const struct again *it, const struct stk_row *row)
{
	struct stk_intake *intake = it->intake;
	const char *text = text_of(it, row, STK_UNREAD_MEANT),
		   *there = text_of(it, row, STK_UNREAD_TEXT),
		   *heading = text_of(it, row, STK_UNREAD_COLUMN),
		   *item = text_of(it, row, STK_UNREAD_ITEM), *key;
	bool same_tool = strcmp(text_of(it, row, STK_UNREAD_TOOL),
				text_of(it, row, STK_UNREAD_SENT_TOOL)) == 0,
	     same_column = strcmp(heading, text_of(it, row, STK_UNREAD_SENT_COLUMN)) == 0;
	uint32_t at = it->at[*text ? STK_UNREAD_MEANT : STK_UNREAD_TEXT];
	enum stk_page page = page_of(text_of(it, row, STK_UNREAD_PAGE));
	const struct stk_column *column;
	struct lone lone;

	if (!*text && same_tool && same_column &&
	    strcmp(there, text_of(it, row, STK_UNREAD_SENT_TEXT)) == 0)
		return; /* left as it was: it stays open */
	text = *text ? text : there;
	if (!*text)
		return;
	column = same_column ? by_word(it, page, text_of(it, row, STK_UNREAD_WORD)) : NULL;
	if (!column)
		column = stk_columns_find(intake->columns, page, heading);
	if (!column || column->role == STK_COLUMN_ID) {
		unplaced(it, row, at, text, STK_N("say in which column it belongs"));
		return;
	}
	lone = begin(it, row, page);
	lone.tab.adds = same_tool && same_column;
	put_subject(it, &lone, row, same_tool);
	if (!lone.row->count) {
		unplaced(it, row, at, text, STK_N("say which tool it is about"));
		return;
	}
	key = page == STK_PAGE_FIELDS ? "name" : page == STK_PAGE_INTEGRATIONS ? "with" : NULL;
	if (key && !(column->key && strcmp(column->key->name, key) == 0))
		put(&lone, it->at[STK_UNREAD_ITEM],
		    by_role(intake->columns, page, STK_COLUMN_KEY, key), item);
	if (column->role != STK_COLUMN_KEY || !column->key ||
	    strcmp(column->key->name, "name") != 0 || page != STK_PAGE_PLATFORMS)
		put(&lone, at, column, text);
	lone.tab.headings[at] = heading;
	STK_GROW(intake->tabs, intake->tab_cap, intake->tab_count + 1);
	intake->tabs[intake->tab_count++] = lone.tab;
}

bool stk_intake_again(struct stk_intake *intake, uint32_t file)
{
	struct again it = {.intake = intake, .file = file};

	if (!find(&it, intake->import->files[file]->book))
		return false;
	for (size_t i = it.heading + 1; i < it.tab->count; i++)
		read_row(&it, &it.tab->rows[i]);
	return true;
}

/* --- where an unread cell stands ---------------------------------------------------------------
 */

void stk_intake_locate(const struct stk_intake *intake, const struct stk_intake_tab *tab,
		       const struct stk_row *row, uint32_t column, const char *platform,
		       struct stk_import_unread *unread)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	const struct stk_inventory *inventory = intake->future ? intake->future : intake->inventory;
	const struct stk_entity *entity =
		platform ? stk_inventory_find(inventory, STK_PLATFORM, platform) : NULL;
	const struct stk_column *one;

	if (!tab->columns)
		return;
	one = stk_intake_column(tab, column);
	unread->page = stk_page_word(tab->page);
	unread->word = one ? stk_arena_strdup(arena, stk_column_word(one)) : "";
	unread->about = entity ? stk_arena_strdup(arena, stk_entity_name(inventory, entity)) : "";
	switch (tab->page) {
	case STK_PAGE_PLATFORMS:
		unread->row = platform ? platform : "";
		if (!entity)
			unread->about = stk_intake_text(tab, row, STK_COLUMN_KEY, "name");
		break;
	case STK_PAGE_QUESTIONS:
		unread->row = stk_intake_text(tab, row, STK_COLUMN_ID, NULL);
		break;
	case STK_PAGE_FIELDS:
	case STK_PAGE_INTEGRATIONS:
		unread->item = stk_intake_text(tab, row, STK_COLUMN_KEY,
					       tab->page == STK_PAGE_FIELDS ? "name" : "with");
		unread->about = stk_intake_text(tab, row, STK_COLUMN_PLATFORM, NULL);
		break;
	default: break;
	}
}
