#!/bin/bash
# The checks themselves.
. "${0%/*}/../lib.sh"

stk checks list
status_is 0 'outside of any inventory'
golden look/checks
stk checks list --format json
json '.checks[0] | keys_unsorted == ["check","severity","about","title","file","own","off"]'
stk checks show silo-isolated
status_is 0
golden look/checks-show
stk checks show silo-isolated --format json
json '.examples[0] | has("says") and has("finds") and (.inventory | startswith("platforms:\n  leads-sheet:"))'
stk checks show quality-swallowed
status_is 0 'one that is no file'
out_like 'quality-swallowed, quality, warning, built in'
stk checks show waiver-unused --format json
json '.check == "waiver-unused" and .file == null and .examples == []'
stk checks list --format json
json '[.checks[].check] | . == sort and (index("quality-dangling") != null)' 'built-in ones among them'
stk checks show nope
status_is 2
stk checks show
status_is 2
stk checks frobnicate
status_is 2
stk checks test
status_is 0 'what ships passes'
out_like 'all pass'

write inventory.yaml $'stocktake: 1\nname: Small\n'
write checks/our-names.lua <<'END'
return {
  id = "our-names", severity = "note", about = "housekeeping",
  title = "A name in capitals", explain = [[It shouts.

  And it hurts.]], remedy = [[Write it small.]],
  run = function(inventory, report)
    for p in inventory:platforms() do
      if p.name == p.name:upper() then report{ at = p, message = {"%s shouts", p} } end
    end
  end,
  examples = {
    { says = "loud", inventory = "platforms: {a: {name: ABC}}", finds = { "platforms/a" } },
    { says = "quiet", inventory = "platforms: {a: {name: abc}}", finds = {} },
  },
}
END
stk checks list
out_like 'our-names +note +A name in capitals +own'
stk checks test our-names
status_is 0
out_is '1 check, 2 examples: all pass.'
stk checks show our-names
out_like "the inventory's own"
mkdir drafts
sed 's/finds = { "platforms\/a" }/finds = { "platforms\/b" }/' checks/our-names.lua >drafts/our-names.lua
stk checks test drafts/our-names.lua
status_is 1 'a path, wherever it is'
out_like 'should be found, and was not: platforms/b'
out_like 'found, and should not be: platforms/a: ABC shouts' 'with what it said'
stk checks test drafts/our-names.lua --format json
status_is 1
json '.examples[] | select(.passed | not) | .expected == ["platforms/b"] and .found == ["platforms/a"]'
sed -i 's/p.name:upper/p.nme:upper/' checks/our-names.lua
stk checks test our-names
status_is 3 'one that cannot be run'
out_like 'our-names.lua:8'
printf 'return {' >drafts/broken.lua
stk checks test drafts/broken.lua
status_is 3 'one that cannot be read'
out_like '1 check, 0 examples: 1 check could not be tested'

# What is wrong inside an example is told by its line in the check's file.
sed 's/{name: abc}/{name: abc, surprise: 1}/' checks/our-names.lua >drafts/key.lua
sed -i 's/our-names/key/; s/p.nme/p.name/' drafts/key.lua
stk checks test drafts/key.lua
status_is 3
out_like 'checks/key.lua:13: its inventory: .*surprise'
cat >drafts/yaml.lua <<'END'
return { id = "yaml", severity = "note", about = "gap", title = "t", explain = "e", remedy = "r",
  run = function(inventory, report) end,
  examples = { { says = "half", finds = {}, inventory = [[
platforms:
  a: {name: A}
  b: {name: [never closed
]] } } }
END
stk checks test drafts/yaml.lua
status_is 3
out_like 'checks/yaml.lua:[67]: its inventory: '

# One that begins: it passes as it stands, and nothing is ever written over.
fresh
git_here
stk init --name Acme acme
cd acme || exit 2
stk checks new
status_is 2
stk checks new 'Not An Id'
status_is 2
err_like 'cannot be an id'
stk checks new quality-value
status_is 2
err_like 'built in'
stk checks new gap-website --about nonsense
status_is 2
stk checks new gap-website --rev HEAD
status_is 2 'nothing is written into the past'
stk checks list --dry-run
status_is 2 'an option that does nothing is refused'
stk checks new gap-website --dry-run
status_is 0
out_like '\+.*id = "gap-website"' 'what would be written'
ok 'and is not' test ! -e checks
stk checks new gap-website
status_is 0
err_like 'checks/gap-website.lua'
file_like checks/gap-website.lua 'about = "gap"'
is "$(git log -1 --format=%s)" 'Check gap-website: a start' 'committed'
is "$(git status --porcelain)" '' 'all of it'
stk checks test gap-website
status_is 0 'it passes as it stands'
stk check --select gap-website
status_is 0
cp checks/gap-website.lua before
stk checks new gap-website
status_is 2
err_like 'is there already'
ok 'as it was' cmp checks/gap-website.lua before
stk checks new risk-of-ours --about silo
file_like checks/risk-of-ours.lua 'about = "silo"' 'the option goes before the id'
stk checks new silo-isolated
status_is 0
err_like 'takes the place of the shipped check'
ok 'a copy to change' cmp checks/silo-isolated.lua "$ROOT/scripts/checks/silo-isolated.lua"
stk check --select silo-isolated
err_like 'checks/silo-isolated.lua of this inventory takes the place of the shipped check' 'said where it judges'
stk checks list
out_like 'silo-isolated +warning +.* own, replaces'
if command -v luacheck >/dev/null; then
	run luacheck --no-color --config checks/.luacheckrc checks
	status_is 0 'luacheck knows what a check may use'
fi
rm -rf .git ../.git
stk checks new gap-other
status_is 0 'outside git'
done_testing
