#include "stocktake/model/moves.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"

/* One file on its way through; while an answer is looked at, `kind` and `id` are those of what it
 * is about. */
struct finder {
	const struct stk_inventory *inventory;
	const struct stk_move *move;
	const struct stk_syms *syms;
	struct stk_spots *spots;
	enum stk_kind kind;
	const char *id;
	struct stk_step path[STK_YAML_MAX_DEPTH + 2];
	size_t depth;
};

/* What lies at the end of an address. */
struct end {
	const struct stk_key *key;     /* its value; NULL: none that is known */
	const struct stk_shape *shape; /* of the map that is there */
};

static const char *text_of(const struct finder *finder, const struct stk_node *node)
{
	return node && stk_node_kind(node) == STK_NODE_SCALAR
		       ? stk_sym_text(finder->syms, node->value)
		       : NULL;
}

static void note(struct finder *finder, enum stk_spot_op op, const char *text)
{
	struct stk_spots *spots = finder->spots;
	struct stk_step *path = stk_arena_alloc(&spots->arena, (finder->depth + 1) * sizeof *path);

	memcpy(path, finder->path, finder->depth * sizeof *path);
	for (size_t i = 0; i < finder->depth; i++)
		if (path[i].key)
			path[i].key = stk_arena_strdup(&spots->arena, path[i].key);
	STK_GROW(spots->items, spots->cap, spots->count + 1);
	spots->items[spots->count++] = (struct stk_spot){
		op, path, finder->depth, text ? stk_arena_strdup(&spots->arena, text) : NULL};
}

/* --- values ------------------------------------------------------------------------------------
 */

/* What a value of the key becomes, or NULL. In the arena of the spots. */
static const char *moved_value(const struct finder *finder, const struct stk_key *key,
			       const char *text)
{
	const struct stk_move *move = finder->move;
	bool teams = key->flags & STK_KEY_TEAMS;

	if (move->what == STK_MOVE_FIELD ||
	    (key->type != STK_TYPE_REF && key->type != STK_TYPE_TERMS))
		return NULL;
	if (key->type == STK_TYPE_TERMS)
		return move->kind == STK_TERM && strcmp(text, move->from) == 0 ? move->to : NULL;
	if (move->what == STK_MOVE_TEAM)
		return teams && stk_text_same(text, move->from) &&
				       !(key->refs & 1u << STK_STAKEHOLDER &&
					 stk_inventory_find(finder->inventory, STK_STAKEHOLDER,
							    text))
			       ? move->to
			       : NULL;
	if (move->kind == STK_WORKSHOP && key->flags & STK_KEY_ROOM &&
	    stk_starts(text, "workshops/"))
		return stk_text_same(text + strlen("workshops/"), move->from)
			       ? stk_arena_printf(&finder->spots->arena, "workshops/%s", move->to)
			       : NULL;
	/* A team of that name is meant where both could be. */
	if (!(key->refs & 1u << move->kind) || !stk_text_same(text, move->from) ||
	    (teams && stk_team_find(finder->inventory, text)))
		return NULL;
	return move->to;
}

static bool has_value(const struct finder *finder, const struct stk_node *list, const char *text)
{
	if (stk_node_kind(list) != STK_NODE_LIST)
		return false;
	STK_EACH_CHILD (item, list) {
		const char *its = text_of(finder, item);

		if (its && stk_text_same(its, text))
			return true;
	}
	return false;
}

/* --- addresses ---------------------------------------------------------------------------------
 */

/* True if an integration of the platform bears the id as its own name: then it is not what the
 * address is called by. */
static bool names_a_link(const struct finder *finder, const char *platform, const char *name)
{
	const struct stk_entity *entity =
		stk_inventory_find(finder->inventory, STK_PLATFORM, platform);

	if (entity)
		STK_EACH_VALUE(item, stk_node_get(entity->node, STK_W_INTEGRATIONS))
		{
			const char *its = stk_node_kind(item) == STK_NODE_MAP
						  ? stk_text(finder->inventory, item, STK_W_NAME)
						  : NULL;

			if (its && stk_text_same(its, name))
				return true;
		}
	return false;
}

static bool moves_item(const struct finder *finder, const struct stk_shape *shape,
		       enum stk_kind kind, const char *id, const char *name)
{
	const struct stk_move *move = finder->move;

