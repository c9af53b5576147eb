#include "stocktake/base/text.h"

#include <string.h>

#include "text_private.h"

size_t stk_utf8_valid_bytes(const char *text, size_t len_bytes)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t at = 0, need, i;
	uint64_t word;
	unsigned char low, high;

	for (;;) {
		/* Eight ASCII bytes at a time: most text is nothing else. */
		while (len_bytes - at >= sizeof word) {
			memcpy(&word, bytes + at, sizeof word);
			if (word & UINT64_C(0x8080808080808080))
				break;
			at += sizeof word;
		}
		while (at < len_bytes && bytes[at] < 0x80)
			at++;
		if (at == len_bytes)
			return at;
		/* The second byte's range keeps out overlong forms, surrogates and what is too
		 * high. */
		low = 0x80;
		high = 0xbf;
		if (bytes[at] >= 0xc2 && bytes[at] <= 0xdf) {
			need = 1;
		} else if (bytes[at] >= 0xe0 && bytes[at] <= 0xef) {
			need = 2;
			if (bytes[at] == 0xe0)
				low = 0xa0;
			else if (bytes[at] == 0xed)
				high = 0x9f;
		} else if (bytes[at] >= 0xf0 && bytes[at] <= 0xf4) {
			need = 3;
			if (bytes[at] == 0xf0)
				low = 0x90;
			else if (bytes[at] == 0xf4)
				high = 0x8f;
		} else {
			return at;
		}
		if (len_bytes - at <= need || bytes[at + 1] < low || bytes[at + 1] > high)
			return at;
		for (i = 2; i <= need; i++)
			if ((bytes[at + i] & 0xc0) != 0x80)
				return at;
		at += need + 1;
	}
}

size_t stk_utf8_next(const char *text, size_t len_bytes, uint32_t *code)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t size;

	if (!len_bytes) {
		*code = 0;
		return 0;
	}
	if (bytes[0] < 0x80) {
		*code = bytes[0];
		return 1;
	}
	size = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 2;
	if (size > len_bytes || stk_utf8_valid_bytes(text, size) != size) {
		*code = 0xfffd;
		return 1;
	}
	if (size == 2)
		*code = (uint32_t)(bytes[0] & 0x1f) << 6 | (bytes[1] & 0x3f);
	else if (size == 3)
		*code = (uint32_t)(bytes[0] & 0x0f) << 12 | (uint32_t)(bytes[1] & 0x3f) << 6 |
			(bytes[2] & 0x3f);
	else
		*code = (uint32_t)(bytes[0] & 0x07) << 18 | (uint32_t)(bytes[1] & 0x3f) << 12 |
			(uint32_t)(bytes[2] & 0x3f) << 6 | (bytes[3] & 0x3f);
	return size;
}

void stk_utf8_add(struct stk_str *out, uint32_t code)
{
	char bytes[4];
	size_t len;

	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = 0xfffd;
	if (code < 0x80) {
		bytes[0] = (char)code;
		len = 1;
	} else if (code < 0x800) {
		bytes[0] = (char)(0xc0 | code >> 6);
		len = 2;
	} else if (code < 0x10000) {
		bytes[0] = (char)(0xe0 | code >> 12);
		len = 3;
	} else {
		bytes[0] = (char)(0xf0 | code >> 18);
		len = 4;
	}
	if (len > 1)
		bytes[len - 1] = (char)(0x80 | (code & 0x3f));
	if (len > 2)
		bytes[len - 2] = (char)(0x80 | (code >> 6 & 0x3f));
	if (len > 3)
		bytes[len - 3] = (char)(0x80 | (code >> 12 & 0x3f));
	stk_str_addn(out, bytes, len);
}

size_t stk_utf8_count(const char *text, size_t len_bytes)
{
	size_t at = 0, count = 0;
	uint32_t code;

	while (at < len_bytes) {
		at += stk_utf8_next(text + at, len_bytes - at, &code);
		count++;
	}
	return count;
}

bool stk_code_is_strange(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c || code == 0x200e ||
	       code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

size_t stk_text_plain_bytes(const char *text)
{
	size_t at = 0;

	while (text[at] >= 0x20 && text[at] < 0x7f)
		at++;
	return at;
}

void stk_text_visible(struct stk_str *out, const char *text, size_t len_bytes, bool keep_newlines)
{
	size_t at = 0, plain = 0, size;
	uint32_t code;

	while (at < len_bytes) {
		unsigned char byte = (unsigned char)text[at];

		if (byte >= 0x20 && byte < 0x7f) {
			at++;
			continue;
		}
		size = stk_utf8_next(text + at, len_bytes - at, &code);
		if (byte >= 0x80 && size == 1) {
			stk_str_addn(out, text + plain, at - plain);
			stk_str_addf(out, "<0x%02X>", byte);
			plain = at + size;
		} else if (stk_code_is_strange(code) && !(code == '\n' && keep_newlines)) {
			stk_str_addn(out, text + plain, at - plain);
			stk_str_addf(out, "<U+%04X>", (unsigned)code);
			plain = at + size;
		}
		at += size;
	}
	stk_str_addn(out, text + plain, at - plain);
}
