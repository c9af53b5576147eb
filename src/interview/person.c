#include "person.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/report/chain.h"

#define MAX_PROPOSED   5
#define MAX_TEAM_ASKED 2

static int be(struct stk_walk *walk, const char *who, const char *name)
{
	char *own = stk_xstrdup(who), *own_name = stk_xstrdup(name);

	free(walk->who);
	free(walk->who_name);
	walk->who = own;
	walk->who_name = own_name;
	return 0;
}

/* --- who asks -----------------------------------------------------------------------------------
 */

static void find_facilitator(struct stk_walk *walk)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_STAKEHOLDER];
	const char *name = walk->options->facilitator, *email = walk->options->facilitator_email;
	struct stk_match match[2];
	struct stk_str id = STK_STR_INIT;

	if (name &&
	    stk_matcher_find(walk->matcher, name, 1u << STK_MATCH_STAKEHOLDER, match, 2) == 1) {
		walk->facilitator = stk_xstrdup(match[0].id);
	} else if (name) { /* from outside */
		stk_text_slug(&id, name);
		walk->facilitator = id.len ? stk_str_detach(&id) : NULL;
	}
	for (uint32_t i = 0; !name && email && i < all->count && !walk->facilitator; i++) {
		const char *theirs = stk_text(walk->inventory, all->items[i].node, STK_W_EMAIL);

		if (theirs && stk_text_same(theirs, email))
			walk->facilitator =
				stk_xstrdup(stk_sym_text(&walk->inventory->syms, all->items[i].id));
	}
	stk_str_release(&id);
}

static int load_words(struct stk_walk *walk, struct stk_err *err)
{
	const char *language = walk->options->language;

	if (!language)
		language = stk_text(walk->inventory, walk->inventory->root, STK_W_LANGUAGE);
	walk->words =
		stk_guide_words_load(walk->inventory->source, language ? language : "en", err);
	return walk->words ? 0 : -1;
}

/* --- whom to ask next ---------------------------------------------------------------------------
 */

static enum stk_step propose(struct stk_walk *walk, struct stk_str *name, struct stk_err *err)
{
	const struct stk_chain *chain;
	struct stk_str stands = STK_STR_INIT;
	enum stk_step step = STK_STEP_FAILED;
	int got;

	stk_walk_questions(walk);
	chain = walk->facts.chain;
	stk_chain_render(&walk->facts, MAX_PROPOSED, &walk->options->term, &stands);
	stk_prompt_put(walk->prompt, stands.data);
	stk_str_release(&stands);
	if (chain->next_count)
		stk_prompt_say(walk->prompt, STK_BOLD, 4, "Who is here?  [%s]",
			       stk_person_name(walk, chain->next[0].who));
	else
		stk_prompt_say(walk->prompt, STK_BOLD, 4, "Who is here? A name, or workshops/ID.");
	do {
		got = stk_walk_ask_small(walk, "as", name, err);
		if (got > 0 && stk_prompt_was_interrupted(walk->prompt)) {
			stk_prompt_say(walk->prompt, STK_PLAIN, 4,
				       "    Was \"%s\" meant for us? Then once more; or Enter.",
				       name->data);
			stk_str_reset(name);
			got = 0;
			continue;
		}
		if (got > 0 && stk_guide_words_is(walk->words, STK_FLOW_YES, name->data)) {
			stk_str_reset(name);
			got = 0;
		} else if (got > 0 && stk_guide_words_is(walk->words, STK_FLOW_NO, name->data)) {
			stk_str_reset(name);
			got = stk_prompt_reject(walk->prompt, "Who, then? A name, please.", err)
				      ? -1
				      : 0;
			continue;
		}
		if (got == 0 && chain->next_count)
			stk_str_add(name, chain->next[0].who);
		if (got == 0 && !chain->next_count &&
		    stk_prompt_reject(walk->prompt, "A name, please.", err))
			got = -1;
	} while (got == 0 && !name->len);
	step = got < 0 ? stk_walk_step(got) : STK_STEP_NEXT;
	return step;
}

static enum stk_step find_room(struct stk_walk *walk, const char *id, struct stk_err *err)
{
	const struct stk_entity *workshop = stk_inventory_find(walk->inventory, STK_WORKSHOP, id);
	char *who;

