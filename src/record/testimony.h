/*
 * The evidence file that a record writes: begun at the first answer, added to with every apply.
 */
#ifndef RECORD_TESTIMONY_H
#define RECORD_TESTIMONY_H

#include "stocktake/base/str.h"
#include "stocktake/record/record.h"

struct stk_testimony {
	char *id;            /* DATE-WHO-KIND-RANDOM */
	char *path;          /* evidence/ID.yaml */
	char *marker;        /* evidence/.open-ID */
	int marker_fd;       /* holds the marker's flock while we live */
	struct stk_str text; /* the file as it stands */
	bool begun;
	bool gathers;           /* nothing of it is written yet */
	struct stk_str pending; /* gathers: addresses that the marker is to hold, a line each */
};

/* What is kept beside the answers, so that another record can take them back. */
struct stk_aside {
	bool is_kept;
	char *typed; /* the line that the next answers mean; NULL once it is told */
};

/* Makes an id that no file has yet, and the marker (locked). dirfd is the inventory's folder; its
 * lock is held. On failure nothing is kept, so that the next answer may try again. */
int stk_testimony_begin(struct stk_testimony *testimony, int dirfd, const struct stk_voice *voice,
			const struct stk_clock *clock, bool gathers, struct stk_err *err);
/* Adds the answers and writes the file durably; on failure it is as it was. What is added to a list
 * is said of the member, as in `holds/lead says true`. The line of `aside` is told then. */
int stk_testimony_add(struct stk_testimony *testimony, int dirfd, const struct stk_voice *voice,
		      const struct stk_inventory *inventory, const struct stk_change *changes,
		      size_t count, struct stk_aside *aside, struct stk_err *err);
/* The answers in these bytes of the file were taken back: marked so, durably; on failure it is as
 * it was. */
int stk_testimony_take_back(struct stk_testimony *testimony, int dirfd, size_t from, size_t to,
			    const struct stk_clock *clock, struct stk_err *err);
/* The name of the member that an ADD puts into the list at its address; NULL where it has none. */
const char *stk_testimony_added_name(const struct stk_inventory *inventory,
				     const struct stk_change *change);
/* Notes in the marker which answers the files do not have yet: should we die, or their files not be
 * mended before we end, the next start makes disputes of those that something else was put in the
 * place of. */
void stk_testimony_pending(struct stk_testimony *testimony, const struct stk_change *changes,
			   size_t count);
/* A change became a dispute, or took the place of something: should we die before its file is
 * written, the next start makes it again, though there is no hole to fill. */
void stk_testimony_expects(struct stk_testimony *testimony, const struct stk_inventory *inventory,
			   const struct stk_change *change);
/* The marker of a testimony that was gathered has been written: locks it. */
int stk_testimony_lock(struct stk_testimony *testimony, int dirfd, struct stk_err *err);
/* Removes the marker unless `keep_marker`, and frees. */
void stk_testimony_end(struct stk_testimony *testimony, int dirfd, bool keep_marker);

#define STK_MARKER_PREFIX ".open-"

#endif
