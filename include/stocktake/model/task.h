/*
 * Next steps: those that workshops agreed on, and those that follow from what is left open.
 *
 * A step is a member of a workshop's `next_steps` and goes by what it says: its address is
 * workshops/ID/next_steps/WHAT. What is to be done after a workshop is computed from the questions
 * (questions.h) and the unlocks that are left, for everybody who was in the room and for those who
 * were named there: each question that is for somebody of the room is in a step of theirs.
 */
#ifndef STOCKTAKE_MODEL_TASK_H
#define STOCKTAKE_MODEL_TASK_H

#include "stocktake/model/metrics.h"
#include "stocktake/model/questions.h"
#include "stocktake/model/workshop.h"

/* A step that is recorded. */
struct stk_step_taken {
	const struct stk_entity *workshop;
	const struct stk_node *node; /* its map */
	const char *what;            /* never NULL */
	int32_t due;                 /* STK_DATE_NONE: none */
	bool done;
	bool overdue; /* not done, and due before today */
};

/* All of them: by workshop, then as written; of one workshop where it is not NULL. The array is the
 * caller's (free). */
struct stk_step_taken *stk_steps_taken(const struct stk_inventory *inventory,
				       const struct stk_entity *workshop, size_t *count);
/* True if it is that stakeholder's. */
bool stk_step_is_of(const struct stk_inventory *inventory, const struct stk_step_taken *step,
		    const struct stk_entity *person);

enum stk_task_kind {
	STK_TASK_ANSWER,   /* a question (`ask`) about the platforms of `addresses` */
	STK_TASK_FIND,     /* the same, and nobody is known who could answer */
	STK_TASK_HEADINGS, /* the heading rows of the sheets of `addresses` */
	STK_TASK_SENDER,   /* the same, and nobody is known who has them */
	STK_TASK_REST,     /* the other questions, at `addresses`: an interview */
	STK_TASK_SETTLE,   /* a dispute, at addresses[0] */
	STK_TASK_RECORD,   /* which of the platforms of `addresses` counts for `group` */
	STK_TASK_CONNECT,  /* an unlock: `unlock` of the metrics */
	STK_TASK_CHAIN,    /* up and down in their own team */
	STK_TASK_ASK       /* people (`addresses`) who were named and have not answered */
};

struct stk_task {
	enum stk_task_kind kind;
	const char *const *who; /* stakeholder ids; nobody where no facilitator is known */
	size_t who_count;
	const char *ask; /* ANSWER, FIND: English, to be translated */
	const char *const *addresses;
	size_t count;
	const char *group; /* RECORD; CHAIN: the team's id */
	uint32_t unlock;
	uint32_t metrics; /* how many it holds up */
	int32_t due;
};

struct stk_tasks {
	struct stk_arena arena;
	struct stk_task *items; /* by person as they stand in the room, then by worth */
	size_t count, cap;
};

/* After `workshop`. The metrics with unlocks. `facilitator` (id, or NULL) gets what is nobody's.
 * `due`: the day for all of it; STK_DATE_NONE: a week after the workshop or today, whichever is
 * later, two for what takes longer, and before the next workshop that is planned. */
struct stk_tasks *stk_tasks_new(struct stk_inventory *inventory,
				const struct stk_evidence *evidence,
				const struct stk_questions *questions,
				const struct stk_metrics *metrics,
				const struct stk_entity *workshop, const char *facilitator,
				int32_t due);
void stk_tasks_free(struct stk_tasks *tasks);

#endif
