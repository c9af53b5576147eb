/* What is to be done after a workshop: it follows from what is left open. */
#include "stocktake/model/task.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"
#include "task_private.h"

#define SOON_DAYS   7
#define LATER_DAYS  14
#define MAX_UNLOCKS 2
#define MAX_NAMED   12 /* people in one step */

struct stk_task *stk_task_push(struct stk_task_builder *builder, enum stk_task_kind kind,
			       const char *who)
{
	struct stk_arena *arena = &builder->tasks->arena;
	struct stk_task *task;
	const char **whom;

	STK_GROW(builder->items, builder->cap, builder->count + 1);
	task = &builder->items[builder->count++];
	*task = (struct stk_task){.kind = kind, .due = builder->soon};
	if (who) {
		whom = stk_arena_alloc(arena, sizeof *whom);
		*whom = who;
		task->who = whom;
		task->who_count = 1;
	}
	return task;
}

/* Room is doubled where the count is a power of two. */
static const char *const *grown(struct stk_arena *arena, const char *const *list, size_t count,
				const char *more)
{
	const char **now = (const char **)list;

	if (!now || (count & (count - 1)) == 0) {
		now = stk_arena_alloc(arena, (count ? count * 2 : 1) * sizeof *now);
		for (size_t i = 0; i < count; i++)
			now[i] = list[i];
	}
	now[count] = stk_arena_strdup(arena, more);
	return now;
}

void stk_task_about(struct stk_task_builder *builder, struct stk_task *task, const char *address)
{
	task->addresses = grown(&builder->tasks->arena, task->addresses, task->count, address);
	task->count++;
}

bool stk_task_is_whose(const struct stk_task *task, const char *who)
{
	if (!who || !task->who_count)
		return !who && !task->who_count;
	return strcmp(task->who[0], who) == 0;
}

const char *stk_task_person(const struct stk_task_builder *builder, const struct stk_entity *person)
{
	return stk_sym_text(&builder->inventory->syms, person->id);
}

static bool is_in_room(const struct stk_task_builder *builder, const char *who)
{
	for (size_t i = 0; i < builder->room_count; i++)
		if (strcmp(stk_task_person(builder, builder->room[i]), who) == 0)
			return true;
	return false;
}

/* The first stakeholder whom the key names; teams are passed over. */
static const char *named_by(const struct stk_inventory *inventory,
			    const struct stk_entity *platform, enum stk_word key)
{
	STK_EACH_VALUE(item, stk_node_get(platform->node, key))
	{
		const struct stk_entity *person =
			stk_node_kind(item) == STK_NODE_SCALAR
				? stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value)
				: NULL;

		if (person)
			return stk_sym_text(&inventory->syms, person->id);
	}
	return NULL;
}

static const char *who_knows(const struct stk_task_builder *builder,
			     const struct stk_entity *platform);

/* Sheets of which nobody has shown the heading row. */
static void add_sheets(struct stk_task_builder *builder)
{
	const struct stk_entities *all = &builder->inventory->kinds[STK_PLATFORM];

	for (uint32_t i = 0; i < all->count; i++) {
		struct stk_str address = STK_STR_INIT;
		const struct stk_answer *routed;
		const struct stk_entity *named;
		struct stk_task *task = NULL;
		enum stk_task_kind kind;
		const char *who;

		if (stk_node_get(all->items[i].node, STK_W_FIELDS) ||
		    !stk_task_is_sheet(builder, &all->items[i]))
			continue;
		stk_entity_address(builder->inventory, STK_PLATFORM, &all->items[i], &address);
		stk_str_add(&address, "/fields");
		routed = stk_evidence_routed(builder->evidence, address.data);
		named = routed ? stk_inventory_find(builder->inventory, STK_STAKEHOLDER,
						    routed->ask)
			       : NULL;
		who = named ? stk_task_person(builder, named) : who_knows(builder, &all->items[i]);
		kind = who ? STK_TASK_HEADINGS : STK_TASK_SENDER;
		who = who ? who : builder->facilitator;
		for (size_t t = 0; t < builder->count; t++)
			if (builder->items[t].kind == kind &&
			    stk_task_is_whose(&builder->items[t], who))
				task = &builder->items[t];
		stk_task_about(builder, task ? task : stk_task_push(builder, kind, who),
			       address.data);
		stk_str_release(&address);
	}
}

/* Who decides about a platform, else who knows it, else who was named for it. */
static const char *who_knows(const struct stk_task_builder *builder,
			     const struct stk_entity *platform)
{
	const char *who = named_by(builder->inventory, platform, STK_W_OWNER);
	struct stk_str address = STK_STR_INIT;

	if (!who)
		who = named_by(builder->inventory, platform, STK_W_ADMIN);
	stk_entity_address(builder->inventory, STK_PLATFORM, platform, &address);
	stk_str_addc(&address, '/');
	for (size_t i = 0; i < builder->questions->count && !who; i++) {
		const struct stk_question *question = &builder->questions->items[i];

		if (question->state == STK_ANSWER_ASK && question->who_count &&
		    stk_starts(question->address, address.data))
			who = stk_task_nearest(builder, question);
	}
	stk_str_release(&address);
	return who;
}

