#include "repo_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/tr.h"

/* --- when git itself is needed --------------------------------------- */

static bool config_true(git_repository *git, const char *name)
{
	git_config *config = NULL;
	int value = 0;

	if (git_repository_config_snapshot(&config, git) == 0 &&
	    git_config_get_bool(&value, config, name) < 0)
		value = 0;
	git_config_free(config);
	return value;
}

static const char *hook_there(git_repository *git)
{
	static const char *const hooks[][2] = {
		{"pre-commit", STK_N("a pre-commit hook")},
		{"prepare-commit-msg", STK_N("a prepare-commit-msg hook")},
		{"commit-msg", STK_N("a commit-msg hook")},
		{"post-commit", STK_N("a post-commit hook")},
		{"reference-transaction", STK_N("a reference-transaction hook")}};
	git_config *config = NULL;
	git_buf path = GIT_BUF_INIT;
	const char *found = NULL;

	if (git_repository_config_snapshot(&config, git) < 0)
		return NULL;
	if (git_config_get_path(&path, config, "core.hooksPath") < 0)
		path.ptr = NULL;
	for (size_t i = 0; i < STK_COUNT(hooks) && !found; i++) {
		/* git takes a relative core.hooksPath from the top of the work tree */
		char *hook =
			path.ptr ? stk_xasprintf("%s%s/%s",
						 path.ptr[0] == '/' ? ""
								    : git_repository_workdir(git),
						 path.ptr, hooks[i][0])
				 : stk_xasprintf("%shooks/%s", git_repository_commondir(git),
						 hooks[i][0]);

		if (access(hook, X_OK) == 0)
			found = stk_t(hooks[i][1]);
		free(hook);
	}
	if (path.ptr)
		git_buf_dispose(&path);
	git_config_free(config);
	return found;
}

/* Attributes that change bytes on their way into the repository. */
static bool is_filtered(git_repository *git, const char *path)
{
	const char *names[] = {"filter", "text", "eol", "ident", "working-tree-encoding", "crlf"};
	const char *values[STK_COUNT(names)];

	if (git_attr_get_many(values, git, 0, path, STK_COUNT(names), names) < 0)
		return false;
	for (size_t i = 0; i < STK_COUNT(names); i++)
		if (git_attr_value(values[i]) == GIT_ATTR_VALUE_TRUE ||
		    git_attr_value(values[i]) == GIT_ATTR_VALUE_STRING)
			return true;
	return false;
}

const char *stk_git_program_needed(struct stk_repo *repo, const struct stk_commit *commit)
{
	git_config *config = NULL;
	git_buf autocrlf = GIT_BUF_INIT;
	bool crlf = false;

	if (!repo->git)
		return repo->git_only;
	if (config_true(repo->git, "commit.gpgsign"))
		return "commit.gpgsign";
	if (config_true(repo->git, "core.splitIndex"))
		return stk_t("a split index");
	if (config_true(repo->git, "index.sparse") || config_true(repo->git, "core.sparseCheckout"))
		return stk_t("a sparse checkout");
	if (git_repository_config_snapshot(&config, repo->git) == 0 &&
	    git_config_get_string_buf(&autocrlf, config, "core.autocrlf") == 0)
		crlf = strcmp(autocrlf.ptr, "true") == 0 || strcmp(autocrlf.ptr, "input") == 0;
	git_buf_dispose(&autocrlf);
	git_config_free(config);
	if (crlf)
		return "core.autocrlf";
	for (size_t i = 0; i < commit->path_count; i++)
		if (is_filtered(repo->git, commit->paths[i].path))
			return stk_t("attributes on the paths");
	return hook_there(repo->git);
}

/* --- running it ------------------------------------------------------ */

