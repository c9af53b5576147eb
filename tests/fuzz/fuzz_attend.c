/* Who is here: any text, held against a list of people. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/interview/attend.h"

static const char document[] =
	"stakeholders: {ana: {name: Ana Ruiz, aka: [Ana R.]}, anna: {name: Ana Lind},\n"
	"  李薇: {name: 李薇}, tom: {name: Tom}}\n"
	"workshops: {w: {invited: [ana, anna, 李薇, tom], attendees: [tom]}}\n";

static void take(struct stk_inventory *inventory, const char *text, bool noted)
{
	struct stk_attend attend;
	struct stk_err err;

	stk_attend_init(&attend, inventory, stk_inventory_find(inventory, STK_WORKSHOP, "w"));
	if (attend.listed_count != 4)
		abort();
	attend.noted = noted;
	if (stk_attend_take(&attend, inventory, text, &err) && (!*err.message || attend.names.len))
		abort();
	stk_attend_release(&attend);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes)
{
	static const struct stk_clock clock = {.frozen = true};
	struct stk_inventory *inventory;
	struct stk_err err;
	char *text;

	if (size_bytes > 4096)
		return 0;
	inventory =
		stk_inventory_load_document("list", document, strlen(document), &clock, 0, &err);
	if (!inventory)
		abort();
	text = stk_xstrndup((const char *)data, size_bytes);
	take(inventory, text, false);
	take(inventory, text, true);
	free(text);
	stk_inventory_free(inventory);
	return 0;
}
