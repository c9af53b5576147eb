/* Which numbers people look at, and where; and what they would not bet on. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "lines_private.h"
#include "places.h"
#include "stocktake/base/tr.h"
#include "walk.h"

#define MAX_NUMBERS        9
#define MAX_NUMBERS_ACROSS 3 /* beside sales, those of the hand-over are enough */

/* --- which numbers, where -----------------------------------------------------------------------
 */

struct candidate {
	const struct stk_entity *metric;
	uint32_t rank;
};

static int by_rank(const void *a, const void *b)
{
	const struct candidate *one = a, *two = b;

	if (one->rank != two->rank)
		return one->rank < two->rank ? -1 : 1;
	return (one->metric > two->metric) - (one->metric < two->metric);
}

static bool has_audience(const struct stk_walk *walk, const struct stk_entity *metric,
			 const char *who)
{
	stk_sym word = stk_sym_find(&walk->inventory->syms, who, strlen(who));

	return word && stk_values_has(stk_node_get(metric->node, STK_W_AUDIENCE), word);
}

/* Across, those that begin with what their tools hold; down and up, those meant for them. */
static bool concerns(const struct stk_walk *walk, const struct stk_entity *metric,
		     const struct stk_line_groups *held)
{
	struct stk_line_groups needs = {.count = 0};

	switch (walk->direction) {
	case STK_DIR_DOWN: return has_audience(walk, metric, "rep");
	case STK_DIR_UP: return has_audience(walk, metric, "board");
	case STK_DIR_HOME: return has_audience(walk, metric, "manager");
	default: break;
	}
	if (walk->room)
		return true;
	stk_groups_of(walk, stk_node_get(metric->node, STK_W_NEEDS), &needs);
	return needs.count && strcmp(needs.items[0], "lead") == 0 &&
	       has_audience(walk, metric, "team") && stk_groups_has(held, "lead");
}

static void choose_numbers(struct stk_walk *walk, struct stk_asking *asking)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_METRIC];
	struct candidate *candidates = stk_xcalloc((size_t)all->count + 1, sizeof *candidates);
	struct stk_line_groups held = {.count = 0};
	size_t count = 0,
	       most = walk->direction == STK_DIR_ACROSS ? MAX_NUMBERS_ACROSS : MAX_NUMBERS;

	for (size_t i = 0; i < walk->mind.count; i++)
		if (!walk->mind.mine[i].gone)
			stk_groups_held(walk, walk->mind.mine[i].id, &held);
	for (int all_of_them = 0; all_of_them < 2 && !count; all_of_them++)
		for (uint32_t i = 0; i < all->count; i++) {
			const struct stk_entity *metric = &all->items[i];
			uint32_t audiences =
				stk_values_count(stk_node_get(metric->node, STK_W_AUDIENCE));
			uint32_t terms = stk_values_count(stk_node_get(metric->node, STK_W_NEEDS));

			if (all_of_them || concerns(walk, metric, &held))
				candidates[count++] =
					(struct candidate){metric, walk->direction == STK_DIR_ACROSS
									   ? terms * 8 + audiences
									   : audiences};
		}
	if (count)
		qsort(candidates, count, sizeof *candidates, by_rank);
	for (size_t i = 0; i < count && i < most; i++)
		stk_asking_list(asking,
				stk_sym_text(&walk->inventory->syms, candidates[i].metric->id));
	free(candidates);
}

static const char *metric_name(const struct stk_walk *walk, const char *id)
{
	const struct stk_entity *metric = stk_inventory_find(walk->inventory, STK_METRIC, id);

	return metric ? stk_entity_shown(walk->inventory, metric) : id;
}

static bool open_shows(struct stk_walk *walk, struct stk_asking *asking)
{
	stk_mind_pick(walk, asking, NULL);
	if (!asking->pick_count || !walk->inventory->kinds[STK_METRIC].count ||
	    (!asking->again && stk_mind_answered_any(walk, "platforms/", "/shows")))
		return false;
	choose_numbers(walk, asking);
	return true;
}

