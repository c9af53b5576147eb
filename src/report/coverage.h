/*
 * How much is covered: categories, stages, teams, disputes.
 */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H

#include "stocktake/model/inventory.h"

/* Calls each with every category that must be covered (inventory.yaml's, else the ten standard
 * ones) and the number of its platforms that are in use or being retired. */
void stk_coverage_categories(const struct stk_inventory *inventory,
			     void (*each)(void *data, const char *category, size_t platforms),
			     void *data);
/* The same of the stages of the buying cycle that inventory.yaml names. */
void stk_coverage_stages(const struct stk_inventory *inventory,
			 void (*each)(void *data, const char *stage, size_t platforms), void *data);
/* Of each team of inventory.yaml how many of its people are known, and how many have answered. */
void stk_coverage_teams(const struct stk_inventory *inventory,
			void (*each)(void *data, const char *team, size_t known, size_t answered),
			void *data);
/* Disputes that nobody has settled. */
size_t stk_coverage_disputes(const struct stk_inventory *inventory);
/* Platforms that are not retired. */
size_t stk_coverage_platforms(const struct stk_inventory *inventory);

#endif
