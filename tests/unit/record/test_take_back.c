/* Answers taken back, also where somebody else wrote the file since. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../tmp.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/record/record.h"

#define HUBSPOT "name: HubSpot # EU\nholds: lead\n"

struct world {
	void *folder; /* tmp.h's */
	struct stk_arena arena;
	struct stk_clock clock;
	struct stk_source *source;
	struct stk_inventory *inventory;
	struct stk_record *record;
};

static void put(const char *path, const char *text)
{
	tmp_put(path, text, strlen(text));
}

static int setup(void **state)
{
	struct world *world = stk_xcalloc(1, sizeof *world);
	struct stk_voice voice = {.by = "ana", .kind = "interview"};
	struct stk_err err;

	if (tmp_enter(&world->folder) || mkdir("stakeholders", 0777) || mkdir("platforms", 0777))
		return -1;
	put("inventory.yaml", "name: Acme\n");
	put("stakeholders/ana.yaml", "name: Ana\n");
	put("platforms/hubspot.yaml", HUBSPOT);
	world->clock =
		(struct stk_clock){.now_seconds = 1796120400, .today = 20788, .frozen = true};
	world->source = stk_source_folder(".", &err);
	world->inventory = stk_inventory_load(world->source, &world->clock, STK_LOAD_ALL, &err);
	world->record = stk_record_open(".", world->inventory, &voice, &err);
	stk_record_keep_steps(world->record);
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;

	stk_record_close(world->record);
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

static void say(struct world *world, enum stk_change_op op, const char *address,
		const struct stk_value *value)
{
	struct stk_change change = {.op = op,
				    .address = address,
				    .value = value,
				    .on_conflict = STK_CONFLICT_REPLACE,
				    .state = STK_ANSWER_UNKNOWN};
	struct stk_err err = {0};

	if (stk_record_apply(world->record, &change, 1, &err))
		fail_msg("%s", err.message);
}

static void say_text(struct world *world, const char *address, const char *text)
{
	say(world, STK_CHANGE_SET, address, stk_value_text(&world->arena, text));
}

static size_t take_back(struct world *world, size_t mark)
{
	struct stk_err err = {0};
	size_t kept;

	if (stk_record_take_back(world->record, mark, &kept, &err))
		fail_msg("%s", err.message);
	return kept;
}

static void test_bytes_come_back(void **state)
{
	struct world *world = *state;
	size_t first = stk_record_mark(world->record), second;
	char *evidence;

	say_text(world, "platforms/hubspot/holds/contact", "true");
	second = stk_record_mark(world->record);
	say_text(world, "platforms/on24/name", "ON24");
	say_text(world, "platforms/hubspot/status", "in-use");
	say(world, STK_CHANGE_STATE, "platforms/hubspot/stages", NULL);
	assert_int_equal(stk_record_counts(world->record)->said, 3);
	assert_int_equal(stk_record_counts(world->record)->stated, 1);

	assert_int_equal(take_back(world, second), 0);
	assert_int_equal(stk_record_counts(world->record)->said, 1);
	assert_int_equal(stk_record_counts(world->record)->stated, 0);
	assert_int_equal(access("platforms/on24.yaml", F_OK), -1);
	assert_null(stk_inventory_find(world->inventory, STK_PLATFORM, "on24"));
	assert_int_equal(take_back(world, first), 0);
	file_is("platforms/hubspot.yaml", HUBSPOT);

	evidence = bytes(stk_record_evidence_path(world->record));
	assert_non_null(strstr(
		evidence, "platforms/on24/name, says: ON24, taken_back: 2026-12-01T10:20:00Z}"));
	assert_non_null(strstr(evidence, "stages, state: unknown, taken_back:"));
	free(evidence);
	assert_int_equal(take_back(world, first), 0);
}

/* What is said afterwards stands, in the same file of evidence. */
static void test_said_again(void **state)
{
	struct world *world = *state;
	size_t mark = stk_record_mark(world->record);
	struct stk_evidence *evidence;
	size_t count;

	say_text(world, "platforms/hubspot/status", "retired");
	take_back(world, mark);
	say_text(world, "platforms/hubspot/status", "in-use");
	file_is("platforms/hubspot.yaml", "name: HubSpot # EU\nstatus: in-use\nholds: lead\n");
	evidence = stk_evidence_new(world->inventory);
	stk_evidence_all(evidence, &count);
	assert_int_equal(count, 1);
	stk_evidence_free(evidence);
}

/* Others' words in the same file stay; ours go where they still stand as they were said. */
static void test_written_by_others(void **state)
{
	struct world *world = *state;
	size_t mark = stk_record_mark(world->record);

	say_text(world, "platforms/hubspot/status", "retired");
	say_text(world, "platforms/hubspot/website", "https://old.example");
	say_text(world, "platforms/hubspot/holds/contact", "true");
	put("platforms/hubspot.yaml",
	    "name: HubSpot # EU\nholds: [lead, contact]\nstatus: retired\n"
	    "website: https://new.example\nnotes: Theirs.\n");
	assert_int_equal(take_back(world, mark), 1);
	file_is("platforms/hubspot.yaml", "name: HubSpot # EU\nholds: [lead]\n"
					  "website: https://new.example\nnotes: Theirs.\n");
}

static void test_removed_by_others(void **state)
{
	struct world *world = *state;
	size_t mark = stk_record_mark(world->record);

	say_text(world, "platforms/on24/name", "ON24");
	assert_int_equal(unlink("platforms/on24.yaml"), 0);
	assert_int_equal(take_back(world, mark), 0);
	assert_int_equal(access("platforms/on24.yaml", F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_bytes_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_said_again, setup, teardown),
		cmocka_unit_test_setup_teardown(test_written_by_others, setup, teardown),
		cmocka_unit_test_setup_teardown(test_removed_by_others, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
