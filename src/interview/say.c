/* Gathering what one answer means as changes, and applying them: durable before the next prompt. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "meanwhile.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "walk.h"

const char *stk_at(struct stk_walk *walk, const char *plural, const char *id, ...)
{
	struct stk_str at = STK_STR_INIT;
	const char *part;
	char *copy;
	va_list args;

	stk_str_add(&at, plural);
	stk_address_add(&at, id);
	va_start(args, id);
	while ((part = va_arg(args, const char *)))
		stk_address_add(&at, part);
	va_end(args);
	copy = stk_arena_strdup(&walk->changes.arena, at.data);
	stk_str_release(&at);
	return copy;
}

static struct stk_change *push(struct stk_walk *walk, enum stk_change_op op, const char *address)
{
	struct stk_changes *changes = &walk->changes;

	STK_GROW(changes->items, changes->cap, changes->count + 1);
	changes->items[changes->count] = (struct stk_change){
		.op = op, .address = address, .on_conflict = STK_CONFLICT_DISPUTE};
	return &changes->items[changes->count++];
}

struct stk_change *stk_say(struct stk_walk *walk, const char *address,
			   const struct stk_value *value)
{
	struct stk_change *change = push(walk, STK_CHANGE_SET, address);

	change->value = value;
	return change;
}

struct stk_change *stk_say_text(struct stk_walk *walk, const char *address, const char *text)
{
	return stk_say(walk, address, stk_value_text(&walk->changes.arena, text));
}

void stk_say_none(struct stk_walk *walk, const char *address)
{
	stk_say(walk, address, stk_value_list(&walk->changes.arena));
}

void stk_say_true(struct stk_walk *walk, const char *address, bool accepted)
{
	stk_say_text(walk, address, "true")->accepted = accepted;
}

void stk_say_gone(struct stk_walk *walk, const char *address)
{
	push(walk, STK_CHANGE_REMOVE, address);
}

void stk_say_state(struct stk_walk *walk, const char *address, enum stk_answer_state state,
		   const char *ask)
{
	struct stk_change *change = push(walk, STK_CHANGE_STATE, address);

	change->state = state;
	change->ask = ask ? stk_arena_strdup(&walk->changes.arena, ask) : NULL;
}

void stk_say_dispute(struct stk_walk *walk, const char *platform, const char *at, const char *says)
{
	struct stk_arena *arena = &walk->changes.arena;
	struct stk_value *dispute = stk_value_map(arena);
	char on[11];

	stk_date_format(walk->inventory->clock.today, on);
	stk_value_put_text(arena, dispute, "at", at);
	stk_value_put_text(arena, dispute, "says", says);
	stk_value_put_text(arena, dispute, "by", walk->speaker ? walk->speaker : walk->who);
	stk_value_put_text(arena, dispute, "on", stk_arena_strdup(arena, on));
	push(walk, STK_CHANGE_ADD, stk_at(walk, "platforms", platform, "disputes", NULL))->value =
		dispute;
}

void stk_say_note(struct stk_walk *walk, const char *plural, const char *id, const char *text)
{
	const char *address = stk_at(walk, plural, id, "notes", NULL), *before = NULL;
	int kind = stk_kind_by_name(plural);
	const struct stk_entity *entity =
		kind >= 0 ? stk_inventory_find(walk->inventory, (enum stk_kind)kind, id) : NULL;
	struct stk_change *change;

	if (entity)
		before = stk_text(walk->inventory, entity->node, STK_W_NOTES);
	for (size_t i = 0; i < walk->changes.count; i++)
		if (strcmp(walk->changes.items[i].address, address) == 0 &&
		    walk->changes.items[i].value)
			before = walk->changes.items[i].value->text;
	if (before && strstr(before, text))
		return;
	text = before && *before ? stk_arena_printf(&walk->changes.arena, "%s\n%s", before, text)
				 : stk_arena_strdup(&walk->changes.arena, text);
	change = stk_say_text(walk, address, text);
	change->on_conflict = STK_CONFLICT_REPLACE;
}

bool stk_is_being_made(const struct stk_walk *walk, const char *address)
{
	for (size_t i = 0; i < walk->changes.count; i++)
		if (strcmp(walk->changes.items[i].address, address) == 0)
			return true;
	return false;
}

void stk_walk_forget(struct stk_walk *walk)
{
	walk->changes.count = 0;
	stk_arena_release(&walk->changes.arena);
	walk->changes.arena = (struct stk_arena)STK_ARENA_INIT;
}

void stk_walk_renew_names(struct stk_walk *walk)
{
	stk_matcher_free(walk->matcher);
	walk->matcher = stk_matcher_new(walk->inventory,
					1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT |
						1u << STK_MATCH_STAKEHOLDER | 1u << STK_MATCH_TEAM |
						1u << STK_MATCH_TERM);
}

void stk_walk_renew(struct stk_walk *walk)
{
	stk_walk_renew_names(walk);
	stk_mind_load(walk);
}

/* --- contradictions -----------------------------------------------------------------------------
 */

