/*
 * A comment for a pull request: what to do first is open, the rest is folded away. It never
 * outgrows what such a comment may hold; what has no room is counted.
 */
#include <string.h>

#include "findings.h"
#include "markdown.h"
#include "names.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define OPEN_GROUPS     5
#define OPEN_FINDINGS   5 /* of a group; one more where it would be the only one folded away */
#define MAX_TEXT_COLS   300
#define MAX_REMEDY_COLS 600
/* A comment holds 65,536 characters; a group's head and one finding fit in what is left. */
#define MAX_BYTES 52000

struct comment {
	const struct stk_findings_page *page;
	struct stk_str *out;
	size_t left_out;
};

static bool is_full(const struct comment *comment)
{
	return comment->out->len > MAX_BYTES;
}

/* Text that came from files and people, on one line, not without end; what stands between two `
 * stays code. */
static void add_text(const struct comment *comment, const char *text, size_t max_cols)
{
	struct stk_str visible = STK_STR_INIT, cut = STK_STR_INIT, harmless = STK_STR_INIT;

	stk_text_visible(&visible, text, strlen(text), true);
	stk_text_cut(&cut, visible.data, max_cols);
	stk_md_prose(&harmless, cut.data);
	stk_md_quiet(comment->out, harmless.data);
	stk_str_release(&visible);
	stk_str_release(&cut);
	stk_str_release(&harmless);
}

static void add_stop(struct stk_str *out)
{
	if (!stk_str_ends(out, ".") && !stk_str_ends(out, "?") && !stk_str_ends(out, "!"))
		stk_str_addc(out, '.');
}

static void fold(struct stk_str *out, const char *summary)
{
	stk_md_gap(out);
	stk_str_addf(out, "<details><summary>%s</summary>\n\n", summary);
}

static void unfold(struct stk_str *out)
{
	stk_md_gap(out);
	stk_str_add(out, "</details>\n\n");
}

/* `next`: the one that follows it, in the open or folded away with it; or NULL. */
static void add_finding(struct comment *comment, const struct stk_finding *finding,
			const struct stk_finding *next, bool own_remedy)
{
	const struct stk_facts *facts = comment->page->facts;
	const char *because = stk_findings_because(facts, finding);
	struct stk_str *out = comment->out, text = STK_STR_INIT;

	stk_str_addf(out, "- **%s** ",
		     finding->state == STK_WAIVED
			     ? stk_t("waived")
			     : stk_tc("severity", stk_severity_name(finding->severity)));
	add_text(comment, finding->message, MAX_TEXT_COLS);
	add_stop(out);
	stk_findings_metrics(facts, finding, &text);
	if (text.len) {
		stk_str_add(out, stk_t(" Holds up "));
		add_text(comment, text.data, MAX_TEXT_COLS);
		add_stop(out);
	}
	if (because) {
		stk_str_add(out, stk_t(" Accepted: "));
		add_text(comment, because, MAX_TEXT_COLS);
		add_stop(out);
	} else if (own_remedy && finding->remedy) {
		stk_str_add(out, stk_t(" *To do:* "));
		add_text(comment, finding->remedy, MAX_REMEDY_COLS);
		add_stop(out);
	}
	stk_str_reset(&text);
	/* What the next one asks as well is asked once, after it. */
	if (finding->state == STK_OPEN && finding->ask &&
	    !(next && next->ask && strcmp(next->ask, finding->ask) == 0) &&
	    stk_findings_question(facts, finding, &text)) {
		stk_str_add(out, " *");
		add_text(comment, text.data, MAX_TEXT_COLS);
		stk_str_add(out, "*");
	}
	stk_str_reset(&text);
	stk_findings_where(comment->page, finding, &text);
	stk_str_add(out, " (");
	add_text(comment, text.data, MAX_TEXT_COLS);
	stk_str_add(out, ")\n");
	stk_str_release(&text);
}

