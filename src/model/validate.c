#include "validate.h"

void stk_validate(struct stk_inventory *inventory)
{
	(void)inventory;
}

void stk_validate_stray(struct stk_inventory *inventory, const char *path)
{
	(void)inventory;
	(void)path;
}

void stk_validate_bad_id(struct stk_inventory *inventory, uint32_t file, size_t at_bytes,
			 enum stk_kind kind, const char *id, size_t len_bytes, const char *why)
{
	(void)inventory;
	(void)file;
	(void)at_bytes;
	(void)kind;
	(void)id;
	(void)len_bytes;
	(void)why;
}

void stk_validate_no_map(struct stk_inventory *inventory, enum stk_kind kind, stk_sym id,
			 uint32_t file, const struct stk_node *node)
{
	(void)inventory;
	(void)kind;
	(void)id;
	(void)file;
	(void)node;
}

void stk_validate_bad_kind(struct stk_inventory *inventory, size_t at_bytes, const char *key)
{
	(void)inventory;
	(void)at_bytes;
	(void)key;
}
