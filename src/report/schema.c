#include "stocktake/report/schema.h"

#include <jansson.h>
#include <stdlib.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/schema.h"

#define EVERY_PATTERN                                                                              \
	"^([Rr]eal time|[Oo]n demand|[0-9]+ ?(m|min|minutes?|h|hours?|d|days?|w|weeks?|months?)|"  \
	"minute|hour|day|week|month|hourly|daily|weekly|monthly)$"

static json_t *shape_schema(const struct stk_shape *shape);

static void put(json_t *object, const char *key, json_t *value)
{
	if (!object || json_object_set_new(object, key, value) != 0)
		stk_out_of_memory();
}

static void push(json_t *list, json_t *value)
{
	if (!list || json_array_append_new(list, value) != 0)
		stk_out_of_memory();
}

static json_t *typed(const char *type)
{
	json_t *schema = json_object();

	put(schema, "type", json_string(type));
	return schema;
}

static json_t *texts(const char *const *list)
{
	json_t *array = json_array();

	for (; *list; list++)
		push(array, json_string(*list));
	return array;
}

/* Editors read a plain 1.10 or `no` as a number or truth value where we read text: any of them is a
 * text. */
static json_t *text_schema(void)
{
	json_t *schema = json_object(), *types = json_array();

	push(types, json_string("string"));
	push(types, json_string("number"));
	push(types, json_string("boolean"));
	put(schema, "type", types);
	return schema;
}

static json_t *patterned(const char *pattern)
{
	json_t *schema = typed("string");

	put(schema, "pattern", json_string(pattern));
	return schema;
}

static json_t *choice_schema(const struct stk_key *key)
{
	json_t *schema, *any, *choices = json_object();

	put(choices, "enum", texts(key->choices));
	if (!(key->flags & STK_KEY_OPEN))
		return choices;
	schema = json_object();
	any = json_array();
	push(any, choices);
	push(any, typed("string"));
	put(schema, "anyOf", any);
	return schema;
}

static json_t *map_of(json_t *item)
{
	json_t *schema = typed("object");

	put(schema, "additionalProperties", item);
	return schema;
}

static json_t *number_schema(void)
{
	json_t *schema = typed("integer");

	put(schema, "minimum", json_integer(0));
	return schema;
}

static json_t *value_schema(const struct stk_key *key)
{
	switch (key->type) {
	case STK_TYPE_TEXT: return text_schema();
	case STK_TYPE_REF:
	case STK_TYPE_TERMS:
	case STK_TYPE_ADDRESS:
	case STK_TYPE_CHECK: return typed("string");
	case STK_TYPE_CHOICE: return choice_schema(key);
	case STK_TYPE_DATE: return patterned("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
	case STK_TYPE_TIME:
		return patterned("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$");
	case STK_TYPE_EVERY: return patterned(EVERY_PATTERN);
	case STK_TYPE_BOOL: return typed("boolean");
	case STK_TYPE_NUMBER: return number_schema();
	case STK_TYPE_ITEM:
		if (key->flags & STK_KEY_BY_NAME)
			return map_of(shape_schema(key->item));
		return shape_schema(key->item);
	case STK_TYPE_REASONS: return map_of(text_schema());
	case STK_TYPE_SETTINGS: return map_of(choice_schema(key));
	case STK_TYPE_ANY: break;
	}
	return json_object();
}

/* One value, a list, or nothing yet: `owner:` alone means that nobody was asked. */
static json_t *key_schema(const struct stk_key *key)
{
	json_t *schema = json_object(), *any = json_array(), *list, *examples;

	push(any, value_schema(key));
	if (key->flags & STK_KEY_MANY) {
		list = typed("array");
		put(list, "items", value_schema(key));
		if (key->flags & STK_KEY_SET)
			put(list, "uniqueItems", json_true());
		push(any, list);
	}
	push(any, typed("null"));
	put(schema, "anyOf", any);
	if (key->about)
		put(schema, "description", json_string(key->about));
	if (key->ask)
		put(schema, "title", json_string(key->ask));
	if (key->example) {
		examples = json_array();
		push(examples, json_string(key->example));
		put(schema, "examples", examples);
	}
	return schema;
}

static json_t *shape_schema(const struct stk_shape *shape)
{
	json_t *schema = typed("object"), *properties = json_object(), *required = json_array();
	size_t i;

	for (i = 0; i < shape->count; i++) {
		put(properties, shape->keys[i].name, key_schema(&shape->keys[i]));
		if (shape->keys[i].flags & STK_KEY_REQUIRED)
			push(required, json_string(shape->keys[i].name));
	}
	put(schema, "properties", properties);
	if (json_array_size(required))
		put(schema, "required", required);
	else
		json_decref(required);
	/* A platform may have keys of the organisation's own (`columns`), which this table does not
	 * know. */
	if (shape != stk_kinds[STK_PLATFORM].shape)
		put(schema, "additionalProperties", json_false());
	return schema;
}

/* What a file of the kind holds. */
static json_t *file_schema(enum stk_kind kind)
{
	json_t *schema = shape_schema(stk_kinds[kind].shape), *list;

	if (kind == STK_TERM)
		return map_of(schema);
	if (kind != STK_WAIVER)
		return schema;
	list = typed("array");
	put(list, "items", schema);
	return list;
}

static json_t *document_schema(void)
{
	json_t *schema = typed("object"), *properties = json_object(), *item;
	int kind;

	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		item = file_schema((enum stk_kind)kind);
		if (kind >= STK_STAKEHOLDER && kind <= STK_EVIDENCE)
			item = map_of(item);
		if (kind == STK_INVENTORY)
			json_object_del(item, "required");
		put(properties, stk_kinds[kind].plural, item);
	}
	put(schema, "properties", properties);
	put(schema, "additionalProperties", json_false());
	return schema;
}

int stk_report_schema(int kind, struct stk_str *out)
{
	json_t *root, *schema;
	char *text;

	if (kind < -1 || kind >= STK_KIND_COUNT)
		return -1;
	root = json_object();
	put(root, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
	put(root, "title",
	    json_sprintf("stocktake: %s",
			 kind < 0 ? "an inventory in one document" : stk_kinds[kind].plural));
	schema = kind < 0 ? document_schema() : file_schema((enum stk_kind)kind);
	if (!schema || json_object_update(root, schema) != 0)
		stk_out_of_memory();
	json_decref(schema);
	text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	if (!text)
		stk_out_of_memory();
	stk_str_add(out, text);
	stk_str_addc(out, '\n');
	free(text);
	json_decref(root);
	return 0;
}
