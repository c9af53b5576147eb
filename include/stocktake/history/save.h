/*
 * Committing what a record wrote: the last step of every command that writes.
 */
#ifndef STOCKTAKE_HISTORY_SAVE_H
#define STOCKTAKE_HISTORY_SAVE_H

#include "stocktake/history/repo.h"
#include "stocktake/model/inventory.h"
#include "stocktake/record/record.h"

struct stk_save {
	const char *folder; /* the inventory's folder on disk */
	const char *by; /* stakeholder whose words these are: author (ID@stakeholder.invalid where
			   no e-mail is known); NULL: the git identity */
	const char *message;
	struct stk_repo *repo; /* that of the folder, open already; NULL: it is opened */
	bool leave_index;      /* it is brought up to date later */
	bool no_commit;        /* --no-commit: nothing is done and `said` says so */
};

struct stk_saved {
	bool committed;
	char id[65];
	char said[320]; /* one line for the user, in words: "Saved and committed.", "Saved. No git
			   repository here: ...", "Saved, not committed: a merge is in progress." */
};

/* Commits the files that the record wrote and its evidence. Outside a repository, during a merge or
 * with no_commit: 0, and `said` says what was not done. -1 with the remedy only where git should
 * have taken it and did not; the files are saved all the same. */
int stk_history_save(const struct stk_inventory *inventory, const struct stk_record *record,
		     const struct stk_save *save, struct stk_saved *saved, struct stk_err *err);
/* The same for paths relative to the inventory (NULL-ended), without earlier hand edits told apart:
 * what recover reports, what init makes. */
int stk_history_save_paths(const struct stk_inventory *inventory, const char *const *paths,
			   const struct stk_save *save, struct stk_saved *saved,
			   struct stk_err *err);

/* What a record gathered and wrote: a commit a voice, each with the bytes that this voice left.
 * `message` makes a commit's message, `each` is told what became of it. Needs stk_history_takes. */
struct stk_save_turns {
	struct stk_save save; /* by and message: unused */
	const char *(*message)(void *data, const struct stk_turn *turn);
	void (*each)(void *data, const struct stk_saved *saved);
	void *data;
};
int stk_history_save_turns(const struct stk_inventory *inventory, const struct stk_record *record,
			   const struct stk_save_turns *turns, struct stk_err *err);
/* True where that can be done: nothing is to be committed, or libgit2 commits. What was gathered
 * need not be written for it. */
bool stk_history_takes(const struct stk_record *record, const struct stk_save *save);

#endif
