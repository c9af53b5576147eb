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
json '.examples[0] | has("says") and has("finds")'
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
out_like 'missed: platforms/b'
out_like 'too much: platforms/a'
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
done_testing
