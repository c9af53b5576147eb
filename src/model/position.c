#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/address.h"
#include "stocktake/model/inventory.h"

static int read_file(struct stk_inventory *inventory, const char *path, struct stk_str *text)
{
	struct stk_source *source = inventory->document ? inventory->document : inventory->source;
	struct stk_err err;

	return source ? stk_source_read(source, path, text, &err) : -1;
}

void stk_inventory_position(struct stk_inventory *inventory, uint32_t file, size_t at_bytes,
			    uint32_t *line, uint32_t *col)
{
	struct stk_str text = STK_STR_INIT;
	unsigned l = 0, c = 0;

	if (file < inventory->file_count &&
	    read_file(inventory, inventory->files[file].path, &text) == 0)
		stk_yaml_position(text.data, text.len, at_bytes, &l, &c);
	*line = l;
	*col = c;
	stk_str_release(&text);
}

void stk_finding_place(const struct stk_inventory *inventory, struct stk_finding *finding)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err err;

	finding->at_bytes = SIZE_MAX;
	if (stk_address_parse(finding->address, &address, &err))
		return;
	for (; address.count > 1; address.count--)
		if (stk_address_resolve(inventory, &address, &place, &err) && place.node)
			break;
	/* What is left below the entity is only counted down: the parts belong to address.memory_.
	 */
	if (!place.entity)
		stk_address_resolve(inventory, &address, &place, &err);
	if (place.entity && place.entity->file < inventory->file_count) {
		finding->file = inventory->files[place.entity->file].path;
		finding->at_bytes = place.node ? stk_node_at_bytes(place.node) : 0;
	}
	stk_address_release(&address);
}

static int by_file_and_place(const void *a, const void *b)
{
	const struct stk_finding *x = *(struct stk_finding *const *)a,
				 *y = *(struct stk_finding *const *)b;
	int order = strcmp(x->file, y->file);

	if (!order && x->at_bytes != y->at_bytes)
		order = x->at_bytes < y->at_bytes ? -1 : 1;
	return order;
}

/* How far a file was counted: findings come in the order of their places, so each byte is seen
 * once. */
struct counting {
	size_t at_bytes;
	uint32_t line, col;
};

static void count_to(struct counting *counting, const char *text, size_t len, size_t at_bytes)
{
	size_t i;

	if (at_bytes > len)
		at_bytes = len;
	for (i = counting->at_bytes; i < at_bytes; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '\n' || (c == '\r' && !(i + 1 < len && text[i + 1] == '\n'))) {
			counting->line++;
			counting->col = 1;
		} else if ((c & 0xc0) != 0x80) {
			counting->col++;
		}
	}
	if (at_bytes > counting->at_bytes)
		counting->at_bytes = at_bytes;
}

void stk_findings_locate(struct stk_inventory *inventory, struct stk_findings *findings)
{
	struct stk_finding **wanted =
		stk_xcalloc(findings->count ? findings->count : 1, sizeof *wanted);
	struct stk_str text = STK_STR_INIT;
	struct counting counting = {0, 1, 1};
	const char *file = NULL;
	size_t i, count = 0;
	bool readable = false;

	for (i = 0; i < findings->count; i++)
		if (findings->items[i].at_bytes != SIZE_MAX && findings->items[i].file &&
		    !findings->items[i].line)
			wanted[count++] = &findings->items[i];
	qsort(wanted, count, sizeof *wanted, by_file_and_place);
	for (i = 0; i < count; i++) {
		if (!file || strcmp(file, wanted[i]->file) != 0) {
			file = wanted[i]->file;
			readable = read_file(inventory, file, &text) == 0;
			counting = (struct counting){
				readable && stk_starts(text.data, "\xef\xbb\xbf") ? 3 : 0, 1, 1};
		}
		if (!readable)
			continue;
		count_to(&counting, text.data, text.len, wanted[i]->at_bytes);
		wanted[i]->line = counting.line;
		wanted[i]->col = counting.col;
	}
	stk_str_release(&text);
	free(wanted);
}
