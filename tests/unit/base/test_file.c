#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "tmp.h"

static void reads_what_is_there(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	struct stat info;

	(void)state;
	tmp_put("a", "x\0y", 3);
	tmp_put("empty", "", 0);
	assert_int_equal(stk_file_read(AT_FDCWD, "a", 100, &out, &info, &err), 0);
	assert_int_equal(out.len, 3);
	assert_memory_equal(out.data, "x\0y", 4);
	assert_int_equal(info.st_size, 3);
	assert_int_equal(stk_file_read(AT_FDCWD, "empty", 100, &out, NULL, &err), 0);
	assert_int_equal(out.len, 0);
	assert_string_equal(out.data, "");
	stk_str_release(&out);
}

static void the_limit_holds(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;

	(void)state;
	tmp_put("a", "12345", 5);
	assert_int_equal(stk_file_read(AT_FDCWD, "a", 5, &out, NULL, &err), 0);
	assert_string_equal(out.data, "12345");
	assert_int_equal(stk_file_read(AT_FDCWD, "a", 4, &out, NULL, &err), -1);
	assert_int_equal(err.code, STK_EUSAGE);
	assert_string_equal(err.message, "is larger than 4 bytes");
	assert_string_equal(err.file, "a");
	assert_int_equal(out.len, 0);
	stk_str_release(&out);
}

/* Files of /proc say that they hold nothing. */
static void a_size_that_lies_is_no_limit(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;

	(void)state;
	assert_int_equal(stk_file_read(AT_FDCWD, "/proc/self/status", 1 << 20, &out, NULL, &err),
			 0);
	assert_true(out.len > 100);
	assert_int_equal(stk_file_read(AT_FDCWD, "/proc/self/status", 10, &out, NULL, &err), -1);
	stk_str_release(&out);
}

static void refuses(const char *path, const char *why)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;

	assert_int_equal(stk_file_read(AT_FDCWD, path, 100, &out, NULL, &err), -1);
	assert_string_equal(err.message, why);
	assert_string_equal(err.file, path);
	assert_int_equal(err.code, STK_EUSAGE);
	assert_int_equal(out.len, 0);
	stk_str_release(&out);
}

static void only_regular_files(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd;

	(void)state;
	tmp_put("a", "secret", 6);
	assert_int_equal(symlink("a", "link"), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_int_equal(mkdir("folder", 0700), 0);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	refuses("link", "is a symbolic link");
	refuses("fifo", "is not a regular file");
	refuses("folder", "is a folder");
	refuses("socket", "is not a regular file");
	refuses("/dev/zero", "is not a regular file");
	refuses("none", "cannot be read: No such file or directory");
	close(fd);
}

static void slurps_a_pipe(void **state)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "one two", 7), 7);
	close(ends[1]);
	assert_int_equal(stk_file_slurp(ends[0], "<stdin>", 7, &out, &err), 0);
	assert_string_equal(out.data, "one two");
	close(ends[0]);
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "one two!", 8), 8);
	close(ends[1]);
	assert_int_equal(stk_file_slurp(ends[0], "<stdin>", 7, &out, &err), -1);
	assert_string_equal(err.file, "<stdin>");
	close(ends[0]);
	stk_str_release(&out);
}

static void joins(const char *folder, const char *path, const char *want)
{
	char *got = stk_path_join(folder, path);

	assert_string_equal(got, want);
	free(got);
}

static void paths(void **state)
{
	(void)state;
	joins("a", "b/c", "a/b/c");
	joins("a/", "b", "a/b");
	joins("", "b", "b");
	joins("a", "/b", "/b");
	joins("/", "b", "/b");
	joins("a", "", "a");
	assert_true(stk_path_is_inside("a"));
	assert_true(stk_path_is_inside("a/b.yaml"));
	assert_true(stk_path_is_inside("a/..b"));
	assert_false(stk_path_is_inside(""));
	assert_false(stk_path_is_inside("/a"));
	assert_false(stk_path_is_inside("a/"));
	assert_false(stk_path_is_inside("a//b"));
	assert_false(stk_path_is_inside("."));
	assert_false(stk_path_is_inside("a/./b"));
	assert_false(stk_path_is_inside(".."));
	assert_false(stk_path_is_inside("a/.."));
	assert_false(stk_path_is_inside("a/../b"));
	assert_false(stk_path_is_inside("a\nb"));
	assert_false(stk_path_is_inside("a/b\x7f"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_what_is_there, tmp_enter, tmp_leave),
		cmocka_unit_test_setup_teardown(the_limit_holds, tmp_enter, tmp_leave),
		cmocka_unit_test(a_size_that_lies_is_no_limit),
		cmocka_unit_test_setup_teardown(only_regular_files, tmp_enter, tmp_leave),
		cmocka_unit_test(slurps_a_pipe),
		cmocka_unit_test(paths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
