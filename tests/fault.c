/*
 * Preloaded into the program under test: at the Nth step that changes files, the process is killed
 * (STK_FAULT=kill:N), or from then on the disk is full (full:N) or mounted anew to be read only
 * (readonly:N). Steps are writes to files, fsync, renames and removals, so N runs over every moment
 * at which a power cut could come; on the read-only disk also what is opened to be written.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The worker that runs the checks may make few system calls, none of those that are made here. */
static int in_child;

static void be_child(void)
{
	in_child = 1;
}

__attribute__((constructor)) static void note_children(void)
{
	pthread_atfork(NULL, NULL, be_child);
}

static int is_readonly(void)
{
	const char *plan = getenv("STK_FAULT");

	return plan && *plan == 'r';
}

/* The error with which this step must fail, or 0; does not return where the process is to die. */
static int at_fault(void)
{
	static int step;
	const char *plan = getenv("STK_FAULT");
	int when;

	if (!plan || in_child)
		return 0;
	when = atoi(strchr(plan, ':') + 1);
	step++;
	if (*plan == 'k' && step == when)
		kill(getpid(), SIGKILL);
	if ((*plan != 'f' && *plan != 'r') || step < when)
		return 0;
	return errno = *plan == 'r' ? EROFS : ENOSPC;
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
	if (fd > 2 && !in_child && is_file(fd) && at_fault())
		return -1;
	return real(fd, bytes, len);
}

int fsync(int fd)
{
	static int (*real)(int);

	if (!real)
		real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	if (at_fault() && is_file(fd))
		return -1;
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
	if (at_fault() && is_readonly())
		return -1;
	return real(from_fd, from, to_fd, to);
}

int unlinkat(int fd, const char *path, int flags)
{
	static int (*real)(int, const char *, int);

	if (!real)
		real = (int (*)(int, const char *, int))dlsym(RTLD_NEXT, "unlinkat");
	if (at_fault() && is_readonly())
		return -1;
	return real(fd, path, flags);
}

int mkdirat(int fd, const char *path, mode_t mode)
{
	static int (*real)(int, const char *, mode_t);

	if (!real)
		real = (int (*)(int, const char *, mode_t))dlsym(RTLD_NEXT, "mkdirat");
	if (is_readonly() && at_fault())
		return -1;
	return real(fd, path, mode);
}

int openat(int fd, const char *path, int flags, ...)
{
	static int (*real)(int, const char *, int, mode_t);
	va_list rest;
	mode_t mode;

	va_start(rest, flags);
	mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
	va_end(rest);
	if (!real)
		real = (int (*)(int, const char *, int, mode_t))dlsym(RTLD_NEXT, "openat");
	if (is_readonly() && (flags & O_ACCMODE) != O_RDONLY && at_fault())
		return -1;
	return real(fd, path, flags, mode);
}
