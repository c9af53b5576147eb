/* Up: which numbers reach them; and which of several counts. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "places.h"
#include "unclear.h"

#define MAX_RECORDS    1 /* questions of which one counts, a section */
#define MAX_FORM_WORDS 3
#define APART          1024 /* holders that exchange nothing come before copies of one another */

/* --- the numbers that reach the board -----------------------------------------------------------
 */

static bool open_numbers(struct stk_walk *walk, struct stk_asking *asking)
{
	(void)asking;
	return walk->inventory->kinds[STK_METRIC].count &&
	       (asking->again || !stk_mind_answered_any(walk, "metrics/", "/audience"));
}

static const char *audience(const struct stk_walk *walk)
{
	switch (walk->direction) {
	case STK_DIR_DOWN: return "rep";
	case STK_DIR_HOME: return "manager";
	case STK_DIR_ACROSS: return "team";
	default: return "board";
	}
}

/* A slide, a mail, a sheet that somebody makes: a place where numbers are read and nothing else is
 * kept. */
static const char *say_form(struct stk_walk *walk, const struct stk_line_number *number,
			    const struct stk_named *person)
{
	const struct stk_pick known = {0, number->form};
	const char *id = stk_pick_platform(walk, &(struct stk_asking){.section = 0}, &known, false),
		   *name, *why;
	struct stk_named made;

	if (id)
		return id;
	if (person && person->id[0])
		name = stk_arena_printf(&walk->changes.arena, "%s's %s",
					stk_first_name(walk, person->id), number->form);
	else
		name = number->form;
	if (stk_take_platform(walk, name, false, &made, &why))
		return NULL;
	id = stk_arena_strdup(&walk->changes.arena, made.id);
	if (made.made && !made.product) {
		stk_say(walk, stk_at(walk, "platforms", id, "holds", NULL),
			stk_value_list(&walk->changes.arena))
			->accepted = true;
		stk_say_true(walk, stk_at(walk, "platforms", id, "category", "other", NULL), true);
		if (person && person->id[0]) {
			stk_say_true(walk, stk_at(walk, "platforms", id, "admin", person->id, NULL),
				     true);
			stk_say_state(walk, stk_at(walk, "platforms", id, "integrations", NULL),
				      STK_ANSWER_ASK, person->id);
		}
	}
	return id;
}

/* "a mail that I never read": told, not called so. */
static bool is_told(const struct stk_walk *walk, const char *form)
{
	size_t words = 1;

	for (const char *c = form; *c; c++)
		words += *c == ' ' && c[1] != ' ';
	return words > MAX_FORM_WORDS || stk_is_sentence(walk, form);
}

/* "revenue monthly the CFO", "my boss": from whom, in no form. */
static const struct stk_line_number *role_alone(struct stk_walk *walk,
						const struct stk_line_number *number,
						struct stk_line_number *own)
{
	const char *words = !number->form ? NULL
			    : number->who ? stk_arena_printf(&walk->changes.arena, "%s %s",
							     number->form, number->who)
					  : number->form;

	if (!words || !stk_is_role(walk, words))
		return number;
	*own = *number;
	own->who = words;
	own->form = NULL;
	return own;
}

static void say_own_note(struct stk_walk *walk, const char *note)
{
	stk_say_note(walk, walk->room ? "workshops" : "stakeholders",
		     walk->room ? strchr(walk->who, '/') + 1 : walk->who, note);
}

