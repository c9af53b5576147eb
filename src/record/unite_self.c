/* What would link an entity to itself, once two are one: taken out, and said. */
#include <stdlib.h>
#include <string.h>

#include "locate.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "unite.h"

struct cut {
	struct stk_step path[4];
	size_t len;
	const char *item; /* what the list's item is called; NULL: no item */
};

struct cutting {
	const struct stk_unite *unite;
	const struct stk_syms *syms;
	enum stk_kind kind;
	struct cut *cuts; /* in the order of the file */
	size_t count, cap;
};

static bool is_self(const struct cutting *cutting, const struct stk_key *key,
		    const struct stk_node *node)
{
	const struct stk_move *move = cutting->unite->move;
	const char *text = node && stk_node_kind(node) == STK_NODE_SCALAR
				   ? stk_sym_text(cutting->syms, node->value)
				   : NULL;

	return text && key && key->type == STK_TYPE_REF && key->refs & 1u << cutting->kind &&
	       (stk_text_same(text, move->to) || stk_text_same(text, move->from));
}

/* A line for what is taken out: where it was, and what it said. */
static void say(const struct cutting *cutting, const struct cut *cut, const struct stk_node *node)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_str *out = cutting->unite->dropped;

	stk_str_add(out, cutting->unite->entity);
	for (size_t i = 0; i < cut->len; i++)
		if (cut->path[i].key || cut->item)
			stk_address_add(out, cut->path[i].key ? cut->path[i].key : cut->item);
	stk_str_add(out, ": ");
	stk_yaml_emit_flow(stk_value_from_node(&arena, node, cutting->syms), out);
	stk_str_addc(out, '\n');
	stk_arena_release(&arena);
}

static void cut_out(struct cutting *cutting, const struct cut *cut, const struct stk_node *node)
{
	STK_GROW(cutting->cuts, cutting->cap, cutting->count + 1);
	cutting->cuts[cutting->count++] = *cut;
	say(cutting, cut, node);
}

/* Members of one link: `via` leads through the one that goes. True if the link itself leads there.
 */
static bool look_at_link(struct cutting *cutting, const struct stk_key *list,
			 const struct stk_node *item, struct cut cut)
{
	if (stk_node_kind(item) != STK_NODE_MAP)
		return false;
	STK_EACH_CHILD (member, item) {
		const struct stk_key *key = stk_shape_key(list->item, member->key);

		if (!is_self(cutting, key, member))
			continue;
		if (key->flags & STK_KEY_REQUIRED)
			return true;
		cut.path[cut.len++].key = key->name;
		cut_out(cutting, &cut, member);
		cut.len--;
	}
	return false;
}

/* Where nothing else is left the key goes: nobody said that there is none. */
static void look_at_list(struct cutting *cutting, const struct stk_key *key,
			 const struct stk_node *list)
{
	struct cut cut = {.path = {{.key = key->name}}, .len = 1};
	size_t first = cutting->count, index = 0, gone = 0;
	bool one = stk_node_kind(list) != STK_NODE_LIST;

	STK_EACH_VALUE(item, list)
	{
		cut.len = one ? 1 : 2;
		cut.path[1] = (struct stk_step){.index = index++};
		cut.item = key->item ? stk_locate_item_name(key->item, item, cutting->syms) : NULL;
		if (key->item ? look_at_link(cutting, key, item, cut)
			      : is_self(cutting, key, item)) {
			cut_out(cutting, &cut, item);
			gone++;
		}
	}
	if (gone && gone == index) {
		cutting->count = first + 1;
		cutting->cuts[first] = (struct cut){.path = {{.key = key->name}}, .len = 1};
	}
}

static int make_cuts(const struct cutting *cutting, struct stk_str *text, struct stk_err *err)
{
	for (size_t i = cutting->count; i-- > 0;) {
		const struct stk_edit edit = {.op = STK_EDIT_REMOVE,
					      .path = cutting->cuts[i].path,
					      .path_len = cutting->cuts[i].len,
					      .keep_comments = true};

		if (stk_yaml_edit(text, &edit, cutting->unite->plan.path, err))
			return -1;
	}
	return 0;
}

static void look_at_entity(struct cutting *cutting, const struct stk_node *root)
{
	STK_EACH_CHILD (child, root) {
		const struct stk_key *key =
			stk_shape_key(stk_kinds[cutting->kind].shape, child->key);
		const struct cut cut = {.path = {{.key = key ? key->name : NULL}}, .len = 1};

		if (key && key->flags & STK_KEY_MANY)
			look_at_list(cutting, key, child);
		else if (is_self(cutting, key, child))
			cut_out(cutting, &cut, child);
	}
}

int stk_unite_self(const struct stk_unite *unite, enum stk_kind kind, struct stk_str *text,
		   struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_syms syms;
	struct cutting cutting = {.unite = unite, .syms = &syms, .kind = kind};
	const struct stk_node *root;
	int failed = -1;

	stk_syms_init(&syms);
	stk_words_preload(&syms);
	root = stk_yaml_parse(unite->plan.path, text->data, text->len, &arena, &syms, err);
	if (root) {
		look_at_entity(&cutting, root);
		failed = make_cuts(&cutting, text, err);
	}
	free(cutting.cuts);
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return failed;
}
