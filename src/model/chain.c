#include "stocktake/model/chain.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

/* What makes somebody worth asking, next to the metrics that their answers hold up. */
#define WORTH_METRIC     1000u
#define WORTH_NEW_BRANCH 200000u /* the first of a direction in which nobody was asked */
#define WORTH_NO_ANSWER  100000u /* the same where somebody was asked and nobody answered */
#define WORTH_ROUTED     400u
#define WORTH_REFERRED   300u
#define WORTH_NOT_ASKED  200u

static const char *const direction_names[STK_DIRECTIONS] = {STK_N("up"), STK_N("down"),
							    STK_N("across"), STK_N("home")};

const char *stk_direction_name(enum stk_direction direction)
{
	return direction_names[direction];
}

static int direction_of_word(stk_sym chain)
{
	switch (chain) {
	case STK_W_UP: return STK_DIR_UP;
	case STK_W_DOWN: return STK_DIR_DOWN;
	case STK_W_ACROSS: return STK_DIR_ACROSS;
	case STK_W_HOME: return STK_DIR_HOME;
	default: return -1;
	}
}

int stk_stakeholder_direction(const struct stk_inventory *inventory,
			      const struct stk_entity *stakeholder)
{
	const char *team = stk_text(inventory, stakeholder->node, STK_W_TEAM);

	return team ? direction_of_word(stk_team_chain(inventory, team)) : -1;
}

/* --- who was asked, who answered ----------------------------------------------------------------
 */

struct person {
	uint32_t index;
	int direction;
	bool asked, answered, routed;
	uint32_t questions, holding; /* `holding` of them hold up metrics */
	uint64_t metrics;
	uint64_t worth;
	const char *referred_by;
};

struct survey {
	const struct stk_inventory *inventory;
	struct person *people;
	uint32_t count;
};

static void mark(struct survey *survey, const char *id, bool answered)
{
	const struct stk_entity *who = stk_inventory_find(survey->inventory, STK_STAKEHOLDER, id);
	struct person *person;

	if (!who)
		return;
	person = &survey->people[stk_entity_index(survey->inventory, STK_STAKEHOLDER, who)];
	person->asked = true;
	person->answered |= answered;
}

static void mark_list(struct survey *survey, const struct stk_node *list, bool answered)
{
	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		mark(survey, stk_sym_text(&survey->inventory->syms, item->value), answered);
}

/* What a room said, all who were in it said. */
static void mark_evidence(struct survey *survey)
{
	const struct stk_inventory *inventory = survey->inventory;
	const struct stk_entity *room;

	for (uint32_t i = 0; i < inventory->kinds[STK_EVIDENCE].count; i++) {
		const struct stk_node *node = inventory->kinds[STK_EVIDENCE].items[i].node;
		const char *by = stk_text(inventory, node, STK_W_BY);

		if (!by)
			continue;
		if (!stk_starts(by, "workshops/")) {
			mark(survey, by, true);
			continue;
		}
		room = stk_inventory_find(inventory, STK_WORKSHOP, by + strlen("workshops/"));
		if (room)
			mark_list(survey, stk_node_get(room->node, STK_W_ATTENDEES), true);
	}
}

static void survey_init(struct survey *survey, const struct stk_inventory *inventory)
{
	const struct stk_entities *all = &inventory->kinds[STK_STAKEHOLDER];
	const struct stk_entities *workshops = &inventory->kinds[STK_WORKSHOP];

	survey->inventory = inventory;
	survey->count = all->count;
	survey->people = stk_xcalloc((size_t)all->count + 1, sizeof *survey->people);
	for (uint32_t i = 0; i < all->count; i++) {
		survey->people[i].index = i;
		survey->people[i].direction = stk_stakeholder_direction(inventory, &all->items[i]);
	}
	for (uint32_t i = 0; i < workshops->count; i++) {
		mark_list(survey, stk_node_get(workshops->items[i].node, STK_W_INVITED), false);
		mark_list(survey, stk_node_get(workshops->items[i].node, STK_W_ATTENDEES), false);
	}
	mark_evidence(survey);
}

bool stk_stakeholder_answered(const struct stk_inventory *inventory,
			      const struct stk_entity *stakeholder)
{
	struct survey survey;
	bool result;

	survey_init(&survey, inventory);
	result = survey.people[stk_entity_index(inventory, STK_STAKEHOLDER, stakeholder)].answered;
	free(survey.people);
	return result;
}

/* --- questions ----------------------------------------------------------------------------------
 */

static void share_out(struct survey *survey, const struct stk_questions *questions)
{
	for (size_t i = 0; i < questions->count; i++) {
		const struct stk_question *question = &questions->items[i];

		for (uint32_t w = 0; w < question->who_count; w++) {
			struct person *person = &survey->people[question->who[w]];

			person->questions++;
			person->holding += question->metrics != 0;
			person->metrics |= question->metrics;
			person->routed |= question->kind == STK_QUESTION_HOLE &&
					  question->state == STK_ANSWER_ASK;
		}
	}
}

/* --- whom to ask next ---------------------------------------------------------------------------
 */

