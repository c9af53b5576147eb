#!/bin/bash
# One screen for the facilitator; the JSON that DESIGN promises.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

stk -i acme status
status_is 0
golden look/status
stk -i acme status --format json
golden look/status.json
json '(keys_unsorted | tojson) == (["coverage","categories","stages","teams","answers","disputes","metrics","next"] | tojson)' \
	'keys as DESIGN has them, and stages and teams'
json '.coverage | keys == ["across","down","home","up"]' 'all four directions'
json '.coverage.up | keys == ["answered","asked"]'
json '.metrics | keys == ["disputed","missing","ready","silo","stale","unknown"]' 'every state, also with none'
json '.categories.recommendation == 0' 'a category that nobody named counts 0'
json '[.metrics[]] | add == 21' 'every metric has one state'

fresh
write inventory.yaml $'stocktake: 1\nname: New\n'
stk status
status_is 0 'just begun'
out_like 'stocktake walk'
out_like 'nobody yet'
out_unlike '0 of 0'
stk status --format json
json '.next == [] and .disputes == 0'

write stakeholders/ana.yaml $'name: Ana\nteam: sales\n'
write platforms/crm.yaml 'name: [broken'
stk status
status_is 2 'a file that cannot be read'
err_like 'platforms/crm.yaml'
out_like 'Recorded' 'the others are still read'
done_testing
