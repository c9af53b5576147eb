#include "stocktake/model/scope.h"

#include <stdlib.h>

#include "people.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/address.h"

struct stk_scope {
	bool *has[STK_KIND_COUNT]; /* by index */
};

static void add_own(struct stk_scope *scope, const struct stk_inventory *inventory, uint32_t who)
{
	const struct stk_entities *platforms = &inventory->kinds[STK_PLATFORM];
	uint32_t people_of[STK_PEOPLE_MAX];
	struct stk_people people;

	stk_people_init(&people, inventory);
	for (uint32_t i = 0; i < platforms->count; i++) {
		size_t count = stk_people_of(&people, &platforms->items[i], people_of,
					     STK_COUNT(people_of));

		for (size_t p = 0; p < count; p++)
			scope->has[STK_PLATFORM][i] |= people_of[p] == who;
	}
	stk_people_release(&people);
}

static void add_at(struct stk_scope *scope, const struct stk_inventory *inventory, const char *text)
{
	const struct stk_entity *entity = NULL;
	struct stk_address address;
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored))
		return;
	if (address.kind == STK_INVENTORY && inventory->kinds[STK_INVENTORY].count)
		entity = inventory->kinds[STK_INVENTORY].items;
	else if (address.count > 1)
		entity = stk_inventory_find(inventory, address.kind, address.parts[1]);
	if (entity)
		scope->has[address.kind][stk_entity_index(inventory, address.kind, entity)] = true;
	stk_address_release(&address);
}

static void add_handed(struct stk_scope *scope, const struct stk_inventory *inventory,
		       const struct stk_evidence *evidence, uint32_t who)
{
	const struct stk_entity *person = &inventory->kinds[STK_STAKEHOLDER].items[who];
	size_t count;
	const struct stk_answer *const *answers = stk_evidence_all(evidence, &count);

	for (size_t i = 0; i < count; i++)
		if (answers[i]->state == STK_ANSWER_ASK &&
		    stk_inventory_find(inventory, STK_STAKEHOLDER, answers[i]->ask) == person)
			add_at(scope, inventory, answers[i]->address);
}

struct stk_scope *stk_scope_new(const struct stk_inventory *inventory,
				const struct stk_evidence *evidence, uint32_t who)
{
	struct stk_scope *scope = stk_xcalloc(1, sizeof *scope);

	for (int kind = 0; kind < STK_KIND_COUNT; kind++)
		scope->has[kind] = stk_xcalloc((size_t)inventory->kinds[kind].count + 1,
					       sizeof *scope->has[kind]);
	add_own(scope, inventory, who);
	add_handed(scope, inventory, evidence, who);
	return scope;
}

void stk_scope_free(struct stk_scope *scope)
{
	if (!scope)
		return;
	for (int kind = 0; kind < STK_KIND_COUNT; kind++)
		free(scope->has[kind]);
	free(scope);
}

bool stk_scope_has(const struct stk_scope *scope, enum stk_kind kind, uint32_t index)
{
	return !scope || scope->has[kind][index];
}
