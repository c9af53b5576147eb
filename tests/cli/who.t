#!/bin/bash
# Who said it, when, and who changed its file.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .
git_here

stk -i acme who platforms/hubspot
status_is 0
golden look/who-hubspot
stk -i acme who hubspot --format json
json 'keys == ["address","commits","evidence"]'
json '.evidence[] | select(.address == "platforms/hubspot/website") | .by == "ana-ruiz" and .accepted'
json '.evidence[] | select(.address == "platforms/hubspot/integrations/power-bi/carries") | .state == "ask" and .ask == "mia-sol"'
json '.commits[0].subject == "Begin" and .commits[0].paths == ["platforms/hubspot.yaml"]'
stk -i acme who platforms/hubspot/integrations/salesforce --format json
json '.evidence | length == 3' 'only what is at the address or below'

git rm -q acme/platforms/jira.yaml && git commit -q -m 'Jira is gone'
stk -i acme who platforms/jira
status_is 0 'one that is gone'
out_like 'Jira is gone'
stk -i acme who platforms/never-was
status_is 2
err_like 'nobody ever spoke'

fresh
cp -r "$ROOT/inventories/acme" .
stk -i acme who hubspot
status_is 0 'outside of git'
out_like 'not in a git repository'
stk -i acme who platforms/hubspot/name
out_like '    name +HubSpot' 'a key goes by its name'
done_testing
