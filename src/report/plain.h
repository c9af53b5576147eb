/*
 * Groups and terms of the dictionary by their names, for those who do not know its ids.
 */
#ifndef REPORT_PLAIN_H
#define REPORT_PLAIN_H

#include "stocktake/model/inventory.h"

/* The text with each term's id in it replaced: activity.done_at is "Done on" (activity).
 * What stands between two ` stays as it is. */
void stk_plain_text(const struct stk_inventory *inventory, const char *text, struct stk_str *out);
/* A list of groups and terms, the terms by group: "contact, activity (Done on, Notes)"; "none"
 * for []. Terms of a group that is in the list itself are left out. */
void stk_plain_terms(const struct stk_inventory *inventory, const struct stk_node *list,
		     struct stk_str *out);

#endif
