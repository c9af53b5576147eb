#include "metrics.h"

#include <string.h>

#include "names.h"
#include "stocktake/base/map.h"
#include "stocktake/base/table.h"
#include "stocktake/base/tr.h"

static void add_ready(const struct stk_facts *facts, enum stk_metric_state state,
		      struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_table table;

	stk_table_init(&table, 3);
	for (uint32_t i = 0; i < facts->metrics->count; i++) {
		const struct stk_metric *metric = &facts->metrics->items[i];

		if (metric->state != state)
			continue;
		stk_table_add(&table, stk_metric_name(facts, metric));
		stk_str_reset(&text);
		stk_metric_sources(facts, metric, &text);
		stk_table_add(&table, text.data);
		stk_str_reset(&text);
		stk_metric_caveats(metric, &text);
		stk_table_add(&table, text.data);
	}
	stk_page_table(page, &table, 2);
	stk_table_release(&table);
	stk_str_release(&text);
}

/* Those with one reason stand together: their names, and below them why. */
static void add_open(const struct stk_facts *facts, enum stk_metric_state state,
		     struct stk_page *page)
{
	const struct stk_metric *items = facts->metrics->items;
	struct stk_str names = STK_STR_INIT;
	struct stk_map seen = STK_MAP_INIT;

	for (uint32_t i = 0; i < facts->metrics->count; i++) {
		const char *reason = items[i].reason;

		if (items[i].state != state || !stk_map_put(&seen, reason, strlen(reason), i))
			continue;
		stk_str_reset(&names);
		stk_str_add(&names, stk_metric_name(facts, &items[i]));
		for (uint32_t j = i + 1; j < facts->metrics->count; j++)
			if (items[j].state == state && strcmp(items[j].reason, reason) == 0)
				stk_str_addf(&names, "%s%s", stk_tc("list", ", "),
					     stk_metric_name(facts, &items[j]));
		stk_page_text(page, 2, STK_PLAIN, names.data);
		stk_page_text(page, 4, STK_DIM, reason);
	}
	stk_map_release(&seen);
	stk_str_release(&names);
}

static bool brings(const struct stk_unlock_step *step, uint32_t metric)
{
	for (uint32_t i = 0; i < step->metric_count; i++)
		if (step->metrics[i] == metric)
			return true;
	return false;
}

static void add_unlocks(const struct stk_facts *facts, uint32_t only, struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_unlock_step step;
	size_t shown = 0;

	for (uint32_t i = 0; stk_unlock_step(facts, i, &step); i += step.count) {
		if (only != STK_NONE && !brings(&step, only))
			continue;
		if (!shown++)
			stk_page_head(page, stk_t("What would make more of them computable"));
		stk_str_reset(&text);
		stk_unlock_words(facts, &step, &text);
		stk_str_add(&text, stk_t(": "));
		stk_unlock_gain(&step, &text);
		stk_page_text(page, 2, STK_PLAIN, text.data);
		stk_str_reset(&text);
		stk_unlock_metrics(facts, &step, &text);
		if (step.native)
			stk_str_add(&text, stk_t(" (a native integration exists)"));
		stk_page_text(page, 4, STK_DIM, text.data);
	}
	stk_str_release(&text);
}

static void add_all(const struct stk_facts *facts, struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	stk_metrics_sum(facts, &text);
	stk_str_add(&text, stk_t("."));
	stk_page_text(page, 0, STK_BOLD, text.data);
	for (int state = STK_READY; state < STK_METRIC_STATES; state++) {
		if (!facts->metrics->by_state[state])
			continue;
		stk_page_gap(page);
		stk_page_text(page, 0, stk_metric_state_color(state),
			      stk_metric_state_words(state));
		if (state == STK_READY)
			add_ready(facts, state, page);
		else
			add_open(facts, state, page);
	}
	add_unlocks(facts, STK_NONE, page);
	stk_str_release(&text);
}

static void add_hop(const struct stk_facts *facts, const struct stk_link *link,
		    struct stk_page *page)
{
	const struct stk_inventory *inventory = facts->inventory;
	struct stk_str text = STK_STR_INIT;
	char every[64];

