/* How often data goes along what was said to be linked: asked only where a metric's freshness needs
 * it. */
#include "links_every.h"

#include <string.h>

#include "unclear.h"

#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

/* True if some metric cares how old what goes along here is. */
static bool needs_fresh(const struct stk_walk *walk, const struct stk_line_groups *carries)
{
	const struct stk_entities *metrics = &walk->inventory->kinds[STK_METRIC];

	for (uint32_t i = 0; i < metrics->count; i++) {
		struct stk_line_groups needs = {.count = 0};

		if (!stk_node_get(metrics->items[i].node, STK_W_FRESH))
			continue;
		if (!carries->count)
			return true;
		stk_groups_of(walk, stk_node_get(metrics->items[i].node, STK_W_NEEDS), &needs);
		for (size_t g = 0; g < needs.count; g++)
			if (stk_groups_has(carries, needs.items[g]))
				return true;
	}
	return false;
}

struct slow {
	struct stk_asking list; /* addresses of `every` */
	struct stk_str shown, echo;
};

static void look_at_link(struct stk_walk *walk, const char *id, const struct stk_node *link,
			 struct slow *slow)
{
	const char *with = stk_text(walk->inventory, link, STK_W_WITH),
		   *method = stk_text(walk->inventory, link, STK_W_METHOD);
	struct stk_line_groups carries = {.count = 0};
	const char *at = stk_at(walk, "platforms", id, "integrations", with, "every", NULL);
	const struct stk_node *who = stk_values_first(stk_node_get(link, STK_W_WHO));

	stk_str_add(&slow->echo, slow->echo.len ? "\n    " : "    ");
	stk_show_link(walk, id, link, &slow->echo);
	if (stk_node_get(link, STK_W_EVERY) || (method && strcmp(method, "view") == 0))
		return;
	stk_groups_of(walk, stk_node_get(link, STK_W_CARRIES), &carries);
	if (who && stk_mind_said_here(walk, at) & (1u << STK_ANSWER_ASK)) {
		const char *name =
			stk_person_name(walk, stk_sym_text(&walk->inventory->syms, who->value));

		stk_str_addf(&slow->echo, stk_t(", how often? %.*s will be asked"),
			     (int)strcspn(name, " "), name);
	} else if (!stk_mind_answered(walk, at) && needs_fresh(walk, &carries) &&
		   slow->list.list_count < 6) {
		stk_asking_list(&slow->list, at);
		stk_str_addf(&slow->shown, "  %zu %s -> %s", slow->list.list_count,
			     stk_platform_name(walk, id), stk_platform_name(walk, with));
	}
}

static const char every_help[] =
	STK_N("    For example: 1 daily; 2 15m; ?3 dana   (dana will be asked). Enter: not known");

/* "weekly by hand mia": more than how often. */
static int64_t take_more(struct stk_walk *walk, struct stk_lines *lines, const char *at,
			 const char *answer)
{
	struct stk_lines own = {.words = lines->words,
				.is_name = stk_walk_is_name,
				.data = walk,
				.arena = lines->arena,
				.unknown = STK_STR_INIT};
	int base = (int)(strlen(at) - strlen("every"));
	struct stk_line_link link;
	struct stk_named person;

	stk_lines_about_link(&own, answer, &link);
	if (own.unknown.len)
		link.every_minutes = STK_EVERY_NONE;
	stk_str_release(&own.unknown);
	if (link.every_minutes == STK_EVERY_NONE)
		return STK_EVERY_NONE;
	if (link.method)
		stk_say_text(walk, stk_arena_printf(&walk->changes.arena, "%.*smethod", base, at),
			     link.method);
	if (link.who && stk_take_person(walk, link.who, NULL, &person) == 0)
		stk_say_text(walk, stk_arena_printf(&walk->changes.arena, "%.*swho", base, at),
			     stk_arena_strdup(&walk->changes.arena, person.id));
	return link.every_minutes;
}

