#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stocktake/base/map.h"

#include <stdio.h>

#include "stocktake/base/sym.h"

#define MANY 50000

static void keys_are_found_again(void **state)
{
	struct stk_map map = STK_MAP_INIT;
	uint32_t value = 99, i;
	char key[32];
	size_t len;

	(void)state;
	assert_false(stk_map_get(&map, "x", 1, &value));
	for (i = 0; i < MANY; i++) {
		len = (size_t)snprintf(key, sizeof key, "key %u", i);
		assert_true(stk_map_put(&map, key, len, i));
	}
	assert_int_equal(map.count, MANY);
	for (i = 0; i < MANY; i++) {
		len = (size_t)snprintf(key, sizeof key, "key %u", i);
		assert_true(stk_map_get(&map, key, len, &value));
		assert_int_equal(value, i);
		assert_false(stk_map_put(&map, key, len, i + 1));
		assert_true(stk_map_get(&map, key, len, &value));
		assert_int_equal(value, i + 1);
	}
	assert_int_equal(map.count, MANY);
	assert_true(stk_map_get(&map, "key 7", 5, NULL));
	assert_false(stk_map_get(&map, "key", 3, NULL));
	stk_map_release(&map);
	assert_int_equal(map.count, 0);
}

static void keys_are_bytes_and_copied(void **state)
{
	struct stk_map map = STK_MAP_INIT;
	char key[] = "a\0b";
	uint32_t value;

	(void)state;
	assert_true(stk_map_put(&map, key, 3, 1));
	assert_true(stk_map_put(&map, "a", 1, 2));
	assert_true(stk_map_put(&map, "", 0, 3));
	assert_true(stk_map_put(&map, "a\0c", 3, 4));
	key[0] = 'z';
	assert_true(stk_map_get(&map, "a\0b", 3, &value));
	assert_int_equal(value, 1);
	assert_true(stk_map_get(&map, "", 0, &value));
	assert_int_equal(value, 3);
	assert_false(stk_map_get(&map, key, 3, &value));
	stk_map_release(&map);
}

/* Every byte counts at every length, and bytes behind the end do not. */
static void the_hash_sees_every_byte(void **state)
{
	unsigned char bytes[64];
	size_t len, i;
	uint32_t hash;

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	for (len = 1; len < 48; len++) {
		hash = stk_hash(bytes, len);
		assert_int_not_equal(hash, stk_hash(bytes, len - 1));
		bytes[len] ^= 1;
		assert_int_equal(hash, stk_hash(bytes, len));
		bytes[len] ^= 1;
		for (i = 0; i < len; i++) {
			bytes[i] ^= 1;
			assert_int_not_equal(hash, stk_hash(bytes, len));
			bytes[i] ^= 1;
		}
	}
}

/* Names that differ in a digit only must not fall into few places. */
static void the_hash_spreads_similar_names(void **state)
{
	static unsigned char used[1 << 16];
	unsigned i, places = 0;
	char key[32];

	(void)state;
	for (i = 0; i < 1 << 16; i++) {
		size_t len = (size_t)snprintf(key, sizeof key, "Contact.field_%u", i);
		uint32_t place = stk_hash(key, len) & 0xffff;

		places += !used[place];
		used[place] = 1;
	}
	/* At random 1 - 1/e of them are hit. */
	assert_in_range(places, 40000, 42900);
}

static void symbols_are_numbered_by_first_sight(void **state)
{
	struct stk_syms syms;
	char key[32];
	uint32_t i;
	const char *first;

	(void)state;
	stk_syms_init(&syms);
	assert_int_equal(stk_sym_find(&syms, "name", 4), 0);
	assert_int_equal(stk_sym_put(&syms, "name", 4), 1);
	assert_int_equal(stk_sym_put(&syms, "", 0), 2);
	assert_int_equal(stk_sym_put(&syms, "name", 4), 1);
	first = stk_sym_text(&syms, 1);
	for (i = 0; i < MANY; i++) {
		size_t len = (size_t)snprintf(key, sizeof key, "k%u", i);

		assert_int_equal(stk_sym_put(&syms, key, len), i + 3);
	}
	for (i = 0; i < MANY; i++) {
		size_t len = (size_t)snprintf(key, sizeof key, "k%u", i);

		assert_int_equal(stk_sym_find(&syms, key, len), i + 3);
		assert_int_equal(stk_sym_len(&syms, i + 3), len);
		assert_string_equal(stk_sym_text(&syms, i + 3), key);
	}
	assert_ptr_equal(first, stk_sym_text(&syms, 1));
	assert_string_equal(stk_sym_text(&syms, 0), "");
	assert_int_equal(stk_sym_len(&syms, 0), 0);
	assert_int_equal(syms.count, MANY + 3);
	stk_syms_release(&syms);
}

static void a_table_absorbs_another(void **state)
{
	struct stk_syms syms, other;
	stk_sym numbers[1000] = {0};
	char key[16];
	int len;

	(void)state;
	stk_syms_init(&syms);
	stk_syms_init(&other);
	stk_sym_put(&syms, "both", 4);
	stk_sym_put(&other, "first", 5);
	stk_sym_put(&other, "both", 4);
	for (unsigned i = 2; i < 900; i++) {
		len = snprintf(key, sizeof key, "other-%u", i);
		assert_int_equal(stk_sym_put(&other, key, (size_t)len), i + 1);
	}
	stk_syms_absorb(&syms, &other, 1, 3, numbers);
	assert_int_equal(numbers[1], 2);
	assert_int_equal(numbers[2], 1);
	assert_int_equal(numbers[3], 0);
	stk_syms_absorb(&syms, &other, 3, other.count, numbers);
	stk_arena_adopt(&syms.text, &other.text);
	stk_syms_release(&other);
	assert_int_equal(stk_sym_find(&syms, "first", 5), 2);
	for (unsigned i = 2; i < 900; i++) {
		len = snprintf(key, sizeof key, "other-%u", i);
		assert_int_equal(numbers[i + 1], i + 1);
		assert_int_equal(stk_sym_find(&syms, key, (size_t)len), i + 1);
	}
	stk_syms_release(&syms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_found_again),
		cmocka_unit_test(keys_are_bytes_and_copied),
		cmocka_unit_test(the_hash_sees_every_byte),
		cmocka_unit_test(the_hash_spreads_similar_names),
		cmocka_unit_test(symbols_are_numbered_by_first_sight),
		cmocka_unit_test(a_table_absorbs_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
