/* Questions that stand beside the guide: a numbered list, answered by number. */
#include <stdlib.h>
#include <string.h>

#include "open_list.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "places.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said.h"
#include "stocktake/model/said_answer.h"
#include "unclear.h"

static const struct stk_key *key_at(const struct stk_walk *walk, const char *text)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	const struct stk_key *key = NULL;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	if (stk_address_resolve(walk->inventory, &address, &place, &ignored))
		key = place.key;
	stk_address_release(&address);
	return key;
}

static bool take_groups(struct stk_walk *walk, struct stk_lines *lines, const char *at,
			const char *answer)
{
	struct stk_line_holds *items;
	const char *line = stk_arena_printf(lines->arena, "x %s", answer);
	size_t count = stk_lines_holds(&(struct stk_lines){.words = lines->words,
							   .arena = lines->arena,
							   .unknown = STK_STR_INIT},
				       line, &items);
	struct stk_value *list;

	if (count != 1 || (!items[0].groups.count && !items[0].none))
		return false;
	list = stk_value_list(&walk->changes.arena);
	for (size_t i = 0; i < items[0].groups.count; i++)
		stk_value_push(list,
			       stk_value_text(&walk->changes.arena, items[0].groups.items[i]));
	stk_say(walk, at, list);
	return true;
}

static bool take_fields(struct stk_walk *walk, struct stk_lines *lines, const char *at,
			const char *answer)
{
	const char **headings;
	size_t count = stk_lines_headings(lines, answer, &headings);
	struct stk_value *list = stk_value_list(&walk->changes.arena);

	for (size_t i = 0; i < count; i++) {
		struct stk_value *field = stk_value_map(&walk->changes.arena);
		uint32_t term = stk_matcher_heading(walk->matcher, headings[i], 0);

		stk_value_put_text(&walk->changes.arena, field, "name",
				   stk_arena_strdup(&walk->changes.arena, headings[i]));
		if (term != STK_NONE)
			stk_value_put_text(&walk->changes.arena, field, "term",
					   stk_sym_text(&walk->inventory->syms,
							walk->inventory->terms[term].id));
		stk_value_push(list, field);
	}
	if (count)
		stk_say(walk, at, list);
	return count > 0;
}

static bool take_links_of(struct stk_walk *walk, struct stk_lines *lines, const char *at,
			  const char *answer)
{
	const char **names, *missing = NULL;
	bool any = false;
	size_t count;

	if (stk_said_no(walk->words, answer)) {
		stk_say_none(walk, at);
		return true;
	}
	count = stk_lines_names(lines, answer, &names);
	for (size_t i = 0; i < count; i++) {
		const struct stk_pick pick = {0, names[i]};
		const char *id =
			stk_pick_place(walk, &(struct stk_asking){.section = 0}, &pick, false);

		if (id)
			stk_say_text(walk,
				     stk_arena_printf(&walk->changes.arena, "%s/%s/with", at, id),
				     id);
		else
			missing = names[i];
		any |= id != NULL;
	}
	if (any && missing)
		stk_lines_unknown(lines, missing);
	return any;
}

/* Who or what it is, of those that are known; "me" is whoever answers. */
static bool take_who(struct stk_walk *walk, const struct stk_key *key, const char *at,
		     const char *answer)
{
	struct stk_named named;
	const char *why;
	int someone = key->refs & 1u << STK_STAKEHOLDER
			      ? stk_take_someone(walk, answer, NULL, STK_UNCLEAR_WHO, at, &named)
			      : 0;

	if (someone > 0)
		stk_say_state(walk, at, STK_ANSWER_UNKNOWN, NULL);
	if (someone)
		return someone > 0;
	if (!(key->refs & 1u << STK_STAKEHOLDER) &&
	    (!(key->refs & 1u << STK_PLATFORM) || stk_name_platform(walk, answer, &named, &why) ||
	     named.made))
		return false;
	if (key->flags & STK_KEY_SET)
		stk_say_true(walk, stk_arena_printf(&walk->changes.arena, "%s/%s", at, named.id),
			     false);
	else
		stk_say_text(walk, at, stk_arena_strdup(&walk->changes.arena, named.id));
	return true;
}

/* A column of the organisation's own: one of its choices, where it has some. */
static bool take_own(struct stk_walk *walk, const char *at, const char *answer)
{
	const struct stk_node *columns = stk_node_get(walk->inventory->root, STK_W_COLUMNS);
	const struct stk_node *choices = NULL;
	const char *name = strrchr(at, '/') + 1;

	if (!columns || stk_node_kind(columns) != STK_NODE_MAP)
		return false;
	STK_EACH_CHILD (column, columns)
		if (strcmp(stk_sym_text(&walk->inventory->syms, column->key), name) == 0)
			choices = stk_node_get(column, STK_W_CHOICES);
	STK_EACH_VALUE(choice, choices)
	{
		const char *text = stk_node_kind(choice) == STK_NODE_SCALAR
					   ? stk_sym_text(&walk->inventory->syms, choice->value)
					   : NULL;

		if (!text || !stk_text_same(text, answer))
			continue;
		stk_say_text(walk, at, text);
		return true;
	}
	if (!choices)
		stk_say_text(walk, at, answer);
	return !choices;
}

