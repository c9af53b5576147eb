/* What each platform holds, by number and letters; and the heading rows of sheets. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "lines_private.h"
#include "walk.h"

#define MAX_ANSWER_CELLS 2

/* --- groups by number and letters ---------------------------------------------------------------
 */

static bool open_holds(struct stk_walk *walk, struct stk_asking *asking)
{
	stk_mind_pick(walk, asking, "holds");
	return asking->pick_count > 0;
}

/* What Enter accepts: what is recorded, else what the catalogue says of the product. */
static void proposal(const struct stk_walk *walk, const char *platform,
		     struct stk_line_groups *groups)
{
	const struct stk_node *product, *entry;

	stk_groups_held(walk, platform, groups);
	if (groups->count || stk_platform_key(walk, platform, STK_W_HOLDS))
		return;
	product = stk_platform_key(walk, platform, STK_W_PRODUCT);
	entry = product ? stk_catalogue_get(walk->inventory, product->value) : NULL;
	if (entry)
		stk_groups_of(walk, stk_node_get(entry, STK_W_HOLDS), groups);
}

static void note_proposal(struct stk_walk *walk, const char *platform, struct stk_str *out)
{
	struct stk_line_groups groups = {.count = 0};

	proposal(walk, platform, &groups);
	if (!groups.count)
		return;
	stk_str_add(out, " [");
	stk_groups_letters(walk, &groups, out);
	stk_str_addc(out, ']');
}

/* Who else said last what a platform holds; NULL: nobody. */
static const char *who_said(struct stk_walk *walk, const char *platform)
{
	size_t count;
	const struct stk_answer *const *answers = stk_evidence_at(
		walk->evidence, stk_at(walk, "platforms", platform, "holds", NULL), true, &count);

	for (size_t i = count; i-- > 0;)
		if (answers[i]->state == STK_ANSWER_SAYS &&
		    !stk_text_same(answers[i]->by, walk->who))
			return answers[i]->by;
	return NULL;
}

/* What others said is a line to object to, one for each of them. */
static void show_known(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *by = who_said(walk, walk->mind.mine[asking->picks[i]].id);
		bool first = by != NULL;

		for (size_t j = 0; j < i && first; j++) {
			const char *other = who_said(walk, walk->mind.mine[asking->picks[j]].id);

			first = !other || strcmp(other, by) != 0;
		}
		stk_str_reset(&out);
		for (size_t j = i; first && j < asking->pick_count; j++) {
			const char *id = walk->mind.mine[asking->picks[j]].id,
				   *other = who_said(walk, id);
			struct stk_line_groups groups = {.count = 0};

			stk_groups_held(walk, id, &groups);
			if (!other || strcmp(other, by) != 0 || !groups.count)
				continue;
			stk_str_addf(&out, stk_t("%s%s holds "), out.len ? " · " : "",
				     stk_platform_name(walk, id));
			stk_groups_labels(walk, &groups, &out);
		}
		if (out.len)
			stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s said %s; wrong?",
				       stk_person_name(walk, by), out.data);
	}
	stk_str_release(&out);
}

static void show_holds(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str legend = STK_STR_INIT;

	for (size_t i = 0; i < walk->words->group_count; i++)
		if (*walk->words->groups[i].letter)
			stk_str_addf(&legend, "%s%s %s", legend.len ? "  " : "    ",
				     walk->words->groups[i].letter, walk->words->groups[i].label);
	stk_prompt_say(walk->prompt, STK_DIM, 4, "%s", legend.data);
	stk_str_release(&legend);
	show_known(walk, asking);
	stk_show_mine(walk, asking, note_proposal);
}

static void say_groups(struct stk_walk *walk, const char *platform,
		       const struct stk_line_groups *groups, bool accepted)
{
	const struct stk_node *there = stk_platform_key(walk, platform, STK_W_HOLDS);

	if (there && stk_values_count(there) == 0) { /* somebody said: none */
		struct stk_value *list = stk_value_list(&walk->changes.arena);

		for (size_t i = 0; i < groups->count; i++)
			stk_value_push(list,
				       stk_value_text(&walk->changes.arena, groups->items[i]));
		stk_say(walk, stk_at(walk, "platforms", platform, "holds", NULL), list)->accepted =
			accepted;
		return;
	}
	for (size_t i = 0; i < groups->count; i++)
		stk_say_true(walk,
			     stk_at(walk, "platforms", platform, "holds", groups->items[i], NULL),
			     accepted);
}

