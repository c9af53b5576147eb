/*
 * What the parent makes of the frames of one worker. Nothing is believed; see supervise.h.
 */
#ifndef STOCKTAKE_CHECKS_HEAR_H
#define STOCKTAKE_CHECKS_HEAR_H

#include "supervise.h"
#include "wire.h"

#define STK_HEAR_NOBODY SIZE_MAX

struct stk_hearing {
	const struct stk_job *job;
	struct stk_checks *checks;
	struct stk_findings *findings;
	struct stk_trials *trials;
	size_t next, end; /* checks that may still start in this worker */
	size_t current;   /* the one that runs, or STK_HEAR_NOBODY */
	bool ended;       /* the worker said that it is through */
	bool lost;        /* it said what the kernel did not give it: each says so once, first */
	bool met;         /* the current check's table was read */
	bool in_trial;
	struct stk_check check; /* of the current one */
	struct stk_arena said;  /* of the current check (or trial): forgotten if it fails */
	struct stk_finding *pending;
	size_t pending_count, pending_cap;
	size_t kept; /* findings of all checks so far */
};

/* Takes one frame. -1: it is none that may come now; the worker is not to be heard any further. */
int stk_hear(struct stk_hearing *hearing, char type, struct stk_wire_in *payload);
/* The current check is through, and badly: its findings are dropped. */
void stk_hear_blame(struct stk_hearing *hearing, const char *reason);
void stk_hear_release(struct stk_hearing *hearing);

#endif
