#include "cmd.h"
#include "stocktake/model/schema.h"
#include "stocktake/report/schema.h"

static int run_schema(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_str out = STK_STR_INIT;
	int kind = args->count ? stk_kind_by_name(args->words[0]) : -1;
	int status;

	(void)app;
	if (args->count && kind < 0) {
		struct stk_err err;

		stk_err_set(&err, STK_EUSAGE, "there is no kind \"%s\"", args->words[0]);
		stk_err_hint(&err, "One of: inventory, stakeholder, platform, metric, workshop, "
				   "evidence, term, waiver.");
		return stk_fail(&err);
	}
	stk_report_schema(kind, &out);
	status = stk_put(&out);
	stk_str_release(&out);
	return status;
}

const struct stk_cmd stk_cmd_schema = {
	.name = "schema",
	.group = "help",
	.usage = "[KIND]",
	.about = "The JSON Schema of the files, for editors",
	.help = "Every key with its type, choices and what it is for. KIND is one of inventory, "
		"stakeholder, platform, metric, workshop, evidence, term, waiver; without it, all "
		"as "
		"one document.\n"
		"\n"
		"  stocktake schema platform > platform.schema.json\n",
	.max_words = 1,
	.run = run_schema,
};
