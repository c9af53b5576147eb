/*
 * What is one person's business: the platforms that they own, administer or use, and whatever was
 * handed to them. The questions of one person follow from these alone, so that a large inventory
 * does not make each of their answers slow.
 */
#ifndef STOCKTAKE_MODEL_SCOPE_H
#define STOCKTAKE_MODEL_SCOPE_H

#include "stocktake/model/evidence.h"

struct stk_scope;

/* `who` is the index of a stakeholder. */
struct stk_scope *stk_scope_new(const struct stk_inventory *inventory,
				const struct stk_evidence *evidence, uint32_t who);
void stk_scope_free(struct stk_scope *scope);
/* A NULL scope is everybody's: it has everything. */
bool stk_scope_has(const struct stk_scope *scope, enum stk_kind kind, uint32_t index);

#endif
