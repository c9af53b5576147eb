/* Loading: a folder, memory, one document; ids, duplicates, hostile files, reloading. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stocktake/base/mem.h"
#include "stocktake/model/inventory.h"

#define FILE_(path_, text_)                                                                        \
	{                                                                                          \
		path_, text_, sizeof(text_) - 1                                                    \
	}
#define INVENTORY FILE_("inventory.yaml", "stocktake: 1\nname: Test\n")

static const struct stk_clock clock_ = {1796120400, 20788, true};

static struct stk_inventory *load_files(struct stk_source **source,
					const struct stk_memory_file *files, size_t count,
					unsigned what)
{
	struct stk_err err = {0};
	struct stk_inventory *inventory;

	*source = stk_source_memory(files, count);
	inventory = stk_inventory_load(*source, &clock_, what, &err);
	assert_string_equal(err.message, "");
	assert_non_null(inventory);
	return inventory;
}

static void done(struct stk_inventory *inventory, struct stk_source *source)
{
	stk_inventory_free(inventory);
	stk_source_close(source);
}

static const char *id_at(const struct stk_inventory *inventory, enum stk_kind kind, uint32_t index)
{
	return stk_sym_text(&inventory->syms, inventory->kinds[kind].items[index].id);
}

static void test_every_kind(void **state)
{
	static const struct stk_memory_file files[] = {
		FILE_("waivers.yaml",
		      "- {check: silo-isolated, at: platforms/old, because: x, by: ana, "
		      "until: 2027-01-01}\n"),
		FILE_("platforms/emea/hubspot.yaml", "name: HubSpot\nteams: marketing\n"),
		FILE_("platforms/a-b.yaml", "name: AB\n"),
		FILE_("platforms/a.yaml", "name: A\n"),
		FILE_("stakeholders/ana.yaml", "name: Ana\n"),
		FILE_("metrics/win-rate.yaml", "name: Win rate\nneeds: [deal.outcome]\n"),
		FILE_("workshops/2026-11-30-team.yaml", "kind: team\n"),
		FILE_("evidence/2026-12-01-ana-interview-aaaa.yaml", "kind: interview\nby: ana\n"),
		FILE_("terms.yaml",
		      "deal.region: {name: Sales region, type: choice}\n"
		      "deal.outcome: {from: [deal.stage]}\nship.date: {name: Shipped}\n"),
		FILE_("checks/own.lua", "return {}"),
		FILE_("README.md", "# hello"),
		FILE_("inventory.yaml",
		      "stocktake: 1\nname: T\nteams: [{id: marketing, name: M, chain: across}]\n"),
	};
	struct stk_source *source;
	struct stk_inventory *inventory =
		load_files(&source, files, STK_COUNT(files), STK_LOAD_EVIDENCE);
	const struct stk_entity *hubspot = stk_inventory_find(inventory, STK_PLATFORM, "HubSpot");
	const struct stk_term *term;

	(void)state;
	assert_false(inventory->unreadable);
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 3);
	assert_string_equal(id_at(inventory, STK_PLATFORM, 0), "a");
	assert_string_equal(id_at(inventory, STK_PLATFORM, 1), "a-b");
	assert_string_equal(id_at(inventory, STK_WAIVER, 0), "silo-isolated:platforms/old");
	assert_int_equal(inventory->kinds[STK_INVENTORY].count, 1);
	assert_int_equal(inventory->kinds[STK_EVIDENCE].count, 1);
	assert_int_equal(inventory->kinds[STK_TERM].count, 3);
	assert_non_null(hubspot);
	assert_int_equal(stk_entity_index(inventory, STK_PLATFORM, hubspot), 2);
	assert_string_equal(stk_entity_name(inventory, hubspot), "HubSpot");
	assert_string_equal(inventory->files[hubspot->file].path, "platforms/emea/hubspot.yaml");
	assert_int_equal(stk_values_count(stk_node_get(hubspot->node, STK_W_TEAMS)), 1);
	assert_ptr_equal(stk_inventory_find(inventory, STK_PLATFORM, "nothing"), NULL);
	assert_int_equal(stk_team_chain(inventory, "Marketing"), STK_W_ACROSS);
	assert_null(stk_team_find(inventory, "sales"));

	term = stk_term_find(inventory, "deal.outcome");
	assert_non_null(term);
	assert_true(term->own);
	assert_string_equal(term->name, "Won or lost");
	assert_non_null(stk_node_get(term->node, STK_W_FROM));
	assert_non_null(stk_node_get(term->node, STK_W_NAME));
	assert_true(stk_term_find(inventory, "contact.email")->personal);
	assert_true(stk_term_find(inventory, "contact.email")->key);
	assert_false(stk_term_find(inventory, "contact.email")->own);
	assert_null(stk_term_find(inventory, "contact.nothing"));
	assert_int_equal(stk_group_find(inventory, "lead"), 0);
	assert_int_equal(stk_group_find(inventory, "ship"), inventory->group_count - 1);
	assert_int_equal(stk_group_find(inventory, "shipx"), STK_NONE);
	done(inventory, source);
}

static void test_evidence_only_on_request(void **state)
{
	static const struct stk_memory_file files[] = {
		INVENTORY,
		FILE_("evidence/2026-12-01-ana-interview-aaaa.yaml", "kind: interview\n")};
	struct stk_source *source;
	struct stk_inventory *inventory = load_files(&source, files, STK_COUNT(files), 0);

	(void)state;
	assert_int_equal(inventory->kinds[STK_EVIDENCE].count, 0);
	assert_int_equal(inventory->file_count, 1);
	done(inventory, source);
}

static void test_no_inventory(void **state)
{
	static const struct stk_memory_file files[] = {FILE_("platforms/a.yaml", "name: A\n")};
	struct stk_source *source = stk_source_memory(files, 1);
	struct stk_err err = {0};

	(void)state;
	assert_null(stk_inventory_load(source, &clock_, 0, &err));
	assert_int_equal(err.code, STK_EUSAGE);
	assert_non_null(strstr(err.message, "no inventory.yaml"));
	stk_source_close(source);
}

static void test_broken_files(void **state)
{
	static const struct stk_memory_file files[] = {
		INVENTORY,
		FILE_("platforms/a.yaml", "name: [A\n"),
		FILE_("platforms/b.yaml", "name: B\xff\n"),
		FILE_("platforms/c.yaml", "name: C\nname: D\n"),
		FILE_("platforms/d.yaml", ""),
		FILE_("platforms/e.yaml", "name: &x E\n"),
		FILE_("platforms/f.yaml", "name: F\n"),
	};
	struct stk_source *source;
	struct stk_inventory *inventory = load_files(&source, files, STK_COUNT(files), 0);
	size_t i;

	(void)state;
	assert_true(inventory->unreadable);
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 2); /* d and f */
	assert_null(inventory->kinds[STK_PLATFORM].items[0].node);
	assert_int_equal(inventory->defects.count, 4);
	for (i = 0; i < 4; i++) {
		assert_string_equal(inventory->defects.items[i].check, "quality-unreadable");
		assert_int_equal(inventory->defects.items[i].severity, STK_ERROR);
		assert_true(inventory->defects.items[i].line > 0);
	}
	assert_string_equal(inventory->defects.items[2].address, "platforms/c");
	assert_string_equal(inventory->defects.items[2].file, "platforms/c.yaml");
	assert_int_equal(inventory->defects.items[2].line, 2);
	assert_int_equal(inventory->defects.items[2].col, 1);
	done(inventory, source);
}

