/* The Lua API, function by function: a check of asserts over an inventory with something of
 * everything. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bind.h"
#include "stocktake/base/mem.h"
#include "stocktake/base/str.h"
#include "stocktake/checks/runner.h"

static const char document[] =
	"inventory:\n"
	"  name: Acme\n"
	"  goal: To know\n"
	"  destination: [bi]\n"
	"  categories: [crm]\n"
	"  teams: [{id: board, name: The board, chain: up}, {id: sales, name: Sales, chain: "
	"down}]\n"
	"  columns: {tier: {ask: How critical?}}\n"
	"platforms:\n"
	"  bi: {name: Power BI, holds: [], integrations: []}\n"
	"  crm: {name: CRM, product: salesforce, category: crm, owner: [li, sales], copies: 3, "
	"tier: 2,\n"
	"    holds: [deal, contact.email], system_of_record: [deal], confirmed: 2026-10-01,\n"
	"    patchy: {activity: mobile calls never get in},\n"
	"    fields: [{name: Opp/Amount, term: deal.amount, personal: false}, {name: Note}],\n"
	"    integrations: [{with: bi, flow: out, carries: all, method: manual, every: 2 hours, "
	"who: li, name: nightly},\n"
	"      {with: desk, flow: both, carries: [contact.email], method: native}],\n"
	"    disputes: [{at: category, says: spreadsheet, by: li, on: 2026-11-03}]}\n"
	"  desk: {name: Desk, holds: [ticket.id], integrations: []}\n"
	"  nobody: {name: Nobody asked}\n"
	"  old: {name: Old CRM, status: retired, holds: [lead], integrations: []}\n"
	"  power-bi: {name: PowerBI, status: planned, notes: 'password: abc12345'}\n"
	"stakeholders:\n"
	"  dana: {name: Dana, team: board}\n"
	"  li: {name: Li Wei, team: sales, role: Rep}\n"
	"metrics:\n"
	"  amount: {name: Amount, kind: outcome, needs: [deal.amount], fresh: 1 day}\n"
	"  spent: {name: Time spent, kind: activity, needs: [activity.duration]}\n"
	"  tickets: {name: Tickets, needs: [ticket.id]}\n"
	"workshops:\n"
	"  2026-11-01-team: {kind: team, date: 2026-11-01, attendees: [li],\n"
	"    next_steps: [{what: Send the sheet, who: li, done: false}]}\n"
	"evidence:\n"
	"  2026-11-01-li-interview-aaaa: {kind: interview, by: li, at: \"2026-11-01T10:00:00Z\",\n"
	"    answers: [{at: platforms/crm/category, says: crm}, {at: platforms/desk/owner, ask: "
	"dana},\n"
	"      {at: platforms/desk/admin, state: unknown}, {at: platforms/crm/owner, state: "
	"unknown}]}\n"
	"  2026-11-02-li-scan-aaaa: {kind: scan, by: li, at: \"2026-11-02T10:00:00Z\",\n"
	"    answers: [{at: platforms/crm/fields/A~1B/type, says: text},\n"
	"      {at: platforms/crm/fields, says: [{name: C}]}]}\n"
	"terms:\n"
	"  deal.region: {name: Sales region, type: choice, key: true}\n";

/* What is asserted in Lua; each line is a test of its own. */
static const char *const lines[] = {
	/* the inventory */
	"assert(inventory.name == 'Acme' and inventory.goal == 'To know' and inventory.language == "
	"nil)",
	"assert(inventory.today == '2026-12-01')",
	"assert(#inventory.destination == 1 and inventory.destination[1] == 'bi')",
	"assert(tostring(inventory) == 'inventory' and inventory:at('goal') == 'inventory/goal')",
	"local t = {} for p in inventory:platforms() do t[#t + 1] = p.id end "
	"assert(table.concat(t, ' ') == 'bi crm desk nobody old power-bi')",
	"local t = {} for p in inventory:platforms('active') do t[#t + 1] = p.id end "
	"assert(table.concat(t, ' ') == 'bi crm desk nobody')",
	"local ok, why = pcall(inventory.platforms, inventory, 'all of them') assert(not ok and "
	"why:find('active'))",
	"assert(inventory:platform('CRM') == inventory:platform('crm') and "
	"inventory:platform('none') == nil)",
	"assert(inventory:destinations()[1] == inventory:platform('bi'))",
	"assert(#inventory:categories() == 1)",
	"local n = 0 for t in inventory:terms() do n = n + 1 end assert(n > 50)",
	"local n = 0 for l in inventory:links() do n = n + 1 end assert(n == 3)",
	"local n = 0 for c in inventory:components() do n = n + 1 end assert(n == 2)",
	"local t = {} for x in inventory:teams() do t[#t + 1] = x.id .. x.chain end assert(t[1] == "
	"'boardup')",
	"assert(inventory:groups()[1] == 'lead')",
	"assert(#inventory:path(inventory:platform('desk'), inventory:platform('bi')) == 2)",
	"assert(inventory:path(inventory:platform('bi'), inventory:platform('desk')) == nil)",
	"local d = inventory:disputes()[1] assert(d.at == 'platforms/crm/category' and d.says == "
	"'spreadsheet' "
	"and d.recorded == 'crm' and d.by == 'Li Wei' and d.on == '2026-11-03' and d.key == 'li' "
	"and d.entity == inventory:platform('crm'))",
	"local t = inventory:twins() assert(#t == 1 and t[1].a.id == 'bi' and t[1].b.id == "
	"'power-bi')",
	"local m = inventory:open_metrics() assert(#m > 0 and "
	"#inventory:open_metrics(inventory:platform('bi')) == #m)",
	"local q = inventory:open_questions() assert(#q == 2 and q[1].at == 'platforms/desk/admin' "
	"and q[1].state == 'unknown' and q[1].by.id == 'li' and q[1].ask == nil and q[1].days == "
	"30 "
	"and q[2].ask == inventory:stakeholder('dana') and q[2].entity == "
	"inventory:platform('desk'))",
	"local h = inventory:holders('deal') assert(#h == 1 and h[1].id == 'crm')",
	"local h = inventory:holders('ticket.id') assert(#h == 1 and h[1].id == 'desk' and "
	"#inventory:holders('invoice') == 0)",
	"local ok, why = pcall(inventory.holders, inventory, 'nope') assert(not ok and "
	"why:find('no term or group'))",
	"assert(inventory.confirm_days == 180)",
	"local t = inventory:tally('category') assert(t.crm == 1 and not t.spreadsheet)",
	"local ok, why = pcall(inventory.tally, inventory, 'nope') assert(not ok and why:find('has "
	"no'))",
	"local n = 0 for l in inventory:links('by_hand') do n = n + 1 assert(l.by_hand) end "
	"assert(n == 1)",
	"local p = inventory:platform('crm') assert(p:count('owner') == 2 and p:count('category') "
	"== 1 "
	"and inventory:platform('bi'):count('holds') == 0 and p:count('admin') == nil)",
	"local ok, why = pcall(inventory.count, inventory:platform('crm'), 'nope') assert(not ok "
	"and "
	"why:find(\"has no 'nope'\"))",
	"local s = inventory:secrets() assert(#s == 1 and s[1].at == 'platforms/power-bi/notes' "
	"and s[1].what == 'a password' and s[1].begins == nil and s[1].entity == "
	"inventory:platform('power-bi'))",
	/* platforms */
	"assert(inventory:platform('crm'):bridge().to.id == 'bi' and "
	"inventory:platform('nobody'):bridge() == nil)",
	"assert(inventory:platform('desk'):gate() == inventory:platform('crm') and "
	"inventory:platform('crm'):gate() == nil)",
	"local b = inventory:platform('crm'):behind() assert(#b == 1 and b[1].id == 'desk' and "
	"#inventory:platform('desk'):behind() == 0)",
	"assert(inventory:platform('crm'):days_unconfirmed() == 29 and "
	"inventory:platform('nobody'):days_unconfirmed() == nil)",
	"local s = inventory:platform('crm'):scan() assert(s['A/B'] and s.C and not s.B and "
	"inventory:platform('desk'):scan() == nil)",
	"assert(#inventory:platform('crm'):personal() == 0)",
	"local p = inventory:platform('old'):personal() assert(#p == 0)",
	"local p = inventory:platform('crm') assert(p.name == 'CRM' and p.copies == 3 and p.tier "
	"== '2')",
	"local p = inventory:platform('nobody') assert(p.tier == nil and p.owner == nil and "
	"p.status == nil)",
	"local p = inventory:platform('crm') assert(#p.category == 1 and p.category[1] == 'crm' "
	"and #p.owner == 2)",
	"local p = inventory:platform('crm') assert(p.patchy.activity == 'mobile calls never get "
	"in')",
	"local p = inventory:platform('crm') assert(tostring(p) == 'platforms/crm' and p.address "
	"== tostring(p))",
	"local p = inventory:platform('crm') assert(p:at('fields', 'Opp/Amount') == "
	"'platforms/crm/fields/Opp~1Amount')",
	"assert(inventory:platform('nobody'):integrations() == nil and "
	"#inventory:platform('bi'):integrations() == 0)",
	"local i = inventory:platform('crm'):integrations() assert(#i == 2 and i[1].with == 'bi' "
	"and i[1].back == nil "
	"and i[1].carries[1] == 'all' and i[1].address == 'platforms/crm/integrations/nightly')",
	"local f = inventory:platform('crm'):fields() assert(f[1].name == 'Opp/Amount' and "
	"f[1].personal == false "
	"and f[2].personal == nil and f[1].term[1] == 'deal.amount' and tostring(f[2]) == "
	"'platforms/crm/fields/Note')",
	"local f = inventory:platform('crm'):fields()[1] local ok, why = pcall(function() return "
	"f.nmae end) "
	"assert(not ok and why:find(\"a field has no 'nmae'\"))",
	"local p = inventory:platform('crm') assert(#p:holds() == 2 and p:holds('deal') == true "
	"and p:holds('contact.email') == true and p:holds('deal.amount') == true and "
	"p:holds('ticket') == false)",
	"assert(inventory:platform('nobody'):holds('deal') == nil and "
	"inventory:platform('nobody'):holds() == nil)",
	"assert(inventory:platform('crm'):holds('deal.region') == nil and "
	"inventory:platform('crm'):may_hold('deal.region'))",
	"assert(inventory:platform('old'):holds('lead') == false)",
	"local ok, why = pcall(inventory:platform('crm').holds, inventory:platform('crm'), "
	"'deall') assert(not ok)",
	"assert(inventory:platform('bi'):holds_nothing() and not "
	"inventory:platform('nobody'):holds_nothing())",
	"local g = inventory:platform('crm'):groups() assert(g[1] == 'contact' and g[2] == 'deal' "
	"and #g == 2)",
	"local p = inventory:platform('crm') assert(p:is_record('deal') and "
	"p:is_record('deal.amount') "
	"and p:is_record('lead') == false and inventory:platform('desk'):is_record('ticket') == "
	"nil)",
	"assert(inventory:platform('crm'):degree() == 2 and inventory:platform('nobody'):degree() "
	"== 0)",
	"local p = inventory:platform('crm') assert(#p:links() == 3 and #p:links('out') == 2 and "
	"#p:links('in') == 1)",
	"assert(inventory:platform('desk'):reaches_destination() == true)",
	"assert(inventory:platform('nobody'):reaches_destination() == nil)",
	"assert(inventory:platform('bi'):is_destination() and not "
	"inventory:platform('old'):is_active())",
	"assert(inventory:platform('crm'):is_cut() and inventory:platform('crm'):cuts_off() == 1)",
	"local p = inventory:platform('crm') assert(p:disputed() and p:disputed('category') and "
	"not p:disputed('cat'))",
	"assert(inventory:platform('old'):component() == nil)",
	"assert(inventory:platform('crm'):voices() == 1 and "
	"inventory:platform('crm'):voices('category') == 1 "
	"and inventory:platform('desk'):voices() == 0)",
	"local m = inventory:platform('desk'):holds_up() assert(#m == 1 and m[1].id == 'tickets')",
	/* links and components */
	"local l = inventory:platform('crm'):links('out')[1] assert(l.from.id == 'crm' and l.to.id "
	"== 'bi' and l.by_hand "
	"and l.every_minutes == 120 and l.every == '2 hours' and l.name == 'nightly' and l.who[1] "
	"== 'li' "
	"and l.method == 'manual' and not l.both and not l.view and not l.native and not "
	"l.on_demand and l.via == nil)",
	"local l = inventory:platform('crm'):links('out')[1] assert(l:carries('deal') == true and "
	"l:carries()[1] == 'all')",
	"local l = inventory:platform('desk'):links('in')[1] assert(l:carries('contact.email') == "
	"true "
	"and l:carries('deal') == false and l.both and l.native and l.every == nil and not "
	"l.disputed)",
	"local l = inventory:platform('crm'):links('out')[1] assert(l.address == "
	"'platforms/crm/integrations/nightly' "
	"and l:at('who') == 'platforms/crm/integrations/nightly/who')",
	"local l = inventory:platform('crm'):links('out')[1] local m = l:holds_up() assert(m[1].id "
	"== 'amount')",
	"local c = inventory:platform('crm'):component() assert(c:size() == 3 and "
	"c:has_destination() and c:all_asked() "
	"and not c:holds_nothing() and c:platforms()[2].id == 'crm' and #c:holds_up() == 1)",
	"local ok, why = pcall(function() return inventory:platform('crm'):component().address "
	"end) "
	"assert(not ok and why:find('no address'))",
	/* metrics */
	"local m = inventory:metric('amount') assert(m.state == 'ready' and m.kind == 'outcome' "
	"and m.fresh == '1 day' "
	"and #m.reason > 0 and m.destination.id == 'bi')",
	"local m = inventory:metric('amount') assert(table.concat(m.caveats, ' "
	"'):find('by%-hand'))",
	"local n = inventory:metric('amount').needs[1] assert(n.group == 'deal' and n.terms[1] == "
	"'deal.amount' "
	"and n.from.id == 'crm' and n.path[1].to.id == 'bi' and n.age_minutes == 120 and n.state "
	"== 'ready')",
	"local m = inventory:metric('spent') assert(m.state == 'unknown' and m.name == 'Time "
	"spent')",
	/* people, workshops, terms */
	"local s = inventory:stakeholder('li') assert(s.role == 'Rep' and s:direction() == 'down' "
	"and s:answered())",
	"local s = inventory:stakeholder('dana') assert(s:direction() == 'up' and not s:answered() "
	"and s.email == nil)",
	"local w = inventory:workshop('2026-11-01-team') assert(w.kind == 'team' and w.date == "
	"'2026-11-01' "
	"and w.next_steps[1].done == false and w.next_steps[1].what == 'Send the sheet')",
	"local t = inventory:term('deal.region') assert(t.name == 'Sales region' and t.own and "
	"t.key and not t.personal "
	"and t.group == 'deal' and t.type == 'choice' and t.address == 'terms/deal.region')",
	"local t = inventory:team('sales') assert(t.name == 'Sales' and t.chain == 'down' "
	"and t.address == 'inventory/teams/sales' and inventory:team('none') == nil)",
	/* the environment */
	"local t = {} for k in pairs{z = 1, a = 1, [3] = 1, [1] = 1} do t[#t + 1] = tostring(k) "
	"end "
	"assert(table.concat(t, ' ') == '1 3 a z')",
	"local t = {a = 1, b = 2, c = 3} for k in pairs(t) do t[k] = nil end assert(not "
	"pairs(t)())",
	"assert(tostring({}) == 'table' and tostring(assert) == 'function')",
	"assert(string.format('%s %s %d', {}, inventory:platform('crm'), 3) == 'table "
	"platforms/crm 3')",
	"assert(not pcall(string.format, '%p', {}))",
	"assert(('ab'):rep(3, '-') == 'ab-ab-ab' and ('a'):rep(5) == 'aaaaa' and (''):rep(3, ',') "
	"== ',,' and ('x'):rep(0) == '' and ('x'):rep(-1) == '')",
	"local t = {3, 1, 2} table.sort(t) table.insert(t, 4) table.remove(t, 1) "
	"assert(table.concat(t, ',') == '2,3,4')",
	"assert(select('#', table.unpack{1, 2}) == 2 and math.type(1) == 'integer' and "
	"utf8.len('é') == 1)",
	"local seen = {[inventory:platform('crm')] = true} assert(seen[inventory:platform('crm')])",
	"local p = {} for x in pairs{[inventory:platform('desk')] = 1, [inventory:platform('crm')] "
	"= 1} do "
	"p[#p + 1] = x.id end assert(p[1] == 'crm' and p[2] == 'desk')",
};

