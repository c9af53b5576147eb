/*
 * What the text and the JSON of what-if share.
 */
#ifndef REPORT_WHAT_IF_H
#define REPORT_WHAT_IF_H

#include "stocktake/report/what_if.h"

/* Why somebody is concerned, one clause for each kind of reason and platform: calls each with
 * "owns HubSpot", "is meant to read Win rate and Quota". */
void stk_what_if_reasons(const struct stk_inventory *inventory, const struct stk_person *person,
			 void (*each)(void *data, const char *clause), void *data);
/* Their name; owned by the inventory. */
const char *stk_what_if_name(const struct stk_inventory *inventory, const char *who);
void stk_what_if_json(const struct stk_what_if_page *page, struct stk_str *out);

#endif