static void show_numbers(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < asking->list_count; i++)
		stk_str_addf(&out, "%s%zu %s", i ? "  " : "    ", i + 1,
			     metric_name(walk, asking->list[i]));
	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "%s", out.data);
	stk_str_release(&out);
}

static int take_shows(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const struct stk_asking mine = {
		.section = asking->section}; /* places go by their own numbers */
	struct stk_line_shows *items = NULL;
	bool none = !*text || stk_guide_words_is(walk->words, STK_FLOW_NONE, text) ||
		    stk_guide_words_is(walk->words, STK_FLOW_NO, text);
	size_t count = none ? 0 : stk_lines_shows(lines, text, &items);

	(void)err;
	for (size_t i = 0; i < count; i++) {
		const char *metric = items[i].what.number
					     ? asking->list[items[i].what.number - 1]
					     : stk_name_metric(walk, items[i].what.name);
		const char *where =
			items[i].where.name
				? stk_pick_place(walk, &mine, &items[i].where, asking->retry)
				: NULL;

		if (metric && where) {
			stk_say_true(walk, stk_at(walk, "platforms", where, "shows", metric, NULL),
				     false);
			lines->understood++;
		} else if (metric && items[i].where.name) {
			stk_lines_unknown(lines,
					  stk_arena_printf(lines->arena,
							   stk_t("%s %s (no tool that was named)"),
							   metric_name(walk, metric),
							   items[i].where.name));
		} else if (metric) {
			stk_lines_unknown(lines, stk_arena_printf(lines->arena, stk_t("%s: where?"),
								  metric_name(walk, metric)));
		}
	}
	for (size_t i = 0; none && i < asking->pick_count; i++)
		stk_say_state(walk,
			      stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id,
				     "shows", NULL),
			      STK_ANSWER_NOT_APPLICABLE, NULL);
	return 0;
}

static void addresses_shows(struct stk_walk *walk, const struct stk_asking *asking,
			    void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id, "shows",
				  NULL));
}

const struct stk_section_ops stk_section_shows = {
	.kind = STK_SECTION_SHOWS,
	.open = open_shows,
	.show = show_numbers,
	.take = take_shows,
	.addresses = addresses_shows,
};

/* --- what they would not bet on ------------------------------------------------------------------
 */

static bool is_about_numbers(const struct stk_asking *asking)
{
	return asking->list_count > 0;
}

/* The board doubts numbers, not tools: those that reach it. */
static bool open_patchy(struct stk_walk *walk, struct stk_asking *asking)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_METRIC];

	if (walk->direction != STK_DIR_UP || walk->room) {
		stk_mind_pick(walk, asking, "patchy");
		return asking->pick_count > 0;
	}
	if (!asking->again && stk_mind_answered_any(walk, "metrics/", "/notes"))
		return false;
	for (uint32_t i = 0; i < all->count; i++) {
		const char *id = stk_sym_text(&walk->inventory->syms, all->items[i].id);

		if (stk_mind_said(walk, stk_at(walk, "metrics", id, "audience", NULL)) &
		    (1u << STK_ANSWER_SAYS))
			stk_asking_list(asking, id);
	}
	return asking->list_count > 0;
}

static void show_patchy(struct stk_walk *walk, const struct stk_asking *asking)
{
	if (is_about_numbers(asking))
		show_numbers(walk, asking);
	else
		stk_show_mine(walk, asking, NULL);
}

/* Groups that the reason itself names: "mobile calls never get in". */
static void groups_in(const struct stk_walk *walk, const char *reason,
		      struct stk_line_groups *groups)
{
	const char *whole = reason;
	struct stk_str word = STK_STR_INIT;

