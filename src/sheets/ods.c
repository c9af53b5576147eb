#include "ods.h"

#include <stdlib.h>
#include <string.h>

#include "ods_private.h"
#include "stocktake/sheets/csv.h"
#include "xml.h"

static bool is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(name, *names) != 0)
		names++;
	return *names != NULL;
}

/* --- styles: only whether a tab is shown --------------------------------- */

static void open_style(struct stk_ods *ods, const char *name, const char **attributes)
{
	const char *text;

	if (is(name, "style")) {
		text = stk_xml_get(attributes, "name");
		stk_str_reset(&ods->style_name);
		stk_str_add(&ods->style_name, text ? text : "");
	} else if (is(name, "table-properties")) {
		text = stk_xml_get(attributes, "display");
		if (text && is(text, "false") && ods->hidden_styles.count < 10000)
			stk_map_put(&ods->hidden_styles, ods->style_name.data, ods->style_name.len,
				    1);
	}
}

/* --- tabs, columns, rows ------------------------------------------------- */

static int open_table(struct stk_ods *ods, const char **attributes)
{
	const char *name = stk_xml_get(attributes, "name");
	const char *style = stk_xml_get(attributes, "style-name");
	bool is_hidden = style && stk_map_get(&ods->hidden_styles, style, strlen(style), NULL);

	ods->tables = 1;
	ods->has_tables = true;
	ods->is_cached = false;
	ods->column = ods->row = 0;
	ods->repeats = 1;
	ods->count = 0;
	return stk_build_tab(ods->build, name ? name : "", is_hidden);
}

static bool is_hidden(const char **attributes)
{
	const char *text = stk_xml_get(attributes, "visibility");

	return text && (is(text, "collapse") || is(text, "filter"));
}

static void open_column(struct stk_ods *ods, const char **attributes)
{
	uint32_t repeats = stk_xml_number(attributes, "number-columns-repeated", 1);

	if (ods->column >= STK_BOOK_MAX_COLUMNS || !repeats)
		return;
	if (repeats > STK_BOOK_MAX_COLUMNS - ods->column)
		repeats = STK_BOOK_MAX_COLUMNS - ods->column;
	if (is_hidden(attributes))
		stk_build_hide_columns(ods->build, ods->column, ods->column + repeats - 1);
	ods->column += repeats;
}

static void open_row(struct stk_ods *ods, const char **attributes)
{
	const char *seen = stk_xml_get(attributes, "visibility");
	uint64_t first = (uint64_t)ods->row + ods->repeats;

	if (ods->row == 0)
		first = 1;
	ods->row = first > 2 * STK_BOOK_MAX_ROWS ? 2 * STK_BOOK_MAX_ROWS : (uint32_t)first;
	ods->repeats = stk_xml_number(attributes, "number-rows-repeated", 1);
	if (!ods->repeats)
		ods->repeats = 1;
	ods->column_at = 0;
	ods->count = 0;
	if (is_hidden(attributes) && ods->row <= STK_BOOK_MAX_ROWS)
		stk_build_hide_rows(ods->build, ods->row,
				    ods->repeats > STK_BOOK_MAX_ROWS - ods->row
					    ? STK_BOOK_MAX_ROWS
					    : ods->row + ods->repeats - 1);
	if (seen && is(seen, "filter"))
		ods->build->tab->is_filtered = true;
}

static void close_table(struct stk_ods *ods)
{
	ods->tables = 0;
	if (!ods->is_cached) {
		stk_build_end_tab(ods->build);
		return;
	}
	ods->has_links = true;
	stk_build_drop_tab(ods->build);
}

static void open_in_table(struct stk_ods *ods, const char *name, const char **attributes)
{
	static const char *const passed[] = {
		"table-header-rows",  "table-row-group", "table-rows", "table-header-columns",
		"table-column-group", "table-columns",   NULL};

	if (is(name, "table-row"))
		open_row(ods, attributes);
	else if (is(name, "table-column"))
		open_column(ods, attributes);
	else if (is(name, "table-cell") || is(name, "covered-table-cell"))
		stk_ods_open_cell(ods, attributes);
	else if (is(name, "table-source"))
		ods->is_cached = true;
	else if (!is_one_of(name, passed))
		ods->skip = 1;
}