	if (!workshop) {
		stk_err_set(err, STK_EUSAGE, "there is no workshop \"%s\"", id);
		stk_err_hint(err, "`stocktake list workshops` shows those that there are.");
		return STK_STEP_FAILED;
	}
	walk->room = true;
	who = stk_xasprintf("workshops/%s", stk_sym_text(&walk->inventory->syms, workshop->id));
	be(walk, who, stk_entity_name(walk->inventory, workshop));
	free(who);
	return STK_STEP_NEXT;
}

enum stk_step stk_person_find(struct stk_walk *walk, struct stk_err *err)
{
	struct stk_str name = STK_STR_INIT, id = STK_STR_INIT;
	struct stk_match match[4];
	enum stk_step step = STK_STEP_NEXT;
	size_t count;

	stk_walk_renew_names(walk);
	find_facilitator(walk);
	if (walk->options->as)
		stk_str_add(&name, walk->options->as);
	else
		step = load_words(walk, err) ? STK_STEP_FAILED : propose(walk, &name, err);
	if (step == STK_STEP_NEXT && stk_starts(name.data, "workshops/")) {
		step = find_room(walk, name.data + strlen("workshops/"), err);
		goto out;
	}
	if (step != STK_STEP_NEXT)
		goto out;
	step = STK_STEP_FAILED;
	count = stk_matcher_find(walk->matcher, name.data, 1u << STK_MATCH_STAKEHOLDER, match,
				 STK_COUNT(match));
	if (count > 1 && match[0].grade != STK_MATCH_NEAR) {
		stk_err_set(err, STK_EUSAGE, "\"%s\" may be %s or %s", name.data, match[0].name,
			    match[1].name);
		stk_err_hint(err, "Say --as %s, or --as %s.", match[0].id, match[1].id);
	} else if (count == 1 && match[0].grade != STK_MATCH_NEAR) {
		be(walk, match[0].id, match[0].name);
		step = STK_STEP_NEXT;
	} else {
		stk_text_slug(&id, name.data);
		if (!id.len)
			stk_err_set(err, STK_EUSAGE, "\"%s\" cannot be a name: no letter or digit",
				    name.data);
		else
			step = be(walk, id.data, name.data) ? STK_STEP_FAILED : STK_STEP_NEXT;
	}
out:
	stk_str_release(&name);
	stk_str_release(&id);
	return step;
}

/* --- name and team ------------------------------------------------------------------------------
 */

static void list_teams(const struct stk_walk *walk, struct stk_str *out)
{
	STK_EACH_VALUE(team, stk_node_get(walk->inventory->root, STK_W_TEAMS))
	{
		const char *id = stk_text(walk->inventory, team, STK_W_ID),
			   *name = stk_text(walk->inventory, team, STK_W_NAME);

		/* Where people do not write with Latin letters, an id says little. */
		if (id)
			stk_str_addf(out, "%s%s", out->len ? " · " : "",
				     name && (unsigned char)*name >= 0x80 ? name : id);
	}
}

/* "Ana Ruiz, marketing", "marketing", "Ana Ruiz": 0 taken, 1 not understood. */
static int take_introduction(struct stk_walk *walk, const char *text, bool is_new, char **name)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct stk_lines lines = {.words = walk->words, .arena = &arena, .unknown = STK_STR_INIT};
	const char **parts, *team;
	size_t count = stk_lines_names(&lines, text, &parts);
	int result = count >= 1 && count <= 2 ? 0 : 1;

	if (result)
		goto out;
	team = stk_name_team(walk, parts[count - 1]);
	if (count == 2 && !team) {
		result = 1;
	} else if (!team && !is_new) {
		result = 1;
	} else if (team) {
		free(walk->team);
		walk->team = stk_xstrdup(team);
	}
	if (!result && (count == 2 || (is_new && !team))) {
		free(*name);
		*name = stk_name_capitalised(parts[0]);
	}
out:
	stk_str_release(&lines.unknown);
	stk_arena_release(&arena);
	return result;
}

