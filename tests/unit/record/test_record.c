#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../tmp.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/file.h"
#include "stocktake/record/record.h"

/* A small inventory on disk, loaded. */
struct world {
	void *folder; /* tmp.h's */
	struct stk_arena arena;
	struct stk_clock clock;
	struct stk_source *source;
	struct stk_inventory *inventory;
};

static void put(const char *path, const char *text)
{
	tmp_put(path, text, strlen(text));
}

static struct stk_inventory *load(struct world *world)
{
	struct stk_err err;

	world->source = stk_source_folder(".", &err);
	assert_non_null(world->source);
	world->inventory = stk_inventory_load(world->source, &world->clock, STK_LOAD_ALL, &err);
	assert_non_null(world->inventory);
	return world->inventory;
}

static int setup(void **state)
{
	struct world *world = stk_xcalloc(1, sizeof *world);

	if (tmp_enter(&world->folder) || mkdir("stakeholders", 0777) || mkdir("platforms", 0777))
		return -1;
	put("inventory.yaml", "name: Acme\nteams:\n  - {id: marketing, name: Marketing}\n");
	put("stakeholders/ana.yaml", "name: Ana\n");
	put("platforms/hubspot.yaml", "name: HubSpot # EU\nholds: lead\nintegrations:\n"
				      "  - with: sf\n    flow: out\n");
	put("platforms/sf.yaml", "name: Salesforce\n");
	world->clock =
		(struct stk_clock){.now_seconds = 1796120400, .today = 20788, .frozen = true};
	load(world);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;

	stk_inventory_free(world->inventory);
	stk_source_close(world->source);
	stk_arena_release(&world->arena);
	tmp_leave(&world->folder);
	free(world);
	return 0;
}

static char *bytes(const char *path)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_err err;

	assert_int_equal(stk_file_read(AT_FDCWD, path, 1 << 20, &text, NULL, &err), 0);
	return stk_str_detach(&text);
}

static void file_is(const char *path, const char *expected)
{
	char *text = bytes(path);

	assert_string_equal(text, expected);
	free(text);
}

static struct stk_record *open_as(struct world *world, const char *by)
{
	struct stk_voice voice = {.by = by, .kind = "interview"};
	struct stk_err err;
	struct stk_record *record = stk_record_open(".", world->inventory, &voice, &err);

	assert_non_null(record);
	return record;
}

static void apply(struct stk_record *record, const struct stk_change *change)
{
	struct stk_err err = {0};

	if (stk_record_apply(record, change, 1, &err))
		fail_msg("%s", err.message);
}

static const char *member(struct world *world, const char *id, enum stk_word key)
{
	const struct stk_entity *entity = stk_inventory_find(world->inventory, STK_PLATFORM, id);

	return entity ? stk_text(world->inventory, entity->node, key) : NULL;
}

/* What somebody wrote after the inventory was loaded and before the record was opened is seen. */
static void made_in_between(void **state)
{
	struct world *world = *state;
	FILE *file = fopen("platforms/theirs.yaml", "w");
	struct stk_record *record;

	assert_non_null(file);
	fputs("name: Theirs\n", file);
	assert_int_equal(fclose(file), 0);
	assert_null(member(world, "theirs", STK_W_NAME));
	record = open_as(world, "ana");
	apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
					   .address = "platforms/hubspot/holds/contact",
					   .value = stk_value_text(&world->arena, "true")});
	assert_string_equal(member(world, "theirs", STK_W_NAME), "Theirs");
	stk_record_close(record);
}

static void members_and_items(void **state)
{
	struct world *world = *state;
	struct stk_record *record = open_as(world, "ana");
	struct stk_arena *arena = &world->arena;
	struct stk_value *link = stk_value_map(arena);

	/* One value that stood for a list becomes a list; the same again changes nothing. */
	for (int twice = 0; twice < 2; twice++)
		apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
						   .address = "platforms/hubspot/holds/contact",
						   .value = stk_value_text(arena, "true")});
	/* An item that is there gets the keys that it lacks; what differs is a dispute. */
	stk_value_put_text(arena, link, "with", "sf");
	stk_value_put_text(arena, link, "flow", "both");
	stk_value_put_text(arena, link, "every", "1 day");
	apply(record, &(struct stk_change){.op = STK_CHANGE_ADD,
					   .address = "platforms/hubspot/integrations",
					   .value = link});
	file_is("platforms/hubspot.yaml",
		"name: HubSpot # EU\nholds: [lead, contact]\nintegrations:\n  - with: sf\n"
		"    flow: out\n    every: 1 day\ndisputes:\n"
		"  - {at: integrations/sf/flow, says: both, by: ana, \"on\": 2026-12-01}\n");
	assert_int_equal(stk_record_counts(record)->said, 3);
	assert_int_equal(stk_record_counts(record)->disputes, 1);
	stk_record_close(record);
}

