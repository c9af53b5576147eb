/* What was said in this session, in its order, so that the last of it can be taken back; remarks.
 */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "walk.h"

/* One answer or remark. */
struct stk_done {
	size_t mark; /* where the record stood before it */
	size_t section;
	size_t not_understood_bytes;
	char *subject, *typed;
	bool is_note;
};

void stk_done_release(struct stk_walk *walk)
{
	while (walk->done_count) {
		struct stk_done *done = &walk->done[--walk->done_count];

		free(done->subject);
		free(done->typed);
	}
	free(walk->done);
}

static void pop(struct stk_walk *walk)
{
	struct stk_done *done = &walk->done[--walk->done_count];

	free(done->subject);
	free(done->typed);
}

static struct stk_done *push(struct stk_walk *walk, size_t mark, const char *typed)
{
	struct stk_done *done;

	STK_GROW(walk->done, walk->done_cap, walk->done_count + 1);
	done = &walk->done[walk->done_count++];
	*done = (struct stk_done){.mark = mark,
				  .not_understood_bytes = walk->not_understood_begun,
				  .typed = stk_xstrdup(typed)};
	return done;
}

void stk_done_begin(struct stk_walk *walk)
{
	walk->asking_mark = stk_record_mark(walk->record);
	walk->not_understood_begun = walk->not_understood.len;
}

void stk_done_typed(struct stk_walk *walk, const char *typed)
{
	/* What a room says is nobody's own. */
	if (!walk->room && stk_record_mark(walk->record) == walk->asking_mark)
		stk_record_answer(walk->record, typed);
}

void stk_done_answer(struct stk_walk *walk, const struct stk_asking *asking, const char *typed)
{
	struct stk_done *done;

	if (stk_record_mark(walk->record) == walk->asking_mark)
		return;
	/* A remark made between two parts of one answer goes with it. */
	while (walk->done_count && walk->done[walk->done_count - 1].mark > walk->asking_mark)
		pop(walk);
	done = push(walk, walk->asking_mark, typed);
	done->section = asking->section;
	done->subject = asking->subject ? stk_xstrdup(asking->subject) : NULL;
}

/* --- remarks ------------------------------------------------------------------------------------
 */

/* The entity that is asked about: a platform, else the person or the room. */
static void note_place(const struct stk_walk *walk, const struct stk_asking *asking,
		       const char **plural, const char **id, bool *is_general)
{
	struct stk_address address;
	struct stk_err ignored;

	*plural = walk->room ? "workshops" : "stakeholders";
	*id = walk->room ? strchr(walk->who, '/') + 1 : walk->who;
	*is_general = true;
	if (!asking || !asking->subject || !asking->address ||
	    !stk_platform(walk, asking->subject) ||
	    stk_address_parse(asking->address, &address, &ignored))
		return;
	if (address.kind == STK_PLATFORM && address.count > 1) {
		*plural = "platforms";
		*id = asking->subject;
		*is_general = false;
	}
	stk_address_release(&address);
}

int stk_walk_note(struct stk_walk *walk, const struct stk_asking *asking, const char *text,
		  struct stk_err *err)
{
	const char *plural, *id, *line = text;
	bool is_general;
	size_t mark;
	int result;

	if (!walk->record)
		return stk_prompt_reject(walk->prompt, "First it must be known who is here.", err);
	stk_record_refresh(walk->record); /* a remark is added to those that are there now */
	mark = stk_record_mark(walk->record);
	if (!walk->room)
		stk_record_answer(walk->record, text);
	note_place(walk, asking, &plural, &id, &is_general);
	if (is_general && asking)
		line = stk_arena_printf(&walk->changes.arena, "Note (%s): %s",
					stk_section_kind_name(asking->ops->kind), text);
	stk_say_note(walk, plural, id, line);
	result = stk_walk_apply(walk, err);
	if (result)
		return result;
	push(walk, mark, text)->is_note = true;
	if (mark == walk->asking_mark)
		walk->asking_mark = stk_record_mark(walk->record);
	if (is_general)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Noted.");
	else
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Noted with %s.",
			       stk_platform_name(walk, id));
	return 0;
}

/* --- taking back --------------------------------------------------------------------------------
 */

static void say_kept(struct stk_walk *walk, size_t kept)
{
	if (kept)
		stk_prompt_say(walk->prompt, STK_YELLOW, 4,
			       stk_tn("    %zu value stays: somebody else changed it meanwhile.",
				      "    %zu values stay: somebody else changed them meanwhile.",
				      kept),
			       kept);
}

