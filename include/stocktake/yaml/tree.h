/*
 * A YAML file as a compact tree.
 *
 * The strict subset of DESIGN's "YAML rules": one document, block and flow, UTF-8; anchors,
 * aliases, tags, duplicate keys, a second document, merge keys, raw NEL/U+2028/U+2029, over 4 MiB,
 * nesting over 32 are errors with file, line and column. Nothing is guessed: every scalar is its
 * text, whatever it looks like; types come from model/schema. Only an empty plain value (`key:`) is
 * NULL, which means the same as an absent key: not asked.
 *
 * Nodes lie in pre-order in one array: the first child of a collection is node + 1, the next
 * sibling is node + node->size. 16 bytes a node; the source text is not kept: a position is a byte
 * offset, line and column are computed when somebody asks (stk_yaml_position on the text read
 * again).
 */
#ifndef STOCKTAKE_YAML_TREE_H
#define STOCKTAKE_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stocktake/base/arena.h"
#include "stocktake/base/err.h"
#include "stocktake/base/sym.h"

#define STK_YAML_MAX_BYTES ((size_t)4 << 20)
#define STK_YAML_MAX_DEPTH 32

enum stk_node_kind { STK_NODE_NULL, STK_NODE_SCALAR, STK_NODE_LIST, STK_NODE_MAP };

/* What YAML swallows without an error, noticed while parsing. */
#define STK_NODE_LOST_TO_COMMENT                                                                   \
	1u /* `channel: #mktgops`: no value, a comment without a blank after # on the same line */
#define STK_NODE_SWALLOWED_KEYS                                                                    \
	2u /* a quoted scalar over several lines that holds what looks like `key: ` lines */

struct stk_node {
	stk_sym key;    /* of a member of a map; 0 for list items and the root */
	uint32_t value; /* scalar: its symbol; collection: number of children; NULL: 0 */
	uint32_t size;  /* nodes of this subtree, itself included */
	uint32_t at; /* bits 0-22 byte offset (of the key in a map, else of the value), 23-24 kind,
			25 flow or quoted, 26-27 swallowed */
};

static inline enum stk_node_kind stk_node_kind(const struct stk_node *node)
{
	return (enum stk_node_kind)((node->at >> 23) & 3u);
}

static inline size_t stk_node_at_bytes(const struct stk_node *node)
{
	return node->at & 0x7fffffu;
}

/* Written in flow style (collections) or quoted or as a block scalar (scalars). */
static inline bool stk_node_is_marked(const struct stk_node *node)
{
	return (node->at >> 25) & 1u;
}

static inline unsigned stk_node_swallowed(const struct stk_node *node)
{
	return (node->at >> 26) & 3u;
}

/* Walks the children of a collection; nothing for other kinds:
 *	STK_EACH_CHILD(child, node)
 *		...
 */
#define STK_EACH_CHILD(child, node)                                                                \
	for (const struct stk_node *child = (node) + 1, *stk_end_ = (node) + (node)->size;         \
	     child < stk_end_; child += child->size)

/* The member of a map, or NULL if there is none, it is NULL-valued, or `map` is NULL or no map. */
const struct stk_node *stk_node_get(const struct stk_node *map, stk_sym key);

/* Parses one file. The nodes are allocated from the arena, strings from syms; both belong to the
 * caller and outlive the call. An empty document (nothing but comments) gives a NULL root node.
 * `path` is for messages. On failure err has file, line, column, reason and what to do. A parser
 * may be reused over many files to save set-up: see stk_yaml_reader. */
const struct stk_node *stk_yaml_parse(const char *path, const char *text, size_t len_bytes,
				      struct stk_arena *arena, struct stk_syms *syms,
				      struct stk_err *err);

/* The same over many files with one set of buffers. `bare_pass` is the yardstick of tests/bench: it
 * walks libyaml's events of the text and does nothing else. */
struct stk_yaml_reader;
struct stk_yaml_reader *stk_yaml_reader_new(struct stk_arena *arena, struct stk_syms *syms);
void stk_yaml_reader_free(struct stk_yaml_reader *reader);
const struct stk_node *stk_yaml_reader_parse(struct stk_yaml_reader *reader, const char *path,
					     const char *text, size_t len_bytes,
					     struct stk_err *err);
/* Gives the nodes of a tree that the caller's arena holds the symbols of another table:
 * numbers[old] is the new one. NULL is fine. */
void stk_yaml_renumber(const struct stk_node *root, const stk_sym *numbers);
int stk_yaml_bare_pass(const char *text, size_t len_bytes);

/* 1-based line and column (code points; CR, LF and CRLF end lines) of a byte offset. */
void stk_yaml_position(const char *text, size_t len_bytes, size_t at_bytes, unsigned *line,
		       unsigned *col);

/* True if both trees have the same kinds, keys, values and order; each with its own syms. Style and
 * position do not count. */
bool stk_node_equal(const struct stk_node *a, const struct stk_syms *a_syms,
		    const struct stk_node *b, const struct stk_syms *b_syms);

#endif
