/*
 * The parts of a package (XLSX, ODS), read through minizip and counted as they come: what a central
 * directory says of sizes is not believed.
 */
#ifndef STOCKTAKE_SHEETS_PACKAGE_H
#define STOCKTAKE_SHEETS_PACKAGE_H

#include "book_build.h"
#include "stocktake/base/map.h"

#define STK_ZIP_MAX_ENTRIES 10000
#define STK_ZIP_MAX_RATIO   500 /* beyond STK_ZIP_FREE_BYTES: unzipped bytes to those of the file */
#define STK_ZIP_FREE_BYTES  ((size_t)16 << 20)

struct stk_zip {
	struct stk_builder *build;
	const char *bytes;
	size_t len_bytes, at; /* of the file as minizip reads it */
	void *file;           /* unzFile */
	struct stk_map names; /* folded names: an index into places */
	struct stk_zip_place *places;
	size_t count, cap;
	size_t unzipped_bytes;
};

/* -1 with err if it is no package that can be read. Released with stk_zip_close either way. */
int stk_zip_open(struct stk_zip *zip, struct stk_builder *build, const char *bytes,
		 size_t len_bytes);
void stk_zip_close(struct stk_zip *zip);

/* Names of parts are compared without case; "\" is "/", a leading "/" is nothing. */
bool stk_zip_has(const struct stk_zip *zip, const char *name);
/* True if there is a part whose name begins and ends so, and is none of the others (lower case;
 * NULL ends them). */
bool stk_zip_has_like(const struct stk_zip *zip, const char *beginning, const char *ending,
		      const char *const *others);

/* Begins a part, at the most one at a time; -1 with err if it is not there or has a password. */
int stk_zip_part(struct stk_zip *zip, const char *name);
/* The next bytes of it into `out`: their number, 0 at its end, -1 with err where it is broken or
 * too large. */
int stk_zip_read(struct stk_zip *zip, const char *name, void *out, unsigned cap_bytes);
void stk_zip_part_end(struct stk_zip *zip);

#endif
