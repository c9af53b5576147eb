/*
 * A temporary folder for each test, and the current one while it runs:
 *	cmocka_unit_test_setup_teardown(test, tmp_enter, tmp_leave)
 */
#ifndef STOCKTAKE_TESTS_UNIT_TMP_H
#define STOCKTAKE_TESTS_UNIT_TMP_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline int tmp_enter(void **state)
{
	static const char suffix[] = "/stocktake-XXXXXX";
	const char *base = getenv("TMPDIR");
	size_t size;
	char *path;

	if (!base || base[0] != '/')
		base = "/tmp";
	size = strlen(base) + sizeof suffix;
	path = malloc(size);
	if (!path)
		return -1;
	snprintf(path, size, "%s%s", base, suffix);
	if (!mkdtemp(path) || chdir(path)) {
		free(path);
		return -1;
	}
	*state = path;
	return 0;
}

static inline int tmp_remove(const char *path, const struct stat *info, int type, struct FTW *at)
{
	(void)info;
	(void)type;
	(void)at;
	return remove(path);
}

static inline int tmp_leave(void **state)
{
	int ret = chdir("/") || nftw(*state, tmp_remove, 16, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return ret;
}

/* Writes a file of the test. */
static inline void tmp_put(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file)) {
		perror(path);
		abort();
	}
}

#endif
