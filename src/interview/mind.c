/* What this person has said so far, from their evidence alone. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "meanwhile.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "walk.h"

#define SAYS (1u << STK_ANSWER_SAYS)

struct statement {
	const struct stk_entity *evidence;
	const char *at;
	int64_t written_ns; /* when its file was: for two of one second */
};

static int by_time(const void *a, const void *b)
{
	const struct statement *one = a, *two = b;
	int order = strcmp(one->at, two->at);

	if (!order)
		order = (one->written_ns > two->written_ns) - (one->written_ns < two->written_ns);
	return order ? order : (one->evidence > two->evidence) - (one->evidence < two->evidence);
}

static void mark(struct stk_mind *mind, const char *address, unsigned bits)
{
	struct stk_str folded = STK_STR_INIT;

	if (!stk_text_fold(&folded, address, strlen(address)))
		stk_str_add(&folded, address);
	for (size_t len = folded.len, slashes; len; len--) {
		uint32_t before = 0;

		if (len < folded.len && folded.data[len] != '/')
			continue;
		slashes = 0;
		for (size_t i = 0; i < len; i++)
			slashes += folded.data[i] == '/';
		if (slashes < 1)
			break;
		/* What was said of the place itself counts last; of what lies below, all of it. */
		stk_map_get(&mind->said, folded.data, len, &before);
		if (len == folded.len)
			before &= ~STK_SAID_TO_SELF;
		stk_map_put(&mind->said, folded.data, len,
			    before | bits | (len == folded.len ? bits << STK_SAID_HERE : 0));
	}
	stk_str_release(&folded);
}

static unsigned bits_of(const struct stk_walk *walk, const struct stk_node *answer)
{
	const struct stk_inventory *inventory = walk->inventory;
	const char *state = stk_text(inventory, answer, STK_W_STATE),
		   *ask = stk_text(inventory, answer, STK_W_ASK);

	if (stk_node_get(answer, STK_W_SAYS))
		return SAYS;
	if (ask)
		return stk_text_same(ask, walk->who) ? STK_SAID_TO_SELF : 1u << STK_ANSWER_ASK;
	if (state && strcmp(state, "silent") == 0)
		return 1u << STK_ANSWER_SILENT;
	if (state && strcmp(state, "not-applicable") == 0)
		return 1u << STK_ANSWER_NOT_APPLICABLE;
	return state ? 1u << STK_ANSWER_UNKNOWN : 0;
}

/* "platforms/ID/teams...": they use it, or say that they do not. */
static void mark_mine(struct stk_walk *walk, const char *address, bool says_no)
{
	struct stk_mind *mind = &walk->mind;
	struct stk_address parsed;
	struct stk_err ignored;

	if (!stk_starts(address, "platforms/") || stk_address_parse(address, &parsed, &ignored))
		return;
	if (parsed.count >= 3 && strcmp(parsed.parts[2], "teams") == 0) {
		uint32_t number = stk_mind_number(walk, parsed.parts[1]);

		if (!number) {
			struct stk_mine *more =
				stk_arena_alloc(&mind->arena, (mind->count + 1) * sizeof *more);

			if (mind->count)
				memcpy(more, mind->mine, mind->count * sizeof *more);
			more[mind->count] = (struct stk_mine){
				.id = stk_arena_strdup(&mind->arena, parsed.parts[1])};
			mind->mine = more;
			number = (uint32_t)++mind->count;
		}
		mind->mine[number - 1].gone = says_no;
	}
	stk_address_release(&parsed);
}

static void take_evidence(struct stk_walk *walk, const struct stk_entity *evidence)
{
	const char *by = stk_text(walk->inventory, evidence->node, STK_W_BY);

	STK_EACH_VALUE(answer, stk_node_get(evidence->node, STK_W_ANSWERS))
	{
		const char *at = stk_text(walk->inventory, answer, STK_W_AT),
			   *own = stk_text(walk->inventory, answer, STK_W_BY);
		const char *says = stk_text(walk->inventory, answer, STK_W_SAYS);

		if (!at || stk_node_get(answer, STK_W_TAKEN_BACK) ||
		    !stk_text_same(own && !walk->room ? own
				   : by               ? by
						      : "",
				   walk->who))
			continue;
		mark(&walk->mind, at, bits_of(walk, answer));
		mark_mine(walk, at, says && strcmp(says, "false") == 0);
	}
}

