#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "locate.h"
#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/record/durable.h"

/* The last thing said about an address. */
struct said {
	struct stk_change change;
	size_t turn; /* which answer it was: what is said later counts */
};

/* What an evidence file says, as changes that fill holes only. */
struct refill {
	struct stk_arena arena;
	struct said *items;
	size_t count, cap, turns;
	struct stk_map by_address;
};

static bool says_no(const struct said *said)
{
	return said->change.value->text && strcmp(said->change.value->text, "false") == 0;
}

/* True where the answer is still to be filled in. `false` is the value of a key that is true or
 * false; of all else it says that there is none. */
static bool is_open(const struct stk_inventory *inventory, const struct said *said)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	bool open;

	if (stk_address_parse(said->change.address, &address, &ignored))
		return false;
	open = stk_address_resolve(inventory, &address, &place, &ignored) &&
	       (!place.node || said->change.op == STK_CHANGE_ADD) &&
	       !(says_no(said) && (place.member || !place.key || place.key->type != STK_TYPE_BOOL));
	stk_address_release(&address);
	return open;
}

/* True if it was said later that what holds the address (the entity, the link) is not there. */
static bool was_taken_back(const struct refill *refill, const struct said *said)
{
	const char *address = said->change.address;
	uint32_t index;

	for (const char *slash = strchr(address, '/'); slash; slash = strchr(slash + 1, '/'))
		if (stk_map_get(&refill->by_address, address, (size_t)(slash - address), &index) &&
		    refill->items[index].turn > said->turn && says_no(&refill->items[index]))
			return true;
	return false;
}

/* An item without a name (a dispute) was added to the list at the address: the next one does not
 * take its place. */
static bool is_nameless(const struct stk_inventory *inventory, const char *at,
			const struct stk_node *says)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	bool nameless;

	if (stk_node_kind(says) != STK_NODE_MAP || stk_address_parse(at, &address, &ignored))
		return false;
	nameless = stk_address_resolve(inventory, &address, &place, &ignored) && place.key &&
		   (place.key->flags & STK_KEY_MANY) && place.key->type == STK_TYPE_ITEM &&
		   !(place.key->flags & STK_KEY_BY_NAME) &&
		   strcmp(place.key->name, address.parts[address.count - 1]) == 0;
	stk_address_release(&address);
	return nameless;
}

static void collect(struct refill *refill, const struct stk_inventory *inventory,
		    const struct stk_node *answers)
{
	STK_EACH_VALUE(answer, answers)
	{
		const char *at = stk_text(inventory, answer, STK_W_AT);
		const struct stk_node *says = stk_node_get(answer, STK_W_SAYS);
		bool adds;
		uint32_t index;

		refill->turns++;
		if (!at || !says || stk_node_get(answer, STK_W_TAKEN_BACK))
			continue;
		adds = is_nameless(inventory, at, says);
		if (adds || !stk_map_get(&refill->by_address, at, strlen(at), &index)) {
			STK_GROW(refill->items, refill->cap, refill->count + 1);
			index = (uint32_t)refill->count++;
			if (!adds)
				stk_map_put(&refill->by_address, at, strlen(at), index);
		}
		refill->items[index] =
			(struct said){.change = {.op = adds ? STK_CHANGE_ADD : STK_CHANGE_SET,
						 .address = stk_arena_strdup(&refill->arena, at),
						 .value = stk_value_from_node(&refill->arena, says,
									      &inventory->syms)},
				      .turn = refill->turns};
	}
}

static void refill_release(struct refill *refill)
{
	free(refill->items);
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

/* The files that the evidence speaks of, whether they were filled now or written by the process
 * that died: it came to commit none of them. */
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

		if (stk_address_parse(refill->items[i].change.address, &address, &ignored))
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

/* True if the marker says that the files never had it. What was taken back is not among that. */
static bool is_pending(const char *pending, const struct said *said)
{
	size_t len = strlen(said->change.address);

	for (; !says_no(said) && *pending;
	     pending += strcspn(pending, "\n"), pending += *pending == '\n')
		if (strcspn(pending, "\n") == len &&
		    memcmp(pending, said->change.address, len) == 0)
			return true;
	return false;
}

/* True where what was said only goes on from what stands there: a later day, a longer text. */
static bool goes_on(const struct stk_inventory *inventory, const struct stk_change *change)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	const char *now, *said = change->value->text;
	bool goes_on = false;

	if (!said || stk_address_parse(change->address, &address, &ignored))
		return false;
	if (stk_address_resolve(inventory, &address, &place, &ignored) && place.node && place.key &&
	    !place.member && stk_node_kind(place.node) == STK_NODE_SCALAR) {
		now = stk_sym_text(&inventory->syms, place.node->value);
		goes_on = place.key->type == STK_TYPE_DATE ? strcmp(now, said) < 0
							   : stk_starts(said, now);
	}
	stk_address_release(&address);
	return goes_on;
}

