/* What somebody was named for, and what a room left open: a numbered list, answered by number. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "places.h"
#include "unclear.h"

#define MAX_OPEN 9

static bool is_open_at(const struct stk_walk *walk, const char *address)
{
	struct stk_address parsed;
	struct stk_place place;
	struct stk_err ignored;
	bool open;

	if (stk_address_parse(address, &parsed, &ignored))
		return false;
	open = stk_address_resolve(walk->inventory, &parsed, &place, &ignored) && place.key &&
	       (!place.node || place.member);
	stk_address_release(&parsed);
	return open;
}

/* Routed to this person by the last thing that was said there. */
static void list_routed(struct stk_walk *walk, struct stk_asking *asking)
{
	struct stk_evidence *evidence = stk_evidence_new(walk->inventory);
	size_t count;
	const struct stk_answer *const *all = stk_evidence_all(evidence, &count);

	for (size_t i = 0; i < count && asking->list_count < MAX_OPEN; i++) {
		bool last = i + 1 == count || strcmp(all[i]->address, all[i + 1]->address) != 0;

		if (last && all[i]->state == STK_ANSWER_ASK &&
		    stk_text_same(all[i]->ask, walk->who) &&
		    !stk_text_same(all[i]->by, walk->who) &&
		    (asking->again || !stk_mind_answered(walk, all[i]->address)) &&
		    is_open_at(walk, all[i]->address))
			stk_asking_list(asking, all[i]->address);
	}
	stk_evidence_free(evidence);
}

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

/* What a room could not say: by the numbers of its platforms, one question each. */
static void list_left(struct stk_walk *walk, struct stk_asking *asking)
{
	size_t open = 0;

	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];
		bool asks = !mine->gone && !mine->empty && open < MAX_OPEN &&
			    !is_destination(walk, mine->id);
		const char *at = asks ? largest_hole(walk, mine->id) : "";

		open += *at != '\0';
		stk_asking_list(asking, at);
	}
	while (!open && asking->list_count)
		free(asking->list[--asking->list_count]);
}

static bool open_open(struct stk_walk *walk, struct stk_asking *asking)
{
	if (walk->room)
		list_left(walk, asking);
	else
		list_routed(walk, asking);
	return asking->list_count > 0 &&
	       (asking->again || !stk_walk_was_asked(walk, asking->section, NULL));
}

/* "HubSpot: which fields does it have?", "events sheet -> HubSpot: how often?" */
static void in_words(struct stk_walk *walk, const char *text, struct stk_str *out)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored)) {
		stk_str_add(out, text);
		return;
	}
	stk_str_add(out, address.kind == STK_PLATFORM ? stk_platform_name(walk, address.parts[1])
						      : address.parts[1]);
	if (address.count > 3 && strcmp(address.parts[2], "integrations") == 0)
		stk_str_addf(out, " -> %s", stk_platform_name(walk, address.parts[3]));
	if (stk_address_resolve(walk->inventory, &address, &place, &ignored) && place.key &&
	    place.key->ask)
		stk_str_addf(out, ": %s", place.key->ask);
	else
		stk_str_addf(out, ": %s?", address.parts[address.count - 1]);
	stk_address_release(&address);
}

static void show_open(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < asking->list_count; i++) {
		if (!*asking->list[i])
			continue;
		stk_str_reset(&out);
		stk_str_addf(&out, "    %zu ", i + 1);
		in_words(walk, asking->list[i], &out);
		stk_prompt_say(walk->prompt, STK_PLAIN, 6, "%s", out.data);
	}
	stk_str_release(&out);
}

/* --- answers ------------------------------------------------------------------------------------
 */

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

	if (stk_guide_words_is(walk->words, STK_FLOW_NONE, answer) ||
	    stk_guide_words_is(walk->words, STK_FLOW_NO, answer)) {
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

/* A value of the key's type from what was said; false: not understood. */
static bool take_value(struct stk_walk *walk, struct stk_lines *lines, const char *at,
		       const char *answer)
{
	const struct stk_key *key = key_at(walk, at);
	struct stk_named person;
	char every[32];
	int64_t minutes;
	int someone;

	switch (key ? key->type : STK_TYPE_TEXT) {
	case STK_TYPE_EVERY:
		minutes = stk_every_parse(answer);
		if (minutes == STK_EVERY_NONE)
			return false;
		stk_every_format(minutes, every);
		stk_say_text(walk, at, minutes == STK_EVERY_ON_DEMAND ? "on demand" : every);
		return true;
	case STK_TYPE_TERMS: return take_groups(walk, lines, at, answer);
	case STK_TYPE_ITEM:
		return key->item == &stk_shape_field ? take_fields(walk, lines, at, answer)
						     : take_links_of(walk, lines, at, answer);
	case STK_TYPE_REF:
		someone =
			key->refs & 1u << STK_STAKEHOLDER
				? stk_take_someone(walk, answer, NULL, STK_UNCLEAR_WHO, at, &person)
				: -1;
		if (someone) {
			if (someone > 0)
				stk_say_state(walk, at, STK_ANSWER_UNKNOWN, NULL);
			return someone > 0;
		}
		if (key->flags & STK_KEY_SET)
			stk_say_true(walk,
				     stk_arena_printf(&walk->changes.arena, "%s/%s", at, person.id),
				     false);
		else
			stk_say_text(walk, at, person.id);
		return true;
	case STK_TYPE_NUMBER:
		if (!*answer || answer[strspn(answer, "0123456789")])
			return false;
		stk_say_text(walk, at, answer);
		return true;
	case STK_TYPE_CHOICE:
		for (const char *const *choice = key->choices; choice && *choice; choice++)
			if (stk_text_same(*choice, answer)) {
				if (key->flags & STK_KEY_SET)
					stk_say_true(walk,
						     stk_arena_printf(&walk->changes.arena, "%s/%s",
								      at, *choice),
						     false);
				else
					stk_say_text(walk, at, *choice);
				return true;
			}
		return false;
	default: stk_say_text(walk, at, answer); return true;
	}
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

static int take_open(struct stk_walk *walk, const struct stk_asking *asking,
		     struct stk_lines *lines, const char *text, struct stk_err *err)
{
	struct stk_line_reply *items = NULL;
	size_t count = *text ? stk_lines_replies(lines, text, &items) : 0;
	bool *answered = stk_arena_zalloc(lines->arena, asking->list_count + 1);
	struct stk_named person;

	(void)err;
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
			taken = take_value(walk, lines, at,
					   stk_arena_strdup(&walk->changes.arena, items[i].answer));
		}
		if (!taken)
			stk_lines_unknown(lines,
					  !*at              ? stk_arena_printf(lines->arena,
									       "%u: nothing is open there",
									       items[i].number)
					  : items[i].answer ? items[i].answer
					  : items[i].ask    ? items[i].ask
							    : "?");
		answered[items[i].number - 1] = taken;
		lines->understood += taken;
	}
	for (size_t i = 0; i < asking->list_count; i++)
		if (*asking->list[i] && !answered[i] && (!*text || lines->understood) &&
		    !asking->again)
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
	.open = open_open,
	.show = show_open,
	.take = take_open,
	.addresses = addresses_open,
};
