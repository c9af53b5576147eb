/* A walk from its beginning to its end: the sections in their order, one prompt after the other. */
#include "walk.h"

#include <stdlib.h>
#include <string.h>

#include "instances.h"
#include "meanwhile.h"
#include "person.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "unclear.h"

#define SECONDS_A_PROMPT 50

static const struct stk_section_ops *const kinds[STK_SECTION_KINDS] = {
	[STK_SECTION_TOOLS] = &stk_section_tools,
	[STK_SECTION_NOTHING] = &stk_section_nothing,
	[STK_SECTION_HOLDS] = &stk_section_holds,
	[STK_SECTION_HEADINGS] = &stk_section_headings,
	[STK_SECTION_LINKS] = &stk_section_links,
	[STK_SECTION_SHOWS] = &stk_section_shows,
	[STK_SECTION_PATCHY] = &stk_section_patchy,
	[STK_SECTION_COPIES] = &stk_section_copies,
	[STK_SECTION_ADMIN] = &stk_section_admin,
	[STK_SECTION_NUMBERS] = &stk_section_numbers,
	[STK_SECTION_RECORD] = &stk_section_record,
	[STK_SECTION_OPEN] = &stk_section_open,
	[STK_SECTION_REFER] = &stk_section_refer,
	[STK_SECTION_CATEGORY] = &stk_section_category,
	[STK_SECTION_SENDERS] = &stk_section_senders,
};

/* --- what sections ask about the walk -----------------------------------------------------------
 */

bool stk_walk_is_first(const struct stk_walk *walk, size_t section)
{
	for (size_t i = 0; i < section; i++)
		if (walk->guide->sections[i].kind == walk->guide->sections[section].kind)
			return false;
	return true;
}

bool stk_walk_has_room(const struct stk_walk *walk, size_t section)
{
	uint32_t most = walk->room ? STK_GUIDE_MAX_ROOM_SECTIONS : STK_GUIDE_MAX_SECTIONS;
	size_t later = walk->guide->count - section - 1;

	return !walk->asked_twice || walk->prompts + 1 + later <= most;
}

const char *stk_walk_self(struct stk_walk *walk, const char *key)
{
	const char *id = walk->room ? strchr(walk->who, '/') + 1 : walk->who;

	return stk_at(walk, walk->room ? "workshops" : "stakeholders", id, key, NULL);
}

/* --- the order of questions ---------------------------------------------------------------------
 */

void stk_walk_begin_asking(struct stk_walk *walk, struct stk_asking *asking, size_t section)
{
	stk_asking_release(asking);
	asking->section = section;
	asking->words = &walk->guide->sections[section];
	asking->ops = kinds[asking->words->kind];
}

static bool asks_one_by_one(const struct stk_section_ops *ops)
{
	return ops->kind == STK_SECTION_HEADINGS || ops->kind == STK_SECTION_COPIES ||
	       ops->kind == STK_SECTION_RECORD || ops->kind == STK_SECTION_OPEN;
}

/* The largest hole: the first section in the guide's order that still has something to ask. */
static bool next_question(struct stk_walk *walk, struct stk_asking *asking)
{
	walk->pending = 0;
	for (size_t i = 0; i < walk->guide->count; i++) {
		const struct stk_section_ops *ops = kinds[walk->guide->sections[i].kind];

		if (!asks_one_by_one(ops) && stk_walk_was_asked(walk, i, NULL))
			continue;
		stk_walk_begin_asking(walk, asking, i);
		walk->asked_twice = asks_one_by_one(ops) && stk_walk_was_asked(walk, i, "*");
		if (ops->open(walk, asking) && !stk_walk_was_asked(walk, i, asking->subject))
			return true;
	}
	stk_asking_release(asking);
	return false;
}

/* What is open beside the guide takes the whole inventory to say: while other sections come first
 * it is looked at anew only when they named other tools. */
static bool is_open(struct stk_walk *walk, struct stk_asking *asking, bool others_first)
{
	if (asking->ops->kind != STK_SECTION_OPEN || walk->room)
		return asking->ops->open(walk, asking);
	if (!others_first || !walk->open_is_counted || walk->open_tools != walk->mind.count) {
		walk->open_is_counted = true;
		walk->open_tools = walk->mind.count;
		walk->open_was = asking->ops->open(walk, asking);
	}
	return walk->open_was;
}