static const char *referrer(const struct stk_inventory *inventory, const struct person *person)
{
	const struct stk_entity *self = &inventory->kinds[STK_STAKEHOLDER].items[person->index],
				*who;
	const char *id;

	STK_EACH_VALUE(item, stk_node_get(self->node, STK_W_REFERRED_BY))
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		id = stk_sym_text(&inventory->syms, item->value);
		who = stk_inventory_find(inventory, STK_STAKEHOLDER, id);
		return who ? stk_entity_name(inventory, who) : id;
	}
	return NULL;
}

static void weigh(struct survey *survey)
{
	for (uint32_t i = 0; i < survey->count; i++) {
		struct person *person = &survey->people[i];
		uint32_t questions = person->questions < 100 ? person->questions : 100;

		person->worth =
			WORTH_METRIC * (uint64_t)__builtin_popcountll(person->metrics) + questions;
		if (person->routed)
			person->worth += WORTH_ROUTED;
		if (person->answered)
			continue;
		person->referred_by = referrer(survey->inventory, person);
		person->worth += WORTH_NOT_ASKED + (person->referred_by ? WORTH_REFERRED : 0);
	}
}

/* Of a direction in which nobody has answered, the one with most to say comes before everybody
 * else.
 */
static void open_branches(struct survey *survey, struct stk_chain *chain)
{
	for (int direction = 0; direction < STK_DIRECTIONS; direction++) {
		struct person *best = NULL;

		if (chain->directions[direction].answered)
			continue;
		for (uint32_t i = 0; i < survey->count; i++)
			if (survey->people[i].direction == direction &&
			    (!best || survey->people[i].worth > best->worth))
				best = &survey->people[i];
		if (best)
			best->worth += chain->directions[direction].asked ? WORTH_NO_ANSWER
									  : WORTH_NEW_BRANCH;
	}
}

static const char *reason(struct stk_chain *chain, const struct person *person)
{
	static const char *const branches[STK_DIRECTIONS] = {
		STK_N("up the chain"), STK_N("down the chain"), STK_N("across the chain"),
		STK_N("at home in sales")};
	struct stk_str text = STK_STR_INIT;
	unsigned metrics = (unsigned)__builtin_popcountll(person->metrics);
	const char *result;

	if (person->worth >= WORTH_NO_ANSWER) {
		stk_str_addf(&text,
			     person->worth >= WORTH_NEW_BRANCH
				     ? stk_t("nobody was asked %s")
				     : stk_t("nobody %s has answered yet"),
			     stk_t(branches[person->direction]));
	} else if (metrics) {
		stk_str_addf(
			&text,
			stk_tn("%u question holds up ", "%u questions hold up ", person->holding),
			person->holding);
		stk_str_addf(&text, stk_tn("%u metric", "%u metrics", metrics), metrics);
	} else if (person->referred_by) {
		stk_str_addf(&text, stk_t("referred by %s"), person->referred_by);
	} else if (person->questions) {
		stk_str_addf(
			&text,
			stk_tn("%u question is open", "%u questions are open", person->questions),
			person->questions);
	} else {
		stk_str_add(&text, person->asked ? stk_t("was asked and has not answered")
						 : stk_t("was not asked yet"));
	}
	result = stk_arena_strndup(&chain->arena, text.data, text.len);
	stk_str_release(&text);
	return result;
}

static int compare(const void *a, const void *b)
{
	const struct person *one = a, *two = b;

	if (one->worth != two->worth)
		return one->worth > two->worth ? -1 : 1;
	return one->index < two->index ? -1 : one->index > two->index;
}

static void propose(struct stk_chain *chain, struct survey *survey)
{
	const struct stk_inventory *inventory = survey->inventory;

	if (survey->count)
		qsort(survey->people, survey->count, sizeof *survey->people, compare);
	chain->next =
		stk_arena_zalloc(&chain->arena, ((size_t)survey->count + 1) * sizeof *chain->next);
	for (uint32_t i = 0; i < survey->count; i++) {
		const struct person *person = &survey->people[i];
		struct stk_next *next = &chain->next[chain->next_count];

		if (person->answered && !person->questions)
			continue;
		next->who = stk_sym_text(&inventory->syms,
					 inventory->kinds[STK_STAKEHOLDER].items[person->index].id);
		next->questions = person->questions;
		next->why = reason(chain, person);
		chain->next_count++;
	}
}

struct stk_chain *stk_chain_new(struct stk_inventory *inventory,
				const struct stk_questions *questions)
{
	struct stk_chain *chain = stk_xcalloc(1, sizeof *chain);
	struct survey survey;

	survey_init(&survey, inventory);
	for (uint32_t i = 0; i < survey.count; i++) {
		const struct person *person = &survey.people[i];

		if (person->direction < 0)
			continue;
		chain->directions[person->direction].known++;
		chain->directions[person->direction].asked += person->asked;
		chain->directions[person->direction].answered += person->answered;
	}
	if (questions)
		share_out(&survey, questions);
	weigh(&survey);
	open_branches(&survey, chain);
	propose(chain, &survey);
	free(survey.people);
	return chain;
}

void stk_chain_free(struct stk_chain *chain)
{
	if (!chain)
		return;
	stk_arena_release(&chain->arena);
	free(chain);
}
