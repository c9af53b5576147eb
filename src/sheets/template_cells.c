/* What is known, as it stands in a cell. */
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "template_private.h"

static const char *name_of(const struct stk_inventory *inventory, const struct stk_key *key,
			   const char *id)
{
	const struct stk_node *team =
		key->flags & STK_KEY_TEAMS ? stk_team_find(inventory, id) : NULL;

	for (int kind = 0; kind < STK_KIND_COUNT; kind++) {
		const struct stk_entity *entity =
			key->refs & (1u << kind)
				? stk_inventory_find(inventory, (enum stk_kind)kind, id)
				: NULL;

		if (entity)
			return stk_entity_name(inventory, entity);
	}
	if (team && stk_text(inventory, team, STK_W_NAME))
		return stk_text(inventory, team, STK_W_NAME);
	return id;
}

static const char *term_name(const struct stk_columns *columns,
			     const struct stk_inventory *inventory, const char *id)
{
	const struct stk_term *term = stk_term_find(inventory, id);
	const char *shown, *same;

	if (strcmp(id, "all") == 0)
		return stk_t("everything");
	if (!strchr(id, '.'))
		return stk_columns_group(columns, id);
	/* Names of terms are not always the only ones of that name: the id is never wrong. */
	shown = term && term->name ? stk_tc("term", term->name) : NULL;
	same = shown ? stk_columns_term(columns, inventory, shown) : NULL;
	return same && strcmp(same, id) == 0 ? shown : id;
}

static const char *scalar(const struct stk_columns *columns, const struct stk_inventory *inventory,
			  const struct stk_key *key, const struct stk_node *node)
{
	const char *text = stk_node_kind(node) == STK_NODE_SCALAR
				   ? stk_sym_text(&inventory->syms, node->value)
				   : "";

	switch (key->type) {
	case STK_TYPE_REF: return name_of(inventory, key, text);
	case STK_TYPE_TERMS: return term_name(columns, inventory, text);
	case STK_TYPE_CHOICE: return *text ? stk_choice_shown(key, text) : text;
	case STK_TYPE_BOOL: return strcmp(text, "true") == 0 ? "x" : "";
	default: return text;
	}
}

static const char *item_name(const struct stk_inventory *inventory, const struct stk_key *key,
			     const struct stk_node *item)
{
	const char *name = stk_item_name(inventory, key->item, item);

	if (key->item == &stk_shape_integration) {
		const char *with = stk_text(inventory, item, STK_W_WITH);
		const struct stk_entity *other =
			with ? stk_inventory_find(inventory, STK_PLATFORM, with) : NULL;

		return other ? stk_entity_name(inventory, other) : with;
	}
	return name;
}

/* In the language of the sheet, as `import` reads it back. */
static void every_words(const char *text, char words[64])
{
	int64_t minutes = stk_every_parse(text);

	if (minutes >= 0 || minutes == STK_EVERY_ON_DEMAND)
		stk_every_words(minutes, words);
}

void stk_cell_value(const struct stk_columns *columns, const struct stk_inventory *inventory,
		    const struct stk_key *key, const struct stk_node *node, struct stk_str *out)
{
	size_t before = out->len;

	if (!node)
		return;
	if (stk_node_kind(node) == STK_NODE_LIST && node->size == 1) {
		stk_str_add(out, stk_t("none"));
		return;
	}
	STK_EACH_VALUE(item, node)
	{
		char words[64] = "";
		const char *text = key->type == STK_TYPE_ITEM
					   ? item_name(inventory, key, item)
					   : scalar(columns, inventory, key, item);

		if (key->type == STK_TYPE_EVERY && stk_tr_used())
			every_words(text, words);
		text = *words ? words : text;
		if (text && *text)
			stk_str_addf(out, "%s%s", out->len > before ? stk_tc("list", ", ") : "",
				     text);
	}
}

bool stk_cell_holds(const struct stk_inventory *inventory, const struct stk_node *platform,
		    const char *member)
{
	stk_sym sym = stk_sym_find(&inventory->syms, member, strlen(member));

	if (!sym)
		return false;
	if (stk_values_has(stk_node_get(platform, STK_W_HOLDS), sym))
		return true;
	STK_EACH_VALUE(field, stk_node_get(platform, STK_W_FIELDS))
	{
		if (stk_node_kind(field) == STK_NODE_MAP &&
		    stk_values_has(stk_node_get(field, STK_W_TERM), sym))
			return true;
	}
	return false;
}