static void states_leave_evidence_alone(void **state)
{
	struct world *world = *state;
	struct stk_record *record = open_as(world, "ana");
	char *evidence;

	apply(record, &(struct stk_change){.op = STK_CHANGE_STATE,
					   .address = "platforms/sf/owner",
					   .state = STK_ANSWER_UNKNOWN});
	apply(record, &(struct stk_change){.op = STK_CHANGE_STATE,
					   .address = "platforms/sf/admin",
					   .state = STK_ANSWER_ASK,
					   .ask = "li"});
	file_is("platforms/sf.yaml", "name: Salesforce\n");
	evidence = bytes(stk_record_evidence_path(record));
	assert_string_equal(evidence,
			    "kind: interview\nby: ana\nat: 2026-12-01T10:20:00Z\nanswers:\n"
			    "  - {at: platforms/sf/owner, state: unknown}\n"
			    "  - {at: platforms/sf/admin, ask: li}\n");
	free(evidence);
	assert_int_equal(stk_record_counts(record)->stated, 2);
	stk_record_close(record);
}

/* Under the lock a few stats must do: whatever another walk wrote is noticed by them. */
static void what_came_is_noticed(void **state)
{
	struct world *world = *state;
	struct world other = {.clock = world->clock};
	struct stk_record *mine = open_as(world, "ana"), *theirs;
	const struct timespec tick = {0, 30 * 1000 * 1000};

	load(&other);
	theirs = open_as(&other, "ana");
	for (int i = 0; i < 3; i++) {
		char *id = stk_xasprintf("platforms/new-%d/name", i);

		nanosleep(&tick, NULL); /* the folders' time is of before */
		stk_record_refresh(mine);
		apply(theirs, &(struct stk_change){.op = STK_CHANGE_SET,
						   .address = id,
						   .value = stk_value_text(&world->arena, "New")});
		assert_true(stk_record_refresh_names(mine));
		free(id);
	}
	assert_string_equal(member(world, "new-2", STK_W_NAME), "New");
	nanosleep(&tick, NULL);
	stk_record_refresh(mine);
	assert_false(stk_record_refresh_names(mine));
	put("platforms/sf.yaml", "name: Salesforce # longer, where it lies\n");
	assert_true(stk_record_refresh(mine)); /* that a look around sees */
	assert_int_equal(unlink("platforms/new-1.yaml"), 0);
	assert_true(stk_record_refresh_names(mine));
	assert_null(stk_inventory_find(world->inventory, STK_PLATFORM, "new-1"));
	stk_record_close(mine);
	stk_record_close(theirs);
	stk_inventory_free(other.inventory);
	stk_source_close(other.source);
	stk_arena_release(&other.arena);
}

static void others_changes_stay(void **state)
{
	struct world *world = *state;
	struct world other = {.clock = world->clock};
	struct stk_record *mine = open_as(world, "ana"), *theirs;

	load(&other);
	theirs = open_as(&other, "ana");
	assert_false(stk_record_refresh(mine));
	apply(theirs,
	      &(struct stk_change){.op = STK_CHANGE_SET,
				   .address = "platforms/hubspot/website",
				   .value = stk_value_text(&world->arena, "https://h.example")});
	/* An editor, at the same time. */
	put("platforms/sf.yaml", "name: Salesforce # by hand\n");
	apply(mine, &(struct stk_change){.op = STK_CHANGE_SET,
					 .address = "platforms/hubspot/status",
					 .value = stk_value_text(&world->arena, "in-use")});
	apply(mine, &(struct stk_change){.op = STK_CHANGE_SET,
					 .address = "platforms/sf/status",
					 .value = stk_value_text(&world->arena, "in-use")});
	file_is("platforms/sf.yaml", "name: Salesforce # by hand\nstatus: in-use\n");
	assert_string_equal(member(world, "hubspot", STK_W_WEBSITE), "https://h.example");
	assert_string_equal(member(world, "hubspot", STK_W_STATUS), "in-use");
	assert_true(stk_record_refresh(theirs));
	assert_string_equal(member(&other, "sf", STK_W_STATUS), "in-use");
	assert_false(stk_record_refresh(theirs));
	stk_record_close(mine);
	stk_record_close(theirs);
	stk_inventory_free(other.inventory);
	stk_source_close(other.source);
}

