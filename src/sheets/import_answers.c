/* Answers that are no values: don't know, does not apply, ask Ben; and the rows of Questions. */
#include <string.h>

#include "import_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/base/when.h"

static struct stk_arena *arena_of(const struct stk_intake_cell *cell)
{
	return stk_intake_arena(cell->intake);
}

/* --- what is no value ------------------------------------------------------------------------- */

bool stk_intake_is_person(const struct stk_intake *intake, const char *name)
{
	struct stk_match found[2];

	return stk_matcher_find(intake->matcher, name, 1u << STK_MATCH_STAKEHOLDER, found, 2) ==
		       1 &&
	       found[0].grade >= STK_MATCH_PREFIX;
}

static bool is_known(void *data, const char *name)
{
	return stk_intake_is_person(data, name);
}

/* "问李伟" where no tool could stand: a short name needs not to be known. */
static bool is_name(void *data, const char *name)
{
	size_t count = stk_utf8_count(name, strlen(name));

	return stk_intake_is_person(data, name) ||
	       ((unsigned char)*name >= 0x80 && count > 1 && count < 5);
}

void stk_intake_answer(struct stk_intake_cell *cell, const struct stk_key *key, const char *text,
		       bool loose, struct stk_said_answer *answer)
{
	bool tools = key && (key->type == STK_TYPE_ITEM || key->type == STK_TYPE_TEXT ||
			     (key->refs & (1u << STK_PLATFORM)));
	const struct stk_said_words words = {stk_intake_words(cell), tools ? is_known : is_name,
					     cell->intake};

	stk_said_answer(&words, text, loose, answer);
}

bool stk_intake_ask(struct stk_intake_cell *cell, const char *address,
		    const struct stk_said_answer *answer)
{
	const char *id = stk_intake_person(
		cell, stk_arena_strndup(arena_of(cell), answer->whom, answer->whom_bytes), true);

	if (id)
		stk_intake_state(cell, address, STK_ANSWER_ASK, id);
	else
		stk_intake_misread(cell, cell->text, STK_N("nobody of that name is known"));
	return id != NULL;
}

bool stk_intake_stated(struct stk_intake_cell *cell, const struct stk_key *key, const char *address,
		       const struct stk_said_answer *answer)
{
	switch (answer->saying) {
	case STK_SAYING_UNKNOWN: stk_intake_state(cell, address, STK_ANSWER_UNKNOWN, NULL); break;
	case STK_SAYING_NOT_APPLICABLE:
		stk_intake_state(cell, address, STK_ANSWER_NOT_APPLICABLE, NULL);
		break;
	case STK_SAYING_ASK:
		if (!stk_intake_ask(cell, address, answer))
			return true;
		break;
	default: return false;
	}
	stk_intake_remark(cell, stk_intake_about(cell, key), answer->remark, answer->remark_bytes);
	return true;
}

/* --- confirmations ----------------------------------------------------------------------------
 */

static bool is_confirmation(const struct stk_place *place)
{
	return place->key && place->key->word == STK_W_CONFIRMED;
}

/* Still so: noted with the day. Else what they say is kept, and somebody looks at it. */
static bool take_confirmation(struct stk_intake_cell *cell, const char *address)
{
	const struct stk_intake *intake = cell->intake;
	const struct stk_import_file *file = intake->import->files[cell->tab->file];
	const struct stk_entity *person =
		stk_inventory_find(intake->inventory, STK_STAKEHOLDER, file->by);
	struct stk_said_answer answer;
	char day[11];

	stk_date_format(intake->inventory->clock.today, day);
	stk_intake_answer(cell, NULL, cell->text, true, &answer);
	if (answer.saying == STK_SAYING_YES) {
		stk_intake_say(
			cell, STK_CHANGE_SET, address,
			stk_value_text(arena_of(cell), stk_arena_strdup(arena_of(cell), day)))
			->change.on_conflict = STK_CONFLICT_REPLACE;
		stk_intake_remark(cell, stk_t("Confirmed"), answer.remark, answer.remark_bytes);
		return true;
	}
	if ((answer.saying != STK_SAYING_NO && answer.saying != STK_SAYING_TEXT) ||
	    stk_date_parse(cell->text) != STK_DATE_NONE)
		return false;
	stk_intake_remark(
		cell,
		stk_arena_printf(arena_of(cell), "Not so any more (%s, %s)",
				 person ? stk_entity_name(intake->inventory, person) : file->by,
				 day),
		cell->text, strlen(cell->text));
	return true;
}

