/* What becomes the same by a move, beside the two entries themselves. */
#include <stdlib.h>
#include <string.h>

#include "locate.h"
#include "move_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

/* A nameless link to the platform, or NULL. */
static const struct stk_node *link_to(const struct stk_node *list, const char *id,
				      const struct stk_syms *syms)
{
	STK_EACH_VALUE(item, list)
	{
		const struct stk_node *with =
			stk_node_kind(item) == STK_NODE_MAP ? stk_node_get(item, STK_W_WITH) : NULL;

		if (with && stk_node_kind(with) == STK_NODE_SCALAR &&
		    !stk_node_get(item, STK_W_NAME) &&
		    stk_text_same(stk_sym_text(syms, with->value), id))
			return item;
	}
	return NULL;
}

/* What the link that goes says, in the one that stays. */
static int unite_links(struct stk_work *work, struct stk_target *target, const char *id,
		       const struct stk_value *goes, const char *with, struct stk_err *err)
{
	struct stk_unite unite = stk_work_unite(work, target);
	struct stk_str entity = STK_STR_INIT, from = STK_STR_INIT, to = STK_STR_INIT;
	struct stk_value *rest = stk_value_map(&work->arena);
	int failed;

	stk_str_add(&entity, "platforms");
	stk_address_add(&entity, id);
	stk_str_addf(&from, "%s/integrations", entity.data);
	stk_str_add(&to, from.data);
	stk_address_add(&from, work->moving->move.from);
	stk_address_add(&to, with);
	for (const struct stk_value *member = goes->first; member; member = member->next)
		if (strcmp(member->key, "with") != 0) {
			struct stk_value *copy = stk_arena_alloc(&work->arena, sizeof *copy);

			*copy = *member;
			copy->next = NULL;
			stk_value_put(&work->arena, rest, member->key, copy);
		}
	unite.entity = entity.data;
	unite.from = from.data;
	unite.to = to.data;
	failed = stk_unite(&unite, &stk_shape_integration, rest, err);
	stk_str_release(&entity);
	stk_str_release(&from);
	stk_str_release(&to);
	return failed;
}

/* Only now: what it said is in the other one, and where it stands has not shifted. */
static int remove_link(struct stk_target *target, size_t index, struct stk_err *err)
{
	const struct stk_step path[] = {{.key = "integrations"}, {.index = index}};
	const struct stk_edit edit = {
		.op = STK_EDIT_REMOVE, .path = path, .path_len = 2, .keep_comments = true};

	return stk_yaml_edit(&target->text, &edit, target->path, err);
}

static int unite_twins(struct stk_work *work, struct stk_target *target,
		       const struct stk_node *list, const struct stk_syms *syms,
		       struct stk_err *err)
{
	const struct stk_move *move = &work->moving->move;
	const char *slash = strrchr(target->path, '/'), *base = slash ? slash + 1 : target->path;
	const struct stk_node *goes = link_to(list, move->from, syms), *stays, *with;
	size_t index = 0;
	char *id;
	int failed;

	stays = goes ? link_to(list, move->to, syms) : NULL;
	if (!stays)
		return 0;
	with = stk_node_get(stays, STK_W_WITH);
	id = stk_xstrndup(base, strcspn(base, "."));
	failed = unite_links(work, target, id, stk_value_from_node(&work->arena, goes, syms),
			     stk_sym_text(syms, with->value), err);
	STK_EACH_CHILD (item, list) {
		if (item == goes)
			break;
		index++;
	}
	if (!failed)
		failed = remove_link(target, index, err);
	work->moved->places++;
	work->moved->files++;
	free(id);
	return failed;
}

int stk_work_twin_links(struct stk_work *work, enum stk_kind kind, struct stk_target *target,
			struct stk_err *err)
{
	const struct stk_move *move = &work->moving->move;
	struct stk_syms syms;
	const struct stk_node *root, *list;
	int failed;

	if (kind != STK_PLATFORM || move->what != STK_MOVE_ENTITY || move->kind != STK_PLATFORM)
		return 0;
	stk_syms_init(&syms);
	stk_words_preload(&syms);
	root = stk_yaml_parse(target->path, target->text.data, target->text.len, &work->arena,
			      &syms, err);
	failed = root ? 0 : -1;
	list = root ? stk_node_get(root, STK_W_INTEGRATIONS) : NULL;
	if (list && stk_node_kind(list) == STK_NODE_LIST)
		failed = unite_twins(work, target, list, &syms, err);
	stk_syms_release(&syms);
	return failed;
}

static const char *text_at(const struct stk_node *item, enum stk_word key,
			   const struct stk_syms *syms)
{
	const struct stk_node *node =
		stk_node_kind(item) == STK_NODE_MAP ? stk_node_get(item, (stk_sym)key) : NULL;

	return node && stk_node_kind(node) == STK_NODE_SCALAR ? stk_sym_text(syms, node->value)
							      : NULL;
}

/* True if another waiver of the same check is where this one will be. */
static bool will_be_twice(const struct stk_work *work, const struct stk_node *list,
			  const struct stk_node *waiver, const struct stk_syms *syms)
{
	const char *check = text_at(waiver, STK_W_CHECK, syms),
		   *at = text_at(waiver, STK_W_AT, syms);
	struct stk_str moved = STK_STR_INIT;
	bool twice = false;

	if (check && at &&
	    stk_move_address(work->record->inventory, &work->moving->move, at, &moved))
		STK_EACH_CHILD (item, list) {
			const char *its = text_at(item, STK_W_CHECK, syms),
				   *there = text_at(item, STK_W_AT, syms);

			twice |= its && there && item != waiver && strcmp(its, check) == 0 &&
				 strcmp(there, moved.data) == 0;
		}
	stk_str_release(&moved);
	return twice;
}

static int drop_waiver(struct stk_work *work, struct stk_target *target, size_t index,
		       const struct stk_node *item, const struct stk_syms *syms,
		       struct stk_err *err)
{
	const struct stk_step step = {.index = index};
	const struct stk_edit edit = {
		.op = STK_EDIT_REMOVE, .path = &step, .path_len = 1, .keep_comments = true};

	stk_str_add(&work->moved->dropped, "waivers: ");
	stk_yaml_emit_flow(stk_value_from_node(&work->arena, item, syms), &work->moved->dropped);
	stk_str_addc(&work->moved->dropped, '\n');
	return stk_yaml_edit(&target->text, &edit, target->path, err);
}

int stk_work_twin_waivers(struct stk_work *work, enum stk_kind kind, struct stk_target *target,
			  struct stk_err *err)
{
	struct stk_syms syms;
	const struct stk_node *root, *twin = NULL;
	size_t index = 0, at = 0;
	int failed;

	if (kind != STK_WAIVER)
		return 0;
	stk_syms_init(&syms);
	stk_words_preload(&syms);
	root = stk_yaml_parse(target->path, target->text.data, target->text.len, &work->arena,
			      &syms, err);
	failed = root ? 0 : -1;
	if (root && stk_node_kind(root) == STK_NODE_LIST) {
		STK_EACH_CHILD (item, root) {
			if (!twin && will_be_twice(work, root, item, &syms)) {
				twin = item;
				at = index;
			}
			index++;
		}
	}
	if (twin)
		failed = drop_waiver(work, target, at, twin, &syms, err);
	stk_syms_release(&syms);
	/* One a time: positions shift. */
	return failed || !twin ? failed : stk_work_twin_waivers(work, kind, target, err);
}
