/* What Tab offers: the words of this walk. */
#include <string.h>

#include "complete.h"
#include "stocktake/base/mem.h"
#include "stocktake/model/catalogue.h"
#include "walk.h"

#define BIT(kind) (1u << STK_WORD_##kind)

static void add_names(struct stk_completer *completer, enum stk_word_kind kind, const char *name,
		      const struct stk_node *aka, const struct stk_syms *syms)
{
	stk_completer_add(completer, kind, name, name);
	STK_EACH_VALUE(other, aka)
	if (stk_node_kind(other) == STK_NODE_SCALAR)
		stk_completer_add(completer, kind, stk_sym_text(syms, other->value), name);
}

static void add_entities(struct stk_completer *completer, const struct stk_walk *walk,
			 enum stk_kind of, enum stk_word_kind kind)
{
	const struct stk_entities *all = &walk->inventory->kinds[of];

	for (uint32_t i = 0; i < all->count; i++) {
		const char *name = stk_entity_name(walk->inventory, &all->items[i]), *word = name;

		if (!all->items[i].node)
			continue;
		add_names(completer, kind, name, stk_node_get(all->items[i].node, STK_W_AKA),
			  &walk->inventory->syms);
		/* People are called by any of their names. */
		while (kind == STK_WORD_PERSON && (word = strchr(word, ' ')))
			stk_completer_add(completer, kind, ++word, name);
	}
}

static int add_product(void *data, const char *product, const struct stk_node *entry)
{
	struct stk_walk *walk = data;
	const char *name = stk_text(walk->inventory, entry, STK_W_NAME);

	add_names(walk->completer, STK_WORD_PRODUCT, name ? name : product,
		  stk_node_get(entry, STK_W_AKA), &walk->inventory->syms);
	return 0;
}

static void add_words(struct stk_completer *completer, const struct stk_walk *walk)
{
	const struct stk_guide_words *words = walk->words;

	for (size_t g = 0; words && g < words->group_count; g++)
		for (size_t i = 0; i < words->groups[g].count; i++)
			stk_completer_add(completer, STK_WORD_GROUP, words->groups[g].words[i],
					  words->groups[g].words[i]);
	/* From "we use" on they say nothing. */
	for (size_t f = 0; words && f < STK_FLOW_USE; f++)
		for (size_t i = 0; i < words->flows[f].count; i++)
			stk_completer_add(completer, STK_WORD_GROUP, words->flows[f].words[i],
					  words->flows[f].words[i]);
	for (uint32_t i = 0; i < walk->inventory->term_count; i++)
		if (walk->inventory->terms[i].name)
			stk_completer_add(completer, STK_WORD_TERM, walk->inventory->terms[i].name,
					  walk->inventory->terms[i].name);
}

static void add_teams(struct stk_completer *completer, const struct stk_walk *walk)
{
	STK_EACH_VALUE(team, stk_node_get(walk->inventory->root, STK_W_TEAMS))
	{
		const char *name = stk_text(walk->inventory, team, STK_W_NAME),
			   *id = stk_text(walk->inventory, team, STK_W_ID);

		if (name || id)
			add_names(completer, STK_WORD_TEAM, name ? name : id,
				  stk_node_get(team, STK_W_AKA), &walk->inventory->syms);
	}
}

static void add_all(struct stk_walk *walk)
{
	const char *command;

	walk->completer = stk_completer_new();
	add_entities(walk->completer, walk, STK_PLATFORM, STK_WORD_PLATFORM);
	add_entities(walk->completer, walk, STK_STAKEHOLDER, STK_WORD_PERSON);
	add_entities(walk->completer, walk, STK_METRIC, STK_WORD_METRIC);
	stk_catalogue_each(walk->inventory, add_product, walk);
	add_words(walk->completer, walk);
	add_teams(walk->completer, walk);
	for (size_t i = 0; (command = stk_prompt_command(i)); i++)
		stk_completer_add(walk->completer, STK_WORD_COMMAND, command, command);
	for (size_t i = 0; i < walk->mind.count; i++) {
		const char *name = stk_platform_name(walk, walk->mind.mine[i].id);

		if (!walk->mind.mine[i].gone)
			stk_completer_add(walk->completer, STK_WORD_OWN, name, name);
	}
}

/* What an answer to the section is made of. */
static unsigned wanted(const struct stk_asking *asking)
{
	if (!asking)
		return ~0u;
	switch (asking->ops->kind) {
	case STK_SECTION_TOOLS:
	case STK_SECTION_COPIES: return BIT(PLATFORM) | BIT(PRODUCT);
	case STK_SECTION_NOTHING:
	case STK_SECTION_RECORD: return BIT(OWN);
	case STK_SECTION_HOLDS: return BIT(OWN) | BIT(GROUP);
	case STK_SECTION_HEADINGS: return BIT(TERM);
	case STK_SECTION_PATCHY: return BIT(OWN) | BIT(METRIC) | BIT(GROUP);
	case STK_SECTION_ADMIN:
	case STK_SECTION_SENDERS: return BIT(PERSON) | BIT(OWN);
	case STK_SECTION_REFER: return BIT(PERSON) | BIT(TEAM);
	case STK_SECTION_SHOWS: return BIT(METRIC) | BIT(PLATFORM) | BIT(PRODUCT);
	case STK_SECTION_NUMBERS: return BIT(METRIC) | BIT(PERSON) | BIT(PLATFORM);
	case STK_SECTION_LINKS:
	case STK_SECTION_CATEGORY:
	case STK_SECTION_OPEN:
	case STK_SECTION_KINDS: break;
	}
	return ~(BIT(TERM) | BIT(METRIC));
}

void stk_walk_offer(void *data, const char *line, size_t len_bytes,
		    struct stk_candidates *candidates)
{
	static const struct {
		const char *command, *completed;
	} go_on[] = {{":ask", ":ask "}, {":note", ":note "}};
	struct stk_walk *walk = data;
	const char *name = line + strspn(line, " ");
	unsigned kinds = wanted(walk->asking);

	if (!walk->completer)
		add_all(walk);
	/* ":ask mi" wants a person wherever it stands. */
	if (stk_starts(name, ":ask ") && len_bytes > 5)
		kinds = BIT(PERSON);
	stk_completer_find(walk->completer, line, len_bytes, kinds, candidates);
	/* These two go on with words. */
	for (size_t i = 0; i < STK_COUNT(go_on) && candidates->common && candidates->count == 1;
	     i++)
		if (strcmp(candidates->items[0], go_on[i].command) == 0)
			candidates->common = go_on[i].completed;
}

void stk_walk_offer_anew(struct stk_walk *walk)
{
	stk_completer_free(walk->completer);
	walk->completer = NULL;
}
