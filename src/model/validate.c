#include "validate.h"

#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "validator.h"

/* Lists up to this long are compared pairwise for names that stand twice; longer ones are sorted.
 */
enum { FEW_ITEMS = 64, FORMAT_VERSION = 1 };

static const struct stk_shape_index *index_of(const struct stk_validator *walk,
					      const struct stk_shape *shape)
{
	size_t i;

	for (i = 0; walk->shapes[i].shape != shape; i++)
		;
	return &walk->shapes[i];
}

/* --- keys that the table does not have --- */

static void check_own_column(struct stk_validator *walk, const struct stk_node *column,
			     const struct stk_node *node)
{
	const struct stk_node *choices = stk_node_get(column, STK_W_CHOICES);

	if (!choices || !stk_values_count(choices))
		return;
	STK_EACH_VALUE(value, node)
	{
		if (stk_node_kind(value) == STK_NODE_NULL ||
		    (stk_node_kind(value) == STK_NODE_SCALAR &&
		     stk_values_has(choices, value->value)))
			continue;
		stk_validator_push(walk, stk_sym_text(&walk->inventory->syms, node->key));
		stk_validator_report(walk, "quality-value", STK_WARNING, value,
				     "Write one of its `choices` in inventory.yaml",
				     "`%s` is none of the choices of `%s`",
				     stk_node_kind(value) == STK_NODE_SCALAR
					     ? stk_validator_quote(walk, value->value)
					     : stk_t("A list or map"),
				     stk_validator_quote(walk, node->key));
		stk_validator_pop(walk);
	}
}

static void check_unknown_key(struct stk_validator *walk, const struct stk_shape *shape,
			      const struct stk_node *node)
{
	const char *name = stk_sym_text(&walk->inventory->syms, node->key), *near;
	const struct stk_node *column;
	unsigned seen = stk_validator_seen(walk, node->key);

	column = shape == stk_kinds[STK_PLATFORM].shape ? stk_validator_column(walk, node->key)
							: NULL;
	if (column) {
		check_own_column(walk, column, node);
		return;
	}
	near = walk->near_budget < shape->count ? NULL : stk_near_key(shape, name);
	walk->near_budget -= walk->near_budget < shape->count ? 0 : (uint32_t)shape->count;
	stk_validator_push(walk,
			   *name && !(seen & (STK_SEEN_LONG | STK_SEEN_CONTROL)) ? name : NULL);
	stk_validator_report(
		walk, "quality-unknown-key", STK_WARNING, node,
		near ? stk_validator_text(walk, "Did you mean `%s`?", near)
		: shape == stk_kinds[STK_PLATFORM].shape
			? "Mend its spelling, or declare it under `columns` in inventory.yaml"
			: "Mend its spelling, or take it out",
		"`%s` is not a key of a %s; it is kept, but nothing reads it",
		stk_validator_quote(walk, node->key), stk_tc("kind", shape->name));
	stk_validator_pop(walk);
}

/* --- lists of items --- */

struct named {
	stk_sym name; /* 0: none */
	const struct stk_node *node;
};

/* What names an item: 0 where nothing usable does. */
static stk_sym name_of(const struct stk_validator *walk, const struct stk_shape *shape,
		       const struct stk_node *item)
{
	stk_sym name = 0;
	size_t i;

	if (stk_node_kind(item) == STK_NODE_SCALAR)
		name = item->value;
	for (i = 0; !name && i < 3 && shape->item_names[i]; i++) {
		name = stk_word_of(item, shape->item_names[i]);
		if (name && !stk_sym_len(&walk->inventory->syms, name))
			name = 0;
	}
	return name;
}

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static void report_twice(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *node, stk_sym name)
{
	walk->key = stk_validator_quote(walk, name);
	stk_validator_report(walk, "quality-same-name", STK_ERROR, node,
			     key->item == &stk_shape_integration
				     ? "Give the second link a `name` of its own"
				     : "Give each a name of its own, or take one out",
			     "`%s` stands twice in `%s`", stk_validator_quote(walk, name),
			     key->name);
}

/* Disputes and answers may speak of one address more than once. */
static bool may_repeat(const struct stk_shape *shape)
{
	return shape == &stk_shape_dispute || shape == &stk_shape_answer;
}

static void check_twice(struct stk_validator *walk, const struct stk_key *key,
			const struct stk_node *list)
{
	struct named few[FEW_ITEMS], *all = few;
	size_t i, j, count = 0;

	if (may_repeat(key->item))
		return;
	if (list->value > FEW_ITEMS)
		all = stk_xcalloc(list->value, sizeof *all);
	STK_EACH_CHILD (item, list) {
		all[count].name = name_of(walk, key->item, item);
		all[count++].node = item;
	}
	if (all == few) {
		for (i = 1; i < count; i++)
			for (j = 0; j < i; j++)
				if (few[i].name && few[i].name == few[j].name) {
					report_twice(walk, key, few[i].node, few[i].name);
					break;
				}
		return;
	}
	qsort(all, count, sizeof *all, compare_named);
	for (i = 1; i < count; i++)
		if (all[i].name && all[i].name == all[i - 1].name)
			report_twice(walk, key, all[i].node, all[i].name);
	free(all);
}

