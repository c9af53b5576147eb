/*
 * The files of an inventory, read and parsed on all cores.
 *
 * Each thread has symbols and an arena of its own and takes the next few files in their order. Then
 * the tables become one: the files are gone through in order once more, and what each of them was
 * the first to bring into its thread's table is put into the inventory's. A symbol that is new to
 * all of them was new to its thread too, so the numbers are those of one thread that reads all
 * files, whoever read which: nothing that follows can tell how many threads there were.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/thread.h"

/* A thread for fewer files costs more than it saves. Few are taken at a time, so that all end at
 * about the same time. */
enum { FILES_PER_THREAD = 128, FILES_AT_A_TIME = 8 };

/* How one file was read. */
struct result {
	stk_sym first, end; /* the symbols that it brought into its thread's table */
	unsigned thread;
	struct stk_err *err; /* why it has no root; owned */
};

struct stk_load_read {
	struct stk_inventory *inventory;
	struct result *results; /* one a file */
	unsigned threads;
	struct {
		struct stk_arena arena;
		struct stk_syms syms;
		stk_sym *numbers; /* by own symbol: the inventory's */
	} own[STK_THREADS_MAX];
	atomic_uint next; /* file that nobody has taken */
};

/* The next few files; false if there are none left. */
static bool take(struct stk_load_read *read, uint32_t *first, uint32_t *end)
{
	uint32_t count = read->inventory->file_count;

	*first = atomic_fetch_add(&read->next, FILES_AT_A_TIME);
	*end = *first + FILES_AT_A_TIME < count ? *first + FILES_AT_A_TIME : count;
	return *first < count;
}

static void read_file(struct stk_load_read *read, uint32_t index, struct stk_yaml_reader *reader,
		      struct stk_str *text)
{
	struct stk_file *file = &read->inventory->files[index];
	struct stk_err err = {0};

	if (stk_source_read(read->inventory->source, file->path, text, &err) == 0)
		file->root = stk_yaml_reader_parse(reader, file->path, text->data, text->len, &err);
	if (file->root)
		return;
	read->results[index].err = stk_xmalloc(sizeof err);
	*read->results[index].err = err;
}

static void read_alone(struct stk_load_read *read)
{
	struct stk_inventory *inventory = read->inventory;
	struct stk_yaml_reader *reader = stk_yaml_reader_new(&inventory->arena, &inventory->syms);
	struct stk_str text = STK_STR_INIT;

	for (uint32_t i = 0; i < inventory->file_count; i++)
		read_file(read, i, reader, &text);
	stk_yaml_reader_free(reader);
	stk_str_release(&text);
}

/* One thread's share. Arena and symbols are on its stack meanwhile: side by side in one array they
 * would share lines of the processor's cache. */
static void read_share(void *data, unsigned thread)
{
	struct stk_load_read *read = data;
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str text = STK_STR_INIT;
	struct stk_yaml_reader *reader;
	struct stk_syms syms;
	uint32_t i, end;

	stk_syms_init(&syms);
	stk_words_preload(&syms);
	reader = stk_yaml_reader_new(&arena, &syms);
	while (take(read, &i, &end)) {
		for (; i < end; i++) {
			read->results[i].thread = thread;
			read->results[i].first = syms.count;
			read_file(read, i, reader, &text);
			read->results[i].end = syms.count;
		}
	}
	read->own[thread].arena = arena;
	read->own[thread].syms = syms;
	stk_yaml_reader_free(reader);
	stk_str_release(&text);
}

/* Makes one table of all. */
static void number_symbols(struct stk_load_read *read)
{
	struct stk_inventory *inventory = read->inventory;
	stk_sym word;

	for (unsigned i = 0; i < read->threads; i++) {
		size_t count = read->own[i].syms.count;

		read->own[i].numbers = stk_xcalloc(count, sizeof(stk_sym));
		for (word = 0; word < STK_W_COUNT && word < count; word++)
			read->own[i].numbers[word] = word;
	}
	for (uint32_t i = 0; i < inventory->file_count; i++) {
		const struct result *result = &read->results[i];

		stk_syms_absorb(&inventory->syms, &read->own[result->thread].syms, result->first,
				result->end, read->own[result->thread].numbers);
	}
}

/* Gives the nodes of a few files after the other the inventory's symbols. */
static void renumber_share(void *data, unsigned thread)
{
	struct stk_load_read *read = data;
	uint32_t i, end;

	(void)thread;
	while (take(read, &i, &end))
		for (; i < end; i++)
			stk_yaml_renumber(read->inventory->files[i].root,
					  read->own[read->results[i].thread].numbers);
}

static void read_together(struct stk_load_read *read)
{
	struct stk_inventory *inventory = read->inventory;

	stk_threads_run(read->threads, read_share, read);
	number_symbols(read);
	atomic_store(&read->next, 0);
	stk_threads_run(read->threads, renumber_share, read);
	for (unsigned i = 0; i < read->threads; i++) {
		stk_arena_adopt(&inventory->arena, &read->own[i].arena);
		stk_arena_adopt(&inventory->syms.text, &read->own[i].syms.text);
		stk_syms_release(&read->own[i].syms);
		free(read->own[i].numbers);
	}
}

unsigned stk_load_threads(const struct stk_inventory *inventory)
{
	unsigned worth = inventory->file_count / FILES_PER_THREAD, usable;

	if (worth < 2 || !inventory->source->shared)
		return 1;
	usable = stk_threads_usable();
	return usable < worth ? usable : worth;
}

struct stk_load_read *stk_load_read(struct stk_inventory *inventory, unsigned threads)
{
	struct stk_load_read *read = stk_xcalloc(1, sizeof *read);

	read->inventory = inventory;
	read->results = stk_xcalloc(inventory->file_count, sizeof *read->results);
	read->threads = threads;
	if (threads > 1)
		read_together(read);
	else
		read_alone(read);
	return read;
}

const struct stk_err *stk_load_read_err(const struct stk_load_read *read, uint32_t file)
{
	return read->results[file].err;
}

void stk_load_read_free(struct stk_load_read *read)
{
	if (!read)
		return;
	for (uint32_t i = 0; i < read->inventory->file_count; i++)
		free(read->results[i].err);
	free(read->results);
	free(read);
}
