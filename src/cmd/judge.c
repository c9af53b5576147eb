#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/builtin.h"
#include "stocktake/model/select.h"
#include "stocktake/model/settings.h"
#include "stocktake/model/waiver.h"

static bool is_about(const struct stk_finding *finding, const char *word)
{
	const struct stk_builtin *check = stk_builtin_find(finding->check);

	return check && stk_select_word_is(word, check->about);
}

static bool word_is(void *data, const char *word)
{
	const struct stk_finding *finding = data;

	return stk_select_word_is(word, finding->check) || is_about(finding, word) ||
	       stk_select_word_is(word, stk_severity_name(finding->severity));
}

/* One inventory being judged. */
struct judging {
	const struct stk_inventory *inventory;
	const struct stk_inventory *rules; /* whose settings hold */
	const struct stk_select *select;   /* NULL: all */
	struct stk_judged *judged;
};

/* Gives the finding the severity that the settings say; false where it is off or not selected. */
static bool is_wanted(const struct judging *judging, struct stk_finding *finding)
{
	struct stk_setting setting = stk_setting_of(judging->rules, finding->check);

	if (setting.set)
		finding->severity = setting.severity;
	return !setting.off &&
	       (!judging->select || stk_select_matches(judging->select, word_is, finding));
}

static void add_selected(const struct judging *judging, const struct stk_finding *finding)
{
	struct stk_finding as_set = *finding;

	if (is_wanted(judging, &as_set))
		stk_findings_add(&judging->judged->findings, &as_set);
}

/* --- what is needed --- */

/* Only a word that names one of these, its kind or a severity can be true of a defect. */
static void may_mean_defect(void *data, const char *word)
{
	bool *may = data;

	*may |= stk_severity_parse(word) >= 0;
	for (size_t i = 0; i < stk_builtin_count; i++)
		*may |= stk_select_word_is(word, stk_builtins[i].id) ||
			stk_select_word_is(word, stk_builtins[i].about);
}

static bool is_not(void *data, const char *word)
{
	(void)data;
	(void)word;
	return false;
}

/* The loader's defects only where they can be among the selected: to look for them costs as much as
 * all checks together. */
unsigned stk_case_loads(const char *select)
{
	struct stk_err err;
	struct stk_select *parsed = select ? stk_select_parse(select, &err) : NULL;
	bool defects = !parsed;

	if (parsed) {
		stk_select_words(parsed, may_mean_defect, &defects);
		/* `not silo`: true of what no word is true of. */
		defects |= stk_select_matches(parsed, is_not, NULL);
	}
	stk_select_free(parsed);
	return defects ? STK_LOAD_ALL : STK_LOAD_EVIDENCE | STK_LOAD_FORMAT;
}

/* --- waivers --- */

static void judge_waiver(const struct judging *judging, const struct stk_entity *waiver,
			 uint32_t used)
{
	const struct stk_inventory *inventory = judging->inventory;
	const char *check = stk_text(inventory, waiver->node, STK_W_CHECK);
	const char *at = stk_text(inventory, waiver->node, STK_W_AT);
	const char *until = stk_text(inventory, waiver->node, STK_W_UNTIL);
	int32_t end = until ? stk_date_parse(until) : STK_DATE_NONE;
	struct stk_finding finding = {.file = inventory->files[waiver->file].path,
				      .at_bytes = stk_node_at_bytes(waiver->node)};
	struct stk_str address = STK_STR_INIT;
	char *message;

	if (!check || !at || end == STK_DATE_NONE)
		return; /* incomplete: the loader has said so */
	if (end < inventory->clock.today) {
		finding.check = "waiver-expired";
		finding.severity = STK_WARNING;
		finding.remedy =
			stk_t("Mend what it covered, or look again and give it a new end date");
		message = stk_xasprintf(stk_t("the waiver of %s at %s ended on %s"), check, at,
					until);
	} else if (!used && !judging->select && !judging->judged->checks->failure_count &&
		   !stk_setting_of(judging->rules, check).off) {
		finding.check = "waiver-unused";
		finding.severity = STK_NOTE;
		finding.remedy = stk_t("Take it out of waivers.yaml");
		message = stk_xasprintf(stk_t("the waiver of %s at %s suppresses nothing"), check,
					at);
	} else {
		return;
	}
	stk_entity_address(inventory, STK_WAIVER, waiver, &address);
	finding.address = address.data;
	finding.message = message;
	add_selected(judging, &finding);
	free(message);
	stk_str_release(&address);
}

