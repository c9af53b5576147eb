#include <string.h>

#include "near.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/settings.h"
#include "validator.h"

static const char *text_of(const struct stk_validator *walk, const struct stk_node *node)
{
	return stk_sym_text(&walk->inventory->syms, node->value);
}

static void wrong(struct stk_validator *walk, const struct stk_key *key,
		  const struct stk_node *node, const char *what, const char *remedy)
{
	stk_validator_report(walk, "quality-value", STK_ERROR, node, remedy, "`%s` of `%s` is %s",
			     stk_validator_quote(walk, node->value), key->name, what);
}

/* "out, in or both" */
static const char *list_choices(struct stk_validator *walk, const char *const *choices)
{
	struct stk_str out = STK_STR_INIT;
	const char *text;
	size_t i;

	for (i = 0; choices[i]; i++)
		stk_str_addf(&out, "%s%s",
			     i == 0           ? ""
			     : choices[i + 1] ? stk_tc("list", ", ")
					      : stk_t(" or "),
			     choices[i]);
	text = stk_validator_text(walk, "Write %s", out.data);
	stk_str_release(&out);
	return text;
}

static void check_choice(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *node)
{
	const char *text = text_of(walk, node), *near;
	size_t i;

	if (key->word == STK_W_STAGES) {
		if (stk_node_get(walk->inventory->root, STK_W_STAGES) &&
		    !(stk_validator_seen(walk, node->value) & STK_SEEN_STAGE))
			stk_validator_report(
				walk, "quality-dangling", STK_WARNING, node,
				"Use one of `stages` in inventory.yaml, or add it there",
				"`%s` is none of the inventory's stages",
				stk_validator_quote(walk, node->value));
		return;
	}
	if (stk_validator_seen(walk, node->value) & STK_SEEN_CATEGORY && key->flags & STK_KEY_OPEN)
		return;
	for (i = 0; key->choices[i]; i++)
		if (!strcmp(key->choices[i], text))
			return;
	near = stk_near_choice(key->choices, text);
	if (!(key->flags & STK_KEY_OPEN)) {
		wrong(walk, key, node, stk_t("none of its choices"),
		      near ? stk_validator_text(walk, "Did you mean `%s`?", near)
			   : list_choices(walk, key->choices));
	} else if (near && (key->word == STK_W_CATEGORY || key->word == STK_W_CATEGORIES)) {
		stk_validator_report(walk, "quality-value", STK_NOTE, node,
				     stk_validator_text(walk, "Did you mean `%s`?", near),
				     "`%s` is an unusual `%s`",
				     stk_validator_quote(walk, node->value), key->name);
	}
}

static bool has_form(const char *text, const char *form)
{
	for (; *form; form++, text++)
		if (*form == '0' ? *text < '0' || *text > '9' : *text != *form)
			return false;
	return *text == '\0';
}

static void check_date(struct stk_validator *walk, const struct stk_key *key,
		       const struct stk_node *node)
{
	const char *text = text_of(walk, node);
	bool time = key->type == STK_TYPE_TIME;

	if (!time && stk_validator_seen(walk, node->value) & STK_SEEN_DATE)
		return;
	if (has_form(text, time ? "0000-00-00T00:00:00Z" : "0000-00-00") &&
	    stk_date_parse(text) != STK_DATE_NONE) {
		if (!time)
			walk->seen[node->value] |= STK_SEEN_DATE;
		return;
	}
	wrong(walk, key, node, time ? stk_t("no time") : stk_t("no date"),
	      time ? stk_t("Write it as 2026-12-01T10:20:00Z")
		   : stk_t("Write it as year-month-day: 2026-12-01"));
}

static void check_every(struct stk_validator *walk, const struct stk_key *key,
			const struct stk_node *node)
{
	if (stk_validator_seen(walk, node->value) & STK_SEEN_EVERY)
		return;
	if (stk_every_parse(text_of(walk, node)) != STK_EVERY_NONE)
		walk->seen[node->value] |= STK_SEEN_EVERY;
	else
		wrong(walk, key, node, stk_t("no length of time"),
		      stk_t("Write `real time`, `15 minutes`, `1 day`, `2 weeks`, `3 months` or "
			    "`on "
			    "demand`"));
}

static void check_bool(struct stk_validator *walk, const struct stk_key *key,
		       const struct stk_node *node)
{
	if (node->value != STK_W_TRUE && node->value != STK_W_FALSE)
		wrong(walk, key, node, stk_t("neither true nor false"),
		      stk_t("Write true or false"));
}

static void check_number(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *node)
{
	const char *text = text_of(walk, node);
	size_t len = strspn(text, "0123456789");

	if (!len || text[len] || len > 9)
		wrong(walk, key, node, stk_t("no whole number"),
		      stk_t("Write a number from 0 up, such as 12"));
}

static void check_check(struct stk_validator *walk, const struct stk_key *key,
			const struct stk_node *node)
{
	const char *text = text_of(walk, node);

	if (stk_text_id_defect(text, strlen(text)))
		wrong(walk, key, node, stk_t("no name of a check"),
		      stk_t("`stocktake checks list` has their names"));
}

/* {activity: mobile calls never get in} */
static void check_reasons(struct stk_validator *walk, const struct stk_key *key,
			  const struct stk_node *map)
{
	STK_EACH_CHILD (child, map) {
		stk_validator_push(walk, stk_sym_text(&walk->inventory->syms, child->key));
		stk_validator_term(walk, key, child, child->key);
		if (stk_node_kind(child) == STK_NODE_LIST || stk_node_kind(child) == STK_NODE_MAP)
			stk_validator_report(walk, "quality-value", STK_ERROR, child,
					     "Write the reason as a text",
					     "The reason in `%s` is no text", key->name);
		stk_validator_pop(walk);
	}
}

