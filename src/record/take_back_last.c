/* The last answer of an earlier record, taken back: from what the evidence says stood before. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "record_private.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/text.h"
#include "stocktake/model/refs.h"
#include "stocktake/record/durable.h"

/* --- what it said -------------------------------------------------------------------------------
 */

/* One address of which it spoke. */
struct told {
	const char *at;
	const struct stk_value *was, *is; /* NULL: nothing */
};

struct taking {
	struct stk_record *record;
	const struct stk_last_answer *last;
	struct stk_evidence *evidence;
	const struct stk_node *from, *to; /* its answers */
	struct stk_arena arena;
	struct told *items;
	size_t count, cap;
	size_t *kept;
};

static bool is_gone(const struct stk_inventory *inventory, const char *at,
		    const struct stk_value *says)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	bool is_bool = false;

	if (!says->text || strcmp(says->text, "false") != 0 ||
	    stk_address_parse(at, &address, &ignored))
		return false;
	if (stk_address_resolve(inventory, &address, &place, &ignored))
		is_bool = place.key && place.key->type == STK_TYPE_BOOL && !place.member;
	stk_address_release(&address);
	return !is_bool;
}

/* Of several answers at one address what stood before the first of them, and what the last says. */
static void add_told(struct taking *taking, const struct stk_node *answer)
{
	const struct stk_inventory *inventory = taking->record->inventory;
	const char *at = stk_text(inventory, answer, STK_W_AT);
	const struct stk_node *says = stk_node_get(answer, STK_W_SAYS),
			      *was = stk_node_get(answer, STK_W_WAS);
	const struct stk_value *is;
	size_t i = 0;

	if (!at || !says || stk_node_get(answer, STK_W_TAKEN_BACK))
		return;
	is = stk_value_from_node(&taking->arena, says, &inventory->syms);
	if (is_gone(inventory, at, is))
		is = NULL;
	while (i < taking->count && strcmp(taking->items[i].at, at) != 0)
		i++;
	if (i < taking->count) {
		taking->items[i].is = is;
		return;
	}
	STK_GROW(taking->items, taking->cap, taking->count + 1);
	taking->items[taking->count++] = (struct told){
		.at = stk_arena_strdup(&taking->arena, at),
		.was = was ? stk_value_from_node(&taking->arena, was, &inventory->syms) : NULL,
		.is = is};
}

static void collect(struct taking *taking)
{
	size_t index = 0;

	taking->from = taking->to = taking->last->evidence.node;
	STK_EACH_VALUE(answer, stk_node_get(taking->last->evidence.node, STK_W_ANSWERS))
	{
		if (index == taking->last->first)
			taking->from = answer;
		if (index >= taking->last->first && index < taking->last->end) {
			add_told(taking, answer);
			taking->to = answer + answer->size;
		}
		index++;
	}
}

static bool is_own(const struct taking *taking, const struct stk_answer *answer)
{
	return answer->node >= taking->from && answer->node < taking->to;
}

/* Anybody, in any other answer, says something of the place or below it. */
static bool is_spoken_of(const struct taking *taking, const char *at)
{
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(taking->evidence, at, true, &count);

	for (size_t i = 0; i < count; i++)
		if (answers[i]->state == STK_ANSWER_SAYS && !is_own(taking, answers[i]))
			return true;
	return false;
}

/* Somebody else says the same, or spoke of it since: then it is theirs as well. */
static bool is_theirs_too(const struct taking *taking, const struct told *told)
{
	const struct stk_inventory *inventory = taking->record->inventory;
	size_t count;
	const struct stk_answer *const *answers =
		stk_evidence_at(taking->evidence, told->at, false, &count);

	for (size_t i = 0; i < count; i++)
		if (answers[i]->state == STK_ANSWER_SAYS && !is_own(taking, answers[i]) &&
		    !stk_text_same(answers[i]->by, taking->record->by) &&
		    (strcmp(answers[i]->at, taking->last->at) > 0 ||
		     (told->is &&
		      stk_value_equals_node(told->is, answers[i]->says, &inventory->syms))))
			return true;
	return false;
}

/* --- back to what it was ------------------------------------------------------------------------
 */

static int remove_at(struct taking *taking, const char *at, struct stk_err *err)
{
	struct stk_change change = {.op = STK_CHANGE_REMOVE, .address = at};

	return stk_record_apply(taking->record, &change, 1, err);
}

/* "platforms/zork" of "platforms/zork/name"; NULL of another place. */
static const char *entity_named(struct taking *taking, const char *at)
{
	const char *id = strchr(at, '/'), *key = id ? strchr(id + 1, '/') : NULL;

	return key && strcmp(key, "/name") == 0
		       ? stk_arena_strndup(&taking->arena, at, (size_t)(key - at))
		       : NULL;
}

static int put_back_one(struct taking *taking, const struct told *told, struct stk_err *err)
{
	bool dropped;

	/* What was contested is still what it was; the dispute goes. */
	if (stk_drop_dispute(taking->record, told->at, taking->record->by, &dropped, err))
		return -1;
	/* The name of something that this answer brought goes last, with all of it. */
	if (dropped || (!told->was && entity_named(taking, told->at)))
		return 0;
	if (is_theirs_too(taking, told)) {
		++*taking->kept;
		return 0;
	}
	return stk_put_value_back(taking->record, told->at, told->was, told->is, taking->kept, err);
}

/* Nothing is left of it but what it is called by. */
static bool is_bare(const struct stk_node *node)
{
	if (stk_node_kind(node) == STK_NODE_LIST)
		return stk_values_count(node) == 0;
	if (stk_node_kind(node) != STK_NODE_MAP)
		return false;
	STK_EACH_CHILD (child, node)
		if (child->key != STK_W_WITH && child->key != STK_W_NAME)
			return false;
	return true;
}

