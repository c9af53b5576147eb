/*
 * The source that is a folder on disk.
 *
 * Every step down is an openat that follows no link, from a handle on the folder above: a folder or
 * file that somebody swaps for a link while we read is refused, not followed. Handles of folders
 * read from lately are kept, so that ten thousand files of one folder cost one openat each. Reading
 * from several threads at once is fine: the kept handles are under a lock, which is never held
 * during a system call on a file.
 */
#include "stocktake/base/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"

#define KEPT_HANDLES 16
#define FOLDER_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)

struct kept {
	char *folder; /* NULL: free */
	size_t len;
	int fd;
	unsigned users;
	unsigned long used_at;
};

struct folder_source {
	struct stk_source base;
	int top;
	pthread_mutex_t lock; /* of all below */
	struct kept kept[KEPT_HANDLES];
	unsigned long clock;
};

static int fail(struct stk_err *err, const char *path, int errno_value)
{
	if (errno_value == ELOOP || errno_value == ENOTDIR) {
		stk_err_set(err, STK_EUSAGE, "a folder on the way is a symbolic link or no folder");
		stk_err_hint(err, "links are never followed: put the folder itself there");
	} else {
		stk_err_errno(err, errno_value, "cannot be read");
		err->code = errno_value == EIO ? STK_EIO : STK_EUSAGE;
	}
	stk_err_at(err, path, 0, 0);
	return -1;
}

/* Opens the folder of `len` bytes below top, part by part. Returns the handle or -1 with errno. */
static int open_folder(int top, const char *folder, size_t len)
{
	char part[256];
	size_t at = 0, part_len;
	int fd = -1, next, saved;

	do {
		for (part_len = 0; at + part_len < len && folder[at + part_len] != '/'; part_len++)
			;
		if (part_len >= sizeof part) {
			next = -1;
			errno = ENAMETOOLONG;
		} else {
			memcpy(part, folder + at, part_len);
			part[part_len] = '\0';
			next = openat(fd < 0 ? top : fd, part_len ? part : ".", FOLDER_FLAGS);
		}
		saved = errno;
		if (fd >= 0)
			close(fd);
		errno = saved;
		fd = next;
		at += part_len + 1;
	} while (fd >= 0 && at <= len);
	return fd;
}

static void forget(struct kept *kept)
{
	close(kept->fd);
	free(kept->folder);
	memset(kept, 0, sizeof *kept);
}

/* Finds a kept handle and marks it as in use; NULL if there is none. */
static struct kept *kept_find(struct folder_source *source, const char *folder, size_t len)
{
	struct kept *found = NULL;
	size_t i;

	pthread_mutex_lock(&source->lock);
	for (i = 0; i < KEPT_HANDLES && !found; i++) {
		struct kept *kept = &source->kept[i];

		if (kept->folder && kept->len == len && memcmp(kept->folder, folder, len) == 0)
			found = kept;
	}
	if (found) {
		found->users++;
		found->used_at = ++source->clock;
	}
	pthread_mutex_unlock(&source->lock);
	return found;
}

/* Keeps fd, in the place of the handle that was idle for longest; NULL if all are in use. Another
 * thread may have kept the same folder meanwhile: two entries of one folder do no harm. */
static struct kept *kept_add(struct folder_source *source, const char *folder, size_t len, int fd)
{
	struct kept *place = NULL;
	size_t i;

	pthread_mutex_lock(&source->lock);
	for (i = 0; i < KEPT_HANDLES; i++) {
		struct kept *kept = &source->kept[i];

		if (!kept->users && (!place || kept->used_at < place->used_at))
			place = kept;
	}
	if (place) {
		if (place->folder)
			forget(place);
		place->folder = stk_xstrndup(folder, len);
		place->len = len;
		place->fd = fd;
		place->users = 1;
		place->used_at = ++source->clock;
	}
	pthread_mutex_unlock(&source->lock);
	return place;
}

