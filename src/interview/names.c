/* From what is typed to platforms, people, metrics. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "instances.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/catalogue.h"
#include "walk.h"

#define MAX_MISSING 2 /* letters left out at the end */

const struct stk_entity *stk_platform(const struct stk_walk *walk, const char *id)
{
	return stk_inventory_find(walk->inventory, STK_PLATFORM, id);
}

const struct stk_node *stk_platform_key(const struct stk_walk *walk, const char *id,
					enum stk_word key)
{
	const struct stk_entity *platform = stk_platform(walk, id);

	return platform ? stk_node_get(platform->node, (stk_sym)key) : NULL;
}

const char *stk_platform_name(const struct stk_walk *walk, const char *id)
{
	const struct stk_entity *platform = stk_platform(walk, id);

	return platform ? stk_entity_name(walk->inventory, platform) : id;
}

const char *stk_person_name(const struct stk_walk *walk, const char *id)
{
	bool room = stk_starts(id, "workshops/");
	const struct stk_entity *entity =
		stk_inventory_find(walk->inventory, room ? STK_WORKSHOP : STK_STAKEHOLDER,
				   room ? strchr(id, '/') + 1 : id);

	if (entity && room && !stk_text(walk->inventory, entity->node, STK_W_NAME))
		return stk_t("The room");
	return entity ? stk_entity_name(walk->inventory, entity) : id;
}

const char *stk_first_name(struct stk_walk *walk, const char *id)
{
	const char *name = stk_person_name(walk, id);

	for (size_t i = 0; i < walk->changes.count; i++) { /* about to be made */
		const struct stk_change *change = &walk->changes.items[i];

		if (stk_starts(change->address, "stakeholders/") &&
		    stk_ends(change->address, "/name") &&
		    strncmp(change->address + strlen("stakeholders/"), id, strlen(id)) == 0)
			name = change->value->text;
	}
	return stk_arena_strndup(&walk->changes.arena, name, strcspn(name, " "));
}

bool stk_is_sheet(const struct stk_walk *walk, const char *id)
{
	stk_sym spreadsheet =
		stk_sym_find(&walk->inventory->syms, "spreadsheet", strlen("spreadsheet"));

	return spreadsheet &&
	       stk_values_has(stk_platform_key(walk, id, STK_W_CATEGORY), spreadsheet);
}

const char *stk_text_of_patchy(const struct stk_walk *walk, const char *platform, const char *group)
{
	const struct stk_node *patchy = stk_platform_key(walk, platform, STK_W_PATCHY);
	stk_sym word = stk_sym_find(&walk->inventory->syms, group, strlen(group));
	const struct stk_node *reason = patchy && word && stk_node_kind(patchy) == STK_NODE_MAP
						? stk_node_get(patchy, word)
						: NULL;

	return reason && stk_node_kind(reason) == STK_NODE_SCALAR
		       ? stk_sym_text(&walk->inventory->syms, reason->value)
		       : NULL;
}

bool stk_says_sheet(const char *name)
{
	static const char *const words[] = {"sheet", "spreadsheet", "excel",    "xls",
					    "csv",   "tracker",     "workbook", "list",
					    "表格",  "台账",        "名单"};
	struct stk_str folded = STK_STR_INIT;
	bool says;

	stk_text_fold(&folded, name, strlen(name));
	says = stk_ends(folded.data, "表"); /* but 表单 is a form */
	for (size_t i = 0; i < STK_COUNT(words) && !says; i++) {
		const char *at = strstr(folded.data, words[i]);

		says = at && ((unsigned char)*at >= 0x80 || at == folded.data ||
			      !isalpha((unsigned char)at[-1]) ||
			      i == 0); /* "datasheet" too, but no "betracker" */
	}
	stk_str_release(&folded);
	return says;
}

/* --- platforms ----------------------------------------------------------------------------------
 */

int stk_set_named(struct stk_named *named, const char *id, const char *name, const char *product,
		  bool made, bool guessed)
{
	if (strlen(id) >= sizeof named->id)
		return -1;
	*named = (struct stk_named){
		.name = name, .product = product, .made = made, .guessed = guessed};
	memcpy(named->id, id, strlen(id) + 1);
	return 0;
}

