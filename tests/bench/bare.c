/*
 * Usage: bare FOLDER
 * The yardstick: opens and reads every .yaml file of an inventory as the program does, and walks
 * libyaml's events of each.
 */
#include <stdio.h>

#include "stocktake/base/source.h"
#include "stocktake/yaml/tree.h"

struct bare {
	struct stk_source *source;
	struct stk_str text;
	size_t files, bytes;
};

static int pass(void *data, const char *path)
{
	struct bare *bare = data;
	struct stk_err err = {0};

	if (!stk_ends(path, ".yaml"))
		return 0;
	if (stk_source_read(bare->source, path, &bare->text, &err) != 0 ||
	    stk_yaml_bare_pass(bare->text.data, bare->text.len) != 0) {
		fprintf(stderr, "%s: %s\n", path, err.message);
		return 1;
	}
	bare->files++;
	bare->bytes += bare->text.len;
	return 0;
}

int main(int argc, char **argv)
{
	struct bare bare = {NULL, STK_STR_INIT, 0, 0};
	struct stk_err err = {0};
	int ret;

	if (argc != 2) {
		fprintf(stderr, "usage: bare FOLDER\n");
		return 2;
	}
	bare.source = stk_source_folder(argv[1], &err);
	if (!bare.source) {
		stk_err_print(&err, stderr);
		return 2;
	}
	ret = stk_source_each(bare.source, "", pass, &bare, &err);
	if (!ret)
		printf("%zu files, %zu bytes\n", bare.files, bare.bytes);
	stk_str_release(&bare.text);
	stk_source_close(bare.source);
	return ret != 0;
}
