/*
 * Text laid out in columns: width, cut, pad, wrap.
 *
 * All of it goes by cells: a code point with all that joins it (combining marks, variation
 * selectors, the rest of an emoji sequence), so that a cut never parts what belongs together.
 */
#include "stocktake/base/text.h"

#include <string.h>
#include <utf8proc.h>

#include "text_private.h"

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_STYLE       0xfe0f

static const char ellipsis[] = "\xe2\x80\xa6";

static bool is_picture(uint32_t code)
{
	return utf8proc_get_property((utf8proc_int32_t)code)->boundclass ==
	       UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_flag_letter(uint32_t code)
{
	return code >= 0x1f1e6 && code <= 0x1f1ff;
}

static bool is_skin_tone(uint32_t code)
{
	return code >= 0x1f3fb && code <= 0x1f3ff;
}

static size_t code_cols(uint32_t code)
{
	int cols;

	/* Vowels and finals of Hangul written letter by letter are drawn in their syllable. */
	if ((code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7ff))
		return 0;
	cols = utf8proc_charwidth((utf8proc_int32_t)code);
	return cols > 0 ? (size_t)cols : 0;
}

/* Takes in what joins a picture (an emoji): tones, the emoji style, joined
 * pictures. Returns its bytes, 0 if the code point at `text` does not join. */
static size_t joins_picture(const char *text, size_t len, size_t *cols)
{
	uint32_t code, after;
	size_t size = stk_utf8_next(text, len, &code), more;

	if (is_skin_tone(code))
		return size;
	if (code == EMOJI_STYLE) {
		*cols = 2;
		return size;
	}
	if (code != ZERO_WIDTH_JOINER)
		return 0;
	more = stk_utf8_next(text + size, len - size, &after);
	return more && is_picture(after) ? size + more : size;
}

/* The bytes of the cell that begins at text (len is not 0) and its columns. */
static size_t cell_next(const char *text, size_t len, size_t *cols)
{
	uint32_t first, code;
	size_t at = stk_utf8_next(text, len, &first), size;
	bool picture;

	if (first >= 0x20 && first < 0x7f && (at == len || (unsigned char)text[at] < 0x80)) {
		*cols = 1;
		return at;
	}
	if (first == 0xfffd && at == 1) {
		*cols = strlen("<0xFF>");
		return at;
	}
	if (stk_code_is_strange(first)) {
		*cols = strlen("<U+0000>");
		return at;
	}
	*cols = code_cols(first);
	picture = is_picture(first);
	if (is_flag_letter(first)) {
		size = stk_utf8_next(text + at, len - at, &code);
		*cols = 1;
		if (size && is_flag_letter(code)) {
			at += size;
			*cols = 2;
		}
	}
	while (at < len) {
		size = picture ? joins_picture(text + at, len - at, cols) : 0;
		if (!size) {
			size = stk_utf8_next(text + at, len - at, &code);
			if ((code == 0xfffd && size == 1) || stk_code_is_strange(code) ||
			    code_cols(code))
				break;
		}
		at += size;
	}
	return at;
}

static size_t width_of(const char *text, size_t len)
{
	size_t at = 0, total = 0, cols;

	while (at < len) {
		at += cell_next(text + at, len - at, &cols);
		total += cols;
	}
	return total;
}

size_t stk_text_width_cols(const char *text)
{
	size_t plain = stk_text_plain_bytes(text);

	if (!text[plain])
		return plain;
	/* The last plain character may be the base of what follows. */
	if (plain)
		plain--;
	return plain + width_of(text + plain, strlen(text + plain));
}

void stk_text_cut(struct stk_str *out, const char *text, size_t max_cols)
{
	size_t len = strlen(text), at = 0, keep = 0, total = 0, cols;

	while (at < len) {
		at += cell_next(text + at, len - at, &cols);
		total += cols;
		if (total > max_cols)
			break;
		if (total < max_cols)
			keep = at;
	}
	if (total <= max_cols) {
		stk_str_addn(out, text, len);
		return;
	}
	if (!max_cols)
		return;
	while (keep && text[keep - 1] == ' ')
		keep--;
	stk_str_addn(out, text, keep);
	stk_str_add(out, ellipsis);
}

static void add_blanks(struct stk_str *out, size_t count)
{
	stk_str_reserve(out, count);
	while (count--)
		stk_str_addc(out, ' ');
}

void stk_text_pad(struct stk_str *out, const char *text, size_t cols, bool right)
{
	size_t width = stk_text_width_cols(text);
	size_t blanks = width < cols ? cols - width : 0;

	if (right)
		add_blanks(out, blanks);
	stk_str_add(out, text);
	if (!right)
		add_blanks(out, blanks);
}

/* Punctuation that may not begin a line, as Chinese and Japanese are set. */
static bool is_closing(const char *text, size_t len)
{
	static const uint32_t closing[] = {0x3001, 0x3002, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011,
					   0x3015, 0xff01, 0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b,
					   0xff1f, 0xff3d, 0xff5d, 0x30fc, 0x30fb};
	uint32_t code;
	size_t i;

	stk_utf8_next(text, len, &code);
	for (i = 0; i < sizeof closing / sizeof *closing; i++)
		if (closing[i] == code)
			return true;
	return false;
}

static bool is_opening(const char *text, size_t len)
{
	static const uint32_t opening[] = {0x3008, 0x300a, 0x300c, 0x300e, 0x3010,
					   0x3014, 0xff08, 0xff3b, 0xff5b};
	uint32_t code;
	size_t i;

	stk_utf8_next(text, len, &code);
	for (i = 0; i < sizeof opening / sizeof *opening; i++)
		if (opening[i] == code)
			return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* True if a line may end between the two: wide characters part anywhere, and what stands beside
 * wide punctuation begins anew; a word among wide ones stays with them. */
static bool may_part(const char *last, size_t last_cols, const char *next, size_t next_cols,
		     size_t len)
{
	size_t left = len - (size_t)(next - last);

	if (is_closing(next, left) || is_opening(last, len))
		return false;
	return (last_cols == 2 && next_cols == 2) || is_closing(last, len) ||
	       is_opening(next, left);
}

/* The bytes of the run at text (no blank, no newline at its start) that may not be broken. */
static size_t run_next(const char *text, size_t len, size_t *run_cols)
{
	size_t at = 0, size, cols, last_cols = 0;
	const char *last = NULL;

	*run_cols = 0;
	while (at < len && !is_blank(text[at]) && text[at] != '\n') {
		size = cell_next(text + at, len - at, &cols);
		if (last && may_part(last, last_cols, text + at, cols, len - (size_t)(last - text)))
			break;
		last = text + at;
		last_cols = cols;
		*run_cols += cols;
		at += size;
	}
	return at;
}

void stk_text_wrap(struct stk_str *out, const char *text, size_t width_cols, size_t first_col,
		   size_t indent)
{
	size_t len = strlen(text), at = 0, col = first_col, run, cols;
	size_t blanks = 0; /* to be written before the next run: indentation or a space */
	bool begun = first_col > indent;

	while (at < len) {
		if (is_blank(text[at])) {
			if (begun)
				blanks = 1;
			at++;
			continue;
		}
		if (text[at] == '\n') {
			stk_str_addc(out, '\n');
			blanks = col = indent;
			begun = false;
			at++;
			continue;
		}
		run = run_next(text + at, len - at, &cols);
		if (begun && width_cols && col + blanks + cols > width_cols) {
			stk_str_addc(out, '\n');
			blanks = col = indent;
			begun = false;
		}
		add_blanks(out, blanks);
		if (begun)
			col += blanks;
		stk_str_addn(out, text + at, run);
		col += cols;
		begun = true;
		blanks = 0;
		at += run;
	}
}
