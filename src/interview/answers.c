#include "answers.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/source.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

struct stk_answers {
	char *path;
	struct stk_str text;
	const char *next;   /* the first line that was not handed out */
	unsigned next_line; /* its number */
	unsigned line;      /* of the one handed out last, or that made a prompt wait */
	int fd;             /* a named pipe, from which lines come as they are written; else -1 */
};

/* Reads on until there is a whole line. What is no text ends the answers. */
static void read_line(struct stk_answers *answers)
{
	size_t at = (size_t)(answers->next - answers->text.data);
	char bytes[4096];
	ssize_t got = 1;

	while (answers->fd >= 0 && got > 0 && !strchr(answers->text.data + at, '\n')) {
		got = read(answers->fd, bytes, sizeof bytes);
		if (got > 0)
			stk_str_addn(&answers->text, bytes, (size_t)got);
		else if (got < 0 && errno == EINTR)
			got = 1;
	}
	if (answers->fd >= 0 && (got <= 0 || strlen(answers->text.data) < answers->text.len ||
				 answers->text.len > STK_SOURCE_MAX_FILE_BYTES)) {
		close(answers->fd);
		answers->fd = -1;
	}
	answers->next = answers->text.data + at;
}

static bool is_pipe(int fd)
{
	struct stat info;

	return fd > STDIN_FILENO && fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode);
}

struct stk_answers *stk_answers_open(const char *path, struct stk_err *err)
{
	struct stk_answers *answers = stk_xcalloc(1, sizeof *answers);
	bool from_stdin = strcmp(path, "-") == 0;
	size_t valid;
	int failed, fd = from_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	answers->path = stk_xstrdup(from_stdin ? stk_t("standard input") : path);
	stk_str_init(&answers->text);
	answers->fd = -1;
	/* A pipe is fine: answers may come from another program. */
	if (fd < 0)
		failed = stk_err_errno(err, errno, "cannot read the answers %s", path);
	else if (is_pipe(fd))
		failed = 0;
	else
		failed = stk_file_slurp(fd, answers->path, STK_SOURCE_MAX_FILE_BYTES,
					&answers->text, err);
	if (!failed && is_pipe(fd))
		answers->fd = fd;
	else if (fd > STDIN_FILENO)
		close(fd);
	if (failed)
		err->code = STK_EUSAGE;
	valid = stk_utf8_valid_bytes(answers->text.data, answers->text.len);
	if (!failed &&
	    (valid < answers->text.len || strlen(answers->text.data) < answers->text.len)) {
		failed = stk_err_set(err, STK_EUSAGE, "answers must be text in UTF-8");
		stk_err_at(err, answers->path, 0, 0);
	}
	if (failed) {
		stk_answers_close(answers);
		return NULL;
	}
	answers->next =
		answers->text.data + (stk_starts(answers->text.data, "\xef\xbb\xbf") ? 3 : 0);
	answers->next_line = 1;
	return answers;
}

void stk_answers_close(struct stk_answers *answers)
{
	if (!answers)
		return;
	if (answers->fd >= 0)
		close(answers->fd);
	free(answers->path);
	stk_str_release(&answers->text);
	free(answers);
}

/* Bytes of the next line without its end. */
static size_t line_bytes(const struct stk_answers *answers)
{
	size_t len = strcspn(answers->next, "\n");

	return len && answers->next[len - 1] == '\r' ? len - 1 : len;
}

static void advance(struct stk_answers *answers)
{
	answers->next += strcspn(answers->next, "\n");
	answers->next += *answers->next == '\n';
	answers->next_line++;
}

/* "@ADDRESS = answer": true, and what it waits for and what it answers. */
static bool waits(const char *line, size_t len, size_t *address_len, size_t *answer_at)
{
	const char *equals;

	if (!len || *line != '@')
		return false;
	equals = memchr(line, '=', len);
	if (!equals)
		return false;
	*address_len = (size_t)(equals - line) - 1;
	while (*address_len && line[*address_len] == ' ')
		(*address_len)--;
	*answer_at = (size_t)(equals - line) + 1;
	while (*answer_at < len && line[*answer_at] == ' ')
		(*answer_at)++;
	return true;
}

static bool is_called(const char *name, const char *wanted, size_t len)
{
	return name && strlen(name) == len && strncmp(name, wanted, len) == 0;
}

bool stk_answers_next(struct stk_answers *answers, const char *address, const char *also,
		      struct stk_str *line)
{
	size_t len, address_len, at;

	stk_str_reset(line);
	read_line(answers);
	while (*answers->next == '#') {
		advance(answers);
		read_line(answers);
	}
	if (!*answers->next)
		return false;
	len = line_bytes(answers);
	answers->line = answers->next_line;
	if (!waits(answers->next, len, &address_len, &at)) {
		stk_str_addn(line, answers->next, len);
		advance(answers);
	} else if (is_called(address, answers->next + 1, address_len) ||
		   is_called(also, answers->next + 1, address_len)) {
		stk_str_addn(line, answers->next + at, len - at);
		advance(answers);
	}
	return true;
}

int stk_answers_reject(const struct stk_answers *answers, const char *why, struct stk_err *err)
{
	stk_err_set(err, STK_EUSAGE, "%s", why);
	stk_err_at(err, answers->path, answers->line, 0);
	stk_err_hint(err, "What was answered before is saved. Mend the line; what is answered "
			  "already is not asked again.");
	return -1;
}

int stk_answers_finish(const struct stk_answers *answers, struct stk_err *err)
{
	const char *line = answers->next;
	unsigned number = answers->next_line;

	while (*line) {
		size_t len = strcspn(line, "\n");
		size_t blanks = strspn(line, " \t\r");

		if (*line != '#' && blanks < len) {
			stk_err_set(err, STK_EUSAGE,
				    "this answer was not used: nothing more is asked");
			if (*line == '@')
				stk_err_set(err, STK_EUSAGE,
					    "this answer was not used: its prompt never came");
			stk_err_at(err, answers->path, number, 0);
			stk_err_hint(err, "What was answered before is saved.");
			return -1;
		}
		line += len + (line[len] == '\n');
		number++;
	}
	return 0;
}
