/*
 * What the commands that look share: an address from what somebody typed, and the commits of a
 * file.
 */
#ifndef CMD_LOOK_H
#define CMD_LOOK_H

#include "open.h"
#include "stocktake/model/schema.h"
#include "stocktake/report/log.h"

struct stk_looked {
	char *address; /* canonical; owned */
	char *file;    /* of the entity, relative to the inventory; owned */
	enum stk_kind kind;
	const struct stk_entity *entity; /* NULL: not there (any more) */
};

/* An address, or the id or name of a platform, stakeholder, metric or other entity alone
 * ("hubspot", "Ana"). Fails where it can be none, or could be several. An entity that is not there
 * fails only with must_exist. */
int stk_look(const struct stk_opened *opened, const char *word, bool must_exist,
	     struct stk_looked *looked, struct stk_err *err);
void stk_looked_release(struct stk_looked *looked);

/* Gathers at most `max` commits (0: all) that changed the file (NULL: the inventory). *has_git is
 * false where there is no repository. */
int stk_look_commits(const struct stk_app *app, const struct stk_opened *opened, const char *file,
		     size_t max, struct stk_commit_lines *lines, bool *has_git,
		     struct stk_err *err);

/* Of two exit statuses the one that tells more. */
static inline int stk_worse(int a, int b)
{
	return a > b ? a : b;
}

/* Writes out and returns the exit status: the worse of the status so far and that of unreadable
 * files, which are complained of. */
int stk_look_finish(const struct stk_opened *opened, const struct stk_str *out, int status);

#endif
