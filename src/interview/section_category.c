/* What a platform is, where its product may be more than what is recorded: asked of a room, once.
 */
#include <string.h>

#include "stocktake/base/text.h"
#include "stocktake/model/catalogue.h"
#include "walk.h"

/* The catalogue has a category for its product that is not recorded. */
static bool may_be_more(const struct stk_walk *walk, const char *platform)
{
	const struct stk_node *product = stk_platform_key(walk, platform, STK_W_PRODUCT),
			      *there = stk_platform_key(walk, platform, STK_W_CATEGORY), *entry;

	if (!product || stk_node_kind(product) != STK_NODE_SCALAR || !stk_values_count(there))
		return false;
	entry = stk_catalogue_get(walk->inventory, product->value);
	STK_EACH_VALUE(item, entry ? stk_node_get(entry, STK_W_CATEGORY) : NULL)
	if (stk_node_kind(item) == STK_NODE_SCALAR && !stk_values_has(there, item->value))
		return true;
	return false;
}

static void be_about(struct stk_walk *walk, struct stk_asking *asking, const char *platform)
{
	char id[96];
	struct stk_named copy; /* the subject may be what is replaced */

	if (stk_set_named(&copy, platform, "", NULL, false, false))
		return;
	memcpy(id, copy.id, sizeof id);
	stk_asking_about(asking, id, stk_at(walk, "platforms", id, "category", NULL));
}

static bool open_category(struct stk_walk *walk, struct stk_asking *asking)
{
	if (asking->again) {
		if (asking->subject)
			be_about(walk, asking, asking->subject);
		return asking->subject != NULL;
	}
	if (stk_walk_was_asked(walk, asking->section, "*"))
		return false;
	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];

		if (mine->gone || mine->empty ||
		    stk_mind_answered_key(walk, mine->id, "category") ||
		    !may_be_more(walk, mine->id))
			continue;
		be_about(walk, asking, mine->id);
		return true;
	}
	return false;
}

static bool is_category(const char *category, const char *text)
{
	struct stk_str words = STK_STR_INIT;
	bool same;

	for (const char *c = category; *c; c++)
		stk_str_addc(&words, *c == '-' ? ' ' : *c);
	same = stk_text_same(category, text) || stk_text_same(words.data, text);
	stk_str_release(&words);
	return same;
}

static const char *find_category(const char *text)
{
	const char *const *lists[] = {stk_categories, stk_other_categories};

	for (size_t l = 0; l < 2; l++)
		for (const char *const *category = lists[l]; *category; category++)
			if (is_category(*category, text))
				return *category;
	return NULL;
}

/* "also crm", "crm too", "crm as well": the category alone. */
static char *bare(struct stk_lines *lines, const char *text)
{
	static const char *const before[] = {"also ", "and ", "a ", "an ", "也是", "还是"},
				 *const after[] = {" too", " as well", " also"};
	char *word = stk_arena_strdup(lines->arena, text);

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (stk_starts(word, before[i]))
			word += strlen(before[i]) + strspn(word + strlen(before[i]), " ");
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		if (stk_ends(word, after[i]))
			word[strlen(word) - strlen(after[i])] = '\0';
	return word;
}

static int take_category(struct stk_walk *walk, const struct stk_asking *asking,
			 struct stk_lines *lines, const char *text, struct stk_err *err)
{
	const char **words;
	size_t count;

	(void)err;
	if (!*text || stk_guide_words_is(walk->words, STK_FLOW_YES, text)) {
		STK_EACH_VALUE(item, stk_platform_key(walk, asking->subject, STK_W_CATEGORY))
		if (stk_node_kind(item) == STK_NODE_SCALAR)
			stk_say_true(walk,
				     stk_at(walk, "platforms", asking->subject, "category",
					    stk_sym_text(&walk->inventory->syms, item->value),
					    NULL),
				     true);
		return 0;
	}
	if (stk_guide_words_is(walk->words, STK_FLOW_NO, text)) {
		stk_lines_unknown(lines, text);
		return 0;
	}
	count = stk_lines_names(lines, text, &words);
	for (size_t i = 0; i < count; i++) {
		const char *category = find_category(bare(lines, words[i]));

		if (!category) {
			stk_lines_unknown(lines, words[i]);
			continue;
		}
		lines->understood++;
		stk_say_true(walk,
			     stk_at(walk, "platforms", asking->subject, "category", category, NULL),
			     false);
	}
	return 0;
}

static void addresses_category(struct stk_walk *walk, const struct stk_asking *asking,
			       void (*each)(struct stk_walk *walk, const char *address))
{
	each(walk, stk_at(walk, "platforms", asking->subject, "category", NULL));
}

const struct stk_section_ops stk_section_category = {
	.kind = STK_SECTION_CATEGORY,
	.open = open_category,
	.take = take_category,
	.addresses = addresses_category,
};
