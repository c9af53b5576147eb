/* The catalogue that ships: found by any spelling of the id, and every entry a valid platform. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/catalogue.h"

static const struct stk_clock clock_ = {1796120400, 20788, true};
static const char text[] = "inventory: {name: x}\n";

static struct stk_inventory *load(void)
{
	struct stk_err err = {0};
	struct stk_inventory *inventory =
		stk_inventory_load_document("d", text, sizeof text - 1, &clock_, 0, &err);

	assert_non_null(inventory);
	return inventory;
}

static stk_sym sym(struct stk_inventory *inventory, const char *id)
{
	return stk_sym_put(&inventory->syms, id, strlen(id));
}

static void test_get(void **state)
{
	struct stk_inventory *inventory = load();
	const struct stk_node *hubspot = stk_catalogue_get(inventory, sym(inventory, "hubspot"));

	(void)state;
	assert_non_null(hubspot);
	assert_string_equal(stk_text(inventory, hubspot, STK_W_NAME), "HubSpot");
	assert_ptr_equal(stk_catalogue_get(inventory, sym(inventory, "HubSpot")), hubspot);
	assert_null(stk_catalogue_get(inventory, sym(inventory, "no-such-product")));
	assert_null(stk_catalogue_get(inventory, 0));
	stk_inventory_free(inventory);
}

static void test_native(void **state)
{
	struct stk_inventory *inventory = load();
	stk_sym hubspot = sym(inventory, "hubspot"), salesforce = sym(inventory, "salesforce");

	(void)state;
	assert_true(stk_catalogue_native(inventory, hubspot, salesforce));
	assert_true(stk_catalogue_native(inventory, salesforce, hubspot));
	assert_false(stk_catalogue_native(inventory, hubspot, sym(inventory, "no-such-product")));
	assert_false(stk_catalogue_native(inventory, 0, hubspot));
	stk_inventory_free(inventory);
}

static int in_order(void *data, const char *product, const struct stk_node *entry)
{
	struct stk_str *last = data;

	assert_non_null(entry);
	assert_true(strcmp(last->data, product) < 0);
	stk_str_reset(last);
	stk_str_add(last, product);
	return strcmp(product, "hubspot") == 0 ? 5 : 0;
}

static void test_each(void **state)
{
	struct stk_inventory *inventory = load();
	struct stk_str last = STK_STR_INIT;

	(void)state;
	assert_int_equal(stk_catalogue_each(inventory, in_order, &last), 5);
	assert_string_equal(last.data, "hubspot");
	stk_str_release(&last);
	stk_inventory_free(inventory);
}

/* As platforms of an inventory the entries, and as its metrics those that ship, have no defect;
 * neither have the standard terms. */
static void test_what_ships_is_valid(void **state)
{
	static const char inventory_text[] = "stocktake: 1\nname: x\n";
	struct stk_memory_file *files = stk_xcalloc(stk_embedded_count + 1, sizeof *files);
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_err err = {0};
	struct stk_inventory *inventory;
	struct stk_source *source;
	size_t i, count = 0;

	(void)state;
	files[count++] = (struct stk_memory_file){"inventory.yaml", inventory_text,
						  sizeof inventory_text - 1};
	for (i = 0; i < stk_embedded_count; i++) {
		const struct stk_embedded *it = &stk_embedded_files[i];
		const char *path = NULL;

		if (stk_starts(it->name, "known/") && stk_ends(it->name, ".yaml"))
			path = stk_arena_printf(&arena, "platforms/%s",
						it->name + strlen("known/"));
		else if (stk_starts(it->name, "metrics/") || !strcmp(it->name, "terms.yaml"))
			path = it->name;
		if (path)
			files[count++] = (struct stk_memory_file){path, it->data, it->size_bytes};
	}
	source = stk_source_memory(files, count);
	inventory = stk_inventory_load(source, &clock_, STK_LOAD_VALIDATE, &err);
	assert_non_null(inventory);
	assert_true(inventory->kinds[STK_PLATFORM].count >= 60);
	assert_true(inventory->kinds[STK_METRIC].count >= 20);
	stk_findings_locate(inventory, &inventory->defects);
	for (i = 0; i < inventory->defects.count; i++)
		print_error("%s:%u: %s\n", inventory->defects.items[i].file,
			    inventory->defects.items[i].line, inventory->defects.items[i].message);
	assert_int_equal(inventory->defects.count, 0);
	stk_inventory_free(inventory);
	stk_source_close(source);
	stk_arena_release(&arena);
	free(files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get), cmocka_unit_test(test_native),
		cmocka_unit_test(test_each), cmocka_unit_test(test_what_ships_is_valid)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