/* The lines become one check with an example: an assert that fails is the reason why it could not
 * be run. Says it, if it is to. */
static bool holds(const char *const *some, size_t count, bool says_why)
{
	struct stk_check_trial *trials;
	struct stk_err err = {0};
	struct stk_str file = STK_STR_INIT;
	size_t trial_count;
	bool passed;

	/* An undefined name is an error in a check; the tests may use none. */
	stk_str_add(&file, "return {id = 'api', severity = 'note', about = 'risk', title = 'The "
			   "interface',\n"
			   "explain = 'x', remedy = 'x', run = function(inventory, report)\n");
	for (size_t i = 0; i < count; i++)
		stk_str_addf(&file, "do local function line()\n%s\nend line() end\n", some[i]);
	stk_str_addf(&file,
		     "report{at = 'inventory', message = 'through'}\nend,\n"
		     "examples = {{says = 'all', finds = {'inventory'}, inventory = [=[\n%s]=]},\n"
		     "{says = 'none', finds = {}, inventory = '{'}}}",
		     document);
	struct stk_memory_file files[] = {{"checks/api.lua", file.data, file.len}};
	struct stk_source *source = stk_source_memory(files, 1);
	struct stk_checks *checks =
		stk_checks_test(source, "checks/api.lua", &trials, &trial_count, &err);

	assert_non_null(checks);
	passed = trial_count == 2 && trials[0].passed;
	if (!passed && says_why)
		print_error("%s\n  %s\n", some[0],
			    trial_count && trials[0].reason ? trials[0].reason
			    : checks->failure_count         ? checks->failures[0].reason
							    : "?");
	stk_checks_free(checks);
	stk_source_close(source);
	stk_str_release(&file);
	return passed;
}

