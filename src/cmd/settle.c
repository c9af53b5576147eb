#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

static const struct stk_option options[] = {
	{0, "by", "STAKEHOLDER", "who decides"},
	{0, "keep", NULL, "what stands there is right"},
};

static void add_value(struct stk_str *out, const struct stk_inventory *inventory,
		      const struct stk_node *node, struct stk_arena *arena)
{
	struct stk_str text = STK_STR_INIT;

	if (node)
		stk_yaml_emit_flow(stk_value_from_node(arena, node, &inventory->syms), &text);
	else
		stk_str_add(&text, stk_t("nothing"));
	stk_text_visible(out, text.data, text.len, false);
	stk_str_release(&text);
}

static const char *name_of(const struct stk_inventory *inventory, const char *by)
{
	const struct stk_entity *who =
		by ? stk_inventory_find(inventory, STK_STAKEHOLDER, by) : NULL;
	const char *name = who ? stk_text(inventory, who->node, STK_W_NAME) : NULL;

	return name ? name : by ? by : stk_t("somebody");
}

/* What stands at the address. */
static const struct stk_node *standing(const struct stk_inventory *inventory, const char *text)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	stk_address_resolve(inventory, &address, &place, &ignored);
	stk_address_release(&address);
	return place.node;
}

/* One line a dispute: the address, what stands, who says otherwise. Only those at `only`, where it
 * is given. */
static size_t list_entity(const struct stk_inventory *inventory, enum stk_kind kind,
			  const struct stk_entity *entity, const char *only, struct stk_str *out)
{
	struct stk_arena arena = STK_ARENA_INIT;
	size_t count = 0;

	STK_EACH_VALUE(item, stk_node_get(entity->node, STK_W_DISPUTES))
	{
		const char *at = stk_text(inventory, item, STK_W_AT),
			   *who = name_of(inventory, stk_text(inventory, item, STK_W_BY));
		struct stk_str address = STK_STR_INIT;

		stk_entity_address(inventory, kind, entity, &address);
		stk_str_addf(&address, "/%s", at ? at : "");
		if (at && (!only || strcmp(only, address.data) == 0)) {
			count++;
			stk_text_visible(out, address.data, address.len, false);
			stk_str_add(out, stk_t(": stands "));
			add_value(out, inventory, standing(inventory, address.data), &arena);
			stk_str_add(out, stk_t("; "));
			stk_text_visible(out, who, strlen(who), false);
			stk_str_add(out, stk_t(" says "));
			add_value(out, inventory, stk_node_get(item, STK_W_SAYS), &arena);
			stk_str_addc(out, '\n');
		}
		stk_str_release(&address);
	}
	stk_arena_release(&arena);
	return count;
}

static size_t list_disputes(const struct stk_inventory *inventory, const char *only,
			    struct stk_str *out)
{
	size_t count = 0;

	for (int kind = 0; kind < STK_KIND_COUNT; kind++)
		for (uint32_t i = 0; i < inventory->kinds[kind].count; i++)
			count += list_entity(inventory, (enum stk_kind)kind,
					     &inventory->kinds[kind].items[i], only, out);
	return count;
}

static int say_what_is_open(struct stk_opened *opened, const char *only)
{
	struct stk_str out = STK_STR_INIT;
	size_t count = list_disputes(opened->inventory, only, &out);
	int status = 0;

	if (only && count) {
		status = stk_put(&out);
		stk_tell("Decide: `stocktake settle %s VALUE`, or --keep for what stands.\n", only);
	} else if (only) {
		stk_tell("stocktake: there is no dispute at %s\n", only);
		status = STK_EUSAGE;
	} else if (count) {
		status = stk_put(&out);
	} else {
		stk_tell("No disputes.\n");
	}
	stk_str_release(&out);
	return status;
}

/* Settling what nobody disputes would be a `set` by another name. */
static int refuse_undisputed(struct stk_opened *opened, const char *address, struct stk_err *err)
{
	struct stk_str ignored = STK_STR_INIT;
	size_t count = list_disputes(opened->inventory, address, &ignored);

	stk_str_release(&ignored);
	if (count)
		return 0;
	stk_err_set(err, STK_EUSAGE, "there is no dispute at %s", address);
	stk_err_hint(err, "`stocktake settle` lists them; `stocktake set` sets a value.");
	return -1;
}

static int decide(const struct stk_app *app, struct stk_opened *opened, const char *address,
		  const struct stk_value *value, const char *by)
{
	struct stk_voice voice = {.by = by, .kind = "decision"};
	struct stk_err err;
	struct stk_record *record =
		stk_record_open(opened->folder, opened->inventory, &voice, &err);
	char *message = stk_xasprintf("Settle %s", address);
	int status;

	if (record)
		stk_record_set_dry_run(record, app->dry_run);
	if (!record || stk_record_settle(record, address, value, &err))
		status = stk_fail(&err);
	else
		status = stk_change_finish(app, opened, record, by, message);
	stk_record_close(record);
	free(message);
	return status;
}

static int run_settle(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_address address;
	struct stk_place place;
	struct stk_err err;
	const struct stk_value *value = NULL;
	const char *by;
	bool keep = stk_arg(args, "keep") != NULL, sound;
	int status = STK_EUSAGE;

	if (keep && args->count != 1) {
		stk_err_set(&err, STK_EUSAGE, "--keep takes an address and nothing else");
		return stk_fail(&err);
	}
	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	if (args->count == 0 || (args->count == 1 && !keep)) {
		status = say_what_is_open(&opened, args->count ? args->words[0] : NULL);
		goto out;
	}
	if (stk_change_voice(&opened, stk_arg(args, "by"), &by, &err) ||
	    stk_address_parse(args->words[0], &address, &err)) {
		stk_fail(&err);
		goto out;
	}
	sound = stk_address_resolve(opened.inventory, &address, &place, &err);
	stk_address_release(&address);
	if (!sound || refuse_undisputed(&opened, args->words[0], &err) ||
	    (args->count == 2 &&
	     !(value = stk_change_value(opened.inventory, place.key, place.member, args->words[1],
					&arena, &err))))
		stk_fail(&err);
	else
		status = decide(app, &opened, args->words[0], value, by);
out:
	stk_arena_release(&arena);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_settle = {
	.name = "settle",
	.group = "edit",
	.usage = "[ADDRESS [VALUE]]",
	.about = "Decide a dispute; without an address, list them",
	.help = "A dispute is two people saying different things about one address. Settling it "
		"sets VALUE (or keeps what stands there) "
		"and takes the dispute out; what both said stays in the evidence.\n"
		"\n"
		"  stocktake settle\n"
		"  stocktake settle platforms/hubspot/category crm --by li\n"
		"  stocktake settle platforms/hubspot/category --keep\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.max_words = 2,
	.run = run_settle,
};
