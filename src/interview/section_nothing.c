/* Which of their tools hold nothing of what we look for. */
#include <string.h>

#include "walk.h"

static bool is_among(const char *const *ids, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(ids[i], id) == 0)
			return true;
	return false;
}

static bool open_nothing(struct stk_walk *walk, struct stk_asking *asking)
{
	bool new = false;
	size_t kept = 0;

	stk_mind_pick(walk, asking, "holds");
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;

		/* What somebody said it holds is a line to object to, in the next question. */
		if (!asking->again && stk_values_count(stk_platform_key(walk, id, STK_W_HOLDS)))
			continue;
		new |= !stk_mind_said(walk, stk_at(walk, "platforms", id, "holds", NULL));
		asking->picks[kept++] = asking->picks[i];
	}
	asking->pick_count = kept;
	return asking->pick_count && (new || asking->again);
}

static int take_nothing(struct stk_walk *walk, const struct stk_asking *asking,
			struct stk_lines *lines, const char *text, struct stk_err *err)
{
	struct stk_pick *picks;
	size_t count = 0;
	const char **ids;

	(void)err;
	if (*text && !stk_guide_words_is(walk->words, STK_FLOW_NONE, text) &&
	    !stk_guide_words_is(walk->words, STK_FLOW_NO, text))
		count = stk_lines_picks(lines, text, &picks);
	ids = stk_arena_alloc(lines->arena, (count + 1) * sizeof *ids);
	for (size_t i = 0; i < count; i++) {
		const char *id = stk_pick_platform(walk, asking, &picks[i], false);

		if (!id) {
			stk_lines_unknown_pick(lines, &picks[i]);
			continue;
		}
		ids[lines->understood++] = id;
		stk_say_none(walk, stk_at(walk, "platforms", id, "holds", NULL));
	}
	/* The others are theirs to answer: the next question. */
	for (size_t i = 0; i < asking->pick_count && !lines->unknown.len; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id,
			   *at = stk_at(walk, "platforms", id, "holds", NULL);

		if (is_among(ids, lines->understood, id))
			continue;
		if (asking->again && walk->mind.mine[asking->picks[i]].empty)
			stk_say_gone(walk, at);
		if (!stk_mind_answered(walk, at) ||
		    (asking->again && walk->mind.mine[asking->picks[i]].empty))
			stk_say_state(walk, at, STK_ANSWER_ASK, walk->who);
	}
	return 0;
}

static void show_nothing(struct stk_walk *walk, const struct stk_asking *asking)
{
	/* A person has just seen the list. */
	if (walk->room || asking->again || walk->prompts == 0)
		stk_show_mine(walk, asking, NULL);
}

static void addresses_nothing(struct stk_walk *walk, const struct stk_asking *asking,
			      void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id, "holds",
				  NULL));
}

const struct stk_section_ops stk_section_nothing = {
	.kind = STK_SECTION_NOTHING,
	.open = open_nothing,
	.show = show_nothing,
	.take = take_nothing,
	.addresses = addresses_nothing,
};
