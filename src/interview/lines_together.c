/* Scripts that leave no blanks: "每周手动", "hubspot线索联系人", "由李伟手动导入" taken apart into
 * what the answer lines know, and what is left between as a name. */
#include <string.h>

#include "lines_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"
#include "stocktake/model/said_answer.h"

#define MAX_PIECES      24
#define MAX_EVERY_BYTES 40
#define MAX_NAME_BYTES  60
#define MAX_NAME_CODES  4 /* of a person: longer ones are what is done, not who does it */

#define FIRST_WIDE                                                                                 \
	0x2e80 /* ideographs, kana and their marks; below it words have blanks between             \
		*/

/* What a piece is, from what is surely meant to what may be anything. */
enum piece_kind {
	PIECE_SMALL, /* how often, all, none, real time, a method */
	PIECE_HAND,  /* by hand, by, via: a name may follow */
	PIECE_GROUP,
	PIECE_AND,
	PIECE_KNOWN, /* the name of a platform */
	PIECE_PLAIN, /* Latin letters and digits */
	PIECE_NAME   /* whatever else */
};

struct piece {
	const char *text;
	size_t bytes;
	enum piece_kind kind;
};

static uint32_t code_at(const char *text, size_t *bytes)
{
	uint32_t code = 0;

	*bytes = stk_utf8_next(text, strlen(text), &code);
	if (!*bytes)
		*bytes = 1; /* no UTF-8: as it stands */
	return code;
}

bool stk_line_is_wide(const char *text)
{
	size_t bytes;

	return (unsigned char)*text >= 0x80 && code_at(text, &bytes) >= FIRST_WIDE;
}

static bool has_wide(const char *text)
{
	for (; *text; text++)
		if (((unsigned char)*text & 0xc0) == 0xc0 && stk_line_is_wide(text))
			return true;
	return false;
}

size_t stk_line_flow_bytes(const struct stk_lines *lines, enum stk_flow_word flow, const char *text)
{
	return stk_guide_words_glued(lines->words, flow, text);
}

static size_t group_bytes(const struct stk_guide_words *words, const char *text, const char **group)
{
	size_t longest = 0;

	for (size_t i = 0; i < words->group_count; i++)
		for (size_t j = 0; j < words->groups[i].count; j++) {
			const char *word = words->groups[i].words[j];

			if (strlen(word) <= longest || (unsigned char)*word < 0x80 ||
			    !stk_starts(text, word))
				continue;
			longest = strlen(word);
			*group = words->groups[i].group;
		}
	return longest;
}

/* The longest beginning that says how often. */
static size_t every_bytes(struct stk_lines *lines, const char *text)
{
	size_t longest = 0, at = 0, codes = 0, n;

	while (at < MAX_EVERY_BYTES && text[at]) {
		code_at(text + at, &n);
		at += n;
		if (++codes > 1 &&
		    stk_every_parse(stk_arena_strndup(lines->arena, text, at)) != STK_EVERY_NONE)
			longest = at;
	}
	return longest;
}

static void consider(struct piece *piece, size_t bytes, enum piece_kind kind)
{
	if (bytes > piece->bytes) {
		piece->bytes = bytes;
		piece->kind = kind;
	}
}

/* The longest of what is known at the beginning of text; 0 bytes: nothing is. */
static struct piece known_at(struct stk_lines *lines, const char *text)
{
	static const enum stk_flow_word small[] = {
		STK_FLOW_ON_DEMAND, STK_FLOW_REAL_TIME, STK_FLOW_ALL,  STK_FLOW_NONE,
		STK_FLOW_UNKNOWN,   STK_FLOW_ONE_WAY,   STK_FLOW_BOTH, STK_FLOW_EVERY};
	static const enum stk_flow_word hands[] = {STK_FLOW_BY_HAND, STK_FLOW_BY, STK_FLOW_VIA};
	struct piece piece = {.text = text};
	const char *group;
	bool digit = *text >= '0' && *text <= '9';

	if (!stk_line_is_wide(text) && !digit)
		return piece;
	consider(&piece, every_bytes(lines, text), PIECE_SMALL);
	if (digit)
		return piece;
	for (size_t i = 0; i < STK_COUNT(small); i++)
		consider(&piece, stk_line_flow_bytes(lines, small[i], text), PIECE_SMALL);
	for (size_t i = 0; i < STK_COUNT(hands); i++)
		consider(&piece, stk_line_flow_bytes(lines, hands[i], text), PIECE_HAND);
	consider(&piece, stk_said_method_begins(text), PIECE_SMALL);
	consider(&piece, group_bytes(lines->words, text, &group), PIECE_GROUP);
	consider(&piece, stk_line_flow_bytes(lines, STK_FLOW_AND, text), PIECE_AND);
	return piece;
}

static bool is_plain(const char *text)
{
	return (unsigned char)*text < 0x80 || !stk_line_is_wide(text);
}

/* The longest known name of a platform that the word begins with: "企业微信没有". */
static size_t name_bytes(struct stk_lines *lines, const char *word)
{
	size_t at = 0, longest = 0, n;

	while (lines->is_name && word[at] && at < MAX_NAME_BYTES) {
		code_at(word + at, &n);
		at += n;
		if ((!word[at] || stk_line_is_wide(word + at)) &&
		    lines->is_name(lines->data, STK_LINE_PLATFORM,
				   stk_arena_strndup(lines->arena, word, at)))
			longest = at;
	}
	return longest;
}

