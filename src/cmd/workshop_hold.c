/* A workshop held: what to show, who is there, what is to be done afterwards. */
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/interview/attend.h"
#include "stocktake/model/task.h"
#include "stocktake/report/agenda.h"
#include "stocktake/report/steps.h"
#include "workshop.h"

static const char *id_of(const struct stk_opened *opened, const struct stk_entity *entity)
{
	return stk_sym_text(&opened->inventory->syms, entity->id);
}

static const char *title_of(const struct stk_entity *workshop)
{
	stk_sym kind = stk_word_of(workshop->node, STK_W_KIND);

	for (size_t i = 0; i < STK_COUNT(stk_workshop_kinds); i++)
		if (kind == (stk_sym)stk_workshop_kinds[i].word)
			return stk_t(stk_workshop_kinds[i].title);
	return stk_t("Workshop");
}

/* The next one that is planned, else the last one that was held. */
static const struct stk_entity *nearest(const struct stk_inventory *inventory)
{
	const struct stk_entity *next = stk_workshop_next(inventory);

	return next ? next : stk_workshop_last(inventory, NULL);
}

static void speak(const struct stk_app *app, const struct stk_opened *opened)
{
	stk_speak_as(app, stk_text(opened->inventory, opened->inventory->root, STK_W_LANGUAGE));
}

/* --- agenda -------------------------------------------------------------------------------------
 */

int stk_workshop_agenda(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_facts facts;
	struct stk_findings findings;
	struct stk_agenda agenda = {.facts = &facts};
	struct stk_str out = STK_STR_INIT;
	struct stk_err err;
	int status;

	if (stk_open(app, STK_LOAD_EVIDENCE, &opened, &err))
		return stk_fail(&err);
	if (stk_workshop_meant(&opened, args, nearest(opened.inventory), &agenda.workshop, &err)) {
		status = stk_fail(&err);
		stk_opened_release(&opened);
		return status;
	}
	speak(app, &opened);
	stk_judge_facts(opened.inventory, &facts, &findings);
	stk_facts_add(&facts, STK_FACTS_UNLOCKS);
	agenda.facilitator = stk_workshop_facilitator(&opened, agenda.workshop);
	agenda.title = title_of(agenda.workshop);
	if (stk_command_find("template"))
		agenda.template_hint = stk_t("`stocktake template` writes it as a spreadsheet.");
	stk_agenda_render(&agenda, strcmp(app->format, "markdown") == 0, &app->out, &out);
	status = stk_look_finish(&opened, &out, 0);
	stk_facts_release(&facts);
	stk_findings_release(&findings);
	stk_str_release(&out);
	stk_opened_release(&opened);
	return status;
}

/* --- open ---------------------------------------------------------------------------------------
 */

static int ask_who(const struct stk_app *app, const struct stk_args *args,
		   struct stk_opened *opened, const struct stk_entity *workshop,
		   struct stk_attend *attend, struct stk_err *err)
{
	const char *given = stk_arg(args, "attendees"), *answers = stk_arg(args, "answers"),
		   *date = stk_text(opened->inventory, workshop->node, STK_W_DATE);
	char *title;
	int status;

	if (given && answers) {
		stk_err_set(err, STK_EUSAGE,
			    "--attendees and --answers are two ways to say who is "
			    "there");
		return STK_EUSAGE;
	}
	if (given)
		return stk_attend_take(attend, opened->inventory, given, err) ? STK_EUSAGE : 0;
	if (!answers && !app->interactive) {
		stk_err_set(err, STK_EUSAGE, "who is there? Nobody can be asked here");
		stk_err_hint(err, "--attendees 'ana, ben', or all.");
		return STK_EUSAGE;
	}
	title = stk_xasprintf("%s%s%s", title_of(workshop), date ? ", " : "", date ? date : "");
	status = stk_attend_ask(attend, opened->inventory, title, answers, app->interactive,
				&app->err, err);
	free(title);
	return status;
}

static struct stk_value *attendees_value(const struct stk_opened *opened,
					 const struct stk_attend *attend,
					 const struct stk_named_people *others,
					 struct stk_arena *arena, size_t *count)
{
	struct stk_value *list = stk_value_list(arena);

	*count = 0;
	for (size_t i = 0; i < attend->listed_count; i++)
		if (attend->here[i]) {
			stk_value_push(list,
				       stk_value_text(arena, id_of(opened, attend->listed[i])));
			++*count;
		}
	for (size_t i = 0; i < others->count; i++) {
		bool listed = false;

		for (size_t l = 0; l < attend->listed_count && !listed; l++)
			listed = attend->here[l] &&
				 strcmp(others->ids[i], id_of(opened, attend->listed[l])) == 0;
		if (listed)
			continue;
		stk_value_push(list, stk_value_text(arena, others->ids[i]));
		++*count;
	}
	return list;
}

