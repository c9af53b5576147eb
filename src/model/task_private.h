/*
 * What the files that make next steps share.
 */
#ifndef STK_MODEL_TASK_PRIVATE_H
#define STK_MODEL_TASK_PRIVATE_H

#include "stocktake/model/task.h"

struct stk_task_builder {
	struct stk_inventory *inventory;
	const struct stk_evidence *evidence;
	const struct stk_questions *questions;
	const struct stk_metrics *metrics;
	const struct stk_entity *workshop;
	const char *facilitator;
	const struct stk_entity **room;
	size_t room_count;
	int32_t soon, later;
	struct stk_tasks *tasks;
	struct stk_task *items; /* as they are found */
	size_t count, cap;
};

/* A step for one (NULL: nobody's). */
struct stk_task *stk_task_push(struct stk_task_builder *builder, enum stk_task_kind kind,
			       const char *who);
/* One more address of a step. */
void stk_task_about(struct stk_task_builder *builder, struct stk_task *task, const char *address);
/* True if the step is theirs before all others' (NULL: nobody's). */
bool stk_task_is_whose(const struct stk_task *task, const char *who);
const char *stk_task_person(const struct stk_task_builder *builder,
			    const struct stk_entity *person);

/* task_asked.c: a sheet whose heading row is wanted. */
bool stk_task_is_sheet(const struct stk_task_builder *builder, const struct stk_entity *platform);
/* Who is nearest to a question: an id, or NULL. */
const char *stk_task_nearest(const struct stk_task_builder *builder,
			     const struct stk_question *question);
/* All that is open, as steps. */
void stk_task_add_questions(struct stk_task_builder *builder);

#endif
