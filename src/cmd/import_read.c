/* The files of an import: read, and whose they are. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "import.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/match.h"
#include "stocktake/sheets/encoding.h"

/* --- the books -------------------------------------------------------------------------------- */

struct listening {
	struct stk_importing *it;
	uint32_t file;
};

static void hear(void *data, const struct stk_book_doubt *doubt)
{
	const struct listening *listening = data;
	struct stk_importing *it = listening->it;
	struct stk_book_remark *remark;

	STK_GROW(it->remarks, it->remark_cap, it->remark_count + 1);
	remark = &it->remarks[it->remark_count++];
	*remark = (struct stk_book_remark){
		.file = listening->file,
		.tab = stk_arena_strdup(&it->arena, doubt->tab),
		.text = stk_arena_strdup(&it->arena, doubt->text),
		.why = stk_arena_strdup(&it->arena, doubt->why),
		.is_unread = doubt->is_unread,
	};
	memcpy(remark->cell, doubt->cell, sizeof remark->cell);
}

/* What somebody wrote on a cell. */
static void hear_note(void *data, const struct stk_book_doubt *note)
{
	const struct listening *listening = data;
	struct stk_importing *it = listening->it;
	struct stk_importing_notes *notes = &it->notes[listening->file];

	STK_GROW(notes->items, notes->cap, notes->count + 1);
	notes->items[notes->count] =
		(struct stk_import_note){.tab = stk_arena_strdup(&it->arena, note->tab),
					 .text = stk_arena_strdup(&it->arena, note->text)};
	memcpy(notes->items[notes->count++].cell, note->cell, sizeof note->cell);
}

/* Two encodings are as likely as each other: both are shown, and somebody says which it is. */
static const char *ask_encoding(struct stk_importing *it, const char *path,
				const struct stk_str *bytes)
{
	struct stk_encoding_guess guess;
	struct stk_str question = STK_STR_INIT;
	const char *names[2], *choices[2];
	int chosen = STK_CHOOSE_UNSURE;

	stk_encoding_guess(bytes->data, bytes->len, &guess);
	if (guess.is_sure || !guess.other || !it->chooser)
		return NULL;
	names[0] = guess.name;
	names[1] = guess.other;
	choices[0] = stk_arena_printf(&it->arena, "%s: %s", guess.name, guess.preview);
	choices[1] = stk_arena_printf(&it->arena, "%s: %s", guess.other, guess.other_preview);
	stk_str_addf(&question, stk_t("%s: how is it to be read?"), path);
	chosen = stk_chooser_choose(it->chooser, stk_arena_printf(&it->arena, "encoding/%s", path),
				    question.data, choices, 2, NULL, &it->failure);
	stk_str_release(&question);
	it->failed |= chosen == STK_CHOOSE_FAILED;
	return chosen >= 0 ? names[chosen] : NULL;
}

static int read_book(struct stk_importing *it, uint32_t index, struct stk_err *err)
{
	const char *path = it->args->words[index], *slash = strrchr(path, '/');
	struct listening listening = {.it = it, .file = index};
	struct stk_book_options options = {.encoding = stk_arg(it->args, "encoding"),
					   .tr = stk_tr_used(),
					   .doubt = hear,
					   .note = hear_note,
					   .data = &listening};
	struct stk_str bytes = STK_STR_INIT;
	int failed = stk_file_read(AT_FDCWD, path, STK_BOOK_MAX_BYTES, &bytes, NULL, err);

	if (failed)
		err->code = STK_EUSAGE;
	it->files[index] = (struct stk_import_file){
		.path = path, .name = slash ? slash + 1 : path, .book = &it->books[index]};
	if (!failed) {
		failed = stk_book_read(path, bytes.data, bytes.len, &options, &it->books[index],
				       err);
		options.encoding =
			failed && !options.encoding ? ask_encoding(it, path, &bytes) : NULL;
		if (it->failed)
			*err = it->failure;
		else if (options.encoding)
			failed = stk_book_read(path, bytes.data, bytes.len, &options,
					       &it->books[index], err);
	}
	it->files[index].notes = it->notes[index].items;
	it->files[index].note_count = it->notes[index].count;
	it->read += !failed;
	stk_str_release(&bytes);
	return failed;
}

