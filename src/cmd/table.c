#include <string.h>

#include "cmd.h"

extern const struct stk_cmd stk_cmd_init;
extern const struct stk_cmd stk_cmd_walk, stk_cmd_workshop, stk_cmd_template, stk_cmd_import;
extern const struct stk_cmd stk_cmd_add, stk_cmd_fold, stk_cmd_rename, stk_cmd_set, stk_cmd_settle;
extern const struct stk_cmd stk_cmd_report, stk_cmd_schema;
extern const struct stk_cmd stk_cmd_check, stk_cmd_checks, stk_cmd_list, stk_cmd_log,
	stk_cmd_metrics, stk_cmd_next, stk_cmd_show, stk_cmd_status, stk_cmd_waive, stk_cmd_what_if,
	stk_cmd_who;
extern const struct stk_cmd stk_cmd_help, stk_cmd_version;

const struct stk_cmd *const stk_commands[] = {
	/* begin */
	&stk_cmd_init,
	/* collect */
	&stk_cmd_walk,
	&stk_cmd_workshop,
	&stk_cmd_template,
	&stk_cmd_import,
	/* edit */
	&stk_cmd_add,
	&stk_cmd_set,
	&stk_cmd_rename,
	&stk_cmd_fold,
	&stk_cmd_settle,
	/* look */
	&stk_cmd_status,
	&stk_cmd_list,
	&stk_cmd_show,
	&stk_cmd_who,
	&stk_cmd_metrics,
	&stk_cmd_next,
	/* judge */
	&stk_cmd_check,
	&stk_cmd_checks,
	&stk_cmd_waive,
	&stk_cmd_what_if,
	/* history */
	&stk_cmd_log,
	/* hand over */
	&stk_cmd_report,
	/* help */
	&stk_cmd_help,
	&stk_cmd_schema,
	&stk_cmd_version,
	NULL,
};

const struct stk_cmd *stk_command_find(const char *name)
{
	for (const struct stk_cmd *const *cmd = stk_commands; *cmd; cmd++)
		if (strcmp((*cmd)->name, name) == 0)
			return *cmd;
	return NULL;
}