/* --- a row of Questions -------------------------------------------------------------------------
 */

struct question {
	struct stk_intake_cell cell; /* as it stands; the column and text change */
	const char *address;
	struct stk_place place;
	const char *own; /* a column of the organisation's own; NULL: of the schema */
	const struct stk_cell *at[STK_COLUMN_ASIDE + 1]; /* the cells that say something */
	bool has_value, has_state;                       /* so far */
};

static struct stk_intake_cell *turn_to(struct question *it, const struct stk_cell *from)
{
	it->cell.column = from->column;
	it->cell.text = from->text;
	return &it->cell;
}

static const char *about(struct question *it)
{
	return it->own ? it->own : stk_intake_about(&it->cell, it->place.key);
}

/* One of the choices of an own column; any text where it has none. */
static bool take_own(struct question *it)
{
	const struct stk_inventory *inventory = it->cell.intake->inventory;
	stk_sym sym = stk_sym_find(&inventory->syms, it->own, strlen(it->own));
	const struct stk_node *choices = stk_node_get(
		stk_node_get(stk_node_get(inventory->root, STK_W_COLUMNS), sym), STK_W_CHOICES);
	const char *value = choices ? NULL : it->cell.text;

	STK_EACH_VALUE(choice, choices)
	{
		const char *text = stk_node_kind(choice) == STK_NODE_SCALAR
					   ? stk_sym_text(&inventory->syms, choice->value)
					   : NULL;

		if (text && stk_text_same(text, it->cell.text))
			value = text;
	}
	if (!value) {
		stk_intake_misread(&it->cell, it->cell.text, STK_N("none of the choices"));
		return false;
	}
	stk_intake_say(&it->cell, STK_CHANGE_SET, it->address,
		       stk_value_text(arena_of(&it->cell), value));
	return true;
}

static bool take_answer(struct question *it)
{
	struct stk_intake_cell *cell = &it->cell;
	struct stk_said_answer answer;
	size_t first = cell->intake->import->said_count;
	bool taken;

	stk_intake_answer(cell, it->place.key, cell->text, it->place.member, &answer);
	if (answer.saying == STK_SAYING_NOTHING)
		return true;
	if (is_confirmation(&it->place) && take_confirmation(cell, it->address))
		return true;
	if (stk_intake_stated(cell, it->place.key, it->address, &answer)) {
		it->has_state = true;
		return true;
	}
	if (it->own)
		return take_own(it);
	if (stk_intake_dispute(cell, &it->place, it->address))
		return true;
	if (it->place.member && it->place.key->word == STK_W_HOLDS && cell->platform) {
		stk_intake_tick(cell,
				stk_arena_printf(arena_of(cell), "platforms/%s", cell->platform),
				strrchr(it->address, '/') + 1);
		taken = cell->intake->import->said_count > first;
	} else {
		taken = stk_intake_take(cell, it->place.key, it->address);
	}
	stk_intake_settles(cell, &it->place, it->address, first);
	return taken;
}

/* A tick in "don't know" or "does not apply"; words there say the same, and are kept. */
static void take_state(struct question *it, const struct stk_cell *from,
		       enum stk_answer_state state)
{
	struct stk_intake_cell *cell = turn_to(it, from);
	struct stk_said_answer answer;