/* Fills the holes that one evidence file speaks of; tells each which files it wrote. A hole that
 * cannot be filled now keeps none of the others waiting. */
static int refill_from(const char *folder, struct stk_inventory *inventory,
		       const struct stk_entity *evidence, const char *pending,
		       void (*each)(void *data, const char *by, const char *const *paths),
		       void *data, struct stk_err *err)
{
	struct refill refill = {.arena = STK_ARENA_INIT, .by_address = STK_MAP_INIT};
	struct stk_record *record = stk_record_open(folder, inventory, NULL, err);
	const char *by = stk_text(inventory, evidence->node, STK_W_BY);
	char *path = stk_xstrdup(inventory->files[evidence->file].path);
	int failed = record ? 0 : -1;

	collect(&refill, inventory, stk_node_get(evidence->node, STK_W_ANSWERS));
	for (size_t i = 0; record && i < refill.count; i++) {
		struct said *said = &refill.items[i];
		bool open = is_open(inventory, said);
		struct stk_err later;

		if (was_taken_back(&refill, said) || (!open && (!is_pending(pending, said) || !by)))
			continue;
		/* It did not come to be written: what stands there now contradicts it. */
		record->voice.by = open ? NULL : by;
		record->retelling = true;
		if (!open && goes_on(inventory, &said->change))
			said->change.on_conflict = STK_CONFLICT_REPLACE;
		if (stk_record_apply(record, &said->change, 1, failed ? &later : err))
			failed = -1;
	}
	if (record)
		record->voice.by = NULL;
	if (record && each)
		report(&refill, inventory, path, by, each, data);
	free(path);
	refill_release(&refill);
	stk_record_close(record);
	return failed;
}

/* True if the process that made the marker is gone; *fd then holds its lock. Asked under the
 * inventory's lock: a marker is made and locked under it, so none is taken that is just being made.
 */
static bool is_orphan(int dirfd, const char *path, int *fd)
{
	struct stk_err ignored;
	bool orphan = false;

	*fd = -1;
	if (stk_record_lock(dirfd, &ignored))
		return false;
	*fd = openat(dirfd, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	orphan = *fd >= 0 && flock(*fd, LOCK_EX | LOCK_NB) == 0;
	stk_record_unlock(dirfd);
	if (*fd >= 0 && !orphan)
		close(*fd);
	return orphan;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted as an import takes people: who was first to fill a hole is so again. */
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
	if (*count)
		qsort(names, *count, sizeof *names, by_name);
	return names;
}

static int recover_one(const char *folder, int dirfd, const char *marker,
		       struct stk_inventory *inventory,
		       void (*each)(void *data, const char *by, const char *const *paths),
		       void *data, struct stk_err *err)
{
	const struct stk_entity *evidence;
	char *path = stk_xasprintf("evidence/%s", marker);
	struct stk_str pending = STK_STR_INIT;
	struct stk_err ignored;
	int fd, failed = 0;

	if (is_orphan(dirfd, path, &fd)) {
		if (stk_file_read(dirfd, path, STK_YAML_MAX_BYTES, &pending, NULL, &ignored))
			stk_str_reset(&pending);
		evidence = stk_inventory_find(inventory, STK_EVIDENCE,
					      marker + strlen(STK_MARKER_PREFIX));
		if (evidence && evidence->node)
			failed = refill_from(folder, inventory, evidence, pending.data, each, data,
					     err);
		if (!failed)
			failed = stk_durable_remove(dirfd, path, err);
		close(fd);
	}
	stk_str_release(&pending);
	free(path);
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
	stk_leftovers_remove(dirfd);
	markers = list_markers(dirfd, &count);
	for (size_t i = 0; i < count; i++) {
		struct stk_err later;

		if (recover_one(folder, dirfd, markers[i], inventory, each, data,
				failed ? &later : err))
			failed = -1;
		free(markers[i]);
	}
	free(markers);
	close(dirfd);
	return failed;
}
