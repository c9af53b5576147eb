#include <string.h>

#include "audit.h"
#include "markdown.h"
#include "metrics.h"
#include "names.h"
#include "plain.h"
#include "stocktake/base/tr.h"

static void add_value(const struct stk_audit *audit, const struct stk_node *node,
		      enum stk_word word)
{
	struct stk_str text = STK_STR_INIT;
	const struct stk_node *value = stk_node_get(node, word);

	if (value)
		stk_name_value(audit->inventory, stk_shape_key(stk_kinds[STK_PLATFORM].shape, word),
			       value, &text);
	stk_md_cell(audit->out, value ? text.data : "?", false);
	stk_str_release(&text);
}

/* "to Power BI, Salesforce; from HubSpot", "nothing", "?" where nobody was asked. */
static void exchanges(const struct stk_audit *audit, uint32_t platform, struct stk_str *out)
{
	const struct stk_graph *graph = audit->facts->graph;
	uint32_t last = STK_NONE, count = 0;

	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++) {
		uint32_t to = graph->links[i].to;

		if (to != last)
			stk_str_addf(out, "%s%s", count++ ? stk_tc("list", ", ") : stk_t("to "),
				     stk_name_of_platform(audit->inventory, to));
		last = to;
	}
	last = STK_NONE;
	for (uint32_t i = graph->in_first[platform], from = 0; i < graph->in_first[platform + 1];
	     i++) {
		uint32_t source = graph->links[graph->in_links[i]].from;

		if (source != last)
			stk_str_addf(out, "%s%s",
				     from++  ? stk_tc("list", ", ")
				     : count ? stk_t("; from ")
					     : stk_t("from "),
				     stk_name_of_platform(audit->inventory, source));
		last = source;
	}
	if (!out->len)
		stk_str_add(out, graph->platforms[platform].integrations == STK_SAID_NONE
					 ? stk_t("nothing")
					 : "?");
}

static const char *reaches(const struct stk_platform_facts *facts)
{
	if (facts->destination)
		return stk_t("made here");
	if (!facts->active)
		return stk_t("not in use");
	if (facts->reaches)
		return stk_t("yes");
	return facts->may_reach ? "?" : stk_t("no");
}

void stk_audit_platforms(const struct stk_audit *audit)
{
	const struct stk_entities *platforms = &audit->inventory->kinds[STK_PLATFORM];
	struct stk_str text = STK_STR_INIT;

	stk_md_head(audit->out, 2, stk_t("What was found"));
	if (!platforms->count) {
		stk_md_words(audit->out, stk_t("No platform is recorded yet."));
		return;
	}
	stk_md_words(audit->out, stk_t("A question mark: nobody has said."));
	stk_md_table(
		audit->out,
		stk_t("Platform|Category|Owner|Holds|Exchanges data with|Reaches the reports"));
	for (uint32_t i = 0; i < platforms->count; i++) {
		const struct stk_node *node = platforms->items[i].node;

		stk_md_cell(audit->out, stk_entity_name(audit->inventory, &platforms->items[i]),
			    false);
		add_value(audit, node, STK_W_CATEGORY);
		add_value(audit, node, STK_W_OWNER);
		stk_str_reset(&text);
		stk_plain_terms(audit->inventory, stk_node_get(node, STK_W_HOLDS), &text);
		stk_md_cell(audit->out, stk_node_get(node, STK_W_HOLDS) ? text.data : "?", false);
		stk_str_reset(&text);
		exchanges(audit, i, &text);
		stk_md_cell(audit->out, text.data, false);
		stk_md_cell(audit->out, reaches(&audit->facts->graph->platforms[i]), true);
	}
	stk_str_release(&text);
}

void stk_audit_metrics(const struct stk_audit *audit)
{
	const struct stk_metrics *metrics = audit->facts->metrics;
	struct stk_str text = STK_STR_INIT;

	stk_md_head(audit->out, 2, stk_t("Metrics"));
	if (!metrics->count) {
		stk_md_words(audit->out, stk_t("No metric is asked for."));
		return;
	}
	stk_md_table(audit->out, stk_t("Metric|State|Why|Mind"));
	for (int state = STK_READY; state < STK_METRIC_STATES; state++) {
		for (uint32_t i = 0; i < metrics->count; i++) {
			const struct stk_metric *metric = &metrics->items[i];

			if ((int)metric->state != state)
				continue;
			stk_md_cell(audit->out, stk_metric_name(audit->facts, metric), false);
			stk_md_cell(audit->out, stk_t(stk_metric_state_name(metric->state)), false);
			stk_str_reset(&text);
			stk_plain_text(audit->inventory, metric->reason, &text);
			stk_md_cell(audit->out, text.data, false);
			stk_str_reset(&text);
			stk_metric_caveats(metric, &text);
			stk_md_cell(audit->out, text.data, true);
		}
	}
	stk_str_release(&text);
}