	stk_intake_answer(cell, NULL, cell->text, true, &answer);
	if (answer.saying == STK_SAYING_NO || answer.saying == STK_SAYING_NOTHING)
		return;
	if (it->has_value || it->has_state) {
		stk_intake_misread(cell, cell->text, STK_N("the same row says something else"));
		return;
	}
	it->has_state = true;
	if (answer.saying == STK_SAYING_ASK) {
		stk_intake_stated(cell, it->place.key, it->address, &answer);
		return;
	}
	stk_intake_state(cell, it->address, state, NULL);
	if (answer.saying == STK_SAYING_TEXT)
		stk_intake_remark(cell, about(it), cell->text, strlen(cell->text));
	else
		stk_intake_remark(cell, about(it), answer.remark, answer.remark_bytes);
}

/* A name, or "ask Ben (he set it up)", "Ben or Mia": the first is asked, all are known from then
 * on. Beside a value it is no state: who knows more is kept. */
static void take_ask(struct question *it, const struct stk_cell *from)
{
	struct stk_intake_cell *cell = turn_to(it, from);
	struct stk_arena *arena = arena_of(cell);
	const char *parts[8], *remark = NULL, *id = NULL, *name = cell->text;
	size_t remark_bytes = 0, count, len;
	struct stk_said_answer answer;

	stk_intake_answer(cell, NULL, cell->text, false, &answer);
	if (answer.saying == STK_SAYING_NOTHING || answer.saying == STK_SAYING_NO)
		return;
	if (answer.saying == STK_SAYING_ASK) {
		name = stk_arena_strndup(arena, answer.whom, answer.whom_bytes);
		remark = answer.remark;
		remark_bytes = answer.remark_bytes;
	} else if ((len = stk_cell_value_bytes(name, false, 0, &remark, &remark_bytes))) {
		name = stk_arena_strndup(arena, name, len);
	}
	count = stk_intake_people_in(cell, name, parts, STK_COUNT(parts));
	for (size_t i = 0; i < count; i++) {
		const char *one = stk_intake_person(cell, parts[i], true);

		if (!one)
			stk_intake_misread(cell, parts[i], STK_N("nobody of that name is known"));
		id = id ? id : one;
	}
	if (!id)
		return;
	if (it->has_value || it->has_state || count > 1)
		stk_intake_remark(cell, about(it), cell->text, strlen(cell->text));
	else
		stk_intake_remark(cell, about(it), remark, remark_bytes);
	if (!it->has_value && !it->has_state)
		stk_intake_state(cell, it->address, STK_ANSWER_ASK, id);
	it->has_state |= !it->has_value;
}

/* Beside "don't know", words in the answer's cell are a remark. */
static bool is_only_a_remark(const struct question *it)
{
	static const enum stk_column_role roles[] = {STK_COLUMN_UNKNOWN, STK_COLUMN_NOT_APPLICABLE};

	for (size_t i = 0; i < STK_COUNT(roles); i++)
		if (it->at[roles[i]] &&
		    stk_said_tick(it->cell.intake->columns->words, it->at[roles[i]]->text) != 0)
			return true;
	return false;
}

static void take_cells(struct question *it)
{
	const struct stk_cell *answer = it->at[STK_COLUMN_ANSWER];

	if (answer && !is_only_a_remark(it)) {
		turn_to(it, answer);
		if (take_answer(it) && !it->has_state)
			it->has_value = true;
	}
	if (it->at[STK_COLUMN_UNKNOWN])
		take_state(it, it->at[STK_COLUMN_UNKNOWN], STK_ANSWER_UNKNOWN);
	if (it->at[STK_COLUMN_NOT_APPLICABLE])
		take_state(it, it->at[STK_COLUMN_NOT_APPLICABLE], STK_ANSWER_NOT_APPLICABLE);
	if (answer && is_only_a_remark(it)) {
		turn_to(it, answer);
		stk_intake_remark(&it->cell, about(it), answer->text, strlen(answer->text));
	}
	if (it->at[STK_COLUMN_ASK])
		take_ask(it, it->at[STK_COLUMN_ASK]);
}