/* How many sections will come, as far as can be told now. */
static uint32_t count_open(struct stk_walk *walk)
{
	struct stk_asking asking = {.section = 0};
	bool unknown_tools = false, numbers_open = false; /* these may bring more */
	uint32_t count = 0;

	walk->pending = 0;
	for (size_t i = 0; i < walk->guide->count; i++) {
		const struct stk_section_ops *ops = kinds[walk->guide->sections[i].kind];
		bool open, may;

		if (stk_walk_was_asked(walk, i, asks_one_by_one(ops) ? "*" : NULL))
			continue;
		stk_walk_begin_asking(walk, &asking, i);
		open = is_open(walk, &asking, count > 0);
		unknown_tools |= ops->kind == STK_SECTION_TOOLS && open && walk->mind.count == 0 &&
				 walk->direction != STK_DIR_UP;
		/* Once tools are named there will be something to ask about them. */
		may = unknown_tools && ops->kind != STK_SECTION_OPEN &&
		      ops->kind != STK_SECTION_RECORD;
		may |= numbers_open && ops->kind == STK_SECTION_PATCHY;
		numbers_open |= ops->kind == STK_SECTION_NUMBERS && open;
		count += open || may;
		if (open || may)
			walk->pending |= 1u << ops->kind;
	}
	stk_asking_release(&asking);
	stk_walk_forget(walk);
	return count;
}

struct passed {
	size_t section;
	char *subject;
};

/* Opens the question once more; `again`: also what is answered. */
static bool reopen(struct stk_walk *walk, struct stk_asking *asking, size_t section,
		   const char *subject, bool again)
{
	bool record;

	stk_walk_begin_asking(walk, asking, section);
	record = asking->words->kind == STK_SECTION_RECORD;
	asking->again = again;
	if (subject && asking->words->kind == STK_SECTION_OPEN)
		return asking->ops->open(walk, asking); /* it finds out itself what is open */
	if (subject && record)
		stk_asking_about(asking, subject, "system_of_record");
	else if (subject)
		stk_asking_about(
			asking, subject,
			stk_at(walk, "platforms", subject,
			       asking->words->kind == STK_SECTION_COPIES ? "copies" : "fields",
			       NULL));
	return asking->ops->open(walk, asking);
}

/* The question before, once more. False: there is none. */
static bool go_back(struct stk_walk *walk, struct stk_asking *asking, struct passed *passed,
		    size_t *count)
{
	struct passed last;
	bool there;

	if (!*count) {
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    This is the first question.");
		return false;
	}
	last = passed[--*count];
	there = reopen(walk, asking, last.section, last.subject, true);
	free(last.subject);
	return there;
}

static bool is_same(const struct passed *passed, const struct stk_undone *undone)
{
	return passed->section == undone->section && !passed->subject == !undone->subject &&
	       (!passed->subject || strcmp(passed->subject, undone->subject) == 0);
}

/* Takes back the last answer and asks its question again. -1: err; 1: it is an earlier question; 2:
 * of an earlier interview: what is asked next is to be found anew. */
static int take_back(struct stk_walk *walk, struct stk_asking *asking, struct passed *passed,
		     size_t *count, struct stk_err *err)
{
	struct stk_undone undone;
	bool again = asking->again && !asking->retry;
	int failed = stk_walk_undo(walk, &undone, err);

	if (failed || undone.earlier)
		goto out;
	if (undone.here) {
		undone.section = asking->section;
		undone.subject = asking->subject ? stk_xstrdup(asking->subject) : NULL;
	} else {
		again = false;
		stk_walk_unmark_asked(walk, undone.section, undone.subject);
		if (*count && is_same(&passed[*count - 1], &undone))
			free(passed[--*count].subject);
	}
	if (!reopen(walk, asking, undone.section, undone.subject, again) && !again)
		reopen(walk, asking, undone.section, undone.subject, true);
	asking->typed = undone.typed;
	undone.typed = NULL;
out:
	free(undone.subject);
	free(undone.typed);
	return failed ? -1 : undone.earlier ? 2 : !undone.here;
}

/* Says what is left. */
static bool is_time_up(struct stk_walk *walk)
{
	uint32_t left =
		walk->prompts_max && walk->prompts >= walk->prompts_max ? count_open(walk) : 0;

	if (!left)
		return false;
	stk_prompt_say(walk->prompt, STK_PLAIN, 0,
		       stk_tn("\nTime is up. %u question is left for another day: the same "
			      "command goes on.",
			      "\nTime is up. %u questions are left for another day: the same "
			      "command goes on.",
			      left),
		       left);
	walk->out_of_time = true;
	return true;
}

