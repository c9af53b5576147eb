/* A cell of a tick column: held, not held, partly, or under which name. */
#include <string.h>
#include <strings.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "template_private.h"

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
}

static void say_held(struct stk_intake_cell *cell, const char *address, const char *member)
{
	const struct stk_inventory *inventory = cell->intake->inventory;
	const struct stk_entity *platform =
		stk_inventory_find(inventory, STK_PLATFORM, cell->platform);

	stk_intake_say(cell, STK_CHANGE_ADD, stk_intake_below(arena_of(cell), address, "holds"),
		       stk_value_text(arena_of(cell), member))
		->change.heard = /* a field may say so already */
		platform && stk_cell_holds(inventory, platform->node, member);
}

/* --- the name of the field ------------------------------------------------------------------- */

/* What a column of names calls the thing: after these words stands its name. */
static const char *const callings[] = {"is called ", "called ",   "named ", "is named ",
				       "known as ",  "field is ", "field "};
static const char *const wide_callings[] = {"叫做",   "叫作", "名为", "字段名是",
					    "字段是", "字段", "叫"};

static const char *after_calling(const char *text)
{
	const char *found = NULL;

	for (const char *c = text; *c; c++)
		for (size_t i = 0; i < STK_COUNT(callings); i++)
			if ((c == text || c[-1] == ' ') &&
			    strncasecmp(c, callings[i], strlen(callings[i])) == 0)
				found = c + strlen(callings[i]);
	for (size_t i = 0; i < STK_COUNT(wide_callings) && !found; i++)
		if (strstr(text, wide_callings[i]))
			found = strstr(text, wide_callings[i]) + strlen(wide_callings[i]);
	if (!found)
		return NULL;
	found += strspn(found, " :");
	if (stk_starts(found, "："))
		found += strlen("：");
	return *found ? found : NULL;
}

/* "contact_email", "Contact.email", "contactEmail": no word of any language. */
static bool is_technical(const char *text)
{
	bool inner = false;

	for (const char *c = text; *c; c++) {
		if (strchr(" \t\n,;:/@?()", *c))
			return false;
		inner |= c > text && c[1] &&
			 (*c == '_' || *c == '.' ||
			  (*c >= 'A' && *c <= 'Z' && c[-1] >= 'a' && c[-1] <= 'z'));
	}
	return inner;
}

bool stk_cell_names_field(const char *text)
{
	return after_calling(text) || strchr(text, '=') ||
	       (is_technical(text) && strchr(text, '_'));
}

const char *stk_cell_unquoted(struct stk_arena *arena, const char *text)
{
	static const char *const pairs[][2] = {{"\"", "\""}, {"'", "'"},   {"“", "”"},
					       {"‘", "’"},   {"「", "」"}, {"`", "`"}};
	size_t len = strlen(text);

	while (len && strchr(" .", text[len - 1]))
		len--;
	text = stk_arena_strndup(arena, text, len);
	for (size_t i = 0; i < STK_COUNT(pairs); i++) {
		size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);

		if (len > open + close && stk_starts(text, pairs[i][0]) &&
		    stk_ends(text, pairs[i][1]))
			return stk_arena_strndup(arena, text + open, len - open - close);
	}
	return text;
}

const char *stk_cell_map(struct stk_arena *arena, const char *text, const char **value)
{
	static const char *const signs[] = {"=>", "->", "→", "＝", "="};

	for (size_t i = 0; i < STK_COUNT(signs); i++) {
		const char *at = strstr(text, signs[i]), *end = at;

		if (!at || at == text || !at[strlen(signs[i])])
			continue;
		*value = at + strlen(signs[i]);
		*value += strspn(*value, " ");
		while (end > text && end[-1] == ' ')
			end--;
		*value = stk_cell_unquoted(arena, *value);
		return **value && end > text
			       ? stk_cell_unquoted(arena, stk_arena_strndup(arena, text,
									    (size_t)(end - text)))
			       : NULL;
	}
	return NULL;
}