static enum stk_step ask_introduction(struct stk_walk *walk, bool is_new, char **name,
				      struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT, teams = STK_STR_INIT;
	const char *at;
	int got;

	list_teams(walk, &teams);
	if (is_new)
		stk_prompt_say(walk->prompt, STK_BOLD, 4, "%s is new. Full name, team?  %s  [%s]",
			       *name, teams.data, *name);
	else
		stk_prompt_say(walk->prompt, STK_BOLD, 4, "%s, in which team?  %s  [not known]",
			       walk->who_name, teams.data);
	at = is_new ? stk_at(walk, "stakeholders", walk->who, NULL)
		    : stk_at(walk, "stakeholders", walk->who, "team", NULL);
	do {
		char *why = NULL;

		got = stk_walk_ask_small(walk, at, &text, err);
		if (got > 0 && stk_guide_words_is(walk->words, STK_FLOW_YES, text.data))
			got = 0; /* what stands in brackets */
		if (got > 0 && stk_prompt_was_interrupted(walk->prompt)) {
			stk_prompt_say(walk->prompt, STK_PLAIN, 4,
				       "    Was \"%s\" meant for us? Then once more; or Enter.",
				       text.data);
			continue;
		}
		if (got <= 0 || take_introduction(walk, text.data, is_new, name) == 0)
			break;
		why = stk_xasprintf(stk_t("No such team. %s%s"),
				    is_new ? stk_t("Name, team; one of: ") : stk_t("One of: "),
				    teams.data);
		if (stk_prompt_reject(walk->prompt, why, err))
			got = -1;
		free(why);
	} while (got > 0);
	stk_str_release(&text);
	stk_str_release(&teams);
	return got < 0 ? stk_walk_step(got) : STK_STEP_NEXT;
}

static void be_known(struct stk_walk *walk, const struct stk_match *match)
{
	const struct stk_entity *person =
		stk_inventory_find(walk->inventory, STK_STAKEHOLDER, match->id);
	const char *team = stk_text(walk->inventory, person->node, STK_W_TEAM);

	be(walk, match->id, match->name);
	stk_mind_load(walk);
	walk->team_is_new = !team && walk->team;
	if (!team)
		return;
	free(walk->team);
	walk->team = stk_xstrdup(team);
}

/* Somebody new goes by their full name, if nobody else does. A first name or a name that was
 * mistyped may have been mended to that of somebody who is known: then it is they. */
static void be_called(struct stk_walk *walk, const char *name)
{
	struct stk_str id = STK_STR_INIT;
	struct stk_match match[2];

	if (!stk_text_same(name, walk->who_name) &&
	    stk_matcher_find(walk->matcher, name, 1u << STK_MATCH_STAKEHOLDER, match, 2) == 1 &&
	    match[0].grade != STK_MATCH_NEAR) {
		be_known(walk, &match[0]);
		return;
	}
	stk_text_slug(&id, name);
	if (id.len && !stk_inventory_find(walk->inventory, STK_STAKEHOLDER, id.data))
		be(walk, id.data, name);
	else
		be(walk, walk->who, name);
	stk_str_release(&id);
}

/* Not known is asked once more, in the next interview; what does not apply is not. */
static bool may_ask_team(struct stk_walk *walk)
{
	struct stk_evidence *evidence = stk_evidence_new(walk->inventory);
	size_t count, times = 0;
	const struct stk_answer *const *answers = stk_evidence_at(
		evidence, stk_at(walk, "stakeholders", walk->who, "team", NULL), false, &count);

	for (size_t i = 0; i < count; i++)
		if (stk_text_same(answers[i]->by, walk->who))
			times += answers[i]->state == STK_ANSWER_UNKNOWN ? 1 : MAX_TEAM_ASKED;
	stk_evidence_free(evidence);
	return times < MAX_TEAM_ASKED;
}

static enum stk_step ask_person(struct stk_walk *walk, struct stk_err *err)
{
	const struct stk_entity *person =
		stk_inventory_find(walk->inventory, STK_STAKEHOLDER, walk->who);
	const char *team = person ? stk_text(walk->inventory, person->node, STK_W_TEAM) : NULL;
	bool has_teams = stk_values_count(stk_node_get(walk->inventory->root, STK_W_TEAMS)) > 0;
	char *name = person ? stk_xstrdup(walk->who_name) : stk_name_capitalised(walk->who_name);
	enum stk_step step = STK_STEP_NEXT;

	walk->team = team ? stk_xstrdup(team) : NULL;
	walk->team_is_new = !team && has_teams && may_ask_team(walk);
	if (!person || walk->team_is_new)
		step = ask_introduction(walk, !person, &name, err);
	if (step == STK_STEP_NEXT && !person)
		be_called(walk, name);
	else if (step == STK_STEP_NEXT)
		be(walk, walk->who, name);
	free(name);
	stk_walk_forget(walk);
	return step;
}

