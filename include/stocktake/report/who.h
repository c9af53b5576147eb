/*
 * Who said what is at an address, and who changed its file.
 */
#ifndef STOCKTAKE_REPORT_WHO_H
#define STOCKTAKE_REPORT_WHO_H

#include "stocktake/model/evidence.h"
#include "stocktake/report/log.h"

struct stk_who {
	const struct stk_inventory *inventory; /* loaded with evidence */
	const struct stk_evidence *evidence;
	const char *address;                    /* in its canonical form */
	const char *file;                       /* of its entity, relative to the inventory */
	const struct stk_commit_lines *commits; /* NULL where there is no git */
};

/* JSON: {"address", "evidence": [{"address", "by", "at", "kind", "state", "says", "ask",
 * "accepted"}], "commits": as stk_log_render's}. */
void stk_who_render(const struct stk_who *who, bool json, const struct stk_terminal *term,
		    struct stk_str *out);

#endif
