/*
 * The one form of an address that the rooms compare: the kind's plural, the id as its file is
 * called.
 */
#ifndef STK_MODEL_CANONICAL_H
#define STK_MODEL_CANONICAL_H

#include "stocktake/base/str.h"
#include "stocktake/model/inventory.h"

/* Appends the canonical form of an address; text that is none as it is. False where there is no
 * such entity. */
bool stk_address_canonical(const struct stk_inventory *inventory, const char *text,
			   struct stk_str *out);

/* Orders addresses so that each comes directly before all that is below it: "/" before every other
 * byte. */
int stk_address_compare(const char *a, const char *b);

/* True if the address is `top` or below it. */
bool stk_address_is_below(const char *address, const char *top, size_t top_bytes);

#endif
