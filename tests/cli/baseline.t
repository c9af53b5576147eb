#!/bin/bash
# check --baseline and --since: only what is new counts. Settings of checks, which both go by.
. "${0%/*}/../lib.sh"

write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\n'
write stakeholders/li-wei.yaml $'name: Li Wei'
write platforms/bi.yaml $'name: BI\nholds: []\nintegrations: []\nowner: li-wei'
write platforms/crm.yaml $'name: CRM\nholds: [lead]\nintegrations: []\nowner: li-wei'
write platforms/sheet.yaml $'name: Sheet\nholds: [deal]\nintegrations: []\nowner: li-wei'
git_here
git tag begin
select='silo-isolated or gap-owner or quality or housekeeping'
check() { stk check --select "$select" "$@"; }

check --format json
cp "$T_TMP/out" old.json
json '[.findings[].address] | sort == ["platforms/crm","platforms/sheet"]'

# --- nothing new
check --baseline old.json --fail-on note
status_is 0
out_is 'Nothing new, 2 known.'
check --since HEAD --fail-on note
status_is 0
out_is 'Nothing new, 2 known.'
check --baseline - --fail-on note <old.json
status_is 0 'from standard input'
check --baseline <(cat old.json) --fail-on note
status_is 0 'from a pipe'
check --baseline old.json --format json
json '[.findings[].state] == ["known","known"]'
json '.summary == {"error":0,"warning":0,"note":0,"waived":0}'
cp "$T_TMP/out" known.json
check --baseline known.json --fail-on note
status_is 0 'what was known stays so'

# --- something new, something gone, lines moved
write platforms/sheet.yaml $'# A line more.\nname: Sheet\nholds: [deal]\nintegrations: []'
rm platforms/crm.yaml
for way in '--baseline old.json' '--since begin'; do
	# shellcheck disable=SC2086 # two words
	check $way --fail-on note
	status_is 1 "$way: the new one counts"
	out_like 'nobody has said who owns Sheet'
	out_unlike 'exchanges data with nothing' 'the known one is not listed'
	out_like '1 note, 1 known\.'
	out_like "1 resolved since ${way#* }\."
	# shellcheck disable=SC2086
	check $way --fail-on warning
	status_is 0 'and only as far as --fail-on says'
done
check --since begin
golden judge/since

# What was not looked for is not gone.
stk check --select gap-owner --baseline old.json
out_unlike resolved
stk check --select silo-isolated --since begin
out_like '1 resolved since begin'
stk check --select 'error' --baseline old.json
out_unlike resolved

write waivers.yaml '- {check: gap-owner, at: platforms/bi, because: so, by: li-wei, until: 2027-01-01}'
stk check --format json
json 'any(.findings[]; .check == "waiver-unused")'
cp "$T_TMP/out" unused.json
stk check --select housekeeping --baseline unused.json
out_unlike resolved 'whether a waiver is used is not asked of a part'
rm waivers.yaml

# --- a waiver that ends makes it new; one that comes resolves nothing
git add -A && git commit -qm two && git tag two
write waivers.yaml '- {check: silo-isolated, at: platforms/sheet, because: so, by: li-wei, until: 2027-01-01}'
check --since two
out_like 'Nothing new, 1 known, 1 waived\.'
out_unlike resolved
git add -A && git commit -qm three && git tag three
rm waivers.yaml
check --since three --fail-on warning
status_is 1 'its waiver went: it counts'
git checkout -q waivers.yaml
# The clock is today's on both sides: that time passes is nobody's change.
check --since three --today 2027-02-01 --fail-on note
status_is 0 'an expired waiver was there before'
out_like 'Nothing new, 3 known\.'

# --- the checks of today judge what was there then
write checks/every-platform.lua <<'END'
return {
  id = "every-platform", severity = "error", about = "gap", title = "T", explain = "e", remedy = "r",
  run = function(inventory, report)
    for platform in inventory:platforms() do report{ at = platform, message = {"%s", platform.name} } end
  end,
  examples = { { says = "one", inventory = "platforms: {a: {name: A}}", finds = {"platforms/a"} },
    { says = "none", inventory = "platforms: {}", finds = {} } },
}
END
stk check --select every-platform
status_is 1
stk check --select every-platform --since three
status_is 0 'a new check does not flood'
out_is 'Nothing new, 2 known.'
write platforms/more.yaml $'name: More'
stk check --select every-platform --since three
status_is 1 'and finds what is new'
# Where it failed over what was there, what it finds now counts as new.
write checks/every-platform.lua <<'END'
return {
  id = "every-platform", severity = "error", about = "gap", title = "T", explain = "e", remedy = "r",
  run = function(inventory, report)
    local found = false
    for platform in inventory:platforms() do
      found = found or platform.name == "More"
      report{ at = platform, message = {"%s", platform.name} }
    end
    if not found then error("no more") end
  end,
  examples = { { says = "one", inventory = "platforms: {a: {name: More}}", finds = {"platforms/a"} },
    { says = "none", inventory = "platforms: {a: {name: More}}", finds = {} } },
}
END
stk check --select every-platform --since three
status_is 1
err_like 'every-platform failed over three: all that it finds now counts as new'
rm -r checks platforms/more.yaml

