#include "meant.h"

#include <string.h>

#include "cmd.h"
#include "stocktake/base/err.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"
#include "stocktake/model/match.h"

struct meaning {
	struct stk_inventory *inventory;
	struct stk_matcher *matcher; /* made when the first name asks for it */
	struct stk_arena *arena;
	struct stk_err *err;
};

/* --- people, teams, platforms, metrics ---------------------------------- */

static unsigned match_kinds(const struct stk_key *key)
{
	return (key->refs & 1u << STK_PLATFORM ? 1u << STK_MATCH_PLATFORM : 0) |
	       (key->refs & 1u << STK_STAKEHOLDER ? 1u << STK_MATCH_STAKEHOLDER : 0) |
	       (key->flags & STK_KEY_TEAMS ? 1u << STK_MATCH_TEAM : 0);
}

static const char *what_kind(const struct stk_key *key)
{
	if (key->refs & 1u << STK_STAKEHOLDER)
		return key->flags & STK_KEY_TEAMS ? stk_tc("kind", "person or team")
						  : stk_tc("kind", "person");
	if (key->refs & 1u << STK_PLATFORM)
		return stk_tc("kind", "platform");
	return key->refs & 1u << STK_METRIC ? stk_tc("kind", "metric") : stk_tc("kind", "team");
}

/* The id as it is written there; NULL where there is none. */
static const char *id_there(const struct meaning *meaning, const struct stk_key *key,
			    const char *text)
{
	for (int kind = 0; kind < STK_KIND_COUNT; kind++) {
		const struct stk_entity *found =
			key->refs & 1u << kind
				? stk_inventory_find(meaning->inventory, (enum stk_kind)kind, text)
				: NULL;

		if (found)
			return stk_sym_text(&meaning->inventory->syms, found->id);
	}
	if (key->flags & STK_KEY_TEAMS)
		STK_EACH_VALUE(team, stk_node_get(meaning->inventory->root, STK_W_TEAMS))
		{
			const char *id = stk_text(meaning->inventory, team, STK_W_ID);

			if (id && strcmp(id, text) == 0)
				return id;
		}
	return key->flags & STK_KEY_ROOM && stk_starts(text, "workshops/") ? text : NULL;
}

static const char *metric_called(const struct meaning *meaning, const char *text)
{
	const struct stk_inventory *inventory = meaning->inventory;

	for (uint32_t i = 0; i < inventory->kinds[STK_METRIC].count; i++) {
		const struct stk_entity *metric = &inventory->kinds[STK_METRIC].items[i];
		const char *name = stk_text(inventory, metric->node, STK_W_NAME);

		if (name && stk_text_same(name, text))
			return stk_sym_text(&inventory->syms, metric->id);
	}
	return NULL;
}

static const char *tell_unknown(const struct meaning *meaning, const struct stk_key *key,
				const char *text)
{
	struct stk_str slug = STK_STR_INIT, line = STK_STR_INIT;
	const char *id = text;

	stk_text_slug(&slug, text);
	if (slug.len)
		id = stk_arena_strdup(meaning->arena, slug.data);
	stk_str_addf(&line, stk_t("%s: there is no %s \""), key->name, what_kind(key));
	stk_str_addf(&line, stk_t("%s\" so far. "), text);
	if (key->refs & 1u << STK_STAKEHOLDER)
		stk_str_add(&line, stk_t("`stocktake add stakeholder NAME` adds a person."));
	else if (key->refs)
		stk_str_addf(&line, stk_t("`stocktake add %s NAME` adds one."),
			     key->refs & 1u << STK_PLATFORM ? "platform" : "metric");
	else
		stk_str_addf(
			&line,
			stk_t("`stocktake set --add inventory/teams '{id: %s, name: ...}'` adds "
			      "one."),
			id);
	stk_tell("%s\n", line.data);
	stk_str_release(&line);
	stk_str_release(&slug);
	return id;
}