/* {gap-owner: off}: whether there is such a check is known only to those who run them. */
static void check_settings(struct stk_validator *walk, const struct stk_key *key,
			   const struct stk_node *map)
{
	STK_EACH_CHILD (child, map) {
		const char *check = stk_sym_text(&walk->inventory->syms, child->key);

		stk_validator_push(walk, check);
		if (stk_node_kind(child) == STK_NODE_SCALAR)
			check_choice(walk, key, child);
		else if (stk_node_kind(child) != STK_NODE_NULL)
			stk_validator_report(walk, "quality-value", STK_ERROR, child,
					     list_choices(walk, key->choices),
					     "What `%s` says of a check is no plain word",
					     key->name);
		if (!stk_setting_allowed(check))
			stk_validator_report(
				walk, "quality-value", STK_ERROR, child,
				"Take it out and mend the file",
				"`%s` cannot be set: a file that is not read is always an error",
				check);
		stk_validator_pop(walk);
	}
}

static void check_named(struct stk_validator *walk, const struct stk_key *key,
			const struct stk_node *map)
{
	STK_EACH_CHILD (child, map) {
		stk_validator_push(walk, stk_sym_text(&walk->inventory->syms, child->key));
		if (stk_node_kind(child) == STK_NODE_MAP)
			stk_validator_map(walk, key->item, child, true);
		else if (stk_node_kind(child) != STK_NODE_NULL)
			stk_validator_report(walk, "quality-value", STK_ERROR, child,
					     stk_validator_text(walk, "Write `{%s: ...}`",
								key->item->keys[0].name),
					     "An item of `%s` is no map of keys and values",
					     key->name);
		stk_validator_pop(walk);
	}
}

/* What belongs in place of what stands there. */
static const char *example_of(struct stk_validator *walk, const struct stk_key *key)
{
	if (key->type == STK_TYPE_REASONS)
		return stk_t("Write what, and why: `{activity: mobile calls never get in}`");
	if (key->type == STK_TYPE_SETTINGS)
		return stk_t("Write checks and words: `{gap-owner: off, silo-by-hand: error}`");
	if (key->item && key->flags & STK_KEY_BY_NAME)
		return stk_validator_text(walk, "Write a name and its keys: `tier: {%s: ...}`",
					  key->item->keys[0].name);
	if (key->item)
		return stk_validator_text(
			walk, "Write `- {%s: ...}`",
			key->item == &stk_shape_integration ? "with" : key->item->keys[0].name);
	if (key->example)
		return stk_validator_text(walk, "Write a plain value, for example `%s`",
					  key->example);
	return stk_t("Write a plain text");
}

static void check_scalar(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *node)
{
	switch (key->type) {
	case STK_TYPE_REF: stk_validator_ref(walk, key, node); break;
	case STK_TYPE_TERMS: stk_validator_term(walk, key, node, node->value); break;
	case STK_TYPE_CHOICE: check_choice(walk, key, node); break;
	case STK_TYPE_DATE:
	case STK_TYPE_TIME: check_date(walk, key, node); break;
	case STK_TYPE_EVERY: check_every(walk, key, node); break;
	case STK_TYPE_BOOL: check_bool(walk, key, node); break;
	case STK_TYPE_NUMBER: check_number(walk, key, node); break;
	case STK_TYPE_ADDRESS: stk_validator_points(walk, node); break;
	case STK_TYPE_CHECK: check_check(walk, key, node); break;
	case STK_TYPE_TEXT:
	case STK_TYPE_ANY: break;
	case STK_TYPE_ITEM:
	case STK_TYPE_REASONS:
	case STK_TYPE_SETTINGS:
		stk_validator_report(walk, "quality-value", STK_ERROR, node, example_of(walk, key),
				     "`%s` has the text `%s` where keys and values belong",
				     key->name, stk_validator_quote(walk, node->value));
		break;
	}
}

void stk_validator_value(struct stk_validator *walk, const struct stk_key *key,
			 const struct stk_node *node)
{
	enum stk_node_kind kind = stk_node_kind(node);
	const char *what = kind == STK_NODE_LIST ? stk_t("a list") : stk_t("keys and values");
	bool map = key->type == STK_TYPE_ITEM || key->type == STK_TYPE_REASONS ||
		   key->type == STK_TYPE_SETTINGS;

	if (kind == STK_NODE_SCALAR)
		check_scalar(walk, key, node);
	else if (kind == STK_NODE_NULL || key->type == STK_TYPE_ANY)
		return;
	else if (kind == STK_NODE_MAP && key->type == STK_TYPE_REASONS)
		check_reasons(walk, key, node);
	else if (kind == STK_NODE_MAP && key->type == STK_TYPE_SETTINGS)
		check_settings(walk, key, node);
	else if (kind == STK_NODE_MAP && key->flags & STK_KEY_BY_NAME)
		check_named(walk, key, node);
	else if (kind == STK_NODE_MAP && map)
		stk_validator_map(walk, key->item, node, true);
	else
		stk_validator_report(walk, "quality-value", STK_ERROR, node, example_of(walk, key),
				     "`%s` has %s where %s", key->name, what,
				     map ? stk_t("keys and values belong")
				     : key->flags & STK_KEY_MANY
					     ? stk_t("plain values belong")
					     : stk_t("one plain value belongs"));
}
