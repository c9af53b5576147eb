/*
 * The worker: the process in which checks run, one after the other, each in a state of its own.
 */
#ifndef STOCKTAKE_CHECKS_WORKER_H
#define STOCKTAKE_CHECKS_WORKER_H

#include <sys/types.h>

#include "set.h"
#include "stocktake/model/select.h"
#include "world.h"

enum stk_job_mode {
	STK_JOB_LIST, /* only what they say of themselves */
	STK_JOB_RUN,  /* over the inventory of the world */
	STK_JOB_TEST  /* their examples */
};

struct stk_job {
	enum stk_job_mode mode;
	const struct stk_check_set *set;
	const char *only;                /* the one check's file; NULL: all */
	struct stk_world *world;         /* RUN */
	const struct stk_select *select; /* RUN; NULL: all */
	unsigned seconds;                /* a check may take */
	size_t memory_bytes;             /* Lua's cap */
};

/* Runs the checks first .. end-1 of the set and says what came of it on fd. Called in the child;
 * does not return. */
_Noreturn void stk_worker_main(const struct stk_job *job, size_t first, size_t end, int fd,
			       pid_t parent);

/* True if the expression names a check of this kind. */
bool stk_job_selects(const struct stk_select *select, const char *id, const char *about,
		     const char *severity);

#endif
