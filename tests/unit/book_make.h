/* Workbooks made by hand, part by part, and what was read of one, as lines of text. */
#ifndef STK_TESTS_BOOK_MAKE_H
#define STK_TESTS_BOOK_MAKE_H

#include <zip.h>

#include <stdio.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/sheets/book.h"
#include "stocktake/sheets/csv.h"

/* Fuzzing has no time to deflate. */
#ifndef MAKE_METHOD
#define MAKE_METHOD(len) ((len) > 1 ? Z_DEFLATED : 0)
#endif

struct part {
	const char *name, *text;
	size_t len; /* 0: up to the NUL */
};

/* --- a package ----------------------------------------------------------- */

struct zip_memory {
	struct stk_str bytes;
	size_t at;
};

static inline voidpf zip_memory_open(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return opaque;
}

static inline uLong zip_memory_write(voidpf opaque, voidpf stream, const void *from, uLong size)
{
	struct zip_memory *memory = opaque;
	size_t over = memory->bytes.len - memory->at < size ? memory->bytes.len - memory->at : size;

	(void)stream;
	stk_str_splice(&memory->bytes, memory->at, over, from, size);
	memory->at += size;
	return size;
}

static inline uLong zip_memory_read(voidpf opaque, voidpf stream, void *to, uLong size)
{
	(void)opaque;
	(void)stream;
	(void)to;
	(void)size;
	return 0;
}

static inline ZPOS64_T zip_memory_tell(voidpf opaque, voidpf stream)
{
	(void)stream;
	return ((struct zip_memory *)opaque)->at;
}

static inline long zip_memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct zip_memory *memory = opaque;

	(void)stream;
	memory->at = (origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory->at
		      : origin == ZLIB_FILEFUNC_SEEK_END ? memory->bytes.len
							 : 0) +
		     offset;
	return 0;
}

static inline int zip_memory_close(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

/* Puts the parts, up to one without a name, into a package. */
static inline void make_zip(struct stk_str *out, const struct part *parts)
{
	struct zip_memory memory = {STK_STR_INIT, 0};
	zlib_filefunc64_def calls = {.zopen64_file = zip_memory_open,
				     .zread_file = zip_memory_read,
				     .zwrite_file = zip_memory_write,
				     .ztell64_file = zip_memory_tell,
				     .zseek64_file = zip_memory_seek,
				     .zclose_file = zip_memory_close,
				     .zerror_file = zip_memory_close,
				     .opaque = &memory};
	zipFile file = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &calls);

	for (; parts->name; parts++) {
		size_t len = parts->len ? parts->len : strlen(parts->text);

		zipOpenNewFileInZip64(file, parts->name, NULL, NULL, 0, NULL, 0, NULL,
				      len > 1 ? Z_DEFLATED : 0, 6, 0);
		for (size_t at = 0; at < len; at += 1 << 20)
			zipWriteInFileInZip(file, parts->text + at,
					    (unsigned)(len - at < 1 << 20 ? len - at : 1 << 20));
		zipCloseFileInZip(file);
	}
	zipClose(file, NULL);
	*out = memory.bytes;
}

/* --- what was read, as text ---------------------------------------------- */

static inline void show_text(struct stk_str *out, const char *text)
{
	for (; *text; text++)
		stk_str_add(out, (*text == '\n'   ? "\\n"
				  : *text == '\t' ? "\\t"
						  : (char[2]){*text}));
}

static inline void show_doubt(void *data, const struct stk_book_doubt *doubt)
{
	struct stk_str *out = data;

	stk_str_addf(out, "! %s%s%s%s", doubt->tab, *doubt->tab || *doubt->cell ? "!" : "",
		     doubt->cell, doubt->is_unread ? " unread" : "");
	if (*doubt->text) {
		stk_str_add(out, " '");
		show_text(out, doubt->text);
		stk_str_addc(out, '\'');
	}
	stk_str_addf(out, ": %s\n", doubt->why);
}

static inline void show_note(void *data, const struct stk_book_doubt *note)
{
	struct stk_str *out = data;

	stk_str_addf(out, "# %s!%s: ", note->tab, note->cell);
	show_text(out, note->text);
	stk_str_addc(out, '\n');
}

/* A line a tab, a line a row: "3 A:Name B:n:5 C:=n:7 D:^A1:Name", with n, d, b, e for the kinds
 * that are no text, = for formulas, ^ for what a merged cell covers. */
static inline void show_book(struct stk_str *out, const struct stk_book *book)
{
	static const char *const kinds[] = {"", "n:", "d:", "b:", "e:"};

	for (size_t t = 0; t < book->count; t++) {
		const struct stk_tab *tab = &book->tabs[t];

		stk_str_addf(out, "[%s]%s%s\n", tab->name, tab->is_hidden ? " hidden" : "",
			     tab->is_filtered ? " filtered" : "");
		for (size_t r = 0; r < tab->count; r++) {
			const struct stk_row *row = &tab->rows[r];

			stk_str_addf(out, "%u%s", row->number, row->is_hidden ? "h" : "");
			for (uint32_t c = 0; c < row->count; c++) {
				const struct stk_cell *cell = &row->cells[c];
				char name[16];

				stk_cell_name(cell->column, row->number, name);
				name[strcspn(name, "0123456789")] = '\0';
				stk_str_addf(out, " %s%s:", name,
					     stk_tab_hides_column(tab, cell->column) ? "h" : "");
				if (cell->merged_row) {
					stk_cell_name(cell->merged_column, cell->merged_row, name);
					stk_str_addf(out, "^%s:", name);
				}
				stk_str_addf(out, "%s%s", cell->is_formula ? "=" : "",
					     kinds[cell->kind]);
				show_text(out, cell->text);
			}
			stk_str_addc(out, '\n');
		}
	}
}

/* Reads and shows: tabs and rows, then doubts, or the error. */
static inline void read_and_show(struct stk_str *out, const char *path, const char *bytes,
				 size_t len_bytes)
{
	struct stk_str doubts = STK_STR_INIT;
	struct stk_book_options options = {.doubt = show_doubt, .note = show_note, .data = &doubts};
	struct stk_book book;
	struct stk_err err = {0};

	if (stk_book_read(path, bytes, len_bytes, &options, &book, &err) == 0) {
		show_book(out, &book);
		stk_book_release(&book);
	} else {
		stk_str_addf(out, "error: %s\n", err.message);
	}
	stk_str_add(out, doubts.data);
	stk_str_release(&doubts);
}

#endif
