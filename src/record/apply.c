#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "locate.h"
#include "plan.h"
#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/record/durable.h"

/* One file of one apply. */
struct target {
	char *path;
	struct stk_str text, before;
	bool existed, changed;
	bool failed; /* could not be read, or a change of it not be made: the file stays as it is */
};

struct job {
	struct stk_record *record;
	struct stk_arena arena;
	struct target *targets;
	size_t count, cap;
	struct stk_map by_path;
};

static void job_release(struct job *job)
{
	for (size_t i = 0; i < job->count; i++) {
		free(job->targets[i].path);
		stk_str_release(&job->targets[i].text);
		stk_str_release(&job->targets[i].before);
	}
	free(job->targets);
	stk_map_release(&job->by_path);
	stk_arena_release(&job->arena);
}

/* Reads the file as it is on disk now (or as a dry run has it). */
static int read_target(struct stk_record *record, struct target *target, struct stk_err *err)
{
	size_t len;
	const char *preview =
		record->dry_run ? stk_record_preview(record, target->path, &len) : NULL;
	struct stat info;

	target->existed = true;
	if (preview) {
		stk_str_addn(&target->text, preview, len);
	} else if (fstatat(record->dirfd, target->path, &info, AT_SYMLINK_NOFOLLOW) &&
		   errno == ENOENT) {
		target->existed = false;
	} else if (stk_file_read(record->dirfd, target->path, STK_YAML_MAX_BYTES, &target->text,
				 NULL, err)) {
		return -1;
	}
	stk_str_addn(&target->before, target->text.data, target->text.len);
	return 0;
}

static struct target *target_of(struct job *job, const struct stk_address *address,
				struct stk_err *err)
{
	char *path = stk_locate_file(job->record->inventory, address);
	struct target *target;
	uint32_t index;

	if (stk_map_get(&job->by_path, path, strlen(path), &index)) {
		free(path);
		target = &job->targets[index];
		if (!target->failed)
			return target;
		stk_err_set(err, STK_EIO, "%s stays as it is", target->path);
		return NULL;
	}
	STK_GROW(job->targets, job->cap, job->count + 1);
	target = &job->targets[job->count];
	*target = (struct target){.path = path, .text = STK_STR_INIT, .before = STK_STR_INIT};
	stk_map_put(&job->by_path, path, strlen(path), (uint32_t)job->count++);
	target->failed = read_target(job->record, target, err) != 0;
	return target->failed ? NULL : target;
}

static void keep_written(struct stk_record *record, struct target *target)
{
	size_t i;

	for (i = 0; i < record->written_count; i++)
		if (strcmp(record->written[i].path, target->path) == 0)
			break;
	if (i == record->written_count) {
		size_t cap = record->written_cap;

		STK_GROW(record->written, record->written_cap, i + 1);
		if (cap != record->written_cap)
			record->after = stk_xrealloc(record->after, record->written_cap,
						     sizeof *record->after);
		record->written[i] = (struct stk_written){.path = stk_xstrdup(target->path)};
		if (target->existed) {
			record->written[i].before_bytes = target->before.len;
			record->written[i].before = stk_str_detach(&target->before);
		}
		stk_str_init(&record->after[i]);
		record->written_count++;
	}
	if (record->dry_run) {
		stk_str_reset(&record->after[i]);
		stk_str_addn(&record->after[i], target->text.data, target->text.len);
	}
}

static int plan_one(struct job *job, const struct stk_change *change, struct stk_err *err)
{
	struct stk_record *record = job->record;
	struct stk_address address;
	struct target *target;
	struct stk_plan plan = {.arena = &job->arena,
				.inventory = record->inventory,
				.today = record->inventory->clock.today};
	enum stk_plan_result result = STK_PLAN_NOTHING;
	int failed = -1;

	if (stk_address_parse(change->address, &address, err))
		return -1;
	target = target_of(job, &address, err);
	if (target) {
		plan.path = target->path;
		plan.by = record->voice.by ? (change->by ? change->by : record->voice.by) : NULL;
		failed = stk_plan_change(&plan, &target->text, change, &result, err);
		target->failed = failed != 0;
	}
	if (!failed) {
		record->counts.said++;
		record->counts.accepted += change->accepted;
		record->counts.disputes += result == STK_PLAN_DISPUTED;
		target->changed |= result == STK_PLAN_CHANGED || result == STK_PLAN_DISPUTED;
	}
	stk_address_release(&address);
	return failed;
}

