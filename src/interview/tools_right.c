/* "right?": what was listed is shown once more, and mended. */
#include <stdlib.h>
#include <string.h>
#include "instances.h"
#include "lines_private.h"
#include "places.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "unclear.h"
#include "tools.h"

/* Names of which it may be a beginning: "linkedin". */
static void note_choices(struct stk_walk *walk, const char *id, struct stk_str *out)
{
	struct stk_match found[3];
	size_t count = stk_matcher_find(walk->matcher, stk_platform_name(walk, id),
					1u << STK_MATCH_PRODUCT, found, STK_COUNT(found));

	for (size_t i = 0; i < count && i < 2; i++)
		stk_str_addf(out, "%s%s%s", i ? stk_t(" or ") : stk_t("; "), found[i].name,
			     i + 1 == count || i == 1 ? "?" : "");
}

static void note_new(struct stk_walk *walk, const char *id, struct stk_str *out)
{
	const char *typed = stk_guessed_from(walk, id);

	if (typed)
		stk_str_addf(out, stk_t(" (you typed %s)"), typed);
	if (typed || stk_platform_key(walk, id, STK_W_PRODUCT) || !stk_tools_was_made_now(walk, id))
		return;
	stk_str_add(out, stk_t(" (new"));
	if (walk->room) /* it does not stop for that; else it was asked */
		note_choices(walk, id, out);
	stk_str_add(out, stk_t(")"));
}

/* Left open: in the notes as it was said. */
static int keep(struct stk_walk *walk, const struct stk_asking *asking, const char *text,
		struct stk_err *err)
{
	stk_unclear_keep(walk, STK_UNCLEAR_TEXT, stk_unclear_where(walk, asking), text);
	stk_str_addf(&walk->not_understood, "%s%s", walk->not_understood.len ? stk_t("; ") : "",
		     text);
	return stk_walk_apply(walk, err);
}

/* "3 badge list": what number 3 is really called. */
static int correct(struct stk_walk *walk, const struct stk_asking *asking, const char *text,
		   struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words, .arena = &arena, .unknown = STK_STR_INIT};
	struct stk_asking none = {.section = 0};
	const char **names, *id;
	size_t count = stk_lines_names(&lines, text, &names);
	struct stk_str again = STK_STR_INIT;
	int result;

	stk_instances_forget(walk);
	for (size_t i = 0; i < count; i++) {
		char *rest;
		unsigned long number = strtoul(names[i], &rest, 10);
		struct stk_pick pick = {(uint32_t)number, NULL};
		const char *wrong = number && number <= walk->mind.count && *rest
					    ? stk_pick_platform(walk, &none, &pick, false)
					    : NULL;

		rest += strspn(rest, " =:");
		if (wrong && *rest) {
			stk_tools_take_back(walk, wrong);
			stk_tools_take_name(walk, &none, &lines, rest, &id);
		} else {
			stk_tools_take_name(walk, &none, &lines, names[i], &id);
		}
	}
	result = stk_walk_apply(walk, err); /* what was understood stays, as at every prompt */
	if (!result && lines.unknown.len && walk->unclear.count) {
		result = stk_instances_ask(walk, text, lines.unknown.data, &again, err);
		if (result > 0)
			result = correct(walk, asking, again.data, err);
		else if (!result)
			result = keep(walk, asking, lines.unknown.data, err);
	} else if (!result && lines.unknown.len) {
		char *why = stk_xasprintf(stk_t("Not understood: %s"), lines.unknown.data);

		result = stk_prompt_reject(walk->prompt, why, err);
		free(why);
	}
	stk_str_release(&again);
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return result;
}

/* Reps name what they have open, much of it their own: what is not right is taken back, and only a
 * guess is asked about. Others name what many use. */
static bool needs_a_yes(const struct stk_walk *walk)
{
	bool guessed = false;

	for (size_t i = 0; i < walk->mind.count; i++)
		guessed |=
			!walk->mind.mine[i].gone && stk_guessed_from(walk, walk->mind.mine[i].id);
	return guessed || walk->direction != STK_DIR_DOWN;
}

int stk_tools_after(struct stk_walk *walk, const struct stk_asking *asking, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_asking all = {.section = asking->section, .again = true};
	int result = 0;

	while (walk->mind.count && result == 0) {
		stk_mind_pick(walk, &all, NULL);
		stk_show_mine(walk, &all, note_new);
		if (walk->room || !walk->names_typed || !stk_walk_is_first(walk, asking->section) ||
		    !needs_a_yes(walk))
			break;
		stk_prompt_say(walk->prompt, STK_PLAIN, 4,
			       "    right?  [yes]   wrong: 3 its real name · not one of yours: -3 "
			       "· more names");
		result = stk_walk_ask_small(walk, "tools/right", &text, err);
		if (result <= 0 || stk_guide_words_is(walk->words, STK_FLOW_YES, text.data)) {
			result = result < 0 ? result : 0;
			break;
		}
		if (stk_guide_words_is(walk->words, STK_FLOW_NO, text.data))
			result = stk_prompt_reject(walk->prompt,
						   "Which one? `3 its real name`, or -3.", err);
		else
			result = correct(walk, asking, text.data, err);
	}
	stk_asking_release(&all);
	stk_str_release(&text);
	return result;
}
