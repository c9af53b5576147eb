/* The table of embedded files: sorted, terminated, and the same bytes as the files it was made
 * from. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/embed.h"

static void test_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; i < stk_embedded_count; i++)
		assert_true(strcmp(stk_embedded_files[i - 1].name, stk_embedded_files[i].name) < 0);
}

static void test_terminated(void **state)
{
	(void)state;
	for (size_t i = 0; i < stk_embedded_count; i++)
		assert_int_equal(stk_embedded_files[i].data[stk_embedded_files[i].size_bytes], 0);
}

static FILE *open_original(const char *name)
{
	static const char *const places[] = {"inventories", "scripts", "src", "build/gen"};
	FILE *file = NULL;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places) && !file; i++) {
		char path[512];
		snprintf(path, sizeof(path), "%s/%s", places[i], name);
		file = fopen(path, "rb");
	}
	return file;
}

/* Runs in the folder that make runs in, as .incbin did. */
static void test_same_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < stk_embedded_count; i++) {
		const struct stk_embedded *embedded = &stk_embedded_files[i];
		char *bytes = malloc(embedded->size_bytes + 1);
		FILE *file = open_original(embedded->name);
		assert_non_null(bytes);
		assert_non_null(file);
		assert_int_equal(fread(bytes, 1, embedded->size_bytes + 1, file),
				 embedded->size_bytes);
		assert_memory_equal(bytes, embedded->data, embedded->size_bytes);
		fclose(file);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sorted),
		cmocka_unit_test(test_terminated),
		cmocka_unit_test(test_same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
