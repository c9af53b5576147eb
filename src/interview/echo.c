/* What is shown beside the questions: the opening, lists, links in words, the count of numbers, the
 * closing lines. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/history/save.h"
#include "room.h"
#include "walk.h"

#define MAX_NAMED 4 /* numbers that are new, in the last line */

char *stk_fill(const struct stk_walk *walk, const char *text, const char *const *pairs)
{
	struct stk_str out = STK_STR_INIT;
	const char *goal = stk_text(walk->inventory, walk->inventory->root, STK_W_GOAL);
	char *name = stk_xstrndup(walk->who_name, strcspn(walk->who_name, " "));
	const char *own[] = {"{goal}", goal ? goal : stk_t("find out where our data is kept."),
			     "{name}", name, NULL};

	while (*text) {
		const char *const *both[] = {own, pairs};
		bool filled = false;

		for (size_t b = 0; b < 2 && !filled && *text == '{'; b++)
			for (const char *const *pair = both[b]; pair && *pair && !filled; pair += 2)
				if (stk_starts(text, pair[0])) {
					stk_str_add(&out, pair[1]);
					text += strlen(pair[0]);
					filled = true;
				}
		if (!filled)
			stk_str_addc(&out, *text++);
	}
	free(name);
	return stk_str_detach(&out);
}

/* --- lists --------------------------------------------------------------------------------------
 */

void stk_show_mine(struct stk_walk *walk, const struct stk_asking *asking,
		   void (*note)(struct stk_walk *walk, const char *platform, struct stk_str *out))
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < asking->pick_count; i++) {
		const char *id = walk->mind.mine[asking->picks[i]].id;

		stk_str_addf(&out, "%s%u %s", i ? "  " : "    ", asking->picks[i] + 1,
			     stk_platform_name(walk, id));
		if (note)
			note(walk, id, &out);
	}
	if (asking->pick_count)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "%s", out.data);
	stk_str_release(&out);
}

const char *stk_every_in_words(struct stk_walk *walk, int64_t minutes)
{
	static const struct {
		int64_t minutes;
		const char *words;
	} known[] = {{60, STK_N("hourly")},           {1440, STK_N("daily")},
		     {7 * 1440, STK_N("weekly")},     {30 * 1440, STK_N("monthly")},
		     {90 * 1440, STK_N("quarterly")}, {365 * 1440, STK_N("yearly")}};
	char every[64];

	for (size_t i = 0; i < STK_COUNT(known); i++)
		if (known[i].minutes == minutes)
			return stk_t(known[i].words);
	stk_every_words(minutes, every);
	return stk_arena_printf(&walk->changes.arena, minutes > 0 ? stk_t("every %s") : "%s",
				every);
}

void stk_show_link(struct stk_walk *walk, const char *platform, const struct stk_node *link,
		   struct stk_str *out)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *with = stk_text(inventory, link, STK_W_WITH),
		   *flow = stk_text(inventory, link, STK_W_FLOW);
	const char *method = stk_text(inventory, link, STK_W_METHOD),
		   *every = stk_text(inventory, link, STK_W_EVERY);
	const struct stk_node *who = stk_values_first(stk_node_get(link, STK_W_WHO));
	struct stk_line_groups carries = {.count = 0};

	stk_groups_of(walk, stk_node_get(link, STK_W_CARRIES), &carries);
	stk_str_addf(out, "%s %s %s", stk_platform_name(walk, platform),
		     !flow                       ? "--"
		     : strcmp(flow, "both") == 0 ? "<->"
		     : strcmp(flow, "in") == 0   ? "<-"
						 : "->",
		     stk_platform_name(walk, with ? with : "?"));
	if (carries.count) {
		stk_str_addc(out, ' ');
		stk_groups_labels(walk, &carries, out);
	}
	if (method && strcmp(method, "manual") == 0)
		stk_str_add(out, stk_t(", by hand"));
	else if (method)
		stk_str_addf(out, stk_t(", %s"), stk_tc("method", method));
	if (who && stk_node_kind(who) == STK_NODE_SCALAR) {
		const char *name =
			stk_person_name(walk, stk_sym_text(&inventory->syms, who->value));

		stk_str_addf(out, " (%.*s)", (int)strcspn(name, " "), name);
	}
	if (every)
		stk_str_addf(out, stk_t(", %s"), stk_every_in_words(walk, stk_every_parse(every)));
}