size_t stk_line_known_in(struct stk_lines *lines, const char *text, const char ***names)
{
	void *items = NULL;
	size_t count = 0, n;

	for (; *text; text += n) {
		size_t bytes = name_bytes(lines, text);

		code_at(text, &n);
		if (!bytes || bytes == n)
			continue;
		*(const char **)stk_lines_push(lines, &items, &count, sizeof(char *)) =
			stk_arena_strndup(lines->arena, text, bytes);
		n = bytes;
	}
	*names = items;
	return count;
}

bool stk_line_is_sentence(const char *text, size_t most_codes)
{
	size_t codes = 0, n;

	for (; *text; text += n) {
		codes += stk_line_is_wide(text);
		code_at(text, &n);
	}
	return codes > most_codes;
}

/* Pieces of the word; more than fit are none. */
static size_t take_apart(struct stk_lines *lines, const char *word, struct piece *pieces)
{
	size_t count = 0, n = name_bytes(lines, word);
	bool boundary = true; /* digits inside a name begin nothing */

	if (n)
		pieces[count++] = (struct piece){word, n, PIECE_KNOWN};
	word += n;

	while (*word) {
		struct piece piece = boundary || stk_line_is_wide(word)
					     ? known_at(lines, word)
					     : (struct piece){word, 0, 0};

		if (!piece.bytes) {
			piece.kind = is_plain(word) ? PIECE_PLAIN : PIECE_NAME;
			code_at(word, &piece.bytes);
			if (count && pieces[count - 1].kind == piece.kind) {
				pieces[count - 1].bytes += piece.bytes;
				word += piece.bytes;
				boundary = false;
				continue;
			}
		}
		if (count == MAX_PIECES)
			return 0;
		pieces[count++] = piece;
		n = piece.bytes;
		word += n;
		boundary = piece.kind != PIECE_PLAIN && piece.kind != PIECE_NAME;
	}
	return count;
}

static bool is_name_of(struct stk_lines *lines, enum stk_line_name what, const struct piece *piece)
{
	return lines->is_name &&
	       lines->is_name(lines->data, what,
			      stk_arena_strndup(lines->arena, piece->text, piece->bytes));
}

static bool is_short(const struct piece *piece)
{
	return stk_utf8_count(piece->text, piece->bytes) <= MAX_NAME_CODES;
}

/* A name between what is known is believed where it is known too, where it stands before what no
 * name ends in ("展会名单每周手动", but "市场线索" is one name), or where a name is waited for. */
static bool is_believed(struct stk_lines *lines, const struct piece *pieces, size_t count, size_t i,
			bool who)
{
	const struct piece *piece = &pieces[i];

	if (is_name_of(lines, STK_LINE_PLATFORM, piece))
		return true;
	if (i > 0 && pieces[i - 1].kind == PIECE_HAND)
		return is_name_of(lines, STK_LINE_PERSON, piece) ||
		       (is_short(piece) && (who || i + 1 < count));
	return i == 0 && count > 1 &&
	       (pieces[1].kind == PIECE_SMALL || pieces[1].kind == PIECE_HAND);
}

static bool is_whole_name(const struct stk_lines *lines, const char *word)
{
	return lines->is_name && (lines->is_name(lines->data, STK_LINE_PLATFORM, word) ||
				  lines->is_name(lines->data, STK_LINE_METRIC, word) ||
				  lines->is_name(lines->data, STK_LINE_PERSON, word));
}

size_t stk_line_apart(struct stk_lines *lines, const char *word, bool who, size_t *ends, size_t max)
{
	struct piece pieces[MAX_PIECES];
	size_t count, known = 0, at = 0;

	if (!has_wide(word) || *word == '-' || is_whole_name(lines, word))
		return 0;
	count = take_apart(lines, word, pieces);
	if (count < 2 || count > max)
		return 0;
	for (size_t i = 0; i < count; i++) {
		known += pieces[i].kind < PIECE_KNOWN;
		if (pieces[i].kind == PIECE_NAME && !is_believed(lines, pieces, count, i, who))
			return 0;
		at += pieces[i].bytes;
		ends[i] = at;
	}
	return known ? count : 0;
}

size_t stk_line_and(const struct stk_lines *lines, const char *text, size_t from, size_t *after)
{
	size_t n = 0;

	for (size_t at = from; text[at]; at += n) {
		size_t bytes = stk_line_flow_bytes(lines, STK_FLOW_AND, text + at);

		code_at(text + at, &n);
		if (!bytes || !at)
			continue;
		/* "李和平" is one person: two names have two letters each at least. */
		if (stk_utf8_count(text, at) < 2 ||
		    stk_utf8_count(text + at + bytes, strlen(text + at + bytes)) < 2)
			continue;
		*after = at + bytes;
		return at;
	}
	return 0;
}

void stk_lines_groups_in(const struct stk_guide_words *words, const char *text,
			 struct stk_line_groups *groups)
{
	const char *group;
	size_t n;

	for (; *text; text += n) {
		size_t bytes = stk_line_is_wide(text) ? group_bytes(words, text, &group) : 0;

		code_at(text, &n);
		if (!bytes)
			continue;
		stk_groups_add(groups, group);
		n = bytes;
	}
}
