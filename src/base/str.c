#include "stocktake/base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"

char stk_str_empty[1];

void stk_str_init(struct stk_str *str)
{
	str->data = stk_str_empty;
	str->len = 0;
	str->cap = 0;
}

void stk_str_release(struct stk_str *str)
{
	if (str->cap)
		free(str->data);
	stk_str_init(str);
}

void stk_str_reset(struct stk_str *str)
{
	str->len = 0;
	if (str->cap)
		str->data[0] = '\0';
}

char *stk_str_detach(struct stk_str *str)
{
	char *data = str->cap ? str->data : stk_xstrdup("");

	stk_str_init(str);
	return data;
}

void stk_str_reserve(struct stk_str *str, size_t more_bytes)
{
	size_t want, cap;

	if (more_bytes >= SIZE_MAX / 4 - str->len)
		stk_out_of_memory();
	want = str->len + more_bytes + 1;
	if (want <= str->cap)
		return;
	cap = str->cap * 2;
	if (cap < want)
		cap = want < 32 ? 32 : want;
	if (str->cap) {
		str->data = stk_xrealloc(str->data, cap, 1);
	} else {
		str->data = stk_xmalloc(cap);
		str->data[0] = '\0';
	}
	str->cap = cap;
}

void stk_str_add(struct stk_str *str, const char *text)
{
	stk_str_addn(str, text, strlen(text));
}

void stk_str_addn(struct stk_str *str, const void *bytes, size_t len_bytes)
{
	if (!len_bytes)
		return;
	stk_str_reserve(str, len_bytes);
	memcpy(str->data + str->len, bytes, len_bytes);
	str->len += len_bytes;
	str->data[str->len] = '\0';
}

void stk_str_addc(struct stk_str *str, char c)
{
	if (str->len + 2 > str->cap)
		stk_str_reserve(str, 1);
	str->data[str->len++] = c;
	str->data[str->len] = '\0';
}

void stk_str_addf(struct stk_str *str, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	stk_str_addv(str, format, args);
	va_end(args);
}

void stk_str_addv(struct stk_str *str, const char *format, va_list args)
{
	va_list again;
	size_t room;
	int len;

	va_copy(again, args);
	room = str->cap ? str->cap - str->len : 0;
	len = vsnprintf(str->cap ? str->data + str->len : NULL, room, format, args);
	if (len < 0)
		stk_out_of_memory();
	if ((size_t)len >= room) {
		stk_str_reserve(str, (size_t)len);
		vsnprintf(str->data + str->len, (size_t)len + 1, format, again);
	}
	str->len += (size_t)len;
	va_end(again);
}

void stk_str_splice(struct stk_str *str, size_t at, size_t old_bytes, const void *bytes,
		    size_t len_bytes)
{
	size_t tail;

	if (at > str->len || old_bytes > str->len - at)
		abort();
	tail = str->len - at - old_bytes;
	if (len_bytes > old_bytes)
		stk_str_reserve(str, len_bytes - old_bytes);
	if (!str->cap)
		return;
	memmove(str->data + at + len_bytes, str->data + at + old_bytes, tail);
	if (len_bytes)
		memcpy(str->data + at, bytes, len_bytes);
	str->len = at + len_bytes + tail;
	str->data[str->len] = '\0';
}

void stk_str_truncate(struct stk_str *str, size_t len_bytes)
{
	if (len_bytes >= str->len)
		return;
	str->len = len_bytes;
	str->data[len_bytes] = '\0';
}

bool stk_str_ends(const struct stk_str *str, const char *suffix)
{
	size_t len = strlen(suffix);

	return len <= str->len && memcmp(str->data + str->len - len, suffix, len) == 0;
}

bool stk_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool stk_ends(const char *text, const char *suffix)
{
	size_t len = strlen(text), want = strlen(suffix);

	return want <= len && memcmp(text + len - want, suffix, want) == 0;
}
