#!/bin/bash
# What there is of each kind.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

for kind in platforms stakeholders metrics teams integrations disputes workshops evidence waivers; do
	stk -i acme list "$kind"
	status_is 0 "list $kind"
	{ echo "== $kind"; cat "$T_TMP/out"; } >>all
	stk -i acme list "$kind" --format json
	json '(.items | length > 0) and all(.items[]; .address | type == "string")' "$kind: each has an address"
done
golden look/list all
ok 'nothing is wider than 80 columns' test "$(wc -L <all)" -le 80
stk -i acme list platform
status_is 0 'the singular will do'
stk -i acme list terms
out_like 'deal\.region +Sales region +choice +own'
stk -i acme list terms --format json
json '.items[] | select(.address == "terms/contact.email") | .personal' 'terms of the dictionary are listed, too'
stk -i acme list platforms --format json
json '.items[] | select(.address == "platforms/hubspot") | .category == ["marketing-automation"]' 'lists are lists'
json '.items[] | select(.address == "platforms/sdr-tracker") | .copies == 8' 'numbers are numbers'
stk -i acme list disputes --format json
json '[.items[].address] | index("platforms/hubspot/category") != null' 'a dispute has the address that it is about'

stk -i acme list nonsense
status_is 2
err_like 'cannot be listed'
err_like 'One of: platforms'

fresh
write inventory.yaml $'stocktake: 1\nname: New\n'
for kind in platforms stakeholders metrics teams integrations disputes workshops evidence waivers; do
	stk list "$kind"
	out_like '^No' "no $kind, in words"
done
stk list platforms --format json
json '. == {"items": []}'

write platforms/evil.yaml "name: \"\\e[31mred\\u202Etxt\"
owner: \"\\u202Eevil\""
stk list platforms
out_like '<U\+202E>evil' 'control characters are shown'
unlike "$(cat "$T_TMP/out")" $'\e' 'and not sent'

write platforms/long.yaml 'name: Long
disputes:
  - {at: notes, says: "one two three four five six seven eight nine ten", by: ben, on: 2026-11-05}'
write stakeholders/ben.yaml 'name: Ben Adeyemi-Johansson'
stk list disputes
out_like 'Ben Adeyemi-Johansson  2026-11-05$' 'what is said is cut first'
done_testing