/* All at once, as each worker costs; one by one to say which do not hold. */
static void test_lines(void **state)
{
	size_t wrong = 0;

	(void)state;
	if (holds(lines, STK_COUNT(lines), false))
		return;
	for (size_t i = 0; i < STK_COUNT(lines); i++)
		wrong += !holds(&lines[i], 1, true);
	assert_int_equal(wrong, 0);
	fail_msg("each line holds, but not all together");
}

static void read_manual(struct stk_str *out)
{
	FILE *file = fopen("scripts/checks/README.md", "r");
	char chunk[4096];
	size_t got;
	if (!file)
		return;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		stk_str_addn(out, chunk, got);
	fclose(file);
}

/* Every function and value is in the manual. */
static void test_manual(void **state)
{
	struct stk_str manual = STK_STR_INIT;
	size_t missing = 0;
	(void)state;
	read_manual(&manual);
	if (!manual.len) {
		print_message("not run from the top folder: the manual cannot be read\n");
		skip();
	}
	for (int object = 1; object < STK_OBJECT_KINDS; object++) {
		for (const struct stk_object_member *m = stk_object_infos[object].members; m->name;
		     m++) {
			char *call = m->value ? stk_xasprintf(".%s", m->name)
					      : stk_xasprintf(":%s(", m->name);
			if (!strstr(manual.data, call)) {
				print_error("scripts/checks/README.md lacks %s of %s\n", call,
					    stk_object_infos[object].name);
				missing++;
			}
			free(call);
		}
	}
	assert_int_equal(missing, 0);
	stk_str_release(&manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_manual),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