static void judge_waivers(const struct judging *judging)
{
	const struct stk_entities *waivers = &judging->inventory->kinds[STK_WAIVER];
	uint32_t *used = stk_xcalloc((size_t)waivers->count + 1, sizeof *used);

	stk_waivers_apply(judging->inventory, &judging->judged->findings, used);
	for (uint32_t i = 0; i < waivers->count; i++)
		if (waivers->items[i].node)
			judge_waiver(judging, &waivers->items[i], used[i]);
	free(used);
}

/* --- settings --- */

/* Only who runs the checks knows which there are. */
static int judge_settings(const struct judging *judging, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_findings unknown = STK_FINDINGS_INIT;
	const char **ids = NULL;
	bool any = stk_node_get(judging->inventory->root, STK_W_CHECKS) != NULL;

	if (any && (ids = stk_checks_ids(judging->rules->source, &arena, err)))
		stk_settings_unknown(judging->inventory, ids, &unknown);
	for (size_t i = 0; i < unknown.count; i++)
		add_selected(judging, &unknown.items[i]);
	stk_findings_release(&unknown);
	stk_arena_release(&arena);
	return any && !ids ? -1 : 0;
}

static bool was_run(const struct stk_judged *judged, const char *check)
{
	for (size_t i = 0; i < judged->checks->failure_count; i++)
		if (strcmp(judged->checks->failures[i].check, check) == 0)
			return false;
	for (size_t i = 0; i < judged->checks->count; i++)
		if (strcmp(judged->checks->items[i].id, check) == 0)
			return true;
	return false;
}

bool stk_case_covers(const struct stk_case *it, const struct stk_finding *finding,
		     const char *select)
{
	struct stk_err err;
	struct stk_select *parsed;
	struct stk_finding as_set = *finding;
	struct stk_setting setting = stk_setting_of(it->opened.inventory, finding->check);
	bool covers;

	if (!stk_builtin_find(finding->check))
		return was_run(&it->judged, finding->check);
	if (strcmp(finding->check, "waiver-unused") == 0 &&
	    (select || it->judged.checks->failure_count))
		return false; /* what a part of the checks does not use, another may */
	if (setting.set)
		as_set.severity = setting.severity;
	parsed = select ? stk_select_parse(select, &err) : NULL;
	covers = !setting.off && (!parsed || stk_select_matches(parsed, word_is, &as_set));
	stk_select_free(parsed);
	return covers;
}

/* What is unused nobody can tell where not all checks had their say. */
static bool can_tell(const struct judging *judging, const struct stk_builtin *builtin)
{
	return strcmp(builtin->id, "waiver-unused") != 0 ||
	       (!judging->select && !judging->judged->checks->failure_count);
}

/* What the report room may know of the checks that had their say. */
static void put_in_words(const struct judging *judging)
{
	struct stk_judged *judged = judging->judged;
	const struct stk_checks *checks = judged->checks;

	judged->words = stk_xcalloc(checks->count + stk_builtin_count + 1, sizeof *judged->words);
	for (size_t i = 0; i < checks->count; i++)
		judged->words[judged->word_count++] = (struct stk_check_words){
			checks->items[i].id,      checks->items[i].title,
			checks->items[i].remedy,  checks->items[i].about,
			checks->items[i].explain, checks->items[i].severity};
	for (size_t i = 0; i < stk_builtin_count; i++) {
		const struct stk_builtin *it = &stk_builtins[i];
		struct stk_finding finding = {.check = it->id, .severity = it->severity};

		if (is_wanted(judging, &finding) && can_tell(judging, it))
			judged->words[judged->word_count++] =
				(struct stk_check_words){it->id,    it->title,   it->remedy,
							 it->about, it->explain, finding.severity};
	}
	judged->failed = stk_xcalloc(checks->failure_count + 1, sizeof *judged->failed);
	for (size_t i = 0; i < checks->failure_count; i++)
		judged->failed[i] = (struct stk_failed_check){checks->failures[i].check,
							      checks->failures[i].reason};
}

