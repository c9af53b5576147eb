/*
 * Usage: keys COMMAND...
 * Runs COMMAND (an interview) in a terminal of its own and types at its first prompt: prints how
 * long people would have waited for each kind of key, from the key to what it changes on the
 * screen, and from Enter to the next prompt.
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
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

/* Types it and waits for the text, or for anything; then until the screen is quiet. The time to the
 * text. */
static double press(struct screen *screen, const char *keys, const char *text)
{
	double begun = now_ms(), waited = -1;

	screen->len = 0;
	screen->seen[0] = '\0';
	if (write(screen->fd, keys, strlen(keys)) < 0)
		return -1;
	while (waited < 0 && now_ms() - begun < PATIENCE_MS)
		if (take(screen, 100) > 0 && (!text || strstr(screen->seen, text)))
			waited = now_ms() - begun;
	while (take(screen, QUIET_MS) > 0)
		;
	if (waited < 0)
		fprintf(stderr, "keys: no %s in: %s\n", text ? text : "answer", screen->seen);
	return waited;
}

static int report(const char *name, double longest)
{
	if (longest < 0)
		printf("%-36s %9s\n", name, "nothing");
	else
		printf("%-36s %9.1f\n", name, longest);
	return longest < 0;
}

static double longest_of(struct screen *screen, const char *const *keys, size_t count)
{
	double longest = 0;

	for (size_t i = 0; i < count; i++) {
		double waited = press(screen, keys[i], NULL);

		if (waited < 0)
			return -1;
		longest = waited > longest ? waited : longest;
	}
	return longest;
}

static int type_all(struct screen *screen)
{
	static const char *const letters[] = {"h", "u", "b", "s"};
	static const char *const editing[] = {"\x01", "\x05", "\x7f", "\x02", "x", "\x7f", "\x15"};
	static const char *const tabs[] = {"g", "\t", "\t", "\x15", "to", "\t", "\t", "\x15"};
	int bad = 0;

	printf("%-36s %9s\n", "", "wall ms");
	bad |= report("a letter, longest         <= 50", longest_of(screen, letters, 4));
	bad |= report("the first Tab             <= 50", press(screen, "\t", "pot"));
	bad |= report("editing, longest          <= 50", longest_of(screen, editing, 7));
	bad |= report("Tab, longest              <= 50", longest_of(screen, tabs, 8));
	bad |= report("Enter to the question back <= 50",
		      press(screen, "zork, quux, a zork sheet\r", "right?"));
	bad |= report("Enter to the next prompt  <= 50", press(screen, "\r", "2/"));
	bad |= report("an answer to the next     <= 50", press(screen, "none\r", "3/"));
	bad |= report(":undo to the prompt       <= 50", press(screen, ":undo\r", "2/"));
	return bad;
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
	if (pid < 0) {
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
