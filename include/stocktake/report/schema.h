/*
 * The schema table as JSON Schema (draft-07), for editors: completion, hover texts and wavy lines
 * while somebody writes YAML by hand.
 *
 * Derived from model/schema alone.
 */
#ifndef STOCKTAKE_REPORT_SCHEMA_H
#define STOCKTAKE_REPORT_SCHEMA_H

#include "stocktake/base/str.h"

/* Appends the schema of the files of one kind (enum stk_kind); with -1 of the whole, as one
 * document with kinds as keys. It ends with a newline. Terms and waivers are those of terms.yaml
 * and waivers.yaml. Returns 0; -1 if there is no such kind (nothing appended). */
int stk_report_schema(int kind, struct stk_str *out);

#endif
