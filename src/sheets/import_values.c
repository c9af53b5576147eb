/* What one cell means for one key. */
#include <stdlib.h>
#include <string.h>

#include "import_private.h"
#include "list_words.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "stocktake/model/said.h"
#include "stocktake/sheets/csv.h"
#include "template_private.h"

#define MAX_VALUES 256 /* of one cell */

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
}

const char *stk_intake_below(struct stk_arena *arena, const char *address, const char *part)
{
	struct stk_str text = STK_STR_INIT;
	const char *copy;

	stk_str_add(&text, address);
	stk_address_add(&text, part);
	copy = stk_arena_strdup(arena, text.data);
	stk_str_release(&text);
	return copy;
}

/* --- saying ------------------------------------------------------------------------------------
 */

struct stk_statement *stk_intake_say(struct stk_intake_cell *cell, enum stk_change_op op,
				     const char *address, const struct stk_value *value)
{
	struct stk_import *import = cell->intake->import;
	struct stk_statement *said;
	const struct stk_import_file *file = import->files[cell->tab->file];
	uint32_t files = 0;

	for (uint32_t i = 0; i < import->file_count; i++)
		files += strcmp(import->files[i]->by, file->by) == 0;
	STK_GROW(import->said, import->said_cap, import->said_count + 1);
	said = &import->said[import->said_count++];
	*said = (struct stk_statement){
		.file = cell->tab->file,
		.tab = cell->tab->tab->name,
		.text = cell->text,
		.platform = cell->platform,
		.order = cell->intake->order++,
		.change = {
			.op = op, .address = address, .value = value, .accepted = cell->accepted}};
	stk_cell_name(cell->column, cell->row->number, said->cell);
	/* Of several files of one person: as spreadsheets write it themselves. */
	said->place = stk_arena_printf(&import->arena, "%s%s%s%s%s%s", files > 1 ? "[" : "",
				       files > 1 ? file->name : "", files > 1 ? "]" : "", said->tab,
				       *said->tab ? "!" : "", said->cell);
	said->change.cell = said->place;
	return said;
}

void stk_intake_state(struct stk_intake_cell *cell, const char *address,
		      enum stk_answer_state state, const char *ask)
{
	struct stk_statement *said = stk_intake_say(cell, STK_CHANGE_STATE, address, NULL);

	said->change.state = state;
	said->change.ask = ask;
}

void stk_intake_misread(struct stk_intake_cell *cell, const char *text, const char *why)
{
	stk_intake_unread_of(cell->intake, cell->tab, cell->row, cell->column, text, why,
			     cell->platform);
}

/* --- one value ---------------------------------------------------------------------------------
 */

/* Who or what is named: a platform, a metric, a team, a person. */
static const char *somebody(struct stk_intake_cell *cell, const struct stk_key *key,
			    const char *text, const char **why)
{
	struct stk_intake *intake = cell->intake;
	const char *found = NULL, *parts[2];

	*why = STK_N("nobody and nothing of that name is known");
	if (key->refs & (1u << STK_PLATFORM))
		return stk_intake_platform(intake, text);
	if (key->refs & (1u << STK_METRIC))
		return stk_intake_metric(intake, text);
	if (key->flags & STK_KEY_TEAMS)
		found = stk_intake_team(intake, text);
	if (!found && stk_list_is_everybody(text)) {
		*why = STK_N("no team: who of them would know?");
		return NULL;
	}
	if (!found && (key->flags & STK_KEY_TEAMS) &&
	    (stk_list_is_team(text) || !(key->refs & (1u << STK_STAKEHOLDER))) &&
	    stk_intake_split(arena_of(cell), text, parts, STK_COUNT(parts)) == 1)
		found = stk_intake_new_team(cell, text);
	if (!found && (key->refs & (1u << STK_STAKEHOLDER)))
		found = stk_intake_person(cell, text, !stk_list_is_team(text));
	return found;
}

