#include "what_if.h"

#include <string.h>

#include "findings.h"
#include "names.h"
#include "page.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

#define SEVERITY_COLS 9
#define MANY_METRICS  4 /* of more than these only the number is said */

/* --- people --- */

const char *stk_what_if_name(const struct stk_inventory *inventory, const char *who)
{
	struct stk_address address;
	struct stk_err ignored;
	const char *name = who, *its;

	if (stk_address_parse(who, &address, &ignored))
		return who;
	if (address.kind == STK_STAKEHOLDER) {
		const struct stk_entity *entity =
			stk_inventory_find(inventory, STK_STAKEHOLDER, address.parts[1]);

		name = entity ? stk_entity_name(inventory, entity) : who;
	} else if (address.count == 3) {
		const struct stk_node *team = stk_team_find(inventory, address.parts[2]);

		its = team ? stk_text(inventory, team, STK_W_NAME) : NULL;
		name = its ? its : team ? stk_text(inventory, team, STK_W_ID) : who;
	}
	stk_address_release(&address);
	return name;
}

static bool is_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool go_together(const struct stk_reason *a, const struct stk_reason *b)
{
	return a->why == b->why &&
	       (a->why == STK_CONCERN_OWNS || a->why == STK_CONCERN_ADMINISTERS ||
		a->why == STK_CONCERN_USES || is_same(a->platform, b->platform)) &&
	       is_same(a->other, b->other);
}

/* Which word of the reason stands in the list that its clause ends in. */
static const char *item_of(const struct stk_inventory *inventory, const struct stk_reason *reason)
{
	return reason->metric ? stk_name_of(inventory, STK_METRIC, reason->metric)
			      : stk_name_of(inventory, STK_PLATFORM, reason->platform);
}

static void add_items(const struct stk_inventory *inventory, const struct stk_person *person,
		      size_t first, struct stk_str *out)
{
	size_t count = 0, said = 0;

	for (size_t i = first; i < person->reason_count; i++)
		count += go_together(&person->reasons[i], &person->reasons[first]);
	if (person->reasons[first].metric && count > MANY_METRICS) {
		stk_name_count(out, count, "metric", "metrics");
		return;
	}
	for (size_t i = first; i < person->reason_count; i++) {
		if (!go_together(&person->reasons[i], &person->reasons[first]))
			continue;
		stk_str_addf(out, "%s%s",
			     said == 0           ? ""
			     : said == count - 1 ? stk_t(" and ")
						 : stk_tc("list", ", "),
			     item_of(inventory, &person->reasons[i]));
		said++;
	}
}

static void add_clause(const struct stk_inventory *inventory, const struct stk_person *person,
		       size_t first, struct stk_str *out)
{
	static const char *const verbs[] = {
		[STK_CONCERN_OWNS] = STK_N("owns "),
		[STK_CONCERN_ADMINISTERS] = STK_N("administers "),
		[STK_CONCERN_USES] = STK_N("uses "),
		[STK_CONCERN_BY_HAND] = STK_N("carries data by hand from "),
		[STK_CONCERN_WOULD] = STK_N("is to carry data by hand from "),
		[STK_CONCERN_READS] = STK_N("reads "),
		[STK_CONCERN_MEANT_FOR] = STK_N("is to read "),
	};
	const struct stk_reason *reason = &person->reasons[first];

	stk_str_add(out, stk_t(verbs[reason->why]));
	add_items(inventory, person, first, out);
	if (reason->why == STK_CONCERN_BY_HAND || reason->why == STK_CONCERN_WOULD)
		stk_str_addf(out, stk_t(" to %s"),
			     stk_name_of(inventory, STK_PLATFORM, reason->other));
	if (reason->why == STK_CONCERN_READS)
		stk_str_addf(out, stk_t(" in %s"),
			     stk_name_of(inventory, STK_PLATFORM, reason->platform));
}

void stk_what_if_reasons(const struct stk_inventory *inventory, const struct stk_person *person,
			 void (*each)(void *data, const char *clause), void *data)
{
	struct stk_str clause = STK_STR_INIT;

	for (size_t i = 0; i < person->reason_count; i++) {
		size_t before = 0;

		while (before < i && !go_together(&person->reasons[before], &person->reasons[i]))
			before++;
		if (before < i)
			continue;
		stk_str_reset(&clause);
		add_clause(inventory, person, i, &clause);
		each(data, clause.data);
	}
	stk_str_release(&clause);
}

/* --- text --- */

static const char *state_of(const struct stk_metric *metric)
{
	return metric ? stk_t(stk_metric_state_name(metric->state)) : stk_t("not there");
}

