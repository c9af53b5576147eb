#!/bin/bash
# What is wrong, what it costs and what to do.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

stk -i acme check
status_is 0 'warnings are below the default of --fail-on'
golden look/check
is "$err" '' 'nothing on stderr'
stk -i acme check --format json
golden look/check.json
json 'keys_unsorted == ["findings","failed_checks","summary"]'
json 'all(.findings[]; keys_unsorted == ["check","severity","address","file","line","column","message","remedy","metrics","fingerprint","state"])'
json '.summary | keys_unsorted == ["error","warning","note","waived"]'
json '[.findings[] | select(.state == "waived") | .address] == ["platforms/pipedrive"]' 'a waived one is there, marked'
json '[.findings[].metrics | length] | . == (sort | reverse)' 'what holds up most comes first'
stk -i acme check --waived
out_like 'waived +Pipedrive exchanges data with nothing'
stk -i acme check --fail-on warning
status_is 1
stk -i acme check --select silo-isolated --fail-on warning --format json
status_is 1
json '[.findings[].check] | unique == ["silo-isolated"]'
stk -i acme check --select 'not silo and not gap and not conflict' --format json
json '[.findings[].check] | unique == ["quality-duplicate","quality-stale","risk-personal-data"]'
stk -i acme check --select 'note and silo' --format json
json '[.findings[].check] | unique == ["silo-by-hand","silo-one-person"]' 'by the severity of the check'
stk -i acme check --select 'silo and'
status_is 2 'half an expression'
stk -i acme check --select nonsense
status_is 2
err_like 'nonsense'
stk -i acme check --fail-on bad
status_is 2

# Ten runs, the same bytes.
stk -i acme check --format json
cp "$T_TMP/out" first
for _ in 1 2 3; do
	stk -i acme check --format json
	cmp -s "$T_TMP/out" first || fail 'the same every time'
done
pass 'the same every time'

# The loader's findings, too.
fresh
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\nsurprise: yes\n'
write platforms/bi.yaml $'name: BI\nholds: []\nintegrations: []\nowner: nobody-we-know\n'
stk check --select quality --format json
status_is 1 'a dangling reference is an error'
json '[.findings[] | .check] | sort == ["quality-dangling","quality-unknown-key"]'
json '.findings[] | select(.check == "quality-unknown-key") | .file == "inventory.yaml" and .line == 5 and .column == 1'
stk check --select quality-dangling --format json
json '[.findings[].check] == ["quality-dangling"]'
stk check --select 'quality-u*' --format json
json '[.findings[].check] == ["quality-unknown-key"]'

# They are looked for only where they can be selected; whatever says "not" may select them.
for expr in error warning 'silo or quality' 'not silo' 'not (silo and gap)' 'q*' 'silo or not gap'; do
	stk check --select "$expr" --format json
	json 'any(.findings[]; .check | startswith("quality-"))' "with $expr"
done
for expr in silo 'silo or gap' 'silo and not gap-owner' 'gap and not quality'; do
	stk check --select "$expr" --format json
	json 'all(.findings[]; .check | startswith("quality-") | not)' "none with $expr"
done
write inventory.yaml $'stocktake: 2\nname: Small\ngoal: x\ndestination: [bi]\n'
stk check --select silo
status_is 2 'an unknown format counts always'
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\nsurprise: yes\n'

# Files that cannot be read: 2, and the rest is judged.
write platforms/broken.yaml 'name: [never closed'
stk check
status_is 2
out_like '^A file that cannot be read' 'first of all'
out_like 'platforms/broken.yaml:2'
stk check --select silo --format json
status_is 2 'also where they are not selected'
err_like 'platforms/broken.yaml'
rm platforms/broken.yaml

# Waivers that have ended, or cover nothing.
write waivers.yaml <<'END'
- {check: silo-isolated, at: platforms/bi, because: was fine, by: li, until: 2026-11-30}
- {check: silo-island, at: platforms/bi, because: never was, by: li, until: 2027-11-30}
END
stk check --format json
json '[.findings[] | select(.check | startswith("waiver-")) | .check] | sort == ["waiver-expired","waiver-unused"]'
stk check --select housekeeping --format json
json '[.findings[].check] == ["waiver-expired"]' 'with --select nobody can tell what is unused'

# A check that fails: named, the others finish, 3.
write checks/our-crash.lua <<'END'
return { id = "our-crash", severity = "note", about = "risk", title = "t", explain = "e", remedy = "r",
  run = function(inventory, report) local x = nil; report{ at = x.y, message = "m" } end,
  examples = {} }
END
stk check
status_is 3
out_like 'our-crash'
out_like 'checks/our-crash.lua:2'
out_like '1 check failed'
stk check --format json
json '[.failed_checks[].check] == ["our-crash"]'
json '.findings | length > 0' 'the others finish'

# A closed pipe ends quietly.
run bash -c 'set -o pipefail; "$STOCKTAKE" check | head -n 1 2>&1; true'
is "$err" '' 'a closed pipe ends quietly'

# Text of files cannot steer a terminal.
write platforms/evil.yaml "name: \"a\\e[2Jb\"
integrations: []
holds: [lead]"
stk check --color always
like "$out" '<U\+001B>\[2J' 'shown'
unlike "$out" $'\e\\[2J' 'not sent'
like "$out" $'\e\\[1m' 'our own colour is'
done_testing
