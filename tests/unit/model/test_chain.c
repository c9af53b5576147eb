/* The chain: who was asked and answered in each direction, and whom to ask next. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "stocktake/model/chain.h"

static const char document[] =
	"inventory:\n"
	"  name: Acme\n"
	"  goal: g\n"
	"  destination: bi\n"
	"  teams:\n"
	"    - {id: board, name: Board, chain: up}\n"
	"    - {id: management, name: Sales management, chain: home}\n"
	"    - {id: sales, name: Sales reps, chain: down}\n"
	"    - {id: marketing, name: Marketing, chain: across}\n"
	"stakeholders:\n"
	"  ana: {name: Ana Ruiz, team: marketing}\n"
	"  ben: {name: Ben, team: board}\n"
	"  chair: {name: Chair, team: board}\n"
	"  dan: {name: Dan, team: sales}\n"
	"  li: {name: Li Wei, team: Management}\n"
	"  mia: {name: Mia, team: marketing, referred_by: ana}\n"
	"  nobody: {name: Nobody}\n"
	"  tom: {name: Tom, team: sales}\n"
	"platforms:\n"
	"  hubspot: {name: HubSpot, website: w, category: crm, stages: [], teams: marketing, "
	"admin: mia,\n"
	"    integrations: [], holds: []}\n"
	"  notes: {name: Notes, owner: tom}\n"
	"workshops:\n"
	"  2026-11-30-all: {date: 2026-11-30, attendees: [li, dan], invited: [li, dan, tom]}\n"
	"evidence:\n"
	"  2026-11-30-room: {kind: interview, by: workshops/2026-11-30-all, answers: [\n"
	"    {at: platforms/notes/holds, says: [lead]}]}\n"
	"  2026-12-01-ana-a: {kind: interview, by: ana, answers: [\n"
	"    {at: platforms/hubspot/owner, ask: mia}]}\n";

struct world {
	struct stk_inventory *inventory;
	struct stk_evidence *evidence;
	struct stk_holes *holes;
	struct stk_questions *questions;
	struct stk_chain *chain;
};

static void open_world(struct world *world, const char *text)
{
	struct stk_clock clock = {0, 0, true};
	struct stk_err err;

	world->inventory = stk_inventory_load_document("test", text, strlen(text), &clock,
						       STK_LOAD_EVIDENCE, &err);
	if (!world->inventory)
		fail_msg("%s", err.message);
	world->evidence = stk_evidence_new(world->inventory);
	world->holes = stk_holes_new(world->inventory, world->evidence, NULL);
	world->questions = stk_questions_new(world->inventory, world->evidence, world->holes, NULL);
	world->chain = stk_chain_new(world->inventory, world->questions);
}

static void close_world(struct world *world)
{
	stk_chain_free(world->chain);
	stk_questions_free(world->questions);
	stk_holes_free(world->holes);
	stk_evidence_free(world->evidence);
	stk_inventory_free(world->inventory);
}

static const char *coverage(const struct world *world, enum stk_direction direction)
{
	static char out[64];

	snprintf(out, sizeof out, "%u asked, %u answered of %u",
		 world->chain->directions[direction].asked,
		 world->chain->directions[direction].answered,
		 world->chain->directions[direction].known);
	return out;
}

static void test_coverage(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, document);
	assert_string_equal(coverage(&world, STK_DIR_UP), "0 asked, 0 answered of 2");
	/* Tom was invited and has said nothing; Dan was in the room that did. */
	assert_string_equal(coverage(&world, STK_DIR_DOWN), "2 asked, 1 answered of 2");
	assert_string_equal(coverage(&world, STK_DIR_ACROSS), "1 asked, 1 answered of 2");
	assert_string_equal(coverage(&world, STK_DIR_HOME), "1 asked, 1 answered of 1");
	close_world(&world);
}

static const struct stk_entity *person(const struct world *world, const char *id)
{
	return stk_inventory_find(world->inventory, STK_STAKEHOLDER, id);
}

