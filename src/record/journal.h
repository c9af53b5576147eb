/*
 * The note that lies in an inventory while ids move: what is meant, and which files it concerns.
 */
#ifndef RECORD_JOURNAL_H
#define RECORD_JOURNAL_H

#include "stocktake/record/move.h"

#define STK_JOURNAL_PREFIX ".move-"

struct stk_journal {
	char *path; /* NULL: none */
	int fd;     /* holds its flock while we live */
};

/* Writes the note and locks it. The inventory's lock is held. */
int stk_journal_write(struct stk_journal *journal, int dirfd, const struct stk_moving *moving,
		      const char *by, const char *const *paths, size_t count, struct stk_err *err);
/* Removes it, or (keep) leaves it to the next start. */
void stk_journal_end(struct stk_journal *journal, int dirfd, bool keep);

/* What a note says; texts in the arena. */
struct stk_note {
	struct stk_moving moving;
	const char *by; /* NULL: by hand */
	const char **paths;
	size_t path_count;
};
int stk_journal_parse(const char *path, const char *text, size_t len_bytes, struct stk_arena *arena,
		      struct stk_note *note, struct stk_err *err);
int stk_journal_read(int dirfd, const char *path, struct stk_arena *arena, struct stk_note *note,
		     struct stk_err *err);

#endif
