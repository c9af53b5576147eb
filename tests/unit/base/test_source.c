#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/source.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"
#include "tmp.h"

static void put(const char *path, const char *text)
{
	tmp_put(path, text, strlen(text));
}

static int note(void *data, const char *path)
{
	stk_str_addf(data, "%s ", path);
	return 0;
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
	struct stk_err err;

	assert_int_equal(stk_source_read(source, path, &got, &err), 0);
	assert_string_equal(got.data, want);
	stk_str_release(&got);
}

static void refuses(struct stk_source *source, const char *path, const char *why)
{
	struct stk_str got = STK_STR_INIT;
	struct stk_err err;

	assert_int_equal(stk_source_read(source, path, &got, &err), -1);
	assert_non_null(strstr(err.message, why));
	assert_string_equal(err.file, path);
	assert_int_equal(err.code, STK_EUSAGE);
	assert_int_equal(got.len, 0);
	stk_str_release(&got);
}

static struct stk_source *folder(const char *path)
{
	struct stk_err err;
	struct stk_source *source = stk_source_folder(path, &err);

	assert_non_null(source);
	return source;
}

static void a_folder_is_listed_sorted_without_what_is_hidden(void **state)
{
	struct stk_source *source;

	(void)state;
	mkdir("p", 0700);
	mkdir("p/a", 0700);
	mkdir(".git", 0700);
	put("p/a/z", "z");
	put("p/a-b", "ab");
	put("p/b", "b");
	put("p/B", "B");
	put("p/.hidden", "h");
	put(".git/config", "c");
	put("inventory.yaml", "i");
	source = folder(".");
	/* By bytes of the whole path: "-" is before "/". */
	lists(source, "", "inventory.yaml p/B p/a-b p/a/z p/b ");
	lists(source, "p", "p/B p/a-b p/a/z p/b ");
	lists(source, "p/a/", "p/a/z ");
	lists(source, "none", "");
	reads(source, "inventory.yaml", "i");
	reads(source, "p/a/z", "z");
	reads(source, "p/b", "b");
	refuses(source, "p/none", "No such file");
	refuses(source, "none/x", "No such file");
	stk_source_close(source);
}

static void nothing_outside_is_read(void **state)
{
	struct stk_str got = STK_STR_INIT;
	struct stk_err err;
	struct stk_source *source;

	(void)state;
	mkdir("in", 0700);
	mkdir("out", 0700);
	put("out/secret", "s");
	assert_int_equal(symlink("../out", "in/folder"), 0);
	assert_int_equal(symlink("../out/secret", "in/file"), 0);
	assert_int_equal(mkfifo("in/fifo", 0600), 0);
	source = folder("in");
	lists(source, "", "fifo file folder ");
	refuses(source, "fifo", "is not a regular file");
	refuses(source, "file", "is a symbolic link");
	refuses(source, "folder", "is a symbolic link");
	refuses(source, "folder/secret", "is a symbolic link");
	refuses(source, "../out/secret", "no path inside");
	refuses(source, "", "no path inside");
	refuses(source, "/etc/passwd", "no path inside");
	assert_int_equal(stk_source_each(source, "folder", note, &got, &err), -1);
	assert_int_equal(stk_source_each(source, "..", note, &got, &err), -1);
	assert_string_equal(got.data, "");
	stk_source_close(source);
	stk_str_release(&got);
}

/* What is swapped between two reads, when the folder's handle is already kept. */
static void a_swap_for_a_link_is_refused(void **state)
{
	struct stk_source *source;

	(void)state;
	mkdir("in", 0700);
	mkdir("in/p", 0700);
	mkdir("out", 0700);
	put("in/p/a", "a");
	put("in/p/b", "b");
	put("out/a", "secret");
	source = folder("in");
	reads(source, "p/a", "a");
	unlink("in/p/b");
	assert_int_equal(symlink("../../out/a", "in/p/b"), 0);
	refuses(source, "p/b", "is a symbolic link");
	assert_int_equal(rename("in/p", "in/q"), 0);
	assert_int_equal(symlink("../out", "in/p"), 0);
	lists(source, "", "p q/a q/b ");
	refuses(source, "p/a", "symbolic link");
	stk_source_close(source);
}

static void a_folder_that_was_replaced_is_found_again(void **state)
{
	struct stk_source *source;

	(void)state;
	mkdir("p", 0700);
	put("p/a", "old");
	source = folder(".");
	reads(source, "p/a", "old");
	unlink("p/a");
	rmdir("p");
	mkdir("p", 0700);
	put("p/a", "new");
	reads(source, "p/a", "new");
	stk_source_close(source);
}

static int stop_at_second(void *data, const char *path)
{
	(void)path;
	return ++*(int *)data == 2 ? 42 : 0;
}

static void the_caller_can_stop(void **state)
{
	struct stk_source *source;
	struct stk_err err;
	int count = 0;

	(void)state;
	put("a", "");
	put("b", "");
	put("c", "");
	source = folder(".");
	assert_int_equal(stk_source_each(source, "", stop_at_second, &count, &err), 42);
	assert_int_equal(count, 2);
	stk_source_close(source);
}

