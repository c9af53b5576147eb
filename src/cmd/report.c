#include <string.h>

#include "judge.h"
#include "look.h"
#include "put_file.h"
#include "report_sheets.h"
#include "stocktake/base/mem.h"
#include "stocktake/report/audit.h"

static const struct stk_option options[] = {
	{'o', "output", "FILE", "FILE.md or FILE.xlsx; - or nothing: Markdown to standard output"},
	{0, "like", "THEIRS.xlsx", "their rows, columns and order, with what is known beside them"},
};

static int put_report(const char *path, const struct stk_str *out)
{
	struct stk_err err;

	if (!path || strcmp(path, "-") == 0)
		return stk_put(out);
	if (stk_put_file(path, out, &err))
		return stk_fail(&err);
	stk_tell("The report is in %s\n", path);
	return 0;
}

static int usage(const char *path, const char *like, struct stk_err *err)
{
	bool sheet = path && stk_ends(path, ".xlsx");

	if (path && strcmp(path, "-") != 0 && !stk_ends(path, ".md") && !sheet)
		return stk_err_set(err, STK_EUSAGE, "-o takes FILE.md or FILE.xlsx, not \"%s\"",
				   path);
	if (like && !sheet)
		return stk_err_set(err, STK_EUSAGE,
				   "--like makes a workbook: it goes with -o FILE.xlsx");
	return 0;
}

static int run_report(const struct stk_app *app, const struct stk_args *args)
{
	const char *path = stk_arg(args, "output"), *like = stk_arg(args, "like");
	struct stk_case it;
	struct stk_findings_page page;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	if (usage(path, like, &err) ||
	    stk_case_open(app, STK_FACTS_UNLOCKS | STK_FACTS_PEOPLE, NULL, &it, &err))
		return stk_fail(&err);
	status = stk_opened_complain(&it.opened);
	if (path && stk_ends(path, ".xlsx")) {
		if (stk_report_workbook(app, &it, like, &out, &err)) {
			status = stk_worse(status, stk_fail(&err));
			goto out;
		}
	} else {
		stk_case_page(&it, &page);
		stk_audit_markdown(&page, &out);
	}
	if (it.judged.checks->failure_count) {
		stk_tell("stocktake: checks failed; the report names them\n");
		status = STK_ECHECK;
	}
	status = stk_worse(status, put_report(path, &out));
out:
	stk_case_release(&it);
	stk_str_release(&out);
	return status;
}

const struct stk_cmd stk_cmd_report = {
	.name = "report",
	.group = "hand over",
	.usage = "[-o FILE.md|FILE.xlsx] [--like THEIRS.xlsx]",
	.about = "Write the report: what was found, and what to do",
	.help = "Markdown: the goal, what to do first, the metrics with the reason, silos, gaps, "
		"every "
		"platform, open questions by person, who was asked. The same inventory and day "
		"give "
		"the same bytes.\n"
		"\n"
		"FILE.xlsx is a workbook: inventory, findings, metrics, and which platform holds "
		"what. With --like it is somebody's own sheet (XLSX, ODS or CSV): their rows, "
		"columns and order, beside each row its state, what is open and whom to ask, and "
		"the platforms that they do not have below.\n"
		"\n"
		"  stocktake report -o audit.md\n"
		"  stocktake report -o tools-today.xlsx --like tools.xlsx\n"
		"  stocktake report --rev v1 | less\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.run = run_report,
};
