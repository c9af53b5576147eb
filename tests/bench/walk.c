/*
 * Usage: walk COMMAND...
 * Runs COMMAND (an interview with --answers) and prints how long people would have waited from each
 * answer to the next prompt, and what of it was the program's CPU time. Its output goes to stderr,
 * where each prompt is echoed with its answer as "    > answer".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct wait {
	double wall_ms, cpu_ms;
};

static double read_ms(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int start(char **argv, pid_t *pid)
{
	int ends[2];

	if (pipe(ends))
		return -1;
	*pid = fork();
	if (*pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	return *pid < 0 ? -1 : ends[0];
}

static void print(const char *name, struct wait wait)
{
	printf("%-28s %9.1f %9.1f\n", name, wait.cpu_ms, wait.wall_ms);
}

/* Since the last time it was asked. */
static struct wait lap(clockid_t cpu)
{
	static struct wait last;
	struct wait now = {read_ms(CLOCK_MONOTONIC), read_ms(cpu)};
	struct wait since = {now.wall_ms - last.wall_ms, now.cpu_ms - last.cpu_ms};

	last = now;
	return since;
}

int main(int argc, char **argv)
{
	struct wait wait, longest = {0, 0}, sum = {0, 0};
	unsigned prompts = 0;
	char text[65536];
	int status = 0, fd;
	clockid_t cpu;
	ssize_t got;
	pid_t pid;

	fd = argc < 2 ? -1 : start(argv + 1, &pid);
	if (fd < 0 || clock_getcpuclockid(pid, &cpu)) {
		fprintf(stderr, "usage: walk COMMAND...\n");
		return 2;
	}
	lap(cpu);
	printf("%-28s %9s %9s\n", "", "CPU ms", "wall ms");
	while ((got = read(fd, text, sizeof text - 1)) > 0) {
		text[got] = '\0';
		if (!strstr(text, "    > "))
			continue;
		wait = lap(cpu);
		if (prompts++ == 0) {
			print("to the first prompt", wait);
			continue;
		}
		sum.wall_ms += wait.wall_ms;
		sum.cpu_ms += wait.cpu_ms;
		longest = wait.wall_ms > longest.wall_ms ? wait : longest;
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) ||
	    prompts < 2) {
		fprintf(stderr, "walk: the interview failed\n");
		return 2;
	}
	print("to the next, longest", longest);
	print("to the next, mean",
	      (struct wait){sum.wall_ms / (prompts - 1), sum.cpu_ms / (prompts - 1)});
	printf("%u prompts\n", prompts);
	return 0;
}
