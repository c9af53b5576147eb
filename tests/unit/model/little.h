/*
 * Little random worlds for test_*_random.c: what an inventory says, as plain arrays, and the
 * document made from it.
 */
#ifndef STOCKTAKE_TESTS_MODEL_LITTLE_H
#define STOCKTAKE_TESTS_MODEL_LITTLE_H

#include "model/world.h"

#define MAX     6 /* platforms */
#define METRICS 4
#define SOURCES 3 /* groups of a metric at most */

/* The terms of the little world; the last three stand for all others of their groups and are never
 * named. */
enum {
	AMOUNT,
	STAGE,
	OUTCOME,
	DEAL_ID,
	QUOTA,
	QUOTA_OWNER,
	REP_EMAIL,
	NAMED,
	DEAL_REST = NAMED,
	QUOTA_REST,
	REP_REST,
	ELSEWHERE,
	TERMS
};
static const char *const term_names[NAMED] = {"deal.amount", "deal.stage",   "deal.outcome",
					      "deal.id",     "quota.amount", "quota.owner",
					      "rep.email"};
static const char *const group_names[] = {"deal", "quota", "rep"};
static const unsigned group_terms[] = {
	1u << AMOUNT | 1u << STAGE | 1u << OUTCOME | 1u << DEAL_ID | 1u << DEAL_REST,
	1u << QUOTA | 1u << QUOTA_OWNER | 1u << QUOTA_REST, 1u << REP_EMAIL | 1u << REP_REST};
#define ALL ((1u << TERMS) - 1)
#define KEYS                                                                                       \
	(1u << DEAL_ID | 1u << QUOTA_OWNER | 1u << REP_EMAIL | 1u << DEAL_REST | 1u << REP_REST |  \
	 1u << ELSEWHERE)

enum { SURE, SAID, MAYBE };

struct list { /* of groups and terms */
	bool present;
	unsigned groups, terms;
	bool all;
};

struct declared {
	bool present;
	int flow; /* 0 not said, 1 out, 2 in, 3 both */
	struct list carries, back;
	int every;  /* -1 not said, -2 on demand */
	int method; /* 0 not said, 1 api, 2 manual, 3 view */
};

struct thing {
	int status;  /* 0 in use, 1 retired, 2 planned, 3 retiring */
	bool copies; /* everyone keeps their own */
	struct list holds;
	int field; /* term, -1: no fields */
	bool said_links;
	struct declared with[MAX];
	int part_of; /* -1 */
	int record;  /* group, -1 */
	int dispute; /* 0 none, 1 holds/TERM, 2 integrations/OTHER/every */
	int dispute_about;
};

struct built { /* a new link, that carries these at once */
	int from, to;
	struct list carries;
};

struct little {
	int count, destinations;
	struct thing things[MAX];
	struct built built[MAX * 2];
	int built_count;
};

static const struct {
	const char *needs;
	unsigned sources[SOURCES];
	int groups[SOURCES], fresh;
} metrics[METRICS] = {
	{"deal.amount, deal.outcome", {1u << AMOUNT | 1u << OUTCOME}, {0, -1, -1}, 1440},
	{"deal.amount, quota.amount", {1u << AMOUNT, 1u << QUOTA}, {0, 1, -1}, -1},
	{"deal.outcome, quota.amount, quota.owner",
	 {1u << OUTCOME, 1u << QUOTA | 1u << QUOTA_OWNER},
	 {0, 1, -1},
	 1440},
	{"rep.email, deal.stage, quota.amount",
	 {1u << REP_EMAIL, 1u << STAGE, 1u << QUOTA},
	 {2, 0, 1},
	 -1},
};

/* --- making them --- */

static uint64_t seed;

static unsigned roll(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((seed >> 33) % below);
}

static struct list make_list(unsigned absent_percent, bool may_all)
{
	struct list list = {0};

	if (roll(100) < absent_percent)
		return list;
	list.present = true;
	if (roll(100) < 8)
		return list;
	if (may_all && roll(4) == 0) {
		list.all = true;
		return list;
	}
	for (unsigned g = 0; g < 3; g++)
		list.groups |= roll(3) == 0 ? 1u << g : 0;
	for (unsigned t = 0; t < NAMED; t++)
		list.terms |= roll(3) == 0 ? 1u << t : 0;
	return list;
}

static void make_links(struct little *little, int p)
{
	static const int everies[] = {-1, 0, 60, 1440, 2880, 4320, -2, -2};
	struct thing *thing = &little->things[p];

	thing->said_links = roll(6) != 0;
	for (int q = 0; thing->said_links && q < little->count; q++) {
		struct declared *with = &thing->with[q];

		if (q == p || roll(little->count) > 1)
			continue;
		with->present = true;
		with->flow = roll(12) == 0 ? 0 : 1 + (int)roll(3);
		with->carries = make_list(12, true);
		if (with->flow == 3)
			with->back = make_list(60, true);
		with->every = everies[roll(8)];
		with->method = roll(8) == 0 ? 3 : (int)roll(3);
	}
}

