#include "stocktake/model/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "canonical.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/former.h"

struct stk_evidence {
	const struct stk_inventory *inventory;
	struct stk_arena arena;
	const struct stk_answer **items; /* by address, time, entity, place in the file */
	size_t count, cap;
	struct stk_former *former; /* made when it is first needed */
};

/* What was said of an entity that is called otherwise now, in another clone or on another branch,
 * is said of that. */
static void follow(struct stk_evidence *evidence, struct stk_str *address)
{
	struct stk_str now = STK_STR_INIT;

	if (!evidence->former)
		evidence->former = stk_former_new(evidence->inventory);
	if (stk_former_address(evidence->former, address->data, &now)) {
		stk_str_reset(address);
		stk_str_addn(address, now.data, now.len);
	}
	stk_str_release(&now);
}

/* The day of an evidence file is in its name, for those without `at`. */
static const char *time_of(const struct stk_evidence *evidence, const struct stk_answer *answer)
{
	const struct stk_inventory *inventory = evidence->inventory;

	if (*answer->at)
		return answer->at;
	return stk_sym_text(&inventory->syms,
			    inventory->kinds[STK_EVIDENCE].items[answer->entity].id);
}

static int compare(const void *a, const void *b, void *data)
{
	const struct stk_answer *one = *(const struct stk_answer *const *)a;
	const struct stk_answer *two = *(const struct stk_answer *const *)b;
	int order = stk_address_compare(one->address, two->address);

	if (!order)
		order = (two->state == STK_ANSWER_SILENT) - (one->state == STK_ANSWER_SILENT);
	if (!order)
		order = strcmp(time_of(data, one), time_of(data, two));
	if (!order)
		order = (one->entity > two->entity) - (one->entity < two->entity);
	if (!order)
		order = (one->node > two->node) - (one->node < two->node);
	return order;
}

static const char *text_or_empty(const struct stk_inventory *inventory, const struct stk_node *map,
				 enum stk_word key)
{
	const char *text = stk_text(inventory, map, key);

	return text ? text : "";
}

/* False where the item says nothing that could be used. */
static bool read_answer(struct stk_evidence *evidence, const struct stk_node *item,
			struct stk_answer *answer, struct stk_str *address)
{
	const struct stk_inventory *inventory = evidence->inventory;
	const char *at = stk_text(inventory, item, STK_W_AT);
	stk_sym state = stk_word_of(item, STK_W_STATE);

	if (!at || !*at || stk_node_get(item, STK_W_TAKEN_BACK))
		return false;
	answer->node = item;
	answer->says = NULL;
	answer->ask = stk_text(inventory, item, STK_W_ASK);
	if (state == STK_W_UNKNOWN)
		answer->state = STK_ANSWER_UNKNOWN;
	else if (state == STK_W_SILENT)
		answer->state = STK_ANSWER_SILENT;
	else if (state == STK_W_NOT_APPLICABLE)
		answer->state = STK_ANSWER_NOT_APPLICABLE;
	else if (answer->ask)
		answer->state = STK_ANSWER_ASK;
	else if ((answer->says = stk_node_get(item, STK_W_SAYS)))
		answer->state = STK_ANSWER_SAYS;
	else
		return false;
	answer->accepted = stk_word_of(item, STK_W_ACCEPTED) == STK_W_TRUE;
	stk_str_reset(address);
	if (!stk_address_canonical(inventory, at, address))
		follow(evidence, address);
	answer->address = stk_arena_strndup(&evidence->arena, address->data, address->len);
	return true;
}

static void read_entity(struct stk_evidence *evidence, uint32_t index, struct stk_str *address)
{
	const struct stk_inventory *inventory = evidence->inventory;
	const struct stk_node *node = inventory->kinds[STK_EVIDENCE].items[index].node;
	struct stk_answer answer = {.entity = index}, *copy;

	if (!node || stk_node_kind(node) != STK_NODE_MAP)
		return;
	answer.by = text_or_empty(inventory, node, STK_W_BY);
	answer.at = text_or_empty(inventory, node, STK_W_AT);
	answer.kind = text_or_empty(inventory, node, STK_W_KIND);
	STK_EACH_VALUE(item, stk_node_get(node, STK_W_ANSWERS))
	{
		if (stk_node_kind(item) != STK_NODE_MAP ||
		    !read_answer(evidence, item, &answer, address))
			continue;
		copy = stk_arena_alloc(&evidence->arena, sizeof *copy);
		*copy = answer;
		STK_GROW(evidence->items, evidence->cap, evidence->count + 1);
		evidence->items[evidence->count++] = copy;
	}
}