/* NULL and *why where the text is no value for the key. */
static const char *meant(struct stk_intake_cell *cell, const struct stk_key *key, const char *text,
			 const char **why)
{
	struct stk_intake *intake = cell->intake;
	int64_t every;
	int tick;
	char words[32];

	switch (key->type) {
	case STK_TYPE_TERMS:
		*why = STK_N("no kind of data that we know");
		if ((key->flags & STK_KEY_ALL) &&
		    (stk_guide_words_is(intake->columns->words, STK_FLOW_ALL, text) ||
		     stk_text_same(text, stk_t("everything"))))
			return "all";
		return stk_columns_term(intake->columns, intake->inventory, text);
	case STK_TYPE_CHOICE:
		*why = strcmp(key->name, "category") == 0 ? STK_N("no category that we know")
							  : STK_N("none of the choices");
		return stk_intake_choice(intake, key, text);
	case STK_TYPE_REF: return somebody(cell, key, text, why);
	case STK_TYPE_DATE:
		*why = STK_N("no date as in 2026-11-30");
		return stk_date_parse(text) != STK_DATE_NONE
			       ? stk_arena_strndup(arena_of(cell), text, 10)
			       : NULL;
	case STK_TYPE_EVERY:
		*why = STK_N("not how often, as in 15 minutes, 1 day, real time, on demand");
		every = stk_said_every(intake->columns->words, text);
		stk_every_format(every, words);
		return every == STK_EVERY_NONE ? NULL : stk_arena_strdup(arena_of(cell), words);
	case STK_TYPE_NUMBER:
		*why = STK_N("no whole number");
		return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 10
			       ? text
			       : NULL;
	case STK_TYPE_BOOL:
		*why = STK_N("neither a tick nor empty");
		tick = stk_said_tick(intake->columns->words, text);
		return tick < 0 ? NULL : tick ? "true" : "false";
	case STK_TYPE_TEXT: return text;
	default: *why = STK_N("a sheet has no room for this; use `stocktake set`"); return NULL;
	}
}

/* The same, and where a remark stands behind the value ("weekly (on Mondays)") it is kept. */
static const char *meant_here(struct stk_intake_cell *cell, const struct stk_key *key,
			      const char *text, bool commas, const char **why)
{
	const char *value = meant(cell, key, text, why), *remark, *ignored;
	size_t len = 0, remark_bytes;

	while (!value && (len = stk_cell_value_bytes(text, commas, len, &remark, &remark_bytes))) {
		value = meant(cell, key, stk_arena_strndup(arena_of(cell), text, len), &ignored);
		if (value)
			stk_intake_remark(cell, stk_intake_about(cell, key), remark, remark_bytes);
	}
	return value;
}

/* Keys whose values gather: one more is no contradiction. */
static bool gathers(const struct stk_key *key)
{
	return (key->flags & STK_KEY_MANY) && strcmp(key->name, "category") != 0 &&
	       strcmp(key->name, "owner") != 0 && strcmp(key->name, "admin") != 0;
}

const struct stk_node *stk_intake_present(const struct stk_intake *intake, const char *text)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	const struct stk_node *node = NULL;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	if (stk_address_resolve(intake->inventory, &address, &place, &ignored))
		node = place.node;
	stk_address_release(&address);
	return node;
}

/* All that stands there is among what was said, and more: nobody is contradicted. */
static bool says_more(const struct stk_intake *intake, const struct stk_node *node,
		      const struct stk_value *list)
{
	STK_EACH_VALUE(item, node)
	{
		bool found = false;

		for (const struct stk_value *value = list->first; value && !found;
		     value = value->next)
			found = stk_value_equals_node(value, item, &intake->inventory->syms);
		if (!found)
			return false;
	}
	return node != NULL;
}

static void say_each(struct stk_intake_cell *cell, const char *address,
		     const struct stk_value *list)
{
	for (const struct stk_value *value = list->first; value; value = value->next)
		stk_intake_say(cell, STK_CHANGE_ADD, address,
			       stk_value_text(arena_of(cell), value->text));
}

static const char *whole_text(struct stk_arena *arena, const struct stk_value *list)
{
	struct stk_str text = STK_STR_INIT;
	const char *copy;

	stk_yaml_emit_flow(list, &text);
	copy = stk_arena_strdup(arena, text.data);
	stk_str_release(&text);
	return copy;
}

/* Only a part of a cell comes now: it stands with what they said in the rest of it. */
static void said_with(struct stk_intake_cell *cell, const char *address, struct stk_value *list)
{
	const struct stk_intake *intake = cell->intake;
	const struct stk_answer *last =
		stk_intake_last(intake, intake->import->files[cell->tab->file]->by, address);
	struct stk_value *own = list->first;

	if (!last || last->state != STK_ANSWER_SAYS || !last->says)
		return;
	list->first = list->last = NULL;
	STK_EACH_VALUE(item, last->says)
	{
		bool there = false;

		for (const struct stk_value *value = own; value && !there; value = value->next)
			there = stk_value_equals_node(value, item, &intake->inventory->syms);
		if (!there)
			stk_value_push(list, stk_value_from_node(arena_of(cell), item,
								 &intake->inventory->syms));
	}
	while (own) {
		struct stk_value *next = own->next;

		own->next = NULL;
		stk_value_push(list, own);
		own = next;
	}
}

