#include "stocktake/report/facts.h"

#include <string.h>

#include "stocktake/model/address.h"

void stk_facts_init(struct stk_facts *facts, struct stk_inventory *inventory, unsigned what)
{
	memset(facts, 0, sizeof *facts);
	facts->inventory = inventory;
	facts->graph = stk_graph_new(inventory);
	facts->metrics = stk_metrics_new(facts->graph);
	stk_facts_add(facts, what);
}

void stk_facts_add(struct stk_facts *facts, unsigned what)
{
	struct stk_inventory *inventory = facts->inventory;

	if (what & STK_FACTS_UNLOCKS)
		stk_metrics_unlocks(facts->metrics);
	if ((what & (STK_FACTS_PEOPLE | STK_FACTS_ASK)) && !facts->evidence) {
		facts->evidence = stk_evidence_new(inventory);
		facts->asker = stk_asker_new(inventory, facts->evidence);
	}
	if ((what & STK_FACTS_PEOPLE) && !facts->chain)
		stk_facts_ask(facts, NULL);
}

void stk_facts_ask(struct stk_facts *facts, const struct stk_findings *findings)
{
	stk_facts_add(facts, STK_FACTS_ASK);
	if (!facts->holes)
		facts->holes = stk_holes_new(facts->inventory, facts->evidence, facts->metrics);
	stk_chain_free(facts->chain);
	stk_questions_free(facts->questions);
	facts->questions =
		stk_questions_new(facts->inventory, facts->evidence, facts->holes, findings);
	facts->chain = stk_chain_new(facts->inventory, facts->questions);
}

void stk_facts_release(struct stk_facts *facts)
{
	stk_chain_free(facts->chain);
	stk_questions_free(facts->questions);
	stk_holes_free(facts->holes);
	stk_asker_free(facts->asker);
	if (facts->evidence)
		stk_evidence_free(facts->evidence);
	stk_metrics_free(facts->metrics);
	stk_graph_free(facts->graph);
	memset(facts, 0, sizeof *facts);
}

/* The first stakeholder that a key names; teams are passed over. */
static const char *named_by(const struct stk_inventory *inventory, const struct stk_node *map,
			    enum stk_word key)
{
	STK_EACH_VALUE(item, stk_node_get(map, key))
	{
		const struct stk_entity *person;

		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		person = stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value);
		if (person)
			return stk_sym_text(&inventory->syms, person->id);
	}
	return NULL;
}

const char *stk_facts_whom(const struct stk_facts *facts, const char *address)
{
	struct stk_address parsed;
	struct stk_err err;
	const struct stk_entity *entity = NULL;
	const char *who;

	if (stk_asker_at(facts->asker, address, &who))
		return who;
	if (stk_address_parse(address, &parsed, &err))
		return NULL;
	if (parsed.kind == STK_PLATFORM && parsed.count > 1)
		entity = stk_inventory_find(facts->inventory, STK_PLATFORM, parsed.parts[1]);
	stk_address_release(&parsed);
	if (!entity)
		return NULL;
	who = named_by(facts->inventory, entity->node, STK_W_OWNER);
	return who ? who : named_by(facts->inventory, entity->node, STK_W_ADMIN);
}
