#include "unite.h"

#include <string.h>

#include "compose.h"
#include "locate.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

/* The file as it stands, and what it has at an address. */
struct looked {
	struct stk_arena arena;
	struct stk_syms syms;
	const struct stk_node *root;
	const struct stk_node *node; /* NULL: nothing, or only a part of the way */
	bool there;                  /* also a NULL value */
};

static void looked_release(struct looked *looked)
{
	stk_syms_release(&looked->syms);
	stk_arena_release(&looked->arena);
}

static int look(const struct stk_unite *unite, const char *at, struct looked *looked,
		struct stk_err *err)
{
	struct stk_address address;
	struct stk_locus locus;
	int failed = -1;

	*looked = (struct looked){.arena = STK_ARENA_INIT};
	stk_syms_init(&looked->syms);
	stk_words_preload(&looked->syms);
	looked->root = stk_yaml_parse(unite->plan.path, unite->text->data, unite->text->len,
				      &looked->arena, &looked->syms, err);
	if (looked->root && stk_address_parse(at, &address, err) == 0) {
		failed = stk_locate(&address, looked->root, &looked->syms, &locus, err);
		looked->there = !failed && locus.found == address.count;
		looked->node = looked->there ? locus.node : NULL;
		stk_address_release(&address);
	}
	if (failed)
		looked_release(looked);
	return failed;
}

static int change(const struct stk_unite *unite, enum stk_change_op op, const char *at,
		  const struct stk_value *value, struct stk_err *err)
{
	enum stk_plan_result ignored;
	const struct stk_change one = {.op = op, .address = at, .value = value};

	return stk_plan_change(&unite->plan, unite->text, &one, &ignored, err);
}

static const char *below(const struct stk_unite *unite, const char *at, const char *part)
{
	struct stk_str out = STK_STR_INIT;
	const char *copy;

	stk_str_add(&out, at);
	stk_address_add(&out, part);
	copy = stk_arena_strdup(unite->plan.arena, out.data);
	stk_str_release(&out);
	return copy;
}

/* --- disputes ----------------------------------------------------------------------------------
 */

/* Who said it of the one that goes, and on which day. */
static void add_sayer(const struct stk_unite *unite, const char *at, struct stk_value *dispute)
{
	struct stk_arena *arena = unite->plan.arena;
	const char *old = stk_arena_printf(arena, "%s%s", unite->from, at + strlen(unite->to));
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(unite->evidence, old, true, &count);

	while (count && answers[count - 1]->state != STK_ANSWER_SAYS)
		count--;
	if (!count || !answers[count - 1]->by || !*answers[count - 1]->by)
		return;
	stk_value_put_text(arena, dispute, "by", answers[count - 1]->by);
	if (strlen(answers[count - 1]->at) >= 10)
		stk_value_put_text(arena, dispute, "on",
				   stk_arena_strndup(arena, answers[count - 1]->at, 10));
}

static int append_dispute(const struct stk_unite *unite, const struct stk_value *dispute,
			  struct stk_err *err)
{
	struct stk_step step = {.key = "disputes"};
	struct stk_edit edit = {
		.op = STK_EDIT_APPEND, .path = &step, .path_len = 1, .value = dispute};
	struct looked looked;
	const struct stk_node *list;
	bool there = false;
	int failed = 0;

	if (look(unite, unite->entity, &looked, err))
		return -1;
	list = stk_node_get(looked.root, STK_W_DISPUTES);
	STK_EACH_VALUE(item, list)
	there |= stk_value_equals_node(dispute, item, &looked.syms);
	edit.after = stk_compose_after(unite->shape, looked.root, "disputes");
	if (!there) {
		failed = stk_yaml_edit(unite->text, &edit, unite->plan.path, err);
		*unite->disputes += !failed;
	}
	looked_release(&looked);
	return failed;
}

static int dispute(const struct stk_unite *unite, const char *at, const struct stk_value *value,
		   struct stk_err *err)
{
	struct stk_arena *arena = unite->plan.arena;
	struct stk_value *map = stk_value_map(arena);

	stk_value_put_text(arena, map, "at", at + strlen(unite->entity) + 1);
	stk_value_put(arena, map, "says", stk_compose_copy(&unite->plan, value));
	add_sayer(unite, at, map);
	stk_value_put_text(
		arena, map, "notes",
		stk_arena_printf(arena, "Said of %s, which is the same.", unite->move->from));
	return append_dispute(unite, map, err);
}

/* --- values ------------------------------------------------------------------------------------
 */