struct stk_evidence *stk_evidence_new(const struct stk_inventory *inventory)
{
	struct stk_evidence *evidence = stk_xcalloc(1, sizeof *evidence);
	struct stk_str address = STK_STR_INIT;

	evidence->inventory = inventory;
	for (uint32_t i = 0; i < inventory->kinds[STK_EVIDENCE].count; i++)
		read_entity(evidence, i, &address);
	if (evidence->count)
		qsort_r(evidence->items, evidence->count, sizeof(void *), compare, evidence);
	stk_str_release(&address);
	return evidence;
}

void stk_evidence_free(struct stk_evidence *evidence)
{
	if (!evidence)
		return;
	free(evidence->items);
	stk_former_free(evidence->former);
	stk_arena_release(&evidence->arena);
	free(evidence);
}

/* The first item that is not before the address. */
static size_t lower(const struct stk_evidence *evidence, const char *address)
{
	size_t low = 0, high = evidence->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (stk_address_compare(evidence->items[middle]->address, address) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct stk_answer *const *stk_evidence_at(const struct stk_evidence *evidence,
						const char *address, bool below, size_t *count)
{
	size_t first = lower(evidence, address), end = first, len = strlen(address);

	while (end < evidence->count &&
	       stk_address_is_below(evidence->items[end]->address, address, len) &&
	       (below || !evidence->items[end]->address[len]))
		end++;
	*count = end - first;
	return *count ? evidence->items + first : NULL;
}

const struct stk_answer *stk_evidence_last(const struct stk_evidence *evidence, const char *address)
{
	size_t count;
	const struct stk_answer *const *answers = stk_evidence_at(evidence, address, false, &count);

	return count ? answers[count - 1] : NULL;
}

const struct stk_answer *stk_evidence_routed(const struct stk_evidence *evidence,
					     const char *address)
{
	size_t count;
	const struct stk_answer *const *answers = stk_evidence_at(evidence, address, false, &count);
	const struct stk_answer *routed = NULL;

	for (size_t i = 0; i < count; i++) {
		if (answers[i]->state == STK_ANSWER_ASK)
			routed = answers[i];
		else if (answers[i]->state == STK_ANSWER_SAYS ||
			 answers[i]->state == STK_ANSWER_NOT_APPLICABLE ||
			 (routed && stk_text_same(answers[i]->by, routed->ask)))
			routed = NULL;
	}
	return routed;
}

/* A short set of folded ids. */
struct voices {
	stk_sym *items;
	size_t count, cap;
};

static void add_voice(const struct stk_inventory *inventory, struct voices *voices, const char *id)
{
	const struct stk_entity *who = stk_inventory_find(inventory, STK_STAKEHOLDER, id);
	stk_sym sym = who ? who->fold : stk_sym_find(&inventory->syms, id, strlen(id));

	for (size_t i = 0; i < voices->count; i++)
		if (voices->items[i] == sym)
			return;
	STK_GROW(voices->items, voices->cap, voices->count + 1);
	voices->items[voices->count++] = sym;
}

static void add_room(const struct stk_inventory *inventory, struct voices *voices, const char *by)
{
	const struct stk_entity *room =
		stk_inventory_find(inventory, STK_WORKSHOP, by + strlen("workshops/"));
	bool any = false;

	if (room && room->node)
		STK_EACH_VALUE(who, stk_node_get(room->node, STK_W_ATTENDEES))
		{
			if (stk_node_kind(who) != STK_NODE_SCALAR)
				continue;
			add_voice(inventory, voices, stk_sym_text(&inventory->syms, who->value));
			any = true;
		}
	if (!any)
		add_voice(inventory, voices, by);
}

size_t stk_evidence_voices(const struct stk_evidence *evidence, const char *address)
{
	struct voices voices = {NULL, 0, 0};
	size_t count, result;
	const struct stk_answer *const *answers = stk_evidence_at(evidence, address, true, &count);

	for (size_t i = 0; i < count; i++) {
		if (answers[i]->state != STK_ANSWER_SAYS &&
		    answers[i]->state != STK_ANSWER_NOT_APPLICABLE)
			continue;
		if (stk_starts(answers[i]->by, "workshops/"))
			add_room(evidence->inventory, &voices, answers[i]->by);
		else if (*answers[i]->by)
			add_voice(evidence->inventory, &voices, answers[i]->by);
	}
	result = voices.count;
	free(voices.items);
	return result;
}

const struct stk_answer *const *stk_evidence_all(const struct stk_evidence *evidence, size_t *count)
{
	*count = evidence->count;
	return evidence->items;
}
