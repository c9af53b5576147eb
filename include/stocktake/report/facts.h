/*
 * What the pages are made from: everything that is computed from one inventory, gathered once.
 *
 * The inventory and what stands below outlive the facts; nothing here is written to.
 */
#ifndef STOCKTAKE_REPORT_FACTS_H
#define STOCKTAKE_REPORT_FACTS_H

#include "stocktake/model/chain.h"
#include "stocktake/model/evidence.h"
#include "stocktake/model/graph.h"
#include "stocktake/model/questions.h"
#include "stocktake/model/metrics.h"

struct stk_facts {
	struct stk_inventory *inventory;
	struct stk_graph *graph;
	struct stk_metrics *metrics;     /* with unlocks where they were asked for */
	struct stk_evidence *evidence;   /* NULL unless STK_FACTS_ASK or STK_FACTS_PEOPLE */
	struct stk_asker *asker;         /* the same */
	struct stk_holes *holes;         /* NULL unless STK_FACTS_PEOPLE */
	struct stk_questions *questions; /* the same */
	struct stk_chain *chain;         /* the same */
};

#define STK_FACTS_UNLOCKS 1u
#define STK_FACTS_PEOPLE  2u /* evidence, holes, chain: the inventory was loaded with evidence */
#define STK_FACTS_ASK     4u /* evidence, and stk_facts_whom can be asked */

void stk_facts_init(struct stk_facts *facts, struct stk_inventory *inventory, unsigned what);
/* Adds what was left out at first (STK_FACTS_PEOPLE, STK_FACTS_ASK): dear in large inventories. */
void stk_facts_add(struct stk_facts *facts, unsigned what);
/* Adds PEOPLE, or makes them anew: the questions that findings carry are among those that are open.
 * The findings outlive the facts; NULL: none. */
void stk_facts_ask(struct stk_facts *facts, const struct stk_findings *findings);
void stk_facts_release(struct stk_facts *facts);

/* Whom to ask about an address: who it was handed to, else the owner, administrator or a user of
 * the platform. A stakeholder's id, or NULL. */
const char *stk_facts_whom(const struct stk_facts *facts, const char *address);

#endif
