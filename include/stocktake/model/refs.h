/*
 * References and back-references: who points at an entity.
 *
 * Built from the schema table (keys of type REF), once, on request.
 */
#ifndef STOCKTAKE_MODEL_REFS_H
#define STOCKTAKE_MODEL_REFS_H

#include "stocktake/model/inventory.h"

struct stk_ref {
	enum stk_kind from_kind;
	uint32_t from;               /* index of the entity that holds the reference */
	const struct stk_node *node; /* the scalar that names the target */
	const struct stk_key *key;
};

struct stk_refs;
struct stk_refs *stk_refs_new(const struct stk_inventory *inventory);
void stk_refs_free(struct stk_refs *refs);
/* Calls each with every reference to the entity, in order of kind, id and place. */
int stk_refs_to(const struct stk_refs *refs, enum stk_kind kind, uint32_t index,
		int (*each)(void *data, const struct stk_ref *ref), void *data);

#endif
