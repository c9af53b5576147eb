#include "hear.h"

#include <stdlib.h>
#include <string.h>

#include "declare.h"
#include "report.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

/* --- texts ----------------------------------------------------------------------------------- */

/* One text of a frame: valid, visible, at most max_bytes. Lines that were broken for the file's
 * sake are joined; paragraphs stay. */
static char *take(struct stk_wire_in *in, struct stk_arena *arena, size_t max_bytes,
		  bool paragraphs)
{
	struct stk_str folded = STK_STR_INIT, shown = STK_STR_INIT;
	size_t len;
	const char *text = stk_wire_get_text(in, &len);
	if (len > max_bytes)
		len = max_bytes;
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	for (size_t i = 0; i < len; i++) {
		bool kept = paragraphs && text[i] == '\n' &&
			    ((i && text[i - 1] == '\n') ||
			     (i + 1 < len && strchr("\n -", text[i + 1])));
		stk_str_addc(&folded, text[i] == '\n' && !kept ? ' ' : text[i]);
	}
	stk_text_visible(&shown, folded.data, folded.len, paragraphs);
	char *result = stk_arena_strndup(arena, shown.data, shown.len);
	stk_str_release(&folded);
	stk_str_release(&shown);
	return result;
}

/* Lines as they are, each made visible. */
static char *take_lines(struct stk_wire_in *in, struct stk_arena *arena)
{
	struct stk_str shown = STK_STR_INIT;
	size_t len;
	const char *text = stk_wire_get_text(in, &len);
	stk_text_visible(&shown, text, len, true);
	char *result = stk_arena_strndup(arena, shown.data, shown.len);
	stk_str_release(&shown);
	return result;
}

/* A key or an id: as it is, if it is valid text without controls; else NULL. Empty texts are NULL
 * too. */
static char *take_plain(struct stk_wire_in *in, struct stk_arena *arena, size_t max_bytes)
{
	struct stk_str shown = STK_STR_INIT;
	size_t len;
	const char *text = stk_wire_get_text(in, &len);
	if (!len || len > max_bytes || memchr(text, 0, len))
		return NULL;
	stk_text_visible(&shown, text, len, false);
	char *result = stk_arena_strndup(arena, shown.data, shown.len);
	stk_str_release(&shown);
	return result;
}

/* An address by its form; NULL if it is none. `empty` is set where there was no text. */
static char *take_address(struct stk_wire_in *in, struct stk_arena *arena, bool *empty)
{
	struct stk_address address;
	struct stk_err err;
	size_t len;
	const char *text = stk_wire_get_text(in, &len);
	*empty = len == 0;
	if (!len || len > STK_REPORT_MAX_ADDRESS || memchr(text, 0, len) ||
	    stk_utf8_valid_bytes(text, len) != len)
		return NULL;
	char *copy = stk_arena_strndup(arena, text, len);
	if (stk_address_parse(copy, &address, &err))
		return NULL;
	stk_address_release(&address);
	return copy;
}

/* --- findings -------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The metrics that exist, sorted, once each. */
static int take_metrics(struct stk_hearing *hearing, struct stk_wire_in *in,
			struct stk_finding *finding)
{
	const struct stk_world *world = hearing->job->world;
	uint32_t count = stk_wire_get_u32(in);
	if (in->bad || count > STK_REPORT_MAX_METRICS)
		return -1;
	finding->metrics = stk_arena_alloc(&hearing->said, (count + 1u) * sizeof *finding->metrics);
	for (uint32_t i = 0; i < count; i++) {
		char *id = take_plain(in, &hearing->said, 80);
		if (!id)
			return -1;
		if (!world || stk_inventory_find(world->inventory, STK_METRIC, id))
			finding->metrics[finding->metric_count++] = id;
	}
	if (finding->metric_count)
		qsort(finding->metrics, finding->metric_count, sizeof *finding->metrics,
		      compare_texts);
	size_t kept = 0;
	for (size_t i = 0; i < finding->metric_count; i++)
		if (!kept || strcmp(finding->metrics[kept - 1], finding->metrics[i]) != 0)
			finding->metrics[kept++] = finding->metrics[i];
	finding->metric_count = kept;
	return 0;
}

/* What the inventory says goes before what the check says, and holds for all of its findings. */
static enum stk_severity severity_of(const struct stk_hearing *hearing, uint32_t said)
{
	const struct stk_setting *setting = &hearing->job->set->items[hearing->current].setting;
	return setting->set ? setting->severity : (enum stk_severity)said;
}

