#include <string.h>

#include "load.h"
#include "near.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "validator.h"

enum { MAX_LISTED = 16 };

/* --- what was probably meant --- */

struct near {
	struct stk_validator *walk;
	const char *word;
	unsigned limit, best;
	const char *found;
};

static void consider(struct near *near, const char *candidate)
{
	unsigned distance;

	if (!near->walk->near_budget)
		return;
	near->walk->near_budget--;
	distance = stk_near_distance(near->word, candidate, near->limit);
	if (distance < near->best) {
		near->best = distance;
		near->found = candidate;
	}
}

/* The id that somebody meant who wrote a name, or a letter wrong; NULL if none comes near. */
static const char *near_ref(struct stk_validator *walk, const struct stk_key *key, stk_sym id)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *word = stk_sym_text(&inventory->syms, id);
	struct near near = {walk, word, stk_near_limit(word), stk_near_limit(word) + 1, NULL};
	struct stk_str slug = STK_STR_INIT;
	const struct stk_entity *entity;
	uint32_t i;
	int kind;

	stk_text_slug(&slug, word);
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		if (!(key->refs & 1u << kind))
			continue;
		entity = slug.len ? stk_inventory_find(inventory, (enum stk_kind)kind, slug.data)
				  : NULL;
		if (entity) {
			near.found = stk_sym_text(&inventory->syms, entity->id);
			goto out;
		}
		for (i = 0; i < inventory->kinds[kind].count; i++)
			consider(&near, stk_sym_text(&inventory->syms,
						     inventory->kinds[kind].items[i].id));
	}
	if (key->flags & STK_KEY_TEAMS) {
		STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
		{
			const char *its = stk_text(inventory, team, STK_W_ID);
			const char *name = stk_text(inventory, team, STK_W_NAME);

			if (!walk->near_budget)
				break;
			if (its && name && stk_text_same(name, word)) {
				near.found = its;
				goto out;
			}
			if (its)
				consider(&near, its);
		}
	}
out:
	stk_str_release(&slug);
	return near.found;
}

static const char *near_term(struct stk_validator *walk, stk_sym id)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *word = stk_sym_text(&inventory->syms, id);
	struct near near = {walk, word, stk_near_limit(word), stk_near_limit(word) + 1, NULL};
	uint32_t i;

	for (i = 0; i < inventory->group_count; i++)
		consider(&near, stk_sym_text(&inventory->syms, inventory->groups[i]));
	for (i = 0; i < inventory->term_count; i++)
		consider(&near, stk_sym_text(&inventory->syms, inventory->terms[i].id));
	return near.found;
}

/* "[lead, contact]" for "lead contact": the list that somebody meant who wrote known groups or
 * terms as one text; NULL where it is none. */
static const char *meant_list(struct stk_validator *walk, stk_sym id)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *text = stk_sym_text(&inventory->syms, id), *list = NULL;
	struct stk_str word = STK_STR_INIT, out = STK_STR_INIT;
	size_t count = 0, len;

	for (; *text; text += len) {
		text += strspn(text, " ,;+/&");
		len = strcspn(text, " ,;+/&");
		if (!len || (len == 3 && !strncmp(text, "and", 3)))
			continue;
		stk_str_reset(&word);
		stk_str_addn(&word, text, len);
		if (++count > MAX_LISTED || (!stk_term_find(inventory, word.data) &&
					     stk_group_find(inventory, word.data) == STK_NONE))
			goto out;
		stk_str_addf(&out, "%s%s", count > 1 ? ", " : "", word.data);
	}
	if (count > 1)
		list = stk_validator_text(walk, "[%s]", out.data);
out:
	stk_str_release(&word);
	stk_str_release(&out);
	return list;
}

/* --- references --- */

/* What the table of symbols knows, by the folded id. */
static bool is_there(struct stk_validator *walk, const struct stk_key *key, stk_sym sym)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *id = stk_sym_text(&inventory->syms, sym);
	unsigned wanted = key->refs | (key->flags & STK_KEY_TEAMS ? STK_SEEN_TEAM : 0);

	if (key->flags & STK_KEY_TEAMS && walk->no_teams)
		return true;
	if (key->flags & STK_KEY_ROOM && stk_starts(id, "workshops/")) {
		id += strlen("workshops/");
		wanted = 1u << STK_WORKSHOP;
	}
	sym = stk_fold_find(inventory, id, strlen(id));
	return sym && stk_validator_seen(walk, sym) & wanted;
}

static const char *what_kind(const struct stk_key *key)
{
	if (key->flags & STK_KEY_TEAMS)
		return key->refs ? stk_tc("kind", "stakeholder or team") : stk_tc("kind", "team");
	if (key->flags & STK_KEY_ROOM)
		return stk_tc("kind", "stakeholder or workshop");
	if (key->refs & 1u << STK_PLATFORM)
		return stk_tc("kind", "platform");
	return key->refs & 1u << STK_METRIC ? stk_tc("kind", "metric")
					    : stk_tc("kind", "stakeholder");
}

