/*
 * Usage: load FOLDER
 * Loads and validates an inventory, and nothing else: what of a command's cost is the loader's.
 */
#include <stdio.h>

#include "stocktake/model/inventory.h"

int main(int argc, char **argv)
{
	struct stk_clock clock;
	struct stk_err err = {0};
	struct stk_source *source;
	struct stk_inventory *inventory;

	if (argc != 2) {
		fprintf(stderr, "usage: load FOLDER\n");
		return 2;
	}
	if (stk_clock_init(&clock, NULL, &err) != 0)
		goto failed;
	source = stk_source_folder(argv[1], &err);
	inventory = source ? stk_inventory_load(source, &clock, STK_LOAD_ALL, &err) : NULL;
	if (!inventory)
		goto failed;
	printf("%u platforms, %zu defects, %zu bytes of arena, %u symbols\n",
	       inventory->kinds[STK_PLATFORM].count, inventory->defects.count,
	       inventory->arena.total_bytes, inventory->syms.count);
	return 0;
failed:
	stk_err_print(&err, stderr);
	return 2;
}
