#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/arena.h"

#include <stdalign.h>

static void every_size_is_aligned_and_its_own(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT;
	unsigned char *made[600];
	size_t i, j;

	(void)state;
	for (i = 0; i < 600; i++) {
		size_t size = i * i;

		made[i] = stk_arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)made[i] % alignof(max_align_t), 0);
		memset(made[i], (int)(i & 0xff), size);
		stk_arena_strdup(&arena, "odd"); /* leaves the next place unaligned */
	}
	for (i = 0; i < 600; i++)
		for (j = 0; j < i * i; j += 97)
			assert_int_equal(made[i][j], i & 0xff);
	assert_true(arena.total_bytes > 600u * 600 * 600 / 3);
	stk_arena_release(&arena);
	assert_null(arena.chunks);
	assert_int_equal(arena.total_bytes, 0);
}

static void begins_with_something_huge(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT;
	char *huge = stk_arena_zalloc(&arena, 3 << 20), *small;
	size_t i;

	(void)state;
	for (i = 0; i < 3 << 20; i += 4096)
		assert_int_equal(huge[i], 0);
	memset(huge, 'h', 3 << 20);
	small = stk_arena_strdup(&arena, "small");
	assert_string_equal(small, "small");
	assert_int_equal(huge[(3 << 20) - 1], 'h');
	stk_arena_release(&arena);
}

static void a_small_arena_is_small(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT;

	(void)state;
	stk_arena_strdup(&arena, "x");
	assert_true(arena.total_bytes < 2048);
	stk_arena_release(&arena);
}

static void strings_and_formats(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT;
	char *first = stk_arena_printf(&arena, "%s/%d", "a", 1), *text;
	size_t i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		text = stk_arena_printf(&arena, "%*d", (int)i, 7);
		assert_int_equal(strlen(text), i ? i : 1);
		assert_int_equal(text[strlen(text) - 1], '7');
	}
	assert_string_equal(first, "a/1");
	assert_string_equal(stk_arena_strndup(&arena, "abcdef", 2), "ab");
	assert_string_equal(stk_arena_strndup(&arena, NULL, 0), "");
	stk_arena_release(&arena);
}

static void one_takes_over_what_another_holds(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT, other = STK_ARENA_INIT;
	char *own, *taken;
	size_t total;

	(void)state;
	taken = stk_arena_strdup(&other, "taken");
	total = other.total_bytes;
	stk_arena_adopt(&arena, &other); /* into an empty one */
	assert_int_equal(arena.total_bytes, total);
	assert_null(other.chunks);
	own = stk_arena_strdup(&arena, "own");
	for (size_t i = 0; i < 5000; i++)
		memset(stk_arena_alloc(&other, 1000), 'o', 1000);
	total += other.total_bytes;
	stk_arena_adopt(&arena, &other);
	stk_arena_adopt(&arena, &other); /* nothing */
	assert_int_equal(arena.total_bytes, total);
	assert_string_equal(stk_arena_strdup(&arena, "more"), "more");
	assert_string_equal(own, "own");
	assert_string_equal(taken, "taken");
	stk_arena_release(&arena);
}

/* Things just over half a chunk must not stay in chunks of their own for ever. */
static void chunks_grow_with_what_is_asked_for(void **state)
{
	struct stk_arena arena = STK_ARENA_INIT;
	unsigned neighbours = 0;
	char *before = NULL;

	(void)state;
	stk_arena_strdup(&arena, "a small first chunk");
	for (size_t i = 0; i < 1000; i++) {
		char *made = memset(stk_arena_alloc(&arena, 2100), 'x', 2100);

		neighbours += made == before + 2112;
		before = made;
	}
	assert_true(neighbours > 950);
	stk_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_is_aligned_and_its_own),
		cmocka_unit_test(begins_with_something_huge),
		cmocka_unit_test(a_small_arena_is_small),
		cmocka_unit_test(strings_and_formats),
		cmocka_unit_test(one_takes_over_what_another_holds),
		cmocka_unit_test(chunks_grow_with_what_is_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
