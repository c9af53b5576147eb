/* What a reader of a metric should know beside its state. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/model/address.h"

#include "metrics_impl.h"

/* --- one voice --- */

static void hear(stk_sym *voice, stk_sym by)
{
	if (*voice == 0)
		*voice = by;
	else if (*voice != by)
		*voice = STK_NONE;
}

/* Only what is said about holdings and links counts, and of these the platform alone: a cheap
 * count. */
static void hear_answer(struct stk_metrics_impl *impl, const struct stk_node *answer, stk_sym by)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const char *at = stk_text(inventory, answer, STK_W_AT);
	const char *id, *end;
	const struct stk_entity *entity;
	char name[256];
	uint32_t index;

	if (!at || !stk_starts(at, "platforms/") || !stk_node_get(answer, STK_W_SAYS))
		return;
	id = at + strlen("platforms/");
	end = strchr(id, '/');
	if (!end || (size_t)(end - id) >= sizeof name)
		return;
	memcpy(name, id, (size_t)(end - id));
	name[end - id] = '\0';
	entity = stk_inventory_find(inventory, STK_PLATFORM, name);
	if (!entity)
		return;
	index = stk_entity_index(inventory, STK_PLATFORM, entity);
	if (stk_starts(end, "/holds") || stk_starts(end, "/fields"))
		hear(&impl->hold_voices[index], by);
	else if (stk_starts(end, "/integrations"))
		hear(&impl->link_voices[index], by);
}

void stk_metrics_voices(struct stk_metrics_impl *impl)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const struct stk_entities *evidence = &inventory->kinds[STK_EVIDENCE];
	size_t count = (size_t)impl->graph->platform_count + 1;

	if (!evidence->count)
		return;
	impl->hold_voices = stk_xcalloc(count * 2, sizeof *impl->hold_voices);
	impl->link_voices = impl->hold_voices + count;
	for (uint32_t i = 0; i < evidence->count; i++) {
		const struct stk_node *node = evidence->items[i].node;
		stk_sym by = stk_word_of(node, STK_W_BY);

		if (!by)
			continue;
		/* A workshop is a room of people. */
		if (stk_starts(stk_sym_text(&inventory->syms, by), "workshops/"))
			by = STK_NONE;
		STK_EACH_VALUE(answer, stk_node_get(node, STK_W_ANSWERS))
		if (stk_node_kind(answer) == STK_NODE_MAP &&
		    !stk_node_get(answer, STK_W_TAKEN_BACK))
			hear_answer(impl, answer, by);
	}
}

static bool one_voice(const struct stk_metrics_impl *impl, const struct stk_metric *metric)
{
	stk_sym voice = 0;

	if (!impl->hold_voices)
		return false;
	for (uint32_t i = 0; i < metric->need_count; i++) {
		const struct stk_need *need = &metric->needs[i];

		if (need->from != STK_NONE && impl->hold_voices[need->from])
			hear(&voice, impl->hold_voices[need->from]);
		for (uint32_t j = 0; j < need->path_len; j++) {
			const struct stk_link *link = &impl->graph->links[need->path[j]];

			if (impl->link_voices[link->declared_by])
				hear(&voice, impl->link_voices[link->declared_by]);
			if (link->declared_too) {
				uint32_t other =
					link->declared_by == link->from ? link->to : link->from;

				if (impl->link_voices[other])
					hear(&voice, impl->link_voices[other]);
			}
		}
	}
	return voice != 0 && voice != STK_NONE;
}

/* --- shown elsewhere --- */