const char *stk_intake_term_of(const struct stk_intake_cell *cell, const char *heading)
{
	const struct stk_inventory *future = cell->intake->future;
	uint32_t contact = stk_group_find(cell->intake->inventory, "contact"),
		 term = stk_matcher_heading(cell->intake->matcher, heading,
					    contact == STK_NONE ? 0 : UINT64_C(1) << contact);

	return term == STK_NONE
		       ? NULL
		       : stk_arena_strdup(arena_of(cell),
					  stk_sym_text(&future->syms, future->terms[term].id));
}

/* The field that the text names as the one for the column's term; NULL if it names none. */
static const char *field_name(const struct stk_intake_cell *cell, const char *member,
			      const char *text)
{
	const char *name = stk_cell_map(arena_of(cell), text, &(const char *){NULL}), *value, *term;

	if (name) { /* "email=Email Address", either way round */
		stk_cell_map(arena_of(cell), text, &value);
		term = stk_intake_term_of(cell, name);
		return term && strcmp(term, member) == 0 ? value : NULL;
	}
	name = after_calling(text);
	if (name)
		return stk_cell_unquoted(arena_of(cell), name);
	name = stk_cell_unquoted(arena_of(cell), text);
	if (is_technical(name))
		return name;
	term = stk_intake_term_of(cell, name);
	return term && strcmp(term, member) == 0 ? name : NULL;
}

static bool take_field(struct stk_intake_cell *cell, const char *address, const char *member)
{
	struct stk_arena *arena = arena_of(cell);
	const char *name = strchr(member, '.') && !strchr(cell->text, '\n')
				   ? field_name(cell, member, cell->text)
				   : NULL;
	struct stk_value *field;

	if (!name || !*name || strlen(name) > 256)
		return false;
	field = stk_value_put_text(arena, stk_value_map(arena), "name", name);
	stk_value_put_text(arena, field, "term", member);
	stk_intake_say(cell, STK_CHANGE_ADD, stk_intake_below(arena, address, "fields"), field);
	return true;
}

/* --- the cell --------------------------------------------------------------------------------- */

/* Held, but one would not bet on it: why. */
static void say_patchy(struct stk_intake_cell *cell, const char *address, const char *member,
		       const char *reason)
{
	struct stk_arena *arena = arena_of(cell);

	stk_intake_say(cell, STK_CHANGE_SET,
		       stk_intake_below(arena, stk_intake_below(arena, address, "patchy"), member),
		       stk_value_text(arena, reason))
		->replaces = true;
}

static void take_remark(struct stk_intake_cell *cell, const char *address, const char *member,
			const struct stk_said_answer *answer)
{
	const char *remark = answer->remark ? stk_arena_strndup(arena_of(cell), answer->remark,
								answer->remark_bytes)
					    : NULL;

	if (!remark)
		return;
	if (answer->saying == STK_SAYING_YES && stk_cell_limits(remark))
		say_patchy(cell, address, member, remark);
	else
		stk_intake_remark(cell, stk_intake_about(cell, NULL), remark, strlen(remark));
}

