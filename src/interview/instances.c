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

/* None of those: it may be called as it was typed, where nothing is called so. */
static bool is_free(const struct stk_walk *walk, const char *typed)
{
	struct stk_str id = STK_STR_INIT;
	bool free;

	stk_text_slug(&id, typed);
	free = id.len && !stk_platform(walk, id.data);
	stk_str_release(&id);
	return free;
}

static const char *say_which(struct stk_walk *walk, const struct stk_unclear *unclear)
{
	struct stk_str out = STK_STR_INIT;
	const char *copy;

	stk_str_addf(&out, "%s:", unclear->typed);
	for (size_t i = 0; i < unclear->count; i++)
		stk_str_addf(&out, " %zu %s ", i + 1, unclear->shown[i]);
	if (unclear->product)
		stk_str_addf(&out, stk_t(" %zu another one?"), unclear->count + 1);
	else
		stk_str_addf(&out, stk_t(" %zu something else?"), unclear->count + 1);
	if (!unclear->product && is_free(walk, unclear->typed))
		stk_str_addf(&out, "  [%zu]", unclear->count + 1);
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

/* The first that is unclear is asked about; the others come again with it. Takes the ids. */
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
	unclear->product = product ? stk_xstrdup(product->id) : NULL;
	unclear->product_name = product ? stk_xstrdup(product->name) : NULL;
	unclear->ids = ids;
	unclear->shown = stk_xcalloc(count, sizeof *unclear->shown);
	for (size_t i = 0; i < count; i++)
		unclear->shown[i] = stk_xstrdup(call(walk, ids, count, i));
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

/* --- a name that may be several ------------------------------------------------------------------
 */

#define MAX_WHICH 8 /* more than that are no choice */

struct which {
	struct stk_walk *walk;
	char *ids[MAX_WHICH + 1];
	const char *names[MAX_WHICH + 1];
	size_t count;
};

static void add_which(struct which *which, const char *id, const char *name)
{
	const struct stk_node *status = stk_platform_key(which->walk, id, STK_W_STATUS);

	if (status && status->value == (stk_sym)STK_W_RETIRED)
		return;
	for (size_t i = 0; i < which->count; i++)
		if (strcmp(which->ids[i], id) == 0)
			return;
	if (which->count > MAX_WHICH)
		return;
	which->ids[which->count] = stk_xstrdup(id);
	which->names[which->count++] = name;
}

/* " sdr tracker ", so that whole words are found in it. */
static void fold_words(struct stk_str *out, const char *text)
{
	stk_str_reset(out);
	stk_str_addc(out, ' ');
	stk_text_fold(out, text, strlen(text));
	stk_str_addc(out, ' ');
}

/* Recorded ones with all of the words in their name. */
static void add_with_words(struct which *which, const char *text)
{
	const struct stk_inventory *inventory = which->walk->inventory;
	const struct stk_entities *all = &inventory->kinds[STK_PLATFORM];
	struct stk_str words = STK_STR_INIT, name = STK_STR_INIT;

	fold_words(&words, text);
	for (uint32_t i = 0; i < all->count; i++) {
		const char *full = stk_entity_name(inventory, &all->items[i]);

		fold_words(&name, full);
		if (strstr(name.data, words.data))
			add_which(which, stk_sym_text(&inventory->syms, all->items[i].id), full);
	}
	stk_str_release(&words);
	stk_str_release(&name);
}

static const char *shown_of(const struct which *which, size_t index)
{
	for (size_t i = 0; i < which->count; i++)
		if (i != index && stk_text_same(which->names[i], which->names[index]))
			return which->ids[index];
	return which->names[index];
}

bool stk_instance_which(struct stk_walk *walk, const char *text, const struct stk_match *found,
			size_t count, const char **why)
{
	struct which which = {.walk = walk};
	bool asks = walk->prompt && !walk->room && walk->asking &&
		    walk->asking->ops->kind == STK_SECTION_TOOLS &&
		    stk_utf8_count(text, strlen(text)) >= STK_MIN_BEGINNING;
	char **ids;

	if (!asks)
		return false;
	for (size_t i = 0; i < count; i++)
		if (found[i].grade != STK_MATCH_NEAR)
			add_which(&which, found[i].id, found[i].name);
	add_with_words(&which, text);
	if (which.count < 2 || which.count > MAX_WHICH) {
		for (size_t i = 0; i < which.count; i++)
			free(which.ids[i]);
		return false;
	}
	*why = stk_arena_printf(&walk->changes.arena, stk_t("may be %s or %s"), which.names[0],
				which.names[1]);
	ids = stk_xcalloc(which.count, sizeof *ids);
	memcpy(ids, which.ids, which.count * sizeof *ids);
	if (!walk->unclear.count) {
		remember_unclear(walk, text, NULL, ids, which.count);
		for (size_t i = 0; i < which.count; i++) {
			free(walk->unclear.shown[i]);
			walk->unclear.shown[i] = stk_xstrdup(shown_of(&which, i));
		}
	} else {
		remember_unclear(walk, text, NULL, ids, which.count);
	}
	return true;
}

/* --- asking
 * -------------------------------------------------------------------------------------*/

static void choose(struct stk_walk *walk, const char *id, const char *name, const char *product)
{
	STK_GROW(walk->chosen, walk->chosen_cap, walk->chosen_count + 1);
	walk->chosen[walk->chosen_count++] =
		(struct stk_chosen){.typed = stk_xstrdup(walk->unclear.typed),
				    .id = stk_xstrdup(id),
				    .name = stk_xstrdup(name),
				    .product = product ? stk_xstrdup(product) : NULL};
}

/* "US": Zendesk US; what has the product's name in it is called so. */
static int choose_new(struct stk_walk *walk, const char *said)
{
	struct stk_str name = STK_STR_INIT, folded = STK_STR_INIT, product = STK_STR_INIT,
		       id = STK_STR_INIT;

	stk_text_fold(&folded, said, strlen(said));
	if (walk->unclear.product)
		stk_text_fold(&product, walk->unclear.product_name,
			      strlen(walk->unclear.product_name));
	if (walk->unclear.product && !strstr(folded.data, product.data))
		stk_str_addf(&name, "%s ", walk->unclear.product_name);
	stk_str_add(&name, said);
	stk_text_slug(&id, name.data);
	if (id.len)
		choose(walk, id.data, name.data, walk->unclear.product);
	stk_str_release(&name);
	stk_str_release(&folded);
	stk_str_release(&product);
	stk_str_release(&id);
	return walk->chosen_count && find_chosen(walk, walk->unclear.typed) ? 1 : 0;
}

/* None of the list: it is called as they say, and is new. 0: something is called so already. */
static int choose_as_typed(struct stk_walk *walk)
{
	struct stk_str id = STK_STR_INIT;

	stk_text_slug(&id, walk->unclear.typed);
	if (is_free(walk, walk->unclear.typed))
		choose(walk, id.data, walk->unclear.typed, NULL);
	stk_str_release(&id);
	return find_chosen(walk, walk->unclear.typed) != NULL;
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
		    stk_text_same(text, unclear->shown[i])) {
			bool product = !stk_platform(walk, unclear->ids[i]);

			choose(walk, unclear->ids[i],
			       product ? unclear->shown[i]
				       : stk_platform_name(walk, unclear->ids[i]),
			       product ? unclear->ids[i] : NULL);
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

static const char name_help[] = STK_N(
	"    The number of the one that is meant, so that nothing is listed twice. Enter: none "
	"of\n    these; it is called as you typed it.");

static const char which_help[] = STK_N(
	"    The number of the one that is meant. Each has data of its own; what is said of one\n"
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
		stk_prompt_say(walk->prompt, STK_PLAIN, 4, "    %s", say_which(walk, unclear));
		walk->small_help = unclear->product ? which_help : name_help;
		got = stk_walk_ask_small(walk, "platforms", &answer, err);
		choice = got > 0 ? read_choice(walk, answer.data) : 0;
		if (got > 0 && !choice &&
		    stk_prompt_reject(walk->prompt, stk_t("A number of the list, please."), err))
			got = -1;
	} while (got > 0 && !choice);
	walk->small_help = NULL;
	if (!unclear->product && (got == 0 || choice == 2) && choose_as_typed(walk))
		got = 1;
	else if (got > 0 && choice == 2)
		got = ask_new(walk, &answer, err);
	stk_str_release(&answer);
	stk_instances_forget(walk);
	return got;
}

void stk_instances_forget(struct stk_walk *walk)
{
	struct stk_unclear *unclear = &walk->unclear;

	free_ids(unclear->ids, unclear->count);
	free_ids(unclear->shown, unclear->count);
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
