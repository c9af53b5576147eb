#include "near.h"

#include <string.h>

enum { MAX_LEN = 63 };

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned low = a < b ? a : b;

	return low < c ? low : c;
}

unsigned stk_near_distance(const char *a, const char *b, unsigned max)
{
	unsigned rows[3][MAX_LEN + 1], *before = rows[0], *last = rows[1], *now = rows[2], *swap;
	size_t i, j, a_len = strlen(a), b_len = strlen(b);

	if (a_len > MAX_LEN || b_len > MAX_LEN)
		return max + 1;
	if (a_len > b_len + max || b_len > a_len + max)
		return max + 1;
	memset(before, 0, sizeof rows[0]);
	for (j = 0; j <= b_len; j++)
		last[j] = (unsigned)j;
	for (i = 1; i <= a_len; i++) {
		unsigned best = now[0] = (unsigned)i;

		for (j = 1; j <= b_len; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1,
				       last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
			best = now[j] < best ? now[j] : best;
		}
		if (best > max)
			return max + 1;
		swap = before;
		before = last;
		last = now;
		now = swap;
	}
	return last[b_len] > max ? max + 1 : last[b_len];
}

unsigned stk_near_limit(const char *word)
{
	size_t len = strlen(word);

	return len < 4 ? 1 : len < 9 ? 2 : 3;
}

const char *stk_near_key(const struct stk_shape *shape, const char *word)
{
	unsigned limit = stk_near_limit(word), best = limit + 1, distance;
	const char *nearest = NULL;
	size_t i;

	for (i = 0; i < shape->count; i++) {
		distance = stk_near_distance(word, shape->keys[i].name, limit);
		if (distance < best) {
			best = distance;
			nearest = shape->keys[i].name;
		}
	}
	return nearest;
}

const char *stk_near_choice(const char *const *choices, const char *word)
{
	unsigned limit = stk_near_limit(word), best = limit + 1, distance;
	const char *nearest = NULL;

	for (; *choices; choices++) {
		distance = stk_near_distance(word, *choices, limit);
		if (distance < best) {
			best = distance;
			nearest = *choices;
		}
	}
	return nearest;
}
