#include "stocktake/yaml/comments.h"

#include <string.h>

#include "lines.h"
#include "spans.h"
#include "stocktake/base/mem.h"

/* True if the byte belongs to a key or a value. Behind the header of a block scalar there may be a
 * comment. */
static bool is_inside(const struct stk_str *text, const struct stk_spans *spans, size_t at)
{
	for (size_t i = 0; i < spans->count; i++) {
		const struct stk_span *span = &spans->items[i];

		if (span->is_member && at >= span->key_start && at < span->key_end)
			return true;
		if (span->kind == STK_NODE_SCALAR && at < span->end &&
		    at >= (span->is_literal ? stk_line_next(text, span->header_end) : span->start))
			return true;
	}
	return false;
}

/* The # that begins a comment on the line from `start` to `end`, or `end`. */
static size_t find_comment(const struct stk_str *text, const struct stk_spans *spans, size_t start,
			   size_t end)
{
	for (size_t at = start; at < end; at++)
		if (text->data[at] == '#' &&
		    (at == start || text->data[at - 1] == ' ' || text->data[at - 1] == '\t') &&
		    !is_inside(text, spans, at))
			return at;
	return end;
}

/* What a line begins with: its first key, else its first value. False where it has neither. */
static bool find_beside(const struct stk_str *text, const struct stk_spans *spans, size_t start,
			size_t end, struct stk_str *beside)
{
	for (size_t i = 0; i < spans->count; i++) {
		const struct stk_span *span = &spans->items[i];
		size_t from = span->is_member ? span->key_start : span->start;
		size_t to = span->is_member ? span->key_end : span->end;

		if (from < start || from >= end ||
		    (!span->is_member && span->kind != STK_NODE_SCALAR))
			continue;
		stk_str_addn(beside, text->data + from, (to < end ? to : end) - from);
		return true;
	}
	return false;
}

int stk_yaml_comments(const struct stk_str *text, const char *path_name,
		      void (*each)(void *data, const char *comment, const char *beside), void *data,
		      struct stk_err *err)
{
	struct stk_spans spans = {0};
	struct stk_str comment = STK_STR_INIT, beside = STK_STR_INIT;
	int failed = stk_yaml_spans_load(&spans, text, path_name, err);

	for (size_t start = 0; !failed && start < text->len; start = stk_line_next(text, start)) {
		size_t end = stk_line_end(text, start);
		size_t at = stk_line_has_hash(text, start, end)
				    ? find_comment(text, &spans, start, end)
				    : end;
		bool has_more;

		if (at == end)
			continue;
		stk_str_reset(&comment);
		stk_str_reset(&beside);
		stk_str_addn(&comment, text->data + at, end - at);
		has_more =
			!stk_line_begins(text, at) && find_beside(text, &spans, start, at, &beside);
		each(data, comment.data, has_more ? beside.data : NULL);
	}
	stk_yaml_spans_release(&spans);
	stk_str_release(&comment);
	stk_str_release(&beside);
	return failed;
}

/* True if both texts are the same tree. */
static bool means_the_same(const struct stk_str *a, const struct stk_str *b, const char *path_name)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct stk_err ignored;
	const struct stk_node *one, *two;
	bool same;

	stk_syms_init(&syms);
	one = stk_yaml_parse(path_name, a->data, a->len, &arena, &syms, &ignored);
	two = stk_yaml_parse(path_name, b->data, b->len, &arena, &syms, &ignored);
	same = one && two && stk_node_equal(one, &syms, two, &syms);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return same;
}

static void add_lines(struct stk_str *out, const char *lines, const char *eol)
{
	for (; *lines; lines++) {
		if (*lines == '\n')
			stk_str_add(out, eol);
		else
			stk_str_addc(out, *lines);
	}
}

int stk_yaml_add_comments(struct stk_str *text, const char *lines, const char *path_name,
			  struct stk_err *err)
{
	const char *eol = stk_line_eol(text);
	struct stk_str out = STK_STR_INIT;
	int failed = 0;

	stk_str_addn(&out, text->data, text->len);
	if (out.len && !strchr("\r\n", out.data[out.len - 1]))
		stk_str_add(&out, eol);
	add_lines(&out, lines, eol);
	if (!means_the_same(text, &out, path_name)) {
		stk_str_reset(&out);
		add_lines(&out, lines, eol);
		stk_str_addn(&out, text->data, text->len);
		failed = !means_the_same(text, &out, path_name);
	}
	if (failed) {
		stk_err_set(err, STK_EUSAGE, "there is no place for comments");
		stk_err_at(err, path_name, 0, 0);
	} else {
		stk_str_reset(text);
		stk_str_addn(text, out.data, out.len);
	}
	stk_str_release(&out);
	return failed ? -1 : 0;
}
