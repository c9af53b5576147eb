/*
 * Private to the room: where everything in a file begins and truly ends.
 *
 * The spans of a text lie in the same pre-order as the nodes of its tree, so spans[i] is nodes[i].
 * libyaml's own ends of block collections lie behind the comments and blank lines that follow; here
 * a collection ends where its last value does, so that what follows can be left alone. All are byte
 * offsets.
 */
#ifndef STK_YAML_SPANS_H
#define STK_YAML_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "stocktake/base/err.h"
#include "stocktake/base/str.h"
#include "stocktake/yaml/tree.h"

struct stk_span {
	enum stk_node_kind kind;
	size_t size;     /* spans of this subtree, itself included */
	bool is_member;  /* of a map */
	bool in_flow;    /* stands inside of a flow collection */
	bool is_flow;    /* a collection in [ ] or { } */
	bool is_pair;    /* a map inside of a flow list without braces: [a: 1] */
	bool is_literal; /* a block scalar, | or > */
	bool has_colon;  /* of a member: false for {a} */
	size_t mark; /* where the member or item begins: its key (or the ? before it), its -, else
			its value */
	size_t key_start, key_end;
	size_t after; /* behind the colon or the -; the start of an item in flow */
	size_t start; /* of the value; where it is NULL both are `after`, or the end of a key
			 without colon */
	size_t end;   /* of a block scalar: the end of its last line, the line end not included */
	size_t header_end; /* of a block scalar: behind |, +, - and digits */
};

struct stk_spans {
	struct stk_span *items;
	size_t count, cap;
};

/* Fills spans (replacing what is there) for a text that stk_yaml_parse accepts. */
int stk_yaml_spans_load(struct stk_spans *spans, const struct stk_str *text, const char *path,
			struct stk_err *err);
void stk_yaml_spans_release(struct stk_spans *spans);

#endif
