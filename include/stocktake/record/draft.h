/*
 * What changes would make of the files, with nothing locked, recorded or written: the same splices
 * that stk_record_apply makes, on the bytes of the inventory's own source.
 *
 * For questions of the kind "what if": the files are laid over the source (stk_source_overlay).
 */
#ifndef STOCKTAKE_RECORD_DRAFT_H
#define STOCKTAKE_RECORD_DRAFT_H

#include "stocktake/record/record.h"

struct stk_draft {
	struct stk_arena arena;
	struct stk_memory_file *files; /* those that change; data NULL: one that goes */
	size_t count;
};

/* Makes the changes as a hand edit would, one after the other. -1: err says which change cannot be
 * made and why, and there is nothing to release. */
int stk_draft_make(const struct stk_inventory *inventory, const struct stk_change *changes,
		   size_t count, struct stk_draft *draft, struct stk_err *err);
void stk_draft_release(struct stk_draft *draft);

#endif
