#include "stocktake/report/facts.h"

#include <string.h>

#include "stocktake/model/address.h"

void stk_facts_init(struct stk_facts *facts, struct stk_inventory *inventory, unsigned what)
{
	memset(facts, 0, sizeof *facts);
	facts->inventory = inventory;
	facts->graph = stk_graph_new(inventory);
	facts->metrics = stk_metrics_new(facts->graph);
	memcpy(facts->renewed, inventory->renewed, sizeof facts->renewed);
	memcpy(facts->judged, inventory->renewed, sizeof facts->judged);
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
	stk_facts_ask_one(facts, findings, STK_NONE);
}

static void forget_questions(struct stk_facts *facts)
{
	stk_chain_free(facts->chain);
	stk_questions_free(facts->questions);
	facts->chain = NULL;
	facts->questions = NULL;
}

static void forget_holes(struct stk_facts *facts)
{
	stk_holes_free(facts->holes);
	stk_scope_free(facts->scope);
	facts->holes = NULL;
	facts->scope = NULL;
}

void stk_facts_ask_one(struct stk_facts *facts, const struct stk_findings *findings, uint32_t who)
{
	stk_facts_add(facts, STK_FACTS_ASK);
	forget_questions(facts);
	if (facts->holes && !facts->scope != (who == STK_NONE))
		forget_holes(facts);
	if (!facts->holes) {
		if (who != STK_NONE)
			facts->scope = stk_scope_new(facts->inventory, facts->evidence, who);
		facts->holes = stk_holes_within(facts->inventory, facts->evidence, facts->metrics,
						facts->scope);
	}
	facts->questions =
		stk_questions_new(facts->inventory, facts->evidence, facts->holes, findings);
	if (!facts->scope)
		facts->chain = stk_chain_new(facts->inventory, facts->questions);
}

static void forget_people(struct stk_facts *facts)
{
	forget_questions(facts);
	forget_holes(facts);
	stk_asker_free(facts->asker);
	if (facts->evidence)
		stk_evidence_free(facts->evidence);
	facts->asker = NULL;
	facts->evidence = NULL;
}

void stk_facts_renew(struct stk_facts *facts, bool exactly)
{
	static const unsigned from =
		1u << STK_PLATFORM | 1u << STK_METRIC | 1u << STK_TERM | 1u << STK_INVENTORY;
	const uint32_t *now = facts->inventory->renewed;
	unsigned changed = 0;
	bool older = memcmp(facts->judged, now, sizeof facts->judged) != 0;

	for (unsigned kind = 0; kind < STK_KIND_COUNT; kind++)
		changed |= (unsigned)(facts->renewed[kind] != now[kind]) << kind;
	if (changed || (exactly && older))
		forget_people(facts);
	if ((changed & from) || (exactly && older)) {
		stk_metrics_free(facts->metrics);
		if (changed & from) {
			stk_graph_free(facts->graph);
			facts->graph = stk_graph_new(facts->inventory);
		}
		facts->metrics = stk_metrics_new(facts->graph);
		memcpy(facts->judged, now, sizeof facts->judged);
	}
	memcpy(facts->renewed, now, sizeof facts->renewed);
}

void stk_facts_release(struct stk_facts *facts)
{
	forget_people(facts);
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