/* Numbers that they said reach them. */
static void list_numbers(struct stk_walk *walk, struct stk_str *out)
{
	for (uint32_t m = 0; m < walk->inventory->kinds[STK_METRIC].count; m++) {
		const struct stk_entity *metric = &walk->inventory->kinds[STK_METRIC].items[m];
		const char *id = stk_sym_text(&walk->inventory->syms, metric->id);

		if (stk_mind_said(walk, stk_at(walk, "metrics", id, "audience", NULL)) &
		    (1u << STK_ANSWER_SAYS))
			stk_str_addf(out, "%s%s", out->len ? stk_tc("list", ", ") : "",
				     stk_entity_shown(walk->inventory, metric));
	}
}

void stk_walk_list(struct stk_walk *walk)
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];
		struct stk_line_groups held = {.count = 0};

		if (mine->gone)
			continue;
		stk_str_reset(&out);
		stk_groups_held(walk, mine->id, &held);
		stk_str_addf(&out, stk_t("    %zu %s: "), i + 1, stk_platform_name(walk, mine->id));
		if (mine->empty)
			stk_str_add(&out, stk_t("holds nothing we look for"));
		else if (held.count)
			stk_groups_labels(walk, &held, &out);
		else
			stk_str_add(&out, stk_t("not said what it holds"));
		STK_EACH_VALUE(link, stk_platform_key(walk, mine->id, STK_W_INTEGRATIONS))
		{
			stk_str_add(&out, "\n        ");
			stk_show_link(walk, mine->id, link, &out);
		}
		stk_prompt_say(walk->prompt, STK_PLAIN, 8, "%s", out.data);
	}
	stk_str_reset(&out);
	list_numbers(walk, &out);
	if (out.len)
		stk_prompt_say(walk->prompt, STK_PLAIN, 8, "    Numbers: %s", out.data);
	else if (!walk->mind.count)
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    Nothing yet.");
	stk_str_release(&out);
}

/* --- the count of numbers -----------------------------------------------------------------------
 */

static void count_states(struct stk_walk *walk, const struct stk_metrics *metrics)
{
	walk->state_count = metrics->count;
	walk->states = stk_xcalloc((size_t)metrics->count + 1, sizeof *walk->states);
	walk->state_ids = stk_xcalloc((size_t)metrics->count + 1, sizeof *walk->state_ids);
	for (uint32_t i = 0; i < metrics->count; i++) {
		const struct stk_entity *entity =
			&walk->inventory->kinds[STK_METRIC].items[metrics->items[i].entity];

		walk->states[i] = metrics->items[i].state;
		walk->state_ids[i] = stk_xstrdup(stk_sym_text(&walk->inventory->syms, entity->id));
	}
}

void stk_metrics_first(struct stk_walk *walk)
{
	const struct stk_metrics *metrics = stk_walk_facts(walk)->metrics;

	count_states(walk, metrics);
	walk->computable_first = walk->computable = stk_metrics_computable(metrics);
}

