/*
 * Another value in place of one that is there, in block style. Only the value's own bytes go: the
 * comment beside it stays on the line of its key.
 */
#include <string.h>

#include "emit.h"
#include "lines.h"
#include "splice.h"

/* Adds bytes, without blanks at their end. */
static void add_trimmed(struct stk_str *out, const char *bytes, size_t len)
{
	while (len > 0 && (bytes[len - 1] == ' ' || bytes[len - 1] == '\t'))
		len--;
	stk_str_addn(out, bytes, len);
}

/* What is to stand behind the colon or dash of a span, as our emitter writes it there. */
static void emit_at(const struct stk_splice *splice, const struct stk_span *span,
		    const struct stk_value *value, struct stk_str *out)
{
	size_t indent = stk_line_column(&splice->text, span->mark);
	size_t line = stk_line_start(&splice->text, span->after);

	if (splice->one_line) {
		stk_str_addc(out, ' ');
		stk_yaml_emit_flow(value, out);
		return;
	}
	/* The line so far lets the emitter see how much room is left. */
	stk_str_addn(out, splice->text.data + line, span->after - line);
	if (span->is_member)
		stk_yaml_emit_block(value, indent, splice->eol, out);
	else
		stk_yaml_emit_item(value, indent, splice->eol, out);
	stk_str_splice(out, 0, span->after - line, "", 0);
}

static bool is_one_line(const struct stk_str *text)
{
	return !memchr(text->data, '\n', text->len) && !memchr(text->data, '\r', text->len);
}

static void without_blank(struct stk_str *text)
{
	if (text->len > 0 && text->data[0] == ' ')
		stk_str_splice(text, 0, 1, "", 0);
}

/* `fresh` of one line in place of a scalar, a flow collection or nothing. */
static void set_line(struct stk_splice *splice, const struct stk_span *span, struct stk_str *fresh)
{
	if (span->is_literal) {
		size_t body = stk_line_end(&splice->text, span->start);

		if (body < span->end)
			stk_splice_cut(splice, body, span->end);
		if (fresh->len == 0) {
			stk_splice_cut(splice, span->after, span->header_end);
			return;
		}
		without_blank(fresh);
		stk_splice_replace(splice, span->start, span->header_end, fresh);
	} else if (span->kind == STK_NODE_NULL) {
		if (!span->has_colon && span->is_member)
			stk_str_splice(fresh, 0, 0, ":", 1);
		stk_splice_put(splice, span->after, fresh);
	} else if (fresh->len == 0 && stk_line_start(&splice->text, span->start) <= span->after) {
		stk_splice_cut(splice, span->after, span->end);
	} else {
		without_blank(fresh);
		stk_splice_replace(splice, span->start, span->end, fresh);
	}
}

/* `fresh` of several lines there: its first line goes beside the key, the comment that is there
 * behind it. */
static void set_lines(struct stk_splice *splice, const struct stk_span *span,
		      const struct stk_value *value, const struct stk_str *fresh)
{
	size_t head_end = span->is_literal ? span->header_end : span->end;
	size_t line_end = stk_line_end(&splice->text, head_end);
	size_t end = span->is_literal && span->end > line_end ? span->end : line_end;
	bool has_comment = stk_line_has_hash(&splice->text, head_end, line_end);
	size_t first = strcspn(fresh->data, "\r\n");
	struct stk_str out = STK_STR_INIT;

	if (has_comment && value->kind != STK_NODE_SCALAR && first > 0) {
		/* `- a: 1` has no place for a comment before its first key */
		add_trimmed(&out, splice->text.data + head_end, line_end - head_end);
		stk_str_add(&out, splice->eol);
		stk_yaml_emit_blanks(stk_line_column(&splice->text, span->mark) + 1, &out);
		stk_str_addn(&out, fresh->data, fresh->len);
	} else {
		stk_str_addn(&out, fresh->data, first);
		if (has_comment)
			add_trimmed(&out, splice->text.data + head_end, line_end - head_end);
		stk_str_addn(&out, fresh->data + first, fresh->len - first);
	}
	stk_splice_replace(splice, span->after, end, &out);
	stk_str_release(&out);
}

