#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/report/list.h"

static int run_list(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	if (stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	if (stk_list_render(opened.inventory, args->words[0], stk_wants_json(app), &app->out, &out,
			    &err)) {
		status = stk_fail(&err);
	} else {
		status = stk_look_finish(&opened, &out, 0);
	}
	stk_str_release(&out);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_list = {
	.name = "list",
	.group = "look",
	.usage = "KIND",
	.about = "List what there is of a kind, a line each",
	.help = "KIND is one of platforms, stakeholders, metrics, terms, teams, integrations, "
		"disputes, workshops, evidence, waivers. A blank cell was not asked.\n"
		"\n"
		"  stocktake list platforms\n"
		"  stocktake list disputes --format json | jq -r '.items[].address'\n",
	.formats = "text json",
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.min_words = 1,
	.max_words = 1,
	.run = run_list,
};
