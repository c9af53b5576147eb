#include "stocktake/model/match.h"

#include <stdlib.h>
#include <string.h>

#include "match_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/catalogue.h"

/* More names than this with one beginning are no help to anybody. */
#define MAX_BEGINNING 256

static uint32_t add_entry(struct stk_matcher *matcher, enum stk_match_kind kind, uint32_t index,
			  const char *id, const char *name, stk_sym product)
{
	size_t cap = matcher->cap, product_cap = matcher->product_cap;

	STK_GROW(matcher->entries, cap, matcher->count + 1);
	STK_GROW(matcher->products, product_cap, matcher->count + 1);
	matcher->cap = (uint32_t)cap;
	matcher->product_cap = (uint32_t)product_cap;
	matcher->entries[matcher->count] =
		(struct stk_match){kind, STK_MATCH_NONE, index, id, name ? name : id};
	matcher->products[matcher->count] = product;
	return matcher->count++;
}

static void add_texts(struct stk_matcher *matcher, const struct stk_node *list, uint32_t entry,
		      uint8_t rank)
{
	STK_EACH_VALUE(item, list)
	if (stk_node_kind(item) == STK_NODE_SCALAR)
		stk_names_add(&matcher->names, stk_sym_text(&matcher->inventory->syms, item->value),
			      entry, rank);
}

static void add_product_names(struct stk_matcher *matcher, stk_sym product, uint32_t entry)
{
	const struct stk_node *known = stk_catalogue_get(matcher->inventory, product);

	if (!known)
		return;
	stk_names_add(&matcher->names, stk_sym_text(&matcher->inventory->syms, product), entry,
		      STK_RANK_PRODUCT);
	stk_names_add(&matcher->names, stk_text(matcher->inventory, known, STK_W_NAME), entry,
		      STK_RANK_PRODUCT);
	add_texts(matcher, stk_node_get(known, STK_W_AKA), entry, STK_RANK_PRODUCT);
}

/* "Ana Ruiz" answers to "Ana" and to "Ruiz". */
static void add_words(struct stk_matcher *matcher, const char *name, uint32_t entry)
{
	size_t len = strcspn(name, " ");

	if (!name[len])
		return;
	while (*name) {
		len = strcspn(name, " ");
		if (len)
			stk_names_add(&matcher->names,
				      stk_arena_strndup(&matcher->arena, name, len), entry,
				      STK_RANK_WORD);
		name += len + strspn(name + len, " ");
	}
}

static void add_entities(struct stk_matcher *matcher, enum stk_kind kind, enum stk_match_kind as)
{
	struct stk_inventory *inventory = matcher->inventory;
	const struct stk_entities *all = &inventory->kinds[kind];

	for (uint32_t i = 0; i < all->count; i++) {
		const struct stk_entity *entity = &all->items[i];
		const struct stk_node *node = entity->node;
		const char *id = stk_sym_text(&inventory->syms, entity->id);
		const char *name = stk_entity_name(inventory, entity);
		stk_sym product = as == STK_MATCH_PLATFORM ? stk_word_of(node, STK_W_PRODUCT) : 0;
		uint32_t entry = add_entry(matcher, as, i, id, name, product);

		stk_names_add(&matcher->names, id, entry, STK_RANK_OWN);
		if (name != id)
			stk_names_add(&matcher->names, name, entry, STK_RANK_OWN);
		add_texts(matcher, stk_node_get(node, STK_W_AKA), entry, STK_RANK_OWN);
		if (as == STK_MATCH_STAKEHOLDER) {
			stk_names_add(&matcher->names, stk_text(inventory, node, STK_W_EMAIL),
				      entry, STK_RANK_OWN);
			add_words(matcher, name, entry);
		}
		if (product)
			add_product_names(matcher, product, entry);
	}
}

static int add_product(void *data, const char *product, const struct stk_node *known)
{
	struct stk_matcher *matcher = data;
	struct stk_inventory *inventory = matcher->inventory;
	const char *name = stk_text(inventory, known, STK_W_NAME);
	uint32_t entry = add_entry(matcher, STK_MATCH_PRODUCT, STK_NONE, product, name,
				   stk_sym_put(&inventory->syms, product, strlen(product)));

	stk_names_add(&matcher->names, product, entry, STK_RANK_OWN);
	stk_names_add(&matcher->names, name, entry, STK_RANK_OWN);
	add_texts(matcher, stk_node_get(known, STK_W_AKA), entry, STK_RANK_OWN);
	return 0;
}

