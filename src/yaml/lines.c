#include <string.h>

#include "lines.h"

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

static size_t bom_bytes(const struct stk_str *text)
{
	return text->len >= 3 && memcmp(text->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t stk_line_start(const struct stk_str *text, size_t at)
{
	size_t bom = bom_bytes(text);

	while (at > bom && !is_break(text->data[at - 1]))
		at--;
	return at;
}

size_t stk_line_end(const struct stk_str *text, size_t at)
{
	while (at < text->len && !is_break(text->data[at]))
		at++;
	return at;
}

size_t stk_line_next(const struct stk_str *text, size_t at)
{
	at = stk_line_end(text, at);
	if (at + 1 < text->len && text->data[at] == '\r' && text->data[at + 1] == '\n')
		return at + 2;
	return at < text->len ? at + 1 : at;
}

bool stk_line_begins(const struct stk_str *text, size_t at)
{
	for (size_t i = stk_line_start(text, at); i < at; i++) {
		if (text->data[i] != ' ' && text->data[i] != '\t')
			return false;
	}
	return true;
}

size_t stk_line_column(const struct stk_str *text, size_t at)
{
	return at - stk_line_start(text, at);
}

size_t stk_line_skip(const struct stk_str *text, size_t at, size_t limit)
{
	while (at < limit) {
		if (text->data[at] == '#')
			at = stk_line_end(text, at);
		else if (strchr(" \t\r\n", text->data[at]))
			at++;
		else
			break;
	}
	return at < limit ? at : limit;
}

const char *stk_line_eol(const struct stk_str *text)
{
	size_t at = stk_line_end(text, 0);

	if (at < text->len && text->data[at] == '\r')
		return at + 1 < text->len && text->data[at + 1] == '\n' ? "\r\n" : "\r";
	return "\n";
}

bool stk_line_has_hash(const struct stk_str *text, size_t from, size_t to)
{
	return from < to && memchr(text->data + from, '#', to - from);
}
