#include <string.h>

#include "names.h"
#include "show.h"
#include "stocktake/base/table.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "stocktake/model/refs.h"
#include "voices.h"

static void add_text(struct stk_show *show, struct stk_table *table, const struct stk_shape *shape,
		     const struct stk_node *item, enum stk_word word)
{
	struct stk_str text = STK_STR_INIT;

	stk_name_value(show->inventory, stk_shape_key(shape, word), stk_node_get(item, word),
		       &text);
	stk_table_add(table, text.data);
	stk_str_release(&text);
}

/* Items as a table with a column for each of the words. */
static void show_table(struct stk_show *show, const char *title, const struct stk_shape *shape,
		       const struct stk_node *items, const enum stk_word *words, size_t count)
{
	struct stk_table table;

	if (!items || !stk_values_count(items))
		return;
	stk_page_head(&show->page, title);
	stk_table_init(&table, count);
	stk_table_keep(&table, 0);
	STK_EACH_VALUE(item, items)
	{
		for (size_t i = 0; i < count; i++) {
			if (words[i] == STK_W_PERSONAL)
				stk_table_add(&table,
					      stk_word_of(item, STK_W_PERSONAL) == STK_W_TRUE
						      ? stk_t("personal")
						      : "");
			else if (words[i] == STK_W_DONE)
				stk_table_add(&table, stk_word_of(item, STK_W_DONE) == STK_W_TRUE
							      ? stk_t("done")
							      : stk_t("open"));
			else
				add_text(show, &table, shape, item, words[i]);
		}
	}
	stk_page_table(&show->page, &table, 2);
	stk_table_release(&table);
}

static void show_link(struct stk_show *show, const struct stk_node *item, const char *other,
		      bool flipped, const char *voices)
{
	struct stk_str text = STK_STR_INIT;

	stk_str_addf(&text, stk_t("%s: "), other);
	stk_name_integration(show->inventory, item, &text);
	stk_page_pair(&show->page, 2, 5, STK_PLAIN, stk_name_flow(item, flipped), text.data,
		      voices);
	stk_str_release(&text);
}

static void show_own_links(struct stk_show *show, const struct stk_node *items,
			   struct stk_str *below)
{
	struct stk_str voices = STK_STR_INIT;

	STK_EACH_VALUE(item, items)
	{
		const char *name = stk_item_name(show->inventory, &stk_shape_integration, item);
		const char *with = stk_text(show->inventory, item, STK_W_WITH);
		size_t len = below->len;

		if (stk_node_kind(item) != STK_NODE_MAP)
			continue;
		stk_str_reset(&voices);
		if (name) {
			stk_address_add(below, name);
			stk_voices(show->inventory, show->facts->evidence, below->data, &voices);
		}
		show_link(show, item, with ? stk_name_of(show->inventory, STK_PLATFORM, with) : "?",
			  false, voices.data);
		if (name)
			stk_show_disputes(show, below->data, true, 7);
		stk_str_truncate(below, len);
	}
	stk_str_release(&voices);
}

/* What other platforms' files say of links with this one. */
static int take_other_link(void *data, const struct stk_ref *ref)
{
	struct stk_show *show = data;
	const struct stk_entity *from;
	struct stk_str file = STK_STR_INIT;

	if (ref->from_kind != STK_PLATFORM || ref->key->word != STK_W_WITH)
		return 0;
	from = &show->inventory->kinds[STK_PLATFORM].items[ref->from];
	stk_str_add(&file, "(");
	stk_entity_address(show->inventory, STK_PLATFORM, from, &file);
	stk_str_add(&file, ")");
	STK_EACH_VALUE(item, stk_node_get(from->node, STK_W_INTEGRATIONS))
	{
		if (ref->node > item && ref->node < item + item->size)
			show_link(show, item, stk_entity_name(show->inventory, from), true,
				  file.data);
	}
	stk_str_release(&file);
	return 0;
}

static void show_integrations(struct stk_show *show, const struct stk_refs *refs)
{
	const struct stk_node *items = stk_node_get(show->entity->node, STK_W_INTEGRATIONS);
	struct stk_str below = STK_STR_INIT, text = STK_STR_INIT;

	stk_page_head(&show->page, stk_t("Integrations"));
	stk_str_addf(&below, "%s/integrations", show->address);
	if (!items) {
		stk_voice_hole(show->inventory, show->facts->evidence, below.data, &text);
		stk_page_text(&show->page, 2, STK_YELLOW, text.data);
	} else if (!stk_values_count(items)) {
		stk_voices(show->inventory, show->facts->evidence, below.data, &text);
		stk_page_pair(&show->page, 2, 2, STK_PLAIN, stk_t("none"), "", text.data);
	}
	show_own_links(show, items, &below);
	stk_refs_to(refs, STK_PLATFORM,
		    stk_entity_index(show->inventory, STK_PLATFORM, show->entity), take_other_link,
		    show);
	stk_str_release(&below);
	stk_str_release(&text);
}

