#include <stdarg.h>
#include <string.h>

#include "load.h"
#include "near.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"
#include "stocktake/model/address.h"
#include "validate.h"
#include "validator.h"

enum { QUOTE_COLS = 60 };

void stk_validator_push(struct stk_validator *walk, const char *part)
{
	if (walk->depth < STK_VALIDATOR_MAX_PARTS)
		walk->parts[walk->depth] = part;
	walk->depth++;
}

void stk_validator_pop(struct stk_validator *walk)
{
	walk->depth--;
}

void stk_validator_address(const struct stk_validator *walk, struct stk_str *out)
{
	size_t i;

	if (walk->kind == STK_WAIVER && !(stk_word_of(walk->entity->node, STK_W_CHECK) &&
					  stk_word_of(walk->entity->node, STK_W_AT))) {
		/* Without a name: at its list. */
		stk_str_add(out, stk_kinds[STK_WAIVER].plural);
		return;
	}
	stk_entity_address(walk->inventory, walk->kind, walk->entity, out);
	/* Below something without a name the address stays at its list. */
	for (i = 0; i < walk->depth && i < STK_VALIDATOR_MAX_PARTS && walk->parts[i]; i++)
		if (i + 3 <= STK_ADDRESS_MAX_PARTS)
			stk_address_add(out, walk->parts[i]);
}

static void add(struct stk_inventory *inventory, struct stk_finding *finding, const char *check,
		enum stk_severity severity, const char *address)
{
	finding->check = check;
	finding->severity = severity;
	finding->address = address;
	stk_findings_add(&inventory->defects, finding);
}

void stk_validator_report(struct stk_validator *walk, const char *check, enum stk_severity severity,
			  const struct stk_node *node, const char *remedy, const char *format, ...)
{
	struct stk_str address = STK_STR_INIT, message = STK_STR_INIT;
	struct stk_finding finding = {0};
	va_list args;

	va_start(args, format);
	stk_str_addv(&message, stk_t(format), args);
	va_end(args);
	stk_validator_address(walk, &address);
	finding.file = walk->inventory->files[walk->entity->file].path;
	finding.at_bytes = node ? stk_node_at_bytes(node) : 0;
	finding.message = message.data;
	finding.remedy = remedy ? stk_t(remedy) : NULL;
	finding.key = walk->key;
	add(walk->inventory, &finding, check, severity, address.data);
	walk->key = NULL;
	stk_str_release(&address);
	stk_str_release(&message);
}

const char *stk_validator_quote(struct stk_validator *walk, stk_sym sym)
{
	struct stk_str out = STK_STR_INIT;
	const char *quoted;

	stk_text_cut(&out, stk_sym_text(&walk->inventory->syms, sym), QUOTE_COLS);
	quoted = stk_arena_strndup(&walk->inventory->defects.arena, out.data, out.len);
	stk_str_release(&out);
	return quoted;
}

const char *stk_validator_text(struct stk_validator *walk, const char *format, ...)
{
	struct stk_str out = STK_STR_INIT;
	const char *text;
	va_list args;

	va_start(args, format);
	stk_str_addv(&out, stk_t(format), args);
	va_end(args);
	text = stk_arena_strndup(&walk->inventory->defects.arena, out.data, out.len);
	stk_str_release(&out);
	return text;
}

/* --- defects of files, before there are entities --- */

void stk_validate_bad_id(struct stk_inventory *inventory, uint32_t file, size_t at_bytes,
			 enum stk_kind kind, const char *id, size_t len_bytes, const char *why)
{
	struct stk_str message = STK_STR_INIT, cut = STK_STR_INIT, remedy = STK_STR_INIT,
		       whole = STK_STR_INIT;

	struct stk_finding finding = {0};

	stk_str_addn(&whole, id, len_bytes);
	if (stk_utf8_valid_bytes(id, len_bytes) == len_bytes)
		stk_text_cut(&cut, whole.data, QUOTE_COLS);
	else
		stk_text_visible(&cut, id, len_bytes < 80 ? len_bytes : 80, false);
	stk_str_addf(&message, stk_t("`%s` cannot be an id: it %s; it was left out"), cut.data,
		     why);
	stk_str_add(&remedy,
		    at_bytes == SIZE_MAX ? stk_t("Rename the file") : stk_t("Write another id"));
	stk_str_reset(&cut);
	stk_text_slug(&cut, whole.data);
	if (cut.len)
		stk_str_addf(&remedy, stk_t(", for example to `%s`"), cut.data);
	finding.file = inventory->files[file].path;
	finding.at_bytes = at_bytes;
	finding.message = message.data;
	finding.remedy = remedy.data;
	finding.key = whole.data;
	add(inventory, &finding, "quality-id", STK_ERROR, stk_kinds[kind].plural);
	stk_str_release(&message);
	stk_str_release(&cut);
	stk_str_release(&remedy);
	stk_str_release(&whole);
}

