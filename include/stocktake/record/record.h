/*
 * The one way to write an inventory.
 *
 * Every command that changes files opens a record, applies changes at addresses, and closes it.
 * Applying takes the inventory's lock (flock on its folder), writes the evidence first, then
 * splices the files, each durably (temp file, fsync, rename, fsync of the folder): a kill or a full
 * disk at any moment leaves each file old or new. Then the changed files are loaded again into the
 * inventory, so what it shows is what is on disk.
 *
 * While a record that leaves evidence is open, a hidden marker `evidence/.open-ID` lies beside its
 * evidence file. A marker whose owner is gone tells the next start that the process died:
 * stk_record_recover then fills from that evidence the holes that it did not come to fill.
 *
 * A file changed by somebody else since it was loaded is simply read again: edits are made on the
 * bytes that are there.
 */
#ifndef STOCKTAKE_RECORD_RECORD_H
#define STOCKTAKE_RECORD_RECORD_H

#include <stdbool.h>

#include "stocktake/model/address.h"
#include "stocktake/model/evidence.h"
#include "stocktake/model/inventory.h"
#include "stocktake/yaml/value.h"

/* Who speaks. All NULL: a hand edit, which leaves no evidence and is never a dispute. */
struct stk_voice {
	const char *by;          /* stakeholder id, or workshops/ID: the room */
	const char *kind;        /* interview | sheet | scan | decision | merge */
	const char *facilitator; /* stakeholder id, or NULL */
	const char *source;      /* the file that it stands in ("ana.xlsx"), or NULL */
};

enum stk_change_op {
	STK_CHANGE_SET, /* the value at the address becomes `value`. `platforms/ID` with a map makes
			   the entity's file. Parents that are missing are made */
	STK_CHANGE_ADD, /* `value` (a scalar or a map) becomes a member of the list at the address,
			 * unless an equal or equally named one is there. An item with a name (an
			 * integration, a field) that is there already gets the keys it lacks; keys
			 * that differ count as contradictions */
	STK_CHANGE_REMOVE, /* the value or member at the address goes, or the entity and its file;
		      nothing there is fine */
	STK_CHANGE_STATE   /* nothing is written but evidence: unknown, not applicable, or ask
			      somebody (state, ask) */
};

/* What to do where a voice's SET contradicts a value that is there. Hand edits always replace. */
enum stk_on_conflict { STK_CONFLICT_DISPUTE, STK_CONFLICT_REPLACE, STK_CONFLICT_KEEP };

struct stk_change {
	enum stk_change_op op;
	const char *address;
	const struct stk_value *value;
	enum stk_on_conflict on_conflict;
	bool accepted;               /* Enter on a proposal, or derived from the catalogue */
	enum stk_answer_state state; /* STATE: UNKNOWN, NOT_APPLICABLE or ASK */
	const char *ask;             /* STATE ASK: a stakeholder's id */
	const char *by; /* overrides the voice's `by` for this answer (one person in a room); NULL:
			   the voice's */
	const char *cell; /* where in the voice's source it stands: "Platforms!C7"; NULL: nowhere */
	bool heard; /* what is there agrees, as the caller has seen: nothing is left but evidence */
};

/* A file this record wrote. */
struct stk_written {
	char *path;   /* relative to the inventory */
	char *before; /* its bytes before the first write, NULL: it was not there */
	size_t before_bytes;
	bool hand_edited; /* set by the history side */
};

struct stk_record_counts {
	uint32_t said, accepted, disputes, stated; /* answers applied; of these accepted; new
						      disputes; states (unknown, na, ask) */
};

struct stk_record;

/* `folder` is the inventory's folder on disk; `inventory` was loaded from it and is kept up to
 * date; both must outlive the record. The voice is copied. Nothing is written yet. */
struct stk_record *stk_record_open(const char *folder, struct stk_inventory *inventory,
				   const struct stk_voice *voice, struct stk_err *err);
/* The next one speaks, as if the record were closed and opened for that voice: what was written and
 * counted so far is forgotten (commit it before), its marker goes. The files are not looked at
 * again but for what others write meanwhile. */
void stk_record_next_voice(struct stk_record *record, const struct stk_voice *voice);

/* What one voice said of what a record gathered. */
struct stk_turn {
	const char *by;
	const struct stk_written *written;
	const struct stk_str *after; /* beside `written`: what the voice left there; empty: gone */
	size_t written_count;
	const char *evidence_path; /* NULL: it left none */
	const struct stk_str *evidence;
	struct stk_record_counts counts;
};
/* From here on the record gathers: nothing is written, and the inventory shows what is applied all
 * the same, voice after voice (stk_record_next_voice). Many voices about the same files then cost
 * one write of each. */
void stk_record_gather(struct stk_record *record);
/* Writes what was gathered: the evidence of all voices, then each file once, all durable when it
 * returns. -1: as stk_record_apply. *stale (and -1): somebody else has written one of the files
 * meanwhile; nothing is written. A gathering record that is closed before this leaves nothing
 * behind, and the inventory shows what is on disk. */
int stk_record_write_gathered(struct stk_record *record, bool *stale, struct stk_err *err);
/* The voices that were gathered, in their order; those that said nothing are not among them. All is
 * owned by the record. */