static int64_t written_ns(const struct stk_walk *walk, const struct stk_entity *evidence)
{
	char *path = stk_path_join(walk->folder, walk->inventory->files[evidence->file].path);
	struct stat info;
	int64_t when = 0;

	if (stat(path, &info) == 0)
		when = (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
	free(path);
	return when;
}

void stk_mind_load(struct stk_walk *walk)
{
	const struct stk_entities *all = &walk->inventory->kinds[STK_EVIDENCE];
	struct statement *statements = stk_xcalloc((size_t)all->count + 1, sizeof *statements);
	struct stk_mine_order order;
	size_t count = 0;

	stk_mine_order_take(&order, &walk->mind);
	stk_mind_release(&walk->mind);
	stk_walk_offer_anew(walk);
	for (uint32_t i = 0; i < all->count; i++) {
		const char *by = stk_text(walk->inventory, all->items[i].node, STK_W_BY);
		const char *at = stk_text(walk->inventory, all->items[i].node, STK_W_AT);

		/* In a workshop's evidence single answers may be somebody's own. */
		if (by &&
		    (stk_text_same(by, walk->who) || (!walk->room && stk_starts(by, "workshops/"))))
			statements[count++] = (struct statement){&all->items[i], at ? at : "",
								 written_ns(walk, &all->items[i])};
	}
	if (count)
		qsort(statements, count, sizeof *statements, by_time);
	for (size_t i = 0; i < count; i++)
		take_evidence(walk, statements[i].evidence);
	free(statements);
	stk_mine_order_give(&order, walk);
	for (size_t i = 0; i < walk->mind.count; i++) {
		struct stk_mine *mine = &walk->mind.mine[i];
		const struct stk_node *holds = stk_platform_key(walk, mine->id, STK_W_HOLDS);
		const struct stk_node *status = stk_platform_key(walk, mine->id, STK_W_STATUS);

		mine->gone |= !stk_platform(walk, mine->id) ||
			      (status && status->value == (stk_sym)STK_W_RETIRED);
		mine->empty = holds && stk_values_count(holds) == 0 &&
			      !stk_values_count(stk_platform_key(walk, mine->id, STK_W_FIELDS));
	}
}

void stk_mind_release(struct stk_mind *mind)
{
	stk_map_release(&mind->said);
	stk_arena_release(&mind->arena);
	*mind = (struct stk_mind){.arena = STK_ARENA_INIT, .said = STK_MAP_INIT};
}

unsigned stk_mind_said(const struct stk_walk *walk, const char *address)
{
	struct stk_str folded = STK_STR_INIT;
	uint32_t bits = 0;

	if (stk_text_fold(&folded, address, strlen(address)))
		stk_map_get(&walk->mind.said, folded.data, folded.len, &bits);
	stk_str_release(&folded);
	return bits;
}

unsigned stk_mind_said_here(const struct stk_walk *walk, const char *address)
{
	return stk_mind_said(walk, address) >> STK_SAID_HERE;
}

bool stk_mind_answered_any(const struct stk_walk *walk, const char *begins, const char *ends)
{
	for (size_t i = 0; i < walk->mind.said.cap; i++) {
		const struct stk_map_slot *slot = &walk->mind.said.slots[i];

		if (slot->key && (slot->value & 0xff) && stk_starts(slot->key, begins) &&
		    slot->len >= strlen(ends) &&
		    memcmp(slot->key + slot->len - strlen(ends), ends, strlen(ends)) == 0)
			return true;
	}
	return false;
}

bool stk_mind_answered(const struct stk_walk *walk, const char *address)
{
	return (stk_mind_said(walk, address) & 0xff) != 0;
}

bool stk_mind_answered_key(const struct stk_walk *walk, const char *platform, const char *key)
{
	char *address = stk_xasprintf("platforms/%s/%s", platform, key);
	bool answered = stk_mind_answered(walk, address);

	free(address);
	return answered;
}

uint32_t stk_mind_number(const struct stk_walk *walk, const char *platform)
{
	for (size_t i = 0; i < walk->mind.count; i++)
		if (stk_text_same(walk->mind.mine[i].id, platform))
			return (uint32_t)i + 1;
	return 0;
}

void stk_mind_pick(struct stk_walk *walk, struct stk_asking *asking, const char *key)
{
	free(asking->picks);
	asking->picks = stk_xcalloc(walk->mind.count + 1, sizeof *asking->picks);
	asking->pick_count = 0;
	for (size_t i = 0; i < walk->mind.count; i++) {
		const struct stk_mine *mine = &walk->mind.mine[i];

		if (mine->gone || (mine->empty && !asking->again))
			continue;
		if (asking->again || !key || !stk_mind_answered_key(walk, mine->id, key))
			asking->picks[asking->pick_count++] = (uint32_t)i;
	}
}