void stk_validate_bad_kind(struct stk_inventory *inventory, size_t at_bytes, const char *key)
{
	struct stk_str message = STK_STR_INIT, remedy = STK_STR_INIT, cut = STK_STR_INIT;
	struct stk_finding finding = {0};
	int kind;

	stk_text_cut(&cut, key, QUOTE_COLS);
	stk_str_addf(&message, stk_t("`%s` is no kind of entry; it was left out"), cut.data);
	stk_str_add(&remedy,
		    stk_t("Write inventory, stakeholders, platforms, metrics, workshops, evidence, "
			  "terms or waivers"));
	for (kind = 0; kind < STK_KIND_COUNT; kind++) {
		if (stk_near_distance(cut.data, stk_kinds[kind].plural, 2) > 2)
			continue;
		stk_str_reset(&remedy);
		stk_str_addf(&remedy, stk_t("Did you mean `%s`?"), stk_kinds[kind].plural);
		break;
	}
	finding.file = inventory->files[0].path;
	finding.at_bytes = at_bytes;
	finding.message = message.data;
	finding.remedy = remedy.data;
	finding.key = cut.data;
	add(inventory, &finding, "quality-unknown-key", STK_WARNING, "inventory");
	stk_str_release(&message);
	stk_str_release(&remedy);
	stk_str_release(&cut);
}

void stk_validate_no_map(struct stk_inventory *inventory, enum stk_kind kind, stk_sym id,
			 uint32_t file, const struct stk_node *node)
{
	struct stk_str address = STK_STR_INIT;
	struct stk_finding finding = {0};
	bool own;

	stk_str_add(&address, stk_kinds[kind].plural);
	if (id && kind != STK_INVENTORY)
		stk_address_add(&address, stk_sym_text(&inventory->syms, id));
	finding.file = inventory->files[file].path;
	finding.at_bytes = stk_node_at_bytes(node);
	finding.message = stk_node_kind(node) == STK_NODE_LIST
				  ? stk_t("A list stands where keys and values belong")
				  : stk_t("A text stands where keys and values belong");
	finding.remedy =
		kind == STK_WAIVER
			? "Write `- {check: ..., at: ..., because: ..., by: ..., until: ...}`"
			: stk_t("Write `key: value`, a line for each key");
	own = inventory->source && kind < STK_TERM;
	if (own) { /* a file of its own: nothing in it could be read */
		inventory->files[file].broken = true;
		inventory->unreadable = true;
	}
	add(inventory, &finding, own ? "quality-unreadable" : "quality-value", STK_ERROR,
	    address.data);
	stk_str_release(&address);
}

void stk_validate_stray(struct stk_inventory *inventory, const char *path)
{
	struct stk_str message = STK_STR_INIT, remedy = STK_STR_INIT, cut = STK_STR_INIT;
	struct stk_finding finding = {0};
	enum stk_kind kind;
	size_t len;
	bool entity = false;

	if (stk_starts(path, "checks/") || stk_starts(path, "guides/"))
		return;
	if (!stk_ends(path, ".yaml") && !stk_ends(path, ".yml"))
		return;
	for (kind = STK_STAKEHOLDER; kind <= STK_EVIDENCE; kind++) {
		len = strlen(stk_kinds[kind].plural);
		entity |= !strncmp(path, stk_kinds[kind].plural, len) && path[len] == '/';
	}
	stk_text_visible(&cut, path, strlen(path), false);
	stk_str_addf(&message, stk_t("`%s` is not read: %s"), cut.data,
		     entity ? stk_t("its name must end in .yaml")
			    : stk_t("it lies in none of the folders of an inventory"));
	stk_str_add(&remedy,
		    entity ? stk_t("Rename it")
			   : stk_t("Move it to stakeholders/, platforms/, metrics/, workshops/ or "
				   "evidence/, or out of the inventory"));
	finding.file = path;
	finding.at_bytes = SIZE_MAX;
	finding.message = message.data;
	finding.remedy = remedy.data;
	finding.key = path;
	add(inventory, &finding, "quality-unknown-key", entity ? STK_WARNING : STK_NOTE,
	    "inventory");
	stk_str_release(&message);
	stk_str_release(&remedy);
	stk_str_release(&cut);
}
