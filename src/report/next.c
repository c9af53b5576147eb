/* Steps that are not done and questions that are open, by person. */
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "names.h"
#include "page.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/report/steps.h"

#define MAX_QUESTIONS 5 /* of one of many; of one alone all are shown */

struct next {
	const struct stk_facts *facts;
	const struct stk_inventory *inventory;
	struct stk_step_taken *steps;
	size_t step_count;
};

/* `person` NULL: nobody's. */
static bool is_theirs(const struct next *next, const struct stk_step_taken *step,
		      const struct stk_entity *person)
{
	const struct stk_entities *people = &next->inventory->kinds[STK_STAKEHOLDER];

	if (step->done)
		return false;
	if (person)
		return stk_step_is_of(next->inventory, step, person);
	for (uint32_t i = 0; i < people->count; i++)
		if (stk_step_is_of(next->inventory, step, &people->items[i]))
			return false;
	return true;
}

/* As the walk would ask them. */
static bool is_asked(const struct next *next, const struct stk_question *question,
		     const struct stk_entity *person)
{
	if (!person)
		return stk_question_is_nobodys(question);
	return stk_question_is_for(question,
				   stk_entity_index(next->inventory, STK_STAKEHOLDER, person));
}

static void step_address(const struct next *next, const struct stk_step_taken *step,
			 struct stk_str *out)
{
	stk_entity_address(next->inventory, STK_WORKSHOP, step->workshop, out);
	stk_str_add(out, "/next_steps");
	stk_address_add(out, step->what);
}

static size_t count_steps(const struct next *next, const struct stk_entity *person)
{
	size_t count = 0;

	for (size_t i = 0; i < next->step_count; i++)
		count += is_theirs(next, &next->steps[i], person);
	return count;
}

static size_t count_questions(const struct next *next, const struct stk_entity *person)
{
	size_t count = 0;

	for (size_t i = 0; i < next->facts->questions->count; i++)
		count += is_asked(next, &next->facts->questions->items[i], person);
	return count;
}

/* --- JSON --- */

static json_t *step_json(const struct next *next, const struct stk_step_taken *step)
{
	json_t *object = json_object();
	struct stk_str address = STK_STR_INIT;
	char due[11];

	step_address(next, step, &address);
	stk_date_format(step->due, due);
	stk_json_set_text(object, "address", address.data);
	stk_json_set_text(object, "what", step->what);
	stk_json_set_text(object, "due", *due ? due : NULL);
	stk_json_set(object, "overdue", json_boolean(step->overdue));
	stk_str_release(&address);
	return object;
}

static json_t *question_json(const struct next *next, const struct stk_question *question)
{
	const struct stk_entities *all = &next->inventory->kinds[STK_METRIC];
	json_t *object = json_object(), *metrics = json_array();

	stk_json_set_text(object, "address", question->address);
	stk_json_set_text(object, "question", question->ask);
	for (uint32_t i = 0; i < all->count && i < 64; i++)
		if (question->metrics >> i & 1u)
			stk_json_add(metrics, stk_json_text(stk_sym_text(&next->inventory->syms,
									 all->items[i].id)));
	stk_json_set(object, "metrics", metrics);
	return object;
}

static void add_json(const struct next *next, const struct stk_entity *person, json_t *people)
{
	json_t *object = json_object(), *steps = json_array(), *questions = json_array();

	for (size_t i = 0; i < next->step_count; i++)
		if (is_theirs(next, &next->steps[i], person))
			stk_json_add(steps, step_json(next, &next->steps[i]));
	for (size_t i = 0; i < next->facts->questions->count; i++)
		if (is_asked(next, &next->facts->questions->items[i], person))
			stk_json_add(questions,
				     question_json(next, &next->facts->questions->items[i]));
	stk_json_set_text(object, "who",
			  person ? stk_sym_text(&next->inventory->syms, person->id) : NULL);
	stk_json_set_text(object, "name", person ? stk_entity_name(next->inventory, person) : NULL);
	stk_json_set(object, "steps", steps);
	stk_json_set(object, "questions", questions);
	stk_json_add(people, object);
}

/* --- text --- */

static void add_steps(const struct next *next, const struct stk_entity *person,
		      struct stk_page *page)
{
	for (size_t i = 0; i < next->step_count; i++) {
		const struct stk_step_taken *step = &next->steps[i];
		struct stk_str day = STK_STR_INIT;
		char due[11];

		if (!is_theirs(next, step, person))
			continue;
		stk_date_format(step->due, due);
		stk_str_add(&day, *due ? due : stk_t("no day"));
		stk_page_pair(page, 2, 12, step->overdue ? STK_RED : STK_PLAIN, day.data,
			      step->what, step->overdue ? stk_t("overdue") : NULL);
		stk_str_release(&day);
	}
}

