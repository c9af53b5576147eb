/* One file on its way: read as it is now, put in its place, remembered among the written. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"
#include "stocktake/yaml/tree.h"

void stk_target_release(struct stk_target *target)
{
	free(target->path);
	stk_str_release(&target->text);
	stk_str_release(&target->before);
	stk_reading_release(&target->reading);
}

int stk_target_read(struct stk_record *record, struct stk_target *target, struct stk_err *err)
{
	size_t len;
	const char *preview =
		record->dry_run ? stk_record_preview(record, target->path, &len) : NULL;
	struct stat info;

	target->existed = true;
	if (record->gathered.on) {
		if (stk_gather_read(record, target, err))
			return -1;
	} else if (preview) {
		stk_str_addn(&target->text, preview, len);
	} else if (fstatat(record->dirfd, target->path, &info, AT_SYMLINK_NOFOLLOW) &&
		   errno == ENOENT) {
		target->existed = false;
	} else if (stk_file_read(record->dirfd, target->path, STK_YAML_MAX_BYTES, &target->text,
				 NULL, err)) {
		return -1;
	}
	stk_str_addn(&target->before, target->text.data, target->text.len);
	return 0;
}

void stk_target_keep(struct stk_record *record, struct stk_target *target)
{
	size_t i;

	for (i = 0; i < record->written_count; i++)
		if (strcmp(record->written[i].path, target->path) == 0)
			break;
	if (i == record->written_count) {
		size_t cap = record->written_cap;

		STK_GROW(record->written, record->written_cap, i + 1);
		if (cap != record->written_cap)
			record->after = stk_xrealloc(record->after, record->written_cap,
						     sizeof *record->after);
		record->written[i] = (struct stk_written){.path = stk_xstrdup(target->path)};
		if (target->existed) {
			record->written[i].before_bytes = target->before.len;
			record->written[i].before = stk_str_detach(&target->before);
		}
		stk_str_init(&record->after[i]);
		record->written_count++;
	}
	if (record->dry_run || record->gathered.on) {
		stk_str_reset(&record->after[i]);
		stk_str_addn(&record->after[i], target->text.data, target->text.len);
	}
}

struct stk_durable_item stk_target_item(const struct stk_target *target)
{
	bool gone = !target->text.len && target->existed;

	return (struct stk_durable_item){.path = target->path,
					 .bytes = gone ? NULL : target->text.data,
					 .len_bytes = target->text.len};
}

int stk_target_put(struct stk_record *record, const struct stk_target *target, struct stk_err *err)
{
	struct stk_durable_item item = stk_target_item(target);

	return stk_durable_write_all(record->dirfd, &item, 1, err);
}