static void kept_done(struct folder_source *source, struct kept *kept)
{
	pthread_mutex_lock(&source->lock);
	kept->users--;
	pthread_mutex_unlock(&source->lock);
}

/* Closes all handles that nobody uses: the folders may have been replaced since. */
static void kept_clear(struct folder_source *source)
{
	size_t i;

	pthread_mutex_lock(&source->lock);
	for (i = 0; i < KEPT_HANDLES; i++)
		if (source->kept[i].folder && !source->kept[i].users)
			forget(&source->kept[i]);
	pthread_mutex_unlock(&source->lock);
}

static int read_below(struct folder_source *source, const char *path, size_t folder_len,
		      struct stk_str *out, struct stk_err *err)
{
	struct kept *kept = kept_find(source, path, folder_len);
	int fd, ret;

	if (kept) {
		ret = stk_file_read(kept->fd, path + folder_len + 1, STK_SOURCE_MAX_FILE_BYTES, out,
				    NULL, err);
		kept_done(source, kept);
		if (!ret)
			return 0;
		/* The folder itself may have been replaced: once more, by its name. */
		kept_clear(source);
	}
	fd = open_folder(source->top, path, folder_len);
	if (fd < 0)
		return fail(err, path, errno);
	ret = stk_file_read(fd, path + folder_len + 1, STK_SOURCE_MAX_FILE_BYTES, out, NULL, err);
	kept = kept_add(source, path, folder_len, fd);
	if (kept)
		kept_done(source, kept);
	else
		close(fd);
	return ret;
}

static int folder_read(struct stk_source *base, const char *path, struct stk_str *out,
		       struct stk_err *err)
{
	struct folder_source *source = (struct folder_source *)base;
	const char *slash;
	int ret;

	stk_str_reset(out);
	if (!stk_path_is_inside(path)) {
		stk_err_set(err, STK_EUSAGE, "is no path inside %s", base->name);
		stk_err_at(err, path, 0, 0);
		return -1;
	}
	slash = strrchr(path, '/');
	if (slash)
		ret = read_below(source, path, (size_t)(slash - path), out, err);
	else
		ret = stk_file_read(source->top, path, STK_SOURCE_MAX_FILE_BYTES, out, NULL, err);
	if (ret)
		stk_err_at(err, path, 0, 0); /* the whole path, not only its last part */
	return ret;
}

/* --- listing --- */

struct listing {
	struct stk_arena arena;
	char **paths;
	size_t count, cap;
};

enum entry_kind { ENTRY_FOLDER, ENTRY_FILE, ENTRY_GONE };

static enum entry_kind kind_of(int fd, const struct dirent *entry)
{
	struct stat info;

	if (entry->d_type == DT_DIR)
		return ENTRY_FOLDER;
	if (entry->d_type != DT_UNKNOWN)
		return ENTRY_FILE;
	if (fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? ENTRY_GONE : ENTRY_FILE;
	return S_ISDIR(info.st_mode) ? ENTRY_FOLDER : ENTRY_FILE;
}

static int list_folder(struct listing *list, int fd, const char *prefix, unsigned depth,
		       struct stk_err *err);

static char *join(struct listing *list, const char *prefix, const char *name)
{
	size_t before = strlen(prefix), len = strlen(name);
	char *path = stk_arena_alloc(&list->arena, before + len + 2), *at = path;

	memcpy(at, prefix, before);
	at += before;
	if (before)
		*at++ = '/';
	memcpy(at, name, len + 1);
	return path;
}

static int list_entry(struct listing *list, int fd, const struct dirent *entry, const char *prefix,
		      unsigned depth, struct stk_err *err)
{
	enum entry_kind kind = kind_of(fd, entry);
	char *path;
	int below;

	if (kind == ENTRY_GONE)
		return 0;
	path = join(list, prefix, entry->d_name);
	if (kind == ENTRY_FOLDER) {
		below = openat(fd, entry->d_name, FOLDER_FLAGS);
		if (below >= 0)
			return list_folder(list, below, path, depth + 1, err);
		if (errno == ENOENT)
			return 0;
		if (errno != ELOOP && errno != ENOTDIR)
			return fail(err, path, errno);
		/* It became a link: reading it will say so. */
	}
	if (list->count >= STK_SOURCE_MAX_FILES)
		return stk_err_set(err, STK_EUSAGE, "there are more than %d files",
				   STK_SOURCE_MAX_FILES);
	STK_GROW(list->paths, list->cap, list->count + 1);
	list->paths[list->count++] = path;
	return 0;
}

/* Takes fd over. */
static int list_folder(struct listing *list, int fd, const char *prefix, unsigned depth,
		       struct stk_err *err)
{
	struct dirent *entry;
	DIR *dir = NULL;
	int ret = -1;

