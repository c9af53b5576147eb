#include "stocktake/model/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "load.h"
#include "stocktake/base/embed.h"
#include "stocktake/base/mem.h"

/* A product's file among the embedded ones; parsed when it is first asked for. */
struct product {
	const char *id; /* owned by the catalogue's arena */
	stk_sym sym;
	const struct stk_embedded *file;
	const struct stk_node *entry; /* NULL: not parsed yet, or broken */
	bool parsed;
};

struct stk_catalogue {
	struct stk_arena arena;
	struct product *products; /* sorted by id */
	size_t count;
};

static int compare_products(const void *a, const void *b)
{
	return strcmp(((const struct product *)a)->id, ((const struct product *)b)->id);
}

static struct stk_catalogue *open_catalogue(struct stk_inventory *inventory)
{
	struct stk_catalogue *catalogue = inventory->catalogue;
	size_t i, len;

	if (catalogue)
		return catalogue;
	catalogue = inventory->catalogue = stk_xcalloc(1, sizeof *catalogue);
	catalogue->products = stk_xcalloc(stk_embedded_count + 1, sizeof *catalogue->products);
	for (i = 0; i < stk_embedded_count; i++) {
		const struct stk_embedded *file = &stk_embedded_files[i];
		const char *base = stk_load_base_name(file->name, &len);
		struct product *product = &catalogue->products[catalogue->count];

		if (!stk_starts(file->name, "known/") || !stk_ends(file->name, ".yaml"))
			continue;
		product->id = stk_arena_strndup(&catalogue->arena, base, len);
		product->sym = stk_sym_put(&inventory->syms, base, len);
		product->file = file;
		catalogue->count++;
	}
	qsort(catalogue->products, catalogue->count, sizeof *catalogue->products, compare_products);
	return catalogue;
}

void stk_catalogue_close(struct stk_catalogue *catalogue)
{
	if (!catalogue)
		return;
	free(catalogue->products);
	stk_arena_release(&catalogue->arena);
	free(catalogue);
}

static const struct stk_node *entry_of(struct stk_inventory *inventory, struct product *product)
{
	const struct stk_node *root;
	struct stk_err err;

	if (!product->parsed) {
		product->parsed = true;
		root = stk_yaml_parse(product->file->name, product->file->data,
				      product->file->size_bytes, &inventory->arena,
				      &inventory->syms, &err);
		if (root && stk_node_kind(root) == STK_NODE_MAP)
			product->entry = root;
	}
	return product->entry;
}

const struct stk_node *stk_catalogue_get(struct stk_inventory *inventory, stk_sym product)
{
	struct stk_catalogue *catalogue = open_catalogue(inventory);
	struct product key = {0}, *found;

	if (!product)
		return NULL;
	/* Products go by id as platforms do: in any case and form. */
	key.id = stk_sym_text(&inventory->syms, stk_fold_put(inventory, product));
	found = bsearch(&key, catalogue->products, catalogue->count, sizeof key, compare_products);
	return found ? entry_of(inventory, found) : NULL;
}

int stk_catalogue_each(struct stk_inventory *inventory,
		       int (*each)(void *data, const char *product, const struct stk_node *entry),
		       void *data)
{
	struct stk_catalogue *catalogue = open_catalogue(inventory);
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < catalogue->count; i++) {
		const struct stk_node *entry = entry_of(inventory, &catalogue->products[i]);

		if (entry)
			ret = each(data, catalogue->products[i].id, entry);
	}
	return ret;
}

/* An entry's integrations are native unless they say otherwise. */
static bool lists(struct stk_inventory *inventory, stk_sym product, stk_sym other)
{
	const struct stk_node *entry = stk_catalogue_get(inventory, product);
	stk_sym fold = stk_fold_put(inventory, other);

	STK_EACH_VALUE(item, stk_node_get(entry, STK_W_INTEGRATIONS))
	{
		stk_sym method = stk_word_of(item, STK_W_METHOD);
		stk_sym with = stk_node_kind(item) == STK_NODE_SCALAR
				       ? item->value
				       : stk_word_of(item, STK_W_WITH);

		if (with && stk_fold_put(inventory, with) == fold &&
		    (!method || method == STK_W_NATIVE))
			return true;
	}
	return false;
}

bool stk_catalogue_native(struct stk_inventory *inventory, stk_sym product_a, stk_sym product_b)
{
	if (!product_a || !product_b)
		return false;
	return lists(inventory, product_a, product_b) || lists(inventory, product_b, product_a);
}
