/* Temp files of processes that died while they wrote. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record_private.h"

/* Whose temp file it is; 0: it is none. */
static long owner_of(const char *name)
{
	const char *suffix = strrchr(name, '.');

	if (strncmp(name, STK_TEMP_PREFIX, strlen(STK_TEMP_PREFIX)) != 0 ||
	    strcmp(suffix, STK_TEMP_SUFFIX) != 0)
		return 0;
	return strtol(name + strlen(STK_TEMP_PREFIX), NULL, 10);
}

static void remove_all(int dirfd, DIR *folder)
{
	struct dirent *entry;
	bool locked = false;
	struct stk_err ignored;

	while ((entry = readdir(folder))) {
		long owner = owner_of(entry->d_name);

		if (owner <= 0 || owner == getpid() || kill((pid_t)owner, 0) == 0 || errno == EPERM)
			continue;
		/* It may live on another machine: then it holds the lock while it writes. */
		if (!locked && stk_record_lock(dirfd, &ignored))
			return;
		locked = true;
		unlinkat(dirfd, entry->d_name, 0);
	}
	if (locked)
		stk_record_unlock(dirfd);
}

void stk_leftovers_remove(int dirfd)
{
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;

	if (folder) {
		remove_all(dirfd, folder);
		closedir(folder);
	} else if (fd >= 0) {
		close(fd);
	}
}
