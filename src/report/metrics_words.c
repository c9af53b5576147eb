#include <string.h>

#include "metrics.h"
#include "names.h"
#include "stocktake/base/tr.h"

const char *stk_metric_state_words(enum stk_metric_state state)
{
	switch (state) {
	case STK_READY: return stk_t("Ready");
	case STK_STALE: return stk_t("Stale: the data comes too late");
	case STK_UNKNOWN: return stk_t("Unknown: somebody must be asked");
	case STK_DISPUTED: return stk_t("Disputed: people say different things");
	case STK_SILO: return stk_t("Silo: the data is held, but does not reach the reports");
	case STK_MISSING: return stk_t("Missing: no platform holds the data");
	case STK_METRIC_STATES: break;
	}
	return "";
}

enum stk_color stk_metric_state_color(enum stk_metric_state state)
{
	switch (state) {
	case STK_READY: return STK_GREEN;
	case STK_UNKNOWN: return STK_BLUE;
	case STK_STALE:
	case STK_DISPUTED: return STK_YELLOW;
	case STK_SILO:
	case STK_MISSING: return STK_RED;
	case STK_METRIC_STATES: break;
	}
	return STK_PLAIN;
}

const char *stk_metric_name(const struct stk_facts *facts, const struct stk_metric *metric)
{
	return stk_entity_shown(facts->inventory,
				&facts->inventory->kinds[STK_METRIC].items[metric->entity]);
}

void stk_metric_sources(const struct stk_facts *facts, const struct stk_metric *metric,
			struct stk_str *out)
{
	bool first = true;

	for (uint32_t i = 0; i < metric->need_count; i++) {
		uint32_t from = metric->needs[i].from, j = 0;

		while (j < i && metric->needs[j].from != from)
			j++;
		if (from == STK_NONE || j < i)
			continue;
		stk_str_addf(out, "%s%s", first ? "" : stk_tc("list", ", "),
			     stk_name_of_platform(facts->inventory, from));
		first = false;
	}
}

void stk_metric_caveats(const struct stk_metric *metric, struct stk_str *out)
{
	bool first = true;

	for (unsigned i = 0; i < STK_CAVEATS; i++) {
		if (!(metric->caveats & (1u << i)))
			continue;
		if (!first)
			stk_str_add(out, stk_tc("list", ", "));
		for (const char *c = stk_t(stk_caveat_name(i)); *c; c++)
			stk_str_addc(out, *c == '-' ? ' ' : *c);
		first = false;
	}
}

/* True if something already goes from one to the other. */
static bool is_linked(const struct stk_graph *graph, uint32_t from, uint32_t to)
{
	for (uint32_t i = graph->out_first[from]; i < graph->out_first[from + 1]; i++)
		if (graph->links[i].to == to)
			return true;
	return false;
}

bool stk_unlock_step(const struct stk_facts *facts, uint32_t at, struct stk_unlock_step *step)
{
	const struct stk_metrics *metrics = facts->metrics;
	const struct stk_unlock *last;

	if (at >= metrics->unlock_count)
		return false;
	*step = (struct stk_unlock_step){.links = &metrics->unlocks[at], .native = true};
	do {
		last = &metrics->unlocks[at++];
		step->count++;
		step->native = step->native && last->native;
	} while (!last->metric_count && at < metrics->unlock_count);
	step->metrics = last->metrics;
	step->metric_count = last->metric_count;
	return true;
}

static void add_link(const struct stk_facts *facts, const struct stk_unlock *unlock, bool first,
		     struct stk_str *out)
{
	bool more = is_linked(facts->graph, unlock->from, unlock->to);

	const char *from = stk_name_of_platform(facts->inventory, unlock->from),
		   *to = stk_name_of_platform(facts->inventory, unlock->to);
	struct stk_str carries = STK_STR_INIT;

	if (first && more)
		stk_str_addf(out, stk_t("Send more from %s to %s"), from, to);
	else if (first)
		stk_str_addf(out, stk_t("Connect %s to %s"), from, to);
	else if (more)
		stk_str_addf(out, stk_t(", and send more from %s to %s"), from, to);
	else
		stk_str_addf(out, stk_t(", and connect %s to %s"), from, to);
	if (!unlock->carry_count)
		return;
	stk_names_syms(facts->inventory, unlock->carries, unlock->carry_count, &carries);
	stk_str_addf(out, stk_t(" (%s)"), carries.data);
	stk_str_release(&carries);
}

void stk_unlock_words(const struct stk_facts *facts, const struct stk_unlock_step *step,
		      struct stk_str *out)
{
	for (uint32_t i = 0; i < step->count; i++)
		add_link(facts, &step->links[i], !i, out);
}

void stk_unlock_gain(const struct stk_unlock_step *step, struct stk_str *out)
{
	stk_str_addf(out, stk_tn("%u more metric", "%u more metrics", step->metric_count),
		     step->metric_count);
}

void stk_unlock_metrics(const struct stk_facts *facts, const struct stk_unlock_step *step,
			struct stk_str *out)
{
	for (uint32_t i = 0; i < step->metric_count; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : "",
			     stk_metric_name(facts, &facts->metrics->items[step->metrics[i]]));
}

void stk_metrics_sum(const struct stk_facts *facts, struct stk_str *out)
{
	stk_str_addf(out, stk_t("%u of %u can be computed"), stk_metrics_computable(facts->metrics),
		     facts->metrics->count);
}