static enum stk_step ask_all(struct stk_walk *walk, struct stk_err *err)
{
	struct stk_asking asking = {.section = 0};
	struct passed passed[64];
	size_t count = 0;
	uint32_t number = 1;
	enum stk_step step = STK_STEP_NEXT;
	bool there = next_question(walk, &asking);

	while (there) {
		uint32_t total = number - 1 + count_open(walk);

		/* Gone back to: it was counted as asked. */
		total += asking.again && stk_walk_was_asked(walk, asking.section, "*");

		step = stk_walk_ask(walk, &asking, number, total < number ? number : total, err);
		if (step == STK_STEP_BACK) {
			if (!go_back(walk, &asking, passed, &count))
				there = next_question(walk, &asking);
			else
				number = number > 1 ? number - 1 : 1;
			step = STK_STEP_NEXT;
			continue;
		}
		if (step == STK_STEP_UNDO) {
			int earlier = take_back(walk, &asking, passed, &count, err);

			step = earlier < 0 ? STK_STEP_FAILED : STK_STEP_NEXT;
			number -= earlier > 0 && number > 1;
			if (earlier == 2)
				there = next_question(walk, &asking);
			if (step == STK_STEP_NEXT)
				continue;
		}
		if (step != STK_STEP_NEXT)
			break;
		if (count < STK_COUNT(passed))
			passed[count++] = (struct passed){
				asking.section,
				asking.subject ? stk_xstrdup(asking.subject) : NULL};
		if (asking.again || !asking.subject ||
		    !stk_walk_was_asked(walk, asking.section, "*"))
			number++;
		stk_walk_mark_asked(walk, &asking);
		if (is_time_up(walk))
			break;
		there = next_question(walk, &asking);
	}
	while (count)
		free(passed[--count].subject);
	stk_asking_release(&asking);
	return step;
}

/* Questions back of sections that are answered: a walk that was killed there goes on there. */
static enum stk_step resume(struct stk_walk *walk, struct stk_err *err)
{
	enum stk_step step = STK_STEP_NEXT;

	for (size_t i = 0; i < walk->guide->count && step == STK_STEP_NEXT; i++) {
		const struct stk_section_ops *ops = kinds[walk->guide->sections[i].kind];

		if (!ops->resume || !stk_walk_is_first(walk, i))
			continue;
		stk_done_begin(walk);
		step = stk_walk_step(ops->resume(walk, err));
		while (step == STK_STEP_UNDO) {
			struct stk_undone undone;

			step = stk_walk_undo(walk, &undone, err)
				       ? STK_STEP_FAILED
				       : stk_walk_step(ops->resume(walk, err));
			free(undone.typed);
		}
	}
	return step;
}

/* --- beginning and end --------------------------------------------------------------------------
 */

static void release(struct stk_walk *walk)
{
	stk_walk_forget(walk);
	stk_done_release(walk);
	stk_walk_offer_anew(walk);
	if (walk->facts.inventory)
		stk_facts_release(&walk->facts);
	stk_findings_release(&walk->findings);
	for (size_t i = 0; i < walk->last_open_count; i++)
		free(walk->last_open[i]);
	free(walk->last_open);
	free(walk->changes.items);
	stk_record_close(walk->record);
	stk_matcher_free(walk->matcher);
	stk_evidence_free(walk->evidence);
	stk_guide_free(walk->guide);
	stk_guide_words_free(walk->words);
	stk_mind_release(&walk->mind);
	stk_map_release(&walk->touched);
	stk_map_release(&walk->asked);
	stk_str_release(&walk->not_understood);
	stk_str_release(&walk->nameless);
	stk_str_release(&walk->recorded);
	stk_instances_release(walk);
	for (uint32_t i = 0; i < walk->state_count; i++)
		free(walk->state_ids[i]);
	free(walk->state_ids);
	free(walk->states);
	for (size_t i = 0; i < walk->guess_count; i++) {
		free(walk->guesses[i].id);
		free(walk->guesses[i].typed);
	}
	free(walk->guesses);
	for (size_t i = 0; i < walk->people_count; i++)
		free(walk->people[i]);
	free(walk->people);
	free(walk->who);
	free(walk->who_name);
	free(walk->team);
	stk_prompt_free(walk->prompt);
}

