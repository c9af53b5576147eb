#include "stocktake/model/secret.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/mem.h"
#include "stocktake/base/tr.h"

#define MAX_TEXT_BYTES ((size_t)64 << 10)

/* --- characters ------------------------------------------------------------------------------- */

enum { LOWER = 1, UPPER = 2, DIGIT = 4, WORD_MARK = 8, BASE64_MARK = 16 };

static unsigned class_of(char c)
{
	if (c >= 'a' && c <= 'z')
		return LOWER;
	if (c >= 'A' && c <= 'Z')
		return UPPER;
	if (c >= '0' && c <= '9')
		return DIGIT;
	if (c == '-' || c == '_')
		return WORD_MARK;
	return c == '+' || c == '/' || c == '=' ? BASE64_MARK : 0;
}

#define TOKEN (LOWER | UPPER | DIGIT | WORD_MARK)

static size_t run_of(const char *text, size_t len, unsigned classes)
{
	size_t at = 0;

	while (at < len && (class_of(text[at]) & classes))
		at++;
	return at;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* --- shapes that issuers publish -------------------------------------------------------------- */

static const struct shape {
	const char *begins;
	size_t least; /* characters of `classes` that must follow */
	unsigned classes;
	const char *what;
} shapes[] = {
	{"AKIA", 16, UPPER | DIGIT, STK_N("an access key of a cloud")},
	{"ASIA", 16, UPPER | DIGIT, STK_N("an access key of a cloud")},
	{"AIza", 35, TOKEN, STK_N("an API key")},
	{"ghp_", 30, TOKEN, STK_N("an access token")},
	{"gho_", 30, TOKEN, STK_N("an access token")},
	{"ghu_", 30, TOKEN, STK_N("an access token")},
	{"ghs_", 30, TOKEN, STK_N("an access token")},
	{"github_pat_", 30, TOKEN, STK_N("an access token")},
	{"glpat-", 20, TOKEN, STK_N("an access token")},
	{"xoxb-", 10, TOKEN, STK_N("a token of a chat")},
	{"xoxp-", 10, TOKEN, STK_N("a token of a chat")},
	{"xoxa-", 10, TOKEN, STK_N("a token of a chat")},
	{"xapp-", 10, TOKEN, STK_N("a token of a chat")},
	{"sk_live_", 16, TOKEN, STK_N("a secret key")},
	{"rk_live_", 16, TOKEN, STK_N("a secret key")},
	{"sk-", 32, TOKEN, STK_N("a secret key")},
	{"shpat_", 30, TOKEN, STK_N("an access token")},
	{"pat-na1-", 30, TOKEN, STK_N("an access token")},
	{"pat-eu1-", 30, TOKEN, STK_N("an access token")},
	{"npm_", 36, LOWER | UPPER | DIGIT, STK_N("an access token")},
	{"dop_v1_", 40, TOKEN, STK_N("an access token")},
	{"key-", 32, LOWER | UPPER | DIGIT, STK_N("an API key")},
	{"AccountKey=", 40, TOKEN | BASE64_MARK, STK_N("an account key")},
	{"SharedAccessKey=", 30, TOKEN | BASE64_MARK, STK_N("an access key")},
	{"hooks.slack.com/services/", 20, TOKEN | BASE64_MARK, STK_N("the address of a web hook")},
};

static bool has_digit(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (class_of(text[i]) == DIGIT)
			return true;
	return false;
}

static bool find_shape(const char *text, size_t len, size_t at, struct stk_secret *secret)
{
	for (size_t i = 0; i < STK_COUNT(shapes); i++) {
		size_t begins = strlen(shapes[i].begins), run;

		if (text[at] != *shapes[i].begins || len - at < begins + shapes[i].least ||
		    memcmp(text + at, shapes[i].begins, begins) != 0)
			continue;
		run = run_of(text + at + begins, len - at - begins, shapes[i].classes);
		if (run < shapes[i].least || !has_digit(text + at + begins, run))
			continue; /* "sk-" is also how a word with hyphens may go on */
		*secret = (struct stk_secret){stk_t(shapes[i].what), at, begins + run};
		return true;
	}
	return false;
}

/* Three parts in base64url, the first of which is a JSON object: RFC 7519. */
static bool find_web_token(const char *text, size_t len, size_t at, struct stk_secret *secret)
{
	size_t end = at;

	if (len - at < 40 || memcmp(text + at, "eyJ", 3) != 0 ||
	    (at && (class_of(text[at - 1]) & TOKEN)))
		return false;
	for (int part = 0; part < 3; part++) {
		size_t run = run_of(text + end, len - end, TOKEN);

		if (run < 8 || (part < 2 && (end + run == len || text[end + run] != '.')))
			return false;
		end += run + (part < 2);
	}
	*secret = (struct stk_secret){stk_t("a signed token"), at, end - at};
	return true;
}

/* RFC 7468. */
static bool find_pem(const char *text, size_t len, struct stk_secret *secret)
{
	static const char begin[] = "-----BEGIN ", end[] = "PRIVATE KEY-----";
	const char *at = memmem(text, len, begin, strlen(begin)), *close;

	if (!at)
		return false;
	close = memmem(at, len - (size_t)(at - text), end, strlen(end));
	if (!close || close - at > 40)
		return false;
	*secret = (struct stk_secret){stk_t("a private key"), (size_t)(at - text),
				      (size_t)(close - at) + strlen(end)};
	return true;
}

/* --- a word, and beside it what it names ------------------------------------------------------ */

static const char *const names[] = {
	"password",  "passwd",        "passwort", "pwd",    "passphrase", "secret",     "token",
	"api key",   "api-key",       "api_key",  "apikey", "access key", "access_key", "pass",
	"accesskey", "client_secret", "密码",     "口令",   "密钥",
};

/* What people write in a password's place. */
static bool is_placeholder(const char *text, size_t len)
{
	bool same = true;

	for (size_t i = 1; i < len; i++)
		same = same && text[i] == text[0];
	return same || strchr("<{[$%*", text[0]) != NULL;
}

/* Letters alone are a word ("password: see the vault"); a secret mixes. */
static bool is_mixed(const char *text, size_t len)
{
	bool letter = false, other = false;

	for (size_t i = 0; i < len; i++) {
		unsigned class = class_of(text[i]);

		if (class & (LOWER | UPPER))
			letter = true;
		else if ((class & DIGIT) || (text[i] > ' ' && strchr("!@#$%^&*?~+", text[i])))
			other = true;
	}
	return letter && other;
}

static bool find_named(const char *text, size_t len, size_t name_end, struct stk_secret *secret)
{
	size_t at = name_end, end;

	while (at < len && (text[at] == ' ' || text[at] == '"' || text[at] == '\''))
		at++;
	if (at < len && (text[at] == ':' || text[at] == '='))
		at++;
	else if (len - at >= 3 && memcmp(text + at, "\xef\xbc\x9a", 3) == 0) /* the wide colon */
		at += 3;
	else
		return false;
	while (at < len && (text[at] == ' ' || text[at] == '"' || text[at] == '\''))
		at++;
	for (end = at; end < len && !is_blank(text[end]) && !strchr("\"',;", text[end]);)
		end++;
	if (end - at < 6 || is_placeholder(text + at, end - at) || !is_mixed(text + at, end - at))
		return false;
	*secret = (struct stk_secret){"a password", at, end - at};
	return true;
}

static bool find_password(const char *text, size_t len, size_t at, struct stk_secret *secret)
{
	for (size_t i = 0; i < STK_COUNT(names); i++) {
		size_t name = strlen(names[i]);

		if ((text[at] | 0x20) == *names[i] && len - at > name &&
		    strncasecmp(text + at, names[i], name) == 0 &&
		    find_named(text, len, at + name, secret))
			return true;
	}
	return false;
}

/* "postgres://ana:secret@host": RFC 3986's userinfo. */
static bool find_userinfo(const char *text, size_t len, size_t at, struct stk_secret *secret)
{
	size_t colon = 0, end = at + 3;

	if (len - at < 3 || memcmp(text + at, "://", 3) != 0)
		return false;
	for (; end < len && !is_blank(text[end]) && !strchr("/?#@", text[end]); end++)
		if (text[end] == ':' && !colon)
			colon = end + 1;
	if (end == len || text[end] != '@' || !colon || end - colon < 3 ||
	    is_placeholder(text + colon, end - colon))
		return false;
	*secret = (struct stk_secret){stk_t("a password in an address"), colon, end - colon};
	return true;
}

/* --- drawn by lot ----------------------------------------------------------------------------- */

static double bits_a_character(const char *text, size_t len)
{
	size_t counts[256] = {0};
	double bits = 0;

	for (size_t i = 0; i < len; i++)
		counts[(unsigned char)text[i]]++;
	for (size_t i = 0; i < STK_COUNT(counts); i++)
		if (counts[i])
			bits -= (double)counts[i] / (double)len *
				log2((double)counts[i] / (double)len);
	return bits;
}

/* Words, in whatever case, keep to one class of characters for a while; lots do not. */
static bool is_drawn(const char *text, size_t len)
{
	unsigned seen = 0;
	size_t changes = 0, digits = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned class = class_of(text[i]);

		seen |= class;
		digits += class == DIGIT;
		changes += i && class != class_of(text[i - 1]);
	}
	return len >= 32 && len <= 512 && (seen & LOWER) && (seen & UPPER) && (seen & DIGIT) &&
	       digits >= 3 && changes * 5 >= len * 2 && bits_a_character(text, len) >= 4.0;
}

