/* What goes from where to where. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "links_every.h"
#include "places.h"
#include "unclear.h"

static bool has_destination(const struct stk_walk *walk, const char **id)
{
	const struct stk_node *first =
		stk_values_first(stk_node_get(walk->inventory->root, STK_W_DESTINATION));

	*id = first && stk_node_kind(first) == STK_NODE_SCALAR
		      ? stk_sym_text(&walk->inventory->syms, first->value)
		      : NULL;
	return *id && stk_platform(walk, *id);
}

static bool open_links(struct stk_walk *walk, struct stk_asking *asking)
{
	const char *destination;

	stk_mind_pick(walk, asking, "integrations");
	if (stk_walk_is_first(walk, asking->section))
		return asking->pick_count > 0;
	/* The second question is about where the numbers are made. */
	if (!walk->mind.count || !has_destination(walk, &destination))
		return false;
	asking->pick_count = 0;
	return asking->again || !stk_mind_said_here(walk, "inventory/destination");
}

/* What others said about their links is a line to object to. */
static void show_links(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;

	if (walk->room || walk->prompts == 0 || asking->again)
		stk_show_mine(walk, asking, NULL);
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;

		STK_EACH_VALUE(link, stk_platform_key(walk, id, STK_W_INTEGRATIONS))
		{
			stk_str_add(&out, out.len ? " · " : "");
			stk_show_link(walk, id, link, &out);
		}
	}
	if (out.len)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Known: %s; wrong?", out.data);
	stk_str_release(&out);
}

/* --- one link -----------------------------------------------------------------------------------
 */

struct told {
	const char *from, *to;
	const struct stk_line_link *link;
	const struct stk_line_groups *back; /* what goes the other way, where that was said apart */
	bool dropped;                       /* said by another one of the same line */
	bool twice;                         /* the same as a moment ago */
};

static const struct stk_node *integration_of(const struct stk_walk *walk, const char *platform,
					     const char *with)
{
	STK_EACH_VALUE(link, stk_platform_key(walk, platform, STK_W_INTEGRATIONS))
	{
		const char *other = stk_text(walk->inventory, link, STK_W_WITH);

		if (other && stk_text_same(other, with) && !stk_node_get(link, STK_W_NAME))
			return link;
	}
	return NULL;
}

static const struct stk_value *groups_value(struct stk_walk *walk,
					    const struct stk_line_groups *groups)
{
	struct stk_value *list = stk_value_list(&walk->changes.arena);

	for (size_t i = 0; i < groups->count; i++)
		stk_value_push(list, stk_value_text(&walk->changes.arena, groups->items[i]));
	return list;
}

/* It is written where it is declared already, else where it comes from. */
static void say_link(struct stk_walk *walk, struct stk_lines *lines, const struct told *told)
{
	const struct stk_line_link *link = told->link;
	bool other_side = !integration_of(walk, told->from, told->to) &&
			  integration_of(walk, told->to, told->from);
	const char *at = other_side ? told->to : told->from,
		   *with = other_side ? told->from : told->to;
	const char *flow = link->both || told->back ? "both" : other_side ? "in" : "out";
	struct stk_named person;
	char every[32];

	stk_say_text(walk, stk_at(walk, "platforms", at, "integrations", with, "flow", NULL), flow);
	if (link->all)
		stk_say_text(walk,
			     stk_at(walk, "platforms", at, "integrations", with, "carries", NULL),
			     "all");
	else if (link->carries.count)
		stk_say(walk, stk_at(walk, "platforms", at, "integrations", with, "carries", NULL),
			groups_value(walk, &link->carries));
	if (told->back && told->back->count)
		stk_say(walk, stk_at(walk, "platforms", at, "integrations", with, "back", NULL),
			groups_value(walk, told->back));
	if (link->method)
		stk_say_text(walk,
			     stk_at(walk, "platforms", at, "integrations", with, "method", NULL),
			     link->method);
	if (link->via) {
		const struct stk_pick via = {0, link->via};
		const char *id =
			stk_pick_place(walk, &(struct stk_asking){.section = 0}, &via, told->twice);

		if (id)
			stk_say_text(
				walk,
				stk_at(walk, "platforms", at, "integrations", with, "via", NULL),
				id);
		else
			stk_lines_unknown(lines, link->via);
	}
	stk_every_format(link->every_minutes, every);
	if (link->every_minutes == STK_EVERY_ON_DEMAND)
		stk_say_text(walk,
			     stk_at(walk, "platforms", at, "integrations", with, "every", NULL),
			     "on demand");
	else if (link->every_minutes != STK_EVERY_NONE)
		stk_say_text(walk,
			     stk_at(walk, "platforms", at, "integrations", with, "every", NULL),
			     every);
	if (!link->who)
		return;
	switch (stk_take_someone(walk, link->who, NULL, STK_UNCLEAR_WHO,
				 stk_at(walk, "platforms", at, "integrations", with, "who", NULL),
				 &person)) {
	case -1: stk_lines_unknown(lines, link->who); return;
	case 1: return;
	}
	stk_say_text(walk, stk_at(walk, "platforms", at, "integrations", with, "who", NULL),
		     person.id);
	if (link->every_minutes == STK_EVERY_NONE && !stk_text_same(person.id, walk->who))
		stk_say_state(walk,
			      stk_at(walk, "platforms", at, "integrations", with, "every", NULL),
			      STK_ANSWER_ASK, person.id);
}

