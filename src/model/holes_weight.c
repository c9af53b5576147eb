/* Which metrics in state unknown wait for which answers. */
#include <stdlib.h>
#include <string.h>

#include "holes_private.h"
#include "stocktake/base/mem.h"

struct row {
	uint64_t *bits;
	uint32_t words;
};

static bool any(const struct row *terms, const uint64_t *held)
{
	for (uint32_t i = 0; i < terms->words; i++)
		if (terms->bits[i] & held[i])
			return true;
	return false;
}

static bool all(const struct row *terms, const uint64_t *held)
{
	for (uint32_t i = 0; i < terms->words; i++)
		if (terms->bits[i] & ~held[i])
			return false;
	return true;
}

static void set_terms(const struct stk_inventory *inventory, const struct stk_need *need,
		      struct row *row)
{
	memset(row->bits, 0, row->words * sizeof *row->bits);
	for (uint32_t i = 0; i < need->term_count; i++) {
		const struct stk_term *term =
			stk_term_find(inventory, stk_sym_text(&inventory->syms, need->terms[i]));
		uint32_t at = term ? (uint32_t)(term - inventory->terms) : 0;

		if (term)
			row->bits[at >> 6] |= UINT64_C(1) << (at & 63);
	}
}

/* The way from a platform that has the data is not known to its end. */
static void wait_for_way(struct stk_waits *waits, uint32_t platform, const struct row *terms,
			 uint64_t bit)
{
	const struct stk_graph *graph = waits->metrics->graph;

	if (graph->platforms[platform].integrations == STK_SAID_NOTHING)
		waits->integrations[platform] |= bit;
	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++) {
		uint32_t to = graph->links[i].to;

		if (!graph->links[i].carries_known)
			waits->carries[i] |= bit;
		/* One step on: a platform that may pass it on and was not asked. */
		if (graph->platforms[to].integrations == STK_SAID_NOTHING &&
		    !graph->platforms[to].destination &&
		    !all(terms, graph->holds + (size_t)to * terms->words))
			waits->integrations[to] |= bit;
	}
}

static void wait_for_need(struct stk_waits *waits, const struct stk_need *need, struct row *terms,
			  uint64_t bit)
{
	const struct stk_graph *graph = waits->metrics->graph;
	bool held = false;

	set_terms(graph->inventory, need, terms);
	for (uint32_t p = 0; p < graph->platform_count; p++) {
		if (!all(terms, graph->holds + (size_t)p * terms->words) || !need->term_count)
			continue;
		held = true;
		wait_for_way(waits, p, terms, bit);
	}
	for (uint32_t i = 0; i < need->path_len; i++)
		if (graph->links[need->path[i]].every_minutes == STK_EVERY_NONE)
			waits->every[need->path[i]] |= bit;
	/* Somebody holds it all: then the silent ones are not what it waits for. */
	for (uint32_t p = 0; !held && p < graph->platform_count; p++) {
		if (!any(terms, graph->may_hold + (size_t)p * terms->words))
			continue;
		if (graph->platforms[p].holds == STK_SAID_NOTHING)
			waits->holds[p] |= bit;
		else
			wait_for_way(waits, p, terms, bit);
	}
}

void stk_waits_init(struct stk_waits *waits, const struct stk_metrics *metrics)
{
	struct row terms;

	*waits = (struct stk_waits){.metrics = metrics};
	if (!metrics)
		return;
	waits->holds = stk_xcalloc((size_t)metrics->graph->platform_count + 1, sizeof(uint64_t));
	waits->integrations =
		stk_xcalloc((size_t)metrics->graph->platform_count + 1, sizeof(uint64_t));
	waits->carries = stk_xcalloc((size_t)metrics->graph->link_count + 1, sizeof(uint64_t));
	waits->every = stk_xcalloc((size_t)metrics->graph->link_count + 1, sizeof(uint64_t));
	terms.words = metrics->graph->term_words;
	terms.bits = stk_xcalloc((size_t)terms.words + 1, sizeof(uint64_t));
	for (uint32_t i = 0; i < metrics->count && i < 64; i++) {
		const struct stk_metric *metric = &metrics->items[i];

		for (uint32_t n = 0; metric->state == STK_UNKNOWN && n < metric->need_count; n++)
			if (metric->needs[n].state == STK_UNKNOWN)
				wait_for_need(waits, &metric->needs[n], &terms, UINT64_C(1) << i);
	}
	free(terms.bits);
}

void stk_waits_release(struct stk_waits *waits)
{
	free(waits->holds);
	free(waits->integrations);
	free(waits->carries);
	free(waits->every);
}

/* The links that the integration declares, from or to its platform. */
static uint64_t of_links(const struct stk_waits *waits, uint32_t platform,
			 const struct stk_node *item, const uint64_t *bits)
{
	const struct stk_graph *graph = waits->metrics->graph;
	uint64_t result = 0;

	for (uint32_t i = graph->out_first[platform]; i < graph->out_first[platform + 1]; i++)
		if (graph->links[i].declared == item || graph->links[i].declared_too == item)
			result |= bits[i];
	for (uint32_t i = graph->in_first[platform]; i < graph->in_first[platform + 1]; i++) {
		uint32_t link = graph->in_links[i];

		if (graph->links[link].declared == item || graph->links[link].declared_too == item)
			result |= bits[link];
	}
	return result;
}

uint64_t stk_waits_for(const struct stk_waits *waits, uint32_t platform,
		       const struct stk_node *item, enum stk_word key)
{
	if (!waits->metrics)
		return 0;
	if (item)
		return key == STK_W_CARRIES ? of_links(waits, platform, item, waits->carries)
		       : key == STK_W_EVERY ? of_links(waits, platform, item, waits->every)
					    : 0;
	return key == STK_W_HOLDS          ? waits->holds[platform]
	       : key == STK_W_INTEGRATIONS ? waits->integrations[platform]
					   : 0;
}
