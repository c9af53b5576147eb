/*
 * "Did you mean": small spelling differences.
 */
#ifndef MODEL_NEAR_H
#define MODEL_NEAR_H

#include <stdbool.h>

#include "stocktake/model/inventory.h"
#include "stocktake/model/near.h"

/* Changes, insertions, losses and swaps of neighbours that make a from b, by bytes; max + 1 if more
 * than max. Words over 63 bytes are far apart. */
unsigned stk_near_distance(const char *a, const char *b, unsigned max);
/* How many differences still count as near for a word. */
unsigned stk_near_limit(const char *word);
/* The nearest key of the shape, or NULL. */
const char *stk_near_key(const struct stk_shape *shape, const char *word);

#endif
