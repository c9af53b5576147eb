#include "stocktake/model/compare.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

/* How often each fingerprint is still to be met. */
static void count(struct stk_map *left, const struct stk_findings *findings, bool waived)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct stk_finding *finding = &findings->items[i];
		size_t len = strlen(finding->fingerprint);
		uint32_t times = 0;

		if (finding->state == STK_WAIVED && !waived)
			continue;
		stk_map_get(left, finding->fingerprint, len, &times);
		stk_map_put(left, finding->fingerprint, len, times + 1);
	}
}

/* True, and one less is left, if the finding has its like on the other side. */
static bool meet(struct stk_map *left, const struct stk_finding *finding)
{
	size_t len = strlen(finding->fingerprint);
	uint32_t times = 0;

	if (!stk_map_get(left, finding->fingerprint, len, &times) || !times)
		return false;
	stk_map_put(left, finding->fingerprint, len, times - 1);
	return true;
}

/* The findings of one list that are not waived and have no like on the other side. */
static const struct stk_finding **unmatched(const struct stk_findings *findings,
					    const struct stk_findings *other, bool waived,
					    size_t *count_of)
{
	struct stk_map left = STK_MAP_INIT;
	const struct stk_finding **items = stk_xcalloc(findings->count + 1, sizeof(void *));

	*count_of = 0;
	count(&left, other, waived);
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].state != STK_WAIVED && !meet(&left, &findings->items[i]))
			items[(*count_of)++] = &findings->items[i];
	stk_map_release(&left);
	return items;
}

/* The metric of that id; of two files with one id the first. */
static const struct stk_metric *metric_by_id(const struct stk_metrics *metrics, const char *id)
{
	const struct stk_inventory *inventory = metrics->graph->inventory;
	const struct stk_entity *entity = stk_inventory_find(inventory, STK_METRIC, id);
	uint32_t index = entity ? stk_entity_index(inventory, STK_METRIC, entity) : STK_NONE;

	return index < metrics->count ? &metrics->items[index] : NULL;
}

static const char *id_of(const struct stk_metrics *metrics, uint32_t index)
{
	const struct stk_inventory *inventory = metrics->graph->inventory;

	return stk_sym_text(&inventory->syms,
			    inventory->kinds[STK_METRIC].items[metrics->items[index].entity].id);
}

static void add_change(struct stk_compared *compared, const char *id, const struct stk_metric *was,
		       const struct stk_metric *is)
{
	if (was && is && was->state == is->state)
		return;
	compared->metrics[compared->metric_count++] = (struct stk_metric_change){id, was, is};
}

static int by_id(const void *a, const void *b)
{
	const struct stk_metric_change *x = a, *y = b;

	return strcmp(x->metric, y->metric);
}

static void compare_metrics(const struct stk_metrics *before, const struct stk_metrics *after,
			    struct stk_compared *compared)
{
	compared->metrics =
		stk_xcalloc((size_t)before->count + after->count + 1, sizeof *compared->metrics);
	for (uint32_t i = 0; i < before->count; i++) {
		const char *id = id_of(before, i);

		if (metric_by_id(before, id) == &before->items[i])
			add_change(compared, id, &before->items[i], metric_by_id(after, id));
	}
	for (uint32_t i = 0; i < after->count; i++) {
		const char *id = id_of(after, i);

		if (metric_by_id(after, id) == &after->items[i] && !metric_by_id(before, id))
			add_change(compared, id, NULL, &after->items[i]);
	}
	if (compared->metric_count)
		qsort(compared->metrics, compared->metric_count, sizeof *compared->metrics, by_id);
}

void stk_compare(const struct stk_findings *before, const struct stk_findings *after,
		 const struct stk_metrics *metrics_before, const struct stk_metrics *metrics_after,
		 struct stk_compared *compared)
{
	*compared = (struct stk_compared){0};
	compared->fresh = unmatched(after, before, false, &compared->fresh_count);
	compared->gone = unmatched(before, after, true, &compared->gone_count);
	if (metrics_before && metrics_after)
		compare_metrics(metrics_before, metrics_after, compared);
}

void stk_compared_release(struct stk_compared *compared)
{
	free(compared->fresh);
	free(compared->gone);
	free(compared->metrics);
	*compared = (struct stk_compared){0};
}

size_t stk_findings_know(struct stk_findings *findings, const struct stk_findings *known)
{
	struct stk_compared compared;
	struct stk_map left = STK_MAP_INIT;
	size_t gone;

	stk_compare(known, findings, NULL, NULL, &compared);
	gone = compared.gone_count;
	stk_compared_release(&compared);
	count(&left, known, false);
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].state == STK_OPEN && meet(&left, &findings->items[i]))
			findings->items[i].state = STK_KNOWN;
	stk_map_release(&left);
	return gone;
}