/* The id of what goes by the name; NULL and err where it is unclear. */
static const char *meant_ref(struct meaning *meaning, const struct stk_key *key, const char *text)
{
	unsigned kinds = match_kinds(key);
	struct stk_match matches[4];
	const char *there = id_there(meaning, key, text);
	size_t count = 0;

	if (!there && key->refs & 1u << STK_METRIC)
		there = metric_called(meaning, text);
	if (there || !*text)
		return there ? there : text;
	if (kinds && !meaning->matcher)
		meaning->matcher = stk_matcher_new(
			meaning->inventory, 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_STAKEHOLDER |
						    1u << STK_MATCH_TEAM);
	if (kinds)
		count = stk_matcher_find(meaning->matcher, text, kinds, matches,
					 STK_COUNT(matches));
	if (count && matches[0].grade < STK_MATCH_PREFIX)
		count = 0;
	if (count == 1)
		return stk_arena_strdup(meaning->arena, matches[0].id);
	if (count) {
		struct stk_str list = STK_STR_INIT;

		for (size_t i = 0; i < count; i++)
			stk_str_addf(&list, "%s%s", i ? ", " : "", matches[i].id);
		stk_err_set(meaning->err, STK_EUSAGE, "%s: several go by \"%s\"", key->name, text);
		stk_err_hint(meaning->err, "Say which: %s.", list.data);
		stk_str_release(&list);
		return NULL;
	}
	return key->flags & STK_KEY_FREE ? text : tell_unknown(meaning, key, text);
}

/* --- groups and terms ----------------------------------------------------- */

/* "leads" and "Companies": the group in its plural. */
static const char *singular_group(const struct meaning *meaning, const char *text)
{
	struct stk_str word = STK_STR_INIT;
	const char *found = NULL;
	uint32_t group;

	stk_text_fold(&word, text, strlen(text));
	if (word.len > 4 && strcmp(word.data + word.len - 3, "ies") == 0) {
		stk_str_truncate(&word, word.len - 3);
		stk_str_addc(&word, 'y');
	} else if (word.len > 2 && word.data[word.len - 1] == 's') {
		stk_str_truncate(&word, word.len - 1);
	}
	group = stk_group_find(meaning->inventory, word.data);
	if (group != STK_NONE)
		found = stk_sym_text(&meaning->inventory->syms, meaning->inventory->groups[group]);
	stk_str_release(&word);
	return found;
}

static const char *meant_term(struct meaning *meaning, const struct stk_key *key, const char *text)
{
	const struct stk_inventory *inventory = meaning->inventory;
	const char *group;

	if (stk_term_find(inventory, text) || stk_group_find(inventory, text) != STK_NONE ||
	    (key->flags & STK_KEY_ALL && strcmp(text, "all") == 0))
		return text;
	group = singular_group(meaning, text);
	if (!group) {
		struct stk_str list = STK_STR_INIT;

		for (uint32_t i = 0; i < inventory->group_count; i++)
			stk_str_addf(&list, "%s%s", i ? ", " : "",
				     stk_sym_text(&inventory->syms, inventory->groups[i]));
		stk_err_set(meaning->err, STK_EUSAGE,
			    "%s: \"%s\" is no group and no term of the dictionary", key->name,
			    text);
		stk_err_hint(meaning->err,
			     "Groups: %.300s; commas between several. `stocktake list terms` shows "
			     "the terms.",
			     list.data);
		stk_str_release(&list);
	}
	return group;
}

/* --- choices ---------------------------------------------------------------- */

/* "CRM", "In use", "Business intelligence": the choice as it is written. Another word stays; a
 * category is told, for nobody will look under it. */
static const char *meant_choice(const struct meaning *meaning, const struct stk_key *key,
				const char *text)
{
	struct stk_str slug = STK_STR_INIT, list = STK_STR_INIT;
	const char *found = NULL;

	stk_text_slug(&slug, text);
	for (size_t i = 0; key->choices && key->choices[i] && !found; i++) {
		if (strcmp(key->choices[i], slug.data ? slug.data : "") == 0)
			found = key->choices[i];
		stk_str_addf(&list, "%s%s", i ? ", " : "", key->choices[i]);
	}
	if (!found && key->word == STK_W_CATEGORY)
		stk_tell("%s: \"%s\" is a word of your own, kept as it is. Usual ones: %s.\n",
			 key->name, text, list.data);
	stk_str_release(&slug);
	stk_str_release(&list);
	return found ? stk_arena_strdup(meaning->arena, found) : text;
}

