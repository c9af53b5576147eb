#!/bin/bash
# what-if: metrics, findings and people, before and after; nothing is written.
. "${0%/*}/../lib.sh"

write inventory.yaml <<'END'
stocktake: 1
name: Small
goal: x
destination: [bi]
teams: [{id: board, name: Board, chain: up}, {id: sales, name: Sales, chain: home}]
checks: {gap-chain: off, gap-team: off}
END
write stakeholders/ana.yaml $'name: Ana Ruiz\nteam: sales'
write stakeholders/tom.yaml $'name: Tom Okafor\nteam: sales'
write platforms/bi.yaml $'name: BI\nholds: []\nowner: ana\nteams: [board]\nshows: [wins]\nintegrations:\n  - {with: crm, flow: in, carries: [deal], every: 1 day}'
write platforms/crm.yaml $'name: CRM     # ours\nholds: [deal.outcome]\nowner: sales\nadmin: tom\nteams: [sales]\nintegrations:\n  - {with: bi, flow: out, carries: [deal], every: 1 day}\n  - {with: sheet, flow: in, carries: [lead], method: manual, who: tom, every: 1 week}'
write platforms/sheet.yaml $'name: Lead sheet\nholds: [lead.source]\nowner: tom\nintegrations:\n  - {with: crm, flow: out, carries: [lead], method: manual, who: tom, every: 1 week}'
write platforms/marketo.yaml $'name: Marketo\nholds: [visit.page]'
write metrics/wins.yaml $'name: Wins\nneeds: [deal.outcome]\naudience: [board]'
write metrics/sources.yaml $'name: Sources\nneeds: [lead.source]\naudience: [manager]'
write metrics/pages.yaml $'name: Pages\nneeds: [visit.page]'
git_here
before=$(cat inventory.yaml platforms/* | sha256sum)

# --- nothing supposed, nothing understood
stk what-if
status_is 2
err_like 'something to suppose'
stk what-if crm
status_is 2
for line in 'crm bi' 'crm > bi nonsense here' 'crm > zork' 'crm > crm' 'crm none' ''; do
	stk what-if --add "$line"
	status_is 2 "--add '$line'"
	isnt "$err" '' 'and says why'
done
stk what-if --add 'sheet > crm by hand nobody-known'
status_is 2
err_like 'nobody-known'
stk what-if --retire zork
status_is 2
err_like 'no platform "zork"'
stk what-if --retire stakeholders/ana
status_is 2
stk what-if --retire salesforce
status_is 2 'a product that nobody has cannot be retired'
stk what-if --retire
status_is 2
err_like 'needs a value'

# --- a platform goes
only='gap-metric-silo or gap-metric-missing or silo-by-hand'
stk what-if --retire platforms/crm --select "$only"
status_is 0
is "$err" '' 'nothing on standard error'
golden judge/what-if-retire
stk what-if --retire crm --select "$only" --format json
golden judge/what-if-retire.json
json 'keys_unsorted == ["changes","metrics","new_findings","resolved_findings","people","not_judged"]'
json '.metrics[] | select(.metric == "wins") == {"metric":"wins","before":"ready","after":"missing"}'
json 'any(.new_findings[]; .check == "gap-metric-missing" and .address == "metrics/wins")'
json '[.people[].who] == ["stakeholders/tom","inventory/teams/board","inventory/teams/sales"]'
json '.people[] | select(.who == "stakeholders/tom") | .why | index("administers CRM") != null and any(.[]; test("by hand from Lead sheet to CRM"))'
json '.people[] | select(.who == "inventory/teams/board") | .why == ["reads Wins in BI","is to read Wins"]'
stk what-if --retire CRM --format json
json '.changes == ["CRM is retired"]' 'by its name'

# --- a link comes
stk what-if --add 'lead sheet > bi leads daily' --select "$only"
status_is 0
golden judge/what-if-add
stk what-if --add 'lead sheet > bi l daily' --format json
json '.metrics == [{"metric":"sources","before":"silo","after":"ready"}]'
json 'any(.resolved_findings[]; .check == "gap-metric-silo" and .address == "metrics/sources")'
json '[.people[] | select(.who == "inventory/teams/sales") | .why[]] == ["is to read Sources"]'
# Silence stays silence: who was not asked is not judged by one link.
stk what-if --add 'marketo > bi deals daily' --format json
json '.metrics == []' 'Marketo may still send pages'
stk what-if --add 'marketo > crm visits daily' --format json
json '.metrics == []' 'declared by CRM, which was asked'
stk what-if --add 'marketo > bi daily' --format json
json 'any(.not_judged[]; test("What goes from Marketo to BI was not said"))'
# It stands beside the link that is there.
stk what-if --add 'crm > bi l 1h' --format json
json '.metrics == [{"metric":"sources","before":"silo","after":"ready"}]' 'leads come through CRM'
json 'all(.new_findings[]; .check | startswith("conflict") | not)' 'no two sides that differ'

stk what-if --add 'lead sheet > bi l daily' --select gap-metric-missing --format json
json '.resolved_findings == []' 'only what is selected'
stk what-if --add 'lead sheet > bi l daily' --select nonsense
status_is 2

stk what-if --add 'marketo > crm v by hand ana' --format json
json '.people[] | select(.who == "stakeholders/ana") | .why == ["is to carry data by hand from Marketo to CRM"]'

# --- several at once, each option again
stk what-if --retire crm --retire sheet --add 'marketo > bi visits daily; bi > marketo all weekly' --format json
json '.changes | length == 4'
json '[.metrics[] | "\(.metric) \(.before) \(.after)"] == ["pages unknown ready","sources silo missing","wins ready missing"]'
stk what-if --add 'sheet > snowflake l 1h' --add 'snowflake > bi l daily' --format json
json '.metrics == [{"metric":"sources","before":"silo","after":"ready"}]' 'over a product that nobody has yet'
json 'any(.not_judged[]; test("Snowflake is not in the inventory"))'
stk what-if --add 'crm > bi l' --add 'crm > bi l' --format json
status_is 0 'the same twice is two links'

# --- the places that make no difference are said
stk what-if --retire bi --format json
json 'any(.not_judged[]; test("BI is where the reports are made"))'
stk what-if --add 'sheet > crm l daily' --format json
json 'any(.not_judged[]; test("Pages: not known until somebody is asked"))'

# --- nothing is written, wherever it is read from
is "$(cat inventory.yaml platforms/* | sha256sum)" "$before" 'the files are as they were'
is "$(git status --porcelain)$(ls -A evidence 2>/dev/null)" '' 'nothing is left behind'
chmod -R a-w .
stk what-if --retire crm
status_is 0 'in a folder that nobody may write to'
chmod -R u+w .
rm platforms/crm.yaml
stk --rev HEAD what-if --retire crm --format json
json '.metrics[] | select(.metric == "wins") | .after == "missing"' 'from a revision'
git checkout -q platforms/crm.yaml

# --- a check that fails, a file that cannot be read
write checks/broken.lua 'return nil + 1'
stk what-if --retire crm
status_is 3
out_like 'The check broken failed'
rm -r checks
write platforms/torn.yaml 'name: [torn'
stk what-if --retire crm
status_is 2
err_like 'platforms/torn.yaml'

done_testing
