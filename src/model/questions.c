#include "stocktake/model/questions.h"

#include <stdlib.h>
#include <string.h>

#include "canonical.h"
#include "people.h"
#include "question_private.h"
#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"
#include "stocktake/model/address.h"

/* Beside the order of the keys (holes): what people disagree about comes before what nobody was
 * asked for yet, what is only to be confirmed after it. */
#define RANK_DISPUTE 12
#define RANK_FINDING 8
#define RANK_ROUTED  4
#define RANK_COLUMN  2
#define RANK_CONFIRM 1

struct circle { /* who has to do with a platform */
	const uint32_t *who, *deciders;
	uint32_t count, decider_count;
	uint32_t charged_count; /* the first of `who`: owners and administrators themselves */
	bool known;
};

struct gatherer {
	const struct stk_scope *scope;
	struct stk_inventory *inventory;
	const struct stk_evidence *evidence;
	struct stk_questions *questions;
	struct stk_people people;
	struct circle *circles;    /* by platform */
	int *directions;           /* by stakeholder */
	struct stk_map by_address; /* index + 1 of the question there */
};

static struct stk_question *add(struct gatherer *gatherer, struct stk_question question)
{
	struct stk_questions *questions = gatherer->questions;

	STK_GROW(questions->items, questions->cap, questions->count + 1);
	questions->items[questions->count++] = question;
	stk_map_put(&gatherer->by_address, question.address, strlen(question.address),
		    (uint32_t)questions->count);
	return &questions->items[questions->count - 1];
}

/* --- for whom -----------------------------------------------------------------------------------
 */

static const uint32_t *kept(struct gatherer *gatherer, const uint32_t *who, size_t count)
{
	uint32_t *copy = stk_arena_alloc(&gatherer->questions->arena, (count + 1) * sizeof *who);

	memcpy(copy, who, count * sizeof *who);
	return copy;
}

/* They own or administer it themselves. */
static bool has_charge(const struct gatherer *gatherer, const struct stk_entity *platform,
		       uint32_t who)
{
	stk_sym id = gatherer->inventory->kinds[STK_STAKEHOLDER].items[who].id;

	return stk_values_has(stk_node_get(platform->node, STK_W_OWNER), id) ||
	       stk_values_has(stk_node_get(platform->node, STK_W_ADMIN), id);
}

/* Who decides about a tool and what it exchanges as a whole, reps and the board are not bothered
 * with: they say what they copy, and what they read. */
static bool is_of_charge(const struct stk_key *key)
{
	return key && (key->word == STK_W_OWNER || key->word == STK_W_ADMIN ||
		       key->word == STK_W_INTEGRATIONS);
}

static const struct circle *circle_of(struct gatherer *gatherer, uint32_t platform)
{
	const struct stk_entity *entity = &gatherer->inventory->kinds[STK_PLATFORM].items[platform];
	struct circle *circle = &gatherer->circles[platform];
	uint32_t who[STK_PEOPLE_MAX];

	if (circle->known)
		return circle;
	circle->count = (uint32_t)stk_people_of(&gatherer->people, entity, who, STK_PEOPLE_MAX);
	circle->who = kept(gatherer, who, circle->count);
	while (circle->charged_count < circle->count &&
	       has_charge(gatherer, entity, who[circle->charged_count]))
		circle->charged_count++;
	for (uint32_t i = 0; i < circle->count; i++)
		if ((gatherer->directions[who[i]] != STK_DIR_UP &&
		     gatherer->directions[who[i]] != STK_DIR_DOWN) ||
		    has_charge(gatherer, entity, who[i]))
			who[circle->decider_count++] = who[i];
	circle->deciders = kept(gatherer, who, circle->decider_count);
	circle->known = true;
	return circle;
}

static void for_circle(struct gatherer *gatherer, struct stk_question *question)
{
	if (question->platform != STK_NONE && !question->keeper) {
		const struct circle *circle = circle_of(gatherer, question->platform);

		bool decides = is_of_charge(question->key);

		question->who = decides ? circle->deciders : circle->who;
		question->who_count = decides ? circle->decider_count : circle->count;
	}
}

static void for_one(struct gatherer *gatherer, struct stk_question *question, const char *id)
{
	const struct stk_entity *who =
		id ? stk_inventory_find(gatherer->inventory, STK_STAKEHOLDER, id) : NULL;
	uint32_t index;

	if (!who)
		return;
	index = stk_entity_index(gatherer->inventory, STK_STAKEHOLDER, who);
	question->who = kept(gatherer, &index, 1);
	question->who_count = 1;
}