	switch (move->what) {
	case STK_MOVE_FIELD:
		return shape == &stk_shape_field && kind == STK_PLATFORM &&
		       stk_text_same(id, move->platform) && strcmp(name, move->from) == 0;
	case STK_MOVE_TEAM: return shape == &stk_shape_team && stk_text_same(name, move->from);
	case STK_MOVE_ENTITY: break;
	}
	return shape == &stk_shape_integration && move->kind == STK_PLATFORM &&
	       stk_text_same(name, move->from) && !names_a_link(finder, id, name);
}

static bool map_text(const struct finder *finder, const char *text, struct stk_str *out,
		     struct end *end);

/* "category" of a dispute: what it is about, below the entity. */
static bool map_relative(const struct finder *finder, const char *text, struct stk_str *out,
			 struct end *end)
{
	struct stk_str whole = STK_STR_INIT, mapped = STK_STR_INIT;
	bool changed;

	stk_str_add(&whole, stk_kinds[finder->kind].plural);
	if (finder->kind != STK_INVENTORY)
		stk_address_add(&whole, finder->id);
	stk_str_addf(&whole, "/%s", text);
	changed = map_text(finder, whole.data, &mapped, end);
	if (changed) {
		const char *rest = strchr(mapped.data, '/') + 1;

		if (finder->kind != STK_INVENTORY)
			rest = strchr(rest, '/') + 1;
		changed = strcmp(rest, text) != 0;
		if (changed)
			stk_str_add(out, rest);
	}
	stk_str_release(&whole);
	stk_str_release(&mapped);
	return changed;
}

/* One part below the entity; true if it is called otherwise now. */
static bool map_part(const struct finder *finder, struct stk_address *address, size_t part,
		     struct end *end, bool *items)
{
	char *name = address->parts[part];
	const struct stk_key *key = end->key;
	const char *moved = NULL;

	if (end->shape && !*items) {
		end->key = stk_shape_key_by_name(end->shape, name);
		*items = end->key &&
			 (end->key->flags & STK_KEY_MANY || end->key->flags & STK_KEY_BY_NAME ||
			  end->key->type == STK_TYPE_REASONS);
		end->shape = end->key ? end->key->item : NULL;
		return false;
	}
	if (!*items || !key)
		return false;
	*items = false;
	end->key = NULL;
	if (key->type == STK_TYPE_REASONS)
		moved = finder->move->kind == STK_TERM && strcmp(name, finder->move->from) == 0
				? finder->move->to
				: NULL;
	else if (key->type != STK_TYPE_ITEM)
		moved = moved_value(finder, key, name);
	else if (moves_item(finder, key->item, address->kind,
			    address->kind == STK_INVENTORY ? "" : address->parts[1], name))
		moved = finder->move->to;
	if (moved)
		address->parts[part] = stk_arena_strdup(&finder->spots->arena, moved);
	return moved != NULL;
}

/* A waiver goes by CHECK:ADDRESS. */
static bool map_waiver(const struct finder *finder, struct stk_address *address)
{
	struct stk_str out = STK_STR_INIT;
	struct end ignored;
	char *id = address->parts[1], *at = strchr(id, ':');
	bool changed;

	if (!at)
		return false;
	stk_str_addn(&out, id, (size_t)(at + 1 - id));
	changed = map_text(finder, at + 1, &out, &ignored);
	if (changed)
		address->parts[1] = stk_arena_strdup(&finder->spots->arena, out.data);
	stk_str_release(&out);
	return changed;
}

static bool map_text(const struct finder *finder, const char *text, struct stk_str *out,
		     struct end *end)
{
	const struct stk_move *move = finder->move;
	struct stk_address address;
	struct stk_err ignored;
	bool changed = false, items = false;
	size_t part;

