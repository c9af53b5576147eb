/* What is open for this person, beside what the guide's sections ask: computed when it is needed.
 */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "walk.h"

static void judge(struct stk_walk *walk)
{
	struct stk_err err = {.code = STK_OK};

	walk->judged = walk->judged_now = true;
	if (!walk->options->judge)
		return;
	stk_facts_renew(&walk->facts, true);
	stk_findings_release(&walk->findings);
	walk->findings = (struct stk_findings)STK_FINDINGS_INIT;
	/* The interview goes on without them: only their questions are missing. */
	if (walk->options->judge(walk->options->judge_data, walk->inventory, &walk->facts,
				 &walk->findings, &err))
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    The checks could not be run: %s",
			       err.message);
}

static uint32_t index_of_self(const struct stk_walk *walk)
{
	const struct stk_entity *self =
		walk->who ? stk_inventory_find(walk->inventory, STK_STAKEHOLDER, walk->who) : NULL;

	return self ? stk_entity_index(walk->inventory, STK_STAKEHOLDER, self) : STK_NONE;
}

struct stk_facts *stk_walk_facts(struct stk_walk *walk)
{
	if (walk->facts.inventory)
		stk_facts_renew(&walk->facts, false);
	else
		stk_facts_init(&walk->facts, walk->inventory, 0);
	return &walk->facts;
}

const struct stk_questions *stk_walk_questions(struct stk_walk *walk)
{
	bool fresh = stk_walk_facts(walk)->questions == NULL;

	/* Their guide comes first: nobody waits for the checks before the first prompt. */
	if (!walk->judged && !walk->pending) {
		judge(walk);
		fresh = true;
	}
	if (fresh)
		stk_facts_ask_one(&walk->facts, &walk->findings, index_of_self(walk));
	return walk->facts.questions;
}

bool stk_walk_judge_again(struct stk_walk *walk)
{
	if (walk->judged_now || !walk->options->judge)
		return false;
	stk_walk_facts(walk);
	judge(walk);
	stk_facts_ask_one(&walk->facts, &walk->findings, index_of_self(walk));
	return true;
}

const struct stk_question *stk_walk_question_at(struct stk_walk *walk, const char *address)
{
	const struct stk_questions *questions = stk_walk_questions(walk);

	for (size_t i = 0; i < questions->count; i++)
		if (strcmp(questions->items[i].address, address) == 0)
			return &questions->items[i];
	return NULL;
}

static bool is_theirs(const struct stk_walk *walk, const struct stk_question *question)
{
	const struct stk_entities *platforms = &walk->inventory->kinds[STK_PLATFORM];

	return question->platform != STK_NONE &&
	       stk_mind_number(walk, stk_sym_text(&walk->inventory->syms,
						  platforms->items[question->platform].id));
}

/* A section of the guide that comes yet asks it, of all their tools at once. */
static bool comes_yet(const struct stk_walk *walk, const struct stk_question *question)
{
	unsigned kind = 0;

	if (question->kind != STK_QUESTION_HOLE && question->kind != STK_QUESTION_FINDING)
		return false;
	switch (question->key ? question->key->word : 0) {
	case STK_W_FIELDS:
	case STK_W_HOLDS: kind = 1u << STK_SECTION_HOLDS | 1u << STK_SECTION_HEADINGS; break;
	case STK_W_INTEGRATIONS:
	case STK_W_CARRIES:
	case STK_W_FLOW:
	case STK_W_METHOD:
	case STK_W_EVERY: kind = 1u << STK_SECTION_LINKS; break;
	case STK_W_OWNER:
	case STK_W_ADMIN: kind = 1u << STK_SECTION_ADMIN; break;
	case STK_W_TEAMS: kind = 1u << STK_SECTION_TOOLS; break;
	default: break;
	}
	return (walk->pending & kind) &&
	       (question->state == STK_ANSWER_SAYS || is_theirs(walk, question));
}

static char *put_key(const char *address)
{
	return stk_xasprintf("? %s", address);
}

static bool was_put(const struct stk_walk *walk, const char *address)
{
	char *key = put_key(address);
	bool put = stk_map_get(&walk->asked, key, strlen(key), NULL);

	free(key);
	return put;
}

void stk_walk_put_question(struct stk_walk *walk, const char *address)
{
	char *key = put_key(address);

	stk_map_put(&walk->asked, key, strlen(key), 1);
	free(key);
}

/* What they answered already they are not asked again, whoever else may be. */
static bool is_next(struct stk_walk *walk, const struct stk_question *question, uint32_t self)
{
	return stk_question_is_for(question, self) && !was_put(walk, question->address) &&
	       !comes_yet(walk, question) &&
	       (question->kind != STK_QUESTION_HOLE || !stk_mind_answered(walk, question->address));
}

static bool is_listed(const struct stk_asking *asking, const char *address)
{
	for (size_t i = 0; i < asking->list_count; i++)
		if (strcmp(asking->list[i], address) == 0)
			return true;
	return false;
}

void stk_walk_list_questions(struct stk_walk *walk, struct stk_asking *asking, size_t max)
{
	const struct stk_questions *questions = stk_walk_questions(walk);
	uint32_t self = index_of_self(walk);

	for (size_t i = 0; i < questions->count && asking->list_count < max; i++) {
		const struct stk_question *first = &questions->items[i];

		if (!is_next(walk, first, self) || is_listed(asking, first->address))
			continue;
		/* The same question about other platforms is one prompt with it. */
		for (size_t j = i; j < questions->count && asking->list_count < max; j++) {
			const struct stk_question *same = &questions->items[j];

			if (strcmp(same->ask, first->ask) == 0 && is_next(walk, same, self) &&
			    !is_listed(asking, same->address))
				stk_asking_list(asking, same->address);
		}
	}
}
