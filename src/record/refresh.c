#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "record_private.h"
#include "stocktake/base/mem.h"

#define YOUNG_SECONDS 30
/* Two changes so near to each other may leave a folder with one time. */
#define TICK_NS 20000000

/* How a look at one file differs from the snapshot. */
typedef void (*changed_fn)(struct stk_record *record, const char *path);

struct look {
	struct stk_record *record;
	changed_fn changed;                         /* NULL: only remember */
	void (*each)(void *data, const char *path); /* NULL: nobody is told */
	void *data;
	bool any;
};

static void add_folder_of(struct stk_record *record, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) : 0;

	for (size_t i = 0; i < record->folder_count; i++)
		if (strlen(record->folders[i].path) == len &&
		    strncmp(record->folders[i].path, path, len) == 0)
			return;
	STK_GROW(record->folders, record->folder_cap, record->folder_count + 1);
	record->folders[record->folder_count++] =
		(struct stk_folder_seen){.path = stk_xstrndup(path, len)};
}

static int stat_folder(const struct stk_record *record, const struct stk_folder_seen *folder,
		       struct stat *info)
{
	return fstatat(record->dirfd, *folder->path ? folder->path : ".", info,
		       AT_SYMLINK_NOFOLLOW);
}

/* Before the files are listed: what comes or goes from here on gives a folder another time. */
static void look_at_folders(struct stk_record *record)
{
	struct timespec now;
	struct stat info;

	clock_gettime(CLOCK_REALTIME, &now);
	for (size_t i = 0; i < record->folder_count; i++) {
		struct stk_folder_seen *folder = &record->folders[i];
		int64_t age_ns = -1;

		if (stat_folder(record, folder, &info) == 0) {
			folder->changed = info.st_mtim;
			age_ns = (int64_t)(now.tv_sec - info.st_mtim.tv_sec) * 1000000000 +
				 (now.tv_nsec - info.st_mtim.tv_nsec);
		}
		folder->is_old = age_ns > TICK_NS;
	}
}

static struct stk_seen *seen_at(struct stk_record *record, const char *path)
{
	uint32_t index;

	if (!stk_map_get(&record->seen_by_path, path, strlen(path), &index)) {
		STK_GROW(record->seen, record->seen_cap, record->seen_count + 1);
		record->seen_paths = stk_xrealloc(record->seen_paths, record->seen_cap,
						  sizeof *record->seen_paths);
		index = (uint32_t)record->seen_count++;
		record->seen_paths[index] = stk_xstrdup(path);
		record->seen[index] = (struct stk_seen){.size = -1};
		stk_map_put(&record->seen_by_path, path, strlen(path), index);
		add_folder_of(record, path);
	}
	return &record->seen[index];
}

static int look_at(void *data, const char *path)
{
	struct look *look = data;
	struct stk_record *record = look->record;
	struct stk_seen *seen, now;
	struct stat info;

	if (fstatat(record->dirfd, path, &info, AT_SYMLINK_NOFOLLOW))
		return 0;
	now = (struct stk_seen){.changed = info.st_mtim,
				.size = info.st_size,
				.inode = info.st_ino,
				.round = record->round};
	seen = seen_at(record, path);
	if (seen->size != now.size || seen->inode != now.inode ||
	    seen->changed.tv_sec != now.changed.tv_sec ||
	    seen->changed.tv_nsec != now.changed.tv_nsec) {
		look->any = true;
		if (look->changed)
			look->changed(record, path);
		if (look->each)
			look->each(look->data, path);
	}
	*seen = now;
	return 0;
}

static bool look_around(struct stk_record *record, changed_fn changed,
			void (*each)(void *data, const char *path), void *data)
{
	struct look look = {.record = record, .changed = changed, .each = each, .data = data};
	struct stk_err ignored;

	record->round++;
	look_at_folders(record);
	stk_source_each(record->inventory->source, "", look_at, &look, &ignored);
	for (size_t i = 0; i < record->seen_count; i++)
		if (record->seen[i].size >= 0 &&
		    record->seen[i].round != record->round) { /* gone */
			record->seen[i].size = -1;
			look.any = true;
			if (changed)
				changed(record, record->seen_paths[i]);
			if (each)
				each(data, record->seen_paths[i]);
		}
	return look.any;
}

static void load_again(struct stk_record *record, const char *path)
{
	struct stk_err ignored; /* a file half-written by an editor: the old version stays until it
				   can be read */

	stk_inventory_reload(record->inventory, path, &ignored);
}

/* The inventory was loaded a while ago: what was written since may not be in it. So whatever is
 * that young is read again. */
void stk_snapshot_take(struct stk_record *record)
{
	struct timespec now;

	if (!record->inventory->source)
		return;
	look_around(record, NULL, NULL, NULL);
	clock_gettime(CLOCK_REALTIME, &now);
	for (size_t i = 0; i < record->seen_count; i++)
		if (record->seen[i].changed.tv_sec >= now.tv_sec - YOUNG_SECONDS)
			load_again(record, record->seen_paths[i]);
}

void stk_snapshot_note(struct stk_record *record, const char *path)
{
	struct look look = {.record = record};

	if (!record->inventory->source)
		return;
	seen_at(record, path)->size = -1; /* unless it is there */
	look_at(&look, path);
}

void stk_snapshot_release(struct stk_record *record)
{
	for (size_t i = 0; i < record->seen_count; i++)
		free(record->seen_paths[i]);
	free(record->seen_paths);
	free(record->seen);
	stk_map_release(&record->seen_by_path);
	for (size_t i = 0; i < record->folder_count; i++)
		free(record->folders[i].path);
	free(record->folders);
}

bool stk_record_refresh(struct stk_record *record)
{
	return stk_record_refresh_each(record, NULL, NULL);
}

bool stk_record_refresh_each(struct stk_record *record, void (*each)(void *data, const char *path),
			     void *data)
{
	return record->inventory->source && look_around(record, load_again, each, data);
}

bool stk_record_refresh_names(struct stk_record *record)
{
	bool any = !record->folder_count;
	struct stat info;

	for (size_t i = 0; i < record->folder_count && !any; i++) {
		const struct stk_folder_seen *folder = &record->folders[i];

		any = !folder->is_old || stat_folder(record, folder, &info) ||
		      info.st_mtim.tv_sec != folder->changed.tv_sec ||
		      info.st_mtim.tv_nsec != folder->changed.tv_nsec;
	}
	return any && stk_record_refresh(record);
}