static void take_number(struct stk_walk *walk, struct stk_lines *lines,
			const struct stk_line_number *number)
{
	const char *metric = stk_name_metric(walk, number->name), *where = NULL;
	struct stk_named person = {.id = ""};
	struct stk_line_number own;
	const char *note;
	int someone = 0;

	/* A number that nobody has on the list is kept as it was said; it does not become one. */
	if (!metric) {
		stk_lines_unknown(lines, number->text);
		return;
	}
	number = role_alone(walk, number, &own);
	if (number->who)
		someone = stk_take_someone(walk, number->who, NULL, STK_UNCLEAR_WHO,
					   STK_UNCLEAR_REFERRAL, &person);
	if (someone < 0) {
		stk_lines_unknown(lines, stk_why_nobody(walk, number->who));
		return;
	}
	if (someone)
		person = (struct stk_named){.id = "", .name = number->who};
	walk->unnamed |= !number->who || someone;
	lines->understood++;
	/* Whoever prepares it was named here, also where others named them before. */
	if (person.id[0] && !person.made && !walk->room && !stk_text_same(person.id, walk->who))
		stk_say_true(
			walk,
			stk_at(walk, "stakeholders", person.id, "referred_by", walk->who, NULL),
			true);
	stk_say_true(walk, stk_at(walk, "metrics", metric, "audience", audience(walk), NULL),
		     false);
	if (number->form && !is_told(walk, number->form))
		where = say_form(walk, number, &person);
	if (where)
		stk_say_true(walk, stk_at(walk, "platforms", where, "shows", metric, NULL), false);
	if (number->form && !where) {
		say_own_note(walk, stk_arena_printf(lines->arena, "Said of the numbers: %s",
						    number->text));
		return;
	}
	if (number->every_minutes == STK_EVERY_NONE && (where || !number->who))
		return;
	/* How it reaches them is nobody's key: the words are kept where they are read, else with
	 * the one who hears them. */
	note = stk_arena_printf(lines->arena, "%s reaches %s%s%s%s%s", number->name, walk->who_name,
				number->every_minutes == STK_EVERY_NONE ? "" : " ",
				number->every_minutes == STK_EVERY_NONE
					? ""
					: stk_every_in_words(walk, number->every_minutes),
				number->who ? ", from " : "", number->who ? person.name : "");
	if (where)
		stk_say_note(walk, "platforms", where, note);
	else
		say_own_note(walk, note);
}

static int take_numbers(struct stk_walk *walk, const struct stk_asking *asking,
			struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_METRIC];
	bool none = !*text || stk_guide_words_is(walk->words, STK_FLOW_NONE, text) ||
		    stk_guide_words_is(walk->words, STK_FLOW_NO, text);
	struct stk_line_number *items = NULL;
	size_t count = none ? 0 : stk_lines_numbers(lines, text, &items);

	(void)asking;
	(void)err;
	for (size_t i = 0; i < count; i++)
		take_number(walk, lines, &items[i]);
	for (uint32_t i = 0; none && i < all->count; i++)
		stk_say_state(walk,
			      stk_at(walk, "metrics",
				     stk_sym_text(&walk->inventory->syms, all->items[i].id),
				     "audience", NULL),
			      *text ? STK_ANSWER_NOT_APPLICABLE : STK_ANSWER_UNKNOWN, NULL);
	return 0;
}

static void addresses_numbers(struct stk_walk *walk, const struct stk_asking *asking,
			      void (*each)(struct stk_walk *walk, const char *address))
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_METRIC];

	(void)asking;
	for (uint32_t i = 0; i < all->count; i++)
		each(walk,
		     stk_at(walk, "metrics", stk_sym_text(&walk->inventory->syms, all->items[i].id),
			    "audience", NULL));
}

const struct stk_section_ops stk_section_numbers = {
	.kind = STK_SECTION_NUMBERS,
	.open = open_numbers,
	.take = take_numbers,
	.addresses = addresses_numbers,
};

/* --- which one counts ---------------------------------------------------------------------------
 */

static bool names_group(const struct stk_walk *walk, const char *platform, enum stk_word key,
			const char *group)
{
	struct stk_line_groups groups = {.count = 0};

	if (key == STK_W_HOLDS)
		stk_groups_held(walk, platform, &groups);
	else
		stk_groups_of(walk, stk_platform_key(walk, platform, key), &groups);
	return stk_groups_has(&groups, group);
}

static uint32_t metrics_that_need(const struct stk_walk *walk, const char *group)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_METRIC];
	uint32_t count = 0;

	for (uint32_t i = 0; i < all->count; i++) {
		struct stk_line_groups needs = {.count = 0};

		stk_groups_of(walk, stk_node_get(all->items[i].node, STK_W_NEEDS), &needs);
		count += stk_groups_has(&needs, group);
	}
	return count;
}

/* Several of theirs hold it, none counts yet, and they were not asked. */
static bool is_contested(struct stk_walk *walk, struct stk_asking *asking, const char *group)
{
	size_t holders = 0;

	if (!asking->again && stk_walk_was_asked(walk, asking->section, group))
		return false;
	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];

		if (mine->gone || !names_group(walk, mine->id, STK_W_HOLDS, group))
			continue;
		if (!asking->again &&
		    (names_group(walk, mine->id, STK_W_SYSTEM_OF_RECORD, group) ||
		     stk_mind_answered(walk, stk_at(walk, "platforms", mine->id, "system_of_record",
						    group, NULL))))
			return false;
		holders++;
	}
	return holders > 1;
}

