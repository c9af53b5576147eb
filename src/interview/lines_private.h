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
	size_t count;
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
/* Takes a text apart at blanks (and commas). */
void stk_clause_words(struct stk_lines *lines, struct stk_clause *clause);
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

/* How many words at the beginning are surely a name of that kind: the longest. 0 if none. */
size_t stk_words_name(const struct stk_lines *lines, enum stk_line_name what,
		      const char *const *words, size_t count);

/* Makes room for one more item in an array in the arena: returns the new one, zeroed. */
void *stk_lines_push(struct stk_lines *lines, void **items, size_t *count, size_t size_bytes);

#endif
