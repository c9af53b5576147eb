/* Answers taken back: what was applied since a mark, last first. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "locate.h"
#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"

enum step_kind { STEP_ANSWERS, STEP_CHANGE, STEP_FILE };

/* One thing that an apply did. */
struct stk_step_done {
	enum step_kind kind;
	struct stk_record_counts counts; /* before it */
	size_t from, to;                 /* ANSWERS: bytes of the evidence */
	char *path;                      /* FILE */
	char *before, *after;            /* FILE: its bytes; NULL where it was not there */
	size_t before_bytes, after_bytes;
	const char *at; /* CHANGE: what became of it; in the arena */
	const struct stk_value *was, *is;
};

void stk_record_keep_steps(struct stk_record *record)
{
	record->keeps_steps = record->voice.by && !record->dry_run;
}

size_t stk_record_mark(const struct stk_record *record)
{
	return record->step_count;
}

static struct stk_step_done *push(struct stk_record *record, enum step_kind kind)
{
	STK_GROW(record->steps, record->step_cap, record->step_count + 1);
	record->steps[record->step_count] =
		(struct stk_step_done){.kind = kind, .counts = record->counts};
	return &record->steps[record->step_count++];
}

static void drop_steps(struct stk_record *record, size_t mark)
{
	while (record->step_count > mark) {
		struct stk_step_done *step = &record->steps[--record->step_count];

		free(step->path);
		free(step->before);
		free(step->after);
	}
}

void stk_steps_release(struct stk_record *record)
{
	drop_steps(record, 0);
	free(record->steps);
	stk_arena_release(&record->steps_arena);
}

void stk_steps_answers(struct stk_record *record, size_t from)
{
	struct stk_step_done *step;

	if (!record->keeps_steps)
		return;
	step = push(record, STEP_ANSWERS);
	step->from = from;
	step->to = record->testimony.text.len;
}

static const struct stk_value *copy_value(struct stk_arena *arena, const struct stk_value *value)
{
	struct stk_value *copy = stk_arena_zalloc(arena, sizeof *copy);

	*copy = (struct stk_value){.kind = value->kind,
				   .key = value->key ? stk_arena_strdup(arena, value->key) : NULL,
				   .text = value->text ? stk_arena_strdup(arena, value->text)
						       : NULL};
	for (const struct stk_value *item = value->first; item; item = item->next) {
		struct stk_value *next = (struct stk_value *)(uintptr_t)copy_value(arena, item);

		if (copy->last)
			copy->last->next = next;
		else
			copy->first = next;
		copy->last = next;
	}
	return copy;
}

/* Where the change takes place: a member that is added has an address of its own. NULL where it has
 * none. In the arena. */
static const char *place_of(struct stk_record *record, const struct stk_change *change)
{
	struct stk_str at = STK_STR_INIT;
	const char *name, *copy;

	if (change->op != STK_CHANGE_ADD)
		return stk_arena_strdup(&record->steps_arena, change->address);
	name = stk_testimony_added_name(record->inventory, change);
	if (!name)
		return NULL;
	stk_str_add(&at, change->address);
	stk_address_add(&at, name);
	copy = stk_arena_strdup(&record->steps_arena, at.data);
	stk_str_release(&at);
	return copy;
}

const struct stk_value *stk_value_standing(const struct stk_inventory *inventory, const char *at,
					   struct stk_arena *arena)
{
	const struct stk_value *value = NULL;
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;

	if (stk_address_parse(at, &address, &ignored))
		return NULL;
	if (stk_address_resolve(inventory, &address, &place, &ignored) && place.node)
		value = place.member ? stk_value_text(arena, "true")
				     : stk_value_from_node(arena, place.node, &inventory->syms);
	stk_address_release(&address);
	return value;
}

static const struct stk_value *value_at(struct stk_record *record, const char *at)
{
	return stk_value_standing(record->inventory, at, &record->steps_arena);
}

void stk_steps_change(struct stk_record *record, const struct stk_change *change)
{
	struct stk_step_done *step;
	const char *at;

	if (!record->keeps_steps || change->op == STK_CHANGE_STATE)
		return;
	at = place_of(record, change);
	step = push(record, STEP_CHANGE);
	step->at = at;
	step->was = at ? value_at(record, at) : NULL;
	step->is = change->value && change->op != STK_CHANGE_REMOVE
			   ? copy_value(&record->steps_arena, change->value)
			   : NULL;
}

void stk_steps_file(struct stk_record *record, const char *path, const struct stk_str *before,
		    const struct stk_str *after)
{
	struct stk_step_done *step;

	if (!record->keeps_steps)
		return;
	step = push(record, STEP_FILE);
	step->path = stk_xstrdup(path);
	if (before) {
		step->before = stk_xstrndup(before->data, before->len);
		step->before_bytes = before->len;
	}
	if (after) {
		step->after = stk_xstrndup(after->data, after->len);
		step->after_bytes = after->len;
	}
}

/* --- taking back --------------------------------------------------------------------------------
 */

