/*
 * Edits inside of [ ] and { }. What is written there is one line; a collection whose members stand
 * on lines of their own goes on so.
 */
#include <string.h>

#include "emit.h"
#include "lines.h"
#include "meant.h"
#include "splice.h"

int stk_splice_set_flow(struct stk_splice *splice, size_t index, const struct stk_value *value)
{
	const struct stk_span *span = &splice->spans.items[index];
	struct stk_str fresh = STK_STR_INIT;

	if (span->kind == STK_NODE_NULL)
		stk_str_add(&fresh, span->has_colon || !span->is_member ? " " : ": ");
	stk_yaml_emit_flow(value, &fresh);
	stk_splice_replace(splice, span->start, span->end, &fresh);
	stk_str_release(&fresh);
	return 0;
}

/* The comma behind a child, STK_NOWHERE if there is none before `limit`. */
static size_t comma_after(const struct stk_splice *splice, size_t end, size_t limit)
{
	size_t at = stk_line_skip(&splice->text, end, limit);

	return at < limit && splice->text.data[at] == ',' ? at : STK_NOWHERE;
}

static void put_text(struct stk_splice *splice, size_t at, const char *text)
{
	stk_str_splice(&splice->text, at, 0, text, strlen(text));
}

/* Behind the last child, which has a line of its own: the new one gets one too. */
static void add_line(struct stk_splice *splice, const struct stk_span *last, size_t comma,
		     struct stk_str *fresh)
{
	struct stk_str line = STK_STR_INIT;
	size_t at = comma == STK_NOWHERE ? last->end : comma;

	stk_str_add(&line, splice->eol);
	stk_yaml_emit_blanks(stk_line_column(&splice->text, last->mark), &line);
	stk_str_addn(&line, fresh->data, fresh->len);
	if (comma != STK_NOWHERE)
		stk_str_addc(&line, ',');
	stk_splice_put(splice, stk_line_end(&splice->text, at), &line);
	if (comma == STK_NOWHERE)
		put_text(splice, last->end, last->kind == STK_NODE_NULL ? " ," : ",");
	stk_str_release(&line);
}

static void add_behind(struct stk_splice *splice, size_t parent, size_t sibling,
		       struct stk_str *fresh)
{
	const struct stk_span *whole = &splice->spans.items[parent];
	const struct stk_span *child = &splice->spans.items[sibling];
	size_t comma = comma_after(splice, child->end, whole->end - 1);
	bool is_last = sibling == stk_splice_last(splice, parent);
	bool ends_line = stk_line_end(&splice->text, child->end) < whole->end - 1;

	if (is_last && ends_line && stk_line_begins(&splice->text, child->mark)) {
		add_line(splice, child, comma, fresh);
	} else if (is_last && comma != STK_NOWHERE) {
		stk_str_splice(fresh, 0, 0, " ", 1);
		stk_str_addc(fresh, ',');
		stk_splice_put(splice, comma + 1, fresh);
	} else {
		stk_str_splice(fresh, 0, 0, child->kind == STK_NODE_NULL ? " , " : ", ",
			       child->kind == STK_NODE_NULL ? 3 : 2);
		stk_splice_put(splice, child->end, fresh);
	}
}

/* Before the closing bracket of an empty collection that holds a comment. */
static void add_first(struct stk_splice *splice, const struct stk_span *whole,
		      struct stk_str *fresh)
{
	stk_splice_put(splice, whole->end - 1, fresh);
}

int stk_splice_add_flow(struct stk_splice *splice, size_t parent, const char *key,
			const struct stk_value *value, size_t after)
{
	const struct stk_span *whole = &splice->spans.items[parent];
	struct stk_str fresh = STK_STR_INIT;

	if (whole->is_pair) { /* [a: 1] takes a second key only in braces */
		struct stk_value *map = stk_splice_value(splice, parent);

		stk_value_put(&splice->arena, map, key, stk_value_copy(&splice->arena, value));
		return stk_splice_set(splice, parent, map);
	}
	if (key) {
		stk_yaml_emit_scalar(key, true, &fresh);
		stk_str_add(&fresh, ": ");
	}
	stk_yaml_emit_flow(value, &fresh);
	if (splice->tree[parent].value == 0)
		add_first(splice, whole, &fresh);
	else
		add_behind(splice, parent,
			   after == STK_NOWHERE ? stk_splice_last(splice, parent) : after, &fresh);
	stk_str_release(&fresh);
	return 0;
}

