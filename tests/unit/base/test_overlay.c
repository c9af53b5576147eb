#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/source.h"

static const struct stk_memory_file below[] = {
	{"b.yaml", "below", 5}, {"p/a.yaml", "a", 1}, {"p/c.yaml", "c", 1}, {"q.yaml", "q", 1}};

static int note(void *data, const char *path)
{
	stk_str_addf(data, "%s ", path);
	return 0;
}

static int stop_at_two(void *data, const char *path)
{
	(void)path;
	return ++*(int *)data == 2 ? 42 : 0;
}

static void lists(struct stk_source *source, const char *under, const char *want)
{
	struct stk_str got = STK_STR_INIT;
	struct stk_err err;

	assert_int_equal(stk_source_each(source, under, note, &got, &err), 0);
	assert_string_equal(got.data, want);
	stk_str_release(&got);
}

static void reads(struct stk_source *source, const char *path, const char *want)
{
	struct stk_str got = STK_STR_INIT;
	struct stk_err err = {0};

	assert_int_equal(stk_source_read(source, path, &got, &err), want ? 0 : -1);
	if (want)
		assert_string_equal(got.data, want);
	else
		assert_string_equal(err.file, path);
	stk_str_release(&got);
}

static void test_over(void **state)
{
	const struct stk_memory_file over[] = {{"z.yaml", "z", 1},     {"b.yaml", "over", 4},
					       {"p/b.yaml", "", 0},    {"p/c.yaml", NULL, 0},
					       {"a.yaml", "first", 5}, {"pp.yaml", "x", 1},
					       {"not-there", NULL, 0}};
	struct stk_source *under = stk_source_memory(below, 4),
			  *source = stk_source_overlay(under, over, 7), *more;
	int seen = 0;
	struct stk_err err;

	(void)state;
	/* In the order of a source: bytewise. */
	lists(source, "", "a.yaml b.yaml p/a.yaml p/b.yaml pp.yaml q.yaml z.yaml ");
	lists(source, "p", "p/a.yaml p/b.yaml ");
	lists(source, "p/", "p/a.yaml p/b.yaml ");
	lists(source, "nothing", "");
	reads(source, "b.yaml", "over");
	reads(source, "q.yaml", "q");
	reads(source, "p/b.yaml", "");
	reads(source, "p/c.yaml", NULL);
	reads(source, "nowhere", NULL);
	assert_int_equal(stk_source_each(source, "", stop_at_two, &seen, &err), 42);
	assert_int_equal(seen, 2);

	/* Over each other. */
	more = stk_source_overlay(source, (const struct stk_memory_file[]){{"p/c.yaml", "C", 1}},
				  1);
	lists(more, "p", "p/a.yaml p/b.yaml p/c.yaml ");
	reads(more, "p/c.yaml", "C");
	reads(more, "b.yaml", "over");
	stk_source_close(more);
	stk_source_close(source);
	source = stk_source_overlay(under, NULL, 0);
	lists(source, "", "b.yaml p/a.yaml p/c.yaml q.yaml ");
	stk_source_close(source);
	stk_source_close(under);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_over)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
