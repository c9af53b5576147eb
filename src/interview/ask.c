/* One prompt of a section, from the question to the answer on disk. */
#include <stdlib.h>
#include <string.h>

#include "instances.h"
#include "meanwhile.h"
#include "room.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/said_answer.h"
#include "unclear.h"

static const struct {
	const char *typed, *text;
} commands_help[] = {
	{"Enter", STK_N("what stands in brackets")},
	{"?", STK_N("explains, with an example")},
	{":skip", STK_N("not known")},
	{":na", STK_N("does not apply")},
	{":ask NAME", STK_N("somebody else knows")},
	{":back", STK_N("the question before")},
	{":undo", STK_N("takes back the last answer")},
	{":note TEXT", STK_N("keeps a remark")},
	{":edit", STK_N("opens your editor on the answer")},
	{":list", STK_N("what was said so far")},
	{":quit", STK_N("leaves; what was typed is kept, confirmed or not")},
	{"Tab", STK_N("completes names, words and commands")},
};

static void help(struct stk_walk *walk)
{
	bool in_words = stk_prompt_term(walk->prompt)->accessible;
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < STK_COUNT(commands_help); i++) {
		stk_str_add(&out, "    ");
		if (in_words)
			stk_str_addf(&out, "%s: ", commands_help[i].typed);
		else
			stk_text_pad(&out, commands_help[i].typed, 12, false);
		stk_str_addf(&out, "%s%s", stk_t(commands_help[i].text),
			     i + 1 < STK_COUNT(commands_help) ? "\n" : "");
	}
	stk_prompt_say(walk->prompt, STK_PLAIN, in_words ? 4 : 16, "%s", out.data);
	stk_str_release(&out);
}

void stk_asking_release(struct stk_asking *asking)
{
	for (size_t i = 0; i < asking->list_count; i++)
		free(asking->list[i]);
	free(asking->list);
	free(asking->picks);
	free(asking->address);
	free(asking->subject);
	free(asking->typed);
	*asking = (struct stk_asking){.section = 0};
}

void stk_asking_about(struct stk_asking *asking, const char *subject, const char *address)
{
	char *copy = stk_xstrdup(subject);

	free(asking->subject);
	free(asking->address);
	asking->subject = copy;
	asking->address = stk_xstrdup(address);
}

void stk_asking_list(struct stk_asking *asking, const char *id)
{
	STK_GROW(asking->list, asking->list_cap, asking->list_count + 1);
	asking->list[asking->list_count++] = stk_xstrdup(id);
}

enum stk_step stk_walk_step(int result)
{
	switch (result) {
	case 0: return STK_STEP_NEXT;
	case -2: return STK_STEP_QUIT;
	case -3: return STK_STEP_INTERRUPT;
	case -5: return STK_STEP_UNDO;
	default: return STK_STEP_FAILED;
	}
}

static void explain(struct stk_walk *walk, const struct stk_asking *asking)
{
	if (asking->words->help)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s", asking->words->help);
	if (asking->words->example)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    For example: %s",
			       asking->words->example);
	if (!asking->words->help && !asking->words->example)
		help(walk);
}

/* --- the answer ---------------------------------------------------------------------------------
 */

struct answer {
	struct stk_walk *walk;
	struct stk_asking *asking;
	char *pending; /* what was not understood the first time */
	char *refused; /* the pieces of it */
	char *typed;   /* the last line, not those of questions back */
};

static void keep(struct stk_walk *walk, const struct stk_asking *asking, const char *pending)
{
	stk_unclear_keep(walk, STK_UNCLEAR_TEXT, stk_unclear_where(walk, asking), pending);
	stk_str_addf(&walk->not_understood, "%s%s", walk->not_understood.len ? stk_t("; ") : "",
		     pending);
}

/* "    new: Mia, Tom": people whom this answer makes, where it was about people. Freed by the
 * caller. */
static char *new_people(const struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;
	enum stk_section_kind kind = asking->ops->kind;

	for (size_t i = 0; i < walk->changes.count; i++) {
		const struct stk_change *change = &walk->changes.items[i];

		if ((kind == STK_SECTION_ADMIN || kind == STK_SECTION_REFER ||
		     kind == STK_SECTION_OPEN) &&
		    change->op == STK_CHANGE_SET && stk_starts(change->address, "stakeholders/") &&
		    stk_ends(change->address, "/name"))
			stk_str_addf(&out, "%s%s",
				     out.len ? stk_tc("list", ", ") : stk_t("    new: "),
				     change->value->text);
	}
	if (out.len && kind == STK_SECTION_ADMIN)
		stk_str_add(&out, stk_t("   nobody of that name? :back, then -NAME"));
	return stk_str_detach(&out);
}

