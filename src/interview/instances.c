#include "instances.h"

#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

/* --- which there are ---------------------------------------------------------------------------*/

static bool is_instance(const struct stk_walk *walk, const struct stk_entity *platform,
			const struct stk_match *product)
{
	const char *its = stk_text(walk->inventory, platform->node, STK_W_PRODUCT);
	const char *name = stk_entity_name(walk->inventory, platform);
	const struct stk_node *status = stk_node_get(platform->node, STK_W_STATUS);
	size_t len = strlen(product->name);
	char *begins;
	bool same;

	if (status && status->value == (stk_sym)STK_W_RETIRED)
		return false;
	if (its)
		return stk_text_same(its, product->id);
	/* "Zendesk US" of which nobody said what it is. */
	if (strlen(name) <= len)
		return stk_text_same(name, product->name);
	begins = stk_xstrndup(name, len);
	same = name[len] == ' ' && stk_text_same(begins, product->name);
	free(begins);
	return same;
}

/* Their ids in the order of ids; the caller frees each and the array. */
static char **list_instances(const struct stk_walk *walk, const struct stk_match *product,
			     size_t *count)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_PLATFORM];
	char **ids = NULL;
	size_t cap = 0;

	*count = 0;
	for (uint32_t i = 0; i < all->count; i++)
		if (is_instance(walk, &all->items[i], product)) {
			STK_GROW(ids, cap, *count + 1);
			ids[(*count)++] =
				stk_xstrdup(stk_sym_text(&walk->inventory->syms, all->items[i].id));
		}
	return ids;
}

static void free_ids(char **ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(ids[i]);
	free(ids);
}

/* The only one of them that this person named by its own name. */
static const char *only_mine(const struct stk_walk *walk, char **ids, size_t count)
{
	const char *mine = NULL;
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t number = stk_mind_number(walk, ids[i]);

		if (number && !walk->mind.mine[number - 1].gone) {
			mine = ids[i];
			found++;
		}
	}
	return found == 1 ? mine : NULL;
}

static const struct stk_chosen *find_chosen(const struct stk_walk *walk, const char *typed)
{
	for (size_t i = 0; i < walk->chosen_count; i++)
		if (stk_text_same(walk->chosen[i].typed, typed))
			return &walk->chosen[i];
	return NULL;
}

/* Its name; its id where another one is called so, too. */
static const char *call(const struct stk_walk *walk, char **ids, size_t count, size_t which)
{
	const char *name = stk_platform_name(walk, ids[which]);

	for (size_t i = 0; i < count; i++)
		if (i != which && stk_text_same(name, stk_platform_name(walk, ids[i])))
			return ids[which];
	return name;
}

static const char *say_which(struct stk_walk *walk, const char *typed, char **ids, size_t count)
{
	struct stk_str out = STK_STR_INIT;
	const char *copy;

	stk_str_addf(&out, "%s:", typed);
	for (size_t i = 0; i < count; i++)
		stk_str_addf(&out, " %zu %s ", i + 1, call(walk, ids, count, i));
	stk_str_addf(&out, stk_t(" %zu another one?"), count + 1);
	copy = stk_arena_strdup(&walk->changes.arena, out.data);
	stk_str_release(&out);
	return copy;
}

/* The same where nothing can be asked. */
static const char *say_may_be(struct stk_walk *walk, char **ids, size_t count)
{
	return stk_arena_printf(&walk->changes.arena, stk_t("may be %s or %s"),
				call(walk, ids, count, 0), call(walk, ids, count, 1));
}

/* The first that is unclear is asked about; the others come again with it. */
static void remember_unclear(struct stk_walk *walk, const char *typed,
			     const struct stk_match *product, char **ids, size_t count)
{
	struct stk_unclear *unclear = &walk->unclear;

	if (!walk->prompt) { /* a command that only takes the words: `why` says it */
		free_ids(ids, count);
		return;
	}
	stk_str_addf(&unclear->all, "%s%s", unclear->names ? ", " : "", typed);
	unclear->names++;
	if (unclear->count) {
		free_ids(ids, count);
		return;
	}
	unclear->typed = stk_xstrdup(typed);
	unclear->product = stk_xstrdup(product->id);
	unclear->product_name = stk_xstrdup(product->name);
	unclear->ids = ids;
	unclear->count = count;
}

int stk_instance_find(struct stk_walk *walk, const char *text, struct stk_named *named,
		      const char **why)
{
	struct stk_match product;
	const struct stk_chosen *chosen = find_chosen(walk, text);
	const char *mine;
	size_t count;
	char **ids;
	int found = 0;

	if (chosen && stk_platform(walk, chosen->id))
		return stk_set_named(named, chosen->id, stk_platform_name(walk, chosen->id), NULL,
				     false, false)
			       ? -1
			       : 1;
	if (chosen)
		return stk_set_named(named, chosen->id, chosen->name, chosen->product, true, false)
			       ? -1
			       : 1;
	if (!stk_matcher_find(walk->matcher, text, 1u << STK_MATCH_PRODUCT, &product, 1) ||
	    product.grade != STK_MATCH_EXACT)
		return 0;
	ids = list_instances(walk, &product, &count);
	mine = only_mine(walk, ids, count);
	if (count > 1 && mine) {
		const struct stk_entity *entity = stk_platform(walk, mine);

		found = stk_set_named(named, mine, stk_entity_name(walk->inventory, entity), NULL,
				      false, false)
				? -1
				: 1;
	} else if (count > 1) {
		*why = say_may_be(walk, ids, count);
		remember_unclear(walk, text, &product, ids, count);
		return -1;
	}
	free_ids(ids, count);
	return found;
}

