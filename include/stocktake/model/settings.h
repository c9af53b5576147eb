/*
 * What an inventory says of the checks: `checks: {gap-owner: off, silo-by-hand: error}` in
 * inventory.yaml switches checks off or gives their findings another severity.
 *
 * It holds for checks in Lua and for what the loader finds alike. A file that cannot be read, and a
 * format that is not known, stay errors whatever is written there: nothing hides that part of the
 * inventory was not judged.
 */
#ifndef STOCKTAKE_MODEL_SETTINGS_H
#define STOCKTAKE_MODEL_SETTINGS_H

#include "stocktake/model/inventory.h"

struct stk_setting {
	bool off; /* it is not run, or its findings are left out */
	bool set; /* `severity` is what its findings have */
	enum stk_severity severity;
};

/* What is said of one check; neither off nor set where nothing is, or nothing that counts. */
struct stk_setting stk_setting_of(const struct stk_inventory *inventory, const char *check);
/* False for checks of which nothing can be said. */
bool stk_setting_allowed(const char *check);
/* How many checks are off. */
size_t stk_settings_off(const struct stk_inventory *inventory);

/* Adds a quality-dangling for each key of `checks` that is not among `ids`, the ids of all checks,
 * NULL-ended. */
void stk_settings_unknown(const struct stk_inventory *inventory, const char *const *ids,
			  struct stk_findings *findings);

#endif
