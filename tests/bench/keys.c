/*
 * Usage: keys COMMAND...
 * Runs COMMAND (an interview) in a terminal of its own and types at its first prompt: prints how
 * long people would have waited for each kind of key, from the key to what it changes on the
 * screen, and from Enter to the next prompt, there and at every prompt that follows; and what of it
 * was the program's CPU time.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 20000
#define QUIET_MS    150

struct screen {
	int fd;
	char seen[1 << 16];
	size_t len;
};

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Reads what comes within so many milliseconds; 0: nothing. */
static ssize_t take(struct screen *screen, int wait_ms)
{
	struct pollfd fd = {.fd = screen->fd, .events = POLLIN};
	ssize_t got;

	if (poll(&fd, 1, wait_ms) <= 0)
		return 0;
	if (screen->len > sizeof screen->seen / 2)
		screen->len = 0;
	got = read(screen->fd, screen->seen + screen->len, sizeof screen->seen - screen->len - 1);
	screen->len += got > 0 ? (size_t)got : 0;
	screen->seen[screen->len] = '\0';
	return got;
}

static clockid_t cpu; /* of the program */

static double cpu_ms(void)
{
	struct timespec time = {0, 0};

	clock_gettime(cpu, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static bool is_over(const struct screen *screen)
{
	return strstr(screen->seen, "Thank you") != NULL;
}

struct wait {
	double wall_ms, cpu_ms; /* below 0: what was waited for did not come */
};

/* Types it and waits for the text, or for anything; then until the screen is quiet. The time to the
 * text. */
static struct wait press(struct screen *screen, const char *keys, const char *text)
{
	double begun = now_ms(), used = cpu_ms();
	struct wait waited = {-1, -1};

	screen->len = 0;
	screen->seen[0] = '\0';
	if (write(screen->fd, keys, strlen(keys)) < 0)
		return waited;
	while (waited.wall_ms < 0 && now_ms() - begun < PATIENCE_MS && !is_over(screen))
		if (take(screen, 100) > 0 && (!text || strstr(screen->seen, text)))
			waited = (struct wait){now_ms() - begun, cpu_ms() - used};
	while (take(screen, QUIET_MS) > 0)
		;
	if (waited.wall_ms < 0 && !is_over(screen))
		fprintf(stderr, "keys: no %s in: %s\n", text ? text : "answer", screen->seen);
	return waited;
}

static int report(const char *name, struct wait wait)
{
	if (wait.wall_ms < 0)
		printf("%-36s %9s\n", name, "nothing");
	else
		printf("%-36s %9.1f %9.1f\n", name, wait.cpu_ms, wait.wall_ms);
	return wait.wall_ms < 0;
}

static struct wait longest_of(struct screen *screen, const char *const *keys, size_t count)
{
	struct wait longest = {0, 0};

	for (size_t i = 0; i < count; i++) {
		struct wait waited = press(screen, keys[i], NULL);

		if (waited.wall_ms < 0)
			return waited;
		longest = waited.wall_ms > longest.wall_ms ? waited : longest;
	}
	return longest;
}

/* Enter at every prompt, to the end of the interview: each takes what stands in brackets. */
static int enter_all(struct screen *screen)
{
	struct wait longest = {0, 0}, sum = {0, 0};
	unsigned count = 0;
	int bad = 0;

	while (count < 30 && !is_over(screen)) {
		struct wait waited = press(screen, "\r", "> ");

		if (is_over(screen))
			break;
		if (waited.wall_ms < 0)
			return report("Enter after Enter", waited);
		longest = waited.wall_ms > longest.wall_ms ? waited : longest;
		sum.wall_ms += waited.wall_ms;
		sum.cpu_ms += waited.cpu_ms;
		count++;
	}
	bad |= report("Enter after Enter, longest", longest);
	if (count)
		bad |= report("  mean                    <= 50",
			      (struct wait){sum.wall_ms / count, sum.cpu_ms / count});
	return bad;
}

static int type_all(struct screen *screen)
{
	static const char *const letters[] = {"h", "u", "b", "s"};
	static const char *const editing[] = {"\x01", "\x05", "\x7f", "\x02", "x", "\x7f", "\x15"};
	static const char *const tabs[] = {"g", "\t", "\t", "\x15", "to", "\t", "\t", "\x15"};
	int bad = 0;

	printf("%-36s %9s %9s\n", "", "CPU ms", "wall ms");
	bad |= report("a letter, longest         <= 50", longest_of(screen, letters, 4));
	bad |= report("the first Tab             <= 50", press(screen, "\t", "pot"));
	bad |= report("editing, longest          <= 50", longest_of(screen, editing, 7));
	bad |= report("Tab, longest              <= 50", longest_of(screen, tabs, 8));
	bad |= report("Enter to the question back <= 50",
		      press(screen, "zork, quux, a zork sheet\r", "right?"));
	bad |= report("Enter to the next prompt  <= 50", press(screen, "\r", "2/"));
	bad |= report("an answer to the next     <= 50", press(screen, "none\r", "3/"));
	bad |= report(":undo to the prompt       <= 50", press(screen, ":undo\r", "2/"));
	return bad | enter_all(screen);
}

int main(int argc, char **argv)
{
	static struct screen screen;
	struct winsize size = {.ws_row = 40, .ws_col = 80};
	double begun = now_ms();
	int status, bad = 1;
	pid_t pid = argc < 2 ? -1 : forkpty(&screen.fd, NULL, NULL, &size);

	if (pid == 0) {
		setenv("TERM", "xterm", 1);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0 || clock_getcpuclockid(pid, &cpu)) {
		fprintf(stderr, "usage: keys COMMAND...\n");
		return 2;
	}
	while (!strstr(screen.seen, "> ") && now_ms() - begun < PATIENCE_MS)
		if (take(&screen, 1000) < 0)
			break;
	while (take(&screen, QUIET_MS) > 0)
		;
	if (strstr(screen.seen, "> "))
		bad = type_all(&screen);
	kill(pid, SIGHUP);
	waitpid(pid, &status, 0);
	return bad ? 2 : 0;
}