# --- settings: today's for both
printf 'checks: {gap-owner: error, silo-isolated: off}\n' >>inventory.yaml
check --fail-on error
status_is 1
out_like 'error +nobody has said who owns Sheet'
out_like '1 error, 1 check off\.'
check --since three
status_is 0 'a check made graver does not make what it finds new'
check --baseline old.json
out_unlike resolved 'what a check that is off would find is not gone'
stk check --select 'error and gap' --format json
json 'any(.findings[]; .check == "gap-owner")' 'selected by the severity that is set'
stk check --select 'note and gap' --format json
json '[.findings[].check] | index("gap-owner") == null'
stk checks list
out_like 'gap-owner +error .* set'
out_like 'silo-isolated +off '
stk checks list --format json
json '.checks[] | select(.check == "silo-isolated") | .off'
json '.checks[] | select(.check == "gap-owner") | .severity == "error" and (.off | not)'
# A check that is off is not run: a broken one does not fail.
write checks/broken.lua 'return nil + 1'
stk check --select broken
status_is 3
stk set inventory/checks/broken off --no-commit
status_is 0
stk check --select broken
status_is 0
out_like '2 checks off'
rm -r checks

# --- settings that are wrong
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\nchecks:\n  gap-ownr: off\n  gap-owner: of\n  quality-unreadable: off\n  broken: off\n'
stk check --select quality --format json
status_is 1
json '.findings[] | select(.address == "inventory/checks/gap-ownr") | .check == "quality-dangling" and .remedy == "Did you mean `gap-owner`?" and .line == 6'
json '.findings[] | select(.address == "inventory/checks/gap-owner") | .check == "quality-value" and .remedy == "Did you mean `off`?" and .severity == "error"'
json '.findings[] | select(.address == "inventory/checks/quality-unreadable") | .message | test("cannot be set")'
write platforms/torn.yaml 'name: [torn'
stk check --select quality-unreadable --format json
status_is 2 'a file that is not read is never switched off'
json '[.findings[] | .severity] == ["error"]'
rm platforms/torn.yaml
stk set inventory/checks/gap-owner sideways --no-commit
status_is 2
err_like 'off, note, warning, error'
# The loader's findings go by them, too.
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\nsurprise: 1\nchecks: {quality-unknown-key: error}\n'
stk check --select quality --format json
json '.findings[] | .check == "quality-unknown-key" and .severity == "error"'
stk set inventory/checks/quality-unknown-key off --no-commit
stk check --select quality --format json
json '.findings == []'

# --- files that are no baseline; revisions that are none
write torn.json '{"findings": ['
check --baseline torn.json
status_is 2
err_like 'torn.json:[12].*not JSON'
err_like 'check --format json'
write other.json '{"metrics": []}'
check --baseline other.json
status_is 2
err_like 'no list of .findings.'
check --baseline nowhere.json
isnt "$status" 0 'a file that is not there'
err_like 'nowhere.json'
check --since nowhere
status_is 2
err_like 'no revision "nowhere"'
check --since begin --baseline old.json
status_is 2
err_like 'Give one of them'
fresh
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\n'
stk check --since HEAD
isnt "$status" 0 'no repository'
err_like 'no git repository'

# --- the inventory was not there yet; another revision than the folder's
fresh
git_here
write inventories/a/inventory.yaml $'stocktake: 1\nname: A\ngoal: x\ndestination: [bi]'
write inventories/a/platforms/bi.yaml $'name: BI\nholds: []\nintegrations: []'
stk check --select gap-destination --since HEAD --fail-on note
status_is 1
err_like 'was not there yet in HEAD: all is new'
git add -A && git commit -qm two
write inventories/a/platforms/crm.yaml $'name: CRM'
git add -A && git commit -qm three
write inventories/a/platforms/more.yaml $'name: More'
stk check --select quality-unnamed,gap-owner --rev HEAD --since HEAD~1 --format json
json '[.findings[] | select(.state == "open") | .address] == ["platforms/crm"]' '--rev against --since'

done_testing