	stk_str_addf(&text, "%s -> %s", stk_name_of_platform(inventory, link->from),
		     stk_name_of_platform(inventory, link->to));
	stk_name_age(link->every_minutes, every);
	if (link->part_of)
		stk_str_add(&text, stk_t(", one inside the other"));
	else if (!*every)
		stk_str_add(&text, stk_t(", nobody has said how often"));
	else
		stk_str_addf(&text, link->every_minutes > 0 ? stk_t(", every %s") : stk_t(", %s"),
			     every);
	if (link->method)
		stk_str_addf(&text, stk_t(", %s"),
			     stk_tc("method", stk_sym_text(&inventory->syms, link->method)));
	if (link->via)
		stk_str_addf(&text, stk_t(", via %s"),
			     stk_name_of(inventory, STK_PLATFORM,
					 stk_sym_text(&inventory->syms, link->via)));
	if (link->who) {
		stk_str_add(&text, stk_t(", by "));
		stk_name_value(inventory, stk_shape_key(&stk_shape_integration, STK_W_WHO),
			       link->who, &text);
	}
	if (link->disputed)
		stk_str_add(&text, stk_t(", disputed"));
	stk_page_text(page, 4, STK_PLAIN, text.data);
	stk_str_release(&text);
}

static void add_need(const struct stk_facts *facts, const struct stk_need *need,
		     struct stk_page *page)
{
	const struct stk_inventory *inventory = facts->inventory;
	struct stk_str text = STK_STR_INIT;
	char age[64];

	stk_str_addf(&text, stk_t("%s: %s"), stk_sym_text(&inventory->syms, need->group),
		     stk_t(stk_metric_state_name(need->state)));
	if (need->from != STK_NONE)
		stk_str_addf(&text, stk_t(", in %s"), stk_name_of_platform(inventory, need->from));
	stk_name_age(need->age_minutes, age);
	if (need->path_len && *age)
		stk_str_addf(&text, need->age_minutes > 0 ? stk_t(", up to %s old") : stk_t(", %s"),
			     age);
	stk_page_text(page, 2, stk_metric_state_color(need->state), text.data);
	stk_str_reset(&text);
	stk_names_syms(inventory, need->terms, need->term_count, &text);
	stk_page_text(page, 4, STK_DIM, text.data);
	for (uint32_t i = 0; i < need->path_len; i++)
		add_hop(facts, &facts->graph->links[need->path[i]], page);
	if (need->missing_terms && *need->missing_terms)
		stk_page_textf(page, 4, STK_PLAIN, "in the way: %s", need->missing_terms);
	stk_str_reset(&text);
	for (uint32_t i = 0; i < need->ask_count; i++) {
		stk_str_add(&text, i ? stk_tc("list", ", ") : stk_t("ask "));
		stk_name_voice(inventory, stk_sym_text(&inventory->syms, need->ask[i]), &text);
	}
	if (text.len)
		stk_page_text(page, 4, STK_PLAIN, text.data);
	stk_str_release(&text);
}

static void add_one(const struct stk_facts *facts, uint32_t only, struct stk_page *page)
{
	const struct stk_metric *metric = &facts->metrics->items[only];
	const struct stk_entity *entity = &facts->inventory->kinds[STK_METRIC].items[only];
	const char *formula = stk_text(facts->inventory, entity->node, STK_W_FORMULA);
	const char *fresh = stk_text(facts->inventory, entity->node, STK_W_FRESH);
	struct stk_str text = STK_STR_INIT;

	stk_page_text(page, 0, STK_BOLD, stk_metric_name(facts, metric));
	if (formula)
		stk_page_text(page, 2, STK_DIM, formula);
	stk_page_gap(page);
	stk_page_text(page, 0, stk_metric_state_color(metric->state),
		      stk_metric_state_words(metric->state));
	stk_str_addf(&text, stk_t("%s."), metric->reason);
	stk_page_text(page, 2, STK_PLAIN, text.data);
	stk_page_head(page, stk_t("What it needs"));
	if (fresh)
		stk_page_textf(page, 2, STK_PLAIN, "no older than %s", fresh);
	for (uint32_t i = 0; i < metric->need_count; i++)
		add_need(facts, &metric->needs[i], page);
	if (!metric->need_count)
		stk_page_text(page, 2, STK_YELLOW, stk_t("nobody has said"));
	stk_metric_mind(facts, metric, page);
	add_unlocks(facts, only, page);
	stk_str_release(&text);
}

void stk_metrics_render(const struct stk_facts *facts, uint32_t only, bool json,
			const struct stk_terminal *term, struct stk_str *out)
{
	struct stk_page page = {out, term};

	if (json)
		stk_metrics_json(facts, only, out);
	else if (only != STK_NONE)
		add_one(facts, only, &page);
	else if (!facts->metrics->count)
		stk_page_text(
			&page, 0, STK_PLAIN,
			stk_t("No metrics: nothing is to be computed. `stocktake init` brings the "
			      "usual ones; `stocktake add metric NAME` adds one."));
	else
		add_all(facts, &page);
}