struct contest {
	char *address, *there, *said;
};

/* What an item of several keys goes by: a field's name, the platform of a link; NULL: neither. */
static const char *goes_by(const struct stk_value *item)
{
	const char *text = NULL;

	for (const struct stk_value *key = item->first; key; key = key->next)
		if (key->key && key->text &&
		    (strcmp(key->key, "name") == 0 || (!text && strcmp(key->key, "with") == 0)))
			text = key->text;
	return text;
}

/* A value as people read it: "leads, contacts", "15 minutes", "First name, Last name". */
static char *in_words(const struct stk_node *node, const struct stk_value *value,
		      const struct stk_syms *syms)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str out = STK_STR_INIT;

	if (node)
		value = stk_value_from_node(&arena, node, syms);
	if (!value) {
		stk_str_add(&out, stk_t("nothing"));
	} else if (value->kind == STK_NODE_SCALAR) {
		stk_str_add(&out, value->text ? value->text : "");
	} else if (!value->first) {
		stk_str_add(&out, "none");
	} else {
		for (const struct stk_value *item = value->first; item; item = item->next) {
			stk_str_add(&out, out.len ? ", " : "");
			if (item->text && !item->key)
				stk_str_add(&out, item->text);
			else if (goes_by(item))
				stk_str_add(&out, goes_by(item));
			else
				stk_yaml_emit_flow(item, &out);
		}
	}
	stk_arena_release(&arena);
	return stk_str_detach(&out);
}

/* Who said last, besides this person, what stands at the address. */
static const char *who_says(const struct stk_walk *walk, const char *address)
{
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(walk->evidence, address, true, &count);

	for (size_t i = count; i-- > 0;)
		if (answers[i]->state == STK_ANSWER_SAYS &&
		    !stk_text_same(answers[i]->by, walk->who))
			return stk_person_name(walk, answers[i]->by);
	return NULL;
}

/* Own words are replaced by own words; others' are contested. */
static void find_contests(struct stk_walk *walk, struct contest **contests, size_t *count)
{
	size_t cap = 0;

	*contests = NULL;
	*count = 0;
	for (size_t i = 0; i < walk->changes.count; i++) {
		struct stk_change *change = &walk->changes.items[i];
		const struct stk_node *there;

		if (change->op != STK_CHANGE_SET || change->on_conflict != STK_CONFLICT_DISPUTE)
			continue;
		there = stk_record_conflict(walk->inventory, change->address, change->value);
		if (!there)
			continue;
		if (change->accepted) {
			change->on_conflict = STK_CONFLICT_KEEP; /* a proposal contradicts nobody */
			continue;
		}
		/* One person may contradict the room that they are in. */
		if (!change->by &&
		    (stk_mind_said(walk, change->address) & (1u << STK_ANSWER_SAYS)) &&
		    !who_says(walk, change->address)) {
			change->on_conflict = STK_CONFLICT_REPLACE;
			continue;
		}
		STK_GROW(*contests, cap, *count + 1);
		(*contests)[(*count)++] = (struct contest){
			stk_xstrdup(change->address), in_words(there, NULL, &walk->inventory->syms),
			in_words(NULL, change->value, NULL)};
	}
}

/* "HubSpot, every" from platforms/hubspot/integrations/salesforce/every. */
static char *place_in_words(const struct stk_walk *walk, const char *text)
{
	struct stk_address address;
	struct stk_str out = STK_STR_INIT;
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored))
		return stk_xstrdup(text);
	stk_str_add(&out, address.kind == STK_PLATFORM ? stk_platform_name(walk, address.parts[1])
						       : address.parts[1]);
	for (size_t i = 2; i < address.count; i++) {
		bool link = strcmp(address.parts[i], "integrations") == 0;

		if (link && i + 1 < address.count)
			stk_str_addf(&out, stk_t(" with %s"),
				     stk_platform_name(walk, address.parts[++i]));
		else
			stk_str_addf(&out, ", %s", address.parts[i]);
	}
	for (char *c = out.data; *c; c++)
		if (*c == '_')
			*c = ' ';
	stk_address_release(&address);
	return stk_str_detach(&out);
}

static bool is_choice(const char *text, const char *word)
{
	return *text &&
	       (stk_text_same(text, word) || (strlen(text) == 1 && stk_starts(word, text)));
}

const struct stk_value *stk_as_value(const struct stk_walk *walk, const char *at, const char *said,
				     struct stk_arena *arena)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	struct stk_value *list = NULL;
	const char *item = strcmp(said, "none") == 0 ? "" : said;

	if (stk_address_parse(at, &address, &ignored))
		return stk_value_text(arena, said);
	if (stk_address_resolve(walk->inventory, &address, &place, &ignored) && place.node &&
	    stk_node_kind(place.node) == STK_NODE_LIST)
		list = stk_value_list(arena);
	stk_address_release(&address);
	if (!list)
		return stk_value_text(arena, said);
	while (*item) {
		size_t len = strcspn(item, ",");

		stk_value_push(list, stk_value_text(arena, stk_arena_strndup(arena, item, len)));
		item += len + strspn(item + len, ", ");
	}
	return list;
}