static size_t split_at_and(struct stk_arena *arena, const char *text, const char **parts)
{
	size_t count = 0;

	while (*text && count < MAX_VALUES) {
		size_t whole = count + 1 < MAX_VALUES ? strcspn(text, "&") : strlen(text),
		       len = whole;

		while (len && text[len - 1] == ' ')
			len--;
		if (len)
			parts[count++] = stk_arena_strndup(arena, text, len);
		text += whole;
		text += strspn(text, "& ");
	}
	return count;
}

static void take_many(struct stk_intake_cell *cell, const struct stk_key *key, const char *address)
{
	struct stk_arena *arena = arena_of(cell);
	const char *parts[MAX_VALUES], *why = NULL;
	size_t count = stk_intake_split(arena, cell->text, parts, MAX_VALUES);
	struct stk_value *list = stk_value_list(arena);
	size_t first;
	const char *whole = meant(cell, key, cell->text, &why);

	if (!whole && count < 2 && strchr(cell->text, '&')) /* "CRM & Sales" */
		count = split_at_and(arena, cell->text, parts);
	if (whole && key->type != STK_TYPE_TEXT) { /* "Sales, Marketing" may be one team's name */
		parts[0] = cell->text;
		count = 1;
	}
	for (size_t i = 0; i < count; i++) {
		const char *bare = stk_said_after_filler(stk_intake_words(cell), parts[i]),
			   *ignored,
			   *value = key->type == STK_TYPE_CHOICE
					    ? meant(cell, key, parts[i], &ignored)
					    : NULL;
		bool twice = false;

		if (!value)
			value = meant_here(cell, key, bare, false, &why);
		for (const struct stk_value *item = list->first; item && value; item = item->next)
			twice |= strcmp(item->text, value) == 0;
		if (!value)
			stk_intake_misread(cell, parts[i], why);
		else if (!twice)
			stk_value_push(list, stk_value_text(arena, value));
	}
	if (!list->first)
		return;
	if (cell->tab->adds && !gathers(key))
		said_with(cell, address, list);
	first = cell->intake->import->said_count;
	if (gathers(key) ||
	    says_more(cell->intake, stk_intake_present(cell->intake, address), list))
		say_each(cell, address, list);
	else if (list->first == list->last && stk_intake_present(cell->intake, address))
		stk_intake_say(cell, STK_CHANGE_SET, address, /* as a dispute has it */
			       stk_value_text(arena, list->first->text));
	else
		stk_intake_say(cell, STK_CHANGE_SET, address, list);
	for (size_t i = first; i < cell->intake->import->said_count && !gathers(key); i++)
		cell->intake->import->said[i].whole = whole_text(arena, list);
}

/* "email=Email Address" says what a field means; behind "First name (only EU)" stands a remark. */
static const char *field_of(const struct stk_intake_cell *cell, const char *text, const char **term,
			    const char **notes)
{
	const char *value = NULL, *name = stk_cell_map(arena_of(cell), text, &value), *remark;
	size_t len, remark_bytes;

	*notes = NULL;
	if (name) {
		*term = stk_intake_term_of(cell, name);
		if (*term)
			return value;
		*term = stk_intake_term_of(cell, value);
		return *term ? name : text;
	}
	*term = stk_intake_term_of(cell, text);
	len = *term ? 0 : stk_cell_value_bytes(text, false, 0, &remark, &remark_bytes);
	name = len ? stk_arena_strndup(arena_of(cell), text, len) : NULL;
	if (!name || !(*term = stk_intake_term_of(cell, name)))
		return text;
	*notes = stk_arena_strndup(arena_of(cell), remark, remark_bytes);
	return name;
}

