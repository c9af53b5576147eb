/* Workbooks that SheetJS and exceljs write (make_books.js beside this file), and LibreOffice, each
 * with what must be read of it. Where npm has not brought them it is skipped; CI must have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>

#include "book_make.h"
#include "slow.h"
#include "stocktake/base/file.h"
#include "tmp.h"

#define LIBRARIES "build/schemas"

static char root[4096];

static bool reads_as_expected(const char *name)
{
	char expected_name[512];
	struct stk_str bytes = STK_STR_INIT, expected = STK_STR_INIT, shown = STK_STR_INIT;
	struct stk_err err;
	bool same;

	snprintf(expected_name, sizeof expected_name, "%s.expected", name);
	assert_int_equal(stk_file_read(AT_FDCWD, name, STK_BOOK_MAX_BYTES, &bytes, NULL, &err), 0);
	assert_int_equal(
		stk_file_read(AT_FDCWD, expected_name, STK_BOOK_MAX_BYTES, &expected, NULL, &err),
		0);
	read_and_show(&shown, name, bytes.data, bytes.len);
	same = strcmp(shown.data, expected.data) == 0;
	if (!same)
		print_error("%s gives\n%.2000sand not\n%.2000s", name, shown.data, expected.data);
	stk_str_release(&bytes);
	stk_str_release(&expected);
	stk_str_release(&shown);
	return same;
}

static void other_writers(void **state)
{
	char command[3 * sizeof root];
	struct dirent **entries;
	int count, read = 0, wrong = 0;

	(void)state;
	if (is_slow())
		return; /* the same files are read in the ordinary run */
	snprintf(command, sizeof command, "%s/" LIBRARIES "/exceljs.min.js", root);
	if (access(command, R_OK) != 0 && !getenv("CI")) {
		print_message("no exceljs and SheetJS in " LIBRARIES " (scripts/setup test)\n");
		return;
	}
	snprintf(command, sizeof command,
		 "node '%s/tests/unit/sheets/make_books.js' '%s/" LIBRARIES
		 "' . 2>&1 | cut -c1-500 >&2",
		 root, root);
	assert_int_equal(system(command), 0);
	count = scandir(".", &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.' && !stk_ends(entries[i]->d_name, ".expected")) {
			wrong += !reads_as_expected(entries[i]->d_name);
			read++;
		}
		free(entries[i]);
	}
	free(entries);
	assert_int_equal(wrong, 0);
	assert_true(read >= 25);
}

/* Kept as LibreOffice wrote them: too big a program to be asked each time. */
static void libreoffice(void **state)
{
	(void)state;
	assert_int_equal(chdir("tests/golden/sheets"), 0);
	assert_true(reads_as_expected("libreoffice.ods"));
	assert_true(reads_as_expected("libreoffice.xlsx"));
	assert_int_equal(chdir(root), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libreoffice),
		cmocka_unit_test_setup_teardown(other_writers, tmp_enter, tmp_leave),
	};

	if (!getcwd(root, sizeof root))
		return 2;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
