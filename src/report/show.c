#include "show.h"

#include <string.h>

#include "json.h"
#include "names.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "voices.h"

/* NULL for one value of a set: there it is yes or no. */
static const struct stk_key *key_at(const struct stk_inventory *inventory, const char *text)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	stk_address_resolve(inventory, &address, &place, &ignored);
	stk_address_release(&address);
	return place.member ? NULL : place.key;
}

void stk_show_disputes(struct stk_show *show, const char *address, bool below, size_t indent)
{
	const struct stk_inventory *inventory = show->inventory;
	size_t len = strlen(address);

	if (!show->entity)
		return;
	STK_EACH_VALUE(dispute, stk_node_get(show->entity->node, STK_W_DISPUTES))
	{
		struct stk_str at = STK_STR_INIT, text = STK_STR_INIT;
		const char *by = stk_text(inventory, dispute, STK_W_BY);
		const char *on = stk_text(inventory, dispute, STK_W_ON);
		const char *where = stk_text(inventory, dispute, STK_W_AT);

		stk_str_addf(&at, "%s%s%s", show->address, where ? "/" : "", where ? where : "");
		if (strncmp(at.data, address, len) == 0 &&
		    (!at.data[len] || (below && at.data[len] == '/'))) {
			stk_str_add(&text, stk_t("disputed: "));
			if (by)
				stk_name_voice(inventory, by, &text);
			else
				stk_str_add(&text, stk_t("somebody"));
			stk_str_add(&text, stk_t(" says "));
			stk_name_value(inventory, key_at(show->inventory, at.data),
				       stk_node_get(dispute, STK_W_SAYS), &text);
			if (at.data[len])
				stk_str_addf(&text, stk_t(" for %s"), at.data + len + 1);
			if (on)
				stk_str_addf(&text, " (%s)", on);
			stk_page_text(&show->page, indent, STK_YELLOW, text.data);
		}
		stk_str_release(&text);
		stk_str_release(&at);
	}
}

/* Keys that have a place of their own on the page. */
static bool is_apart(const struct stk_key *key)
{
	return key->type == STK_TYPE_ITEM;
}

static void show_key(struct stk_show *show, const struct stk_key *key, const struct stk_node *node,
		     const char *address, size_t indent)
{
	const struct stk_evidence *evidence = show->facts->evidence;
	size_t cols = STK_SHOW_COLS;
	struct stk_str text = STK_STR_INIT, voices = STK_STR_INIT;

	if (node) {
		stk_name_value(show->inventory, key, node, &text);
		stk_voices(show->inventory, evidence, address, &voices);
		stk_page_pair(&show->page, indent, cols, STK_PLAIN, key->name, text.data,
			      voices.data);
	} else if (stk_voice_hole(show->inventory, evidence, address, &text) ||
		   (key->flags & STK_KEY_ASKED)) {
		stk_page_value(&show->page, indent, cols, key->name, STK_YELLOW, text.data, NULL);
	}
	stk_show_disputes(show, address, true, indent + cols);
	stk_str_release(&text);
	stk_str_release(&voices);
}

/* The organisation's own columns and whatever else is there that the schema does not know. */
static void show_other_keys(struct stk_show *show, const struct stk_shape *shape,
			    const struct stk_node *map, const char *address, size_t indent)
{
	if (!map || stk_node_kind(map) != STK_NODE_MAP)
		return;
	STK_EACH_CHILD (child, map) {
		const char *name = stk_sym_text(&show->inventory->syms, child->key);
		struct stk_key key = {.name = name, .type = STK_TYPE_ANY};
		struct stk_str below = STK_STR_INIT;

		if (stk_shape_key(shape, child->key) || stk_node_kind(child) == STK_NODE_NULL)
			continue;
		stk_str_add(&below, address);
		stk_address_add(&below, name);
		show_key(show, &key, child, below.data, indent);
		stk_str_release(&below);
	}
}

