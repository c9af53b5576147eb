/*
 * Next steps and open questions, by person: `next`, and what is sent to each after a workshop.
 */
#ifndef STOCKTAKE_REPORT_STEPS_H
#define STOCKTAKE_REPORT_STEPS_H

#include "stocktake/base/term.h"
#include "stocktake/model/task.h"
#include "stocktake/report/facts.h"

/* What is to be done, in one sentence without a full stop: what stands under `what`. At most 256
 * code points. The facts with PEOPLE and UNLOCKS. */
void stk_task_words(const struct stk_facts *facts, const struct stk_task *task,
		    struct stk_str *out);

/* Steps that are not done and questions, of everybody (who NULL) or of one stakeholder. JSON:
 * {"people": [{"who", "name", "steps": [{"address", "what", "due", "overdue"}],
 * "questions": [{"address", "question", "metrics": []}]}]}; who is null for what is nobody's. The
 * facts with PEOPLE. */
void stk_next_render(const struct stk_facts *facts, const char *who, bool json,
		     const struct stk_terminal *term, struct stk_str *out);

/* A message for everybody who has steps of the workshop that are not done: ready to send, as plain
 * text or Markdown. */
void stk_letters_render(const struct stk_facts *facts, const struct stk_entity *workshop,
			const char *facilitator, bool markdown, struct stk_str *out);

#endif
