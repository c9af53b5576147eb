#include "names.h"

#include <stdio.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

const char *stk_node_text(const struct stk_inventory *inventory, const struct stk_node *node)
{
	if (!node || stk_node_kind(node) != STK_NODE_SCALAR)
		return "";
	return stk_sym_text(&inventory->syms, node->value);
}

const char *stk_name_of(const struct stk_inventory *inventory, enum stk_kind kind, const char *id)
{
	const struct stk_entity *entity = stk_inventory_find(inventory, kind, id);

	return entity ? stk_entity_shown(inventory, entity) : id;
}

const char *stk_name_of_platform(const struct stk_inventory *inventory, uint32_t platform)
{
	if (platform >= inventory->kinds[STK_PLATFORM].count)
		return "";
	return stk_entity_name(inventory, &inventory->kinds[STK_PLATFORM].items[platform]);
}

void stk_name_word(const char *word, struct stk_str *out)
{
	static const char *const said[][2] = {{"crm", "CRM"},
					      {"email-outreach", "e-mail outreach"},
					      {"analytics", "tracking and analytics"},
					      {"recommendation", "web and e-mail recommendation"}};
	const char *shown = stk_word_shown(word);

	for (size_t i = 0; i < STK_COUNT(said) && shown == word; i++)
		if (strcmp(said[i][0], word) == 0)
			shown = said[i][1];
	for (const char *c = shown; *c; c++)
		stk_str_addc(out, shown == word && *c == '-' ? ' ' : *c);
}

static const char *team_name(const struct stk_inventory *inventory, const char *id)
{
	const struct stk_node *team = stk_team_find(inventory, id);
	const char *name = team ? stk_text(inventory, team, STK_W_NAME) : NULL;

	return name ? name : id;
}

void stk_name_voice(const struct stk_inventory *inventory, const char *id, struct stk_str *out)
{
	if (stk_starts(id, "workshops/")) {
		const struct stk_entity *workshop =
			stk_inventory_find(inventory, STK_WORKSHOP, id + strlen("workshops/"));
		const char *kind =
			workshop ? stk_text(inventory, workshop->node, STK_W_KIND) : NULL;

		if (kind)
			stk_str_addf(out, stk_t("the %s workshop"), stk_tc("workshop kind", kind));
		else
			stk_str_add(out, stk_t("the workshop"));
		return;
	}
	if (stk_inventory_find(inventory, STK_STAKEHOLDER, id))
		stk_str_add(out, stk_name_of(inventory, STK_STAKEHOLDER, id));
	else
		stk_str_add(out, team_name(inventory, id));
}

/* A group or a term: by its name where the page is not in the language of the ids. */
static void add_term(const struct stk_inventory *inventory, const char *text, struct stk_str *out)
{
	const struct stk_term *term =
		stk_tr_used() && strchr(text, '.') ? stk_term_find(inventory, text) : NULL;

	stk_str_add(out, term && term->name ? stk_tc("term", term->name) : stk_word_shown(text));
}

void stk_names_syms(const struct stk_inventory *inventory, const stk_sym *syms, size_t count,
		    struct stk_str *out)
{
	for (size_t i = 0; i < count; i++) {
		stk_str_add(out, i ? stk_tc("list", ", ") : "");
		add_term(inventory, stk_sym_text(&inventory->syms, syms[i]), out);
	}
}

static void add_reference(const struct stk_inventory *inventory, const struct stk_key *key,
			  const char *id, struct stk_str *out)
{
	for (int kind = 0; kind < STK_KIND_COUNT; kind++)
		if ((key->refs & (1u << kind)) && stk_inventory_find(inventory, kind, id)) {
			stk_str_add(out, stk_name_of(inventory, kind, id));
			return;
		}
	stk_name_voice(inventory, id, out);
}

static void add_every(const char *text, struct stk_str *out)
{
	int64_t minutes = stk_every_parse(text);
	char words[64] = "";

	if (minutes >= 0 || minutes == STK_EVERY_ON_DEMAND)
		stk_every_words(minutes, words);
	stk_str_add(out, *words ? words : text);
}