static void judged_release(struct stk_judged *judged)
{
	stk_findings_release(&judged->findings);
	stk_checks_free(judged->checks);
	free(judged->words);
	free(judged->failed);
	memset(judged, 0, sizeof *judged);
}

static int judge(struct stk_inventory *inventory, const struct stk_inventory *rules,
		 const struct stk_facts *facts, const char *select, struct stk_judged *judged,
		 struct stk_err *err)
{
	struct stk_checks_options options = {.select = select, .rules = rules};
	struct stk_select *selected = NULL;
	struct judging judging = {inventory, rules, NULL, judged};
	int failed = -1;

	memset(judged, 0, sizeof *judged);
	if (select && !(selected = stk_select_parse(select, err)))
		return -1;
	judging.select = selected;
	judged->checks = stk_checks_run(inventory, facts->graph, facts->metrics, &options,
					&judged->findings, err);
	if (!judged->checks || judge_settings(&judging, err))
		goto out;
	for (size_t i = 0; i < inventory->defects.count; i++)
		add_selected(&judging, &inventory->defects.items[i]);
	judge_waivers(&judging);
	stk_findings_locate(inventory, &judged->findings);
	stk_findings_sort(&judged->findings);
	judged->off = stk_settings_off(rules);
	put_in_words(&judging);
	failed = 0;
out:
	stk_select_free(selected);
	if (failed)
		judged_release(judged);
	return failed;
}

int stk_judge(struct stk_inventory *inventory, const struct stk_facts *facts,
	      struct stk_findings *findings, struct stk_err *err)
{
	struct stk_judged judged;

	if (judge(inventory, inventory, facts, NULL, &judged, err))
		return -1;
	for (size_t i = 0; i < judged.checks->failure_count; i++)
		stk_tell("stocktake: the check %s failed: %s\n", judged.checks->failures[i].check,
			 judged.checks->failures[i].reason);
	*findings = judged.findings;
	judged.findings = (struct stk_findings)STK_FINDINGS_INIT;
	judged_release(&judged);
	return 0;
}

void stk_judge_facts(struct stk_inventory *inventory, struct stk_facts *facts,
		     struct stk_findings *findings)
{
	struct stk_err err;

	*findings = (struct stk_findings)STK_FINDINGS_INIT;
	stk_facts_init(facts, inventory, 0);
	if (stk_judge(inventory, facts, findings, &err))
		stk_err_print(&err, stderr);
	stk_facts_ask(facts, findings);
}

int stk_case_judge(struct stk_opened *opened, const struct stk_inventory *rules, unsigned facts,
		   const char *select, struct stk_case *it, struct stk_err *err)
{
	it->opened = *opened;
	memset(opened, 0, sizeof *opened);
	stk_facts_init(&it->facts, it->opened.inventory, facts & ~STK_FACTS_PEOPLE);
	if (!judge(it->opened.inventory, rules, &it->facts, select, &it->judged, err)) {
		if (facts & STK_FACTS_PEOPLE)
			stk_facts_ask(&it->facts, &it->judged.findings);
		return 0;
	}
	stk_facts_release(&it->facts);
	stk_opened_release(&it->opened);
	return -1;
}

int stk_case_open(const struct stk_app *app, unsigned facts, const char *select,
		  struct stk_case *it, struct stk_err *err)
{
	struct stk_opened opened;

	if (stk_open(app, stk_case_loads(select), &opened, err) ||
	    stk_case_judge(&opened, opened.inventory, facts, select, it, err))
		return -1;
	if (it->judged.checks->not_enforced)
		stk_tell("stocktake: checks run with less protection: %s\n",
			 it->judged.checks->not_enforced);
	return 0;
}

void stk_case_release(struct stk_case *it)
{
	judged_release(&it->judged);
	stk_facts_release(&it->facts);
	stk_opened_release(&it->opened);
}

void stk_case_page(const struct stk_case *it, struct stk_findings_page *page)
{
	*page = (struct stk_findings_page){
		.facts = &it->facts,
		.findings = &it->judged.findings,
		.checks = it->judged.words,
		.check_count = it->judged.word_count,
		.failed = it->judged.failed,
		.failed_count = it->judged.checks->failure_count,
		.off_count = it->judged.off,
	};
}
