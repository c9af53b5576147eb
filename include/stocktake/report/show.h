/*
 * One entity, or what stands at one address in it, as it is now: each value with who said it, what
 * was not asked, what is disputed, and what refers to it.
 */
#ifndef STOCKTAKE_REPORT_SHOW_H
#define STOCKTAKE_REPORT_SHOW_H

#include <stdbool.h>

#include "stocktake/base/term.h"
#include "stocktake/report/facts.h"

/* The address in its canonical form; the facts with STK_FACTS_PEOPLE. JSON: the entity (or item),
 * keys as in YAML, with its "address"; a single value as {"address", "value"}, null where nobody
 * was asked. Fails (STK_EUSAGE) where the address can be none. */
int stk_show_render(const struct stk_facts *facts, const char *address, bool json,
		    const struct stk_terminal *term, struct stk_str *out, struct stk_err *err);

#endif
