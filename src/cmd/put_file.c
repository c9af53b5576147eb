#include "put_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"

/* In the folder that holds it, so that no link on the way is followed by accident. */
int stk_put_file(const char *path, const struct stk_str *out, struct stk_err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = !slash ? stk_xstrdup(".") : stk_xstrndup(path, (size_t)(slash - path) + 1);
	struct stat info;
	int failed, fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		failed = stk_err_errno(err, errno, "cannot write to the folder %s", folder);
	else if (lstat(path, &info) == 0 && !S_ISREG(info.st_mode))
		failed = stk_err_set(err, STK_EIO, "%s is no ordinary file", path);
	else
		failed = stk_durable_write(fd, slash ? slash + 1 : path, out->data, out->len, err);
	if (fd >= 0)
		close(fd);
	free(folder);
	return failed;
}