/* For whoever was named for it; where nobody was, as `otherwise` has it. */
static void routed_or(struct gatherer *gatherer, struct stk_question *question,
		      void (*otherwise)(struct gatherer *gatherer, struct stk_question *question))
{
	const struct stk_answer *routed =
		stk_evidence_routed(gatherer->evidence, question->address);

	if (routed && stk_inventory_find(gatherer->inventory, STK_STAKEHOLDER, routed->ask)) {
		for_one(gatherer, question, routed->ask);
		question->state = STK_ANSWER_ASK;
	} else if (otherwise) {
		otherwise(gatherer, question);
	}
}

/* The platform of "platforms/ID/..."; STK_NONE. */
static uint32_t platform_of(const struct stk_inventory *inventory, const char *text)
{
	const struct stk_entity *entity = NULL;
	struct stk_address address;
	struct stk_err err;

	if (strncmp(text, "platforms/", 10) != 0 || stk_address_parse(text, &address, &err))
		return STK_NONE;
	if (address.count > 1)
		entity = stk_inventory_find(inventory, STK_PLATFORM, address.parts[1]);
	stk_address_release(&address);
	return entity ? stk_entity_index(inventory, STK_PLATFORM, entity) : STK_NONE;
}

/* Not in use: retired, or not yet. */
static bool is_gone(const struct gatherer *gatherer, uint32_t platform)
{
	stk_sym status = stk_word_of(gatherer->inventory->kinds[STK_PLATFORM].items[platform].node,
				     STK_W_STATUS);

	return status == STK_W_RETIRED || status == STK_W_PLANNED;
}

/* --- what is open -------------------------------------------------------------------------------
 */

static void add_holes(struct gatherer *gatherer, const struct stk_holes *holes)
{
	for (size_t i = 0; i < holes->count; i++) {
		const struct stk_hole *hole = &holes->items[i];
		bool routed = hole->state != STK_ANSWER_SAYS && hole->who;
		uint32_t platform = platform_of(gatherer->inventory, hole->address);
		struct stk_question *question =
			add(gatherer,
			    (struct stk_question){.kind = STK_QUESTION_HOLE,
						  .address = hole->address,
						  .key = hole->key,
						  .ask = hole->key->ask,
						  .state = hole->state,
						  .keeper = !routed && stk_question_is_keepers(
									       gatherer->inventory,
									       hole, platform),
						  .metrics = hole->metrics,
						  .weight = hole->weight,
						  .platform = platform});

		/* Whoever said "I don't know" is not asked again: it is the next one's. */
		if (hole->state != STK_ANSWER_SAYS)
			for_one(gatherer, question, hole->who);
		else
			for_circle(gatherer, question);
	}
}

static bool is_settled_by_state(const struct stk_evidence *evidence, const char *address)
{
	const struct stk_answer *last = stk_evidence_last(evidence, address);

	return last && last->state != STK_ANSWER_SAYS && last->state != STK_ANSWER_ASK;
}

static const char *address_in(struct gatherer *gatherer, const struct stk_entity *platform,
			      const char *key)
{
	struct stk_str text = STK_STR_INIT;
	const char *kept_text;

	stk_entity_address(gatherer->inventory, STK_PLATFORM, platform, &text);
	stk_address_add(&text, key);
	kept_text = stk_arena_strndup(&gatherer->questions->arena, text.data, text.len);
	stk_str_release(&text);
	return kept_text;
}

/* For those in charge; where there are none, for whoever keeps the inventory. */
static void add_column(struct gatherer *gatherer, uint32_t platform, const char *address,
		       const char *ask)
{
	const struct circle *circle = circle_of(gatherer, platform);
	struct stk_question *question =
		add(gatherer, (struct stk_question){.kind = STK_QUESTION_HOLE,
						    .address = address,
						    .ask = ask,
						    .weight = RANK_COLUMN,
						    .platform = platform,
						    .who = circle->who,
						    .who_count = circle->charged_count});

	routed_or(gatherer, question, NULL);
	question->keeper = !question->who_count;
}

/* A heading that was taken over from somebody's list is none. */
static bool is_question(const char *ask)
{
	return ask && (stk_ends(ask, "?") || stk_ends(ask, "？"));
}

