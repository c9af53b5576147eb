#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/match.h"

static const struct stk_option options[] = {
	{0, "by", "STAKEHOLDER", "who says so: kept as evidence"},
	{0, "id", "ID", "the file's name; made from NAME otherwise"},
};

void stk_add_known(struct stk_opened *opened, const char *name, struct stk_value *map,
		   struct stk_arena *arena)
{
	struct stk_matcher *matcher = stk_matcher_new(opened->inventory, 1u << STK_MATCH_PRODUCT);
	struct stk_match match;

	if (stk_matcher_find(matcher, name, 1u << STK_MATCH_PRODUCT, &match, 1) == 1 &&
	    match.grade == STK_MATCH_EXACT) {
		stk_sym product = stk_sym_put(&opened->inventory->syms, match.id, strlen(match.id));
		const struct stk_node *entry = stk_catalogue_get(opened->inventory, product);
		const struct stk_node *category = stk_node_get(entry, STK_W_CATEGORY);
		const char *website = stk_text(opened->inventory, entry, STK_W_WEBSITE);

		stk_value_put_text(arena, map, "product", match.id);
		if (website)
			stk_value_put_text(arena, map, "website", website);
		if (category)
			stk_value_put(
				arena, map, "category",
				stk_value_from_node(arena, category, &opened->inventory->syms));
	}
	stk_matcher_free(matcher);
}

static int put_pair(struct stk_inventory *inventory, enum stk_kind kind, const char *word,
		    struct stk_value *map, struct stk_arena *arena, struct stk_err *err)
{
	size_t len = strcspn(word, "=");
	char *name = stk_arena_strndup(arena, word, len);
	const struct stk_key *key = stk_shape_key_by_name(stk_kinds[kind].shape, name);
	const struct stk_value *value;
	struct stk_value *copy;

	if (!word[len] || !key) {
		stk_err_set(err, STK_EUSAGE,
			    word[len] ? "a %s has no key \"%s\"" : "\"%s%s\" is not KEY=VALUE",
			    word[len] ? stk_kinds[kind].name : name, word[len] ? name : "");
		stk_err_hint(err, "`stocktake schema %s` lists the keys.", stk_kinds[kind].name);
		return -1;
	}
	value = stk_change_value(inventory, key, false, word + len + 1, arena, err);
	if (!value)
		return -1;
	for (struct stk_value *member = map->first; member; member = member->next)
		if (strcmp(member->key, name) ==
		    0) { /* said by hand: it goes before what the catalogue has */
			struct stk_value *next = member->next;

			*member = *value;
			member->key = name;
			member->next = next;
			return 0;
		}
	copy = stk_arena_alloc(arena, sizeof *copy);
	*copy = *value;
	copy->next = NULL;
	stk_value_put(arena, map, name, copy);
	return 0;
}

static char *address_for(enum stk_kind kind, const char *name, const char *id, struct stk_err *err)
{
	struct stk_str slug = STK_STR_INIT;
	const char *defect = id ? stk_text_id_defect(id, strlen(id)) : NULL;
	char *address = NULL;

	if (!id)
		stk_text_slug(&slug, name);
	else
		stk_str_add(&slug, id);
	if (defect)
		stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be an id: it %s", id, defect);
	else if (!slug.len)
		stk_err_set(err, STK_EUSAGE,
			    "\"%s\" has no letter or digit to make an id from; give one with --id",
			    name);
	else
		address = stk_xasprintf("%s/%s", stk_kinds[kind].plural, slug.data);
	stk_str_release(&slug);
	return address;
}

/* Somebody or something goes by that name already, by whatever id: told, unless an --id says that
 * another one is meant. */
static int is_known(struct stk_opened *opened, enum stk_kind kind, const char *name,
		    struct stk_err *err)
{
	unsigned kinds = kind == STK_PLATFORM      ? 1u << STK_MATCH_PLATFORM
			 : kind == STK_STAKEHOLDER ? 1u << STK_MATCH_STAKEHOLDER
						   : 0;
	struct stk_matcher *matcher = kinds ? stk_matcher_new(opened->inventory, kinds) : NULL;
	struct stk_match match;
	int known = 0;

	if (matcher && stk_matcher_find(matcher, name, kinds, &match, 1) &&
	    match.grade == STK_MATCH_EXACT) {
		known = stk_err_set(err, STK_EUSAGE, "%s/%s is there already: \"%.200s\"",
				    stk_kinds[kind].plural, match.id, match.name);
		stk_err_hint(err,
			     "`stocktake show %s/%s` shows it; a second one needs an --id of its "
			     "own.",
			     stk_kinds[kind].plural, match.id);
	}
	stk_matcher_free(matcher);
	return known;
}