void stk_show_keys(struct stk_show *show, const struct stk_shape *shape, const struct stk_node *map,
		   const char *address, size_t indent)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct stk_key *key = &shape->keys[i];
		struct stk_str below = STK_STR_INIT;

		if (is_apart(key))
			continue;
		stk_str_add(&below, address);
		stk_address_add(&below, key->name);
		show_key(show, key, stk_node_get(map, key->word), below.data, indent);
		stk_str_release(&below);
	}
	show_other_keys(show, shape, map, address, indent);
}

static const char *title_of(const struct stk_show *show, const struct stk_address *address)
{
	if (show->kind == STK_INVENTORY && show->inventory->root) {
		const char *name = stk_text(show->inventory, show->inventory->root, STK_W_NAME);

		return name ? name : "inventory";
	}
	if (show->entity && show->kind != STK_TERM)
		return stk_entity_shown(show->inventory, show->entity);
	if (show->kind == STK_TERM) {
		const struct stk_term *term = stk_term_find(show->inventory, address->parts[1]);

		return term && term->name ? stk_tc("term", term->name) : address->parts[1];
	}
	return address->count > 1 ? address->parts[1] : "";
}

static void show_entity(struct stk_show *show, const struct stk_address *address)
{
	const char *file =
		show->entity ? show->inventory->files[show->entity->file].path : stk_t("standard");
	struct stk_refs *refs;

	stk_page_pair(&show->page, 0, 0, STK_BOLD, title_of(show, address), "", show->address);
	stk_page_gap(&show->page);
	if (show->kind == STK_TERM && !show->entity) {
		const struct stk_term *term = stk_term_find(show->inventory, address->parts[1]);

		stk_page_pair(&show->page, 2, STK_SHOW_COLS, STK_PLAIN, stk_t("type"),
			      term->type ? term->type : "text", NULL);
		if (term->key)
			stk_page_pair(&show->page, 2, STK_SHOW_COLS, STK_PLAIN, stk_t("key"),
				      stk_t("yes"), NULL);
		if (term->personal)
			stk_page_pair(&show->page, 2, STK_SHOW_COLS, STK_PLAIN, stk_t("personal"),
				      stk_t("yes"), NULL);
	} else {
		stk_show_keys(show, stk_kinds[show->kind].shape, show->entity->node, show->address,
			      2);
	}
	stk_page_pair(&show->page, 2, STK_SHOW_COLS, STK_DIM, "file", file, NULL);
	refs = stk_refs_new(show->inventory);
	stk_show_items(show, refs);
	stk_show_around(show, refs);
	stk_refs_free(refs);
}

/* What stands at an address inside the entity. */
static void show_place(struct stk_show *show, const struct stk_place *place, const char *address)
{
	const struct stk_shape *shape =
		place->key && place->key->type == STK_TYPE_ITEM ? place->key->item : NULL;
	struct stk_str text = STK_STR_INIT;

	stk_name_address(show->inventory, address, &text);
	stk_page_pair(&show->page, 0, 0, STK_BOLD, text.data, "", address);
	stk_page_gap(&show->page);
	stk_str_reset(&text);
	if (shape && place->node && stk_node_kind(place->node) == STK_NODE_MAP &&
	    !(place->key->flags & STK_KEY_BY_NAME && place->found < 3)) {
		stk_show_keys(show, shape, place->node, address, 2);
	} else if (place->node) {
		struct stk_str voices = STK_STR_INIT;

		stk_name_value(show->inventory, place->member ? NULL : place->key, place->node,
			       &text);
		stk_voices(show->inventory, show->facts->evidence, address, &voices);
		stk_page_pair(&show->page, 2, STK_SHOW_COLS, STK_PLAIN,
			      place->member ? stk_t("member") : stk_t("value"), text.data,
			      voices.data);
		stk_show_disputes(show, address, true, 2 + STK_SHOW_COLS);
		stk_str_release(&voices);
	} else {
		stk_voice_hole(show->inventory, show->facts->evidence, address, &text);
		stk_page_value(&show->page, 2, STK_SHOW_COLS, stk_t("value"), STK_YELLOW, text.data,
			       NULL);
		stk_show_disputes(show, address, true, 2 + STK_SHOW_COLS);
		if (place->key && place->key->ask) {
			const char *whom = stk_facts_whom(show->facts, address);

			stk_page_pair(&show->page, 2, STK_SHOW_COLS, STK_PLAIN, "question",
				      stk_t(place->key->ask), NULL);
			if (whom)
				stk_page_pair(
					&show->page, 2, STK_SHOW_COLS, STK_PLAIN, stk_t("ask"),
					stk_name_of(show->inventory, STK_STAKEHOLDER, whom), NULL);
		}
	}
	stk_str_release(&text);
}

