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
	struct stk_scope *scope;         /* whose questions these are; NULL: everybody's */
	/* The inventory's `renewed` when all that, and when the metrics were made. */
	uint32_t renewed[STK_KIND_COUNT], judged[STK_KIND_COUNT];
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
/* The same, but the questions of one stakeholder (an index) alone, and no chain: that is quick in a
 * large inventory. STK_NONE: as stk_facts_ask. */
void stk_facts_ask_one(struct stk_facts *facts, const struct stk_findings *findings, uint32_t who);
/* After files were read again (stk_inventory_reload): the graph and the metrics are made anew where
 * they follow from one of them, and what hangs on people and evidence is dropped. `exactly`: also
 * the caveats of the metrics, and whom they say to ask; else these may be older. */
void stk_facts_renew(struct stk_facts *facts, bool exactly);
void stk_facts_release(struct stk_facts *facts);

/* Whom to ask about an address: who it was handed to, else the owner, administrator or a user of
 * the platform. A stakeholder's id, or NULL. */
const char *stk_facts_whom(const struct stk_facts *facts, const char *address);

#endif