static int hear_finding(struct stk_hearing *hearing, struct stk_wire_in *in)
{
	struct stk_finding finding = {.check = hearing->check.id, .at_bytes = SIZE_MAX};
	bool empty;
	if (!hearing->met || (hearing->job->mode == STK_JOB_TEST) != hearing->in_trial ||
	    hearing->job->mode == STK_JOB_LIST)
		return -1;
	uint32_t severity = stk_wire_get_u32(in);
	finding.address = take_address(in, &hearing->said, &empty);
	finding.message = take(in, &hearing->said, STK_REPORT_MAX_MESSAGE, false);
	finding.remedy = take(in, &hearing->said, STK_REPORT_MAX_MESSAGE, false);
	finding.ask = take_address(in, &hearing->said, &empty);
	if (!finding.address || (!finding.ask && !empty) || severity > STK_ERROR)
		return -1;
	finding.key = take_plain(in, &hearing->said, STK_REPORT_MAX_ADDRESS);
	if (take_metrics(hearing, in, &finding) || in->bad)
		return -1;
	if (hearing->kept + hearing->pending_count >= STK_REPORT_MAX_FINDINGS) {
		stk_hear_blame(hearing, "stopped: with it there are more than 200,000 findings");
		return -1;
	}
	finding.severity = severity_of(hearing, severity);
	if (!*finding.remedy)
		finding.remedy = hearing->check.remedy;
	STK_GROW(hearing->pending, hearing->pending_cap, hearing->pending_count + 1);
	hearing->pending[hearing->pending_count++] = finding;
	return 0;
}

static void forget(struct stk_hearing *hearing)
{
	hearing->pending_count = 0;
	stk_arena_release(&hearing->said);
	hearing->said = (struct stk_arena)STK_ARENA_INIT;
}

/* --- trials ---------------------------------------------------------------------------------- */

static void add_trial(struct stk_hearing *hearing, struct stk_wire_in *in)
{
	struct stk_trials *trials = hearing->trials;
	struct stk_arena *arena = &hearing->checks->arena;
	STK_GROW(trials->items, trials->cap, trials->count + 1);
	struct stk_check_trial *trial = &trials->items[trials->count++];
	*trial = (struct stk_check_trial){
		.check = hearing->check.id, .file = hearing->check.file, .found = "", .told = ""};
	trial->says = take(in, arena, 500, false);
	trial->expected = take_lines(in, arena);
	trial->inventory = take_lines(in, arena);
	hearing->in_trial = true;
}

static void end_trial(struct stk_hearing *hearing, const char *reason)
{
	struct stk_check_trial *trial = &hearing->trials->items[hearing->trials->count - 1];
	struct stk_arena *arena = &hearing->checks->arena;
	struct stk_str found = STK_STR_INIT, told = STK_STR_INIT;
	hearing->in_trial = false;
	if (reason) {
		trial->reason = stk_arena_strdup(arena, reason);
	} else {
		for (size_t i = 0; i < hearing->pending_count; i++) {
			stk_str_addf(&found, "%s\n", hearing->pending[i].address);
			stk_str_addf(&told, "%s: %s\n", hearing->pending[i].address,
				     hearing->pending[i].message);
		}
		stk_lines_sort(&found);
		stk_lines_sort(&told);
		trial->found = stk_arena_strndup(arena, found.data, found.len);
		trial->told = stk_arena_strndup(arena, told.data, told.len);
		trial->passed = strcmp(trial->found, trial->expected) == 0;
	}
	stk_str_release(&found);
	stk_str_release(&told);
	forget(hearing);
}

/* --- checks ---------------------------------------------------------------------------------- */

static void begin(struct stk_hearing *hearing, size_t index)
{
	const struct stk_check_file *file = &hearing->job->set->items[index];
	struct stk_arena *arena = &hearing->checks->arena;
	hearing->current = index;
	hearing->next = index + 1;
	hearing->met = false;
	hearing->check = (struct stk_check){
		.id = stk_arena_strdup(arena, file->id),
		.file = stk_arena_strdup(arena, file->file),
		.own = file->own,
		.replaces = file->replaces,
	};
}

/* What a check says of itself, where the program's catalogue knows it. */
static const char *translated(const char *text)
{
	return text ? stk_t(text) : NULL;
}

static int hear_meta(struct stk_hearing *hearing, struct stk_wire_in *in)
{
	struct stk_arena *arena = &hearing->checks->arena;
	struct stk_check *check = &hearing->check;
	uint32_t severity = stk_wire_get_u32(in);
	uint32_t selected = stk_wire_get_u32(in);
	check->example_count = stk_wire_get_u32(in);
	char *about = take_plain(in, arena, 80);
	if (hearing->met || severity > STK_ERROR || !about || !stk_about_find(about))
		return -1;
	check->severity = severity_of(hearing, severity);
	check->about = stk_about_find(about);
	check->title = translated(take(in, arena, 200, false));
	check->explain = translated(take(in, arena, 16000, true));
	check->remedy = translated(take(in, arena, 4000, false));
	if (in->bad || check->example_count > STK_DECLARE_MAX_EXAMPLES)
		return -1;
	hearing->met = true;
	if (!selected)
		return 0;
	struct stk_check *items = hearing->checks->items;
	size_t cap = hearing->checks->count;
	STK_GROW(items, cap, hearing->checks->count + 1);
	hearing->checks->items = items;
	items[hearing->checks->count++] = *check;
	return 0;
}