static void say_count(struct stk_walk *walk, const char *before)
{
	struct stk_str out = STK_STR_INIT;
	char *count = stk_xasprintf(stk_t("numbers we can compute: %u of %u"), walk->computable,
				    walk->state_count);
	size_t width = stk_prompt_term(walk->prompt)->width_cols, used;

	if (stk_prompt_term(walk->prompt)->accessible) {
		if (*before)
			stk_prompt_say(walk->prompt, STK_PLAIN, 0, "%s", before);
		before = "";
		width = 0;
	}
	stk_str_add(&out, before);
	used = stk_text_width_cols(before) + stk_text_width_cols(count);
	if (*before && used + 2 > width)
		stk_str_addc(&out, '\n');
	if (*before && used + 2 > width)
		used = stk_text_width_cols(count);
	for (; used + 1 < width && used < 110; used++)
		stk_str_addc(&out, ' ');
	stk_str_add(&out, count);
	stk_prompt_say(walk->prompt, STK_PLAIN, 0, "%s", out.data);
	free(count);
	stk_str_release(&out);
}

void stk_metrics_now(struct stk_walk *walk, bool say)
{
	uint32_t now = stk_metrics_computable(stk_walk_facts(walk)->metrics);

	if (walk->states && now != walk->computable) {
		walk->computable = now;
		if (say)
			say_count(walk, "");
	}
}

void stk_walk_heading(struct stk_walk *walk, uint32_t questions)
{
	char *opening = stk_fill(walk, walk->guide->opening, NULL);
	struct stk_str line = STK_STR_INIT;
	uint32_t minutes = (questions * 50 + 30) / 60;

	stk_prompt_say(walk->prompt, STK_PLAIN, 0, "%s", opening);
	minutes = minutes ? minutes : 1;
	stk_str_addf(&line, stk_tn("%u question", "%u questions", questions), questions);
	stk_str_addf(&line,
		     stk_tn(", about %u minute. \"Don't know\" is a good answer.",
			    ", about %u minutes. \"Don't know\" is a good answer.", minutes),
		     minutes);
	say_count(walk, line.data);
	if (walk->mind.count)
		stk_prompt_say(walk->prompt, STK_PLAIN, 0,
			       "It goes on where it was left; :list shows what was said.");
	stk_str_release(&line);
	free(opening);
}

/* --- the end ------------------------------------------------------------------------------------
 */

static void count_said(struct stk_walk *walk)
{
	walk->tools = walk->holdings = walk->flows = walk->numbers = 0;
	for (size_t i = 0; i < walk->mind.count; i++) {
		struct stk_line_groups held = {.count = 0};

		if (walk->mind.mine[i].gone)
			continue;
		walk->tools++;
		stk_groups_held(walk, walk->mind.mine[i].id, &held);
		walk->holdings += held.count &&
				  (stk_mind_answered_key(walk, walk->mind.mine[i].id, "holds") ||
				   stk_mind_answered_key(walk, walk->mind.mine[i].id, "fields"));
	}
	for (uint32_t p = 0; p < walk->inventory->kinds[STK_PLATFORM].count; p++) {
		const struct stk_entity *platform = &walk->inventory->kinds[STK_PLATFORM].items[p];
		const char *id = stk_sym_text(&walk->inventory->syms, platform->id);

		STK_EACH_VALUE(link, stk_node_get(platform->node, STK_W_INTEGRATIONS))
		{
			const char *with = stk_text(walk->inventory, link, STK_W_WITH);
			const char *at =
				with ? stk_at(walk, "platforms", id, "integrations", with, NULL)
				     : NULL;

			walk->flows += at && stk_mind_answered(walk, at);
		}
	}
}

/* Numbers that somebody up the chain spoke of: each got its audience. */
static void count_numbers(struct stk_walk *walk)
{
	for (uint32_t m = 0; m < walk->inventory->kinds[STK_METRIC].count; m++) {
		const struct stk_entity *metric = &walk->inventory->kinds[STK_METRIC].items[m];
		const char *id = stk_sym_text(&walk->inventory->syms, metric->id);

		walk->numbers +=
			stk_mind_answered(walk, stk_at(walk, "metrics", id, "audience", NULL));
	}
}

