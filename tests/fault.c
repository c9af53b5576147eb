/*
 * Preloaded into the program under test: at the Nth step that changes files, the process is killed
 * (STK_FAULT=kill:N) or the disk is full from then on (STK_FAULT=full:N). Steps are writes to
 * files, fsync, renames and removals, so N runs over every moment at which a power cut could come.
 */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* True where this step must fail for want of space; does not return where the process is to die. */
static int at_fault(void)
{
	static int step;
	const char *plan = getenv("STK_FAULT");
	int when;

	if (!plan)
		return 0;
	when = atoi(strchr(plan, ':') + 1);
	step++;
	if (*plan == 'k' && step == when)
		kill(getpid(), SIGKILL);
	return *plan == 'f' && step >= when;
}

static int is_file(int fd)
{
	struct stat info;

	return fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	static ssize_t (*real)(int, const void *, size_t);

	if (!real)
		real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
	if (fd > 2 && is_file(fd) && at_fault()) {
		errno = ENOSPC;
		return -1;
	}
	return real(fd, bytes, len);
}

int fsync(int fd)
{
	static int (*real)(int);

	if (!real)
		real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	if (at_fault() && is_file(fd)) {
		errno = ENOSPC;
		return -1;
	}
	return real(fd);
}

int syncfs(int fd)
{
	static int (*real)(int);

	if (!real)
		real = (int (*)(int))dlsym(RTLD_NEXT, "syncfs");
	if (at_fault()) {
		errno = ENOSPC;
		return -1;
	}
	return real(fd);
}

int renameat(int from_fd, const char *from, int to_fd, const char *to)
{
	static int (*real)(int, const char *, int, const char *);

	if (!real)
		real = (int (*)(int, const char *, int, const char *))dlsym(RTLD_NEXT, "renameat");
	at_fault();
	return real(from_fd, from, to_fd, to);
}

int unlinkat(int fd, const char *path, int flags)
{
	static int (*real)(int, const char *, int);

	if (!real)
		real = (int (*)(int, const char *, int))dlsym(RTLD_NEXT, "unlinkat");
	at_fault();
	return real(fd, path, flags);
}
