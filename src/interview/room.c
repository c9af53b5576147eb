#include "room.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/task.h"

#define MAX_SPEAKER_BYTES 60
#define MAX_SPEAKER_WORDS 3

/* --- who says it --------------------------------------------------------------------------------
 */

struct speaker {
	const struct stk_entity *who;   /* NULL: the room */
	const struct stk_entity *other; /* could be meant as well */
};

static bool begins(const char *word, const char *folded)
{
	struct stk_str own = STK_STR_INIT;
	bool same = stk_text_fold(&own, word, strlen(word)) && stk_starts(own.data, folded);

	stk_str_release(&own);
	return same;
}

/* "ba" of Ben Adeyemi. */
static bool are_initials(const char *name, const char *folded)
{
	struct stk_str initials = STK_STR_INIT;
	bool same;
	uint32_t code;

	while (*name) {
		size_t len = strcspn(name, " -");

		if (len && stk_utf8_next(name, len, &code))
			stk_utf8_add(&initials, code);
		name += len + (name[len] != '\0');
	}
	same = stk_text_same(initials.data, folded);
	stk_str_release(&initials);
	return same;
}

/* 3: exactly that is their name; 2: it begins so; 1: another part of it does, or these are their
 * initials; 0: somebody else. */
static int calls(const struct stk_inventory *inventory, const struct stk_entity *person,
		 const char *folded)
{
	const char *name = stk_entity_name(inventory, person), *word = name;
	char *first = stk_xstrndup(name, strcspn(name, " "));
	int result =
		stk_text_same(name, folded) || stk_text_same(first, folded) ||
				stk_text_same(stk_sym_text(&inventory->syms, person->id), folded)
			? 2
			: 0;

	free(first);
	STK_EACH_VALUE(item, stk_node_get(person->node, STK_W_AKA))
	if (stk_node_kind(item) == STK_NODE_SCALAR &&
	    stk_text_same(stk_sym_text(&inventory->syms, item->value), folded))
		result = 3;
	while (!result && *word) {
		result = begins(word, folded) ? word == name ? 2 : 1 : 0;
		word += strcspn(word, " ");
		word += *word == ' ';
	}
	return result ? result : are_initials(name, folded);
}

/* Whom the word means of those who are here. */
static struct speaker find_speaker(const struct stk_walk *walk, const char *word)
{
	const struct stk_entity *workshop =
		stk_inventory_find(walk->inventory, STK_WORKSHOP, strchr(walk->who, '/') + 1);
	struct stk_str folded = STK_STR_INIT;
	struct speaker speaker = {NULL, NULL};
	const struct stk_entity **room;
	size_t count = 0;
	int best = 0;

	room = workshop ? stk_workshop_room(walk->inventory, workshop, &count) : NULL;
	if (!stk_text_fold(&folded, word, strlen(word)) || !folded.len)
		count = 0;
	for (size_t i = 0; i < count; i++) {
		int grade = calls(walk->inventory, room[i], folded.data);

		if (grade > best)
			speaker = (struct speaker){room[i], NULL};
		else if (grade && grade == best)
			speaker.other = room[i];
		best = grade > best ? grade : best;
	}
	free(room);
	stk_str_release(&folded);
	return speaker;
}

/* "b: crm too": who, and what is left of it. A number or a tool before the colon is none. */
static struct speaker speaker_of(struct stk_walk *walk, const char *clause, const char **rest,
				 struct stk_arena *arena)
{
	static const char wide[] = "：";
	const char *colon = strchr(clause, ':'), *other = strstr(clause, wide);
	size_t skip = 1, words = 1;
	char *word;

	*rest = clause;
	if (other && (!colon || other < colon)) {
		colon = other;
		skip = strlen(wide);
	}
	if (!colon || colon == clause || colon - clause > MAX_SPEAKER_BYTES ||
	    strchr("0123456789?-", *clause))
		return (struct speaker){NULL, NULL};
	word = stk_arena_strndup(arena, clause, (size_t)(colon - clause));
	for (const char *c = word; *c; c++)
		words += *c == ' ';
	if (words > MAX_SPEAKER_WORDS || stk_walk_is_name(walk, STK_LINE_PLATFORM, word))
		return (struct speaker){NULL, NULL};
	*rest = colon + skip + strspn(colon + skip, " \t");
	return find_speaker(walk, word);
}

/* --- statements ---------------------------------------------------------------------------------
 */

struct statements {
	struct stk_walk *walk;
	const struct stk_asking *asking;
	struct stk_lines *lines;
	struct stk_str room;              /* what is everybody's */
	const struct stk_entity **people; /* per statement that is somebody's */
	char **texts;
	size_t count, cap, people_cap;
	bool others; /* anything was not the room's */
};

