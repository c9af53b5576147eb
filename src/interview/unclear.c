#include "unclear.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_RAISED 9

/* --- in the notes -------------------------------------------------------------------------------
 */

static const struct stk_entity *self(const struct stk_walk *walk)
{
	return walk->room ? stk_inventory_find(walk->inventory, STK_WORKSHOP,
					       strchr(walk->who, '/') + 1)
			  : stk_inventory_find(walk->inventory, STK_STAKEHOLDER, walk->who);
}

/* As they will be once what is gathered is written; NULL: none. */
static const char *notes_now(struct stk_walk *walk, const char *address)
{
	const struct stk_entity *entity = self(walk);
	const char *notes = entity ? stk_text(walk->inventory, entity->node, STK_W_NOTES) : NULL;

	for (size_t i = 0; i < walk->changes.count; i++) {
		const struct stk_change *change = &walk->changes.items[i];

		if (strcmp(change->address, address) != 0 || change->op == STK_CHANGE_STATE)
			continue;
		notes = change->op == STK_CHANGE_SET && change->value ? change->value->text : NULL;
	}
	return notes;
}

/* One answer leaves one statement, however many lines it exchanges. */
static void write_notes(struct stk_walk *walk, const char *address, const char *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < walk->changes.count; i++)
		if (strcmp(walk->changes.items[i].address, address) != 0 ||
		    walk->changes.items[i].op == STK_CHANGE_STATE)
			walk->changes.items[kept++] = walk->changes.items[i];
	walk->changes.count = kept;
	if (!*text)
		stk_say_gone(walk, address);
	else
		stk_say_text(walk, address, stk_arena_strdup(&walk->changes.arena, text))
			->on_conflict = STK_CONFLICT_REPLACE;
}

/* One line goes, one comes; either may be NULL. A line that stands there already is not doubled. */
static void exchange(struct stk_walk *walk, const char *gone, const char *come)
{
	const char *address = stk_walk_self(walk, "notes"), *notes = notes_now(walk, address);
	const char *before = notes ? notes : "";
	struct stk_str after = STK_STR_INIT;
	bool there = false;

	for (const char *line = before; *line;) {
		size_t len = strcspn(line, "\n");
		bool same = gone && strlen(gone) == len && memcmp(gone, line, len) == 0;

		there |= come && strlen(come) == len && memcmp(come, line, len) == 0;
		if (!same && after.len)
			stk_str_addc(&after, '\n');
		if (!same)
			stk_str_addn(&after, line, len);
		line += len + (line[len] != '\0');
	}
	if (come && !there)
		stk_str_addf(&after, "%s%s", after.len ? "\n" : "", come);
	if (strcmp(after.data, before) != 0)
		write_notes(walk, address, after.data);
	stk_str_release(&after);
}

void stk_unclear_keep(struct stk_walk *walk, enum stk_unclear_kind kind, const char *where,
		      const char *text)
{
	const struct stk_puzzle unclear = {.kind = kind, .where = where, .text = text};
	struct stk_str line = STK_STR_INIT;

	stk_unclear_write(&unclear, &line);
	exchange(walk, NULL, line.data);
	stk_str_release(&line);
}

void stk_unclear_drop(struct stk_walk *walk, enum stk_unclear_kind kind, const char *where,
		      const char *text)
{
	const struct stk_puzzle unclear = {.kind = kind, .where = where, .text = text};
	struct stk_str line = STK_STR_INIT;

	stk_unclear_write(&unclear, &line);
	exchange(walk, line.data, NULL);
	stk_str_release(&line);
}

const char *stk_unclear_where(struct stk_walk *walk, const struct stk_asking *asking)
{
	return stk_arena_printf(&walk->changes.arena, "%s%s%s",
				stk_section_kind_name(asking->ops->kind),
				asking->subject ? " " : "", asking->subject ? asking->subject : "");
}

/* --- raised at the end --------------------------------------------------------------------------
 */

/* The same somebody, for something else. */
static bool is_same(const struct stk_puzzle *one, const struct stk_puzzle *two)
{
	return one->entity == two->entity && one->left == two->left &&
	       one->kind != STK_UNCLEAR_TEXT && two->kind != STK_UNCLEAR_TEXT &&
	       stk_text_same(one->text, two->text);
}

/* The section in which it was said; SIZE_MAX where the guide has none such (any more). */
static size_t section_of(const struct stk_walk *walk, const char *where)
{
	size_t len = strcspn(where, " ");

	for (size_t i = 0; i < walk->guide->count; i++) {
		const char *name = stk_section_kind_name(walk->guide->sections[i].kind);

		if (strlen(name) == len && memcmp(name, where, len) == 0)
			return i;
	}
	return SIZE_MAX;
}

