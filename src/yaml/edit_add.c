/*
 * A member or item more in a block collection.
 */
#include <string.h>

#include "emit.h"
#include "lines.h"
#include "meant.h"
#include "splice.h"

/* Comment lines below a child that are indented deeper than it are about what is inside of it; what
 * is added stands below them. */
static size_t end_of_child(const struct stk_splice *splice, const struct stk_span *child)
{
	const struct stk_str *text = &splice->text;
	size_t column = stk_line_column(text, child->mark);
	size_t end = stk_line_end(text, child->end);
	size_t line = stk_line_next(text, end);

	while (line < text->len) {
		size_t at = line;

		while (at < text->len && (text->data[at] == ' ' || text->data[at] == '\t'))
			at++;
		if (at == text->len || (text->data[at] != '#' && !strchr("\r\n", text->data[at])))
			break;
		if (text->data[at] == '#') {
			if (at - line <= column)
				break;
			end = stk_line_end(text, at);
		}
		line = stk_line_next(text, at);
	}
	return end;
}

/* A block scalar that ends with the file, without a line end, has none in its text; a line below it
 * would give it one: it is told to strip (-) instead. */
static void seal_last_literal(struct stk_splice *splice)
{
	const struct stk_span *last = &splice->spans.items[splice->spans.count - 1];
	char *header = splice->text.data + last->start;
	char *keep;

	if (!last->is_literal || last->end < splice->text.len)
		return;
	keep = memchr(header, '+', last->header_end - last->start);
	if (keep)
		*keep = '-';
	else if (!memchr(header, '-', last->header_end - last->start))
		stk_str_splice(&splice->text, last->start + 1, 0, "-", 1);
}

static void add_block(struct stk_splice *splice, const struct stk_span *sibling, const char *key,
		      const struct stk_value *value)
{
	size_t column = stk_line_column(&splice->text, sibling->mark);
	size_t end = end_of_child(splice, sibling);
	struct stk_str fresh = STK_STR_INIT;

	if (end == splice->text.len) {
		size_t before = splice->text.len;

		seal_last_literal(splice);
		end += splice->text.len - before;
	}
	stk_yaml_emit_blanks(column, &fresh);
	if (key)
		stk_yaml_emit_scalar(key, false, &fresh);
	stk_str_addc(&fresh, key ? ':' : '-');
	if (splice->one_line) {
		stk_str_addc(&fresh, ' ');
		stk_yaml_emit_flow(value, &fresh);
	} else if (key) {
		stk_yaml_emit_block(value, column, splice->eol, &fresh);
	} else {
		stk_yaml_emit_item(value, column, splice->eol, &fresh);
	}
	/* Before the line end, not behind it: then a file without one at its end stays so. */
	stk_str_splice(&fresh, 0, 0, splice->eol, strlen(splice->eol));
	stk_splice_put(splice, end, &fresh);
	stk_str_release(&fresh);
}

int stk_splice_add(struct stk_splice *splice, size_t parent, const char *key,
		   const struct stk_value *value, size_t after)
{
	const struct stk_span *span = &splice->spans.items[parent];
	struct stk_value *whole;

	if (span->kind == STK_NODE_SCALAR ||
	    (span->kind != STK_NODE_NULL && (span->kind == STK_NODE_MAP) != !!key))
		return stk_splice_refuse(splice, span->mark);
	if (splice->tree[parent].value > 0 && !span->is_flow) {
		if (after == STK_NOWHERE)
			after = stk_splice_last(splice, parent);
		add_block(splice, &splice->spans.items[after], key, value);
		return 0;
	}
	if (splice->tree[parent].value > 0 ||
	    stk_line_has_hash(&splice->text, span->start, span->end))
		return stk_splice_add_flow(splice, parent, key, value, after);
	whole = key ? stk_value_map(&splice->arena) : stk_value_list(&splice->arena);
	if (key)
		stk_value_put(&splice->arena, whole, key, stk_value_copy(&splice->arena, value));
	else
		stk_value_push(whole, stk_value_copy(&splice->arena, value));
	return stk_splice_set(splice, parent, whole);
}
