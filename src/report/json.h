/*
 * JSON, made with jansson: keys in the order in which they are set, two blanks of indent, a line
 * end at the end. Keys and choices are English always; what people said stays as they said it.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <jansson.h>

#include "stocktake/base/str.h"
#include "stocktake/model/graph.h"

/* A new reference: text, made visible where it is not UTF-8; null for NULL. */
json_t *stk_json_text(const char *text);
/* A new reference: a list of the texts of symbols. */
json_t *stk_json_syms(const struct stk_inventory *inventory, const stk_sym *syms, size_t count);
/* The id of a platform by its index; null for STK_NONE. */
json_t *stk_json_platform(const struct stk_inventory *inventory, uint32_t platform);
/* A value of an entity as its schema row has it: true and false, whole numbers, lists (of one, too)
 * where the key is one; key and shape may be NULL. */
json_t *stk_json_value(const struct stk_inventory *inventory, const struct stk_key *key,
		       const struct stk_node *node);
/* Adds the members of an entity's or item's map to object. */
void stk_json_members(const struct stk_inventory *inventory, const struct stk_shape *shape,
		      const struct stk_node *map, json_t *object);
/* {"address": ADDRESS} and the entity's members. */
json_t *stk_json_entity(const struct stk_inventory *inventory, enum stk_kind kind,
			const struct stk_entity *entity);
/* A finding as `check` shows it. */
json_t *stk_finding_json(const struct stk_finding *finding);
/* Sets a member; takes the reference of value. */
void stk_json_set(json_t *object, const char *key, json_t *value);
void stk_json_set_text(json_t *object, const char *key, const char *text);
void stk_json_set_number(json_t *object, const char *key, int64_t number);
/* Appends; takes the reference of value. */
void stk_json_add(json_t *list, json_t *value);
/* Appends the document to out and drops the reference. */
void stk_json_write(json_t *document, struct stk_str *out);

#endif