static void show(struct stk_walk *walk, const struct stk_puzzle *item, size_t number)
{
	size_t section = item->kind == STK_UNCLEAR_TEXT ? section_of(walk, item->where) : SIZE_MAX;
	char *asked = section == SIZE_MAX
			      ? NULL
			      : stk_fill(walk, walk->guide->sections[section].ask,
					 (const char *const[]){"{platform}", "…", "{platforms}",
							       "…", "{group}", "…", "{destination}",
							       "…", NULL});

	if (item->kind != STK_UNCLEAR_TEXT)
		stk_prompt_say(walk->prompt, STK_PLAIN, 6, "    %zu %s: who is that?", number,
			       item->text);
	else if (asked)
		stk_prompt_say(walk->prompt, STK_PLAIN, 6, "    %zu %s  (%s)", number, item->text,
			       asked);
	else
		stk_prompt_say(walk->prompt, STK_PLAIN, 6, "    %zu %s", number, item->text);
	free(asked);
}

static bool is_set(const struct stk_walk *walk, const char *at)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	bool is;

	if (stk_address_parse(at, &address, &ignored))
		return false;
	is = stk_address_resolve(walk->inventory, &address, &place, &ignored) && place.key &&
	     (place.key->flags & STK_KEY_SET);
	stk_address_release(&address);
	return is;
}

/* Somebody got a name: what waited for it. */
static bool take_name(struct stk_walk *walk, const struct stk_puzzle *item, const char *answer)
{
	const char *rest = item->where, *address;
	struct stk_named person;
	size_t len;

	if (stk_take_person(walk, answer, NULL, &person))
		return false;
	if (!walk->room && !person.made && !stk_text_same(person.id, walk->who))
		stk_say_true(
			walk,
			stk_at(walk, "stakeholders", person.id, "referred_by", walk->who, NULL),
			false);
	while ((len = stk_unclear_next(&rest, &address))) {
		const char *at = stk_arena_strndup(&walk->changes.arena, address, len),
			   *key = strrchr(at, '/');

		if (!key)
			continue; /* a referral, no more */
		if (item->kind == STK_UNCLEAR_WHOM)
			stk_say_state(walk, at, STK_ANSWER_ASK, person.id);
		else if (is_set(walk, at))
			stk_say_true(walk,
				     stk_arena_printf(&walk->changes.arena, "%s/%s", at, person.id),
				     false);
		else
			stk_say_text(walk, at, stk_arena_strdup(&walk->changes.arena, person.id));
	}
	return true;
}

/* The same section hears it in other words. */
static int take_words(struct stk_walk *walk, const struct stk_puzzle *item, const char *answer,
		      bool *taken, struct stk_err *err)
{
	size_t section = section_of(walk, item->where);
	const char *subject = strchr(item->where, ' ');
	struct stk_asking asking = {.section = 0};
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words,
				  .is_name = stk_walk_is_name,
				  .data = walk,
				  .arena = &arena,
				  .unknown = STK_STR_INIT};
	size_t before = walk->changes.count;
	int failed = 0;

	*taken = false;
	if (section != SIZE_MAX) {
		stk_walk_begin_asking(walk, &asking, section);
		asking.again = asking.retry = true;
		if (subject)
			stk_asking_about(&asking, subject + 1, "");
	}
	if (section != SIZE_MAX && asking.ops->open(walk, &asking)) {
		lines.numbers = stk_asking_numbers(walk, &asking);
		failed = asking.ops->take(walk, &asking, &lines, answer, err);
		*taken = !failed && lines.understood && !lines.unknown.len;
	}
	if (!*taken && walk->changes.count > before)
		walk->changes.count = before;
	stk_asking_release(&asking);
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return failed;
}

static const char raise_help[] = STK_N(
	"    For example: 1 dana kim; 2 hubspot leads. Enter leaves them in the notes and in the "
	"report.");

/* One numbered list of what is unclear. */
struct raised {
	struct stk_puzzles *all;
	const struct stk_puzzle *items[MAX_RAISED];
	bool settled[MAX_RAISED];
	size_t count;
};

