/*
 * Secrets: passwords, tokens and keys that somebody wrote into an inventory, which goes into git
 * and from there to everybody.
 *
 * Recognised are the shapes that issuers publish (a fixed beginning, then characters of a fixed
 * alphabet), private keys in PEM, a password beside its word or inside an URL, and runs of letters
 * and digits that look drawn by lot. Ids, names of fields, UUIDs, hexadecimal hashes and links are
 * none of these.
 */
#ifndef STOCKTAKE_MODEL_SECRET_H
#define STOCKTAKE_MODEL_SECRET_H

#include "stocktake/model/inventory.h"

struct stk_secret {
	const char *what; /* "an access key", "a password": static */
	size_t at, len;   /* where in the text: bytes of the secret itself */
};

/* The first secret in a text; false if there is none. Looks at the first 64 KiB. */
bool stk_secret_find(const char *text, size_t len_bytes, struct stk_secret *secret);

/* A text of the inventory that has one. */
struct stk_secret_place {
	enum stk_kind kind;
	uint32_t entity;   /* index in its kind; of no meaning for STK_INVENTORY */
	stk_sym key;       /* the key of the entity under which it stands */
	const char *what;  /* static */
	const char *begin; /* text it begins with; not NUL-terminated there */
	size_t len;        /* its length in bytes */
};

/* Calls for every value that has a secret in it, entities in their order; each text is looked at
 * once, however often it stands. Ends early where `each` returns other than 0. */
void stk_secrets_each(const struct stk_inventory *inventory,
		      int (*each)(void *data, const struct stk_secret_place *place), void *data);

#endif
