/* What the heading of a column means. */
#include <stdlib.h>
#include <string.h>

#include "match_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/catalogue.h"

/* What well-known systems call the groups: the part before the dot of "Account.Name". */
static const struct {
	const char *object, *group;
} objects[] = {
	{"account", "company"},
	{"organization", "company"},
	{"organisation", "company"},
	{"customer", "company"},
	{"opportunity", "deal"},
	{"task", "activity"},
	{"event", "activity"},
	{"call", "activity"},
	{"email", "activity"},
	{"engagement", "activity"},
	{"user", "rep"},
	{"case", "ticket"},
	{"person", "contact"},
	{"people", "contact"},
	{"联系人", "contact"},
	{"线索", "lead"},
	{"客户", "company"},
	{"公司", "company"},
	{"商机", "deal"},
	{"工单", "ticket"},
	{"发票", "invoice"},
};

/* --- filling ------------------------------------------------------------------------------------
 */

static const char *tail_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && dot[1] ? dot + 1 : NULL;
}

static void add_field(struct stk_matcher *matcher, const struct stk_node *field)
{
	struct stk_inventory *inventory = matcher->inventory;
	const char *name = stk_text(inventory, field, STK_W_NAME);
	const struct stk_term *term;
	uint32_t index;

	STK_EACH_VALUE(item, stk_node_get(field, STK_W_TERM))
	{
		if (stk_node_kind(item) != STK_NODE_SCALAR)
			continue;
		term = stk_term_find(inventory, stk_sym_text(&inventory->syms, item->value));
		if (!term || !name)
			continue;
		index = (uint32_t)(term - inventory->terms);
		stk_names_add(&matcher->headings, name, index, STK_HEADING_FIELD);
		stk_names_add(&matcher->headings, stk_text(inventory, field, STK_W_LABEL), index,
			      STK_HEADING_FIELD);
		stk_names_add(&matcher->headings, tail_of(name), index, STK_HEADING_FIELD_TAIL);
	}
}

static int add_fields(void *data, const char *product, const struct stk_node *known)
{
	struct stk_matcher *matcher = data;

	(void)product;
	STK_EACH_VALUE(field, stk_node_get(known, STK_W_FIELDS))
	if (stk_node_kind(field) == STK_NODE_MAP)
		add_field(matcher, field);
	return 0;
}

void stk_matcher_fill_headings(struct stk_matcher *matcher)
{
	struct stk_inventory *inventory = matcher->inventory;
	struct stk_names *headings = &matcher->headings;

	for (uint32_t i = 0; i < inventory->term_count; i++) {
		const struct stk_term *term = &inventory->terms[i];
		const char *id = stk_sym_text(&inventory->syms, term->id);

		stk_names_add(headings, id, i, STK_HEADING_TERM);
		stk_names_add(headings, term->name, i, STK_HEADING_TERM);
		STK_EACH_VALUE(item, stk_node_get(term->node, STK_W_AKA))
		if (stk_node_kind(item) == STK_NODE_SCALAR)
			stk_names_add(headings, stk_sym_text(&inventory->syms, item->value), i,
				      STK_HEADING_TERM);
		stk_names_add(headings, tail_of(id), i, STK_HEADING_TAIL);
	}
	stk_catalogue_each(inventory, add_fields, matcher);
}

/* --- understanding ------------------------------------------------------------------------------
 */

/* Candidates: terms, and how many names speak for each. */
struct votes {
	uint32_t terms[32];
	uint32_t counts[32];
	size_t count, total;
	bool full; /* too many to be clear */
};

static void vote(struct votes *votes, uint32_t term)
{
	votes->total++;
	for (size_t i = 0; i < votes->count; i++)
		if (votes->terms[i] == term) {
			votes->counts[i]++;
			return;
		}
	if (votes->count == 32) {
		votes->full = true;
		return;
	}
	votes->terms[votes->count] = term;
	votes->counts[votes->count++] = 1;
}

static bool in_groups(const struct stk_matcher *matcher, uint32_t term, uint64_t groups)
{
	uint32_t group = matcher->inventory->terms[term].group;

	return group < 64 && (groups >> group & 1);
}

