/* A workshop planned: when, which, for whom, and why these. */
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/table.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/match.h"
#include "stocktake/report/facts.h"
#include "workshop.h"

#define NARROW_COLS 60

#define MAX_TEAMS 16

struct plan {
	struct stk_opened *opened;
	struct stk_arena arena;
	const struct stk_workshop_kind *kind;
	const char *date;
	const char *teams[MAX_TEAMS];
	size_t team_count;
	const char *facilitator;
	struct stk_named_people people; /* those who were given with --invite */
	struct stk_invitees *invitees;
	char *id;
};

static int take_kind(struct plan *plan, const struct stk_args *args, struct stk_err *err)
{
	const char *word = args->count > 1 ? args->words[1] : "";

	for (size_t i = 0; i < STK_COUNT(stk_workshop_kinds); i++)
		if (strcmp(stk_workshop_kinds[i].name, word) == 0)
			plan->kind = &stk_workshop_kinds[i];
	if (plan->kind)
		return 0;
	if (*word)
		stk_err_set(err, STK_EUSAGE, "there is no kind of workshop \"%s\"", word);
	else
		stk_err_set(err, STK_EUSAGE, "`workshop plan` needs the kind of workshop");
	stk_err_hint(err, "One of: organisation, team, follow-up.");
	return -1;
}

static int take_date(struct plan *plan, const struct stk_args *args, struct stk_err *err)
{
	const char *date = stk_arg(args, "date");
	int32_t day = date && strlen(date) == 10 ? stk_date_parse(date) : STK_DATE_NONE;

	if (day == STK_DATE_NONE) {
		if (date)
			stk_err_set(err, STK_EUSAGE, "--date %s: a day like 2026-12-08", date);
		else
			stk_err_set(err, STK_EUSAGE, "`workshop plan` needs the day: --date DATE");
		return -1;
	}
	plan->date = date;
	return 0;
}

static void list_teams(const struct stk_inventory *inventory, struct stk_str *out)
{
	STK_EACH_VALUE(team, stk_node_get(inventory->root, STK_W_TEAMS))
	{
		const char *id = stk_text(inventory, team, STK_W_ID);

		if (id)
			stk_str_addf(out, "%s%s", out->len ? ", " : "", id);
	}
}

static int take_teams(struct plan *plan, const struct stk_args *args, struct stk_err *err)
{
	struct stk_inventory *inventory = plan->opened->inventory;
	struct stk_matcher *matcher = stk_matcher_new(inventory, 1u << STK_MATCH_TEAM);
	struct stk_str names = STK_STR_INIT;
	struct stk_match match[2];
	const char *team;
	size_t at = 0;
	int failed = 0;

	list_teams(inventory, &names);
	while (!failed && (team = stk_arg_each(args, "team", &at))) {
		size_t count = stk_matcher_find(matcher, team, 1u << STK_MATCH_TEAM, match, 2);

		if (plan->kind->word != STK_W_TEAM)
			failed = stk_err_set(err, STK_EUSAGE, "--team goes with `plan team`");
		else if (count != 1 || match[0].grade == STK_MATCH_NEAR)
			failed = stk_err_set(err, STK_EUSAGE,
					     "--team %s: there is no such team; "
					     "one of: %s",
					     team, names.data);
		else if (plan->team_count == MAX_TEAMS)
			failed = stk_err_set(err, STK_EUSAGE, "at most %d teams", MAX_TEAMS);
		else
			plan->teams[plan->team_count++] =
				stk_arena_strdup(&plan->arena, match[0].id);
	}
	if (!failed && plan->kind->word == STK_W_TEAM && !plan->team_count)
		failed = stk_err_set(err, STK_EUSAGE, "which team? --team, one of: %s", names.data);
	stk_str_release(&names);
	stk_matcher_free(matcher);
	return failed;
}

