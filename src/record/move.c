#include "stocktake/record/move.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compose.h"
#include "locate.h"
#include "move_private.h"
#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/yaml/comments.h"

/* --- the files ---------------------------------------------------------------------------------
 */

/* The index of the target, which is read from disk where it is new; STK_NONE where that fails. */
static uint32_t target_at(struct stk_work *work, const char *path, struct stk_err *err)
{
	struct stk_target *target;

	for (size_t i = 0; i < work->count; i++)
		if (strcmp(work->targets[i].path, path) == 0)
			return (uint32_t)i;
	STK_GROW(work->targets, work->cap, work->count + 1);
	target = &work->targets[work->count];
	*target = (struct stk_target){
		.path = stk_xstrdup(path), .text = STK_STR_INIT, .before = STK_STR_INIT};
	if (stk_target_read(work->record, target, err)) {
		stk_target_release(target);
		return STK_NONE;
	}
	return (uint32_t)work->count++;
}

static int make_edits(const struct stk_spots *spots, struct stk_str *text, const char *path,
		      struct stk_err *err)
{
	static const enum stk_edit_op ops[] = {[STK_SPOT_SET] = STK_EDIT_SET,
					       [STK_SPOT_KEY] = STK_EDIT_KEY,
					       [STK_SPOT_REMOVE] = STK_EDIT_REMOVE};

	for (size_t i = spots->count; i-- > 0;) {
		const struct stk_spot *spot = &spots->items[i];
		const struct stk_value value = {.kind = STK_NODE_SCALAR, .text = spot->text};
		const struct stk_edit edit = {.op = ops[spot->op],
					      .path = spot->path,
					      .path_len = spot->path_len,
					      .value = &value,
					      .keep_comments = true};

		if (stk_yaml_edit(text, &edit, path, err))
			return -1;
	}
	return 0;
}

/* The id that a file's entity has: what its name is without folders and ending. */
static char *id_of(const char *path)
{
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	const char *end = strrchr(base, '.');

	return stk_xstrndup(base, end ? (size_t)(end - base) : strlen(base));
}

/* All places of one text that name what moves. */
int stk_work_move(struct stk_work *work, enum stk_kind kind, const char *path, struct stk_str *text,
		  struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_spots spots = {.arena = STK_ARENA_INIT};
	const struct stk_node *root;
	char *id = id_of(path);
	int failed = -1;

	stk_syms_init(&syms);
	stk_words_preload(&syms);
	root = stk_yaml_parse(path, text->data, text->len, &arena, &syms, err);
	if (root) {
		stk_move_find(work->record->inventory, &work->moving->move, kind, id, root, &syms,
			      &spots);
		failed = make_edits(&spots, text, path, err);
		work->moved->places += spots.count;
		work->moved->files += spots.count > 0;
	}
	stk_spots_release(&spots);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	free(id);
	return failed;
}

/* A file that is not ready to be read would keep the old id in silence. */
static int refuse_unread(struct stk_err *err)
{
	if (!*err->hint)
		stk_err_hint(err, "Mend it first: what it says could not follow. Nothing was "
				  "changed.");
	return -1;
}

static int move_in_file(struct stk_work *work, uint32_t file, struct stk_err *err)
{
	const struct stk_file *info = &work->record->inventory->files[file];
	struct stat stat;
	struct stk_target *target;
	uint32_t index;

	if (info->kind >= STK_KIND_COUNT || strcmp(info->path, work->from_path) == 0 ||
	    strcmp(info->path, work->to_path) == 0)
		return 0;
	if (!work->record->dry_run &&
	    fstatat(work->record->dirfd, info->path, &stat, AT_SYMLINK_NOFOLLOW) && errno == ENOENT)
		return 0;
	index = target_at(work, info->path, err);
	if (index == STK_NONE)
		return refuse_unread(err);
	target = &work->targets[index];
	if (stk_work_twin_links(work, (enum stk_kind)info->kind, target, err) ||
	    stk_work_twin_waivers(work, (enum stk_kind)info->kind, target, err) ||
	    stk_work_move(work, (enum stk_kind)info->kind, info->path, &target->text, err))
		return refuse_unread(err);
	return 0;
}

/* --- the entry itself --------------------------------------------------------------------------
 */

struct stk_unite stk_work_unite(struct stk_work *work, struct stk_target *stays)
{
	return (struct stk_unite){.plan = {.arena = &work->arena,
					   .inventory = work->record->inventory,
					   .path = stays->path,
					   .today = work->record->inventory->clock.today},
				  .evidence = work->evidence,
				  .move = &work->moving->move,
				  .shape = work->shape,
				  .text = &stays->text,
				  .entity = work->to_address,
				  .to = work->to_address,
				  .from = work->from_address,
				  .dropped = &work->moved->dropped,
				  .disputes = &work->moved->disputes};
}

