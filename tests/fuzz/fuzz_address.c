/* Addresses: whatever parses is rendered to a text that parses to the same parts and renders to
 * itself; resolving it never fails badly. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static const char document[] =
	"inventory: {goal: g}\n"
	"platforms: {a: {name: A, teams: [t], fields: [{name: x, term: lead.id}, y],\n"
	"  integrations: [{with: b}], patchy: {lead: why}, odd: {z: [1]}}}\n";

static void resolve(const struct stk_address *address)
{
	static const struct stk_clock clock = {0, 0, true};
	static struct stk_inventory *inventory;
	struct stk_place place;
	struct stk_err err;

	if (!inventory)
		inventory = stk_inventory_load_document("d", document, sizeof document - 1, &clock,
							0, &err);
	if (!inventory)
		abort();
	if (stk_address_resolve(inventory, address, &place, &err) && place.found > address->count)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	char *text = stk_xstrndup((const char *)data, size_bytes);
	struct stk_address first, second;
	struct stk_str once = STK_STR_INIT, twice = STK_STR_INIT;
	struct stk_err err;
	size_t i;

	if (stk_address_parse(text, &first, &err) == 0) {
		stk_address_render(&first, &once);
		if (stk_address_parse(once.data, &second, &err) != 0)
			abort();
		stk_address_render(&second, &twice);
		if (first.kind != second.kind || first.count != second.count ||
		    strcmp(once.data, twice.data) != 0)
			abort();
		for (i = 0; i < first.count; i++)
			if (strcmp(first.parts[i], second.parts[i]) != 0)
				abort();
		resolve(&first);
		stk_address_release(&second);
	}
	stk_address_release(&first);
	stk_str_release(&once);
	stk_str_release(&twice);
	free(text);
	return 0;
}