static int take_people(struct plan *plan, const struct stk_args *args, struct stk_err *err)
{
	const char *given = stk_arg(args, "facilitator"), *names;
	size_t at = 0;

	if (stk_change_person(plan->opened, "facilitator", given, &plan->facilitator, err))
		return -1;
	if (!given)
		plan->facilitator = stk_workshop_facilitator(plan->opened, NULL);
	while ((names = stk_arg_each(args, "invite", &at)))
		if (stk_named_take(plan->opened, names, &plan->people, err))
			return -1;
	return 0;
}

/* DATE-KIND; of a second team on that day, its name as well. */
static int choose_id(struct plan *plan, struct stk_err *err)
{
	const struct stk_inventory *inventory = plan->opened->inventory;

	plan->id = stk_xasprintf("%s-%s", plan->date, plan->kind->name);
	if (plan->team_count && stk_inventory_find(inventory, STK_WORKSHOP, plan->id)) {
		free(plan->id);
		plan->id = stk_xasprintf("%s-%s-%s", plan->date, plan->kind->name, plan->teams[0]);
	}
	if (!stk_inventory_find(inventory, STK_WORKSHOP, plan->id))
		return 0;
	stk_err_set(err, STK_EUSAGE, "workshops/%s is there already", plan->id);
	stk_err_hint(err, "`stocktake set --add workshops/%s/invited NAME` invites more people.",
		     plan->id);
	return -1;
}

/* --- writing and showing ------------------------------------------------------------------------
 */

static struct stk_value *text_list(struct stk_arena *arena, const char *const *texts, size_t count)
{
	struct stk_value *list = stk_value_list(arena);

	for (size_t i = 0; i < count; i++)
		stk_value_push(list, stk_value_text(arena, texts[i]));
	return list;
}

static struct stk_value *workshop_value(struct plan *plan)
{
	struct stk_arena *arena = &plan->arena;
	struct stk_value *map = stk_value_map(arena), *invited = stk_value_list(arena);

	stk_value_put_text(arena, map, "kind", plan->kind->name);
	stk_value_put_text(arena, map, "date", plan->date);
	if (plan->facilitator)
		stk_value_put_text(arena, map, "facilitator", plan->facilitator);
	if (plan->team_count)
		stk_value_put(arena, map, "teams", text_list(arena, plan->teams, plan->team_count));
	for (size_t i = 0; i < plan->invitees->count; i++)
		if (!stk_named_has(&plan->people, plan->invitees->items[i].who))
			stk_value_push(invited,
				       stk_value_text(arena, plan->invitees->items[i].who));
	for (size_t i = 0; i < plan->people.count; i++)
		stk_value_push(invited, stk_value_text(arena, plan->people.ids[i]));
	stk_value_put(arena, map, "invited", invited);
	return map;
}

static void add_row(const struct plan *plan, const char *id, const char *why,
		    struct stk_table *table)
{
	const struct stk_inventory *inventory = plan->opened->inventory;
	const struct stk_entity *person = stk_inventory_find(inventory, STK_STAKEHOLDER, id);
	const char *team = person ? stk_text(inventory, person->node, STK_W_TEAM) : NULL;
	const struct stk_node *known = team ? stk_team_find(inventory, team) : NULL;
	const char *name = known ? stk_text(inventory, known, STK_W_NAME) : NULL;

	stk_table_add(table, person ? stk_entity_name(inventory, person) : id);
	stk_table_add(table, name ? name : team);
	stk_table_add(table, why);
}

static void put_line(const struct stk_app *app, const struct plan *plan, const char *id,
		     const char *why, struct stk_str *out)
{
	const struct stk_entity *person =
		stk_inventory_find(plan->opened->inventory, STK_STAKEHOLDER, id);
	struct stk_str text = STK_STR_INIT, visible = STK_STR_INIT;

	stk_str_addf(&text, stk_t("%s: %s"),
		     person ? stk_entity_name(plan->opened->inventory, person) : id, why);
	stk_text_visible(&visible, text.data, text.len, false);
	stk_text_wrap(out, visible.data, app->out.width_cols - 1, 0, 2);
	stk_str_addc(out, '\n');
	stk_str_release(&text);
	stk_str_release(&visible);
}