size_t stk_record_turns(const struct stk_record *record);
void stk_record_turn(const struct stk_record *record, size_t index, struct stk_turn *turn);

/* With dry_run nothing is written: files' new contents are only computed (stk_record_preview). */
void stk_record_set_dry_run(struct stk_record *record, bool dry_run);

/* All or nothing per file, evidence first; durable when it returns. On failure err says which
 * change and why; changes of other files may have been written (evidence has them all: recover
 * finishes). */
int stk_record_apply(struct stk_record *record, const struct stk_change *changes, size_t count,
		     struct stk_err *err);

/* A patient record takes answers although their file cannot be read or spliced now (an editor left
 * it half done): they are in the evidence, apply returns 0, and the changes wait. Every later
 * apply, and stk_record_retry, makes those that can be made by then; what still waits when the
 * record is closed is left to the next start. */
void stk_record_set_patient(struct stk_record *record, bool patient);
/* How many changes wait, and why the first of them does (valid until the next apply). */
size_t stk_record_waiting(const struct stk_record *record, const struct stk_err **why);
int stk_record_retry(struct stk_record *record, struct stk_err *err);

/* Nobody else writes into the inventory until it is let go: around what reads back several files,
 * as a commit does. */
int stk_record_hold(const struct stk_record *record, struct stk_err *err);
void stk_record_let_go(const struct stk_record *record);

/* A new file that is no entity (a check): durable when it returns, listed among the written. Fails
 * where there is one already: it never takes the place of anything. */
int stk_record_new_file(struct stk_record *record, const char *path, const char *text,
			size_t len_bytes, struct stk_err *err);

/* The value that a SET would contradict: what is at the address, if it is there and differs from
 * `value` (texts compared folded; a list that holds all of value's members agrees). NULL: no
 * contradiction. */
const struct stk_node *stk_record_conflict(const struct stk_inventory *inventory,
					   const char *address, const struct stk_value *value);

/* Decides a dispute: sets the value (NULL: the value that stands is right), takes the disputes at
 * that address out. */
int stk_record_settle(struct stk_record *record, const char *address, const struct stk_value *value,
		      struct stk_err *err);

/* From here on what is applied can be taken back. Only a record that leaves evidence keeps it. */
void stk_record_keep_steps(struct stk_record *record);
/* Where the record stands: what is applied later is taken back to here. */
size_t stk_record_mark(const struct stk_record *record);
/* Takes back all that was applied since the mark, durably: the files get the bytes that they had.
 * The evidence keeps what was said, and says that it was taken back. Where somebody else wrote the
 * file since, only values that still stand as they were said go back; *kept counts those that do
 * not. On failure the next start fills in again what was taken out. */
int stk_record_take_back(struct stk_record *record, size_t mark, size_t *kept, struct stk_err *err);

/* An answer begins: the evidence keeps the line that was typed, and what stood before, with what is
 * applied from here on, so that another record can take it back. */
void stk_record_answer(struct stk_record *record, const char *typed);
/* An answer that the record's voice gave to an earlier record. */
struct stk_last_answer {
	struct stk_entity evidence;
	size_t first, end;      /* of the file's answers; those that were taken back are none */
	const char *typed, *at; /* the line, and when that interview began */
};
/* The last one that was not taken back. False: there is none, or it is of before such lines were
 * kept. What a walk that is still going on says is left to that. */
bool stk_record_last_answer(const struct stk_record *record, struct stk_last_answer *last);
/* Takes it back, durably: what it brought goes, what it changed is what it was. *kept counts the
 * values that stay, because somebody else changed them or speaks of them too. */
int stk_record_take_back_last(struct stk_record *record, const struct stk_last_answer *last,
			      size_t *kept, struct stk_err *err);

/* The files written so far, in order of first write; owned by the record. */
const struct stk_written *stk_record_written(const struct stk_record *record, size_t *count);
const struct stk_record_counts *stk_record_counts(const struct stk_record *record);
/* The evidence file's path, or NULL. */
const char *stk_record_evidence_path(const struct stk_record *record);

/* Dry run: the new bytes of a written file. NULL if it is not among them. */
const char *stk_record_preview(const struct stk_record *record, const char *path,
			       size_t *len_bytes);

/* Removes the marker and frees. */
void stk_record_close(struct stk_record *record);

/* What a dead process left: fills holes from the evidence of markers without an owner, and removes
 * these. Files it wrote and the evidence files concerned are reported to each (by: who spoke,
 * paths: NULL-ended), so that they can be committed. What cannot be filled in (its file is broken)
 * keeps its marker, and the rest is filled in all the same: then -1, with the first reason. */
int stk_record_recover(const char *folder, struct stk_inventory *inventory,
		       void (*each)(void *data, const char *by, const char *const *paths),
		       void *data, struct stk_err *err);

/* True if a file of the inventory on disk is newer than it was at load, is gone, or is new; then
 * the inventory was loaded again where it changed. Cheap: stats only (used before each prompt). */
bool stk_record_refresh(struct stk_record *record);
/* The same, only where a folder says that files came, went or were put in place of others since the
 * last look: a few stats. A file that was written over where it lies is left to the next look. */
bool stk_record_refresh_names(struct stk_record *record);
/* The same, telling each which files these were. */
bool stk_record_refresh_each(struct stk_record *record, void (*each)(void *data, const char *path),
			     void *data);

#endif
