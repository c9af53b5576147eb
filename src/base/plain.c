#include "stocktake/base/plain.h"

#include <ctype.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

#define MOST_INDENT 4

static const struct {
	const char *sign, *words;
} signs[] = {
	{"<->", STK_N("to and from")}, {"->", STK_N("to")}, {"<-", STK_N("from")},
	{"↔", STK_N("to and from")},   {"→", STK_N("to")},  {"←", STK_N("from")},
};

static bool is_blank(char c)
{
	return !c || c == ' ' || c == '\n';
}

void stk_plain_signs(struct stk_str *text)
{
	for (size_t at = 0; at < text->len; at++) {
		if (stk_starts(text->data + at, " · ")) {
			stk_str_splice(text, at, strlen(" · "), ", ", 2);
			continue;
		}
		if (at && !is_blank(text->data[at - 1]))
			continue;
		for (size_t i = 0; i < STK_COUNT(signs); i++) {
			size_t len = strlen(signs[i].sign);
			const char *words = stk_t(signs[i].words);

			if (!stk_starts(text->data + at, signs[i].sign) ||
			    !is_blank(text->data[at + len]))
				continue;
			stk_str_splice(text, at, len, words, strlen(words));
			at += strlen(words) - 1;
			break;
		}
	}
}

/* True if what stands before `at` on its line, or since the last gap, is a sign alone (">"): its
 * meaning follows. */
static bool is_sign(const struct stk_str *text, size_t piece, size_t at)
{
	if (at <= piece || at - piece > 3)
		return false;
	for (size_t i = piece; i < at; i++)
		if (!ispunct((unsigned char)text->data[i]))
			return false;
	return true;
}

void stk_plain_columns(struct stk_str *text, const char *between)
{
	size_t at = 0, piece = 0;

	while (at < text->len) {
		size_t blanks = strspn(text->data + at, " ");
		bool begins = at == 0 || text->data[at - 1] == '\n';

		if (begins && blanks > MOST_INDENT) {
			stk_str_splice(text, at, blanks - MOST_INDENT, "", 0);
			piece = at += MOST_INDENT;
		} else if (begins || blanks < 2) {
			at += blanks ? blanks : 1;
			piece = begins ? at - !blanks : piece;
		} else if (is_blank(text->data[at + blanks])) {
			stk_str_splice(text, at, blanks, "", 0);
		} else {
			const char *gap = is_sign(text, piece, at) ? ": " : between;

			stk_str_splice(text, at, blanks, gap, strlen(gap));
			piece = at += strlen(gap);
		}
	}
}