/* "6 tools, 5 holdings, 3 flows", without what there is none of; a board member: "2 numbers". */
static void add_counts(const struct stk_walk *walk, bool in_commit, struct stk_str *out)
{
	/* A commit's message is English, whatever is spoken here. */
	const struct stk_tr *spoken = stk_tr_use(in_commit ? NULL : stk_tr_used());
	const struct {
		uint32_t count;
		const char *word;
	} said[] = {
		{walk->tools, in_commit ? stk_tn("platform", "platforms", walk->tools)
					: stk_tn("tool", "tools", walk->tools)},
		{walk->holdings, stk_tn("holding", "holdings", walk->holdings)},
		{walk->flows, in_commit ? stk_tn("integration", "integrations", walk->flows)
					: stk_tn("flow", "flows", walk->flows)},
		{walk->numbers, stk_tn("number", "numbers", walk->numbers)},
	};
	size_t before = out->len;

	for (size_t i = 0; i < STK_COUNT(said); i++)
		if (said[i].count)
			stk_str_addf(out, "%s%u %s", out->len > before ? stk_t(", ") : "",
				     said[i].count, said[i].word);
	if (out->len == before)
		stk_str_add(out, stk_t("nothing new"));
	stk_tr_use(spoken);
}

/* "4 -> 7 of 21 (+ leads generated)". */
static void compare_numbers(struct stk_walk *walk, struct stk_str *out)
{
	const struct stk_metrics *metrics = stk_walk_facts(walk)->metrics;
	uint32_t named = 0;

	if (walk->computable == walk->computable_first)
		stk_str_addf(out, stk_t("Computable %u of %u"), walk->computable,
			     walk->state_count);
	else
		stk_str_addf(out, stk_t("Computable %u -> %u of %u"), walk->computable_first,
			     walk->computable, walk->state_count);
	for (uint32_t i = 0; i < metrics->count && i < walk->state_count; i++) {
		const struct stk_entity *entity =
			&walk->inventory->kinds[STK_METRIC].items[metrics->items[i].entity];

		if (metrics->items[i].state > STK_STALE || walk->states[i] <= STK_STALE ||
		    strcmp(walk->state_ids[i], stk_sym_text(&walk->inventory->syms, entity->id)) !=
			    0)
			continue;
		if (named++ < MAX_NAMED)
			stk_str_addf(out, "%s%s", named > 1 ? stk_tc("list", ", ") : stk_t(" (+ "),
				     stk_entity_shown(walk->inventory, entity));
	}
	if (named > MAX_NAMED)
		stk_str_addf(out, stk_t(" and %u more"), named - MAX_NAMED);
	stk_str_add(out, named ? stk_t(").") : stk_t("."));
}

/* "Mia is asked 2 things, Tom 4." of those who were named here. */
static void who_is_asked(struct stk_walk *walk, struct stk_str *out)
{
	struct stk_evidence *evidence = stk_evidence_new(walk->inventory);
	size_t count;
	const struct stk_answer *const *all = stk_evidence_all(evidence, &count);
	bool any = false;

	for (size_t p = 0; p < walk->people_count; p++) {
		const char *name = stk_person_name(walk, walk->people[p]);
		uint32_t things = 0;

		for (size_t i = 0; i < count; i++)
			things += all[i]->state == STK_ANSWER_ASK &&
				  stk_text_same(all[i]->ask, walk->people[p]) &&
				  (i + 1 == count ||
				   strcmp(all[i]->address, all[i + 1]->address) != 0);
		if (things)
			stk_str_addf(out,
				     any ? stk_t(", %.*s %u")
					 : stk_tn(" %.*s is asked %u thing",
						  " %.*s is asked %u things", things),
				     (int)strcspn(name, " "), name, things);
		any |= things > 0;
	}
	if (any)
		stk_str_add(out, stk_t("."));
	any = false;
	for (size_t p = 0; p < walk->people_count; p++) {
		const struct stk_entity *person =
			stk_inventory_find(walk->inventory, STK_STAKEHOLDER, walk->people[p]);

		if (!person || stk_stakeholder_answered(walk->inventory, person))
			continue;
		stk_str_addf(out, "%s%s", any ? stk_tc("list", ", ") : stk_t(" To be asked next: "),
			     stk_entity_name(walk->inventory, person));
		any = true;
	}
	if (any)
		stk_str_add(out, stk_t("."));
	stk_evidence_free(evidence);
}