/* True if the file is still as the step left it. */
static bool is_as_left(struct stk_record *record, const struct stk_step_done *step)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_err ignored;
	struct stat info;
	bool same;

	if (fstatat(record->dirfd, step->path, &info, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT && !step->after;
	same = step->after &&
	       stk_file_read(record->dirfd, step->path, STK_YAML_MAX_BYTES, &text, NULL,
			     &ignored) == 0 &&
	       text.len == step->after_bytes &&
	       memcmp(text.data, step->after, step->after_bytes) == 0;
	stk_str_release(&text);
	return same;
}

static int put_back(struct stk_record *record, const struct stk_step_done *step,
		    struct stk_err *err)
{
	int failed = step->before ? stk_durable_write(record->dirfd, step->path, step->before,
						      step->before_bytes, err)
				  : stk_durable_remove(record->dirfd, step->path, err);

	if (failed)
		return -1;
	stk_snapshot_note(record, step->path);
	return stk_inventory_reload(record->inventory, step->path, err);
}

static bool is_listed(const struct stk_map *paths, const char *path)
{
	return stk_map_get(paths, path, strlen(path), NULL);
}

/* Files that nobody else wrote since get their former bytes; the others are listed in `shared`. */
static int put_files_back(struct stk_record *record, size_t mark, struct stk_map *shared,
			  struct stk_err *err)
{
	for (size_t i = record->step_count; i-- > mark;) {
		const struct stk_step_done *step = &record->steps[i];

		if (step->kind != STEP_FILE || is_listed(shared, step->path))
			continue;
		if (!is_as_left(record, step))
			stk_map_put(shared, step->path, strlen(step->path), 1);
		else if (put_back(record, step, err))
			return -1;
	}
	return 0;
}

/* In a file that somebody else wrote since, what still stands as it was said goes back to what it
 * was; what they said there stays. */
int stk_put_value_back(struct stk_record *record, const char *at, const struct stk_value *was,
		       const struct stk_value *is, size_t *kept, struct stk_err *err)
{
	struct stk_change change = {.op = was ? STK_CHANGE_SET : STK_CHANGE_REMOVE,
				    .address = at,
				    .value = was,
				    .on_conflict = STK_CONFLICT_REPLACE};
	bool there = value_at(record, at) != NULL;

	if ((!there && !was) || (is && there && stk_record_conflict(record->inventory, at, is)) ||
	    (!is && there)) {
		*kept += there;
		return 0;
	}
	return stk_record_apply(record, &change, 1, err);
}

static int put_values_back(struct stk_record *record, size_t mark, size_t count,
			   const struct stk_map *shared, size_t *kept, struct stk_err *err)
{
	const char *by = record->voice.by;
	int failed = 0;

	/* It is no testimony: the evidence says that it was taken back. */
	record->voice.by = NULL;
	for (size_t i = count; i-- > mark && !failed;) {
		const struct stk_step_done *step = &record->steps[i];
		char *path = NULL;
		struct stk_address address;

		if (step->kind != STEP_CHANGE || !step->at ||
		    stk_address_parse(step->at, &address, err))
			continue;
		path = stk_locate_file(record->inventory, &address);
		if (is_listed(shared, path))
			failed = stk_put_value_back(record, step->at, step->was, step->is, kept,
						    err);
		free(path);
		stk_address_release(&address);
	}
	record->voice.by = by;
	return failed;
}

static int mark_answers(struct stk_record *record, size_t mark, size_t count, struct stk_err *err)
{
	size_t from = record->testimony.text.len, to = 0;

	for (size_t i = mark; i < count; i++)
		if (record->steps[i].kind == STEP_ANSWERS) {
			from = record->steps[i].from < from ? record->steps[i].from : from;
			to = record->steps[i].to > to ? record->steps[i].to : to;
		}
	if (from >= to)
		return 0;
	if (stk_testimony_take_back(&record->testimony, record->dirfd, from, to,
				    &record->inventory->clock, err))
		return -1;
	stk_snapshot_note(record, record->testimony.path);
	return stk_inventory_reload(record->inventory, record->testimony.path, err);
}

/* Files first: of a process that is killed in between, the next start finds the answer in the
 * evidence and fills it in again, so that it was either taken back or not. */
int stk_record_take_back(struct stk_record *record, size_t mark, size_t *kept, struct stk_err *err)
{
	struct stk_map shared = STK_MAP_INIT;
	struct stk_record_counts counts;
	size_t count = record->step_count;
	int failed;

	*kept = 0;
	if (mark >= count)
		return 0;
	counts = record->steps[mark].counts;
	if (stk_record_lock(record->dirfd, err))
		return -1;
	record->keeps_steps = false;
	stk_record_refresh(record);
	failed = put_files_back(record, mark, &shared, err);
	stk_record_unlock(record->dirfd);
	if (!failed)
		failed = put_values_back(record, mark, count, &shared, kept, err);
	if (!failed && !(failed = stk_record_lock(record->dirfd, err))) {
		failed = mark_answers(record, mark, count, err);
		stk_record_unlock(record->dirfd);
	}
	record->keeps_steps = true;
	record->unfinished |= failed != 0;
	if (!failed)
		record->counts = counts;
	drop_steps(record, mark);
	stk_map_release(&shared);
	return failed;
}
