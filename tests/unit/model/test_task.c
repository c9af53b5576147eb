/* Workshops: which one is meant, who is in the room, whom to invite; steps, and those that follow.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/model/task.h"

static const char document[] =
	"inventory:\n"
	"  destination: bi\n"
	"  teams:\n"
	"    - {id: board, name: Board, chain: up}\n"
	"    - {id: sales, name: Sales reps, chain: down}\n"
	"    - {id: marketing, name: Marketing, chain: across}\n"
	"stakeholders:\n"
	"  ana: {name: Ana Ruiz, team: marketing}\n"
	"  ben: {name: Ben, team: board}\n"
	"  li: {name: Li Wei, team: sales}\n"
	"  mia: {name: Mia, team: marketing, referred_by: ana}\n"
	"  tom: {name: Tom, team: sales}\n"
	"platforms:\n"
	"  bi: {name: BI, holds: []}\n"
	"  crm: {name: CRM, owner: ben, holds: [deal.id, contact], integrations: [],\n"
	"    disputes: [{at: category, says: other, by: tom}]}\n"
	"  list: {name: List, category: spreadsheet, holds: [lead]}\n"
	"  old: {name: Old, category: spreadsheet, status: retired}\n"
	"  quota: {name: Quota, category: spreadsheet, admin: tom, holds: [quota]}\n"
	"  xactly: {name: Xactly, holds: [quota]}\n"
	"metrics:\n"
	"  deals: {name: Deals, needs: [deal.id]}\n"
	"workshops:\n"
	"  2026-11-10-organisation: {kind: organisation, date: 2026-11-10, facilitator: li,\n"
	"    invited: [ana, ben, tom], attendees: [ana, tom, gone], next_steps: [\n"
	"      {what: Late, who: ana, due: 2026-11-20}, {what: Done, who: [ana, tom], done: "
	"true},\n"
	"      {what: Today, who: tom, due: 2026-12-01, done: false}, {who: tom}]}\n"
	"  2026-12-04-follow-up: {kind: follow-up, date: 2026-12-04, invited: ana}\n"
	"  undated: {kind: team}\n"
	"evidence:\n"
	"  room: {kind: interview, by: workshops/2026-11-10-organisation, answers: [\n"
	"    {at: platforms/list/fields, ask: mia},\n"
	"    {at: platforms/quota/system_of_record/quota, state: unknown},\n"
	"    {at: platforms/xactly/system_of_record/quota, state: unknown},\n"
	"    {at: platforms/xactly/integrations, ask: mia}]}\n";

struct world {
	struct stk_inventory *inventory;
	struct stk_evidence *evidence;
	struct stk_graph *graph;
	struct stk_metrics *metrics;
	struct stk_holes *holes;
	struct stk_questions *questions;
};

static void open_world(struct world *world)
{
	struct stk_clock clock;
	struct stk_err err;

	assert_int_equal(stk_clock_init(&clock, "2026-12-01", &err), 0);
	world->inventory = stk_inventory_load_document("test", document, strlen(document), &clock,
						       STK_LOAD_EVIDENCE, &err);
	assert_non_null(world->inventory);
	world->evidence = stk_evidence_new(world->inventory);
	world->graph = stk_graph_new(world->inventory);
	world->metrics = stk_metrics_new(world->graph);
	stk_metrics_unlocks(world->metrics);
	world->holes = stk_holes_new(world->inventory, world->evidence, world->metrics);
	world->questions = stk_questions_new(world->inventory, world->evidence, world->holes, NULL);
}

static void close_world(struct world *world)
{
	stk_questions_free(world->questions);
	stk_holes_free(world->holes);
	stk_metrics_free(world->metrics);
	stk_graph_free(world->graph);
	stk_evidence_free(world->evidence);
	stk_inventory_free(world->inventory);
}

static const char *id_of(const struct world *world, const struct stk_entity *entity)
{
	return entity ? stk_sym_text(&world->inventory->syms, entity->id) : "none";
}

static void test_which(void **state)
{
	struct world world;
	const struct stk_entity *next;

	(void)state;
	open_world(&world);
	next = stk_workshop_next(world.inventory);
	assert_string_equal(id_of(&world, next), "2026-12-04-follow-up");
	assert_string_equal(id_of(&world, stk_workshop_last(world.inventory, NULL)),
			    "2026-11-10-organisation");
	assert_string_equal(
		id_of(&world,
		      stk_workshop_last(world.inventory, stk_workshop_last(world.inventory, NULL))),
		"none");
	close_world(&world);
}

static void test_room(void **state)
{
	struct world world;
	const struct stk_entity **room;
	size_t count;

	(void)state;
	open_world(&world);
	room = stk_workshop_room(world.inventory, stk_workshop_last(world.inventory, NULL), &count);
	assert_int_equal(count, 2); /* whom the inventory lacks is left out */
	assert_string_equal(id_of(&world, room[1]), "tom");
	free(room);
	room = stk_workshop_room(world.inventory, stk_workshop_next(world.inventory), &count);
	assert_int_equal(count, 1); /* nobody was noted: who is invited */
	free(room);
	close_world(&world);
}

