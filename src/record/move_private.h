/*
 * One rename or fold at work.
 */
#ifndef RECORD_MOVE_PRIVATE_H
#define RECORD_MOVE_PRIVATE_H

#include "record_private.h"
#include "unite.h"

struct stk_work {
	struct stk_record *record;
	const struct stk_moving *moving;
	struct stk_moved *moved;
	struct stk_arena arena;
	struct stk_evidence *evidence;
	const struct stk_shape *shape;   /* of what moves */
	const char *from_path, *to_path; /* of entities with a file of their own; "" for others */
	const char *item_path;           /* of a field, team or term: the file that has it */
	const char *from_address, *to_address;
	const char *old_name; /* NULL: none */
	const char *to_name;  /* of the one that stays; its id where it has none */
	struct stk_target *targets;
	size_t count, cap;
};

/* Finds paths and addresses. On failure there is something to release all the same. */
int stk_work_begin(struct stk_work *work, struct stk_record *record,
		   const struct stk_moving *moving, struct stk_moved *moved, struct stk_err *err);
int stk_work_run(struct stk_work *work, bool again, struct stk_err *err);
void stk_work_release(struct stk_work *work);

struct stk_unite stk_work_unite(struct stk_work *work, struct stk_target *stays);
/* Gives one text the new id wherever it has the old one. */
int stk_work_move(struct stk_work *work, enum stk_kind kind, const char *path, struct stk_str *text,
		  struct stk_err *err);
/* Two links of a platform that will lead to the same one become one. */
int stk_work_twin_links(struct stk_work *work, enum stk_kind kind, struct stk_target *target,
			struct stk_err *err);
/* A waiver that would be where another of the same check is goes, and is said. */
int stk_work_twin_waivers(struct stk_work *work, enum stk_kind kind, struct stk_target *target,
			  struct stk_err *err);

#endif