static void gather(const struct stk_matcher *matcher, const char *loose, uint8_t rank,
		   uint64_t groups, struct votes *votes)
{
	const struct stk_names *headings = &matcher->headings;
	size_t first, end = stk_names_equal(headings, loose, &first);

	*votes = (struct votes){.count = 0};
	for (size_t i = first; i < end; i++)
		if (headings->items[i].rank == rank &&
		    (!groups || in_groups(matcher, headings->items[i].entry, groups)))
			vote(votes, headings->items[i].entry);
}

/* The term that the votes agree on, by more than two thirds; the organisation's own word decides
 * alone. */
static uint32_t decide(const struct stk_matcher *matcher, const struct votes *votes)
{
	uint32_t own = STK_NONE;
	size_t own_count = 0;

	if (votes->full)
		return STK_NONE;
	for (size_t i = 0; i < votes->count; i++) {
		if (matcher->inventory->terms[votes->terms[i]].own) {
			own = votes->terms[i];
			own_count++;
		}
		if (3 * (size_t)votes->counts[i] > 2 * votes->total)
			return votes->terms[i];
	}
	return own_count == 1 ? own : STK_NONE;
}

/* "Created" stands on the contact's term; where only leads are meant it is the lead's of the same
 * tail. */
static uint32_t translate(const struct stk_matcher *matcher, const char *loose, uint64_t groups)
{
	const struct stk_inventory *inventory = matcher->inventory;
	struct votes votes, other = {.count = 0};
	const char *tail, *id;

	gather(matcher, loose, STK_HEADING_TERM, 0, &votes);
	for (size_t i = 0; i < votes.count; i++) {
		tail = tail_of(stk_sym_text(&inventory->syms, inventory->terms[votes.terms[i]].id));
		for (uint32_t t = 0; tail && t < inventory->term_count; t++) {
			id = tail_of(stk_sym_text(&inventory->syms, inventory->terms[t].id));
			if (id && in_groups(matcher, t, groups) && !strcmp(id, tail))
				vote(&other, t);
		}
	}
	return decide(matcher, &other);
}

/* Within the groups that are held. */
static uint32_t resolve_in(const struct stk_matcher *matcher, const char *loose, uint64_t groups)
{
	struct votes votes;
	uint32_t term;

	for (uint8_t rank = STK_HEADING_TERM; rank <= STK_HEADING_FIELD_TAIL; rank++) {
		gather(matcher, loose, rank, groups, &votes);
		term = decide(matcher, &votes);
		if (term == STK_NONE && rank == STK_HEADING_TERM && !votes.count)
			term = translate(matcher, loose, groups);
		if (term != STK_NONE)
			return term;
	}
	return STK_NONE;
}

/* Whatever is held. A short word of a field somewhere ("Event") proves nothing here. */
static uint32_t resolve_anywhere(const struct stk_matcher *matcher, const char *loose, bool words)
{
	struct votes votes;
	uint32_t term;

	for (uint8_t rank = STK_HEADING_TERM; rank <= STK_HEADING_FIELD_TAIL; rank++) {
		if (rank == STK_HEADING_TAIL && !words)
			continue;
		gather(matcher, loose, rank, 0, &votes);
		if (rank >= STK_HEADING_FIELD && !words && strlen(loose) < 9)
			continue;
		term = decide(matcher, &votes);
		if (term != STK_NONE)
			return term;
	}
	return STK_NONE;
}

static uint32_t resolve(const struct stk_matcher *matcher, const char *heading, size_t len,
			uint64_t groups, bool only)
{
	struct stk_str loose = STK_STR_INIT;
	uint64_t starts;
	uint32_t term = STK_NONE;

	stk_name_loosen(&loose, heading, len, &starts);
	if (loose.len && groups)
		term = resolve_in(matcher, loose.data, groups);
	if (loose.len && term == STK_NONE && !only)
		term = resolve_anywhere(matcher, loose.data, (starts & ~UINT64_C(1)) != 0);
	stk_str_release(&loose);
	return term;
}

