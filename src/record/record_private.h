/*
 * What the files of this room share about an open record.
 */
#ifndef RECORD_PRIVATE_H
#define RECORD_PRIVATE_H

#include <sys/stat.h>
#include <time.h>

#include "stocktake/base/map.h"
#include "stocktake/record/durable.h"
#include "stocktake/record/record.h"
#include "stocktake/yaml/reading.h"
#include "journal.h"
#include "testimony.h"

/* What a file was when it was loaded: enough to see that somebody else wrote it. */
/* A folder's time tells of files that came, went, or were put in place of others. */
struct stk_folder_seen {
	char *path;
	struct timespec changed;
	bool is_old; /* by then, so that a change since gives it another time */
};

struct stk_seen {
	struct timespec changed;
	off_t size;
	ino_t inode;
	uint32_t round; /* of the snapshot in which it was last there */
};

/* Changes that could not be made yet; all is in the arena. */
struct stk_waiting {
	struct stk_arena arena;
	struct stk_change *items;
	size_t count, cap;
	struct stk_err why;
};

/* A file as a gathering record has it. */
struct stk_gathered_file {
	char *path;
	struct stk_str text;
	bool gone;
	bool changed;     /* else it was only read */
	bool was_there;   /* on disk, when it was read */
	struct stat info; /* of then */
};

/* A voice that was heard to its end. */
struct stk_gathered_turn {
	char *by;
	struct stk_testimony testimony;
	struct stk_written *written;
	struct stk_str *after;
	size_t written_count;
	struct stk_record_counts counts;
};

struct stk_gathered {
	bool on;      /* nothing is written yet */
	bool written; /* all of it is */
	bool unfinished;
	struct stk_map by_path;
	struct stk_gathered_file *files;
	size_t count, cap;
	struct stk_gathered_turn *turns;
	size_t turn_count, turn_cap;
};

struct stk_record {
	struct stk_inventory *inventory;
	int dirfd;
	struct stk_voice voice; /* points at the four below */
	char *by, *kind, *facilitator, *source;
	bool dry_run;
	bool unfinished; /* the evidence says more than the files: the marker stays for the next
			    start */
	bool patient;
	bool retelling; /* what is said again is in the evidence already */
	struct stk_waiting waiting;
	struct stk_testimony testimony;
	struct stk_aside aside;
	struct stk_journal journal;
	struct stk_gathered gathered;
	struct stk_written *written;
	struct stk_str *after; /* beside `written`: a dry run's new bytes */
	size_t written_count, written_cap;
	struct stk_record_counts counts;
	struct stk_map seen_by_path;
	struct stk_seen *seen;
	char **seen_paths;
	size_t seen_count, seen_cap;
	uint32_t round;
	struct stk_folder_seen *folders; /* those that hold any file, as of the last look around */
	size_t folder_count, folder_cap;
	bool keeps_steps; /* what is applied may be taken back */
	struct stk_step_done *steps;
	size_t step_count, step_cap;
	struct stk_arena steps_arena;
};

/* One file that a write is about. */
struct stk_target {
	char *path;
	struct stk_str text, before;
	struct stk_reading reading; /* of `text` */
	bool existed, changed;
	bool failed; /* could not be read, or a change of it not be made: the file stays as it is */
};

/* Reads the file as it is on disk now (or as a dry run has it). */
int stk_target_read(struct stk_record *record, struct stk_target *target, struct stk_err *err);
/* What is to be written of it, valid as long as its text. */
struct stk_durable_item stk_target_item(const struct stk_target *target);
/* Writes it durably; an entity without text is one that was removed. */
int stk_target_put(struct stk_record *record, const struct stk_target *target, struct stk_err *err);
/* Lists it among the files that the record wrote. */
void stk_target_keep(struct stk_record *record, struct stk_target *target);
void stk_target_release(struct stk_target *target);

void stk_waiting_add(struct stk_waiting *waiting, const struct stk_change *change);
void stk_waiting_release(struct stk_waiting *waiting);

/* What stands at the address; NULL: nothing. Of a member of a set: "true". In the arena. */
const struct stk_value *stk_value_standing(const struct stk_inventory *inventory, const char *at,
					   struct stk_arena *arena);
/* Puts a value back to what it was, as a hand edit; *kept counts those that somebody changed. */
int stk_put_value_back(struct stk_record *record, const char *at, const struct stk_value *was,
		       const struct stk_value *is, size_t *kept, struct stk_err *err);

/* Takes the dispute out that the person began about the address, if there is one. */
int stk_drop_dispute(struct stk_record *record, const char *at, const char *by, bool *dropped,
		     struct stk_err *err);

/* --- last_answer.c --- */
/* The path of the marker of an evidence file: while it is there a process may add to the file.
 * Freed by the caller. */
char *stk_last_marker(const struct stk_record *record, const struct stk_entity *evidence);
/* Marks the answers as taken back, durably. */
int stk_last_mark(struct stk_record *record, const struct stk_last_answer *last,
		  struct stk_err *err);

/* Adds to the evidence what a voice says; nothing for a hand edit and a dry run. */
int stk_record_testify(struct stk_record *record, const struct stk_change *changes, size_t count,
		       struct stk_err *err);

/* gather.c. The file as it was gathered, read first where it was not: -1 where it cannot be. */
int stk_gather_read(struct stk_record *record, struct stk_target *target, struct stk_err *err);
void stk_gather_put(struct stk_record *record, const struct stk_target *target);
/* What the voice said becomes a turn. */
void stk_gather_turn(struct stk_record *record);
/* Takes out of the inventory what was not written; frees. */
void stk_gather_release(struct stk_record *record);

/* durable.c: what temp files are called. */
#define STK_TEMP_PREFIX ".stocktake-"
#define STK_TEMP_SUFFIX ".tmp"
/* leftovers.c: removes the temp files of processes that are gone. */
void stk_leftovers_remove(int dirfd);

int stk_record_lock(int dirfd, struct stk_err *err);
void stk_record_unlock(int dirfd);

/* Remembers the files as they are now: what the inventory was loaded from. */
void stk_snapshot_take(struct stk_record *record);
/* The same for one file that we wrote or removed ourselves. What others wrote meanwhile is still
 * news at the next refresh. */
void stk_snapshot_note(struct stk_record *record, const char *path);
void stk_snapshot_release(struct stk_record *record);

/* take_back.c: what an apply does, told as it does it. Nothing where no steps are kept. The answers
 * are those of the evidence from that byte on. */
void stk_steps_answers(struct stk_record *record, size_t from);
/* Before the change is made. */
void stk_steps_change(struct stk_record *record, const struct stk_change *change);
/* NULL: the file was, or is, not there. */
void stk_steps_file(struct stk_record *record, const char *path, const struct stk_str *before,
		    const struct stk_str *after);
void stk_steps_release(struct stk_record *record);

#endif
