/* Which tabs of a book are which pages, and which columns mean what. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/sheets/csv.h"
#include "template_private.h"

#define HEADING_ROWS 50 /* below that nobody's table begins */
#define STAMP_ROWS   3

/* --- the hidden tab --------------------------------------------------------------------------- */

/* Its first row, below the title that Numbers gives every table; NULL if it is none. */
static const struct stk_row *stamp_row(const struct stk_tab *tab)
{
	for (size_t i = 0; i < tab->count && i < STAMP_ROWS; i++)
		if (strcmp(stk_row_text(&tab->rows[i], 0), "stocktake") == 0)
			return &tab->rows[i];
	return NULL;
}

static const struct stk_tab *stamp_tab(const struct stk_book *book)
{
	for (size_t i = 0; i < book->count; i++)
		if (stk_starts(book->tabs[i].name, STK_STAMP_TAB) && stamp_row(&book->tabs[i]))
			return &book->tabs[i];
	return NULL;
}

/* "Your name: Mia Sol", in any language: what stands behind the colon, or in the cell to the right.
 */
static const char *name_on(const struct stk_tab *tab, const char *prompt)
{
	const char *found = NULL;

	for (size_t i = 0; i < tab->count && !found; i++) {
		const char *text = stk_row_text(&tab->rows[i], 0);

		if (!stk_starts(text, prompt))
			continue;
		found = text + strlen(prompt);
		found += strspn(found, " ");
		if (!*found)
			found = stk_row_text(&tab->rows[i], 1);
	}
	return found && *found ? found : NULL;
}

static const char *written_name(const struct stk_book *book, const struct stk_tab *stamp)
{
	const char *prompt = NULL, *found = NULL;

	for (size_t i = 0; i < stamp->count && !prompt; i++)
		if (stk_ends(stk_row_text(&stamp->rows[i], 3), ":") &&
		    !*stk_row_text(&stamp->rows[i], 0))
			prompt = stk_row_text(&stamp->rows[i], 3);
	for (size_t i = 0; i < book->count && prompt && !found; i++)
		if (&book->tabs[i] != stamp)
			found = name_on(&book->tabs[i], prompt);
	return found;
}

void stk_import_stamp(const struct stk_book *book, struct stk_import_stamp *stamp)
{
	const struct stk_tab *tab = stamp_tab(book);

	*stamp = (struct stk_import_stamp){.who = ""};
	if (!tab)
		return;
	stamp->is_ours = true;
	for (size_t i = 0; i < tab->count && i < 2 * STAMP_ROWS; i++)
		if (strcmp(stk_row_text(&tab->rows[i], 0), "for") == 0)
			stamp->who = stk_row_text(&tab->rows[i], 1);
	stamp->name = written_name(book, tab);
}

static void sent_key(struct stk_str *out, uint32_t file, const char *page, const char *row,
		     const char *column, const char *text)
{
	stk_str_addf(out, "%u\x1f%s\x1f%s\x1f%s\x1f", file, page, row, column);
	stk_str_add(out, text);
}

void stk_intake_read_stamp(struct stk_intake *intake, uint32_t file)
{
	const struct stk_tab *tab = stamp_tab(intake->import->files[file]->book);
	struct stk_str key = STK_STR_INIT;

	for (size_t i = 0; tab && i < tab->count; i++) {
		stk_str_reset(&key);
		sent_key(&key, file, stk_row_text(&tab->rows[i], 0), stk_row_text(&tab->rows[i], 1),
			 stk_row_text(&tab->rows[i], 2), stk_row_text(&tab->rows[i], 3));
		stk_map_put(&intake->sent, key.data, key.len, 1);
	}
	stk_str_release(&key);
}

static bool was_sent(const struct stk_intake *intake, uint32_t file, const char *page,
		     const char *row, const char *column, const char *text)
{
	struct stk_str key = STK_STR_INIT;
	bool sent;

	sent_key(&key, file, page, row, column, text);
	sent = stk_map_get(&intake->sent, key.data, key.len, NULL);
	stk_str_release(&key);
	return sent;
}

bool stk_intake_is_sent(const struct stk_intake *intake, const struct stk_intake_tab *tab,
			const struct stk_row *row, const struct stk_column *column,
			const char *text)
{
	const char *second = tab->page == STK_PAGE_FIELDS ? "name" : "with";
	struct stk_str name = STK_STR_INIT;
	bool sent;

	if (tab->page == STK_PAGE_FIELDS || tab->page == STK_PAGE_INTEGRATIONS)
		stk_str_addf(&name, "%s/%s", stk_intake_text(tab, row, STK_COLUMN_PLATFORM, NULL),
			     stk_intake_text(tab, row, STK_COLUMN_KEY, second));
	else
		stk_str_add(&name, stk_intake_text(tab, row, STK_COLUMN_ID, NULL));
	sent = was_sent(intake, tab->file, stk_page_word(tab->page), name.data,
			stk_column_word(column), text);
	stk_str_release(&name);
	return sent;
}

