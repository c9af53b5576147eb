#include "stocktake/model/address.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "near.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/base/tr.h"

/* The id of a waiver holds an address itself. */
enum { MAX_WAIVER_CODES = 4096 };

void stk_address_add(struct stk_str *out, const char *part)
{
	stk_str_addc(out, '/');
	for (;;) {
		size_t plain = strcspn(part, "~/");

		stk_str_addn(out, part, plain);
		part += plain;
		if (!*part)
			return;
		stk_str_addn(out, *part++ == '~' ? "~0" : "~1", 2);
	}
}

void stk_address_render(const struct stk_address *address, struct stk_str *out)
{
	size_t i;

	stk_str_add(out, stk_kinds[address->kind].plural);
	for (i = 1; i < address->count; i++)
		stk_address_add(out, address->parts[i]);
}

void stk_address_release(struct stk_address *address)
{
	free(address->memory_);
	memset(address, 0, sizeof *address);
}

void stk_entity_address(const struct stk_inventory *inventory, enum stk_kind kind,
			const struct stk_entity *entity, struct stk_str *out)
{
	stk_str_add(out, stk_kinds[kind].plural);
	if (kind != STK_INVENTORY)
		stk_address_add(out, stk_sym_text(&inventory->syms,
						  kind == STK_WAIVER ? entity->id : entity->fold));
}

const char *stk_item_name(const struct stk_inventory *inventory, const struct stk_shape *shape,
			  const struct stk_node *item)
{
	size_t i;

	if (stk_node_kind(item) == STK_NODE_SCALAR)
		return stk_sym_text(&inventory->syms, item->value);
	for (i = 0; shape && i < 3 && shape->item_names[i]; i++) {
		const char *name = stk_text(inventory, item, shape->item_names[i]);

		if (name && *name)
			return name;
	}
	return NULL;
}

/* --- parsing --- */

static int fail(struct stk_err *err, const char *text, const char *why)
{
	struct stk_str shown = STK_STR_INIT;

	stk_text_visible(&shown, text, strlen(text), false);
	stk_err_set(err, STK_EUSAGE, "`%.200s` is no address: %s", shown.data, why);
	stk_err_hint(err, "Addresses look like platforms/hubspot/website");
	stk_str_release(&shown);
	return -1;
}

/* Appends one part, unescaped, and a NUL. NULL, or why it is none. */
static const char *unescape(const char *part, size_t len, struct stk_str *out)
{
	size_t i;

	if (!len)
		return stk_t("a part is empty");
	for (i = 0; i < len; i++) {
		char c = part[i];

		if ((unsigned char)c < 0x20 || c == 0x7f)
			return stk_t("it has control characters");
		if (c == '~') {
			if (i + 1 == len || (part[i + 1] != '0' && part[i + 1] != '1'))
				return stk_t("`~` is written ~0, and `/` within a name ~1");
			c = part[++i] == '0' ? '~' : '/';
		}
		stk_str_addc(out, c);
	}
	return NULL;
}

/* Cuts the text into parts: their offsets in `out`. */
static const char *cut(const char *text, struct stk_str *out, size_t *offsets, size_t *count)
{
	const char *why, *end;
	size_t max_codes;

	for (*count = 0;; text = end + 1) {
		if (*count == STK_ADDRESS_MAX_PARTS)
			return stk_t("it has more than 16 parts");
		end = text + strcspn(text, "/");
		offsets[*count] = out->len;
		why = unescape(text, (size_t)(end - text), out);
		if (why)
			return why;
		max_codes = *count == 1 && !strcmp(out->data, stk_kinds[STK_WAIVER].plural)
				    ? MAX_WAIVER_CODES
				    : STK_ADDRESS_MAX_PART_CODES;
		if (stk_utf8_count(out->data + offsets[*count], out->len - offsets[*count]) >
		    max_codes)
			return stk_t("a part is longer than 256 characters");
		stk_str_addc(out, '\0');
		++*count;
		if (!*end)
			return NULL;
	}
}

/* Ids compare folded: in an address they stand folded. */
static const char *fold_id(struct stk_str *out, size_t *offsets, size_t count)
{
	struct stk_str folded = STK_STR_INIT;
	const char *id = out->data + offsets[1];
	size_t i, len = strlen(id);

	if (!stk_is_plain(id, len) && stk_text_fold(&folded, id, len)) {
		stk_str_splice(out, offsets[1], len, folded.data, folded.len);
		for (i = 2; i < count; i++)
			offsets[i] = offsets[i] - len + folded.len;
	}
	stk_str_release(&folded);
	/* Folding may make it longer. */
	len = strlen(out->data + offsets[1]);
	return stk_utf8_count(out->data + offsets[1], len) > STK_ADDRESS_MAX_PART_CODES
		       ? stk_t("a part is longer than 256 characters")
		       : NULL;
}

static int find_kind(const char *text, const char *name, struct stk_err *err)
{
	int kind = stk_kind_by_name(name), near;

	if (kind >= 0 && !strcmp(stk_kinds[kind].plural, name))
		return kind;
	fail(err, text, stk_t("it begins with no kind of entry"));
	for (near = 0; near < STK_KIND_COUNT; near++) {
		if (kind == near || stk_near_distance(name, stk_kinds[near].plural, 2) <= 2) {
			stk_err_hint(err, "Did you mean %s%.200s?", stk_kinds[near].plural,
				     text + strcspn(text, "/"));
			break;
		}
	}
	return -1;
}

int stk_address_parse(const char *text, struct stk_address *address, struct stk_err *err)
{
	struct stk_str out = STK_STR_INIT;
	size_t offsets[STK_ADDRESS_MAX_PARTS], count = 0, i;
	size_t len = strlen(text);
	const char *why;
	int kind, ret = -1;

	memset(address, 0, sizeof *address);
	if (stk_utf8_valid_bytes(text, len) != len)
		why = stk_t("it is not UTF-8");
	else if (text[0] == '/')
		why = stk_t("it begins without a slash");
	else
		why = cut(text, &out, offsets, &count);
	if (why) {
		fail(err, text, why);
		goto out;
	}
	kind = find_kind(text, out.data, err);
	if (kind < 0)
		goto out;
	if (count > 1 && kind != STK_INVENTORY && kind != STK_WAIVER)
		why = fold_id(&out, offsets, count);
	if (why) {
		fail(err, text, why);
		goto out;
	}
	address->kind = (enum stk_kind)kind;
	address->count = count;
	address->memory_ = stk_str_detach(&out);
	for (i = 0; i < count; i++)
		address->parts[i] = address->memory_ + offsets[i];
	ret = 0;
out:
	stk_str_release(&out);
	return ret;
}
