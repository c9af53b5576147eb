#include "suppose.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"

int stk_suppose_init(struct stk_supposed *supposed, struct stk_opened *opened, struct stk_err *err)
{
	*supposed = (struct stk_supposed){.opened = opened, .arena = STK_ARENA_INIT};
	supposed->typed = stk_typed_new(opened->inventory, err);
	return supposed->typed ? 0 : -1;
}

void stk_suppose_release(struct stk_supposed *supposed)
{
	stk_typed_free(supposed->typed);
	stk_arena_release(&supposed->arena);
	free(supposed->changes);
	free(supposed->touched);
	free(supposed->words);
	free(supposed->notes);
	*supposed = (struct stk_supposed){.arena = STK_ARENA_INIT};
}

static const char *keep(struct stk_supposed *supposed, const char *format, va_list args)
{
	struct stk_str text = STK_STR_INIT;
	const char *kept;

	stk_str_addv(&text, stk_t(format), args);
	kept = stk_arena_strndup(&supposed->arena, text.data, text.len);
	stk_str_release(&text);
	return kept;
}

void stk_suppose_note(struct stk_supposed *supposed, const char *format, ...)
{
	const char *sentence;
	va_list args;

	va_start(args, format);
	sentence = keep(supposed, format, args);
	va_end(args);
	for (size_t i = 0; i < supposed->note_count; i++)
		if (strcmp(supposed->notes[i], sentence) == 0)
			return;
	STK_GROW(supposed->notes, supposed->note_cap, supposed->note_count + 1);
	supposed->notes[supposed->note_count++] = sentence;
}

static void say(struct stk_supposed *supposed, const char *line)
{
	STK_GROW(supposed->words, supposed->word_cap, supposed->word_count + 1);
	supposed->words[supposed->word_count++] = line;
}

static void change(struct stk_supposed *supposed, enum stk_change_op op, const char *address,
		   const struct stk_value *value)
{
	STK_GROW(supposed->changes, supposed->change_cap, supposed->change_count + 1);
	supposed->changes[supposed->change_count++] =
		(struct stk_change){.op = op, .address = address, .value = value};
}

static void touch(struct stk_supposed *supposed, const char *platform, const char *other,
		  const char *who, bool goes)
{
	STK_GROW(supposed->touched, supposed->touched_cap, supposed->touched_count + 1);
	supposed->touched[supposed->touched_count++] =
		(struct stk_touched){platform, other, who, goes};
}

static const char *address_of(struct stk_supposed *supposed, const char *platform, const char *key)
{
	struct stk_str address = STK_STR_INIT;
	const char *kept;

	stk_str_add(&address, "platforms");
	stk_address_add(&address, platform);
	if (key)
		stk_address_add(&address, key);
	kept = stk_arena_strdup(&supposed->arena, address.data);
	stk_str_release(&address);
	return kept;
}

static const struct stk_node *key_of(const struct stk_supposed *supposed, const char *platform,
				     enum stk_word key)
{
	const struct stk_entity *entity =
		stk_inventory_find(supposed->opened->inventory, STK_PLATFORM, platform);

	return entity ? stk_node_get(entity->node, (stk_sym)key) : NULL;
}

static bool is_destination(const struct stk_supposed *supposed, const char *platform)
{
	const struct stk_inventory *inventory = supposed->opened->inventory;

	STK_EACH_VALUE(item, stk_node_get(inventory->root, STK_W_DESTINATION))
	{
		if (stk_node_kind(item) == STK_NODE_SCALAR &&
		    stk_text_same(stk_sym_text(&inventory->syms, item->value), platform))
			return true;
	}
	return false;
}

/* --- a platform retired --- */

static int find_platform(struct stk_supposed *supposed, const char *text,
			 struct stk_typed_platform *platform, struct stk_err *err)
{
	const struct stk_inventory *inventory = supposed->opened->inventory;
	const char *id = stk_starts(text, "platforms/") ? text + strlen("platforms/") : text;
	const struct stk_entity *entity = stk_inventory_find(inventory, STK_PLATFORM, id);

