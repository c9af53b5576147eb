#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/mem.h"
#include "stocktake/sheets/csv.h"

static struct stk_sheet sheet;

static void read_it(const char *text)
{
	struct stk_err err;

	assert_int_equal(stk_csv_read("t.csv", text, strlen(text), 0, &sheet, &err), 0);
}

static void cells_and_lines(void **state)
{
	(void)state;
	read_it("name,notes\r\n\r\nA,\"two\nlines, \"\"quoted\"\"\"\nB , x\r C,\n,,\nD");
	assert_int_equal(sheet.count, 5);
	assert_int_equal(sheet.rows[1].number, 3);
	assert_int_equal(sheet.rows[1].line, 3);
	assert_string_equal(sheet.rows[1].cells[1], "two\nlines, \"quoted\"");
	assert_int_equal(sheet.rows[2].line, 5);
	assert_int_equal(sheet.rows[2].number, 4);
	assert_string_equal(sheet.rows[2].cells[0], "B");
	assert_string_equal(sheet.rows[2].cells[1], "x");
	assert_string_equal(sheet.rows[3].cells[0], "C");
	assert_int_equal(sheet.rows[4].number, 7);
	assert_int_equal(sheet.rows[4].count, 1);
	stk_sheet_release(&sheet);
}

static void delimiters(void **state)
{
	(void)state;
	read_it("a;b,c;d\n1;2;3\n");
	assert_int_equal(sheet.delimiter, ';');
	assert_int_equal(sheet.rows[1].count, 3);
	stk_sheet_release(&sheet);
	read_it("a\tb,x\n");
	assert_int_equal(sheet.delimiter, ','); /* one each: the comma */
	stk_sheet_release(&sheet);
	read_it("\"a,b,c\"\tb\n");
	assert_int_equal(sheet.delimiter, '\t');
	stk_sheet_release(&sheet);
	read_it("\xef\xbb\xbf"
		"a\n");
	assert_string_equal(sheet.rows[0].cells[0], "a");
	stk_sheet_release(&sheet);
	read_it("");
	assert_int_equal(sheet.count, 0);
	stk_sheet_release(&sheet);
}

static void refuse(const char *text, size_t len, unsigned line, unsigned col, const char *what)
{
	struct stk_err err;

	assert_int_equal(stk_csv_read("t.csv", text, len, 0, &sheet, &err), -1);
	assert_non_null(strstr(err.message, what));
	assert_int_equal(err.line, line);
	assert_int_equal(err.col, col);
	assert_int_equal(sheet.count, 0);
}

static void refusals(void **state)
{
	size_t wide_len = 2 * STK_CSV_MAX_COLUMNS + 2, long_len = STK_CSV_MAX_CELL_BYTES + 2;
	char *wide = stk_xmalloc(wide_len), *big = stk_xmalloc(long_len);

	(void)state;
	refuse("a\nb,\"open\n\n", 11, 2, 3, "never closed");
	refuse("a\n\"b\"c\n", 7, 2, 4, "behind a closing quote");
	refuse("a\n表,\xff\n", 8, 2, 3, "not UTF-8");
	refuse("a\0b", 3, 1, 2, "NUL");
	memset(wide, ',', wide_len);
	refuse(wide, wide_len, 1, STK_CSV_MAX_COLUMNS + 1, "1,024 columns");
	memset(big, 'x', long_len);
	refuse(big, long_len, 1, (unsigned)long_len + 1, "1 MiB");
	free(wide);
	free(big);
}

static void names(void **state)
{
	char name[16];

	(void)state;
	stk_cell_name(0, 1, name);
	assert_string_equal(name, "A1");
	stk_cell_name(25, 7, name);
	assert_string_equal(name, "Z7");
	stk_cell_name(26, 7, name);
	assert_string_equal(name, "AA7");
	stk_cell_name(701, 7, name);
	assert_string_equal(name, "ZZ7");
	stk_cell_name(702, 7, name);
	assert_string_equal(name, "AAA7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_and_lines),
		cmocka_unit_test(delimiters),
		cmocka_unit_test(refusals),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
