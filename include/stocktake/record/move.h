/*
 * Ids moved everywhere at once: one entry renamed, or folded into another that is the same thing.
 *
 * Many files change together. Before the first of them a note of what is meant lies on disk (a
 * hidden file `.move-ID`); a process that dies leaves either nothing changed, or that note: the
 * next start that writes finishes what it says (stk_record_finish_moves). Each step can be made
 * again on whatever is there, so an editor that saves in between loses nothing.
 */
#ifndef STOCKTAKE_RECORD_MOVE_H
#define STOCKTAKE_RECORD_MOVE_H

#include "stocktake/model/moves.h"
#include "stocktake/record/record.h"

struct stk_moving {
	struct stk_move move;
	bool fold;           /* `to` is there; else `from` becomes it */
	const char *name;    /* not a fold: what it is called from now on; NULL: as before */
	const char *message; /* of the commit, for whoever finishes after a kill */
};

/* What came of it. */
struct stk_moved {
	size_t places, files; /* that named it, in how many files */
	uint32_t disputes;
	struct stk_str dropped; /* a line each: links that would lead to itself */
};

/* Both must be there, or not be there, as the move says: callers ask first. All or nothing: where
 * one file cannot be read, none is changed. The record keeps the note until it is closed, so that
 * the commit is made, too. */
int stk_record_move(struct stk_record *record, const struct stk_moving *moving,
		    struct stk_moved *moved, struct stk_err *err);
/* The commit could not be made: the next start tries once more. */
void stk_record_leave_note(struct stk_record *record);
void stk_moved_release(struct stk_moved *moved);

/* The lines at the end of a commit's message from which the log follows files: "Moved: OLD -> NEW"
 * with paths in the inventory. */
#define STK_MOVED_LINE "Moved: "

/* Finishes what dead processes began. each is told for each of them: who spoke, the commit's
 * message, the paths (NULL-ended). */
int stk_record_finish_moves(const char *folder, struct stk_inventory *inventory,
			    void (*each)(void *data, const char *by, const char *message,
					 const char *const *paths),
			    void *data, struct stk_err *err);

#endif