static int unite_single(const struct stk_unite *unite, const char *at,
			const struct stk_value *value, struct stk_err *err)
{
	struct looked looked;
	bool there, agrees;

	if (value->kind == STK_NODE_NULL)
		return 0;
	if (look(unite, at, &looked, err))
		return -1;
	there = looked.node != NULL;
	agrees = there && stk_value_agrees(value, looked.node, &looked.syms);
	looked_release(&looked);
	if (agrees)
		return 0;
	return there ? dispute(unite, at, value, err)
		     : change(unite, STK_CHANGE_SET, at, stk_compose_copy(&unite->plan, value),
			      err);
}

/* Two texts that are both worth keeping stand one below, or behind, the other. */
static int unite_texts(const struct stk_unite *unite, const char *at, const struct stk_value *value,
		       const char *between, struct stk_err *err)
{
	struct looked looked;
	const char *before;
	bool joined;

	if (value->kind != STK_NODE_SCALAR)
		return unite_single(unite, at, value, err);
	if (look(unite, at, &looked, err))
		return -1;
	before = looked.node && stk_node_kind(looked.node) == STK_NODE_SCALAR
			 ? stk_arena_strdup(unite->plan.arena,
					    stk_sym_text(&looked.syms, looked.node->value))
			 : NULL;
	joined = before && *before && *value->text;
	looked_release(&looked);
	if (!joined)
		return unite_single(unite, at, value, err);
	if (strstr(before, value->text))
		return 0;
	return change(
		unite, STK_CHANGE_SET, at,
		stk_value_text(unite->plan.arena, stk_arena_printf(unite->plan.arena, "%s%s%s",
								   before, between, value->text)),
		err);
}

static int unite_reasons(const struct stk_unite *unite, const char *at,
			 const struct stk_value *value, struct stk_err *err)
{
	if (value->kind != STK_NODE_MAP || !value->first)
		return unite_single(unite, at, value, err);
	for (const struct stk_value *member = value->first; member; member = member->next)
		if (unite_texts(unite, below(unite, at, member->key), member, "; ", err))
			return -1;
	return 0;
}

/* What both confirmed is confirmed since the earlier day. */
static int unite_confirmed(const struct stk_unite *unite, const char *at,
			   const struct stk_value *value, struct stk_err *err)
{
	struct looked looked;
	bool earlier;

	if (look(unite, at, &looked, err))
		return -1;
	earlier = value->kind == STK_NODE_SCALAR &&
		  (!looked.node ||
		   (stk_node_kind(looked.node) == STK_NODE_SCALAR &&
		    strcmp(value->text, stk_sym_text(&looked.syms, looked.node->value)) < 0));
	looked_release(&looked);
	return earlier ? change(unite, STK_CHANGE_SET, at, stk_compose_copy(&unite->plan, value),
				err)
		       : 0;
}

static int unite_list(const struct stk_unite *unite, const char *at, const struct stk_key *key,
		      const struct stk_value *value, struct stk_err *err);

static int unite_member(const struct stk_unite *unite, const struct stk_shape *shape,
			const char *at, const struct stk_value *member, struct stk_err *err)
{
	const struct stk_key *key = stk_shape_key_by_name(shape, member->key);

	if (key && key->word == STK_W_NOTES)
		return unite_texts(unite, at, member, "\n", err);
	return key && key->flags & STK_KEY_MANY ? unite_list(unite, at, key, member, err)
						: unite_single(unite, at, member, err);
}

static int unite_item(const struct stk_unite *unite, const char *at, const struct stk_shape *shape,
		      const struct stk_value *item, struct stk_err *err)
{
	const char *name = stk_compose_name(item, shape), *own;
	struct looked looked;
	bool there = false;

	if (name && item->kind == STK_NODE_MAP) {
		if (look(unite, below(unite, at, name), &looked, err))
			return -1;
		there = looked.node && stk_node_kind(looked.node) == STK_NODE_MAP;
		looked_release(&looked);
	}
	if (!there)
		return change(unite, STK_CHANGE_ADD, at, stk_compose_copy(&unite->plan, item), err);
	own = below(unite, at, name);
	for (const struct stk_value *member = item->first; member; member = member->next)
		if (unite_member(unite, shape, below(unite, own, member->key), member, err))
			return -1;
	return 0;
}