/* The name it is to have; what it was called stays as another name. */
static int rename_entry(struct stk_work *work, struct stk_target *stays, struct stk_err *err)
{
	const struct stk_moving *moving = work->moving;
	struct stk_unite unite = stk_work_unite(work, stays);
	char *at = stk_xasprintf("%s/name", work->to_address);
	enum stk_plan_result ignored;
	const struct stk_change change = {
		.op = STK_CHANGE_SET,
		.address = at,
		.value = moving->name ? stk_value_text(&work->arena, moving->name) : NULL};
	int failed = 0;

	if (moving->name)
		failed = stk_plan_change(&unite.plan, &stays->text, &change, &ignored, err);
	if (!failed && moving->name && work->old_name)
		failed = stk_unite_aka(&unite, work->old_name, err);
	if (!failed)
		failed = stk_unite_id(&unite, moving->move.from, err);
	free(at);
	return failed;
}

struct comments {
	const char *there; /* the text that they go to */
	struct stk_str lines;
};

static void add_comment(void *data, const char *comment, const char *beside)
{
	struct comments *comments = data;

	if (strstr(comments->there, comment + 1 + strspn(comment + 1, " ")))
		return;
	if (beside)
		stk_str_addf(&comments->lines, "# %s:%s\n", beside, comment + 1);
	else
		stk_str_addf(&comments->lines, "%s\n", comment);
}

/* The comments of the file that goes, under a line that says whence they are; not those that the
 * other has. */
static int keep_comments(struct stk_work *work, const struct stk_str *goes,
			 struct stk_target *stays, struct stk_err *err)
{
	struct comments comments = {.there = stays->text.data, .lines = STK_STR_INIT};
	struct stk_str lines = STK_STR_INIT;
	int failed = stk_yaml_comments(goes, work->from_path, add_comment, &comments, err);

	if (!failed && comments.lines.len) {
		stk_str_addf(&lines, "# From %s:\n%s", work->from_path, comments.lines.data);
		failed = stk_yaml_add_comments(&stays->text, lines.data, stays->path, err);
	}
	stk_str_release(&comments.lines);
	stk_str_release(&lines);
	return failed;
}

/* What the one that goes says, with the ids that it will have. */
static int take_in(struct stk_work *work, struct stk_str *goes, struct stk_target *stays,
		   struct stk_err *err)
{
	struct stk_unite unite = stk_work_unite(work, stays), leaving = unite;
	enum stk_kind kind = work->moving->move.kind;
	struct stk_syms syms;
	const struct stk_node *root;
	int failed = -1;

	stk_syms_init(&syms);
	leaving.entity = work->from_address;
	leaving.plan.path = work->from_path;
	if (stk_unite_self(&leaving, kind, goes, err) == 0 &&
	    stk_unite_self(&unite, kind, &stays->text, err) == 0 &&
	    stk_work_move(work, kind, work->from_path, goes, err) == 0 &&
	    stk_work_move(work, kind, work->to_path, &stays->text, err) == 0) {
		root = stk_yaml_parse(work->from_path, goes->data, goes->len, &work->arena, &syms,
				      err);
		failed = root ? stk_unite(&unite, work->shape,
					  stk_value_from_node(&work->arena, root, &syms), err)
			      : -1;
	}
	stk_syms_release(&syms);
	return failed;
}

/* Both files become one; the other goes last. */
static int move_files(struct stk_work *work, struct stk_err *err)
{
	const struct stk_move *move = &work->moving->move;
	struct stk_str goes = STK_STR_INIT;
	uint32_t from = target_at(work, work->from_path, err), to;
	int failed = -1;

	if (from == STK_NONE)
		return refuse_unread(err);
	to = target_at(work, work->to_path, err);
	if (to == STK_NONE)
		return refuse_unread(err);
	stk_str_addn(&goes, work->targets[from].text.data, work->targets[from].text.len);
	if (!work->targets[from].existed && !work->targets[to].existed) {
		failed = 0; /* both were taken away meanwhile: what named the old one follows */
	} else if (!work->targets[to].existed) {
		failed = stk_work_move(work, move->kind, work->from_path, &goes, err);
		stk_str_addn(&work->targets[to].text, goes.data, goes.len);
	} else if (!work->targets[from].existed) {
		failed = stk_work_move(work, move->kind, work->to_path, &work->targets[to].text,
				       err);
	} else {
		failed = take_in(work, &goes, &work->targets[to], err);
	}
	if (!failed && work->targets[to].text.len)
		failed = rename_entry(work, &work->targets[to], err);
	if (!failed && work->targets[from].existed && work->targets[to].existed)
		failed = keep_comments(work, &work->targets[from].text, &work->targets[to], err);
	stk_str_reset(&work->targets[from].text);
	stk_str_release(&goes);
	return failed ? refuse_unread(err) : 0;
}

/* A field, a team, a term: an item of a file that stays. */
static int rename_item(struct stk_work *work, struct stk_err *err)
{
	uint32_t index = target_at(work, work->item_path, err);

	return index == STK_NONE ? -1 : rename_entry(work, &work->targets[index], err);
}

