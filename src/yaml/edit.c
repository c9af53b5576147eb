#include <string.h>

#include "emit.h"
#include "lines.h"
#include "meant.h"
#include "splice.h"
#include "stocktake/yaml/reading.h"

int stk_splice_load(struct stk_splice *splice)
{
	if (!splice->is_read)
		splice->tree =
			stk_yaml_parse(splice->path_name, splice->text.data, splice->text.len,
				       &splice->arena, &splice->syms, splice->err);
	splice->is_read = false;
	if (!splice->tree)
		return -1;
	if (stk_yaml_spans_load(&splice->spans, &splice->text, splice->path_name, splice->err))
		return -1;
	return splice->spans.count == splice->tree->size ? 0 : stk_splice_refuse(splice, 0);
}

int stk_splice_refuse(struct stk_splice *splice, size_t at_bytes)
{
	unsigned line;
	unsigned col;

	stk_yaml_position(splice->text.data, splice->text.len, at_bytes, &line, &col);
	stk_err_set(splice->err, STK_EUSAGE,
		    "this cannot be changed without touching what stands beside it");
	stk_err_at(splice->err, splice->path_name, line, col);
	stk_err_hint(splice->err, "Change it by hand in an editor; the file is as it was.");
	return -1;
}

size_t stk_splice_child(const struct stk_splice *splice, size_t parent, const struct stk_step *step)
{
	const struct stk_node *node = splice->tree + parent;
	size_t index = 0;

	if (stk_node_kind(node) != (step->key ? STK_NODE_MAP : STK_NODE_LIST))
		return STK_NOWHERE;
	STK_EACH_CHILD (child, node) {
		if (step->key ? strcmp(stk_sym_text(&splice->syms, child->key), step->key) == 0
			      : index == step->index)
			return (size_t)(child - splice->tree);
		index++;
	}
	return STK_NOWHERE;
}

size_t stk_splice_last(const struct stk_splice *splice, size_t parent)
{
	size_t last = parent;

	STK_EACH_CHILD (child, splice->tree + parent)
		last = (size_t)(child - splice->tree);
	return last;
}

struct stk_value *stk_splice_value(struct stk_splice *splice, size_t index)
{
	return stk_value_from_node(&splice->arena, splice->tree + index, &splice->syms);
}

void stk_splice_replace(struct stk_splice *splice, size_t from, size_t to,
			const struct stk_str *bytes)
{
	/* Positions that make no sense change nothing: then the result is not what was meant. */
	if (from <= to && to <= splice->text.len)
		stk_str_splice(&splice->text, from, to - from, bytes->data, bytes->len);
}

void stk_splice_cut(struct stk_splice *splice, size_t from, size_t to)
{
	const struct stk_str nothing = STK_STR_INIT;

	stk_splice_replace(splice, from, to, &nothing);
}

void stk_splice_put(struct stk_splice *splice, size_t at, const struct stk_str *bytes)
{
	stk_splice_replace(splice, at, at, bytes);
}

/* An item more: to a list, to a NULL, to a single value, which becomes a list with it. */
static int append(struct stk_splice *splice, size_t index, const struct stk_value *value)
{
	enum stk_node_kind kind = splice->spans.items[index].kind;
	struct stk_value *list;

	if (kind == STK_NODE_LIST)
		return stk_splice_add(splice, index, NULL, value, STK_NOWHERE);
	list = stk_value_list(&splice->arena);
	if (kind == STK_NODE_SCALAR)
		stk_value_push(list, stk_splice_value(splice, index));
	stk_value_push(list, stk_value_copy(&splice->arena, value));
	return stk_splice_set(splice, index, list);
}

static int add(struct stk_splice *splice, size_t parent, const struct stk_edit *edit)
{
	const char *key = edit->path[edit->path_len - 1].key;
	struct stk_step after = {edit->after, 0};
	size_t sibling = edit->after ? stk_splice_child(splice, parent, &after) : STK_NOWHERE;
	const struct stk_value *value = edit->value;

	if (edit->op == STK_EDIT_APPEND)
		value = stk_value_push(stk_value_list(&splice->arena),
				       stk_value_copy(&splice->arena, value));
	return stk_splice_add(splice, parent, key, value, sibling);
}