static void add_metric(const struct stk_what_if_page *all, const struct stk_metric_change *change,
		       struct stk_page *page)
{
	const struct stk_inventory *inventory =
		change->is ? all->after->inventory : all->before->inventory;
	struct stk_str text = STK_STR_INIT;

	stk_str_addf(&text, "%s -> %s", state_of(change->was), state_of(change->is));
	stk_page_pair(page, 2, 0, STK_BOLD, stk_name_of(inventory, STK_METRIC, change->metric),
		      text.data, NULL);
	if (change->is && change->is->reason && *change->is->reason)
		stk_page_text(page, 4, STK_PLAIN, change->is->reason);
	stk_str_release(&text);
}

static void add_metrics(const struct stk_what_if_page *all, struct stk_page *page)
{
	uint32_t before = stk_metrics_computable(all->before->metrics),
		 after = stk_metrics_computable(all->after->metrics);
	struct stk_str text = STK_STR_INIT;

	stk_page_head(page, stk_t("Metrics"));
	for (size_t i = 0; i < all->compared->metric_count; i++)
		add_metric(all, &all->compared->metrics[i], page);
	if (!all->compared->metric_count)
		stk_str_add(&text, stk_t("None gets another state. "));
	stk_str_addf(&text, stk_t("%u of %u can be computed"), after, all->after->metrics->count);
	if (before != after)
		stk_str_addf(&text, stk_t("; today %u"), before);
	stk_str_add(&text, stk_t("."));
	stk_page_text(page, 2, STK_PLAIN, text.data);
	stk_str_release(&text);
}

static void add_findings(const char *head, const struct stk_finding *const *findings, size_t count,
			 enum stk_color color, struct stk_page *page)
{
	if (!count)
		return;
	stk_page_head(page, head);
	for (size_t i = 0; i < count; i++) {
		stk_page_pair(page, 2, SEVERITY_COLS, color,
			      stk_tc("severity", stk_severity_name(findings[i]->severity)),
			      findings[i]->message, NULL);
		stk_page_textf(page, 2 + SEVERITY_COLS, STK_DIM, "%s, %s", findings[i]->check,
			       findings[i]->address);
	}
}

static void join(void *data, const char *clause)
{
	struct stk_str *out = data;

	stk_str_addf(out, "%s%s", out->len ? stk_t("; ") : "", clause);
}

static void add_people(const struct stk_what_if_page *all, struct stk_page *page)
{
	const struct stk_inventory *inventory = all->before->inventory;
	struct stk_str text = STK_STR_INIT;
	size_t cols = 0;

	if (!all->affected->count)
		return;
	stk_page_head(page, stk_t("Whom it concerns"));
	for (size_t i = 0; i < all->affected->count; i++) {
		size_t width = stk_text_width_cols(
			stk_what_if_name(inventory, all->affected->items[i].who));

		cols = width > cols && width <= 24 ? width : cols;
	}
	for (size_t i = 0; i < all->affected->count; i++) {
		const struct stk_person *person = &all->affected->items[i];

		stk_str_reset(&text);
		stk_what_if_reasons(inventory, person, join, &text);
		stk_page_pair(page, 2, cols + 2, STK_PLAIN,
			      stk_what_if_name(inventory, person->who), text.data, NULL);
	}
	stk_str_release(&text);
}

static void add_sentences(const char *head, const char *const *sentences, struct stk_page *page)
{
	if (*sentences)
		stk_page_head(page, head);
	for (; *sentences; sentences++)
		stk_page_text(page, 2, STK_PLAIN, *sentences);
}

void stk_what_if_render(const struct stk_what_if_page *all, bool json,
			const struct stk_terminal *term, struct stk_str *out)
{
	const struct stk_compared *compared = all->compared;
	struct stk_page page = {out, term};

	if (json) {
		stk_what_if_json(all, out);
		return;
	}
	add_sentences(stk_t("What if"), all->changes, &page);
	add_metrics(all, &page);
	add_findings(stk_t("New findings"), compared->fresh, compared->fresh_count, STK_YELLOW,
		     &page);
	add_findings(stk_t("Findings that go away"), compared->gone, compared->gone_count,
		     STK_GREEN, &page);
	if (!compared->fresh_count && !compared->gone_count) {
		stk_page_head(&page, stk_t("Findings"));
		stk_page_text(&page, 2, STK_PLAIN, stk_t("They stay as they are."));
	}
	add_people(all, &page);
	add_sentences(stk_t("What this cannot say"), all->not_judged, &page);
	stk_page_gap(&page);
	stk_page_text(&page, 0, STK_DIM, stk_t("Nothing was written."));
}
