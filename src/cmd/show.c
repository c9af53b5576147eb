#include "look.h"
#include "stocktake/report/show.h"

static int run_show(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_looked looked = {0};
	struct stk_facts facts;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	if (stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	if (stk_look(&opened, args->words[0], true, &looked, &err)) {
		status = stk_fail(&err);
		goto out;
	}
	stk_facts_init(&facts, opened.inventory, STK_FACTS_PEOPLE);
	if (stk_show_render(&facts, looked.address, stk_wants_json(app), &app->out, &out, &err))
		status = stk_fail(&err);
	else
		status = stk_look_finish(&opened, &out, 0);
	stk_facts_release(&facts);
out:
	stk_str_release(&out);
	stk_looked_release(&looked);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_show = {
	.name = "show",
	.group = "look",
	.usage = "ADDRESS",
	.about = "One entity as it stands, and who said so",
	.help = "Each value with who said it; what was not asked; what is disputed; what refers to "
		"it. "
		"A name will do for a platform or a person.\n"
		"\n"
		"  stocktake show hubspot\n"
		"  stocktake show platforms/hubspot/integrations/salesforce\n"
		"  stocktake show ana\n",
	.formats = "text json",
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.min_words = 1,
	.max_words = 1,
	.run = run_show,
};