static void test_unicode_ids(void **state)
{
	static const struct stk_memory_file files[] = {
		INVENTORY,
		FILE_("platforms/caf\xc3\xa9.yaml", "name: Caf\xc3\xa9\n"),      /* NFC */
		FILE_("platforms/cafe\xcc\x81s.yaml", "name: NFD is refused\n"), /* NFD */
		FILE_("platforms/Upper.yaml", "name: Upper is refused\n"),
		FILE_("platforms/\xe9\x94\x80\xe5\x94\xae-\xe8\xa1\xa8.yaml", "name: x\n"),
		FILE_("platforms/con.yaml", "name: a device\n"),
	};
	struct stk_source *source;
	struct stk_inventory *inventory =
		load_files(&source, files, STK_COUNT(files), STK_LOAD_VALIDATE);

	(void)state;
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 2);
	assert_non_null(stk_inventory_find(inventory, STK_PLATFORM, "CAFE\xcc\x81"));
	assert_non_null(stk_inventory_find(inventory, STK_PLATFORM, "caf\xc3\xa9"));
	assert_non_null(stk_inventory_find(inventory, STK_PLATFORM,
					   "\xe9\x94\x80\xe5\x94\xae-\xe8\xa1\xa8"));
	assert_null(stk_inventory_find(inventory, STK_PLATFORM, "\xff"));
	done(inventory, source);
}