bool stk_splice_owns_lines(const struct stk_splice *splice, size_t parent, size_t index)
{
	const struct stk_str *text = &splice->text;
	const struct stk_span *whole = &splice->spans.items[parent];
	const struct stk_span *child = &splice->spans.items[index];
	size_t comma = comma_after(splice, child->end, whole->end - 1);
	size_t behind = comma == STK_NOWHERE ? child->end : comma + 1;
	size_t line_end = stk_line_end(text, behind);

	return stk_line_begins(text, child->mark) && line_end < whole->end - 1 &&
	       stk_line_start(text, child->mark) > whole->start &&
	       stk_line_skip(text, behind, line_end) == line_end &&
	       !stk_line_has_hash(text, child->end, behind);
}

/* With the comment at the end of its last line. */
static void remove_lines(struct stk_splice *splice, const struct stk_span *child, size_t comma,
			 size_t bound, bool keep_comments)
{
	size_t from = stk_line_start(&splice->text, child->mark);

	if (!keep_comments)
		from = stk_splice_comments_above(splice, child->mark, bound);
	stk_splice_cut(splice, from,
		       stk_line_next(&splice->text, comma == STK_NOWHERE ? child->end : comma));
}

/* Inside of a line: with its comma and the blanks behind it. */
static void remove_words(struct stk_splice *splice, const struct stk_span *child, size_t comma)
{
	const struct stk_str *text = &splice->text;
	size_t to = child->end;

	if (comma != STK_NOWHERE && stk_line_has_hash(text, child->end, comma)) {
		stk_splice_cut(splice, comma, comma + 1);
	} else if (comma != STK_NOWHERE) {
		to = comma + 1;
		while (text->data[to] == ' ')
			to++;
		if (text->data[to] == '#') /* a comment needs a blank before it */
			to--;
	}
	stk_splice_cut(splice, child->mark, to);
}

int stk_splice_remove_flow(struct stk_splice *splice, size_t parent, size_t index, size_t previous,
			   bool keep_comments)
{
	const struct stk_span *whole = &splice->spans.items[parent];
	const struct stk_span child = splice->spans.items[index];
	size_t comma = comma_after(splice, child.end, whole->end - 1);
	size_t bound =
		previous == STK_NOWHERE ? whole->start + 1 : splice->spans.items[previous].end;
	size_t before =
		previous == STK_NOWHERE ? STK_NOWHERE : comma_after(splice, bound, whole->end);

	if (splice->tree[parent].value == 1 &&
	    (whole->is_pair || !stk_line_has_hash(&splice->text, whole->start, child.mark)) &&
	    (whole->is_pair || !stk_line_has_hash(&splice->text, child.end, whole->end))) {
		struct stk_value *empty = whole->kind == STK_NODE_MAP
						  ? stk_value_map(&splice->arena)
						  : stk_value_list(&splice->arena);
		struct stk_str fresh = STK_STR_INIT;

		stk_yaml_emit_flow(empty, &fresh);
		stk_splice_replace(splice, whole->start, whole->end, &fresh);
		stk_str_release(&fresh);
		return 0;
	}
	if (comma == STK_NOWHERE && before != STK_NOWHERE &&
	    stk_line_end(&splice->text, before) > child.mark &&
	    !stk_line_has_hash(&splice->text, before, child.mark)) {
		stk_splice_cut(splice, before, child.end); /* `, last` */
		return 0;
	}
	if (stk_splice_owns_lines(splice, parent, index))
		remove_lines(splice, &child, comma, bound, keep_comments);
	else
		remove_words(splice, &child, comma);
	if (comma == STK_NOWHERE && before != STK_NOWHERE)
		stk_splice_cut(splice, before, before + 1);
	return 0;
}
