#include "stocktake/yaml/reading.h"

#include <string.h>

bool stk_reading_begin(struct stk_reading *reading)
{
	if (reading->begun)
		return false;
	stk_syms_init(&reading->syms);
	stk_str_init(&reading->text);
	reading->begun = true;
	return true;
}

void stk_reading_release(struct stk_reading *reading)
{
	if (!reading->begun)
		return;
	stk_syms_release(&reading->syms);
	stk_str_release(&reading->text);
	stk_arena_release(&reading->arena);
	*reading = (struct stk_reading){.begun = false};
}

const struct stk_node *stk_reading_tree(struct stk_reading *reading, const struct stk_str *text,
					const char *path_name, struct stk_err *err)
{
	stk_reading_begin(reading);
	if (reading->tree && reading->text.len == text->len &&
	    memcmp(reading->text.data, text->data, text->len) == 0)
		return reading->tree;
	reading->tree = stk_yaml_parse(path_name, text->data, text->len, &reading->arena,
				       &reading->syms, err);
	stk_str_reset(&reading->text);
	stk_str_addn(&reading->text, text->data, text->len);
	return reading->tree;
}