/* Makes the value NULL; a comment beside its key and comment lines before its first child stay. */
static int clear(struct stk_splice *splice, size_t index)
{
	const struct stk_span *span = &splice->spans.items[index];
	size_t from = stk_line_start(&splice->text, span->start);
	size_t to = stk_line_next(&splice->text, span->end);

	if (from <= span->after) {
		from = span->after;
		to = stk_line_end(&splice->text, span->end);
	} else if (to == stk_line_end(&splice->text, span->end)) {
		/* the last line of a file that has no line end at its end */
		while (from > span->after && strchr("\r\n", splice->text.data[from - 1]))
			from--;
	}
	stk_splice_cut(splice, from, to);
	return stk_splice_load(splice);
}

static int set_block(struct stk_splice *splice, size_t index, const struct stk_value *value)
{
	struct stk_span span = splice->spans.items[index];
	struct stk_str fresh = STK_STR_INIT;
	bool is_block = (span.kind == STK_NODE_LIST || span.kind == STK_NODE_MAP) && !span.is_flow;

	emit_at(splice, &span, value, &fresh);
	/* What is in block, or stands on a line below its key and will have several lines, goes
	 * first. */
	if (is_block || (span.kind != STK_NODE_NULL && !is_one_line(&fresh) &&
			 stk_line_start(&splice->text, span.start) > span.after)) {
		if (clear(splice, index)) {
			stk_str_release(&fresh);
			return -1;
		}
		span = splice->spans.items[index];
		stk_str_reset(&fresh);
		emit_at(splice, &span, value, &fresh);
	}
	if (is_one_line(&fresh))
		set_line(splice, &span, &fresh);
	else
		set_lines(splice, &span, value, &fresh);
	stk_str_release(&fresh);
	return 0;
}

/* Where a document that has comments at most takes its first line. */
static void set_empty_root(struct stk_splice *splice, struct stk_str *fresh)
{
	const struct stk_str *text = &splice->text;
	size_t at = text->len;

	for (size_t line = 0; line < text->len; line = stk_line_next(text, line)) {
		if (stk_starts(text->data + line, "..."))
			at = line < at ? line : at;
	}
	if (at == text->len && at > 0 && !strchr("\r\n", text->data[at - 1]) &&
	    stk_line_start(text, at) < at) {
		stk_str_splice(fresh, 0, 0, splice->eol, strlen(splice->eol));
		stk_str_truncate(fresh, fresh->len - strlen(splice->eol));
	}
	stk_splice_put(splice, at, fresh);
}

static int set_root(struct stk_splice *splice, const struct stk_value *value)
{
	const struct stk_span *span = &splice->spans.items[0];
	struct stk_str plain = STK_STR_INIT;
	struct stk_str fresh = STK_STR_INIT;
	size_t from = span->start;

	if (splice->one_line) {
		stk_yaml_emit_flow(value, &plain);
		stk_str_addc(&plain, '\n');
	} else {
		stk_yaml_emit_document(value, &plain);
	}
	for (size_t i = 0; i < plain.len; i++) {
		if (plain.data[i] == '\n')
			stk_str_add(&fresh, splice->eol);
		else
			stk_str_addc(&fresh, plain.data[i]);
	}
	if (span->kind == STK_NODE_NULL) {
		set_empty_root(splice, &fresh);
	} else {
		if (!span->is_flow && span->kind != STK_NODE_SCALAR)
			from = stk_line_start(&splice->text, span->start);
		stk_str_truncate(&fresh, fresh.len - (fresh.len ? strlen(splice->eol) : 0));
		stk_splice_replace(
			splice, from,
			span->is_flow ? span->end : stk_line_end(&splice->text, span->end), &fresh);
	}
	stk_str_release(&plain);
	stk_str_release(&fresh);
	return 0;
}

int stk_splice_set(struct stk_splice *splice, size_t index, const struct stk_value *value)
{
	const struct stk_span *span = &splice->spans.items[index];

	if (index == 0)
		return set_root(splice, value);
	if (span->in_flow)
		return stk_splice_set_flow(splice, index, value);
	return set_block(splice, index, value);
}
