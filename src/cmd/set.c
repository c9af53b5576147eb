#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/address.h"

static const struct stk_option options[] = {
	{0, "by", "STAKEHOLDER",
	 "who says so: kept as evidence, a contradiction becomes a dispute"},
	{0, "add", NULL, "add VALUE to the list at ADDRESS"},
	{0, "remove", NULL, "take out what is at ADDRESS"},
	{0, "replace", NULL, "with --by: the new value stands, no dispute"},
};

/* "hubspot/owner": what is called so, as the address that was meant. */
static void hint_kind(const struct stk_inventory *inventory, const char *text, struct stk_err *err)
{
	char *id = stk_xstrndup(text, strcspn(text, "/"));

	for (int kind = STK_STAKEHOLDER; kind <= STK_WORKSHOP; kind++)
		if (stk_inventory_find(inventory, (enum stk_kind)kind, id)) {
			stk_err_hint(err, "Did you mean %s/%s?", stk_kinds[kind].plural, text);
			break;
		}
	free(id);
}

/* The schema row that the value is for; refuses addresses that cannot be and entities that are not
 * there. */
static int find_place(const struct stk_opened *opened, const char *text, struct stk_place *place,
		      struct stk_err *err)
{
	struct stk_address address;
	int failed = 0;

	if (stk_address_parse(text, &address, err)) {
		hint_kind(opened->inventory, text, err);
		return -1;
	}
	if (!stk_address_resolve(opened->inventory, &address, place, err)) {
		failed = -1;
	} else if (!place->entity && address.kind != STK_INVENTORY) {
		stk_err_set(err, STK_EUSAGE, "there is no %s \"%s\"", stk_kinds[address.kind].name,
			    address.count > 1 ? address.parts[1] : "");
		stk_err_hint(err,
			     "`stocktake add %s NAME` makes one; `stocktake list %s` shows what "
			     "there is.",
			     stk_kinds[address.kind].name, stk_kinds[address.kind].plural);
		failed = -1;
	} else if (address.count <= (address.kind == STK_INVENTORY ? 1u : 2u)) {
		stk_err_set(err, STK_EUSAGE, "%s is a whole %s; name one of its keys", text,
			    stk_kinds[address.kind].name);
		stk_err_hint(err, "%s/owner, for one. `stocktake schema %s` lists the keys.", text,
			     stk_kinds[address.kind].name);
		failed = -1;
	}
	stk_address_release(&address);
	return failed;
}

static int run_set(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_place place;
	struct stk_change change = {.address = args->words[0]};
	struct stk_err err;
	const char *by;
	char *message = NULL;
	bool remove = stk_arg(args, "remove") != NULL, add = stk_arg(args, "add") != NULL;
	int status;

	if (args->count != (remove ? 1 : 2) || (add && remove)) {
		stk_err_set(&err, STK_EUSAGE,
			    remove ? "--remove takes an address and nothing else"
				   : "`set` needs an address and a value");
		return stk_fail(&err);
	}
	if (!remove && !*args->words[1]) {
		stk_err_set(&err, STK_EUSAGE, "the value is empty");
		stk_err_hint(&err, "--remove takes out what is there; [] is the answer \"none\".");
		return stk_fail(&err);
	}
	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	status = STK_EUSAGE;
	if (find_place(&opened, change.address, &place, &err) ||
	    stk_change_voice(&opened, stk_arg(args, "by"), &by, &err)) {
		stk_fail(&err);
		goto out;
	}
	change.op = remove ? STK_CHANGE_REMOVE : add ? STK_CHANGE_ADD : STK_CHANGE_SET;
	change.on_conflict = stk_arg(args, "replace") ? STK_CONFLICT_REPLACE : STK_CONFLICT_DISPUTE;
	if (!remove && !(change.value = stk_change_value(opened.inventory, place.key, place.member,
							 args->words[1], &arena, &err))) {
		stk_fail(&err);
		goto out;
	}
	if (add && change.value->kind == STK_NODE_LIST &&
	    change.value->first) /* one word, or one item in [ ] */
		change.value = change.value->first;
	message = stk_xasprintf(remove ? "Remove %s"
				: add  ? "Add to %s: %.200s"
				       : "Set %s: %.200s",
				change.address, remove ? "" : args->words[1]);
	status = stk_change_all(app, &opened, by, &change, 1, message);
out:
	free(message);
	stk_arena_release(&arena);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_set = {
	.name = "set",
	.group = "edit",
	.usage = "ADDRESS VALUE",
	.about = "Set the value at an address",
	.help = "People, teams and platforms by name or id, groups in singular or plural, commas "
		"between several. Without --by it is a hand edit: no evidence, never a dispute. "
		"All other bytes of "
		"the file stay as they are.\n"
		"\n"
		"  stocktake set platforms/hubspot/owner ana-ruiz\n"
		"  stocktake set platforms/hubspot/holds lead,contact --by ana\n"
		"  stocktake set --add platforms/hubspot/integrations '{with: salesforce, flow: "
		"both}'\n"
		"  stocktake set --remove platforms/hubspot/teams/marketing\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 1,
	.max_words = 2,
	.run = run_set,
};
