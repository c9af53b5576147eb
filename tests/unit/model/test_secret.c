/* What looks like a secret, and what only looks long. The samples are put together here, so that no
 * file of the project holds anything that a scanner takes for real. */
#include "model/world.h"

#include "stocktake/model/secret.h"

#define LOT "q7Rk2mXv9Tz4Lw8Bn3Ys6Jd1Hf5Pc0Ga"

static void secret(const char *before, const char *begins, const char *rest, const char *what)
{
	struct stk_str text = STK_STR_INIT;
	struct stk_secret found;

	stk_str_addf(&text, "%s%s%s", before, begins, rest);
	if (!stk_secret_find(text.data, text.len, &found))
		fail_msg("'%s' has a secret in it", text.data);
	assert_string_equal(found.what, what);
	if (found.at != strlen(before) || found.at + found.len > text.len)
		fail_msg("'%s': at %zu, %zu bytes", text.data, found.at, found.len);
	stk_str_release(&text);
}

static void test_secrets(void **state)
{
	(void)state;
	secret("",
	       "AK"
	       "IA",
	       "ABCDEFGH12345678", "an access key of a cloud");
	secret("key ",
	       "gh"
	       "p_",
	       LOT, "an access token");
	secret("(",
	       "gl"
	       "pat-",
	       "abcdefghij0123456789)", "an access token");
	secret("bot: ",
	       "xo"
	       "xb-",
	       "123456789012-abcdef", "a token of a chat");
	secret("",
	       "sk_"
	       "live_",
	       "0123456789abcdefgh", "a secret key");
	secret("HubSpot app ",
	       "pat-"
	       "na1-",
	       "01234567-89ab-cdef-0123-456789abcdef", "an access token");
	secret("",
	       "AI"
	       "za",
	       "0123456789abcdefghijABCDEFGHIJ01234", "an API key");
	secret("",
	       "ey"
	       "J",
	       "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0x.abcdefgh01234567", "a signed token");
	secret("note\n", "-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE", "a private key");
	secret("login ana, password: ", "hunter2!", "", "a password");
	secret("Password = \"", "S3cret-of-Li", "\"", "a password");
	secret("DB_PASSWORD=", "abc123def", "; host=x", "a password");
	secret("client_secret: ", "9f8e7d6c5b", "", "a password");
	secret("密码：", "abc12345", "", "a password");
	secret("Driver=x;Pwd=", "q1w2e3r4", ";Server=y", "a password");
	secret("postgres://ana:", "s3cret", "@db.acme.example/sales", "a password in an address");
	secret("use ", LOT, "", "a key");
	secret("", LOT LOT, " from Ben", "a key");
}

static void test_no_secrets(void **state)
{
	static const char *const harmless[] = {
		"",
		"password",
		"password: see the vault",
		"password: ask Li Wei for it",
		"token: ********",
		"token: <your token here>",
		"password: ${SALES_PASSWORD}",
		"The password is kept in the vault; ask Dana.",
		"secret: yes, it was said in the room",
		"the pass rate: 12345678",
		"https://docs.acme.example/d/" LOT "/edit",
		"https://ana@acme.example/path",
		"https://acme.example:8443/a@b",
		"postgres://ana:***@db",
		"mailto:ana@acme.example",
		"Contact.hs_lifecyclestage_marketingqualifiedlead_date",
		"ActualRevenueForFiscalYear2026Quarter3OfAllRegions",
		"OpportunityLineItem.PricebookEntryId__c",
		"2026-12-01-ana-ruiz-interview-k3f9",
		"123e4567-e89b-12d3-a456-426614174000",
		"0405ccda25a47ee92c2f21421429011bdd7e7026",
		"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		"0013h00000AbCdEAAV",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"ask-for-a-sk-number-of-the-contract-before-may",
		"platforms/hubspot/fields/Contact.firstname/term",
		"customer-relationship-management-2026-PLAN-B-V2",
		"2026-12-01T10:20:00Z and 2026-12-01T10:20:00Z",
		"销售易和企业微信的客户数据每天同步一次",
		"akia is how she signs; AKIA stands for nothing",
	};
	struct stk_secret found;

	(void)state;
	for (size_t i = 0; i < STK_COUNT(harmless); i++)
		if (stk_secret_find(harmless[i], strlen(harmless[i]), &found))
			fail_msg("'%s' is harmless: taken for %s at %zu", harmless[i], found.what,
				 found.at);
}

static int list(void *data, const struct stk_secret_place *place)
{
	struct stk_str *out = data;

	stk_str_addf(out, "%s %u %s %.4s\n", stk_kinds[place->kind].plural, place->entity,
		     place->what, place->begin);
	return 0;
}

static void test_places(void **state)
{
	struct world world = world_open(
		"inventory: {name: A, notes: 'password: abc12345'}\n"
		"platforms:\n"
		"  crm: {name: CRM, notes: {deep: [x, '" LOT "']}, patchy: {deal: '" LOT "'}}\n"
		"  erp: {name: ERP, integrations: [{with: crm, via: '" LOT "'}]}\n"
		"evidence:\n"
		"  2026-11-01-li-interview-aaaa: {kind: interview, by: li, at: "
		"'2026-11-01T10:00:00Z',\n"
		"    answers: [{at: platforms/crm/notes, says: 'pwd=abc12345x'}]}\n");
	struct stk_str out = STK_STR_INIT;

	(void)state;
	stk_secrets_each(world.inventory, list, &out);
	assert_string_equal(out.data, "inventory 0 a password abc1\n"
				      "platforms 0 a key q7Rk\n"
				      "platforms 0 a key q7Rk\n"
				      "platforms 1 a key q7Rk\n"
				      "evidence 0 a password abc1\n");
	stk_str_release(&out);
	world_close(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_no_secrets),
		cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
