#!/bin/bash
# Which metrics can be computed, and what would unlock more.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

stk -i acme metrics
status_is 0
golden look/metrics
stk -i acme metrics --format json
golden look/metrics.json
json 'keys == ["metrics","unlocks"]'
json '.metrics[0] | keys_unsorted == ["metric","state","caveats","destination","needs"]'
json '.metrics[0].needs[0] | keys_unsorted == ["group","terms","state","from","path","age_minutes","ask"]'
json '.unlocks[0] | keys_unsorted == ["from","to","carries","metrics"]'
json '[.metrics[].metric] | . == sort' 'sorted'
stk -i acme metrics quota-and-distance
golden look/metric
out_like 'Quota sheet -> Power BI, every 1 month, file, by Jo Becker' 'hop by hop'
stk -i acme metrics metrics/win-rate --format json
json '(.metrics | length == 1) and .metrics[0].needs[0].path == ["salesforce","power-bi"] and .metrics[0].needs[0].age_minutes == 720'
stk -i acme metrics 'Close rate'
out_like '^Win rate' 'another name will do'
stk -i acme metrics nope
status_is 2
err_like 'no metric "nope"'

fresh
write inventory.yaml $'stocktake: 1\nname: New\n'
stk metrics
status_is 0
out_like 'No metrics'
write metrics/m.yaml $'name: M\nneeds: [deal.amount]\n'
stk metrics
status_is 0 'nobody was asked'
out_like 'Unknown'
stk metrics m
status_is 0
write metrics/win-rate.yaml $'name: Deals won\nneeds: [deal.amount]\n'
stk metrics win
status_is 2 'a part of an id'
err_like 'Did you mean `win-rate`'
stk metrics zzz
err_like 'list metrics'

# Two links that count only together are one step.
fresh
write inventory.yaml $'stocktake: 1\nname: New\ndestination: bi\n'
write platforms/bi.yaml $'name: BI\nholds: []\nintegrations: []\n'
write platforms/sheet.yaml $'name: Sheet\nholds: [quota.amount, quota.owner]\nintegrations: []\n'
write platforms/crm.yaml $'name: CRM\nholds: [deal.amount, deal.owner]\nintegrations: []\n'
write metrics/quota.yaml $'name: Quota\nneeds: [quota.amount, deal.amount, deal.owner]\n'
stk metrics
out_like 'Connect Sheet to BI \(quota\), and connect CRM to BI \(deal\): 1 more metric'
unlike "$out" ': 0 more' 'none for nothing'
stk status
out_like 'Next unlock +Connect Sheet to BI \(quota\), and connect CRM'
stk report
out_like '1\. \*\*Connect Sheet to BI .*, and connect CRM to BI \(deal\)\*\*: 1 more metric: Quota\.'

# What to mind, in sentences, each with what it is about.
fresh
write inventory.yaml $'stocktake: 1\nname: New\ndestination: bi\n'
write platforms/bi.yaml $'name: BI\n'
write platforms/crm.yaml $'name: CRM\nsystem_of_record: [deal]\nholds: [deal.amount]\nintegrations: []\n'
write platforms/tracker.yaml 'name: Tracker
copies: 12
holds: [deal.amount]
patchy: {deal: typed from memory, lead: other}
shows: [size]
integrations: [{with: bi, flow: out, carries: [deal.amount], method: manual}]
'
write platforms/pd.yaml $'name: Pipedrive\nproduct: pipedrive\nholds: [lead]\nintegrations: [{with: bi, flow: out, carries: [lead]}]\n'
write metrics/size.yaml $'name: Size\nneeds: [deal.amount]\n'
write metrics/leads.yaml $'name: Leads\nneeds: [lead.id]\n'
write stakeholders/tom.yaml $'name: Tom\n'
write evidence/2026-12-01-tom-interview-aaaa.yaml 'kind: interview
by: tom
at: 2026-12-01T10:20:00Z
answers:
  - {at: platforms/tracker/holds/deal.amount, says: true}
'
stk metrics size
out_like 'carried by hand: Tracker -> BI'
out_like 'one person has said all of this'
out_like 'read from a copy in Tracker; another platform is the system of record'
out_like 'not to bet on: Tracker \(deal: typed from memory\)
'
out_like 'everyone keeps their own: Tracker'
out_like 'today people read it in Tracker'
stk metrics leads
out_like 'standard ones are taken for granted in Pipedrive'
stk metrics --format json
json '.metrics | map(.caveats | length) == [1, 6]' 'as many as there are'
done_testing