static void take_every(struct stk_walk *walk, struct stk_lines *lines, const char *address,
		       const struct stk_line_reply *reply, bool *answered)
{
	int64_t minutes = reply->answer ? stk_every_parse(reply->answer) : STK_EVERY_NONE;
	const char *at = stk_arena_strdup(&walk->changes.arena, address);
	struct stk_named person;
	char every[32];

	int someone;

	if (reply->answer && minutes == STK_EVERY_NONE)
		minutes = take_more(walk, lines, at, reply->answer);
	someone = reply->ask
			  ? stk_take_someone(walk, reply->ask, NULL, STK_UNCLEAR_WHOM, at, &person)
			  : -1;
	if (someone == 0) {
		stk_say_state(walk, at, STK_ANSWER_ASK, person.id);
		*answered = true;
	} else if (someone == 1) {
		return; /* not known until it is known who that is */
	} else if (minutes != STK_EVERY_NONE) {
		stk_every_format(minutes, every);
		stk_say_text(walk, at, minutes == STK_EVERY_ON_DEMAND ? "on demand" : every);
		*answered = true;
	} else if (!reply->unknown) {
		stk_lines_unknown(lines, reply->answer ? reply->answer
					 : reply->ask  ? reply->ask
						       : "?");
	}
}

static int how_often(struct stk_walk *walk, struct slow *slow, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words,
				  .arena = &arena,
				  .unknown = STK_STR_INIT,
				  .numbers = (uint32_t)slow->list.list_count};
	struct stk_str text = STK_STR_INIT;
	bool *answered = stk_arena_zalloc(&arena, slow->list.list_count + 1);
	struct stk_line_reply *replies;
	size_t count = 0;
	int got;

	stk_prompt_say(walk->prompt, STK_BOLD, 4, "    How often?%s  [not known]",
		       slow->shown.data);
again:
	walk->small_help = every_help;
	got = stk_walk_ask_small(walk, "links/every", &text, err);
	walk->small_help = NULL;
	count = got > 0 ? stk_lines_replies(&lines, text.data, &replies) : 0;
	for (size_t i = 0; i < count; i++)
		take_every(walk, &lines, slow->list.list[replies[i].number - 1], &replies[i],
			   &answered[replies[i].number - 1]);
	if (got > 0 && lines.unknown.len) {
		stk_walk_forget(walk);
		if (stk_prompt_reject(walk->prompt, "How often? For example: 1 daily; 2 15m",
				      err)) {
			got = -1;
		} else {
			stk_str_reset(&lines.unknown);
			goto again;
		}
	}
	for (size_t i = 0; got >= 0 && i < slow->list.list_count; i++)
		if (!answered[i])
			stk_say_state(walk,
				      stk_arena_strdup(&walk->changes.arena, slow->list.list[i]),
				      STK_ANSWER_UNKNOWN, NULL);
	if (got >= 0)
		got = stk_walk_apply(walk, err);
	stk_str_release(&text);
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return got;
}

/* Those that the last answer spoke of; or, with `resumed`, those that this person spoke of before
 * the program came to its end. */
static bool is_meant(struct stk_walk *walk, const char *id, const char *with, bool resumed)
{
	const char *at = stk_at(walk, "platforms", id, "integrations", with, NULL);

	if (!resumed)
		return stk_map_get(&walk->touched, at, strlen(at), NULL);
	return stk_mind_said_here(
		       walk, stk_at(walk, "platforms", id, "integrations", with, "flow", NULL)) &
	       (1u << STK_ANSWER_SAYS);
}

static int ask_about(struct stk_walk *walk, bool resumed, struct stk_err *err)
{
	struct slow slow = {.shown = STK_STR_INIT, .echo = STK_STR_INIT};
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	int result = 0;

	for (uint32_t p = 0; p < all->count; p++) {
		const char *id = stk_sym_text(&walk->inventory->syms, all->items[p].id);

		STK_EACH_VALUE(link, stk_node_get(all->items[p].node, STK_W_INTEGRATIONS))
		{
			const char *with = stk_text(walk->inventory, link, STK_W_WITH);

			if (with && is_meant(walk, id, with, resumed))
				look_at_link(walk, id, link, &slow);
		}
	}
	if (slow.echo.len && !resumed)
		stk_prompt_say(walk->prompt, STK_PLAIN, 8, "%s", slow.echo.data);
	if (slow.list.list_count && !walk->room)
		result = how_often(walk, &slow, err);
	stk_asking_release(&slow.list);
	stk_str_release(&slow.shown);
	stk_str_release(&slow.echo);
	return result;
}

int stk_links_after(struct stk_walk *walk, const struct stk_asking *asking, struct stk_err *err)
{
	(void)asking;
	return ask_about(walk, false, err);
}

int stk_links_resume(struct stk_walk *walk, struct stk_err *err)
{
	return ask_about(walk, true, err);
}
