#include "prompt.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answers.h"
#include "command_words.h"
#include "editor.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/plain.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "keyboard.h"

struct stk_prompt {
	struct stk_answers *answers; /* one of the two */
	struct stk_keyboard *keyboard;
	struct stk_terminal term;
	bool was_interrupted;    /* right before the last line */
	bool interrupted;        /* Ctrl-C once */
	bool unsaved;            /* answers are written only when all are there */
	struct stk_str last;     /* the line that was typed last, as it was typed */
	struct stk_str question; /* what was said in bold last */
	struct stk_str hand;     /* what was answered to it, for :edit */
};

static const struct {
	const char *word, *other;
	enum stk_reply reply;
	bool takes_text;
} commands[] = {
	{"?", NULL, STK_REPLY_EXPLAIN, false},  {":?", NULL, STK_REPLY_EXPLAIN, false},
	{":skip", NULL, STK_REPLY_SKIP, false}, {":na", ":n/a", STK_REPLY_NA, false},
	{":ask", NULL, STK_REPLY_ASK, true},    {":back", NULL, STK_REPLY_BACK, false},
	{":list", NULL, STK_REPLY_LIST, false}, {":help", ":h", STK_REPLY_HELP, false},
	{":quit", ":q", STK_REPLY_QUIT, false}, {":undo", NULL, STK_REPLY_UNDO, false},
	{":note", NULL, STK_REPLY_NOTE, true},  {":edit", ":e", STK_REPLY_EDIT, false},
};

struct stk_prompt *stk_prompt_new(const char *answers, bool interactive,
				  const struct stk_terminal *term, struct stk_err *err)
{
	struct stk_prompt *prompt;

	if (!answers && !interactive) {
		stk_err_set(err, STK_EUSAGE, "an interview needs a terminal");
		stk_err_hint(err, "Without one, give what would be typed: --answers FILE.");
		return NULL;
	}
	prompt = stk_xcalloc(1, sizeof *prompt);
	prompt->term = *term;
	stk_str_init(&prompt->last);
	stk_str_init(&prompt->question);
	stk_str_init(&prompt->hand);
	if (answers)
		prompt->answers = stk_answers_open(answers, err);
	else
		prompt->keyboard = stk_keyboard_new(term->accessible, err);
	if (!prompt->answers && !prompt->keyboard) {
		stk_prompt_free(prompt);
		return NULL;
	}
	return prompt;
}

void stk_prompt_offer(struct stk_prompt *prompt, stk_offer_fn offer, void *data)
{
	if (prompt->keyboard)
		stk_keyboard_offer(prompt->keyboard, offer, data);
}

const char *stk_prompt_command(size_t index)
{
	for (size_t i = 0; i < STK_COUNT(commands); i++)
		if (stk_starts(commands[i].word, ":") && commands[i].word[1] != '?' && !index--)
			return commands[i].word;
	return NULL;
}

void stk_prompt_free(struct stk_prompt *prompt)
{
	if (!prompt)
		return;
	stk_answers_close(prompt->answers);
	stk_keyboard_free(prompt->keyboard);
	stk_str_release(&prompt->last);
	stk_str_release(&prompt->question);
	stk_str_release(&prompt->hand);
	free(prompt);
}

const struct stk_terminal *stk_prompt_term(const struct stk_prompt *prompt)
{
	return &prompt->term;
}

#define NEAR_COLS                                                                                  \
	20 /* a blank so near to the end of a line is better than between two ideographs */

static bool is_one_of(const char *one, const char *marks)
{
	return *one && (unsigned char)*one >= 0x80 && strstr(marks, one) != NULL;
}

/* A line may end between two characters of which one is wide, but none begins with what closes. */
static bool may_part(const char *before, const char *one)
{
	return *before && *before != '\n' &&
	       (stk_text_width_cols(before) == 2 || stk_text_width_cols(one) == 2) &&
	       !is_one_of(one, "，。、；：？！）”’》」…") && !strchr(",.;:?!)]", *one) &&
	       !is_one_of(before, "（“‘《「") && !strchr("([", *before);
}

