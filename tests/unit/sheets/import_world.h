/* An inventory in a folder, people's CSV files, what an import makes of them, and that written. */
#ifndef STK_TESTS_IMPORT_WORLD_H
#define STK_TESTS_IMPORT_WORLD_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../tmp.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/record/record.h"
#include "stocktake/sheets/import.h"

enum { SHEETS = 4 };

struct world {
	void *folder; /* tmp.h's */
	struct stk_clock clock;
	struct stk_source *source;
	struct stk_inventory *inventory;
	struct stk_book books[SHEETS];
	struct stk_import_file files[SHEETS];
	uint32_t count;
	struct stk_import import; /* of the last `take` */
	bool imported;
	int answer; /* what is chosen where something is asked; UNASKED: nobody is there */
	unsigned asked;
	struct stk_import_doubt doubt; /* the last one; its texts are gone */
	char doubted[256];             /* "NAME: CANDIDATE CANDIDATE" */
};
#define UNASKED (-9)

static inline void put_text(const char *path, const char *text)
{
	tmp_put(path, text, strlen(text));
}

static inline void load(struct world *world)
{
	struct stk_err err;

	stk_inventory_free(world->inventory);
	stk_source_close(world->source);
	world->source = stk_source_folder(".", &err);
	world->inventory = stk_inventory_load(world->source, &world->clock, STK_LOAD_ALL, &err);
	assert_non_null(world->inventory);
}

static inline int enter(void **state)
{
	struct world *world = stk_xcalloc(1, sizeof *world);

	if (tmp_enter(&world->folder) || mkdir("stakeholders", 0777) || mkdir("platforms", 0777))
		return -1;
	put_text("inventory.yaml",
		 "name: Acme\nteams:\n  - {id: sales, name: Sales reps, chain: down}\n"
		 "  - {id: marketing, name: Marketing, chain: across}\n");
	put_text("stakeholders/ana-ruiz.yaml", "name: Ana Ruiz\n");
	put_text("stakeholders/tom-okafor.yaml", "name: Tom Okafor\n");
	put_text("platforms/hubspot.yaml", "name: HubSpot # ours\naka: [The Spot]\n"
					   "website: https://www.hubspot.com\nteams: [sales]\n");
	put_text("platforms/salesforce-emea.yaml", "name: Salesforce EMEA\nproduct: salesforce\n");
	put_text("platforms/salesforce-us.yaml", "name: Salesforce US\nproduct: salesforce\n");
	world->clock =
		(struct stk_clock){.now_seconds = 1796120400, .today = 20788, .frozen = true};
	world->answer = UNASKED;
	load(world);
	*state = world;
	return 0;
}

static inline void forget_sheets(struct world *world)
{
	if (world->imported)
		stk_import_release(&world->import);
	world->imported = false;
	for (uint32_t i = 0; i < world->count; i++)
		stk_book_release(&world->books[i]);
	world->count = 0;
}

static inline int leave(void **state)
{
	struct world *world = *state;

	forget_sheets(world);
	stk_inventory_free(world->inventory);
	stk_source_close(world->source);
	tmp_leave(&world->folder);
	free(world);
	return 0;
}

/* One sheet more for the next `take`. */
static inline void sheet(struct world *world, const char *by, const char *name, const char *csv)
{
	struct stk_err err = {0};
	uint32_t i = world->count++;

	assert_true(i < SHEETS);
	assert_int_equal(stk_book_read(name, csv, strlen(csv),
				       &(struct stk_book_options){.encoding = "UTF-8"},
				       &world->books[i], &err),
			 0);
	world->files[i] = (struct stk_import_file){
		.path = name, .name = name, .book = &world->books[i], .by = by};
}

static inline int ask(void *data, const struct stk_import_doubt *doubt)
{
	struct world *world = data;
	size_t len;

	world->asked++;
	world->doubt = *doubt;
	snprintf(world->doubted, sizeof world->doubted, "%s:", doubt->name);
	for (size_t i = 0; i < doubt->count; i++) {
		len = strlen(world->doubted);
		snprintf(world->doubted + len, sizeof world->doubted - len, " %s", doubt->ids[i]);
	}
	return world->answer;
}

/* Reads all sheets together; nothing is written. */
static inline void take(struct world *world)
{
	struct stk_import_options options = {.choose = world->answer == UNASKED ? NULL : ask,
					     .data = world};
	struct stk_err err = {0};

	if (world->imported)
		stk_import_release(&world->import);
	assert_int_equal(stk_import_read(world->inventory, world->files, world->count, &options,
					 &world->import, &err),
			 0);
	world->imported = true;
}

/* Writes what was taken, person by person, as the command does. */
static inline void keep(struct world *world)
{
	const struct stk_import *import = &world->import;
	struct stk_change *changes = stk_xcalloc(import->said_count + 1, sizeof *changes);
	struct stk_err err = {0};

	for (uint32_t file = 0; file < import->file_count; file++) {
		struct stk_voice voice = {.by = import->files[file]->by,
					  .kind = "sheet",
					  .source = import->files[file]->name};
		struct stk_record *record = stk_record_open(".", world->inventory, &voice, &err);
		size_t count = 0;

		for (size_t i = 0; i < import->said_count; i++)
			if (import->said[i].file == file &&
			    import->said[i].outcome != STK_OUTCOME_BEFORE)
				changes[count++] = import->said[i].change;
		if (stk_record_apply(record, changes, count, &err))
			fail_msg("%s", err.message);
		stk_record_close(record);
	}
	free(changes);
	forget_sheets(world);
	load(world);
}

/* How many statements there are of that address and outcome. */
static inline unsigned outcomes(const struct world *world, const char *address,
				enum stk_outcome outcome)
{
	unsigned count = 0;

	for (size_t i = 0; i < world->import.said_count; i++)
		count += world->import.said[i].outcome == outcome &&
			 (!address || strcmp(world->import.said[i].change.address, address) == 0);
	return count;
}

/* True if something is said of that address or of a member of it. */
static inline bool speaks(const struct world *world, const char *address)
{
	size_t len = strlen(address);

	for (size_t i = 0; i < world->import.said_count; i++) {
		const char *at = world->import.said[i].change.address;

		if (strncmp(at, address, len) == 0 && (!at[len] || at[len] == '/'))
			return true;
	}
	return false;
}

static inline const struct stk_import_unread *unread(const struct world *world, const char *cell)
{
	for (size_t i = 0; i < world->import.unread_count; i++)
		if (strcmp(world->import.unread[i].cell, cell) == 0)
			return &world->import.unread[i];
	return NULL;
}

/* The bytes of a file; valid until the next call. */
static inline const char *file_now(const char *path)
{
	static struct stk_str text;
	struct stk_err err;

	if (!text.data)
		stk_str_init(&text);
	stk_str_reset(&text);
	if (stk_file_read(AT_FDCWD, path, 1 << 20, &text, NULL, &err))
		return "";
	return text.data;
}

#endif
