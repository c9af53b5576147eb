/* A line of a meeting's chat: what was said in it. */
#include <string.h>
#include <strings.h>

#include "walk.h"

#define MAX_SPEAKER_BYTES 30 /* of a name before a wide colon */

/* "10:02 ", "[10:02:31 AM] ": when it was said. */
static const char *without_time(const char *text)
{
	const char *at = text + (*text == '['), *start = at;

	at += strspn(at, "0123456789:");
	if (at - start < 4 || !memchr(start, ':', (size_t)(at - start)))
		return text;
	at += strspn(at, " ");
	if (strncasecmp(at, "am", 2) == 0 || strncasecmp(at, "pm", 2) == 0)
		at += 2;
	return at + strspn(at, "], -");
}

/* "lisa: we use Xactly too", of a chat: what was said. */
const char *stk_chat_said(struct stk_walk *walk, const char *whole)
{
	const char *text = without_time(whole), *colon = strchr(text, ':'),
		   *wide = strstr(text, "：");
	size_t blanks = 0;

	if (wide && wide > text && (!colon || wide < colon) && wide - text <= MAX_SPEAKER_BYTES &&
	    !strchr(stk_arena_strndup(&walk->changes.arena, text, (size_t)(wide - text)), ' '))
		return wide + strlen("：") + strspn(wide + strlen("："), " ");

	for (const char *c = text; colon && c < colon; c++)
		blanks += *c == ' ';
	if (!colon || colon == text || colon[1] != ' ' || blanks > 2 ||
	    stk_walk_is_name(walk, STK_LINE_PLATFORM, whole))
		return text;
	return colon + 1 + strspn(colon + 1, " ");
}
