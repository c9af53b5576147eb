#include "audit.h"

#include <string.h>

#include "coverage.h"
#include "findings.h"
#include "markdown.h"
#include "metrics.h"
#include "names.h"
#include "plain.h"
#include "stocktake/base/tr.h"

void stk_audit_text(const struct stk_audit *audit, const char *text)
{
	struct stk_str plain = STK_STR_INIT;

	stk_plain_text(audit->inventory, text, &plain);
	stk_md_text(audit->out, plain.data);
	stk_str_release(&plain);
}

static void add_sum(const struct stk_audit *audit)
{
	struct stk_str text = STK_STR_INIT;
	size_t answered = 0, people = audit->inventory->kinds[STK_STAKEHOLDER].count;
	size_t platforms = stk_coverage_platforms(audit->inventory);
	char date[11];

	for (uint32_t i = 0; i < people; i++)
		answered += stk_stakeholder_answered(
			audit->inventory, &audit->inventory->kinds[STK_STAKEHOLDER].items[i]);
	stk_date_format(audit->inventory->clock.today, date);
	stk_str_addf(&text, stk_t("As of %s: "), date);
	if (audit->facts->metrics->count) {
		stk_str_addf(&text,
			     stk_tn("**%u of the %u metric asked for can be computed**. ",
				    "**%u of the %u metrics asked for can be computed**. ",
				    audit->facts->metrics->count),
			     stk_metrics_computable(audit->facts->metrics),
			     audit->facts->metrics->count);
	} else {
		stk_str_add(&text, stk_t("no metric is asked for. "));
	}
	stk_str_addf(
		&text,
		stk_tn("%zu platform is recorded; ", "%zu platforms are recorded; ", platforms),
		platforms);
	if (people) {
		stk_str_addf(&text,
			     stk_tn("%zu of %zu person has answered. ",
				    "%zu of %zu people have answered. ", people),
			     answered, people);
	} else {
		stk_str_add(&text, stk_t("nobody has been asked yet. "));
	}
	stk_str_add(&text, stk_t("Findings: "));
	stk_findings_count(audit->findings->findings, &text);
	stk_str_add(&text, stk_t("."));
	stk_md_words(audit->out, text.data);
	stk_str_release(&text);
}

static void add_first_steps(const struct stk_audit *audit)
{
	const struct stk_metrics *metrics = audit->facts->metrics;
	struct stk_str text = STK_STR_INIT;
	struct stk_unlock_step step;

	stk_md_head(audit->out, 2, stk_t("What to do first"));
	if (!metrics->unlock_count) {
		stk_md_words(audit->out,
			     !audit->inventory->kinds[STK_PLATFORM].count
				     ? stk_t("Nothing is recorded yet: `stocktake walk` begins.")
			     : metrics->count && stk_metrics_computable(metrics) == metrics->count
				     ? stk_t("Every metric can be computed.")
				     : stk_t("No single connection would make another metric "
					     "computable: "
					     "the open questions below come first."));
		return;
	}
	for (uint32_t i = 0, n = 1; stk_unlock_step(audit->facts, i, &step); i += step.count) {
		stk_str_reset(&text);
		stk_unlock_words(audit->facts, &step, &text);
		stk_str_addf(audit->out, "%u. **", n++);
		stk_audit_text(audit, text.data);
		stk_str_addf(audit->out, "**%s", stk_t(": "));
		stk_unlock_gain(&step, audit->out);
		stk_str_add(audit->out, stk_t(": "));
		stk_str_reset(&text);
		stk_unlock_metrics(audit->facts, &step, &text);
		stk_md_text(audit->out, text.data);
		stk_str_add(audit->out,
			    step.native ? stk_t(". A native integration exists.\n") : stk_t(".\n"));
	}
	stk_str_release(&text);
}

void stk_audit_markdown(const struct stk_findings_page *findings, struct stk_str *out)
{
	struct stk_audit audit = {findings, findings->facts, findings->facts->inventory, out};
	const struct stk_node *root = audit.inventory->root;
	const char *name = stk_text(audit.inventory, root, STK_W_NAME);
	const char *goal = stk_text(audit.inventory, root, STK_W_GOAL);

	stk_md_head(out, 1, name ? name : stk_t("Where the data is"));
	if (goal) {
		stk_str_add(out, "> ");
		stk_md_text(out, goal);
		stk_str_add(out, "\n\n");
	}
	add_sum(&audit);
	add_first_steps(&audit);
	stk_audit_metrics(&audit);
	stk_audit_findings(&audit);
	stk_audit_platforms(&audit);
	stk_audit_housekeeping(&audit);
	stk_audit_unclear(&audit);
	stk_audit_people(&audit);
	while (stk_str_ends(out, "\n\n"))
		stk_str_truncate(out, out->len - 1);
}