/* Applies, echoes and asks back. */
static int conclude(struct stk_walk *walk, struct stk_asking *asking, bool echo,
		    struct stk_err *err)
{
	char *people = new_people(walk, asking);
	int result = stk_walk_apply(walk, err);

	if (!result)
		stk_room_heard(walk, asking);
	if (!result && echo && people && *people)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "%s", people);
	free(people);
	if (!result && echo && asking->ops->after)
		result = asking->ops->after(walk, asking, err);
	return result;
}

uint32_t stk_asking_numbers(const struct stk_walk *walk, const struct stk_asking *asking)
{
	bool own = asking->list_count && asking->ops->kind != STK_SECTION_RECORD;

	return (uint32_t)(own ? asking->list_count : walk->mind.count);
}

static uint32_t only_one(const struct stk_asking *asking)
{
	return asking->pick_count == 1 && !asking->list_count ? asking->picks[0] + 1 : 0;
}

/* What was not understood, to be kept: as it was typed where it was all of it, else the pieces. In
 * the arena. */
static const char *left_of(const struct stk_lines *lines, const char *text)
{
	char *typed = stk_arena_strdup(lines->arena, text);

	for (char *c = typed; *c; c++)
		*c = *c == '\n' || *c == '\r' ? ' ' : *c;
	return lines->understood ? lines->unknown.data : typed;
}

/* What was understood is taken; the rest is to be said again. 1, or as stk_walk_apply. */
static int take_half(struct answer *answer, const struct stk_lines *lines, const char *text,
		     struct stk_err *err)
{
	struct stk_walk *walk = answer->walk;
	char *why = stk_xasprintf(stk_t("Not understood: %s%s"), lines->unknown.data,
				  lines->understood ? "" : stk_t("   (? explains)"));
	int result = stk_prompt_reject(walk->prompt, why, err);

	free(why);
	if (result)
		return -1;
	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s",
		       lines->understood
			       ? stk_t("The rest is taken. Say that part again, or Enter.")
			       : stk_t("Say it again, or Enter."));
	answer->pending = stk_xstrdup(left_of(lines, text));
	answer->refused = stk_xstrdup(lines->unknown.data);
	answer->asking->refused = answer->refused;
	if (!lines->understood)
		stk_walk_forget(walk);
	/* On disk before it is said again: they may be called away now. */
	stk_unclear_keep(walk, STK_UNCLEAR_TEXT, stk_unclear_where(walk, answer->asking),
			 answer->pending);
	result = stk_walk_apply(walk, err);
	answer->asking->again = answer->asking->retry = true;
	return result ? result : 1;
}

/* 1: asked again; else as stk_walk_apply. */
static int take(struct answer *answer, const char *text, struct stk_err *err)
{
	struct stk_walk *walk = answer->walk;
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words,
				  .is_name = stk_walk_is_name,
				  .data = walk,
				  .numbers = stk_asking_numbers(walk, answer->asking),
				  .only = only_one(answer->asking),
				  .arena = &arena,
				  .unknown = STK_STR_INIT};
	struct stk_str once_more = STK_STR_INIT;
	int result = -1;

	stk_instances_forget(walk);
	if (stk_room_take(walk, answer->asking, &lines, text, err))
		goto out;
	if (lines.unknown.len && walk->unclear.count) {
		result = stk_walk_apply(walk, err);
		if (!result)
			result = stk_instances_ask(walk, text, lines.unknown.data, &once_more, err);
		if (result > 0) {
			result = take(answer, once_more.data, err);
		} else if (!result) {
			keep(walk, answer->asking, lines.unknown.data);
			result = conclude(walk, answer->asking, true, err);
		}
		goto out;
	}
	if (lines.unknown.len && !answer->pending) {
		result = take_half(answer, &lines, text, err);
		goto out;
	}
	if (answer->pending)
		stk_unclear_drop(walk, STK_UNCLEAR_TEXT, stk_unclear_where(walk, answer->asking),
				 answer->pending);
	if (lines.unknown.len)
		keep(walk, answer->asking, left_of(&lines, text));
	result = conclude(walk, answer->asking, true, err);
out:
	if (result < 0)
		stk_walk_forget(walk);
	stk_str_release(&once_more);
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return result;
}

