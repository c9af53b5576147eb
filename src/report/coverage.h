/*
 * How much is covered: categories, disputes.
 */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H

#include "stocktake/model/inventory.h"

/* Calls each with every category that must be covered (inventory.yaml's, else the ten standard
 * ones) and the number of its platforms that are in use or being retired. */
void stk_coverage_categories(const struct stk_inventory *inventory,
			     void (*each)(void *data, const char *category, size_t platforms),
			     void *data);
/* Disputes that nobody has settled. */
size_t stk_coverage_disputes(const struct stk_inventory *inventory);
/* Platforms that are not retired. */
size_t stk_coverage_platforms(const struct stk_inventory *inventory);

#endif
