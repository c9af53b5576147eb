/* Who decides, who can show the fields, who else should be asked; and what somebody was named for.
 */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "lines_private.h"
#include "unclear.h"

#define MAX_COPIES       1000
#define MAX_NUMBER_WORDS 4

/* --- owner and admin ----------------------------------------------------------------------------
 */

static bool open_admin(struct stk_walk *walk, struct stk_asking *asking)
{
	size_t kept = 0;

	stk_mind_pick(walk, asking, "admin");
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;

		/* Where both are known there is nothing to ask. */
		if (asking->again || !stk_values_count(stk_platform_key(walk, id, STK_W_ADMIN)) ||
		    !stk_values_count(stk_platform_key(walk, id, STK_W_OWNER)))
			asking->picks[kept++] = asking->picks[i];
	}
	asking->pick_count = kept;
	return kept > 0;
}

static void show_admin(struct stk_walk *walk, const struct stk_asking *asking)
{
	stk_show_mine(walk, asking, NULL);
}

/* "owner li" -> "li". */
static const char *owner_word(const char *text)
{
	static const char *const words[] = {"owner ", "decides ", "负责人"};

	for (size_t i = 0; i < STK_COUNT(words); i++)
		if (strncasecmp(text, words[i], strlen(words[i])) == 0)
			return text + strlen(words[i]) + strspn(text + strlen(words[i]), " :");
	return NULL;
}

struct decided {
	bool *admin, *owner; /* of each pick: said in this answer */
};

static void say_decider(struct stk_walk *walk, const char *platform, const char *key,
			const struct stk_named *person, bool accepted)
{
	stk_say_true(walk, stk_at(walk, "platforms", platform, key, person->id, NULL), accepted);
}

static size_t pick_of(const struct stk_walk *walk, const struct stk_asking *asking, const char *id)
{
	for (size_t i = 0; i < asking->pick_count; i++)
		if (stk_text_same(walk->mind.mine[asking->picks[i]].id, id))
			return i;
	return SIZE_MAX;
}

/* "3 the guy from IT": who that is comes yet. */
static void take_role(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const struct stk_line_people *item, const char *key,
		      const char *role, bool *said)
{
	struct stk_str where = STK_STR_INIT;

	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id,
			   *at = stk_at(walk, "platforms", id, key, NULL);
		bool meant = !item->of_count && !said[i];

		for (size_t o = 0; o < item->of_count && !meant; o++) {
			const char *of = stk_pick_platform(walk, asking, &item->of[o], false);

			meant = of && stk_text_same(of, id);
		}
		if (!meant)
			continue;
		stk_str_addf(&where, "%s%s", where.len ? ", " : "", at);
		stk_say_state(walk, at, STK_ANSWER_UNKNOWN, NULL);
		said[i] = true;
	}
	stk_unclear_keep(walk, STK_UNCLEAR_WHO, where.len ? where.data : STK_UNCLEAR_REFERRAL,
			 role);
	lines->understood++;
	stk_str_release(&where);
}

static void take_people_item(struct stk_walk *walk, const struct stk_asking *asking,
			     struct stk_lines *lines, const struct stk_line_people *item,
			     struct decided *decided)
{
	const char *owner = owner_word(item->who), *who = owner ? owner : item->who;
	const char *key = owner ? "owner" : "admin", *id;
	bool *said = owner ? decided->owner : decided->admin;
	struct stk_named person;

	if (*who == '-' && stk_untake_person(walk, who + 1)) {
		lines->understood++;
		return;
	}
	if (stk_is_role(walk, who) && stk_take_person(walk, who, NULL, &person)) {
		take_role(walk, asking, lines, item, key, who, said);
		return;
	}
	if (stk_take_person(walk, who, NULL, &person)) {
		stk_lines_unknown(lines, stk_why_nobody(walk, who));
		return;
	}
	lines->understood++;
	for (size_t i = 0; i < item->of_count; i++) {
		id = stk_pick_platform(walk, asking, &item->of[i], false);
		if (!id) {
			stk_lines_unknown_pick(lines, &item->of[i]);
			continue;
		}
		say_decider(walk, id, key, &person, false);
		if (pick_of(walk, asking, id) != SIZE_MAX)
			said[pick_of(walk, asking, id)] = true;
	}
	for (size_t i = 0; !item->of_count && i < asking->pick_count; i++)
		if (!said[i]) {
			say_decider(walk, walk->mind.mine[asking->picks[i]].id, key, &person,
				    false);
			said[i] = true;
		}
}

