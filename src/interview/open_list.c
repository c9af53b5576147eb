/* What somebody is asked beside their guide, and what a room left open: which, and in what words.
 */
#include "open_list.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_OPEN      9
#define MAX_ROOM_OPEN 40 /* a room sees them in a few lines, by question */

static bool is_destination(const struct stk_walk *walk, const char *platform)
{
	stk_sym id = stk_sym_find(&walk->inventory->syms, platform, strlen(platform));

	return id && stk_values_has(stk_node_get(walk->inventory->root, STK_W_DESTINATION), id);
}

/* The largest hole of a platform, "" where there is none: what it holds, how often it goes, where
 * to. */
static const char *largest_hole(struct stk_walk *walk, const char *id)
{
	const struct stk_node *links = stk_platform_key(walk, id, STK_W_INTEGRATIONS);

	if (!stk_platform_key(walk, id, STK_W_HOLDS) && !stk_platform_key(walk, id, STK_W_FIELDS))
		return stk_at(walk, "platforms", id, "holds", NULL);
	STK_EACH_VALUE(link, links)
	{
		const char *with = stk_text(walk->inventory, link, STK_W_WITH);

		if (with && !stk_node_get(link, STK_W_EVERY))
			return stk_at(walk, "platforms", id, "integrations", with, "every", NULL);
	}
	return links ? "" : stk_at(walk, "platforms", id, "integrations", NULL);
}

/* The room was asked who knows it, and has handed it on or left it: what it did not know at the
 * question itself, it has then left for the second time. How often data goes is asked here alone.
 */
static bool was_left(const struct stk_walk *walk, const char *at)
{
	size_t count, left = 0, before = stk_ends(at, "/every") ? 0 : 1;
	const struct stk_answer *const *answers =
		stk_evidence_at(walk->evidence, at, false, &count);

	for (size_t i = 0; i < count; i++) {
		if (!stk_text_same(answers[i]->by, walk->who))
			continue;
		if (answers[i]->state == STK_ANSWER_ASK &&
		    !stk_text_same(answers[i]->ask, walk->who))
			return true;
		left += answers[i]->state != STK_ANSWER_SAYS && answers[i]->state != STK_ANSWER_ASK;
	}
	return left > before;
}

/* What a room could not say: by the numbers of its platforms, one question each. */
static void list_left(struct stk_walk *walk, struct stk_asking *asking)
{
	size_t open = 0;

	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];
		bool asks = !mine->gone && !mine->empty && open < MAX_ROOM_OPEN &&
			    !is_destination(walk, mine->id);
		const char *at = asks ? largest_hole(walk, mine->id) : "";

		if (*at && !asking->again && was_left(walk, at))
			at = "";
		open += *at != '\0';
		stk_asking_list(asking, at);
	}
	while (!open && asking->list_count)
		free(asking->list[--asking->list_count]);
}

/* What was asked last, once more. */
static void list_again(const struct stk_walk *walk, struct stk_asking *asking)
{
	for (size_t i = 0; i < walk->last_open_count; i++)
		stk_asking_list(asking, walk->last_open[i]);
}

static void list_for_person(struct stk_walk *walk, struct stk_asking *asking)
{
	if (asking->again) {
		list_again(walk, asking);
		return;
	}
	if (walk->asked_twice && !stk_walk_has_room(walk, asking->section))
		return;
	stk_walk_list_questions(walk, asking, MAX_OPEN);
	/* Nothing is open any more: what was answered may have brought new findings. */
	if (!asking->list_count && !walk->pending && stk_walk_judge_again(walk))
		stk_walk_list_questions(walk, asking, MAX_OPEN);
}

bool stk_open_list(struct stk_walk *walk, struct stk_asking *asking)
{
	if (walk->room) {
		list_left(walk, asking);
		return asking->list_count > 0 &&
		       (asking->again || !stk_walk_was_asked(walk, asking->section, NULL));
	}
	list_for_person(walk, asking);
	if (asking->list_count && !asking->subject) {
		char *first = stk_xstrdup(asking->list[0]);

		stk_asking_about(asking, first, first);
		free(first);
	}
	return asking->list_count > 0;
}

/* --- in words -----------------------------------------------------------------------------------
 */

/* "HubSpot", "events sheet -> HubSpot", "HubSpot, category". */
static void subject(struct stk_walk *walk, const char *text, bool with_key, struct stk_str *out)
{
	struct stk_address address;
	struct stk_err ignored;
	bool link;

	if (stk_address_parse(text, &address, &ignored)) {
		stk_str_add(out, text);
		return;
	}
	link = address.count > 3 && strcmp(address.parts[2], "integrations") == 0;
	stk_str_add(out, address.kind == STK_PLATFORM ? stk_platform_name(walk, address.parts[1])
						      : address.parts[1]);
	if (link)
		stk_str_addf(out, " -> %s", stk_platform_name(walk, address.parts[3]));
	for (size_t i = link ? 4 : 2; with_key && i < address.count; i++)
		stk_str_addf(out, ", %s", address.parts[i]);
	stk_address_release(&address);
}