const char *stk_cell_own(const struct stk_inventory *inventory, const struct stk_node *platform,
			 const char *key)
{
	stk_sym sym = stk_sym_find(&inventory->syms, key, strlen(key));
	const struct stk_node *node = sym ? stk_node_get(platform, sym) : NULL;

	return node && stk_node_kind(node) == STK_NODE_SCALAR
		       ? stk_sym_text(&inventory->syms, node->value)
		       : "";
}

/* --- questions ----------------------------------------------------------------------------------
 */

/* "HubSpot", "HubSpot, Power BI", of a dispute "HubSpot, Category". */
static void add_subject(const struct stk_inventory *inventory, const struct stk_address *address,
			const struct stk_place *place, bool dispute, struct stk_str *out)
{
	const struct stk_entity *other = NULL;

	stk_str_add(out, stk_entity_name(inventory, place->entity));
	if (address->count >= 5 && strcmp(address->parts[2], "integrations") == 0) {
		other = stk_inventory_find(inventory, STK_PLATFORM, address->parts[3]);
		stk_str_addf(out, stk_t(", %s"),
			     other ? stk_entity_name(inventory, other) : address->parts[3]);
	}
	if (dispute && place->key)
		stk_str_addf(out, stk_t(", %s"),
			     place->key->column ? stk_t(place->key->column) : place->key->name);
	if (dispute && place->member)
		stk_str_addf(out, stk_t(", %s"),
			     stk_word_shown(address->parts[address->count - 1]));
}

/* "crm, or spreadsheet (Tom)" */
static void add_sides(const struct stk_columns *columns, const struct stk_inventory *inventory,
		      const struct stk_question *question, const struct stk_place *place,
		      struct stk_str *out)
{
	const struct stk_node *says = stk_node_get(question->item, STK_W_SAYS);
	const char *by = stk_text(inventory, question->item, STK_W_BY);
	const struct stk_entity *person =
		by ? stk_inventory_find(inventory, STK_STAKEHOLDER, by) : NULL;
	const struct stk_key plain = {.type = STK_TYPE_TEXT};
	const struct stk_key *key = place->member || !place->key ? &plain : place->key;
	struct stk_str value = STK_STR_INIT;

	if (place->member && place->node)
		stk_str_add(&value, stk_t("yes"));
	else
		stk_cell_value(columns, inventory, key, place->node, &value);
	stk_str_addf(out, stk_t(" %s"), value.len ? value.data : stk_t("nothing"));
	stk_str_reset(&value);
	stk_cell_value(columns, inventory, key, says, &value);
	stk_str_addf(out, stk_t(", or %s"), value.len ? value.data : stk_t("nothing"));
	if (person)
		stk_str_addf(out, stk_t(" (%s)"), stk_entity_name(inventory, person));
	stk_str_release(&value);
}

const char *stk_cell_question(const struct stk_columns *columns,
			      const struct stk_inventory *inventory,
			      const struct stk_question *question, struct stk_arena *arena)
{
	bool dispute = question->kind == STK_QUESTION_DISPUTE;
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	struct stk_str text = STK_STR_INIT;
	const char *kept = NULL;

	if (!question->ask || stk_address_parse(question->address, &address, &ignored))
		return NULL;
	stk_address_resolve(inventory, &address, &place, &ignored);
	if (place.entity) {
		if (address.kind != STK_INVENTORY) {
			add_subject(inventory, &address, &place, dispute, &text);
			stk_str_add(&text, stk_t(": "));
		}
		stk_str_add(&text, stk_t(question->ask));
		if (dispute)
			add_sides(columns, inventory, question, &place, &text);
		kept = stk_arena_strdup(arena, text.data);
	}
	stk_address_release(&address);
	stk_str_release(&text);
	return kept;
}

const char *stk_cell_question_id(const struct stk_question *question, struct stk_arena *arena)
{
	struct stk_str id = STK_STR_INIT;
	const char *kept = question->address, *rest;

	if (question->kind == STK_QUESTION_DISPUTE && stk_starts(question->address, "platforms/")) {
		rest = strchr(question->address + strlen("platforms/"), '/');
		stk_str_addn(&id, question->address, (size_t)(rest - question->address));
		stk_str_add(&id, "/disputes");
		stk_address_add(&id, rest + 1);
		kept = stk_arena_strdup(arena, id.data);
	}
	stk_str_release(&id);
	return kept;
}
