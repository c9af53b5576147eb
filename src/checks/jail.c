#include "jail.h"
#include "stocktake/base/tr.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef STK_SANITIZED
#include <seccomp.h>
#endif

#define PIPE_FD 3

static int shut_descriptors(int fd)
{
	if (fd != PIPE_FD && dup2(fd, PIPE_FD) < 0)
		return -1;
	if (close_range(PIPE_FD + 1, ~0u, 0)) {
		for (int other = PIPE_FD + 1; other < 65536; other++)
			close(other);
	}
	close(0);
	close(1);
#ifndef STK_SANITIZED
	close(2); /* the sanitizers speak there */
#endif
	return PIPE_FD;
}

static void default_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++) {
#ifdef STK_SANITIZED
		if (number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL)
			continue;
#endif
		signal(number, SIG_DFL);
	}
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void limit(int what, rlim_t value)
{
	struct rlimit now;
	if (getrlimit(what, &now) == 0 && now.rlim_max != RLIM_INFINITY && now.rlim_max < value)
		value = now.rlim_max;
	now.rlim_cur = now.rlim_max = value;
	setrlimit(what, &now);
}

#ifndef STK_SANITIZED
static size_t present_bytes(void)
{
	unsigned long pages = 0;
	FILE *statm = fopen("/proc/self/statm", "re");
	if (!statm)
		return 0;
	char line[128];
	if (fgets(line, sizeof line, statm)) {
		for (const char *c = line; *c >= '0' && *c <= '9'; c++)
			pages = pages * 10 + (unsigned long)(*c - '0');
	}
	fclose(statm);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static int allow_calls(scmp_filter_ctx filter)
{
	static const int calls[] = {
		SCMP_SYS(write),
		SCMP_SYS(exit),
		SCMP_SYS(exit_group),
		SCMP_SYS(brk),
		SCMP_SYS(munmap),
		SCMP_SYS(mremap),
		SCMP_SYS(madvise),
		SCMP_SYS(futex),
		SCMP_SYS(clock_gettime),
		SCMP_SYS(gettimeofday),
		SCMP_SYS(time),
		SCMP_SYS(rt_sigreturn),
		SCMP_SYS(rt_sigprocmask),
		SCMP_SYS(restart_syscall),
		SCMP_SYS(getpid),
		SCMP_SYS(gettid),
		SCMP_SYS(getrandom),
		SCMP_SYS(sysinfo), /* qsort asks how much memory there is */
	};
	int failed = 0;
	for (size_t i = 0; i < sizeof calls / sizeof *calls && !failed; i++)
		failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	/* Memory, but none that can be run. */
	struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	if (!failed)
		failed =
			seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, &no_exec);
	if (!failed)
		failed = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
						&no_exec);
	/* abort() signals itself, and nobody else may be signalled. */
	struct scmp_arg_cmp itself = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
	if (!failed)
		failed = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
						&itself);
	return failed;
}

static void filter_calls(char *lost, size_t lost_bytes)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int failed = filter ? allow_calls(filter) : -ENOMEM;
	if (!failed)
		failed = seccomp_load(filter);
	if (failed)
		snprintf(lost, lost_bytes, "seccomp: %s", strerror(-failed));
	if (filter)
		seccomp_release(filter);
}
#endif

int stk_jail_enter(int fd, const struct stk_jail *jail, char *lost, size_t lost_bytes)
{
	lost[0] = 0;
	default_signals();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != jail->parent)
		_exit(4);
#ifndef STK_SANITIZED
	size_t present = present_bytes();
#endif
	fd = shut_descriptors(fd);
	if (fd < 0)
		return -1;
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_CPU, jail->cpu_seconds);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#ifndef STK_SANITIZED
	limit(RLIMIT_NOFILE, 0);
	if (present)
		limit(RLIMIT_AS, present + jail->memory_bytes);
	else
		snprintf(lost, lost_bytes, stk_t("the limit of memory: /proc cannot be read"));
	filter_calls(lost, lost_bytes);
#else
	(void)lost_bytes;
#endif
	return fd;
}