/* An entity without text is one that was removed. */
static int put_target(struct stk_record *record, const struct target *target, struct stk_err *err)
{
	if (!target->text.len && target->existed)
		return stk_durable_remove(record->dirfd, target->path, err);
	return stk_durable_write(record->dirfd, target->path, target->text.data, target->text.len,
				 err);
}

static int put_in_place(struct job *job, struct stk_err *err)
{
	struct stk_record *record = job->record;
	int failed = 0;

	for (size_t i = 0; i < job->count; i++) {
		struct target *target = &job->targets[i];
		struct stk_err ignored;

		if (!target->changed || target->failed)
			continue;
		if (!record->dry_run && put_target(record, target, failed ? &ignored : err)) {
			failed = -1;
			continue;
		}
		stk_steps_file(record, target->path, target->existed ? &target->before : NULL,
			       target->text.len || !target->existed ? &target->text : NULL);
		keep_written(record, target);
		if (record->dry_run)
			continue;
		stk_snapshot_note(record, target->path);
		if (stk_inventory_reload(record->inventory, target->path, failed ? &ignored : err))
			failed = -1;
	}
	return failed;
}

static int leave_evidence(struct stk_record *record, const struct stk_change *changes, size_t count,
			  struct stk_err *err)
{
	size_t from;

	if (!record->voice.by || record->dry_run || !count)
		return 0;
	if (!record->testimony.id &&
	    stk_testimony_begin(&record->testimony, record->dirfd, &record->voice,
				&record->inventory->clock, err))
		return -1;
	from = record->testimony.text.len;
	if (stk_testimony_add(&record->testimony, record->dirfd, &record->voice, record->inventory,
			      changes, count, err))
		return -1;
	stk_steps_answers(record, from);
	/* On disk is what counts: the next start reads it, also where it cannot be read now. */
	stk_snapshot_note(record, record->testimony.path);
	record->unfinished |=
		stk_inventory_reload(record->inventory, record->testimony.path, err) != 0;
	return 0;
}

/* Of two files with one id nobody can say which is meant. */
static int is_alone(const struct stk_inventory *inventory, enum stk_kind kind,
		    const struct stk_entity *entity, struct stk_err *err)
{
	const struct stk_entities *all = &inventory->kinds[kind];
	uint32_t index = stk_entity_index(inventory, kind, entity);

	for (uint32_t i = index ? index - 1 : 0; i < all->count && i <= index + 1; i++) {
		if (i == index || all->items[i].fold != entity->fold)
			continue;
		stk_err_set(err, STK_EUSAGE, "%s and %s have one id: which is meant?",
			    inventory->files[entity->file].path,
			    inventory->files[all->items[i].file].path);
		stk_err_hint(err,
			     "Join the two files, or rename one of them; nothing was written.");
		return -1;
	}
	return 0;
}

/* A new entity's id becomes a file's name: it must be one that no folder minds. */
static int id_is_sound(const struct stk_record *record, const struct stk_address *address,
		       struct stk_err *err)
{
	const char *defect;

	const struct stk_entity *entity;

	if (stk_locate_first(address) < 2 || address->count < 2)
		return 0;
	entity = stk_inventory_find(record->inventory, address->kind, address->parts[1]);
	if (entity)
		return is_alone(record->inventory, address->kind, entity, err);
	defect = stk_text_id_defect(address->parts[1], strlen(address->parts[1]));
	if (!defect)
		return 0;
	stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be an id: it %s", address->parts[1], defect);
	stk_err_hint(err,
		     "Ids are lower-case letters and digits of any script, with - between words.");
	return -1;
}

static int addresses_are_sound(const struct stk_record *record, const struct stk_change *changes,
			       size_t count, struct stk_err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct stk_address address;
		struct stk_place place;
		bool sound;

		if (stk_address_parse(changes[i].address, &address, err))
			return -1;
		sound = stk_address_resolve(record->inventory, &address, &place, err) &&
			id_is_sound(record, &address, err) == 0;
		stk_address_release(&address);
		if (!sound)
			return -1;
	}
	return 0;
}

int stk_record_apply(struct stk_record *record, const struct stk_change *changes, size_t count,
		     struct stk_err *err)
{
	struct job job = {.record = record, .arena = STK_ARENA_INIT, .by_path = STK_MAP_INIT};
	struct stk_err first = {0};
	int failed = 0;

