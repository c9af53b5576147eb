#include "match_index.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

#define BUCKETS 16384u
/* Stands before and after a name, so that its ends have trigrams of their own. */
#define EDGE 0x110000u
/* One edit, a swap of neighbours included, changes at most four trigrams. */
#define PER_EDIT 4

void stk_names_release(struct stk_names *names)
{
	free(names->items);
	free(names->first);
	free(names->postings);
	stk_arena_release(&names->arena);
	*names = (struct stk_names){.items = NULL};
}

void stk_names_add(struct stk_names *names, const char *written, uint32_t entry, uint8_t rank)
{
	struct stk_str loose = STK_STR_INIT;
	struct stk_name *name;
	uint64_t starts;

	if (!written)
		return;
	stk_name_loosen(&loose, written, strlen(written), &starts);
	if (loose.len) {
		STK_GROW(names->items, names->cap, names->count + 1);
		name = &names->items[names->count++];
		*name = (struct stk_name){.written = written,
					  .len = (uint32_t)loose.len,
					  .entry = entry,
					  .starts = starts,
					  .rank = rank};
		name->loose = stk_arena_strndup(&names->arena, loose.data, loose.len);
	}
	stk_str_release(&loose);
}

static int compare(const void *a, const void *b)
{
	const struct stk_name *one = a, *two = b;
	int order = strcmp(one->loose, two->loose);

	if (!order)
		order = one->rank - two->rank;
	if (!order)
		order = (one->entry > two->entry) - (one->entry < two->entry);
	return order;
}

static uint32_t code_at(const struct stk_codes *codes, size_t at)
{
	/* Two edges before, two behind. */
	return at < 2 || at - 2 >= codes->count ? EDGE : codes->codes[at - 2];
}

/* The bucket of trigram i: codes->count + 2 of them. */
static uint32_t bucket(const struct stk_codes *codes, size_t i)
{
	uint32_t hash = code_at(codes, i) * 0x9e3779b1u;

	hash = (hash ^ code_at(codes, i + 1)) * 0x85ebca6bu;
	hash = (hash ^ (hash >> 15) ^ code_at(codes, i + 2)) * 0xc2b2ae35u;
	return (hash ^ hash >> 16) & (BUCKETS - 1);
}

/* The buckets of all names, one name's after the other's. */
struct places {
	uint32_t *buckets;
	size_t count, cap;
	uint8_t *sizes; /* per name */
};

static void count_trigrams(struct stk_names *names, struct places *places)
{
	struct stk_codes codes;
	uint32_t sum = 0, size;

	places->sizes = stk_xcalloc(names->count + 1, sizeof *places->sizes);
	names->first = stk_xcalloc(BUCKETS + 1, sizeof *names->first);
	for (size_t i = 0; i < names->count; i++) {
		stk_codes_read(&codes, names->items[i].loose, names->items[i].len);
		stk_sketch_read(&names->items[i].sketch, &codes);
		STK_GROW(places->buckets, places->cap, places->count + codes.count + 2);
		for (size_t j = 0; codes.count && j < codes.count + 2; j++) {
			uint32_t number = bucket(&codes, j);

			names->first[number]++;
			places->buckets[places->count++] = number;
			places->sizes[i]++;
		}
	}
	for (size_t i = 0; i <= BUCKETS; i++) {
		size = names->first[i];
		names->first[i] = sum;
		sum += size;
	}
	names->postings = stk_xcalloc(sum ? sum : 1, sizeof *names->postings);
}

void stk_names_finish(struct stk_names *names, int with_near)
{
	struct places places = {.count = 0};
	const uint32_t *number;
	uint32_t *next;

	if (names->count)
		qsort(names->items, names->count, sizeof *names->items, compare);
	if (!with_near)
		return;
	count_trigrams(names, &places);
	number = places.buckets;
	next = stk_xcalloc(BUCKETS, sizeof *next);
	memcpy(next, names->first, BUCKETS * sizeof *next);
	for (size_t i = 0; i < names->count; i++)
		for (size_t j = 0; j < places.sizes[i]; j++)
			names->postings[next[*number++]++] = (uint32_t)i;
	free(places.buckets);
	free(places.sizes);
	free(next);
}

