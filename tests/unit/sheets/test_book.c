#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "book_make.h"
#include "stocktake/sheets/encoding.h"

static void shows(const char *name, const char *bytes, size_t len, const char *expected)
{
	struct stk_str shown = STK_STR_INIT;

	read_and_show(&shown, "t", bytes, len);
	if (strcmp(shown.data, expected) != 0)
		fail_msg("%s gives\n%sand not\n%s", name, shown.data, expected);
	stk_str_release(&shown);
}

#define SHOWS(bytes, expected) shows(bytes, bytes, sizeof(bytes) - 1, expected)

/* --- CSV ----------------------------------------------------------------- */

static void csv(void **state)
{
	struct stk_book book;
	struct stk_err err;
	const char text[] = "name;website\n\n\"two\nlines\";x\n \xc2\xa0 ;\nlast;\n";

	(void)state;
	assert_int_equal(stk_book_read("t.csv", text, sizeof text - 1, NULL, &book, &err), 0);
	assert_int_equal(book.kind, STK_BOOK_CSV);
	assert_string_equal(book.encoding, "UTF-8");
	assert_int_equal(book.delimiter, ';');
	assert_int_equal(book.tabs[0].count, 3);
	assert_int_equal(book.tabs[0].columns, 2);
	assert_int_equal(stk_tab_row(&book.tabs[0], 3)->line, 3);
	assert_int_equal(stk_tab_row(&book.tabs[0], 5)->line, 6);
	assert_null(stk_tab_row(&book.tabs[0], 2));
	assert_null(stk_tab_row(&book.tabs[0], 6));
	assert_string_equal(stk_row_text(&book.tabs[0].rows[1], 0), "two\nlines");
	assert_string_equal(stk_row_text(&book.tabs[0].rows[1], 7), "");
	assert_null(stk_row_cell(&book.tabs[0].rows[2], 1));
	stk_book_release(&book);

	SHOWS("Our tools, 2026\nname;site\nA;b,c\nB;d\n",
	      "[]\n1 A:Our tools, 2026\n2 A:name B:site\n"
	      "3 A:A B:b,c\n4 A:B B:d\n");
	SHOWS("name|site\nA, B|x\n", "[]\n1 A:name B:site\n2 A:A, B B:x\n");
	SHOWS("sep=;\r\na,b;c\r\n", "[]\n1 A:a,b B:c\n");
	SHOWS("SEP=\t\na,b\tc\n", "[]\n1 A:a,b B:c\n");
	SHOWS("sep=x", "[]\n1 A:sep=x\n");
	SHOWS("a, \"b, c\" ,d\n1, \"x\"y, z\n", "[]\n1 A:a B:b, c C:d\n2 A:1 B:\"x\"y C:z\n");
	SHOWS("a,5\" disk,b\n", "[]\n1 A:a B:5\" disk C:b\n");
	SHOWS("\xef\xbb\xbfname\n\xe9\x94\x80\n", "[]\n1 A:name\n2 A:\xe9\x94\x80\n");
	SHOWS("=1+1,'=x,+1,''-5,'tis,'\n", "[]\n1 A:=1+1 B:=x C:+1 D:'-5 E:'tis F:'\n");
	SHOWS("a,\"b\nc", "error: a quote is opened here and never closed\n");
}

/* --- encodings ----------------------------------------------------------- */

static void guesses(const char *bytes, size_t len, const char *name, const char *other,
		    bool is_sure)
{
	struct stk_encoding_guess guess;

	stk_encoding_guess(bytes, len, &guess);
	assert_string_equal(guess.name, name);
	assert_int_equal(guess.is_sure, is_sure);
	assert_true(other ? guess.other && strcmp(guess.other, other) == 0 : !guess.other);
}

#define GUESSES(bytes, name, other, is_sure) guesses(bytes, sizeof(bytes) - 1, name, other, is_sure)

