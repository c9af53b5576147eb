#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/table.h"

#include <stdio.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/term.h"

static void renders(const struct stk_table *table, size_t indent, size_t width, const char *want)
{
	struct stk_str out = STK_STR_INIT;

	stk_table_render(table, indent, width, &out);
	assert_string_equal(out.data, want);
	stk_str_release(&out);
}

static void columns_are_aligned(void **state)
{
	struct stk_table table;

	(void)state;
	stk_table_init(&table, 3);
	stk_table_right(&table, 1);
	renders(&table, 0, 0, "");
	stk_table_add(&table, "name");
	stk_table_add(&table, "n");
	stk_table_add(&table, "note");
	stk_table_head(&table);
	stk_table_add(&table, "\xe9\x94\x80\xe5\x94\xae");
	stk_table_addf(&table, "%d", 1234);
	stk_table_add(&table, NULL);
	stk_table_add(&table, "x");
	stk_table_add(&table, "5");
	renders(&table, 0, 0,
		"name     n  note\n"
		"\xe9\x94\x80\xe5\x94\xae  1234\n"
		"x        5\n");
	renders(&table, 2, 80,
		"  name     n  note\n"
		"  \xe9\x94\x80\xe5\x94\xae  1234\n"
		"  x        5\n");
	stk_table_release(&table);
}

static void the_widest_column_is_cut_first(void **state)
{
	struct stk_table table;

	(void)state;
	stk_table_init(&table, 3);
	stk_table_add(&table, "abcdefgh");
	stk_table_add(&table, "0123456789abcdef");
	stk_table_add(&table, "yes");
	renders(&table, 0, 31, "abcdefgh  0123456789abcdef  yes\n");
	renders(&table, 0, 30, "abcdefgh  0123456789abcd\xe2\x80\xa6  yes\n");
	renders(&table, 0, 23, "abcdefgh  0123456\xe2\x80\xa6  yes\n");
	/* Then both in turn. */
	renders(&table, 0, 21, "abcdef\xe2\x80\xa6  012345\xe2\x80\xa6  yes\n");
	renders(&table, 1, 22, " abcdef\xe2\x80\xa6  012345\xe2\x80\xa6  yes\n");
	/* Never to nothing. */
	renders(&table, 0, 3, "abc\xe2\x80\xa6  012\xe2\x80\xa6  yes\n");
	stk_table_release(&table);
}

static void wide_characters_are_cut_whole(void **state)
{
	struct stk_table table;

	(void)state;
	stk_table_init(&table, 2);
	stk_table_add(&table, "\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8\xe9\x94\x80\xe5\x94\xae");
	stk_table_add(&table, "x");
	stk_table_add(&table, "ten cells.");
	stk_table_add(&table, "y");
	renders(&table, 0, 11,
		"\xe9\x94\x80\xe5\x94\xae\xe8\xa1\xa8\xe2\x80\xa6   x\n"
		"ten cel\xe2\x80\xa6  y\n");
	stk_table_release(&table);
}

static void empty_columns_take_no_room(void **state)
{
	struct stk_table table;

	(void)state;
	stk_table_init(&table, 3);
	stk_table_add(&table, "");
	stk_table_add(&table, "a");
	stk_table_add(&table, "b");
	renders(&table, 1, 5, " a  b\n");
	stk_table_release(&table);
}

static void cells_are_made_visible(void **state)
{
	struct stk_table table;

	(void)state;
	stk_table_init(&table, 2);
	stk_table_add(&table, "a\nb\033");
	stk_table_add(&table, "\xe2\x80\xae");
	renders(&table, 0, 0, "a<U+000A>b<U+001B>  <U+202E>\n");
	stk_table_release(&table);
}

static void the_terminal_is_what_the_environment_says(void **state)
{
	struct stk_terminal term;
	FILE *none = fopen("/dev/null", "w");
	int fd = fileno(none);

	(void)state;
	setenv("COLUMNS", "132", 1);
	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	assert_true(stk_term_init(&term, NULL, fd));
	assert_int_equal(term.width_cols, 132);
	assert_false(term.color);
	assert_string_equal(stk_term_color(&term, STK_RED), "");
	assert_true(stk_term_init(&term, "auto", fd));
	assert_false(term.color);
	assert_true(stk_term_init(&term, "never", fd));
	assert_false(term.color);
	setenv("NO_COLOR", "1", 1);
	assert_true(stk_term_init(&term, "always", fd));
	assert_true(term.color);
	assert_string_equal(stk_term_color(&term, STK_RED), "\033[31m");
	assert_false(stk_term_init(&term, "sometimes", fd));
	setenv("COLUMNS", "0", 1);
	assert_true(stk_term_init(&term, NULL, fd));
	assert_int_equal(term.width_cols, 80);
	setenv("COLUMNS", "12x", 1);
	assert_true(stk_term_init(&term, NULL, fd));
	assert_int_equal(term.width_cols, 80);
	fclose(none);
}

/* On a terminal: colours unless somebody objects. */
static void a_terminal_has_colours(void **state)
{
	struct stk_terminal term;
	int fd = posix_openpt(02);

	(void)state;
	if (fd < 0)
		skip();
	unsetenv("NO_COLOR");
	setenv("TERM", "xterm", 1);
	assert_true(stk_term_init(&term, NULL, fd));
	assert_true(term.color);
	setenv("NO_COLOR", "", 1);
	assert_true(stk_term_init(&term, NULL, fd));
	assert_true(term.color);
	setenv("NO_COLOR", "1", 1);
	assert_true(stk_term_init(&term, NULL, fd));
	assert_false(term.color);
	unsetenv("NO_COLOR");
	setenv("TERM", "dumb", 1);
	assert_true(stk_term_init(&term, NULL, fd));
	assert_false(term.color);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_aligned),
		cmocka_unit_test(the_widest_column_is_cut_first),
		cmocka_unit_test(wide_characters_are_cut_whole),
		cmocka_unit_test(empty_columns_take_no_room),
		cmocka_unit_test(cells_are_made_visible),
		cmocka_unit_test(the_terminal_is_what_the_environment_says),
		cmocka_unit_test(a_terminal_has_colours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
