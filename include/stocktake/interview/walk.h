/*
 * The interview: asks one person, or a room, what the inventory does not know yet, and records the
 * answers.
 *
 * One question goes across all of a person's platforms, at most ten prompts a person. What is asked
 * follows from the inventory and the evidence of that person alone; every answer is durable before
 * the next prompt. Prompts go to stderr.
 */
#ifndef STOCKTAKE_INTERVIEW_WALK_H
#define STOCKTAKE_INTERVIEW_WALK_H

#include <stdbool.h>

#include "stocktake/base/err.h"
#include "stocktake/base/term.h"
#include "stocktake/model/inventory.h"
#include "stocktake/report/facts.h"

struct stk_walk_options {
	const char *as; /* stakeholder (id or name), or workshops/ID; NULL: proposes whom to ask */
	const char *answers;     /* a file of what would be typed, "-": stdin; NULL: the terminal */
	const char *facilitator; /* stakeholder id or name; NULL: facilitator_email's stakeholder,
				    if any */
	const char *facilitator_email; /* of the git identity; may be NULL */
	const char *guide;    /* "up", "room", ...; NULL: by the team's place in the chain */
	const char *language; /* NULL: the inventory's */
	int minutes;          /* 0: no bound */
	bool no_commit, dry_run, interactive;
	struct stk_terminal term; /* of stderr */
	/* Runs the checks, for the questions that findings carry: adds to `findings`, -1 and err
	 * where they cannot be run. NULL: none are asked. */
	int (*judge)(void *data, struct stk_inventory *inventory, const struct stk_facts *facts,
		     struct stk_findings *findings, struct stk_err *err);
	void *judge_data;
};

/* `inventory` was loaded from `folder` with its evidence, and is kept up to date. Returns the exit
 * status: 0 (left in any way), 2 (answers rejected, nobody of that name and so on, with err), 4,
 * 130 (left with Ctrl-C). With a status that is neither 0 nor 130, err is set. */
int stk_walk_run(const char *folder, struct stk_inventory *inventory,
		 const struct stk_walk_options *options, struct stk_err *err);

#endif