/* Who is known to show its fields goes on doing so. */
static void accept_admins(struct stk_walk *walk, const char *platform)
{
	STK_EACH_VALUE(item, stk_platform_key(walk, platform, STK_W_ADMIN))
	if (stk_node_kind(item) == STK_NODE_SCALAR) {
		const char *at = stk_at(walk, "platforms", platform, "admin",
					stk_sym_text(&walk->inventory->syms, item->value), NULL);

		if (!stk_is_being_made(walk, at)) /* nor taken back */
			stk_say_true(walk, at, true);
	}
}

static int take_admin(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const char *text, struct stk_err *err)
{
	struct decided decided = {stk_arena_zalloc(lines->arena, asking->pick_count + 1),
				  stk_arena_zalloc(lines->arena, asking->pick_count + 1)};
	struct stk_line_people *items;
	size_t count = stk_lines_people(lines, text, &items);
	struct stk_named self = {.name = walk->who_name};

	(void)err;
	/* Names for single ones first: one name for the rest may stand before them. */
	for (int all = 0; all < 2; all++)
		for (size_t i = 0; i < count; i++)
			if ((items[i].of_count == 0) == all)
				take_people_item(walk, asking, lines, &items[i], &decided);
	if (walk->room || strlen(walk->who) >= sizeof self.id || (count && !lines->understood))
		return 0;
	memcpy(self.id, walk->who, strlen(walk->who) + 1);
	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;

		if (!decided.admin[i] && stk_values_count(stk_platform_key(walk, id, STK_W_ADMIN)))
			accept_admins(walk, id);
		else if (!decided.admin[i] && !count)
			say_decider(walk, id, "admin", &self, true);
		else if (!decided.admin[i])
			stk_say_state(walk, stk_at(walk, "platforms", id, "admin", NULL),
				      STK_ANSWER_UNKNOWN, NULL);
		if (!decided.owner[i] && !stk_values_count(stk_platform_key(walk, id, STK_W_OWNER)))
			say_decider(walk, id, "owner", &self, true);
	}
	return 0;
}

static void addresses_admin(struct stk_walk *walk, const struct stk_asking *asking,
			    void (*each)(struct stk_walk *walk, const char *address))
{
	for (size_t i = 0; i < asking->pick_count; i++)
		each(walk, stk_at(walk, "platforms", walk->mind.mine[asking->picks[i]].id, "admin",
				  NULL));
}

const struct stk_section_ops stk_section_admin = {
	.kind = STK_SECTION_ADMIN,
	.open = open_admin,
	.show = show_admin,
	.take = take_admin,
	.addresses = addresses_admin,
};

/* --- who else -----------------------------------------------------------------------------------
 */

/* Above, those who prepare the numbers were named with them. */
static bool has_referred(struct stk_walk *walk)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_STAKEHOLDER];

	for (uint32_t i = 0; i < all->count; i++)
		if (stk_mind_answered(walk,
				      stk_at(walk, "stakeholders",
					     stk_sym_text(&walk->inventory->syms, all->items[i].id),
					     "referred_by", walk->who, NULL)))
			return true;
	return false;
}

static bool open_refer(struct stk_walk *walk, struct stk_asking *asking)
{
	if (asking->again)
		return true;
	if (walk->direction == STK_DIR_UP && !walk->unnamed && has_referred(walk))
		return false;
	return !stk_mind_said_here(walk,
				   stk_walk_self(walk, walk->room ? "invited" : "referred_by"));
}

/* As stk_take_someone. "somebody in finance" stays as it was said. */
static int take_referral(struct stk_walk *walk, const struct stk_line_person *item,
			 const char *team, struct stk_named *named)
{
	if (item->where && stk_is_role(walk, item->name)) {
		stk_unclear_keep(walk, STK_UNCLEAR_WHO, STK_UNCLEAR_REFERRAL, item->text);
		return 1;
	}
	return stk_take_someone(walk, item->name, team, STK_UNCLEAR_WHO, STK_UNCLEAR_REFERRAL,
				named);
}

static int take_refer(struct stk_walk *walk, const struct stk_asking *asking,
		      struct stk_lines *lines, const char *text, struct stk_err *err)
{
	bool none = !*text || stk_guide_words_is(walk->words, STK_FLOW_NONE, text) ||
		    stk_guide_words_is(walk->words, STK_FLOW_NO, text);
	struct stk_line_person *items = NULL;
	size_t count = none ? 0 : stk_lines_referrals(lines, text, &items);