static int take_back(struct stk_walk *walk, size_t mark, const char *typed, struct stk_err *err)
{
	size_t kept;

	if (stk_record_take_back(walk->record, mark, &kept, err))
		return -1;
	stk_walk_renew(walk);
	if (*typed)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Taken back: %s", typed);
	else
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Taken back: Enter.");
	say_kept(walk, kept);
	stk_metrics_now(walk, true);
	return 0;
}

/* Nothing was answered since this began: the last answer that this person gave before. */
static int take_back_earlier(struct stk_walk *walk, const struct stk_last_answer *last,
			     struct stk_undone *undone, struct stk_err *err)
{
	size_t kept, answers = last->end - last->first;

	undone->earlier = true;
	undone->typed = stk_xstrdup(last->typed);
	if (stk_record_take_back_last(walk->record, last, &kept, err))
		return -1;
	stk_mind_release(&walk->mind); /* also the numbers: none was used yet */
	stk_walk_renew(walk);
	if (*undone->typed)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Taken back, of %.10s: %s", last->at,
			       undone->typed);
	else
		stk_prompt_say(walk->prompt, STK_PLAIN, 4,
			       stk_tn("    Taken back, of %.10s: Enter (%zu answer).",
				      "    Taken back, of %.10s: Enter (%zu answers).", answers),
			       last->at, answers);
	say_kept(walk, kept);
	/* What was asked in this session was not answered: it is asked in its order again. */
	stk_map_release(&walk->asked);
	walk->asked = (struct stk_map)STK_MAP_INIT;
	stk_metrics_now(walk, true);
	return 0;
}

/* The remark that was said last, if it was one. 1: taken back; 0: it was none; -1: err. */
static int undo_note(struct stk_walk *walk, struct stk_err *err)
{
	const struct stk_done *done = walk->done_count ? &walk->done[walk->done_count - 1] : NULL;
	size_t mark;
	int failed;

	if (!done || !done->is_note ||
	    (done->mark < walk->asking_mark && stk_record_mark(walk->record) > walk->asking_mark))
		return 0;
	mark = done->mark;
	failed = take_back(walk, mark, done->typed, err);
	pop(walk);
	if (walk->asking_mark > mark)
		walk->asking_mark = mark;
	return failed ? -1 : 1;
}

int stk_walk_undo_here(struct stk_walk *walk, struct stk_err *err)
{
	bool partly = walk->record && stk_record_mark(walk->record) > walk->asking_mark;
	int got = walk->record ? undo_note(walk, err) : 0;
	struct stk_last_answer last;
	const struct stk_err *why;

	if (got)
		return got;
	if ((partly || walk->done_count) && stk_record_waiting(walk->record, &why))
		return stk_prompt_reject(walk->prompt,
					 "What you said waits for a file to be mended: first mend "
					 "it, then take it back.",
					 err)
			       ? -1
			       : 1;
	if (partly || walk->done_count ||
	    (walk->record && !walk->room && stk_record_last_answer(walk->record, &last)))
		return 0;
	return stk_prompt_reject(walk->prompt,
				 "Nothing to take back: nothing was answered yet, or all of it is "
				 "taken back.",
				 err)
		       ? -1
		       : 1;
}

int stk_walk_undo(struct stk_walk *walk, struct stk_undone *undone, struct stk_err *err)
{
	size_t mark = walk->asking_mark;
	const char *typed = stk_prompt_hand(walk->prompt);
	struct stk_done *done = NULL;
	struct stk_last_answer last;
	int failed;

	*undone = (struct stk_undone){.here = stk_record_mark(walk->record) > mark};
	if (!undone->here && !walk->done_count) {
		return stk_record_last_answer(walk->record, &last)
			       ? take_back_earlier(walk, &last, undone, err)
			       : 0;
	}
	if (!undone->here) {
		done = &walk->done[walk->done_count - 1];
		mark = done->mark;
		typed = done->typed;
		undone->section = done->section;
		undone->subject = done->subject;
		done->subject = NULL;
	}
	undone->typed = stk_xstrdup(typed ? typed : "");
	stk_str_truncate(&walk->not_understood,
			 done ? done->not_understood_bytes : walk->not_understood_begun);
	failed = take_back(walk, mark, undone->typed, err);
	while (walk->done_count && walk->done[walk->done_count - 1].mark >= mark)
		pop(walk);
	return failed;
}
