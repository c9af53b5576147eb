/*
 * Platforms that are probably one.
 *
 * Equal names by sorting. Near names by pieces: with k edits between two names, one of k + 1 pieces
 * of the shorter stands unchanged in the longer, at most k places away. Each name files its own
 * pieces; each looks up the pieces of names as long as itself or shorter. Digits and ideographs are
 * never edited, so they are part of the bucket: "Sheet 1" to "Sheet 100000" do not meet. With one
 * edit, a second cut makes up for two neighbours that changed places across the first; with more
 * edits such a pair may be missed.
 *
 * Bounds: of a bucket the MAX_BUCKET names filed last are looked at; of names that are equal only
 * the first is compared further, and where they are more than MAX_EQUAL each is paired with the
 * first alone.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "loose.h"
#include "stocktake/base/map.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/match.h"

#define MAX_BUCKET 64
#define MAX_EQUAL  16

struct name {
	const char *written, *loose;
	uint32_t len, platform;
	struct stk_sketch sketch;
	uint32_t seen; /* the last probe that looked at it, + 1 */
};

struct piece {
	uint32_t hash, name, next;
};

struct pair {
	uint32_t a, b;
	bool exact;
};

struct twins {
	const struct stk_inventory *inventory;
	struct stk_arena arena;
	struct name *names;
	size_t count, cap;
	uint32_t *heads; /* buckets: index + 1 of the piece filed last */
	uint32_t mask;
	struct piece *pieces;
	size_t piece_count, piece_cap;
	struct pair *pairs;
	size_t pair_count, pair_cap;
};

/* --- names --------------------------------------------------------------------------------------
 */

/* "salesforce.com" is Salesforce: the bytes of a name without the end of a web address. */
static size_t without_web_end(const char *written)
{
	static const char *const ends[] = {".com", ".io", ".net", ".org", ".co", ".ai", ".app"};
	size_t len = strlen(written);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);

		if (len > end && strcasecmp(written + len - end, ends[i]) == 0 &&
		    written[len - end - 1] != ' ')
			return len - end;
	}
	return len;
}

static void add_name(struct twins *twins, uint32_t platform, const char *written,
		     struct stk_str *loose)
{
	size_t len = without_web_end(written);
	struct stk_codes codes;
	struct name *name;

	stk_str_reset(loose);
	if (written[len])
		written = stk_arena_strndup(&twins->arena, written, len);
	stk_name_loosen(loose, written, strlen(written), NULL);
	if (!loose->len)
		return;
	STK_GROW(twins->names, twins->cap, twins->count + 1);
	name = &twins->names[twins->count++];
	*name = (struct name){
		.written = written, .len = (uint32_t)loose->len, .platform = platform};
	stk_codes_read(&codes, loose->data, loose->len);
	stk_sketch_read(&name->sketch, &codes);
	name->loose = stk_arena_strndup(&twins->arena, loose->data, loose->len);
}

static void gather(struct twins *twins)
{
	const struct stk_inventory *inventory = twins->inventory;
	const struct stk_entities *platforms = &inventory->kinds[STK_PLATFORM];
	struct stk_str loose = STK_STR_INIT;

	for (uint32_t i = 0; i < platforms->count; i++) {
		add_name(twins, i, stk_entity_name(inventory, &platforms->items[i]), &loose);
		STK_EACH_VALUE(aka, stk_node_get(platforms->items[i].node, STK_W_AKA))
		if (stk_node_kind(aka) == STK_NODE_SCALAR)
			add_name(twins, i, stk_sym_text(&inventory->syms, aka->value), &loose);
	}
	stk_str_release(&loose);
}

static int compare_names(const void *a, const void *b)
{
	const struct name *one = a, *two = b;
	int order =
		(one->sketch.count > two->sketch.count) - (one->sketch.count < two->sketch.count);

	if (!order)
		order = strcmp(one->loose, two->loose);
	return order ? order : (one->platform > two->platform) - (one->platform < two->platform);
}

/* --- pairs --------------------------------------------------------------------------------------
 */

static stk_sym product_of(const struct twins *twins, uint32_t platform)
{
	return stk_word_of(twins->inventory->kinds[STK_PLATFORM].items[platform].node,
			   STK_W_PRODUCT);
}

static void add_pair(struct twins *twins, uint32_t a, uint32_t b, bool exact)
{
	stk_sym one = product_of(twins, a), two = product_of(twins, b);

	if (a == b || (one && two && (one != two || !exact)))
		return;
	STK_GROW(twins->pairs, twins->pair_cap, twins->pair_count + 1);
	twins->pairs[twins->pair_count++] = (struct pair){a < b ? a : b, a < b ? b : a, exact};
}

static void pair_equal(struct twins *twins)
{
	size_t end;

	for (size_t i = 0; i < twins->count; i = end) {
		const struct name *first = &twins->names[i];

		for (end = i + 1; end < twins->count; end++)
			if (strcmp(twins->names[end].loose, first->loose))
				break;
		for (size_t a = i; a < end; a++)
			for (size_t b = a + 1; b < end && (a == i || end - i <= MAX_EQUAL); b++)
				add_pair(twins, twins->names[a].platform, twins->names[b].platform,
					 true);
	}
}

/* --- pieces -------------------------------------------------------------------------------------
 */

/* Where piece i of `pieces` begins in a name of n codes. `cut` moves the borders. */
static size_t border(size_t n, unsigned pieces, unsigned i, unsigned cut)
{
	size_t at = n * i / pieces;

	return i && i < pieces ? at - cut : at;
}

