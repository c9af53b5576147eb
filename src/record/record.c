#include "stocktake/record/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "record_private.h"
#include "stocktake/base/mem.h"

/* --- opening and closing -------------------------------------------- */

static void give_voice(struct stk_record *record, const struct stk_voice *voice)
{
	if (!voice || !voice->by)
		return;
	record->voice.by = record->by = stk_xstrdup(voice->by);
	record->voice.kind = record->kind = stk_xstrdup(voice->kind ? voice->kind : "decision");
	if (voice->facilitator)
		record->voice.facilitator = record->facilitator = stk_xstrdup(voice->facilitator);
	if (voice->source)
		record->voice.source = record->source = stk_xstrdup(voice->source);
}

/* All that hangs on who speaks. */
static void end_voice(struct stk_record *record)
{
	record->unfinished |= record->waiting.count > 0;
	stk_testimony_end(&record->testimony, record->dirfd, record->unfinished);
	stk_waiting_release(&record->waiting);
	stk_journal_end(&record->journal, record->dirfd, record->unfinished);
	for (size_t i = 0; i < record->written_count; i++) {
		free(record->written[i].path);
		free(record->written[i].before);
		stk_str_release(&record->after[i]);
	}
	free(record->written);
	free(record->after);
	free(record->by);
	free(record->kind);
	free(record->facilitator);
	free(record->source);
	free(record->aside.typed);
	stk_steps_release(record);
}

struct stk_record *stk_record_open(const char *folder, struct stk_inventory *inventory,
				   const struct stk_voice *voice, struct stk_err *err)
{
	struct stk_record *record = stk_xcalloc(1, sizeof *record);

	record->inventory = inventory;
	record->steps_arena = (struct stk_arena)STK_ARENA_INIT;
	record->dirfd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (record->dirfd < 0) {
		stk_err_errno(err, errno, "cannot open the inventory %s", folder);
		free(record);
		return NULL;
	}
	give_voice(record, voice);
	stk_snapshot_take(record);
	return record;
}

void stk_record_next_voice(struct stk_record *record, const struct stk_voice *voice)
{
	struct stk_record next = {.inventory = record->inventory,
				  .dirfd = record->dirfd,
				  .dry_run = record->dry_run,
				  .patient = record->patient,
				  .seen_by_path = record->seen_by_path,
				  .seen = record->seen,
				  .seen_paths = record->seen_paths,
				  .seen_count = record->seen_count,
				  .seen_cap = record->seen_cap,
				  .round = record->round,
				  .folders = record->folders,
				  .folder_count = record->folder_count,
				  .folder_cap = record->folder_cap,
				  .steps_arena = STK_ARENA_INIT};

	if (record->gathered.on)
		stk_gather_turn(record);
	next.gathered = record->gathered;
	end_voice(record);
	*record = next;
	give_voice(record, voice);
}

void stk_record_set_dry_run(struct stk_record *record, bool dry_run)
{
	record->dry_run = dry_run;
}

void stk_record_close(struct stk_record *record)
{
	if (!record)
		return;
	if (record->gathered.on)
		stk_gather_turn(record);
	end_voice(record);
	stk_gather_release(record);
	stk_snapshot_release(record);
	close(record->dirfd);
	free(record);
}

const struct stk_written *stk_record_written(const struct stk_record *record, size_t *count)
{
	*count = record->written_count;
	return record->written;
}

const struct stk_record_counts *stk_record_counts(const struct stk_record *record)
{
	return &record->counts;
}

const char *stk_record_evidence_path(const struct stk_record *record)
{
	return record->testimony.begun ? record->testimony.path : NULL;
}

const char *stk_record_preview(const struct stk_record *record, const char *path, size_t *len_bytes)
{
	for (size_t i = 0; i < record->written_count; i++)
		if (strcmp(record->written[i].path, path) == 0) {
			*len_bytes = record->after[i].len;
			return record->after[i].data;
		}
	return NULL;
}

/* --- the lock ------------------------------------------------------- */

int stk_record_lock(int dirfd, struct stk_err *err)
{
	const struct timespec pause = {0, 5 * 1000 * 1000};

	/* Others hold it for milliseconds; ten seconds mean that something is stuck. */
	for (int tries = 0; tries < 2000; tries++) {
		if (flock(dirfd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return stk_err_errno(err, errno, "cannot lock the inventory");
		nanosleep(&pause, NULL);
	}
	stk_err_set(err, STK_EIO,
		    "another stocktake has held the inventory's lock for ten seconds");
	stk_err_hint(
		err,
		"Look for one that hangs, end it, then try again. Nothing of yours was written.");
	return -1;
}

void stk_record_unlock(int dirfd)
{
	flock(dirfd, LOCK_UN);
}