static void test_steps(void **state)
{
	struct world world;
	struct stk_step_taken *steps;
	size_t count;

	(void)state;
	open_world(&world);
	steps = stk_steps_taken(world.inventory, NULL, &count);
	assert_int_equal(count, 3); /* without words it is none */
	assert_true(steps[0].overdue);
	assert_true(steps[1].done);
	assert_false(steps[1].overdue);
	assert_false(steps[2].overdue); /* due today */
	assert_true(stk_step_is_of(world.inventory, &steps[1],
				   stk_inventory_find(world.inventory, STK_STAKEHOLDER, "tom")));
	assert_false(stk_step_is_of(world.inventory, &steps[0],
				    stk_inventory_find(world.inventory, STK_STAKEHOLDER, "tom")));
	free(steps);
	steps = stk_steps_taken(world.inventory, stk_workshop_next(world.inventory), &count);
	assert_int_equal(count, 0);
	free(steps);
	close_world(&world);
}

static const struct stk_task *find(const struct stk_tasks *tasks, enum stk_task_kind kind,
				   const char *who)
{
	for (size_t i = 0; i < tasks->count; i++)
		if (tasks->items[i].kind == kind && tasks->items[i].who_count &&
		    strcmp(tasks->items[i].who[0], who) == 0)
			return &tasks->items[i];
	return NULL;
}

static void test_tasks(void **state)
{
	struct world world;
	struct stk_tasks *tasks;
	const struct stk_task *task;

	(void)state;
	open_world(&world);
	tasks = stk_tasks_new(world.inventory, world.evidence, world.questions, world.metrics,
			      stk_workshop_last(world.inventory, NULL), "li", STK_DATE_NONE);
	task = find(tasks, STK_TASK_HEADINGS, "mia"); /* was named for it */
	assert_non_null(task);
	assert_int_equal(task->count, 1);
	assert_string_equal(task->addresses[0], "platforms/list/fields");
	assert_non_null(find(tasks, STK_TASK_HEADINGS, "tom")); /* administers it */
	task = find(tasks, STK_TASK_ANSWER, "mia");
	assert_non_null(task);
	assert_string_equal(task->addresses[0], "platforms/xactly/integrations");
	task = find(tasks, STK_TASK_SETTLE, "ben"); /* owns it */
	assert_non_null(task);
	assert_string_equal(task->addresses[0], "platforms/crm/category");
	task = find(tasks, STK_TASK_RECORD, "tom");
	assert_non_null(task);
	assert_int_equal(task->count, 2);
	assert_string_equal(task->group, "quota");
	task = find(tasks, STK_TASK_ASK, "li"); /* invited or named, and has not answered */
	assert_non_null(task);
	assert_int_equal(task->count, 2);
	assert_non_null(find(tasks, STK_TASK_CONNECT, "ben"));
	task = find(tasks, STK_TASK_CHAIN, "ana");
	assert_non_null(task);
	assert_string_equal(task->group, "marketing");
	/* Before the follow-up, which is in three days. */
	assert_int_equal(task->due, stk_date_parse("2026-12-03"));
	stk_tasks_free(tasks);
	tasks = stk_tasks_new(world.inventory, world.evidence, world.questions, world.metrics,
			      stk_workshop_next(world.inventory), NULL, STK_DATE_NONE);
	task = find(tasks, STK_TASK_CHAIN, "ana");
	assert_non_null(task); /* counted from the day of the workshop, as it comes after today */
	assert_int_equal(task->due, stk_date_parse("2026-12-18"));
	stk_tasks_free(tasks);
	tasks = stk_tasks_new(world.inventory, world.evidence, world.questions, world.metrics,
			      stk_workshop_next(world.inventory), NULL,
			      stk_date_parse("2026-12-24"));
	for (size_t i = 0; i < tasks->count; i++)
		assert_int_equal(tasks->items[i].due, stk_date_parse("2026-12-24"));
	stk_tasks_free(tasks);
	close_world(&world);
}

static bool is_invited(const struct stk_invitees *invitees, const char *who)
{
	for (size_t i = 0; i < invitees->count; i++)
		if (strcmp(invitees->items[i].who, who) == 0)
			return true;
	return false;
}

static void test_invite(void **state)
{
	static const char *const teams[] = {"Sales"};
	struct world world;
	struct stk_questions *questions;
	struct stk_chain *chain;
	struct stk_invitees *invitees;

	(void)state;
	open_world(&world);
	questions = stk_questions_new(world.inventory, world.evidence, world.holes, NULL);
	chain = stk_chain_new(world.inventory, questions);
	invitees = stk_invitees_new(world.inventory, chain, STK_W_ORGANISATION, NULL, 0, "li");
	assert_true(is_invited(invitees, "ben"));
	assert_true(is_invited(invitees, "mia"));
	assert_false(is_invited(invitees, "li")); /* leads it */
	stk_invitees_free(invitees);
	invitees = stk_invitees_new(world.inventory, chain, STK_W_TEAM, teams, 1, NULL);
	assert_int_equal(invitees->count, 2);
	assert_true(is_invited(invitees, "li"));
	assert_true(is_invited(invitees, "tom"));
	stk_invitees_free(invitees);
	invitees = stk_invitees_new(world.inventory, chain, STK_W_FOLLOW_UP, NULL, 0, NULL);
	assert_string_equal(invitees->items[0].why, "has steps that are not done");
	assert_true(is_invited(invitees, "ben")); /* was invited */
	assert_false(is_invited(invitees, "mia"));
	stk_invitees_free(invitees);
	stk_chain_free(chain);
	stk_questions_free(questions);
	close_world(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_which),  cmocka_unit_test(test_room),
		cmocka_unit_test(test_steps),  cmocka_unit_test(test_tasks),
		cmocka_unit_test(test_invite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