/* Theirs that were not raised yet, each somebody once. */
static void find_mine(const struct stk_walk *walk, struct raised *raised)
{
	const struct stk_entity *entity = self(walk);

	raised->all = stk_unclears_new(walk->inventory);
	for (size_t i = 0; i < raised->all->count && raised->count < MAX_RAISED; i++) {
		const struct stk_puzzle *unclear = &raised->all->items[i];
		bool listed = false;

		for (size_t j = 0; j < raised->count; j++)
			listed |= is_same(raised->items[j], unclear);
		if (unclear->entity == entity && !unclear->left && !listed)
			raised->items[raised->count++] = unclear;
	}
}

/* The line goes, and with it those that ask for the same somebody; left: they stay, marked. */
static void put_away(struct stk_walk *walk, const struct raised *raised,
		     const struct stk_puzzle *item, bool left)
{
	struct stk_str line = STK_STR_INIT;

	for (size_t i = 0; i < raised->all->count; i++) {
		struct stk_puzzle one = raised->all->items[i];

		if (&raised->all->items[i] != item && !is_same(&one, item))
			continue;
		one.left = true;
		stk_str_reset(&line);
		stk_unclear_write(&one, &line);
		exchange(walk, one.line, left ? line.data : NULL);
	}
	stk_str_release(&line);
}

static bool take_somebody(struct stk_walk *walk, const struct raised *raised,
			  const struct stk_puzzle *item, const char *answer)
{
	bool taken = false;

	for (size_t i = 0; i < raised->all->count; i++)
		if (&raised->all->items[i] == item || is_same(&raised->all->items[i], item))
			taken |= take_name(walk, &raised->all->items[i], answer);
	return taken;
}

static int take_replies(struct stk_walk *walk, struct raised *raised, const char *text,
			struct stk_str *unknown, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words,
				  .arena = &arena,
				  .unknown = STK_STR_INIT,
				  .numbers = (uint32_t)raised->count};
	struct stk_line_reply *replies;
	size_t count = stk_lines_replies(&lines, text, &replies);
	int failed = 0;

	for (size_t i = 0; i < count && !failed; i++) {
		const struct stk_puzzle *item = raised->items[replies[i].number - 1];
		const char *answer = replies[i].answer ? stk_arena_strdup(&walk->changes.arena,
									  replies[i].answer)
						       : NULL;
		bool taken = false;

		if (!answer)
			continue; /* not known either */
		if (item->kind == STK_UNCLEAR_TEXT)
			failed = take_words(walk, item, answer, &taken, err);
		else
			taken = take_somebody(walk, raised, item, answer);
		if (taken)
			put_away(walk, raised, item, false);
		else
			stk_lines_unknown(&lines, answer);
		raised->settled[replies[i].number - 1] |= taken;
	}
	stk_str_reset(unknown);
	stk_str_add(unknown, lines.unknown.data);
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return failed;
}

static int ask_back(struct stk_walk *walk, struct raised *raised, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT, unknown = STK_STR_INIT;
	int got = 1;

	for (int times = 0; times < 2 && got > 0; times++) {
		char *why;

		walk->small_help = raise_help;
		got = stk_walk_ask_small(walk, "unclear", &text, err);
		walk->small_help = NULL;
		stk_str_reset(&unknown);
		if (got > 0 && take_replies(walk, raised, text.data, &unknown, err))
			got = -1;
		if (got <= 0 || !unknown.len || times)
			break;
		why = stk_xasprintf(stk_t("Not understood: %s"), unknown.data);
		if (stk_prompt_reject(walk->prompt, why, err))
			got = -1;
		free(why);
	}
	stk_str_release(&text);
	stk_str_release(&unknown);
	return got > 0 ? 0 : got;
}

int stk_unclear_raise(struct stk_walk *walk, struct stk_err *err)
{
	struct raised raised = {.count = 0};
	int result = 0;

	find_mine(walk, &raised);
	stk_str_reset(&walk->not_understood);
	if (raised.count) {
		stk_prompt_say(walk->prompt, STK_BOLD, 4,
			       "\nOne thing more: who or what was meant?  [leave it]");
		for (size_t i = 0; i < raised.count; i++)
			show(walk, raised.items[i], i + 1);
		result = ask_back(walk, &raised, err);
	}
	for (size_t i = 0; i < raised.count && !result; i++) {
		struct stk_str *names;

		if (raised.settled[i])
			continue;
		put_away(walk, &raised, raised.items[i], true);
		names = raised.items[i]->kind == STK_UNCLEAR_TEXT ? &walk->not_understood
								  : &walk->nameless;
		stk_str_addf(names, "%s%s", names->len ? "; " : "", raised.items[i]->text);
	}
	if (!result)
		result = stk_walk_apply(walk, err);
	else
		stk_walk_forget(walk);
	stk_unclears_free(raised.all);
	return result;
}