static void take_statement(struct statements *all, const char *clause)
{
	struct stk_walk *walk = all->walk;
	const char *rest;
	struct speaker speaker = speaker_of(walk, clause, &rest, all->lines->arena);

	if (!*clause)
		return;
	if (speaker.other) {
		stk_lines_unknown(
			all->lines,
			stk_arena_printf(all->lines->arena, stk_t("%s (%s, or %s? more letters)"),
					 clause, stk_entity_name(walk->inventory, speaker.who),
					 stk_entity_name(walk->inventory, speaker.other)));
		all->others = true;
	} else if (speaker.who) {
		STK_GROW(all->people, all->people_cap, all->count + 1);
		STK_GROW(all->texts, all->cap, all->count + 1);
		all->people[all->count] = speaker.who;
		all->texts[all->count++] = stk_arena_strdup(all->lines->arena, rest);
		all->others = true;
	} else {
		stk_str_addf(&all->room, "%s%s", all->room.len ? "; " : "", clause);
	}
}

static void split(struct statements *all, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, ";\n"), start = strspn(text, " \t"), end = len;
		const char *wide = strstr(text, "；");
		size_t skip = 1;

		if (wide && (size_t)(wide - text) < len) {
			end = len = (size_t)(wide - text);
			skip = strlen("；");
		}
		start = start < end ? start : end;
		while (end > start && strchr(" \t", text[end - 1]))
			end--;
		take_statement(all,
			       stk_arena_strndup(all->lines->arena, text + start, end - start));
		text += len;
		text += *text ? skip : 0;
	}
}

static bool was_made(const struct stk_walk *walk, size_t before, const char *address)
{
	size_t len = strlen(address);

	for (size_t i = 0; i < before; i++)
		if (strncmp(walk->changes.items[i].address, address, len) == 0 &&
		    (!walk->changes.items[i].address[len] ||
		     walk->changes.items[i].address[len] == '/'))
			return true;
	return false;
}

/* What was said is theirs; what the section takes for granted about the rest stays the room's, and
 * only where nobody has spoken. */
static void attribute(struct stk_walk *walk, size_t first, const char *by)
{
	struct stk_changes *changes = &walk->changes;
	size_t kept = first;

	for (size_t i = first; i < changes->count; i++) {
		struct stk_change *change = &changes->items[i];
		bool granted = change->accepted ||
			       (change->op == STK_CHANGE_STATE && change->state != STK_ANSWER_ASK);

		if (granted && was_made(walk, first, change->address))
			continue;
		if (!granted)
			change->by = by;
		changes->items[kept++] = *change;
	}
	changes->count = kept;
}

/* The room has just said something else. */
static bool contradicts(const struct stk_walk *walk, size_t first)
{
	const struct stk_changes *changes = &walk->changes;

	for (size_t i = first; i < changes->count; i++)
		for (size_t j = 0; j < first; j++) {
			const struct stk_value *own = changes->items[i].value,
					       *other = changes->items[j].value;

			if (own && other && own->text && other->text &&
			    strcmp(changes->items[i].address, changes->items[j].address) == 0 &&
			    !stk_text_same(own->text, other->text))
				return true;
		}
	return false;
}

/* Somebody's own words. */
static int take_own(struct statements *all, size_t which, struct stk_err *err)
{
	struct stk_walk *walk = all->walk;
	const struct stk_entity *person = all->people[which];
	size_t first = walk->changes.count;
	int failed;

	walk->speaker = stk_arena_strdup(&walk->changes.arena,
					 stk_sym_text(&walk->inventory->syms, person->id));
	failed = all->asking->ops->take(walk, all->asking, all->lines, all->texts[which], err);
	attribute(walk, first, walk->speaker);
	walk->speaker = NULL;
	if (!failed)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s says: %s",
			       stk_entity_name(walk->inventory, person), all->texts[which]);
	if (!failed && contradicts(walk, first))
		stk_prompt_say(walk->prompt, STK_YELLOW, 4,
			       "    Both are kept; it goes on the list.");
	return failed;
}

/* Lines of a chat that was pasted; of one line what stands between its commas. */
static size_t pieces_of(const char *text)
{
	const char *marks = strchr(text, '\n') ? "\n" : ",;";
	size_t count = 0;

	while (*text) {
		size_t len = strcspn(text, marks);

		count += strspn(text, " \t\r") < len;
		text += len + (text[len] != '\0');
	}
	return count;
}

int stk_room_take(struct stk_walk *walk, const struct stk_asking *asking, struct stk_lines *lines,
		  const char *text, struct stk_err *err)
{
	struct statements all = {
		.walk = walk, .asking = asking, .lines = lines, .room = STK_STR_INIT};
	int failed = 0;

	if (walk->room && asking->ops->kind == STK_SECTION_TOOLS) {
		walk->heard_mine = walk->mind.count;
		walk->heard_lines = pieces_of(text);
		failed = asking->ops->take(walk, asking, lines, text, err);
		walk->heard_names = lines->understood;
		return failed;
	}
	if (walk->room)
		split(&all, text);
	if (!all.others)
		failed = asking->ops->take(walk, asking, lines, text, err);
	else if (all.room.len)
		failed = asking->ops->take(walk, asking, lines, all.room.data, err);
	for (size_t i = 0; i < all.count && !failed; i++)
		failed = take_own(&all, i, err);
	free(all.people);
	free(all.texts);
	stk_str_release(&all.room);
	return failed;
}