static void add_scalar(const struct stk_inventory *inventory, const struct stk_key *key,
		       const char *text, struct stk_str *out)
{
	if (key && key->type == STK_TYPE_REF)
		add_reference(inventory, key, text, out);
	else if (strcmp(text, "true") == 0 && (!key || key->type == STK_TYPE_BOOL))
		stk_str_add(out, stk_t("yes"));
	else if (strcmp(text, "false") == 0 && (!key || key->type == STK_TYPE_BOOL))
		stk_str_add(out, stk_t("no"));
	else if (key && key->type == STK_TYPE_TERMS)
		add_term(inventory, text, out);
	else if (key && key->type == STK_TYPE_CHOICE)
		stk_str_add(out, stk_choice_shown(key, text));
	else if (key && key->type == STK_TYPE_EVERY && stk_tr_used())
		add_every(text, out);
	else
		stk_str_add(out, text);
}

static void add_map(const struct stk_inventory *inventory, const struct stk_key *key,
		    const struct stk_node *node, struct stk_str *out)
{
	const struct stk_shape *shape = key && key->type == STK_TYPE_ITEM ? key->item : NULL;
	bool reasons = key && key->type == STK_TYPE_REASONS, first = true;

	STK_EACH_CHILD (child, node) {
		stk_str_addf(out, "%s%s: ",
			     first     ? ""
			     : reasons ? "; "
				       : ", ",
			     stk_sym_text(&inventory->syms, child->key));
		first = false;
		stk_name_value(inventory, shape ? stk_shape_key(shape, child->key) : NULL, child,
			       out);
	}
}

void stk_name_value(const struct stk_inventory *inventory, const struct stk_key *key,
		    const struct stk_node *node, struct stk_str *out)
{
	bool first = true;

	if (!node)
		return;
	switch (stk_node_kind(node)) {
	case STK_NODE_NULL: return;
	case STK_NODE_SCALAR:
		add_scalar(inventory, key, stk_node_text(inventory, node), out);
		return;
	case STK_NODE_MAP: add_map(inventory, key, node, out); return;
	case STK_NODE_LIST: break;
	}
	if (node->size == 1)
		stk_str_add(out, stk_t("none"));
	STK_EACH_CHILD (child, node) {
		if (!first)
			stk_str_add(out, stk_node_kind(child) == STK_NODE_MAP
						 ? stk_t("; ")
						 : stk_tc("list", ", "));
		first = false;
		stk_name_value(inventory, key, child, out);
	}
}

static void add_part(const struct stk_inventory *inventory, const struct stk_node *map,
		     enum stk_word word, const char *before, struct stk_str *out)
{
	const struct stk_node *node = stk_node_get(map, word);

	if (!node)
		return;
	stk_str_add(out, before);
	stk_name_value(inventory, stk_shape_key(&stk_shape_integration, word), node, out);
}

const char *stk_name_flow(const struct stk_node *integration, bool flipped)
{
	switch (stk_word_of(integration, STK_W_FLOW)) {
	case STK_W_OUT: return flipped ? "<-" : "->";
	case STK_W_IN: return flipped ? "->" : "<-";
	case STK_W_BOTH: return "<->";
	default: return "--";
	}
}

void stk_name_integration(const struct stk_inventory *inventory, const struct stk_node *node,
			  struct stk_str *out)
{
	const char *every = stk_text(inventory, node, STK_W_EVERY),
		   *method = stk_text(inventory, node, STK_W_METHOD);

