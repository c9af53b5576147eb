/* Addresses on the web, as people type them. */
#include <string.h>
#include <strings.h>

#include "stocktake/base/text.h"

static const char *without(const char *text, const char *beginning)
{
	size_t len = strlen(beginning);

	return strncasecmp(text, beginning, len) == 0 ? text + len : text;
}

bool stk_text_same_site(const char *a, const char *b)
{
	const char *site_a = without(without(without(a, "https://"), "http://"), "www.");
	const char *site_b = without(without(without(b, "https://"), "http://"), "www.");
	size_t len_a = strlen(site_a), len_b = strlen(site_b);

	if (site_a == a && site_b == b)
		return false; /* neither says that it is one */
	len_a -= len_a && site_a[len_a - 1] == '/';
	len_b -= len_b && site_b[len_b - 1] == '/';
	return len_a && len_a == len_b && strncasecmp(site_a, site_b, len_a) == 0;
}
