/* Why a metric is in its state, in one sentence. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

#include "metrics_impl.h"

struct telling {
	struct stk_metrics_impl *impl;
	struct place *place;
	const struct stk_metric *metric;
	const struct stk_need *need;
	const struct want *want;
	uint32_t want_index;
	struct stk_str out;
};

static const char *platform_name(const struct stk_metrics_impl *impl, uint32_t platform)
{
	const struct stk_inventory *inventory = impl->graph->inventory;

	return stk_entity_name(inventory, &inventory->kinds[STK_PLATFORM].items[platform]);
}

static const char *text_of(const struct stk_metrics_impl *impl, stk_sym sym)
{
	return stk_sym_text(&impl->graph->inventory->syms, sym);
}

/* "a", "a and b", "a, b and c", "a, b and 4 more". */
static void add_names(struct stk_str *out, const char *const *names, uint32_t count, uint32_t total,
		      const char *last)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			stk_str_add(out,
				    i + 1 == count && total == count ? last : stk_tc("list", ", "));
		stk_str_add(out, names[i]);
	}
	if (total > count)
		stk_str_addf(out, stk_t(" and %u more"), total - count);
}

static void add_platforms(struct telling *telling, const uint32_t *platforms, uint32_t count,
			  uint32_t total)
{
	const char *names[3];

	for (uint32_t i = 0; i < count && i < STK_COUNT(names); i++)
		names[i] = platform_name(telling->impl, platforms[i]);
	if (count > 3 || total > 3)
		count = count < 2 ? count : 2;
	add_names(&telling->out, names, count, total, stk_t(" and "));
}

/* The terms that are the trouble, else all that are needed of the group. True if it is one thing.
 */
static bool add_terms(struct telling *telling)
{
	const char *text = telling->need->missing_terms;
	uint32_t count = 1, at = 1;

	if (!*text && telling->want->whole) {
		stk_str_add(&telling->out, text_of(telling->impl, telling->want->group));
		return true;
	}
	if (!*text) {
		for (uint32_t i = 0; i < telling->want->term_count; i++)
			stk_str_addf(&telling->out, "%s%s",
				     !i                                  ? ""
				     : i + 1 < telling->want->term_count ? stk_tc("list", ", ")
									 : stk_t(" and "),
				     text_of(telling->impl, telling->want->terms[i]));
		return telling->want->term_count == 1;
	}
	for (const char *c = text; *c; c++)
		count += *c == ' ';
	for (; *text; text++) {
		if (*text == ' ')
			stk_str_add(&telling->out,
				    ++at == count ? stk_t(" and ") : stk_tc("list", ", "));
		else
			stk_str_addc(&telling->out, *text);
	}
	return count == 1;
}

static void add_ask(struct telling *telling)
{
	const struct stk_inventory *inventory = telling->impl->graph->inventory;
	const struct stk_need *need = telling->need;
	const char *names[3];
	uint32_t count = 0;

	for (uint32_t i = 0; i < need->ask_count && count < STK_COUNT(names); i++) {
		const struct stk_entity *person =
			stk_inventory_find_sym(inventory, STK_STAKEHOLDER, need->ask[i]);

		names[count++] = person ? stk_entity_name(inventory, person)
					: text_of(telling->impl, need->ask[i]);
	}
	if (!count)
		return;
	stk_str_add(&telling->out, stk_t("; ask "));
	add_names(&telling->out, names, count, count, stk_t(" or "));
}

static const char *destination(const struct telling *telling)
{
	return platform_name(telling->impl, telling->metric->destination);
}

static void tell_ready(struct telling *telling)
{
	uint32_t *sources = stk_xcalloc((size_t)telling->metric->need_count + 1, sizeof *sources);
	uint32_t count = 0;

	for (uint32_t i = 0; i < telling->metric->need_count; i++) {
		uint32_t from = telling->metric->needs[i].from;
		bool seen = false;

		for (uint32_t j = 0; j < count; j++)
			seen |= sources[j] == from;
		if (!seen && from != telling->metric->destination)
			sources[count++] = from;
	}
	if (!telling->metric->need_count) {
		stk_str_add(&telling->out, stk_t("it needs no data"));
	} else if (!count) {
		stk_str_addf(&telling->out, stk_t("%s itself holds all it needs"),
			     destination(telling));
	} else {
		stk_str_addf(&telling->out, stk_t("all it needs reaches %s from "),
			     destination(telling));
		add_platforms(telling, sources, count < 3 ? count : 3, count);
	}
	free(sources);
}