static void limits_are_said(void **state)
{
	struct stk_str deep = STK_STR_INIT;
	struct stk_source *source;
	struct stk_err err;
	FILE *file;
	int i;

	(void)state;
	file = fopen("big", "wb");
	assert_int_equal(ftruncate(fileno(file), (4 << 20) + 1), 0);
	fclose(file);
	source = folder(".");
	refuses(source, "big", "is larger than 4 MiB");
	stk_str_add(&deep, "d");
	for (i = 0; i < STK_SOURCE_MAX_DEPTH + 2; i++) {
		assert_int_equal(mkdir(deep.data, 0700), 0);
		stk_str_add(&deep, "/d");
	}
	assert_int_equal(stk_source_each(source, "", note, &deep, &err), -1);
	assert_non_null(strstr(err.message, "nested more than 32"));
	stk_source_close(source);
	stk_str_release(&deep);
	assert_null(stk_source_folder("none", &err));
	assert_int_equal(err.code, STK_EUSAGE);
	assert_null(stk_source_folder("big", &err));
	assert_string_equal(err.message, "is no folder");
}

#define FOLDERS 40

static void *read_many(void *data)
{
	struct stk_str got = STK_STR_INIT, path = STK_STR_INIT;
	struct stk_err err;
	intptr_t bad = 0;
	int i;

	for (i = 0; i < 4000; i++) {
		stk_str_reset(&path);
		stk_str_addf(&path, "f%d/a", i * 7 % FOLDERS);
		if (stk_source_read(data, path.data, &got, &err) ||
		    strcmp(got.data, path.data) != 0)
			bad++;
	}
	stk_str_release(&got);
	stk_str_release(&path);
	return (void *)bad;
}

/* More folders than handles are kept, from two threads at once. */
static void threads_may_share_a_source(void **state)
{
	struct stk_source *source;
	pthread_t threads[2];
	char path[32];
	void *bad;
	int i;

	(void)state;
	for (i = 0; i < FOLDERS; i++) {
		snprintf(path, sizeof path, "f%d", i);
		assert_int_equal(mkdir(path, 0700), 0);
		snprintf(path, sizeof path, "f%d/a", i);
		put(path, path);
	}
	source = folder(".");
	for (i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_many, source), 0);
	for (i = 0; i < 2; i++) {
		pthread_join(threads[i], &bad);
		assert_null(bad);
	}
	stk_source_close(source);
}

static void memory_behaves_as_a_folder_does(void **state)
{
	static const struct stk_memory_file files[] = {{"p/b", "b", 1},
						       {"p/a", "a\0a", 3},
						       {".x", "x", 1},
						       {"p/.y", "y", 1},
						       {"o", "", 0}};
	struct stk_source *source = stk_source_memory(files, STK_COUNT(files));
	struct stk_str got = STK_STR_INIT;
	struct stk_err err;

	(void)state;
	lists(source, "", "o p/a p/b ");
	lists(source, "p", "p/a p/b ");
	lists(source, "p/a", "");
	lists(source, "q", "");
	assert_int_equal(stk_source_read(source, "p/a", &got, &err), 0);
	assert_int_equal(got.len, 3);
	reads(source, "o", "");
	refuses(source, "p/c", "no such file");
	stk_source_close(source);
	stk_str_release(&got);
	source = stk_source_memory(NULL, 0);
	lists(source, "", "");
	refuses(source, "a", "no such file");
	stk_source_close(source);
	stk_source_close(NULL);
}

static void embedded_files_are_there(void **state)
{
	const struct stk_embedded *terms = stk_embedded_find("terms.yaml");
	struct stk_source *source = stk_source_embedded("metrics/");
	struct stk_str got = STK_STR_INIT;
	struct stk_err err;
	size_t i;

	(void)state;
	assert_non_null(terms);
	assert_int_equal(strlen(terms->data), terms->size_bytes);
	assert_null(stk_embedded_find("terms"));
	for (i = 0; i < stk_embedded_count; i++)
		assert_ptr_equal(stk_embedded_find(stk_embedded_files[i].name),
				 &stk_embedded_files[i]);
	assert_int_equal(stk_source_each(source, "", note, &got, &err), 0);
	assert_non_null(strstr(got.data, "win-rate.yaml "));
	assert_null(strstr(got.data, "terms.yaml"));
	assert_int_equal(stk_source_read(source, "win-rate.yaml", &got, &err), 0);
	assert_int_equal(got.len, stk_embedded_find("metrics/win-rate.yaml")->size_bytes);
	stk_source_close(source);
	stk_str_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_folder_is_listed_sorted_without_what_is_hidden,
						tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(nothing_outside_is_read, tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(a_swap_for_a_link_is_refused, tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(a_folder_that_was_replaced_is_found_again,
						tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(the_caller_can_stop, tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(limits_are_said, tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(threads_may_share_a_source, tmp_enter, tmp_leave),
		cmocka_unit_test(memory_behaves_as_a_folder_does),
		cmocka_unit_test(embedded_files_are_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