static void check_item_name(struct stk_validator *walk, const struct stk_key *key,
			    const struct stk_node *item, stk_sym name, unsigned number)
{
	const struct stk_shape *shape = key->item;
	enum stk_word word = shape == &stk_shape_integration ? STK_W_WITH : shape->item_names[0];

	if (!name) {
		walk->key = stk_validator_text(walk, "%u", number);
		stk_validator_report(walk, "quality-unnamed", STK_ERROR, item,
				     stk_validator_text(walk, "Give it a `%s`",
							stk_sym_text(&walk->inventory->syms, word)),
				     "An item of `%s` has no name, so nothing can point at it",
				     key->name);
	} else if (stk_validator_seen(walk, name) & STK_SEEN_LONG && word != STK_W_NAME) {
		/* Of a key `name` it is said where all texts are looked at. */
		walk->key = stk_validator_text(walk, "%u", number);
		stk_validator_report(walk, "quality-value", STK_ERROR, item, "Shorten it",
				     "The name `%s` is longer than 256 characters",
				     stk_validator_quote(walk, name));
	}
}

static void check_item(struct stk_validator *walk, const struct stk_key *key,
		       const struct stk_node *item, unsigned number)
{
	bool map = stk_node_kind(item) == STK_NODE_MAP;
	stk_sym name = name_of(walk, key->item, item);
	unsigned seen = name ? stk_validator_seen(walk, name) : 0;
	bool usable = name && !(seen & (STK_SEEN_LONG | STK_SEEN_CONTROL));

	if (map)
		check_item_name(walk, key, item, name, number);
	stk_validator_push(walk, usable ? stk_sym_text(&walk->inventory->syms, name) : NULL);
	if (map)
		stk_validator_map(walk, key->item, item, name != 0);
	else
		stk_validator_value(walk, key, item);
	stk_validator_pop(walk);
}

/* A value of a list: one without keys of its own is addressed by what it says. */
static void check_member(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *item, unsigned number)
{
	bool plain = stk_node_kind(item) == STK_NODE_SCALAR;

	if (key->type == STK_TYPE_ITEM) {
		check_item(walk, key, item, number);
		return;
	}
	if (plain && stk_validator_seen(walk, item->value) & (STK_SEEN_LONG | STK_SEEN_CONTROL))
		plain = false;
	stk_validator_push(walk, plain && stk_sym_len(&walk->inventory->syms, item->value)
					 ? stk_sym_text(&walk->inventory->syms, item->value)
					 : NULL);
	stk_validator_value(walk, key, item);
	stk_validator_pop(walk);
}

static void check_many(struct stk_validator *walk, const struct stk_key *key,
		       const struct stk_node *node)
{
	unsigned number = 0;

	if (stk_node_kind(node) != STK_NODE_LIST) {
		check_member(walk, key, node, 1);
		return;
	}
	if (key->type == STK_TYPE_ITEM)
		check_twice(walk, key, node);
	STK_EACH_CHILD (item, node) {
		number++;
		/* What was taken back need lead nowhere. */
		if (key->item == &stk_shape_answer && stk_node_kind(item) == STK_NODE_MAP &&
		    stk_node_get(item, STK_W_TAKEN_BACK))
			continue;
		if (stk_node_kind(item) != STK_NODE_NULL) {
			check_member(walk, key, item, number);
			continue;
		}
		walk->key = stk_validator_text(walk, "%u", number);
		stk_validator_report(walk, "quality-value", STK_WARNING, item,
				     "Write it, or take it out", "An item of `%s` is empty",
				     key->name);
	}
}

/* --- maps --- */

static void check_missing(struct stk_validator *walk, const struct stk_shape *shape,
			  const struct stk_node *map, uint32_t there, bool named)
{
	size_t i;

	for (i = 0; i < shape->count; i++) {
		const struct stk_key *key = &shape->keys[i];

		if (!(key->flags & STK_KEY_REQUIRED) || there >> i & 1)
			continue;
		if (!named &&
		    (key->word == shape->item_names[0] || key->word == shape->item_names[1]))
			continue;
		walk->key = key->name;
		if (key->word != STK_W_NAME)
			stk_validator_report(
				walk, "quality-value", STK_ERROR, map,
				stk_validator_text(walk, "Add `%s: %s`", key->name,
						   key->example ? key->example : "..."),
				"`%s` is missing from this %s", key->name,
				stk_tc("kind", shape->name));
		else if (walk->kind != STK_INVENTORY || !walk->inventory->document)
			stk_validator_report(
				walk, "quality-unnamed", STK_WARNING, map,
				stk_validator_text(walk, "Add `name: %s`", key->example),
				"This %s has no name", stk_tc("kind", shape->name));
	}
	walk->key = NULL;
}