static bool find_drawn(const char *text, size_t len, struct stk_secret *secret)
{
	size_t at = 0;

	while (at < len) {
		size_t end = at, run;
		bool link = false;

		while (end < len && !is_blank(text[end]))
			end++;
		for (size_t i = at; i + 3 <= end; i++)
			link = link || memcmp(text + i, "://", 3) == 0;
		run = run_of(text + at, end - at, TOKEN | BASE64_MARK);
		/* A link's path names what lies there, as a rule not how to get in. */
		if (!link && at + run == end && is_drawn(text + at, run)) {
			*secret = (struct stk_secret){"a key", at, run};
			return true;
		}
		while (end < len && is_blank(text[end]))
			end++;
		at = end;
	}
	return false;
}

/* --- a text ----------------------------------------------------------------------------------- */

/* Nearly all texts are names, ids and dates: short, and none of these characters in them. */
static bool may_have(const char *text, size_t len)
{
	return len >= 20 || (len >= 10 && (memchr(text, ':', len) || memchr(text, '=', len) ||
					   memmem(text, len, "\xef\xbc\x9a", 3)));
}

bool stk_secret_find(const char *text, size_t len_bytes, struct stk_secret *secret)
{
	size_t len = len_bytes < MAX_TEXT_BYTES ? len_bytes : MAX_TEXT_BYTES;

	if (!may_have(text, len))
		return false;
	if (find_pem(text, len, secret))
		return true;
	for (size_t at = 0; at < len; at++) {
		if (text[at] == ':' && find_userinfo(text, len, at, secret))
			return true;
		/* In the middle of a word nothing begins. */
		if (at && (class_of(text[at - 1]) & (LOWER | UPPER | DIGIT)))
			continue;
		if (find_shape(text, len, at, secret) || find_web_token(text, len, at, secret) ||
		    find_password(text, len, at, secret))
			return true;
	}
	return find_drawn(text, len, secret);
}