/* "weekly", "15m": as the files have it. What is no duration is refused later. */
static const char *meant_every(const struct meaning *meaning, const char *text)
{
	int64_t minutes = stk_every_parse(text);
	char words[32];

	if (minutes == STK_EVERY_NONE)
		return text;
	stk_every_format(minutes, words);
	return stk_arena_strdup(meaning->arena, words);
}

/* --- values ----------------------------------------------------------------- */

static struct stk_value *meant(struct meaning *meaning, const struct stk_key *key,
			       const struct stk_value *value);

static struct stk_value *meant_item(struct meaning *meaning, const struct stk_key *key,
				    const struct stk_value *value)
{
	struct stk_value *copy = stk_value_map(meaning->arena);

	for (const struct stk_value *member = value->first; member; member = member->next) {
		const struct stk_key *below = stk_shape_key_by_name(key->item, member->key);
		struct stk_value *its;

		if (!below) {
			stk_err_set(meaning->err, STK_EUSAGE, "%s: \"%s\" is no key of its items",
				    key->name, member->key);
			stk_err_hint(meaning->err, "`stocktake schema` lists the keys.");
			return NULL;
		}
		its = meant(meaning, below, member);
		if (!its)
			return NULL;
		stk_value_put(meaning->arena, copy, member->key, its);
	}
	return copy;
}

/* The key by which an item is called where its name alone is given: the one it must have. */
static const struct stk_key *naming_key(const struct stk_shape *shape)
{
	for (size_t i = 0; shape && i < STK_COUNT(shape->item_names) && shape->item_names[i]; i++) {
		const struct stk_key *key = stk_shape_key(shape, shape->item_names[i]);

		if (key->flags & STK_KEY_REQUIRED)
			return key;
	}
	return NULL;
}

static struct stk_value *meant(struct meaning *meaning, const struct stk_key *key,
			       const struct stk_value *value)
{
	const struct stk_key *name = NULL;
	struct stk_value *copy;
	const char *text = value->text;

	if (value->kind == STK_NODE_LIST) {
		copy = stk_value_list(meaning->arena);
		for (const struct stk_value *item = value->first; item; item = item->next) {
			struct stk_value *its = meant(meaning, key, item);

			if (!its)
				return NULL;
			stk_value_push(copy, its);
		}
		return copy;
	}
	if (value->kind == STK_NODE_MAP && key->type == STK_TYPE_ITEM &&
	    !(key->flags & STK_KEY_BY_NAME))
		return meant_item(meaning, key, value);
	if (value->kind == STK_NODE_SCALAR && key->type == STK_TYPE_ITEM)
		name = naming_key(key->item);
	if (name) { /* `salesforce` for {with: salesforce} */
		copy = stk_value_map(meaning->arena);
		stk_value_put_text(meaning->arena, copy, name->name, text);
		return meant_item(meaning, key, copy);
	}
	copy = stk_arena_alloc(meaning->arena, sizeof *copy);
	*copy = *value;
	copy->next = NULL;
	if (value->kind != STK_NODE_SCALAR)
		return copy;
	if (key->type == STK_TYPE_REF)
		copy->text = meant_ref(meaning, key, text);
	else if (key->type == STK_TYPE_CHOICE)
		copy->text = meant_choice(meaning, key, text);
	else if (key->type == STK_TYPE_EVERY)
		copy->text = meant_every(meaning, text);
	else if (key->type == STK_TYPE_TERMS)
		copy->text = meant_term(meaning, key, text);
	return copy->text ? copy : NULL;
}

struct stk_value *stk_meant(struct stk_inventory *inventory, const struct stk_key *key,
			    const struct stk_value *value, struct stk_arena *arena,
			    struct stk_err *err)
{
	struct meaning meaning = {.inventory = inventory, .arena = arena, .err = err};
	struct stk_value *result = meant(&meaning, key, value);

	stk_matcher_free(meaning.matcher);
	return result;
}