static void encodings(void **state)
{
	(void)state;
	GUESSES("", "UTF-8", NULL, true);
	GUESSES("plain\n", "UTF-8", NULL, true);
	GUESSES("\xef\xbb\xbfx", "UTF-8", NULL, true);
	GUESSES("\xff\xfex\0", "UTF-16LE", NULL, true);
	GUESSES("\xfe\xff\0x", "UTF-16BE", NULL, true);
	GUESSES("n\0a\0m\0e\0,\0w\0\n\0\x00\x95,\0x\0\n\0", "UTF-16LE", NULL, true);
	GUESSES("\0n\0a\0m\0e\0,\0w\0\n\x95\x00\0,\0x\0\n", "UTF-16BE", NULL, true);
	/* 名称,负责人\n销售表,李伟 */
	GUESSES("\xc3\xfb\xb3\xc6,\xb8\xba\xd4\xf0\xc8\xcb\n\xcf\xfa\xca\xdb\xb1\xed,"
		"\xc0\xee\xce\xb0\n",
		"GB18030", NULL, true);
	/* With a rare character, whose second byte is a letter: 朱镕基的 */
	GUESSES("\xd6\xec\xe9\x46\xbb\xf9\xb5\xc4,Salesforce\n", "GB18030", NULL, true);
	GUESSES("name,who\nCaf\xe9,M\xfcller\n", "CP1252", NULL, true);
	GUESSES("name,who\nStra\xdf"
		"e,cr\xe9\xe9"
		"e\n",
		"CP1252", NULL, true);
	GUESSES("price\n\x80 50\n", "CP1252", NULL, true);
	GUESSES("it\x92s \x93our\x94 tool \x96 2026\n", "CP1252", NULL, true);
	/* One character is no proof; Cyrillic is neither. */
	GUESSES("name,ok\nx,\xca\xc7\n", "GB18030", "CP1252", false);
	GUESSES("\xe8\xec\xff,\xea\xf2\xee\n\xef\xf0\xee\xe4\xe0\xe6\xe8\n", "CP1252", NULL, false);
	/* UTF-8 that was damaged in one place. */
	GUESSES("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8\xe8\xa1\xa8\xe9\x94\x80\xe5\x94\xae\xe8\xa1"
		"\xa8\xe8\xa1\xa8\xe8\xa1\n",
		"UTF-8", NULL, true);

	SHOWS("\xc3\xfb\xb3\xc6,\xd3\xc3\n", "[]\n1 A:\xe5\x90\x8d\xe7\xa7\xb0 B:\xe7\x94\xa8\n");
	SHOWS("\xff\xfe"
	      "a\0\t\0\x00\x95\n\0",
	      "[]\n1 A:a B:\xe9\x94\x80\n");
	SHOWS("a,\xca\xc7\n",
	      "error: the letters can be read in two ways: \"a,\xe6\x98\xaf\" (GB18030) or "
	      "\"a,\xc3\x8a\xc3\x87\" (CP1252)\n");
	SHOWS("\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8\xe8\xa1\xa8"
	      "\n\xe8\xa1\xa8\xe8\xa1\n",
	      "error: there is something here that is not UTF-8\n");
	SHOWS("a\0b\n", "error: a NUL byte: this is no text file\n");
}

static void said_encoding(void **state)
{
	struct stk_book_options options = {.encoding = "cp1251"};
	struct stk_book book;
	struct stk_err err;

	(void)state;
	assert_int_equal(stk_book_read("t", "\xe8\xec\xff\n", 4, &options, &book, &err), 0);
	assert_string_equal(stk_row_text(&book.tabs[0].rows[0], 0), "\xd0\xb8\xd0\xbc\xd1\x8f");
	stk_book_release(&book);
	options.encoding = "no-such";
	assert_int_equal(stk_book_read("t", "x", 1, &options, &book, &err), -1);
	assert_non_null(strstr(err.message, "no-such"));
	options.encoding = "ASCII//TRANSLIT";
	assert_int_equal(stk_book_read("t", "x", 1, &options, &book, &err), -1);
	options.encoding = "UTF-8";
	assert_int_equal(stk_book_read("t", "a\nb\n\xff\n", 6, &options, &book, &err), -1);
	assert_int_equal(err.line, 3);
}

/* --- what is no workbook ------------------------------------------------- */

