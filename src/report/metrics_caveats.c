/* What to mind about a metric, each caveat with the platforms and people that it is about. */
#include <string.h>

#include "metrics.h"
#include "names.h"
#include "stocktake/base/tr.h"

/* Adds "A, B" to what stands there, each once. */
static void add_name(struct stk_str *names, const char *name)
{
	struct stk_str framed = STK_STR_INIT, all = STK_STR_INIT;

	stk_str_addf(&framed, ", %s, ", name);
	stk_str_addf(&all, ", %s, ", names->data);
	if (!strstr(all.data, framed.data))
		stk_str_addf(names, "%s%s", names->len ? ", " : "", name);
	stk_str_release(&framed);
	stk_str_release(&all);
}

static const struct stk_node *platform_node(const struct stk_facts *facts, uint32_t platform)
{
	return facts->inventory->kinds[STK_PLATFORM].items[platform].node;
}

/* The platforms that its data comes from and goes through, the destination left out. */
static void each_platform(const struct stk_facts *facts, const struct stk_metric *metric,
			  void (*add)(const struct stk_facts *facts, uint32_t platform,
				      struct stk_str *out),
			  struct stk_str *out)
{
	for (uint32_t i = 0; i < metric->need_count; i++) {
		const struct stk_need *need = &metric->needs[i];

		if (need->from != STK_NONE)
			add(facts, need->from, out);
		for (uint32_t j = 0; j + 1 < need->path_len; j++)
			add(facts, facts->graph->links[need->path[j]].to, out);
	}
}

static void by_hand(const struct stk_facts *facts, const struct stk_metric *metric,
		    struct stk_str *out)
{
	for (uint32_t i = 0; i < metric->need_count; i++)
		for (uint32_t j = 0; j < metric->needs[i].path_len; j++) {
			const struct stk_link *link =
				&facts->graph->links[metric->needs[i].path[j]];
			struct stk_str hop = STK_STR_INIT;

			if (link->by_hand) {
				stk_str_addf(&hop, "%s -> %s",
					     stk_name_of_platform(facts->inventory, link->from),
					     stk_name_of_platform(facts->inventory, link->to));
				add_name(out, hop.data);
			}
			stk_str_release(&hop);
		}
}

static void add_from(const struct stk_facts *facts, const struct stk_metric *metric,
		     struct stk_str *out)
{
	for (uint32_t i = 0; i < metric->need_count; i++)
		if (metric->needs[i].from != STK_NONE)
			add_name(out,
				 stk_name_of_platform(facts->inventory, metric->needs[i].from));
}

static void add_copies(const struct stk_facts *facts, uint32_t platform, struct stk_str *out)
{
	if (facts->graph->platforms[platform].personal_copies)
		add_name(out, stk_name_of_platform(facts->inventory, platform));
}

static void copies(const struct stk_facts *facts, const struct stk_metric *metric,
		   struct stk_str *out)
{
	each_platform(facts, metric, add_copies, out);
}

/* "Salesforce (activity: mobile calls never get in)": of the metric's own groups. */
static void patchy(const struct stk_facts *facts, const struct stk_metric *metric,
		   struct stk_str *out)
{
	const struct stk_inventory *inventory = facts->inventory;

	for (uint32_t i = 0; i < metric->need_count; i++) {
		const struct stk_need *need = &metric->needs[i];
		const char *group = stk_sym_text(&inventory->syms, need->group);
		const struct stk_node *reasons;

		if (need->from == STK_NONE)
			continue;
		reasons = stk_node_get(platform_node(facts, need->from), STK_W_PATCHY);
		if (!reasons || stk_node_kind(reasons) != STK_NODE_MAP)
			continue;
		STK_EACH_CHILD (reason, reasons) {
			const char *what = stk_sym_text(&inventory->syms, reason->key);
			struct stk_str text = STK_STR_INIT;

			if (strncmp(what, group, strlen(group)) == 0 &&
			    (!what[strlen(group)] || what[strlen(group)] == '.')) {
				stk_str_addf(&text, "%s (%s: %s)",
					     stk_name_of_platform(inventory, need->from), what,
					     stk_node_text(inventory, reason));
				add_name(out, text.data);
			}
			stk_str_release(&text);
		}
	}
}

static void shown(const struct stk_facts *facts, const struct stk_metric *metric,
		  struct stk_str *out)
{
	const struct stk_inventory *inventory = facts->inventory;
	stk_sym id = inventory->kinds[STK_METRIC].items[metric->entity].id;

	for (uint32_t p = 0; p < facts->graph->platform_count; p++) {
		STK_EACH_VALUE(item, stk_node_get(platform_node(facts, p), STK_W_SHOWS))
		{
			if (stk_node_kind(item) == STK_NODE_SCALAR && item->value == id &&
			    facts->graph->platforms[p].active)
				add_name(out, stk_name_of_platform(inventory, p));
		}
	}
}

/* In the order of the bits: a sentence, its names between the two parts. */
static const struct {
	const char *before, *after;
	void (*names)(const struct stk_facts *facts, const struct stk_metric *metric,
		      struct stk_str *out);
} sentences[STK_CAVEATS] = {
	{STK_N("carried by hand: "), "", by_hand},
	{STK_N("nobody has named the fields; standard ones are taken for granted in "), "",
	 add_from},
	{STK_N("one person has said all of this"), "", NULL},
	{STK_N("read from a copy in "), STK_N("; another platform is the system of record"),
	 add_from},
	{STK_N("not to bet on: "), "", patchy},
	{STK_N("everyone keeps their own: "), "", copies},
	{STK_N("today people read it in "), "", shown},
};

void stk_metric_mind(const struct stk_facts *facts, const struct stk_metric *metric,
		     struct stk_page *page)
{
	struct stk_str names = STK_STR_INIT;

	if (metric->caveats)
		stk_page_head(page, stk_t("What to mind"));
	for (unsigned i = 0; i < STK_CAVEATS; i++) {
		if (!(metric->caveats & (1u << i)))
			continue;
		stk_str_reset(&names);
		if (sentences[i].names)
			sentences[i].names(facts, metric, &names);
		stk_page_textf(page, 2, STK_PLAIN, "%s%s%s", stk_t(sentences[i].before), names.data,
			       stk_t(sentences[i].after));
	}
	stk_str_release(&names);
}
