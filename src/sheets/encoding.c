#include "stocktake/sheets/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "stocktake/base/text.h"

enum { PREVIEW_BYTES = 48, NAME_MAX_BYTES = 40 };

static bool begins(const char *bytes, size_t len, const char *mark, size_t mark_len)
{
	return len >= mark_len && memcmp(bytes, mark, mark_len) == 0;
}

/* --- conversion ---------------------------------------------------------- */

/* Converts as far as it goes; the bytes that were read, SIZE_MAX where iconv knows no such name. */
static size_t convert(const char *bytes, size_t len, const char *name, struct stk_str *out)
{
	char block[8192], *from = (char *)bytes;
	iconv_t codec = iconv_open("UTF-8", name);
	size_t left = len;

	if (codec == (iconv_t)-1)
		return SIZE_MAX;
	for (;;) {
		char *to = block;
		size_t room = sizeof block;
		size_t said = iconv(codec, left ? &from : NULL, &left, &to, &room);
		int why = errno;

		stk_str_addn(out, block, sizeof block - room);
		if ((said == (size_t)-1 && why != E2BIG) || (said != (size_t)-1 && !left))
			break;
	}
	iconv_close(codec);
	return len - left;
}

static int fail_name(const char *path, const char *name, struct stk_err *err)
{
	stk_err_set(err, STK_EUSAGE, "no encoding \"%.40s\" is known here", name);
	stk_err_at(err, path, 0, 0);
	stk_err_hint(err, "Give UTF-8, UTF-16, GB18030, CP1252 or another name of `iconv -l`.");
	return -1;
}

int stk_encoding_to_utf8(const char *path, const char *bytes, size_t len_bytes, const char *name,
			 struct stk_str *out, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	size_t read, skip;
	unsigned line = 1;

	if (!*name || strlen(name) > NAME_MAX_BYTES || strchr(name, '/'))
		return fail_name(path, name, err);
	/* What most files are needs no conversion. */
	read = strcasecmp(name, "UTF-8") == 0 ? stk_utf8_valid_bytes(bytes, len_bytes) : 0;
	if (read == len_bytes)
		stk_str_addn(&text, bytes, len_bytes);
	else
		read = convert(bytes, len_bytes, name, &text);
	if (read == SIZE_MAX) {
		stk_str_release(&text);
		return fail_name(path, name, err);
	}
	if (read < len_bytes) {
		for (size_t i = 0; i < text.len; i++)
			line += text.data[i] == '\n';
		stk_err_set(err, STK_EUSAGE, "there is something here that is not %s", name);
		stk_err_at(err, path, line, 0);
		stk_err_hint(
			err,
			"Save it as \"CSV UTF-8\" from the spreadsheet, or say with --encoding how "
			"its letters are to be read.");
		stk_str_release(&text);
		return -1;
	}
	skip = begins(text.data, text.len, "\xef\xbb\xbf", 3) ? 3 : 0;
	stk_str_reset(out);
	stk_str_addn(out, text.data + skip, text.len - skip);
	stk_str_release(&text);
	return 0;
}

/* --- UTF-16 without a mark ----------------------------------------------- */

/* How many of the 16-bit units are what every table has: line ends, commas, blanks, digits,
 * letters. */
static size_t plain_units(const uint8_t *bytes, size_t len, bool is_big)
{
	size_t count = 0;

	for (size_t i = 0; i + 1 < len; i += 2) {
		uint8_t high = bytes[i + !is_big], low = bytes[i + is_big];

		count += high == 0 && low < 0x80 && (low >= 0x20 || strchr("\t\r\n", low)) && low;
	}
	return count;
}

static const char *guess_wide(const uint8_t *bytes, size_t len)
{
	size_t little = plain_units(bytes, len, false), big = plain_units(bytes, len, true);
	size_t more = little > big ? little : big, less = little > big ? big : little;

	if (len % 2 || more < 2 || more < len / 40 || more < 4 * less)
		return NULL;
	return little > big ? "UTF-16LE" : "UTF-16BE";
}

/* --- GB18030 or CP1252 --------------------------------------------------- */

struct signs {
	size_t chinese;    /* pairs that are common characters or full-width punctuation */
	size_t latin;      /* bytes over 0x7f that stand alone beside an ASCII letter */
	size_t runs, high; /* runs of such bytes, and how many there are */
};