static void strange(void **state)
{
	static const struct part docx[] = {{"word/document.xml", "<a/>", 0}, {NULL, NULL, 0}};
	static const struct part xlsb[] = {{"xl/workbook.bin", "x", 0}, {NULL, NULL, 0}};
	static const struct part numbers[] = {{"Index/Document.iwa", "x", 0}, {NULL, NULL, 0}};
	static const struct part archive[] = {{"a.xlsx", "x", 0}, {NULL, NULL, 0}};
	static const struct {
		const struct part *parts;
		const char *says;
	} packages[] = {{docx, "error: this is a text document or slides, but no workbook\n"},
			{xlsb, "error: this is a binary workbook (.xlsb)\n"},
			{numbers, "error: this is a document of Numbers\n"},
			{archive, "error: this is an archive, but no workbook\n"}};

	(void)state;
	for (size_t i = 0; i < STK_COUNT(packages); i++) {
		struct stk_str bytes = STK_STR_INIT;

		make_zip(&bytes, packages[i].parts);
		shows(packages[i].says, bytes.data, bytes.len, packages[i].says);
		stk_str_release(&bytes);
	}
	SHOWS("", "error: the file is empty\n");
	SHOWS("PK\3\4", "error: the workbook is broken\n");
	SHOWS("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "error: the workbook is broken\n");
	SHOWS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ... W\0o\0r\0k\0b\0o\0o\0k\0",
	      "error: this is a workbook of the old kind (.xls)\n");
	SHOWS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
	      "error: the workbook is protected with a password\n");
	SHOWS("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d\0",
	      "error: this is an old Office file, but no workbook\n");
	SHOWS("%PDF-1.4", "error: this is a PDF\n");
	SHOWS("\n<!DOCTYPE html><html><table></table></html>", "error: this is a web page\n");
	SHOWS("<?xml version='1.0'?><Workbook "
	      "xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
	      "error: this is a workbook of the old kind (XML of 2003)\n");
	SHOWS("<?xml version='1.0'?><a/>", "error: this is XML of a kind that has no rows\n");
	SHOWS("<none>,b\n", "error: this is XML of a kind that has no rows\n");
	SHOWS("< 5,b\n", "[]\n1 A:< 5 B:b\n");
}

/* --- bombs --------------------------------------------------------------- */

static void put_le(struct stk_str *bytes, size_t at, uint32_t value, int count)
{
	for (int i = 0; i < count; i++)
		bytes->data[at + (size_t)i] = (char)(value >> (8 * i));
}

static void bombs(void **state)
{
	static const char book[] = "<workbook><sheets><sheet name='T'/></sheets></workbook>";
	const size_t large = (size_t)20 << 20;
	struct part parts[] = {{"xl/workbook.xml", book, 0},
			       {"xl/worksheets/sheet1.xml", NULL, 0},
			       {NULL, NULL, 0}};
	struct stk_str bytes = STK_STR_INIT;
	char *zeros = malloc(large);

	(void)state;
	memset(zeros, ' ', large);
	memcpy(zeros, "<a>", 3);
	parts[1].text = zeros;
	parts[1].len = large;
	make_zip(&bytes, parts);
	shows("20 MiB of blanks", bytes.data, bytes.len,
	      "error: unzipped, the workbook is far larger than a list of platforms can be\n");
	/* The central directory says that there are ten bytes. */
	for (size_t at = 0; at + 46 < bytes.len; at++)
		if (memcmp(bytes.data + at, "PK\1\2", 4) == 0)
			put_le(&bytes, at + 24, 10, 4);
	shows("and a lie about it", bytes.data, bytes.len,
	      "error: the workbook is broken (part xl/workbook.xml)\n");
	stk_str_release(&bytes);

	/* Ten thousand parts and one more. */
	struct part *many = calloc(STK_BOOK_MAX_TABS * 40, sizeof *many);
	char(*names)[16] = calloc(STK_BOOK_MAX_TABS * 40, sizeof *names);

	for (size_t i = 0; i < 10001; i++) {
		snprintf(names[i], sizeof names[i], "xl/%zu", i);
		many[i] = (struct part){names[i], "x", 1};
	}
	make_zip(&bytes, many);
	shows("many parts", bytes.data, bytes.len,
	      "error: more than 10,000 parts: this is no workbook\n");
	stk_str_release(&bytes);
	free(many);
	free(names);
	free(zeros);
}