static enum stk_step record_person(struct stk_walk *walk, struct stk_err *err)
{
	/* Others knew only a part of it: everyone knows their own name. */
	if (strcmp(stk_person_name(walk, walk->who), walk->who_name) != 0 ||
	    !stk_inventory_find(walk->inventory, STK_STAKEHOLDER, walk->who))
		stk_say_text(walk, stk_at(walk, "stakeholders", walk->who, "name", NULL),
			     stk_arena_strdup(&walk->changes.arena, walk->who_name))
			->on_conflict = STK_CONFLICT_REPLACE;
	if (walk->team_is_new && walk->team) {
		stk_say_text(walk, stk_at(walk, "stakeholders", walk->who, "team", NULL),
			     walk->team);
		/* Tools that they named before their team was known. */
		for (size_t i = 0; i < walk->mind.count; i++)
			if (!walk->mind.mine[i].gone)
				stk_say_true(walk,
					     stk_at(walk, "platforms", walk->mind.mine[i].id,
						    "teams", walk->team, NULL),
					     false);
	}
	if (walk->team_is_new && !walk->team)
		stk_say_state(walk, stk_at(walk, "stakeholders", walk->who, "team", NULL),
			      STK_ANSWER_UNKNOWN, NULL);
	return stk_walk_step(stk_walk_apply(walk, err));
}

/* --- the guide ----------------------------------------------------------------------------------
 */

static const char *guide_name(const struct stk_walk *walk)
{
	if (walk->options->guide)
		return walk->options->guide;
	if (walk->room)
		return "room";
	return walk->direction >= 0 ? stk_direction_name((enum stk_direction)walk->direction)
				    : "across";
}

static int load_guide(struct stk_walk *walk, struct stk_err *err)
{
	const char *language = walk->options->language, *name;

	if (!language)
		language = stk_text(walk->inventory, walk->inventory->root, STK_W_LANGUAGE);
	if (!language)
		language = "en";
	name = guide_name(walk);
	for (int i = 0; i < STK_DIRECTIONS && walk->options->guide; i++)
		if (strcmp(stk_direction_name((enum stk_direction)i), name) == 0)
			walk->direction = i;
	walk->guide = stk_guide_load(walk->inventory->source, language, name, err);
	if (walk->guide && walk->options->language && !stk_guide_speaks(walk->guide, language)) {
		stk_err_set(err, STK_EUSAGE, "--lang %s: there is no interview guide in it",
			    language);
		stk_err_hint(err,
			     "Without --lang it is %s; one of your own lies at "
			     "guides/%s.yaml in the inventory.",
			     walk->guide->language, language);
		return -1;
	}
	/* Once: there is one guide a walk. */
	if (walk->guide && !stk_guide_speaks(walk->guide, language))
		stk_prompt_say(walk->prompt, STK_DIM, 4,
			       "There is no interview guide for the language \"%s\": the questions "
			       "are English. One of your own goes to guides/%s.yaml in the "
			       "inventory.",
			       language, language);
	return walk->guide ? 0 : -1;
}

enum stk_step stk_person_ask(struct stk_walk *walk, struct stk_err *err)
{
	const struct stk_entity *workshop;
	const struct stk_node *teams;

	if (!walk->words && load_words(walk, err))
		return STK_STEP_FAILED;
	stk_mind_load(walk);
	if (!walk->room)
		return ask_person(walk, err);
	workshop = stk_inventory_find(walk->inventory, STK_WORKSHOP, strchr(walk->who, '/') + 1);
	teams = workshop ? stk_node_get(workshop->node, STK_W_TEAMS) : NULL;
	if (stk_values_count(teams) == 1)
		walk->team = stk_xstrdup(
			stk_sym_text(&walk->inventory->syms, stk_values_first(teams)->value));
	return STK_STEP_NEXT;
}

enum stk_step stk_person_record(struct stk_walk *walk, struct stk_err *err)
{
	const struct stk_entity *entity;
	enum stk_step step = STK_STEP_NEXT;

	if (!walk->room) {
		step = record_person(walk, err);
		entity = stk_inventory_find(walk->inventory, STK_STAKEHOLDER, walk->who);
		walk->direction = entity ? stk_stakeholder_direction(walk->inventory, entity) : -1;
	}
	if (step == STK_STEP_NEXT && load_guide(walk, err))
		step = STK_STEP_FAILED;
	return step;
}
