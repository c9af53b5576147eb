#include "xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "xml.h"

enum { LINKS_MAX = 4096 };

struct link {
	const char *id, *type, *target;
};

/* The relationships of one part. */
struct links {
	struct stk_arena *arena;
	struct link *items;
	size_t count, cap;
};

static int open_link(void *data, const char *name, const char **attributes)
{
	struct links *links = data;
	const char *id = stk_xml_get(attributes, "Id"), *type = stk_xml_get(attributes, "Type");
	const char *target = stk_xml_get(attributes, "Target");
	const char *mode = stk_xml_get(attributes, "TargetMode");

	if (strcmp(name, "Relationship") != 0 || !id || !target || links->count >= LINKS_MAX ||
	    (mode && strcmp(mode, "External") == 0))
		return 0;
	STK_GROW(links->items, links->cap, links->count + 1);
	links->items[links->count++] =
		(struct link){.id = stk_arena_strdup(links->arena, id),
			      .type = stk_arena_strdup(links->arena, type ? type : ""),
			      .target = stk_arena_strdup(links->arena, target)};
	return 0;
}

static int close_nothing(void *data, const char *name)
{
	(void)data;
	(void)name;
	return 0;
}

/* A target, seen from the folder of a part, as a name in the package. */
static const char *resolve(struct stk_arena *arena, const char *part, const char *target)
{
	const char *slash = strrchr(part, '/');
	struct stk_str path = STK_STR_INIT;
	const char *resolved;

	if (*target != '/' && *target != '\\' && slash)
		stk_str_addn(&path, part, (size_t)(slash - part));
	while (*target) {
		size_t len = strcspn(target, "/\\");

		if (len == 2 && memcmp(target, "..", 2) == 0) {
			const char *up = strrchr(path.data, '/');

			stk_str_truncate(&path, up ? (size_t)(up - path.data) : 0);
		} else if (len && !(len == 1 && *target == '.')) {
			if (path.len)
				stk_str_addc(&path, '/');
			stk_str_addn(&path, target, len);
		}
		target += len + (target[len] != '\0');
	}
	resolved = stk_arena_strndup(arena, path.data, path.len);
	stk_str_release(&path);
	return resolved;
}

/* The relationships of a part, where it has some ("" for the package itself); targets resolved. */
static int read_links(struct stk_xlsx *book, const char *part, struct links *links)
{
	const char *slash = strrchr(part, '/'), *base = slash ? slash + 1 : part;
	struct stk_xml_reader reader = {.open = open_link, .close = close_nothing, .data = links};
	const char *name;

	*links = (struct links){.arena = &book->build->book->arena};
	name = stk_arena_printf(links->arena, "%.*s_rels/%s.rels", (int)(base - part), part, base);
	if (!stk_zip_has(book->zip, name))
		return 0;
	if (stk_xml_part(book->zip, name, &reader))
		return -1;
	for (size_t i = 0; i < links->count; i++)
		links->items[i].target = resolve(links->arena, part, links->items[i].target);
	return 0;
}

static const struct link *link_of_type(const struct links *links, const char *ending)
{
	for (size_t i = 0; i < links->count; i++)
		if (stk_ends(links->items[i].type, ending))
			return &links->items[i];
	return NULL;
}

/* --- the workbook: its tabs ---------------------------------------------- */

static int open_workbook(void *data, const char *name, const char **attributes)
{
	struct stk_xlsx *book = data;
	struct stk_arena *arena = &book->build->book->arena;
	const char *label, *id, *state;

	if (strcmp(name, "workbookPr") == 0)
		book->is_1904 = stk_xml_is(attributes, "date1904");
	else if (strcmp(name, "externalReference") == 0)
		book->has_links = true;
	if (strcmp(name, "sheet") != 0 || book->count > STK_BOOK_MAX_TABS)
		return 0;
	label = stk_xml_get(attributes, "name");
	id = stk_xml_get(attributes, "id");
	state = stk_xml_get(attributes, "state");
	STK_GROW(book->sheets, book->cap, book->count + 1);
	book->sheets[book->count++] =
		(struct stk_xlsx_sheet){.name = stk_arena_strdup(arena, label ? label : ""),
					.link = id ? stk_arena_strdup(arena, id) : NULL,
					.is_hidden = state && strcmp(state, "visible") != 0};
	return 0;
}