	if (stk_node_get(node, STK_W_CARRIES))
		add_part(inventory, node, STK_W_CARRIES, "", out);
	else
		stk_str_add(out, stk_t("nobody has said what"));
	add_part(inventory, node, STK_W_BACK, stk_t("; back: "), out);
	if (every) {
		int64_t minutes = stk_every_parse(every);

		char words[64] = "";

		if (minutes >= 0 || minutes == STK_EVERY_ON_DEMAND)
			stk_every_words(minutes, words);
		stk_str_addf(out, minutes > 0 ? stk_t(", every %s") : stk_t(", %s"),
			     stk_tr_used() && *words ? words : every);
	}
	if (method)
		stk_str_addf(out, stk_t(", %s"), stk_tc("method", method));
	add_part(inventory, node, STK_W_VIA, stk_t(", via "), out);
	add_part(inventory, node, STK_W_WHO, stk_t(", by "), out);
	add_part(inventory, node, STK_W_NOTES, " (", out);
	if (stk_node_get(node, STK_W_NOTES))
		stk_str_add(out, ")");
}

/* "What Ana Ruiz said on 2026-11-09" */
static void add_evidence(const struct stk_inventory *inventory, const char *id, struct stk_str *out)
{
	const struct stk_entity *evidence = stk_inventory_find(inventory, STK_EVIDENCE, id);
	const char *by = evidence ? stk_text(inventory, evidence->node, STK_W_BY) : NULL;
	const char *at = evidence ? stk_text(inventory, evidence->node, STK_W_AT) : NULL;
	struct stk_str voice = STK_STR_INIT;

	if (!by || !at) {
		stk_str_add(out, id);
		return;
	}
	stk_name_voice(inventory, by, &voice);
	stk_str_addf(out, stk_t("What %s said on %.10s"), voice.data, at);
	stk_str_release(&voice);
}

/* "HubSpot, Power BI" of an address; *rest is the index of the first part that is not in it. */
static void add_subject(const struct stk_inventory *inventory, const struct stk_address *address,
			size_t *rest, struct stk_str *out)
{
	*rest = address->kind == STK_INVENTORY ? 1 : 2;
	if (address->kind == STK_INVENTORY) {
		stk_str_add(out, stk_t("The inventory"));
	} else if (address->kind == STK_EVIDENCE && address->count > 1) {
		add_evidence(inventory, address->parts[1], out);
	} else if (address->count > 1) {
		stk_str_add(out, stk_name_of(inventory, address->kind, address->parts[1]));
	}
	if (address->kind == STK_PLATFORM && address->count > 3 &&
	    strcmp(address->parts[2], "integrations") == 0) {
		stk_str_addf(out, stk_t(", %s"),
			     stk_name_of(inventory, STK_PLATFORM, address->parts[3]));
		*rest = 4;
	}
}

/* The parts of an address below its subject: keys by their headings, as sheets have them, and words
 * by their names, where the page is not in the language of the ids. */
static void add_rest(const struct stk_address *address, size_t rest, struct stk_str *out)
{
	const struct stk_shape *shape = stk_kinds[address->kind].shape;
	const struct stk_key *list = NULL;

	for (size_t i = address->kind == STK_INVENTORY ? 1 : 2; i < address->count; i++) {
		const struct stk_key *key =
			shape ? stk_shape_key_by_name(shape, address->parts[i]) : NULL;
		const char *word = address->parts[i];

		if (key && key->column && stk_tr_used())
			word = stk_t(key->column);
		else if (!key && !list)
			word = stk_word_shown(word);
		if (i >= rest)
			stk_str_addf(out, "%s%s", i == rest ? "" : stk_t(", "), word);
		/* Below a list of items stands the name of one, and below that its keys. */
		shape = list ? list->item : NULL;
		list = key && key->item ? key : NULL;
	}
}

void stk_name_address(const struct stk_inventory *inventory, const char *address,
		      struct stk_str *out)
{
	struct stk_address parsed;
	struct stk_err err;
	size_t rest;

	if (stk_address_parse(address, &parsed, &err)) {
		stk_str_add(out, address);
		return;
	}
	add_subject(inventory, &parsed, &rest, out);
	if (rest < parsed.count)
		stk_str_add(out, stk_t(": "));
	add_rest(&parsed, rest, out);
	stk_address_release(&parsed);
}

bool stk_name_question(const struct stk_inventory *inventory, const char *address,
		       struct stk_str *out)
{
	struct stk_address parsed;
	struct stk_place place = {0};
	struct stk_err err;
	size_t rest;
	bool has;