	if (entity)
		*platform = (struct stk_typed_platform){
			.id = stk_sym_text(&inventory->syms, entity->id),
			.name = stk_entity_name(inventory, entity)};
	else if (stk_typed_platform(supposed->typed, id, platform, err))
		platform->made = true;
	else if (platform->made)
		stk_err_set(err, STK_EUSAGE, "there is no platform \"%.100s\"", text);
	if (!platform->made)
		return 0;
	stk_err_hint(err, "`stocktake list platforms` shows what there is.");
	return -1;
}

int stk_suppose_retired(struct stk_supposed *supposed, const char *text, struct stk_err *err)
{
	struct stk_typed_platform platform;

	if (find_platform(supposed, text, &platform, err))
		return -1;
	if (stk_word_of(stk_inventory_find(supposed->opened->inventory, STK_PLATFORM, platform.id)
				->node,
			STK_W_STATUS) == STK_W_RETIRED)
		stk_suppose_note(supposed, "%s is retired already.", platform.name);
	if (is_destination(supposed, platform.id))
		stk_suppose_note(supposed,
				 "%s is where the reports are made, and counts there whatever its "
				 "status.",
				 platform.name);
	change(supposed, STK_CHANGE_SET, address_of(supposed, platform.id, "status"),
	       stk_value_text(&supposed->arena, "retired"));
	touch(supposed, platform.id, NULL, NULL, true);
	say(supposed, stk_arena_printf(&supposed->arena, stk_t("%s is retired"), platform.name));
	return 0;
}

/* --- a link added --- */

/* A product that nobody has yet: what the catalogue knows of it, and nothing of its own in it. */
static void make_platform(struct stk_supposed *supposed, const struct stk_typed_platform *platform)
{
	const char *address;
	struct stk_value *map;

	if (!platform->id || !platform->made)
		return;
	address = address_of(supposed, platform->id, NULL);
	for (size_t i = 0; i < supposed->change_count; i++)
		if (strcmp(supposed->changes[i].address, address) == 0)
			return;
	map = stk_value_map(&supposed->arena);
	stk_value_put_text(&supposed->arena, map, "name", platform->name);
	stk_add_known(supposed->opened, platform->name, map, &supposed->arena);
	stk_value_put(&supposed->arena, map, "holds", stk_value_list(&supposed->arena));
	change(supposed, STK_CHANGE_SET, address, map);
	stk_suppose_note(supposed,
			 "%s is not in the inventory: it is taken to hold nothing of its own.",
			 platform->name);
}

static bool declares(const struct stk_supposed *supposed, const char *platform, const char *with)
{
	STK_EACH_VALUE(link, key_of(supposed, platform, STK_W_INTEGRATIONS))
	{
		const char *other = stk_text(supposed->opened->inventory, link, STK_W_WITH);

		if (other && stk_text_same(other, with))
			return true;
	}
	return false;
}

/* A name of its own where there is a link already, or one was supposed before; NULL where none is
 * needed. */
static const char *link_name(struct stk_supposed *supposed, const struct stk_typed_link *link)
{
	const char *from = link->from.id, *to = link->to.id;
	size_t before = declares(supposed, from, to) || declares(supposed, to, from);

	for (size_t i = 0; i < supposed->touched_count; i++) {
		const struct stk_touched *touched = &supposed->touched[i];

		before += touched->other && strcmp(touched->platform, from) == 0 &&
			  strcmp(touched->other, to) == 0;
		before += touched->other && strcmp(touched->platform, to) == 0 &&
			  strcmp(touched->other, from) == 0;
	}
	return before ? stk_arena_printf(&supposed->arena, "what-if-%zu", supposed->word_count + 1)
		      : NULL;
}