static void take_fields(struct stk_intake_cell *cell, const char *address)
{
	struct stk_arena *arena = arena_of(cell);
	const char *parts[MAX_VALUES];
	size_t count = stk_intake_split(arena, cell->text, parts, MAX_VALUES);

	for (size_t i = 0; i < count; i++) {
		const char *term, *notes, *name = field_of(cell, parts[i], &term, &notes);
		struct stk_value *field =
			stk_value_put_text(arena, stk_value_map(arena), "name", name);

		if (strlen(name) > 256) {
			stk_intake_misread(cell, parts[i], STK_N("too long for a name"));
			continue;
		}
		if (term)
			stk_value_put_text(arena, field, "term", term);
		if (term && cell->intake->options->begins &&
		    stk_term_find(cell->intake->inventory, term)->personal)
			stk_value_put_text(arena, field, "personal", "true");
		if (notes && *notes)
			stk_value_put_text(arena, field, "notes", notes);
		stk_intake_say(cell, STK_CHANGE_ADD, address, field);
	}
}

/* Notes of several people stand one below the other. */
static void take_notes(struct stk_intake_cell *cell, const char *address)
{
	struct stk_statement *said = stk_intake_say(cell, STK_CHANGE_SET, address,
						    stk_value_text(arena_of(cell), cell->text));

	said->replaces = true;
}

/* "none", and what stands behind it. False where that names a system after all. */
static bool take_none(struct stk_intake_cell *cell, const struct stk_key *key, const char *address,
		      const struct stk_said_answer *answer)
{
	const char *remark = answer->remark ? stk_arena_strndup(arena_of(cell), answer->remark,
								answer->remark_bytes)
					    : "";

	if (*remark && stk_intake_platform(cell->intake, remark))
		return false;
	stk_intake_say(cell, STK_CHANGE_SET, address, stk_value_list(arena_of(cell)));
	stk_intake_remark(cell, stk_intake_about(cell, key), remark, strlen(remark));
	return true;
}

/* "https://a.example (the old one)" */
static bool take_website(struct stk_intake_cell *cell, const struct stk_key *key,
			 const char *address)
{
	size_t len = strcspn(cell->text, " \t\n");
	const char *site = stk_arena_strndup(arena_of(cell), cell->text, len),
		   *rest = cell->text + len, *remark;
	size_t remark_bytes = strlen(rest);

	rest += strspn(rest, " \t\n");
	if (!strchr(site, '.') || stk_ends(site, ".") || strchr(site, '@') ||
	    (*rest && !strstr(site, "://") && !strchr("([-", *rest))) {
		stk_intake_misread(cell, cell->text, STK_N("no web address"));
		return false;
	}
	stk_intake_say(cell, STK_CHANGE_SET, address, stk_value_text(arena_of(cell), site));
	if (*rest && stk_cell_value_bytes(cell->text, false, 0, &remark, &remark_bytes))
		rest = remark;
	else
		remark_bytes = strlen(rest);
	stk_intake_remark(cell, stk_intake_about(cell, key), rest, remark_bytes);
	return true;
}

static bool take_value(struct stk_intake_cell *cell, const struct stk_key *key, const char *address)
{
	struct stk_import *import = cell->intake->import;
	size_t before = import->said_count;
	const char *value, *why = NULL;

	if (strcmp(key->name, "integrations") == 0) {
		stk_intake_links(cell);
	} else if (strcmp(key->name, "fields") == 0) {
		take_fields(cell, address);
	} else if (key->type == STK_TYPE_REASONS) {
		stk_intake_patchy(cell, address);
	} else if (strcmp(key->name, "notes") == 0) {
		take_notes(cell, address);
	} else if (key->flags & STK_KEY_MANY) {
		take_many(cell, key, address);
	} else if (strcmp(key->name, "website") == 0) {
		return take_website(cell, key, address);
	} else {
		value = meant_here(cell, key, cell->text, true, &why);
		if (value)
			stk_intake_say(cell, STK_CHANGE_SET, address,
				       stk_value_text(arena_of(cell), value));
		else
			stk_intake_misread(cell, cell->text, why);
	}
	return import->said_count > before;
}

bool stk_intake_take(struct stk_intake_cell *cell, const struct stk_key *key, const char *address)
{
	bool free_text = key->type == STK_TYPE_TEXT && !(key->flags & STK_KEY_ASKED),
	     many = (key->flags & STK_KEY_MANY) || key->type == STK_TYPE_REASONS;
	struct stk_said_answer answer;

	if (free_text && strcmp(key->name, "website") != 0)
		return take_value(cell, key, address);
	stk_intake_answer(cell, key, cell->text, false, &answer);
	if (stk_intake_stated(cell, key, address, &answer))
		return true;
	if (answer.saying == STK_SAYING_NOTHING)
		return true;
	if (many && answer.saying == STK_SAYING_NO && take_none(cell, key, address, &answer))
		return true;
	return take_value(cell, key, address);
}
