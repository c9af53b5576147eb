#include <string.h>

#include "stocktake/base/str.h"
#include "xlsx.h"
#include "xml.h"

/*
 * Two kinds of part: comments, with authors ahead of them, and comments that are answered to, whose
 * older copies among the first kind have an author "tc=...".
 */
struct notes {
	struct stk_xlsx *book;
	struct stk_str text;
	unsigned skip; /* how deep in something that is no text of the note */
	bool in_note, in_text, in_author;
	const char *text_name; /* of the element that text is in */
	uint32_t row, column;
	/* Authors whose notes are such copies, by number. */
	uint32_t author;
	uint64_t copies[16];
};

enum { AUTHORS_MAX = 64 * 16 };

static void open_note(struct notes *notes, const char **attributes)
{
	const char *ref = stk_xml_get(attributes, "ref");
	uint32_t author = stk_xml_number(attributes, "authorId", AUTHORS_MAX);
	bool is_copy = author < AUTHORS_MAX && notes->copies[author / 64] >> author % 64 & 1;

	stk_str_reset(&notes->text);
	notes->in_note = ref && stk_xlsx_place(ref, &notes->row, &notes->column) && !is_copy;
}

static int open_any(void *data, const char *name, const char **attributes)
{
	struct notes *notes = data;

	if (notes->skip || strcmp(name, "rPh") == 0 || strcmp(name, "extLst") == 0) {
		notes->skip++;
	} else if (strcmp(name, "comment") == 0 || strcmp(name, "threadedComment") == 0) {
		/* The text is in runs, or the other kind has it as it is. */
		notes->text_name = *name == 't' ? "text" : "t";
		open_note(notes, attributes);
	} else if (strcmp(name, "author") == 0) {
		notes->in_author = true;
		stk_str_reset(&notes->text);
	} else if (notes->in_note && strcmp(name, notes->text_name) == 0) {
		notes->in_text = true;
	}
	return 0;
}

static int close_any(void *data, const char *name)
{
	struct notes *notes = data;

	if (notes->skip) {
		notes->skip--;
	} else if (strcmp(name, "author") == 0) {
		if (notes->author < AUTHORS_MAX && stk_starts(notes->text.data, "tc="))
			notes->copies[notes->author / 64] |= (uint64_t)1 << notes->author % 64;
		notes->author++;
		notes->in_author = false;
	} else if (notes->in_text && strcmp(name, notes->text_name) == 0) {
		notes->in_text = false;
	} else if (strcmp(name, "comment") == 0 || strcmp(name, "threadedComment") == 0) {
		stk_xlsx_unescape(&notes->text);
		if (notes->in_note)
			stk_build_note(notes->book->build, notes->row, notes->column,
				       notes->text.data, notes->text.len);
		notes->in_note = false;
	}
	return 0;
}

static int add_text(void *data, const char *text, size_t len_bytes)
{
	struct notes *notes = data;

	if (!notes->skip && ((notes->in_note && notes->in_text) || notes->in_author) &&
	    notes->text.len <= STK_BOOK_MAX_CELL_BYTES)
		stk_str_addn(&notes->text, text, len_bytes);
	return 0;
}

int stk_xlsx_notes(struct stk_xlsx *book, const char *part)
{
	struct notes notes = {.book = book, .text = STK_STR_INIT};
	struct stk_xml_reader reader = {
		.open = open_any, .close = close_any, .text = add_text, .data = &notes};
	int failed = stk_xml_part(book->zip, part, &reader);

	stk_str_release(&notes.text);
	return failed;
}
