/* A source with other files laid over it. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/source.h"

struct overlay {
	struct stk_source base;
	struct stk_source *below;     /* not owned */
	struct stk_memory_file *over; /* sorted by path; data NULL: not there */
	size_t count;
	struct stk_arena arena;
};

static int compare_files(const void *a, const void *b)
{
	const struct stk_memory_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static const struct stk_memory_file *find(const struct overlay *overlay, const char *path)
{
	struct stk_memory_file key = {path, NULL, 0};

	return overlay->count
		       ? bsearch(&key, overlay->over, overlay->count, sizeof key, compare_files)
		       : NULL;
}

/* Both lists are sorted: what lies over is handed out where it belongs in the other. */
struct merge {
	const struct overlay *overlay;
	const char *under;
	size_t under_bytes, next;
	stk_source_each_fn each;
	void *data;
};

static int hand_out_until(struct merge *merge, const char *path)
{
	for (; merge->next < merge->overlay->count; merge->next++) {
		const struct stk_memory_file *file = &merge->overlay->over[merge->next];
		int ret;

		if (path && strcmp(file->path, path) >= 0)
			break;
		if (!file->data || (merge->under_bytes &&
				    (strncmp(file->path, merge->under, merge->under_bytes) != 0 ||
				     file->path[merge->under_bytes] != '/')))
			continue;
		ret = merge->each(merge->data, file->path);
		if (ret) {
			merge->next = merge->overlay->count;
			return ret;
		}
	}
	return 0;
}

static int each_below(void *data, const char *path)
{
	struct merge *merge = data;
	int ret = hand_out_until(merge, path);

	/* The one of that path is handed out with the next. */
	return ret || find(merge->overlay, path) ? ret : merge->each(merge->data, path);
}

static int overlay_each(struct stk_source *source, const char *under, stk_source_each_fn each,
			void *data, struct stk_err *err)
{
	struct overlay *overlay = (struct overlay *)source;
	struct merge merge = {.overlay = overlay,
			      .under = under,
			      .under_bytes = strlen(under),
			      .each = each,
			      .data = data};
	int ret;

	while (merge.under_bytes && under[merge.under_bytes - 1] == '/')
		merge.under_bytes--;
	ret = stk_source_each(overlay->below, under, each_below, &merge, err);
	return ret ? ret : hand_out_until(&merge, NULL);
}

static int overlay_read(struct stk_source *source, const char *path, struct stk_str *out,
			struct stk_err *err)
{
	struct overlay *overlay = (struct overlay *)source;
	const struct stk_memory_file *file = find(overlay, path);

	if (!file)
		return stk_source_read(overlay->below, path, out, err);
	stk_str_reset(out);
	if (file->data && file->len_bytes <= STK_SOURCE_MAX_FILE_BYTES) {
		stk_str_addn(out, file->data, file->len_bytes);
		return 0;
	}
	if (file->data)
		stk_err_set(err, STK_EUSAGE, "is larger than %zu MiB",
			    STK_SOURCE_MAX_FILE_BYTES >> 20);
	else
		stk_err_set(err, STK_EUSAGE, "is not there any more");
	stk_err_at(err, path, 0, 0);
	return -1;
}

static void overlay_close(struct stk_source *source)
{
	struct overlay *overlay = (struct overlay *)source;

	stk_arena_release(&overlay->arena);
	free(overlay->over);
	free(source->name);
	free(overlay);
}

static const struct stk_source_ops overlay_ops = {overlay_each, overlay_read, overlay_close};

struct stk_source *stk_source_overlay(struct stk_source *below, const struct stk_memory_file *files,
				      size_t count)
{
	struct overlay *overlay = stk_xcalloc(1, sizeof *overlay);

	overlay->base.ops = &overlay_ops;
	overlay->base.name = stk_xstrdup(below->name);
	overlay->below = below;
	overlay->over = stk_xcalloc(count + 1, sizeof *overlay->over);
	for (size_t i = 0; i < count; i++) {
		struct stk_memory_file *copy = &overlay->over[i];

		copy->path = stk_arena_strdup(&overlay->arena, files[i].path);
		copy->len_bytes = files[i].len_bytes;
		if (files[i].data)
			copy->data = stk_arena_strndup(&overlay->arena, files[i].data,
						       files[i].len_bytes);
	}
	overlay->count = count;
	if (count)
		qsort(overlay->over, count, sizeof *overlay->over, compare_files);
	return &overlay->base;
}