static void tell_stale(struct telling *telling)
{
	const struct stk_need *need = telling->need;
	const char *from = platform_name(telling->impl, need->from);
	int64_t fresh = telling->impl->infos[telling->metric->entity].fresh_minutes;
	char age[64], wanted[64];
	bool one = add_terms(telling);

	if (need->age_minutes == STK_EVERY_ON_DEMAND) {
		stk_str_addf(&telling->out,
			     stk_tn(" reaches %s from %s only when somebody sends it by hand",
				    " reach %s from %s only when somebody sends them by hand",
				    one ? 1 : 2),
			     destination(telling), from);
		return;
	}
	stk_age_format(need->age_minutes, age);
	stk_every_words(fresh, wanted);
	stk_str_addf(&telling->out,
		     stk_tn(" from %s is up to %s old in %s, and must not be older than %s",
			    " from %s are up to %s old in %s, and must not be older than %s",
			    one ? 1 : 2),
		     from, age, destination(telling), wanted);
}

static void tell_gap(struct telling *telling)
{
	const struct stk_need *need = telling->need;
	const struct stk_gap gap =
		stk_metrics_gap(telling->impl, telling->place, telling->want_index, need->from);
	bool one;

	if (gap.platform == need->from || (gap.platform == STK_NONE && gap.link == STK_NONE)) {
		stk_str_addf(&telling->out, stk_t("nobody has said what %s exchanges"),
			     platform_name(telling->impl, need->from));
		return;
	}
	one = add_terms(telling);
	stk_str_addf(&telling->out,
		     stk_tn(" is held in %s, but nobody has said ",
			    " are held in %s, but nobody has said ", one ? 1 : 2),
		     platform_name(telling->impl, need->from));
	if (gap.link != STK_NONE) {
		const struct stk_link *link = &telling->impl->graph->links[gap.link];

		stk_str_addf(&telling->out,
			     link->flow_unknown ? stk_t("which way data goes between %s and %s")
						: stk_t("what goes from %s to %s"),
			     platform_name(telling->impl, link->from),
			     platform_name(telling->impl, link->to));
	} else {
		stk_str_addf(&telling->out, stk_t("what %s exchanges"),
			     platform_name(telling->impl, gap.platform));
	}
}

static void tell_age(struct telling *telling)
{
	const struct stk_graph *graph = telling->impl->graph;

	bool one;

	stk_str_add(&telling->out, stk_t("nobody has said how often "));
	one = add_terms(telling);
	for (uint32_t i = 0; i < telling->need->path_len; i++) {
		const struct stk_link *link = &graph->links[telling->need->path[i]];

		if (link->every_minutes >= 0 ||
		    (link->every_minutes == STK_EVERY_ON_DEMAND && link->method))
			continue;
		stk_str_addf(&telling->out,
			     stk_tn(" goes from %s to %s", " go from %s to %s", one ? 1 : 2),
			     platform_name(telling->impl, link->from),
			     platform_name(telling->impl, link->to));
		break;
	}
}

static void tell_silence(struct telling *telling)
{
	const struct tally *tally = &telling->place->tallies[telling->want_index];
	uint32_t tier = tally->silent[1] && tally->arrive[MAYBE] ? 1 : 2;
	uint32_t count = tally->silent[tier] < 3 ? tally->silent[tier] : 3;

	stk_str_add(&telling->out,
		    tier == 1 ? stk_t("nobody has said whether ") : stk_t("nobody has said what "));
	add_platforms(telling, tally->silent_first[tier], count, tally->silent[tier]);
	if (tier == 1) {
		stk_str_add(&telling->out, stk_tn(" holds ", " hold ", tally->silent[tier]));
		add_terms(telling);
	} else {
		stk_str_add(&telling->out, stk_tn(" holds", " hold", tally->silent[tier]));
	}
}

