#!/bin/bash
# JSON Schema for editors.
. "${0%/*}/../lib.sh"

for kind in inventory stakeholder platform metric workshop evidence term waiver; do
	stk schema "$kind"
	status_is 0 "schema $kind"
	json '."$schema" | test("draft-07")' "$kind: draft-07"
done
stk schema platforms
json '.. | objects | select(has("description")) | true' 'the plural will do'
stk schema
status_is 0
json 'type == "object"'
stk schema nope
status_is 2
err_like 'no kind'
done_testing
