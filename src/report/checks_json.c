#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "json.h"
#include "stocktake/base/mem.h"

static json_t *card_json(const struct stk_check_card *card)
{
	json_t *object = json_object();

	stk_json_set_text(object, "check", card->id);
	stk_json_set_text(object, "severity", card->severity);
	stk_json_set_text(object, "about", card->about);
	stk_json_set_text(object, "title", card->title);
	stk_json_set_text(object, "file", card->file);
	stk_json_set(object, "own", json_boolean(card->own));
	return object;
}

static json_t *failed_json(const struct stk_checks_page *page)
{
	json_t *list = json_array();

	for (size_t i = 0; i < page->failed_count; i++) {
		json_t *object = json_object();

		stk_json_set_text(object, "check", page->failed[i].check);
		stk_json_set_text(object, "reason", page->failed[i].reason);
		stk_json_add(list, object);
	}
	return list;
}

static json_t *lines_json(const char *text)
{
	json_t *list = json_array();

	while (text && *text) {
		size_t len = strcspn(text, "\n");
		char *line = stk_xstrndup(text, len);

		if (len)
			stk_json_add(list, stk_json_text(line));
		free(line);
		text += len + (text[len] == '\n');
	}
	return list;
}

void stk_checks_list_json(const struct stk_checks_page *page, struct stk_str *out)
{
	json_t *document = json_object(), *list = json_array();

	for (size_t i = 0; i < page->count; i++) {
		json_t *card = card_json(&page->cards[i]);

		stk_json_set(card, "off", json_boolean(page->cards[i].off));
		stk_json_add(list, card);
	}
	stk_json_set(document, "checks", list);
	stk_json_set(document, "failed_checks", failed_json(page));
	stk_json_write(document, out);
}

void stk_checks_show_json(const struct stk_checks_page *page, struct stk_str *out)
{
	json_t *object = card_json(&page->cards[0]), *examples = json_array();

	stk_json_set_text(object, "explain", page->cards[0].explain);
	stk_json_set_text(object, "remedy", page->cards[0].remedy);
	for (size_t i = 0; i < page->example_count; i++) {
		json_t *example = json_object();

		stk_json_set_text(example, "says", page->examples[i].says);
		stk_json_set(example, "finds", lines_json(page->examples[i].expected));
		stk_json_set_text(example, "inventory", page->examples[i].inventory);
		stk_json_add(examples, example);
	}
	stk_json_set(object, "examples", examples);
	stk_json_write(object, out);
}

void stk_checks_test_json(const struct stk_checks_page *page, struct stk_str *out)
{
	json_t *document = json_object(), *examples = json_array();

	for (size_t i = 0; i < page->example_count; i++) {
		const struct stk_example_card *card = &page->examples[i];
		json_t *example = json_object();

		stk_json_set_text(example, "check", card->check);
		stk_json_set_text(example, "file", card->file);
		stk_json_set_text(example, "says", card->says);
		stk_json_set(example, "passed", json_boolean(card->passed));
		stk_json_set(example, "expected", lines_json(card->expected));
		stk_json_set(example, "found", lines_json(card->found));
		stk_json_set_text(example, "reason",
				  card->reason && *card->reason ? card->reason : NULL);
		stk_json_add(examples, example);
	}
	stk_json_set(document, "examples", examples);
	stk_json_set(document, "failed_checks", failed_json(page));
	stk_json_write(document, out);
}
