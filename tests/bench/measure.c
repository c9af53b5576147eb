/*
 * Usage: measure RUNS NAME COMMAND... [-- NAME COMMAND...]...
 * Runs each command RUNS times, in turn, and prints for each the median of its CPU time, of its
 * wall time, its peak memory, and both times as multiples of the first command's. A multiple is the
 * median over the runs, each held against the first command of the same run: a machine that is busy
 * or slow meanwhile is so for both. The commands' output is thrown away; status 0 and 1 (findings)
 * are fine.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_RUNS = 31, MAX_COMMANDS = 16 };

struct command {
	const char *name;
	char **argv;
	double cpu[MAX_RUNS], wall[MAX_RUNS];
	long peak_kib;
	unsigned runs;
};

static double seconds(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void run(struct command *command)
{
	struct rusage usage;
	double begin = now();
	int status = 0, null;
	pid_t pid = fork();

	if (pid == 0) {
		null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		execvp(command->argv[0], command->argv);
		perror(command->argv[0]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
		perror("measure");
		exit(2);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "measure: %s: status %d\n", command->name,
			WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
		exit(2);
	}
	command->wall[command->runs] = now() - begin;
	command->cpu[command->runs++] = seconds(&usage.ru_utime) + seconds(&usage.ru_stime);
	if (usage.ru_maxrss > command->peak_kib)
		command->peak_kib = usage.ru_maxrss;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, unsigned count)
{
	qsort(values, count, sizeof *values, compare);
	return values[count / 2];
}

/* The median of a[i] / b[i]. */
static double multiple(const double *a, const double *b, unsigned count)
{
	double values[MAX_RUNS];

	for (unsigned i = 0; i < count; i++)
		values[i] = a[i] / b[i];
	return median(values, count);
}

/* Before the medians: they sort. */
static void print(struct command *command, const struct command *first, unsigned runs)
{
	double cpu = multiple(command->cpu, first->cpu, runs);
	double wall = multiple(command->wall, first->wall, runs);

	printf("%-32s", command->name);
	printf(" %9.1f %9.1f", median(command->cpu, runs) * 1e3, median(command->wall, runs) * 1e3);
	printf(" %10ld %7.2f %7.2f\n", command->peak_kib, cpu, wall);
}

int main(int argc, char **argv)
{
	static struct command commands[MAX_COMMANDS];
	unsigned count = 0, runs = argc > 3 ? (unsigned)atoi(argv[1]) : 0, i, n;
	int at = 2;

	if (!runs || runs > MAX_RUNS) {
		fprintf(stderr, "usage: measure RUNS NAME COMMAND... [-- NAME COMMAND...]...\n");
		return 2;
	}
	while (at + 1 < argc && count < MAX_COMMANDS) {
		commands[count].name = argv[at];
		commands[count++].argv = argv + at + 1;
		for (; at < argc && strcmp(argv[at], "--") != 0; at++)
			;
		if (at < argc)
			argv[at++] = NULL;
	}
	for (n = 0; n < runs; n++)
		for (i = 0; i < count; i++)
			run(&commands[i]);
	printf("%-32s %9s %9s %10s %7s %7s\n", "", "CPU ms", "wall ms", "peak KiB", "x CPU",
	       "x wall");
	/* The first one last: its times are needed in their order until then. */
	for (i = 1; i < count; i++)
		print(&commands[i], &commands[0], runs);
	print(&commands[0], &commands[0], runs);
	return 0;
}
