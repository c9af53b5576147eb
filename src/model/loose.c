#include "loose.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"

/* A word of fewer letters than this is as likely another word as a misspelt one. */
#define SHORT_WORD 4

struct loosening {
	struct stk_str *out;
	size_t from;
	uint64_t starts;
	bool word; /* the code before was part of a word */
};

static void loosen_code(struct loosening *state, uint32_t code)
{
	size_t at = state->out->len - state->from;

	/* Accents over Latin, Greek and Cyrillic letters. */
	if (code >= 0x300 && code < 0x370)
		return;
	if (!stk_code_is_word(code) && code != '+' && code != '#') {
		state->word = false;
		return;
	}
	if (!state->word && at < 64)
		state->starts |= UINT64_C(1) << at;
	state->word = true;
	stk_utf8_add(state->out, code);
}

static void loosen_ascii(struct loosening *state, const char *text, size_t len_bytes)
{
	char buffer[128];
	size_t used = 0;

	for (size_t i = 0; i < len_bytes; i++) {
		char c = text[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
			   c == '#')) {
			state->word = false;
			continue;
		}
		if (used == sizeof buffer) {
			stk_str_addn(state->out, buffer, used);
			used = 0;
		}
		if (!state->word && state->out->len + used - state->from < 64)
			state->starts |= UINT64_C(1) << (state->out->len + used - state->from);
		state->word = true;
		buffer[used++] = c;
	}
	stk_str_addn(state->out, buffer, used);
}

static bool is_ascii(const char *text, size_t len_bytes)
{
	for (size_t i = 0; i < len_bytes; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

void stk_name_loosen(struct stk_str *out, const char *text, size_t len_bytes, uint64_t *starts)
{
	struct loosening state = {out, out->len, 0, false};
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t size;
	size_t at = 0;
	uint32_t code;

	if (is_ascii(text, len_bytes)) {
		loosen_ascii(&state, text, len_bytes);
	} else {
		size = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len_bytes,
				    &mapped,
				    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
					    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
		if (size == UTF8PROC_ERROR_NOMEM)
			stk_out_of_memory();
		while (size > 0 && at < (size_t)size) {
			at += stk_utf8_next((const char *)mapped + at, (size_t)size - at, &code);
			loosen_code(&state, code);
		}
		free(mapped);
	}
	if (starts)
		*starts = state.starts;
}

void stk_codes_read(struct stk_codes *out, const char *loose, size_t len_bytes)
{
	size_t at = 0;

	out->count = 0;
	while (at < len_bytes) {
		if (out->count == STK_NEAR_MAX_CODES) {
			out->count = 0;
			return;
		}
		at += stk_utf8_next(loose + at, len_bytes - at, &out->codes[out->count++]);
	}
}

bool stk_code_is_hard(uint32_t code)
{
	return (code >= '0' && code <= '9') || code >= 0x2e80;
}

unsigned stk_codes_edits(size_t codes_a, size_t codes_b)
{
	size_t edits = (codes_a < codes_b ? codes_a : codes_b) / 6;

	return edits < STK_NEAR_MAX_EDITS ? (unsigned)edits : STK_NEAR_MAX_EDITS;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

void stk_sketch_read(struct stk_sketch *out, const struct stk_codes *codes)
{
	*out = (struct stk_sketch){.count = (uint32_t)codes->count};
	for (size_t i = 0; i < codes->count; i++)
		if (stk_code_is_hard(codes->codes[i]))
			out->hard = (out->hard ^ codes->codes[i]) * 0x9e3779b1u + 1;
		else
			out->letters |= UINT32_C(1) << (codes->codes[i] & 31);
}

/* One row of the table of distances, as far from the diagonal as the limit goes; what lies beyond
 * is "too far". Returns the least of the row. */
static unsigned distance_row(const struct stk_codes *a, const struct stk_codes *b, size_t i,
			     unsigned limit, unsigned rows[3][STK_NEAR_MAX_CODES + 2])
{
	const unsigned far = limit + 1;
	unsigned *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
	uint32_t x = a->codes[i - 1];
	unsigned drop = stk_code_is_hard(x) ? far : 1, best = far;
	size_t from = i > limit ? i - limit : 1, end = i + limit < b->count ? i + limit : b->count;

	row[from - 1] = from == 1 ? least(up[0] + drop, far) : far;
	if (from == 1)
		best = row[0];
	for (size_t j = from; j <= end; j++) {
		uint32_t y = b->codes[j - 1];
		unsigned add = stk_code_is_hard(y) ? far : 1;
		unsigned cost = up[j - 1] + (x == y ? 0 : drop > add ? drop : add);

		cost = least(cost, up[j] + drop);
		cost = least(cost, row[j - 1] + add);
		if (i > 1 && j > 1 && x == b->codes[j - 2] && y == a->codes[i - 2] && drop == 1 &&
		    add == 1)
			cost = least(cost, up2[j - 2] + 1);
		row[j] = least(cost, far);
		best = least(best, row[j]);
	}
	row[end + 1] = far;
	return best;
}

unsigned stk_codes_distance(const struct stk_codes *a, const struct stk_codes *b, unsigned limit)
{
	unsigned rows[3][STK_NEAR_MAX_CODES + 2];
	const unsigned far = limit + 1;
	size_t n = a->count, m = b->count;

	if (!n || !m || n > m + limit || m > n + limit)
		return far;
	rows[0][0] = 0;
	for (size_t j = 1; j <= m + 1; j++)
		rows[0][j] = j > m || rows[0][j - 1] >= far || stk_code_is_hard(b->codes[j - 1])
				     ? far
				     : (unsigned)j;
	for (size_t i = 1; i <= n; i++)
		if (distance_row(a, b, i, limit, rows) >= far)
			return far;
	return rows[n % 3][m];
}

/* The next word of a name in its loose form; false at the end. */
static bool next_word(const char **at, struct stk_str *word, size_t *codes)
{
	const char *text = *at;
	size_t size;
	uint32_t code;

	stk_str_reset(word);
	while ((size = stk_utf8_next(text, strlen(text), &code)) && !stk_code_is_word(code))
		text += size;
	*at = text;
	while ((size = stk_utf8_next(text, strlen(text), &code)) && stk_code_is_word(code))
		text += size;
	stk_name_loosen(word, *at, (size_t)(text - *at), NULL);
	*codes = stk_utf8_count(word->data, word->len);
	*at = text;
	return word->len > 0;
}

bool stk_name_near_words(const char *a, const char *b)
{
	struct stk_str one = STK_STR_INIT, two = STK_STR_INIT;
	size_t count_a = 0, count_b = 0;
	const char *at_a = a, *at_b = b;
	bool differs = false, more_a, more_b;

	for (;;) {
		more_a = next_word(&at_a, &one, &count_a);
		more_b = next_word(&at_b, &two, &count_b);
		/* Other numbers of words: blanks were set in another way, there is nothing to
		 * compare word by word. */
		if (more_a != more_b)
			differs = false;
		if (!more_a || !more_b)
			break;
		if (strcmp(one.data, two.data) && (count_a < SHORT_WORD || count_b < SHORT_WORD))
			differs = true;
	}
	stk_str_release(&one);
	stk_str_release(&two);
	return !differs;
}
