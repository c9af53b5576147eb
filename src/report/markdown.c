#include "markdown.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80);
}

/* True if Markdown could take the byte at `at` for a sign. */
static bool is_sign(const char *text, size_t at)
{
	switch (text[at]) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
	case '<':
	case '>':
	case '|':
	case '~':
	case '$': return true;
	case '_': return !at || !is_word(text[at - 1]) || !is_word(text[at + 1]);
	case '#':
	case '+':
	case '-':
	case '=': return !at;
	case '.':
	case ')': /* "1." begins a list */ return at && at == strspn(text, "0123456789");
	default: return false;
	}
}

void stk_md_text(struct stk_str *out, const char *text)
{
	struct stk_str visible = STK_STR_INIT;

	while (*text && isspace((unsigned char)*text))
		text++;
	stk_text_visible(&visible, text, strlen(text), true);
	for (size_t i = 0; i < visible.len; i++) {
		char c = visible.data[i];

		if (c == '\n') {
			stk_str_addc(out, ' ');
		} else if (c == '&') {
			stk_str_add(out, "&amp;");
		} else {
			if (is_sign(visible.data, i))
				stk_str_addc(out, '\\');
			stk_str_addc(out, c);
		}
	}
	stk_str_release(&visible);
}

void stk_md_gap(struct stk_str *out)
{
	if (out->len && !stk_str_ends(out, "\n\n"))
		stk_str_add(out, stk_str_ends(out, "\n") ? "\n" : "\n\n");
}

void stk_md_prose(struct stk_str *out, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "`"), code = 0;
		char *part;

		if (text[plain] == '`')
			code = strcspn(text + plain + 1, "`\n");
		/* Where two would touch, Markdown reads other spans than meant: none then. */
		if (!code || text[plain + 1 + code] != '`' || text[plain + 2 + code] == '`') {
			stk_md_text(out, text);
			return;
		}
		part = stk_xstrndup(text, plain);
		stk_md_text(out, part);
		if (plain && text[plain - 1] == ' ' && !stk_str_ends(out, " "))
			stk_str_addc(out, ' ');
		free(part);
		stk_text_visible(out, text + plain, code + 2, false);
		text += plain + code + 2;
		if (*text == ' ')
			stk_str_addc(out, ' ');
	}
}

/* True if what stands before and behind the byte at `at` makes a sign of it in a discussion. */
static bool is_call(const char *text, size_t at)
{
	switch (text[at]) {
	case '@': return is_word(text[at + 1]);
	case '#': return isdigit((unsigned char)text[at + 1]) != 0;
	case ':': return text[at + 1] == '/' && text[at + 2] == '/';
	case '-': return at >= 2 && strncasecmp(text + at - 2, "GH-", 3) == 0;
	case 'W':
	case 'w': return strncasecmp(text + at, "www.", 4) == 0;
	default: return false;
	}
}

void stk_md_quiet(struct stk_str *out, const char *markdown)
{
	bool code = false;

	for (size_t i = 0; markdown[i]; i++) {
		if (markdown[i] == '\\' && !code && markdown[i + 1])
			stk_str_addc(out, markdown[i++]);
		else if (markdown[i] == '`')
			code = !code;
		stk_str_addc(out, markdown[i]);
		/* An empty comment parts the sign from what follows. */
		if (!code && is_call(markdown, i))
			stk_str_add(out, "<!-- -->");
	}
}

void stk_md_head(struct stk_str *out, int level, const char *title)
{
	stk_md_gap(out);
	while (level--)
		stk_str_addc(out, '#');
	stk_str_addc(out, ' ');
	stk_md_text(out, title);
	stk_str_add(out, "\n\n");
}

void stk_md_words(struct stk_str *out, const char *words)
{
	stk_md_gap(out);
	stk_str_add(out, words);
	stk_str_add(out, "\n\n");
}

void stk_md_table(struct stk_str *out, const char *titles)
{
	stk_md_gap(out);
	stk_str_add(out, "| ");
	for (const char *c = titles; *c; c++)
		if (*c == '|')
			stk_str_add(out, " | ");
		else
			stk_str_addc(out, *c);
	stk_str_add(out, " |\n|");
	for (const char *c = titles; c; c = strchr(c, '|'), c = c ? c + 1 : NULL)
		stk_str_add(out, " --- |");
	stk_str_addc(out, '\n');
}

void stk_md_cell(struct stk_str *out, const char *text, bool last)
{
	if (!stk_str_ends(out, "| "))
		stk_str_add(out, "| ");
	stk_md_text(out, text ? text : "");
	stk_str_add(out, last ? " |\n" : " | ");
}
