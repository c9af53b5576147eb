#!/bin/bash
# The commits of the inventory.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .
git_here
echo '# later' >>acme/platforms/hubspot.yaml
git commit -qam $'Note on HubSpot \e[31m'
write elsewhere 'not ours'
git add elsewhere && git commit -q -m 'Not of the inventory'

stk -i acme log
status_is 0
is "$(wc -l <"$T_TMP/out")" 2 'only what touches the inventory'
out_like '^2026-12-01 +Li Wei +Note on HubSpot'
unlike "$out" $'\e' 'control characters are shown'
stk -i acme log platforms/salesforce
is "$(wc -l <"$T_TMP/out")" 1 'of one file'
stk -i acme log -n 1
is "$(grep -c Begin "$T_TMP/out")" 0 'at most one'
out_like 'Older ones are left out'
stk -i acme log -n 0 --format json
json '(.commits | length == 2) and (.commits[0] | keys == ["date","email","id","paths","subject","who"])'
stk -i acme log --rev HEAD~2
is "$(wc -l <"$T_TMP/out")" 1 'as of a revision'
stk -i acme log -n many
status_is 2

fresh
write inventory.yaml 'stocktake: 1'
stk log
status_is 4 'outside of git'
err_like 'not in a git repository'
done_testing
