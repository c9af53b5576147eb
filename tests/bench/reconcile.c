/*
 * Usage: reconcile STOCKTAKE INVENTORY SCRATCH SHEETS ROWS
 * Makes SHEETS workbooks of ROWS platforms, one a person: half of the platforms stand in INVENTORY
 * (from `generate`, with half as many platforms), and people agree, know more, contradict. Then it
 * runs `import` on a copy of the inventory in a git repository of its own, and prints its wall and
 * CPU time, what a dry run takes of that, and the raw cost: reading the same workbooks with nothing
 * but the reader, and writing the bytes that the import wrote to plain files, made sure of once.
 * The median of five.
 */
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/sheets/book.h"
#include "stocktake/sheets/grid.h"

enum { RUNS = 5, COLUMNS = 12, MOST_SHEETS = 64 };

struct cost {
	double wall, cpu;
};

static const char *const headings[COLUMNS] = {
	"Tool",    "Website", "Category", "Owner", "Used by", "Integrates with",
	"Contact", "Company", "Deal",     "Lead",  "Notes",   "Tier"};
static const char *const categories[] = {"CRM", "spreadsheet", "BI", "analytics"};

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static double read_clock(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- the workbooks -------------------------------------------------------- */

/* What person `sheet` says in a row: mostly what the others say, too. */
static void fill_row(struct stk_grid *grid, struct stk_grid_cell *cells, unsigned sheet,
		     unsigned row, unsigned rows)
{
	unsigned odd = (row * 31 + sheet * 17) % 97;
	char text[COLUMNS][96] = {{0}};

	snprintf(text[0], sizeof *text, "Tool %06u", row);
	if (odd % 3)
		snprintf(text[1], sizeof *text, "https://tool-%06u.example%s", row,
			 odd == 4 ? "/other" : "");
	if (odd % 4)
		snprintf(text[2], sizeof *text, "%s", categories[(row + (odd == 9)) % 4]);
	if (odd % 5 == 0)
		snprintf(text[3], sizeof *text, "Person %u", (row + (odd == 5)) % 100);
	snprintf(text[4], sizeof *text, "Team %u", row % 10);
	if (odd % 6 == 0)
		snprintf(text[5], sizeof *text, "Tool %06u", (row + 7) % rows);
	for (unsigned column = 6; column < 10; column++)
		if ((row + column) % 3 == 0 && odd % 2)
			snprintf(text[column], sizeof *text, "x");
	if (odd % 20 == 1)
		snprintf(text[10], sizeof *text, "As person %u sees it, the contract ends", sheet);
	if (odd % 7 == 0)
		snprintf(text[11], sizeof *text, "%u", row % 3 + 1);
	for (unsigned column = 0; column < COLUMNS; column++)
		stk_grid_put(grid, &cells[column], text[column]);
}

static void make_sheet(const char *path, unsigned sheet, unsigned rows)
{
	struct stk_grid grid = {0};
	struct stk_grid_tab *tab = stk_grid_tab(&grid, "Tools", COLUMNS);
	struct stk_grid_cell *cells = stk_grid_row(&grid, tab);
	struct stk_str bytes = STK_STR_INIT;
	struct stk_err err;
	FILE *out;

	for (unsigned column = 0; column < COLUMNS; column++) {
		tab->columns[column].width = 16;
		stk_grid_put(&grid, &cells[column], headings[column]);
	}
	for (unsigned row = 0; row < rows; row++)
		fill_row(&grid, stk_grid_row(&grid, tab), sheet, row, rows);
	out = fopen(path, "w");
	if (stk_grid_xlsx(&grid, "bench", 1796120400, &bytes, &err) || !out ||
	    fwrite(bytes.data, 1, bytes.len, out) != bytes.len || fclose(out))
		die(path);
	stk_str_release(&bytes);
	stk_grid_release(&grid);
}

/* --- running ---------------------------------------------------------------- */

static struct cost run(const char *const *argv)
{
	double begin = read_clock(CLOCK_MONOTONIC);
	struct rusage usage;
	struct cost cost;
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid)
		die(argv[0]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "reconcile: %s: status %d\n", argv[0], WEXITSTATUS(status));
		exit(2);
	}
	cost.wall = read_clock(CLOCK_MONOTONIC) - begin;
	cost.cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		   (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	return cost;
}

/* A copy of the inventory, committed, all of it on disk. */
static void begin_repository(const char *inventory, const char *folder)
{
	char *line = stk_xasprintf(
		"cp -r '%s' '%s' && cd '%s' && git init -q && git config user.name Bench && "
		"git config user.email bench@bench.example && git add . && "
		"git commit -qm begin && sync -f .",
		inventory, folder, folder);
	const char *argv[] = {"sh", "-c", line, NULL};

	run(argv);
	free(line);
}