static const char *decider(const struct stk_task_builder *builder,
			   const struct stk_entity *platform)
{
	const char *who = who_knows(builder, platform);

	return who ? who : builder->facilitator;
}

static bool is_record(const struct stk_entity *platform, stk_sym group)
{
	return stk_values_has(stk_node_get(platform->node, STK_W_SYSTEM_OF_RECORD), group);
}

/* Asked which one counts, and not settled. */
static void add_records(struct stk_task_builder *builder)
{
	const struct stk_inventory *inventory = builder->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_PLATFORM];

	for (uint32_t g = 0; g < inventory->group_count; g++) {
		const char *group = stk_sym_text(&inventory->syms, inventory->groups[g]);
		struct stk_task task = {.kind = STK_TASK_RECORD, .group = group};
		const char *who = NULL;
		bool settled = false;

		for (uint32_t i = 0; i < all->count; i++) {
			struct stk_str address = STK_STR_INIT;
			const struct stk_answer *last;

			settled |= is_record(&all->items[i], inventory->groups[g]);
			stk_entity_address(inventory, STK_PLATFORM, &all->items[i], &address);
			stk_str_addf(&address, "/system_of_record/%s", group);
			last = stk_evidence_last(builder->evidence, address.data);
			if (last && last->state == STK_ANSWER_UNKNOWN) {
				stk_task_about(builder, &task, address.data);
				who = who && who != builder->facilitator
					      ? who
					      : decider(builder, &all->items[i]);
			}
			stk_str_release(&address);
		}
		if (settled || task.count < 2)
			continue;
		task.due = builder->soon;
		*stk_task_push(builder, STK_TASK_RECORD, who) = task;
		if (who)
			builder->items[builder->count - 1].who =
				grown(&builder->tasks->arena, NULL, 0, who);
		builder->items[builder->count - 1].who_count = who != NULL;
	}
}

/* Links that bring something only together begin at one of them. */
static void add_unlocks(struct stk_task_builder *builder)
{
	const struct stk_metrics *metrics = builder->metrics;
	const struct stk_entities *all = &builder->inventory->kinds[STK_PLATFORM];
	uint32_t first = 0, steps = 0;

	for (uint32_t i = 0; i < metrics->unlock_count && steps < MAX_UNLOCKS; i++) {
		struct stk_task *task;

		if (!metrics->unlocks[i].metric_count)
			continue;
		task = stk_task_push(builder, STK_TASK_CONNECT,
				     decider(builder, &all->items[metrics->unlocks[first].from]));
		task->unlock = first;
		task->metrics = metrics->unlocks[i].metric_count;
		task->due = builder->later;
		first = i + 1;
		steps++;
	}
}

/* Everybody goes up and down in their own team; people of one team share it. */
static void add_chain(struct stk_task_builder *builder)
{
	for (size_t i = 0; i < builder->room_count; i++) {
		const char *team = stk_text(builder->inventory, builder->room[i]->node, STK_W_TEAM);
		const char *who = stk_task_person(builder, builder->room[i]);
		struct stk_task *task = NULL;

		for (size_t t = 0; t < builder->count && team; t++)
			if (builder->items[t].kind == STK_TASK_CHAIN && builder->items[t].group &&
			    stk_text_same(builder->items[t].group, team))
				task = &builder->items[t];
		if (task) {
			task->who = grown(&builder->tasks->arena, task->who, task->who_count, who);
			task->who_count++;
			continue;
		}
		if (!team && builder->facilitator && strcmp(who, builder->facilitator) == 0)
			continue;
		task = stk_task_push(builder, STK_TASK_CHAIN, who);
		task->group = team ? team : who;
		task->due = builder->later;
	}
}

/* Named in this workshop, or invited to it. */
static bool was_named(const struct stk_task_builder *builder, const struct stk_entity *person)
{
	struct stk_str room = STK_STR_INIT, address = STK_STR_INIT;
	const struct stk_answer *const *answers;
	size_t count;
	bool named =
		stk_workshop_names(builder->inventory, builder->workshop, STK_W_INVITED, person);

	stk_entity_address(builder->inventory, STK_WORKSHOP, builder->workshop, &room);
	stk_entity_address(builder->inventory, STK_STAKEHOLDER, person, &address);
	answers = stk_evidence_at(builder->evidence, address.data, true, &count);
	for (size_t i = 0; i < count && !named; i++)
		named = strcmp(answers[i]->by, room.data) == 0;
	for (size_t i = 0; i < builder->questions->count && !named; i++)
		named = builder->questions->items[i].state == STK_ANSWER_ASK &&
			stk_question_is_for(
				&builder->questions->items[i],
				stk_entity_index(builder->inventory, STK_STAKEHOLDER, person));
	stk_str_release(&room);
	stk_str_release(&address);
	return named;
}

