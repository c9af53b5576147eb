#!/bin/bash
# What somebody is asked beside their guide: disputes, confirmations, own columns, what findings ask; what is left.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

answers() { cat >"$T_TMP/answers"; }
walk() { stk walk --answers "$T_TMP/answers" "$@"; }

fresh
mkdir -p a && cd a || exit 2
write inventory.yaml <<'END'
stocktake: 1
name: Acme
goal: To know
destination: [bi]
teams:
  - {id: sm, name: Sales management, chain: home}
  - {id: sales, name: Sales, chain: down}
columns: {tier: {ask: How critical is it?, choices: [1, 2, 3]}, Cost: {ask: Cost}}
confirm_every: 6 months
END
write stakeholders/li.yaml '{name: Li Wei, team: sm}'
write stakeholders/tom.yaml '{name: Tom, team: sales}'
write platforms/bi.yaml <<'END'
name: BI
category: business-intelligence
owner: [li]
admin: li
teams: [sm]
holds: []
integrations: []
tier: 1
END
write platforms/crm.yaml <<'END'
name: CRM
category: crm   # as it was bought
teams: [sm, sales]
owner: [li]
holds: [deal]
integrations: [{with: bi, flow: out, carries: [deal], every: 1 day, method: api}]
confirmed: 2026-01-10
tier: 1
disputes:
  - {at: category, says: spreadsheet, by: tom, on: 2026-11-01}
END
write platforms/sheet.yaml '{name: Sheet, category: spreadsheet, teams: [sm], owner: [li], holds: [quota], integrations: []}'
write platforms/other.yaml '{name: Other, category: crm, teams: [sm], owner: [li], holds: [quota], integrations: []}'
write evidence/2026-11-01-li-interview-aaaa.yaml <<'END'
kind: interview
by: li
at: 2026-11-01T09:00:00Z
answers:
  - {at: platforms/crm/teams/sm, says: true}
  - {at: platforms/sheet/teams/sm, says: true}
  - {at: platforms/sheet/holds/quota, says: true}
  - {at: platforms/other/teams/sm, says: true}
END
git_here
sed -i 's/2026-11-01T09/2026-01-02T09/' evidence/2026-11-01-li-interview-aaaa.yaml
git commit -qam older

# --- what status says is what the walk asks -----------------------------------------------------------
stk status --format json
said=$(jq '.next[] | select(.who == "li") | .questions' "$T_TMP/out")
stk report -o -
like "$out" "### Li Wei: $said questions" 'status and report agree'
answers <<'END'
@admin =
@open = 1 both; 2 2; 3 5
END
walk --as li
status_is 2 'a choice that is none'
err_like 'CRM, category: Which is right\? crm, or spreadsheet \(Tom\)' 'both sides of a dispute are shown'
err_like 'How critical is it\?
      [0-9] Other  [0-9] Sheet' 'the same question about two is one'
err_unlike 'Cost' 'a heading is no question'
err_like 'Not understood: 5'
answers <<'END'
@open = 1 2 2
@refer =
END
walk --as li
status_is 0 'what was not understood, once more'
file_like platforms/crm.yaml 'category: \[crm, spreadsheet\] +# as it was bought' 'both are right'
is "$(grep -c disputes platforms/crm.yaml)" 0 'and no dispute is left'
file_like platforms/sheet.yaml 'tier: 2'
file_like platforms/other.yaml 'tier: 2'
stk walk --as li --answers /dev/null
err_like 'Nothing to ask' 'nothing is asked twice'
stk status --format json
json '[.next[] | select(.who == "li")] == []' 'and nobody is sent where nothing is asked'

# --- due for confirmation ---------------------------------------------------------------------------------
stk walk --as li --answers - --today 2027-08-01 <<'END'
1-3 yes

END
status_is 0 'half a year later'
err_like 'Is what is recorded still so\?
      1 CRM  2 Other  3 Sheet'
file_like platforms/sheet.yaml 'confirmed: 2027-08-01'
stk walk --as li --answers - --today 2028-03-01 <<'END'
1 we have left it; 2 3 yes

END
file_like platforms/crm.yaml 'notes: .*Not so any more \(Li Wei, 2028-03-01\): we have left it' 'what is not so any more is kept'

# --- what is left ------------------------------------------------------------------------------------------
stk walk --as tom --minutes 1 --answers - <<'END'
crm, my sheet

@tools =
END
err_like 'Time is up. [0-9]+ questions are left'

# --- a check of one's own asks ---------------------------------------------------------------------------------
write checks/own-notes.lua <<'END'
return {
  id = "own-notes", severity = "note", about = "quality", title = "No notes", explain = "x", remedy = "x",
  run = function(inventory, report)
    for platform in inventory:platforms() do
      if platform.id == "bi" then
        report{ at = platform, message = "nobody says who it is part of", ask = platform:at("part_of") }
      end
    end
  end,
  examples = {
    { says = "one", inventory = "platforms: {bi: {name: BI}}", finds = { "platforms/bi" } },
    { says = "none", inventory = "platforms: {crm: {name: CRM}}", finds = {} },
  },
}
END
stk walk --as li --answers - <<'END'
crm

END
err_like 'BI: Is it an app inside another platform\?' 'what a check of their own asks is asked'
file_like platforms/bi.yaml 'part_of: crm'
done_testing
