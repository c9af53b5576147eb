/*
 * Questions: all that is open, and whom it is for. One count for the walk, the status, the report
 * and the sheets.
 *
 * - a hole: an asked key that nobody answered, or whatever key somebody was named for; an own
 *   column with a question
 * - a dispute: two sides said different things at one address
 * - a confirmation: nobody has said anything about a platform for longer than `confirm_every`
 *
 * A finding that carries a question (`ask`) adds what it holds up, and itself where nothing else
 * asks at that address.
 *
 * A question that was handed to somebody is theirs alone. The others are for everybody who has to
 * do with the platform: owners, administrators, the teams that use it (but who decides about it,
 * who could show it and what it exchanges is not for the reps and the board, unless it is in their
 * charge). What people are never asked (website, category; see STK_KEY_KEEPER) is for
 * whoever keeps the inventory: `keeper`, and nobody in `who`.
 */
#ifndef STOCKTAKE_MODEL_QUESTIONS_H
#define STOCKTAKE_MODEL_QUESTIONS_H

#include "stocktake/model/finding.h"
#include "stocktake/model/holes.h"

enum stk_question_kind {
	STK_QUESTION_HOLE,
	STK_QUESTION_DISPUTE,
	STK_QUESTION_CONFIRM,
	STK_QUESTION_FINDING
};

struct stk_question {
	enum stk_question_kind kind;
	const char *address;         /* CONFIRM: the platform's `confirmed` */
	const struct stk_key *key;   /* NULL: an own column */
	const char *ask;             /* in words: "Who decides about it?" */
	const char *message;         /* of the finding that carries it, or NULL */
	const struct stk_node *item; /* DISPUTE: the entry, with `says` and `by` */
	enum stk_answer_state state; /* HOLE: as in stk_hole; ASK: it was handed to `who` */
	bool keeper;                 /* for whoever keeps the inventory */
	uint64_t metrics;            /* which it holds up: bits by their index, the first 64 */
	uint32_t weight;             /* as of holes */
	uint32_t platform;           /* index, or STK_NONE */
	const uint32_t *who;         /* indexes of stakeholders, the nearest first */
	uint32_t who_count;
};

struct stk_questions {
	struct stk_arena arena;
	struct stk_question *items; /* heaviest first, then address */
	size_t count, cap;
};

/* Of holes within a scope: all questions of its person, and others only where they are about the
 * same platforms. `findings` may be NULL. The inventory, the holes and the findings outlive the
 * result. */
struct stk_questions *stk_questions_new(struct stk_inventory *inventory,
					const struct stk_evidence *evidence,
					const struct stk_holes *holes,
					const struct stk_findings *findings);
void stk_questions_free(struct stk_questions *questions);
/* True if it is for the stakeholder of that index. */
bool stk_question_is_for(const struct stk_question *question, uint32_t who);

/* True if it is nobody's and worth asking whoever may know: it holds up metrics. */
bool stk_question_is_nobodys(const struct stk_question *question);

/* The first dispute about that address, NULL if there is none. */
const struct stk_node *stk_dispute_at(const struct stk_inventory *inventory, const char *address);

/* Days since anybody said or confirmed anything about the platform; -1: nobody ever did. */
int32_t stk_days_unconfirmed(const struct stk_inventory *inventory,
			     const struct stk_evidence *evidence,
			     const struct stk_entity *platform);
/* After how many days a platform is due for confirmation (`confirm_every`; 180). */
int32_t stk_confirm_days(const struct stk_inventory *inventory);

#endif
