#include <string.h>

#include "look.h"
#include "stocktake/base/text.h"
#include "stocktake/report/metrics.h"

/* The only metric whose id or name holds the word, or that the word holds; NULL for none or many.
 */
static const struct stk_entity *near_metric(const struct stk_inventory *inventory, const char *word)
{
	const struct stk_entities *metrics = &inventory->kinds[STK_METRIC];
	const struct stk_entity *found = NULL;

	for (uint32_t i = 0; i < metrics->count && *word; i++) {
		const struct stk_entity *metric = &metrics->items[i];
		const char *id = stk_sym_text(&inventory->syms, metric->id);

		if (!strcasestr(id, word) && !strcasestr(word, id) &&
		    !strcasestr(stk_entity_name(inventory, metric), word))
			continue;
		if (found)
			return NULL;
		found = metric;
	}
	return found;
}

/* The metric with that id (metrics/ before it is fine) or name; STK_NONE and err where there is
 * none. */
static uint32_t find_metric(const struct stk_inventory *inventory, const char *word,
			    struct stk_err *err)
{
	const struct stk_entities *metrics = &inventory->kinds[STK_METRIC];
	const char *id = stk_starts(word, "metrics/") ? word + strlen("metrics/") : word;
	const struct stk_entity *entity = stk_inventory_find(inventory, STK_METRIC, id), *near;

	if (entity)
		return stk_entity_index(inventory, STK_METRIC, entity);
	for (uint32_t i = 0; i < metrics->count; i++) {
		if (stk_text_same(stk_entity_name(inventory, &metrics->items[i]), word))
			return i;
		STK_EACH_VALUE(aka, stk_node_get(metrics->items[i].node, STK_W_AKA))
		{
			if (stk_node_kind(aka) == STK_NODE_SCALAR &&
			    stk_text_same(stk_sym_text(&inventory->syms, aka->value), word))
				return i;
		}
	}
	stk_err_set(err, STK_EUSAGE, "there is no metric \"%s\"", word);
	near = near_metric(inventory, id);
	if (near)
		stk_err_hint(err, "Did you mean `%s`?", stk_sym_text(&inventory->syms, near->id));
	else
		stk_err_hint(err, "`stocktake list metrics` shows what there is.");
	return STK_NONE;
}

static int run_metrics(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_facts facts;
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	uint32_t only = STK_NONE;
	int status;

	if (stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	if (args->count) {
		only = find_metric(opened.inventory, args->words[0], &err);
		if (only == STK_NONE) {
			status = stk_fail(&err);
			goto out;
		}
	}
	stk_facts_init(&facts, opened.inventory, STK_FACTS_UNLOCKS);
	stk_metrics_render(&facts, only, stk_wants_json(app), &app->out, &out);
	stk_facts_release(&facts);
	status = stk_look_finish(&opened, &out, 0);
out:
	stk_str_release(&out);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_metrics = {
	.name = "metrics",
	.group = "look",
	.usage = "[METRIC]",
	.about = "Which metrics can be computed; what would unlock more",
	.help = "Each metric by its state, where its data comes from and what to mind; then the "
		"links "
		"that would make most of the others computable. With METRIC, that one in full: "
		"each "
		"hop of its data, why it is in its state, whom to ask.\n"
		"\n"
		"  stocktake metrics\n"
		"  stocktake metrics win-rate\n",
	.formats = "text json",
	.takes = STK_TAKES_INVENTORY | STK_TAKES_REV,
	.max_words = 1,
	.run = run_metrics,
};