static uint32_t piece_hash(const struct stk_codes *codes, size_t from, size_t len, uint32_t salt)
{
	uint32_t hash = stk_hash(codes->codes + from, len * sizeof *codes->codes);

	return (hash ^ salt) * 0x85ebca6bu;
}

static uint32_t salt_of(const struct name *name, size_t n, unsigned piece, unsigned cut)
{
	return name->sketch.hard * 31u + (uint32_t)n * 1024u + piece * 2u + cut;
}

static void file_pieces(struct twins *twins, uint32_t index, const struct stk_codes *codes)
{
	const struct name *name = &twins->names[index];
	unsigned edits = stk_codes_edits(codes->count, codes->count), pieces = edits + 1;

	for (unsigned cut = 0; edits && cut < (edits == 1 ? 2u : 1u); cut++)
		for (unsigned i = 0; i < pieces; i++) {
			size_t from = border(codes->count, pieces, i, cut);
			size_t len = border(codes->count, pieces, i + 1, cut) - from;
			uint32_t hash =
				piece_hash(codes, from, len, salt_of(name, codes->count, i, cut));

			STK_GROW(twins->pieces, twins->piece_cap, twins->piece_count + 1);
			twins->pieces[twins->piece_count] =
				(struct piece){hash, index, twins->heads[hash & twins->mask]};
			twins->heads[hash & twins->mask] = (uint32_t)++twins->piece_count;
		}
}

/* What one lookup goes for. */
struct probe {
	uint32_t index;
	const struct stk_codes *codes;
	unsigned edits;
};

static void look_up(struct twins *twins, const struct probe *probe, uint32_t hash)
{
	const struct name *name = &twins->names[probe->index];
	struct stk_codes codes;
	unsigned looked = 0;

	for (uint32_t at = twins->heads[hash & twins->mask]; at && looked < MAX_BUCKET;
	     at = twins->pieces[at - 1].next) {
		struct name *other = &twins->names[twins->pieces[at - 1].name];

		if (twins->pieces[at - 1].hash != hash)
			continue;
		looked++;
		if (other->seen == probe->index + 1 ||
		    !stk_sketch_may(&name->sketch, &other->sketch, probe->edits))
			continue;
		other->seen = probe->index + 1;
		stk_codes_read(&codes, other->loose, other->len);
		if (stk_codes_distance(probe->codes, &codes, probe->edits) <= probe->edits &&
		    stk_name_near_words(name->written, other->written))
			add_pair(twins, name->platform, other->platform, false);
	}
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Pieces of names of n codes, found at the places in ours where they can be: before piece i there
 * are at most i edits, behind it at most as many as are left. */
static void probe_length(struct twins *twins, struct probe *probe, size_t n)
{
	const struct name *name = &twins->names[probe->index];
	size_t longer = probe->codes->count - n;
	unsigned edits = stk_codes_edits(n, n), pieces = edits + 1;

	probe->edits = edits;
	for (unsigned cut = 0; cut < (edits == 1 ? 2u : 1u); cut++)
		for (unsigned i = 0; i < pieces; i++) {
			size_t from = border(n, pieces, i, cut), left = edits - i;
			size_t len = border(n, pieces, i + 1, cut) - from;
			size_t low = larger(from > i ? from - i : 0,
					    from + longer > left ? from + longer - left : 0);

			for (size_t at = low; at <= from + i && at <= from + longer + left &&
					      at + len <= probe->codes->count;
			     at++)
				look_up(twins, probe,
					piece_hash(probe->codes, at, len,
						   salt_of(name, n, i, cut)));
		}
}

static void pair_near(struct twins *twins)
{
	struct stk_codes codes;

	for (uint32_t i = 0; i < twins->count; i++) {
		struct probe probe = {i, &codes, 0};
		unsigned edits;

		if (i && !strcmp(twins->names[i].loose, twins->names[i - 1].loose))
			continue;
		stk_codes_read(&codes, twins->names[i].loose, twins->names[i].len);
		edits = stk_codes_edits(codes.count, codes.count);
		for (size_t n = codes.count - edits; edits && n <= codes.count; n++)
			if (stk_codes_edits(n, n) >= codes.count - n)
				probe_length(twins, &probe, n);
		file_pieces(twins, i, &codes);
	}
}

/* --- all together -------------------------------------------------------------------------------
 */

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *one = a, *two = b;

	if (one->a != two->a)
		return one->a < two->a ? -1 : 1;
	if (one->b != two->b)
		return one->b < two->b ? -1 : 1;
	return two->exact - one->exact;
}

int stk_matcher_twins(struct stk_inventory *inventory,
		      int (*each)(void *data, uint32_t a, uint32_t b, bool exact), void *data)
{
	struct twins twins = {.inventory = inventory};
	int result = 0;

	gather(&twins);
	if (twins.count)
		qsort(twins.names, twins.count, sizeof *twins.names, compare_names);
	for (twins.mask = 1023; twins.mask < 2 * twins.count;)
		twins.mask = 2 * twins.mask + 1;
	twins.heads = stk_xcalloc((size_t)twins.mask + 1, sizeof *twins.heads);
	pair_equal(&twins);
	pair_near(&twins);
	if (twins.pair_count)
		qsort(twins.pairs, twins.pair_count, sizeof *twins.pairs, compare_pairs);
	for (size_t i = 0; i < twins.pair_count && !result; i++) {
		const struct pair *pair = &twins.pairs[i];

		if (!i || pair->a != pair[-1].a || pair->b != pair[-1].b)
			result = each(data, pair->a, pair->b, pair->exact);
	}
	free(twins.names);
	free(twins.heads);
	free(twins.pieces);
	free(twins.pairs);
	stk_arena_release(&twins.arena);
	return result;
}
