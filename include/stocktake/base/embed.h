/*
 * The files that the binary carries with it: the standard terms and metrics, the catalogue of known
 * products, the checks, the guides, translations and manual pages. The table is written at build
 * time (scripts/dev/embed), sorted by name in byte order. Names are relative to where people find
 * the files: "known/hubspot.yaml", "metrics/win-rate.yaml", "terms.yaml",
 * "checks/silo-isolated.lua", "guides/en.yaml", "po/zh.mo", "man/stocktake.1.scd".
 * Everything here lives as long as the program; nobody owns or frees it.
 */
#ifndef STOCKTAKE_BASE_EMBED_H
#define STOCKTAKE_BASE_EMBED_H

#include <stddef.h>

struct stk_embedded {
	const char *name;
	const char *data; /* NUL-terminated; the NUL is not counted */
	size_t size_bytes;
};

extern const struct stk_embedded stk_embedded_files[];
extern const size_t stk_embedded_count;

/* The file of that name, or NULL. */
const struct stk_embedded *stk_embedded_find(const char *name);

#endif
