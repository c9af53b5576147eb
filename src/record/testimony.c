#include "testimony.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include "compose.h"
#include "record_private.h"
#include "stocktake/base/file.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/when.h"
#include "stocktake/record/durable.h"

/* Four letters and digits, so that two clones never make the same file. Not from the clock: it may
 * be frozen. */
static void random_letters(char out[5])
{
	static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789";
	unsigned char bytes[4];

	if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (unsigned char)((unsigned)getpid() >> (i * 3));
	for (size_t i = 0; i < 4; i++)
		out[i] = alphabet[bytes[i] % (sizeof alphabet - 1)];
	out[4] = '\0';
}

static bool is_taken(int dirfd, const char *path)
{
	return faccessat(dirfd, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void name_files(struct stk_testimony *testimony, int dirfd, const struct stk_voice *voice,
		       const struct stk_clock *clock)
{
	const char *who = strrchr(voice->by, '/') ? strrchr(voice->by, '/') + 1 : voice->by;
	char date[11], letters[5];

	stk_date_format(clock->today, date);
	for (int tries = 0; tries < 1000; tries++) {
		free(testimony->id);
		free(testimony->path);
		free(testimony->marker);
		random_letters(letters);
		testimony->id = stk_xasprintf("%s-%s-%s-%s", date, who, voice->kind, letters);
		testimony->path = stk_xasprintf("evidence/%s.yaml", testimony->id);
		testimony->marker =
			stk_xasprintf("evidence/" STK_MARKER_PREFIX "%s", testimony->id);
		if (!is_taken(dirfd, testimony->path) && !is_taken(dirfd, testimony->marker))
			return;
	}
}

int stk_testimony_begin(struct stk_testimony *testimony, int dirfd, const struct stk_voice *voice,
			const struct stk_clock *clock, bool gathers, struct stk_err *err)
{
	*testimony = (struct stk_testimony){
		.marker_fd = -1, .text = STK_STR_INIT, .gathers = gathers, .pending = STK_STR_INIT};
	name_files(testimony, dirfd, voice, clock);
	if (is_taken(dirfd, testimony->path)) {
		stk_err_set(err, STK_EIO, "no free name for another file of evidence beside %s",
			    testimony->path);
		goto failed;
	}
	if (gathers)
		return 0;
	/* The evidence, written next and beside it, makes sure of it. */
	if (stk_durable_create(dirfd, testimony->marker, err))
		goto failed;
	if (stk_testimony_lock(testimony, dirfd, err) == 0)
		return 0;
failed:
	stk_testimony_end(testimony, dirfd, false);
	return -1;
}

int stk_testimony_lock(struct stk_testimony *testimony, int dirfd, struct stk_err *err)
{
	testimony->gathers = false;
	testimony->marker_fd = openat(dirfd, testimony->marker, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (testimony->marker_fd >= 0 && flock(testimony->marker_fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	return stk_err_errno(err, errno, "cannot lock %s", testimony->marker);
}

static struct stk_value *header(struct stk_arena *arena, const struct stk_voice *voice,
				const struct stk_clock *clock)
{
	struct stk_value *map = stk_value_map(arena);
	char now[21];

	stk_time_format(stk_clock_now_seconds(clock), now);
	stk_value_put_text(arena, map, "kind", voice->kind);
	stk_value_put_text(arena, map, "by", voice->by);
	stk_value_put_text(arena, map, "at", stk_arena_strdup(arena, now));
	if (voice->facilitator)
		stk_value_put_text(arena, map, "facilitator", voice->facilitator);
	if (voice->source)
		stk_value_put_text(arena, map, "source", voice->source);
	return map;
}

static void add_answer(struct stk_testimony *testimony, struct stk_value *answer)
{
	/* `answers` is the file's last key and nobody else writes this file, so a line more at its
	 * end is an answer more. */
	stk_str_add(&testimony->text, "  - ");
	stk_yaml_emit_flow(answer, &testimony->text);
	stk_str_addc(&testimony->text, '\n');
}

static const char *state_word(enum stk_answer_state state)
{
	switch (state) {
	case STK_ANSWER_UNKNOWN: return "unknown";
	case STK_ANSWER_SILENT: return "silent";
	default: return "not-applicable";
	}
}

/* Where answers go, and what is told with them. */
struct telling {
	struct stk_testimony *testimony;
	struct stk_arena *arena;
	const struct stk_voice *voice;
	const struct stk_inventory *inventory;
	bool with_before;
	const char *typed; /* NULL once it is told */
};

/* What stood there, and the line, with its first answer. */
static void put_aside(struct telling *telling, const struct stk_change *change,
		      struct stk_value *map)
{
	const struct stk_value *was = NULL;
	struct stk_value *copy;

	if (telling->with_before && change->op == STK_CHANGE_SET)
		was = stk_value_standing(telling->inventory, change->address, telling->arena);
	if (was) {
		copy = stk_arena_alloc(telling->arena, sizeof *copy);
		*copy = *was;
		copy->next = NULL;
		stk_value_put(telling->arena, map, "was", copy);
	}
	if (telling->typed)
		stk_value_put_text(telling->arena, map, "typed", telling->typed);
	telling->typed = NULL;
}

static struct stk_value *answer(struct telling *telling, const struct stk_change *change)
{
	struct stk_arena *arena = telling->arena;
	const struct stk_voice *voice = telling->voice;
	struct stk_value *map = stk_value_map(arena);
	struct stk_value *says;

	stk_value_put_text(arena, map, "at", change->address);
	if (change->op == STK_CHANGE_STATE) {
		if (change->state == STK_ANSWER_ASK)
			stk_value_put_text(arena, map, "ask", change->ask);
		else
			stk_value_put_text(arena, map, "state", state_word(change->state));
	} else {
		if (change->op == STK_CHANGE_REMOVE || !change->value) {
			says = stk_value_text(arena, "false");
		} else {
			says = stk_arena_alloc(arena, sizeof *says);
			*says = *change->value;
			says->next = NULL;
		}
		stk_value_put(arena, map, "says", says);
	}
	if (change->accepted)
		stk_value_put_text(arena, map, "accepted", "true");
	if (change->cell)
		stk_value_put_text(arena, map, "cell", change->cell);
	if (change->by && strcmp(change->by, voice->by) != 0)
		stk_value_put_text(arena, map, "by", change->by);
	put_aside(telling, change, map);
	return map;
}

/* A whole entity was said: each of its keys is an answer of its own, so that `who` finds who said
 * it. */
static bool is_entity(const struct stk_change *change)
{
	const char *slash = strchr(change->address, '/');

	return change->op == STK_CHANGE_SET && change->value->kind == STK_NODE_MAP && slash &&
	       !strchr(slash + 1, '/') && !stk_starts(change->address, "inventory/");
}

/* Says of one part below the change's address. */
static void add_below(struct telling *telling, const struct stk_change *change, const char *part,
		      const struct stk_value *value)
{
	struct stk_str at = STK_STR_INIT;
	struct stk_change one = *change;

	stk_str_add(&at, change->address);
	stk_address_add(&at, part);
	one.op = STK_CHANGE_SET;
	one.address = at.data;
	one.value = value;
	add_answer(telling->testimony, answer(telling, &one));
	stk_str_release(&at);
}

const char *stk_testimony_added_name(const struct stk_inventory *inventory,
				     const struct stk_change *change)
{
	struct stk_address address;
	struct stk_place place;
	struct stk_err ignored;
	const char *name = NULL;

	if (change->op != STK_CHANGE_ADD || stk_address_parse(change->address, &address, &ignored))
		return NULL;
	if (stk_address_resolve(inventory, &address, &place, &ignored) && place.key)
		name = stk_compose_name(change->value, place.key->item);
	stk_address_release(&address);
	return name;
}

static void add_answers(struct telling *telling, const struct stk_change *change)
{
	const char *name = stk_testimony_added_name(telling->inventory, change);

	if (name) {
		add_below(telling, change, name,
			  change->value->kind == STK_NODE_SCALAR
				  ? stk_value_text(telling->arena, "true")
				  : change->value);
	} else if (is_entity(change)) {
		for (const struct stk_value *member = change->value->first; member;
		     member = member->next)
			add_below(telling, change, member->key, member);
	} else {
		add_answer(telling->testimony, answer(telling, change));
	}
}

/* A rename or fold gave what was said so far other addresses, or an editor put in a note. */
static void read_again(struct stk_testimony *testimony, int dirfd)
{
	struct stk_str now = STK_STR_INIT;
	struct stk_err ignored;

	if (testimony->begun &&
	    stk_file_read(dirfd, testimony->path, STK_YAML_MAX_BYTES, &now, NULL, &ignored) == 0 &&
	    now.len && now.data[now.len - 1] == '\n') {
		stk_str_reset(&testimony->text);
		stk_str_addn(&testimony->text, now.data, now.len);
	}
	stk_str_release(&now);
}

int stk_testimony_add(struct stk_testimony *testimony, int dirfd, const struct stk_voice *voice,
		      const struct stk_inventory *inventory, const struct stk_change *changes,
		      size_t count, struct stk_aside *aside, struct stk_err *err)
{
	struct stk_arena arena = STK_ARENA_INIT;
	struct telling telling = {.testimony = testimony,
				  .arena = &arena,
				  .voice = voice,
				  .inventory = inventory,
				  .with_before = aside->is_kept,
				  .typed = aside->typed};
	struct stk_syms syms;
	size_t before;
	int result = -1;

	stk_syms_init(&syms);
	if (!testimony->gathers)
		read_again(testimony, dirfd);
	before = testimony->text.len;
	if (!testimony->begun) {
		stk_yaml_emit_document(header(&arena, voice, &inventory->clock), &testimony->text);
		stk_str_add(&testimony->text, "answers:\n");
	}
	for (size_t i = 0; i < count; i++)
		add_answers(&telling, &changes[i]);
	if (stk_yaml_parse(testimony->path, testimony->text.data, testimony->text.len, &arena,
			   &syms, err) &&
	    (testimony->gathers || stk_durable_write(dirfd, testimony->path, testimony->text.data,
						     testimony->text.len, err) == 0)) {
		testimony->begun = true;
		free(aside->typed);
		aside->typed = NULL;
		result = 0;
	} else {
		stk_str_truncate(&testimony->text, before);
	}
	stk_syms_release(&syms);
	stk_arena_release(&arena);
	return result;
}

static void add_pending(struct stk_testimony *testimony, const char *address, const char *part)
{
	size_t from = testimony->pending.len;

	stk_str_add(&testimony->pending, address);
	if (part)
		stk_address_add(&testimony->pending, part);
	stk_str_addc(&testimony->pending, '\n');
	/* One with a line end in it would be read as two. */
	if (strchr(testimony->pending.data + from, '\n') !=
	    testimony->pending.data + testimony->pending.len - 1)
		stk_str_truncate(&testimony->pending, from);
}

void stk_testimony_expects(struct stk_testimony *testimony, const struct stk_inventory *inventory,
			   const struct stk_change *change)
{
	const char *name = stk_testimony_added_name(inventory, change);

	if (!name && is_entity(change))
		for (const struct stk_value *member = change->value->first; member;
		     member = member->next)
			add_pending(testimony, change->address, member->key);
	else
		add_pending(testimony, change->address, name);
}

/* Each answer is a line of its own and ends with a brace: the key goes before it. */
int stk_testimony_take_back(struct stk_testimony *testimony, int dirfd, size_t from, size_t to,
			    const struct stk_clock *clock, struct stk_err *err)
{
	struct stk_str text = STK_STR_INIT;
	char now[21];
	int failed;

	stk_time_format(stk_clock_now_seconds(clock), now);
	stk_str_addn(&text, testimony->text.data, from);
	while (from < to) {
		const char *line = testimony->text.data + from;
		size_t len = strcspn(line, "\n");

		if (stk_starts(line, "  - {") && line[len - 1] == '}') {
			stk_str_addn(&text, line, len - 1);
			stk_str_addf(&text, ", taken_back: %s}", now);
		} else {
			stk_str_addn(&text, line, len);
		}
		stk_str_addc(&text, '\n');
		from += len + 1;
	}
	stk_str_add(&text, testimony->text.data + to);
	failed = stk_durable_write(dirfd, testimony->path, text.data, text.len, err);
	if (!failed) {
		stk_str_release(&testimony->text);
		testimony->text = text;
		return 0;
	}
	stk_str_release(&text);
	return failed;
}

void stk_testimony_pending(struct stk_testimony *testimony, const struct stk_change *changes,
			   size_t count)
{
	struct stk_str text = STK_STR_INIT;

	if (!testimony->begun || testimony->marker_fd < 0)
		return;
	for (size_t i = 0; i < count; i++)
		stk_str_addf(&text, "%s\n", changes[i].address);
	/* In place, for its lock hangs on the file. That it fails is no loss: the evidence has it.
	 */
	if (ftruncate(testimony->marker_fd, 0) == 0 &&
	    pwrite(testimony->marker_fd, text.data, text.len, 0) >= 0)
		fsync(testimony->marker_fd);
	stk_str_release(&text);
}

void stk_testimony_end(struct stk_testimony *testimony, int dirfd, bool keep_marker)
{
	struct stk_err ignored;

	if (testimony->marker && !keep_marker && !testimony->gathers)
		stk_durable_remove(dirfd, testimony->marker, &ignored);
	if (testimony->marker && testimony->marker_fd >= 0)
		close(testimony->marker_fd);
	free(testimony->id);
	free(testimony->path);
	free(testimony->marker);
	stk_str_release(&testimony->text);
	stk_str_release(&testimony->pending);
	memset(testimony, 0, sizeof *testimony);
}