static void say_unknown(struct stk_walk *walk, const char *address)
{
	stk_say_state(walk, stk_arena_strdup(&walk->changes.arena, address), STK_ANSWER_UNKNOWN,
		      NULL);
}

static void say_na(struct stk_walk *walk, const char *address)
{
	stk_say_state(walk, stk_arena_strdup(&walk->changes.arena, address),
		      STK_ANSWER_NOT_APPLICABLE, NULL);
}

/* After "The rest is taken": what was taken stays as it was said. */
static void say_unknown_left(struct stk_walk *walk, const char *address)
{
	if (!stk_mind_answered(walk, address))
		say_unknown(walk, address);
}

static void say_na_left(struct stk_walk *walk, const char *address)
{
	if (!stk_mind_answered(walk, address))
		say_na(walk, address);
}

/* Whom else to ask, which tools they use: nobody can say that for them. */
static bool can_be_routed(const struct stk_change *change)
{
	return change->op == STK_CHANGE_STATE && (stk_starts(change->address, "platforms/") ||
						  stk_starts(change->address, "metrics/"));
}

/* "the CFO": nobody can be asked yet. */
static int route_to_role(struct answer *answer, const char *role, struct stk_err *err)
{
	struct stk_walk *walk = answer->walk;
	struct stk_str where = STK_STR_INIT;
	size_t first;

	if (answer->pending)
		keep(walk, answer->asking, answer->pending);
	first = walk->changes.count;
	answer->asking->ops->addresses(walk, answer->asking,
				       answer->pending ? say_unknown_left : say_unknown);
	for (size_t i = first; i < walk->changes.count; i++)
		if (can_be_routed(&walk->changes.items[i]))
			stk_str_addf(&where, "%s%s", where.len ? ", " : "",
				     walk->changes.items[i].address);
	stk_unclear_keep(walk, STK_UNCLEAR_WHOM, where.len ? where.data : STK_UNCLEAR_REFERRAL,
			 role);
	stk_str_release(&where);
	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Kept: %s. At the end we ask who that is.",
		       role);
	return conclude(walk, answer->asking, false, err);
}

static int route(struct answer *answer, const char *name, struct stk_err *err)
{
	struct stk_walk *walk = answer->walk;
	struct stk_asking *asking = answer->asking;
	struct stk_named person;
	size_t first;

	if (stk_take_person(walk, name, NULL, &person) && stk_is_role(walk, name))
		return route_to_role(answer, name, err);
	if (stk_take_person(walk, name, NULL, &person))
		return stk_prompt_reject(walk->prompt, "Who? A name, please.", err) ? -1 : 1;
	if (answer->pending)
		keep(walk, asking, answer->pending);
	first = walk->changes.count;
	asking->ops->addresses(walk, asking, answer->pending ? say_unknown_left : say_unknown);
	for (size_t i = first; i < walk->changes.count; i++) {
		if (!can_be_routed(&walk->changes.items[i]))
			continue;
		walk->changes.items[i].state = STK_ANSWER_ASK;
		walk->changes.items[i].ask = stk_arena_strdup(&walk->changes.arena, person.id);
	}
	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s will be asked.", person.name);
	return conclude(walk, asking, false, err);
}

/* "ask mia", "问李伟" hands on as `:ask mia` does; a tool may well be called so. */
static int route_or_take(struct answer *answer, const char *text, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = answer->walk->words,
				  .is_name = stk_walk_is_name,
				  .data = answer->walk,
				  .arena = &arena};
	const char *who =
		answer->asking->ops->kind == STK_SECTION_TOOLS ? NULL : stk_lines_ask(&lines, text);
	int result = who ? route(answer, who, err) : take(answer, text, err);

	stk_arena_release(&arena);
	return result;
}

/* 1: the prompt comes again; else as stk_walk_apply. */
static int note(struct stk_walk *walk, const struct stk_asking *asking, const char *text,
		struct stk_err *err)
{
	int result = stk_walk_note(walk, asking, text, err);

	return result ? result : 1;
}

/* 1: the prompt comes again; -5: the answer's own does. */
static int undo(struct stk_walk *walk, struct stk_err *err)
{
	int result = stk_walk_undo_here(walk, err);

	return result ? result : -5;
}

/* 1: the prompt comes again; else as stk_walk_apply, or -4 for :back and -5 for :undo. */
static int act(struct answer *answer, enum stk_reply reply, const struct stk_str *text,
	       struct stk_err *err)
{
	struct stk_walk *walk = answer->walk;
	struct stk_asking *asking = answer->asking;