/* "2 -l": somebody else said leads. Theirs stays until it is settled. */
static void say_without(struct stk_walk *walk, const char *platform,
			const struct stk_line_groups *without)
{
	struct stk_line_groups held = {.count = 0};
	struct stk_arena *arena = &walk->changes.arena;

	stk_groups_held(walk, platform, &held);
	for (size_t i = 0; i < without->count; i++) {
		const char *at =
			stk_at(walk, "platforms", platform, "holds", without->items[i], NULL);

		if (!stk_groups_has(&held, without->items[i]))
			continue;
		if (!walk->speaker && stk_mind_answered(walk, at)) {
			stk_say_gone(walk, at);
			continue;
		}
		stk_say_text(walk, at, "false");
		stk_say_dispute(walk, platform,
				stk_arena_printf(arena, "holds/%s", without->items[i]), "false");
	}
}

/* What this person said before and does not say now. */
static void take_back_groups(struct stk_walk *walk, const char *platform,
			     const struct stk_line_groups *groups)
{
	struct stk_line_groups held = {.count = 0};

	stk_groups_of(walk, stk_platform_key(walk, platform, STK_W_HOLDS), &held);
	for (size_t i = 0; i < held.count; i++) {
		const char *at = stk_at(walk, "platforms", platform, "holds", held.items[i], NULL);

		if (!stk_groups_has(groups, held.items[i]) && stk_mind_answered(walk, at))
			stk_say_gone(walk, at);
	}
}

static void take_item(struct stk_walk *walk, const struct stk_asking *asking, const char *platform,
		      const struct stk_line_holds *item)
{
	const char *at = stk_at(walk, "platforms", platform, "holds", NULL);
	struct stk_line_groups said = {.count = 0};

	for (size_t i = 0; i < item->groups.count; i++) /* "lcda -a" */
		if (!stk_groups_has(&item->without, item->groups.items[i]))
			said.items[said.count++] = item->groups.items[i];
	if (item->unknown)
		stk_say_state(walk, at, STK_ANSWER_UNKNOWN, NULL);
	else if (item->none && !item->groups.count)
		stk_say_none(walk, at);
	if (said.count) {
		if (asking->again)
			take_back_groups(walk, platform, &said);
		say_groups(walk, platform, &said, false);
	}
	if (item->without.count) {
		struct stk_line_groups rest = {.count = 0}, all = {.count = 0};

		proposal(walk, platform, &all);
		for (size_t i = 0; i < all.count; i++)
			if (!stk_groups_has(&item->without, all.items[i]))
				rest.items[rest.count++] = all.items[i];
		if (!item->groups.count)
			say_groups(walk, platform, &rest, true);
		say_without(walk, platform, &item->without);
	}
}

static int take_holds(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const char *text, struct stk_err *err)
{
	struct stk_line_holds *items = NULL;
	size_t count = *text && !stk_guide_words_is(walk->words, STK_FLOW_YES, text)
			       ? stk_lines_holds(lines, text, &items)
			       : 0;
	const char **ids = stk_arena_alloc(lines->arena, (count + 1) * sizeof *ids);

	(void)err;
	for (size_t i = 0; i < count; i++) {
		const char *id = stk_pick_platform(walk, asking, &items[i].of, false);

		if (!id) {
			stk_lines_unknown_pick(lines, &items[i].of);
			continue;
		}
		ids[lines->understood++] = id;
		take_item(walk, asking, id, &items[i]);
	}
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;
		struct stk_line_groups groups = {.count = 0};
		bool said = asking->again && stk_mind_answered_key(walk, id, "holds");

		for (size_t j = 0; j < lines->understood && !said; j++)
			said = strcmp(ids[j], id) == 0;
		if (said)
			continue;
		proposal(walk, id, &groups);
		if (groups.count)
			say_groups(walk, id, &groups, true);
		else
			stk_say_state(walk, stk_at(walk, "platforms", id, "holds", NULL),
				      STK_ANSWER_UNKNOWN, NULL);
	}
	return 0;
}

static void addresses_holds(struct stk_walk *walk, const struct stk_asking *asking,
			    void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id, "holds",
				  NULL));
}

const struct stk_section_ops stk_section_holds = {
	.kind = STK_SECTION_HOLDS,
	.open = open_holds,
	.show = show_holds,
	.take = take_holds,
	.addresses = addresses_holds,
};

/* --- heading rows -------------------------------------------------------------------------------
 */

static bool open_headings(struct stk_walk *walk, struct stk_asking *asking)
{
	if (asking->again)
		return asking->subject != NULL;
	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];

		if (mine->gone || mine->empty || !stk_is_sheet(walk, mine->id) ||
		    stk_platform_key(walk, mine->id, STK_W_FIELDS) ||
		    stk_mind_answered_key(walk, mine->id, "fields") ||
		    stk_walk_was_asked(walk, asking->section, mine->id))
			continue;
		stk_asking_about(asking, mine->id,
				 stk_at(walk, "platforms", mine->id, "fields", NULL));
		return stk_walk_has_room(walk, asking->section);
	}
	return false;
}