/* "weekly", "每周手动": of what is said about the link, how often. */
static int64_t how_often(struct stk_walk *walk, struct stk_lines *lines, const char *answer)
{
	struct stk_lines own = {.words = lines->words,
				.is_name = stk_walk_is_name,
				.data = walk,
				.arena = lines->arena,
				.unknown = STK_STR_INIT};
	struct stk_line_link link;
	bool all;

	stk_lines_about_link(&own, answer, &link);
	all = !own.unknown.len;
	stk_str_release(&own.unknown);
	return all ? link.every_minutes : STK_EVERY_NONE;
}

/* A value of the key's type from what was said; false: not understood. */
static bool take_value(struct stk_walk *walk, struct stk_lines *lines, const char *at,
		       const char *answer)
{
	const struct stk_key *key = key_at(walk, at);
	const char *choice;
	char every[32];
	int64_t minutes;

	if (!key)
		return take_own(walk, at, answer);
	switch (key->type) {
	case STK_TYPE_EVERY:
		minutes = how_often(walk, lines, answer);
		if (minutes == STK_EVERY_NONE)
			return false;
		stk_every_format(minutes, every);
		stk_say_text(walk, at, minutes == STK_EVERY_ON_DEMAND ? "on demand" : every);
		return true;
	case STK_TYPE_TERMS: return take_groups(walk, lines, at, answer);
	case STK_TYPE_ITEM:
		return key->item == &stk_shape_field ? take_fields(walk, lines, at, answer)
						     : take_links_of(walk, lines, at, answer);
	case STK_TYPE_REF: return take_who(walk, key, at, answer);
	case STK_TYPE_NUMBER:
		if (!*answer || answer[strspn(answer, "0123456789")])
			return false;
		stk_say_text(walk, at, answer);
		return true;
	case STK_TYPE_CHOICE:
		choice = key->choices ? stk_said_choice(walk->words, key->choices, answer) : NULL;
		if (!choice)
			return false;
		if (key->flags & STK_KEY_SET)
			stk_say_true(walk,
				     stk_arena_printf(&walk->changes.arena, "%s/%s", at, choice),
				     false);
		else
			stk_say_text(walk, at, choice);
		return true;
	default: stk_say_text(walk, at, answer); return true;
	}
}

/* --- disputes and confirmations -----------------------------------------------------------------
 */

/* Of a set both sides may be right. */
static const struct stk_value *both_sides(struct stk_walk *walk,
					  const struct stk_question *question,
					  struct stk_arena *arena)
{
	const struct stk_node *says = stk_node_get(question->item, STK_W_SAYS);
	const struct stk_key *key = key_at(walk, question->address);
	struct stk_value *list = stk_value_list(arena);
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;

	if (!key || !(key->flags & STK_KEY_SET) ||
	    stk_address_parse(question->address, &address, &ignored))
		return NULL;
	stk_address_resolve(walk->inventory, &address, &place, &ignored);
	stk_address_release(&address);
	STK_EACH_VALUE(item, place.node)
	stk_value_push(list, stk_value_from_node(arena, item, &walk->inventory->syms));
	STK_EACH_VALUE(item, says)
	stk_value_push(list, stk_value_from_node(arena, item, &walk->inventory->syms));
	return list;
}

/* "keep", "both", or the value that is right. 1: not understood. */
static int settle(struct stk_walk *walk, const struct stk_question *question, const char *answer,
		  struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	char *at = stk_xstrdup(question->address);
	const struct stk_value *value = NULL;
	bool keeps = stk_text_same(answer, "keep") || stk_text_same(answer, stk_t("keep"));
	int result = 1;

	if (stk_text_same(answer, "both") || stk_text_same(answer, stk_t("both")))
		value = both_sides(walk, question, &arena);
	else if (!keeps)
		value = stk_as_value(walk, at, answer, &arena);
	if (keeps || value) {
		result = stk_record_settle(walk->record, at, value, err);
		walk->judged_now = false;
	}
	free(at);
	stk_arena_release(&arena);
	return result;
}