/* --- all at once -------------------------------------------------------------------------------
 */

static int plan_all(struct stk_work *work, struct stk_err *err)
{
	uint32_t files = work->record->inventory->file_count;

	if (work->item_path) {
		for (uint32_t i = 0; i < files; i++)
			if (move_in_file(work, i, err))
				return -1;
		return rename_item(work, err);
	}
	if (move_files(work, err))
		return -1;
	for (uint32_t i = 0; i < files; i++)
		if (move_in_file(work, i, err))
			return -1;
	return 0;
}

static bool is_changed(const struct stk_target *target)
{
	return target->text.len != target->before.len ||
	       memcmp(target->text.data, target->before.data, target->text.len) != 0;
}

static int put_one(struct stk_work *work, struct stk_target *target, struct stk_err *err)
{
	struct stk_record *record = work->record;

	if (!target->changed)
		return 0;
	if (!record->dry_run && stk_target_put(record, target, err))
		return -1;
	stk_target_keep(record, target);
	if (record->dry_run)
		return 0;
	stk_snapshot_note(record, target->path);
	return stk_inventory_reload(record->inventory, target->path, err);
}

/* What stays first, what goes last: a kill in between leaves all of it in one of both. */
static int put_all(struct stk_work *work, struct stk_err *err)
{
	uint32_t last = STK_NONE;

	for (size_t i = 0; i < work->count; i++) {
		if (strcmp(work->targets[i].path, work->from_path) == 0)
			last = (uint32_t)i;
		else if (strcmp(work->targets[i].path, work->to_path) == 0 &&
			 put_one(work, &work->targets[i], err))
			return -1;
	}
	for (size_t i = 0; i < work->count; i++)
		if (i != last && strcmp(work->targets[i].path, work->to_path) != 0 &&
		    put_one(work, &work->targets[i], err))
			return -1;
	return last == STK_NONE ? 0 : put_one(work, &work->targets[last], err);
}

/* Who says that it is called so: nothing is said that is not written. */
static int testify(struct stk_work *work, struct stk_err *err)
{
	const struct stk_moving *moving = work->moving;
	const char *name = moving->name ? moving->name : work->old_name;
	bool has_aka = stk_shape_key_by_name(work->shape, "aka") != NULL;
	bool aka = has_aka && (!name || (moving->fold && !stk_text_same(name, work->to_name)));
	char *at = stk_xasprintf("%s/%s", work->to_address, aka ? "aka" : "name");
	const struct stk_change change = {
		.op = aka ? STK_CHANGE_ADD : STK_CHANGE_SET,
		.address = at,
		.value = stk_value_text(&work->arena, moving->move.what == STK_MOVE_FIELD
							      ? moving->move.to
						      : name ? name
							     : moving->move.from)};
	int failed = stk_record_testify(work->record, &change, 1, err);

	free(at);
	return failed;
}

static int write_note(struct stk_work *work, struct stk_err *err)
{
	const char **paths = stk_xcalloc(work->count + 1, sizeof *paths);
	size_t count = 0;
	int failed;

	for (size_t i = 0; i < work->count; i++)
		if (work->targets[i].changed)
			paths[count++] = work->targets[i].path;
	failed = stk_journal_write(&work->record->journal, work->record->dirfd, work->moving,
				   work->record->voice.by, paths, count, err);
	free(paths);
	return failed;
}

/* `again`: the note is there already, and what was said is said. */
int stk_work_run(struct stk_work *work, bool again, struct stk_err *err)
{
	struct stk_record *record = work->record;

	if (plan_all(work, err))
		return -1;
	for (size_t i = 0; i < work->count; i++)
		work->targets[i].changed = is_changed(&work->targets[i]);
	if (!again && !record->dry_run) {
		if (write_note(work, err))
			return -1;
		if (testify(work, err)) {
			stk_journal_end(&record->journal, record->dirfd, false);
			return -1;
		}
	}
	if (put_all(work, err) == 0)
		return 0;
	record->unfinished = true;
	stk_err_hint(err, "It is done in part; the next command that writes finishes it.");
	return -1;
}

int stk_record_move(struct stk_record *record, const struct stk_moving *moving,
		    struct stk_moved *moved, struct stk_err *err)
{
	struct stk_work work;
	int failed;

	*moved = (struct stk_moved){.dropped = STK_STR_INIT};
	if (stk_record_lock(record->dirfd, err))
		return -1;
	stk_record_refresh(record);
	failed = stk_work_begin(&work, record, moving, moved, err);
	if (!failed)
		failed = stk_work_run(&work, false, err);
	stk_record_unlock(record->dirfd);
	stk_work_release(&work);
	return failed;
}

void stk_record_leave_note(struct stk_record *record)
{
	record->unfinished = true;
}

void stk_moved_release(struct stk_moved *moved)
{
	stk_str_release(&moved->dropped);
}
