#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/address.h"

/* jansson gives NULL only where memory is out: the text is checked before. */
static json_t *must(json_t *value)
{
	if (!value)
		stk_out_of_memory();
	return value;
}

json_t *stk_json_text(const char *text)
{
	struct stk_str visible = STK_STR_INIT;
	json_t *value;

	if (!text)
		return json_null();
	if (stk_utf8_valid_bytes(text, strlen(text)) == strlen(text))
		return must(json_string(text));
	stk_text_visible(&visible, text, strlen(text), true);
	value = must(json_string(visible.data));
	stk_str_release(&visible);
	return value;
}

json_t *stk_json_syms(const struct stk_inventory *inventory, const stk_sym *syms, size_t count)
{
	json_t *list = must(json_array());

	for (size_t i = 0; i < count; i++)
		stk_json_add(list, stk_json_text(stk_sym_text(&inventory->syms, syms[i])));
	return list;
}

json_t *stk_json_platform(const struct stk_inventory *inventory, uint32_t platform)
{
	if (platform >= inventory->kinds[STK_PLATFORM].count)
		return json_null();
	return stk_json_text(
		stk_sym_text(&inventory->syms, inventory->kinds[STK_PLATFORM].items[platform].id));
}

static json_t *scalar(const struct stk_key *key, const char *text)
{
	if (key && key->type == STK_TYPE_BOOL) {
		if (strcmp(text, "true") == 0)
			return json_true();
		if (strcmp(text, "false") == 0)
			return json_false();
	}
	if (key && key->type == STK_TYPE_NUMBER && *text && strlen(text) < 18 &&
	    strspn(text, "0123456789") == strlen(text))
		return must(json_integer(strtoll(text, NULL, 10)));
	return stk_json_text(text);
}

/* One item of a list key, or the value of a key that is no list. */
static json_t *item(const struct stk_inventory *inventory, const struct stk_key *key,
		    const struct stk_node *node)
{
	const struct stk_shape *shape = key && key->type == STK_TYPE_ITEM ? key->item : NULL;
	json_t *value;

	switch (stk_node_kind(node)) {
	case STK_NODE_NULL: return json_null();
	case STK_NODE_SCALAR: return scalar(key, stk_sym_text(&inventory->syms, node->value));
	case STK_NODE_LIST:
		value = must(json_array());
		STK_EACH_CHILD (child, node)
			stk_json_add(value, item(inventory, key, child));
		return value;
	case STK_NODE_MAP: break;
	}
	value = must(json_object());
	stk_json_members(inventory, shape, node, value);
	return value;
}

json_t *stk_json_value(const struct stk_inventory *inventory, const struct stk_key *key,
		       const struct stk_node *node)
{
	json_t *value;

	if (!node || stk_node_kind(node) == STK_NODE_NULL)
		return json_null();
	if (key && key->type == STK_TYPE_ITEM && (key->flags & STK_KEY_BY_NAME) &&
	    stk_node_kind(node) == STK_NODE_MAP) {
		value = must(json_object());
		STK_EACH_CHILD (child, node)
			stk_json_set(value, stk_sym_text(&inventory->syms, child->key),
				     item(inventory, key, child));
		return value;
	}
	if (!key || !(key->flags & STK_KEY_MANY) || stk_node_kind(node) == STK_NODE_LIST)
		return item(inventory, key, node);
	value = must(json_array()); /* one value may stand for a list of one */
	stk_json_add(value, item(inventory, key, node));
	return value;
}

void stk_json_members(const struct stk_inventory *inventory, const struct stk_shape *shape,
		      const struct stk_node *map, json_t *object)
{
	if (!map || stk_node_kind(map) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, map)
		stk_json_set(object, stk_sym_text(&inventory->syms, child->key),
			     stk_json_value(inventory,
					    shape ? stk_shape_key(shape, child->key) : NULL,
					    child));
}

json_t *stk_json_entity(const struct stk_inventory *inventory, enum stk_kind kind,
			const struct stk_entity *entity)
{
	json_t *object = must(json_object());
	struct stk_str address = STK_STR_INIT;

	stk_entity_address(inventory, kind, entity, &address);
	stk_json_set_text(object, "address", address.data);
	stk_json_members(inventory, stk_kinds[kind].shape, entity->node, object);
	stk_json_set_text(object, "address", address.data); /* also over a key of that name */
	stk_str_release(&address);
	return object;
}

void stk_json_set(json_t *object, const char *key, json_t *value)
{
	if (stk_utf8_valid_bytes(key, strlen(key)) != strlen(key))
		json_decref(value);
	else if (json_object_set_new(object, key, must(value)))
		stk_out_of_memory();
}

void stk_json_set_text(json_t *object, const char *key, const char *text)
{
	stk_json_set(object, key, stk_json_text(text));
}

void stk_json_set_number(json_t *object, const char *key, int64_t number)
{
	stk_json_set(object, key, must(json_integer(number)));
}

void stk_json_add(json_t *list, json_t *value)
{
	if (json_array_append_new(list, must(value)))
		stk_out_of_memory();
}

static int write_out(const char *buffer, size_t size, void *data)
{
	stk_str_addn(data, buffer, size);
	return 0;
}

void stk_json_write(json_t *document, struct stk_str *out)
{
	if (json_dump_callback(document, write_out, out, JSON_INDENT(2)))
		stk_out_of_memory();
	stk_str_addc(out, '\n');
	json_decref(document);
}