void stk_metrics_shows(struct stk_metrics_impl *impl)
{
	const struct stk_graph *graph = impl->graph;
	const struct stk_inventory *inventory = graph->inventory;

	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!graph->platforms[p].active)
			continue;
		STK_EACH_VALUE(item, stk_node_get(inventory->kinds[STK_PLATFORM].items[p].node,
						  STK_W_SHOWS))
		{
			const struct stk_entity *metric = NULL;
			struct metric_info *info;

			if (stk_node_kind(item) == STK_NODE_SCALAR)
				metric = stk_inventory_find_sym(inventory, STK_METRIC, item->value);
			if (!metric)
				continue;
			info = &impl->infos[stk_entity_index(inventory, STK_METRIC, metric)];
			if (info->shown_at == STK_NONE)
				info->shown_at = p;
			else if (info->shown_more == STK_NONE)
				info->shown_more = p;
		}
	}
}

static bool shown_elsewhere(const struct metric_info *info, const struct stk_metric *metric)
{
	if (info->shown_at == STK_NONE)
		return false;
	return info->shown_at != metric->destination || info->shown_more != STK_NONE ||
	       metric->state > STK_STALE;
}

/* --- the sources --- */

/* Some of the terms are held only as the catalogue's standard ones. */
static bool assumed(struct stk_metrics_impl *impl, struct place *place, uint32_t platform,
		    const struct want *want)
{
	uint32_t variant = stk_metrics_fits(impl, place, platform, want, SURE);

	if (variant == STK_NONE || want->whole)
		return false;
	for (uint32_t t = 0; t < impl->graph->inventory->term_count; t++)
		if (stk_bits_has(want_variant(impl, want, variant), t) &&
		    !stk_graph_names_term(impl->graph, platform, t))
			return true;
	return false;
}

static bool patchy(struct stk_metrics_impl *impl, uint32_t platform, const struct want *want)
{
	struct stk_graph *graph = impl->graph;
	const struct stk_node *reasons = stk_node_get(
		graph->inventory->kinds[STK_PLATFORM].items[platform].node, STK_W_PATCHY);
	uint32_t index;

	if (!reasons || stk_node_kind(reasons) != STK_NODE_MAP)
		return false;
	STK_EACH_CHILD (reason, reasons) {
		switch (stk_graph_meaning(graph, reason->key, &index)) {
		case STK_MEANS_GROUP:
			if (index == want->group_index)
				return true;
			break;
		case STK_MEANS_TERM:
			if (stk_bits_has(want->row, index))
				return true;
			break;
		default: break;
		}
	}
	return false;
}

static unsigned of_need(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			const struct stk_need *need)
{
	const struct stk_graph *graph = impl->graph;
	const struct want *want = &impl->wants[index];
	unsigned caveats = 0;

	if (assumed(impl, place, need->from, want))
		caveats |= STK_CAVEAT_ASSUMED;
	if (place->tallies[index].any_record && !stk_metrics_is_record(impl, need->from, want))
		caveats |= STK_CAVEAT_COPY_NOT_RECORD;
	if (patchy(impl, need->from, want))
		caveats |= STK_CAVEAT_PATCHY;
	if (graph->platforms[need->from].personal_copies)
		caveats |= STK_CAVEAT_COPIES;
	for (uint32_t i = 0; i < need->path_len; i++) {
		const struct stk_link *link = &graph->links[need->path[i]];

		if (link->by_hand)
			caveats |= STK_CAVEAT_BY_HAND;
		if (graph->platforms[link->to].personal_copies)
			caveats |= STK_CAVEAT_COPIES;
	}
	return caveats;
}

unsigned stk_metrics_caveats(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			     const struct stk_metric *metric)
{
	const struct metric_info *info = &impl->infos[index];
	unsigned caveats = shown_elsewhere(info, metric) ? STK_CAVEAT_SHOWN_ELSEWHERE : 0;
	bool arrives = metric->need_count > 0;

	for (uint32_t i = 0; place && i < metric->need_count; i++) {
		if (metric->needs[i].path)
			caveats |= of_need(impl, place, info->wants[i], &metric->needs[i]);
		else
			arrives = false;
	}
	if (place && arrives && one_voice(impl, metric))
		caveats |= STK_CAVEAT_ONE_VOICE;
	return caveats;
}