	(void)asking;
	(void)err;
	for (size_t i = 0; i < count; i++) {
		const char *team = items[i].where ? stk_name_team(walk, items[i].where) : NULL;
		struct stk_named person;

		if (*items[i].name == '-' && stk_untake_person(walk, items[i].name + 1)) {
			lines->understood++;
			continue;
		}
		switch (take_referral(walk, &items[i], team, &person)) {
		case -1: stk_lines_unknown(lines, stk_why_nobody(walk, items[i].name)); continue;
		case 1: lines->understood++; continue;
		default: lines->understood++;
		}
		if (!walk->room && !person.made && !stk_text_same(person.id, walk->who))
			stk_say_true(walk,
				     stk_at(walk, "stakeholders", person.id, "referred_by",
					    walk->who, NULL),
				     false);
		if (items[i].where && !team)
			stk_say_note(walk, "stakeholders", person.id, items[i].where);
	}
	/* That they were asked, whatever they said. */
	if (none || lines->understood)
		stk_say_state(walk, stk_walk_self(walk, walk->room ? "invited" : "referred_by"),
			      STK_ANSWER_NOT_APPLICABLE, NULL);
	return 0;
}

static void addresses_refer(struct stk_walk *walk, const struct stk_asking *asking,
			    void (*each)(struct stk_walk *walk, const char *address))
{
	(void)asking;
	each(walk, stk_walk_self(walk, walk->room ? "invited" : "referred_by"));
}

const struct stk_section_ops stk_section_refer = {
	.kind = STK_SECTION_REFER,
	.open = open_refer,
	.take = take_refer,
	.addresses = addresses_refer,
};

/* --- does everyone keep one ---------------------------------------------------------------------
 */

/* A sheet of one's own; in a room also a product of which there often are several. */
static bool may_be_several(const struct stk_walk *walk, const char *id)
{
	static const char *const own[] = {"my ", "own ", "personal ", "tracker", "notes", "我的"};
	const char *name = stk_platform_name(walk, id);
	stk_sym service = stk_sym_find(&walk->inventory->syms, "customer-service",
				       strlen("customer-service"));
	struct stk_str folded = STK_STR_INIT;
	bool may = false;

	stk_text_fold(&folded, name, strlen(name));
	for (size_t i = 0; i < STK_COUNT(own); i++)
		may |= strstr(folded.data, own[i]) != NULL;
	stk_str_release(&folded);
	if (walk->direction == STK_DIR_DOWN)
		may |= stk_is_sheet(walk, id);
	return may || (walk->room && service &&
		       stk_values_has(stk_platform_key(walk, id, STK_W_CATEGORY), service));
}

static bool open_copies(struct stk_walk *walk, struct stk_asking *asking)
{
	if (asking->again)
		return asking->subject != NULL;
	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];

		if (mine->gone || mine->empty || !may_be_several(walk, mine->id) ||
		    stk_platform_key(walk, mine->id, STK_W_COPIES) ||
		    stk_mind_answered_key(walk, mine->id, "copies") ||
		    stk_walk_was_asked(walk, asking->section, mine->id))
			continue;
		stk_asking_about(asking, mine->id,
				 stk_at(walk, "platforms", mine->id, "copies", NULL));
		return stk_walk_has_room(walk, asking->section);
	}
	return false;
}

/* The number of a line that is about a number and little else: "yes 12", "about 12 of us". 0: it is
 * no such line; a year is none either. */
static unsigned long number_of(struct stk_lines *lines, const char *text)
{
	size_t before = strcspn(text, "0123456789"), digits = strspn(text + before, "0123456789");
	struct stk_clause clause = {.text = text};
	unsigned long number;

	stk_clause_words(lines, &clause);
	if (!digits || digits > 4 || clause.count > MAX_NUMBER_WORDS ||
	    strpbrk(text + before + digits, "0123456789"))
		return 0;
	number = strtoul(text + before, NULL, 10);
	return number <= MAX_COPIES ? number : 0;
}

static int take_copies(struct stk_walk *walk, const struct stk_asking *asking,
		       struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const char *at = stk_at(walk, "platforms", asking->subject, "copies", NULL);
	unsigned long number = number_of(lines, text);
	struct stk_change *change = NULL;

	(void)err;
	if (number)
		change = stk_say_text(walk, at,
				      stk_arena_printf(&walk->changes.arena, "%lu", number));
	else if (!*text || stk_guide_words_is(walk->words, STK_FLOW_NO, text))
		change = stk_say_text(walk, at, "1");
	else
		stk_lines_unknown(lines, stk_guide_words_is(walk->words, STK_FLOW_YES, text)
						 ? stk_t("about how many?")
						 : text);
	if (change) {
		change->accepted = !*text;
		change->on_conflict = asking->again ? STK_CONFLICT_REPLACE : STK_CONFLICT_DISPUTE;
		lines->understood++;
	}
	return 0;
}

static void addresses_copies(struct stk_walk *walk, const struct stk_asking *asking,
			     void (*each)(struct stk_walk *walk, const char *address))
{
	each(walk, stk_at(walk, "platforms", asking->subject, "copies", NULL));
}

const struct stk_section_ops stk_section_copies = {
	.kind = STK_SECTION_COPIES,
	.open = open_copies,
	.take = take_copies,
	.addresses = addresses_copies,
};
