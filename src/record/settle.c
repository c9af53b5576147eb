#include <string.h>

#include "locate.h"
#include "plan.h"

static bool says_it(const struct stk_node *item, enum stk_word key, const struct stk_syms *syms,
		    const char *text)
{
	const struct stk_node *node = stk_node_get(item, key);

	return node && stk_node_kind(node) == STK_NODE_SCALAR &&
	       strcmp(stk_sym_text(syms, node->value), text) == 0;
}

/* The index of the first dispute about `relative` (with `by`: that person's), or -1; *count gets
 * how many disputes there are at all. */
static long find_dispute(const struct stk_node *root, const struct stk_syms *syms,
			 const char *relative, const char *by, size_t *count)
{
	const struct stk_node *list = root ? stk_node_get(root, STK_W_DISPUTES) : NULL;
	long found = -1, at = 0;

	*count = 0;
	STK_EACH_VALUE(item, list)
	{
		if (found < 0 && says_it(item, STK_W_AT, syms, relative) &&
		    (!by || says_it(item, STK_W_BY, syms, by)))
			found = at;
		at++;
		(*count)++;
	}
	return found;
}

static int take_out(const struct stk_plan *plan, struct stk_str *text, const char *relative,
		    const char *by, bool *found, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	const struct stk_node *root;
	struct stk_step path[2] = {{.key = "disputes"}};
	struct stk_edit edit = {.op = STK_EDIT_REMOVE, .path = path};
	size_t count;
	long at = -1;
	int result = -1;

	stk_syms_init(&syms);
	stk_words_preload(&syms);
	root = stk_yaml_parse(plan->path, text->data, text->len, &arena, &syms, err);
	if (root) {
		at = find_dispute(root, &syms, relative, by, &count);
		result = 0;
	}
	*found = at >= 0;
	if (at >= 0) {
		path[1].index = (size_t)at;
		edit.path_len = count > 1 ? 2 : 1; /* the last one takes the key along */
		result = stk_yaml_edit(text, &edit, plan->path, err);
	}
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return result;
}

int stk_plan_settle(const struct stk_plan *plan, struct stk_str *text,
		    const struct stk_address *address, const char *by, size_t *taken_out,
		    struct stk_err *err)
{
	struct stk_str relative = STK_STR_INIT;
	bool found = true;
	int result = 0;

	for (size_t i = stk_locate_first(address); i < address->count; i++)
		stk_address_add(&relative, address->parts[i]);
	*taken_out = 0;
	while (result == 0 && found && relative.len) {
		result = take_out(plan, text, relative.data + (relative.data[0] == '/'), by, &found,
				  err);
		if (result == 0 && found)
			(*taken_out)++;
	}
	stk_str_release(&relative);
	return result;
}
