/*
 * Ids that entities had before they were renamed, or folded into another: who asks for one of them
 * is led to what it is now.
 */
#ifndef STOCKTAKE_MODEL_FORMER_H
#define STOCKTAKE_MODEL_FORMER_H

#include "stocktake/base/str.h"
#include "stocktake/model/inventory.h"

/* The entity that once had this id: one of the kind whose name or other names (`aka`) have it, as
 * it stands or as what an id would be made of. NULL where an entity has it now, none had, or two.
 */
const struct stk_entity *stk_moved_find(const struct stk_inventory *inventory, enum stk_kind kind,
					const char *id);

/* The same for many: all former ids, gathered once. */
struct stk_former;
struct stk_former *stk_former_new(const struct stk_inventory *inventory);
void stk_former_free(struct stk_former *former);
/* Appends the address as it is now, where its entity is called otherwise; false, and nothing, where
 * none was called so. */
bool stk_former_address(const struct stk_former *former, const char *address, struct stk_str *out);

#endif
