/* Many voices gathered, and written at once; several files written together. */
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
#include "stocktake/record/durable.h"
#include "stocktake/record/record.h"

#define HUBSPOT "name: HubSpot # EU\n"

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

static int setup(void **state)
{
	struct world *world = stk_xcalloc(1, sizeof *world);
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

static void assert_bytes(const char *path, const char *expected)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_err err;

	assert_int_equal(stk_file_read(AT_FDCWD, path, 1 << 20, &text, NULL, &err), 0);
	assert_string_equal(text.data, expected);
	stk_str_release(&text);
}

static unsigned files_in(const char *path, const char *beginning)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	unsigned count = 0;

	while (folder && (entry = readdir(folder)))
		count += strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
	if (folder)
		closedir(folder);
	return count;
}

static void say(struct world *world, struct stk_record *record, const char *website)
{
	struct stk_change changes[] = {
		{.op = STK_CHANGE_SET,
		 .address = "platforms/hubspot/website",
		 .value = stk_value_text(&world->arena, website)},
		{.op = STK_CHANGE_SET,
		 .address = "platforms/abacus/website",
		 .value = stk_value_text(&world->arena, website)},
	};
	struct stk_err err = {0};

	if (stk_record_apply(record, changes, 2, &err))
		fail_msg("%s", err.message);
}

/* Ana, then Tom, gathered. */
static struct stk_record *two_voices(struct world *world)
{
	struct stk_voice ana = {.by = "ana", .kind = "sheet"}, tom = {.by = "tom", .kind = "sheet"};
	struct stk_err err = {0};
	struct stk_record *record = stk_record_open(".", world->inventory, &ana, &err);

	stk_record_gather(record);
	say(world, record, "https://a.example");
	stk_record_next_voice(record, &tom);
	stk_record_gather(record);
	say(world, record, "https://t.example");
	return record;
}

#define BOTH                                                                                       \
	HUBSPOT "website: https://a.example\ndisputes:\n"                                          \
		"  - {at: website, says: https://t.example, by: tom, \"on\": 2026-12-01}\n"

static void nothing_is_written_until_all_is(void **state)
{
	struct world *world = *state;
	struct stk_record *record = two_voices(world);
	struct stk_turn turn;
	struct stk_err err = {0};
	bool stale;

	assert_bytes("platforms/hubspot.yaml", HUBSPOT);
	assert_int_equal(access("platforms/abacus.yaml", F_OK), -1);
	assert_int_equal(files_in("evidence", "2026"), 0);
	/* The inventory shows it all the same. */
	assert_non_null(stk_inventory_find(world->inventory, STK_PLATFORM, "abacus"));
	assert_int_equal(stk_record_write_gathered(record, &stale, &err), 0);
	assert_bytes("platforms/hubspot.yaml", BOTH);
	assert_int_equal(files_in("evidence", "2026-12-01-ana-sheet-"), 1);
	assert_int_equal(files_in("evidence", "2026-12-01-tom-sheet-"), 1);
	/* Each voice by itself: what it left, and what was there before it. */
	assert_int_equal(stk_record_turns(record), 2);
	stk_record_turn(record, 0, &turn);
	assert_string_equal(turn.by, "ana");
	assert_int_equal(turn.written_count, 2);
	assert_string_equal(turn.written[0].before, HUBSPOT);
	assert_string_equal(turn.after[0].data, HUBSPOT "website: https://a.example\n");
	assert_int_equal(turn.counts.disputes, 0);
	stk_record_turn(record, 1, &turn);
	assert_string_equal(turn.by, "tom");
	assert_string_equal(turn.written[0].before, HUBSPOT "website: https://a.example\n");
	assert_string_equal(turn.after[0].data, BOTH);
	assert_int_equal(turn.counts.disputes, 2);
	assert_non_null(strstr(turn.evidence->data, "says: https://t.example"));
	assert_int_equal(files_in("evidence", ".open-"), 2);
	stk_record_close(record);
	assert_int_equal(files_in("evidence", ".open-"), 0);
	assert_int_equal(files_in(".", ".stocktake-"), 0);
}

