/* Reading on several threads: the same symbols, trees and errors as on one, whoever read which. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/thread.h"

enum { FILES = 1500 };

static const struct stk_clock clock_ = {1796120400, 20788, true};

/* Words that one file shares with its neighbours, with all, with nobody; some files are broken. */
static void write_text(struct stk_str *text, unsigned number)
{
	stk_str_addf(text, "name: Tool %u\nteams: [team-%u]\nholds: [word-%u, word-%u]\n", number,
		     number % 7, number / 3, number % 97);
	for (unsigned i = 0; i < 1 + number % 40; i++)
		stk_str_addf(text, "key-%u: value %u\n", (number * 31 + i * 17) % 400,
			     number * i % 613);
	if (number % 50 == 7)
		stk_str_add(text, "name: twice\n");
	if (number % 50 == 9)
		stk_str_add(text, "open: [\n");
	if (number % 50 == 11)
		stk_str_truncate(text, 0);
}

static struct stk_source *make_source(void)
{
	static struct stk_memory_file files[FILES];
	static char paths[FILES][40];
	struct stk_str *texts = stk_xcalloc(FILES, sizeof *texts);
	struct stk_source *source;

	for (unsigned i = 0; i < FILES; i++) {
		snprintf(paths[i], sizeof paths[i], "platforms/tool-%05u.yaml", i);
		stk_str_init(&texts[i]);
		write_text(&texts[i], i);
		files[i] = (struct stk_memory_file){paths[i], texts[i].data, texts[i].len};
	}
	source = stk_source_memory(files, FILES);
	for (unsigned i = 0; i < FILES; i++)
		stk_str_release(&texts[i]);
	free(texts);
	return source;
}

static int list_file(void *data, const char *path)
{
	struct stk_inventory *inventory = data;
	struct stk_file *file;

	STK_GROW(inventory->files, inventory->file_cap, inventory->file_count + 1);
	file = &inventory->files[inventory->file_count++];
	*file = (struct stk_file){.path = stk_arena_strdup(&inventory->arena, path),
				  .kind = STK_PLATFORM};
	return 0;
}

static struct stk_inventory *read_with(struct stk_source *source, unsigned threads,
				       struct stk_load_read **read)
{
	struct stk_loading loading;
	struct stk_inventory *inventory = stk_load_begin(source, &clock_, 0, &loading);
	struct stk_err err;

	assert_int_equal(stk_source_each(source, "", list_file, inventory, &err), 0);
	assert_int_equal(inventory->file_count, FILES);
	*read = stk_load_read(inventory, threads);
	stk_load_release(&loading);
	return inventory;
}

static void assert_same_symbols(const struct stk_syms *a, const struct stk_syms *b)
{
	assert_int_equal(a->count, b->count);
	for (stk_sym i = 1; i < a->count; i++) {
		assert_string_equal(stk_sym_text(a, i), stk_sym_text(b, i));
		assert_int_equal(stk_sym_find(b, stk_sym_text(a, i), stk_sym_len(a, i)), i);
	}
}

static unsigned assert_same_files(const struct stk_inventory *a, const struct stk_load_read *a_read,
				  const struct stk_inventory *b, const struct stk_load_read *b_read)
{
	unsigned broken = 0;

	for (uint32_t i = 0; i < FILES; i++) {
		const struct stk_node *root = a->files[i].root, *other = b->files[i].root;
		const struct stk_err *err = stk_load_read_err(a_read, i);

		assert_int_equal(root == NULL, other == NULL);
		assert_int_equal(err == NULL, root != NULL);
		if (root) {
			assert_int_equal(root->size, other->size);
			assert_memory_equal(root, other, root->size * sizeof *root);
			continue;
		}
		assert_string_equal(err->message, stk_load_read_err(b_read, i)->message);
		assert_string_equal(err->file, a->files[i].path);
		assert_int_equal(err->line, stk_load_read_err(b_read, i)->line);
		broken++;
	}
	return broken;
}

static void threads_change_nothing(void **state)
{
	struct stk_source *source = make_source();
	struct stk_load_read *alone, *together;
	struct stk_inventory *one = read_with(source, 1, &alone), *many;

	(void)state;
	for (unsigned round = 0; round < 12; round++) {
		many = read_with(source, (unsigned[]){2, 3, 8, STK_THREADS_MAX}[round % 4],
				 &together);
		assert_same_symbols(&one->syms, &many->syms);
		assert_int_equal(assert_same_files(one, alone, many, together), FILES / 50 * 2);
		assert_int_equal(stk_sym_find(&many->syms, "name", 4), STK_W_NAME);
		stk_load_read_free(together);
		stk_inventory_free(many);
	}
	stk_load_read_free(alone);
	stk_inventory_free(one);
	stk_source_close(source);
}

static void threads_only_where_they_pay(void **state)
{
	struct stk_source source = {.shared = true};
	struct stk_inventory inventory = {.source = &source, .file_count = 200};

	(void)state;
	assert_in_range(stk_threads_usable(), 1, STK_THREADS_MAX);
	assert_int_equal(stk_load_threads(&inventory), 1);
	inventory.file_count = 100000;
	assert_int_equal(stk_load_threads(&inventory), stk_threads_usable());
	source.shared = false; /* a revision */
	assert_int_equal(stk_load_threads(&inventory), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_change_nothing),
		cmocka_unit_test(threads_only_where_they_pay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