/* --- whose ------------------------------------------------------------------------------------ */

static const char *person(struct stk_importing *it, const char *text, bool loosely)
{
	struct stk_inventory *inventory = it->opened.inventory;
	const struct stk_entity *found = stk_inventory_find(inventory, STK_STAKEHOLDER, text);
	struct stk_matcher *matcher;
	struct stk_match match[2];
	const char *id = NULL;

	if (found)
		return stk_sym_text(&inventory->syms, found->id);
	matcher = stk_matcher_new(inventory, 1u << STK_MATCH_STAKEHOLDER);
	if (stk_matcher_find(matcher, text, 1u << STK_MATCH_STAKEHOLDER, match, 2) == 1 &&
	    match[0].grade >= (loosely ? STK_MATCH_PREFIX : STK_MATCH_EXACT))
		id = stk_sym_text(&inventory->syms,
				  inventory->kinds[STK_STAKEHOLDER].items[match[0].index].id);
	stk_matcher_free(matcher);
	return id;
}

/* --by FILE=NAME for one file, --by NAME for those that nothing else is said of. */
static int given(struct stk_importing *it, const char *name, const char **by, struct stk_err *err)
{
	const char *value, *general = NULL, *own = NULL;
	size_t at = 0, len = strlen(name);

	while ((value = stk_arg_each(it->args, "by", &at))) {
		if (strncmp(value, name, len) == 0 && value[len] == '=')
			own = value + len + 1;
		else if (!strchr(value, '='))
			general = value;
	}
	return stk_change_voice(&it->opened, own ? own : general, by, err);
}

/* "ana-ruiz.xlsx" is Ana Ruiz's. */
static const char *by_file_name(struct stk_importing *it, const char *name)
{
	size_t len = strcspn(name, ".");

	return person(it, stk_arena_strndup(&it->arena, name, len), false);
}

static const char *ask_whose(struct stk_importing *it, const char *name)
{
	struct stk_str question = STK_STR_INIT, text = STK_STR_INIT;
	const char *by = NULL;
	bool again = it->chooser != NULL;

	stk_str_addf(&question, stk_t("%s: whose is it? A name."), name);
	while (again && !by && !it->failed) {
		it->failed =
			stk_chooser_line(it->chooser, stk_arena_printf(&it->arena, "by/%s", name),
					 question.data, &text, &it->failure) != 0;
		again = text.len > 0;
		by = again ? person(it, text.data, true) : NULL;
		if (again && !by)
			stk_tell("Nobody is called %s. `stocktake add stakeholder NAME` adds "
				 "somebody.\n",
				 text.data);
	}
	stk_str_release(&question);
	stk_str_release(&text);
	return by;
}

static int find_whose(struct stk_importing *it, struct stk_import_file *file, struct stk_err *err)
{
	struct stk_import_stamp stamp;

	stk_import_stamp(file->book, &stamp);
	if (given(it, file->name, &file->by, err))
		return -1;
	if (!file->by && stamp.name)
		file->by = person(it, stamp.name, true);
	if (!file->by && *stamp.who)
		file->by = person(it, stamp.who, false);
	if (!file->by)
		file->by = by_file_name(it, file->name);
	if (!file->by)
		file->by = ask_whose(it, file->name);
	if (it->failed) {
		*err = it->failure;
		return -1;
	}
	if (file->by)
		return 0;
	stk_err_set(err, STK_EUSAGE, "%s does not say whose it is", file->path);
	stk_err_hint(err, "Say it: --by NAME, or --by '%.80s=NAME' for this file alone.",
		     file->name);
	return -1;
}

int stk_importing_read(struct stk_importing *it, struct stk_err *err)
{
	it->count = (uint32_t)it->args->count;
	it->files = stk_xcalloc(it->count + 1, sizeof *it->files);
	it->books = stk_xcalloc(it->count + 1, sizeof *it->books);
	it->notes = stk_xcalloc(it->count + 1, sizeof *it->notes);
	for (uint32_t i = 0; i < it->count; i++)
		if (read_book(it, i, err) || find_whose(it, &it->files[i], err))
			return -1;
	return 0;
}
