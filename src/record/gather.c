/*
 * Many voices about the same files: gathered in memory, written at once.
 *
 * The order of the promise stands: the evidence of all of them first, and with it markers that say
 * what became a dispute; only then the files. Who dies in between leaves to the next start what one
 * voice would have left.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/yaml/tree.h"

void stk_record_gather(struct stk_record *record)
{
	record->gathered.on = true;
}

static struct stk_gathered_file *find(struct stk_record *record, const char *path)
{
	uint32_t index;

	return stk_map_get(&record->gathered.by_path, path, strlen(path), &index)
		       ? &record->gathered.files[index]
		       : NULL;
}

int stk_gather_read(struct stk_record *record, struct stk_target *target, struct stk_err *err)
{
	struct stk_gathered *gathered = &record->gathered;
	struct stk_gathered_file *file = find(record, target->path), fresh = {.was_there = true};

	if (!file) {
		fresh.text = (struct stk_str)STK_STR_INIT;
		if (fstatat(record->dirfd, target->path, &fresh.info, AT_SYMLINK_NOFOLLOW) &&
		    errno == ENOENT)
			fresh.was_there = false;
		else if (stk_file_read(record->dirfd, target->path, STK_YAML_MAX_BYTES, &fresh.text,
				       &fresh.info, err))
			return -1;
		fresh.gone = !fresh.was_there;
		fresh.path = stk_xstrdup(target->path);
		STK_GROW(gathered->files, gathered->cap, gathered->count + 1);
		stk_map_put(&gathered->by_path, fresh.path, strlen(fresh.path),
			    (uint32_t)gathered->count);
		file = &gathered->files[gathered->count++];
		*file = fresh;
	}
	target->existed = !file->gone;
	stk_str_addn(&target->text, file->text.data, file->text.len);
	return 0;
}

void stk_gather_put(struct stk_record *record, const struct stk_target *target)
{
	struct stk_gathered_file *file = find(record, target->path);

	file->changed = true;
	file->gone = !target->text.len && target->existed;
	stk_str_reset(&file->text);
	stk_str_addn(&file->text, target->text.data, target->text.len);
}

void stk_gather_turn(struct stk_record *record)
{
	struct stk_gathered *gathered = &record->gathered;

	if (!record->testimony.begun && !record->written_count)
		return;
	STK_GROW(gathered->turns, gathered->turn_cap, gathered->turn_count + 1);
	gathered->turns[gathered->turn_count++] =
		(struct stk_gathered_turn){.by = record->by,
					   .testimony = record->testimony,
					   .written = record->written,
					   .after = record->after,
					   .written_count = record->written_count,
					   .counts = record->counts};
	record->by = NULL;
	record->voice.by = NULL;
	memset(&record->testimony, 0, sizeof record->testimony);
	record->written = NULL;
	record->after = NULL;
	record->written_count = record->written_cap = 0;
}

/* --- writing ---------------------------------------------------------------------------------- */

static bool is_stale(const struct stk_record *record, const struct stk_gathered_file *file)
{
	struct stat now;

	if (fstatat(record->dirfd, file->path, &now, AT_SYMLINK_NOFOLLOW))
		return file->was_there || errno != ENOENT;
	return !file->was_there || now.st_size != file->info.st_size ||
	       now.st_ino != file->info.st_ino || now.st_mtim.tv_sec != file->info.st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != file->info.st_mtim.tv_nsec;
}

/* Markers go before what they speak of. */
static int write_evidence(struct stk_record *record, struct stk_err *err)
{
	struct stk_gathered *gathered = &record->gathered;
	struct stk_durable_item *items = stk_xcalloc(gathered->turn_count * 2 + 1, sizeof *items);
	size_t count = 0;
	int failed;

	for (int markers = 1; markers >= 0; markers--)
		for (size_t i = 0; i < gathered->turn_count; i++) {
			const struct stk_testimony *testimony = &gathered->turns[i].testimony;

			if (testimony->begun)
				items[count++] = (struct stk_durable_item){
					.path = markers ? testimony->marker : testimony->path,
					.bytes = markers ? testimony->pending.data
							 : testimony->text.data,
					.len_bytes = markers ? testimony->pending.len
							     : testimony->text.len};
		}
	failed = stk_durable_write_all(record->dirfd, items, count, err);
	for (size_t i = 0; i < gathered->turn_count && !failed; i++)
		if (gathered->turns[i].testimony.begun) {
			failed = stk_testimony_lock(&gathered->turns[i].testimony, record->dirfd,
						    err);
			stk_snapshot_note(record, gathered->turns[i].testimony.path);
		}
	for (size_t i = 0; i < count && failed; i++)
		if (!items[i].failed)
			stk_durable_remove(record->dirfd, items[i].path, &(struct stk_err){0});
	free(items);
	return failed;
}

