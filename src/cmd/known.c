#include "known.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/compare.h"
#include "stocktake/report/baseline.h"

static int read_baseline(const char *path, struct stk_findings *known, struct stk_err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? stk_t("standard input") : path;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stk_str text = STK_STR_INIT;
	int failed;

	if (fd < 0)
		return stk_err_errno(err, errno, "cannot read the baseline %s", path);
	failed = stk_file_slurp(fd, name, STK_BASELINE_MAX_BYTES, &text, err);
	if (!failed)
		failed = stk_baseline_read(name, text.data, text.len, known, err);
	stk_str_release(&text);
	if (!is_stdin)
		close(fd);
	return failed;
}

/* What another selection, a check that is off or one that failed would have found is not gone. */
static void drop_uncovered(const struct stk_case *it, const char *select,
			   struct stk_findings *known)
{
	size_t kept = 0;

	for (size_t i = 0; i < known->count; i++)
		if (stk_case_covers(it, &known->items[i], select))
			known->items[kept++] = known->items[i];
	known->count = kept;
}

static void tell_failed(const struct stk_case *before, const struct stk_case *it, const char *since)
{
	for (size_t i = 0; i < before->judged.checks->failure_count; i++) {
		const char *check = before->judged.checks->failures[i].check;
		bool now = false;

		for (size_t j = 0; j < it->judged.checks->failure_count; j++)
			now |= strcmp(it->judged.checks->failures[j].check, check) == 0;
		if (!now)
			stk_tell("stocktake: %s failed over %s: all that it finds now counts as "
				 "new\n",
				 check, since);
	}
}

static int know_revision(const struct stk_app *app, const char *since, const char *select,
			 struct stk_case *it, struct stk_findings_page *page, struct stk_err *err)
{
	struct stk_opened opened;
	struct stk_case before;
	bool missing;

	if (stk_open_at(app, since, stk_case_loads(select), &opened, &missing, err)) {
		if (!missing)
			return -1;
		stk_tell("stocktake: the inventory was not there yet in %s: all is new\n", since);
		return 0;
	}
	if (stk_case_judge(&opened, it->opened.inventory, 0, select, &before, err))
		return -1;
	tell_failed(&before, it, since);
	drop_uncovered(it, select, &before.judged.findings);
	page->resolved_count = stk_findings_know(&it->judged.findings, &before.judged.findings);
	stk_case_release(&before);
	return 0;
}

int stk_known(const struct stk_app *app, const char *baseline, const char *since,
	      const char *select, struct stk_case *it, struct stk_findings_page *page)
{
	struct stk_findings known = STK_FINDINGS_INIT;
	struct stk_err err;
	int failed = 0;

	page->since = since                                    ? since
		      : baseline && strcmp(baseline, "-") == 0 ? stk_t("the baseline")
							       : baseline;
	if (baseline && !(failed = read_baseline(baseline, &known, &err))) {
		drop_uncovered(it, select, &known);
		page->resolved_count = stk_findings_know(&it->judged.findings, &known);
	} else if (since) {
		failed = know_revision(app, since, select, it, page, &err);
	}
	stk_findings_release(&known);
	return failed ? stk_fail(&err) : 0;
}
