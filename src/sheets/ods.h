/*
 * ODS in, packed or flat (.fods), whoever wrote it: see book.h for what comes of it.
 */
#ifndef STOCKTAKE_SHEETS_ODS_H
#define STOCKTAKE_SHEETS_ODS_H

#include "number.h"
#include "package.h"

/* All of a package that has a content.xml in it. */
int stk_ods_read(struct stk_builder *build, struct stk_zip *zip);
/* One flat document. */
int stk_ods_read_flat(struct stk_builder *build, const char *bytes, size_t len_bytes);

#endif