/* Where a line that has become too wide is parted; *skip: the blank that goes. 0: nowhere. */
static size_t part_at(const struct stk_str *out, size_t line, size_t blank, size_t gap, size_t wide,
		      size_t width_cols, size_t *skip)
{
	*skip = 1;
	/* Rather between two items of a list than inside one. */
	if (gap > line && stk_text_width_cols(out->data + gap) < width_cols / 2)
		return gap;
	if (blank > line && (wide <= blank || stk_text_width_cols(out->data + blank) < NEAR_COLS))
		return blank;
	*skip = 0;
	return wide > line ? wide : 0;
}

/* Breaks lines that are wider than the terminal at their last blank, or between two wide
 * characters; blanks stay as they are. */
static void add_wrapped(struct stk_str *out, const char *text, size_t width_cols, size_t indent)
{
	size_t col = 0, line = out->len, blank = 0, gap = 0, wide = 0, at, skip;
	char before[8] = "";

	while (*text) {
		char one[8] = "";
		uint32_t code;
		size_t n = stk_utf8_next(text, strlen(text), &code), cols;

		memcpy(one, text, n);
		cols = stk_text_width_cols(one);
		if (may_part(before, one))
			wide = out->len;
		if (*text != '\n' && col + cols > width_cols &&
		    (at = part_at(out, line, blank, gap, wide, width_cols, &skip))) {
			struct stk_str rest = STK_STR_INIT;

			stk_str_add(&rest, out->data + at + skip);
			stk_str_truncate(out, at);
			while (out->len > line && out->data[out->len - 1] == ' ')
				stk_str_truncate(out, out->len - 1);
			stk_str_addf(out, "\n%*s", (int)indent, "");
			line = out->len;
			col = indent + stk_text_width_cols(rest.data);
			stk_str_add(out, rest.data);
			stk_str_release(&rest);
			blank = wide = line;
		}
		if (*text == ' ')
			blank = out->len;
		if (*text == ' ' && out->len > line && out->data[out->len - 1] == ' ' &&
		    col > indent + 1)
			gap = out->len;
		stk_str_addn(out, text, n);
		col += cols;
		if (*text == '\n') {
			line = blank = wide = out->len;
			col = 0;
		}
		memcpy(before, one, sizeof before);
		text += n;
	}
}

/* "[yes]" on a line of its own is what Enter means: said so. */
static void brackets_in_words(struct stk_str *text)
{
	char *line;

	for (size_t at = 0; (line = strstr(text->data + at, "\n    [")); at++) {
		size_t from, len;

		at = (size_t)(line - text->data) + strlen("\n    ");
		len = strcspn(text->data + at, "]\n");
		from = at + len;
		if (text->data[from] != ']' ||
		    (text->data[from + 1] && text->data[from + 1] != '\n'))
			continue;
		stk_str_splice(text, from, 1, "", 0);
		stk_str_splice(text, at, 1, stk_t("Enter: "), strlen(stk_t("Enter: ")));
	}
}

void stk_prompt_say(struct stk_prompt *prompt, enum stk_color color, size_t indent,
		    const char *format, ...)
{
	struct stk_str text = STK_STR_INIT, visible = STK_STR_INIT, out = STK_STR_INIT;
	struct stk_terminal now;
	va_list args;

	/* The width may have changed meanwhile. */
	if (prompt->keyboard && stk_term_init(&now, "never", STDERR_FILENO))
		prompt->term.width_cols = now.width_cols;
	va_start(args, format);
	stk_str_addv(&text, stk_t(format), args);
	va_end(args);
	stk_text_visible(&visible, text.data, text.len, true);
	if (prompt->term.accessible) {
		stk_plain_columns(&visible, "\n    ");
		stk_plain_signs(&visible);
		brackets_in_words(&visible);
	}
	if (color == STK_BOLD) {
		stk_str_reset(&prompt->question);
		stk_str_add(&prompt->question, visible.data);
		stk_str_reset(&prompt->hand);
	}
	if (color != STK_PLAIN)
		stk_str_add(&out, stk_term_color(&prompt->term, color));
	stk_str_reset(&text);
	add_wrapped(&text, visible.data, prompt->term.width_cols, indent);
	stk_str_add(&out, text.data);
	if (color != STK_PLAIN)
		stk_str_add(&out, stk_term_color(&prompt->term, STK_PLAIN));
	stk_str_addc(&out, '\n');
	fputs(out.data, stderr);
	fflush(stderr);
	stk_str_release(&text);
	stk_str_release(&visible);
	stk_str_release(&out);
}