/* "a > b l; b > a d" is one link both ways. */
static void join_both_ways(struct told *told, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && !told[i].dropped; j++) {
			if (told[j].dropped || !told[i].to || !told[j].to ||
			    strcmp(told[i].from, told[j].to) != 0 ||
			    strcmp(told[i].to, told[j].from) != 0 || told[i].link->both ||
			    told[j].link->both)
				continue;
			told[i].back = &told[j].link->carries;
			told[j].dropped = true;
		}
}

static bool is_named(const struct told *told, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(told[i].from, id) == 0 || (told[i].to && strcmp(told[i].to, id) == 0))
			return true;
	return false;
}

/* It lies at the other end, and the link is written there. */
static bool is_written(const struct stk_walk *walk, const char *at)
{
	size_t len = strlen(at);

	for (size_t i = 0; i < walk->changes.count; i++)
		if (stk_starts(walk->changes.items[i].address, at) &&
		    strchr("/", walk->changes.items[i].address[len]))
			return true;
	return false;
}

static void say_rest(struct stk_walk *walk, const struct stk_asking *asking,
		     const struct told *told, size_t count, bool none)
{
	/* A tool of which an answer does not speak was not answered: no more than that is noted. */
	enum stk_answer_state state = count ? STK_ANSWER_SILENT : STK_ANSWER_UNKNOWN;

	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id,
			   *at = stk_at(walk, "platforms", id, "integrations", NULL);
		const struct stk_node *there = stk_platform_key(walk, id, STK_W_INTEGRATIONS);
		bool any = false;

		if ((asking->again && stk_mind_answered(walk, at)) || is_written(walk, at))
			continue;
		if (is_named(told, count, id)) {
			if (!stk_mind_answered(walk, at))
				stk_say_state(walk, at, STK_ANSWER_SILENT, NULL);
			continue;
		}
		STK_EACH_VALUE(link, there)
		{
			const char *with = stk_text(walk->inventory, link, STK_W_WITH);

			if (with)
				stk_say_text(walk,
					     stk_at(walk, "platforms", id, "integrations", with,
						    "with", NULL),
					     with)
					->accepted = true;
			any = true;
		}
		if (none && !any)
			stk_say_none(walk, at);
		else if (!any)
			stk_say_state(walk, at, state, NULL);
	}
	if (!stk_walk_is_first(walk, asking->section))
		stk_say_state(walk, "inventory/destination", STK_ANSWER_UNKNOWN, NULL);
}

/* Named before, or known to everybody: an unknown word makes no platform here. */
static const char *known_platform(struct stk_walk *walk, const struct stk_asking *asking,
				  const struct stk_pick *pick)
{
	const char *id = stk_pick_platform(walk, asking, pick, false), *why;
	struct stk_named named;

	if (id || !pick->name || stk_name_platform(walk, pick->name, &named, &why) ||
	    !named.product)
		return id;
	return stk_pick_platform(walk, asking, pick, true);
}

static const char *pick_text(struct stk_lines *lines, const struct stk_pick *pick)
{
	return pick->name ? pick->name : stk_arena_printf(lines->arena, "%u", pick->number);
}

/* The whole link is kept where one end of it is nothing that was named. */
static void not_a_link(struct stk_walk *walk, struct stk_lines *lines,
		       const struct stk_line_link *link, const struct told *one)
{
	const struct stk_pick *odd = one->from ? &link->to : &link->from;

	if (one->from && one->to)
		stk_lines_unknown(lines, stk_arena_printf(lines->arena, stk_t("%s to itself"),
							  stk_platform_name(walk, one->from)));
	else if (link->none || odd->number)
		stk_lines_unknown_pick(lines, odd);
	else
		stk_lines_unknown(lines, stk_arena_printf(lines->arena,
							  stk_t("%s %s %s (%s: not named before)"),
							  pick_text(lines, &link->from),
							  link->both ? "<>" : ">",
							  pick_text(lines, &link->to), odd->name));
}

static int take_links(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const char *text, struct stk_err *err)
{
	bool none = *text && (stk_guide_words_is(walk->words, STK_FLOW_NONE, text) ||
			      stk_guide_words_is(walk->words, STK_FLOW_NO, text));
	struct stk_line_link *links = NULL;
	size_t count = *text && !none ? stk_lines_links(lines, text, &links) : 0, kept = 0;
	struct told *told = stk_arena_alloc(lines->arena, (count + 1) * sizeof *told);

	(void)err;
	for (size_t i = 0; i < count; i++) {
		struct stk_line_link *link = &links[i];
		struct told one = {.link = link,
				   .from = known_platform(walk, asking, &link->from),
				   .twice = asking->retry};

		one.to = link->none ? NULL : known_platform(walk, asking, &link->to);
		if (!one.from || (!one.to && !link->none) ||
		    (one.to && strcmp(one.from, one.to) == 0)) {
			not_a_link(walk, lines, link, &one);
			continue;
		}
		told[kept++] = one;
	}
	join_both_ways(told, kept);
	for (size_t i = 0; i < kept; i++) {
		if (told[i].link->none)
			stk_say_none(walk,
				     stk_at(walk, "platforms", told[i].from, "integrations", NULL));
		else if (!told[i].dropped)
			say_link(walk, lines, &told[i]);
	}
	lines->understood += kept;
	if (!*text || none || kept)
		say_rest(walk, asking, told, kept, none);
	return 0;
}

static void addresses_links(struct stk_walk *walk, const struct stk_asking *asking,
			    void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id,
				  "integrations", NULL));
	if (!stk_walk_is_first(walk, asking->section))
		each(walk, "inventory/destination");
}

const struct stk_section_ops stk_section_links = {
	.kind = STK_SECTION_LINKS,
	.open = open_links,
	.show = show_links,
	.take = take_links,
	.addresses = addresses_links,
	.after = stk_links_after,
	.resume = stk_links_resume,
};
