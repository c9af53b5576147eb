#!/bin/bash
# One entity as it stands, and who said so.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

stk -i acme show platforms/hubspot
status_is 0
golden look/show-hubspot
for address in platforms/xactly stakeholders/mia-sol metrics/win-rate inventory terms/deal.region \
	workshops/2026-11-05-organisation platforms/netsuite platforms/企业微信 \
	platforms/hubspot/integrations/salesforce platforms/xactly/integrations platforms/hubspot/category; do
	stk -i acme show "$address"
	status_is 0 "show $address"
	{ echo "== $address"; cat "$T_TMP/out"; } >>all
done
golden look/show all
stk -i acme show hubspot
golden look/show-hubspot
stk -i acme show 'mia sol'
out_like 'stakeholders/mia-sol' 'a name will do'
stk -i acme show platforms/xactly
out_like 'admin +not asked' 'a hole is said'
stk -i acme show platforms/hubspot
out_like 'disputed: Ben Adeyemi says crm'
out_like '<- +Events sheet: lead, contact' 'what another file says of a link'

stk -i acme show hubspot --format json
golden look/show-hubspot.json
json '.address == "platforms/hubspot" and .fields[0].personal == true'
stk -i acme show platforms/hubspot/integrations/salesforce --format json
json '. == {"address":"platforms/hubspot/integrations/salesforce","with":"salesforce","flow":"both","carries":["lead","contact"],"method":"native","every":"15 minutes"}'
stk -i acme show platforms/xactly/integrations --format json
json '. == {"address":"platforms/xactly/integrations","value":null}' 'silence is null'
stk -i acme show platforms/pipedrive/integrations --format json
json '.value == []' 'none is an empty list'

stk -i acme show platforms/nope
status_is 2
err_like 'no platform "nope"'
stk -i acme show platforms/hubspot/nonsense
status_is 2
stk -i acme show whatever-this-is
status_is 2
err_like 'stocktake list'
stk -i acme show platforms
status_is 2
done_testing