/* --- the raw cost ----------------------------------------------------------- */

static const char *raw_folder;
static unsigned raw_files;
static double raw_bytes;
static time_t raw_since;

static int copy_new(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	struct stk_str bytes = STK_STR_INIT;
	struct stk_err err;
	char name[512];
	int fd;

	(void)where;
	if (kind != FTW_F || info->st_mtime < raw_since)
		return 0;
	snprintf(name, sizeof name, "%s/%u", raw_folder, raw_files++);
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (stk_file_read(AT_FDCWD, path, 1u << 28, &bytes, NULL, &err) || fd < 0 ||
	    write(fd, bytes.data, bytes.len) != (ssize_t)bytes.len || close(fd))
		die(path);
	raw_bytes += (double)bytes.len;
	stk_str_release(&bytes);
	return 0;
}

static struct cost write_raw(const char *inventory, const char *folder)
{
	struct cost begin = {read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)};
	int fd;

	raw_files = 0;
	raw_bytes = 0;
	raw_folder = folder;
	mkdir(folder, 0777);
	if (nftw(inventory, copy_new, 16, FTW_PHYS))
		die(inventory);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || syncfs(fd))
		die(folder);
	close(fd);
	return (struct cost){read_clock(CLOCK_MONOTONIC) - begin.wall,
			     read_clock(CLOCK_PROCESS_CPUTIME_ID) - begin.cpu};
}

static struct cost read_raw(const char *const *sheets)
{
	struct cost begin = {read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)};

	for (; *sheets; sheets++) {
		struct stk_str bytes = STK_STR_INIT;
		struct stk_book book;
		struct stk_err err;

		if (stk_file_read(AT_FDCWD, *sheets, STK_BOOK_MAX_BYTES, &bytes, NULL, &err) ||
		    stk_book_read(*sheets, bytes.data, bytes.len, NULL, &book, &err))
			die(*sheets);
		stk_book_release(&book);
		stk_str_release(&bytes);
	}
	return (struct cost){read_clock(CLOCK_MONOTONIC) - begin.wall,
			     read_clock(CLOCK_PROCESS_CPUTIME_ID) - begin.cpu};
}

/* --- the table -------------------------------------------------------------- */

static int by_wall(const void *a, const void *b)
{
	const struct cost *one = a, *other = b;

	return (one->wall > other->wall) - (one->wall < other->wall);
}

static struct cost median(struct cost *costs)
{
	qsort(costs, RUNS, sizeof *costs, by_wall);
	return costs[RUNS / 2];
}

static void print(const char *name, struct cost cost)
{
	printf("%-34s %9.1f %9.1f\n", name, cost.cpu * 1e3, cost.wall * 1e3);
}

int main(int argc, char **argv)
{
	unsigned sheets = argc == 6 ? (unsigned)atoi(argv[4]) : 0;
	unsigned rows = argc == 6 ? (unsigned)atoi(argv[5]) : 0;
	struct cost reading[RUNS], dry[RUNS], whole[RUNS], writing[RUNS];
	const char *command[MOST_SHEETS + 8] = {argv[1], "-i", NULL, "import"};

	if (!sheets || sheets > MOST_SHEETS || !rows) {
		fprintf(stderr, "usage: reconcile STOCKTAKE INVENTORY SCRATCH SHEETS ROWS\n");
		return 2;
	}
	for (unsigned i = 0; i < sheets; i++) {
		command[4 + i] = stk_xasprintf("%s/person-%u.xlsx", argv[3], i);
		make_sheet(command[4 + i], i, rows);
	}
	for (int i = 0; i < RUNS; i++) {
		/* Each in a folder of its own: what was removed a moment ago slows a file system.
		 */
		char *folder = stk_xasprintf("%s/reconcile-%d", argv[3], i);
		char *raw = stk_xasprintf("%s/raw-%d", argv[3], i);

		command[2] = folder;
		begin_repository(argv[2], folder);
		reading[i] = read_raw(command + 4);
		command[4 + sheets] = "--dry-run";
		dry[i] = run(command);
		command[4 + sheets] = NULL;
		raw_since = time(NULL);
		whole[i] = run(command);
		writing[i] = write_raw(folder, raw);
		free(folder);
		free(raw);
	}
	printf("%-34s %9s %9s\n", "", "CPU ms", "wall ms");
	print("the workbooks read", median(reading));
	print("the same bytes written", median(writing));
	print("import --dry-run", median(dry));
	print("import             <= 2000 wall", median(whole));
	printf("%u workbooks of %u rows; %u files of %.1f MB written\n", sheets, rows, raw_files,
	       raw_bytes / 1e6);
	for (unsigned i = 0; i < sheets; i++)
		free((char *)(uintptr_t)command[4 + i]);
	return 0;
}
