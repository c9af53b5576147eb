#include "stocktake/interview/attend.h"

#include <stdlib.h>
#include <string.h>

#include "lines_private.h"
#include "prompt.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/workshop.h"
#include "unclear.h"

static void add_listed(struct stk_attend *attend, const struct stk_inventory *inventory,
		       const struct stk_node *list, bool here)
{
	STK_EACH_VALUE(item, list)
	{
		const struct stk_entity *person =
			stk_node_kind(item) == STK_NODE_SCALAR
				? stk_inventory_find_sym(inventory, STK_STAKEHOLDER, item->value)
				: NULL;
		bool known = !person;

		for (size_t i = 0; i < attend->listed_count && !known; i++)
			known = attend->listed[i] == person;
		if (known)
			continue;
		attend->listed[attend->listed_count] = person;
		attend->here[attend->listed_count++] = here;
	}
}

void stk_attend_init(struct stk_attend *attend, const struct stk_inventory *inventory,
		     const struct stk_entity *workshop)
{
	const struct stk_node *invited = stk_node_get(workshop->node, STK_W_INVITED),
			      *attendees = stk_node_get(workshop->node, STK_W_ATTENDEES);
	size_t most = stk_values_count(invited) + (size_t)stk_values_count(attendees) + 1;

	*attend = (struct stk_attend){.names = STK_STR_INIT};
	attend->listed = stk_xcalloc(most, sizeof *attend->listed);
	attend->here = stk_xcalloc(most, sizeof *attend->here);
	attend->noted = stk_values_count(attendees) > 0;
	add_listed(attend, inventory, attendees, true);
	add_listed(attend, inventory, invited, false);
}

void stk_attend_release(struct stk_attend *attend)
{
	free(attend->listed);
	free(attend->here);
	stk_str_release(&attend->names);
}

/* --- what was said ------------------------------------------------------------------------------
 */

struct reader {
	const struct stk_attend *attend;
	const struct stk_inventory *inventory;
	bool *said, *denied;
	struct stk_str names;
	bool any_said; /* somebody is here; else it is all but those denied */
};

/* "4", "1-4": false if it is neither. *last 0: a number that is none of the list. */
static bool range_of(const struct stk_attend *attend, const char *word, size_t *first, size_t *last)
{
	char *end;
	unsigned long from = strtoul(word, &end, 10), to = from;

	if (*word < '0' || *word > '9')
		return false;
	if (*end == '-' && end[1] >= '0' && end[1] <= '9')
		to = strtoul(end + 1, &end, 10);
	if (*end)
		return false;
	*first = from;
	*last = from && from <= to && to <= attend->listed_count ? to : 0;
	return true;
}

/* 2: their id, name or another name; 1: their first name; 0: somebody else's. */
static int called(const struct stk_inventory *inventory, const struct stk_entity *person,
		  const char *text)
{
	const char *name = stk_entity_name(inventory, person);
	char *first = stk_xstrndup(name, strcspn(name, " "));
	bool whole = stk_text_same(name, text) ||
		     stk_text_same(stk_sym_text(&inventory->syms, person->id), text);
	int result;

	STK_EACH_VALUE(item, stk_node_get(person->node, STK_W_AKA))
	whole |= stk_node_kind(item) == STK_NODE_SCALAR &&
		 stk_text_same(stk_sym_text(&inventory->syms, item->value), text);
	result = whole ? 2 : stk_text_same(first, text);
	free(first);
	return result;
}

/* Whose name it is, of those who are listed: *found and, where it may be somebody else's too,
 * *other; SIZE_MAX: nobody's. */
static void find_listed(const struct reader *reader, const char *text, size_t *found, size_t *other)
{
	const struct stk_attend *attend = reader->attend;
	int best = 0;

	*found = *other = SIZE_MAX;
	for (size_t i = 0; i < attend->listed_count; i++) {
		int grade = called(reader->inventory, attend->listed[i], text);

		if (grade > best) {
			*found = i;
			*other = SIZE_MAX;
			best = grade;
		} else if (grade && grade == best) {
			*other = i;
		}
	}
}

static int take_name(struct reader *reader, const char *text, bool denied, struct stk_err *err);