void stk_intake_tick(struct stk_intake_cell *cell, const char *address, const char *member)
{
	struct stk_arena *arena = arena_of(cell);
	const char *at = stk_intake_below(arena, stk_intake_below(arena, address, "holds"), member);
	struct stk_said_answer answer;

	stk_intake_answer(cell, NULL, cell->text, true, &answer);
	switch (answer.saying) {
	case STK_SAYING_YES: say_held(cell, address, member); break;
	case STK_SAYING_NO:
		stk_intake_say(cell, STK_CHANGE_SET, at, stk_value_text(arena, "false"));
		break;
	case STK_SAYING_UNKNOWN: stk_intake_state(cell, at, STK_ANSWER_UNKNOWN, NULL); break;
	case STK_SAYING_NOT_APPLICABLE:
		stk_intake_state(cell, at, STK_ANSWER_NOT_APPLICABLE, NULL);
		break;
	case STK_SAYING_ASK:
		if (!stk_intake_ask(cell, at, &answer))
			return;
		break;
	case STK_SAYING_NOTHING: return;
	case STK_SAYING_TEXT:
		if (take_field(cell, address, member)) {
			return;
		} else if (stk_cell_limits(cell->text)) {
			say_held(cell, address, member);
			say_patchy(cell, address, member, cell->text);
		} else {
			stk_intake_misread(cell, cell->text,
					   STK_N("neither a tick nor the name of a field"));
		}
		return;
	}
	take_remark(cell, address, member, &answer);
}

/* --- what one would not bet on ---------------------------------------------------------------- */

/* "calls: mobile ones never get in": which, and why. */
static const char *patchy_part(const struct stk_intake_cell *cell, const char *text,
			       const char **reason)
{
	static const char *const signs[] = {":", "：", "=", "＝", " - ", " – ", "—"};
	const struct stk_columns *columns = cell->intake->columns;
	const char *first = NULL, *term;
	size_t len, sign = 0;

	for (size_t i = 0; i < STK_COUNT(signs); i++) {
		const char *at = strstr(text, signs[i]);

		if (at && (!first || at < first)) {
			first = at;
			sign = strlen(signs[i]);
		}
	}
	if (first) {
		*reason = first + sign + strspn(first + sign, " ");
		len = (size_t)(first - text);
		while (len && text[len - 1] == ' ')
			len--;
		term = stk_columns_term(columns, cell->intake->inventory,
					stk_arena_strndup(arena_of(cell), text, len));
		if (term && **reason)
			return term;
	}
	*reason = text; /* "mobile calls never get in": the word stands in the reason */
	for (const char *word = text; *word; word += strspn(word, " ,.")) {
		len = strcspn(word, " ,.");
		term = len > 3 ? stk_guide_words_group(columns->words,
						       stk_arena_strndup(arena_of(cell), word, len))
			       : NULL;
		if (term)
			return term;
		word += len;
	}
	for (size_t i = 0; i < columns->words->group_count; i++)
		for (size_t k = 0; k < columns->words->groups[i].count; k++) {
			const char *word = columns->words->groups[i].words[k];

			if ((unsigned char)*word >= 0x80 && strstr(text, word))
				return columns->words->groups[i].group;
		}
	return NULL;
}

void stk_intake_patchy(struct stk_intake_cell *cell, const char *address)
{
	struct stk_arena *arena = arena_of(cell);
	const char *text = cell->text, *wide;

	while (*text) {
		size_t len = strcspn(text, ";\n\r");
		const char *piece, *reason, *part;

		wide = strstr(text, "；");
		if (wide && (size_t)(wide - text) < len)
			len = (size_t)(wide - text);
		piece = stk_arena_strndup(arena, text, len);
		piece += strspn(piece, " \t");
		part = *piece ? patchy_part(cell, piece, &reason) : NULL;
		if (part)
			stk_intake_say(cell, STK_CHANGE_SET, stk_intake_below(arena, address, part),
				       stk_value_text(arena, reason))
				->replaces = true;
		else if (*piece)
			stk_intake_misread(cell, piece, STK_N("which kind of data is it about?"));
		text += len;
		text += stk_starts(text, "；") ? strlen("；") : *text != '\0';
	}
}

bool stk_cell_says_whether(const struct stk_guide_words *words, const char *text)
{
	const struct stk_said_words of = {words, NULL, NULL};
	struct stk_said_answer answer;

	stk_said_answer(&of, text, true, &answer);
	return (answer.saying != STK_SAYING_TEXT && answer.saying != STK_SAYING_NOTHING) ||
	       stk_cell_limits(text) || stk_cell_names_field(text);
}