static void contradictions(void **state)
{
	struct world *world = *state;
	struct stk_arena *arena = &world->arena;
	struct stk_value *list = stk_value_list(arena);

	assert_null(stk_record_conflict(world->inventory, "platforms/hubspot/name",
					stk_value_text(arena, "HUBSPOT")));
	assert_non_null(stk_record_conflict(world->inventory, "platforms/hubspot/name",
					    stk_value_text(arena, "Hub")));
	assert_null(stk_record_conflict(world->inventory, "platforms/hubspot/owner",
					stk_value_text(arena, "ana")));
	stk_value_push(list, stk_value_text(arena, "lead"));
	assert_null(stk_record_conflict(world->inventory, "platforms/hubspot/holds", list));
	stk_value_push(list, stk_value_text(arena, "deal"));
	assert_non_null(stk_record_conflict(world->inventory, "platforms/hubspot/holds", list));
	assert_null(stk_record_conflict(world->inventory, "platforms/none/holds", list));
}

static void contradict(struct world *world, const char *by, const char *says)
{
	struct stk_record *record = open_as(world, by);

	apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
					   .address = "platforms/sf/name",
					   .value = stk_value_text(&world->arena, says)});
	stk_record_close(record);
}

/* Each who contradicts is kept; who changes their mind is kept with what they said last. */
static void several_disputes(void **state)
{
	struct world *world = *state;

	contradict(world, "ana", "SFDC");
	contradict(world, "li", "Sales Cloud");
	contradict(world, "ana", "Force");
	file_is("platforms/sf.yaml",
		"name: Salesforce\ndisputes:\n"
		"  - {at: name, says: Force, by: ana, \"on\": 2026-12-01}\n"
		"  - {at: name, says: Sales Cloud, by: li, \"on\": 2026-12-01}\n");
}

static void set_member(struct world *world, const char *by, const char *says)
{
	struct stk_record *record = open_as(world, by);

	apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
					   .address = "platforms/hubspot/holds/lead",
					   .value = stk_value_text(&world->arena, says)});
	stk_record_close(record);
}

/* `false` of a member that is there: somebody's word is a dispute, a hand edit takes it out. */
static void denied_member(void **state)
{
	struct world *world = *state;
	const char *rest = "integrations:\n  - with: sf\n    flow: out\n";
	const char *dispute =
		"disputes:\n  - {at: holds/lead, says: false, by: ana, \"on\": 2026-12-01}\n";
	char text[400];

	for (int twice = 0; twice < 2; twice++)
		set_member(world, "ana", "false");
	snprintf(text, sizeof text, "name: HubSpot # EU\nholds: lead\n%s%s", rest, dispute);
	file_is("platforms/hubspot.yaml", text);
	set_member(world, NULL, "false");
	snprintf(text, sizeof text, "name: HubSpot # EU\nholds: []\n%s%s", rest, dispute);
	file_is("platforms/hubspot.yaml", text);
}

static void nothing_outside(void **state)
{
	struct world *world = *state;
	struct stk_record *record = open_as(world, NULL);
	static const char *const bad[] = {"platforms/../x/name", "platforms/x\x01y/name",
					  "platforms//name", "nothing/x/name",
					  "platforms/.git/name"};

	for (size_t i = 0; i < STK_COUNT(bad); i++) {
		struct stk_err err = {0};

		if (stk_record_apply(
			    record,
			    &(struct stk_change){.op = STK_CHANGE_SET,
						 .address = bad[i],
						 .value = stk_value_text(&world->arena, "x")},
			    1, &err) == 0)
			fail_msg("%s was written", bad[i]);
		assert_true(*err.message);
	}
	stk_record_close(record);
}

