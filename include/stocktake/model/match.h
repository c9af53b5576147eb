/*
 * Matching of what people type against what is known: platforms, stakeholders, teams, terms, and
 * the catalogue's products.
 *
 * An index of folded names, other names, ids and their prefixes and trigrams in buckets; a question
 * costs its bucket, never all pairs.
 *
 * Blanks, hyphens, dots, case, width (full-width forms are the plain ones) and accents do not
 * count. A platform also goes by the names of its product, unless another is called so itself; a
 * product of which a platform is found is that platform. People also go by one word of their name
 * ("Mia"), as PREFIX.
 */
#ifndef STOCKTAKE_MODEL_MATCH_H
#define STOCKTAKE_MODEL_MATCH_H

#include "stocktake/model/inventory.h"

enum stk_match_kind {
	STK_MATCH_PLATFORM,
	STK_MATCH_PRODUCT,
	STK_MATCH_STAKEHOLDER,
	STK_MATCH_TEAM,
	STK_MATCH_TERM
};

/* How sure: EXACT is the id, name or other name; PREFIX a beginning ("hubs") that is at least half
 * of the name or ends where a word ends; NEAR one edit per 6 letters: a letter changed, left out,
 * added, or swapped with its neighbour; never in digits, ideographs, or a word of up to 3 letters
 * ("Events UK" is not "Events US"). */
enum stk_match_grade { STK_MATCH_NONE, STK_MATCH_NEAR, STK_MATCH_PREFIX, STK_MATCH_EXACT };

struct stk_match {
	enum stk_match_kind kind;
	enum stk_match_grade grade;
	uint32_t index;   /* entity index, or term index; STK_NONE for products */
	const char *id;   /* platform, product, stakeholder, team or term id */
	const char *name; /* to show */
};

struct stk_matcher;
/* kinds: bits 1u << enum stk_match_kind. Parses the whole catalogue if products or terms are asked
 * for. Made anew after stk_inventory_reload. */
struct stk_matcher *stk_matcher_new(struct stk_inventory *inventory, unsigned kinds);
void stk_matcher_free(struct stk_matcher *matcher);
/* Fills out with the best matches, surest first (a platform before a product of the same grade), at
 * most max; returns how many. All with grade EXACT come; else those of PREFIX; else NEAR. More than
 * one of a kind: it is unclear which is meant (two Toms); ask. */
size_t stk_matcher_find(const struct stk_matcher *matcher, const char *text, unsigned kinds,
			struct stk_match *out, size_t max);
/* The term that a heading ("Work email", "First name", "Contact.firstname") means, by name, other
 * names and id, and as the catalogue's fields are called; prefers `groups` (a set of group indexes
 * as bits, 0 for none): with leads alone, "First name" is the lead's. STK_NONE if none or unclear.
 */
uint32_t stk_matcher_heading(const struct stk_matcher *matcher, const char *heading,
			     uint64_t groups);
/* Calls each with every pair of platforms that are probably the same one: equal folded names or
 * other names (the end of a web address left out: "salesforce.com"), or near names (edit distance
 * <= 1 per 6 letters, blanks and hyphens left out), found by buckets. Pairs with different
 * `product`s, or both names of one product given on purpose (same product, different names), are
 * not reported. In order of a, b; a < b. Nearly linear: of a bucket 64 names are looked at; of more
 * than 16 equal names each is paired with the first. A nonzero return of each stops and is handed
 * on. */
int stk_matcher_twins(struct stk_inventory *inventory,
		      int (*each)(void *data, uint32_t a, uint32_t b, bool exact), void *data);

#endif
