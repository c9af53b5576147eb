#include "json.h"
#include "metrics.h"

static const char *metric_id(const struct stk_facts *facts, uint32_t metric)
{
	const struct stk_inventory *inventory = facts->inventory;

	return stk_sym_text(&inventory->syms, inventory->kinds[STK_METRIC].items[metric].id);
}

/* The platforms on the way, the first and the last included; empty where nothing arrives. */
static json_t *path_json(const struct stk_facts *facts, const struct stk_need *need)
{
	json_t *list = json_array();

	for (uint32_t i = 0; i < need->path_len; i++) {
		const struct stk_link *link = &facts->graph->links[need->path[i]];

		if (!i)
			stk_json_add(list, stk_json_platform(facts->inventory, link->from));
		stk_json_add(list, stk_json_platform(facts->inventory, link->to));
	}
	return list;
}

static json_t *need_json(const struct stk_facts *facts, const struct stk_need *need)
{
	const struct stk_inventory *inventory = facts->inventory;
	json_t *object = json_object();

	stk_json_set_text(object, "group", stk_sym_text(&inventory->syms, need->group));
	stk_json_set(object, "terms", stk_json_syms(inventory, need->terms, need->term_count));
	stk_json_set_text(object, "state", stk_metric_state_name(need->state));
	stk_json_set(object, "from", stk_json_platform(inventory, need->from));
	stk_json_set(object, "path", path_json(facts, need));
	stk_json_set(object, "age_minutes",
		     need->age_minutes >= 0 ? json_integer(need->age_minutes) : json_null());
	stk_json_set(object, "ask", stk_json_syms(inventory, need->ask, need->ask_count));
	return object;
}

static json_t *metric_json(const struct stk_facts *facts, const struct stk_metric *metric)
{
	json_t *object = json_object(), *caveats = json_array(), *needs = json_array();

	stk_json_set_text(object, "metric", metric_id(facts, metric->entity));
	stk_json_set_text(object, "state", stk_metric_state_name(metric->state));
	for (unsigned i = 0; i < STK_CAVEATS; i++)
		if (metric->caveats & (1u << i))
			stk_json_add(caveats, stk_json_text(stk_caveat_name(i)));
	stk_json_set(object, "caveats", caveats);
	stk_json_set(object, "destination",
		     stk_json_platform(facts->inventory, metric->destination));
	for (uint32_t i = 0; i < metric->need_count; i++)
		stk_json_add(needs, need_json(facts, &metric->needs[i]));
	stk_json_set(object, "needs", needs);
	return object;
}

static json_t *unlock_json(const struct stk_facts *facts, const struct stk_unlock *unlock)
{
	json_t *object = json_object(), *metrics = json_array();

	stk_json_set(object, "from", stk_json_platform(facts->inventory, unlock->from));
	stk_json_set(object, "to", stk_json_platform(facts->inventory, unlock->to));
	stk_json_set(object, "carries",
		     stk_json_syms(facts->inventory, unlock->carries, unlock->carry_count));
	for (uint32_t i = 0; i < unlock->metric_count; i++)
		stk_json_add(metrics, stk_json_text(metric_id(facts, unlock->metrics[i])));
	stk_json_set(object, "metrics", metrics);
	return object;
}

static bool has_metric(const struct stk_unlock *unlock, uint32_t metric)
{
	for (uint32_t i = 0; i < unlock->metric_count; i++)
		if (unlock->metrics[i] == metric)
			return true;
	return false;
}

void stk_metrics_json(const struct stk_facts *facts, uint32_t only, struct stk_str *out)
{
	const struct stk_metrics *all = facts->metrics;
	json_t *document = json_object(), *metrics = json_array(), *unlocks = json_array();

	for (uint32_t i = 0; i < all->count; i++)
		if (only == STK_NONE || only == i)
			stk_json_add(metrics, metric_json(facts, &all->items[i]));
	for (uint32_t i = 0; i < all->unlock_count; i++)
		if (only == STK_NONE || has_metric(&all->unlocks[i], only))
			stk_json_add(unlocks, unlock_json(facts, &all->unlocks[i]));
	stk_json_set(document, "metrics", metrics);
	stk_json_set(document, "unlocks", unlocks);
	stk_json_write(document, out);
}