void stk_walk_nothing(struct stk_walk *walk)
{
	struct stk_evidence *evidence = stk_evidence_new(walk->inventory);
	size_t count, unknown = 0, asked = 0;
	const struct stk_answer *const *all = stk_evidence_all(evidence, &count);
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < count; i++) {
		bool last = i + 1 == count || strcmp(all[i]->address, all[i + 1]->address) != 0;
		bool own = last && stk_text_same(all[i]->by, walk->who);

		unknown += own && all[i]->state == STK_ANSWER_UNKNOWN;
		asked += own && all[i]->state == STK_ANSWER_ASK &&
			 !stk_text_same(all[i]->ask, walk->who);
	}
	if (unknown)
		stk_str_addf(&out, stk_t(" %zu left as not known."), unknown);
	if (asked)
		stk_str_addf(&out, stk_t(" %zu handed on to others."), asked);
	stk_prompt_say(walk->prompt, STK_PLAIN, 0, "Nothing to ask %s: all questions were put.%s%s",
		       walk->who_name, out.len ? out.data : stk_t(" Nothing is left open."),
		       out.len ? stk_t(" `stocktake status` says what is open.") : "");
	stk_str_release(&out);
	stk_evidence_free(evidence);
}

int stk_walk_closing(struct stk_walk *walk, struct stk_err *err)
{
	const struct stk_record_counts *counts = stk_record_counts(walk->record);
	struct stk_str out = STK_STR_INIT;
	struct stk_saved saved = {.committed = false};
	struct stk_save save = {.folder = walk->folder,
				.by = walk->room ? NULL : walk->who,
				.no_commit = walk->options->no_commit};
	char *message, *closing = stk_fill(walk, walk->guide->closing, NULL);
	int failed;

	count_said(walk);
	count_numbers(walk);
	stk_str_addf(&out, "%s %s: ", walk->room ? "Workshop" : "Interview", walk->who_name);
	add_counts(walk, true, &out);
	message = stk_str_detach(&out);
	save.message = message;
	failed = stk_history_save(walk->inventory, walk->record, &save, &saved, err);
	stk_str_addf(&out, stk_t("%s: "), closing);
	add_counts(walk, false, &out);
	stk_str_add(&out, stk_t(". "));
	compare_numbers(walk, &out);
	stk_prompt_say(walk->prompt, STK_PLAIN, 0, "\n%s", out.data);
	stk_str_reset(&out);
	stk_str_addf(&out, stk_t("%u said, %u accepted"), counts->said - counts->accepted,
		     counts->accepted);
	if (counts->disputes)
		stk_str_addf(&out, stk_t(", %u left open"), counts->disputes);
	stk_str_add(&out, stk_t("."));
	who_is_asked(walk, &out);
	if (!failed)
		stk_str_addf(&out, stk_t(" %s"), saved.said);
	stk_prompt_say(walk->prompt, STK_PLAIN, 0, "%s", out.data);
	if (walk->not_understood.len)
		stk_prompt_say(walk->prompt, STK_YELLOW, 0,
			       "Kept in the notes, as it was not understood: %s",
			       walk->not_understood.data);
	if (walk->nameless.len)
		stk_prompt_say(walk->prompt, STK_YELLOW, 0,
			       "Kept in the notes until we know who that is: %s",
			       walk->nameless.data);
	if (walk->room)
		stk_room_closing(walk);
	free(message);
	free(closing);
	stk_str_release(&out);
	return failed;
}
