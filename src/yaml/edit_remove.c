/*
 * Taking a member or item out, with the comments that are its own: at the end of its lines and
 * directly above it.
 */
#include <string.h>

#include "emit.h"
#include "lines.h"
#include "splice.h"

size_t stk_splice_comments_above(const struct stk_splice *splice, size_t mark, size_t bound)
{
	const struct stk_str *text = &splice->text;
	size_t column = stk_line_column(text, mark);
	size_t own = stk_line_start(text, mark);
	size_t from = own;

	while (from > 0) {
		size_t line = from - 1;

		if (line > 0 && text->data[line] == '\n' && text->data[line - 1] == '\r')
			line--;
		line = stk_line_start(text, line);
		if (line <= bound || strspn(text->data + line, " ") != column ||
		    text->data[line + column] != '#')
			break;
		from = line;
	}
	return from;
}

/* Adds the comments in a range that holds no text of a scalar to out, a line each. */
static void take_comments(const struct stk_splice *splice, size_t from, size_t to, size_t column,
			  struct stk_str *out)
{
	while (from < to) {
		const char *hash = memchr(splice->text.data + from, '#', to - from);
		size_t at;
		size_t end;

		if (!hash)
			return;
		at = (size_t)(hash - splice->text.data);
		end = stk_line_end(&splice->text, at);
		stk_yaml_emit_blanks(column, out);
		stk_str_addn(out, hash, end - at);
		stk_str_add(out, splice->eol);
		from = end;
	}
}

/* The comments inside of a child and at the end of its last line. */
static void gather_comments(const struct stk_splice *splice, size_t index, size_t to,
			    struct stk_str *out)
{
	const struct stk_span *items = splice->spans.items;
	size_t at = items[index].mark;
	size_t line = stk_line_start(&splice->text, at);
	size_t column = strspn(splice->text.data + line, " ");

	for (size_t i = index; i < index + items[index].size; i++) {
		const struct stk_span *span = &items[i];

		if (span->is_member) {
			take_comments(splice, at, span->key_start, column, out);
			at = span->key_end;
		}
		if (span->kind != STK_NODE_SCALAR)
			continue;
		take_comments(splice, at, span->start, column, out);
		at = span->end;
		if (span->is_literal)
			take_comments(splice, span->header_end,
				      stk_line_end(&splice->text, span->start), column, out);
	}
	take_comments(splice, at, to, column, out);
}

/* Puts the comments of a child on lines of their own above it, so that they stay when it goes. */
static int hoist_comments(struct stk_splice *splice, size_t parent, size_t index)
{
	const struct stk_span *child = &splice->spans.items[index];
	size_t to = stk_line_end(&splice->text, child->end);
	struct stk_str out = STK_STR_INIT;
	int result = 0;

	if (splice->spans.items[parent].is_flow && !stk_splice_owns_lines(splice, parent, index))
		to = child->end;
	gather_comments(splice, index, to, &out);
	if (out.len > 0) {
		stk_splice_put(splice, stk_line_start(&splice->text, child->mark), &out);
		result = stk_splice_load(splice);
	}
	stk_str_release(&out);
	return result;
}

/* The first child stands on the line of its dash (`- with: x`): the next one takes its place there,
 * or the dash stays alone if comment lines stand between. */
static void remove_first_on_dash(struct stk_splice *splice, const struct stk_span *child,
				 const struct stk_span *next)
{
	const struct stk_str *text = &splice->text;
	size_t from = child->mark;
	size_t end = stk_line_end(text, child->end);

	if (stk_line_next(text, end) == stk_line_start(text, next->mark)) {
		stk_splice_cut(splice, from, next->mark);
		return;
	}
	while (from > 0 && text->data[from - 1] == ' ')
		from--;
	stk_splice_cut(splice, from, end);
}

/* A block collection that loses its only child is written as [] or {}. */
static int remove_only(struct stk_splice *splice, size_t parent, size_t index, bool keep_comments)
{
	const struct stk_span *whole = &splice->spans.items[parent];
	const struct stk_span *child = &splice->spans.items[index];
	bool is_map = whole->kind == STK_NODE_MAP;

	if (!keep_comments && parent > 0 && stk_line_begins(&splice->text, child->mark)) {
		size_t own = stk_line_start(&splice->text, child->mark);
		size_t from = stk_splice_comments_above(splice, child->mark, whole->after);

		stk_splice_cut(splice, from, own);
		if (stk_splice_load(splice))
			return -1;
	}
	return stk_splice_set(splice, parent,
			      is_map ? stk_value_map(&splice->arena)
				     : stk_value_list(&splice->arena));
}

static int remove_block(struct stk_splice *splice, size_t parent, size_t index, size_t previous,
			bool keep_comments)
{
	const struct stk_span *whole = &splice->spans.items[parent];
	const struct stk_span *child = &splice->spans.items[index];
	size_t bound = whole->after;
	size_t from;

	if (splice->tree[parent].value == 1)
		return remove_only(splice, parent, index, keep_comments);
	if (!stk_line_begins(&splice->text, child->mark)) {
		if (previous != STK_NOWHERE) /* only the first child can stand behind a dash */
			return stk_splice_refuse(splice, child->mark);
		remove_first_on_dash(splice, child, child + child->size);
		return 0;
	}
	if (previous != STK_NOWHERE)
		bound = splice->spans.items[previous].end;
	from = stk_line_start(&splice->text, child->mark);
	if (!keep_comments)
		from = stk_splice_comments_above(splice, child->mark, bound);
	stk_splice_cut(splice, from, stk_line_next(&splice->text, child->end));
	return 0;
}

int stk_splice_remove(struct stk_splice *splice, size_t parent, size_t index, bool keep_comments)
{
	size_t previous = STK_NOWHERE;

	if (keep_comments && hoist_comments(splice, parent, index))
		return -1;
	STK_EACH_CHILD (child, splice->tree + parent) {
		size_t at = (size_t)(child - splice->tree);

		if (at == index)
			break;
		previous = at;
	}
	if (splice->spans.items[parent].is_flow)
		return stk_splice_remove_flow(splice, parent, index, previous, keep_comments);
	return remove_block(splice, parent, index, previous, keep_comments);
}
