#include <string.h>

#include "meant.h"
#include "stocktake/base/tr.h"

struct stk_value *stk_value_copy(struct stk_arena *arena, const struct stk_value *value)
{
	struct stk_value *copy = stk_arena_zalloc(arena, sizeof *copy);

	copy->kind = value->kind;
	copy->text = value->text;
	for (const struct stk_value *item = value->first; item; item = item->next) {
		struct stk_value *twin = stk_value_copy(arena, item);

		twin->key = item->key;
		stk_value_push(copy, twin);
	}
	return copy;
}

static struct stk_value *child_of(struct stk_value *parent, const struct stk_step *step)
{
	size_t index = 0;

	if (parent->kind != (step->key ? STK_NODE_MAP : STK_NODE_LIST))
		return NULL;
	for (struct stk_value *item = parent->first; item; item = item->next, index++) {
		if (step->key ? strcmp(item->key, step->key) == 0 : index == step->index)
			return item;
	}
	return NULL;
}

/* value takes the place of `place` in whatever list that is in. */
static void become(struct stk_arena *arena, struct stk_value *place, const struct stk_value *value)
{
	struct stk_value *copy = stk_value_copy(arena, value);

	copy->key = place->key;
	copy->next = place->next;
	*place = *copy;
}

static void insert_after(struct stk_value *map, struct stk_value *member, const char *after)
{
	for (struct stk_value *item = map->first; item && after; item = item->next) {
		if (strcmp(item->key, after) == 0 && item->next) {
			member->next = item->next;
			item->next = member;
			return;
		}
	}
	stk_value_push(map, member);
}

static void take_out(struct stk_value *parent, struct stk_value *child)
{
	struct stk_value *item = parent->first;

	parent->first = NULL;
	parent->last = NULL;
	while (item) {
		struct stk_value *next = item->next;

		if (item != child)
			stk_value_push(parent, item);
		item = next;
	}
}

static int append(struct stk_arena *arena, struct stk_value *place, const struct stk_value *value)
{
	if (place->kind == STK_NODE_MAP)
		return -1;
	if (place->kind != STK_NODE_LIST) {
		struct stk_value *list = stk_value_list(arena);

		if (place->kind == STK_NODE_SCALAR)
			stk_value_push(list, stk_value_text(arena, place->text));
		become(arena, place, list);
	}
	stk_value_push(place, stk_value_copy(arena, value));
	return 0;
}

static int no_sense(struct stk_err *err, const char *path_name, const char *what,
		    const struct stk_step *step)
{
	if (step && step->key)
		stk_err_set(err, STK_EUSAGE, "%s: %s", step->key, what);
	else if (step)
		stk_err_set(err, STK_EUSAGE, "item %zu: %s", step->index + 1, what);
	else
		stk_err_set(err, STK_EUSAGE, "%s", what);
	stk_err_at(err, path_name, 0, 0);
	return -1;
}

static int add_member(struct stk_arena *arena, struct stk_value *parent,
		      const struct stk_edit *edit)
{
	const struct stk_step *step = &edit->path[edit->path_len - 1];
	struct stk_value *member = stk_value_copy(arena, edit->value);

	if (!step->key || (parent->kind != STK_NODE_MAP && parent->kind != STK_NODE_NULL))
		return -1;
	if (parent->kind == STK_NODE_NULL)
		become(arena, parent, stk_value_map(arena));
	if (edit->op == STK_EDIT_APPEND)
		member = stk_value_push(stk_value_list(arena), member);
	member->key = step->key;
	insert_after(parent, member, edit->after);
	return 0;
}

static int change_key(struct stk_value *parent, struct stk_value *place, const char *key)
{
	struct stk_step step = {key, 0};

	if (!parent || parent->kind != STK_NODE_MAP || (child_of(parent, &step) != NULL))
		return -1;
	place->key = key;
	return 0;
}

struct stk_value *stk_edit_meant(struct stk_arena *arena, struct stk_value *root,
				 const struct stk_edit *edit, const char *path_name,
				 struct stk_err *err)
{
	struct stk_value *parent = NULL;
	struct stk_value *place = root;
	const struct stk_step *step = NULL;

	for (size_t i = 0; i < edit->path_len; i++) {
		step = &edit->path[i];
		parent = place;
		place = child_of(parent, step);
		if (!place && (i + 1 < edit->path_len || edit->op == STK_EDIT_REMOVE ||
			       edit->op == STK_EDIT_KEY)) {
			no_sense(err, path_name, stk_t("is not there"), step);
			return NULL;
		}
	}
	if (edit->op == STK_EDIT_REMOVE) {
		if (!parent) {
			no_sense(err, path_name,
				 stk_t("the whole file cannot be removed by an edit"), NULL);
			return NULL;
		}
		take_out(parent, place);
	} else if (edit->op == STK_EDIT_KEY) {
		if (change_key(parent, place, edit->value->text)) {
			no_sense(err, path_name, stk_t("cannot be called that: the other is there"),
				 step);
			return NULL;
		}
	} else if (!place) {
		if (add_member(arena, parent, edit)) {
			no_sense(err, path_name,
				 step->key ? stk_t("cannot be added there") : stk_t("is not there"),
				 step);
			return NULL;
		}
	} else if (edit->op == STK_EDIT_SET) {
		become(arena, place, edit->value);
	} else if (append(arena, place, edit->value)) {
		no_sense(err, path_name, stk_t("is a map, which has no items to add to"), step);
		return NULL;
	}
	return root;
}
