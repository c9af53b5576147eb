/* Whom to invite to a workshop, and why. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/workshop.h"

struct proposer {
	const struct stk_inventory *inventory;
	const struct stk_chain *chain;
	struct stk_invitees *invitees;
	bool *taken;          /* by index of the stakeholder */
	uint32_t facilitator; /* index, or STK_NONE */
};

static void invite(struct proposer *proposer, uint32_t index, const char *why)
{
	struct stk_invitees *invitees = proposer->invitees;
	const struct stk_inventory *inventory = proposer->inventory;
	const struct stk_entity *person = &inventory->kinds[STK_STAKEHOLDER].items[index];

	if (proposer->taken[index] || index == proposer->facilitator)
		return;
	proposer->taken[index] = true;
	invitees->items[invitees->count].who = stk_sym_text(&inventory->syms, person->id);
	invitees->items[invitees->count++].why = stk_arena_strdup(&invitees->arena, why);
}

static uint32_t index_of(const struct stk_inventory *inventory, const char *id)
{
	const struct stk_entity *person =
		id ? stk_inventory_find(inventory, STK_STAKEHOLDER, id) : NULL;

	return person ? stk_entity_index(inventory, STK_STAKEHOLDER, person) : STK_NONE;
}

static const char *team_of(const struct proposer *proposer, uint32_t index)
{
	const struct stk_inventory *inventory = proposer->inventory;
	const char *team = stk_text(inventory, inventory->kinds[STK_STAKEHOLDER].items[index].node,
				    STK_W_TEAM);

	return team ? team : "";
}

static const char *team_name(const struct proposer *proposer, const char *id)
{
	const struct stk_node *team = stk_team_find(proposer->inventory, id);
	const char *name = team ? stk_text(proposer->inventory, team, STK_W_NAME) : NULL;

	return name ? name : id;
}

/* Why the chain would ask them; "has answered" where it would not. */
static const char *reason(const struct proposer *proposer, uint32_t index)
{
	const struct stk_inventory *inventory = proposer->inventory;
	const struct stk_entity *person = &inventory->kinds[STK_STAKEHOLDER].items[index];
	const char *id = stk_sym_text(&inventory->syms, person->id);

	for (size_t i = 0; i < proposer->chain->next_count; i++)
		if (strcmp(proposer->chain->next[i].who, id) == 0)
			return proposer->chain->next[i].why;
	return stk_stakeholder_answered(inventory, person) ? stk_t("has answered already")
							   : stk_t("was not asked yet");
}

static bool team_is_taken(const struct proposer *proposer, const char *team)
{
	for (uint32_t i = 0; i < proposer->inventory->kinds[STK_STAKEHOLDER].count; i++)
		if (proposer->taken[i] && stk_text_same(team_of(proposer, i), team))
			return true;
	return false;
}

/* One of each team, the one with most to say; then whoever is most worth asking. */
static void propose_organisation(struct proposer *proposer)
{
	const struct stk_inventory *inventory = proposer->inventory;
	const struct stk_chain *chain = proposer->chain;
	uint32_t people = inventory->kinds[STK_STAKEHOLDER].count;

	for (size_t i = 0; i < chain->next_count; i++) {
		uint32_t index = index_of(inventory, chain->next[i].who);

		if (index != STK_NONE && *team_of(proposer, index) &&
		    !team_is_taken(proposer, team_of(proposer, index)))
			invite(proposer, index, chain->next[i].why);
	}
	for (uint32_t i = 0; i < people; i++) {
		const char *team = team_of(proposer, i);
		char *why;

		if (!*team || team_is_taken(proposer, team))
			continue;
		why = stk_xasprintf(stk_t("speaks for %s"), team_name(proposer, team));
		invite(proposer, i, why);
		free(why);
	}
	for (size_t i = 0; i < chain->next_count; i++) {
		uint32_t index = index_of(inventory, chain->next[i].who);

		if (index == STK_NONE || proposer->taken[index] || index == proposer->facilitator)
			continue;
		if (proposer->invitees->count < STK_ROOM_MAX)
			invite(proposer, index, chain->next[i].why);
		else
			proposer->invitees->left++;
	}
}

static void propose_teams(struct proposer *proposer, const char *const *teams, size_t team_count)
{
	for (uint32_t i = 0; i < proposer->inventory->kinds[STK_STAKEHOLDER].count; i++)
		for (size_t t = 0; t < team_count; t++)
			if (stk_text_same(team_of(proposer, i), teams[t]))
				invite(proposer, i, reason(proposer, i));
}

static bool has_steps(const struct stk_inventory *inventory, stk_sym who)
{
	const struct stk_entities *workshops = &inventory->kinds[STK_WORKSHOP];

	for (uint32_t w = 0; w < workshops->count; w++)
		STK_EACH_VALUE(step, stk_node_get(workshops->items[w].node, STK_W_NEXT_STEPS))
	if (stk_node_kind(step) == STK_NODE_MAP && stk_word_of(step, STK_W_DONE) != STK_W_TRUE &&
	    stk_values_has(stk_node_get(step, STK_W_WHO), who))
		return true;
	return false;
}

/* Whoever took part is told what came of it. */
static void propose_follow_up(struct proposer *proposer)
{
	const struct stk_inventory *inventory = proposer->inventory;
	const struct stk_entities *people = &inventory->kinds[STK_STAKEHOLDER],
				  *workshops = &inventory->kinds[STK_WORKSHOP];

	for (uint32_t i = 0; i < people->count; i++)
		if (has_steps(inventory, people->items[i].id))
			invite(proposer, i, stk_t("has steps that are not done"));
	for (uint32_t i = 0; i < people->count; i++)
		if (stk_stakeholder_answered(inventory, &people->items[i]))
			invite(proposer, i, stk_t("what they said is in it"));
	for (uint32_t i = 0; i < people->count; i++)
		for (uint32_t w = 0; w < workshops->count; w++)
			if (stk_workshop_date(inventory, &workshops->items[w]) <=
				    inventory->clock.today &&
			    stk_workshop_names(inventory, &workshops->items[w], STK_W_INVITED,
					       &people->items[i]))
				invite(proposer, i, stk_t("was invited before and did not come"));
}

struct stk_invitees *stk_invitees_new(const struct stk_inventory *inventory,
				      const struct stk_chain *chain, enum stk_word kind,
				      const char *const *teams, size_t team_count,
				      const char *facilitator)
{
	uint32_t people = inventory->kinds[STK_STAKEHOLDER].count;
	struct stk_invitees *invitees = stk_xcalloc(1, sizeof *invitees);
	struct proposer proposer = {.inventory = inventory,
				    .chain = chain,
				    .invitees = invitees,
				    .taken = stk_xcalloc((size_t)people + 1, sizeof(bool)),
				    .facilitator = index_of(inventory, facilitator)};

	invitees->items =
		stk_arena_zalloc(&invitees->arena, ((size_t)people + 1) * sizeof *invitees->items);
	if (kind == STK_W_TEAM)
		propose_teams(&proposer, teams, team_count);
	else if (kind == STK_W_FOLLOW_UP)
		propose_follow_up(&proposer);
	else
		propose_organisation(&proposer);
	free(proposer.taken);
	return invitees;
}

void stk_invitees_free(struct stk_invitees *invitees)
{
	if (!invitees)
		return;
	stk_arena_release(&invitees->arena);
	free(invitees);
}
