/*
 * The agenda of a workshop: what to show and to say, in the order in which it is said.
 */
#ifndef STOCKTAKE_REPORT_AGENDA_H
#define STOCKTAKE_REPORT_AGENDA_H

#include "stocktake/base/term.h"
#include "stocktake/model/workshop.h"
#include "stocktake/report/facts.h"

struct stk_agenda {
	const struct stk_facts *facts; /* with PEOPLE and UNLOCKS */
	const struct stk_entity *workshop;
	const char *facilitator;   /* id, or NULL */
	const char *title;         /* "Organisation-wide workshop", in the language of the thread */
	const char *template_hint; /* how to get the template as a spreadsheet; NULL: no way */
};

/* What is to be achieved, why, examples, what to do next, up and down, the template; and what this
 * room can answer. For a terminal, or as Markdown. */
void stk_agenda_render(const struct stk_agenda *agenda, bool markdown,
		       const struct stk_terminal *term, struct stk_str *out);

#endif
