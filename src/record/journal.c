#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"
#include "stocktake/yaml/value.h"

static const char *const whats[] = {
	[STK_MOVE_ENTITY] = "entity", [STK_MOVE_FIELD] = "field", [STK_MOVE_TEAM] = "team"};

static void put(struct stk_arena *arena, struct stk_value *map, const char *key, const char *text)
{
	if (text)
		stk_value_put_text(arena, map, key, text);
}

static void compose(const struct stk_moving *moving, const char *by, const char *const *paths,
		    size_t count, struct stk_str *out)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_value *map = stk_value_map(&arena), *files = stk_value_list(&arena);

	put(&arena, map, "what", whats[moving->move.what]);
	put(&arena, map, "kind", stk_kinds[moving->move.kind].plural);
	put(&arena, map, "platform", moving->move.platform);
	put(&arena, map, "from", moving->move.from);
	put(&arena, map, "to", moving->move.to);
	put(&arena, map, "fold", moving->fold ? "true" : "false");
	put(&arena, map, "name", moving->name);
	put(&arena, map, "by", by);
	put(&arena, map, "message", moving->message);
	for (size_t i = 0; i < count; i++)
		stk_value_push(files, stk_value_text(&arena, paths[i]));
	stk_value_put(&arena, map, "files", files);
	stk_yaml_emit_document(map, out);
	stk_arena_release(&arena);
}

int stk_journal_write(struct stk_journal *journal, int dirfd, const struct stk_moving *moving,
		      const char *by, const char *const *paths, size_t count, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	uint32_t number = 0;
	int failed;

	if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
		number = (uint32_t)getpid();
	*journal = (struct stk_journal){stk_xasprintf(STK_JOURNAL_PREFIX "%08x", number), -1};
	compose(moving, by, paths, count, &text);
	failed = stk_durable_write(dirfd, journal->path, text.data, text.len, err);
	stk_str_release(&text);
	if (!failed) {
		journal->fd = openat(dirfd, journal->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (journal->fd < 0 || flock(journal->fd, LOCK_EX | LOCK_NB))
			failed = stk_err_errno(err, errno, "cannot lock %s", journal->path);
	}
	if (failed)
		stk_journal_end(journal, dirfd, false);
	return failed;
}

void stk_journal_end(struct stk_journal *journal, int dirfd, bool keep)
{
	struct stk_err ignored;

	if (!journal->path)
		return;
	if (!keep)
		stk_durable_remove(dirfd, journal->path, &ignored);
	if (journal->fd >= 0)
		close(journal->fd);
	free(journal->path);
	*journal = (struct stk_journal){NULL, -1};
}

static const char *text_of(const struct stk_value *map, const char *key)
{
	const struct stk_value *value = stk_value_member(map, key);

	return value ? value->text : NULL;
}

/* False where the note is none of ours. */
static bool take(const struct stk_value *map, struct stk_arena *arena, struct stk_note *note)
{
	struct stk_move *move = &note->moving.move;
	const char *what = text_of(map, "what"), *kind = text_of(map, "kind"),
		   *fold = text_of(map, "fold");
	const struct stk_value *files = stk_value_member(map, "files");
	int number = kind ? stk_kind_by_name(kind) : -1;
	size_t at = 0;

	while (at < STK_COUNT(whats) && (!what || strcmp(whats[at], what) != 0))
		at++;
	move->what = (enum stk_move_what)at;
	move->from = text_of(map, "from");
	move->to = text_of(map, "to");
	move->platform = text_of(map, "platform");
	if (at == STK_COUNT(whats) || number < 0 || !move->from || !move->to || !files ||
	    (move->what == STK_MOVE_FIELD && !move->platform))
		return false;
	move->kind = (enum stk_kind)number;
	note->moving.fold = fold && strcmp(fold, "true") == 0;
	note->moving.name = text_of(map, "name");
	note->moving.message = text_of(map, "message");
	note->by = text_of(map, "by");
	for (const struct stk_value *file = files->first; file; file = file->next)
		note->path_count++;
	note->paths = stk_arena_alloc(arena, (note->path_count + 1) * sizeof *note->paths);
	note->path_count = 0;
	for (const struct stk_value *file = files->first; file; file = file->next)
		if (file->text)
			note->paths[note->path_count++] = file->text;
	return true;
}

int stk_journal_parse(const char *path, const char *text, size_t len_bytes, struct stk_arena *arena,
		      struct stk_note *note, struct stk_err *err)
{
	struct stk_syms syms;
	const struct stk_node *root;
	int failed = -1;

	*note = (struct stk_note){.by = NULL};
	stk_syms_init(&syms);
	root = stk_yaml_parse(path, text, len_bytes, arena, &syms, err);
	if (root && stk_node_kind(root) == STK_NODE_MAP)
		failed = take(stk_value_from_node(arena, root, &syms), arena, note) ? 0 : -1;
	if (root && failed) {
		stk_err_set(err, STK_EIO, "%s is no note of a rename or fold", path);
		stk_err_hint(err, "Nobody else writes such files: remove it.");
	}
	stk_syms_release(&syms);
	return failed;
}

int stk_journal_read(int dirfd, const char *path, struct stk_arena *arena, struct stk_note *note,
		     struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	int failed = stk_file_read(dirfd, path, STK_YAML_MAX_BYTES, &text, NULL, err);

	if (!failed)
		failed = stk_journal_parse(path, text.data, text.len, arena, note, err);
	stk_str_release(&text);
	return failed;
}
