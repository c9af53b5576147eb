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

struct job {
	struct stk_record *record;
	struct stk_arena arena;
	struct stk_target *targets;
	size_t count, cap;
	struct stk_map by_path;
};

static void job_release(struct job *job)
{
	for (size_t i = 0; i < job->count; i++)
		stk_target_release(&job->targets[i]);
	free(job->targets);
	stk_map_release(&job->by_path);
	stk_arena_release(&job->arena);
}

static struct stk_target *target_of(struct job *job, const struct stk_address *address,
				    struct stk_err *err)
{
	char *path = stk_locate_file(job->record->inventory, address);
	struct stk_target *target;
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
	*target = (struct stk_target){.path = path, .text = STK_STR_INIT, .before = STK_STR_INIT};
	stk_map_put(&job->by_path, path, strlen(path), (uint32_t)job->count++);
	target->failed = stk_target_read(job->record, target, err) != 0;
	return target->failed ? NULL : target;
}

static int plan_one(struct job *job, const struct stk_change *change, struct stk_err *err)
{
	struct stk_record *record = job->record;
	struct stk_address address;
	struct stk_target *target;
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
		plan.reading = &target->reading;
		plan.by = record->voice.by ? (change->by ? change->by : record->voice.by) : NULL;
		failed = stk_plan_change(&plan, &target->text, change, &result, err);
		target->failed = failed != 0;
	}
	if (!failed) {
		record->counts.said++;
		record->counts.accepted += change->accepted;
		record->counts.disputes += result == STK_PLAN_DISPUTED;
		if (record->testimony.gathers &&
		    (result == STK_PLAN_DISPUTED ||
		     (result == STK_PLAN_CHANGED && change->on_conflict == STK_CONFLICT_REPLACE)))
			stk_testimony_expects(&record->testimony, record->inventory, change);
		target->changed |= result == STK_PLAN_CHANGED || result == STK_PLAN_DISPUTED;
	}
	stk_address_release(&address);
	return failed;
}

/* All that changed, at once: one that cannot be written is marked as failed. */
static int write_targets(struct job *job, struct stk_err *err)
{
	struct stk_durable_item *items = stk_xcalloc(job->count + 1, sizeof *items);
	size_t count = 0;
	int failed;

	for (size_t i = 0; i < job->count; i++) {
		const struct stk_target *target = &job->targets[i];

		if (target->changed && !target->failed)
			items[count++] = stk_target_item(target);
	}
	failed = stk_durable_write_all(job->record->dirfd, items, count, err);
	count = 0;
	for (size_t i = 0; i < job->count; i++)
		if (job->targets[i].changed && !job->targets[i].failed)
			job->targets[i].failed = items[count++].failed;
	free(items);
	return failed;
}

static int gather(struct stk_record *record, const struct stk_target *target, struct stk_err *err)
{
	bool gone = !target->text.len && target->existed;

	stk_gather_put(record, target);
	return stk_inventory_reload_text(record->inventory, target->path,
					 gone ? NULL : target->text.data, target->text.len, err);
}

static int put_in_place(struct job *job, struct stk_err *err)
{
	struct stk_record *record = job->record;
	bool gathers = record->gathered.on;
	int failed = record->dry_run || gathers ? 0 : write_targets(job, err);

	for (size_t i = 0; i < job->count; i++) {
		struct stk_target *target = &job->targets[i];
		struct stk_err ignored;

		if (!target->changed || target->failed)
			continue;
		stk_steps_file(record, target->path, target->existed ? &target->before : NULL,
			       target->text.len || !target->existed ? &target->text : NULL);
		stk_target_keep(record, target);
		if (record->dry_run)
			continue;
		if (gathers) {
			if (gather(record, target, failed ? &ignored : err))
				failed = -1;
			continue;
		}
		stk_snapshot_note(record, target->path);
		if (stk_inventory_reload(record->inventory, target->path, failed ? &ignored : err))
			failed = -1;
	}
	return failed;
}

int stk_record_testify(struct stk_record *record, const struct stk_change *changes, size_t count,
		       struct stk_err *err)
{
	size_t from;