enum choice { CHOICE_OPEN, CHOICE_KEEP, CHOICE_REPLACE, CHOICE_NONE };

static enum choice choice_of(const char *text)
{
	if (is_choice(text, "keep") || is_choice(text, stk_t("keep")))
		return CHOICE_KEEP;
	if (is_choice(text, "replace") || is_choice(text, stk_t("replace")))
		return CHOICE_REPLACE;
	return is_choice(text, "leave open") || is_choice(text, "open") ||
			       is_choice(text, stk_t("leave open"))
		       ? CHOICE_OPEN
		       : CHOICE_NONE;
}

static const char settle_help[] =
	STK_N("    keep         what was recorded stays, and what you said is dropped\n"
	      "    replace     what you said stands from now on\n"
	      "    leave open  both stand, and it goes on the list of what is to be settled");

/* It is a dispute on disk by now: what is asked is whether it need be. */
static int settle(struct stk_walk *walk, const struct contest *contest, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	char *place = place_in_words(walk, contest->address);
	const char *who = who_says(walk, contest->address);
	struct stk_arena arena = STK_ARENA_INIT;
	enum choice choice = CHOICE_OPEN;
	int got;

	stk_prompt_say(walk->prompt, STK_YELLOW, 4,
		       "%s: %s %s, now %s. keep, replace, or leave open?  [leave open]", place,
		       who ? who : stk_t("recorded is"), contest->there, contest->said);
	walk->small_help = settle_help;
	do {
		got = stk_walk_ask_small(walk, contest->address, &text, err);
		choice = got > 0 ? choice_of(text.data) : CHOICE_OPEN;
		if (choice == CHOICE_NONE &&
		    stk_prompt_reject(walk->prompt, "Say keep, replace, or Enter to leave it open.",
				      err))
			got = -1;
	} while (got > 0 && choice == CHOICE_NONE);
	walk->small_help = NULL;
	if (got >= 0 && choice != CHOICE_OPEN)
		got = stk_record_settle(walk->record, contest->address,
					choice == CHOICE_KEEP ? NULL
							      : stk_as_value(walk, contest->address,
									     contest->said, &arena),
					err);
	free(place);
	stk_str_release(&text);
	stk_arena_release(&arena);
	return got > 0 ? 0 : got;
}

/* Which links are spoken of: they are echoed. */
static void touch(struct stk_walk *walk)
{
	stk_map_release(&walk->touched);
	walk->touched = (struct stk_map)STK_MAP_INIT;
	for (size_t i = 0; i < walk->changes.count; i++) {
		const struct stk_change *change = &walk->changes.items[i];
		const char *slash = strrchr(change->address, '/');

		if (slash && change->op == STK_CHANGE_SET && !change->accepted &&
		    strstr(change->address, "/integrations/"))
			stk_map_put(&walk->touched, change->address,
				    (size_t)(slash - change->address), 1);
	}
}

/* The index of names is made anew only for new names: it is what takes longest. */
static bool brings_names(const struct stk_walk *walk)
{
	for (size_t i = 0; i < walk->changes.count; i++)
		if (stk_ends(walk->changes.items[i].address, "/name"))
			return true;
	return false;
}

static uint32_t count_entities(const struct stk_walk *walk)
{
	return walk->inventory->kinds[STK_PLATFORM].count +
	       walk->inventory->kinds[STK_STAKEHOLDER].count;
}

int stk_walk_apply(struct stk_walk *walk, struct stk_err *err)
{
	struct contest *contests;
	uint32_t before = count_entities(walk);
	bool names = brings_names(walk);
	size_t count;
	int result = 0;

	if (!walk->changes.count)
		return 0;
	find_contests(walk, &contests, &count);
	touch(walk);
	if (stk_record_apply(walk->record, walk->changes.items, walk->changes.count, err))
		result = -1;
	stk_walk_forget(walk);
	if (!result)
		stk_meanwhile_waiting(walk);
	if (names || before != count_entities(walk))
		stk_walk_renew_names(walk);
	stk_mind_load(walk);
	walk->judged_now = false;
	if (!result)
		stk_metrics_now(walk, true);
	for (size_t i = 0; i < count; i++) {
		if (result == 0 && !walk->room) {
			result = settle(walk, &contests[i], err);
		} else if (result == 0) {
			char *place = place_in_words(walk, contests[i].address);

			stk_prompt_say(
				walk->prompt, STK_YELLOW, 4,
				"    %s: recorded is %s, now %s. Left open; it goes on the list.",
				place, contests[i].there, contests[i].said);
			free(place);
		}
		free(contests[i].address);
		free(contests[i].there);
		free(contests[i].said);
	}
	free(contests);
	if (result == 0 && count && !walk->room)
		stk_mind_load(walk);
	return result;
}