/* "Who decides about it?" */
static const char *question_at(struct stk_walk *walk, const char *text, struct stk_arena *arena)
{
	const struct stk_question *question = stk_walk_question_at(walk, text);
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	const char *ask = question ? stk_t(question->ask) : NULL;

	if (ask || stk_address_parse(text, &address, &ignored))
		return ask;
	if (stk_address_resolve(walk->inventory, &address, &place, &ignored) && place.key &&
	    place.key->ask)
		ask = stk_t(place.key->ask);
	else
		ask = stk_arena_printf(arena, "%s?", address.parts[address.count - 1]);
	stk_address_release(&address);
	return ask;
}

static void sides(struct stk_walk *walk, const struct stk_question *question, struct stk_str *out)
{
	const struct stk_node *says = stk_node_get(question->item, STK_W_SAYS);
	const char *by = stk_text(walk->inventory, question->item, STK_W_BY);
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;

	if (stk_address_parse(question->address, &address, &ignored))
		return;
	stk_address_resolve(walk->inventory, &address, &place, &ignored);
	stk_address_release(&address);
	stk_str_addc(out, ' ');
	if (place.node)
		stk_yaml_emit_flow(stk_value_from_node(&arena, place.node, &walk->inventory->syms),
				   out);
	else
		stk_str_add(out, stk_t("nothing"));
	stk_str_add(out, stk_t(", or "));
	if (says)
		stk_yaml_emit_flow(stk_value_from_node(&arena, says, &walk->inventory->syms), out);
	if (by)
		stk_str_addf(out, " (%s)", stk_person_name(walk, by));
	stk_arena_release(&arena);
}

/* One line of a list: the number, what it is about, and what there is to choose from. */
static void show_one(struct stk_walk *walk, const char *address, size_t number, const char *ask)
{
	const struct stk_question *question = stk_walk_question_at(walk, address);
	bool dispute = question && question->kind == STK_QUESTION_DISPUTE;
	struct stk_str out = STK_STR_INIT;

	stk_str_addf(&out, "    %zu ", number);
	subject(walk, address, dispute, &out);
	stk_str_addf(&out, stk_t(": %s"), ask ? ask : "");
	if (dispute)
		sides(walk, question, &out);
	stk_prompt_say(walk->prompt, STK_PLAIN, 6, "%s", out.data);
	stk_str_release(&out);
}

/* The same question about several: once, and below it what it is about. */
static void show_several(struct stk_walk *walk, const struct stk_asking *asking,
			 const char **questions, size_t first)
{
	const char *ask = questions[first];
	const struct stk_question *question = stk_walk_question_at(walk, asking->list[first]);
	bool dispute = question && question->kind == STK_QUESTION_DISPUTE;
	struct stk_str out = STK_STR_INIT;

	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s", ask);
	for (size_t i = first; i < asking->list_count; i++) {
		if (!questions[i] || strcmp(questions[i], ask) != 0)
			continue;
		questions[i] = i > first ? NULL : ask;
		if (dispute) {
			show_one(walk, asking->list[i], i + 1, NULL);
			continue;
		}
		stk_str_addf(&out, "%s%zu ", i > first ? "  " : "      ", i + 1);
		subject(walk, asking->list[i], false, &out);
	}
	if (out.len)
		stk_prompt_say(walk->prompt, STK_PLAIN, 6, "%s", out.data);
	stk_str_release(&out);
}

/* About how many the question is put. */
static size_t count_of(const char **questions, size_t count, const char *ask)
{
	size_t same = 0;

	for (size_t i = 0; i < count; i++)
		same += questions[i] && strcmp(questions[i], ask) == 0;
	return same;
}

static void remember(struct stk_walk *walk, const struct stk_asking *asking)
{
	if (asking->again)
		return;
	while (walk->last_open_count)
		free(walk->last_open[--walk->last_open_count]);
	for (size_t i = 0; i < asking->list_count; i++) {
		STK_GROW(walk->last_open, walk->last_open_cap, walk->last_open_count + 1);
		walk->last_open[walk->last_open_count++] = stk_xstrdup(asking->list[i]);
		stk_walk_put_question(walk, asking->list[i]);
	}
}

void stk_open_show(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_arena arena = STK_ARENA_INIT;
	size_t count = asking->list_count;
	const char **questions = stk_arena_zalloc(&arena, (count + 1) * sizeof *questions);

	for (size_t i = 0; i < count; i++)
		questions[i] = *asking->list[i] ? question_at(walk, asking->list[i], &arena) : NULL;
	for (size_t i = 0; i < count; i++) {
		if (!questions[i])
			continue;
		if (count_of(questions, count, questions[i]) > 1)
			show_several(walk, asking, questions, i);
		else
			show_one(walk, asking->list[i], i + 1, questions[i]);
	}
	remember(walk, asking);
	stk_arena_release(&arena);
}
