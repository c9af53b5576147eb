#include "moving.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

static void tell_dropped(const struct stk_moved *moved)
{
	const char *line = moved->dropped.data;

	if (!*line)
		return;
	stk_tell("Not kept, for nothing leads from itself to itself or is said twice:\n");
	for (; *line; line += strcspn(line, "\n"), line += *line == '\n')
		stk_tell("  %.*s\n", (int)strcspn(line, "\n"), line);
}

/* A check of the inventory's own may name the id in its code, which is nobody's to change here. */
static int find_in_check(void *data, const char *path)
{
	const struct stk_moving *moving = ((void **)data)[0];
	struct stk_opened *opened = ((void **)data)[1];
	struct stk_str text = STK_STR_INIT;
	struct stk_err ignored;
	char *quoted = stk_xasprintf("\"%s\"", moving->move.from);

	if (stk_starts(path, "checks/") && stk_ends(path, ".lua") &&
	    !stk_source_read(opened->source, path, &text, &ignored) && strstr(text.data, quoted))
		stk_tell("%s has %s in its code: look whether it means this one.\n", path, quoted);
	stk_str_release(&text);
	free(quoted);
	return 0;
}

static void tell(const struct stk_app *app, struct stk_opened *opened,
		 const struct stk_moving *moving, const struct stk_moved *moved)
{
	void *data[] = {(void *)(uintptr_t)moving, opened};
	struct stk_err ignored;

	if (!app->dry_run && moved->places)
		stk_tell(stk_tn("%zu place that named it was changed; files: %zu.\n",
				"%zu places that named it were changed; files: %zu.\n",
				moved->places),
			 moved->places, moved->files);
	tell_dropped(moved);
	if (moved->disputes && !app->dry_run)
		stk_tell(stk_tn("%u value contradicts: it is kept as a dispute. `stocktake settle` "
				"shows both sides.\n",
				"%u values contradict: they are kept as disputes. `stocktake "
				"settle` shows both sides.\n",
				moved->disputes),
			 moved->disputes);
	stk_source_each(opened->source, "checks", find_in_check, data, &ignored);
}

int stk_move_all(const struct stk_app *app, struct stk_opened *opened, struct stk_moving *moving,
		 const char *by, const char *message, const char *from_file, const char *to_file)
{
	struct stk_voice voice = {.by = by, .kind = "decision"};
	struct stk_moved moved = {.dropped = STK_STR_INIT};
	struct stk_str whole = STK_STR_INIT;
	struct stk_err err;
	struct stk_record *record =
		stk_record_open(opened->folder, opened->inventory, &voice, &err);
	int status;

	stk_str_add(&whole, message);
	if (from_file)
		stk_str_addf(&whole, "\n\n" STK_MOVED_LINE "%s -> %s", from_file, to_file);
	moving->message = whole.data;
	if (record)
		stk_record_set_dry_run(record, app->dry_run);
	if (!record || stk_record_move(record, moving, &moved, &err)) {
		status = stk_fail(&err);
	} else {
		if (moved.dropped.len)
			stk_str_addf(&whole, "%sNot kept:\n%s", from_file ? "\n" : "\n\n",
				     moved.dropped.data);
		status = stk_change_finish(app, opened, record, by, whole.data);
		if (status)
			stk_record_leave_note(record);
		tell(app, opened, moving, &moved);
	}
	stk_record_close(record);
	stk_moved_release(&moved);
	stk_str_release(&whole);
	return status;
}