/* --- rows and columns ------------------------------------------------------------------------- */

const struct stk_column *stk_intake_column(const struct stk_intake_tab *tab, uint32_t column)
{
	return column < tab->column_count ? tab->columns[column] : NULL;
}

const char *stk_intake_text(const struct stk_intake_tab *tab, const struct stk_row *row,
			    enum stk_column_role role, const char *key)
{
	for (uint32_t i = 0; i < tab->column_count; i++)
		if (tab->columns[i] && tab->columns[i]->role == role &&
		    (!key || strcmp(tab->columns[i]->key->name, key) == 0)) {
			const struct stk_cell *cell = stk_row_cell(row, i);

			return cell && !stk_intake_is_error(cell) ? cell->text : "";
		}
	return "";
}

static const char *mapped(const struct stk_intake *intake, const char *heading)
{
	for (size_t i = intake->options->map_count; i-- > 0;)
		if (stk_text_same(intake->options->map[i][0], heading))
			return intake->options->map[i][1];
	return NULL;
}

static const struct stk_column *column_of(const struct stk_intake *intake, enum stk_page page,
					  const char *heading)
{
	const char *word = page == STK_PAGE_PLATFORMS && *heading ? mapped(intake, heading) : NULL;

	if (word)
		return stk_columns_meant(intake->columns, intake->inventory, word);
	return stk_columns_find(intake->columns, page, heading);
}

/* How many headings of the page a row has; 0 where it has not those that the page needs. */
static unsigned score(const struct stk_intake *intake, enum stk_page page,
		      const struct stk_row *row)
{
	unsigned found = 0;
	bool name = false, other = false;

	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_column *column = column_of(intake, page, row->cells[i].text);

		if (!column || row->cells[i].merged_row)
			continue;
		found++;
		name |= column->role == STK_COLUMN_PLATFORM || column->role == STK_COLUMN_ANSWER ||
			(page == STK_PAGE_PLATFORMS && column->role == STK_COLUMN_KEY &&
			 strcmp(column->key->name, "name") == 0);
		other |= column->role == STK_COLUMN_ID || column->role == STK_COLUMN_QUESTION ||
			 (column->role == STK_COLUMN_KEY &&
			  (strcmp(column->key->name, "name") == 0 ||
			   strcmp(column->key->name, "with") == 0));
	}
	if (page == STK_PAGE_PLATFORMS)
		return name ? found : 0;
	return name && other && found > 2 ? found : 0;
}

static bool find_heading(const struct stk_intake *intake, struct stk_intake_tab *it)
{
	unsigned best = 0;

	for (size_t i = 0; i < it->tab->count && i < HEADING_ROWS; i++)
		for (int page = 0; page < STK_PAGES; page++) {
			unsigned found = score(intake, (enum stk_page)page, &it->tab->rows[i]);

			if (found <= best)
				continue;
			best = found;
			it->page = (enum stk_page)page;
			it->heading = i;
		}
	return best > 0;
}

/* --- the organisation's own columns ------------------------------------------------------------
 */

static const struct stk_column *own_column(struct stk_intake *intake, const char *heading)
{
	struct stk_column *column = stk_arena_zalloc(&intake->columns->arena, sizeof *column);
	struct stk_str key = STK_STR_INIT;
	const struct stk_shape *shape = stk_kinds[STK_PLATFORM].shape;

	stk_text_slug(&key, heading);
	for (char *c = key.data; key.len && *c; c++)
		if (*c == '-')
			*c = '_';
	if (!key.len)
		stk_str_add(&key, "column");
	if (stk_shape_key_by_name(shape, key.data))
		stk_str_splice(&key, 0, 0, "sheet_", strlen("sheet_"));
	column->role = STK_COLUMN_OWN;
	column->member = stk_arena_strdup(&intake->columns->arena, key.data);
	column->heading = stk_arena_strdup(&intake->columns->arena, heading);
	column->is_own_words = true;
	stk_str_release(&key);
	return column;
}

/* Whether something stands in a column, and a tick among it. */
static bool has_tick(const struct stk_guide_words *words, const struct stk_intake_tab *it,
		     uint32_t column, bool *any)
{
	*any = false;
	for (size_t i = it->heading + 1; i < it->tab->count; i++) {
		const char *text = stk_row_text(&it->tab->rows[i], column);

		if (*text && stk_cell_says_whether(words, text))
			return true;
		*any |= *text != '\0';
	}
	return false;
}

/* Something stands in it, and nowhere a tick. */
static bool is_of_words(const struct stk_guide_words *words, const struct stk_intake_tab *it,
			uint32_t column)
{
	bool any, ticked = has_tick(words, it, column, &any);

	return any && !ticked;
}

