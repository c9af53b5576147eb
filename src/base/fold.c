/*
 * The form in which names are compared. Nearly all of them are ASCII, which needs no tables.
 */
#include "stocktake/base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "stocktake/base/mem.h"

#define STACK_CODES 256

static size_t ascii_bytes(const char *text, size_t len_bytes)
{
	size_t at = 0;
	uint64_t word;

	for (; len_bytes - at >= sizeof word; at += sizeof word) {
		memcpy(&word, text + at, sizeof word);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (at < len_bytes && (unsigned char)text[at] < 0x80)
		at++;
	return at;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Appends valid text mapped by utf8proc. */
static void map_add(struct stk_str *out, const char *text, size_t len_bytes, int options)
{
	utf8proc_int32_t stack[STACK_CODES], *codes = stack;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	utf8proc_option_t opts = (utf8proc_option_t)options;
	utf8proc_ssize_t count, len;

	/* One place is left over: the result is written back as bytes with a NUL. */
	count = utf8proc_decompose(bytes, (utf8proc_ssize_t)len_bytes, codes, STACK_CODES - 1,
				   opts);
	if (count >= STACK_CODES) {
		codes = stk_xcalloc((size_t)count + 1, sizeof *codes);
		count = utf8proc_decompose(bytes, (utf8proc_ssize_t)len_bytes, codes, count, opts);
	}
	len = count < 0 ? count : utf8proc_reencode(codes, count, opts);
	if (len < 0)
		abort(); /* the text was valid: utf8proc has no other failure without malloc */
	stk_str_addn(out, codes, (size_t)len);
	if (codes != stack)
		free(codes);
}

bool stk_text_fold(struct stk_str *out, const char *text, size_t len_bytes)
{
	size_t i;

	if (ascii_bytes(text, len_bytes) == len_bytes) {
		stk_str_reserve(out, len_bytes);
		for (i = 0; i < len_bytes; i++)
			out->data[out->len + i] = lower(text[i]);
		out->len += len_bytes;
		if (out->cap)
			out->data[out->len] = '\0';
		return true;
	}
	if (stk_utf8_valid_bytes(text, len_bytes) != len_bytes)
		return false;
	map_add(out, text, len_bytes, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	return true;
}

bool stk_text_is_nfc(const char *text, size_t len_bytes)
{
	struct stk_str nfc = STK_STR_INIT;
	size_t at = ascii_bytes(text, len_bytes);
	uint32_t code = 0;
	bool same;

	if (at == len_bytes)
		return true;
	if (stk_utf8_valid_bytes(text, len_bytes) != len_bytes)
		return false;
	/* Below U+0300 nothing combines and nothing is decomposed. */
	while (at < len_bytes && code < 0x300)
		at += stk_utf8_next(text + at, len_bytes - at, &code);
	if (code < 0x300)
		return true;
	map_add(&nfc, text, len_bytes, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	same = nfc.len == len_bytes && memcmp(nfc.data, text, len_bytes) == 0;
	stk_str_release(&nfc);
	return same;
}

bool stk_text_same(const char *a, const char *b)
{
	struct stk_str folded_a = STK_STR_INIT, folded_b = STK_STR_INIT;
	size_t i;
	bool same;

	for (i = 0; (unsigned char)a[i] < 0x80 && (unsigned char)b[i] < 0x80; i++) {
		/* Letters that differ here stay different, whatever marks follow them. */
		if (lower(a[i]) != lower(b[i]))
			return false;
		if (!a[i])
			return true;
	}
	/* The last plain letter may be the base of what follows. */
	if (i)
		i--;
	if (stk_text_fold(&folded_a, a + i, strlen(a + i)) &&
	    stk_text_fold(&folded_b, b + i, strlen(b + i)))
		same = strcmp(folded_a.data, folded_b.data) == 0;
	else
		same = strcmp(a + i, b + i) == 0;
	stk_str_release(&folded_a);
	stk_str_release(&folded_b);
	return same;
}
