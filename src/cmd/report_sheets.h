/*
 * The report as a workbook: our own tables, or somebody's own sheet with what is known beside it.
 */
#ifndef CMD_REPORT_SHEETS_H
#define CMD_REPORT_SHEETS_H

#include "judge.h"

/* Appends the bytes of an XLSX. `like`: the sheet whose rows, columns and order are kept; NULL:
 * inventory, findings, metrics, crosswalk. */
int stk_report_workbook(const struct stk_app *app, struct stk_case *it, const char *like,
			struct stk_str *out, struct stk_err *err);

#endif