/* Own columns that have a question. */
static void add_columns(struct gatherer *gatherer, uint32_t platform)
{
	const struct stk_inventory *inventory = gatherer->inventory;
	const struct stk_entity *entity = &inventory->kinds[STK_PLATFORM].items[platform];
	const struct stk_node *columns = stk_node_get(inventory->root, STK_W_COLUMNS);

	if (!columns || stk_node_kind(columns) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (column, columns) {
		const char *ask = stk_node_kind(column) == STK_NODE_MAP
					  ? stk_text(inventory, column, STK_W_ASK)
					  : NULL;
		const char *address;

		if (!is_question(ask) || stk_node_get(entity->node, column->key) ||
		    stk_platform_is_empty(inventory, entity))
			continue;
		address = address_in(gatherer, entity, stk_sym_text(&inventory->syms, column->key));
		if (!is_settled_by_state(gatherer->evidence, address))
			add_column(gatherer, platform, address, ask);
	}
}

/* Who was named for it is asked; what was said of it once before and is due again, all of them. */
static void add_confirmation(struct gatherer *gatherer, uint32_t platform)
{
	const struct stk_entity *entity = &gatherer->inventory->kinds[STK_PLATFORM].items[platform];
	const char *address;
	const struct stk_answer *last;
	struct stk_question *question;

	if (stk_days_unconfirmed(gatherer->inventory, gatherer->evidence, entity) <=
	    stk_confirm_days(gatherer->inventory))
		return;
	address = address_in(gatherer, entity, "confirmed");
	last = stk_evidence_last(gatherer->evidence, address);
	if (last && last->state == STK_ANSWER_NOT_APPLICABLE)
		return;
	question = add(gatherer,
		       (struct stk_question){
			       .kind = STK_QUESTION_CONFIRM,
			       .address = address,
			       .key = stk_shape_key(stk_kinds[STK_PLATFORM].shape, STK_W_CONFIRMED),
			       .ask = STK_N("Is what is recorded still so?"),
			       .weight = RANK_CONFIRM,
			       .platform = platform});
	routed_or(gatherer, question, for_circle);
}

/* The decision is for those who decide about the platform, whoever said what. */
static void add_disputes(struct gatherer *gatherer, enum stk_kind kind, uint32_t index)
{
	const struct stk_inventory *inventory = gatherer->inventory;
	const struct stk_entity *entity = &inventory->kinds[kind].items[index];

	STK_EACH_VALUE(item, stk_node_get(entity->node, STK_W_DISPUTES))
	{
		const char *at = stk_node_kind(item) == STK_NODE_MAP
					 ? stk_text(inventory, item, STK_W_AT)
					 : NULL;
		struct stk_str text = STK_STR_INIT;
		struct stk_question question = {.kind = STK_QUESTION_DISPUTE,
						.item = item,
						.ask = STK_N("Which is right?"),
						.weight = RANK_DISPUTE,
						.platform = kind == STK_PLATFORM ? index : STK_NONE,
						.keeper = kind != STK_PLATFORM};

		if (!at)
			continue;
		stk_entity_address(inventory, kind, entity, &text);
		stk_str_addf(&text, "/%s", at);
		question.address =
			stk_arena_strndup(&gatherer->questions->arena, text.data, text.len);
		stk_str_release(&text);
		routed_or(gatherer, add(gatherer, question), for_circle);
	}
}

/* --- findings -----------------------------------------------------------------------------------
 */

static uint64_t bits_of(const struct stk_inventory *inventory, const struct stk_finding *finding)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < finding->metric_count; i++) {
		const struct stk_entity *metric =
			stk_inventory_find(inventory, STK_METRIC, finding->metrics[i]);
		uint32_t index =
			metric ? stk_entity_index(inventory, STK_METRIC, metric) : STK_NONE;

		if (index < 64)
			bits |= UINT64_C(1) << index;
	}
	return bits;
}

/* A question at a place where nothing stands yet, in words that people can be asked. */
static bool read_ask(const struct stk_inventory *inventory, const char *text,
		     struct stk_question *question)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err err;
	bool asks;

	if (stk_address_parse(text, &address, &err))
		return false;
	asks = stk_address_resolve(inventory, &address, &place, &err) && !place.node &&
	       place.entity && place.key && place.key->ask && !place.member;
	question->key = place.key;
	question->ask = asks ? place.key->ask : NULL;
	stk_address_release(&address);
	return asks;
}

/* What somebody was named for and the schema asks nobody: the heading row of a sheet. */
static void add_routed(struct gatherer *gatherer)
{
	size_t count;
	const struct stk_answer *const *all = stk_evidence_all(gatherer->evidence, &count);

	for (size_t i = 0; i < count; i++) {
		const char *address = all[i]->address;
		const struct stk_answer *routed;
		struct stk_question question = {.kind = STK_QUESTION_HOLE,
						.address = address,
						.state = STK_ANSWER_ASK,
						.weight = RANK_ROUTED};

		if (all[i]->state != STK_ANSWER_ASK ||
		    stk_map_get(&gatherer->by_address, address, strlen(address), NULL))
			continue;
		routed = stk_evidence_routed(gatherer->evidence, address);
		question.platform = platform_of(gatherer->inventory, address);
		if (!routed || question.platform == STK_NONE ||
		    is_gone(gatherer, question.platform) || stk_ends(address, "/confirmed") ||
		    !read_ask(gatherer->inventory, address, &question))
			continue;
		for_one(gatherer, &question, routed->ask);
		if (question.who_count)
			add(gatherer, question);
	}
}

