/*
 * What the files of the answer lines share: splitting into clauses and words, and what a run of
 * words means.
 */
#ifndef INTERVIEW_LINES_PRIVATE_H
#define INTERVIEW_LINES_PRIVATE_H

#include "lines.h"

/* Words of one clause, in the arena. */
struct stk_clause {
	const char *text; /* trimmed */
	const char **words;
	size_t *at; /* where each word begins in the text */
	size_t count;
	size_t from_bytes; /* where the clause begins in what it was split from */
};

/* How many bytes of blank, also a no-break or an ideographic one, stand at the beginning; 0: none.
 */
size_t stk_line_blank_bytes(const char *text);
/* A copy without the blanks at both ends, in the arena. */
char *stk_line_trimmed(struct stk_lines *lines, const char *text, size_t len);

#define STK_SPLIT_COMMAS 1u /* at commas too, not only at semicolons and line ends */

/* How many bytes of what separates clauses stand at the beginning; 0: none. `how`: as below. */
size_t stk_line_separator_bytes(const char *text, unsigned how);
/* Clauses of a text, never empty ones. */
size_t stk_clauses(struct stk_lines *lines, const char *text, unsigned how,
		   struct stk_clause **clauses);
/* Takes a text apart at blanks (and commas, and wide colons), and where a script leaves none. */
void stk_clause_words(struct stk_lines *lines, struct stk_clause *clause);
/* The same where "by hand" may have a name behind it that nobody knows. */
void stk_clause_words_who(struct stk_lines *lines, struct stk_clause *clause);
/* The text from its word n on; "" after the last. */
const char *stk_clause_rest(const struct stk_clause *clause, size_t n);
/* The words from..to with blanks between, in the arena. */
const char *stk_words_join(struct stk_lines *lines, const char *const *words, size_t from,
			   size_t to);

/* True and *first, *last set for "7" and "1-4", within what was shown. */
bool stk_word_range(const struct stk_lines *lines, const char *word, uint32_t *first,
		    uint32_t *last);

/* Groups at the beginning of words: a word of several words, a run of letters, or words written
 * together. Returns how many words they take, 0 if none. */
size_t stk_words_groups(const struct stk_lines *lines, const char *const *words, size_t count,
			struct stk_line_groups *groups);
void stk_groups_add(struct stk_line_groups *groups, const char *group);

/* How often, at the beginning of words. Returns how many words it takes, 0 if none. */
size_t stk_words_every(const struct stk_lines *lines, const char *const *words, size_t count,
		       int64_t *every_minutes);
/* One of the small words of the language at the beginning: how many words it takes, 0 if none. */
size_t stk_words_flow(const struct stk_lines *lines, enum stk_flow_word flow,
		      const char *const *words, size_t count);

/* --- lines_together.c: scripts that leave no blanks --- */

/* An ideograph, or what stands between them, begins the text. */
bool stk_line_is_wide(const char *text);
/* Bytes of the longest of these words at the beginning of text, only those that are written without
 * blanks; 0: none. */
size_t stk_line_flow_bytes(const struct stk_lines *lines, enum stk_flow_word flow,
			   const char *text);
/* Takes a word apart where all of it is understood: fills in where each piece ends. 0: it stays
 * whole. `who`: what follows "by hand" may be a name that nobody knows. */
size_t stk_line_apart(struct stk_lines *lines, const char *word, bool who, size_t *ends,
		      size_t max);
/* Names of platforms that are known, wherever they stand in a text without blanks
 * ("我们也用纷享销客").
 */
size_t stk_line_known_in(struct stk_lines *lines, const char *text, const char ***names);
/* More ideographs than a name has. */
bool stk_line_is_sentence(const char *text, size_t most_codes);
/* "we use hubspot", "我们主要用企业微信", "还有钉钉": from the name on. */
const char *stk_line_without_use(struct stk_lines *lines, const char *name);
/* "excel etc.", "excel 等": without the words behind it that say nothing; "" where there are no
 * others. */
const char *stk_line_without_tail(struct stk_lines *lines, const char *text);
/* "um, hubspot and excel, I think", "hubspot/sf": true where all but the names of known tools says
 * nothing; *count may be 0 then ("well"). */
bool stk_line_loose(struct stk_lines *lines, const char *text, const char ***names, size_t *count);
/* Where "和" stands between what may be two names, from a place on, and where the second begins; 0:
 * nowhere. */
size_t stk_line_and(const struct stk_lines *lines, const char *text, size_t from, size_t *after);

/* --- lines_arrows.c: what goes from where to where --- */

enum stk_arrow { STK_ARROW_NONE, STK_ARROW_TO, STK_ARROW_FROM, STK_ARROW_BOTH };

/* The first symbol (">", "<>", "→") of the text; *at and *len: where. */
enum stk_arrow stk_arrow_symbol(const char *text, const char **at, size_t *len);
/* The same; where there is no symbol a word ("goes to", "同步到"), but not as the first of the
 * text. `from`: "from" stood before it, so that "to" is one too, as it is behind a known name. */
enum stk_arrow stk_arrow_find(struct stk_lines *lines, const char *text, bool from, const char **at,
			      size_t *len);
/* Bytes of "from" in front of the text: "从", "from ". */
size_t stk_arrow_from_bytes(const struct stk_lines *lines, const char *text);

/* How many words at the beginning are surely a name of that kind: the longest. 0 if none. */
size_t stk_words_name(const struct stk_lines *lines, enum stk_line_name what,
		      const char *const *words, size_t count);

/* Makes room for one more item in an array in the arena: returns the new one, zeroed. */
void *stk_lines_push(struct stk_lines *lines, void **items, size_t *count, size_t size_bytes);

#endif