/* "ana and ben", "张伟 和 李娜": -2 where nothing joins two. */
static int take_both(struct reader *reader, const char *text, bool denied, struct stk_err *err)
{
	static const char *const joints[] = {" and ", " & ", " + ", " 和 ", " 与 "};
	const char *at = NULL;
	size_t joint_bytes = 0;
	char *before;
	int failed;

	for (size_t i = 0; i < STK_COUNT(joints) && !at; i++) {
		at = strstr(text, joints[i]);
		joint_bytes = strlen(joints[i]);
	}
	if (!at || at == text || !at[joint_bytes])
		return -2;
	before = stk_xstrndup(text, (size_t)(at - text));
	failed = take_name(reader, before, denied, err);
	free(before);
	return failed ? failed : take_name(reader, at + joint_bytes, denied, err);
}

/* "ana ben tom": each word is the name of one who is listed. False: it is not so, and nothing was
 * taken. */
static bool take_each(struct reader *reader, const char *text, bool denied)
{
	bool all = strchr(text, ' ') != NULL;

	for (int pass = 0; pass < 2 && all; pass++)
		for (const char *at = text; *at && all; at += strspn(at, " ")) {
			char *word = stk_xstrndup(at, strcspn(at, " "));
			size_t found, other;

			find_listed(reader, word, &found, &other);
			all = found != SIZE_MAX && other == SIZE_MAX;
			if (all && pass)
				(denied ? reader->denied : reader->said)[found] = true;
			at += strlen(word);
			free(word);
		}
	reader->any_said |= all && !denied;
	return all;
}

static int take_name(struct reader *reader, const char *text, bool denied, struct stk_err *err)
{
	const struct stk_attend *attend = reader->attend;
	size_t found, other;
	char *name;
	int both;

	find_listed(reader, text, &found, &other);
	if (other != SIZE_MAX)
		return stk_err_set(err, STK_EUSAGE, "\"%s\" may be %s or %s: say the number", text,
				   stk_entity_name(reader->inventory, attend->listed[found]),
				   stk_entity_name(reader->inventory, attend->listed[other]));
	if (found != SIZE_MAX) {
		(denied ? reader->denied : reader->said)[found] = true;
		reader->any_said |= !denied;
		return 0;
	}
	if (take_each(reader, text, denied))
		return 0;
	both = take_both(reader, text, denied, err);
	if (both != -2)
		return both;
	if (denied)
		return stk_err_set(err, STK_EUSAGE, "\"%s\" is not on the list", text);
	if (stk_names_role(text))
		return stk_err_set(err, STK_EUSAGE,
				   "\"%s\" is nobody's name: who is it? Their name, please", text);
	name = stk_name_capitalised(text);
	stk_str_addf(&reader->names, "%s%s", reader->names.len ? ", " : "", name);
	free(name);
	reader->any_said = true;
	return 0;
}

/* Bytes up to the next comma or what else stands between two. */
static size_t piece_bytes(const char *text)
{
	size_t len = 0;

	while (text[len] && !stk_line_separator_bytes(text + len, STK_SPLIT_COMMAS))
		len++;
	return len;
}

/* One piece between commas: numbers with blanks between, or a name. */
static int take_piece(struct reader *reader, char *piece, struct stk_err *err)
{
	bool denied = *piece == '-';
	size_t first, last;
	char *word = piece + denied, *next;

	while (*word) {
		size_t len = strcspn(word, " \t");
		char held = word[len];

		word[len] = '\0';
		if (*word == '-') { /* "-3 -4" */
			denied = true;
			word++;
			len--;
		}
		if (!range_of(reader->attend, word, &first, &last)) {
			word[len] = held;
			return take_name(reader, word, denied, err);
		}
		if (!last)
			return stk_err_set(err, STK_EUSAGE, "%s: the list goes from 1 to %zu", word,
					   reader->attend->listed_count);
		for (size_t i = first; i <= last; i++)
			(denied ? reader->denied : reader->said)[i - 1] = true;
		reader->any_said |= !denied;
		word[len] = held;
		next = word + len;
		word = next + strspn(next, " \t");
	}
	return 0;
}

static void settle(struct stk_attend *attend, const struct reader *reader)
{
	for (size_t i = 0; i < attend->listed_count; i++) {
		bool before = attend->noted ? attend->here[i] : !reader->any_said;

		attend->here[i] = (before || reader->said[i]) && !reader->denied[i];
	}
	if (reader->names.len)
		stk_str_addf(&attend->names, "%s%s", attend->names.len ? ", " : "",
			     reader->names.data);
}

