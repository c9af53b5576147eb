#include "stocktake/report/who.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "log.h"
#include "names.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "voices.h"

#define MAX_ADDRESS_COLS 36

static const char *state_name(enum stk_answer_state state)
{
	switch (state) {
	case STK_ANSWER_SAYS: return "says";
	case STK_ANSWER_UNKNOWN: return "unknown";
	case STK_ANSWER_NOT_APPLICABLE: return "not-applicable";
	case STK_ANSWER_ASK: return "ask";
	case STK_ANSWER_SILENT: return "silent";
	}
	return "";
}

static json_t *answer_json(const struct stk_inventory *inventory, const struct stk_answer *answer)
{
	json_t *object = json_object();

	stk_json_set_text(object, "address", answer->address);
	stk_json_set_text(object, "by", answer->by);
	stk_json_set_text(object, "at", answer->at);
	stk_json_set_text(object, "kind", answer->kind);
	stk_json_set_text(object, "state", state_name(answer->state));
	stk_json_set(object, "says", stk_json_value(inventory, NULL, answer->says));
	stk_json_set_text(object, "ask", answer->ask);
	stk_json_set(object, "accepted", json_boolean(answer->accepted));
	return object;
}

static void render_json(const struct stk_who *who, const struct stk_answer *const *answers,
			size_t count, struct stk_str *out)
{
	json_t *document = json_object(), *evidence = json_array();

	stk_json_set_text(document, "address", who->address);
	for (size_t i = 0; i < count; i++)
		stk_json_add(evidence, answer_json(who->inventory, answers[i]));
	stk_json_set(document, "evidence", evidence);
	stk_json_set(document, "commits", who->commits ? stk_log_json(who->commits) : json_null());
	stk_json_write(document, out);
}

/* By time and person: what was said in one go stands together. */
static int by_time(const void *a, const void *b)
{
	const struct stk_answer *one = *(const struct stk_answer *const *)a;
	const struct stk_answer *two = *(const struct stk_answer *const *)b;
	int order = strcmp(one->at, two->at);

	if (!order)
		order = strcmp(one->by ? one->by : "", two->by ? two->by : "");
	return order ? order : strcmp(one->address, two->address);
}

static void add_speaker(const struct stk_who *who, const struct stk_answer *answer,
			struct stk_page *page)
{
	struct stk_str text = STK_STR_INIT;

	stk_str_addf(&text, "%.10s  ", answer->at);
	stk_name_voice(who->inventory, answer->by ? answer->by : stk_t("nobody named"), &text);
	if (answer->kind && *answer->kind)
		stk_str_addf(&text, " (%s)", stk_tc("evidence kind", answer->kind));
	stk_page_text(page, 2, STK_PLAIN, text.data);
	stk_str_release(&text);
}

/* What an answer is about, within what was asked for. */
static const char *place_of(const struct stk_answer *answer, size_t own)
{
	const char *below = answer->address + own;
	const char *entity = strchr(answer->address, '/');

	if (strlen(answer->address) <= own) /* the key, or the entity as a whole */
		return entity && strchr(entity + 1, '/') ? strrchr(answer->address, '/') + 1
							 : stk_t("itself");
	return below + (*below == '/');
}

static void add_answers(const struct stk_who *who, const struct stk_answer *const *answers,
			size_t count, struct stk_page *page)
{
	const struct stk_answer **sorted = stk_xmalloc(count * sizeof *sorted);
	struct stk_str text = STK_STR_INIT;
	size_t own = strlen(who->address), cols = 0;

	memcpy(sorted, answers, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_time);
	for (size_t i = 0; i < count; i++) {
		size_t width = stk_text_width_cols(place_of(sorted[i], own)) + 2;

		if (width > cols)
			cols = width;
	}
	if (cols > MAX_ADDRESS_COLS)
		cols = MAX_ADDRESS_COLS;
	for (size_t i = 0; i < count; i++) {
		const struct stk_answer *answer = sorted[i], *last = i ? sorted[i - 1] : NULL;

		if (!last || last->entity != answer->entity || strcmp(last->at, answer->at) != 0)
			add_speaker(who, answer, page);
		stk_str_reset(&text);
		stk_voice_says(who->inventory, answer, &text);
		if (answer->accepted)
			stk_str_add(&text, stk_t(" (agreed)"));
		stk_page_pair(page, 4, cols, STK_DIM, place_of(answer, own), text.data, NULL);
	}
	stk_str_release(&text);
	free(sorted);
}

void stk_who_render(const struct stk_who *who, bool json, const struct stk_terminal *term,
		    struct stk_str *out)
{
	struct stk_page page = {out, term};
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(who->evidence, who->address, true, &count);

	if (json) {
		render_json(who, answers, count, out);
		return;
	}
	stk_page_head(&page, stk_t("What was said"));
	if (count)
		add_answers(who, answers, count, &page);
	else
		stk_page_text(&page, 2, STK_PLAIN, stk_t("Nobody is on record about it."));
	stk_page_gap(&page);
	stk_page_textf(&page, 0, STK_BOLD, "Commits of %s", who->file);
	if (!who->commits)
		stk_page_text(&page, 2, STK_PLAIN,
			      stk_t("The inventory is not in a git repository."));
	else if (!who->commits->count)
		stk_page_text(&page, 2, STK_PLAIN, stk_t("None yet."));
	else
		stk_log_table(&page, who->commits, 2);
}