/* Two or more of the product are recorded: which one is meant, or what the new one is called, is
 * for the caller to say. */
static int is_one_of_several(struct stk_opened *opened, const char *name, struct stk_err *err)
{
	const struct stk_entities *all = &opened->inventory->kinds[STK_PLATFORM];
	struct stk_matcher *matcher = stk_matcher_new(opened->inventory, 1u << STK_MATCH_PRODUCT);
	struct stk_str list = STK_STR_INIT;
	struct stk_match product;
	size_t count = 0;
	bool known = stk_matcher_find(matcher, name, 1u << STK_MATCH_PRODUCT, &product, 1) &&
		     product.grade == STK_MATCH_EXACT;

	for (uint32_t i = 0; known && i < all->count; i++) {
		const char *its = stk_text(opened->inventory, all->items[i].node, STK_W_PRODUCT);

		if (!its || !stk_text_same(its, product.id))
			continue;
		stk_str_addf(&list, "%s%s (platforms/%s)", count++ ? ", " : "",
			     stk_entity_name(opened->inventory, &all->items[i]),
			     stk_sym_text(&opened->inventory->syms, all->items[i].id));
	}
	if (count > 1) {
		stk_err_set(err, STK_EUSAGE, "%s may be one that is recorded: %s", name, list.data);
		stk_err_hint(err,
			     "If it is another one: `stocktake add platform 'NAME OF ITS OWN' "
			     "product=%s`, or an --id of its own.",
			     product.id);
	}
	stk_matcher_free(matcher);
	stk_str_release(&list);
	return count > 1 ? -1 : 0;
}

static int add_entity(const struct stk_app *app, struct stk_opened *opened, enum stk_kind kind,
		      const struct stk_args *args)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_value *map = stk_value_map(&arena);
	struct stk_err err;
	const char *by, *name = args->words[1];
	char *address = address_for(kind, name, stk_arg(args, "id"), &err), *message = NULL;
	struct stk_change change = {.op = STK_CHANGE_SET, .address = address, .value = map};
	int status = STK_EUSAGE;

	if (!address || stk_change_voice(opened, stk_arg(args, "by"), &by, &err))
		goto failed;
	if (stk_inventory_find(opened->inventory, kind, strchr(address, '/') + 1)) {
		stk_err_set(&err, STK_EUSAGE, "%s is there already", address);
		stk_err_hint(&err, "`stocktake show %s` shows it; a second one needs another --id.",
			     address);
		goto failed;
	}
	if (!stk_arg(args, "id") &&
	    ((kind == STK_PLATFORM && is_one_of_several(opened, name, &err)) ||
	     is_known(opened, kind, name, &err)))
		goto failed;
	stk_value_put_text(&arena, map, "name", name);
	if (kind == STK_PLATFORM)
		stk_add_known(opened, name, map, &arena);
	for (int i = 2; i < args->count; i++)
		if (put_pair(opened->inventory, kind, args->words[i], map, &arena, &err))
			goto failed;
	message = stk_xasprintf("Add %s %s", stk_kinds[kind].name, name);
	status = stk_change_all(app, opened, by, &change, 1, message);
	if (!status)
		stk_tell("%s\n", address);
	goto out;
failed:
	status = stk_fail(&err);
out:
	free(message);
	free(address);
	stk_arena_release(&arena);
	return status;
}

static int run_add(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_err err;
	int kind = stk_kind_by_name(args->words[0]), status;

	if (kind != STK_PLATFORM && kind != STK_STAKEHOLDER && kind != STK_METRIC &&
	    kind != STK_WORKSHOP) {
		stk_err_set(&err, STK_EUSAGE, "cannot add a \"%s\"", args->words[0]);
		stk_err_hint(&err, "One of: platform, stakeholder, metric, workshop. For the rest: "
				   "`stocktake set --add ADDRESS VALUE`.");
		return stk_fail(&err);
	}
	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	status = add_entity(app, &opened, (enum stk_kind)kind, args);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_add = {
	.name = "add",
	.group = "edit",
	.usage = "KIND NAME [KEY=VALUE ...]",
	.about = "Add a platform, stakeholder, metric or workshop",
	.help = "A platform that the catalogue knows gets its product, website and category from "
		"there.\n"
		"\n"
		"  stocktake add platform HubSpot teams=marketing owner=ana-ruiz\n"
		"  stocktake add stakeholder 'Ana Ruiz' role='Head of Marketing' team=marketing\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 2,
	.max_words = -1,
	.run = run_add,
};