/* --- the inventory ---------------------------------------------------------------------------- */

/* A bit for each symbol whose text has a secret in it; NULL: none has. */
static uint64_t *mark_symbols(const struct stk_syms *syms)
{
	uint64_t *marks = NULL;
	struct stk_secret secret;

	for (stk_sym sym = 1; sym < syms->count; sym++) {
		if (!stk_secret_find(stk_sym_text(syms, sym), stk_sym_len(syms, sym), &secret))
			continue;
		if (!marks)
			marks = stk_xcalloc(syms->count / 64 + 1, sizeof *marks);
		marks[sym / 64] |= UINT64_C(1) << (sym % 64);
	}
	return marks;
}

struct search {
	const struct stk_inventory *inventory;
	const uint64_t *marks;
	int (*each)(void *data, const struct stk_secret_place *place);
	void *data;
};

/* The members of an entity's map, each with all that lies below it. */
static int search_entity(const struct search *search, enum stk_kind kind, uint32_t entity,
			 const struct stk_node *map)
{
	const struct stk_syms *syms = &search->inventory->syms;
	int stop = 0;

	if (!map || stk_node_kind(map) != STK_NODE_MAP)
		return 0;
	STK_EACH_CHILD (child, map) {
		for (uint32_t i = 0; i < child->size && !stop; i++) {
			stk_sym value = child[i].value;
			struct stk_secret secret;

			if (stk_node_kind(&child[i]) != STK_NODE_SCALAR ||
			    !(search->marks[value / 64] >> (value % 64) & 1) ||
			    !stk_secret_find(stk_sym_text(syms, value), stk_sym_len(syms, value),
					     &secret))
				continue;
			stop = search->each(
				search->data,
				&(struct stk_secret_place){kind, entity, child->key, secret.what,
							   stk_sym_text(syms, value) + secret.at,
							   secret.len});
		}
	}
	return stop;
}

void stk_secrets_each(const struct stk_inventory *inventory,
		      int (*each)(void *data, const struct stk_secret_place *place), void *data)
{
	uint64_t *marks = mark_symbols(&inventory->syms);
	struct search search = {inventory, marks, each, data};
	int stop = 0;

	if (marks)
		stop = search_entity(&search, STK_INVENTORY, 0, inventory->root);
	for (int kind = 0; marks && !stop && kind < STK_KIND_COUNT; kind++) {
		const struct stk_entities *entities = &inventory->kinds[kind];

		for (uint32_t i = 0; kind != STK_INVENTORY && i < entities->count && !stop; i++)
			stop = search_entity(&search, (enum stk_kind)kind, i,
					     entities->items[i].node);
	}
	free(marks);
}