	if (depth > STK_SOURCE_MAX_DEPTH) {
		stk_err_set(err, STK_EUSAGE, "folders are nested more than %d deep",
			    STK_SOURCE_MAX_DEPTH);
		stk_err_at(err, prefix, 0, 0);
		goto out;
	}
	dir = fdopendir(fd);
	if (!dir) {
		fail(err, prefix, errno);
		goto out;
	}
	while (errno = 0, (entry = readdir(dir))) {
		if (entry->d_name[0] != '.' && list_entry(list, fd, entry, prefix, depth, err))
			goto out;
	}
	if (errno)
		fail(err, prefix, errno);
	else
		ret = 0;
out:
	if (dir)
		closedir(dir);
	else
		close(fd);
	return ret;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int folder_each(struct stk_source *base, const char *under, stk_source_each_fn each,
		       void *data, struct stk_err *err)
{
	struct folder_source *source = (struct folder_source *)base;
	struct listing list = {STK_ARENA_INIT, NULL, 0, 0};
	size_t i, len = strlen(under);
	char *prefix = NULL;
	int fd, ret = -1;

	while (len && under[len - 1] == '/')
		len--;
	prefix = stk_xstrndup(under, len);
	if (len && !stk_path_is_inside(prefix)) {
		stk_err_set(err, STK_EUSAGE, "is no path inside %s", base->name);
		stk_err_at(err, under, 0, 0);
		goto out;
	}
	kept_clear(source);
	fd = open_folder(source->top, prefix, len);
	if (fd < 0 && errno == ENOENT && len) {
		ret = 0; /* no such folder: no files */
		goto out;
	}
	if (fd < 0) {
		fail(err, len ? prefix : base->name, errno);
		goto out;
	}
	ret = list_folder(&list, fd, prefix, 0, err);
	if (ret)
		goto out;
	if (list.count)
		qsort(list.paths, list.count, sizeof *list.paths, compare_paths);
	for (i = 0; i < list.count && !ret; i++)
		ret = each(data, list.paths[i]);
out:
	free(list.paths);
	stk_arena_release(&list.arena);
	free(prefix);
	return ret;
}

static void folder_close(struct stk_source *base)
{
	struct folder_source *source = (struct folder_source *)base;

	kept_clear(source);
	pthread_mutex_destroy(&source->lock);
	close(source->top);
	free(base->name);
	free(source);
}

static const struct stk_source_ops folder_ops = {folder_each, folder_read, folder_close};

struct stk_source *stk_source_folder(const char *path, struct stk_err *err)
{
	struct folder_source *source;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0) {
		if (errno == ENOTDIR)
			stk_err_set(err, STK_EUSAGE, "is no folder");
		else
			stk_err_errno(err, errno, "cannot be opened");
		err->code = STK_EUSAGE;
		stk_err_at(err, path, 0, 0);
		return NULL;
	}
	source = stk_xcalloc(1, sizeof *source);
	source->base.ops = &folder_ops;
	source->base.shared = true;
	source->base.name = stk_xstrdup(path);
	source->top = fd;
	pthread_mutex_init(&source->lock, NULL);
	return &source->base;
}
