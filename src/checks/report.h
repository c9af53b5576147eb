/*
 * report{...}, the one thing that a check can do.
 */
#ifndef STOCKTAKE_CHECKS_REPORT_H
#define STOCKTAKE_CHECKS_REPORT_H

#include "bind.h"
#include "wire.h"

#define STK_REPORT_MAX_FINDINGS 200000
#define STK_REPORT_MAX_ADDRESS  4096
#define STK_REPORT_MAX_MESSAGE  2000
#define STK_REPORT_MAX_METRICS  500

struct stk_report_sink {
	struct stk_wire_out *wire;
	enum stk_severity severity; /* the check's own */
	uint32_t count;
};

/* Pushes the function; the sink outlives the state. */
void stk_report_push(lua_State *L, struct stk_report_sink *sink);
/* What checks call as phrase(format, value, ...): the text, in the language of who reads it. */
int stk_report_phrase(lua_State *L);
/* Pushes the text of {format, value, ...} or of a plain text at arg; `what` names it in errors. */
void stk_report_compose(lua_State *L, int arg, const char *what);

#endif