/* The first name that is not before the text; with len, not before all that begin with it. */
static size_t lower(const struct stk_names *names, const char *loose, size_t len, int past)
{
	size_t low = 0, high = names->count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = len ? strncmp(names->items[middle].loose, loose, len)
			    : strcmp(names->items[middle].loose, loose);
		if (order < 0 || (past && !order))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t stk_names_equal(const struct stk_names *names, const char *loose, size_t *first)
{
	*first = lower(names, loose, 0, 0);
	return lower(names, loose, 0, 1);
}

size_t stk_names_beginning(const struct stk_names *names, const char *loose, size_t *first)
{
	size_t len = strlen(loose);

	if (!len) {
		*first = 0;
		return 0;
	}
	*first = lower(names, loose, len, 0);
	return lower(names, loose, len, 1);
}

struct near {
	const struct stk_names *names;
	struct stk_codes codes;
	struct stk_sketch sketch;
	uint32_t buckets[STK_NEAR_MAX_CODES + 2];
	size_t bucket_count;
	uint32_t *found; /* names that may be near */
	size_t count, cap;
};

static uint32_t bucket_size(const struct near *near, uint32_t number)
{
	return near->names->first[number + 1] - near->names->first[number];
}

/* Keeps the smallest buckets: as many as edits cannot all have changed. */
static void choose_buckets(struct near *near, unsigned edits)
{
	size_t want = PER_EDIT * (size_t)edits + 1, total = near->codes.count + 2;

	near->bucket_count = 0;
	for (size_t i = 0; i < total; i++) {
		uint32_t number = bucket(&near->codes, i);
		size_t at = near->bucket_count;

		if (near->bucket_count == want &&
		    bucket_size(near, near->buckets[want - 1]) <= bucket_size(near, number))
			continue;
		if (near->bucket_count < want)
			near->bucket_count++;
		else
			at--;
		while (at && bucket_size(near, near->buckets[at - 1]) > bucket_size(near, number)) {
			near->buckets[at] = near->buckets[at - 1];
			at--;
		}
		near->buckets[at] = number;
	}
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Adds the names of a bucket that may be near. */
static void look_into(struct near *near, uint32_t number)
{
	const uint32_t *postings = near->names->postings + near->names->first[number];
	uint32_t size = bucket_size(near, number);

	if (size > STK_NEAR_MAX_LOOKED)
		size = STK_NEAR_MAX_LOOKED;
	for (uint32_t i = 0; i < size; i++) {
		const struct stk_sketch *sketch = &near->names->items[postings[i]].sketch;

		if (!stk_sketch_may(&near->sketch, sketch,
				    stk_codes_edits(near->sketch.count, sketch->count)))
			continue;
		STK_GROW(near->found, near->cap, near->count + 1);
		near->found[near->count++] = postings[i];
	}
}

void stk_names_near(const struct stk_names *names, const char *loose, const char *written,
		    void (*each)(void *data, const struct stk_name *name, unsigned distance),
		    void *data)
{
	struct near near = {.names = names};
	struct stk_codes codes;
	unsigned limit, distance;

	stk_codes_read(&near.codes, loose, strlen(loose));
	stk_sketch_read(&near.sketch, &near.codes);
	limit = stk_codes_edits(near.codes.count, near.codes.count);
	if (!limit || !names->first)
		return;
	choose_buckets(&near, limit);
	for (size_t i = 0; i < near.bucket_count; i++)
		look_into(&near, near.buckets[i]);
	if (near.count)
		qsort(near.found, near.count, sizeof *near.found, compare_numbers);
	for (size_t i = 0; i < near.count; i++) {
		const struct stk_name *name = &names->items[near.found[i]];

		if (i && near.found[i] == near.found[i - 1])
			continue;
		stk_codes_read(&codes, name->loose, name->len);
		limit = stk_codes_edits(near.codes.count, codes.count);
		distance = stk_codes_distance(&near.codes, &codes, limit);
		if (limit && distance <= limit && stk_name_near_words(written, name->written))
			each(data, name, distance);
	}
	free(near.found);
}
