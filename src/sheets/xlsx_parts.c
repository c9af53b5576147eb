#include <stdlib.h>
#include <string.h>

#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "xlsx.h"
#include "xml.h"

enum { STYLES_MAX = 100000, TEXTS_MAX = STK_BOOK_MAX_CELLS };

/* --- styles: what number format a cell has ------------------------------- */

struct styles {
	struct stk_xlsx *book;
	enum { ELSEWHERE, IN_CODES, IN_CELLS } at;
	struct stk_map own; /* ids of formats of the workbook's own: an index into codes */
	struct stk_format *codes;
	size_t code_count, code_cap;
	uint32_t *ids; /* of the format, by style */
	size_t count, cap;
};

static int open_style(void *data, const char *name, const char **attributes)
{
	struct styles *styles = data;
	uint32_t id = stk_xml_number(attributes, "numFmtId", 0);
	const char *code;

	if (strcmp(name, "numFmts") == 0) {
		styles->at = IN_CODES;
	} else if (strcmp(name, "cellXfs") == 0) {
		styles->at = IN_CELLS;
	} else if (styles->at == IN_CODES && strcmp(name, "numFmt") == 0) {
		code = stk_xml_get(attributes, "formatCode");
		if (!code || styles->code_count >= STYLES_MAX)
			return 0;
		stk_map_put(&styles->own, (const char *)&id, sizeof id,
			    (uint32_t)styles->code_count);
		STK_GROW(styles->codes, styles->code_cap, styles->code_count + 1);
		styles->codes[styles->code_count++] = stk_format_code(code);
	} else if (styles->at == IN_CELLS && strcmp(name, "xf") == 0 &&
		   styles->count < STYLES_MAX) {
		STK_GROW(styles->ids, styles->cap, styles->count + 1);
		styles->ids[styles->count++] = id;
	}
	return 0;
}

static int close_style(void *data, const char *name)
{
	struct styles *styles = data;

	if (strcmp(name, "numFmts") == 0 || strcmp(name, "cellXfs") == 0)
		styles->at = ELSEWHERE;
	return 0;
}

int stk_xlsx_styles(struct stk_xlsx *book, const char *part)
{
	struct styles styles = {.book = book, .own = STK_MAP_INIT};
	struct stk_xml_reader reader = {.open = open_style, .close = close_style, .data = &styles};
	int failed = stk_xml_part(book->zip, part, &reader);

	for (size_t i = 0; !failed && i < styles.count; i++) {
		uint32_t at;
		bool is_own = stk_map_get(&styles.own, (const char *)&styles.ids[i],
					  sizeof styles.ids[i], &at);

		STK_GROW(book->formats, book->format_cap, book->format_count + 1);
		book->formats[book->format_count++] =
			is_own ? styles.codes[at] : stk_format_builtin(styles.ids[i]);
	}
	stk_map_release(&styles.own);
	free(styles.codes);
	free(styles.ids);
	return failed;
}

/* --- shared texts -------------------------------------------------------- */

struct texts {
	struct stk_xlsx *book;
	struct stk_str text;
	unsigned skip; /* how deep in something that is no text of the cell */
	bool in_item, in_text;
};

static int open_text(void *data, const char *name, const char **attributes)
{
	struct texts *texts = data;

	(void)attributes;
	if (texts->skip || strcmp(name, "rPh") == 0 || strcmp(name, "extLst") == 0)
		texts->skip++;
	else if (strcmp(name, "si") == 0)
		texts->in_item = true;
	else if (strcmp(name, "t") == 0)
		texts->in_text = texts->in_item;
	return 0;
}

static int close_text(void *data, const char *name)
{
	struct texts *texts = data;
	struct stk_xlsx *book = texts->book;
	const struct stk_tr *tr = book->build->options->tr;

	if (texts->skip) {
		texts->skip--;
	} else if (strcmp(name, "t") == 0) {
		texts->in_text = false;
	} else if (strcmp(name, "si") == 0) {
		if (book->text_count >= TEXTS_MAX)
			return stk_build_fail(
				book->build, stk_tr(tr, "more than 2,000,000 texts"),
				stk_tr(tr, "Split the workbook, or leave out what is not asked."));
		stk_xlsx_unescape(&texts->text);
		STK_GROW(book->texts, book->text_cap, book->text_count + 1);
		book->texts[book->text_count++] =
			stk_build_text(book->build, texts->text.data, texts->text.len);
		stk_str_reset(&texts->text);
		texts->in_item = false;
	}
	return 0;
}

static int add_text(void *data, const char *text, size_t len_bytes)
{
	struct texts *texts = data;

	if (texts->in_text && !texts->skip && texts->text.len <= STK_BOOK_MAX_CELL_BYTES)
		stk_str_addn(&texts->text, text, len_bytes);
	return 0;
}

int stk_xlsx_texts(struct stk_xlsx *book, const char *part)
{
	struct texts texts = {.book = book, .text = STK_STR_INIT};
	struct stk_xml_reader reader = {
		.open = open_text, .close = close_text, .text = add_text, .data = &texts};
	int failed = stk_xml_part(book->zip, part, &reader);

	stk_str_release(&texts.text);
	return failed;
}

/* --- escapes ------------------------------------------------------------- */

/* The code unit of an _xHHHH_, -1 if there is none here. */
static int32_t escaped(const char *at, size_t len)
{
	int32_t code = 0;

	if (len < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		char c = at[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;

		if (digit < 0)
			return -1;
		code = code * 16 + digit;
	}
	return code;
}

void stk_xlsx_unescape(struct stk_str *text)
{
	struct stk_str out = STK_STR_INIT;
	size_t at = 0;

	if (!strstr(text->data, "_x"))
		return;
	while (at < text->len) {
		int32_t code = escaped(text->data + at, text->len - at), low;

		if (code < 0) {
			stk_str_addc(&out, text->data[at++]);
			continue;
		}
		at += 7;
		low = code >= 0xd800 && code < 0xdc00 ? escaped(text->data + at, text->len - at)
						      : -1;
		if (low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			at += 7;
		} else if (code >= 0xd800 && code < 0xe000) {
			code = 0xfffd;
		}
		if (code)
			stk_utf8_add(&out, (uint32_t)code);
	}
	stk_str_release(text);
	*text = out;
}