void stk_prompt_put(struct stk_prompt *prompt, const char *text)
{
	(void)prompt;
	fputs(text, stderr);
	fflush(stderr);
}

/* What was typed, with its blanks at both ends taken off. */
static void trim(struct stk_str *text)
{
	size_t blanks = strspn(text->data, " \t");

	/* A heading row may well begin with an empty cell: tabs between words stay. */
	if (blanks)
		stk_str_splice(text, 0, blanks, "", 0);
	while (text->len && strchr(" \t", text->data[text->len - 1]))
		stk_str_truncate(text, text->len - 1);
}

/* True if the text is a command (or begins like one): *reply is what to do, FAILED for a word that
 * is none. */
static bool is_command(struct stk_str *text, enum stk_reply *reply)
{
	size_t len, skip;

	stk_command_in_english(text);
	len = strcspn(text->data, " \t\n");
	if (*text->data != ':' && strcmp(text->data, "?") != 0 && strcmp(text->data, "？") != 0)
		return false;
	if (*text->data != ':') {
		*reply = STK_REPLY_EXPLAIN;
		return true;
	}
	*reply = STK_REPLY_FAILED;
	for (size_t i = 0; i < STK_COUNT(commands); i++) {
		bool same = strlen(commands[i].word) == len &&
			    strncmp(commands[i].word, text->data, len) == 0;

		same |= commands[i].other && strlen(commands[i].other) == len &&
			strncmp(commands[i].other, text->data, len) == 0;
		if (!same || (text->data[len] && !commands[i].takes_text) ||
		    (!text->data[len] && commands[i].takes_text))
			continue;
		*reply = commands[i].reply;
		skip = len + strspn(text->data + len, " \t");
		stk_str_splice(text, 0, skip, "", 0);
	}
	return true;
}

static enum stk_reply read_answer(struct stk_prompt *prompt, const char *address, const char *also,
				  const char *mark, struct stk_str *text)
{
	bool there = stk_answers_next(prompt->answers, address, also, text);
	struct stk_str visible = STK_STR_INIT;

	/* The tabs of a heading row are what is meant to stand there: shown as room, not as marks.
	 */
	for (const char *c = text->data, *end = c + text->len; c < end;) {
		size_t len = strcspn(c, "\t");

		stk_text_visible(&visible, c, len, true);
		c += len;
		if (*c == '\t')
			stk_str_add(&visible, "  ");
		c += *c == '\t';
	}
	fprintf(stderr, "%s%s\n", mark, there ? visible.data : ":quit");
	stk_str_release(&visible);
	return there ? STK_REPLY_TEXT : STK_REPLY_QUIT;
}

static enum stk_reply read_keys(struct stk_prompt *prompt, const char *mark, struct stk_str *text,
				struct stk_err *err)
{
	for (;;) {
		switch (stk_keyboard_read(prompt->keyboard, mark, text, err)) {
		case STK_TYPED_LINE:
			prompt->was_interrupted = prompt->interrupted;
			prompt->interrupted = false;
			return STK_REPLY_TEXT;
		case STK_TYPED_END: return STK_REPLY_QUIT;
		case STK_TYPED_INTERRUPT:
			if (prompt->interrupted)
				return STK_REPLY_INTERRUPT;
			prompt->interrupted = true;
			if (prompt->unsaved)
				stk_prompt_say(prompt, STK_PLAIN, 0,
					       "Nothing is written yet. Ctrl-C again leaves it "
					       "so; Enter goes on.");
			else
				stk_prompt_say(prompt, STK_PLAIN, 0,
					       "Everything you answered is saved. Ctrl-C again "
					       "leaves; Enter goes on.");
			break;
		case STK_TYPED_FAILED: return STK_REPLY_FAILED;
		}
	}
}

/* :edit: the answer in hand, in an editor. TEXT: it was written; ENTER: there is none, ask again.
 */
