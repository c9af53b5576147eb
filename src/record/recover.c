#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "locate.h"
#include "record_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"

/* The last thing said about each address, in order, as changes that fill holes only. */
struct refill {
	struct stk_arena arena;
	struct stk_change *changes;
	size_t count, cap;
	struct stk_map by_address;
};

static bool is_hole(const struct stk_inventory *inventory, const char *text)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	bool hole;

	if (stk_address_parse(text, &address, &ignored))
		return false;
	hole = stk_address_resolve(inventory, &address, &place, &ignored) && !place.node;
	stk_address_release(&address);
	return hole;
}

static void collect(struct refill *refill, const struct stk_inventory *inventory,
		    const struct stk_node *answers)
{
	STK_EACH_VALUE(answer, answers)
	{
		const char *at = stk_text(inventory, answer, STK_W_AT);
		const struct stk_node *says = stk_node_get(answer, STK_W_SAYS);
		struct stk_change *change;
		uint32_t index;

		if (!at || !says)
			continue;
		if (!stk_map_get(&refill->by_address, at, strlen(at), &index)) {
			STK_GROW(refill->changes, refill->cap, refill->count + 1);
			index = (uint32_t)refill->count++;
			stk_map_put(&refill->by_address, at, strlen(at), index);
		}
		change = &refill->changes[index];
		*change = (struct stk_change){.op = STK_CHANGE_SET,
					      .address = stk_arena_strdup(&refill->arena, at)};
		change->value = stk_value_from_node(&refill->arena, says, &inventory->syms);
	}
}

static void refill_release(struct refill *refill)
{
	free(refill->changes);
	stk_map_release(&refill->by_address);
	stk_arena_release(&refill->arena);
}

static bool is_loaded(const struct stk_inventory *inventory, const char *path)
{
	for (uint32_t i = 0; i < inventory->file_count; i++)
		if (strcmp(inventory->files[i].path, path) == 0)
			return inventory->files[i].root != NULL;
	return false;
}

/* True if the last word about its entity was that it is none. */
static bool was_taken_back(const struct refill *refill, const char *address)
{
	const char *id = strchr(address, '/'), *rest = id ? strchr(id + 1, '/') : NULL;
	uint32_t index;

	if (!rest || !stk_map_get(&refill->by_address, address, (size_t)(rest - address), &index))
		return false;
	return refill->changes[index].value->text &&
	       strcmp(refill->changes[index].value->text, "false") == 0;
}

/* The files that the evidence speaks of, whether they were filled now or written by the process that
 * died: it came to commit none of them. */
static void report(const struct refill *refill, const struct stk_inventory *inventory,
		   const char *evidence, const char *by,
		   void (*each)(void *data, const char *by, const char *const *paths), void *data)
{
	const char **paths = stk_xcalloc(refill->count + 2, sizeof *paths);
	struct stk_map seen = STK_MAP_INIT;
	size_t count = 0;

	paths[count++] = stk_xstrdup(evidence);
	for (size_t i = 0; i < refill->count; i++) {
		struct stk_address address;
		struct stk_err ignored;
		char *path;

		if (stk_address_parse(refill->changes[i].address, &address, &ignored))
			continue;
		path = stk_locate_file(inventory, &address);
		if (!stk_map_put(&seen, path, strlen(path), 1) || !is_loaded(inventory, path))
			free(path);
		else
			paths[count++] = path;
		stk_address_release(&address);
	}
	each(data, by, paths);
	for (size_t i = 0; i < count; i++)
		free((char *)(uintptr_t)paths[i]);
	free(paths);
	stk_map_release(&seen);
}

/* Fills the holes that one evidence file speaks of; tells each which files it wrote. */
static int refill_from(const char *folder, struct stk_inventory *inventory,
		       const struct stk_entity *evidence,
		       void (*each)(void *data, const char *by, const char *const *paths),
		       void *data, struct stk_err *err)
{
	struct refill refill = {.arena = STK_ARENA_INIT, .by_address = STK_MAP_INIT};
	struct stk_record *record = stk_record_open(folder, inventory, NULL, err);
	const char *by = stk_text(inventory, evidence->node, STK_W_BY);
	char *path = stk_xstrdup(inventory->files[evidence->file].path);
		int failed = record ? 0 : -1;

	collect(&refill, inventory, stk_node_get(evidence->node, STK_W_ANSWERS));
	for (size_t i = 0; !failed && i < refill.count; i++) {
		const struct stk_value *value = refill.changes[i].value;

		if (was_taken_back(&refill, refill.changes[i].address) ||
		    (value->text && strcmp(value->text, "false") == 0))
			continue;
		if (is_hole(inventory, refill.changes[i].address))
			failed = stk_record_apply(record, &refill.changes[i], 1, err);
	}
		if (!failed && each)
		report(&refill, inventory, path, by, each, data);
	free(path);
	refill_release(&refill);
	stk_record_close(record);
	return failed;
}

/* True if the process that made the marker is gone; *fd then holds its lock. */
static bool is_orphan(int evidence_fd, const char *name, int *fd)
{
	*fd = openat(evidence_fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (*fd < 0)
		return false;
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return true;
	close(*fd);
	return false;
}

static char **list_markers(int dirfd, size_t *count)
{
	int fd = openat(dirfd, "evidence", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
	char **names = NULL;
	size_t cap = 0;
	struct dirent *entry;

	*count = 0;
	while (folder && (entry = readdir(folder)))
		if (strncmp(entry->d_name, STK_MARKER_PREFIX, strlen(STK_MARKER_PREFIX)) == 0) {
			STK_GROW(names, cap, *count + 1);
			names[(*count)++] = stk_xstrdup(entry->d_name);
		}
	if (folder)
		closedir(folder);
	else if (fd >= 0)
		close(fd);
	return names;
}

static int recover_one(const char *folder, int dirfd, const char *marker,
		       struct stk_inventory *inventory,
		       void (*each)(void *data, const char *by, const char *const *paths),
		       void *data, struct stk_err *err)
{
	int evidence_fd =
		openat(dirfd, "evidence", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	const struct stk_entity *evidence;
	char *path;
	int fd, failed = 0;

	if (evidence_fd < 0)
		return 0;
	if (is_orphan(evidence_fd, marker, &fd)) {
		evidence = stk_inventory_find(inventory, STK_EVIDENCE,
					      marker + strlen(STK_MARKER_PREFIX));
		if (evidence && evidence->node)
			failed = refill_from(folder, inventory, evidence, each, data, err);
		path = stk_xasprintf("evidence/%s", marker);
		if (!failed)
			failed = stk_durable_remove(dirfd, path, err);
		free(path);
		close(fd);
	}
	close(evidence_fd);
	return failed;
}

int stk_record_recover(const char *folder, struct stk_inventory *inventory,
		       void (*each)(void *data, const char *by, const char *const *paths),
		       void *data, struct stk_err *err)
{
	int dirfd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char **markers;
	size_t count;
	int failed = 0;

	if (dirfd < 0)
		return stk_err_errno(err, errno, "cannot open the inventory %s", folder);
	markers = list_markers(dirfd, &count);
	for (size_t i = 0; i < count; i++) {
		if (!failed)
			failed = recover_one(folder, dirfd, markers[i], inventory, each, data, err);
		free(markers[i]);
	}
	free(markers);
	close(dirfd);
	return failed;
}
