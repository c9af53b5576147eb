#include "stocktake/base/source.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"

int stk_source_each(struct stk_source *source, const char *under, stk_source_each_fn each,
		    void *data, struct stk_err *err)
{
	return source->ops->each(source, under, each, data, err);
}

int stk_source_read(struct stk_source *source, const char *path, struct stk_str *out,
		    struct stk_err *err)
{
	return source->ops->read(source, path, out, err);
}

void stk_source_close(struct stk_source *source)
{
	if (source)
		source->ops->close(source);
}

/* --- files in memory, the program's own among them --- */

struct memory_source {
	struct stk_source base;
	struct stk_memory_file *files; /* sorted by path */
	size_t count;
	struct stk_arena arena;
};

static int compare_files(const void *a, const void *b)
{
	const struct stk_memory_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static bool is_hidden(const char *path)
{
	return path[0] == '.' || strstr(path, "/.");
}

static bool is_under(const char *path, const char *under, size_t len)
{
	return !len || (strncmp(path, under, len) == 0 && path[len] == '/');
}

static int memory_each(struct stk_source *source, const char *under, stk_source_each_fn each,
		       void *data, struct stk_err *err)
{
	struct memory_source *memory = (struct memory_source *)source;
	size_t i, len = strlen(under);
	int ret;

	(void)err;
	while (len && under[len - 1] == '/')
		len--;
	for (i = 0; i < memory->count; i++) {
		const char *path = memory->files[i].path;

		if (is_hidden(path) || !is_under(path, under, len))
			continue;
		ret = each(data, path);
		if (ret)
			return ret;
	}
	return 0;
}

static int memory_read(struct stk_source *source, const char *path, struct stk_str *out,
		       struct stk_err *err)
{
	struct memory_source *memory = (struct memory_source *)source;
	struct stk_memory_file key = {path, NULL, 0}, *file;

	stk_str_reset(out);
	file = memory->count
		       ? bsearch(&key, memory->files, memory->count, sizeof key, compare_files)
		       : NULL;
	if (!file)
		stk_err_set(err, STK_EUSAGE, "there is no such file in %s", source->name);
	else if (file->len_bytes > STK_SOURCE_MAX_FILE_BYTES)
		stk_err_set(err, STK_EUSAGE, "is larger than %zu MiB",
			    STK_SOURCE_MAX_FILE_BYTES >> 20);
	if (!file || file->len_bytes > STK_SOURCE_MAX_FILE_BYTES) {
		stk_err_at(err, path, 0, 0);
		return -1;
	}
	stk_str_addn(out, file->data, file->len_bytes);
	return 0;
}

static void memory_close(struct stk_source *source)
{
	struct memory_source *memory = (struct memory_source *)source;

	stk_arena_release(&memory->arena);
	free(memory->files);
	free(source->name);
	free(memory);
}

static const struct stk_source_ops memory_ops = {memory_each, memory_read, memory_close};

static struct memory_source *memory_new(const char *name, size_t count)
{
	struct memory_source *memory = stk_xcalloc(1, sizeof *memory);

	memory->base.ops = &memory_ops;
	memory->base.shared = true;
	memory->base.name = stk_xstrdup(name);
	memory->files = stk_xcalloc(count, sizeof *memory->files);
	return memory;
}

struct stk_source *stk_source_memory(const struct stk_memory_file *files, size_t count)
{
	struct memory_source *memory = memory_new("(memory)", count);
	size_t i;

	for (i = 0; i < count; i++) {
		struct stk_memory_file *copy = &memory->files[i];

		copy->path = stk_arena_strdup(&memory->arena, files[i].path);
		copy->data = stk_arena_strndup(&memory->arena, files[i].data, files[i].len_bytes);
		copy->len_bytes = files[i].len_bytes;
	}
	memory->count = count;
	if (count)
		qsort(memory->files, count, sizeof *memory->files, compare_files);
	return &memory->base;
}

struct stk_source *stk_source_embedded(const char *prefix)
{
	struct memory_source *memory = memory_new("(built in)", stk_embedded_count);
	size_t i, len = strlen(prefix);

	for (i = 0; i < stk_embedded_count; i++) {
		const struct stk_embedded *file = &stk_embedded_files[i];

		if (strncmp(file->name, prefix, len) != 0)
			continue;
		memory->files[memory->count++] =
			(struct stk_memory_file){file->name + len, file->data, file->size_bytes};
	}
	return &memory->base;
}