/* A new platform of a product: called as the product is, unless that id is somebody else's. */
static int of_product(struct stk_walk *walk, const char *text, const struct stk_match *match,
		      struct stk_named *named)
{
	struct stk_arena *arena = &walk->changes.arena;
	bool guessed = match->grade != STK_MATCH_EXACT;
	const char *name = match->name, *id = match->id;
	struct stk_str own = STK_STR_INIT;
	uint32_t code;
	size_t size;
	int failed;

	/* In another script people go on calling it as they do; an emoji behind it is no script. */
	for (const char *c = text;
	     !guessed && name == match->name && (size = stk_utf8_next(c, strlen(c), &code));
	     c += size)
		if (code >= 0x80 && stk_code_is_word(code))
			name = text;
	stk_text_slug(&own, name);
	if (name == text && own.len)
		id = own.data;
	for (unsigned i = 2; i < 100 && stk_platform(walk, id); i++)
		id = stk_arena_printf(arena, "%s-%u",
				      name == text && own.len ? own.data : match->id, i);
	failed = stk_set_named(named, id, stk_arena_strdup(arena, name),
			       stk_arena_strdup(arena, match->id), true, guessed);
	stk_str_release(&own);
	return failed;
}

static int of_name(struct stk_walk *walk, const char *text, struct stk_named *named,
		   const char **why)
{
	struct stk_str id = STK_STR_INIT;
	const struct stk_entity *there;
	int failed;

	if (strpbrk(text, "<>")) {
		*why = stk_t("(what goes where is asked later)");
		return -1;
	}
	stk_text_slug(&id, text);
	if (!id.len) {
		*why = stk_t("has no letter or digit");
		stk_str_release(&id);
		return -1;
	}
	there = stk_platform(walk, id.data);
	failed = stk_set_named(named, id.data,
			       there ? stk_entity_name(walk->inventory, there)
				     : stk_arena_strdup(&walk->changes.arena, text),
			       NULL, !there, false);
	stk_str_release(&id);
	if (failed)
		*why = stk_t("is too long");
	return failed;
}

/* "tracker" where they named "my tracker": all of its words stand in one name of theirs. */
static const char *among_mine(const struct stk_walk *walk, const char *text)
{
	struct stk_str words = STK_STR_INIT, name = STK_STR_INIT;
	const char *found = NULL;
	bool unclear = false;

	stk_str_addc(&words, ' ');
	stk_text_fold(&words, text, strlen(text));
	stk_str_addc(&words, ' ');
	for (size_t i = 0; i < walk->mind.count; i++) {
		const char *full = stk_platform_name(walk, walk->mind.mine[i].id);

		if (walk->mind.mine[i].gone)
			continue;
		stk_str_reset(&name);
		stk_str_addc(&name, ' ');
		stk_text_fold(&name, full, strlen(full));
		stk_str_addc(&name, ' ');
		if (!strstr(name.data, words.data))
			continue;
		unclear |= found != NULL;
		found = walk->mind.mine[i].id;
	}
	stk_str_release(&words);
	stk_str_release(&name);
	return unclear ? NULL : found;
}

/* Of several that begin like that the one of which hardly anything is missing: "salesforc". */
static size_t closest(struct stk_match *found, size_t count, size_t letters)
{
	size_t at = count, near = 0;

	for (size_t i = 0; i < count; i++) {
		size_t all = stk_utf8_count(found[i].name, strlen(found[i].name));

		if (found[i].grade != STK_MATCH_PREFIX || all > letters + MAX_MISSING)
			continue;
		near++;
		at = i;
	}
	if (letters < 5 || near != 1)
		return count;
	found[0] = found[at];
	return 1;
}

