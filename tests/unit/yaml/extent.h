/*
 * For test_edit_random.c: what an edit may touch, found from lines alone, without the editor's own
 * idea of where things end.
 */
#ifndef STK_TEST_YAML_EXTENT_H
#define STK_TEST_YAML_EXTENT_H

#include "gen.h"
#include "stocktake/yaml/edit.h"

#define MAX_DEPTH 40

struct trial {
	struct gen gen;
	struct stk_arena arena;
	struct stk_syms syms;
	struct stk_str before, text;
	const struct stk_node *tree,
		*node; /* of before; the node edited, or its parent where it is new */
	const struct stk_node *parents[MAX_DEPTH];
	struct stk_step steps[MAX_DEPTH];
	struct stk_edit edit;
	char key[32];
	bool is_new;
	unsigned edits, refused;
};

static size_t line_start(const struct stk_str *text, size_t at)
{
	while (at > 0 && text->data[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct stk_str *text, size_t at)
{
	while (at < text->len && text->data[at] != '\n')
		at++;
	return at;
}

/* The text of a scalar that looks like a comment says so. */
static bool is_outside(const struct stk_str *text, size_t line)
{
	size_t at = line + strspn(text->data + line, " \t\r");
	size_t end = line_end(text, line);

	if (at >= end)
		return true;
	if (end - at >= 3 && memcmp(text->data + at, "...", 3) == 0)
		return true;
	return text->data[at] == '#' && !(end - at >= 4 && memcmp(text->data + at, "# no", 4) == 0);
}

/* Blank lines that a block scalar keeps (|+) are its own. */
static size_t end_of_kept_lines(const struct trial *trial, const struct stk_node *node, size_t end)
{
	const struct stk_node *last = node + node->size - 1;
	const char *value = stk_node_kind(last) == STK_NODE_SCALAR
				    ? stk_sym_text(&trial->syms, last->value)
				    : "";
	size_t len = strlen(value);

	if (!stk_node_is_marked(last))
		return end;
	while (len > 1 && value[len - 1] == '\n' && value[len - 2] == '\n' &&
	       end < trial->before.len && strchr("\r\n", trial->before.data[end])) {
		end = line_end(&trial->before, end) + 1;
		len--;
	}
	return end < trial->before.len ? end : trial->before.len;
}

/* Behind the last line of a node: from the next node backwards over lines that hold comments or
 * nothing. */
static size_t end_of(const struct trial *trial, const struct stk_node *node)
{
	const struct stk_node *next = node + node->size;
	const struct stk_str *text = &trial->before;
	size_t start = stk_node_at_bytes(node);
	size_t end = text->len;

	if (next < trial->tree + trial->tree->size)
		end = line_start(text, stk_node_at_bytes(next));
	if (end <= start)
		return line_end(text, start);
	while (end > 0 && end > line_end(text, start)) {
		size_t line = line_start(text, end - 1);

		if (end == text->len && end > 0 && text->data[end - 1] != '\n')
			line = line_start(text, end);
		if (line <= start || !is_outside(text, line))
			break;
		end = line;
	}
	return end_of_kept_lines(trial, node, end);
}

/* The comment lines directly above, indented alike. */
static size_t above(const struct trial *trial, size_t at)
{
	const struct stk_str *text = &trial->before;
	size_t start = line_start(text, at);
	size_t column = strspn(text->data + start, " ");

	while (start > 0) {
		size_t line = line_start(text, start - 1);
		size_t blanks = strspn(text->data + line, " ");

		if (blanks != column || text->data[line + blanks] != '#' || !is_outside(text, line))
			break;
		start = line;
	}
	return start;
}

/* The line of the dash of an item: its value may begin below. */
static size_t dash_line(const struct trial *trial, size_t at)
{
	const struct stk_str *text = &trial->before;
	size_t line = line_start(text, at);

	while (line > 0 && text->data[line + strspn(text->data + line, " ")] != '-')
		line = line_start(text, line - 1);
	return line;
}

struct extent {
	size_t from, to;           /* bytes outside of it must be as they were */
	size_t lose_from, lose_to; /* comments outside of it too */
};

static bool is_collection(const struct stk_node *node)
{
	return stk_node_kind(node) == STK_NODE_LIST || stk_node_kind(node) == STK_NODE_MAP;
}

static struct extent extent_of(const struct trial *trial)
{
	const struct stk_edit *edit = &trial->edit;
	const struct stk_node *node = trial->node;
	size_t depth = edit->path_len - trial->is_new;
	const struct stk_node *parent = depth > 0 ? trial->parents[depth - 1] : NULL;
	struct extent extent = {stk_node_at_bytes(node), end_of(trial, node), 0, 0};

	if (parent && !node->key && !stk_node_is_marked(parent)) /* its dash, wherever that is */
		extent.from = stk_node_at_bytes(node - 1);
	if (parent && stk_node_is_marked(parent) &&
	    node + node->size < trial->tree + trial->tree->size)
		extent.to = line_end(&trial->before, stk_node_at_bytes(node + node->size));
	if (edit->op == STK_EDIT_REMOVE) {
		bool is_first = node == parent + 1;

		/* the comma or dash before it, or the parent's line where nothing is left */
		extent.from = above(trial, stk_node_at_bytes(is_first ? parent : node));
		if (is_first && !parent->key && parent > trial->tree)
			extent.from = stk_node_at_bytes(parent - 1);
		if (!is_first) {
			const struct stk_node *previous = parent + 1;

			while (previous + previous->size != node)
				previous += previous->size;
			if (stk_node_is_marked(parent))
				extent.from = stk_node_at_bytes(previous);
			else if (!node->key)
				extent.from = stk_node_at_bytes(node - 1);
		}
		/* the second key may move up to the dash */
		if (is_first && parent->value > 1 &&
		    line_start(&trial->before, stk_node_at_bytes(node + node->size)) == extent.to)
			extent.to = stk_node_at_bytes(node + node->size);
		if (parent->value == 1 && end_of(trial, parent) > extent.to)
			extent.to = end_of(trial, parent);
		if (parent->value == 1 && stk_node_is_marked(parent))
			extent.to = line_end(&trial->before, extent.to);
		extent.lose_from = above(trial, stk_node_at_bytes(node));
		if (!node->key && !stk_node_is_marked(parent))
			extent.lose_from = above(trial, dash_line(trial, stk_node_at_bytes(node)));
		if (!node->key && stk_node_kind(node) == STK_NODE_LIST) /* which dash is whose? */
			extent.lose_from = stk_node_at_bytes(node - 1);
		extent.lose_to = end_of(trial, node);
		if (stk_node_is_marked(parent) && extent.to > extent.lose_to)
			extent.lose_to = extent.to;
		if (edit->keep_comments) { /* they move to lines of their own above it */
			extent.lose_to = extent.lose_from;
			extent.from = line_start(&trial->before, extent.from);
		}
	} else if (!trial->is_new && edit->op == STK_EDIT_SET && is_collection(node)) {
		/* the comment beside the key of a block collection stays */
		extent.lose_from = extent.from;
		if (!stk_node_is_marked(node) && (node + 1)->key &&
		    stk_node_at_bytes(node + 1) > extent.from)
			extent.lose_from = stk_node_at_bytes(node + 1);
		else if (!stk_node_is_marked(node) && node->key)
			extent.lose_from = line_end(&trial->before, extent.from);
		extent.lose_to = extent.to;
	}
	return extent;
}

#endif
