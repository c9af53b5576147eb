#include "findings.h"

#include <string.h>

#include "names.h"
#include "page.h"
#include "stocktake/base/tr.h"

#define SEVERITY_COLS 9

static enum stk_color color_of(enum stk_severity severity)
{
	switch (severity) {
	case STK_ERROR: return STK_RED;
	case STK_WARNING: return STK_YELLOW;
	case STK_NOTE: break;
	}
	return STK_BLUE;
}

/* The address, unless the file's name says it already, and the place in the file. */
static void add_place(const struct stk_finding *finding, struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;
	size_t len = strlen(finding->address);

	if (!finding->file || strncmp(finding->file, finding->address, len) != 0 ||
	    strcmp(finding->file + len, ".yaml") != 0)
		stk_str_addf(&text, "%s%s", finding->address, finding->file ? ", " : "");
	if (finding->file)
		stk_str_add(&text, finding->file);
	if (finding->file && finding->line)
		stk_str_addf(&text, ":%u", finding->line);
	if (finding->file && finding->line && finding->col > 1)
		stk_str_addf(&text, ":%u", finding->col);
	stk_page_text(page, 2 + SEVERITY_COLS, STK_DIM, text.data);
	stk_str_release(&text);
}

static void add_question(const struct stk_facts *facts, const struct stk_finding *finding,
			 struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	if (facts->asker && stk_findings_question(facts, finding, &text))
		stk_page_text(page, 2 + SEVERITY_COLS, STK_PLAIN, text.data);
	stk_str_release(&text);
}

static void add_metrics(const struct stk_facts *facts, const struct stk_finding *finding,
			struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	stk_findings_metrics(facts, finding, &text);
	if (text.len)
		stk_page_textf(page, 2 + SEVERITY_COLS, STK_PLAIN, "Holds up %s", text.data);
	stk_str_release(&text);
}

static void add_finding(const struct stk_findings_page *all, const struct stk_finding *finding,
			const struct stk_finding *next, bool own_remedy, struct stk_page *page)
{
	bool waived = finding->state == STK_WAIVED;

	stk_page_pair(page, 2, SEVERITY_COLS, waived ? STK_DIM : color_of(finding->severity),
		      waived ? stk_t("waived")
			     : stk_tc("severity", stk_severity_name(finding->severity)),
		      finding->message, NULL);
	/* What the next finding has as well (place, remedy, question) is told once, after it. */
	if (!next || strcmp(next->address, finding->address) != 0 || next->line != finding->line ||
	    next->col != finding->col)
		add_place(finding, page);
	if (own_remedy && finding->remedy &&
	    !(next && next->remedy && strcmp(next->remedy, finding->remedy) == 0))
		stk_page_textf(page, 2 + SEVERITY_COLS, STK_PLAIN, "%s", finding->remedy);
	add_metrics(all->facts, finding, page);
	if (finding->ask && !(next && next->ask && strcmp(next->ask, finding->ask) == 0))
		add_question(all->facts, finding, page);
}

static void add_group(const struct stk_findings_page *all, const struct stk_finding_group *group,
		      struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	stk_page_gap(page);
	stk_str_add(&text, group->check);
	if (group->metrics) {
		stk_str_add(&text, stk_t(", holds up "));
		stk_name_count(&text, group->metrics, "metric", "metrics");
	}
	stk_page_pair(page, 0, 0, STK_BOLD, group->title, "", text.data);
	if (group->remedy)
		stk_page_text(page, 2, STK_PLAIN, group->remedy);
	for (size_t i = 0; i < group->count; i++)
		add_finding(all, group->items[i], i + 1 < group->count ? group->items[i + 1] : NULL,
			    !group->remedy, page);
	stk_str_release(&text);
}

void stk_findings_text(const struct stk_findings_page *all, const struct stk_terminal *term,
		       struct stk_str *out)
{
	struct stk_page page = {out, term};
	struct stk_finding_groups groups;
	struct stk_str text = STK_STR_INIT;

	stk_finding_groups_init(&groups, all, all->show_waived);
	for (size_t i = 0; i < groups.count; i++)
		add_group(all, &groups.items[i], &page);
	stk_finding_groups_release(&groups);
	if (all->failed_count)
		stk_page_head(&page,
			      stk_t("Checks that failed: what they would have found is not known"));
	for (size_t i = 0; i < all->failed_count; i++)
		stk_page_pair(&page, 2, 0, STK_RED, all->failed[i].check, all->failed[i].reason,
			      NULL);
	stk_page_gap(&page);
	stk_findings_summary(all, &text);
	if (*text.data >= 'a' && *text.data <= 'z')
		*text.data = (char)(*text.data - 'a' + 'A');
	stk_str_add(&text, stk_t("."));
	stk_page_text(&page, 0, STK_BOLD, text.data);
	if (all->since && all->resolved_count)
		stk_page_textf(&page, 0, STK_GREEN, "%zu resolved since %s.", all->resolved_count,
			       all->since);
	stk_str_release(&text);
}