/* "E-mail (work)": work e-mail, else e-mail. */
static uint32_t resolve_parenthesis(const struct stk_matcher *matcher, const char *heading,
				    uint64_t groups)
{
	static const char *const marks[][2] = {{"(", ")"}, {"（", "）"}, {"[", "]"}};
	struct stk_str text = STK_STR_INIT;
	uint32_t term = STK_NONE;

	for (size_t i = 0; i < STK_COUNT(marks) && term == STK_NONE; i++) {
		const char *open = strstr(heading, marks[i][0]), *inside, *close;

		if (!open)
			continue;
		inside = open + strlen(marks[i][0]);
		close = strstr(inside, marks[i][1]);
		if (!close)
			continue;
		stk_str_reset(&text);
		stk_str_addn(&text, inside, (size_t)(close - inside));
		stk_str_addc(&text, ' ');
		stk_str_addn(&text, heading, (size_t)(open - heading));
		term = resolve(matcher, text.data, text.len, groups, false);
		if (term == STK_NONE)
			term = resolve(matcher, heading, (size_t)(open - heading), groups, false);
	}
	stk_str_release(&text);
	return term;
}

static uint32_t group_of_object(const struct stk_inventory *inventory, const char *object)
{
	uint32_t group = stk_group_find(inventory, object);
	size_t len = strlen(object);
	char *single;

	for (size_t i = 0; i < STK_COUNT(objects) && group == STK_NONE; i++)
		if (!strcmp(objects[i].object, object))
			group = stk_group_find(inventory, objects[i].group);
	if (group == STK_NONE && len > 1 && object[len - 1] == 's') {
		single = stk_xstrndup(object, len - 1);
		group = group_of_object(inventory, single);
		free(single);
	}
	return group;
}

/* "Account.Phone", "Lead: E-mail", "contacts/email", "Region__c". */
static uint32_t resolve_path(const struct stk_matcher *matcher, const char *heading,
			     uint64_t groups)
{
	size_t end = strlen(heading), at;
	struct stk_str object = STK_STR_INIT;
	uint32_t group, term = STK_NONE;

	if (stk_ends(heading, "__c"))
		end -= 3;
	for (at = end; at && !strchr(".:/|>", heading[at - 1]);)
		at--;
	if (at && at < end) {
		size_t from = at - 1;

		while (from && !strchr(".:/|>", heading[from - 1]))
			from--;
		stk_name_loosen(&object, heading + from, at - 1 - from, NULL);
		group = object.len ? group_of_object(matcher->inventory, object.data) : STK_NONE;
		if (group < 64)
			term = resolve(matcher, heading + at, end - at, UINT64_C(1) << group, true);
		else
			term = resolve(matcher, heading + at, end - at, groups, false);
	} else if (heading[end]) {
		term = resolve(matcher, heading, end, groups, false);
	}
	stk_str_release(&object);
	return term;
}

struct nearest {
	uint32_t term;
	unsigned distance;
	bool unclear;
};

static void near_term(void *data, const struct stk_name *name, unsigned distance)
{
	struct nearest *nearest = data;

	if (name->rank != STK_HEADING_TERM || distance > nearest->distance)
		return;
	if (distance < nearest->distance)
		nearest->unclear = false;
	else if (nearest->term != STK_NONE && nearest->term != name->entry)
		nearest->unclear = true;
	nearest->term = name->entry;
	nearest->distance = distance;
}

static uint32_t resolve_near(const struct stk_matcher *matcher, const char *heading)
{
	struct nearest nearest = {STK_NONE, STK_NEAR_MAX_EDITS, false};
	struct stk_str loose = STK_STR_INIT;

	stk_name_loosen(&loose, heading, strlen(heading), NULL);
	stk_names_near(&matcher->headings, loose.data, heading, near_term, &nearest);
	stk_str_release(&loose);
	return nearest.unclear ? STK_NONE : nearest.term;
}

uint32_t stk_matcher_heading(const struct stk_matcher *matcher, const char *heading,
			     uint64_t groups)
{
	uint32_t term;

	if (strlen(heading) > 1024)
		return STK_NONE;
	term = resolve(matcher, heading, strlen(heading), groups, false);
	if (term == STK_NONE)
		term = resolve_parenthesis(matcher, heading, groups);
	if (term == STK_NONE)
		term = resolve_path(matcher, heading, groups);
	if (term == STK_NONE)
		term = resolve_near(matcher, heading);
	return term;
}