static void test_document(void **state)
{
	static const char text[] = "inventory: {destination: [bi], teams: [{id: t, chain: up}]}\n"
				   "platforms:\n"
				   "  crm: {name: CRM, integrations: []}\n"
				   "  bi: {name: BI}\n"
				   "terms: {deal.region: {name: Region}}\n"
				   "waivers: [{check: a, at: platforms/bi}]\n"
				   "evidence: {e1: {by: ana}}\n";
	struct stk_err err = {0};
	struct stk_inventory *inventory = stk_inventory_load_document(
		"example", text, sizeof text - 1, &clock_, STK_LOAD_EVIDENCE, &err);
	const struct stk_entity *crm;
	uint32_t line, col;

	(void)state;
	assert_non_null(inventory);
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 2);
	assert_string_equal(id_at(inventory, STK_PLATFORM, 0), "bi");
	assert_int_equal(inventory->kinds[STK_EVIDENCE].count, 1);
	assert_int_equal(inventory->kinds[STK_WAIVER].count, 1);
	assert_int_equal(stk_values_count(stk_node_get(inventory->root, STK_W_DESTINATION)), 1);
	assert_true(stk_term_find(inventory, "deal.region")->own);
	crm = stk_inventory_find(inventory, STK_PLATFORM, "crm");
	stk_inventory_position(inventory, crm->file,
			       stk_node_at_bytes(stk_node_get(crm->node, STK_W_INTEGRATIONS)),
			       &line, &col);
	assert_int_equal(line, 3);
	assert_int_equal(col, 20);
	stk_inventory_free(inventory);
}

static void test_document_broken(void **state)
{
	struct stk_err err = {0};

	(void)state;
	assert_null(stk_inventory_load_document("x", "a: [", 4, &clock_, 0, &err));
	assert_string_equal(err.file, "x");
	assert_null(stk_inventory_load_document("x", "- a\n", 4, &clock_, 0, &err));
	assert_non_null(strstr(err.message, "not a map"));
}

static void put(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

static struct stk_inventory *reload_base(struct stk_source **source)
{
	struct stk_err err = {0};
	char folder[] = "/tmp/stk-load-XXXXXX";
	struct stk_inventory *inventory;

	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("platforms", 0700), 0);
	put("inventory.yaml", "name: One\n");
	put("platforms/b.yaml", "name: B\n");
	*source = stk_source_folder(folder, &err);
	assert_non_null(*source);
	inventory = stk_inventory_load(*source, &clock_, 0, &err);
	assert_non_null(inventory);
	return inventory;
}

static void test_reload(void **state)
{
	struct stk_err err = {0};
	struct stk_source *source;
	struct stk_inventory *inventory = reload_base(&source);
	const struct stk_entity *b = stk_inventory_find(inventory, STK_PLATFORM, "b");

	(void)state;
	put("platforms/b.yaml", "name: B2\n");
	assert_int_equal(stk_inventory_reload(inventory, "platforms/b.yaml", &err), 0);
	assert_string_equal(stk_entity_name(inventory, b), "B2");
	put("platforms/a.yaml", "name: A\n");
	assert_int_equal(stk_inventory_reload(inventory, "platforms/a.yaml", &err), 0);
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 2);
	assert_string_equal(id_at(inventory, STK_PLATFORM, 0), "a");
	assert_int_equal(stk_entity_index(inventory, STK_PLATFORM, b), 1); /* handed out before */
	put("platforms/b.yaml", "name: [\n");
	assert_int_equal(stk_inventory_reload(inventory, "platforms/b.yaml", &err), -1);
	assert_string_equal(
		stk_entity_name(inventory, stk_inventory_find(inventory, STK_PLATFORM, "b")), "B2");
	assert_int_equal(unlink("platforms/b.yaml"), 0);
	assert_int_equal(stk_inventory_reload(inventory, "platforms/b.yaml", &err), 0);
	assert_null(stk_inventory_find(inventory, STK_PLATFORM, "b"));
	put("terms.yaml", "deal.region: {name: Region}\n");
	assert_int_equal(stk_inventory_reload(inventory, "terms.yaml", &err), 0);
	assert_string_equal(stk_term_find(inventory, "deal.region")->name, "Region");
	put("inventory.yaml", "name: Two\nteams: [{id: x, chain: up}]\n");
	assert_int_equal(stk_inventory_reload(inventory, "inventory.yaml", &err), 0);
	assert_non_null(stk_team_find(inventory, "x"));
	done(inventory, source);
	assert_int_equal(system("rm -rf -- \"$PWD\""), 0);
}