	*end = (struct end){NULL, NULL};
	if (stk_address_parse(text, &address, &ignored))
		return false;
	end->shape = stk_kinds[address.kind].shape;
	part = address.kind == STK_INVENTORY ? 1 : 2;
	if (part == 2 && address.count > 1 && address.kind == STK_WAIVER) {
		changed = map_waiver(finder, &address);
	} else if (part == 2 && address.count > 1 && move->what == STK_MOVE_ENTITY &&
		   address.kind == move->kind &&
		   (move->kind == STK_TERM ? strcmp(address.parts[1], move->from) == 0
					   : stk_text_same(address.parts[1], move->from))) {
		address.parts[1] = stk_arena_strdup(&finder->spots->arena, move->to);
		changed = true;
	}
	for (; part < address.count; part++)
		changed |= map_part(finder, &address, part, end, &items);
	if (changed)
		stk_address_render(&address, out);
	stk_address_release(&address);
	return changed;
}

bool stk_move_address(const struct stk_inventory *inventory, const struct stk_move *move,
		      const char *address, struct stk_str *out)
{
	struct stk_spots spots = {.arena = STK_ARENA_INIT};
	const struct finder finder = {.inventory = inventory, .move = move, .spots = &spots};
	struct end ignored;
	bool changed = map_text(&finder, address, out, &ignored);

	stk_spots_release(&spots);
	return changed;
}

/* --- the file ----------------------------------------------------------------------------------
 */

static void look_at(struct finder *finder, const struct stk_key *key, const struct stk_node *node);
static void look_in(struct finder *finder, const struct stk_shape *shape,
		    const struct stk_node *map);

static void step_to(struct finder *finder, const char *key, size_t index)
{
	finder->path[finder->depth++] = (struct stk_step){key, index};
}

static void look_at_scalar(struct finder *finder, const struct stk_key *key,
			   const struct stk_node *node, const struct stk_node *list)
{
	const char *text = text_of(finder, node), *moved = NULL;
	struct stk_str address = STK_STR_INIT;
	struct end ignored;

	if (key->type == STK_TYPE_ADDRESS) {
		if (list == NULL && map_text(finder, text, &address, &ignored))
			moved = address.data;
	} else {
		moved = moved_value(finder, key, text);
	}
	if (moved && list && has_value(finder, list, moved) && !stk_text_same(moved, text))
		note(finder, STK_SPOT_REMOVE, NULL);
	else if (moved && strcmp(moved, text) != 0)
		note(finder, STK_SPOT_SET, moved);
	stk_str_release(&address);
}

static void look_at_list(struct finder *finder, const struct stk_key *key,
			 const struct stk_node *list)
{
	size_t index = 0;

	STK_EACH_CHILD (item, list) {
		step_to(finder, NULL, index++);
		if (key->type == STK_TYPE_ITEM && key->item)
			look_in(finder, key->item, item);
		else if (stk_node_kind(item) == STK_NODE_SCALAR)
			look_at_scalar(finder, key, item, list);
		finder->depth--;
	}
}

static void look_at_members(struct finder *finder, const struct stk_key *key,
			    const struct stk_node *map)
{
	STK_EACH_CHILD (member, map) {
		const char *name = stk_sym_text(finder->syms, member->key);

		step_to(finder, name, 0);
		if (key->type == STK_TYPE_ITEM)
			look_in(finder, key->item, member);
		else if (finder->move->kind == STK_TERM && strcmp(name, finder->move->from) == 0)
			note(finder, STK_SPOT_KEY, finder->move->to);
		finder->depth--;
	}
}

/* A value of the key. */
static void look_at(struct finder *finder, const struct stk_key *key, const struct stk_node *node)
{
	enum stk_node_kind kind = stk_node_kind(node);

	if (kind == STK_NODE_LIST)
		look_at_list(finder, key, node);
	else if (kind == STK_NODE_SCALAR)
		look_at_scalar(finder, key, node, NULL);
	else if (kind == STK_NODE_MAP && key->type == STK_TYPE_ITEM &&
		 !(key->flags & STK_KEY_BY_NAME))
		look_in(finder, key->item, node);
	else if (kind == STK_NODE_MAP &&
		 (key->type == STK_TYPE_REASONS || key->type == STK_TYPE_ITEM))
		look_at_members(finder, key, node);
}

/* What was said, or stood, at the place where an answer or a dispute is. */
static void look_at_said(struct finder *finder, const struct stk_node *map, bool was,
			 const struct end *end)
{
	const struct stk_node *said = stk_node_get(map, was ? STK_W_WAS : STK_W_SAYS);

	if (!said)
		return;
	step_to(finder, was ? "was" : "says", 0);
	if (end->key)
		look_at(finder, end->key, said);
	else if (end->shape)
		look_in(finder, end->shape, said);
	finder->depth--;
}

