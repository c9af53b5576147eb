#include "canonical.h"

#include <string.h>

#include "stocktake/model/address.h"

bool stk_address_canonical(const struct stk_inventory *inventory, const char *text,
			   struct stk_str *out)
{
	struct stk_address address;
	struct stk_err err;
	const struct stk_entity *entity;
	bool known = true;

	if (stk_address_parse(text, &address, &err)) {
		stk_str_add(out, text);
		return true;
	}
	if (address.kind == STK_INVENTORY || address.count < 2) {
		stk_address_render(&address, out);
	} else {
		entity = stk_inventory_find(inventory, address.kind, address.parts[1]);
		known = entity != NULL;
		stk_str_add(out, stk_kinds[address.kind].plural);
		stk_address_add(out, entity ? stk_sym_text(&inventory->syms, entity->id)
					    : address.parts[1]);
		for (size_t i = 2; i < address.count; i++)
			stk_address_add(out, address.parts[i]);
	}
	stk_address_release(&address);
	return known;
}

int stk_address_compare(const char *a, const char *b)
{
	size_t i = 0;
	unsigned char x, y;

	while (a[i] && a[i] == b[i])
		i++;
	x = (unsigned char)a[i];
	y = (unsigned char)b[i];
	if (x == y)
		return 0;
	/* NUL, then "/", then the rest. */
	x = x == '/' ? 1 : x;
	y = y == '/' ? 1 : y;
	return x < y ? -1 : 1;
}

bool stk_address_is_below(const char *address, const char *top, size_t top_bytes)
{
	return !strncmp(address, top, top_bytes) &&
	       (!address[top_bytes] || address[top_bytes] == '/');
}
