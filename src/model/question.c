/* One question: whose it is, and what is nobody's to answer but the keeper's; when a platform is
 * due for confirmation. */
#include "question_private.h"
#include "stocktake/base/text.h"
#include "stocktake/base/when.h"
#include "stocktake/model/address.h"

#define DEFAULT_CONFIRM_DAYS 180

bool stk_platform_is_empty(const struct stk_inventory *inventory, const struct stk_entity *platform)
{
	const struct stk_node *holds = stk_node_get(platform->node, STK_W_HOLDS);

	return holds && stk_node_kind(holds) == STK_NODE_LIST && !stk_values_count(holds) &&
	       !stk_values_count(stk_node_get(platform->node, STK_W_FIELDS)) &&
	       !stk_values_has(stk_node_get(inventory->root, STK_W_DESTINATION), platform->id);
}

/* Where the reports are made is no place to look for data, unless it is known as one: a CRM. */
static bool only_shows(const struct stk_inventory *inventory, uint32_t platform)
{
	const struct stk_entity *entity = &inventory->kinds[STK_PLATFORM].items[platform];
	const struct stk_node *category = stk_node_get(entity->node, STK_W_CATEGORY);
	stk_sym shows = stk_sym_find(&inventory->syms, "business-intelligence", 21);

	return stk_values_has(stk_node_get(inventory->root, STK_W_DESTINATION), entity->id) &&
	       (!stk_values_count(category) || (shows && stk_values_has(category, shows)));
}

/* "How often" only on a way that a metric waits for; how it goes, and which way, follows from what
 * is said about what goes. */
bool stk_question_is_keepers(const struct stk_inventory *inventory, const struct stk_hole *hole,
			     uint32_t platform)
{
	const struct stk_key *key = hole->key;

	if (key->flags & STK_KEY_KEEPER)
		return true;
	if (key->word == STK_W_HOLDS && platform != STK_NONE && only_shows(inventory, platform))
		return true;
	/* Nobody is asked about a tool that holds none of what is looked for. */
	if (platform != STK_NONE && !hole->metrics &&
	    stk_platform_is_empty(inventory, &inventory->kinds[STK_PLATFORM].items[platform]))
		return true;
	return !hole->metrics &&
	       (key->word == STK_W_EVERY || key->word == STK_W_METHOD || key->word == STK_W_FLOW);
}

bool stk_question_is_for(const struct stk_question *question, uint32_t who)
{
	for (uint32_t i = 0; i < question->who_count; i++)
		if (question->who[i] == who)
			return true;
	return false;
}

bool stk_question_is_nobodys(const struct stk_question *question)
{
	return !question->who_count && !question->keeper && question->metrics;
}

int32_t stk_days_unconfirmed(const struct stk_inventory *inventory,
			     const struct stk_evidence *evidence, const struct stk_entity *platform)
{
	const char *confirmed = stk_text(inventory, platform->node, STK_W_CONFIRMED);
	int32_t last = confirmed ? stk_date_parse(confirmed) : STK_DATE_NONE;
	struct stk_str address = STK_STR_INIT;
	const struct stk_answer *const *answers;
	size_t count;

	stk_entity_address(inventory, STK_PLATFORM, platform, &address);
	answers = stk_evidence_at(evidence, address.data, true, &count);
	for (size_t i = 0; i < count; i++) {
		int32_t day = answers[i]->state == STK_ANSWER_SAYS ? stk_date_parse(answers[i]->at)
								   : STK_DATE_NONE;

		if (day != STK_DATE_NONE && (last == STK_DATE_NONE || day > last))
			last = day;
	}
	stk_str_release(&address);
	return last == STK_DATE_NONE ? -1 : inventory->clock.today - last;
}

int32_t stk_confirm_days(const struct stk_inventory *inventory)
{
	const char *every = stk_text(inventory, inventory->root, STK_W_CONFIRM_EVERY);
	int64_t minutes = every ? stk_every_parse(every) : STK_EVERY_NONE;

	return minutes > 0 ? (int32_t)(minutes / 1440) : DEFAULT_CONFIRM_DAYS;
}

const struct stk_node *stk_dispute_at(const struct stk_inventory *inventory, const char *text)
{
	const struct stk_node *found = NULL;
	struct stk_address address;
	struct stk_err ignored;
	const struct stk_entity *entity;
	struct stk_str rest = STK_STR_INIT;

	if (stk_address_parse(text, &address, &ignored))
		return NULL;
	entity = address.kind != STK_INVENTORY && address.count > 2
			 ? stk_inventory_find(inventory, address.kind, address.parts[1])
			 : NULL;
	for (size_t i = 2; i < address.count; i++)
		stk_address_add(&rest, address.parts[i]);
	STK_EACH_VALUE(item, entity ? stk_node_get(entity->node, STK_W_DISPUTES) : NULL)
	{
		const char *at = stk_node_kind(item) == STK_NODE_MAP
					 ? stk_text(inventory, item, STK_W_AT)
					 : NULL;

		if (at && !found && stk_text_same(at, rest.data + 1))
			found = item;
	}
	stk_str_release(&rest);
	stk_address_release(&address);
	return found;
}