static void commit(struct stk_hearing *hearing)
{
	if (hearing->job->mode == STK_JOB_RUN) {
		for (size_t i = 0; i < hearing->pending_count; i++) {
			stk_finding_place(hearing->job->world->inventory, &hearing->pending[i]);
			stk_findings_add(hearing->findings, &hearing->pending[i]);
		}
		hearing->kept += hearing->pending_count;
	}
	forget(hearing);
	hearing->current = STK_HEAR_NOBODY;
}

/* A check that could not even be read may be one that nobody selected. */
static bool might_be_selected(const struct stk_hearing *hearing)
{
	const struct stk_select *select = hearing->job->select;
	if (hearing->met || !select)
		return true;
	const char *id = hearing->check.id;
	static const char *const abouts[] = {"silo",    "gap",  "conflict",
					     "quality", "risk", "housekeeping"};
	for (size_t i = 0; i < STK_COUNT(abouts); i++)
		for (int severity = STK_NOTE; severity <= STK_ERROR; severity++)
			if (stk_job_selects(select, id, abouts[i],
					    stk_severity_name((enum stk_severity)severity)))
				return true;
	return false;
}

void stk_hear_blame(struct stk_hearing *hearing, const char *reason)
{
	struct stk_checks *checks = hearing->checks;
	struct stk_str shown = STK_STR_INIT;
	if (hearing->current == STK_HEAR_NOBODY)
		return;
	reason = stk_t(reason);
	stk_text_visible(&shown, reason, strlen(reason), false);
	if (hearing->in_trial)
		end_trial(hearing, shown.data);
	if (might_be_selected(hearing)) {
		struct stk_check_failure *failures = checks->failures;
		size_t cap = checks->failure_count;
		STK_GROW(failures, cap, checks->failure_count + 1);
		checks->failures = failures;
		failures[checks->failure_count++] = (struct stk_check_failure){
			hearing->check.id, stk_arena_strdup(&checks->arena, shown.data)};
	}
	stk_str_release(&shown);
	forget(hearing);
	hearing->current = STK_HEAR_NOBODY;
}

static int hear_reason(struct stk_hearing *hearing, char type, struct stk_wire_in *in)
{
	struct stk_arena scratch = STK_ARENA_INIT;
	bool ran = type == STK_WIRE_TRIED && stk_wire_get_u32(in) == 1;
	const char *reason = take(in, &scratch, 1000, false);
	int result = 0;
	if (in->bad)
		result = -1;
	else if (type == STK_WIRE_FAILED)
		stk_hear_blame(hearing, reason);
	else if (type == STK_WIRE_LOST)
		/* All of them run under one kernel: what the first one lacks is told. */
		hearing->checks->not_enforced =
			hearing->checks->not_enforced
				? hearing->checks->not_enforced
				: stk_arena_strdup(&hearing->checks->arena, reason);
	else if (hearing->in_trial)
		end_trial(hearing, ran ? NULL : reason);
	else
		result = -1;
	stk_arena_release(&scratch);
	return result;
}

int stk_hear(struct stk_hearing *hearing, char type, struct stk_wire_in *payload)
{
	bool running = hearing->current != STK_HEAR_NOBODY;
	if (hearing->ended)
		return -1;
	switch (type) {
	case STK_WIRE_LOST:
		if (running || hearing->lost)
			return -1;
		hearing->lost = true;
		return hear_reason(hearing, type, payload);
	case STK_WIRE_START: {
		uint32_t index = stk_wire_get_u32(payload);
		if (running || payload->bad || index != hearing->next || index >= hearing->end)
			return -1;
		begin(hearing, index);
		return 0;
	}
	case STK_WIRE_END:
		hearing->ended = !running && hearing->next == hearing->end;
		return hearing->ended ? 0 : -1;
	default: break;
	}
	if (!running)
		return -1;
	switch (type) {
	case STK_WIRE_META: return hear_meta(hearing, payload);
	case STK_WIRE_FINDING: return hear_finding(hearing, payload);
	case STK_WIRE_TRIAL:
		if (hearing->in_trial || !hearing->met || hearing->job->mode != STK_JOB_TEST ||
		    hearing->trials->count > 1000000)
			return -1;
		add_trial(hearing, payload);
		return payload->bad ? -1 : 0;
	case STK_WIRE_TRIED:
	case STK_WIRE_FAILED: return hear_reason(hearing, type, payload);
	case STK_WIRE_DONE:
		/* Nothing that was not read passes; but those that nobody asked for are passed
		 * over. */
		if (hearing->in_trial || (!hearing->met && !hearing->job->only))
			return -1;
		commit(hearing);
		return 0;
	default: return -1;
	}
}

void stk_hear_release(struct stk_hearing *hearing)
{
	forget(hearing);
	free(hearing->pending);
}