static void test_people(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, document);
	assert_int_equal(stk_stakeholder_direction(world.inventory, person(&world, "li")),
			 STK_DIR_HOME);
	assert_int_equal(stk_stakeholder_direction(world.inventory, person(&world, "ben")),
			 STK_DIR_UP);
	assert_int_equal(stk_stakeholder_direction(world.inventory, person(&world, "nobody")), -1);
	assert_true(stk_stakeholder_answered(world.inventory, person(&world, "ana")));
	assert_true(stk_stakeholder_answered(world.inventory, person(&world, "dan")));
	assert_false(stk_stakeholder_answered(world.inventory, person(&world, "tom")));
	assert_string_equal(stk_direction_name(STK_DIR_ACROSS), "across");
	close_world(&world);
}

static const struct stk_next *next(const struct world *world, const char *who)
{
	for (size_t i = 0; i < world->chain->next_count; i++)
		if (!strcmp(world->chain->next[i].who, who))
			return &world->chain->next[i];
	return NULL;
}

static void test_next(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, document);
	/* Up was never asked: one of the board comes first, and only one gets that reason. */
	assert_string_equal(world.chain->next[0].who, "ben");
	assert_string_equal(world.chain->next[0].why, "nobody was asked up the chain");
	assert_string_equal(next(&world, "chair")->why, "was not asked yet");
	/* Mia: one routed to her, and referred. */
	assert_string_equal(world.chain->next[1].who, "mia");
	assert_string_equal(next(&world, "mia")->why, "referred by Ana Ruiz");
	assert_int_equal(next(&world, "mia")->questions, 1);
	/* Tom owns the notes. */
	assert_int_equal(next(&world, "tom")->questions, 4);
	assert_non_null(strstr(next(&world, "tom")->why, " questions are open"));
	/* Ana and Li have said what they know. */
	assert_null(next(&world, "ana"));
	assert_null(next(&world, "li"));
	close_world(&world);
}

/* What holds up metrics goes before what only is open. */
static void test_metrics_first(void **state)
{
	struct world world;
	struct stk_holes *holes;

	(void)state;
	open_world(&world, document);
	holes = world.holes;
	for (size_t i = 0; i < holes->count; i++) {
		if (!strcmp(holes->items[i].address, "platforms/notes/holds"))
			holes->items[i].metrics = 0x5;
		if (!strcmp(holes->items[i].address, "platforms/notes/integrations"))
			holes->items[i].metrics = 0x6;
	}
	stk_chain_free(world.chain);
	stk_questions_free(world.questions);
	world.questions = stk_questions_new(world.inventory, world.evidence, holes, NULL);
	world.chain = stk_chain_new(world.inventory, world.questions);
	assert_string_equal(world.chain->next[1].who, "tom");
	assert_non_null(strstr(world.chain->next[1].why, "2 questions hold up 3 metrics"));
	close_world(&world);
}

/* Invited is not answered. */
static void test_no_answer(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, "inventory: {name: A, teams: [{id: b, name: B, chain: up}]}\n"
			   "stakeholders: {ben: {name: Ben, team: b}, cat: {name: Cat}}\n"
			   "workshops: {w: {date: 2026-11-30, invited: [ben, cat]}}\n");
	assert_string_equal(coverage(&world, STK_DIR_UP), "1 asked, 0 answered of 1");
	assert_string_equal(world.chain->next[0].why, "nobody up the chain has answered yet");
	assert_string_equal(next(&world, "cat")->why, "was asked and has not answered");
	close_world(&world);
}

static void test_empty(void **state)
{
	struct world world;

	(void)state;
	open_world(&world, "inventory: {name: A}\n");
	assert_int_equal(world.chain->next_count, 0);
	assert_string_equal(coverage(&world, STK_DIR_UP), "0 asked, 0 answered of 0");
	close_world(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_coverage),  cmocka_unit_test(test_people),
		cmocka_unit_test(test_next),      cmocka_unit_test(test_metrics_first),
		cmocka_unit_test(test_no_answer), cmocka_unit_test(test_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
