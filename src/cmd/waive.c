#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "judge.h"
#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/near.h"
#include "stocktake/model/settings.h"

static const struct stk_option options[] = {
	{0, "because", "TEXT", "why it is accepted"},
	{0, "by", "STAKEHOLDER", "who accepts it: kept as evidence"},
	{0, "until", "DATE", "the last day on which it is accepted: 2027-05-31"},
};

/* What is to be accepted, by whom. */
struct waiving {
	const char *check, *because, *by, *until;
	char *at;      /* canonical; owned */
	char *address; /* of the waiver: the one that is there, else a new one; owned */
	bool renewed;
};

/* A reason, a person and an end date: all that is missing is named at once. */
static int all_given(const struct stk_args *args, struct stk_err *err)
{
	struct stk_str missing = STK_STR_INIT;
	size_t count = 0;

	for (size_t i = 0; i < STK_COUNT(options); i++) {
		const char *value = args->values[i];

		if (value && value[strspn(value, " \t\n")])
			continue;
		stk_str_addf(&missing, "%s--%s", count++ ? ", " : "", options[i].name);
	}
	if (count) {
		stk_err_set(err, STK_EUSAGE,
			    "a waiver needs a reason, a person and an end date: %s %s",
			    missing.data, stk_tn("is missing", "are missing", count));
		stk_err_hint(err,
			     "stocktake waive %s %s --because TEXT --by STAKEHOLDER --until "
			     "DATE",
			     args->words[0], args->words[1]);
	}
	stk_str_release(&missing);
	return count ? -1 : 0;
}

static int is_check(const struct stk_opened *opened, const char *check, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	const char **ids = stk_checks_ids(opened->source, &arena, err), *near;
	size_t at = 0;
	int failed = -1;

	if (!ids)
		goto out;
	while (ids[at] && strcmp(ids[at], check) != 0)
		at++;
	if (!ids[at]) {
		near = stk_near_choice(ids, check);
		stk_err_set(err, STK_EUSAGE, "there is no check \"%s\"", check);
		if (near)
			stk_err_hint(err, "Did you mean %s?", near);
		else
			stk_err_hint(err, "`stocktake checks list` shows what there is.");
	} else if (!stk_setting_allowed(check)) {
		stk_err_set(err, STK_EUSAGE, "%s cannot be waived: what is not read is not judged",
			    check);
		stk_err_hint(err, "Mend the file; `stocktake check` says where.");
	} else {
		failed = 0;
	}
out:
	stk_arena_release(&arena);
	return failed;
}

static int is_date(const struct stk_app *app, const char *until, struct stk_err *err)
{
	int32_t day = strlen(until) == 10 ? stk_date_parse(until) : STK_DATE_NONE;
	char today[11];

	stk_date_format(app->clock.today, today);
	if (day == STK_DATE_NONE)
		stk_err_set(err, STK_EUSAGE, "--until takes a date as in 2027-05-31, not \"%s\"",
			    until);
	else if (day < app->clock.today)
		stk_err_set(err, STK_EUSAGE, "--until %s is in the past; today is %s", until,
			    today);
	return day == STK_DATE_NONE || day < app->clock.today ? -1 : 0;
}

/* Where: written as findings write it. It must be an address by the schema, of something that is
 * there; also a whole kind is none. */
static int find_place(const struct stk_opened *opened, const char *word, char **at,
		      struct stk_err *err)
{
	struct stk_looked looked;
	struct stk_address address;
	struct stk_place place;
	bool sound = false;

	if (stk_look(opened, word, true, &looked, err))
		return -1;
	if (!stk_address_parse(looked.address, &address, err)) {
		sound = stk_address_resolve(opened->inventory, &address, &place, err);
		stk_address_release(&address);
	}
	if (sound)
		*at = stk_xstrdup(looked.address);
	stk_looked_release(&looked);
	return sound ? 0 : -1;
}

/* The same address, in whatever form it is written. */
static bool is_same_place(const struct stk_opened *opened, const char *written, const char *at)
{
	struct stk_looked looked;
	struct stk_err ignored;
	bool same;

	if (!strchr(written, '/') || stk_look(opened, written, false, &looked, &ignored))
		return strcmp(written, at) == 0;
	same = strcmp(looked.address, at) == 0;
	stk_looked_release(&looked);
	return same;
}

/* The waiver of the same check at the same address. */
static int find_waiver(const struct stk_opened *opened, struct waiving *waiving,
		       struct stk_err *err)
{
	const struct stk_inventory *inventory = opened->inventory;
	const struct stk_entities *waivers = &inventory->kinds[STK_WAIVER];
	struct stk_str address = STK_STR_INIT;
	const char *id = NULL;
	char *own = stk_xasprintf("%s:%s", waiving->check, waiving->at);
	int failed = 0;

	for (uint32_t i = 0; i < waivers->count && !failed; i++) {
		const struct stk_entity *waiver = &waivers->items[i];
		const char *check = stk_text(inventory, waiver->node, STK_W_CHECK),
			   *at = stk_text(inventory, waiver->node, STK_W_AT);

		if (!check || !at || strcmp(check, waiving->check) != 0 ||
		    !is_same_place(opened, at, waiving->at))
			continue;
		failed = id != NULL;
		id = stk_sym_text(&inventory->syms, waiver->id);
	}
	if (failed) {
		stk_err_set(err, STK_EUSAGE, "waivers.yaml has two waivers of %s at %s",
			    waiving->check, waiving->at);
		stk_err_hint(err, "Take one of them out, then try again.");
	}
	waiving->renewed = id != NULL;
	stk_str_add(&address, "waivers");
	stk_address_add(&address, id ? id : own);
	waiving->address = stk_str_detach(&address);
	free(own);
	return failed ? -1 : 0;
}