/* --- asking
 * -------------------------------------------------------------------------------------*/

static void choose(struct stk_walk *walk, const char *id, const char *name)
{
	STK_GROW(walk->chosen, walk->chosen_cap, walk->chosen_count + 1);
	walk->chosen[walk->chosen_count++] =
		(struct stk_chosen){.typed = stk_xstrdup(walk->unclear.typed),
				    .id = stk_xstrdup(id),
				    .name = stk_xstrdup(name),
				    .product = stk_xstrdup(walk->unclear.product)};
}

/* "US": Zendesk US; what has the product's name in it is called so. */
static int choose_new(struct stk_walk *walk, const char *said)
{
	struct stk_str name = STK_STR_INIT, folded = STK_STR_INIT, product = STK_STR_INIT,
		       id = STK_STR_INIT;

	stk_text_fold(&folded, said, strlen(said));
	stk_text_fold(&product, walk->unclear.product_name, strlen(walk->unclear.product_name));
	if (!strstr(folded.data, product.data))
		stk_str_addf(&name, "%s ", walk->unclear.product_name);
	stk_str_add(&name, said);
	stk_text_slug(&id, name.data);
	if (id.len)
		choose(walk, id.data, name.data);
	stk_str_release(&name);
	stk_str_release(&folded);
	stk_str_release(&product);
	stk_str_release(&id);
	return walk->chosen_count && find_chosen(walk, walk->unclear.typed) ? 1 : 0;
}

/* A number of the list, or the name: 1 chosen, 2 another one, 0 neither. */
static int read_choice(struct stk_walk *walk, const char *text)
{
	const struct stk_unclear *unclear = &walk->unclear;
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	if (!*end && number == unclear->count + 1)
		return 2;
	for (size_t i = 0; i < unclear->count; i++)
		if ((!*end && number == i + 1) || stk_text_same(text, unclear->ids[i]) ||
		    stk_text_same(text, stk_platform_name(walk, unclear->ids[i]))) {
			choose(walk, unclear->ids[i], stk_platform_name(walk, unclear->ids[i]));
			return 1;
		}
	return 0;
}

static int ask_new(struct stk_walk *walk, struct stk_str *text, struct stk_err *err)
{
	int got;

	stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    What do people call it, as in %s?",
		       stk_platform_name(walk, walk->unclear.ids[0]));
	got = stk_walk_ask_small(walk, "platforms", text, err);
	return got > 0 ? choose_new(walk, text->data) : got;
}

static const char which_help[] =
	STK_N("    The number of the one that is meant. Each has data of its own; what is said of one\n"
	      "    does not hold for the other. Enter: that is left open.");

static size_t count_pieces(const char *unknown)
{
	size_t count = 1;

	for (const char *at = unknown; (at = strstr(at, "; ")); at += 2)
		count++;
	return count;
}

int stk_instances_ask(struct stk_walk *walk, const char *text, const char *unknown,
		      struct stk_str *again, struct stk_err *err)
{
	struct stk_unclear *unclear = &walk->unclear;
	struct stk_str answer = STK_STR_INIT;
	bool alone = count_pieces(unknown) == unclear->names &&
		     strncmp(unknown, unclear->all.data, strcspn(unclear->all.data, ",")) == 0 &&
		     !strpbrk(unknown, "<>");
	int got, choice = 0;

	stk_str_add(again, alone ? unclear->all.data : text);
	do {
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s",
			       say_which(walk, unclear->typed, unclear->ids, unclear->count));
		walk->small_help = stk_t(which_help);
		got = stk_walk_ask_small(walk, "platforms", &answer, err);
		choice = got > 0 ? read_choice(walk, answer.data) : 0;
		if (got > 0 && !choice &&
		    stk_prompt_reject(walk->prompt, stk_t("A number of the list, please."), err))
			got = -1;
	} while (got > 0 && !choice);
	walk->small_help = NULL;
	if (got > 0 && choice == 2)
		got = ask_new(walk, &answer, err);
	stk_str_release(&answer);
	stk_instances_forget(walk);
	return got;
}

void stk_instances_forget(struct stk_walk *walk)
{
	struct stk_unclear *unclear = &walk->unclear;

	free_ids(unclear->ids, unclear->count);
	free(unclear->typed);
	free(unclear->product);
	free(unclear->product_name);
	stk_str_release(&unclear->all);
	*unclear = (struct stk_unclear){.all = STK_STR_INIT};
}

void stk_instances_release(struct stk_walk *walk)
{
	stk_instances_forget(walk);
	for (size_t i = 0; i < walk->chosen_count; i++) {
		free(walk->chosen[i].typed);
		free(walk->chosen[i].id);
		free(walk->chosen[i].name);
		free(walk->chosen[i].product);
	}
	free(walk->chosen);
}