/* One under the other, where a table would cut the reasons off. */
static void put_lines(const struct stk_app *app, const struct plan *plan, struct stk_str *out)
{
	for (size_t i = 0; i < plan->invitees->count; i++)
		if (!stk_named_has(&plan->people, plan->invitees->items[i].who))
			put_line(app, plan, plan->invitees->items[i].who,
				 plan->invitees->items[i].why, out);
	for (size_t i = 0; i < plan->people.count; i++)
		put_line(app, plan, plan->people.ids[i], stk_t("asked for by you"), out);
}

static void show_invited(const struct stk_app *app, const struct plan *plan, struct stk_str *out)
{
	struct stk_table table;

	stk_table_init(&table, 3);
	stk_table_keep(&table, 0);
	for (size_t i = 0; i < plan->invitees->count; i++)
		if (!stk_named_has(&plan->people, plan->invitees->items[i].who))
			add_row(plan, plan->invitees->items[i].who, plan->invitees->items[i].why,
				&table);
	for (size_t i = 0; i < plan->people.count; i++)
		add_row(plan, plan->people.ids[i], stk_t("asked for by you"), &table);
	if (app->out.width_cols < NARROW_COLS)
		put_lines(app, plan, out);
	else
		stk_table_render(&table, 0, app->out.width_cols, out);
	if (plan->invitees->left)
		stk_str_addf(out,
			     stk_tn("%zu more has something to say; an interview will do.\n",
				    "%zu more have something to say; interviews will do.\n",
				    plan->invitees->left),
			     plan->invitees->left);
	stk_table_release(&table);
}

static int write_plan(const struct stk_app *app, struct plan *plan)
{
	struct stk_str out = STK_STR_INIT;
	struct stk_change *changes = stk_xcalloc(plan->people.change_count + 1, sizeof *changes);
	size_t count = plan->people.change_count;
	char *message = stk_xasprintf("Plan workshop %s", plan->id);
	int status;

	if (count)
		memcpy(changes, plan->people.changes, count * sizeof *changes);
	changes[count] = (struct stk_change){
		.op = STK_CHANGE_SET,
		.address = stk_arena_printf(&plan->arena, "workshops/%s", plan->id),
		.value = workshop_value(plan)};
	status = stk_change_all(app, plan->opened, NULL, changes, count + 1, message);
	if (!status && !app->dry_run) {
		show_invited(app, plan, &out);
		status = stk_put(&out);
	}
	if (!status && !app->dry_run)
		stk_tell("workshops/%s\nNext: `stocktake workshop agenda %s` is what to send with "
			 "the invitation.\n",
			 plan->id, plan->id);
	free(message);
	free(changes);
	stk_str_release(&out);
	return status;
}

int stk_workshop_plan(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct plan plan = {.opened = &opened, .arena = STK_ARENA_INIT};
	struct stk_facts facts;
	struct stk_findings findings;
	struct stk_err err;
	int status = STK_EUSAGE;

	if (take_kind(&plan, args, &err) || take_date(&plan, args, &err) ||
	    stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	plan.people.arena = &plan.arena;
	stk_judge_facts(opened.inventory, &facts, &findings);
	if (take_teams(&plan, args, &err) || take_people(&plan, args, &err) ||
	    choose_id(&plan, &err))
		goto failed;
	plan.invitees = stk_invitees_new(opened.inventory, facts.chain, plan.kind->word, plan.teams,
					 plan.team_count, plan.facilitator);
	if (!plan.invitees->count && !plan.people.count) {
		stk_err_set(&err, STK_EUSAGE, "nobody is known who could be invited");
		stk_err_hint(&err, "Say who: --invite 'Ana Ruiz, Ben Adeyemi'.");
		goto failed;
	}
	status = write_plan(app, &plan);
	goto out;
failed:
	status = stk_fail(&err);
out:
	stk_invitees_free(plan.invitees);
	stk_named_release(&plan.people);
	free(plan.id);
	stk_facts_release(&facts);
	stk_findings_release(&findings);
	stk_arena_release(&plan.arena);
	stk_opened_release(&opened);
	return status;
}