static void make(struct little *little)
{
	memset(little, 0, sizeof *little);
	little->count = 2 + (int)roll(MAX - 1);
	little->destinations = roll(6) == 0 ? 2 : 1;
	for (int p = 0; p < little->count; p++) {
		struct thing *thing = &little->things[p];

		thing->status = roll(8) == 0 ? 1 + (int)roll(3) : 0;
		thing->copies = roll(12) == 0;
		thing->holds = make_list(15, false);
		thing->field = roll(4) == 0 ? (int)roll(NAMED) : -1;
		thing->part_of = roll(14) == 0 ? (p + 1) % little->count : -1;
		thing->record = roll(5) == 0 ? (int)roll(3) : -1;
		thing->dispute = roll(8) == 0 ? 1 + (int)roll(2) : 0;
		thing->dispute_about =
			(int)roll(thing->dispute == 1 ? NAMED : (unsigned)little->count);
		make_links(little, p);
	}
}

static void write_list(struct stk_str *out, const char *key, const struct list *list)
{
	if (!list->present)
		return;
	stk_str_addf(out, ", %s: [", key);
	if (list->all)
		stk_str_add(out, "all, ");
	for (int g = 0; g < 3; g++)
		if (list->groups >> g & 1)
			stk_str_addf(out, "%s, ", group_names[g]);
	for (int t = 0; t < NAMED; t++)
		if (list->terms >> t & 1)
			stk_str_addf(out, "%s, ", term_names[t]);
	stk_str_add(out, "]");
}

static void write_link(struct stk_str *out, int q, const struct declared *with)
{
	static const char *const flows[] = {"", "out", "in", "both"};
	static const char *const methods[] = {"", "api", "manual", "view"};

	stk_str_addf(out, "{with: p%d", q);
	if (with->flow)
		stk_str_addf(out, ", flow: %s", flows[with->flow]);
	write_list(out, "carries", &with->carries);
	write_list(out, "back", &with->back);
	if (with->every >= 0)
		stk_str_addf(out, ", every: %d minutes", with->every);
	if (with->every == -2)
		stk_str_add(out, ", every: on demand");
	if (with->method)
		stk_str_addf(out, ", method: %s", methods[with->method]);
	stk_str_add(out, "}, ");
}

static bool builds(const struct little *little, int p)
{
	for (int i = 0; i < little->built_count; i++)
		if (little->built[i].from == p)
			return true;
	return false;
}

static void write_built(struct stk_str *out, const struct little *little, int p, int index)
{
	const struct built *built = &little->built[index];

	if (built->from != p)
		return;
	stk_str_addf(out, "{with: p%d, name: built-%d, flow: out, method: api, every: real time",
		     built->to, index);
	write_list(out, "carries", &built->carries);
	stk_str_add(out, "}, ");
}

static void write_thing(struct stk_str *out, const struct little *little, int p)
{
	static const char *const statuses[] = {"in-use", "retired", "planned", "retiring"};
	const struct thing *thing = &little->things[p];

	stk_str_addf(out, "  p%d: {name: P%d, status: %s", p, p, statuses[thing->status]);
	write_list(out, "holds", &thing->holds);
	if (thing->field >= 0)
		stk_str_addf(out, ", fields: [{name: F, term: %s}]", term_names[thing->field]);
	if (thing->copies)
		stk_str_add(out, ", copies: 7");
	if (thing->part_of >= 0)
		stk_str_addf(out, ", part_of: p%d", thing->part_of);
	if (thing->record >= 0)
		stk_str_addf(out, ", system_of_record: [%s]", group_names[thing->record]);
	if (thing->dispute == 1)
		stk_str_addf(out, ", disputes: [{at: holds/%s, says: false, by: li}]",
			     term_names[thing->dispute_about]);
	if (thing->dispute == 2)
		stk_str_addf(out,
			     ", disputes: [{at: integrations/p%d/every, says: 3 days, by: li}]",
			     thing->dispute_about);
	if (thing->said_links || builds(little, p)) {
		stk_str_add(out, ", integrations: [");
		for (int q = 0; q < little->count; q++)
			if (thing->with[q].present)
				write_link(out, q, &thing->with[q]);
		for (int i = 0; i < little->built_count; i++)
			write_built(out, little, p, i);
		stk_str_add(out, "]");
	}
	stk_str_add(out, "}\n");
}

static void write_out(struct stk_str *out, const struct little *little)
{
	stk_str_add(out, little->destinations == 2 ? "inventory: {destination: [p0, p1]}\n"
						   : "inventory: {destination: [p0]}\n");
	stk_str_add(out, "terms: {deal.outcome: {from: [deal.stage]}}\nplatforms:\n");
	for (int p = 0; p < little->count; p++)
		write_thing(out, little, p);
	stk_str_add(out, "metrics:\n");
	for (int m = 0; m < METRICS; m++) {
		stk_str_addf(out, "  m%d: {name: M, needs: [%s]", m, metrics[m].needs);
		if (metrics[m].fresh >= 0)
			stk_str_addf(out, ", fresh: %d minutes", metrics[m].fresh);
		stk_str_add(out, "}\n");
	}
}

#endif
