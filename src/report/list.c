#include "stocktake/report/list.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "list_rows.h"
#include "names.h"
#include "page.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

#define KINDS                                                                                      \
	"platforms stakeholders metrics terms teams integrations disputes workshops evidence "     \
	"waivers"

const char *stk_list_kinds(void)
{
	return KINDS;
}

struct listing {
	const struct stk_inventory *inventory;
	struct stk_listed *items;
	size_t count, cap;
};

static void add(struct listing *listing, enum stk_kind kind, const struct stk_entity *entity,
		const struct stk_node *node, struct stk_str *address)
{
	STK_GROW(listing->items, listing->cap, listing->count + 1);
	listing->items[listing->count++] = (struct stk_listed){
		.kind = kind, .entity = entity, .node = node, .address = stk_str_detach(address)};
}

static void gather_teams(struct listing *listing)
{
	const struct stk_inventory *inventory = listing->inventory;

	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		struct stk_str address = STK_STR_INIT;

		if (stk_node_kind(team) != STK_NODE_MAP)
			continue;
		stk_str_add(&address, "inventory/teams");
		if (stk_text(inventory, team, STK_W_ID))
			stk_address_add(&address, stk_text(inventory, team, STK_W_ID));
		add(listing, STK_INVENTORY, NULL, team, &address);
	}
}

static void gather_integrations(struct listing *listing)
{
	const struct stk_inventory *inventory = listing->inventory;
	const struct stk_entities *platforms = &inventory->kinds[STK_PLATFORM];

	for (uint32_t i = 0; i < platforms->count; i++) {
		STK_EACH_VALUE(item, stk_node_get(platforms->items[i].node, STK_W_INTEGRATIONS))
		{
			struct stk_str address = STK_STR_INIT;
			const char *name;

			if (stk_node_kind(item) != STK_NODE_MAP)
				continue;
			stk_entity_address(inventory, STK_PLATFORM, &platforms->items[i], &address);
			stk_str_add(&address, "/integrations");
			name = stk_item_name(inventory, &stk_shape_integration, item);
			if (name)
				stk_address_add(&address, name);
			add(listing, STK_PLATFORM, &platforms->items[i], item, &address);
		}
	}
}

static void gather_disputes(struct listing *listing)
{
	const struct stk_inventory *inventory = listing->inventory;

	for (int kind = 0; kind < STK_KIND_COUNT; kind++) {
		for (uint32_t i = 0; i < inventory->kinds[kind].count; i++) {
			const struct stk_entity *entity = &inventory->kinds[kind].items[i];

			STK_EACH_VALUE(item, stk_node_get(entity->node, STK_W_DISPUTES))
			{
				struct stk_str address = STK_STR_INIT;
				const char *at;

				if (stk_node_kind(item) != STK_NODE_MAP)
					continue;
				stk_entity_address(inventory, kind, entity, &address);
				at = stk_text(inventory, item, STK_W_AT);
				if (at)
					stk_str_addf(&address, "/%s", at);
				add(listing, kind, entity, item, &address);
			}
		}
	}
}

static void gather_terms(struct listing *listing)
{
	const struct stk_inventory *inventory = listing->inventory;

	for (uint32_t i = 0; i < inventory->term_count; i++) {
		struct stk_str address = STK_STR_INIT;

		stk_str_add(&address, "terms");
		stk_address_add(&address, stk_sym_text(&inventory->syms, inventory->terms[i].id));
		add(listing, STK_TERM, NULL, NULL, &address);
		listing->items[listing->count - 1].term = &inventory->terms[i];
	}
}

static void gather(struct listing *listing, const struct stk_lister *lister)
{
	const struct stk_inventory *inventory = listing->inventory;

	if (strcmp(lister->name, "teams") == 0) {
		gather_teams(listing);
	} else if (strcmp(lister->name, "integrations") == 0) {
		gather_integrations(listing);
	} else if (strcmp(lister->name, "disputes") == 0) {
		gather_disputes(listing);
	} else if (lister->kind == STK_TERM) {
		gather_terms(listing);
	} else {
		for (uint32_t i = 0; i < inventory->kinds[lister->kind].count; i++) {
			const struct stk_entity *entity = &inventory->kinds[lister->kind].items[i];
			struct stk_str address = STK_STR_INIT;

			stk_entity_address(inventory, lister->kind, entity, &address);
			add(listing, lister->kind, entity, NULL, &address);
		}
	}
}

static json_t *item_json(const struct stk_inventory *inventory, const struct stk_lister *lister,
			 const struct stk_listed *listed)
{
	json_t *object;

	if (lister->kind >= 0 && !listed->term)
		return stk_json_entity(inventory, lister->kind, listed->entity);
	object = json_object();
	stk_json_set_text(object, "address", listed->address);
	if (listed->term) {
		const struct stk_term *term = listed->term;

		stk_json_set_text(object, "name", term->name);
		stk_json_set_text(object, "type", term->type);
		stk_json_set(object, "key", json_boolean(term->key));
		stk_json_set(object, "personal", json_boolean(term->personal));
		stk_json_members(inventory, stk_kinds[STK_TERM].shape, term->node, object);
	} else {
		stk_json_members(inventory,
				 strcmp(lister->name, "teams") == 0      ? &stk_shape_team
				 : strcmp(lister->name, "disputes") == 0 ? &stk_shape_dispute
									 : &stk_shape_integration,
				 listed->node, object);
	}
	return object;
}

static void render_json(const struct listing *listing, const struct stk_lister *lister,
			struct stk_str *out)
{
	json_t *document = json_object(), *items = json_array();

	for (size_t i = 0; i < listing->count; i++)
		stk_json_add(items, item_json(listing->inventory, lister, &listing->items[i]));
	stk_json_set(document, "items", items);
	stk_json_write(document, out);
}

static void render_text(const struct listing *listing, const struct stk_lister *lister,
			const struct stk_terminal *term, struct stk_str *out)
{
	struct stk_page page = {out, term};
	struct stk_table table;
	const char *heads = stk_t(lister->heads);
	size_t columns = 1;

	if (!listing->count) {
		stk_page_text(&page, 0, STK_PLAIN, stk_t(lister->empty));
		return;
	}
	for (const char *c = heads; *c; c++)
		columns += *c == '|';
	stk_table_init(&table, columns);
	for (const char *head = heads; columns; columns--) {
		stk_table_addf(&table, "%.*s", (int)strcspn(head, "|"), head);
		head += strcspn(head, "|") + (columns > 1);
	}
	stk_table_head(&table);
	for (size_t i = 0; i < table.columns; i++)
		if (lister->keep & (1u << i))
			stk_table_keep(&table, i);
	for (size_t i = 0; i < listing->count; i++)
		lister->row(listing->inventory, &listing->items[i], &table);
	stk_page_table(&page, &table, 0);
	stk_table_release(&table);
}

int stk_list_render(const struct stk_inventory *inventory, const char *kind, bool json,
		    const struct stk_terminal *term, struct stk_str *out, struct stk_err *err)
{
	const struct stk_lister *lister = stk_listers;
	struct listing listing = {.inventory = inventory};

	while (lister->name && strcmp(lister->name, kind) != 0 &&
	       strcmp(lister->singular, kind) != 0)
		lister++;
	if (!lister->name) {
		stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be listed", kind);
		stk_err_hint(err, "One of: %s.", KINDS);
		return -1;
	}
	gather(&listing, lister);
	if (json)
		render_json(&listing, lister, out);
	else
		render_text(&listing, lister, term, out);
	for (size_t i = 0; i < listing.count; i++)
		free(listing.items[i].address);
	free(listing.items);
	return 0;
}