/* Each tab's part: where its relationship leads, else the usual name. */
static void find_parts(struct stk_xlsx *book, const struct links *links)
{
	for (size_t i = 0; i < book->count; i++) {
		struct stk_xlsx_sheet *sheet = &book->sheets[i];
		const char *usual = stk_arena_printf(&book->build->book->arena,
						     "xl/worksheets/sheet%zu.xml", i + 1);
		const struct link *link = NULL;

		for (size_t k = 0; sheet->link && k < links->count && !link; k++)
			if (strcmp(links->items[k].id, sheet->link) == 0)
				link = &links->items[k];
		if (link && stk_ends(link->type, "sheet") && !stk_ends(link->type, "/worksheet"))
			continue; /* of charts, dialogs or macros */
		sheet->part = link ? link->target : usual;
	}
}

static const char *part_of_type(const struct stk_xlsx *book, const struct links *links,
				const char *ending, const char *usual)
{
	const struct link *link = link_of_type(links, ending);
	const char *name = link ? link->target : usual;

	return stk_zip_has(book->zip, name) ? name : NULL;
}

/* --- all of it ----------------------------------------------------------- */

static void tell_left_out(struct stk_xlsx *book)
{
	const struct stk_tr *tr = book->build->options->tr;

	static const char *const none[] = {NULL};

	if (stk_zip_has_like(book->zip, "", "/vbaproject.bin", none))
		stk_build_doubt(book->build, STK_NO_CELL, 0, "", false, "%s",
				stk_tr(tr, "it has macros; they were left out, nothing was run"));
	if (book->has_links)
		stk_build_doubt(book->build, STK_NO_CELL, 0, "", false, "%s",
				stk_tr(tr,
				       "it has links to other workbooks; they were not followed, "
				       "the values fetched last were taken"));
}

static int read_notes(struct stk_xlsx *book, const struct stk_xlsx_sheet *sheet)
{
	struct links links;
	int failed = read_links(book, sheet->part, &links);

	for (size_t i = 0; !failed && i < links.count; i++)
		if ((stk_ends(links.items[i].type, "/comments") ||
		     stk_ends(links.items[i].type, "/threadedComment")) &&
		    stk_zip_has(book->zip, links.items[i].target))
			failed = stk_xlsx_notes(book, links.items[i].target);
	free(links.items);
	return failed;
}

static int read_sheet(struct stk_xlsx *book, const struct stk_xlsx_sheet *sheet)
{
	const struct stk_tr *tr = book->build->options->tr;
	int failed = 0;

	if (stk_build_tab(book->build, sheet->name, sheet->is_hidden))
		return -1;
	if (!sheet->part)
		stk_build_doubt(book->build, STK_NO_CELL, 0, "", false, "%s",
				stk_tr(tr, "the tab has charts or macros and no cells"));
	else if (!stk_zip_has(book->zip, sheet->part))
		stk_build_doubt(book->build, STK_NO_CELL, 0, "", true, "%s",
				stk_tr(tr, "the rows of this tab are missing in the file"));
	else
		failed = stk_xlsx_rows(book, sheet) ||
			 (book->build->options->note && read_notes(book, sheet));
	if (!failed)
		stk_build_end_tab(book->build);
	return failed ? -1 : 0;
}

static int read_book(struct stk_xlsx *book, const char *part, const struct links *links)
{
	struct stk_xml_reader reader = {
		.open = open_workbook, .close = close_nothing, .data = book};
	const char *texts = part_of_type(book, links, "/sharedStrings", "xl/sharedStrings.xml");
	const char *styles = part_of_type(book, links, "/styles", "xl/styles.xml");

	if (stk_xml_part(book->zip, part, &reader))
		return -1;
	if (!book->count)
		return stk_build_fail(book->build,
				      stk_tr(book->build->options->tr, "the workbook has no tabs"),
				      NULL);
	find_parts(book, links);
	if ((styles && stk_xlsx_styles(book, styles)) || (texts && stk_xlsx_texts(book, texts)))
		return -1;
	tell_left_out(book);
	for (size_t i = 0; i < book->count; i++)
		if (read_sheet(book, &book->sheets[i]))
			return -1;
	return 0;
}

int stk_xlsx_read(struct stk_builder *build, struct stk_zip *zip)
{
	struct stk_xlsx book = {.build = build, .zip = zip};
	struct links links = {0}, package = {0};
	const char *part;
	int failed = read_links(&book, "", &package);

	build->book->kind = STK_BOOK_XLSX;
	if (!failed) {
		part = part_of_type(&book, &package, "/officeDocument", "xl/workbook.xml");
		if (!part)
			part = "xl/workbook.xml";
		failed = read_links(&book, part, &links);
	}
	if (!failed)
		failed = read_book(&book, part, &links);
	free(package.items);
	free(links.items);
	free(book.sheets);
	free(book.formats);
	free(book.texts);
	return failed;
}