/* One text of a MiB that a million cells point to, and cells of long text: memory stays in bounds.
 */
static void shared_bomb(void **state)
{
	struct stk_str texts = STK_STR_INIT, rows = STK_STR_INIT, bytes = STK_STR_INIT;
	struct part parts[] = {
		{"xl/workbook.xml", "<workbook><sheets><sheet name='T'/></sheets></workbook>", 0},
		{"xl/sharedStrings.xml", NULL, 0},
		{"xl/worksheets/sheet1.xml", NULL, 0},
		{NULL, NULL, 0}};
	struct stk_book book;
	struct stk_err err;

	(void)state;
	stk_str_add(&texts, "<sst><si><t>");
	for (size_t i = 0; i < STK_BOOK_MAX_CELL_BYTES / 8; i++)
		stk_str_add(&texts, "12345678");
	stk_str_add(&texts, "</t></si><si><t>");
	for (size_t i = 0; i < STK_BOOK_MAX_CELL_BYTES / 8 + 1; i++)
		stk_str_add(&texts, "12345678");
	stk_str_add(&texts, "</t></si></sst>");
	stk_str_add(&rows, "<a><sheetData>");
	for (int i = 0; i < 20000; i++)
		stk_str_add(&rows, "<row><c t='s'><v>0</v></c></row>");
	stk_str_add(&rows, "<row><c t='s'><v>1</v></c></row></sheetData></a>");
	parts[1].text = texts.data;
	parts[2].text = rows.data;
	make_zip(&bytes, parts);
	assert_int_equal(stk_book_read("t", bytes.data, bytes.len, NULL, &book, &err), 0);
	assert_int_equal(book.tabs[0].count, 20000);
	assert_int_equal(strlen(stk_row_text(&book.tabs[0].rows[19999], 0)),
			 STK_BOOK_MAX_CELL_BYTES);
	assert_true(book.arena.total_bytes < (size_t)8 << 20);
	stk_book_release(&book);
	stk_str_release(&texts);
	stk_str_release(&rows);
	stk_str_release(&bytes);
}

/* --- doubts are bounded -------------------------------------------------- */

static void count_doubt(void *data, const struct stk_book_doubt *doubt)
{
	size_t *count = data;

	if (++*count == STK_BOOK_MAX_DOUBTS)
		assert_non_null(strstr(doubt->why, "more doubts"));
}

static void many_doubts(void **state)
{
	struct stk_str rows = STK_STR_INIT, bytes = STK_STR_INIT;
	struct part parts[] = {
		{"xl/workbook.xml", "<workbook><sheets><sheet name='T'/></sheets></workbook>", 0},
		{"xl/worksheets/sheet1.xml", NULL, 0},
		{NULL, NULL, 0}};
	size_t count = 0;
	struct stk_book_options options = {.doubt = count_doubt, .data = &count};
	struct stk_book book;
	struct stk_err err;

	(void)state;
	stk_str_add(&rows, "<a><sheetData>");
	for (int i = 0; i < 3 * STK_BOOK_MAX_DOUBTS; i++)
		stk_str_add(&rows, "<row><c><f>1+1</f></c></row>");
	stk_str_add(&rows, "</sheetData></a>");
	parts[1].text = rows.data;
	make_zip(&bytes, parts);
	assert_int_equal(stk_book_read("t", bytes.data, bytes.len, &options, &book, &err), 0);
	assert_int_equal(count, STK_BOOK_MAX_DOUBTS);
	stk_book_release(&book);
	stk_str_release(&rows);
	stk_str_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv),           cmocka_unit_test(encodings),
		cmocka_unit_test(said_encoding), cmocka_unit_test(strange),
		cmocka_unit_test(bombs),         cmocka_unit_test(shared_bomb),
		cmocka_unit_test(many_doubts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
