#include "stocktake/model/holes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canonical.h"
#include "holes_private.h"
#include "people.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/address.h"

/* Kinds whose asked keys are asked about. */
static const enum stk_kind asked_kinds[] = {STK_INVENTORY, STK_STAKEHOLDER, STK_PLATFORM,
					    STK_METRIC};

/* What to ask first where the metrics do not say. */
static const enum stk_word order[] = {
	STK_W_HOLDS,  STK_W_INTEGRATIONS, STK_W_DESTINATION, STK_W_CARRIES, STK_W_FLOW,
	STK_W_OWNER,  STK_W_ADMIN,        STK_W_TEAMS,       STK_W_TEAM,    STK_W_EVERY,
	STK_W_METHOD, STK_W_GOAL,         STK_W_CATEGORY,    STK_W_STAGES,
};

/* --- every asked key, answered or not -----------------------------------------------------------
 */

struct slot {
	enum stk_kind kind;
	uint32_t index;
	const struct stk_key *key;
	const struct stk_node *item; /* the integration it belongs to, or NULL */
	const char *address;
	bool known;
};

struct walk {
	const struct stk_inventory *inventory;
	struct stk_str address;
	void (*each)(void *data, const struct slot *slot);
	void *data;
};

/* The same integration as the other platform declares it: what it says need not be asked here. */
static const struct stk_node *other_side(const struct stk_inventory *inventory,
					 const struct stk_entity *platform,
					 const struct stk_node *item)
{
	const char *with = stk_text(inventory, item, STK_W_WITH), *back;
	const struct stk_entity *other =
		with ? stk_inventory_find(inventory, STK_PLATFORM, with) : NULL;
	const struct stk_entity *there;

	if (!other)
		return NULL;
	STK_EACH_VALUE(their, stk_node_get(other->node, STK_W_INTEGRATIONS))
	{
		if (stk_node_kind(their) != STK_NODE_MAP ||
		    stk_word_of(their, STK_W_NAME) != stk_word_of(item, STK_W_NAME))
			continue;
		back = stk_text(inventory, their, STK_W_WITH);
		there = back ? stk_inventory_find(inventory, STK_PLATFORM, back) : NULL;
		if (there == platform)
			return their;
	}
	return NULL;
}

static void visit(struct walk *walk, struct slot *slot, const struct stk_node *node, bool known)
{
	size_t len = walk->address.len;

	stk_address_add(&walk->address, slot->key->name);
	slot->address = walk->address.data;
	slot->known = known || stk_node_get(node, slot->key->word);
	walk->each(walk->data, slot);
	stk_str_truncate(&walk->address, len);
}

static void visit_items(struct walk *walk, struct slot slot, const struct stk_node *list)
{
	const struct stk_inventory *inventory = walk->inventory;
	const struct stk_entity *entity = &inventory->kinds[slot.kind].items[slot.index];
	const struct stk_shape *shape = slot.key->item;
	size_t len = walk->address.len;

	stk_address_add(&walk->address, slot.key->name);
	STK_EACH_VALUE(item, list)
	{
		const char *name = stk_node_kind(item) == STK_NODE_MAP
					   ? stk_item_name(inventory, shape, item)
					   : NULL;
		const struct stk_node *their = name ? other_side(inventory, entity, item) : NULL;
		size_t item_len = walk->address.len;

		if (!name)
			continue;
		stk_address_add(&walk->address, name);
		slot.item = item;
		for (size_t k = 0; k < shape->count; k++) {
			slot.key = &shape->keys[k];
			if ((slot.key->flags & STK_KEY_ASKED) &&
			    !(their && stk_node_get(their, slot.key->word)))
				visit(walk, &slot, item, false);
		}
		stk_str_truncate(&walk->address, item_len);
	}
	stk_str_truncate(&walk->address, len);
}

static void visit_entity(struct walk *walk, enum stk_kind kind, uint32_t index)
{
	const struct stk_inventory *inventory = walk->inventory;
	const struct stk_entity *entity = &inventory->kinds[kind].items[index];
	const struct stk_shape *shape = stk_kinds[kind].shape;
	struct slot slot = {.kind = kind, .index = index};
	/* Fields say what is held. */
	bool fields =
		kind == STK_PLATFORM && stk_values_count(stk_node_get(entity->node, STK_W_FIELDS));

	if (kind == STK_PLATFORM && stk_word_of(entity->node, STK_W_STATUS) == STK_W_RETIRED)
		return;
	stk_str_reset(&walk->address);
	stk_entity_address(inventory, kind, entity, &walk->address);
	for (size_t k = 0; k < shape->count; k++) {
		const struct stk_node *list;

		slot.key = &shape->keys[k];
		if (slot.key->flags & STK_KEY_ASKED)
			visit(walk, &slot, entity->node, slot.key->word == STK_W_HOLDS && fields);
		list = slot.key->item && kind == STK_PLATFORM
			       ? stk_node_get(entity->node, slot.key->word)
			       : NULL;
		if (list)
			visit_items(walk, slot, list);
	}
}

