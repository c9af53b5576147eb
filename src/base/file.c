#include "stocktake/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

/* A file that cannot be read leads to exit status 2; its path is the place, not the message. */
static int refuse(struct stk_err *err, const char *path, const char *why)
{
	stk_err_set(err, STK_EUSAGE, "%s", why);
	stk_err_at(err, path, 0, 0);
	return -1;
}

static int refuse_errno(struct stk_err *err, const char *path, int errno_value)
{
	switch (errno_value) {
	case ELOOP:
	case EMLINK:
		refuse(err, path, stk_t("is a symbolic link"));
		stk_err_hint(err, "links are never followed: put the file itself there");
		return -1;
	case ENXIO: return refuse(err, path, stk_t("is not a regular file"));
	case EIO: stk_err_errno(err, errno_value, "cannot be read"); break;
	default: stk_err_errno(err, errno_value, "cannot be read"); err->code = STK_EUSAGE;
	}
	stk_err_at(err, path, 0, 0);
	return -1;
}

static int refuse_size(struct stk_err *err, const char *path, size_t max_bytes)
{
	if (max_bytes >= 1 << 20 && max_bytes % (1 << 20) == 0)
		stk_err_set(err, STK_EUSAGE, "is larger than %zu MiB", max_bytes >> 20);
	else
		stk_err_set(err, STK_EUSAGE, "is larger than %zu bytes", max_bytes);
	stk_err_at(err, path, 0, 0);
	return -1;
}

/* Appends what fd gives until its end or until out holds more than max_bytes. `guess_bytes` is what
 * the file is thought to hold: a read that gives exactly that much, though one more byte was asked
 * for, was the last. Returns 0 or an errno; EFBIG for too much. */
static int read_all(int fd, size_t guess_bytes, size_t max_bytes, struct stk_str *out)
{
	size_t room, step = guess_bytes;
	ssize_t got;

	if (step > max_bytes)
		step = max_bytes;
	for (;;) {
		stk_str_reserve(out, step + 1);
		room = max_bytes - out->len + 1;
		if (room > step + 1)
			room = step + 1;
		do
			got = read(fd, out->data + out->len, room);
		while (got < 0 && errno == EINTR);
		if (got < 0)
			return errno;
		out->len += (size_t)got;
		out->data[out->len] = '\0';
		if (out->len > max_bytes)
			return EFBIG;
		if (!got || (guess_bytes && out->len == guess_bytes))
			return 0;
		step = 65535;
	}
}

int stk_file_read(int dirfd, const char *path, size_t max_bytes, struct stk_str *out,
		  struct stat *info, struct stk_err *err)
{
	struct stat own;
	int fd, status, ret = -1;

	if (!info)
		info = &own;
	stk_str_reset(out);
	fd = openat(dirfd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return refuse_errno(err, path, errno);
	if (fstat(fd, info)) {
		refuse_errno(err, path, errno);
		goto out;
	}
	if (!S_ISREG(info->st_mode)) {
		refuse(err, path,
		       S_ISDIR(info->st_mode) ? stk_t("is a folder")
					      : stk_t("is not a regular file"));
		goto out;
	}
	if (info->st_size > 0 && (size_t)info->st_size > max_bytes) {
		refuse_size(err, path, max_bytes);
		goto out;
	}
	status = read_all(fd, (size_t)info->st_size, max_bytes, out);
	if (status == EFBIG)
		refuse_size(err, path, max_bytes);
	else if (status)
		refuse_errno(err, path, status);
	else
		ret = 0;
out:
	close(fd);
	if (ret)
		stk_str_reset(out);
	return ret;
}

int stk_file_slurp(int fd, const char *name, size_t max_bytes, struct stk_str *out,
		   struct stk_err *err)
{
	int status;

	stk_str_reset(out);
	status = read_all(fd, 0, max_bytes, out);
	if (!status)
		return 0;
	stk_str_reset(out);
	if (status == EFBIG)
		return refuse_size(err, name, max_bytes);
	return refuse_errno(err, name, status);
}

char *stk_path_join(const char *folder, const char *path)
{
	size_t len = strlen(folder);

	if (!len || path[0] == '/')
		return stk_xstrdup(path);
	if (!path[0])
		return stk_xstrdup(folder);
	return stk_xasprintf("%s%s%s", folder, folder[len - 1] == '/' ? "" : "/", path);
}

bool stk_path_is_inside(const char *path)
{
	const unsigned char *at = (const unsigned char *)path;
	size_t len;

	for (;;) {
		for (len = 0; at[len] && at[len] != '/'; len++)
			if (at[len] < 0x20 || at[len] == 0x7f)
				return false;
		if (!len || (len == 1 && at[0] == '.') ||
		    (len == 2 && at[0] == '.' && at[1] == '.'))
			return false;
		if (!at[len])
			return true;
		at += len + 1;
	}
}