/* --- what is in a cell --------------------------------------------------- */

static void open_in_cell(struct stk_ods *ods, const char *name, const char **attributes)
{
	/* No text of the cell's own: drawings, tables within, how a word is pronounced. */
	static const char *const skipped[] = {"annotation",   "frame",     "table",
					      "shapes",       "ruby-text", "control",
					      "custom-shape", "note",      NULL};
	struct stk_ods_text *to = ods->to;

	if (!to->depth && (is(name, "p") || is(name, "h"))) {
		if (to->paragraphs++)
			stk_str_addc(&to->text, '\n');
		to->blank_pending = false;
		to->depth = 1;
	} else if (!to->depth && to == &ods->text && is(name, "annotation")) {
		ods->to = &ods->note;
	} else if (!to->depth || is_one_of(name, skipped)) {
		ods->skip = 1;
	} else {
		to->depth++;
		if (is(name, "s"))
			stk_ods_add_blanks(to, ' ', stk_xml_number(attributes, "c", 1));
		else if (is(name, "tab"))
			stk_ods_add_blanks(to, '\t', 1);
		else if (is(name, "line-break"))
			stk_ods_add_blanks(to, '\n', 1);
	}
}

/* --- the elements, one after the other ----------------------------------- */

static int open_any(void *data, const char *name, const char **attributes)
{
	struct stk_ods *ods = data;
	const char *mime;

	if (ods->skip) {
		ods->skip++;
	} else if (ods->in_cell) {
		open_in_cell(ods, name, attributes);
	} else if (ods->tables) {
		open_in_table(ods, name, attributes);
	} else if (is(name, "table")) {
		return open_table(ods, attributes);
	} else if (is(name, "tracked-changes") || is(name, "meta") || is(name, "settings") ||
		   is(name, "dde-links")) {
		ods->skip = 1;
	} else if (is(name, "module")) {
		ods->has_scripts = true;
	} else if (is(name, "spreadsheet")) {
		ods->is_spreadsheet = true;
	} else if (is(name, "document")) {
		mime = stk_xml_get(attributes, "mimetype");
		if (mime && !strstr(mime, "spreadsheet"))
			return stk_build_fail(
				ods->build,
				stk_tr(ods->build->options->tr, "this is no spreadsheet"),
				stk_tr(ods->build->options->tr, "Copy its table into a spreadsheet "
								"and save that as .xlsx."));
	} else {
		open_style(ods, name, attributes);
	}
	return 0;
}

static int close_any(void *data, const char *name)
{
	struct stk_ods *ods = data;

	if (ods->skip) {
		ods->skip--;
	} else if (ods->in_cell && ods->to->depth) {
		ods->to->depth--;
	} else if (ods->in_cell && ods->to == &ods->note) {
		ods->to = &ods->text;
	} else if (ods->in_cell) {
		return stk_ods_close_cell(ods);
	} else if (ods->tables && is(name, "table")) {
		close_table(ods);
	} else if (ods->tables && is(name, "table-row")) {
		if (!ods->is_cached)
			return stk_ods_put_row(ods);
		ods->count = 0;
	}
	return 0;
}

static int add_text(void *data, const char *text, size_t len_bytes)
{
	struct stk_ods *ods = data;

	if (!ods->skip && ods->in_cell && ods->to->depth)
		stk_ods_add_text(ods->to, text, len_bytes);
	return 0;
}

static void say_where(void *data, struct stk_str *out)
{
	const struct stk_ods *ods = data;
	const struct stk_tr *tr = ods->build->options->tr;
	char cell[16];

	if (!ods->tables || !ods->build->tab)
		return;
	if (!ods->row) {
		stk_str_addf(out, stk_tr(tr, "tab %s"), ods->build->tab->name);
		return;
	}
	stk_cell_name(ods->column_at, ods->row, cell);
	stk_str_addf(out, stk_tr(tr, "tab %s, near cell %s"), ods->build->tab->name, cell);
}

