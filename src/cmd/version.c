#include "cmd.h"

static int run_version(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_str out = STK_STR_INIT;
	int status;

	(void)app;
	(void)args;
	stk_str_add(&out, "stocktake " STK_VERSION "\n");
	status = stk_put(&out);
	stk_str_release(&out);
	return status;
}

const struct stk_cmd stk_cmd_version = {
	.name = "version",
	.group = "help",
	.usage = "",
	.about = "Say which version this is",
	.run = run_version,
};