	if (stk_address_parse(address, &parsed, &err))
		return false;
	has = stk_address_resolve(inventory, &parsed, &place, &err) && place.key && place.key->ask;
	if (has) {
		if (parsed.kind != STK_INVENTORY) {
			add_subject(inventory, &parsed, &rest, out);
			stk_str_add(out, stk_t(": "));
		}
		stk_str_add(out, stk_t(place.key->ask));
	}
	stk_address_release(&parsed);
	return has;
}

void stk_name_contested(const struct stk_inventory *inventory, const char *address,
			struct stk_str *out)
{
	struct stk_address parsed;
	struct stk_err ignored;
	size_t rest;

	if (stk_address_parse(address, &parsed, &ignored)) {
		stk_str_add(out, address);
		return;
	}
	add_subject(inventory, &parsed, &rest, out);
	if (rest < parsed.count)
		stk_str_add(out, stk_t(", "));
	add_rest(&parsed, rest, out);
	stk_address_release(&parsed);
}

bool stk_name_asked(const struct stk_inventory *inventory, const struct stk_question *question,
		    struct stk_str *out)
{
	struct stk_str sides = STK_STR_INIT;
	struct stk_address parsed;
	struct stk_err err;
	size_t rest;

	if (stk_address_parse(question->address, &parsed, &err))
		return false;
	if (question->kind == STK_QUESTION_DISPUTE)
		stk_name_contested(inventory, question->address, out);
	else if (parsed.kind != STK_INVENTORY)
		add_subject(inventory, &parsed, &rest, out);
	stk_str_add(out, parsed.kind != STK_INVENTORY ? stk_t(": ") : "");
	stk_str_add(out, stk_t(question->ask));
	if (question->kind == STK_QUESTION_DISPUTE) {
		stk_name_sides(inventory, question, &sides);
		stk_str_addf(out, stk_t(" %s"), sides.data);
	}
	stk_str_release(&sides);
	stk_address_release(&parsed);
	return true;
}

/* A category by its name: it is read out to a room. */
static void add_side(const struct stk_inventory *inventory, const struct stk_key *key,
		     const struct stk_node *node, struct stk_str *out)
{
	bool first = true;

	if (!key || key->word != STK_W_CATEGORY) {
		stk_name_value(inventory, key, node, out);
		return;
	}
	STK_EACH_VALUE(item, node)
	{
		stk_str_add(out, first ? "" : stk_tc("list", ", "));
		stk_name_word(stk_node_text(inventory, item), out);
		first = false;
	}
}

void stk_name_sides(const struct stk_inventory *inventory, const struct stk_question *question,
		    struct stk_str *out)
{
	const char *by = stk_text(inventory, question->item, STK_W_BY);
	struct stk_str says = STK_STR_INIT;
	struct stk_address parsed;
	struct stk_place place = {0};
	struct stk_err ignored;

	if (stk_address_parse(question->address, &parsed, &ignored))
		return;
	stk_address_resolve(inventory, &parsed, &place, &ignored);
	stk_address_release(&parsed);
	if (place.node && !place.member)
		add_side(inventory, place.key, place.node, out);
	else
		stk_str_add(out, place.node ? stk_t("yes") : stk_t("nothing"));
	add_side(inventory, place.member ? NULL : place.key,
		 stk_node_get(question->item, STK_W_SAYS), &says);
	stk_str_addf(out, stk_t(", or %s"), says.len ? says.data : stk_t("nothing"));
	if (by) {
		stk_str_reset(&says);
		stk_name_voice(inventory, by, &says);
		stk_str_addf(out, stk_t(" (%s)"), says.data);
	}
	stk_str_release(&says);
}

void stk_name_count(struct stk_str *out, size_t count, const char *one, const char *many)
{
	stk_str_addf(out, "%zu %s", count, stk_tn(one, many, count));
}

void stk_name_age(int64_t minutes, char out[64])
{
	stk_every_words(minutes, out);
}