static void child_exec(struct stk_repo *repo, const char *const *argv, const char *const *env,
		       const int *in, const int *out, const int *errors)
{
	static const char *const foreign[] = {"GIT_DIR",        "GIT_WORK_TREE",
					      "GIT_INDEX_FILE", "GIT_PREFIX",
					      "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"};
	size_t count = 0;
	const char **full;

	if (chdir(repo->worktree) || dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 ||
	    dup2(errors[1], 2) < 0)
		_exit(127);
	for (int i = 0; i < 2; i++) {
		close(in[i]);
		close(out[i]);
		close(errors[i]);
	}
	/* What a hook, from which we may be called, has set for its own git; and our paths are
	 * names, not patterns. */
	for (size_t i = 0; i < STK_COUNT(foreign); i++)
		unsetenv(foreign[i]);
	for (size_t i = 0; env && env[i]; i++)
		putenv((char *)env[i]);
	setenv("GIT_LITERAL_PATHSPECS", "1", 1);
	setenv("LC_ALL", "C", 1);
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
	while (argv[count])
		count++;
	full = calloc(count + 2, sizeof *full);
	if (!full)
		_exit(127);
	full[0] = "git";
	memcpy(full + 1, argv, count * sizeof *full);
	execvp("git", (char *const *)full);
	_exit(127);
}

/* Feeds input and drains both outputs until they close. */
static void converse(int in, int out, int errors, const char *input, size_t input_bytes,
		     struct stk_str *output, struct stk_str *words)
{
	struct pollfd fds[3] = {{in, POLLOUT, 0}, {out, POLLIN, 0}, {errors, POLLIN, 0}};
	char buffer[4096];

	if (!input_bytes) {
		close(in);
		fds[0].fd = -1;
	}
	while (fds[0].fd >= 0 || fds[1].fd >= 0 || fds[2].fd >= 0) {
		if (poll(fds, 3, -1) < 0 && errno != EINTR)
			break;
		if (fds[0].fd >= 0 && fds[0].revents) {
			ssize_t wrote = write(in, input, input_bytes);

			if (wrote > 0) {
				input += wrote;
				input_bytes -= (size_t)wrote;
			}
			if ((wrote < 0 && errno != EAGAIN && errno != EINTR) || !input_bytes) {
				close(in);
				fds[0].fd = -1;
			}
		}
		for (int i = 1; i < 3; i++) {
			ssize_t got;
			struct stk_str *to = i == 1 ? output : words;

			if (fds[i].fd < 0 || !fds[i].revents)
				continue;
			got = read(fds[i].fd, buffer, sizeof buffer);
			if (got > 0 && to && to->len < (1u << 20))
				stk_str_addn(to, buffer, (size_t)got);
			if (got == 0 || (got < 0 && errno != EINTR)) {
				close(fds[i].fd);
				fds[i].fd = -1;
			}
		}
	}
}

static int say_failure(struct stk_err *err, const char *verb, int status, struct stk_str *words)
{
	const char *line;

	if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
		stk_err_set(err, STK_EIO,
			    "the git program is needed here and there is none; the files are "
			    "saved, not committed");
		stk_err_hint(err, "Install git, then: git add -A . && git commit");
		return -1;
	}
	while (words->len && words->data[words->len - 1] == '\n')
		stk_str_truncate(words, words->len - 1);
	line = words->data;
	if (words->len > 300)
		line = words->data + words->len - 300;
	stk_err_set(err, STK_EIO, "git %s failed: %s", verb,
		    *line ? line : stk_t("it gave no reason"));
	stk_err_hint(err,
		     "The files are saved, not committed; mend it, then commit them with git.");
	return -1;
}

int stk_git_run(struct stk_repo *repo, const char *const *argv, const char *const *env,
		const char *input, size_t input_bytes, struct stk_str *output, struct stk_err *err)
{
	struct stk_str words = STK_STR_INIT;
	int in[2], out[2], errors[2], status = 0, result = 0;
	void (*old_pipe)(int);
	pid_t child;

	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(errors, O_CLOEXEC))
		return stk_err_errno(err, errno, "cannot run git");
	child = fork();
	if (child < 0)
		return stk_err_errno(err, errno, "cannot run git");
	if (!child)
		child_exec(repo, argv, env, in, out, errors);
	close(in[0]);
	close(out[1]);
	close(errors[1]);
	old_pipe = signal(SIGPIPE, SIG_IGN); /* a hook may end git before it has read its input */
	converse(in[1], out[0], errors[0], input, input ? input_bytes : 0, output, &words);
	signal(SIGPIPE, old_pipe);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		result = say_failure(err, argv[0], status, &words);
	stk_str_release(&words);
	return result;
}