static void add_findings(struct gatherer *gatherer, const struct stk_findings *findings)
{
	struct stk_questions *questions = gatherer->questions;
	uint32_t at;

	for (size_t i = 0; findings && i < findings->count; i++) {
		const struct stk_finding *finding = &findings->items[i];
		struct stk_question question = {.kind = STK_QUESTION_FINDING,
						.address = finding->ask,
						.message = finding->message,
						.weight = RANK_FINDING,
						.metrics = bits_of(gatherer->inventory, finding)};

		if (!finding->ask || finding->state == STK_WAIVED)
			continue;
		if (stk_map_get(&gatherer->by_address, finding->ask, strlen(finding->ask), &at)) {
			questions->items[at - 1].metrics |= question.metrics;
			if (!questions->items[at - 1].message)
				questions->items[at - 1].message = finding->message;
			continue;
		}
		question.platform = platform_of(gatherer->inventory, finding->ask);
		if (question.platform != STK_NONE &&
		    !stk_scope_has(gatherer->scope, STK_PLATFORM, question.platform))
			continue;
		/* What is due is known already, and better: as of the last answer. */
		if (question.platform == STK_NONE || stk_ends(finding->ask, "/confirmed") ||
		    !read_ask(gatherer->inventory, finding->ask, &question) ||
		    is_settled_by_state(gatherer->evidence, finding->ask))
			continue;
		question.keeper = (question.key->flags & STK_KEY_KEEPER) != 0;
		for_circle(gatherer, add(gatherer, question));
	}
}

/* --- all of it ----------------------------------------------------------------------------------
 */

static int compare(const void *a, const void *b)
{
	const struct stk_question *one = a, *two = b;
	int order;

	if (one->weight != two->weight)
		return one->weight > two->weight ? -1 : 1;
	order = stk_address_compare(one->address, two->address);
	return order ? order : (one->item > two->item) - (one->item < two->item);
}

struct stk_questions *stk_questions_new(struct stk_inventory *inventory,
					const struct stk_evidence *evidence,
					const struct stk_holes *holes,
					const struct stk_findings *findings)
{
	struct stk_questions *questions = stk_xcalloc(1, sizeof *questions);
	const struct stk_scope *scope = holes->scope;
	struct gatherer gatherer = {.scope = scope,
				    .inventory = inventory,
				    .evidence = evidence,
				    .questions = questions,
				    .by_address = STK_MAP_INIT};
	const struct stk_entities *platforms = &inventory->kinds[STK_PLATFORM];

	gatherer.circles = stk_xcalloc((size_t)platforms->count + 1, sizeof *gatherer.circles);
	stk_people_init(&gatherer.people, inventory);
	gatherer.directions =
		stk_xcalloc((size_t)inventory->kinds[STK_STAKEHOLDER].count + 1, sizeof(int));
	for (uint32_t i = 0; i < inventory->kinds[STK_STAKEHOLDER].count; i++)
		gatherer.directions[i] = stk_stakeholder_direction(
			inventory, &inventory->kinds[STK_STAKEHOLDER].items[i]);
	add_holes(&gatherer, holes);
	for (int kind = 0; kind < STK_KIND_COUNT; kind++)
		for (uint32_t i = 0; i < inventory->kinds[kind].count; i++)
			if (stk_scope_has(scope, (enum stk_kind)kind, i))
				add_disputes(&gatherer, (enum stk_kind)kind, i);
	for (uint32_t i = 0; i < platforms->count; i++) {
		if (is_gone(&gatherer, i) || !stk_scope_has(scope, STK_PLATFORM, i))
			continue;
		add_columns(&gatherer, i);
		add_confirmation(&gatherer, i);
	}
	add_routed(&gatherer);
	add_findings(&gatherer, findings);
	for (size_t i = 0; i < questions->count; i++) {
		struct stk_question *question = &questions->items[i];

		question->weight = question->weight % 16 +
				   16 * (uint32_t)__builtin_popcountll(question->metrics);
	}
	if (questions->count)
		qsort(questions->items, questions->count, sizeof *questions->items, compare);
	stk_people_release(&gatherer.people);
	free(gatherer.circles);
	free(gatherer.directions);
	stk_map_release(&gatherer.by_address);
	return questions;
}

void stk_questions_free(struct stk_questions *questions)
{
	if (!questions)
		return;
	stk_arena_release(&questions->arena);
	free(questions->items);
	free(questions);
}