static enum stk_reply edit(struct stk_prompt *prompt, struct stk_str *text, struct stk_err *err)
{
	struct stk_err why = {0};

	stk_str_reset(text);
	if (prompt->answers)
		return stk_prompt_reject(prompt, "An editor needs a terminal.", err)
			       ? STK_REPLY_FAILED
			       : STK_REPLY_ENTER;
	stk_str_add(text, prompt->hand.data);
	if (stk_editor_run(prompt->question.data, stk_keyboard_signals(prompt->keyboard), text,
			   &why)) {
		stk_prompt_say(prompt, STK_YELLOW, 4, "    %s", why.message);
		return STK_REPLY_ENTER;
	}
	stk_prompt_say(prompt, STK_PLAIN, 6, "    > %s", text->data);
	stk_str_reset(&prompt->last);
	stk_str_add(&prompt->last, text->data);
	return text->len ? STK_REPLY_TEXT : STK_REPLY_ENTER;
}

/* The command alone, without what belongs behind it. */
static bool lacks_words(const char *typed, const char *command)
{
	size_t len = strlen(command);

	return stk_starts(typed, command) && !typed[len + strspn(typed + len, " ")];
}

/* What begins like a command and is none. ENTER: it was said, ask again. */
static enum stk_reply refuse(struct stk_prompt *prompt, const char *typed, struct stk_err *err)
{
	char *why = stk_xasprintf(
		lacks_words(typed, ":ask")    ? stk_t("%s NAME: who should be asked?")
		: lacks_words(typed, ":note") ? stk_t("%s TEXT: what is to be kept?")
					      : stk_t("%s is no command; :help lists them"),
		typed);
	int failed = stk_prompt_reject(prompt, why, err);

	free(why);
	return failed ? STK_REPLY_FAILED : STK_REPLY_ENTER;
}

enum stk_reply stk_prompt_ask(struct stk_prompt *prompt, const char *address, const char *also,
			      const char *mark, struct stk_str *text, struct stk_err *err)
{
	enum stk_reply reply;

	for (;;) {
		if (prompt->answers)
			reply = read_answer(prompt, address, also, mark, text);
		else
			reply = read_keys(prompt, mark, text, err);
		if (reply != STK_REPLY_TEXT)
			return reply;
		trim(text);
		stk_str_reset(&prompt->last);
		stk_str_add(&prompt->last, text->data);
		/* After Ctrl-C, Enter goes on: it answers nothing. */
		if (!text->len && prompt->was_interrupted)
			continue;
		if (!text->len)
			return STK_REPLY_ENTER;
		if (!is_command(text, &reply))
			reply = STK_REPLY_TEXT;
		else if (reply == STK_REPLY_FAILED)
			reply = refuse(prompt, text->data, err);
		else if (reply == STK_REPLY_EDIT)
			reply = edit(prompt, text, err);
		if (reply == STK_REPLY_TEXT)
			stk_prompt_set_hand(prompt, text->data);
		if (reply != STK_REPLY_ENTER)
			return reply;
	}
}

const char *stk_prompt_last(const struct stk_prompt *prompt)
{
	return prompt->last.data;
}

const char *stk_prompt_hand(const struct stk_prompt *prompt)
{
	return prompt->hand.data;
}

void stk_prompt_set_hand(struct stk_prompt *prompt, const char *text)
{
	stk_str_reset(&prompt->hand);
	stk_str_add(&prompt->hand, text ? text : "");
}

int stk_prompt_reject(struct stk_prompt *prompt, const char *why, struct stk_err *err)
{
	if (prompt->answers)
		return stk_answers_reject(prompt->answers, stk_t(why), err);
	stk_prompt_say(prompt, STK_YELLOW, 4, "    %s", stk_t(why));
	return 0;
}

void stk_prompt_set_unsaved(struct stk_prompt *prompt)
{
	prompt->unsaved = true;
}

bool stk_prompt_was_interrupted(const struct stk_prompt *prompt)
{
	return prompt->was_interrupted;
}

int stk_prompt_finish(struct stk_prompt *prompt, struct stk_err *err)
{
	return prompt->answers ? stk_answers_finish(prompt->answers, err) : 0;
}
