/* What came of it since the last workshop, or since a commit. */
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "look.h"
#include "stocktake/base/mem.h"
#include "stocktake/report/follow_up.h"
#include "workshop.h"

/* --- since when ---------------------------------------------------------------------------------
 */

struct search {
	const struct stk_inventory *inventory;
	const char *room; /* workshops/ID: its evidence */
	int64_t until_seconds;
	char *said;   /* the newest commit that recorded what the room said; owned */
	char *day;    /* the newest that is no younger than the workshop's day; owned */
	char *oldest; /* owned */
};

static bool is_of_room(const struct search *search, const char *path)
{
	const struct stk_entities *all = &search->inventory->kinds[STK_EVIDENCE];

	for (uint32_t i = 0; i < all->count; i++) {
		const char *by = stk_text(search->inventory, all->items[i].node, STK_W_BY);

		if (by && strcmp(by, search->room) == 0 &&
		    strcmp(search->inventory->files[all->items[i].file].path, path) == 0)
			return true;
	}
	return false;
}

static int look_at(void *data, const struct stk_log_entry *entry)
{
	struct search *search = data;

	free(search->oldest);
	search->oldest = stk_xstrdup(entry->id);
	if (!search->day && entry->time_seconds < search->until_seconds)
		search->day = stk_xstrdup(entry->id);
	for (const char *const *path = entry->paths; *path && !search->said; path++)
		if (is_of_room(search, *path))
			search->said = stk_xstrdup(entry->id);
	return search->said != NULL;
}

/* The commit with which the workshop ended: with what its room said, else the last of its day, else
 * the first of all. NULL and err. Owned by the caller. */
static char *end_of(const struct stk_opened *opened, const struct stk_entity *workshop,
		    struct stk_err *err)
{
	struct search search = {.inventory = opened->inventory};
	struct stk_str room = STK_STR_INIT;
	bool found = true;
	struct stk_repo *repo = stk_repo_open(opened->folder, &found, err);
	char *folder = repo ? stk_repo_relative(repo, opened->folder) : NULL, *rev = NULL;

	if (!found)
		stk_err_set(err, STK_EIO,
			    "the inventory is not in a git repository: what it was "
			    "like before is not known");
	stk_entity_address(opened->inventory, STK_WORKSHOP, workshop, &room);
	search.room = room.data;
	search.until_seconds =
		((int64_t)stk_workshop_date(opened->inventory, workshop) + 1) * 24 * 60 * 60;
	if (folder && !stk_repo_log(repo, NULL, folder, NULL, look_at, &search, err)) {
		const char *best = search.said  ? search.said
				   : search.day ? search.day
						: search.oldest;

		if (best)
			rev = stk_xstrdup(best);
		else
			stk_err_set(err, STK_EIO, "nothing was committed yet");
	}
	free(search.said);
	free(search.day);
	free(search.oldest);
	free(folder);
	stk_str_release(&room);
	stk_repo_close(repo);
	return rev;
}

/* --- before and after ---------------------------------------------------------------------------
 */

static int open_before(const struct stk_app *app, const struct stk_case *after, const char *rev,
		       struct stk_case *before, struct stk_err *err)
{
	struct stk_opened opened;
	bool missing;

	if (stk_open_at(app, rev, stk_case_loads(NULL) | STK_LOAD_EVIDENCE, &opened, &missing,
			err)) {
		if (missing)
			stk_err_hint(err, "Another one: --since REV.");
		return -1;
	}
	return stk_case_judge(&opened, after->opened.inventory, STK_FACTS_PEOPLE, NULL, before,
			      err);
}

static int show(const struct stk_app *app, struct stk_case *before, struct stk_case *after,
		struct stk_follow_up *page)
{
	struct stk_compared compared;
	struct stk_str out = STK_STR_INIT;
	enum stk_follow_up_form form = stk_wants_json(app)                    ? STK_FOLLOW_JSON
				       : strcmp(app->format, "markdown") == 0 ? STK_FOLLOW_MARKDOWN
									      : STK_FOLLOW_TEXT;
	int status;

	stk_compare(&before->judged.findings, &after->judged.findings, before->facts.metrics,
		    after->facts.metrics, &compared);
	page->before = &before->facts;
	page->after = &after->facts;
	page->compared = &compared;
	stk_follow_up_render(page, form, &app->out, &out);
	status = stk_look_finish(&after->opened, &out, 0);
	if (before->judged.checks->failure_count || after->judged.checks->failure_count) {
		stk_tell("stocktake: checks failed; `stocktake check` names them\n");
		status = stk_worse(status, STK_ECHECK);
	}
	page->compared = NULL;
	stk_compared_release(&compared);
	stk_str_release(&out);
	return status;
}

int stk_workshop_follow_up(const struct stk_app *app, const struct stk_args *args)
{
	struct stk_follow_up page = {.since = stk_arg(args, "since")};
	const struct stk_entity *workshop = NULL;
	struct stk_case before, after;
	struct stk_err err;
	char *rev = NULL;
	int status;

	if (page.since && args->count > 1) {
		stk_err_set(&err, STK_EUSAGE,
			    "--since REV and a workshop are two ways to say since "
			    "when");
		return stk_fail(&err);
	}
	if (stk_case_open(app, STK_FACTS_PEOPLE, NULL, &after, &err))
		return stk_fail(&err);
	if (!page.since) {
		const struct stk_inventory *inventory = after.opened.inventory;
		const struct stk_entity *today = stk_workshop_next(inventory), *last;

		/* At the follow-up itself the one before it is meant. */
		if (today && stk_workshop_date(inventory, today) != inventory->clock.today)
			today = NULL;
		last = stk_workshop_last(inventory, today);
		if (!last && today && stk_values_count(stk_node_get(today->node, STK_W_ATTENDEES)))
			last = today; /* there is none before, and it was held */
		if (!stk_workshop_meant(&after.opened, args, last, &workshop, &err)) {
			page.workshop = stk_sym_text(&inventory->syms, workshop->id);
			page.since = rev = end_of(&after.opened, workshop, &err);
		}
	}
	if (!page.since || open_before(app, &after, page.since, &before, &err)) {
		status = stk_fail(&err);
	} else {
		status = show(app, &before, &after, &page);
		stk_case_release(&before);
	}
	free(rev);
	stk_case_release(&after);
	return status;
}