static const struct stk_node *node_at(const struct stk_inventory *inventory, const char *at)
{
	struct stk_address address;
	struct stk_place place = {0};
	struct stk_err ignored;
	const struct stk_node *node = NULL;

	if (stk_address_parse(at, &address, &ignored))
		return NULL;
	if (stk_address_resolve(inventory, &address, &place, &ignored) && !place.member)
		node = place.node;
	stk_address_release(&address);
	return node;
}

/* A list without members would say that there are none, a link without anything that there is one.
 */
static int prune(struct taking *taking, const char *at, struct stk_err *err)
{
	char *above = stk_arena_strdup(&taking->arena, at), *slash;
	int failed = 0;

	while (!failed && (slash = strrchr(above, '/'))) {
		const struct stk_node *node;

		*slash = '\0';
		slash = strchr(above, '/');
		if (!slash || !strchr(slash + 1, '/'))
			break; /* the entity itself */
		node = node_at(taking->record->inventory, above);
		if (node && (!is_bare(node) || is_spoken_of(taking, above)))
			break;
		if (node)
			failed = remove_at(taking, above, err);
	}
	return failed;
}

struct pointing {
	const struct taking *taking;
	bool any;
};

static int look_for_other(void *data, const struct stk_ref *ref)
{
	struct pointing *pointing = data;

	pointing->any = ref->from_kind != STK_EVIDENCE || ref->node < pointing->taking->from ||
			ref->node >= pointing->taking->to;
	return pointing->any;
}

static bool is_pointed_at(const struct taking *taking, enum stk_kind kind,
			  const struct stk_entity *entity)
{
	const struct stk_inventory *inventory = taking->record->inventory;
	struct stk_refs *refs = stk_refs_new(inventory);
	struct pointing pointing = {taking, false};

	stk_refs_to(refs, kind, stk_entity_index(inventory, kind, entity), look_for_other,
		    &pointing);
	stk_refs_free(refs);
	return pointing.any;
}

/* A tool or a person that nobody else speaks of, and nothing points at, was not there before. */
static int forget_entity(struct taking *taking, const char *entity, struct stk_err *err)
{
	struct stk_inventory *inventory = taking->record->inventory;
	const char *id = strchr(entity, '/') + 1;
	char *plural = stk_arena_strndup(&taking->arena, entity, (size_t)(id - 1 - entity));
	int kind = stk_kind_by_name(plural);
	const struct stk_entity *found =
		kind >= 0 ? stk_inventory_find(inventory, (enum stk_kind)kind, id) : NULL;

	if (!found)
		return 0;
	if ((found->node && !is_bare(found->node)) || is_spoken_of(taking, entity) ||
	    is_pointed_at(taking, (enum stk_kind)kind, found)) {
		++*taking->kept;
		return 0;
	}
	return remove_at(taking, entity, err);
}

static int put_all_back(struct taking *taking, struct stk_err *err)
{
	int failed = 0;

	for (size_t i = taking->count; i-- > 0 && !failed;)
		failed = put_back_one(taking, &taking->items[i], err);
	for (size_t i = taking->count; i-- > 0 && !failed;)
		if (!taking->items[i].was && !entity_named(taking, taking->items[i].at))
			failed = prune(taking, taking->items[i].at, err);
	for (size_t i = taking->count; i-- > 0 && !failed;) {
		const char *entity = taking->items[i].was || !taking->items[i].is
					     ? NULL
					     : entity_named(taking, taking->items[i].at);

		if (entity)
			failed = forget_entity(taking, entity, err);
	}
	return failed;
}

/* Of a process that is killed in between, the next start finds the marker and fills in again what
 * the evidence still says. */
static int begin(const struct stk_record *record, const char *marker, int *fd, struct stk_err *err)
{
	*fd = -1;
	if (stk_record_lock(record->dirfd, err))
		return -1;
	if (stk_durable_write(record->dirfd, marker, "", 0, err) == 0)
		*fd = openat(record->dirfd, marker, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	if (*fd >= 0 && flock(*fd, LOCK_EX | LOCK_NB)) {
		stk_err_errno(err, errno, "cannot lock %s", marker);
		close(*fd);
		*fd = -1;
	}
	stk_record_unlock(record->dirfd);
	return *fd < 0 ? -1 : 0;
}

int stk_record_take_back_last(struct stk_record *record, const struct stk_last_answer *last,
			      size_t *kept, struct stk_err *err)
{
	struct taking taking = {.record = record, .last = last, .kept = kept};
	struct stk_record_counts counts = record->counts;
	const char *by = record->voice.by;
	bool keeps_steps = record->keeps_steps;
	char *marker = stk_last_marker(record, &last->evidence);
	int fd, failed;

	*kept = 0;
	failed = begin(record, marker, &fd, err);
	if (failed)
		goto out;
	taking.evidence = stk_evidence_new(record->inventory);
	collect(&taking);
	/* It is no testimony: the evidence says that it was taken back. */
	record->voice.by = NULL;
	record->keeps_steps = false;
	failed = put_all_back(&taking, err);
	record->voice.by = by;
	record->keeps_steps = keeps_steps;
	record->counts = counts;
	if (!failed)
		failed = stk_last_mark(record, last, err);
	if (!failed)
		failed = stk_durable_remove(record->dirfd, marker, err);
	close(fd);
	stk_evidence_free(taking.evidence);
out:
	free(marker);
	free(taking.items);
	stk_arena_release(&taking.arena);
	return failed;
}