static const char *where_to_add(struct stk_validator *walk, const struct stk_key *key,
				const char *quoted)
{
	if (key->flags & STK_KEY_TEAMS && !key->refs)
		return stk_validator_text(
			walk, "Add `%s` to the teams in inventory.yaml, or mend the name", quoted);
	return stk_validator_text(walk, "Add %s/%s.yaml, or mend the name",
				  key->refs & 1u << STK_PLATFORM ? "platforms"
				  : key->refs & 1u << STK_METRIC ? "metrics"
								 : "stakeholders",
				  quoted);
}

void stk_validator_ref(struct stk_validator *walk, const struct stk_key *key,
		       const struct stk_node *node)
{
	unsigned seen = stk_validator_seen(walk, node->value);
	const char *near, *quoted, *remedy;

	if (seen & key->refs || (key->flags & STK_KEY_TEAMS && seen & STK_SEEN_TEAM))
		return;
	if (key->flags & STK_KEY_FREE || is_there(walk, key, node->value))
		return;
	quoted = stk_validator_quote(walk, node->value);
	near = near_ref(walk, key, node->value);
	remedy = near ? stk_validator_text(walk, "Did you mean `%s`?", near)
		      : where_to_add(walk, key, quoted);
	/* What was once said cannot be mended: history stays as it is. */
	stk_validator_report(walk, "quality-dangling",
			     walk->kind == STK_EVIDENCE ? STK_WARNING : STK_ERROR, node, remedy,
			     "`%s` names the %s `%s`, which is not there", key->name,
			     what_kind(key), quoted);
}

void stk_validator_term(struct stk_validator *walk, const struct stk_key *key,
			const struct stk_node *node, stk_sym id)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *text, *near, *remedy;

	if (stk_validator_seen(walk, id) & STK_SEEN_TERM ||
	    (key->flags & STK_KEY_ALL && id == STK_W_ALL) || walk->no_terms)
		return;
	text = stk_sym_text(&inventory->syms, id);
	if (stk_term_find(inventory, text) || stk_group_find(inventory, text) != STK_NONE)
		return;
	near = id == node->value ? meant_list(walk, id) : NULL;
	if (!near)
		near = near_term(walk, id);
	remedy = near ? stk_validator_text(walk, "Did you mean `%s`?", near)
		      : stk_t("Add it to terms.yaml as GROUP.NAME, or use one of the groups: lead, "
			      "contact, "
			      "company, deal, activity, visit, ticket, quota, forecast, invoice, "
			      "rep");
	stk_validator_report(walk, "quality-dangling", STK_ERROR, node, remedy,
			     "`%s` is no group and no term of the dictionary",
			     stk_validator_quote(walk, id));
}

/* --- addresses --- */

static void check_address(struct stk_validator *walk, const struct stk_node *node,
			  const struct stk_address *address)
{
	const struct stk_inventory *inventory = walk->inventory;
	struct stk_place place;
	struct stk_err err = {0};
	stk_sym id;

	if (!stk_address_resolve(inventory, address, &place, &err)) {
		stk_validator_report(walk, "quality-dangling", STK_ERROR, node,
				     err.hint[0] ? stk_validator_text(walk, "%s", err.hint)
						 : "Mend the address",
				     "%s", err.message);
		return;
	}
	if (place.found >= 2 || address->count < 2 || address->kind == STK_INVENTORY)
		return;
	id = stk_fold_find(inventory, address->parts[1], strlen(address->parts[1]));
	if (id && stk_validator_seen(walk, id) & 1u << address->kind)
		return;
	stk_validator_report(walk, "quality-dangling", STK_ERROR, node,
			     "Mend the address, or take this entry out",
			     "`%s` leads to nothing: there is no such %s",
			     stk_validator_quote(walk, node->value),
			     stk_tc("kind", stk_kinds[address->kind].name));
}

void stk_validator_points(struct stk_validator *walk, const struct stk_node *node)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_address address;
	struct stk_err err = {0};
	const struct stk_entity *entity = walk->entity;
	uint64_t cost;

	if (walk->kind != STK_WAIVER && walk->kind != STK_EVIDENCE) {
		/* A dispute's is relative to its entity. */
		stk_entity_address(walk->inventory, walk->kind, walk->entity, &text);
		stk_str_addc(&text, '/');
	}
	stk_str_add(&text, stk_sym_text(&walk->inventory->syms, node->value));
	if (stk_address_parse(text.data, &address, &err) != 0) {
		stk_validator_report(walk, "quality-value", STK_ERROR, node,
				     stk_validator_text(walk, "%s", err.hint), "%s", err.message);
	} else if (walk->kind != STK_EVIDENCE) {
		/* Evidence is history: what it speaks of may be gone since. */
		if (walk->kind == STK_WAIVER && address.count > 1)
			entity =
				stk_inventory_find(walk->inventory, address.kind, address.parts[1]);
		cost = entity && entity->node ? entity->node->size : 1;
		if (walk->look_budget >= cost) {
			walk->look_budget -= cost;
			check_address(walk, node, &address);
		}
	}
	stk_address_release(&address);
	stk_str_release(&text);
}
