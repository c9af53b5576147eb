#include "editor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_BYTES ((size_t)1 << 20)

static const char *editor_name(void)
{
	const char *name = getenv("VISUAL");

	if (!name || !*name)
		name = getenv("EDITOR");
	return name && *name ? name : "editor";
}

/* --- the file -----------------------------------------------------------------------------------
 */

static void add_comment(struct stk_str *file, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len)
			stk_str_addf(file, "# %.*s\n", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static int write_file(const char *question, const struct stk_str *text, char *path,
		      struct stk_err *err)
{
	struct stk_str file = STK_STR_INIT;
	size_t done = 0;
	int failed = 0, fd = mkostemps(path, strlen(".txt"), O_CLOEXEC);

	if (fd < 0)
		return stk_err_errno(err, errno, "cannot make the file %s", path);
	stk_str_addf(&file, "%s\n\n", text->data);
	add_comment(&file, question);
	add_comment(&file, stk_t("Lines that begin with # are left out; an empty file answers "
				 "nothing. Several lines are several answers."));
	while (done < file.len && !failed) {
		ssize_t n = write(fd, file.data + done, file.len - done);

		if (n < 0 && errno != EINTR)
			failed = stk_err_errno(err, errno, "cannot write %s", path);
		else if (n > 0)
			done += (size_t)n;
	}
	close(fd);
	stk_str_release(&file);
	return failed;
}

void stk_editor_strip(const char *file, struct stk_str *text)
{
	stk_str_reset(text);
	while (*file) {
		size_t len = strcspn(file, "\n"), shown = len;

		if (shown && file[shown - 1] == '\r')
			shown--;
		if (*file != '#' && (text->len || strspn(file, " \t\r") < len)) {
			stk_str_addn(text, file, shown);
			stk_str_addc(text, '\n');
		}
		file += len + (file[len] == '\n');
	}
	while (text->len && strchr(" \t\r\n", text->data[text->len - 1]))
		stk_str_truncate(text, text->len - 1);
}

static int read_file(const char *path, struct stk_str *text, struct stk_err *err)
{
	struct stk_str file = STK_STR_INIT;
	/* Editors put another file in its place: it is opened anew. */
	int failed, fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return stk_err_errno(err, errno, "cannot read %s", path);
	failed = stk_file_slurp(fd, path, MAX_BYTES, &file, err);
	close(fd);
	if (!failed &&
	    (stk_utf8_valid_bytes(file.data, file.len) < file.len || strlen(file.data) < file.len))
		failed = stk_err_set(err, STK_EUSAGE, "an answer must be text in UTF-8");
	if (!failed)
		stk_editor_strip(file.data, text);
	stk_str_release(&file);
	return failed;
}

/* --- the editor ---------------------------------------------------------------------------------
 */

/* A stopped editor stops us with it, as if we were one program: the shell takes over until `fg`. */
static int wait_for(pid_t pid)
{
	int status;

	for (;;) {
		if (waitpid(pid, &status, WUNTRACED) < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (!WIFSTOPPED(status))
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		raise(SIGSTOP);
		kill(pid, SIGCONT);
	}
}

static int run_editor(const char *path, const sigset_t *signals, struct stk_err *err)
{
	char *command = stk_xasprintf("%s \"$1\"", editor_name());
	const char *argv[] = {"sh", "-c", command, "sh", path, NULL};
	pid_t pid = fork();
	int status = 0;

	if (pid == 0) {
		sigprocmask(SIG_SETMASK, signals, NULL);
		/* What it shows goes where prompts go: stdout may be a file. */
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execv("/bin/sh", (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	free(command);
	if (pid < 0)
		return stk_err_errno(err, errno, "cannot start the editor");
	status = wait_for(pid);
	if (!status)
		return 0;
	stk_err_set(err, STK_EUSAGE, "the editor `%s` failed: nothing was answered", editor_name());
	return -1;
}

int stk_editor_run(const char *question, const sigset_t *signals, struct stk_str *text,
		   struct stk_err *err)
{
	const char *folder = getenv("TMPDIR");
	char *path = stk_xasprintf("%s/stocktake-XXXXXX.txt", folder && *folder ? folder : "/tmp");
	int failed = write_file(question, text, path, err);

	if (!failed)
		failed = run_editor(path, signals, err);
	if (!failed)
		failed = read_file(path, text, err);
	unlink(path);
	free(path);
	return failed;
}
