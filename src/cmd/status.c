#include "look.h"
#include "stocktake/report/status.h"

static int run_status(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_facts facts;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	(void)args;
	if (stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	stk_facts_init(&facts, opened.inventory, STK_FACTS_UNLOCKS | STK_FACTS_PEOPLE);
	stk_status_render(&facts, stk_wants_json(app), &app->out, &out);
	stk_facts_release(&facts);
	status = stk_look_finish(&opened, &out, 0);
	stk_str_release(&out);
	stk_opened_release(&opened);
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