static void named_link(void **state)
{
	struct world *world = *state;
	struct stk_record *record = open_as(world, "ana");
	struct stk_arena *arena = &world->arena;
	struct stk_value *link = stk_value_map(arena);
	char *evidence;

	/* A second link to the same platform goes by its name, and keeps with whom it is. */
	stk_value_put_text(arena, link, "with", "sf");
	stk_value_put_text(arena, link, "name", "nightly");
	apply(record, &(struct stk_change){.op = STK_CHANGE_ADD,
					   .address = "platforms/hubspot/integrations",
					   .value = link});
	apply(record, &(struct stk_change){.op = STK_CHANGE_ADD,
					   .address = "platforms/hubspot/teams",
					   .value = stk_value_text(arena, "marketing")});
	file_is("platforms/hubspot.yaml",
		"name: HubSpot # EU\nteams: [marketing]\nholds: lead\nintegrations:\n"
		"  - with: sf\n    flow: out\n  - {with: sf, name: nightly}\n");
	/* What was added is said of the member, not of the list: each is an answer of its own. */
	evidence = bytes(stk_record_evidence_path(record));
	assert_non_null(strstr(evidence, "  - {at: platforms/hubspot/integrations/nightly, "
					 "says: {with: sf, name: nightly}}\n"));
	assert_non_null(
		strstr(evidence, "  - {at: platforms/hubspot/teams/marketing, says: true}\n"));
	free(evidence);
	stk_record_close(record);
}

/* Names of fields are what they are; an empty name is none. */
static void names_of_items(void **state)
{
	struct world *world = *state;
	struct stk_record *record;
	struct stk_arena *arena = &world->arena;

	put("platforms/sf.yaml",
	    "name: Salesforce\nfields:\n  - {name: Email}\n"
	    "  - {name: email}\nintegrations:\n  - {name: \"\", with: hubspot}\n");
	record = open_as(world, NULL);
	apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
					   .address = "platforms/sf/fields/email/type",
					   .value = stk_value_text(arena, "text")});
	apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
					   .address = "platforms/sf/integrations/HubSpot/flow",
					   .value = stk_value_text(arena, "out")});
	file_is("platforms/sf.yaml",
		"name: Salesforce\nfields:\n  - {name: Email}\n  - {name: email, type: text}\n"
		"integrations:\n  - {name: \"\", with: hubspot, flow: out}\n");
	stk_record_close(record);
}

/* A file that cannot be read is left as it is, however many changes are for it. */
static void unreadable_file(void **state)
{
	struct world *world = *state;
	struct stk_record *record = open_as(world, NULL);
	struct stk_arena *arena = &world->arena;
	const struct stk_change changes[] = {
		{.op = STK_CHANGE_SET,
		 .address = "platforms/hubspot/notes",
		 .value = stk_value_text(arena, "one")},
		{.op = STK_CHANGE_SET,
		 .address = "platforms/hubspot/website",
		 .value = stk_value_text(arena, "two")},
	};
	struct stk_str large = STK_STR_INIT;
	struct stk_err err = {0};
	struct stat info;

	stk_str_add(&large, "name: HubSpot\n");
	while (large.len <= STK_YAML_MAX_BYTES)
		stk_str_add(&large, "# a line that makes it larger than a file may be\n");
	tmp_put("platforms/hubspot.yaml", large.data, large.len);
	assert_int_equal(stk_record_apply(record, changes, STK_COUNT(changes), &err), -1);
	assert_int_equal(stat("platforms/hubspot.yaml", &info), 0);
	assert_int_equal(info.st_size, large.len);
	stk_record_close(record);
	stk_str_release(&large);
}

/* Where one change of a file cannot be made, none of that file's are. */
static void all_or_nothing(void **state)
{
	struct world *world = *state;
	struct stk_record *record;
	struct stk_arena *arena = &world->arena;
	const struct stk_change changes[] = {
		{.op = STK_CHANGE_SET,
		 .address = "platforms/hubspot/website",
		 .value = stk_value_text(arena, "https://hubspot.com")},
		{.op = STK_CHANGE_SET,
		 .address = "platforms/hubspot/integrations/sf/every",
		 .value = stk_value_text(arena, "1 day")},
	};
	const char *text = "name: HubSpot\nintegrations:\n  - with: sf\n    flow: out\n"
			   "  - with: sf\n    flow: both\n";
	struct stk_err err = {0};

	record = open_as(world, NULL);
	put("platforms/hubspot.yaml", text);
	assert_int_equal(stk_record_apply(record, changes, STK_COUNT(changes), &err), -1);
	file_is("platforms/hubspot.yaml", text);
	stk_record_close(record);
}