/* "platforms/crm/disputes/category": what is contested, "platforms/crm/category". */
static const char *contested(struct stk_arena *arena, const char *id)
{
	struct stk_address address;
	struct stk_str text = STK_STR_INIT;
	struct stk_err ignored;
	const char *kept = id;

	if (!*id || stk_address_parse(id, &address, &ignored))
		return id;
	if (address.kind == STK_PLATFORM && address.count == 4 &&
	    strcmp(address.parts[2], "disputes") == 0) {
		stk_str_add(&text, address.parts[0]);
		stk_address_add(&text, address.parts[1]);
		stk_str_addf(&text, "/%s", address.parts[3]);
		kept = stk_arena_strdup(arena, text.data);
	}
	stk_str_release(&text);
	stk_address_release(&address);
	return kept;
}

/* What the row's hidden id means. */
static bool find_place(struct question *it, const char *text)
{
	struct stk_intake *intake = it->cell.intake;
	struct stk_address address;
	struct stk_err ignored;
	const char *slash;
	bool found;

	text = contested(arena_of(&it->cell), text);
	if (!*text || stk_address_parse(text, &address, &ignored))
		return false;
	found = stk_address_resolve(intake->inventory, &address, &it->place, &ignored) &&
		(it->place.entity || address.kind == STK_INVENTORY);
	if (found && !it->place.key) {
		const struct stk_node *columns =
			stk_node_get(intake->inventory->root, STK_W_COLUMNS);
		const char *name = address.count ? address.parts[address.count - 1] : "";
		stk_sym sym = stk_sym_find(&intake->inventory->syms, name, strlen(name));

		found = address.kind == STK_PLATFORM && address.count == 3 && sym && columns &&
			stk_node_kind(columns) == STK_NODE_MAP && stk_node_get(columns, sym);
		it->own = found ? stk_arena_strdup(arena_of(&it->cell), name) : NULL;
	}
	stk_address_release(&address);
	it->address = stk_arena_strdup(arena_of(&it->cell), text);
	if (stk_starts(text, "platforms/"))
		it->cell.platform =
			stk_arena_strndup(arena_of(&it->cell), text + 10, strcspn(text + 10, "/"));
	slash = strchr(text, '/');
	slash = slash && !stk_starts(text, "inventory/") ? strchr(slash + 1, '/') : slash;
	if (slash)
		it->cell.entity =
			stk_arena_strndup(arena_of(&it->cell), text, (size_t)(slash - text));
	return found;
}

void stk_intake_question(struct stk_intake *intake, const struct stk_intake_tab *tab,
			 const struct stk_row *row)
{
	struct question it = {.cell = {.intake = intake, .tab = tab, .row = row}};
	bool found = find_place(&it, stk_intake_text(tab, row, STK_COLUMN_ID, NULL));

	for (uint32_t i = 0; i < row->count; i++) {
		const struct stk_cell *from = &row->cells[i];
		const struct stk_column *column = stk_intake_column(tab, from->column);
		enum stk_column_role role = column ? column->role : STK_COLUMN_UNREAD;
		bool is_answer = role == STK_COLUMN_ANSWER || role == STK_COLUMN_UNKNOWN ||
				 role == STK_COLUMN_NOT_APPLICABLE || role == STK_COLUMN_ASK;

		turn_to(&it, from);
		if (from->merged_row || role == STK_COLUMN_ID)
			continue;
		if (!column)
			stk_intake_misread(&it.cell, from->text,
					   STK_N("there is no heading above it"));
		else if ((role == STK_COLUMN_QUESTION && !tab->is_ours) ||
			 (!is_answer && stk_intake_is_sent(intake, tab, row, column, from->text)))
			continue;
		else if (!found)
			stk_intake_misread(&it.cell, from->text,
					   STK_N("it is not known which question this answers"));
		else if (is_answer)
			it.at[role] = from;
		else
			stk_intake_misread(&it.cell, from->text, STK_N("not an answer"));
	}
	if (found)
		take_cells(&it);
}
