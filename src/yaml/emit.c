#include <string.h>

#include "emit.h"
#include "stocktake/base/text.h"

void stk_yaml_emit_blanks(size_t count, struct stk_str *out)
{
	while (count-- > 0)
		stk_str_addc(out, ' ');
}

void stk_yaml_emit_flow(const struct stk_value *value, struct stk_str *out)
{
	bool is_map = value->kind == STK_NODE_MAP;

	if (value->kind == STK_NODE_SCALAR)
		stk_yaml_emit_scalar(value->text, true, out);
	if (value->kind != STK_NODE_LIST && !is_map)
		return;
	stk_str_addc(out, is_map ? '{' : '[');
	for (const struct stk_value *item = value->first; item; item = item->next) {
		if (item != value->first)
			stk_str_add(out, ", ");
		if (is_map) {
			stk_yaml_emit_scalar(item->key, true, out);
			stk_str_add(out, ": ");
		}
		stk_yaml_emit_flow(item, out);
	}
	stk_str_addc(out, is_map ? '}' : ']');
}

/* May stand on one line at all, `depth` collections deep. */
static bool may_flow(const struct stk_value *value, int depth)
{
	if (value->kind == STK_NODE_SCALAR)
		return !stk_yaml_text_is_literal(value->text);
	if (value->kind == STK_NODE_NULL)
		return true;
	if (!value->first)
		return true;
	if (depth == 0)
		return false;
	for (const struct stk_value *item = value->first; item; item = item->next) {
		bool is_map = item->kind == STK_NODE_MAP;

		if (item->kind == STK_NODE_NULL && value->kind == STK_NODE_LIST)
			return false; /* flow has no way to write it */
		if ((is_map && item->first) || !may_flow(item, depth - 1))
			return false;
	}
	return true;
}

bool stk_yaml_is_one_line(const struct stk_value *value, size_t used_cols)
{
	struct stk_str text = STK_STR_INIT;
	bool fits;

	if (value->kind == STK_NODE_NULL || (value->kind != STK_NODE_SCALAR && !value->first))
		return true;
	if (!may_flow(value, value->kind == STK_NODE_MAP ? 2 : 1))
		return false;
	if (value->kind == STK_NODE_SCALAR)
		return true;
	stk_yaml_emit_flow(value, &text);
	fits = used_cols + stk_text_width_cols(text.data) <= STK_YAML_WIDTH_COLS;
	stk_str_release(&text);
	return fits;
}

/* Columns of the line that out ends with. */
static size_t column(const struct stk_str *out)
{
	size_t at = out->len;

	while (at > 0 && out->data[at - 1] != '\n' && out->data[at - 1] != '\r')
		at--;
	return stk_text_width_cols(out->data + at);
}

static void add_line(size_t indent, const char *eol, struct stk_str *out)
{
	stk_str_add(out, eol);
	stk_yaml_emit_blanks(indent, out);
}

/* A value that stays on its line, or a literal block; false if it is neither. */
static bool emit_beside(const struct stk_value *value, size_t indent, const char *eol,
			struct stk_str *out)
{
	if (value->kind == STK_NODE_NULL)
		return true;
	if (value->kind == STK_NODE_SCALAR) {
		stk_str_addc(out, ' ');
		if (stk_yaml_text_is_literal(value->text))
			stk_yaml_emit_literal(value->text, indent, eol, out);
		else
			stk_yaml_emit_scalar(value->text, false, out);
		return true;
	}
	if (!stk_yaml_is_one_line(value, column(out) + 1))
		return false;
	stk_str_addc(out, ' ');
	stk_yaml_emit_flow(value, out);
	return true;
}

void stk_yaml_emit_member(const char *key, const struct stk_value *value, size_t indent,
			  const char *eol, struct stk_str *out)
{
	stk_yaml_emit_scalar(key, false, out);
	stk_str_addc(out, ':');
	stk_yaml_emit_block(value, indent, eol, out);
}

void stk_yaml_emit_item(const struct stk_value *value, size_t indent, const char *eol,
			struct stk_str *out)
{
	if (emit_beside(value, indent + 2, eol, out))
		return;
	stk_str_addc(out, ' ');
	for (const struct stk_value *item = value->first; item; item = item->next) {
		if (item != value->first)
			add_line(indent + 2, eol, out);
		if (value->kind == STK_NODE_MAP) {
			stk_yaml_emit_member(item->key, item, indent + 2, eol, out);
		} else {
			stk_str_addc(out, '-');
			stk_yaml_emit_item(item, indent + 2, eol, out);
		}
	}
}

void stk_yaml_emit_block(const struct stk_value *value, size_t indent, const char *eol,
			 struct stk_str *out)
{
	if (emit_beside(value, indent + 2, eol, out))
		return;
	for (const struct stk_value *item = value->first; item; item = item->next) {
		add_line(indent + 2, eol, out);
		if (value->kind == STK_NODE_MAP) {
			stk_yaml_emit_member(item->key, item, indent + 2, eol, out);
		} else {
			stk_str_addc(out, '-');
			stk_yaml_emit_item(item, indent + 2, eol, out);
		}
	}
}

void stk_yaml_emit_document(const struct stk_value *value, struct stk_str *out)
{
	if (value->kind == STK_NODE_NULL)
		return;
	if (value->kind == STK_NODE_SCALAR || !value->first) {
		stk_yaml_emit_flow(value, out);
		stk_str_addc(out, '\n');
		return;
	}
	for (const struct stk_value *item = value->first; item; item = item->next) {
		if (value->kind == STK_NODE_MAP) {
			stk_yaml_emit_member(item->key, item, 0, "\n", out);
		} else {
			stk_str_addc(out, '-');
			stk_yaml_emit_item(item, 0, "\n", out);
		}
		stk_str_addc(out, '\n');
	}
}
