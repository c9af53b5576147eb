#include "findings.h"
#include "json.h"
#include "what_if.h"

static json_t *state(const struct stk_metric *metric)
{
	return metric ? stk_json_text(stk_metric_state_name(metric->state)) : json_null();
}

static json_t *metrics(const struct stk_compared *compared)
{
	json_t *list = json_array();

	for (size_t i = 0; i < compared->metric_count; i++) {
		json_t *object = json_object();

		stk_json_set_text(object, "metric", compared->metrics[i].metric);
		stk_json_set(object, "before", state(compared->metrics[i].was));
		stk_json_set(object, "after", state(compared->metrics[i].is));
		stk_json_add(list, object);
	}
	return list;
}

static json_t *findings(const struct stk_finding *const *items, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		stk_json_add(list, stk_finding_json(items[i]));
	return list;
}

static void add_clause(void *data, const char *clause)
{
	stk_json_add(data, stk_json_text(clause));
}

static json_t *people(const struct stk_inventory *inventory, const struct stk_affected *affected)
{
	json_t *list = json_array();

	for (size_t i = 0; i < affected->count; i++) {
		json_t *object = json_object(), *why = json_array();

		stk_json_set_text(object, "who", affected->items[i].who);
		stk_json_set_text(object, "name",
				  stk_what_if_name(inventory, affected->items[i].who));
		stk_what_if_reasons(inventory, &affected->items[i], add_clause, why);
		stk_json_set(object, "why", why);
		stk_json_add(list, object);
	}
	return list;
}

static json_t *sentences(const char *const *items)
{
	json_t *list = json_array();

	for (; *items; items++)
		stk_json_add(list, stk_json_text(*items));
	return list;
}

void stk_what_if_json(const struct stk_what_if_page *page, struct stk_str *out)
{
	const struct stk_compared *compared = page->compared;
	json_t *document = json_object();

	stk_json_set(document, "changes", sentences(page->changes));
	stk_json_set(document, "metrics", metrics(compared));
	stk_json_set(document, "new_findings", findings(compared->fresh, compared->fresh_count));
	stk_json_set(document, "resolved_findings", findings(compared->gone, compared->gone_count));
	stk_json_set(document, "people", people(page->before->inventory, page->affected));
	stk_json_set(document, "not_judged", sentences(page->not_judged));
	stk_json_write(document, out);
}