static const struct stk_value *link_value(struct stk_supposed *supposed,
					  const struct stk_typed_link *link, const char *with,
					  const char *flow)
{
	struct stk_arena *arena = &supposed->arena;
	struct stk_value *map = stk_value_map(arena), *groups = stk_value_list(arena);
	const char *name = link_name(supposed, link);
	char every[32];

	stk_value_put_text(arena, map, "with", with);
	stk_value_put_text(arena, map, "flow", flow);
	for (size_t i = 0; i < link->group_count; i++)
		stk_value_push(groups, stk_value_text(arena, link->groups[i]));
	if (link->all)
		stk_value_put_text(arena, map, "carries", "all");
	else if (link->group_count)
		stk_value_put(arena, map, "carries", groups);
	if (link->method)
		stk_value_put_text(arena, map, "method", link->method);
	stk_every_format(link->every_minutes, every);
	if (link->every_minutes == STK_EVERY_ON_DEMAND)
		stk_value_put_text(arena, map, "every", "on demand");
	else if (link->every_minutes != STK_EVERY_NONE)
		stk_value_put_text(arena, map, "every", every);
	if (link->via.id)
		stk_value_put_text(arena, map, "via", link->via.id);
	if (link->who)
		stk_value_put_text(arena, map, "who", link->who);
	if (name)
		stk_value_put_text(arena, map, "name", name);
	return map;
}

static void say_link(struct stk_supposed *supposed, const struct stk_typed_link *link)
{
	struct stk_str text = STK_STR_INIT;
	char every[64];

	stk_str_addf(&text, "%s %s %s", link->from.name, link->both ? "<->" : "->", link->to.name);
	for (size_t i = 0; i < link->group_count; i++)
		stk_str_addf(&text, stk_t(", %s"), link->groups[i]);
	if (link->all)
		stk_str_add(&text, stk_t(", all"));
	stk_every_words(link->every_minutes, every);
	if (*every)
		stk_str_addf(&text, link->every_minutes > 0 ? stk_t(", every %s") : stk_t(", %s"),
			     every);
	if (link->method)
		stk_str_addf(&text, stk_t(", %s"), stk_tc("method", link->method));
	if (link->via.id)
		stk_str_addf(&text, stk_t(", via %s"), link->via.name);
	say(supposed, stk_arena_strdup(&supposed->arena, text.data));
	stk_str_release(&text);
}

/* Which side declares it: one that was asked what it exchanges, so that what the other does stays
 * as open as it is; else where the reports are made, of which nobody asks where its data goes. */
static bool declared_by_target(struct stk_supposed *supposed, const struct stk_typed_link *link)
{
	if (key_of(supposed, link->from.id, STK_W_INTEGRATIONS) || link->from.made)
		return false;
	if (key_of(supposed, link->to.id, STK_W_INTEGRATIONS) || link->to.made ||
	    is_destination(supposed, link->to.id))
		return true;
	stk_suppose_note(supposed,
			 "Nobody has said what else %s exchanges data with: it is judged as if "
			 "this were all.",
			 link->from.name);
	return false;
}

static void suppose_link(struct stk_supposed *supposed, const struct stk_typed_link *link)
{
	bool target = declared_by_target(supposed, link);
	const char *at = target ? link->to.id : link->from.id,
		   *with = target ? link->from.id : link->to.id,
		   *flow = link->both ? "both"
			   : target   ? "in"
				      : "out";

	make_platform(supposed, &link->from);
	make_platform(supposed, &link->to);
	make_platform(supposed, &link->via);
	change(supposed, STK_CHANGE_ADD, address_of(supposed, at, "integrations"),
	       link_value(supposed, link, with, flow));
	say_link(supposed, link);
	touch(supposed, link->from.id, link->to.id, link->who, false);
	touch(supposed, link->to.id, NULL, NULL, false);
	if (!link->all && !link->group_count)
		stk_suppose_note(supposed,
				 "What goes from %s to %s was not said (groups, or all): whatever "
				 "needs it stays unknown.",
				 link->from.name, link->to.name);
}

int stk_suppose_links(struct stk_supposed *supposed, const char *text, struct stk_err *err)
{
	struct stk_typed_link *links;
	size_t count;

	if (stk_typed_links(supposed->typed, text, &links, &count, err))
		return -1;
	for (size_t i = 0; i < count; i++)
		suppose_link(supposed, &links[i]);
	return 0;
}