static int finish(struct stk_ods *ods, int failed)
{
	const struct stk_tr *tr = ods->build->options->tr;

	if (!failed && !ods->is_spreadsheet)
		failed = stk_build_fail(
			ods->build, stk_tr(tr, "this is no spreadsheet"),
			stk_tr(tr, "Copy its table into a spreadsheet and save that as .xlsx."));
	if (!failed && !ods->has_tables)
		failed = stk_build_fail(ods->build, stk_tr(tr, "the workbook has no tabs"), NULL);
	if (!failed && ods->has_scripts)
		stk_build_doubt(ods->build, STK_NO_CELL, 0, "", false, "%s",
				stk_tr(tr, "it has macros; they were left out, nothing was run"));
	if (!failed && ods->has_links)
		stk_build_doubt(ods->build, STK_NO_CELL, 0, "", false, "%s",
				stk_tr(tr,
				       "it has links to other workbooks; they were not followed, "
				       "the values fetched last were taken"));
	stk_map_release(&ods->hidden_styles);
	stk_str_release(&ods->style_name);
	stk_str_release(&ods->text.text);
	stk_str_release(&ods->note.text);
	stk_str_release(&ods->value);
	stk_str_release(&ods->formula);
	free(ods->cells);
	return failed;
}

static void begin(struct stk_ods *ods, struct stk_builder *build)
{
	*ods = (struct stk_ods){.build = build,
				.hidden_styles = STK_MAP_INIT,
				.style_name = STK_STR_INIT,
				.value = STK_STR_INIT,
				.formula = STK_STR_INIT};
	stk_str_init(&ods->text.text);
	stk_str_init(&ods->note.text);
	build->book->kind = STK_BOOK_ODS;
}

#define READER(ods)                                                                                \
	{                                                                                          \
		.open = open_any, .close = close_any, .text = add_text, .where = say_where,        \
		.data = (ods)                                                                      \
	}

/* A password makes the parts unreadable, and the manifest says so. */
struct manifest {
	bool is_encrypted;
};

static int open_manifest(void *data, const char *name, const char **attributes)
{
	struct manifest *manifest = data;

	(void)attributes;
	manifest->is_encrypted |= is(name, "encryption-data");
	return 0;
}

static int close_manifest(void *data, const char *name)
{
	(void)data;
	(void)name;
	return 0;
}

static int check_password(struct stk_builder *build, struct stk_zip *zip)
{
	struct manifest manifest = {false};
	struct stk_xml_reader reader = {
		.open = open_manifest, .close = close_manifest, .data = &manifest};
	const struct stk_tr *tr = build->options->tr;

	if (!stk_zip_has(zip, "META-INF/manifest.xml"))
		return 0;
	if (stk_xml_part(zip, "META-INF/manifest.xml", &reader))
		return -1;
	if (!manifest.is_encrypted)
		return 0;
	return stk_build_fail(build, stk_tr(tr, "the workbook is protected with a password"),
			      stk_tr(tr, "Save it again without the password that opens it."));
}

int stk_ods_read(struct stk_builder *build, struct stk_zip *zip)
{
	/* What there is where there are no macros. */
	static const char *const empty[] = {"/script-lc.xml", "/script-lb.xml", NULL};
	struct stk_ods ods;
	struct stk_xml_reader reader = READER(&ods);

	if (check_password(build, zip))
		return -1;
	begin(&ods, build);
	ods.has_scripts = stk_zip_has_like(zip, "basic/", ".xml", empty) ||
			  stk_zip_has_like(zip, "scripts/", "", empty);
	return finish(&ods, stk_xml_part(zip, "content.xml", &reader));
}

int stk_ods_read_flat(struct stk_builder *build, const char *bytes, size_t len_bytes)
{
	struct stk_ods ods;
	struct stk_xml_reader reader = READER(&ods);

	begin(&ods, build);
	return finish(&ods, stk_xml_bytes(build, "", bytes, len_bytes, &reader));
}