/* Still so: noted with the day. Else what they say is kept, and somebody looks at it. */
static void confirm(struct stk_walk *walk, const char *at, const char *answer)
{
	char day[11];
	struct stk_address address;
	struct stk_err ignored;

	stk_date_format(walk->inventory->clock.today, day);
	if (stk_guide_words_is(walk->words, STK_FLOW_YES, answer)) {
		stk_say_text(walk, at, stk_arena_strdup(&walk->changes.arena, day))->on_conflict =
			STK_CONFLICT_REPLACE;
	} else if (stk_address_parse(at, &address, &ignored) == 0) {
		char *note =
			stk_xasprintf("Not so any more (%s, %s): %s", walk->who_name, day, answer);

		stk_say_note(walk, "platforms", address.parts[1], note);
		free(note);
		stk_address_release(&address);
	}
}

/* 0 taken, 1 not understood, -1. */
static int take_answer(struct stk_walk *walk, struct stk_lines *lines, const char *at,
		       const char *answer, struct stk_err *err)
{
	const struct stk_question *question = walk->room ? NULL : stk_walk_question_at(walk, at);

	if (question && question->kind == STK_QUESTION_DISPUTE)
		return settle(walk, question, answer, err);
	if (question && question->kind == STK_QUESTION_CONFIRM) {
		confirm(walk, at, answer);
		return 0;
	}
	return !take_value(walk, lines, at, answer);
}

/* Nobody here knows; whoever was named for it is asked all the same. */
static void leave_open(struct stk_walk *walk, const char *address)
{
	struct stk_evidence *evidence = stk_evidence_new(walk->inventory);
	const struct stk_answer *last = stk_evidence_last(evidence, address);
	const char *who =
		last && last->state == STK_ANSWER_ASK && !stk_text_same(last->ask, walk->who)
			? stk_arena_strdup(&walk->changes.arena, last->ask)
			: NULL;

	stk_say_state(walk, address, who ? STK_ANSWER_ASK : STK_ANSWER_UNKNOWN, who);
	stk_evidence_free(evidence);
}

/* What they were named for is answered, be it with Enter; what is open for many stays open. */
static bool was_handed_on(struct stk_walk *walk, const char *address)
{
	const struct stk_question *question = stk_walk_question_at(walk, address);

	return question && question->kind == STK_QUESTION_HOLE && question->state == STK_ANSWER_ASK;
}

static int take_open(struct stk_walk *walk, const struct stk_asking *asking,
		     struct stk_lines *lines, const char *text, struct stk_err *err)
{
	struct stk_line_reply *items = NULL;
	size_t count = *text ? stk_lines_replies(lines, text, &items) : 0;
	bool *answered = stk_arena_zalloc(lines->arena, asking->list_count + 1);
	struct stk_named person;

	for (size_t i = 0; i < count; i++) {
		const char *at =
			stk_arena_strdup(&walk->changes.arena, asking->list[items[i].number - 1]);
		bool taken = *at != '\0';

		if (taken && items[i].ask) {
			int someone = stk_take_someone(walk, items[i].ask, NULL, STK_UNCLEAR_WHOM,
						       at, &person);

			taken = someone >= 0;
			if (taken)
				stk_say_state(walk, at,
					      someone ? STK_ANSWER_UNKNOWN : STK_ANSWER_ASK,
					      someone ? NULL : person.id);
		} else if (taken && items[i].unknown) {
			stk_say_state(walk, at, STK_ANSWER_UNKNOWN, NULL);
		} else if (taken) {
			int result = take_answer(
				walk, lines, at,
				stk_arena_strdup(&walk->changes.arena, items[i].answer), err);

			if (result < 0)
				return -1;
			taken = result == 0;
		}
		if (!taken)
			stk_lines_unknown(
				lines, !*at              ? stk_arena_printf(lines->arena,
									    stk_t("%u: nothing is open there"),
									    items[i].number)
				       : items[i].answer ? items[i].answer
				       : items[i].ask    ? items[i].ask
							 : "?");
		answered[items[i].number - 1] = taken;
		lines->understood += taken;
	}
	for (size_t i = 0; i < asking->list_count; i++)
		if (*asking->list[i] && !answered[i] && (!*text || lines->understood) &&
		    !asking->again && (walk->room || was_handed_on(walk, asking->list[i])))
			leave_open(walk, stk_arena_strdup(&walk->changes.arena, asking->list[i]));
	return 0;
}

static void addresses_open(struct stk_walk *walk, const struct stk_asking *asking,
			   void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->list_count; i++)
		if (*asking->list[i])
			each(walk, stk_arena_strdup(&walk->changes.arena, asking->list[i]));
}

const struct stk_section_ops stk_section_open = {
	.kind = STK_SECTION_OPEN,
	.open = stk_open_list,
	.show = stk_open_show,
	.take = take_open,
	.addresses = addresses_open,
};
