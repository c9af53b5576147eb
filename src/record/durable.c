#include "stocktake/record/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"

static int open_part(int fd, const char *part)
{
	return openat(fd, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Opens the folder part of a path below dirfd, component by component so that no link is followed,
 * making what is missing. *base points at the last component. */
static int open_folder(int dirfd, const char *path, const char **base, struct stk_err *err)
{
	char part[256];
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const char *slash;

	if (fd < 0)
		return stk_err_errno(err, errno, "cannot open the folder of %s", path);
	while ((slash = strchr(path, '/'))) {
		size_t len = (size_t)(slash - path);
		int next;

		if (len >= sizeof part) {
			close(fd);
			return stk_err_set(err, STK_EIO, "%s: a folder name is too long", path);
		}
		memcpy(part, path, len);
		part[len] = '\0';
		next = open_part(fd, part);
		if (next < 0 && errno == ENOENT &&
		    (mkdirat(fd, part, 0777) == 0 || errno == EEXIST)) {
			fsync(fd);
			next = open_part(fd, part);
		}
		if (next < 0) {
			int why = errno;

			stk_err_errno(err, why, "cannot open the folder %s", part);
			if (why == ELOOP || why == ENOTDIR)
				stk_err_hint(err,
					     "Symbolic links are not followed; use a real folder.");
			close(fd);
			return -1;
		}
		close(fd);
		fd = next;
		path = slash + 1;
	}
	*base = path;
	return fd;
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t wrote = write(fd, bytes, len);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		bytes += wrote;
		len -= (size_t)wrote;
	}
	return 0;
}

/* The mode of the file that is replaced; refuses anything that is not a regular file. */
static int old_mode(int folder, const char *base, const char *path, mode_t *mode,
		    struct stk_err *err)
{
	struct stat info;

	if (fstatat(folder, base, &info, AT_SYMLINK_NOFOLLOW) == 0) {
		if (!S_ISREG(info.st_mode)) {
			stk_err_set(err, STK_EIO, "%s is not a regular file; it is left as it is",
				    path);
			stk_err_hint(err, "Put a real file in its place.");
			return -1;
		}
		*mode = info.st_mode & 07777;
	} else if (errno != ENOENT) {
		return stk_err_errno(err, errno, "cannot look at %s", path);
	}
	return 0;
}

/* --- several at once ----------------------------------------------------------------------------
 */

/* Up to this many are synced one by one: a sync of the whole file system waits for what others
 * write, too. */
#define FEW 8
/* So many at a time, for each may have a folder of its own, open. */
#define MANY 256

struct folder {
	int fd;
	dev_t device;
	const char *path; /* of the first file in it */
	size_t len;       /* of the folder's part of that */
	int broken;       /* errno of its sync */
};

/* What is on its way to the disk. */
struct batch {
	int dirfd;
	dev_t device; /* of dirfd */
	struct stk_durable_item *items;
	size_t count;
	size_t *folder_of; /* by item; NOWHERE: it is done with, or failed */
	int *fds;          /* by item: the temp file, -1 once it is closed */
	struct folder *folders;
	size_t folder_count;
	struct stk_err *err; /* the first reason */
	int result;
};
#define NOWHERE ((size_t)-1)

/* Hidden files are read by nobody, and what a killed process left is known by its number. */
static void name_temp(size_t index, char temp[64])
{
	snprintf(temp, 64, STK_TEMP_PREFIX "%ld-%zu" STK_TEMP_SUFFIX, (long)getpid(), index);
}

/* All temp files lie together, where stk_leftovers_remove looks for them, unless the folder is of
 * another file system. */
static int temp_folder(const struct batch *batch, size_t index)
{
	const struct folder *folder = &batch->folders[batch->folder_of[index]];

	return folder->device == batch->device ? batch->dirfd : folder->fd;
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The file stays as it is; the first that does says why. */
static int give_up(struct batch *batch, size_t index, const struct stk_err *why)
{
	char temp[64];

	name_temp(index, temp);
	if (batch->fds[index] >= 0)
		close(batch->fds[index]);
	batch->fds[index] = -1;
	if (batch->folder_of[index] != NOWHERE && batch->items[index].bytes)
		unlinkat(temp_folder(batch, index), temp, 0);
	batch->folder_of[index] = NOWHERE;
	batch->items[index].failed = true;
	if (!batch->result)
		*batch->err = *why;
	batch->result = -1;
	return -1;
}

static int cannot_write(struct batch *batch, size_t index, int code)
{
	struct stk_err why;

	stk_err_errno(&why, code, "cannot write %s", batch->items[index].path);
	stk_err_hint(&why, "The file is as it was; nothing that was saved before is lost.");
	return give_up(batch, index, &why);
}

/* The folder of a file; opened but once. */
static size_t folder_of(struct batch *batch, const char *path, struct stk_err *why)
{
	size_t len = (size_t)(base_of(path) - path);
	struct folder *folder;
	struct stat info;
	const char *base;
	int fd;

	for (size_t i = batch->folder_count; i-- > 0;)
		if (batch->folders[i].len == len && !memcmp(batch->folders[i].path, path, len))
			return i;
	fd = open_folder(batch->dirfd, path, &base, why);
	if (fd < 0)
		return NOWHERE;
	folder = &batch->folders[batch->folder_count];
	*folder = (struct folder){.fd = fd, .path = path, .len = len};
	if (fstat(fd, &info) == 0)
		folder->device = info.st_dev;
	return batch->folder_count++;
}

static int close_temp(struct batch *batch, size_t index)
{
	int fd = batch->fds[index];

	batch->fds[index] = -1;
	return close(fd) ? cannot_write(batch, index, errno) : 0;
}

/* Writes the temp file, if there is one to write. */
static int stage(struct batch *batch, size_t index)
{
	struct stk_durable_item *item = &batch->items[index];
	struct stk_err why;
	mode_t mode = 0;
	char temp[64];
	int folder, fd;

	if (!stk_path_is_inside(item->path)) {
		stk_err_set(&why, STK_EUSAGE, "%s lies outside the inventory", item->path);
		return give_up(batch, index, &why);
	}
	batch->folder_of[index] = folder_of(batch, item->path, &why);
	if (batch->folder_of[index] == NOWHERE)
		return give_up(batch, index, &why);
	if (!item->bytes)
		return 0;
	folder = batch->folders[batch->folder_of[index]].fd;
	if (old_mode(folder, base_of(item->path), item->path, &mode, &why))
		return give_up(batch, index, &why);
	name_temp(index, temp);
	folder = temp_folder(batch, index);
	unlinkat(folder, temp, 0);
	fd = openat(folder, temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	batch->fds[index] = fd;
	if (fd < 0 || (mode && fchmod(fd, mode)) || write_all(fd, item->bytes, item->len_bytes))
		return cannot_write(batch, index, errno);
	return batch->count > FEW ? close_temp(batch, index) : 0;
}

/* True where another folder has made sure of the same file system. */
static bool is_synced(const struct batch *batch, size_t folder)
{
	for (size_t i = 0; i < folder; i++)
		if (!batch->folders[i].broken &&
		    batch->folders[i].device == batch->folders[folder].device)
			return true;
	return false;
}

static void sync_together(struct batch *batch)
{
	for (size_t i = 0; i < batch->folder_count; i++)
		if (!is_synced(batch, i) && syncfs(batch->folders[i].fd))
			batch->folders[i].broken = errno;
	for (size_t i = 0; i < batch->count; i++)
		if (batch->folder_of[i] != NOWHERE && batch->items[i].bytes &&
		    batch->folders[batch->folder_of[i]].broken)
			cannot_write(batch, i, batch->folders[batch->folder_of[i]].broken);
}

static int sync_one(struct batch *batch, size_t index)
{
	return fsync(batch->fds[index]) ? cannot_write(batch, index, errno) : 0;
}

static void sync_each(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->fds[i] >= 0 && !sync_one(batch, i))
			close_temp(batch, i);
}

static void rename_one(struct batch *batch, size_t index)
{
	const char *path = batch->items[index].path;
	int folder = batch->folders[batch->folder_of[index]].fd;
	struct stk_err why;
	char temp[64];

	name_temp(index, temp);
	if (!batch->items[index].bytes) {
		if (unlinkat(folder, base_of(path), 0) == 0 || errno == ENOENT)
			return;
		stk_err_errno(&why, errno, "cannot remove %s", path);
	} else {
		if (renameat(temp_folder(batch, index), temp, folder, base_of(path)) == 0)
			return;
		stk_err_errno(&why, errno, "cannot put %s in place", path);
	}
	give_up(batch, index, &why);
}

static void put_in_place(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->folder_of[i] != NOWHERE)
			rename_one(batch, i);
	for (size_t i = 0; i < batch->folder_count; i++)
		if (fsync(batch->folders[i].fd)) {
			if (!batch->result)
				stk_err_errno(batch->err, errno, "cannot put %s in place",
					      batch->folders[i].path);
			batch->result = -1;
		}
}

static int write_some(int dirfd, struct stk_durable_item *items, size_t count, struct stk_err *err)
{
	struct batch batch = {.dirfd = dirfd, .items = items, .count = count, .err = err};
	struct stat info;

	if (fstat(dirfd, &info) == 0)
		batch.device = info.st_dev;
	batch.folder_of = stk_xcalloc(count, sizeof *batch.folder_of);
	batch.fds = stk_xcalloc(count, sizeof *batch.fds);
	batch.folders = stk_xcalloc(count, sizeof *batch.folders);
	for (size_t i = 0; i < count; i++) {
		batch.folder_of[i] = NOWHERE;
		batch.fds[i] = -1;
		items[i].failed = false;
	}
	for (size_t i = 0; i < count; i++)
		stage(&batch, i);
	if (count > FEW)
		sync_together(&batch);
	else
		sync_each(&batch);
	put_in_place(&batch);
	for (size_t i = 0; i < batch.folder_count; i++)
		close(batch.folders[i].fd);
	free(batch.folder_of);
	free(batch.fds);
	free(batch.folders);
	return batch.result;
}

int stk_durable_write_all(int dirfd, struct stk_durable_item *items, size_t count,
			  struct stk_err *err)
{
	struct stk_err later;
	int failed = 0;

	for (size_t at = 0; at < count; at += MANY)
		if (write_some(dirfd, items + at, count - at < MANY ? count - at : MANY,
			       failed ? &later : err))
			failed = -1;
	return failed;
}

int stk_durable_write(int dirfd, const char *path, const void *bytes, size_t len_bytes,
		      struct stk_err *err)
{
	struct stk_durable_item item = {
		.path = path, .bytes = bytes ? bytes : "", .len_bytes = len_bytes};

	return stk_durable_write_all(dirfd, &item, 1, err);
}

int stk_durable_create(int dirfd, const char *path, struct stk_err *err)
{
	const char *base;
	int folder, fd, result = 0;

	if (!stk_path_is_inside(path))
		return stk_err_set(err, STK_EUSAGE, "%s lies outside the inventory", path);
	folder = open_folder(dirfd, path, &base, err);
	if (folder < 0)
		return -1;
	fd = openat(folder, base, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		result = stk_err_errno(err, errno, "cannot write %s", path);
	else
		close(fd);
	close(folder);
	return result;
}

int stk_durable_remove(int dirfd, const char *path, struct stk_err *err)
{
	const char *base;
	struct stat info;
	int result = 0;
	int folder;

	if (!stk_path_is_inside(path))
		return stk_err_set(err, STK_EUSAGE, "%s lies outside the inventory", path);
	if (fstatat(dirfd, path, &info, AT_SYMLINK_NOFOLLOW) && errno == ENOENT)
		return 0;
	folder = open_folder(dirfd, path, &base, err);
	if (folder < 0)
		return -1;
	if (unlinkat(folder, base, 0) && errno != ENOENT)
		result = stk_err_errno(err, errno, "cannot remove %s", path);
	else if (fsync(folder))
		result = stk_err_errno(err, errno, "cannot remove %s", path);
	close(folder);
	return result;
}