static void put_many(const char *path, const char *before, const char *again, int times,
		     const char *after)
{
	struct stk_str text = STK_STR_INIT;
	int i;

	stk_str_add(&text, before);
	for (i = 0; i < times; i++)
		stk_str_add(&text, again);
	stk_str_add(&text, after);
	put(path, text.data);
	stk_str_release(&text);
}

static const struct stk_finding *defect_of(const struct stk_inventory *inventory, const char *file)
{
	size_t i;

	for (i = 0; i < inventory->defects.count; i++)
		if (inventory->defects.items[i].file &&
		    !strcmp(inventory->defects.items[i].file, file))
			return &inventory->defects.items[i];
	return NULL;
}

static void test_hostile_folder(void **state)
{
	static const char *const broken[] = {
		"platforms/deep.yaml", "platforms/fifo.yaml",  "platforms/huge.yaml",
		"platforms/link.yaml", "platforms/utf16.yaml",
	};
	struct stk_err err = {0};
	struct stk_source *source;
	struct stk_inventory *inventory = reload_base(&source);
	size_t i;

	(void)state;
	stk_inventory_free(inventory);
	assert_int_equal(symlink("/etc/passwd", "platforms/link.yaml"), 0);
	assert_int_equal(mkfifo("platforms/fifo.yaml", 0600), 0);
	put_many("platforms/deep.yaml", "name: ", "[", 100000, "");
	put_many("platforms/huge.yaml", "name: X\n# ", "0123456789", 500000, "\n");
	put_many("platforms/long.yaml", "name: L\nfields:\n  - {name: ", "0123456789", 100000,
		 "}\n");
	put("platforms/utf16.yaml", "\xff\xfen");
	put("platforms/truncated.yaml", "name: T\nfields:\n  - {name: A}\n  - ");
	inventory = stk_inventory_load(source, &clock_, STK_LOAD_ALL, &err);
	assert_non_null(inventory);
	assert_true(inventory->unreadable);
	for (i = 0; i < STK_COUNT(broken); i++) {
		const struct stk_finding *defect = defect_of(inventory, broken[i]);

		assert_non_null(defect);
		assert_string_equal(defect->check, "quality-unreadable");
		assert_true(strlen(defect->message) < 480);
	}
	assert_string_equal(defect_of(inventory, "platforms/long.yaml")->check, "quality-value");
	assert_true(strlen(defect_of(inventory, "platforms/long.yaml")->message) < 480);
	assert_string_equal(defect_of(inventory, "platforms/truncated.yaml")->check,
			    "quality-value");
	assert_int_equal(inventory->defects.count, STK_COUNT(broken) + 2);
	assert_int_equal(inventory->kinds[STK_PLATFORM].count, 3); /* b, long, truncated */
	done(inventory, source);
	assert_int_equal(system("rm -rf -- \"$PWD\""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind),
		cmocka_unit_test(test_evidence_only_on_request),
		cmocka_unit_test(test_no_inventory),
		cmocka_unit_test(test_broken_files),
		cmocka_unit_test(test_unicode_ids),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_document_broken),
		cmocka_unit_test(test_reload),
		cmocka_unit_test(test_hostile_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