static bool is_letter(uint8_t byte)
{
	return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* One run of bytes over 0x7f, between ASCII. */
static void weigh_run(const uint8_t *bytes, size_t len, size_t from, size_t to, struct signs *signs)
{
	bool by_letter =
		(from > 0 && is_letter(bytes[from - 1])) || (to < len && is_letter(bytes[to]));

	for (size_t i = from; i < to; i++) {
		bool is_pair = i + 1 < to && bytes[i + 1] >= 0xa1;
		bool is_common = (bytes[i] >= 0xb0 && bytes[i] <= 0xd7) ||
				 (bytes[i] >= 0xa1 && bytes[i] <= 0xa3);

		if (is_pair && is_common)
			signs->chinese++;
		else if (from + 1 == to)
			signs->latin += by_letter;
		i += is_pair;
	}
	signs->runs++;
	signs->high += to - from;
}

static void weigh(const uint8_t *bytes, size_t len, struct signs *signs)
{
	memset(signs, 0, sizeof *signs);
	for (size_t i = 0; i < len; i++) {
		size_t from = i;

		while (i < len && bytes[i] >= 0x80)
			i++;
		if (i > from)
			weigh_run(bytes, len, from, i, signs);
	}
}

/* How many sequences are UTF-8 of more than one byte, and how many bytes are none. */
static bool is_nearly_utf8(const char *bytes, size_t len)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < len;) {
		uint32_t code;
		size_t step = stk_utf8_next(bytes + i, len - i, &code);

		bad += step == 1 && (uint8_t)bytes[i] >= 0x80;
		good += step > 1;
		i += step ? step : 1;
	}
	return good >= 4 && good >= 4 * bad;
}

/* The piece of text around the first byte over 0x7f, as an encoding reads it. */
static void preview(const char *bytes, size_t len, const char *name, char out[128])
{
	struct stk_str text = STK_STR_INIT, visible = STK_STR_INIT;
	size_t at = 0, from, to;

	while (at < len && (uint8_t)bytes[at] < 0x80)
		at++;
	for (from = at; from > 0 && at - from < 16 && (uint8_t)bytes[from - 1] < 0x80 &&
			!strchr("\r\n", bytes[from - 1]);
	     from--)
		;
	for (to = at; to < len && to - at < PREVIEW_BYTES && !strchr("\r\n", bytes[to]); to++)
		;
	convert(bytes + from, to - from, name, &text);
	stk_text_visible(&visible, text.data, text.len, false);
	if (visible.len > 127) {
		size_t cut = stk_utf8_valid_bytes(visible.data, 127);

		stk_str_truncate(&visible, cut);
	}
	memcpy(out, visible.data, visible.len + 1);
	stk_str_release(&text);
	stk_str_release(&visible);
}

/* Characters of nobody's script, U+E000 to U+F8FF: what iconv makes of bytes that GB18030 leaves to
 * private use. No sheet has them. */
static bool has_private(const struct stk_str *text)
{
	const char *from = text->data;
	uint32_t code;

	for (size_t left = text->len, step; left; from += step, left -= step) {
		step = stk_utf8_next(from, left, &code);
		if (step > 1 && code >= 0xe000 && code <= 0xf8ff)
			return true;
		step = step ? step : 1;
	}
	return false;
}

static bool fits(const char *bytes, size_t len, const char *name)
{
	struct stk_str text = STK_STR_INIT;
	bool fits = convert(bytes, len, name, &text) == len && !has_private(&text);

	stk_str_release(&text);
	return fits;
}

static void guess_narrow(const char *bytes, size_t len, struct stk_encoding_guess *guess)
{
	bool is_gb = fits(bytes, len, "GB18030"), is_latin = fits(bytes, len, "CP1252");
	struct signs signs;

	weigh((const uint8_t *)bytes, len, &signs);
	if (is_gb && signs.chinese >= 2 && signs.chinese >= 8 * signs.latin) {
		guess->name = "GB18030";
		guess->is_sure = true;
	} else if (is_latin && signs.chinese * 4 <= signs.latin && signs.high <= 2 * signs.runs &&
		   (signs.latin || !is_gb)) {
		guess->name = "CP1252";
		guess->is_sure = true;
	} else {
		guess->name =
			is_gb && (!is_latin || signs.chinese > signs.latin) ? "GB18030" : "CP1252";
		guess->other = !is_gb || !is_latin                  ? NULL
			       : strcmp(guess->name, "CP1252") == 0 ? "GB18030"
								    : "CP1252";
		preview(bytes, len, guess->name, guess->preview);
		if (guess->other)
			preview(bytes, len, guess->other, guess->other_preview);
	}
}

void stk_encoding_guess(const char *bytes, size_t len_bytes, struct stk_encoding_guess *guess)
{
	const char *wide;

	*guess = (struct stk_encoding_guess){.name = "UTF-8", .is_sure = true};
	if (begins(bytes, len_bytes, "\xef\xbb\xbf", 3))
		return;
	if (begins(bytes, len_bytes, "\xff\xfe", 2)) {
		guess->name = "UTF-16LE";
	} else if (begins(bytes, len_bytes, "\xfe\xff", 2)) {
		guess->name = "UTF-16BE";
	} else if (begins(bytes, len_bytes, "\x84\x31\x95\x33", 4)) {
		guess->name = "GB18030";
	} else if ((wide = guess_wide((const uint8_t *)bytes, len_bytes))) {
		guess->name = wide;
	} else if (stk_utf8_valid_bytes(bytes, len_bytes) < len_bytes &&
		   !is_nearly_utf8(bytes, len_bytes)) {
		*guess = (struct stk_encoding_guess){0};
		guess_narrow(bytes, len_bytes, guess);
	}
}