void stk_show_items(struct stk_show *show, const struct stk_refs *refs)
{
	static const enum stk_word fields[] = {STK_W_NAME, STK_W_TERM, STK_W_TYPE, STK_W_PERSONAL};
	static const enum stk_word teams[] = {STK_W_ID, STK_W_NAME, STK_W_CHAIN};
	static const enum stk_word steps[] = {STK_W_DUE, STK_W_DONE, STK_W_WHO, STK_W_WHAT};
	static const enum stk_word answers[] = {STK_W_AT, STK_W_SAYS, STK_W_STATE, STK_W_ASK};
	const struct stk_node *node;

	if (!show->entity)
		return;
	node = show->entity->node;
	switch (show->kind) {
	case STK_PLATFORM:
		show_integrations(show, refs);
		show_table(show, stk_t("Fields"), &stk_shape_field,
			   stk_node_get(node, STK_W_FIELDS), fields,
			   sizeof fields / sizeof *fields);
		break;
	case STK_INVENTORY:
		show_table(show, stk_t("Teams"), &stk_shape_team, stk_node_get(node, STK_W_TEAMS),
			   teams, sizeof teams / sizeof *teams);
		break;
	case STK_WORKSHOP:
		show_table(show, stk_t("Next steps"), &stk_shape_step,
			   stk_node_get(node, STK_W_NEXT_STEPS), steps,
			   sizeof steps / sizeof *steps);
		break;
	case STK_EVIDENCE:
		show_table(show, stk_t("Answers"), &stk_shape_answer,
			   stk_node_get(node, STK_W_ANSWERS), answers,
			   sizeof answers / sizeof *answers);
		break;
	default: break;
	}
}

struct naming {
	struct stk_show *show;
	const struct stk_entity *last;
	struct stk_str keys;
	size_t entities;
};

static void end_line(struct naming *naming, enum stk_kind kind)
{
	struct stk_str address = STK_STR_INIT;

	if (!naming->last)
		return;
	if (!naming->entities++)
		stk_page_head(&naming->show->page, stk_t("Named by"));
	stk_entity_address(naming->show->inventory, kind, naming->last, &address);
	stk_page_pair(&naming->show->page, 2, 34, STK_PLAIN, address.data, naming->keys.data, NULL);
	stk_str_release(&address);
	stk_str_reset(&naming->keys);
}

struct last {
	struct naming naming;
	enum stk_kind kind;
};

static int take_reference(void *data, const struct stk_ref *ref)
{
	struct last *last = data;
	const struct stk_inventory *inventory = last->naming.show->inventory;
	const struct stk_entity *from = &inventory->kinds[ref->from_kind].items[ref->from];
	struct stk_str *keys = &last->naming.keys;

	if (ref->from_kind == STK_EVIDENCE || ref->key->word == STK_W_WITH)
		return 0;
	if (from != last->naming.last) {
		end_line(&last->naming, last->kind);
		last->naming.last = from;
		last->kind = ref->from_kind;
	}
	if (!strstr(keys->data, ref->key->name))
		stk_str_addf(keys, "%s%s", keys->len ? ", " : "", ref->key->name);
	return 0;
}

static void show_references(struct stk_show *show, const struct stk_refs *refs)
{
	struct last last = {.naming = {.show = show, .keys = STK_STR_INIT}};

	stk_refs_to(refs, show->kind, stk_entity_index(show->inventory, show->kind, show->entity),
		    take_reference, &last);
	end_line(&last.naming, last.kind);
	stk_str_release(&last.naming.keys);
}

static void show_questions(struct stk_show *show)
{
	const struct stk_holes *holes = show->facts->holes;
	const char *id = stk_sym_text(&show->inventory->syms, show->entity->id);
	struct stk_str text = STK_STR_INIT;
	size_t shown = 0;

	for (size_t i = 0; i < holes->count; i++) {
		if (!holes->items[i].who || strcmp(holes->items[i].who, id) != 0)
			continue;
		if (!shown++)
			stk_page_head(&show->page, stk_t("Questions that wait"));
		if (shown > 10)
			continue;
		stk_str_reset(&text);
		if (stk_name_question(show->inventory, holes->items[i].address, &text))
			stk_page_text(&show->page, 2, STK_PLAIN, text.data);
		else
			stk_page_text(&show->page, 2, STK_PLAIN, holes->items[i].address);
	}
	if (shown > 10)
		stk_page_textf(&show->page, 2, STK_DIM, "and %zu more", shown - 10);
	stk_str_release(&text);
}

static void show_holders(struct stk_show *show, const char *id)
{
	const struct stk_graph *graph = show->facts->graph;
	const struct stk_term *term = stk_term_find(show->inventory, id);
	struct stk_str text = STK_STR_INIT;
	uint32_t index;

	if (!term)
		return;
	index = (uint32_t)(term - show->inventory->terms);
	for (uint32_t i = 0; i < graph->platform_count; i++)
		if (stk_bits_has(graph->holds + (size_t)i * graph->term_words, index))
			stk_str_addf(&text, "%s%s", text.len ? stk_tc("list", ", ") : "",
				     stk_name_of_platform(show->inventory, i));
	stk_page_head(&show->page, stk_t("Held by"));
	stk_page_text(&show->page, 2, text.len ? STK_PLAIN : STK_YELLOW,
		      text.len ? text.data : stk_t("no platform that we know of"));
	stk_str_release(&text);
}

void stk_show_around(struct stk_show *show, const struct stk_refs *refs)
{
	if (show->kind == STK_TERM)
		show_holders(show, show->address + strlen("terms/"));
	if (!show->entity)
		return;
	if (show->kind == STK_METRIC) {
		uint32_t index = stk_entity_index(show->inventory, STK_METRIC, show->entity);
		const struct stk_metric *metric = &show->facts->metrics->items[index];

		stk_page_head(&show->page, stk_t("Can it be computed?"));
		stk_page_textf(&show->page, 2, STK_PLAIN, "%s: %s.",
			       stk_t(stk_metric_state_name(metric->state)), metric->reason);
	}
	if (show->kind == STK_STAKEHOLDER)
		show_questions(show);
	if (show->kind == STK_PLATFORM || show->kind == STK_STAKEHOLDER || show->kind == STK_METRIC)
		show_references(show, refs);
}
