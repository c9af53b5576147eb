/*
 * The catalogue of well-known products (embedded `known/`): entries in the same format as
 * platforms.
 *
 * Entries share the inventory's symbols and arena and are parsed on first use: get() parses one,
 * each() all.
 */
#ifndef STOCKTAKE_MODEL_CATALOGUE_H
#define STOCKTAKE_MODEL_CATALOGUE_H

#include "stocktake/model/inventory.h"

/* The entry of a product id ("hubspot"), or NULL. */
const struct stk_node *stk_catalogue_get(struct stk_inventory *inventory, stk_sym product);
/* Calls each with every product id and its entry, sorted by id; nonzero stops and is handed on. */
int stk_catalogue_each(struct stk_inventory *inventory,
		       int (*each)(void *data, const char *product, const struct stk_node *entry),
		       void *data);
/* True if the catalogue lists a native integration between the two products, in either entry. */
bool stk_catalogue_native(struct stk_inventory *inventory, stk_sym product_a, stk_sym product_b);

#endif