static bool is_all(const char *text)
{
	return !*text || stk_text_same(text, "all") || stk_text_same(text, "everybody") ||
	       strcmp(text, "所有人") == 0 || strcmp(text, "全部") == 0;
}

int stk_attend_take(struct stk_attend *attend, const struct stk_inventory *inventory,
		    const char *text, struct stk_err *err)
{
	struct reader reader = {.attend = attend,
				.inventory = inventory,
				.said = stk_xcalloc(attend->listed_count + 1, sizeof(bool)),
				.denied = stk_xcalloc(attend->listed_count + 1, sizeof(bool)),
				.names = STK_STR_INIT};
	int failed = 0;

	while (*text && !failed) {
		size_t len = piece_bytes(text), end = len, start = strspn(text, " \t");
		char *piece;

		while (end > start && strchr(" \t", text[end - 1]))
			end--;
		piece = stk_xstrndup(text + start, end > start ? end - start : 0);
		if (*piece && is_all(piece))
			for (size_t i = 0; i < attend->listed_count; i++)
				reader.said[i] = reader.any_said = true;
		else if (*piece)
			failed = take_piece(&reader, piece, err);
		free(piece);
		text += len + stk_line_separator_bytes(text + len, STK_SPLIT_COMMAS);
	}
	if (!failed)
		settle(attend, &reader);
	free(reader.said);
	free(reader.denied);
	stk_str_release(&reader.names);
	return failed;
}

/* --- at the terminal ----------------------------------------------------------------------------
 */

static void show_list(struct stk_prompt *prompt, const struct stk_attend *attend,
		      const struct stk_inventory *inventory)
{
	struct stk_str out = STK_STR_INIT;

	for (size_t i = 0; i < attend->listed_count; i++)
		stk_str_addf(&out, "%s%zu %s%s", i ? "  " : "    ", i + 1,
			     stk_entity_name(inventory, attend->listed[i]),
			     attend->noted && attend->here[i] ? " *" : "");
	if (out.len)
		stk_prompt_say(prompt, STK_PLAIN, 4, "%s", out.data);
	stk_str_release(&out);
}

int stk_attend_ask(struct stk_attend *attend, const struct stk_inventory *inventory,
		   const char *title, const char *answers, bool interactive,
		   const struct stk_terminal *term, struct stk_err *err)
{
	struct stk_prompt *prompt = stk_prompt_new(answers, interactive, term, err);
	struct stk_str text = STK_STR_INIT;
	enum stk_reply reply;
	char *why;
	int status = -1;

	if (!prompt)
		return STK_EUSAGE;
	stk_prompt_say(prompt, STK_PLAIN, 0, "%s", title);
	stk_prompt_say(prompt, STK_BOLD, 4,
		       attend->noted ? "Who else is here?  [as noted: *]" : "Who is here?  [all]");
	show_list(prompt, attend, inventory);
	while (status < 0) {
		reply = stk_prompt_ask(prompt, "attendees", NULL, "    > ", &text, err);
		switch (reply) {
		case STK_REPLY_TEXT:
		case STK_REPLY_ENTER:
			if (!stk_attend_take(attend, inventory,
					     reply == STK_REPLY_TEXT ? text.data : "", err))
				status = 0;
			why = status ? stk_xstrdup(err->message) : NULL;
			if (why && stk_prompt_reject(prompt, why, err))
				status = STK_EUSAGE;
			free(why);
			break;
		case STK_REPLY_QUIT:
			attend->left = true;
			status = 0;
			break;
		case STK_REPLY_INTERRUPT: status = STK_EINTERRUPT; break;
		case STK_REPLY_FAILED: status = err->code ? (int)err->code : STK_EIO; break;
		default:
			stk_prompt_say(prompt, STK_PLAIN, 4,
				       "    Numbers (1-4 7) or names with commas between; -3: all "
				       "but that one; somebody new by their full name.");
		}
	}
	if (!status && stk_prompt_finish(prompt, err))
		status = STK_EUSAGE;
	stk_prompt_free(prompt);
	stk_str_release(&text);
	return status;
}