/* An answer or a dispute: where it is, and what was said there. */
static void look_at_saying(struct finder *finder, const struct stk_node *map, bool relative)
{
	const char *text = text_of(finder, stk_node_get(map, STK_W_AT));
	struct stk_str moved = STK_STR_INIT;
	struct finder before = *finder;
	struct stk_address address;
	struct stk_err ignored;
	struct end end;

	if (!text)
		return;
	step_to(finder, "at", 0);
	if (relative ? map_relative(finder, text, &moved, &end)
		     : map_text(finder, text, &moved, &end))
		note(finder, STK_SPOT_SET, moved.data);
	finder->depth--;
	stk_str_release(&moved);
	if (relative) {
		look_at_said(finder, map, false, &end);
	} else if (stk_address_parse(text, &address, &ignored) == 0) {
		finder->kind = address.kind;
		finder->id = address.count > 1 ? address.parts[1] : "";
		look_at_said(finder, map, false, &end);
		look_at_said(finder, map, true, &end);
		stk_address_release(&address);
	}
	finder->kind = before.kind;
	finder->id = before.id;
	finder->depth = before.depth;
}

/* What is called so itself: a field, a team. */
static void look_at_own_name(struct finder *finder, const struct stk_shape *shape,
			     const struct stk_node *map)
{
	bool field = shape == &stk_shape_field;
	const char *name = text_of(finder, stk_node_get(map, field ? STK_W_NAME : STK_W_ID));

	if ((!field && shape != &stk_shape_team) || !name ||
	    finder->move->what == STK_MOVE_ENTITY ||
	    !moves_item(finder, shape, finder->kind, finder->id, name))
		return;
	step_to(finder, field ? "name" : "id", 0);
	note(finder, STK_SPOT_SET, finder->move->to);
	finder->depth--;
}

static void look_in(struct finder *finder, const struct stk_shape *shape,
		    const struct stk_node *map)
{
	bool saying = shape == &stk_shape_answer || shape == &stk_shape_dispute;

	if (stk_node_kind(map) != STK_NODE_MAP || finder->depth > STK_YAML_MAX_DEPTH)
		return;
	look_at_own_name(finder, shape, map);
	if (saying)
		look_at_saying(finder, map, shape == &stk_shape_dispute);
	STK_EACH_CHILD (child, map) {
		const struct stk_key *key = stk_shape_key(shape, child->key);

		if (!key || (saying && (child->key == STK_W_AT || child->key == STK_W_SAYS ||
					child->key == STK_W_WAS)))
			continue;
		step_to(finder, key->name, 0);
		look_at(finder, key, child);
		finder->depth--;
	}
}

void stk_move_find(const struct stk_inventory *inventory, const struct stk_move *move,
		   enum stk_kind kind, const char *id, const struct stk_node *root,
		   const struct stk_syms *syms, struct stk_spots *spots)
{
	struct finder finder = {.inventory = inventory,
				.move = move,
				.syms = syms,
				.spots = spots,
				.kind = kind,
				.id = id};
	size_t index = 0;

	if (kind == STK_WAIVER && stk_node_kind(root) == STK_NODE_LIST) {
		STK_EACH_CHILD (item, root) {
			step_to(&finder, NULL, index++);
			look_in(&finder, stk_kinds[kind].shape, item);
			finder.depth--;
		}
	} else if (kind == STK_TERM && stk_node_kind(root) == STK_NODE_MAP) {
		STK_EACH_CHILD (term, root) {
			const char *name = stk_sym_text(syms, term->key);

			step_to(&finder, name, 0);
			if (move->kind == STK_TERM && strcmp(name, move->from) == 0)
				note(&finder, STK_SPOT_KEY, move->to);
			look_in(&finder, stk_kinds[kind].shape, term);
			finder.depth--;
		}
	} else if (kind != STK_WAIVER && kind != STK_TERM) {
		look_in(&finder, stk_kinds[kind].shape, root);
	}
}

void stk_spots_release(struct stk_spots *spots)
{
	free(spots->items);
	stk_arena_release(&spots->arena);
	*spots = (struct stk_spots){.arena = STK_ARENA_INIT};
}
