/* Where what moves lies, and what dead processes left of it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "move_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"

static const char *address_of(struct stk_work *work, const char *id)
{
	const struct stk_move *move = &work->moving->move;
	struct stk_str out = STK_STR_INIT;
	const char *copy;

	stk_str_add(&out, stk_kinds[move->kind].plural);
	if (move->what == STK_MOVE_FIELD) {
		stk_address_add(&out, move->platform);
		stk_str_add(&out, "/fields");
	} else if (move->what == STK_MOVE_TEAM) {
		stk_str_add(&out, "/teams");
	}
	stk_address_add(&out, id);
	copy = stk_arena_strdup(&work->arena, out.data);
	stk_str_release(&out);
	return copy;
}

/* Where it lies, or will lie: beside the other one. */
static const char *path_of(struct stk_work *work, const char *id, const char *beside)
{
	const struct stk_inventory *inventory = work->record->inventory;
	const struct stk_entity *entity =
		stk_inventory_find(inventory, work->moving->move.kind, id);
	const char *slash;

	if (entity)
		return stk_arena_strdup(&work->arena, inventory->files[entity->file].path);
	slash = beside ? strrchr(beside, '/') : NULL;
	return slash ? stk_arena_printf(&work->arena, "%.*s/%s.yaml", (int)(slash - beside), beside,
					id)
		     : stk_arena_printf(&work->arena, "%s/%s.yaml",
					stk_kinds[work->moving->move.kind].plural, id);
}

static const char *name_at(struct stk_work *work, const char *address_text)
{
	const struct stk_inventory *inventory = work->record->inventory;
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	const char *name = NULL;

	if (stk_address_parse(address_text, &address, &ignored))
		return NULL;
	if (stk_address_resolve(inventory, &address, &place, &ignored) && place.node &&
	    stk_node_kind(place.node) == STK_NODE_MAP)
		name = stk_text(inventory, place.node, STK_W_NAME);
	stk_address_release(&address);
	return name ? stk_arena_strdup(&work->arena, name) : NULL;
}

static const struct stk_shape *shape_of(const struct stk_move *move)
{
	switch (move->what) {
	case STK_MOVE_FIELD: return &stk_shape_field;
	case STK_MOVE_TEAM: return &stk_shape_team;
	case STK_MOVE_ENTITY: break;
	}
	return stk_kinds[move->kind].shape;
}

int stk_work_begin(struct stk_work *work, struct stk_record *record,
		   const struct stk_moving *moving, struct stk_moved *moved, struct stk_err *err)
{
	const struct stk_move *move = &moving->move;
	const struct stk_entity *platform;

	*work = (struct stk_work){.record = record,
				  .moving = moving,
				  .moved = moved,
				  .arena = STK_ARENA_INIT,
				  .shape = shape_of(move),
				  .from_path = "",
				  .to_path = ""};
	work->evidence = stk_evidence_new(record->inventory);
	work->from_address = address_of(work, move->from);
	work->to_address = address_of(work, move->to);
	work->old_name = name_at(work, work->from_address);
	work->to_name = name_at(work, work->to_address);
	if (!work->to_name)
		work->to_name = move->to;
	if (move->what == STK_MOVE_FIELD) {
		platform = stk_inventory_find(record->inventory, STK_PLATFORM, move->platform);
		if (!platform)
			return stk_err_set(err, STK_EUSAGE, "there is no platform \"%s\"",
					   move->platform);
		work->item_path = record->inventory->files[platform->file].path;
	} else if (move->what == STK_MOVE_TEAM) {
		work->item_path = "inventory.yaml";
	} else if (move->kind == STK_TERM) {
		work->item_path = "terms.yaml";
	} else {
		work->from_path = path_of(work, move->from, NULL);
		work->to_path = path_of(work, move->to, work->from_path);
	}
	return 0;
}