static json_t *term_json(const struct stk_inventory *inventory, const char *id)
{
	const struct stk_term *term = stk_term_find(inventory, id);
	json_t *object = json_object();

	stk_json_set_text(object, "name", term->name);
	stk_json_set_text(object, "type", term->type);
	stk_json_set(object, "key", json_boolean(term->key));
	stk_json_set(object, "personal", json_boolean(term->personal));
	return object;
}

static void show_json(struct stk_show *show, const struct stk_place *place,
		      const struct stk_address *parsed, const char *address, struct stk_str *out)
{
	json_t *object;
	bool whole = parsed->count <= (parsed->kind == STK_INVENTORY ? 1u : 2u);
	const struct stk_shape *shape =
		place->key && place->key->type == STK_TYPE_ITEM ? place->key->item : NULL;

	if (whole && show->entity) {
		object = stk_json_entity(show->inventory, show->kind, show->entity);
	} else if (whole) {
		object = term_json(show->inventory, parsed->parts[1]);
		stk_json_set_text(object, "address", address);
	} else {
		object = json_object();
		stk_json_set_text(object, "address", address);
		if (shape && place->node && stk_node_kind(place->node) == STK_NODE_MAP)
			stk_json_members(show->inventory, shape, place->node, object);
		else
			stk_json_set(object, "value",
				     stk_json_value(show->inventory,
						    place->member ? NULL : place->key,
						    place->node));
	}
	stk_json_write(object, out);
}

int stk_show_render(const struct stk_facts *facts, const char *address, bool json,
		    const struct stk_terminal *term, struct stk_str *out, struct stk_err *err)
{
	struct stk_address parsed;
	struct stk_place place = {0};
	struct stk_str top = STK_STR_INIT;
	struct stk_show show = {.facts = facts, .inventory = facts->inventory, .page = {out, term}};
	int failed = -1;

	if (stk_address_parse(address, &parsed, err))
		return -1;
	show.kind = parsed.kind;
	if (!stk_address_resolve(facts->inventory, &parsed, &place, err))
		goto out;
	if (!place.entity && (parsed.count < 2 || parsed.kind != STK_TERM ||
			      !stk_term_find(facts->inventory, parsed.parts[1]))) {
		stk_err_set(err, STK_EUSAGE, "there is no %s \"%s\"",
			    stk_tc("kind", stk_kinds[parsed.kind].name),
			    parsed.count > 1 ? parsed.parts[1] : "");
		goto out;
	}
	show.entity = place.entity;
	if (place.entity) {
		stk_entity_address(facts->inventory, parsed.kind, place.entity, &top);
	} else {
		stk_str_add(&top, stk_kinds[parsed.kind].plural);
		stk_address_add(&top, parsed.parts[1]);
	}
	show.address = top.data;
	if (json)
		show_json(&show, &place, &parsed, address, out);
	else if (parsed.count <= (parsed.kind == STK_INVENTORY ? 1u : 2u))
		show_entity(&show, &parsed);
	else
		show_place(&show, &place, address);
	failed = 0;
out:
	stk_str_release(&top);
	stk_address_release(&parsed);
	return failed;
}