static void add_group(struct comment *comment, const struct stk_finding_group *group)
{
	struct stk_str *out = comment->out, text = STK_STR_INIT;
	size_t open = group->count > OPEN_FINDINGS + 1 ? OPEN_FINDINGS : group->count, i;

	if (is_full(comment)) {
		comment->left_out += group->count;
		return;
	}
	stk_md_gap(out);
	stk_str_add(out, "### ");
	add_text(comment, group->title, MAX_TEXT_COLS);
	stk_str_add(out, "\n\n");
	add_text(comment, group->check, MAX_TEXT_COLS);
	if (group->metrics) {
		stk_str_add(out, stk_t(", holds up "));
		stk_name_count(out, group->metrics, "metric", "metrics");
	}
	stk_str_addc(out, '.');
	if (group->remedy) {
		stk_str_add(out, stk_t(" **To do:** "));
		add_text(comment, group->remedy, MAX_REMEDY_COLS);
		add_stop(out);
	}
	stk_str_add(out, "\n\n");
	for (i = 0; i < group->count && !is_full(comment); i++) {
		if (i == open) {
			stk_str_addf(&text, stk_t("%zu more"), group->count - open);
			fold(out, text.data);
		}
		add_finding(comment, group->items[i],
			    i + 1 < group->count && i + 1 != open ? group->items[i + 1] : NULL,
			    !group->remedy);
	}
	comment->left_out += group->count - i;
	if (i > open)
		unfold(out);
	stk_str_release(&text);
}

static void add_failed(const struct comment *comment)
{
	const struct stk_findings_page *page = comment->page;
	size_t i;

	if (!page->failed_count)
		return;
	stk_md_words(comment->out, stk_t("**Checks that failed: what they would have found is not "
					 "known.**"));
	for (i = 0; i < page->failed_count && !is_full(comment); i++) {
		stk_str_add(comment->out, "- ");
		add_text(comment, page->failed[i].check, MAX_TEXT_COLS);
		stk_str_add(comment->out, ": ");
		add_text(comment, page->failed[i].reason, MAX_TEXT_COLS);
		stk_str_addc(comment->out, '\n');
	}
	if (i < page->failed_count)
		stk_str_addf(comment->out, stk_t("- and %zu more\n"), page->failed_count - i);
}

/* Those that are waived stand by themselves: nothing is to be done about them. */
static void add_waived(struct comment *comment)
{
	const struct stk_findings *findings = comment->page->findings;
	struct stk_findings_sum sum;
	struct stk_str text = STK_STR_INIT;

	stk_findings_sum(findings, &sum);
	if (!comment->page->show_waived || !sum.waived)
		return;
	if (is_full(comment)) {
		comment->left_out += sum.waived;
		return;
	}
	stk_str_addf(&text, stk_t("%zu waived"), sum.waived);
	fold(comment->out, text.data);
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].state != STK_WAIVED)
			continue;
		if (is_full(comment))
			comment->left_out++;
		else
			add_finding(comment, &findings->items[i], NULL, false);
	}
	unfold(comment->out);
	stk_str_release(&text);
}

void stk_findings_markdown(const struct stk_findings_page *page, const struct stk_terminal *term,
			   struct stk_str *out)
{
	struct comment comment = {page, out, 0};
	struct stk_finding_groups groups;
	struct stk_str text = STK_STR_INIT;
	bool folded = false;

	(void)term;
	stk_finding_groups_init(&groups, page, false);
	stk_findings_summary(page, &text);
	stk_str_addf(out, "## stocktake: %s\n\n", text.data);
	if (page->since && page->resolved_count) {
		stk_str_addf(out, stk_t("%zu resolved since "), page->resolved_count);
		add_text(&comment, page->since, MAX_TEXT_COLS);
		stk_str_add(out, ".\n\n");
	}
	add_failed(&comment);
	for (size_t i = 0; i < groups.count; i++) {
		if (i == OPEN_GROUPS && !is_full(&comment)) {
			stk_str_reset(&text);
			stk_name_count(&text, groups.count - i, "more check", "more checks");
			fold(out, text.data);
			folded = true;
		}
		add_group(&comment, &groups.items[i]);
	}
	if (folded)
		unfold(out);
	add_waived(&comment);
	if (comment.left_out) {
		stk_md_gap(out);
		stk_name_count(out, comment.left_out, "more finding has", "more findings have");
		stk_str_add(out, stk_t(" no room here; `stocktake check` shows all.\n"));
	}
	while (stk_str_ends(out, "\n\n"))
		stk_str_truncate(out, out->len - 1);
	stk_finding_groups_release(&groups);
	stk_str_release(&text);
}
