/* A room does not wait for sheets: who sends the heading row of each after the meeting. */
#include <string.h>

#include "stocktake/base/mem.h"
#include "walk.h"

static bool open_senders(struct stk_walk *walk, struct stk_asking *asking)
{
	size_t kept = 0;

	stk_mind_pick(walk, asking, "fields");
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;

		if (stk_is_sheet(walk, id) && !stk_platform_key(walk, id, STK_W_FIELDS))
			asking->picks[kept++] = asking->picks[i];
	}
	asking->pick_count = kept;
	return kept > 0;
}

static void show_senders(struct stk_walk *walk, const struct stk_asking *asking)
{
	stk_show_mine(walk, asking, NULL);
}

static size_t pick_of(const struct stk_walk *walk, const struct stk_asking *asking, const char *id)
{
	for (size_t i = 0; i < asking->pick_count; i++)
		if (strcmp(walk->mind.mine[asking->picks[i]].id, id) == 0)
			return i;
	return SIZE_MAX;
}

static void route(struct stk_walk *walk, const struct stk_asking *asking, size_t pick,
		  const char *who, bool *routed)
{
	const char *id = walk->mind.mine[asking->picks[pick]].id;

	stk_say_state(walk, stk_at(walk, "platforms", id, "fields", NULL), STK_ANSWER_ASK, who);
	routed[pick] = true;
}

static void take_item(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const struct stk_line_people *item, bool *routed)
{
	struct stk_named person;

	if (stk_take_person(walk, item->who, NULL, &person)) {
		stk_lines_unknown(lines, stk_why_nobody(walk, item->who));
		return;
	}
	for (size_t p = 0; p < item->of_count; p++) {
		const char *id = stk_pick_platform(walk, asking, &item->of[p], false);
		size_t pick = id ? pick_of(walk, asking, id) : SIZE_MAX;

		if (pick == SIZE_MAX) {
			stk_lines_unknown_pick(lines, &item->of[p]);
			continue;
		}
		route(walk, asking, pick, person.id, routed);
		lines->understood++;
	}
	for (size_t i = 0; !item->of_count && i < asking->pick_count; i++)
		if (!routed[i])
			route(walk, asking, i, person.id, routed);
	lines->understood += !item->of_count;
}

static int take_senders(struct stk_walk *walk, const struct stk_asking *asking,
			struct stk_lines *lines, const char *text, struct stk_err *err)
{
	bool *routed = stk_arena_zalloc(lines->arena, asking->pick_count + 1);
	struct stk_line_people *items = NULL;
	size_t count = *text && !stk_guide_words_is(walk->words, STK_FLOW_NONE, text)
			       ? stk_lines_people(lines, text, &items)
			       : 0;

	(void)err;
	for (size_t i = 0; i < count; i++)
		take_item(walk, asking, lines, &items[i], routed);
	/* Whoever comes forward later: it is on the list of what is to be found out. */
	for (size_t i = 0; i < asking->pick_count && !lines->unknown.len && !asking->again; i++)
		if (!routed[i])
			stk_say_state(walk,
				      stk_at(walk, "platforms",
					     walk->mind.mine[asking->picks[i]].id, "fields", NULL),
				      STK_ANSWER_UNKNOWN, NULL);
	return 0;
}

static void addresses_senders(struct stk_walk *walk, const struct stk_asking *asking,
			      void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id, "fields",
				  NULL));
}

const struct stk_section_ops stk_section_senders = {
	.kind = STK_SECTION_SENDERS,
	.open = open_senders,
	.show = show_senders,
	.take = take_senders,
	.addresses = addresses_senders,
};