static bool is_at(const char *address, const char *at)
{
	size_t len = strlen(at);

	return strncmp(address, at, len) == 0 && (!address[len] || address[len] == '/');
}

/* What the waiver does today. */
static void tell_effect(const struct stk_app *app, const struct waiving *waiving,
			const struct stk_case *it)
{
	const struct stk_findings *findings = &it->judged.findings;
	const char *would = app->dry_run ? stk_t("would suppress") : stk_t("suppresses");
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++)
		count += strcmp(findings->items[i].check, waiving->check) == 0 &&
			 is_at(findings->items[i].address, waiving->at);
	if (it->judged.checks->failure_count)
		stk_tell("What it %s is not known: %s failed: %s\n", would, waiving->check,
			 it->judged.checks->failures[0].reason);
	else if (stk_setting_of(it->opened.inventory, waiving->check).off)
		stk_tell("It %s nothing: %s is off in inventory.yaml.\n", would, waiving->check);
	else if (count)
		stk_tell("It %s %zu %s until %s.\n", would, count,
			 stk_tn("finding", "findings", count), waiving->until);
	else
		stk_tell("It %s nothing today: %s finds nothing there. As long as that is so, "
			 "`stocktake check` says that it is not used.\n",
			 would, waiving->check);
}

static int write_waiver(const struct stk_app *app, struct stk_case *it,
			const struct waiving *waiving)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_value *map = stk_value_map(&arena);
	struct stk_change change = {.op = STK_CHANGE_SET,
				    .address = waiving->address,
				    .value = map,
				    .on_conflict = STK_CONFLICT_REPLACE};
	char *message = stk_xasprintf("%s %s at %s until %s",
				      waiving->renewed ? "Renew the waiver of" : "Waive",
				      waiving->check, waiving->at, waiving->until);
	int status;

	stk_value_put_text(&arena, map, "because", waiving->because);
	stk_value_put_text(&arena, map, "by", waiving->by);
	stk_value_put_text(&arena, map, "until", waiving->until);
	status = stk_change_all(app, &it->opened, waiving->by, &change, 1, message);
	if (!status && !app->dry_run)
		stk_tell("%s is waived at %s%s.\n", waiving->check, waiving->at,
			 waiving->renewed ? stk_t(", in place of the waiver that was there") : "");
	if (!status)
		tell_effect(app, waiving, it);
	free(message);
	stk_arena_release(&arena);
	return status;
}

static int waive(const struct stk_app *app, struct stk_opened *opened, struct waiving *waiving,
		 const char *place, struct stk_err *err)
{
	struct stk_case it;
	int status;

	if (is_check(opened, waiving->check, err) || is_date(app, waiving->until, err) ||
	    find_place(opened, place, &waiving->at, err) || find_waiver(opened, waiving, err) ||
	    stk_change_voice(opened, waiving->by, &waiving->by, err))
		return stk_fail(err);
	if (stk_case_judge(opened, opened->inventory, 0, waiving->check, &it, err))
		return stk_fail(err);
	status = write_waiver(app, &it, waiving);
	stk_case_release(&it);
	return status;
}

static int run_waive(const struct stk_app *app, const struct stk_args *args)
{
	struct waiving waiving = {.check = args->words[0],
				  .because = stk_arg(args, "because"),
				  .by = stk_arg(args, "by"),
				  .until = stk_arg(args, "until")};
	struct stk_opened opened;
	struct stk_err err;
	int status;

	if (all_given(args, &err))
		return stk_fail(&err);
	if (stk_utf8_valid_bytes(waiving.because, strlen(waiving.because)) !=
	    strlen(waiving.because)) {
		stk_err_set(&err, STK_EUSAGE, "--because is not valid UTF-8");
		return stk_fail(&err);
	}
	if (stk_open_writing(app, stk_case_loads(waiving.check), &opened, &err))
		return stk_fail(&err);
	status = waive(app, &opened, &waiving, args->words[1], &err);
	free(waiving.at);
	free(waiving.address);
	stk_opened_release(&opened);
	return status;
}

const struct stk_cmd stk_cmd_waive = {
	.name = "waive",
	.group = "judge",
	.usage = "CHECK ADDRESS",
	.about = "Accept a finding: why, who says so, until when",
	.help = "What CHECK finds at ADDRESS and below it no longer counts in `check`, up to and "
		"with the day of --until. A waiver is written also where it suppresses nothing "
		"today; that is said. A second one of the same check and address takes the place "
		"of the first.\n"
		"\n"
		"  stocktake waive silo-isolated platforms/old-crm --by li --until 2027-05-31 \\\n"
		"      --because 'Switched off in May'\n"
		"  stocktake check --waived\n",
	.options = options,
	.option_count = STK_COUNT(options),
	.takes = STK_TAKES_INVENTORY | STK_TAKES_WRITING,
	.min_words = 2,
	.max_words = 2,
	.run = run_waive,
};
