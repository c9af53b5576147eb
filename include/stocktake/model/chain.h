/*
 * The chain: who was asked up, down and across, who answered, and whom to ask next.
 */
#ifndef STOCKTAKE_MODEL_CHAIN_H
#define STOCKTAKE_MODEL_CHAIN_H

#include "stocktake/model/questions.h"

enum stk_direction { STK_DIR_UP, STK_DIR_DOWN, STK_DIR_ACROSS, STK_DIR_HOME, STK_DIRECTIONS };

struct stk_next {
	const char *who;    /* stakeholder id */
	uint32_t questions; /* that are for them */
	const char *why; /* one clause: "nobody was asked up the chain", "referred by Ana Ruiz", "3
			    questions hold up 4 metrics" */
};

struct stk_chain {
	struct stk_arena arena;
	struct {
		uint32_t asked;    /* stakeholders of that direction's teams who were invited,
				      attended, or gave evidence */
		uint32_t answered; /* of these, who gave evidence */
		uint32_t known;    /* stakeholders of that direction at all */
	} directions[STK_DIRECTIONS];
	struct stk_next *next; /* most worthwhile first */
	size_t next_count;
};

/* `questions` may be NULL. */
struct stk_chain *stk_chain_new(struct stk_inventory *inventory,
				const struct stk_questions *questions);
void stk_chain_free(struct stk_chain *chain);
const char *stk_direction_name(enum stk_direction direction); /* "up" ... */
/* The direction of a stakeholder by their team; -1 if unknown. */
int stk_stakeholder_direction(const struct stk_inventory *inventory,
			      const struct stk_entity *stakeholder);
bool stk_stakeholder_answered(const struct stk_inventory *inventory,
			      const struct stk_entity *stakeholder);

#endif