static int status_of(enum stk_step step, const struct stk_err *err)
{
	if (step == STK_STEP_FAILED)
		return err->code ? (int)err->code : STK_EIO;
	return step == STK_STEP_INTERRUPT ? STK_EINTERRUPT : 0;
}

/* All that was said is on disk: what is left is to commit it and to say so. */
static int finish(struct stk_walk *walk, enum stk_step step, struct stk_err *err)
{
	struct stk_err why = *err, closing;
	int status = status_of(step, err);
	size_t count = 0;

	if (step == STK_STEP_NEXT || step == STK_STEP_QUIT)
		if (stk_prompt_finish(walk->prompt, &why))
			status = STK_EUSAGE;
	stk_meanwhile_end(walk);
	if (walk->record)
		stk_record_written(walk->record, &count);
	if (walk->record && (stk_record_evidence_path(walk->record) || count)) {
		if (stk_walk_closing(walk, &closing)) {
			why = status && status != STK_EINTERRUPT ? why : closing;
			status = status && status != STK_EINTERRUPT ? status : STK_EIO;
		}
	} else if (!status) {
		if (step == STK_STEP_QUIT)
			stk_prompt_say(walk->prompt, STK_PLAIN, 0,
				       "Nothing was said yet. Come back any time.");
		else
			stk_walk_nothing(walk);
	}
	*err = why;
	return status;
}

static int begin(struct stk_walk *walk, struct stk_err *err)
{
	struct stk_voice voice = {
		.by = walk->who, .kind = "interview", .facilitator = walk->facilitator};

	if (!walk->record)
		walk->record = stk_record_open(walk->folder, walk->inventory, &voice, err);
	if (!walk->record)
		return -1;
	stk_record_keep_steps(walk->record);
	stk_record_set_patient(walk->record, true);
	walk->evidence = stk_evidence_new(walk->inventory);
	stk_walk_renew(walk);
	return 0;
}

int stk_walk_run(const char *folder, struct stk_inventory *inventory,
		 const struct stk_walk_options *options, struct stk_err *err)
{
	struct stk_walk walk = {.options = options,
				.folder = folder,
				.inventory = inventory,
				.direction = -1,
				.changes = {.arena = STK_ARENA_INIT},
				.mind = {.arena = STK_ARENA_INIT, .said = STK_MAP_INIT},
				.touched = STK_MAP_INIT,
				.asked = STK_MAP_INIT,
				.not_understood = STK_STR_INIT,
				.nameless = STK_STR_INIT,
				.recorded = STK_STR_INIT,
				.unclear = {.all = STK_STR_INIT},
				.findings = STK_FINDINGS_INIT};
	enum stk_step step = STK_STEP_FAILED;
	uint32_t questions;
	int status;

	*err = (struct stk_err){.code = STK_OK};
	walk.prompt = stk_prompt_new(options->answers, options->interactive, &options->term, err);
	if (!walk.prompt)
		return STK_EUSAGE;
	stk_prompt_offer(walk.prompt, stk_walk_offer, &walk);
	step = stk_person_find(&walk, err);
	if (step == STK_STEP_NEXT)
		step = stk_person_ask(&walk, err);
	if (step == STK_STEP_NEXT && begin(&walk, err))
		step = STK_STEP_FAILED;
	if (step == STK_STEP_NEXT)
		step = stk_person_record(&walk, err);
	if (step != STK_STEP_NEXT)
		goto out;
	stk_metrics_first(&walk);
	walk.prompts_max = options->minutes > 0
				   ? (uint32_t)(options->minutes * 60 + SECONDS_A_PROMPT - 1) /
					     SECONDS_A_PROMPT
				   : 0;
	questions = count_open(&walk);
	if (questions)
		stk_walk_heading(&walk, walk.prompts_max && walk.prompts_max < questions
						? walk.prompts_max
						: questions);
	step = resume(&walk, err);
	if (step == STK_STEP_NEXT && questions)
		step = ask_all(&walk, err);
	if (step == STK_STEP_NEXT && !walk.out_of_time)
		step = stk_walk_step(stk_unclear_raise(&walk, err));
out:
	status = finish(&walk, step, err);
	free(walk.facilitator);
	release(&walk);
	return status;
}
