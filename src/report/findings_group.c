#include <stdlib.h>
#include <string.h>

#include "findings.h"
#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/builtin.h"

const char *stk_findings_title(const struct stk_check_words *checks, size_t count, const char *id)
{
	const struct stk_builtin *builtin;

	for (size_t i = 0; i < count; i++)
		if (strcmp(checks[i].id, id) == 0)
			return checks[i].title;
	builtin = stk_builtin_find(id);
	return builtin ? stk_t(builtin->title) : id;
}

void stk_findings_sum(const struct stk_findings *findings, struct stk_findings_sum *sum)
{
	memset(sum, 0, sizeof *sum);
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].state == STK_WAIVED)
			sum->waived++;
		else if (findings->items[i].state == STK_KNOWN)
			sum->known++;
		else
			sum->by_severity[findings->items[i].severity]++;
	}
}

static void add_count(struct stk_str *out, size_t count, const char *one, const char *many)
{
	if (count)
		stk_str_addf(out, "%s%zu %s", out->len ? stk_t(", ") : "", count,
			     stk_tn(one, many, count));
}

void stk_findings_count(const struct stk_findings *findings, struct stk_str *out)
{
	struct stk_findings_sum sum;
	struct stk_str text = STK_STR_INIT;

	stk_findings_sum(findings, &sum);
	add_count(&text, sum.by_severity[STK_ERROR], "error", "errors");
	add_count(&text, sum.by_severity[STK_WARNING], "warning", "warnings");
	add_count(&text, sum.by_severity[STK_NOTE], "note", "notes");
	if (!text.len)
		stk_str_add(&text, sum.known ? stk_t("nothing new") : stk_t("nothing found"));
	if (sum.known)
		stk_str_addf(&text, stk_t(", %zu known"), sum.known);
	if (sum.waived)
		stk_str_addf(&text, stk_t(", %zu waived"), sum.waived);
	stk_str_add(out, text.data);
	stk_str_release(&text);
}

static size_t count_metrics(const struct stk_finding_group *group)
{
	struct stk_map seen = STK_MAP_INIT;
	size_t count;

	for (size_t i = 0; i < group->count; i++)
		for (size_t j = 0; j < group->items[i]->metric_count; j++) {
			const char *metric = group->items[i]->metrics[j];

			stk_map_put(&seen, metric, strlen(metric), 0);
		}
	count = seen.count;
	stk_map_release(&seen);
	return count;
}

static const char *shared_remedy(const struct stk_finding_group *group)
{
	const char *remedy = group->items[0]->remedy;

	for (size_t i = 1; remedy && i < group->count; i++)
		if (!group->items[i]->remedy || strcmp(group->items[i]->remedy, remedy) != 0)
			return NULL;
	return remedy;
}

/* In the order of every list, but those with one question beside each other: at the first of them.
 */
static void gather_questions(struct stk_finding_group *group)
{
	for (size_t i = 0; i + 1 < group->count; i++) {
		const struct stk_finding *first = group->items[i];

		for (size_t j = i + 1; first->ask && j < group->count && j < i + 100; j++) {
			const struct stk_finding *same = group->items[j];

			if (!same->ask || strcmp(same->ask, first->ask) != 0)
				continue;
			memmove(&group->items[i + 2], &group->items[i + 1],
				(j - i - 1) * sizeof *group->items);
			group->items[i + 1] = same;
			break;
		}
	}
}

static int by_weight(const void *a, const void *b)
{
	const struct stk_finding_group *one = a, *two = b;
	bool unreadable = strcmp(one->check, "quality-unreadable") == 0;

	/* What a file that cannot be read would have said, nobody knows: that comes first. */
	if (unreadable != (strcmp(two->check, "quality-unreadable") == 0))
		return unreadable ? -1 : 1;
	if (one->metrics != two->metrics)
		return one->metrics < two->metrics ? 1 : -1;
	if (one->severity != two->severity)
		return one->severity < two->severity ? 1 : -1;
	return strcmp(one->check, two->check);
}

void stk_finding_groups_init(struct stk_finding_groups *groups,
			     const struct stk_findings_page *page, bool waived)
{
	struct stk_map by_check = STK_MAP_INIT;

	*groups = (struct stk_finding_groups){0};
	for (size_t i = 0; i < page->findings->count; i++) {
		const struct stk_finding *finding = &page->findings->items[i];
		struct stk_finding_group *group;
		uint32_t at;

		if (finding->state == STK_KNOWN || (finding->state == STK_WAIVED && !waived))
			continue;
		if (!stk_map_get(&by_check, finding->check, strlen(finding->check), &at)) {
			at = (uint32_t)groups->count;
			stk_map_put(&by_check, finding->check, strlen(finding->check), at);
			STK_GROW(groups->items, groups->cap, groups->count + 1);
			groups->items[groups->count++] =
				(struct stk_finding_group){.check = finding->check};
		}
		group = &groups->items[at];
		if (finding->severity > group->severity)
			group->severity = finding->severity;
		STK_GROW(group->items, group->cap, group->count + 1);
		group->items[group->count++] = finding;
	}
	stk_map_release(&by_check);
	for (size_t i = 0; i < groups->count; i++) {
		struct stk_finding_group *group = &groups->items[i];

		group->title = stk_findings_title(page->checks, page->check_count, group->check);
		group->remedy = shared_remedy(group);
		group->metrics = count_metrics(group);
		gather_questions(group);
	}
	if (groups->count)
		qsort(groups->items, groups->count, sizeof *groups->items, by_weight);
}

void stk_finding_groups_release(struct stk_finding_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		free(groups->items[i].items);
	free(groups->items);
	*groups = (struct stk_finding_groups){0};
}