static void add_teams(struct stk_matcher *matcher)
{
	struct stk_inventory *inventory = matcher->inventory;

	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		const char *id = stk_text(inventory, team, STK_W_ID);
		const char *name = stk_text(inventory, team, STK_W_NAME);
		uint32_t entry;

		if (!id)
			continue;
		entry = add_entry(matcher, STK_MATCH_TEAM, STK_NONE, id, name, 0);
		stk_names_add(&matcher->names, id, entry, STK_RANK_OWN);
		stk_names_add(&matcher->names, name, entry, STK_RANK_OWN);
	}
}

static void add_terms(struct stk_matcher *matcher)
{
	struct stk_inventory *inventory = matcher->inventory;

	for (uint32_t i = 0; i < inventory->term_count; i++) {
		const struct stk_term *term = &inventory->terms[i];
		const char *id = stk_sym_text(&inventory->syms, term->id);
		uint32_t entry = add_entry(matcher, STK_MATCH_TERM, i, id, term->name, 0);

		stk_names_add(&matcher->names, id, entry, STK_RANK_OWN);
		stk_names_add(&matcher->names, term->name, entry, STK_RANK_OWN);
		add_texts(matcher, stk_node_get(term->node, STK_W_AKA), entry, STK_RANK_OWN);
	}
}

struct stk_matcher *stk_matcher_new(struct stk_inventory *inventory, unsigned kinds)
{
	struct stk_matcher *matcher = stk_xcalloc(1, sizeof *matcher);

	matcher->inventory = inventory;
	if (kinds & 1u << STK_MATCH_PLATFORM)
		add_entities(matcher, STK_PLATFORM, STK_MATCH_PLATFORM);
	if (kinds & 1u << STK_MATCH_PRODUCT)
		stk_catalogue_each(inventory, add_product, matcher);
	if (kinds & 1u << STK_MATCH_STAKEHOLDER)
		add_entities(matcher, STK_STAKEHOLDER, STK_MATCH_STAKEHOLDER);
	if (kinds & 1u << STK_MATCH_TEAM)
		add_teams(matcher);
	if (kinds & 1u << STK_MATCH_TERM) {
		add_terms(matcher);
		stk_matcher_fill_headings(matcher);
	}
	stk_names_finish(&matcher->names, 1);
	stk_names_finish(&matcher->headings, 1);
	return matcher;
}

void stk_matcher_free(struct stk_matcher *matcher)
{
	if (!matcher)
		return;
	stk_names_release(&matcher->names);
	stk_names_release(&matcher->headings);
	stk_arena_release(&matcher->arena);
	free(matcher->entries);
	free(matcher->products);
	free(matcher);
}

/* --- finding ------------------------------------------------------------------------------------
 */

struct hit {
	uint32_t entry;
	uint32_t far; /* smaller is better: what is left of the name, or edits */
	uint8_t rank;
	bool whole; /* ends where a word ends */
};

struct search {
	const struct stk_matcher *matcher;
	unsigned kinds;
	struct hit *hits;
	size_t count, cap;
};

static void add_hit(struct search *search, const struct stk_name *name, uint32_t far, bool whole)
{
	if (!(search->kinds & 1u << search->matcher->entries[name->entry].kind))
		return;
	for (size_t i = 0; i < search->count; i++) {
		struct hit *hit = &search->hits[i];

		if (hit->entry != name->entry)
			continue;
		hit->rank = name->rank < hit->rank ? name->rank : hit->rank;
		hit->far = far < hit->far ? far : hit->far;
		hit->whole |= whole;
		return;
	}
	STK_GROW(search->hits, search->cap, search->count + 1);
	search->hits[search->count++] = (struct hit){name->entry, far, name->rank, whole};
}

static enum stk_match_kind kind_of(const struct search *search, const struct hit *hit)
{
	return search->matcher->entries[hit->entry].kind;
}

/* Keeps the hits that `keep` wants. */
static void filter(struct search *search, bool (*keep)(const struct search *, const struct hit *))
{
	size_t kept = 0;

	for (size_t i = 0; i < search->count; i++)
		if (keep(search, &search->hits[i]))
			search->hits[kept++] = search->hits[i];
	search->count = kept;
}

/* A platform that is called so goes before those that are only made by that product. */
static bool keep_own(const struct search *search, const struct hit *hit)
{
	(void)search;
	return hit->rank != STK_RANK_PRODUCT;
}

/* "Ana": Ana Ruiz, and not Anastasia. */
static bool keep_whole_people(const struct search *search, const struct hit *hit)
{
	return kind_of(search, hit) != STK_MATCH_STAKEHOLDER || hit->whole;
}

