/*
 * One scalar: how it must be written so that every reader, of YAML 1.1 or 1.2, gets the same
 * string.
 *
 * Plain stays what no reader takes for something else. Four kinds of text are plain although
 * readers give them a type, because they mean the same in each and people write them so: integers
 * without leading zeros, dates, times in UTC, true and false.
 */
#include <string.h>
#include <strings.h>

#include "emit.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

static bool must_escape(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
	       (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0xfeff || code == 0xfffe || code == 0xffff;
}

static bool is_digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return true;
}

static int number_of(const char *text, size_t count)
{
	int number = 0;

	for (size_t i = 0; i < count; i++)
		number = number * 10 + (text[i] - '0');
	return number;
}

/* YYYY-MM-DD of a day that there is. */
static bool is_date(const char *text)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year;
	int month;
	int day;
	bool leap;

	if (!is_digits(text, 4) || text[4] != '-' || !is_digits(text + 5, 2) || text[7] != '-' ||
	    !is_digits(text + 8, 2))
		return false;
	year = number_of(text, 4);
	month = number_of(text + 5, 2);
	day = number_of(text + 8, 2);
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return year > 0 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days[month - 1] + (month == 2 && leap);
}

/* YYYY-MM-DDTHH:MM:SSZ */
static bool is_time(const char *text, size_t len)
{
	return len == 20 && is_date(text) && text[10] == 'T' && is_digits(text + 11, 2) &&
	       text[13] == ':' && is_digits(text + 14, 2) && text[16] == ':' &&
	       is_digits(text + 17, 2) && text[19] == 'Z' && number_of(text + 11, 2) < 24 &&
	       number_of(text + 14, 2) < 60 && number_of(text + 17, 2) < 60;
}

/* Up to 15 digits: more are not exact in readers that count in doubles. */
static bool is_integer(const char *text, size_t len)
{
	if (*text == '-') {
		text++;
		len--;
		if (len > 0 && *text == '0')
			return false;
	}
	if (len == 0 || len > 15 || !is_digits(text, len))
		return false;
	return *text != '0' || len == 1;
}

static bool is_special_word(const char *text, size_t len)
{
	static const char *const words[] = {"null", "yes", "no",   "on",   "off",
					    "y",    "n",   "true", "false"};

	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return false;
	if (strcmp(text, "<<") == 0 || strcmp(text, "=") == 0 || strcmp(text, "~") == 0)
		return true;
	for (size_t i = 0; len <= 5 && i < STK_COUNT(words); i++) {
		if (strcasecmp(text, words[i]) == 0)
			return true;
	}
	return false;
}

/* Begins and goes on as numbers of some notation do: 1.10, 0x1F, 12:30, 1_000, 1e3, 2026-1-1 10:00.
 */
static bool is_like_number(const char *text, size_t len)
{
	if ((*text >= '0' && *text <= '9') &&
	    strspn(text, "0123456789abcdefABCDEFxXoOtTzZ_.:,+- ") < len)
		return false;
	if (!(*text >= '0' && *text <= '9') && !strchr("+-.", *text))
		return false;
	if (is_integer(text, len) || is_time(text, len))
		return false;
	return !(len == 10 && is_date(text));
}

static bool is_plain(const char *text, size_t len, bool in_flow)
{
	uint32_t code;

	if (len == 0 || text[0] == ' ' || text[len - 1] == ' ' || text[len - 1] == ':')
		return false;
	if (strchr(",[]{}#&*!|>'\"%@`?:", text[0]) || is_special_word(text, len) ||
	    is_like_number(text, len))
		return false;
	if (strstr(text, ": ") || strstr(text, " #"))
		return false;
	if (in_flow && strpbrk(text, ",[]{}?"))
		return false;
	for (size_t at = 0; at < len;) {
		size_t bytes = stk_utf8_next(text + at, len - at, &code);

		if (must_escape(code) || (code == 0xfffd && bytes == 1))
			return false;
		at += bytes;
	}
	return true;
}

static void add_escaped(uint32_t code, struct stk_str *out)
{
	switch (code) {
	case '\n': stk_str_add(out, "\\n"); return;
	case '\r': stk_str_add(out, "\\r"); return;
	case '\t': stk_str_add(out, "\\t"); return;
	default: break;
	}
	if (code < 0x100)
		stk_str_addf(out, "\\x%02X", (unsigned)code);
	else
		stk_str_addf(out, "\\u%04X", (unsigned)code);
}

static void add_double(const char *text, size_t len, struct stk_str *out)
{
	uint32_t code;

	stk_str_addc(out, '"');
	for (size_t at = 0; at < len;) {
		size_t bytes = stk_utf8_next(text + at, len - at, &code);

		if (code == '"' || code == '\\')
			stk_str_addc(out, '\\');
		if (must_escape(code) || (code == 0xfffd && bytes == 1))
			add_escaped(code, out);
		else
			stk_str_addn(out, text + at, bytes);
		at += bytes;
	}
	stk_str_addc(out, '"');
}

static void add_single(const char *text, struct stk_str *out)
{
	stk_str_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			stk_str_addc(out, '\'');
		stk_str_addc(out, *text);
	}
	stk_str_addc(out, '\'');
}

static bool has_escapes(const char *text, size_t len)
{
	uint32_t code;

	for (size_t at = 0; at < len;) {
		size_t bytes = stk_utf8_next(text + at, len - at, &code);

		if (must_escape(code) || (code == 0xfffd && bytes == 1))
			return true;
		at += bytes;
	}
	return false;
}

void stk_yaml_emit_scalar(const char *text, bool in_flow, struct stk_str *out)
{
	size_t len = strlen(text);

	if (is_plain(text, len, in_flow))
		stk_str_addn(out, text, len);
	else if (strpbrk(text, "\"\\") && !has_escapes(text, len))
		add_single(text, out);
	else
		add_double(text, len, out);
}

bool stk_yaml_text_is_literal(const char *text)
{
	size_t len = strlen(text);
	uint32_t code;

	if (!strchr(text, '\n') || strchr(" \t\n", text[0]))
		return false;
	if (strstr(text, " \n") || strstr(text, "\t\n") || strstr(text, "\n\t") ||
	    text[len - 1] == ' ' || text[len - 1] == '\t' || stk_ends(text, "\n\n"))
		return false;
	for (size_t at = 0; at < len;) {
		size_t bytes = stk_utf8_next(text + at, len - at, &code);

		if ((must_escape(code) && code != '\n' && code != '\t') ||
		    (code == 0xfffd && bytes == 1))
			return false;
		at += bytes;
	}
	return true;
}

void stk_yaml_emit_literal(const char *text, size_t indent, const char *eol, struct stk_str *out)
{
	stk_str_add(out, stk_ends(text, "\n") ? "|" : "|-");
	while (*text) {
		size_t len = strcspn(text, "\n");

		stk_str_add(out, eol);
		if (len > 0) {
			stk_yaml_emit_blanks(indent, out);
			stk_str_addn(out, text, len);
		}
		text += len + (text[len] == '\n');
	}
}
