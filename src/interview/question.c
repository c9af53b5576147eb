/* The question of a prompt: the guide's words with what they are about put in. */
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/tr.h"
#include "walk.h"

static void name_platforms(struct stk_walk *walk, const struct stk_asking *asking,
			   struct stk_str *out)
{
	for (size_t i = 0; i < asking->list_count; i++)
		stk_str_addf(out, "%s%s",
			     i ? i + 1 == asking->list_count ? stk_t(" and ") : stk_tc("list", ", ")
			       : "",
			     stk_platform_name(walk, asking->list[i]));
}

static void name_destination(struct stk_walk *walk, struct stk_str *out)
{
	STK_EACH_VALUE(item, stk_node_get(walk->inventory->root, STK_W_DESTINATION))
	stk_str_addf(out, "%s%s", out->len ? stk_tc("list", ", ") : "",
		     stk_platform_name(walk, stk_sym_text(&walk->inventory->syms, item->value)));
}

/* "marketing automation, crm" */
static void name_category(struct stk_walk *walk, const struct stk_asking *asking,
			  struct stk_str *out)
{
	STK_EACH_VALUE(item, stk_platform_key(walk, asking->subject, STK_W_CATEGORY))
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		stk_str_add(out, out->len ? ", " : "");
		for (const char *c = stk_sym_text(&walk->inventory->syms, item->value); *c; c++)
			stk_str_addc(out, *c == '-' ? ' ' : *c);
	}
}

static bool shows_fallback(const struct stk_walk *walk, const struct stk_asking *asking)
{
	/* "no more" means something only where something stands there already. */
	return asking->words->fallback &&
	       (asking->ops->kind != STK_SECTION_TOOLS || asking->list_count || walk->mind.count ||
		walk->direction == STK_DIR_UP || !stk_walk_is_first(walk, asking->section));
}

void stk_walk_question(struct stk_walk *walk, const struct stk_asking *asking, uint32_t number,
		       uint32_t total)
{
	struct stk_str platforms = STK_STR_INIT, destination = STK_STR_INIT,
		       category = STK_STR_INIT;
	const char *pairs[] = {"{platform}",
			       asking->subject ? stk_platform_name(walk, asking->subject) : "",
			       "{group}",
			       asking->subject ? stk_group_label(walk, asking->subject) : "",
			       "{platforms}",
			       "",
			       "{destination}",
			       "",
			       "{category}",
			       "",
			       NULL};
	char *text;

	if (asking->ops->kind == STK_SECTION_RECORD)
		name_platforms(walk, asking, &platforms);
	name_destination(walk, &destination);
	pairs[5] = platforms.data;
	pairs[7] = destination.len ? destination.data : stk_t("the reports");
	if (asking->ops->kind == STK_SECTION_CATEGORY)
		name_category(walk, asking, &category);
	pairs[9] = category.data;
	text = stk_fill(walk, asking->words->ask, pairs);
	stk_prompt_say(walk->prompt, STK_BOLD, 4, "\n%u/%u %s%s%s%s", number, total, text,
		       shows_fallback(walk, asking) ? "  [" : "",
		       shows_fallback(walk, asking) ? asking->words->fallback : "",
		       shows_fallback(walk, asking) ? "]" : "");
	free(text);
	stk_str_release(&platforms);
	stk_str_release(&destination);
	stk_str_release(&category);
	if (asking->ops->show)
		asking->ops->show(walk, asking);
}
