/*
 * Private to the room: one edit at work. The text is changed in steps; stk_splice_load reads it
 * again between steps that need new positions. An index into spans stays what it is as long as
 * nothing before it in the text came or went.
 *
 * The functions return 0, or -1 with err filled. They need not be sure of what they do:
 * stk_yaml_edit compares the result with what was meant.
 */
#ifndef STK_YAML_SPLICE_H
#define STK_YAML_SPLICE_H

#include "spans.h"
#include "stocktake/yaml/edit.h"

#define STK_NOWHERE ((size_t)-1)

struct stk_splice {
	struct stk_str text;
	struct stk_arena arena;
	struct stk_syms syms;
	const struct stk_node *tree;
	struct stk_spans spans;
	const char *eol;
	const char *path_name;
	size_t at;     /* of the edit, for messages */
	bool is_read;  /* `tree` is that of `text` already */
	bool one_line; /* write new values on one line, however long */
	struct stk_err *err;
};

int stk_splice_load(struct stk_splice *splice);
/* Sets err: this edit cannot be made in this text. Returns -1. */
int stk_splice_refuse(struct stk_splice *splice, size_t at_bytes);

/* The index of the child that a step leads to, STK_NOWHERE if there is none. */
size_t stk_splice_child(const struct stk_splice *splice, size_t parent,
			const struct stk_step *step);
/* The last child of a collection that is not empty. */
size_t stk_splice_last(const struct stk_splice *splice, size_t parent);
/* The subtree at an index as a value. */
struct stk_value *stk_splice_value(struct stk_splice *splice, size_t index);

/* Gives the value at index another value, whatever it was. */
int stk_splice_set(struct stk_splice *splice, size_t index, const struct stk_value *value);
/* Adds a member (key) or an item (key NULL) to a collection or NULL, behind the child `after` or at
 * the end (STK_NOWHERE). */
int stk_splice_add(struct stk_splice *splice, size_t parent, const char *key,
		   const struct stk_value *value, size_t after);
int stk_splice_remove(struct stk_splice *splice, size_t parent, size_t index, bool keep_comments);

/* The parts of these, by style. */
int stk_splice_set_flow(struct stk_splice *splice, size_t index, const struct stk_value *value);
int stk_splice_add_flow(struct stk_splice *splice, size_t parent, const char *key,
			const struct stk_value *value, size_t after);
int stk_splice_remove_flow(struct stk_splice *splice, size_t parent, size_t index, size_t previous,
			   bool keep_comments);
/* True if a child of a flow collection has its lines for itself: then the comment at their end is
 * its own. */
bool stk_splice_owns_lines(const struct stk_splice *splice, size_t parent, size_t index);
/* Where the comment lines directly above a child begin that are indented like it; the start of its
 * line if there are none. `bound` is where what stands before it ends. Comments at the top of the
 * file belong to the file. */
size_t stk_splice_comments_above(const struct stk_splice *splice, size_t mark, size_t bound);

/* Edits of the text. */
void stk_splice_cut(struct stk_splice *splice, size_t from, size_t to);
void stk_splice_put(struct stk_splice *splice, size_t at, const struct stk_str *bytes);
void stk_splice_replace(struct stk_splice *splice, size_t from, size_t to,
			const struct stk_str *bytes);

#endif