/* --- holes --------------------------------------------------------------------------------------
 */

struct finder {
	const struct stk_inventory *inventory;
	const struct stk_evidence *evidence;
	struct stk_holes *holes;
	struct stk_waits waits;
	struct stk_people people;
	/* Of the platform that is looked at. */
	uint32_t platform;
	uint32_t who[STK_PEOPLE_MAX];
	size_t who_count;
};

static uint32_t rank_of(const struct stk_key *key)
{
	for (uint32_t i = 0; i < STK_COUNT(order); i++)
		if (order[i] == key->word)
			return 15 - i;
	return 0;
}

/* The day of an answer: its time, else the day in its file's name. */
static int32_t day_of(const struct stk_inventory *inventory, const struct stk_answer *answer)
{
	int32_t day = *answer->at ? stk_date_parse(answer->at) : STK_DATE_NONE;
	char text[11] = "";

	if (day != STK_DATE_NONE)
		return day;
	snprintf(text, sizeof text, "%.10s",
		 stk_sym_text(&inventory->syms,
			      inventory->kinds[STK_EVIDENCE].items[answer->entity].id));
	return stk_date_parse(text);
}

static bool gave_up(const struct stk_inventory *inventory, const struct stk_answer *const *answers,
		    size_t count, const struct stk_entity *who)
{
	for (size_t i = 0; i < count; i++)
		if ((answers[i]->state == STK_ANSWER_UNKNOWN ||
		     answers[i]->state == STK_ANSWER_SILENT) &&
		    stk_inventory_find(inventory, STK_STAKEHOLDER, answers[i]->by) == who)
			return true;
	return false;
}

/* Who could say: those of the platform; nobody who said "I don't know". */
static const char *whom_to_ask(struct finder *finder, const struct slot *slot,
			       const struct stk_answer *const *answers, size_t count)
{
	const struct stk_inventory *inventory = finder->inventory;
	const struct stk_entity *people = inventory->kinds[STK_STAKEHOLDER].items;

	if (slot->kind != STK_PLATFORM || (slot->key->flags & STK_KEY_KEEPER))
		return NULL;
	if (finder->platform != slot->index) {
		finder->who_count = stk_people_of(
			&finder->people, &inventory->kinds[STK_PLATFORM].items[slot->index],
			finder->who, STK_PEOPLE_MAX);
		finder->platform = slot->index;
	}
	for (size_t i = 0; i < finder->who_count; i++)
		if (!gave_up(inventory, answers, count, &people[finder->who[i]]))
			return stk_sym_text(&inventory->syms, people[finder->who[i]].id);
	return NULL;
}

/* True if nobody answered so that it need not be asked; *who is whom to ask. `last_answer` may be
 * NULL. */
static bool is_hole(struct finder *finder, const struct slot *slot, const char **who,
		    const struct stk_answer **last_answer)
{
	const struct stk_answer *const *answers, *last, *routed;
	size_t count;

	answers = stk_evidence_at(finder->evidence, slot->address, false, &count);
	routed = count ? stk_evidence_routed(finder->evidence, slot->address) : NULL;
	last = routed ? routed : count ? answers[count - 1] : NULL;
	if (last_answer)
		*last_answer = last;
	if (last && last->state == STK_ANSWER_NOT_APPLICABLE)
		return false;
	*who = last && last->state == STK_ANSWER_ASK ? last->ask
						     : whom_to_ask(finder, slot, answers, count);
	return true;
}

static void find_hole(void *data, const struct slot *slot)
{
	struct finder *finder = data;
	struct stk_holes *holes = finder->holes;
	const struct stk_answer *last;
	const char *who;
	struct stk_hole *hole;

	if (slot->known || !is_hole(finder, slot, &who, &last))
		return;
	STK_GROW(holes->items, holes->cap, holes->count + 1);
	hole = &holes->items[holes->count++];
	*hole = (struct stk_hole){.key = slot->key,
				  .who = who,
				  .state = last ? last->state : STK_ANSWER_SAYS,
				  .since = STK_DATE_NONE};
	hole->address = stk_arena_strdup(&holes->arena, slot->address);
	if (hole->state != STK_ANSWER_SAYS)
		hole->since = day_of(finder->inventory, last);
	if (slot->kind == STK_PLATFORM)
		hole->metrics =
			stk_waits_for(&finder->waits, slot->index, slot->item, slot->key->word);
	hole->weight = 16 * (uint32_t)__builtin_popcountll(hole->metrics) + rank_of(slot->key);
}

static int compare(const void *a, const void *b)
{
	const struct stk_hole *one = a, *two = b;

	if (one->weight != two->weight)
		return one->weight > two->weight ? -1 : 1;
	return stk_address_compare(one->address, two->address);
}