static int write_files(struct stk_record *record, struct stk_err *err)
{
	struct stk_gathered *gathered = &record->gathered;
	struct stk_durable_item *items = stk_xcalloc(gathered->count + 1, sizeof *items);
	size_t count = 0;
	int failed;

	for (size_t i = 0; i < gathered->count; i++) {
		const struct stk_gathered_file *file = &gathered->files[i];

		if (file->changed)
			items[count++] = (struct stk_durable_item){
				.path = file->path,
				.bytes = file->gone ? NULL : file->text.data,
				.len_bytes = file->text.len};
	}
	failed = stk_durable_write_all(record->dirfd, items, count, err);
	for (size_t i = 0; i < count; i++)
		if (!items[i].failed)
			stk_snapshot_note(record, items[i].path);
	free(items);
	return failed;
}

int stk_record_write_gathered(struct stk_record *record, bool *stale, struct stk_err *err)
{
	struct stk_gathered *gathered = &record->gathered;
	int failed;

	*stale = false;
	stk_gather_turn(record);
	if (stk_record_lock(record->dirfd, err))
		return -1;
	for (size_t i = 0; i < gathered->count && !*stale; i++)
		*stale = is_stale(record, &gathered->files[i]);
	if (*stale)
		failed = stk_err_set(err, STK_EIO, "somebody else is writing into this inventory");
	else
		failed = write_evidence(record, err);
	if (!failed) {
		gathered->on = false;
		gathered->written = true;
		failed = write_files(record, err);
		gathered->unfinished = failed != 0;
	}
	stk_record_unlock(record->dirfd);
	return failed;
}

/* --- the turns -------------------------------------------------------------------------------- */

size_t stk_record_turns(const struct stk_record *record)
{
	return record->gathered.turn_count;
}

void stk_record_turn(const struct stk_record *record, size_t index, struct stk_turn *turn)
{
	const struct stk_gathered_turn *from = &record->gathered.turns[index];

	*turn = (struct stk_turn){.by = from->by,
				  .written = from->written,
				  .after = from->after,
				  .written_count = from->written_count,
				  .evidence_path =
					  from->testimony.begun ? from->testimony.path : NULL,
				  .evidence = &from->testimony.text,
				  .counts = from->counts};
}

/* The markers of all of them, at once. */
static void remove_markers(struct stk_record *record)
{
	struct stk_gathered *gathered = &record->gathered;
	struct stk_durable_item *items = stk_xcalloc(gathered->turn_count + 1, sizeof *items);
	size_t count = 0;

	for (size_t i = 0; i < gathered->turn_count; i++)
		if (gathered->turns[i].testimony.begun)
			items[count++].path = gathered->turns[i].testimony.marker;
	stk_durable_write_all(record->dirfd, items, count, &(struct stk_err){0});
	free(items);
}

static void forget(struct stk_record *record)
{
	struct stk_gathered *gathered = &record->gathered;
	struct stk_err ignored;

	for (size_t i = 0; i < gathered->count; i++)
		if (gathered->files[i].changed)
			stk_inventory_reload(record->inventory, gathered->files[i].path, &ignored);
	for (size_t i = 0; i < gathered->turn_count; i++)
		if (gathered->turns[i].testimony.begun)
			stk_inventory_reload(record->inventory, gathered->turns[i].testimony.path,
					     &ignored);
}

void stk_gather_release(struct stk_record *record)
{
	struct stk_gathered *gathered = &record->gathered;

	if (gathered->on)
		forget(record);
	else if (gathered->written && !gathered->unfinished)
		remove_markers(record);
	for (size_t i = 0; i < gathered->count; i++) {
		free(gathered->files[i].path);
		stk_str_release(&gathered->files[i].text);
	}
	for (size_t i = 0; i < gathered->turn_count; i++) {
		struct stk_gathered_turn *turn = &gathered->turns[i];

		for (size_t k = 0; k < turn->written_count; k++) {
			free(turn->written[k].path);
			free(turn->written[k].before);
			stk_str_release(&turn->after[k]);
		}
		free(turn->written);
		free(turn->after);
		free(turn->by);
		stk_testimony_end(&turn->testimony, record->dirfd, true);
	}
	free(gathered->files);
	free(gathered->turns);
	stk_map_release(&gathered->by_path);
}
