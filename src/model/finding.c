#include "stocktake/model/finding.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

static const char *const severities[] = {STK_NC("severity", "note"), STK_NC("severity", "warning"),
					 STK_NC("severity", "error")};

void stk_findings_release(struct stk_findings *findings)
{
	free(findings->items);
	stk_arena_release(&findings->arena);
	memset(findings, 0, sizeof *findings);
}

/* FNV-1a over the text and its NUL, so that "ab"+"c" and "a"+"bc" differ. */
static uint64_t hash_add(uint64_t hash, const char *text)
{
	size_t i, len = text ? strlen(text) : 0;

	for (i = 0; i <= len; i++)
		hash = (hash ^ (text ? (unsigned char)text[i] : 0)) * UINT64_C(1099511628211);
	return hash;
}

static void make_fingerprint(struct stk_finding *finding)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t hash = UINT64_C(14695981039346656037);
	int i;

	hash = hash_add(hash, finding->check);
	hash = hash_add(hash, finding->address);
	hash = hash_add(hash, finding->key);
	for (i = 0; i < 16; i++)
		finding->fingerprint[i] = digits[(hash >> (60 - 4 * i)) & 15];
	finding->fingerprint[16] = '\0';
}

static const char *copy(struct stk_arena *arena, const char *text)
{
	return text ? stk_arena_strdup(arena, text) : NULL;
}

struct stk_finding *stk_findings_add(struct stk_findings *findings,
				     const struct stk_finding *finding)
{
	struct stk_arena *arena = &findings->arena;
	struct stk_finding *item;
	size_t i;

	STK_GROW(findings->items, findings->cap, findings->count + 1);
	item = &findings->items[findings->count++];
	*item = *finding;
	item->check = copy(arena, finding->check ? finding->check : "");
	item->address = copy(arena, finding->address ? finding->address : "");
	item->message = copy(arena, finding->message ? finding->message : "");
	item->file = copy(arena, finding->file);
	item->remedy = copy(arena, finding->remedy);
	item->ask = copy(arena, finding->ask);
	item->key = copy(arena, finding->key);
	item->metrics = NULL;
	if (finding->metric_count) {
		item->metrics =
			stk_arena_alloc(arena, finding->metric_count * sizeof *item->metrics);
		for (i = 0; i < finding->metric_count; i++)
			item->metrics[i] = copy(arena, finding->metrics[i]);
	}
	item->state = STK_OPEN;
	item->waiver = 0;
	make_fingerprint(item);
	return item;
}

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare(const void *a, const void *b)
{
	const struct stk_finding *x = a, *y = b;
	int order;

	if (x->metric_count != y->metric_count)
		return x->metric_count > y->metric_count ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	order = strcmp(x->check, y->check);
	if (!order)
		order = strcmp(x->address, y->address);
	if (!order)
		order = compare_texts(x->key, y->key);
	if (!order)
		order = strcmp(x->message, y->message);
	if (!order)
		order = compare_texts(x->file, y->file);
	if (!order && x->at_bytes != y->at_bytes)
		order = x->at_bytes < y->at_bytes ? -1 : 1;
	return order;
}

void stk_findings_sort(struct stk_findings *findings)
{
	if (findings->count > 1)
		qsort(findings->items, findings->count, sizeof *findings->items, compare);
}

const char *stk_severity_name(enum stk_severity severity)
{
	return severities[severity];
}

int stk_severity_parse(const char *name)
{
	int i;

	for (i = 0; i < (int)STK_COUNT(severities); i++)
		if (!strcmp(severities[i], name))
			return i;
	return -1;
}