struct stk_holes *stk_holes_new(struct stk_inventory *inventory,
				const struct stk_evidence *evidence,
				const struct stk_metrics *metrics)
{
	return stk_holes_within(inventory, evidence, metrics, NULL);
}

struct stk_holes *stk_holes_within(struct stk_inventory *inventory,
				   const struct stk_evidence *evidence,
				   const struct stk_metrics *metrics, const struct stk_scope *scope)
{
	struct stk_holes *holes = stk_xcalloc(1, sizeof *holes);
	struct finder finder = {
		.inventory = inventory, .evidence = evidence, .holes = holes, .platform = STK_NONE};
	struct walk walk = {inventory, STK_STR_INIT, find_hole, &finder};

	holes->scope = scope;
	stk_waits_init(&finder.waits, metrics);
	stk_people_init(&finder.people, inventory);
	for (size_t k = 0; k < STK_COUNT(asked_kinds); k++)
		for (uint32_t i = 0; i < inventory->kinds[asked_kinds[k]].count; i++)
			if (stk_scope_has(scope, asked_kinds[k], i))
				visit_entity(&walk, asked_kinds[k], i);
	if (holes->count)
		qsort(holes->items, holes->count, sizeof *holes->items, compare);
	stk_people_release(&finder.people);
	stk_waits_release(&finder.waits);
	stk_str_release(&walk.address);
	return holes;
}

void stk_holes_free(struct stk_holes *holes)
{
	if (!holes)
		return;
	stk_arena_release(&holes->arena);
	free(holes->items);
	free(holes);
}

/* --- one at a time -------------------------------------------------------------------------------
 */

struct stk_asker {
	struct finder finder;
	const char *wanted;
	const char *who;
	bool found;
};

struct stk_asker *stk_asker_new(const struct stk_inventory *inventory,
				const struct stk_evidence *evidence)
{
	struct stk_asker *asker = stk_xcalloc(1, sizeof *asker);

	asker->finder =
		(struct finder){.inventory = inventory, .evidence = evidence, .platform = STK_NONE};
	stk_people_init(&asker->finder.people, inventory);
	return asker;
}

void stk_asker_free(struct stk_asker *asker)
{
	if (!asker)
		return;
	stk_people_release(&asker->finder.people);
	free(asker);
}

static void take_hole(void *data, const struct slot *slot)
{
	struct stk_asker *asker = data;

	if (asker->found || slot->known || strcmp(slot->address, asker->wanted) != 0)
		return;
	asker->found = is_hole(&asker->finder, slot, &asker->who, NULL);
}

bool stk_asker_at(struct stk_asker *asker, const char *address, const char **who)
{
	const struct stk_inventory *inventory = asker->finder.inventory;
	struct walk walk = {inventory, STK_STR_INIT, take_hole, asker};
	const struct stk_entity *entity = NULL;
	struct stk_address parsed;
	struct stk_err err;
	bool asked = false;

	if (stk_address_parse(address, &parsed, &err))
		return false;
	for (size_t k = 0; k < STK_COUNT(asked_kinds); k++)
		asked |= asked_kinds[k] == parsed.kind;
	if (asked && parsed.kind == STK_INVENTORY)
		entity = inventory->kinds[STK_INVENTORY].items;
	else if (asked && parsed.count > 1)
		entity = stk_inventory_find(inventory, parsed.kind, parsed.parts[1]);
	asker->wanted = address;
	asker->found = false;
	if (entity)
		visit_entity(&walk, parsed.kind, stk_entity_index(inventory, parsed.kind, entity));
	*who = asker->found ? asker->who : NULL;
	stk_address_release(&parsed);
	stk_str_release(&walk.address);
	return asker->found;
}

/* --- counts -------------------------------------------------------------------------------------
 */

struct counter {
	const struct stk_evidence *evidence;
	struct stk_answer_counts *counts;
};

static void count_slot(void *data, const struct slot *slot)
{
	struct counter *counter = data;
	const struct stk_answer *last;

	if (slot->known) {
		counter->counts->known++;
		return;
	}
	last = stk_evidence_last(counter->evidence, slot->address);
	if (last && last->state == STK_ANSWER_UNKNOWN)
		counter->counts->unknown++;
	else if (last && last->state == STK_ANSWER_NOT_APPLICABLE)
		counter->counts->not_applicable++;
	else
		counter->counts->open++;
}

void stk_answers_count(struct stk_inventory *inventory, const struct stk_evidence *evidence,
		       struct stk_answer_counts *counts)
{
	struct counter counter = {evidence, counts};
	struct walk walk = {inventory, STK_STR_INIT, count_slot, &counter};

	*counts = (struct stk_answer_counts){0, 0, 0, 0};
	for (uint32_t i = 0; i < inventory->kinds[STK_PLATFORM].count; i++)
		visit_entity(&walk, STK_PLATFORM, i);
	stk_str_release(&walk.address);
}