static int set_key(struct stk_splice *splice, size_t index, const char *key)
{
	const struct stk_span *span = &splice->spans.items[index];
	struct stk_str fresh = STK_STR_INIT;

	stk_yaml_emit_scalar(key, span->in_flow, &fresh);
	stk_splice_replace(splice, span->key_start, span->key_end, &fresh);
	stk_str_release(&fresh);
	return 0;
}

/* The path is known to lead somewhere: stk_edit_meant has walked it. */
static int apply(struct stk_splice *splice, const struct stk_edit *edit, bool keep_comments)
{
	size_t parent = 0;
	size_t index = 0;

	for (size_t i = 0; i < edit->path_len && index != STK_NOWHERE; i++) {
		parent = index;
		index = stk_splice_child(splice, parent, &edit->path[i]);
	}
	splice->at = splice->spans.items[index == STK_NOWHERE ? parent : index].mark;
	if (edit->op == STK_EDIT_REMOVE)
		return stk_splice_remove(splice, parent, index, keep_comments);
	if (edit->op == STK_EDIT_KEY)
		return set_key(splice, index, edit->value->text);
	if (index == STK_NOWHERE)
		return add(splice, parent, edit);
	if (edit->op == STK_EDIT_APPEND)
		return append(splice, index, edit->value);
	return stk_splice_set(splice, index, edit->value);
}

/* What was meant, or nothing: the text is read again and compared. */
static bool is_meant(struct stk_splice *splice, const struct stk_value *meant)
{
	struct stk_err err = {0};

	splice->tree = stk_yaml_parse(splice->path_name, splice->text.data, splice->text.len,
				      &splice->arena, &splice->syms, &err);
	return splice->tree && stk_value_equals_node(meant, splice->tree, &splice->syms);
}

/* One way to make the edit; the text is the old one again if it does not give what was meant. */
static bool try_edit(struct stk_splice *splice, const struct stk_str *old,
		     const struct stk_edit *edit, const struct stk_value *meant, bool cautious)
{
	splice->one_line = cautious;
	if (!apply(splice, edit, edit->keep_comments || cautious)) {
		if (is_meant(splice, meant))
			return true;
		/* A block scalar at the end of a file may need the line end that the file lacks. */
		stk_str_add(&splice->text, splice->eol);
		if (is_meant(splice, meant))
			return true;
	}
	stk_str_reset(&splice->text);
	stk_str_addn(&splice->text, old->data, old->len);
	return false;
}

int stk_reading_edit(struct stk_reading *reading, struct stk_str *text, const struct stk_edit *edit,
		     const char *path_name, struct stk_err *err)
{
	struct stk_splice splice = {.path_name = path_name, .err = err, .is_read = true};
	struct stk_value *meant;
	int result = -1;

	stk_str_init(&splice.text);
	splice.tree = stk_reading_tree(reading, text, path_name, err);
	if (!splice.tree)
		return -1;
	splice.arena = reading->arena;
	splice.syms = reading->syms;
	stk_str_addn(&splice.text, text->data, text->len);
	splice.eol = stk_line_eol(text);
	if (stk_splice_load(&splice))
		goto out;
	meant = stk_edit_meant(&splice.arena, stk_splice_value(&splice, 0), edit, path_name, err);
	if (!meant)
		goto out;
	/* A comment beside or below may become part of the text of a block scalar: then the new
	 * value is written on one line, and what is removed leaves its comments. */
	if (!try_edit(&splice, text, edit, meant, false) &&
	    (stk_splice_load(&splice) || !try_edit(&splice, text, edit, meant, true))) {
		stk_splice_refuse(&splice, splice.at);
		goto out;
	}
	stk_str_reset(text);
	stk_str_addn(text, splice.text.data, splice.text.len);
	stk_str_reset(&reading->text);
	stk_str_addn(&reading->text, text->data, text->len);
	reading->tree = splice.tree;
	result = 0;
out:
	reading->arena = splice.arena;
	reading->syms = splice.syms;
	stk_yaml_spans_release(&splice.spans);
	stk_str_release(&splice.text);
	return result;
}

int stk_yaml_edit(struct stk_str *text, const struct stk_edit *edit, const char *path_name,
		  struct stk_err *err)
{
	struct stk_reading reading = {.begun = false};
	int result = stk_reading_edit(&reading, text, edit, path_name, err);

	stk_reading_release(&reading);
	return result;
}