	if (!record->voice.by || record->dry_run || record->retelling || !count)
		return 0;
	if (!record->testimony.id &&
	    stk_testimony_begin(&record->testimony, record->dirfd, &record->voice,
				&record->inventory->clock, record->gathered.on, err))
		return -1;
	from = record->testimony.text.len;
	if (stk_testimony_add(&record->testimony, record->dirfd, &record->voice, record->inventory,
			      changes, count, &record->aside, err))
		return -1;
	stk_steps_answers(record, from);
	if (record->gathered.on)
		return stk_inventory_reload_text(record->inventory, record->testimony.path,
						 record->testimony.text.data,
						 record->testimony.text.len, err);
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

/* A file of which one change cannot be made stays as it is, so all of its changes wait. */
static bool is_held_up(const struct job *job, const struct stk_change *change)
{
	struct stk_address address;
	struct stk_err ignored;
	uint32_t index;
	char *path;
	bool held_up;

	if (change->op == STK_CHANGE_STATE ||
	    stk_address_parse(change->address, &address, &ignored))
		return false;
	path = stk_locate_file(job->record->inventory, &address);
	held_up = stk_map_get(&job->by_path, path, strlen(path), &index) &&
		  job->targets[index].failed;
	free(path);
	stk_address_release(&address);
	return held_up;
}

/* What waited and still does, then what waits from now on. */
static void keep_waiting(struct job *job, const struct stk_change *changes, size_t count,
			 const struct stk_err *why)
{
	struct stk_record *record = job->record;
	struct stk_waiting rest = {.arena = STK_ARENA_INIT};

	for (size_t i = 0; i < record->waiting.count; i++)
		if (is_held_up(job, &record->waiting.items[i]))
			stk_waiting_add(&rest, &record->waiting.items[i]);
	for (size_t i = 0; i < count; i++)
		if (is_held_up(job, &changes[i]))
			stk_waiting_add(&rest, &changes[i]);
	rest.why = *why;
	stk_waiting_release(&record->waiting);
	record->waiting = rest;
	stk_testimony_pending(&record->testimony, rest.items, rest.count);
}

static void count_heard(struct stk_record *record, const struct stk_change *change)
{
	record->counts.said++;
	record->counts.accepted += change->accepted;
}

static int plan_each(struct job *job, const struct stk_change *changes, size_t count, int failed,
		     struct stk_err *first)
{
	for (size_t i = 0; i < count; i++) {
		stk_steps_change(job->record, &changes[i]);
		if (changes[i].op == STK_CHANGE_STATE)
			job->record->counts.stated++;
		else if (changes[i].heard)
			count_heard(job->record, &changes[i]);
		else if (plan_one(job, &changes[i], failed ? &(struct stk_err){0} : first))
			failed = -1;
	}
	return failed;
}

/* One that gathers takes the lock when it writes. */
static void let_go(const struct stk_record *record)
{
	if (!record->gathered.on)
		stk_record_unlock(record->dirfd);
}

int stk_record_apply(struct stk_record *record, const struct stk_change *changes, size_t count,
		     struct stk_err *err)
{
	struct job job = {.record = record, .arena = STK_ARENA_INIT, .by_path = STK_MAP_INIT};
	struct stk_err first = {0};
	int failed = 0;

	if (addresses_are_sound(record, changes, count, err))
		return -1;
	if (!record->gathered.on && stk_record_lock(record->dirfd, err))
		return -1;
	/* Edits are made on what is there now, whoever wrote it: the files that they touch are read
	 * anew, and no other walk can have written one without putting it in place. */
	if (!record->gathered.on)
		stk_record_refresh_names(record);
	if (stk_record_testify(record, changes, count, err)) {
		let_go(record);
		return -1;
	}
	/* From here on the answers are safe: what cannot be spliced now waits, or is filled in by
	 * the next start. */
	failed = plan_each(&job, record->waiting.items, record->waiting.count, failed, &first);
	failed = plan_each(&job, changes, count, failed, &first);
	if (record->patient && (failed || record->waiting.count)) {
		keep_waiting(&job, changes, count, &first);
		failed = 0;
	}
	if (put_in_place(&job, failed ? &(struct stk_err){0} : &first))
		failed = -1;
	let_go(record);
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
	return stk_record_testify(record, &change, 1, err);
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
	struct stk_target *target;
	size_t taken_out = 0;
	int failed = -1;

	if (value && stk_record_apply(record, &change, 1, err))
		return -1;
	if (stk_address_parse(address_text, &address, err))
		return -1;
	if (!record->gathered.on && stk_record_lock(record->dirfd, err)) {
		stk_address_release(&address);
		return -1;
	}
	if (!record->gathered.on)
		stk_record_refresh(record);
	target = target_of(&job, &address, err);
	if (target) {
		struct stk_plan plan = {
			.arena = &job.arena, .inventory = record->inventory, .path = target->path};

		failed = stk_plan_settle(&plan, &target->text, &address, NULL, &taken_out, err);
		target->changed = !failed && taken_out > 0;
		if (!failed && !taken_out && !value)
			failed = stk_err_set(err, STK_EUSAGE, "there is no dispute at %s",
					     address_text);
	}
	if (!failed && !value)
		failed = leave_decision(&job, &address, address_text, err);
	if (!failed)
		failed = put_in_place(&job, err);
	let_go(record);
	stk_address_release(&address);
	job_release(&job);
	return failed;
}

int stk_drop_dispute(struct stk_record *record, const char *at, const char *by, bool *dropped,
		     struct stk_err *err)
{
	struct job job = {.record = record, .arena = STK_ARENA_INIT, .by_path = STK_MAP_INIT};
	struct stk_address address;
	struct stk_target *target = NULL;
	size_t taken_out = 0;
	int failed = -1;

	*dropped = false;
	if (stk_address_parse(at, &address, err))
		return -1;
	if (stk_locate_first(&address) >= address.count ||
	    !stk_shape_key_by_name(stk_kinds[address.kind].shape, "disputes")) {
		stk_address_release(&address);
		return 0;
	}
	if (stk_record_lock(record->dirfd, err) == 0) {
		target = target_of(&job, &address, err);
		if (target) {
			struct stk_plan plan = {.arena = &job.arena,
						.inventory = record->inventory,
						.path = target->path};

			failed = stk_plan_settle(&plan, &target->text, &address, by, &taken_out,
						 err);
			target->changed = *dropped = !failed && taken_out > 0;
		}
		if (!failed && taken_out)
			failed = put_in_place(&job, err);
		stk_record_unlock(record->dirfd);
	}
	stk_address_release(&address);
	job_release(&job);
	return failed;
}

/* --- a file that is no entity ------------------------------------------------------------------
 */

int stk_record_new_file(struct stk_record *record, const char *path, const char *text,
			size_t len_bytes, struct stk_err *err)
{
	struct stk_target target = {
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
		stk_target_keep(record, &target);
	}
	stk_record_unlock(record->dirfd);
out:
	stk_target_release(&target);
	return failed;
}
