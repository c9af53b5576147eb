#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "stocktake/base/mem.h"

#define SHOWN_COMMITS 20

static const struct stk_option options[] = {
	{'n', "number", "N", "at most N commits (20); 0 for all"},
};

static int run_log(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_looked looked = {0};
	struct stk_commit_lines lines = {0};
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	const char *number = stk_arg(args, "number");
	size_t max = SHOWN_COMMITS;
	bool has_git;
	int status;

	if (number) {
		if (!*number || strlen(number) > 9 ||
		    strspn(number, "0123456789") != strlen(number)) {
			stk_err_set(&err, STK_EUSAGE, "-n takes a number, not \"%s\"", number);
			return stk_fail(&err);
		}
		max = strtoul(number, NULL, 10);
	}
	if (stk_open(app, 0, &opened, &err))
		return stk_fail(&err);
	if ((args->count && stk_look(&opened, args->words[0], false, &looked, &err)) ||
	    stk_look_commits(app, &opened, looked.file, max, &lines, &has_git, &err)) {
		status = stk_fail(&err);
	} else if (!has_git) {
		stk_err_set(&err, STK_EIO,
			    "the inventory is not in a git repository: nothing has been "
			    "committed");
		stk_err_hint(&err,
			     "`git init` in its folder, and what is recorded from then on has "
			     "a history.");
		status = stk_fail(&err);
	} else {
		stk_log_render(&lines, stk_wants_json(app), &app->out, &out);
		status = stk_put(&out);
	}
	stk_str_release(&out);
	stk_commit_lines_release(&lines);
	stk_looked_release(&looked);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_log = {
	.name = "log",
	.group = "history",
	.usage = "[ADDRESS]",
	.about = "The commits of the inventory, or of one entity",
	.help = "Date, who, and what they did; the newest first. ADDRESS narrows it to the file "
		"that "
		"holds it; an entity that is gone has a log too.\n"
		"\n"
		"  stocktake log\n"
		"  stocktake log platforms/hubspot -n 5\n",
	.formats = "text json",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.max_words = 1,
	.run = run_log,
};
