/* The last answer of an earlier record: which it is, and the mark that it was taken back. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"

void stk_record_answer(struct stk_record *record, const char *typed)
{
	free(record->aside.typed);
	record->aside.typed = stk_xstrdup(typed);
	record->aside.is_kept = true;
}

/* --- which it is --------------------------------------------------------------------------------
 */

char *stk_last_marker(const struct stk_record *record, const struct stk_entity *evidence)
{
	return stk_xasprintf("evidence/" STK_MARKER_PREFIX "%s",
			     stk_sym_text(&record->inventory->syms, evidence->id));
}

static bool is_open_still(const struct stk_record *record, const struct stk_entity *evidence)
{
	char *marker = stk_last_marker(record, evidence);
	bool open = faccessat(record->dirfd, marker, F_OK, AT_SYMLINK_NOFOLLOW) == 0;

	free(marker);
	return open;
}

/* The last line in the file that was not taken back, and the answers that it means. */
static bool find_in(const struct stk_record *record, const struct stk_entity *evidence,
		    struct stk_last_answer *last)
{
	const struct stk_inventory *inventory = record->inventory;
	size_t index = 0;
	bool found = false, ended = true;

	STK_EACH_VALUE(answer, stk_node_get(evidence->node, STK_W_ANSWERS))
	{
		const char *typed = stk_text(inventory, answer, STK_W_TYPED);

		if (typed && !ended) {
			last->end = index;
			ended = true;
		}
		if (typed && !stk_node_get(answer, STK_W_TAKEN_BACK)) {
			*last = (struct stk_last_answer){
				.evidence = *evidence,
				.first = index,
				.typed = typed,
				.at = stk_text(inventory, evidence->node, STK_W_AT)};
			found = true;
			ended = false;
		}
		index++;
	}
	if (!ended)
		last->end = index;
	return found;
}

static int64_t written_ns(const struct stk_record *record, const struct stk_entity *evidence)
{
	struct stat info;

	if (fstatat(record->dirfd, record->inventory->files[evidence->file].path, &info,
		    AT_SYMLINK_NOFOLLOW))
		return 0;
	return (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
}

bool stk_record_last_answer(const struct stk_record *record, struct stk_last_answer *last)
{
	const struct stk_inventory *inventory = record->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_EVIDENCE];
	struct stk_last_answer one;
	bool found = false;

	for (uint32_t i = 0; i < all->count && record->voice.by; i++) {
		const struct stk_entity *evidence = &all->items[i];
		const char *by = stk_text(inventory, evidence->node, STK_W_BY);
		int order;

		if (!by || !stk_text_same(by, record->voice.by) ||
		    is_open_still(record, evidence) || !find_in(record, evidence, &one))
			continue;
		one.at = one.at ? one.at : "";
		order = found ? strcmp(one.at, last->at) : 1;
		if (!order)
			order = written_ns(record, evidence) > written_ns(record, &last->evidence)
					? 1
					: -1;
		if (order > 0)
			*last = one;
		found = true;
	}
	return found;
}

/* --- the evidence -------------------------------------------------------------------------------
 */

/* Each answer that we wrote is a line that ends with a brace; another hand may have laid it out
 * anew. */
static int mark_one(struct stk_str *text, size_t index, size_t at_bytes, const char *path,
		    const char *now, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	const struct stk_step steps[] = {
		{.key = "answers"}, {.index = index}, {.key = "taken_back"}};
	struct stk_edit edit = {.op = STK_EDIT_SET, .path = steps, .path_len = STK_COUNT(steps)};
	size_t line_end = at_bytes + strcspn(text->data + at_bytes, "\n");
	char *key = stk_xasprintf(", taken_back: %s", now);
	int failed = 0;

	edit.value = stk_value_text(&arena, now);
	if (text->data[at_bytes] == '{' && text->data[line_end - 1] == '}')
		stk_str_splice(text, line_end - 1, 0, key, strlen(key));
	else
		failed = stk_yaml_edit(text, &edit, path, err);
	free(key);
	stk_arena_release(&arena);
	return failed;
}

/* From the last to the first, so that places stay what they are. */
static int mark_text(const struct stk_record *record, const struct stk_last_answer *last,
		     struct stk_str *text, const char *path, struct stk_err *err)
{
	struct stk_reading reading = {.begun = false};
	const struct stk_node **answers, *root, *again;
	size_t count = 0;
	char now[21];
	int failed = -1;

	stk_reading_begin(&reading);
	stk_words_preload(&reading.syms);
	root = stk_reading_tree(&reading, text, path, err);
	if (!root)
		goto out;
	answers = stk_arena_alloc(&reading.arena, (root->size + 1) * sizeof(void *));
	STK_EACH_VALUE(answer, stk_node_get(root, STK_W_ANSWERS))
	answers[count++] = answer;
	stk_time_format(stk_clock_now_seconds(&record->inventory->clock), now);
	failed = 0;
	for (size_t i = last->end < count ? last->end : count; i-- > last->first && !failed;)
		if (!stk_node_get(answers[i], STK_W_TAKEN_BACK))
			failed = mark_one(text, i, stk_node_at_bytes(answers[i]), path, now, err);
	again = failed ? NULL : stk_reading_tree(&reading, text, path, err);
	failed = again ? 0 : -1;
out:
	stk_reading_release(&reading);
	return failed;
}

int stk_last_mark(struct stk_record *record, const struct stk_last_answer *last,
		  struct stk_err *err)
{
	struct stk_target target = {
		.path = stk_xstrdup(record->inventory->files[last->evidence.file].path),
		.text = STK_STR_INIT,
		.before = STK_STR_INIT};
	int failed = stk_record_lock(record->dirfd, err);

	if (failed)
		goto out;
	failed = stk_target_read(record, &target, err) ||
		 mark_text(record, last, &target.text, target.path, err) ||
		 stk_target_put(record, &target, err);
	if (!failed) {
		stk_target_keep(record, &target);
		stk_snapshot_note(record, target.path);
		failed = stk_inventory_reload(record->inventory, target.path, err);
	}
	stk_record_unlock(record->dirfd);
out:
	stk_target_release(&target);
	return failed ? -1 : 0;
}
