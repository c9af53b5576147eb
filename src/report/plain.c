#include "plain.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

#define MAX_GROUPED 256 /* longer lists stay as they are: each is compared with each */

/* Bytes of the next character of an id; 0: it is none. Marks of wide scripts part words. */
static size_t of_id(const char *text)
{
	uint32_t code;
	size_t len;

	if ((*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9') ||
	    (*text && strchr("_-.", *text)))
		return 1;
	if (!(*text & 0x80))
		return 0;
	len = stk_utf8_next(text, strlen(text), &code);
	return (code >= 0x2010 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) ||
			       (code >= 0xff00 && code <= 0xff0f) ||
			       (code >= 0xff1a && code <= 0xff20)
		       ? 0
		       : len;
}

/* The term that a run of `len` bytes names, or NULL. */
static const struct stk_term *term_of(const struct stk_inventory *inventory, const char *text,
				      size_t len)
{
	const char *dot = memchr(text, '.', len);
	const struct stk_term *term;
	char *id;

	if (!dot || dot == text)
		return NULL;
	id = stk_xstrndup(text, len);
	term = stk_term_find(inventory, id);
	free(id);
	return term;
}

/* `"Created on" (lead)`; "Deal id" says itself what it is of. */
static void add_term(const struct stk_inventory *inventory, const struct stk_term *term,
		     struct stk_str *out)
{
	const char *id = stk_sym_text(&inventory->syms, term->id);
	size_t len = strcspn(id, ".");
	char *group = stk_xstrndup(id, len);

	stk_str_addf(out, stk_t("\"%s\""), stk_tc("term", term->name));
	if (!strcasestr(term->name, group))
		stk_str_addf(out, stk_t(" (%s)"), stk_tc("word", group));
	free(group);
}

void stk_plain_text(const struct stk_inventory *inventory, const char *text, struct stk_str *out)
{
	bool code = false, inside = false; /* of a word that an id cannot be a part of */

	while (*text) {
		const struct stk_term *term = NULL;
		size_t len = 0, whole, step;
		uint32_t ignored;

		while ((step = of_id(text + len)))
			len += step;
		whole = len;
		while (len && text[len - 1] == '.') /* the end of a sentence */
			len--;
		if (len && !code && !inside && text[whole] != '/' && text[whole] != '@')
			term = term_of(inventory, text, len);
		if (term) {
			add_term(inventory, term, out);
			text += len;
			continue;
		}
		if (whole) {
			stk_str_addn(out, text, whole);
			text += whole;
			inside = false;
			continue;
		}
		if (*text == '`')
			code = !code;
		inside = *text == '/' || *text == '@' || (*text >= 'A' && *text <= 'Z');
		step = *text & 0x80 ? stk_utf8_next(text, strlen(text), &ignored) : 1;
		stk_str_addn(out, text, step ? step : 1);
		text += step ? step : 1;
	}
}

/* Of the terms of one group, those in the list from `first` on. */
static void add_group(const struct stk_inventory *inventory, const struct stk_node *list,
		      const struct stk_node *first, struct stk_str *out)
{
	const char *id = stk_node_text(inventory, first);
	size_t len = strcspn(id, "."), count = 0;
	bool after = false;
	char *group = stk_xstrndup(id, len);
	struct stk_str terms = STK_STR_INIT;

	stk_str_add(out, stk_word_shown(group));
	free(group);
	if (!id[len])
		return;
	STK_EACH_VALUE(value, list)
	{
		const char *other = stk_node_text(inventory, value);
		const struct stk_term *term;

		after |= value == first;
		if (!after || strncmp(other, id, len) != 0 || other[len] != '.')
			continue;
		term = stk_term_find(inventory, other);
		stk_str_addf(&terms, "%s%s", count++ ? stk_tc("list", ", ") : "",
			     term ? stk_tc("term", term->name) : other + len + 1);
	}
	if (count)
		stk_str_addf(out, stk_t(" (%s)"), terms.data);
	stk_str_release(&terms);
}

/* True for a term whose group stands in the list itself, or was begun by a term before it. */
static bool is_shown(const struct stk_inventory *inventory, const struct stk_node *list,
		     const struct stk_node *value)
{
	const char *id = stk_node_text(inventory, value);
	size_t len = strcspn(id, ".");
	bool before = true;

	if (!id[len])
		return false;
	STK_EACH_VALUE(item, list)
	{
		const char *other = stk_node_text(inventory, item);

		before &= item != value;
		if (strncmp(other, id, len) == 0 && (!other[len] || (before && other[len] == '.')))
			return true;
	}
	return false;
}

void stk_plain_terms(const struct stk_inventory *inventory, const struct stk_node *list,
		     struct stk_str *out)
{
	bool first = true;

	if (!list)
		return;
	if (stk_values_count(list) > MAX_GROUPED) {
		stk_name_value(inventory, NULL, list, out);
		return;
	}
	if (stk_node_kind(list) == STK_NODE_LIST && list->size == 1)
		stk_str_add(out, stk_t("none"));
	STK_EACH_VALUE(value, list)
	{
		if (is_shown(inventory, list, value))
			continue;
		stk_str_add(out, first ? "" : stk_tc("list", ", "));
		add_group(inventory, list, value, out);
		first = false;
	}
}
