#include "stocktake/model/settings.h"

#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

bool stk_setting_allowed(const char *check)
{
	return strcmp(check, "quality-unreadable") != 0 && strcmp(check, "quality-version") != 0;
}

static const struct stk_node *settings_of(const struct stk_inventory *inventory)
{
	const struct stk_node *map = stk_node_get(inventory->root, STK_W_CHECKS);

	return map && stk_node_kind(map) == STK_NODE_MAP ? map : NULL;
}

static struct stk_setting read_setting(const struct stk_inventory *inventory,
				       const struct stk_node *node)
{
	struct stk_setting setting = {0};
	const char *word = node && stk_node_kind(node) == STK_NODE_SCALAR
				   ? stk_sym_text(&inventory->syms, node->value)
				   : "";
	int severity = stk_severity_parse(word);

	setting.off = strcmp(word, "off") == 0;
	setting.set = severity >= 0;
	setting.severity = severity >= 0 ? (enum stk_severity)severity : STK_NOTE;
	return setting;
}

struct stk_setting stk_setting_of(const struct stk_inventory *inventory, const char *check)
{
	const struct stk_node *map = settings_of(inventory);
	stk_sym sym = map ? stk_sym_find(&inventory->syms, check, strlen(check)) : 0;

	if (!sym || !stk_setting_allowed(check))
		return (struct stk_setting){0};
	return read_setting(inventory, stk_node_get(map, sym));
}

size_t stk_settings_off(const struct stk_inventory *inventory)
{
	const struct stk_node *map = settings_of(inventory);
	size_t off = 0;

	if (!map)
		return 0;
	STK_EACH_CHILD (child, map)
		off += stk_setting_of(inventory, stk_sym_text(&inventory->syms, child->key)).off;
	return off;
}

static bool is_among(const char *const *ids, const char *id)
{
	while (*ids && strcmp(*ids, id) != 0)
		ids++;
	return *ids != NULL;
}

static void add_unknown(const struct stk_inventory *inventory, const struct stk_node *node,
			const char *const *ids, struct stk_findings *findings)
{
	const char *id = stk_sym_text(&inventory->syms, node->key), *near;
	struct stk_str address = STK_STR_INIT;
	char *message = stk_xasprintf(stk_t("there is no check `%.100s` to be set"), id), *remedy;
	struct stk_finding finding = {
		.check = "quality-dangling",
		.severity = STK_WARNING,
		.file = inventory->files[inventory->kinds[STK_INVENTORY].items[0].file].path,
		.at_bytes = stk_node_at_bytes(node),
		.message = message};

	near = stk_near_choice(ids, id);
	remedy = near ? stk_xasprintf(stk_t("Did you mean `%s`?"), near)
		      : stk_xstrdup(
				stk_t("`stocktake checks list` has their names; take out what is "
				      "none of them"));
	stk_str_add(&address, "inventory/checks");
	stk_address_add(&address, id);
	finding.address = address.data;
	finding.remedy = remedy;
	stk_findings_add(findings, &finding);
	stk_str_release(&address);
	free(message);
	free(remedy);
}

void stk_settings_unknown(const struct stk_inventory *inventory, const char *const *ids,
			  struct stk_findings *findings)
{
	const struct stk_node *map = settings_of(inventory);

	if (!map)
		return;
	STK_EACH_CHILD (child, map)
		if (!is_among(ids, stk_sym_text(&inventory->syms, child->key)))
			add_unknown(inventory, child, ids, findings);
}
