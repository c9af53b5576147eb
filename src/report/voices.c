#include "voices.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

static void add_date(struct stk_str *out, const char *at)
{
	if (*at)
		stk_str_addf(out, " %.10s", at);
}

static int by_time(const void *a, const void *b)
{
	const struct stk_answer *one = *(const struct stk_answer *const *)a;
	const struct stk_answer *two = *(const struct stk_answer *const *)b;
	int order = strncmp(one->at, two->at, 10);

	return order ? order : strcmp(one->by, two->by);
}

/* True if what was said is what stands there; of lists and maps only that something does. */
static bool stands(const struct stk_inventory *inventory, const struct stk_answer *answer)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err err;
	bool there;

	if (stk_address_parse(answer->address, &address, &err))
		return false;
	there = stk_address_resolve(inventory, &address, &place, &err) && place.node;
	stk_address_release(&address);
	if (!there || place.member || stk_node_kind(answer->says) != STK_NODE_SCALAR ||
	    stk_node_kind(place.node) != STK_NODE_SCALAR)
		return there;
	return answer->says->value == place.node->value ||
	       stk_text_same(stk_node_text(inventory, answer->says),
			     stk_node_text(inventory, place.node));
}

void stk_voices(const struct stk_inventory *inventory, const struct stk_evidence *evidence,
		const char *address, struct stk_str *out)
{
	size_t count, kept = 0;
	const struct stk_answer *const *answers = stk_evidence_at(evidence, address, true, &count);
	const struct stk_answer **last = count ? stk_xmalloc(count * sizeof *last) : NULL;

	for (size_t i = 0; i < count; i++) {
		size_t j = 0;

		if (answers[i]->state != STK_ANSWER_SAYS || !answers[i]->by ||
		    !stands(inventory, answers[i]))
			continue;
		while (j < kept && strcmp(last[j]->by, answers[i]->by) != 0)
			j++;
		if (j == kept)
			last[kept++] = answers[i];
		else if (strcmp(answers[i]->at, last[j]->at) > 0)
			last[j] = answers[i];
	}
	if (kept)
		qsort(last, kept, sizeof *last, by_time);
	for (size_t i = 0; i < kept; i++) {
		stk_str_add(out, i ? stk_tc("list", ", ") : "(");
		stk_name_voice(inventory, last[i]->by, out);
		add_date(out, last[i]->at);
	}
	stk_str_add(out, kept ? ")" : "");
	free(last);
}

bool stk_voice_hole(const struct stk_inventory *inventory, const struct stk_evidence *evidence,
		    const char *address, struct stk_str *out)
{
	const struct stk_answer *last = stk_evidence_last(evidence, address);

	if (!last || last->state == STK_ANSWER_SAYS) {
		stk_str_add(out, stk_t("not asked"));
		return false;
	}
	stk_voice_says(inventory, last, out);
	if (last->by) {
		stk_str_add(out, " (");
		stk_name_voice(inventory, last->by, out);
		add_date(out, last->at);
		stk_str_add(out, ")");
	}
	return true;
}

void stk_voice_says(const struct stk_inventory *inventory, const struct stk_answer *answer,
		    struct stk_str *out)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err err;

	switch (answer->state) {
	case STK_ANSWER_UNKNOWN: stk_str_add(out, stk_t("not known")); return;
	case STK_ANSWER_NOT_APPLICABLE: stk_str_add(out, stk_t("does not apply")); return;
	case STK_ANSWER_SILENT: stk_str_add(out, stk_t("nothing said of it")); return;
	case STK_ANSWER_ASK:
		stk_str_add(out, stk_t("ask "));
		stk_name_voice(inventory, answer->ask, out);
		return;
	case STK_ANSWER_SAYS: break;
	}
	if (stk_address_parse(answer->address, &address, &err) == 0) {
		stk_address_resolve(inventory, &address, &place, &err);
		stk_address_release(&address);
	}
	stk_name_value(inventory, place.member ? NULL : place.key, answer->says, out);
}
