#include "stocktake/record/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

int stk_durable_write(int dirfd, const char *path, const void *bytes, size_t len_bytes,
		      struct stk_err *err)
{
	const char *base;
	char temp[64];
	mode_t mode = 0;
	int result = -1, fd = -1;
	int folder;

	if (!stk_path_is_inside(path))
		return stk_err_set(err, STK_EUSAGE, "%s lies outside the inventory", path);
	folder = open_folder(dirfd, path, &base, err);
	if (folder < 0)
		return -1;
	/* A name of our own process: what a killed one left is overwritten by the next with that
	 * number, and hidden files are read by nobody. */
	snprintf(temp, sizeof temp, ".stocktake-%ld.tmp", (long)getpid());
	if (old_mode(folder, base, path, &mode, err))
		goto out;
	unlinkat(folder, temp, 0);
	fd = openat(folder, temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0 || (mode && fchmod(fd, mode)) || write_all(fd, bytes, len_bytes) || fsync(fd)) {
		stk_err_errno(err, errno, "cannot write %s", path);
		stk_err_hint(err, "The file is as it was; nothing that was saved before is lost.");
		goto out;
	}
	if (close(fd)) {
		fd = -1;
		stk_err_errno(err, errno, "cannot write %s", path);
		goto out;
	}
	fd = -1;
	if (renameat(folder, temp, folder, base) || fsync(folder)) {
		stk_err_errno(err, errno, "cannot put %s in place", path);
		goto out;
	}
	result = 0;
out:
	if (fd >= 0)
		close(fd);
	if (result)
		unlinkat(folder, temp, 0);
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