	if (reply == STK_REPLY_TEXT && stk_said_unknown(walk->words, text->data))
		reply = STK_REPLY_SKIP;
	else if (reply == STK_REPLY_TEXT && stk_said_not_applicable(walk->words, text->data))
		reply = STK_REPLY_NA;
	switch (reply) {
	case STK_REPLY_TEXT: return route_or_take(answer, text->data, err);
	case STK_REPLY_ENTER:
		if (!answer->pending)
			return take(answer, "", err);
		keep(walk, asking, answer->pending);
		return conclude(walk, asking, true, err);
	case STK_REPLY_EXPLAIN: explain(walk, asking); return 1;
	case STK_REPLY_SKIP:
	case STK_REPLY_NA:
		if (answer->pending)
			keep(walk, asking, answer->pending);
		if (reply == STK_REPLY_NA)
			asking->ops->addresses(walk, asking,
					       answer->pending ? say_na_left : say_na);
		else
			asking->ops->addresses(walk, asking,
					       answer->pending ? say_unknown_left : say_unknown);
		return conclude(walk, asking, false, err);
	case STK_REPLY_ASK: return route(answer, text->data, err);
	case STK_REPLY_BACK: return -4;
	case STK_REPLY_LIST: stk_walk_list(walk); return 1;
	case STK_REPLY_HELP: help(walk); return 1;
	case STK_REPLY_NOTE: return note(walk, asking, text->data, err);
	case STK_REPLY_UNDO: return undo(walk, err);
	case STK_REPLY_QUIT: return -2;
	case STK_REPLY_INTERRUPT: return -3;
	case STK_REPLY_EDIT:
	case STK_REPLY_FAILED: return -1;
	}
	return -1;
}

enum stk_step stk_walk_ask(struct stk_walk *walk, struct stk_asking *asking, uint32_t number,
			   uint32_t total, struct stk_err *err)
{
	struct answer answer = {.walk = walk, .asking = asking};
	struct stk_str text = STK_STR_INIT;
	int result;

	stk_walk_question(walk, asking, number, total);
	stk_prompt_set_hand(walk->prompt, asking->typed);
	stk_done_begin(walk);
	walk->asking = asking;
	walk->prompts++;
	do {
		enum stk_reply reply;

		stk_meanwhile_begin(walk, asking);
		reply = stk_prompt_ask(walk->prompt, asking->address,
				       stk_section_kind_name(asking->ops->kind), "    > ", &text,
				       err);
		free(answer.typed);
		answer.typed = stk_xstrdup(stk_prompt_last(walk->prompt));
		stk_done_typed(walk, answer.typed);
		result = stk_meanwhile_look(walk, asking, reply == STK_REPLY_ENTER)
				 ? 1
				 : act(&answer, reply, &text, err);
	} while (result == 1);
	walk->asking = NULL;
	asking->refused = NULL;
	if (result == 0)
		stk_done_answer(walk, asking, answer.typed);
	free(answer.pending);
	free(answer.refused);
	free(answer.typed);
	stk_str_release(&text);
	return result == -4 ? STK_STEP_BACK : stk_walk_step(result);
}

int stk_walk_ask_small(struct stk_walk *walk, const char *address, struct stk_str *text,
		       struct stk_err *err)
{
	int got;

	for (;;) {
		switch (stk_prompt_ask(walk->prompt, address, NULL, "    > ", text, err)) {
		case STK_REPLY_TEXT: return 1;
		case STK_REPLY_QUIT: return -2;
		case STK_REPLY_INTERRUPT: return -3;
		case STK_REPLY_FAILED: return -1;
		case STK_REPLY_EXPLAIN:
			if (walk->small_help)
				stk_prompt_say(walk->prompt, STK_PLAIN, 4, "%s",
					       stk_t(walk->small_help));
			else
				help(walk);
			break;
		case STK_REPLY_HELP: help(walk); break;
		case STK_REPLY_NOTE:
			if ((got = note(walk, NULL, text->data, err)) != 1)
				return got;
			break;
		case STK_REPLY_UNDO:
			if ((got = undo(walk, err)) != 1)
				return got;
			break;
		case STK_REPLY_ASK:
			if (stk_prompt_reject(walk->prompt,
					      "Nobody else can say that: answer it, or Enter.",
					      err))
				return -1;
			break;
		case STK_REPLY_LIST: stk_walk_list(walk); break;
		default: return 0;
		}
	}
}