static void closed_before_it_leaves_nothing(void **state)
{
	struct world *world = *state;
	struct stk_record *record = two_voices(world);

	stk_record_close(record);
	assert_bytes("platforms/hubspot.yaml", HUBSPOT);
	assert_int_equal(access("platforms/abacus.yaml", F_OK), -1);
	assert_int_equal(access("evidence", F_OK), -1);
	assert_null(stk_inventory_find(world->inventory, STK_PLATFORM, "abacus"));
}

static void who_writes_meanwhile_loses_nothing(void **state)
{
	static const char theirs[] = HUBSPOT "notes: by hand\n";
	struct world *world = *state;
	struct stk_record *record = two_voices(world);
	struct stk_err err = {0};
	bool stale = false;

	put("platforms/hubspot.yaml", theirs);
	assert_int_equal(stk_record_write_gathered(record, &stale, &err), -1);
	assert_true(stale);
	assert_bytes("platforms/hubspot.yaml", theirs);
	assert_int_equal(access("platforms/abacus.yaml", F_OK), -1);
	assert_int_equal(files_in("evidence", ""), 0);
	stk_record_close(record);
}

static void a_new_file_of_theirs_is_seen(void **state)
{
	struct world *world = *state;
	struct stk_record *record = two_voices(world);
	struct stk_err err = {0};
	bool stale = false;

	put("platforms/abacus.yaml", "name: Theirs\n");
	assert_int_equal(stk_record_write_gathered(record, &stale, &err), -1);
	assert_true(stale);
	assert_bytes("platforms/abacus.yaml", "name: Theirs\n");
	stk_record_close(record);
}

/* --- several files ---------------------------------------------------------------------------- */

static void many_files_at_once(void **state)
{
	struct stk_durable_item items[20] = {{.path = NULL}};
	char paths[20][32];
	struct stk_err err = {0};
	int here = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	put("platforms/gone.yaml", "x");
	assert_int_equal(chmod("platforms/hubspot.yaml", 0640), 0);
	assert_int_equal(mkdir("platforms/folder.yaml", 0777), 0);
	for (int i = 0; i < 20; i++) {
		snprintf(paths[i], sizeof paths[i], "%s/p-%d.yaml", i % 2 ? "platforms" : "new/sub",
			 i);
		items[i] = (struct stk_durable_item){paths[i], "text", 4, false};
	}
	items[3].path = "platforms/hubspot.yaml";
	items[5] = (struct stk_durable_item){"platforms/gone.yaml", NULL, 0, false};
	items[7].path = "platforms/folder.yaml"; /* no file can take its place */
	items[9].path = "../outside.yaml";
	assert_int_equal(stk_durable_write_all(here, items, 20, &err), -1);
	assert_non_null(strstr(err.message, "platforms/folder.yaml")); /* the first reason */
	for (int i = 0; i < 20; i++) {
		assert_int_equal(items[i].failed, i == 7 || i == 9);
		if (!items[i].failed && items[i].bytes)
			assert_bytes(items[i].path, "text");
	}
	close(here);
	assert_int_equal(access("platforms/gone.yaml", F_OK), -1);
	assert_int_equal(files_in(".", ".stocktake-"), 0);
	{
		struct stat info;

		assert_int_equal(stat("platforms/hubspot.yaml", &info), 0);
		assert_int_equal(info.st_mode & 07777, 0640);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
		IN_WORLD(nothing_is_written_until_all_is),
		IN_WORLD(closed_before_it_leaves_nothing),
		IN_WORLD(who_writes_meanwhile_loses_nothing),
		IN_WORLD(a_new_file_of_theirs_is_seen),
		IN_WORLD(many_files_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