static bool is_first(const struct stk_intake_tab *it, uint32_t column,
		     const struct stk_column *what)
{
	for (uint32_t i = 0; i < column; i++)
		if (it->columns[i] && it->columns[i]->role == what->role &&
		    it->columns[i]->key == what->key &&
		    (!what->member || strcmp(what->member, it->columns[i]->member) == 0))
			return false;
	return true;
}

/* A column of ours whose heading was rewritten: what stood in its cells still tells it. */
static const struct stk_column *by_content(const struct stk_intake *intake,
					   const struct stk_intake_tab *it, uint32_t column)
{
	const struct stk_column *best = NULL;
	size_t most = 0;

	for (uint32_t i = 0; i < intake->columns->count[it->page]; i++) {
		const struct stk_column *one = &intake->columns->items[it->page][i];
		size_t same = 0;

		for (uint32_t k = 0; k < it->column_count && !same; k++)
			same = it->columns[k] == one; /* it is there by its heading */
		if (same || one->role == STK_COLUMN_ID)
			continue;
		for (size_t k = it->heading + 1; k < it->tab->count; k++) {
			const struct stk_row *row = &it->tab->rows[k];
			const char *text = stk_row_text(row, column);

			same += *text && stk_intake_is_sent(intake, it, row, one, text);
		}
		if (same > most) {
			most = same;
			best = one;
		}
	}
	return best;
}

/* Headings that nobody knows, once those that are known have their columns. */
static void read_rewritten(struct stk_intake *intake, struct stk_intake_tab *it)
{
	for (uint32_t i = 0; i < it->column_count; i++) {
		const struct stk_column *found;

		if (!*it->headings[i] || (it->columns[i] && it->columns[i]->role != STK_COLUMN_OWN))
			continue;
		found = by_content(intake, it, i);
		if (found)
			it->columns[i] = found;
	}
}

/* "E-mail", "手机": what the dictionary calls a contact field, above ticks. */
static const struct stk_column *by_term(struct stk_intake *intake, const struct stk_intake_tab *it,
					uint32_t column)
{
	uint32_t contact = stk_group_find(intake->inventory, "contact"), term;
	const char *id;
	bool any;

	if (!*it->headings[column] || !has_tick(intake->columns->words, it, column, &any))
		return NULL;
	term = stk_matcher_heading(intake->matcher, it->headings[column],
				   contact == STK_NONE ? 0 : UINT64_C(1) << contact);
	id = term == STK_NONE
		     ? ""
		     : stk_sym_text(&intake->inventory->syms, intake->inventory->terms[term].id);
	return stk_starts(id, "contact.")
		       ? stk_columns_meant(intake->columns, intake->inventory, id)
		       : NULL;
}

/* "Email" above ticks is the address; "emails" are what is sent, and "联系人" is what we write. */
static bool may_be_term(const struct stk_columns *columns, const struct stk_column *column,
			const char *heading)
{
	return column->role == STK_COLUMN_HOLDS && !strchr(column->member, '.') &&
	       !stk_ends(heading, "s") &&
	       !stk_columns_wrote_group(columns, column->member, heading);
}

static void read_columns(struct stk_intake *intake, struct stk_intake_tab *it)
{
	struct stk_arena *arena = stk_intake_arena(intake);
	const struct stk_row *row = &it->tab->rows[it->heading];
	bool theirs = it->page == STK_PAGE_PLATFORMS;

	it->column_count = it->tab->columns;
	it->columns = stk_arena_zalloc(arena, (it->column_count + 1) * sizeof *it->columns);
	it->headings = stk_arena_zalloc(arena, (it->column_count + 1) * sizeof *it->headings);
	for (uint32_t i = 0; i < it->column_count; i++) {
		const char *heading = it->headings[i] = stk_row_text(row, i);
		const struct stk_column *column = column_of(intake, it->page, heading);

		if (theirs && !it->is_ours &&
		    (!column || may_be_term(intake->columns, column, heading))) {
			const struct stk_column *term = by_term(intake, it, i);

			column = term ? term : column;
		}
		/* "Contacts" above people's names is a column of their own, not ticks. */
		if (column && column->role == STK_COLUMN_HOLDS && !it->is_ours &&
		    is_of_words(intake->columns->words, it, i))
			column = NULL;
		if (column && column->role != STK_COLUMN_ASIDE && !is_first(it, i, column) &&
		    !(column->key && strcmp(column->key->name, "notes") == 0))
			column = NULL;
		if (!column && theirs && *heading)
			column = own_column(intake, heading);
		while (column && column->role == STK_COLUMN_OWN && !is_first(it, i, column))
			column = own_column(intake,
					    stk_arena_printf(arena, "%s %u", heading, i + 1));
		it->columns[i] = column;
	}
}