int stk_name_platform(struct stk_walk *walk, const char *text, struct stk_named *named,
		      const char **why)
{
	const unsigned kinds = 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT;
	struct stk_match found[12];
	size_t count = stk_matcher_find(walk->matcher, text, kinds, found, STK_COUNT(found)),
	       letters = stk_utf8_count(text, strlen(text)), all;
	bool exact = count && found[0].grade == STK_MATCH_EXACT;
	int instance = stk_instance_find(walk, text, named, why);
	const char *mine;

	if (instance)
		return instance > 0 ? 0 : -1;
	if (count > 1 && exact && found[0].kind == STK_MATCH_PLATFORM &&
	    found[1].kind == STK_MATCH_PLATFORM) {
		bool alike = strcmp(found[0].name, found[1].name) == 0;

		if (stk_instance_which(walk, text, found, count, why))
			return -1;
		*why = stk_arena_printf(&walk->changes.arena, stk_t("may be %s or %s"),
					alike ? found[0].id : found[0].name,
					alike ? found[1].id : found[1].name);
		return -1;
	}
	all = count;
	if (count > 1 && !exact)
		count = closest(found, count, letters);
	/* A guess is taken only where there is nothing else to guess. */
	if (!exact && (count != 1 || (found[0].grade == STK_MATCH_NEAR && letters < 5) ||
		       (found[0].kind == STK_MATCH_PRODUCT && letters < STK_MIN_BEGINNING)))
		count = 0;
	mine = count ? NULL : among_mine(walk, text);
	if (!exact && !mine && (!count || all == 1) &&
	    stk_instance_which(walk, text, found, all, why))
		return -1;
	if (mine)
		return stk_set_named(named, mine, stk_platform_name(walk, mine), NULL, false, true);
	if (!count)
		return of_name(walk, text, named, why);
	if (found[0].kind == STK_MATCH_PLATFORM)
		return stk_set_named(named, found[0].id, found[0].name, NULL, false, !exact);
	return of_product(walk, text, &found[0], named);
}

/* What the catalogue knows is proposed: accepted, not said. */
static void say_product(struct stk_walk *walk, const struct stk_named *named)
{
	struct stk_inventory *inventory = walk->inventory;
	stk_sym product = stk_sym_put(&inventory->syms, named->product, strlen(named->product));
	const struct stk_node *entry = stk_catalogue_get(inventory, product), *category;
	const char *website = entry ? stk_text(inventory, entry, STK_W_WEBSITE) : NULL;

	stk_say_text(walk, stk_at(walk, "platforms", named->id, "product", NULL), named->product)
		->accepted = true;
	if (website)
		stk_say_text(walk, stk_at(walk, "platforms", named->id, "website", NULL), website)
			->accepted = true;
	category = entry ? stk_node_get(entry, STK_W_CATEGORY) : NULL;
	if (category)
		stk_say(walk, stk_at(walk, "platforms", named->id, "category", NULL),
			stk_value_from_node(&walk->changes.arena, category, &inventory->syms))
			->accepted = true;
}

static void remember_guess(struct stk_walk *walk, const char *id, const char *text)
{
	STK_GROW(walk->guesses, walk->guess_cap, walk->guess_count + 1);
	walk->guesses[walk->guess_count++] = (struct stk_guess){stk_xstrdup(id), stk_xstrdup(text)};
}

const char *stk_guessed_from(const struct stk_walk *walk, const char *id)
{
	for (size_t i = walk->guess_count; i-- > 0;)
		if (strcmp(walk->guesses[i].id, id) == 0)
			return walk->guesses[i].typed;
	return NULL;
}

int stk_take_platform(struct stk_walk *walk, const char *text, bool theirs, struct stk_named *named,
		      const char **why)
{
	const char *name;

	if (stk_name_platform(walk, text, named, why))
		return -1;
	name = stk_at(walk, "platforms", named->id, "name", NULL);
	if (named->made && !stk_is_being_made(walk, name)) {
		stk_say_text(walk, name, named->name);
		if (named->product)
			say_product(walk, named);
		else if (stk_says_sheet(named->name))
			stk_say_true(walk,
				     stk_at(walk, "platforms", named->id, "category", "spreadsheet",
					    NULL),
				     true);
	}
	if (theirs && named->guessed && !stk_text_same(text, named->name))
		remember_guess(walk, named->id, text);
	if (theirs && walk->team)
		stk_say_true(walk, stk_at(walk, "platforms", named->id, "teams", walk->team, NULL),
			     false);
	else if (theirs)
		stk_say_state(walk, stk_at(walk, "platforms", named->id, "teams", NULL),
			      STK_ANSWER_UNKNOWN, NULL);
	return 0;
}

