#include "bundle.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

#define MAX_SUBJECTS 12 /* platforms that are named; of more the number is said */
#define MAX_PEOPLE   3

/* --- gathering ----------------------------------------------------------------------------------
 */

static bool same_people(const struct stk_bundle_part *part, const uint32_t *who, size_t count)
{
	return part->who_count == count &&
	       (!count || memcmp(part->who, who, count * sizeof *who) == 0);
}

static struct stk_bundle *bundle_of(struct stk_bundles *bundles, const char *ask)
{
	for (size_t i = 0; i < bundles->count; i++)
		if (strcmp(bundles->items[i].ask, ask) == 0)
			return &bundles->items[i];
	STK_GROW(bundles->items, bundles->cap, bundles->count + 1);
	bundles->items[bundles->count] = (struct stk_bundle){.ask = ask};
	return &bundles->items[bundles->count++];
}

/* Room is doubled where the count is a power of two. */
static void *grown(struct stk_arena *arena, void *list, size_t count, size_t size_bytes)
{
	void *now;

	if (list && (count & (count - 1)))
		return list;
	now = stk_arena_zalloc(arena, (count ? count * 2 : 1) * size_bytes);
	if (count)
		memcpy(now, list, count * size_bytes);
	return now;
}

static struct stk_bundle_part *part_of(struct stk_bundles *bundles, struct stk_bundle *bundle,
				       const uint32_t *who, size_t who_count)
{
	struct stk_bundle_part *part;
	uint32_t *copy;

	for (size_t i = 0; i < bundle->count; i++)
		if (same_people(&bundle->parts[i], who, who_count))
			return &bundle->parts[i];
	bundle->parts = grown(&bundles->arena, bundle->parts, bundle->count, sizeof *part);
	part = &bundle->parts[bundle->count++];
	copy = stk_arena_alloc(&bundles->arena, (who_count + 1) * sizeof *who);
	if (who_count)
		memcpy(copy, who, who_count * sizeof *who);
	part->who = copy;
	part->who_count = who_count;
	return part;
}

void stk_bundles_add(struct stk_bundles *bundles, const struct stk_question *question,
		     const uint32_t *who, size_t who_count)
{
	struct stk_bundle *bundle = bundle_of(bundles, question->ask);
	struct stk_bundle_part *part = part_of(bundles, bundle, who, who_count);

	bundle->metrics |= question->metrics;
	part->items = grown(&bundles->arena, part->items, part->count, sizeof(void *));
	part->items[part->count++] = question;
}

void stk_bundles_release(struct stk_bundles *bundles)
{
	free(bundles->items);
	stk_arena_release(&bundles->arena);
	*bundles = (struct stk_bundles){.arena = STK_ARENA_INIT};
}

/* --- in words -----------------------------------------------------------------------------------
 */

void stk_name_subject(const struct stk_inventory *inventory, const char *text, struct stk_str *out)
{
	struct stk_address address;
	struct stk_err ignored;

	if (stk_address_parse(text, &address, &ignored)) {
		stk_str_add(out, text);
		return;
	}
	stk_str_add(out, address.count > 1 ? stk_name_of(inventory, address.kind, address.parts[1])
					   : text);
	if (address.kind == STK_PLATFORM && address.count > 3 &&
	    strcmp(address.parts[2], "integrations") == 0)
		stk_str_addf(out, stk_t(" with %s"),
			     stk_name_of(inventory, STK_PLATFORM, address.parts[3]));
	stk_address_release(&address);
}

void stk_bundle_subjects(const struct stk_inventory *inventory, const struct stk_bundle_part *part,
			 struct stk_str *out)
{
	size_t shown = part->count > MAX_SUBJECTS ? MAX_SUBJECTS - 1 : part->count;

	for (size_t i = 0; i < shown; i++) {
		if (part->items[i]->kind == STK_QUESTION_DISPUTE) {
			stk_str_add(out, i ? stk_t("; ") : "");
			stk_name_contested(inventory, part->items[i]->address, out);
			stk_str_add(out, stk_t(": "));
			stk_name_sides(inventory, part->items[i], out);
		} else {
			stk_str_add(out, i ? stk_tc("list", ", ") : "");
			stk_name_subject(inventory, part->items[i]->address, out);
		}
	}
	if (shown < part->count)
		stk_str_addf(out, stk_t(" and %zu more"), part->count - shown);
}

void stk_bundle_people(const struct stk_inventory *inventory, const struct stk_bundle_part *part,
		       struct stk_str *out)
{
	const struct stk_entities *people = &inventory->kinds[STK_STAKEHOLDER];
	size_t shown = part->who_count > MAX_PEOPLE + 1 ? MAX_PEOPLE : part->who_count;

	for (size_t i = 0; i < shown; i++)
		stk_str_addf(out, "%s%s", i ? stk_tc("list", ", ") : "",
			     stk_entity_name(inventory, &people->items[part->who[i]]));
	if (shown < part->who_count)
		stk_str_addf(out, stk_t(" and %zu more"), part->who_count - shown);
}