/* What a dead process added to lists, member by member, is all filled in. */
static void recovers_members(void **state)
{
	struct world *world = *state;
	struct stk_err err = {0};
	const char *answers =
		"kind: interview\nby: ana\nat: 2026-12-01T10:00:00Z\nanswers:\n"
		"  - {at: platforms/sf/integrations/hubspot, says: {with: hubspot}}\n"
		"  - {at: platforms/sf/integrations/nightly, says: {with: hubspot, name: "
		"nightly}}\n"
		"  - {at: platforms/sf/disputes, says: {at: website, says: a, by: ana}}\n"
		"  - {at: platforms/sf/disputes, says: {at: website, says: b, by: li}}\n"
		"  - {at: platforms/sf/fields/Email/personal, says: false}\n"
		"  - {at: platforms/sf/teams/marketing, says: false}\n"
		"  - {at: platforms/sf/notes, says: false}\n";

	stk_inventory_free(world->inventory);
	stk_source_close(world->source);
	mkdir("evidence", 0777);
	put("evidence/2026-12-01-ana-interview-aaaa.yaml", answers);
	put("evidence/.open-2026-12-01-ana-interview-aaaa", "");
	/* A file that is broken holds up nothing but itself. */
	put("platforms/broken.yaml", "name: [\n");
	put("evidence/2026-12-01-ana-interview-0000.yaml",
	    "kind: interview\nby: ana\nanswers:\n"
	    "  - {at: platforms/broken/website, says: x}\n");
	put("evidence/.open-2026-12-01-ana-interview-0000", "");
	load(world);
	assert_int_equal(stk_record_recover(".", world->inventory, NULL, NULL, &err), -1);
	assert_non_null(strstr(err.file, "platforms/broken.yaml"));
	file_is("platforms/sf.yaml",
		"name: Salesforce\nfields:\n  - {name: Email, personal: false}\nintegrations:\n"
		"  - {with: hubspot}\n  - {with: hubspot, name: nightly}\ndisputes:\n"
		"  - {at: website, says: a, by: ana}\n  - {at: website, says: b, by: li}\n");
	assert_int_equal(access("evidence/.open-2026-12-01-ana-interview-aaaa", F_OK), -1);
	assert_int_equal(access("evidence/.open-2026-12-01-ana-interview-0000", F_OK), 0);
}

static void dry_run(void **state)
{
	struct world *world = *state;
	struct stk_record *record = open_as(world, "ana");
	size_t len, count;

	stk_record_set_dry_run(record, true);
	apply(record, &(struct stk_change){.op = STK_CHANGE_SET,
					   .address = "platforms/sf/status",
					   .value = stk_value_text(&world->arena, "in-use")});
	file_is("platforms/sf.yaml", "name: Salesforce\n");
	assert_string_equal(stk_record_preview(record, "platforms/sf.yaml", &len),
			    "name: Salesforce\nstatus: in-use\n");
	assert_string_equal(stk_record_written(record, &count)->path, "platforms/sf.yaml");
	assert_int_equal(count, 1);
	assert_null(stk_record_evidence_path(record));
	stk_record_close(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(made_in_between, setup, teardown),
		cmocka_unit_test_setup_teardown(members_and_items, setup, teardown),
		cmocka_unit_test_setup_teardown(states_leave_evidence_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(what_came_is_noticed, setup, teardown),
		cmocka_unit_test_setup_teardown(others_changes_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(contradictions, setup, teardown),
		cmocka_unit_test_setup_teardown(several_disputes, setup, teardown),
		cmocka_unit_test_setup_teardown(denied_member, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(named_link, setup, teardown),
		cmocka_unit_test_setup_teardown(names_of_items, setup, teardown),
		cmocka_unit_test_setup_teardown(unreadable_file, setup, teardown),
		cmocka_unit_test_setup_teardown(all_or_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(recovers_members, setup, teardown),
		cmocka_unit_test_setup_teardown(dry_run, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