static void tell_absent(const struct stk_opened *opened, const struct stk_attend *attend)
{
	struct stk_str names = STK_STR_INIT;

	for (size_t i = 0; i < attend->listed_count; i++)
		if (!attend->here[i])
			stk_str_addf(&names, "%s%s", names.len ? ", " : "",
				     stk_entity_name(opened->inventory, attend->listed[i]));
	if (names.len)
		stk_tell("Not here: %s\n", names.data);
	stk_str_release(&names);
}

static void tell_new(const struct stk_named_people *others)
{
	struct stk_str names = STK_STR_INIT;

	for (size_t i = 0; i < others->change_count; i++)
		stk_str_addf(&names, "%s%s", names.len ? ", " : "",
			     others->changes[i].value->first->text); /* its name */
	if (names.len)
		stk_tell("New: %s\n", names.data);
	stk_str_release(&names);
}

static int note_attendees(const struct stk_app *app, struct stk_opened *opened,
			  const struct stk_entity *workshop, struct stk_attend *attend)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_named_people others = {.arena = &arena};
	char *id = stk_xstrdup(id_of(opened, workshop)),
	     *address = stk_xasprintf("workshops/%s/attendees", id), *message = NULL;
	struct stk_change *changes = NULL;
	struct stk_value *list;
	struct stk_err err;
	size_t count;
	int status;

	if (stk_named_take(opened, attend->names.data, &others, &err)) {
		status = stk_fail(&err);
		goto out;
	}
	list = attendees_value(opened, attend, &others, &arena, &count);
	if (!count) {
		stk_err_set(&err, STK_EUSAGE, "nobody is there: then there is no workshop");
		status = stk_fail(&err);
		goto out;
	}
	changes = stk_xcalloc(others.change_count + 1, sizeof *changes);
	if (others.change_count)
		memcpy(changes, others.changes, others.change_count * sizeof *changes);
	changes[others.change_count] =
		(struct stk_change){.op = STK_CHANGE_SET, .address = address, .value = list};
	message = stk_xasprintf("Open workshop %s: %zu %s", id, count,
				count == 1 ? "person" : "people");
	tell_absent(opened, attend);
	tell_new(&others);
	status = stk_change_all(app, opened, NULL, changes, others.change_count + 1, message);
	if (!status && !app->dry_run)
		stk_tell("Ask the room: `stocktake walk --as workshops/%s`. What is said is the "
			 "room's; `b: crm too` is said by Ben, or whoever begins so.\n"
			 "Afterwards: `stocktake workshop close %s`.\n",
			 id, id);
out:
	free(changes);
	free(message);
	free(address);
	free(id);
	stk_named_release(&others);
	stk_arena_release(&arena);
	return status;
}

int stk_workshop_open(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_opened opened;
	struct stk_attend attend;
	const struct stk_entity *workshop;
	struct stk_err err;
	int status;

	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	if (stk_workshop_meant(&opened, args, nearest(opened.inventory), &workshop, &err)) {
		status = stk_fail(&err);
		goto out;
	}
	speak(app, &opened);
	stk_attend_init(&attend, opened.inventory, workshop);
	status = ask_who(app, args, &opened, workshop, &attend, &err);
	if (status && status != STK_EINTERRUPT)
		stk_fail(&err);
	else if (!status && attend.left)
		stk_tell("Nothing was noted.\n");
	else if (!status)
		status = note_attendees(app, &opened, workshop, &attend);
	stk_attend_release(&attend);
out:
	stk_opened_release(&opened);
	return status;
}

/* --- close --------------------------------------------------------------------------------------
 */

/* True if somebody has that to do already. */
static bool is_recorded(const struct stk_step_taken *steps, size_t count, const char *what,
			const struct stk_entity *workshop)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(steps[i].what, what) == 0 &&
		    (!steps[i].done || steps[i].workshop == workshop))
			return true;
	return false;
}

static const struct stk_value *step_value(const struct stk_task *task, const char *what,
					  struct stk_arena *arena)
{
	struct stk_value *map = stk_value_map(arena), *who;
	char due[11];

	stk_value_put_text(arena, map, "what", what);
	if (task->who_count == 1) {
		stk_value_put_text(arena, map, "who", task->who[0]);
	} else if (task->who_count) {
		who = stk_value_list(arena);
		for (size_t i = 0; i < task->who_count; i++)
			stk_value_push(who, stk_value_text(arena, task->who[i]));
		stk_value_put(arena, map, "who", who);
	}
	stk_date_format(task->due, due);
	stk_value_put_text(arena, map, "due", stk_arena_strdup(arena, due));
	stk_value_put_text(arena, map, "done", "false");
	return map;
}

/* The steps that follow and are recorded nowhere, as changes. */
static size_t new_steps(struct stk_opened *opened, const struct stk_entity *workshop,
			const char *facilitator, int32_t due, struct stk_arena *arena,
			struct stk_change **changes)
{
	struct stk_facts facts;
	struct stk_findings findings;
	struct stk_tasks *tasks;
	struct stk_str words = STK_STR_INIT;
	const char *address =
		stk_arena_printf(arena, "workshops/%s/next_steps", id_of(opened, workshop));
	size_t step_count, count = 0;
	struct stk_step_taken *steps = stk_steps_taken(opened->inventory, NULL, &step_count);