void stk_work_release(struct stk_work *work)
{
	for (size_t i = 0; i < work->count; i++)
		stk_target_release(&work->targets[i]);
	free(work->targets);
	stk_evidence_free(work->evidence);
	stk_arena_release(&work->arena);
}

/* --- what dead processes left ------------------------------------------------------------------
 */

struct finishing {
	const char *folder;
	struct stk_inventory *inventory;
	void (*each)(void *data, const char *by, const char *message, const char *const *paths);
	void *data;
};

/* The paths that the note names and those that were written now. */
static void report(const struct finishing *finishing, const struct stk_note *note,
		   const struct stk_record *record)
{
	size_t written, count = 0;
	const struct stk_written *files = stk_record_written(record, &written);
	const char **paths = stk_xcalloc(note->path_count + written + 1, sizeof *paths);

	for (size_t i = 0; i < note->path_count; i++)
		if (stk_path_is_inside(note->paths[i]))
			paths[count++] = note->paths[i];
	for (size_t i = 0; i < written; i++) {
		size_t at = 0;

		while (at < count && strcmp(paths[at], files[i].path) != 0)
			at++;
		if (at == count)
			paths[count++] = files[i].path;
	}
	if (finishing->each)
		finishing->each(finishing->data, note->by,
				note->moving.message ? note->moving.message : "Rename", paths);
	free(paths);
}

/* Under the inventory's lock: whoever holds the note's own lock is at work, not dead. */
static int finish_one(const struct finishing *finishing, struct stk_record *record,
		      const char *path, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_moved moved = {.dropped = STK_STR_INIT};
	struct stk_note note;
	struct stk_work work;
	int failed = 0,
	    fd = openat(record->dirfd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB))
		goto out; /* somebody else finishes it, or has */
	failed = stk_journal_read(record->dirfd, path, &arena, &note, err);
	if (failed)
		goto out;
	failed = stk_work_begin(&work, record, &note.moving, &moved, err);
	if (!failed)
		failed = stk_work_run(&work, true, err);
	stk_work_release(&work);
	if (failed)
		goto out;
	report(finishing, &note, record);
	failed = stk_durable_remove(record->dirfd, path, err);
out:
	if (fd >= 0)
		close(fd);
	stk_moved_release(&moved);
	stk_arena_release(&arena);
	return failed;
}

static char **list_notes(int dirfd, size_t *count)
{
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *entry;
	char **names = NULL;
	size_t cap = 0;

	*count = 0;
	while (folder && (entry = readdir(folder)))
		if (strncmp(entry->d_name, STK_JOURNAL_PREFIX, strlen(STK_JOURNAL_PREFIX)) == 0) {
			STK_GROW(names, cap, *count + 1);
			names[(*count)++] = stk_xstrdup(entry->d_name);
		}
	if (folder)
		closedir(folder);
	else if (fd >= 0)
		close(fd);
	return names;
}

int stk_record_finish_moves(const char *folder, struct stk_inventory *inventory,
			    void (*each)(void *data, const char *by, const char *message,
					 const char *const *paths),
			    void *data, struct stk_err *err)
{
	const struct finishing finishing = {folder, inventory, each, data};
	int dirfd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), failed = 0;
	char **notes;
	size_t count;

	if (dirfd < 0)
		return stk_err_errno(err, errno, "cannot open the inventory %s", folder);
	notes = list_notes(dirfd, &count);
	close(dirfd);
	for (size_t i = 0; i < count; i++) {
		struct stk_record *record = stk_record_open(folder, inventory, NULL, err);
		struct stk_err later;

		if (!record || stk_record_lock(record->dirfd, failed ? &later : err)) {
			failed = -1;
		} else {
			stk_record_refresh(record);
			if (finish_one(&finishing, record, notes[i], failed ? &later : err))
				failed = -1;
			stk_record_unlock(record->dirfd);
		}
		stk_record_close(record);
		free(notes[i]);
	}
	free(notes);
	return failed;
}