	while (*reason) {
		size_t len = strcspn(reason, " ,.;");

		stk_str_reset(&word);
		stk_str_addn(&word, reason, len);
		if (len > 3) { /* letters are no words here */
			const char *group = stk_guide_words_group(walk->words, word.data);

			if (group && groups->count < STK_LINE_MAX_GROUPS &&
			    !stk_groups_has(groups, group))
				groups->items[groups->count++] = group;
		}
		reason += len + (reason[len] != '\0');
	}
	stk_str_release(&word);
	stk_lines_groups_in(walk->words, whole, groups);
}

static void say_reason(struct stk_walk *walk, const char *platform, const char *group,
		       const char *reason)
{
	const char *at = stk_at(walk, "platforms", platform, "patchy", group, NULL), *before;

	before = stk_text_of_patchy(walk, platform, group);
	reason = before && !strstr(before, reason) && !(stk_mind_answered(walk, at))
			 ? stk_arena_printf(&walk->changes.arena, "%s; %s", before, reason)
			 : stk_arena_strdup(&walk->changes.arena, reason);
	stk_say_text(walk, at, reason)->on_conflict =
		STK_CONFLICT_REPLACE; /* reasons add up, they do not contradict */
}

static void take_patchy_platform(struct stk_walk *walk, const char *id,
				 const struct stk_line_patchy *item)
{
	struct stk_line_groups groups = item->groups, held = {.count = 0};
	const char *reason = *item->reason ? item->reason : "not reliable";

	if (!groups.count)
		groups_in(walk, reason, &groups);
	if (!groups.count)
		stk_groups_held(walk, id, &groups);
	stk_groups_held(walk, id, &held);
	for (size_t i = 0; i < groups.count; i++)
		say_reason(walk, id, groups.items[i], reason);
	if (groups.count)
		return;
	/* Nobody knows yet what it holds: the words are kept. */
	stk_say_note(walk, "platforms", id, reason);
	stk_say_state(walk, stk_at(walk, "platforms", id, "patchy", NULL), STK_ANSWER_UNKNOWN,
		      NULL);
}

/* "the win rate is never right": what it names, wherever it stands in the sentence. Of numbers the
 * whole name, of tools those that are recorded. */
static void find_named(struct stk_walk *walk, struct stk_lines *lines, const char *text,
		       const char **metric, const char **id)
{
	struct stk_clause clause = {.text = text};
	const struct stk_asking none = {.section = 0};

	stk_clause_words(lines, &clause);
	for (size_t w = 0; w < clause.count && !*metric && !*id; w++) {
		size_t n =
			stk_words_name(lines, STK_LINE_METRIC, clause.words + w, clause.count - w);
		const char *phrase = stk_words_join(lines, clause.words, w, w + n);
		struct stk_pick pick;

		if (n && stk_text_same(metric_name(walk, stk_name_metric(walk, phrase)), phrase)) {
			*metric = stk_name_metric(walk, phrase);
			break;
		}
		n = stk_words_name(lines, STK_LINE_PLATFORM, clause.words + w, clause.count - w);
		pick = (struct stk_pick){0, stk_words_join(lines, clause.words, w, w + n)};
		if (n)
			*id = stk_pick_platform(walk, &none, &pick, false);
	}
}

/* It names nothing: a remark of theirs, that nobody else is burdened with. */
static void keep_remark(struct stk_walk *walk, const struct stk_asking *asking,
			struct stk_lines *lines, const char *reason)
{
	stk_say_note(walk, walk->room ? "workshops" : "stakeholders",
		     walk->room ? strchr(walk->who, '/') + 1 : walk->who,
		     stk_arena_printf(lines->arena, "%s: %s",
				      is_about_numbers(asking) ? "Said of the numbers"
							       : "Said of their tools",
				      reason));
	stk_prompt_say(walk->prompt, STK_PLAIN, 4,
		       "    Kept as a remark of yours. Of one of them: its number, then why.");
}