/* A product of which a platform is among the hits is that platform. */
static bool keep_new_product(const struct search *search, const struct hit *hit)
{
	const stk_sym *products = search->matcher->products;

	if (kind_of(search, hit) != STK_MATCH_PRODUCT)
		return true;
	for (size_t i = 0; i < search->count; i++)
		if (kind_of(search, &search->hits[i]) == STK_MATCH_PLATFORM &&
		    products[search->hits[i].entry] == products[hit->entry])
			return false;
	return true;
}

static void narrow(struct search *search)
{
	bool own = false, whole = false;

	for (size_t i = 0; i < search->count; i++) {
		const struct hit *hit = &search->hits[i];

		own |= kind_of(search, hit) == STK_MATCH_PLATFORM && hit->rank == STK_RANK_OWN;
		whole |= kind_of(search, hit) == STK_MATCH_STAKEHOLDER && hit->whole;
	}
	filter(search, keep_new_product);
	if (own)
		filter(search, keep_own);
	if (whole)
		filter(search, keep_whole_people);
}

static void find_equal(struct search *search, const char *loose, bool words)
{
	const struct stk_names *names = &search->matcher->names;
	size_t first, end = stk_names_equal(names, loose, &first);

	for (size_t i = first; i < end; i++)
		if ((names->items[i].rank == STK_RANK_WORD) == words)
			add_hit(search, &names->items[i], 0, true);
}

/* A beginning counts if a word ends where it ends, or if it is at least half of the name. */
static void find_beginning(struct search *search, const char *loose)
{
	const struct stk_names *names = &search->matcher->names;
	size_t first, end, len = strlen(loose), codes = stk_utf8_count(loose, len);
	bool plain = codes == len;

	find_equal(search, loose, true);
	if (codes < (plain ? 3 : 2))
		return;
	end = stk_names_beginning(names, loose, &first);
	for (size_t i = first; i < end && search->count < MAX_BEGINNING; i++) {
		const struct stk_name *name = &names->items[i];
		bool whole = len >= name->len || (len < 64 && (name->starts >> len & 1));

		if (name->rank != STK_RANK_WORD && (whole || 2 * len >= name->len))
			add_hit(search, name, (uint32_t)(name->len - len), whole);
	}
}

static void near_hit(void *data, const struct stk_name *name, unsigned distance)
{
	if (name->rank != STK_RANK_WORD)
		add_hit(data, name, distance, true);
}

static void find_near(struct search *search, const char *loose, const char *text)
{
	uint32_t best = UINT32_MAX;
	size_t kept = 0;

	stk_names_near(&search->matcher->names, loose, text, near_hit, search);
	for (size_t i = 0; i < search->count; i++)
		best = search->hits[i].far < best ? search->hits[i].far : best;
	for (size_t i = 0; i < search->count; i++)
		if (search->hits[i].far == best)
			search->hits[kept++] = search->hits[i];
	search->count = kept;
}

static int compare_hits(const void *a, const void *b, void *data)
{
	const struct hit *one = a, *two = b;
	const struct stk_match *x = &((struct stk_match *)data)[one->entry];
	const struct stk_match *y = &((struct stk_match *)data)[two->entry];

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (one->far != two->far)
		return one->far < two->far ? -1 : 1;
	return strcmp(x->id, y->id);
}

size_t stk_matcher_find(const struct stk_matcher *matcher, const char *text, unsigned kinds,
			struct stk_match *out, size_t max)
{
	struct search search = {matcher, kinds, NULL, 0, 0};
	struct stk_str loose = STK_STR_INIT;
	enum stk_match_grade grade = STK_MATCH_EXACT;
	size_t count = 0;

	stk_name_loosen(&loose, text, strlen(text), NULL);
	if (loose.len) {
		find_equal(&search, loose.data, false);
		if (!search.count) {
			grade = STK_MATCH_PREFIX;
			find_beginning(&search, loose.data);
		}
		if (!search.count) {
			grade = STK_MATCH_NEAR;
			find_near(&search, loose.data, text);
		}
		narrow(&search);
	}
	if (search.count)
		qsort_r(search.hits, search.count, sizeof *search.hits, compare_hits,
			matcher->entries);
	for (; count < search.count && count < max; count++) {
		out[count] = matcher->entries[search.hits[count].entry];
		out[count].grade = grade;
	}
	free(search.hits);
	stk_str_release(&loose);
	return count;
}