const char *stk_pick_platform(struct stk_walk *walk, const struct stk_asking *asking,
			      const struct stk_pick *pick, bool make)
{
	struct stk_named named;
	const char *why;

	if (pick->number && asking->list_count)
		return pick->number <= asking->list_count ? asking->list[pick->number - 1] : NULL;
	if (pick->number)
		return pick->number <= walk->mind.count && !walk->mind.mine[pick->number - 1].gone
			       ? stk_arena_strdup(&walk->changes.arena,
						  walk->mind.mine[pick->number - 1].id)
			       : NULL;
	if (!pick->name || stk_name_platform(walk, pick->name, &named, &why) ||
	    (named.made && !make))
		return NULL;
	if (stk_take_platform(walk, pick->name, false, &named, &why))
		return NULL;
	return stk_arena_strdup(&walk->changes.arena, named.id);
}

/* --- metrics ------------------------------------------------------------------------------------
 */

static bool is_called(const struct stk_walk *walk, const struct stk_entity *metric,
		      const char *text)
{
	const struct stk_syms *syms = &walk->inventory->syms;

	if (stk_text_same(stk_entity_name(walk->inventory, metric), text) ||
	    stk_text_same(stk_sym_text(syms, metric->id), text))
		return true;
	STK_EACH_VALUE(item, stk_node_get(metric->node, STK_W_AKA))
	if (stk_text_same(stk_sym_text(syms, item->value), text))
		return true;
	return false;
}

const char *stk_name_metric(struct stk_walk *walk, const char *text)
{
	const struct stk_entities *metrics = &walk->inventory->kinds[STK_METRIC];
	const char *found = NULL;
	struct stk_str folded = STK_STR_INIT, name = STK_STR_INIT;

	for (uint32_t i = 0; i < metrics->count; i++)
		if (is_called(walk, &metrics->items[i], text))
			return stk_sym_text(&walk->inventory->syms, metrics->items[i].id);
	stk_text_fold(&folded, text, strlen(text));
	for (uint32_t i = 0; i < metrics->count && folded.len >= 4; i++) {
		stk_str_reset(&name);
		stk_text_fold(&name, stk_entity_name(walk->inventory, &metrics->items[i]),
			      strlen(stk_entity_name(walk->inventory, &metrics->items[i])));
		if (!stk_starts(name.data, folded.data))
			continue;
		if (found) {
			found = NULL; /* two begin like that */
			break;
		}
		found = stk_sym_text(&walk->inventory->syms, metrics->items[i].id);
	}
	stk_str_release(&folded);
	stk_str_release(&name);
	return found;
}

bool stk_walk_is_name(void *data, enum stk_line_name what, const char *text)
{
	struct stk_walk *walk = data;
	struct stk_match found[2];
	bool one_word = !strchr(text, ' ');
	size_t count;

	if (what == STK_LINE_METRIC)
		return stk_name_metric(walk, text) != NULL;
	if (what == STK_LINE_PLATFORM && among_mine(walk, text))
		return true;
	count = stk_matcher_find(walk->matcher, text,
				 what == STK_LINE_PERSON
					 ? 1u << STK_MATCH_STAKEHOLDER
					 : 1u << STK_MATCH_PLATFORM | 1u << STK_MATCH_PRODUCT,
				 found, STK_COUNT(found));
	if (!count)
		return false;
	/* A beginning of several words might swallow what follows the name ("events l"). */
	return found[0].grade == STK_MATCH_EXACT ||
	       (one_word && count == 1 && found[0].grade == STK_MATCH_PREFIX &&
		found[0].kind != STK_MATCH_PRODUCT);
}