/* True: it was about all of them, or none. */
static bool take_patchy_item(struct stk_walk *walk, const struct stk_asking *asking,
			     struct stk_lines *lines, const struct stk_line_patchy *item)
{
	bool picked = item->of.number || item->of.name;
	const char *metric = NULL, *id = NULL;

	if (is_about_numbers(asking))
		metric = item->of.number ? asking->list[item->of.number - 1]
			 : item->of.name ? stk_name_metric(walk, item->of.name)
					 : NULL;
	else if (picked)
		id = stk_pick_platform(walk, asking, &item->of, false);
	if (!id && !metric && item->of.name)
		metric = stk_name_metric(walk, item->of.name);
	if (!picked && *item->reason)
		find_named(walk, lines, item->reason, &metric, &id);
	if (!picked && !metric && !id && asking->pick_count == 1)
		id = walk->mind.mine[asking->picks[0]].id;
	/* "9 late": a number that stands for nothing is no remark. */
	if (!picked && !metric && !id && *item->reason && !isdigit((unsigned char)*item->reason)) {
		keep_remark(walk, asking, lines, item->reason);
		lines->understood++;
		return true;
	}
	if (metric) {
		stk_say_note(walk, "metrics", metric,
			     stk_arena_printf(lines->arena, "%s: %s", walk->who_name,
					      *item->reason ? item->reason : "doubtful"));
		lines->understood++;
	} else if (id) {
		take_patchy_platform(walk, id, item);
		lines->understood++;
	} else if (*item->reason) {
		stk_lines_unknown(lines, item->reason);
	} else {
		stk_lines_unknown_pick(lines, &item->of);
	}
	return false;
}

static void none_patchy(struct stk_walk *walk, const struct stk_asking *asking, bool all,
			enum stk_answer_state state)
{
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *at = stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id,
					"patchy", NULL);
		bool said = false;

		for (size_t c = 0; c < walk->changes.count && !said; c++)
			said = stk_starts(walk->changes.items[c].address, at);
		if (!said && !(asking->again && stk_mind_answered(walk, at)))
			stk_say_state(walk, at, state, NULL);
	}
	for (size_t i = 0; all && i < asking->list_count; i++) {
		const char *at = stk_at(walk, "metrics", asking->list[i], "notes", NULL);

		if (!stk_is_being_made(walk, at))
			stk_say_state(walk, at, state, NULL);
	}
}

static int take_patchy(struct stk_walk *walk, const struct stk_asking *asking,
		       struct stk_lines *lines, const char *text, struct stk_err *err)
{
	bool none = !*text || stk_guide_words_is(walk->words, STK_FLOW_NONE, text) ||
		    stk_guide_words_is(walk->words, STK_FLOW_NO, text);
	struct stk_line_patchy *items = NULL;
	size_t count = none ? 0 : stk_lines_patchy(lines, text, &items);
	bool general = false;

	(void)err;
	if (!none && stk_lines_says_links(lines, text)) {
		stk_lines_unknown(
			lines,
			stk_arena_printf(lines->arena, stk_t("%s (what goes where: :back)"), text));
		return 0;
	}
	for (size_t i = 0; i < count; i++)
		general |= take_patchy_item(walk, asking, lines, &items[i]);
	/* Whoever doubts something did not say that the others are sound. */
	if (none || lines->understood)
		none_patchy(walk, asking, none || general,
			    general ? STK_ANSWER_UNKNOWN : STK_ANSWER_NOT_APPLICABLE);
	return 0;
}

static void addresses_patchy(struct stk_walk *walk, const struct stk_asking *asking,
			     void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id, "patchy",
				  NULL));
	for (size_t i = 0; i < asking->list_count; i++)
		each(walk, stk_at(walk, "metrics", asking->list[i], "notes", NULL));
}

const struct stk_section_ops stk_section_patchy = {
	.kind = STK_SECTION_PATCHY,
	.open = open_patchy,
	.show = show_patchy,
	.take = take_patchy,
	.addresses = addresses_patchy,
};
