/* What the pages about the chain share. */
#ifndef REPORT_CHAIN_H
#define REPORT_CHAIN_H

#include "page.h"
#include "stocktake/report/chain.h"

/* "Ask next": names, questions and why; the command that begins with the first. */
void stk_chain_ask_next(const struct stk_facts *facts, size_t max, struct stk_page *page);

#endif