static bool is_linked(const struct stk_walk *walk, const char *from, const char *to)
{
	STK_EACH_VALUE(link, stk_platform_key(walk, from, STK_W_INTEGRATIONS))
	{
		const char *with = stk_text(walk->inventory, link, STK_W_WITH);

		if (with && stk_text_same(with, to))
			return true;
	}
	return false;
}

/* True if no two of theirs that hold it exchange anything. */
static bool lie_apart(const struct stk_walk *walk, const char *group)
{
	for (size_t i = 0; i < walk->mind.count; i++)
		for (size_t j = 0; j < walk->mind.count; j++)
			if (i != j &&
			    names_group(walk, walk->mind.mine[i].id, STK_W_HOLDS, group) &&
			    names_group(walk, walk->mind.mine[j].id, STK_W_HOLDS, group) &&
			    is_linked(walk, walk->mind.mine[i].id, walk->mind.mine[j].id))
				return false;
	return true;
}

static bool open_record(struct stk_walk *walk, struct stk_asking *asking)
{
	const char *best = NULL;
	uint32_t most = 0, asked = 0;

	for (const char *const *group = stk_groups; *group; group++) {
		uint32_t needed = metrics_that_need(walk, *group);

		if (needed && lie_apart(walk, *group))
			needed += APART;
		asked += stk_walk_was_asked(walk, asking->section, *group);
		if (asking->again ? asking->subject && strcmp(asking->subject, *group) == 0
				  : needed > most && is_contested(walk, asking, *group)) {
			best = *group;
			most = needed;
		}
	}
	if (!best ||
	    (!asking->again && (asked >= MAX_RECORDS || !stk_walk_has_room(walk, asking->section))))
		return false;
	stk_asking_about(asking, best,
			 stk_arena_printf(&walk->changes.arena, "system_of_record/%s", best));
	for (size_t i = 0; i < walk->mind.count; i++)
		if (!walk->mind.mine[i].gone &&
		    names_group(walk, walk->mind.mine[i].id, STK_W_HOLDS, best))
			stk_asking_list(asking, walk->mind.mine[i].id);
	return asking->list_count > 1;
}

static void show_record(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < asking->list_count; i++)
		stk_str_addf(&out, "%s%u %s", i ? "  " : "    ",
			     stk_mind_number(walk, asking->list[i]),
			     stk_platform_name(walk, asking->list[i]));
	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "%s", out.data);
	stk_str_release(&out);
}

static void addresses_record(struct stk_walk *walk, const struct stk_asking *asking,
			     void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->list_count; i++)
		each(walk, stk_at(walk, "platforms", asking->list[i], "system_of_record",
				  asking->subject, NULL));
}

static void not_settled(struct stk_walk *walk, const char *address)
{
	stk_say_state(walk, address, STK_ANSWER_UNKNOWN, NULL);
}

static bool is_listed(const struct stk_asking *asking, const char *id)
{
	for (size_t i = 0; i < asking->list_count; i++)
		if (stk_text_same(asking->list[i], id))
			return true;
	return false;
}

static int take_record(struct stk_walk *walk, const struct stk_asking *asking,
		       struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const struct stk_asking mine = {.section = asking->section}; /* by the numbers they know */
	struct stk_pick *picks;
	size_t count = *text ? stk_lines_picks(lines, text, &picks) : 0;

	(void)err;
	if (!*text)
		addresses_record(walk, asking, not_settled);
	for (size_t i = 0; i < count; i++) {
		const char *id = stk_pick_platform(walk, &mine, &picks[i], false);

		if (!id || !is_listed(asking, id)) {
			stk_lines_unknown_pick(lines, &picks[i]);
			continue;
		}
		lines->understood++;
		stk_say_true(
			walk,
			stk_at(walk, "platforms", id, "system_of_record", asking->subject, NULL),
			false);
	}
	return 0;
}

const struct stk_section_ops stk_section_record = {
	.kind = STK_SECTION_RECORD,
	.open = open_record,
	.show = show_record,
	.take = take_record,
	.addresses = addresses_record,
};