	if (addresses_are_sound(record, changes, count, err) || stk_record_lock(record->dirfd, err))
		return -1;
	stk_record_refresh(record); /* edits are made on what is there now, whoever wrote it */
	if (leave_evidence(record, changes, count, err)) {
		stk_record_unlock(record->dirfd);
		return -1;
	}
	/* From here on the answers are safe: what cannot be spliced now is filled in by the next
	 * start. */
	for (size_t i = 0; i < count; i++) {
		stk_steps_change(record, &changes[i]);
		if (changes[i].op == STK_CHANGE_STATE)
			record->counts.stated++;
		else if (plan_one(&job, &changes[i], failed ? &(struct stk_err){0} : &first))
			failed = -1;
	}
	if (put_in_place(&job, failed ? &(struct stk_err){0} : &first))
		failed = -1;
	stk_record_unlock(record->dirfd);
	job_release(&job);
	if (failed) {
		record->unfinished |= record->testimony.begun;
		*err = first;
	}
	return failed;
}

/* That what stands is right was said by somebody, too. */
static int leave_decision(struct job *job, const struct stk_address *address,
			  const char *address_text, struct stk_err *err)
{
	struct stk_record *record = job->record;
	struct stk_change change = {.op = STK_CHANGE_SET, .address = address_text};
	struct stk_place place;

	if (!stk_address_resolve(record->inventory, address, &place, err))
		return -1;
	if (!place.node)
		change.op = STK_CHANGE_REMOVE;
	else if (place.member)
		change.value = stk_value_text(&job->arena, "true");
	else
		change.value =
			stk_value_from_node(&job->arena, place.node, &record->inventory->syms);
	return leave_evidence(record, &change, 1, err);
}

int stk_record_settle(struct stk_record *record, const char *address_text,
		      const struct stk_value *value, struct stk_err *err)
{
	struct job job = {.record = record, .arena = STK_ARENA_INIT, .by_path = STK_MAP_INIT};
	struct stk_change change = {.op = STK_CHANGE_SET,
				    .address = address_text,
				    .value = value,
				    .on_conflict = STK_CONFLICT_REPLACE};
	struct stk_address address;
	struct target *target;
	size_t taken_out = 0;
	int failed = -1;

	if (value && stk_record_apply(record, &change, 1, err))
		return -1;
	if (stk_address_parse(address_text, &address, err))
		return -1;
	if (stk_record_lock(record->dirfd, err)) {
		stk_address_release(&address);
		return -1;
	}
	stk_record_refresh(record);
	target = target_of(&job, &address, err);
	if (target) {
		struct stk_plan plan = {
			.arena = &job.arena, .inventory = record->inventory, .path = target->path};

		failed = stk_plan_settle(&plan, &target->text, &address, &taken_out, err);
		target->changed = !failed && taken_out > 0;
		if (!failed && !taken_out && !value)
			failed = stk_err_set(err, STK_EUSAGE, "there is no dispute at %s",
					     address_text);
	}
	if (!failed && !value)
		failed = leave_decision(&job, &address, address_text, err);
	if (!failed)
		failed = put_in_place(&job, err);
	stk_record_unlock(record->dirfd);
	stk_address_release(&address);
	job_release(&job);
	return failed;
}

/* --- a file that is no entity ------------------------------------------------------------------
 */

int stk_record_new_file(struct stk_record *record, const char *path, const char *text,
			size_t len_bytes, struct stk_err *err)
{
	struct target target = {
		.path = stk_xstrdup(path), .text = STK_STR_INIT, .before = STK_STR_INIT};
	struct stat info;
	int failed = stk_record_lock(record->dirfd, err);

	if (failed)
		goto out;
	if (fstatat(record->dirfd, path, &info, AT_SYMLINK_NOFOLLOW) == 0) {
		failed = stk_err_set(err, STK_EUSAGE, "%s is there already", path);
		stk_err_hint(err, "Nothing was written; choose another name, or edit that file.");
	} else if (!record->dry_run) {
		failed = stk_durable_write(record->dirfd, path, text, len_bytes, err);
	}
	if (!failed) {
		stk_str_addn(&target.text, text, len_bytes);
		keep_written(record, &target);
	}
	stk_record_unlock(record->dirfd);
out:
	free(target.path);
	stk_str_release(&target.text);
	return failed;
}