static void tell_mapping(struct stk_intake *intake, const struct stk_intake_tab *it)
{
	struct stk_import *import = intake->import;
	struct stk_str text = STK_STR_INIT;
	bool own = false;

	for (uint32_t i = 0; i < it->column_count; i++)
		if (it->columns[i] && it->columns[i]->role != STK_COLUMN_OWN &&
		    it->columns[i]->role != STK_COLUMN_ASIDE)
			stk_str_addf(&text, "%s%s = %s", text.len ? ", " : "",
				     it->columns[i]->role == STK_COLUMN_IGNORED
					     ? "-"
					     : stk_column_word(it->columns[i]),
				     it->headings[i]);
	for (uint32_t i = 0; i < it->column_count; i++)
		if (it->columns[i] && it->columns[i]->role == STK_COLUMN_OWN) {
			stk_str_addf(&text, "%s%s", own ? ", " : stk_t("; kept as they are: "),
				     it->headings[i]);
			own = true;
		}
	STK_GROW(import->mappings, import->mapping_cap, import->mapping_count + 1);
	import->mappings[import->mapping_count++] =
		(struct stk_import_mapping){.file = it->file,
					    .tab = it->tab->name,
					    .text = stk_arena_strdup(&import->arena, text.data)};
	stk_str_release(&text);
}

/* Ours, though the hidden tab is gone: saved as CSV. */
static bool has_ids(const struct stk_intake_tab *it)
{
	for (uint32_t i = 0; i < it->column_count; i++)
		if (it->columns[i] && it->columns[i]->role == STK_COLUMN_ID)
			return true;
	return false;
}

/* Nothing on the tab is a table that we know: what we did not put there ourselves is told. */
static void unread_rows(struct stk_intake *intake, const struct stk_intake_tab *it, size_t count,
			const char *why)
{
	const struct stk_book *book = intake->import->files[it->file]->book;

	for (size_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < it->tab->rows[i].count; k++) {
			const struct stk_cell *cell = &it->tab->rows[i].cells[k];
			struct stk_import_stamp stamp;

			if (cell->merged_row || (cell->text[0] == '-' && !cell->text[1]) ||
			    was_sent(intake, it->file, "", "", "", cell->text) ||
			    stk_columns_wrote(intake->columns, cell->text) ||
			    stk_numbers_titles(book, &it->tab->rows[i], cell->text))
				continue;
			if (it->is_ours) { /* the name on the first tab was taken already */
				stk_import_stamp(book, &stamp);
				if (stamp.name && stk_ends(cell->text, stamp.name))
					continue;
			}
			stk_intake_unread(intake, it, &it->tab->rows[i], cell->column, cell->text,
					  why);
		}
}

/* Of a CSV file: where its first row begins. */
static uint32_t first_line(const struct stk_book *book)
{
	return book->count && book->tabs[0].count ? book->tabs[0].rows[0].line : 0;
}

int stk_intake_tabs(struct stk_intake *intake, uint32_t file, struct stk_err *err)
{
	const struct stk_import_file *from = intake->import->files[file];
	const struct stk_tab *stamp = stamp_tab(from->book);
	size_t before = intake->tab_count;

	if (stk_intake_again(intake, file)) {
		stk_intake_notes(intake, file);
		return 0;
	}
	for (size_t i = 0; i < from->book->count; i++) {
		struct stk_intake_tab it = {
			.file = file, .tab = &from->book->tabs[i], .is_ours = stamp != NULL};

		if (it.tab == stamp || (stamp && stk_starts(it.tab->name, STK_STAMP_TAB)) ||
		    stk_numbers_lists(it.tab))
			continue;
		if (!find_heading(intake, &it)) {
			unread_rows(intake, &it, it.tab->count,
				    STK_N("no heading row was found on this tab"));
			continue;
		}
		unread_rows(intake, &it, it.heading, STK_N("it stands above the headings"));
		read_columns(intake, &it);
		if (stamp)
			read_rewritten(intake, &it);
		if (!stamp && !has_ids(&it))
			tell_mapping(intake, &it);
		STK_GROW(intake->tabs, intake->tab_cap, intake->tab_count + 1);
		intake->tabs[intake->tab_count++] = it;
	}
	stk_intake_notes(intake, file);
	if (intake->tab_count > before)
		return 0;
	stk_err_set(err, STK_EUSAGE,
		    "no column is headed \"name\" (or tool, platform, system, "
		    "application, 名称, 工具, 系统)");
	stk_err_at(err, from->path, first_line(from->book), first_line(from->book) ? 1 : 0);
	stk_err_hint(err,
		     "Say which column has the tools' names: --map 'HEADING=name'. Nothing was "
		     "written.");
	return -1;
}