static void add_questions(const struct next *next, const struct stk_entity *person, size_t most,
			  struct stk_page *page)
{
	size_t count = count_questions(next, person), shown = 0;
	struct stk_str text = STK_STR_INIT;

	for (size_t i = 0; i < next->facts->questions->count && shown < most; i++) {
		const struct stk_question *question = &next->facts->questions->items[i];
		unsigned metrics = (unsigned)__builtin_popcountll(question->metrics);

		if (!is_asked(next, question, person))
			continue;
		stk_str_reset(&text);
		if (!stk_name_asked(next->inventory, question, &text))
			stk_str_add(&text, question->address);
		if (metrics)
			stk_str_addf(
				&text,
				stk_tn(" (holds up %u metric)", " (holds up %u metrics)", metrics),
				metrics);
		stk_page_pair(page, 2, 3, STK_PLAIN, "?", text.data, NULL);
		shown++;
	}
	if (count > shown)
		stk_page_textf(page, 2, STK_DIM, "and %zu more questions", count - shown);
	stk_str_release(&text);
}

static bool add_person(const struct next *next, const struct stk_entity *person, bool alone,
		       struct stk_page *page)
{
	size_t steps = count_steps(next, person), questions = count_questions(next, person);

	if (!steps && !questions)
		return false;
	stk_page_head(page,
		      person ? stk_entity_name(next->inventory, person) : stk_t("Nobody's yet"));
	add_steps(next, person, page);
	add_questions(next, person, alone ? SIZE_MAX : MAX_QUESTIONS, page);
	if (questions && person)
		stk_page_textf(page, 2, STK_DIM, "stocktake walk --as %s",
			       stk_sym_text(&next->inventory->syms, person->id));
	return true;
}

/* Those with steps first, by the earliest day; then those with most questions; then by name. */
static int32_t first_due(const struct next *next, const struct stk_entity *person)
{
	int32_t first = INT32_MAX;

	for (size_t i = 0; i < next->step_count; i++)
		if (is_theirs(next, &next->steps[i], person) &&
		    next->steps[i].due != STK_DATE_NONE && next->steps[i].due < first)
			first = next->steps[i].due;
	return first;
}

struct turn {
	const struct stk_entity *person;
	int32_t due;
	size_t questions;
};

static int by_turn(const void *a, const void *b)
{
	const struct turn *one = a, *two = b;

	if (one->due != two->due)
		return one->due < two->due ? -1 : 1;
	if (one->questions != two->questions)
		return one->questions > two->questions ? -1 : 1;
	return (one->person > two->person) - (one->person < two->person);
}

void stk_next_render(const struct stk_facts *facts, const char *who, bool json,
		     const struct stk_terminal *term, struct stk_str *out)
{
	const struct stk_entities *people = &facts->inventory->kinds[STK_STAKEHOLDER];
	struct next next = {.facts = facts, .inventory = facts->inventory};
	struct turn *turns = stk_xcalloc((size_t)people->count + 1, sizeof *turns);
	json_t *document = json_object(), *list = json_array();
	struct stk_page page = {out, term};
	size_t count = 0;
	bool any = false;

	next.steps = stk_steps_taken(facts->inventory, NULL, &next.step_count);
	for (uint32_t i = 0; i < people->count; i++)
		if (!who ||
		    strcmp(who, stk_sym_text(&facts->inventory->syms, people->items[i].id)) == 0)
			turns[count++] = (struct turn){&people->items[i],
						       first_due(&next, &people->items[i]),
						       count_questions(&next, &people->items[i])};
	if (count)
		qsort(turns, count, sizeof *turns, by_turn);
	for (size_t i = 0; i < count; i++) {
		if (json)
			add_json(&next, turns[i].person, list);
		else
			any |= add_person(&next, turns[i].person, who != NULL, &page);
	}
	if (!who && json && (count_steps(&next, NULL) || count_questions(&next, NULL)))
		add_json(&next, NULL, list);
	else if (!who && !json)
		any |= add_person(&next, NULL, false, &page);
	if (!json && !any)
		stk_page_text(
			&page, 0, STK_PLAIN,
			who ? stk_t("Nothing: no step and no question is theirs.")
			    : stk_t("Nothing is to be done: no step is open, and no question."));
	stk_json_set(document, "people", list);
	if (json)
		stk_json_write(document, out);
	else
		json_decref(document);
	free(turns);
	free(next.steps);
}