/* --- what is shown ------------------------------------------------------------------------------
 */

void stk_room_heard(struct stk_walk *walk, const struct stk_asking *asking)
{
	struct stk_str out = STK_STR_INIT;
	size_t named = walk->heard_names + asking->list_count, tools = 0, fresh;

	if (!walk->room || asking->ops->kind != STK_SECTION_TOOLS || walk->heard_lines < 2)
		return;
	for (size_t i = 0; i < walk->mind.count; i++)
		tools += !walk->mind.mine[i].gone;
	fresh = walk->mind.count - walk->heard_mine;
	stk_str_addf(&out, stk_tn("    %zu line", "    %zu lines", walk->heard_lines),
		     walk->heard_lines);
	stk_str_addf(&out, stk_tn(": %zu tool", ": %zu tools", tools), tools);
	if (named > fresh)
		stk_str_addf(&out, stk_t(", %zu known twice"), named - fresh);
	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "%s", out.data);
	walk->heard_lines = 0;
	stk_str_release(&out);
}

/* "Next unlock: Xactly -> Power BI (quotas), 2 more; ask Lisa Novák." */
static void add_unlock(struct stk_walk *walk, const struct stk_metrics *metrics,
		       const struct stk_tasks *tasks, struct stk_str *out)
{
	const struct stk_task *task = NULL;
	const struct stk_entities *platforms = &walk->inventory->kinds[STK_PLATFORM];
	struct stk_str carries = STK_STR_INIT;
	uint32_t at;

	for (size_t i = 0; i < tasks->count; i++)
		if (tasks->items[i].kind == STK_TASK_CONNECT &&
		    (!task || tasks->items[i].unlock < task->unlock))
			task = &tasks->items[i];
	if (!task)
		return;
	stk_str_add(out, stk_t("Next unlock: "));
	at = task->unlock;
	do {
		const struct stk_unlock *unlock = &metrics->unlocks[at];

		stk_str_addf(out, "%s%s -> %s", at > task->unlock ? " + " : "",
			     stk_entity_name(walk->inventory, &platforms->items[unlock->from]),
			     stk_entity_name(walk->inventory, &platforms->items[unlock->to]));
		stk_str_reset(&carries);
		for (uint32_t c = 0; c < unlock->carry_count; c++)
			stk_str_addf(&carries, "%s%s", c ? stk_tc("list", ", ") : "",
				     stk_group_label(walk, stk_sym_text(&walk->inventory->syms,
									unlock->carries[c])));
		if (carries.len)
			stk_str_addf(out, stk_t(" (%s)"), carries.data);
	} while (!metrics->unlocks[at++].metric_count && at < metrics->unlock_count);
	stk_str_addf(out, stk_t(", %u more"), task->metrics);
	if (task->who_count)
		stk_str_addf(out, stk_t("; ask %s"), stk_person_name(walk, task->who[0]));
	stk_str_add(out, stk_t(". "));
	stk_str_release(&carries);
}

static size_t count_people(const struct stk_tasks *tasks)
{
	struct stk_map seen = STK_MAP_INIT;
	size_t count = 0;

	for (size_t i = 0; i < tasks->count; i++)
		for (size_t w = 0; w < tasks->items[i].who_count; w++)
			count += stk_map_put(&seen, tasks->items[i].who[w],
					     strlen(tasks->items[i].who[w]), 1);
	stk_map_release(&seen);
	return count;
}

void stk_room_closing(struct stk_walk *walk)
{
	const char *id = strchr(walk->who, '/') + 1;
	const struct stk_entity *workshop = stk_inventory_find(walk->inventory, STK_WORKSHOP, id);
	struct stk_tasks *tasks = NULL;
	struct stk_str out = STK_STR_INIT;
	size_t people;

	/* As `workshop close` will see it: with what the checks ask now. */
	if (!stk_walk_judge_again(walk))
		stk_walk_questions(walk);
	stk_facts_add(&walk->facts, STK_FACTS_UNLOCKS);
	if (workshop) {
		tasks = stk_tasks_new(walk->inventory, walk->facts.evidence, walk->facts.questions,
				      walk->facts.metrics, workshop, walk->facilitator,
				      STK_DATE_NONE);
		add_unlock(walk, walk->facts.metrics, tasks, &out);
		people = count_people(tasks);
		if (people)
			stk_str_addf(&out,
				     stk_tn("%zu personal list of next steps is ready: `stocktake "
					    "workshop close %s`.",
					    "%zu personal lists of next steps are ready: "
					    "`stocktake workshop close %s`.",
					    people),
				     people, id);
		if (out.len)
			stk_prompt_say(walk->prompt, STK_PLAIN, 0, "%s", out.data);
	}
	stk_tasks_free(tasks);
	stk_str_release(&out);
}
