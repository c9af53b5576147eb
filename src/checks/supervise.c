#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hear.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

struct worker_process {
	pid_t pid;
	int fd;
	struct stk_str bytes; /* read, not yet heard */
	size_t heard;         /* of them */
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int start(struct worker_process *process, const struct stk_job *job, size_t first,
		 size_t end, struct stk_err *err)
{
	int ends[2];
	pid_t parent = getpid();
	if (pipe2(ends, O_CLOEXEC))
		return stk_err_errno(err, errno, "cannot make a pipe to a worker");
	process->pid = fork();
	if (process->pid == 0)
		stk_worker_main(job, first, end, ends[1], parent);
	close(ends[1]);
	if (process->pid < 0) {
		int number = errno;
		close(ends[0]);
		return stk_err_errno(err, number, "cannot start a worker to run the checks in");
	}
	process->fd = ends[0];
	return 0;
}

/* Hears all whole frames. -1: something came that may not. */
static int hear_all(struct worker_process *process, struct stk_hearing *hearing)
{
	struct stk_str *bytes = &process->bytes;
	int result = 0;
	while (!result) {
		struct stk_wire_in payload;
		char type;
		long size = stk_wire_frame(bytes->data + process->heard,
					   bytes->len - process->heard, &type, &payload);
		if (size == 0)
			break;
		if (size < 0)
			return -1;
		process->heard += (size_t)size;
		result = stk_hear(hearing, type, &payload);
	}
	if (process->heard) {
		memmove(bytes->data, bytes->data + process->heard, bytes->len - process->heard);
		stk_str_truncate(bytes, bytes->len - process->heard);
		process->heard = 0;
	}
	return result;
}

enum outcome { THROUGH, TIME_UP, NONSENSE };

/* Listens until the worker closes its end, breaks the rules, or uses up a check's time. */
static enum outcome listen_to(struct worker_process *process, const struct stk_job *job,
			      struct stk_hearing *hearing)
{
	int64_t deadline = now_ms() + (int64_t)job->seconds * 1000;
	size_t timed = hearing->next;
	char chunk[65536];
	for (;;) {
		if (hearing->next != timed) {
			timed = hearing->next;
			deadline = now_ms() + (int64_t)job->seconds * 1000;
		}
		int64_t left = deadline - now_ms();
		struct pollfd wait = {.fd = process->fd, .events = POLLIN};
		if (left <= 0)
			return TIME_UP;
		int ready = poll(&wait, 1, (int)left);
		if (ready <= 0)
			continue; /* the deadline, or a signal */
		ssize_t got = read(process->fd, chunk, sizeof chunk);
		if (got == 0)
			return THROUGH;
		if (got < 0) {
			if (errno == EINTR)
				continue;
			return THROUGH;
		}
		stk_str_addn(&process->bytes, chunk, (size_t)got);
		if (hear_all(process, hearing))
			return NONSENSE;
	}
}

/* Why the worker ended in the middle of a check, in words. */
static void explain_end(int status, const struct stk_job *job, enum outcome outcome, char *reason,
			size_t size)
{
	if (outcome == TIME_UP) {
		snprintf(
			reason, size,
			stk_tn("stopped after %u second", "stopped after %u seconds", job->seconds),
			job->seconds);
	} else if (outcome == NONSENSE) {
		snprintf(reason, size,
			 stk_t("stopped: its worker sent something that is no finding"));
	} else if (!WIFSIGNALED(status)) {
		snprintf(reason, size, stk_t("its worker ended without a word (status %d)"),
			 WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	} else if (WTERMSIG(status) == SIGSYS) {
		snprintf(reason, size,
			 stk_t("stopped: it tried a system call that no check may make"));
	} else if (WTERMSIG(status) == SIGXCPU) {
		snprintf(reason, size, stk_t("stopped: it used up its processor time"));
	} else if (WTERMSIG(status) == SIGABRT) {
		snprintf(reason, size,
			 stk_t("stopped: it needs more memory than a worker may have"));
	} else {
		snprintf(reason, size, stk_t("its worker crashed: %s"),
			 strsignal(WTERMSIG(status)));
	}
}

/* One worker from its start to its end; hearing->next is where the next one has to begin. */
static int run_worker(const struct stk_job *job, struct stk_hearing *hearing, struct stk_err *err)
{
	struct worker_process process = {.bytes = STK_STR_INIT};
	size_t first = hearing->next;
	char reason[200];
	int status = 0;
	hearing->ended = hearing->lost = false;
	hearing->current = STK_HEAR_NOBODY;
	if (start(&process, job, first, hearing->end, err))
		return -1;
	enum outcome outcome = listen_to(&process, job, hearing);
	if (outcome != THROUGH)
		kill(process.pid, SIGKILL);
	close(process.fd);
	while (waitpid(process.pid, &status, 0) < 0 && errno == EINTR)
		continue;
	stk_str_release(&process.bytes);
	if (hearing->ended)
		return 0;
	explain_end(status, job, outcome, reason, sizeof reason);
	if (hearing->current == STK_HEAR_NOBODY && hearing->next == first) {
		/* Not even named: blame it all the same, or this would go on for ever. */
		struct stk_wire_in index = {(const char *)&(uint32_t){(uint32_t)first}, NULL,
					    false};
		index.end = index.next + sizeof(uint32_t);
		stk_hear(hearing, STK_WIRE_START, &index);
	}
	stk_hear_blame(hearing, reason);
	return 0;
}

int stk_supervise(const struct stk_job *job, struct stk_checks *checks,
		  struct stk_findings *findings, struct stk_trials *trials, struct stk_err *err)
{
	struct stk_hearing hearing = {
		.job = job, .checks = checks, .findings = findings, .trials = trials};
	size_t shipped = 0;
	int result = 0;
	hearing.said = (struct stk_arena)STK_ARENA_INIT;
	while (shipped < job->set->count && !job->set->items[shipped].own)
		shipped++;
	while (!result && hearing.next < job->set->count) {
		/* An inventory's own check has a worker to itself. */
		hearing.end = hearing.next < shipped ? shipped : hearing.next + 1;
		result = run_worker(job, &hearing, err);
	}
	stk_hear_release(&hearing);
	return result;
}
