#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "known.h"
#include "look.h"
#include "stocktake/base/mem.h"

static const struct stk_option options[] = {
	{0, "select", "EXPR", "only these: \"silo or (gap and not gap-owner)\""},
	{0, "fail-on", "SEVERITY", "status 1 from note, warning or error (error) upwards"},
	{0, "waived", NULL, "show waived findings too"},
	{0, "baseline", "FILE", "count only what is not in FILE, an earlier --format json"},
	{0, "since", "REV", "count only what was not found in that revision"},
};

static int status_of(const struct stk_opened *opened, const struct stk_judged *judged,
		     enum stk_severity fail_on)
{
	int status = 0;

	for (size_t i = 0; i < judged->findings.count; i++)
		if (judged->findings.items[i].state == STK_OPEN &&
		    judged->findings.items[i].severity >= fail_on)
			status = 1;
	if (opened->inventory->unreadable)
		status = STK_EUSAGE;
	return judged->checks->failure_count ? STK_ECHECK : status;
}

/* Where the inventory lies in its repository; NULL where that is not known. */
static char *prefix_of(const struct stk_opened *opened)
{
	struct stk_err err;
	bool found = true;
	struct stk_repo *repo =
		opened->repo ? opened->repo : stk_repo_open(opened->folder, &found, &err);
	char *prefix = repo ? stk_repo_relative(repo, opened->folder) : NULL;

	if (!repo && found) {
		stk_err_print(&err, stderr);
		stk_tell("Paths are those within the inventory: where it lies in the repository is "
			 "not known.\n");
	}
	if (repo != opened->repo)
		stk_repo_close(repo);
	return prefix;
}

/* Whoever reads the findings should know that these are not the rules that ship. */
static void tell_replaced(const struct stk_checks *checks)
{
	for (size_t i = 0; i < checks->count; i++)
		if (checks->items[i].replaces)
			stk_tell("stocktake: %s of this inventory takes the place of the shipped "
				 "check\n",
				 checks->items[i].file);
}

static int run_check(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_case it;
	const struct stk_findings_format *format = stk_findings_format(app->format);
	struct stk_findings_page page;
	char *prefix = NULL;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	const char *fail_on = stk_arg(args, "fail-on"), *select = stk_arg(args, "select"),
		   *baseline = stk_arg(args, "baseline"), *since = stk_arg(args, "since");
	int severity = fail_on ? stk_severity_parse(fail_on) : STK_ERROR;
	int status;

	if (severity < 0) {
		stk_err_set(&err, STK_EUSAGE, "--fail-on takes note, warning or error, not \"%s\"",
			    fail_on);
		return stk_fail(&err);
	}
	if (baseline && since) {
		stk_err_set(&err, STK_EUSAGE, "--baseline and --since both say what is known");
		stk_err_hint(&err, "Give one of them.");
		return stk_fail(&err);
	}
	if (stk_case_open(app, 0, select, &it, &err))
		return stk_fail(&err);
	if (format->asks && it.judged.findings.count)
		stk_facts_add(&it.facts, STK_FACTS_ASK);
	stk_case_page(&it, &page);
	page.show_waived = stk_arg(args, "waived") != NULL;
	status = stk_known(app, baseline, since, select, &it, &page);
	if (status)
		goto out;
	page.fail_on = (enum stk_severity)severity;
	if (format->places)
		page.prefix = prefix = prefix_of(&it.opened);
	format->render(&page, &app->out, &out);
	tell_replaced(it.judged.checks);
	if (select)
		stk_opened_complain(&it.opened);
	status = stk_worse(status_of(&it.opened, &it.judged, severity), stk_put(&out));
out:
	free(prefix);
	stk_case_release(&it);
	stk_str_release(&out);
	return status;
}

const struct stk_cmd stk_cmd_check = {
	.name = "check",
	.group = "judge",
	.usage = "",
	.about = "Say what is wrong, what it costs and what to do",
	.help = "What holds up most metrics comes first. EXPR is made of checks, kinds (silo gap "
		"conflict quality risk housekeeping), severities and beginnings with *, joined by "
		"or, and, not and parentheses. `stocktake checks list` shows the checks.\n"
		"\n"
		"Status 1: findings at or above --fail-on; 2: files that cannot be read; 3: a "
		"check "
		"failed. With --rev the checks of that revision are run.\n"
		"\n"
		"With --baseline or --since only findings that are new count for the status and "
		"are "
		"listed; those that were there are counted as known, those that are gone as "
		"resolved. --since judges the inventory as it was in REV by the checks and "
		"settings "
		"of today, so that a new check reports nothing old.\n"
		"\n"
		"For CI: --format sarif (code scanning), junit (test reports), github "
		"(annotations) and markdown (a comment); stocktake-check(1) has an example of "
		"each.\n"
		"\n"
		"  stocktake check\n"
		"  stocktake check --select 'silo or gap' --fail-on warning\n"
		"  stocktake check --since main --fail-on note\n"
		"  stocktake check --format json | jq '.summary'\n",
	.formats = "text json sarif junit github markdown",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.run = run_check,
};