void stk_validator_map(struct stk_validator *walk, const struct stk_shape *shape,
		       const struct stk_node *map, bool named)
{
	const struct stk_shape_index *index = index_of(walk, shape);
	uint32_t there = 0;
	unsigned at;

	STK_EACH_CHILD (child, map) {
		at = child->key < STK_W_COUNT ? index->at[child->key] : 0;
		if (!at) {
			check_unknown_key(walk, shape, child);
			continue;
		}
		if (stk_node_kind(child) == STK_NODE_NULL)
			continue;
		there |= 1u << (at - 1);
		stk_validator_push(walk, shape->keys[at - 1].name);
		if (shape->keys[at - 1].flags & STK_KEY_MANY)
			check_many(walk, &shape->keys[at - 1], child);
		else
			stk_validator_value(walk, &shape->keys[at - 1], child);
		stk_validator_pop(walk);
	}
	check_missing(walk, shape, map, there, named);
}

/* --- entities --- */

bool stk_validate_format(const struct stk_inventory *inventory, const struct stk_entity *entity)
{
	const char *text = stk_text(inventory, entity->node, STK_W_STOCKTAKE);

	return !text || !strcmp(text, "1") || strspn(text, "0123456789") != strlen(text);
}

static void check_version(struct stk_validator *walk)
{
	const struct stk_node *node = stk_node_get(walk->entity->node, STK_W_STOCKTAKE);
	const char *text = stk_text(walk->inventory, walk->entity->node, STK_W_STOCKTAKE);

	if (stk_validate_format(walk->inventory, walk->entity))
		return;
	stk_validator_push(walk, "stocktake");
	stk_validator_report(walk, "quality-version", STK_ERROR, node,
			     strcmp(text, "0") != 0 ? "Install a newer stocktake"
						    : "Write `stocktake: 1`",
			     "The inventory's format is version %s; this program reads version %d",
			     stk_validator_quote(walk, node->value), FORMAT_VERSION);
	stk_validator_pop(walk);
	walk->inventory->unreadable = true;
}

static void check_term_id(struct stk_validator *walk)
{
	const char *id = stk_sym_text(&walk->inventory->syms, walk->entity->id);
	const char *dot = strchr(id, '.');

	if (!dot || dot == id || !dot[1])
		stk_validator_report(walk, "quality-value", STK_ERROR, walk->entity->node,
				     "Write a group, a dot and a name: `deal.region`",
				     "`%s` is no term",
				     stk_validator_quote(walk, walk->entity->id));
}

/* Two of one id: each is named once, at the later one. */
static void check_same_id(struct stk_validator *walk, const struct stk_entity *before)
{
	const struct stk_inventory *inventory = walk->inventory;
	const struct stk_entity *entity = walk->entity;
	struct stk_str a = STK_STR_INIT, b = STK_STR_INIT;

	stk_text_visible(&a, inventory->files[before->file].path,
			 strlen(inventory->files[before->file].path), false);
	stk_text_visible(&b, inventory->files[entity->file].path,
			 strlen(inventory->files[entity->file].path), false);
	if (before->file != entity->file)
		stk_validator_report(walk, "quality-same-id", STK_ERROR, entity->node,
				     "Rename one of the files, or fold one entry into the other",
				     "%s and %s have the same id", a.data, b.data);
	else
		stk_validator_report(walk, "quality-same-id", STK_ERROR, entity->node,
				     "Take one of them out", "`%s` stands twice in %s",
				     stk_validator_quote(walk, entity->id), a.data);
	stk_str_release(&a);
	stk_str_release(&b);
}

static void check_entity(struct stk_validator *walk)
{
	static const struct stk_node nothing = {0, 0, 1, (uint32_t)STK_NODE_MAP << 23};
	const struct stk_shape *shape = stk_kinds[walk->kind].shape;
	const struct stk_node *map = walk->entity->node ? walk->entity->node : &nothing;

	walk->depth = 0;
	stk_validator_map(walk, shape, map, true);
	stk_validator_texts(walk, shape, map);
	if (walk->kind == STK_INVENTORY)
		check_version(walk);
	else if (walk->kind == STK_TERM)
		check_term_id(walk);
}

void stk_validate(struct stk_inventory *inventory)
{
	struct stk_validator walk;
	uint32_t i;
	int kind;

	stk_validator_begin(&walk, inventory);
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		const struct stk_entities *set = &inventory->kinds[kind];

		walk.kind = (enum stk_kind)kind;
		for (i = 0; i < set->count; i++) {
			walk.entity = &set->items[i];
			check_entity(&walk);
			if (i && set->items[i].fold == set->items[i - 1].fold)
				check_same_id(&walk, &set->items[i - 1]);
		}
	}
	stk_validator_end(&walk);
}