static void add_people(struct stk_task_builder *builder)
{
	const struct stk_entities *all = &builder->inventory->kinds[STK_STAKEHOLDER];
	struct stk_task *task = NULL;

	for (uint32_t i = 0; i < all->count; i++) {
		const char *id = stk_task_person(builder, &all->items[i]);

		if (is_in_room(builder, id) ||
		    stk_stakeholder_answered(builder->inventory, &all->items[i]) ||
		    (builder->facilitator && strcmp(id, builder->facilitator) == 0) ||
		    !was_named(builder, &all->items[i]))
			continue;
		if (!task)
			task = stk_task_push(builder, STK_TASK_ASK, builder->facilitator);
		if (task->count < MAX_NAMED)
			stk_task_about(builder, task, id);
	}
}

/* --- in order -----------------------------------------------------------------------------------
 */

static void emit(struct stk_task_builder *builder, const char *who, bool *emitted)
{
	static const enum stk_task_kind order[] = {
		STK_TASK_HEADINGS, STK_TASK_ANSWER, STK_TASK_SENDER, STK_TASK_FIND,
		STK_TASK_RECORD,   STK_TASK_SETTLE, STK_TASK_ASK,    STK_TASK_REST,
		STK_TASK_CONNECT,  STK_TASK_CHAIN};
	struct stk_tasks *tasks = builder->tasks;

	for (size_t k = 0; k < STK_COUNT(order); k++)
		for (size_t i = 0; i < builder->count; i++) {
			if (emitted[i] || builder->items[i].kind != order[k] ||
			    !stk_task_is_whose(&builder->items[i], who))
				continue;
			emitted[i] = true;
			tasks->items[tasks->count++] = builder->items[i];
		}
}

static void put_in_order(struct stk_task_builder *builder)
{
	struct stk_tasks *tasks = builder->tasks;
	bool *emitted = stk_xcalloc(builder->count + 1, sizeof *emitted);

	tasks->items = stk_arena_zalloc(&tasks->arena, (builder->count + 1) * sizeof *tasks->items);
	for (size_t i = 0; i < builder->room_count; i++)
		emit(builder, stk_task_person(builder, builder->room[i]), emitted);
	for (size_t i = 0; i < builder->count; i++)
		if (!emitted[i])
			emit(builder, builder->items[i].who_count ? builder->items[i].who[0] : NULL,
			     emitted);
	free(emitted);
}

static void set_days(struct stk_task_builder *builder, int32_t due)
{
	const struct stk_inventory *inventory = builder->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_WORKSHOP];
	int32_t date = stk_workshop_date(inventory, builder->workshop), next = STK_DATE_NONE;
	int32_t base = date > inventory->clock.today ? date : inventory->clock.today;

	for (uint32_t i = 0; i < all->count; i++) {
		int32_t planned = stk_workshop_date(inventory, &all->items[i]);

		if (planned > base + 1 && (next == STK_DATE_NONE || planned < next))
			next = planned;
	}
	builder->soon = base + SOON_DAYS;
	builder->later = base + LATER_DAYS;
	if (next != STK_DATE_NONE && builder->soon >= next)
		builder->soon = next - 1;
	if (next != STK_DATE_NONE && builder->later >= next)
		builder->later = next - 1;
	if (due != STK_DATE_NONE)
		builder->soon = builder->later = due;
}

struct stk_tasks *stk_tasks_new(struct stk_inventory *inventory,
				const struct stk_evidence *evidence,
				const struct stk_questions *questions,
				const struct stk_metrics *metrics,
				const struct stk_entity *workshop, const char *facilitator,
				int32_t due)
{
	struct stk_tasks *tasks = stk_xcalloc(1, sizeof *tasks);
	struct stk_task_builder builder = {.inventory = inventory,
					   .evidence = evidence,
					   .questions = questions,
					   .metrics = metrics,
					   .workshop = workshop,
					   .facilitator = facilitator,
					   .tasks = tasks};

	builder.room = stk_workshop_room(inventory, workshop, &builder.room_count);
	set_days(&builder, due);
	stk_task_add_questions(&builder);
	add_sheets(&builder);
	add_records(&builder);
	add_unlocks(&builder);
	add_people(&builder);
	add_chain(&builder);
	put_in_order(&builder);
	free(builder.items);
	free(builder.room);
	return tasks;
}

void stk_tasks_free(struct stk_tasks *tasks)
{
	if (!tasks)
		return;
	stk_arena_release(&tasks->arena);
	free(tasks);
}
