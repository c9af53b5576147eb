#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/former.h"

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

/* What was renamed, or folded into another, goes by that one's id. */
static void hint_missing(const struct stk_inventory *inventory, const struct stk_address *address,
			 struct stk_err *err)
{
	const struct stk_entity *moved =
		address->count > 1 ? stk_moved_find(inventory, address->kind, address->parts[1])
				   : NULL;

	if (moved)
		stk_err_hint(err, "It is %s/%s now.", stk_kinds[address->kind].plural,
			     stk_sym_text(&inventory->syms, moved->id));
	else
		stk_err_hint(err,
			     "`stocktake add %s NAME` makes one; `stocktake list %s` shows what "
			     "there is.",
			     stk_kinds[address->kind].name, stk_kinds[address->kind].plural);
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
		stk_err_set(err, STK_EUSAGE, "there is no %s \"%s\"",
			    stk_tc("kind", stk_kinds[address.kind].name),
			    address.count > 1 ? address.parts[1] : "");
		hint_missing(opened->inventory, &address, err);
		failed = -1;
	} else if (address.count <= (address.kind == STK_INVENTORY ? 1u : 2u)) {
		stk_err_set(err, STK_EUSAGE, "%s is a whole %s; name one of its keys", text,
			    stk_tc("kind", stk_kinds[address.kind].name));
		stk_err_hint(err, "%s/owner, for one. `stocktake schema %s` lists the keys.", text,
			     stk_kinds[address.kind].name);
		failed = -1;
	}
	stk_address_release(&address);
	return failed;
}

/* What is done, in one line. */
static char *message_of(enum stk_change_op op, const char *address, const char *value)
{
	struct stk_str text = STK_STR_INIT, shown = STK_STR_INIT;

	stk_str_addf(&text, "%s %s",
		     op == STK_CHANGE_REMOVE ? "Remove"
		     : op == STK_CHANGE_ADD  ? "Add to"
					     : "Set",
		     address);
	if (op != STK_CHANGE_REMOVE) {
		stk_str_add(&text, ": ");
		stk_text_visible(&shown, value, strcspn(value, "\n"), false);
		stk_text_cut(&text, shown.data, 100);
	}
	stk_str_release(&shown);
	return stk_str_detach(&text);
}

/* --add takes several: each is a change of its own. */
static const struct stk_change *each_added(const struct stk_change *change, struct stk_arena *arena,
					   size_t *count)
{
	struct stk_change *each;
	size_t items = 0;

	*count = 1;
	if (change->op != STK_CHANGE_ADD || change->value->kind != STK_NODE_LIST)
		return change;
	for (const struct stk_value *item = change->value->first; item; item = item->next)
		items++;
	each = stk_arena_alloc(arena, (items + 1) * sizeof *each);
	*count = 0;
	for (const struct stk_value *item = change->value->first; item; item = item->next) {
		each[*count] = *change;
		each[(*count)++].value = item;
	}
	return each;
}

static int run_set(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_place place;
	struct stk_change change = {.address = args->words[0]};
	const struct stk_change *changes;
	size_t count;
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
	if (!remove && !(change.value = stk_change_value(opened.inventory, place.key,
							 place.member || place.named,
							 args->words[1], &arena, &err))) {
		stk_fail(&err);
		goto out;
	}
	message = message_of(change.op, change.address, remove ? "" : args->words[1]);
	changes = each_added(&change, &arena, &count);
	status = stk_change_all(app, &opened, by, changes, count, message);
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
