/* Open questions as steps: whose, and which of them together. */
#include <string.h>

#include "task_private.h"

#define MAX_ANSWERS 5 /* questions of one person that are named; the rest is an interview */

bool stk_task_is_sheet(const struct stk_task_builder *builder, const struct stk_entity *platform)
{
	stk_sym word = stk_sym_find(&builder->inventory->syms, "spreadsheet", 11),
		status = stk_word_of(platform->node, STK_W_STATUS);
	const struct stk_node *holds = stk_node_get(platform->node, STK_W_HOLDS);

	return word && stk_values_has(stk_node_get(platform->node, STK_W_CATEGORY), word) &&
	       status != STK_W_RETIRED && status != STK_W_RETIRING &&
	       (!holds || stk_values_count(holds));
}

static struct stk_task *find_task(const struct stk_task_builder *builder, enum stk_task_kind kind,
				  const char *who, const char *ask)
{
	for (size_t i = 0; i < builder->count; i++)
		if (builder->items[i].kind == kind && stk_task_is_whose(&builder->items[i], who) &&
		    (!ask || strcmp(builder->items[i].ask, ask) == 0))
			return &builder->items[i];
	return NULL;
}

static size_t count_tasks(const struct stk_task_builder *builder, enum stk_task_kind kind,
			  const char *who)
{
	size_t count = 0;

	for (size_t i = 0; i < builder->count; i++)
		count += builder->items[i].kind == kind &&
			 stk_task_is_whose(&builder->items[i], who);
	return count;
}

/* One question about several platforms is one step; those that are not named are an interview. */
static void add_for(struct stk_task_builder *builder, const struct stk_question *question,
		    enum stk_task_kind kind, const char *who)
{
	uint32_t metrics = (uint32_t)__builtin_popcountll(question->metrics);
	struct stk_task *task =
		find_task(builder, kind, who, kind == STK_TASK_REST ? NULL : question->ask);

	if (!task && kind == STK_TASK_ANSWER && count_tasks(builder, kind, who) >= MAX_ANSWERS) {
		add_for(builder, question, STK_TASK_REST, who);
		return;
	}
	if (!task) {
		task = stk_task_push(builder, kind, who);
		task->ask = kind == STK_TASK_REST ? NULL : question->ask;
	}
	stk_task_about(builder, task, question->address);
	if (metrics > task->metrics)
		task->metrics = metrics;
}

const char *stk_task_nearest(const struct stk_task_builder *builder,
			     const struct stk_question *question)
{
	return question->who_count
		       ? stk_task_person(builder, &builder->inventory->kinds[STK_STAKEHOLDER]
							   .items[question->who[0]])
		       : NULL;
}

/* The heading row of a sheet is a step of its own. */
static bool is_heading_row(const struct stk_task_builder *builder,
			   const struct stk_question *question)
{
	return question->key && question->key->word == STK_W_FIELDS &&
	       question->platform != STK_NONE &&
	       stk_task_is_sheet(
		       builder, &builder->inventory->kinds[STK_PLATFORM].items[question->platform]);
}

/* What was said twice at one place is settled once. */
static void add_dispute(struct stk_task_builder *builder, const struct stk_question *question,
			const char *who)
{
	for (size_t i = 0; i < builder->count; i++)
		if (builder->items[i].kind == STK_TASK_SETTLE &&
		    strcmp(builder->items[i].addresses[0], question->address) == 0)
			return;
	stk_task_about(builder, stk_task_push(builder, STK_TASK_SETTLE, who), question->address);
}

/* A dispute, what holds up numbers, and what somebody was named for, is the step of whoever is
 * nearest to it; what others of the room could say as well stays with their interview, as all the
 * rest does. */
static void add_question(struct stk_task_builder *builder, const struct stk_question *question)
{
	const char *nearest = stk_task_nearest(builder, question);
	bool dispute = question->kind == STK_QUESTION_DISPUTE,
	     heavy = dispute || question->metrics || question->state == STK_ANSWER_ASK;

	if (is_heading_row(builder, question))
		return;
	if (dispute && !question->keeper)
		add_dispute(builder, question, nearest ? nearest : builder->facilitator);
	else if (stk_question_is_nobodys(question))
		add_for(builder, question, STK_TASK_FIND, builder->facilitator);
	else if (nearest && heavy)
		add_for(builder, question, STK_TASK_ANSWER, nearest);
	for (size_t i = 0; i < builder->room_count; i++) {
		uint32_t index =
			stk_entity_index(builder->inventory, STK_STAKEHOLDER, builder->room[i]);

		if (stk_question_is_for(question, index) && !(heavy && index == question->who[0]))
			add_for(builder, question, STK_TASK_REST,
				stk_task_person(builder, builder->room[i]));
	}
}

void stk_task_add_questions(struct stk_task_builder *builder)
{
	for (size_t i = 0; i < builder->questions->count; i++)
		add_question(builder, &builder->questions->items[i]);
}