/* "None" against some contradicts; some and some are united. */
static int unite_list(const struct stk_unite *unite, const char *at, const struct stk_key *key,
		      const struct stk_value *value, struct stk_err *err)
{
	struct stk_value *list = stk_value_list(unite->plan.arena);
	struct looked looked;
	bool there, none;

	if (value->kind == STK_NODE_NULL)
		return 0;
	if (value->kind != STK_NODE_LIST)
		value = stk_value_push(list, stk_compose_copy(&unite->plan, value));
	if (look(unite, at, &looked, err))
		return -1;
	there = looked.node != NULL;
	none = there && stk_values_count(looked.node) == 0;
	looked_release(&looked);
	if (there && !value->first && none)
		return 0;
	if (there && (!value->first || none))
		return dispute(unite, at, value, err);
	if (!there && (!value->first || !key->item))
		return change(unite, STK_CHANGE_SET, at, stk_compose_copy(&unite->plan, value),
			      err);
	for (const struct stk_value *item = value->first; item; item = item->next)
		if (key->item ? unite_item(unite, at, key->item, item, err)
			      : change(unite, STK_CHANGE_ADD, at,
				       stk_compose_copy(&unite->plan, item), err))
			return -1;
	return 0;
}

static int unite_disputes(const struct stk_unite *unite, const struct stk_value *value,
			  struct stk_err *err)
{
	if (value->kind != STK_NODE_LIST)
		return append_dispute(unite, stk_compose_copy(&unite->plan, value), err);
	for (const struct stk_value *item = value->first; item; item = item->next)
		if (append_dispute(unite, stk_compose_copy(&unite->plan, item), err))
			return -1;
	return 0;
}

int stk_unite_aka(const struct stk_unite *unite, const char *name, struct stk_err *err)
{
	const char *own = below(unite, unite->entity, "name");
	struct looked looked;
	bool same;

	if (!stk_shape_key_by_name(unite->shape, "aka"))
		return 0;
	if (look(unite, own, &looked, err))
		return -1;
	same = looked.node && stk_node_kind(looked.node) == STK_NODE_SCALAR &&
	       stk_text_same(stk_sym_text(&looked.syms, looked.node->value), name);
	looked_release(&looked);
	return same ? 0
		    : change(unite, STK_CHANGE_ADD, below(unite, unite->entity, "aka"),
			     stk_value_text(unite->plan.arena, name), err);
}

static bool makes(const struct looked *looked, const struct stk_node *name, const char *id)
{
	struct stk_str slug = STK_STR_INIT;
	bool same = false;

	if (name && stk_node_kind(name) == STK_NODE_SCALAR) {
		const char *text = stk_sym_text(&looked->syms, name->value);

		stk_text_slug(&slug, text);
		same = stk_text_same(slug.data, id) || stk_text_same(text, id);
	}
	stk_str_release(&slug);
	return same;
}

int stk_unite_id(const struct stk_unite *unite, const char *id, struct stk_err *err)
{
	struct looked looked;
	const struct stk_node *map;
	bool known;

	if (look(unite, unite->entity, &looked, err))
		return -1;
	map = looked.node;
	known = map && makes(&looked, stk_node_get(map, STK_W_NAME), id);
	if (map)
		STK_EACH_VALUE(item, stk_node_get(map, STK_W_AKA))
	known |= makes(&looked, item, id);
	looked_release(&looked);
	return known ? 0 : stk_unite_aka(unite, id, err);
}

static int unite_names(const struct stk_unite *unite, const struct stk_value *value,
		       struct stk_err *err)
{
	if (value->kind == STK_NODE_SCALAR)
		return stk_unite_aka(unite, value->text, err);
	for (const struct stk_value *name = value->first; name; name = name->next)
		if (name->text && stk_unite_aka(unite, name->text, err))
			return -1;
	return 0;
}

static int unite_key(const struct stk_unite *unite, const struct stk_shape *shape,
		     const struct stk_value *value, struct stk_err *err)
{
	const struct stk_key *key = stk_shape_key_by_name(shape, value->key);
	const char *at = below(unite, unite->to, value->key);
	bool whole = strcmp(unite->to, unite->entity) == 0;

	if (!key)
		return unite_single(unite, at, value, err);
	if (whole && (key->word == STK_W_NAME || key->word == STK_W_AKA) &&
	    stk_shape_key_by_name(shape, "aka"))
		return unite_names(unite, value, err);
	if (key->word == STK_W_NOTES)
		return unite_texts(unite, at, value, "\n", err);
	if (key->word == STK_W_CONFIRMED)
		return unite_confirmed(unite, at, value, err);
	if (key->word == STK_W_DISPUTES)
		return unite_disputes(unite, value, err);
	if (key->type == STK_TYPE_REASONS)
		return unite_reasons(unite, at, value, err);
	return key->flags & STK_KEY_MANY ? unite_list(unite, at, key, value, err)
					 : unite_single(unite, at, value, err);
}

int stk_unite(const struct stk_unite *unite, const struct stk_shape *shape,
	      const struct stk_value *value, struct stk_err *err)
{
	for (const struct stk_value *member = value->first; member; member = member->next)
		if (unite_key(unite, shape, member, err))
			return -1;
	return 0;
}