	stk_judge_facts(opened->inventory, &facts, &findings);
	stk_facts_add(&facts, STK_FACTS_UNLOCKS);
	tasks = stk_tasks_new(opened->inventory, facts.evidence, facts.questions, facts.metrics,
			      workshop, facilitator, due);
	*changes = stk_xcalloc(tasks->count + 1, sizeof **changes);
	for (size_t i = 0; i < tasks->count; i++) {
		stk_str_reset(&words);
		stk_task_words(&facts, &tasks->items[i], &words);
		if (!words.len || is_recorded(steps, step_count, words.data, workshop))
			continue;
		(*changes)[count++] = (struct stk_change){
			.op = STK_CHANGE_ADD,
			.address = address,
			.value = step_value(&tasks->items[i], stk_arena_strdup(arena, words.data),
					    arena)};
	}
	free(steps);
	stk_str_release(&words);
	stk_tasks_free(tasks);
	stk_facts_release(&facts);
	stk_findings_release(&findings);
	return count;
}

static int put_letters(const struct stk_app *app, struct stk_opened *opened, const char *id,
		       const char *facilitator)
{
	const struct stk_entity *workshop = stk_inventory_find(opened->inventory, STK_WORKSHOP, id);
	struct stk_facts facts;
	struct stk_findings findings;
	struct stk_str out = STK_STR_INIT;
	int status;

	stk_judge_facts(opened->inventory, &facts, &findings);
	stk_facts_add(&facts, STK_FACTS_UNLOCKS);
	stk_letters_render(&facts, workshop, facilitator, strcmp(app->format, "markdown") == 0,
			   &out);
	if (!out.len)
		stk_tell("Nothing is left to do after this workshop.\n");
	status = stk_put(&out);
	stk_facts_release(&facts);
	stk_findings_release(&findings);
	stk_str_release(&out);
	return status;
}

static int close_workshop(const struct stk_app *app, struct stk_opened *opened,
			  const struct stk_entity *workshop, int32_t due)
{
	struct stk_arena arena = STK_ARENA_INIT;
	const char *facilitator = stk_workshop_facilitator(opened, workshop);
	char *id = stk_xstrdup(id_of(opened, workshop)), *message = NULL;
	struct stk_change *changes = NULL;
	size_t count = new_steps(opened, workshop, facilitator, due, &arena, &changes);
	int status = 0;

	facilitator = facilitator ? stk_arena_strdup(&arena, facilitator) : NULL;
	message = stk_xasprintf("Close workshop %s: %zu next %s", id, count,
				count == 1 ? "step" : "steps");
	if (!stk_values_count(stk_node_get(workshop->node, STK_W_ATTENDEES)))
		stk_tell("Nobody was noted as there: the steps are for those who were invited. "
			 "`stocktake workshop open %s` notes who came.\n",
			 id);
	if (!facilitator)
		stk_tell("Nobody is known to lead it: what is nobody's stays so. `stocktake set "
			 "workshops/%s/facilitator NAME` says who does.\n",
			 id);
	if (count || app->dry_run)
		status = stk_change_all(app, opened, NULL, changes, count, message);
	if (!status && !app->dry_run)
		status = put_letters(app, opened, id, facilitator);
	free(changes);
	free(message);
	free(id);
	stk_arena_release(&arena);
	return status;
}

int stk_workshop_close(const struct stk_app *app, const struct stk_args *args)
{
	const char *due_text = stk_arg(args, "due");
	int32_t due = due_text && strlen(due_text) == 10 ? stk_date_parse(due_text) : STK_DATE_NONE;
	struct stk_opened opened;
	const struct stk_entity *workshop;
	struct stk_err err;
	int32_t date;
	int status = STK_EUSAGE;

	if (due_text && due == STK_DATE_NONE) {
		stk_err_set(&err, STK_EUSAGE, "--due %s: a day like 2026-12-08", due_text);
		return stk_fail(&err);
	}
	if (stk_open_writing(app, 0, &opened, &err))
		return stk_fail(&err);
	if (stk_workshop_meant(&opened, args, stk_workshop_last(opened.inventory, NULL), &workshop,
			       &err)) {
		stk_fail(&err);
		goto out;
	}
	date = stk_workshop_date(opened.inventory, workshop);
	if (date != STK_DATE_NONE && date > opened.inventory->clock.today) {
		stk_err_set(&err, STK_EUSAGE, "workshops/%s is on %s: it was not held yet",
			    id_of(&opened, workshop),
			    stk_text(opened.inventory, workshop->node, STK_W_DATE));
		stk_fail(&err);
		goto out;
	}
	speak(app, &opened);
	status = close_workshop(app, &opened, workshop, due);
out:
	stk_opened_release(&opened);
	return status;
}
