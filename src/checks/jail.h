/*
 * The third layer round a check: what the kernel takes from the worker process.
 */
#ifndef STOCKTAKE_CHECKS_JAIL_H
#define STOCKTAKE_CHECKS_JAIL_H

#include <stddef.h>
#include <sys/types.h>

struct stk_jail {
	size_t memory_bytes; /* that the worker may grow by */
	unsigned cpu_seconds;
	pid_t parent;
};

/* Shuts the calling process in for good: default signals, death with its parent, no descriptor but
 * `fd` (moved: the new number is returned), limits, no new privileges, and only the system calls
 * that computing and writing need. What the kernel does not give is put into `lost` in words (empty
 * otherwise). -1 if not even the descriptors could be shut. Sanitizer and coverage builds
 * (STK_SANITIZED) go without RLIMIT_AS and seccomp, which hide faults. */
int stk_jail_enter(int fd, const struct stk_jail *jail, char *lost, size_t lost_bytes);

#endif