/* Which groups make a heading's meaning clear: those that the sheet is said to hold. */
static uint64_t held_bits(const struct stk_walk *walk, const char *platform)
{
	struct stk_line_groups held = {.count = 0};
	uint64_t bits = 0;

	stk_groups_held(walk, platform, &held);
	for (size_t i = 0; i < held.count; i++) {
		uint32_t group = stk_group_find(walk->inventory, held.items[i]);

		if (group < 64)
			bits |= 1ull << group;
	}
	return bits;
}

static bool is_understood(const struct stk_walk *walk, const char *heading, uint64_t groups)
{
	return stk_matcher_heading(walk->matcher, heading, groups) != STK_NONE;
}

/* A cell or two of which none is understood, typed and not pasted, are rather an answer than a row
 * ("no, later", "mia has it"): they are one if they are said again. */
static bool is_row(const struct stk_walk *walk, const char *text, const char *const *headings,
		   size_t count, uint64_t groups)
{
	bool known = false;

	for (size_t i = 0; i < count; i++)
		known |= is_understood(walk, headings[i], groups) &&
			 !stk_walk_is_name((void *)walk, STK_LINE_PERSON, headings[i]);
	return known || count > MAX_ANSWER_CELLS || strpbrk(text, "\t\n") != NULL;
}

/* "no", "later", "no, later": there is none to be had now. */
static bool is_refusal(const struct stk_walk *walk, const char *const *headings, size_t count)
{
	static const enum stk_flow_word words[] = {STK_FLOW_NO, STK_FLOW_NONE, STK_FLOW_UNKNOWN};
	size_t refusals = 0;

	for (size_t i = 0; i < count; i++) {
		bool is = false;

		for (size_t w = 0; w < STK_COUNT(words) && !is; w++)
			is = stk_guide_words_is(walk->words, words[w], headings[i]);
		refusals += is;
	}
	return refusals == count;
}

static int take_headings(struct stk_walk *walk, const struct stk_asking *asking,
			 struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const char **headings, *at = stk_at(walk, "platforms", asking->subject, "fields", NULL);
	size_t count = stk_lines_headings(lines, text, &headings), understood = 0;
	struct stk_value *list = stk_value_list(&walk->changes.arena);
	struct stk_str kept = STK_STR_INIT;
	uint64_t groups = held_bits(walk, asking->subject);
	struct stk_change *change;

	(void)err;
	if (is_refusal(walk, headings, count)) {
		if (!lines->unknown.len)
			stk_say_state(walk, at, STK_ANSWER_UNKNOWN, NULL);
		return 0;
	}
	if (!is_row(walk, text, headings, count, groups) && !stk_asking_insists(asking, text)) {
		stk_lines_unknown(lines, text);
		return 0;
	}
	for (size_t i = 0; i < count; i++) {
		struct stk_value *field = stk_value_map(&walk->changes.arena);
		uint32_t term = stk_matcher_heading(walk->matcher, headings[i], groups);

		stk_value_put_text(&walk->changes.arena, field, "name",
				   stk_arena_strdup(&walk->changes.arena, headings[i]));
		if (term != STK_NONE) {
			stk_value_put_text(&walk->changes.arena, field, "term",
					   stk_sym_text(&walk->inventory->syms,
							walk->inventory->terms[term].id));
			if (walk->inventory->terms[term].personal)
				stk_value_put_text(&walk->changes.arena, field, "personal", "true");
			understood++;
		} else {
			stk_str_addf(&kept, "%s%s", kept.len ? stk_tc("list", ", ") : "",
				     headings[i]);
		}
		stk_value_push(list, field);
	}
	change = stk_say(walk, at, list);
	if (asking->again)
		change->on_conflict = STK_CONFLICT_REPLACE;
	lines->understood += count;
	stk_prompt_say(walk->prompt, STK_PLAIN, 4,
		       stk_tn("    %zu column, %zu understood.%s%s",
			      "    %zu columns, %zu understood.%s%s", count),
		       count, understood, kept.len ? stk_t(" Kept as they are: ") : "", kept.data);
	stk_str_release(&kept);
	return 0;
}

static void addresses_headings(struct stk_walk *walk, const struct stk_asking *asking,
			       void (*each)(struct stk_walk *walk, const char *address))
{
	each(walk, stk_at(walk, "platforms", asking->subject, "fields", NULL));
}

const struct stk_section_ops stk_section_headings = {
	.kind = STK_SECTION_HEADINGS,
	.open = open_headings,
	.take = take_headings,
	.addresses = addresses_headings,
};