static void tell_unknown(struct telling *telling)
{
	if (telling->want->undefined)
		stk_str_addf(&telling->out, stk_t("%s is not in the data dictionary"),
			     text_of(telling->impl, telling->want->undefined));
	else if (telling->need->path)
		tell_age(telling);
	else if (telling->need->from != STK_NONE)
		tell_gap(telling);
	else
		tell_silence(telling);
	add_ask(telling);
}

static void tell_disputed(struct telling *telling)
{
	const struct stk_need *need = telling->need;

	if (need->from == STK_NONE) {
		stk_str_add(&telling->out, stk_t("it is disputed who holds "));
		add_terms(telling);
	} else if (stk_metrics_fits(telling->impl, NULL, need->from, telling->want, SURE) ==
		   STK_NONE) {
		stk_str_addf(&telling->out, stk_t("it is disputed whether %s holds "),
			     platform_name(telling->impl, need->from));
		add_terms(telling);
	} else {
		stk_str_add(&telling->out, stk_t("it is disputed how "));
		stk_str_addf(&telling->out,
			     stk_tn(" gets from %s to %s", " get from %s to %s",
				    add_terms(telling) ? 1 : 2),
			     platform_name(telling->impl, need->from), destination(telling));
	}
}

static void tell_silo(struct telling *telling)
{
	uint32_t from = telling->need->from;
	bool one = add_terms(telling);

	stk_str_addf(&telling->out,
		     stk_tn(" is held in %s, which ", " are held in %s, which ", one ? 1 : 2),
		     platform_name(telling->impl, from));
	if (telling->impl->graph->platforms[from].reaches)
		stk_str_addf(
			&telling->out,
			stk_tn("does not get it to %s", "does not get them to %s", one ? 1 : 2),
			destination(telling));
	else
		stk_str_addf(&telling->out, stk_t("sends nothing to %s"), destination(telling));
}

static void tell_missing(struct telling *telling)
{
	uint32_t shown = telling->impl->infos[telling->metric->entity].shown_at;

	stk_str_add(&telling->out, stk_t("no platform holds "));
	if (!add_terms(telling) && telling->need->together)
		stk_str_add(&telling->out, stk_t(" together"));
	if (shown != STK_NONE)
		stk_str_addf(&telling->out, stk_t(", though %s shows the metric"),
			     platform_name(telling->impl, shown));
}

static void tell_unjoined(struct telling *telling)
{
	const struct stk_metric *metric = telling->metric;
	const struct stk_need *last = telling->need, *other = last;
	struct stk_str both = STK_STR_INIT;

	for (uint32_t i = metric->need_count; i-- > 0;)
		if (metric->needs[i].from != last->from)
			other = &metric->needs[i];
	stk_str_addf(&both, stk_t("the %s data of %s with the %s data of %s"),
		     text_of(telling->impl, other->group),
		     platform_name(telling->impl, other->from), text_of(telling->impl, last->group),
		     platform_name(telling->impl, last->from));
	switch (metric->state) {
	case STK_DISPUTED:
		stk_str_addf(&telling->out, stk_t("it is disputed what joins %s"), both.data);
		break;
	case STK_SILO:
		stk_str_addf(&telling->out, stk_t("the key that would join %s does not reach %s"),
			     both.data, destination(telling));
		break;
	case STK_MISSING: stk_str_addf(&telling->out, stk_t("no key joins %s"), both.data); break;
	default:
		stk_str_addf(&telling->out, stk_t("nobody has said which key joins %s"), both.data);
		add_ask(telling);
		break;
	}
	stk_str_release(&both);
}

