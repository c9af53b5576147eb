#include "judge.h"
#include "look.h"
#include "stocktake/report/status.h"

static int run_status(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_case it;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	(void)args;
	/* What the checks would ask is open too. */
	if (stk_case_open(app, STK_FACTS_UNLOCKS | STK_FACTS_PEOPLE, NULL, &it, &err))
		return stk_fail(&err);
	stk_status_render(&it.facts, stk_wants_json(app), &app->out, &out);
	status = stk_look_finish(&it.opened, &out, 0);
	stk_str_release(&out);
	stk_case_release(&it);
	return status;
}

const struct stk_cmd stk_cmd_status = {
	.name = "status",
	.group = "look",
	.usage = "",
	.about = "How far the audit is, and who should be asked next",
	.help = "What can be computed, who has answered up, down and across the chain, which "
		"categories are covered, how many answers are known or open, what is disputed, "
		"whom "
		"to ask next and why.\n",
	.formats = "text json",
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.run = run_status,
};
