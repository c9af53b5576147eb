/*
 * The files of checks: those that ship, embedded, with the inventory's own over them. Only bytes;
 * nothing here runs them.
 */
#ifndef STOCKTAKE_CHECKS_SET_H
#define STOCKTAKE_CHECKS_SET_H

#include "stocktake/base/arena.h"
#include "stocktake/base/source.h"
#include "stocktake/model/settings.h"

struct stk_check_file {
	const char *id;   /* the file's base name */
	const char *file; /* "checks/silo-isolated.lua" */
	const char *text;
	size_t len_bytes;
	const char *defect; /* why it cannot be loaded, or NULL */
	bool own, replaces;
	struct stk_setting setting; /* what the inventory says of it */
};

struct stk_check_set {
	struct stk_arena arena;
	struct stk_check_file *items; /* what ships, by id; then the inventory's own, by id */
	size_t count, cap;
};

/* Reads all files. source may be NULL. A file that cannot be read stays in the set with its defect;
 * fails only where the source cannot be listed. */
int stk_check_set_load(struct stk_check_set *set, struct stk_source *source, struct stk_err *err);
/* Takes out the checks that are off, and notes the severity that others are to have. */
void stk_check_set_obey(struct stk_check_set *set, const struct stk_inventory *rules);
void stk_check_set_release(struct stk_check_set *set);

#endif