static void tell(struct telling *telling)
{
	if (telling->metric->state == STK_READY) {
		tell_ready(telling);
		return;
	}
	if (telling->metric->unjoined &&
	    telling->need == &telling->metric->needs[telling->metric->need_count - 1]) {
		tell_unjoined(telling);
		return;
	}
	switch (telling->metric->state) {
	case STK_STALE: tell_stale(telling); break;
	case STK_UNKNOWN: tell_unknown(telling); break;
	case STK_DISPUTED: tell_disputed(telling); break;
	case STK_SILO: tell_silo(telling); break;
	default: tell_missing(telling); break;
	}
}

void stk_metrics_reason(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			struct stk_metric *metric)
{
	struct telling telling = {impl, place, metric, NULL, NULL, 0, STK_STR_INIT};

	if (!impl->infos[index].needs_said) {
		metric->reason = stk_t("nobody has said what it needs");
		return;
	}
	for (uint32_t i = 0; i < metric->need_count && !telling.need; i++) {
		if (metric->needs[i].state != metric->state)
			continue;
		telling.need = &metric->needs[i];
		telling.want_index = impl->infos[index].wants[i];
		telling.want = &impl->wants[telling.want_index];
	}
	tell(&telling);
	metric->reason = stk_arena_strdup(&impl->metrics->arena, telling.out.data);
	stk_str_release(&telling.out);
}

void stk_metrics_nowhere(struct stk_metrics_impl *impl, uint32_t index, struct stk_metric *metric)
{
	const struct stk_node *named =
		stk_node_get(impl->graph->inventory->root, STK_W_DESTINATION);
	const struct stk_node *first = stk_values_first(named);

	(void)index;
	metric->state = STK_UNKNOWN;
	for (uint32_t i = 0; i < metric->need_count; i++)
		metric->needs[i].state = STK_UNKNOWN;
	if (first && stk_node_kind(first) == STK_NODE_SCALAR)
		metric->reason = stk_arena_printf(
			&impl->metrics->arena,
			stk_t("the reports are to be made in %s, which is not among the platforms"),
			text_of(impl, first->value));
	else
		metric->reason = stk_t("nobody has said where the reports are made");
}

/* --- which terms are the trouble --- */

static bool had_without(const struct stk_metrics_impl *impl, const struct want *want, uint32_t term,
			const uint64_t *row)
{
	for (uint32_t v = 0; v < want->variant_count; v++) {
		const uint64_t *variant = want_variant(impl, want, v);

		if (!stk_bits_has(variant, term) &&
		    stk_row_within(variant, row, impl->graph->term_words))
			return true;
	}
	return false;
}

void stk_metrics_missing(struct stk_metrics_impl *impl, struct place *place, uint32_t index,
			 struct stk_need *need)
{
	const struct stk_inventory *inventory = impl->graph->inventory;
	const struct want *want = &impl->wants[index];
	const uint64_t *row = impl->anywhere;
	struct stk_str out = STK_STR_INIT;

	need->missing_terms = "";
	if (need->state <= STK_STALE || (need->path && need->state != STK_UNKNOWN))
		return;
	if (need->state == STK_SILO && need->from != STK_NONE)
		row = place->reach[MAYBE] + (size_t)need->from * impl->graph->term_words;
	for (uint32_t i = 0; i < want->term_count; i++) {
		const struct stk_term *term =
			stk_term_find(inventory, text_of(impl, want->terms[i]));
		uint32_t bit = term ? (uint32_t)(term - inventory->terms) : STK_NONE;
		bool trouble = need->state == STK_UNKNOWN || need->state == STK_DISPUTED || !term ||
			       (!stk_bits_has(row, bit) && !had_without(impl, want, bit, row));

		if (trouble)
			stk_str_addf(&out, "%s%s", out.len ? " " : "",
				     text_of(impl, want->terms[i]));
	}
	if (need->state == STK_MISSING && !out.len) {
		need->together = want->term_count > 1;
		for (uint32_t i = 0; i < want->term_count; i++)
			stk_str_addf(&out, "%s%s", i ? " " : "", text_of(impl, want->terms[i]));
	}
	if (need->path)
		stk_str_reset(&out); /* how often is the trouble */
	need->missing_terms = stk_arena_strdup(&impl->metrics->arena, out.data);
	stk_str_release(&out);
}
