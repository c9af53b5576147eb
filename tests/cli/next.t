#!/bin/bash
# What is to be done next: steps and questions by person, and steps that are done.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

cp -r "$ROOT/inventories/acme/." .
git init -q . && git add -A && git commit -qm Sample

stk next
status_is 0
out_like 'Mia Sol
  2026-11-18  Find out whether the HubSpot API script still runs  overdue' 'who is late comes first'
out_like 'Ben Adeyemi
  2026-12-04  Quota sheet or Xactly: which one counts\?
  \?  Outreach, Power BI: What goes across\? \(holds up 2 metrics\)' 'steps, then the heaviest question'
out_like 'stocktake walk --as ben-adeyemi'
out_unlike 'Send the sheet to the SDR leads' 'what is done is not to be done'
stk next --who tom
out_like '^Tom Okafor'
out_unlike 'Mia Sol'
stk next --who tom --format json
json '.people | length == 1'
json '.people[0].steps[0] == {"address":
	"workshops/2026-11-12-sdr-team/next_steps/Send the heading rows of the other seven trackers",
	"what": "Send the heading rows of the other seven trackers", "due": "2026-11-20", "overdue": true}'
json '.people[0].questions | map(.address) | index("platforms/企业微信/integrations") != null'
stk next --format json
json '[.people[] | select(.who == "mia-sol").steps[].overdue] == [true]'
json '[.people[].questions[] | select(.address == "platforms/outreach/integrations/power-bi/carries").metrics[]]
	== ["calls-made", "emails-sent"]'
stk next --rev HEAD
status_is 0 'of a revision'
COLUMNS=40 stk next
is "$(grep -cE '^.{41,}' "$T_TMP/out")" 0 'it fits 40 columns'

# --- done ---------------------------------------------------------------------------------------------
stk next --done 'SEVEN trackers' --by tom --dry-run
status_is 0 'tried dry'
out_like 'done: true'
is "$(git status --porcelain)" '' 'nothing is written'
stk next --done 'SEVEN trackers' --by tom
status_is 0 'some words of it suffice'
is "$(git show --format=%s%n%an -U0 HEAD -- workshops | grep -vE '^(diff|index|---|\+\+\+|@@)')" \
	'Done: Send the heading rows of the other seven trackers
Tom Okafor

-  - {what: Send the heading rows of the other seven trackers, who: tom-okafor, due: 2026-11-20, done: false}
+  - {what: Send the heading rows of the other seven trackers, who: tom-okafor, due: 2026-11-20, done: true}' \
	'one word is changed, in a commit of its own'
file_like "$(echo evidence/2026-12-01-tom-okafor-*.yaml)" 'next_steps/Send the heading rows.*/done, says: true' \
	'and who said so is kept'
stk next --done 'seven trackers'
status_is 2 'it is done already'
err_like 'no step that is open says "seven trackers"'
stk next '--done' ask '--done' quota
status_is 0 'several'
is "$(git log -1 --format=%s)" 'Done: 2 steps' 'one commit'
write workshops/2026-11-20-team.yaml <<'END'
kind: team
date: 2026-11-20
next_steps:
  - {what: Send the list, who: ana-ruiz}
  - {what: Send the list of the list, who: chen-yu, due: 2026-12-24}
END
stk next --done send
status_is 2 'several could be meant'
err_like '"send" may be 2 steps: "Send the list", "Send the list of the list"'
is "$(grep -c "done" workshops/2026-11-20-team.yaml)" 0 'then none is'
stk next --done send --who chen
file_like workshops/2026-11-20-team.yaml 'chen-yu, due: 2026-12-24, done: true' 'whose it is tells them apart'
stk next --done 'Send the list'
file_like workshops/2026-11-20-team.yaml 'who: ana-ruiz, done: true' 'and so does all of it'
stk set 'workshops/2026-11-20-team/next_steps/Send the list/due' 2026-12-30
file_like workshops/2026-11-20-team.yaml 'due: 2026-12-30' 'set changes the rest of it'

# --- what is refused ----------------------------------------------------------------------------------
stk next --by tom
status_is 2 '--by goes with --done'
stk next --done x --format json
status_is 2 '--done shows nothing'
stk next --done x --rev HEAD
status_is 2 'and changes no revision'
stk next --done ''
status_is 2 'no words'
stk next --who nobody-of-that-name
status_is 2 'nobody'
err_like '--who nobody-of-that-name: no stakeholder'
stk next more
status_is 2

fresh
stk init --name Empty e
cd e || exit 2
stk next
status_is 0 'an inventory that was just begun'
out_like 'Nothing is to be done|Nobody'
done_testing
