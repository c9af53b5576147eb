#!/bin/bash
# What is open, and whom to ask, is one list: `next`, the walk, the agenda of a room, the sheet that somebody gets
# and the steps that a workshop ends with have the same questions for the same people, of every kind.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
plain_only # the same code runs in the other tests of that build

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
  - {id: marketing, name: Marketing, chain: across}
columns: {tier: {ask: How critical is it?, choices: [1, 2, 3]}, Cost: {ask: Cost}}
confirm_every: 6 months
END
write stakeholders/li.yaml '{name: Li Wei, team: sm}'
write stakeholders/tom.yaml '{name: Tom, team: sales}'
write stakeholders/mia.yaml '{name: 张伟, team: marketing}'
write stakeholders/zoe.yaml '{name: Zoe, team: marketing}'
write metrics/deals.yaml '{name: Deals, needs: [deal.id]}'
write metrics/quota.yaml '{name: Quota reached, needs: [quota.amount]}'
write platforms/bi.yaml '{name: BI, category: business-intelligence, owner: [li], admin: li, teams: [sm]}'
write platforms/crm.yaml <<'END'
name: CRM
category: crm
teams: [sm, sales]
owner: [li]
holds: [deal.id]
integrations: [{with: bi, flow: out, method: api}]
confirmed: 2026-01-10
tier: 1
disputes:
  - {at: category, says: spreadsheet, by: tom, on: 2026-11-01}
END
write platforms/sheet.yaml '{name: Sheet, category: spreadsheet, teams: [sm], owner: [li], holds: [quota]}'
write platforms/other.yaml '{name: 其他工具, category: crm, teams: [sm, marketing], holds: [quota]}'
write platforms/old.yaml <<'END'
name: Old list
category: crm
teams: [marketing]
owner: [mia]
admin: mia
holds: []
integrations: []
confirmed: 2026-01-01
END
write platforms/lone.yaml '{name: Lone, category: crm}'
write evidence/2026-11-01-tom-interview-bbbb.yaml <<'END'
kind: interview
by: tom
at: 2026-11-01T09:00:00Z
answers:
  - {at: platforms/sheet/fields, ask: mia}
  - {at: platforms/other/integrations, ask: li}
  - {at: platforms/bi/tier, ask: tom}
END
write evidence/2026-01-01-li-interview-aaaa.yaml <<'END'
kind: interview
by: li
at: 2026-01-01T09:00:00Z
answers:
  - {at: platforms/sheet/holds/quota, says: true}
  - {at: platforms/other/admin, state: unknown}
END
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
write workshops/2026-11-30-organisation.yaml \
	'{kind: organisation, date: 2026-11-30, facilitator: li, attendees: [li, tom, mia]}'
git_here
export COLUMNS=400

# Each gives lines "Subject | Question", sorted; a link is "A with B".
of_next() { # STAKEHOLDER
	[[ -e $T_TMP/$1.next ]] || "$STOCKTAKE" next --who "$1" >"$T_TMP/$1.next"
	sed -nE 's/ \(holds up [^()]*\)$//
		s/^  \?  ([^,:]*), (BI): /  ?  \1 with \2: /
		s/^  \?  ([^:]*): ([^?]*\?).*/\1 | \2/p' "$T_TMP/$1.next" | sort
}
of_agenda() { # NAME: those that the room is asked, where NAME is among those who could say
	sed -n '/^7\./,$p' "$T_TMP/agenda" | awk -v who="$1" '
		/^   -  / { sub(/^   -  /, ""); sub(/\?.*/, "?"); ask = $0; next }
		/^      / {
			people = subjects = $0
			sub(/^ *·  /, "", people); sub(/: .*/, "", people); sub(/^[^:]*: /, "", subjects)
			if (index(", " people ",", ", " who ",") == 0) next
			if (ask ~ /^Which is right/) { sub(/: .*/, "", subjects); print subjects " | " ask; next }
			n = split(subjects, each, ", ")
			for (i = 1; i <= n; i++) print each[i] " | " ask
		}' | sort
}
of_letter() { # NAME: those in the steps and below them of what `close` has for NAME
	awk -v who="$1" '
		function all(subjects, ask,   each, n, i) {
			n = split(subjects, each, ", ")
			for (i = 1; i <= n; i++) print each[i] " | " ask
		}
		/^## / { mine = $0 == "## " who; next }
		!mine { next }
		/^- \[ \] Settle / { sub(/.*: /, ""); sub(/ \(by.*/, ""); print $0 " | Which is right?"; next }
		/^- \[ \] Send the heading row/ {
			sub(/.*heading row of /, ""); sub(/: row 1.*/, ""); all($0, "Which fields does it have?"); next
		}
		/^- \[ \] [^?]*: [^?]*\?/ {
			sub(/^- \[ \] (Find out who can say of )?/, ""); sub(/\?.*/, "?")
			ask = $0; sub(/.*: /, "", ask); sub(/: [^:]*$/, "")
			all($0, ask); next
		}
		/^- Which is right/ { sub(/^[^?]*\? /, ""); sub(/: .*/, ""); print $0 " | Which is right?"; next }
		/^- [^[]/ { ask = $0; sub(/^- /, "", ask); sub(/\?.*/, "?", ask); sub(/^[^?]*\? /, ""); all($0, ask) }
	' "$T_TMP/letters" | sort
}
of_walk() { # the last list of what is open that the last walk showed
	sed -n '/Still open/,/> *$/p' "$T_TMP/err" | awk '
		/^    [0-9]+ / {
			sub(/^ *[0-9]+ /, ""); sub(/\?.*/, "?"); sub(/ -> BI/, " with BI")
			ask = $0; sub(/.*: /, "", ask); sub(/: [^:]*$/, ""); print $0 " | " ask; next
		}
		/^    [^ ].*\?$/ { sub(/^ */, ""); ask = $0; next }
		/^      [0-9]+ / {
			n = split($0, each, "  +")
			for (i = 1; i <= n; i++) if (each[i] != "") {
				sub(/^ *[0-9]+ /, "", each[i]); sub(/ -> BI/, " with BI", each[i])
				print each[i] " | " ask
			}
		}' | sort
}
addresses() { # STAKEHOLDER: where the answers belong, by `next`
	"$STOCKTAKE" next --who "$1" --format json | jq -r '.people[0].questions[].address' | sort
}
of_sheet() { # STAKEHOLDER: the same by the rows of the tab Questions
	"$STOCKTAKE" template --for "$1" -o "$T_TMP/$1.xlsx" 2>/dev/null
	python3 "$ROOT/tests/xlsx-texts" "$T_TMP/$1.xlsx" | sed -n '/^tab: Questions/,/^tab: stocktake/p' |
		sed -nE 's/^A[0-9]+\t(platforms.*)/\1/p' | sed 's,/disputes/,/,' | sort
}

# Li goes through the guide, and answers none of what is open beside it.
printf '@open =\n' >"$T_TMP/answers"
stk walk --as li --answers "$T_TMP/answers"
status_is 0 'the walk'
is "$(of_walk)" "$(of_next li)" 'what the walk lists is what `next` lists'
like "$(of_next li)" 'CRM, category \| Which is right' 'a dispute'
like "$(of_next li)" 'BI \| Is it an app inside' 'what a check of their own asks'
like "$(of_next li)" 'CRM with BI \| What goes across' 'a hole of a link'
stk status --format json
json '[.next[] | select(.who == "li") | .questions] == ['"$(of_next li | wc -l)"']' 'status counts as many'

"$STOCKTAKE" workshop agenda >"$T_TMP/agenda"
for who in 'li:Li Wei' 'tom:Tom' 'mia:张伟'; do
	id=${who%%:*} name=${who#*:}
	want=$(of_next "$id")
	like "$want" '\|' "$name has questions"
	is "$(of_sheet "$id")" "$(addresses "$id")" "their sheet asks $name the same"
	is "$(of_agenda "$name")" "$want" "the agenda has them for $name"
done
like "$(of_next mia)" 'Sheet \| Which fields does it have' 'what somebody was named for is theirs'
like "$(of_next mia)" 'Old list \| Is what is recorded still so' 'what is due for confirmation'
like "$(of_next tom)" 'BI \| How critical is it' 'an own column too'
stk next --format json
is "$(jq -r '.people[] | select(.who == null).questions[].address' "$T_TMP/out" | sort | tr '\n' ' ')" \
	'platforms/lone/holds platforms/sheet/integrations ' "what is nobody's: not what the reports' own tool holds"
nobodys='Lone | What does it hold?
Sheet | Which systems does it exchange data with?'
is "$(of_agenda 'Whoever knows')" "$nobodys" 'the room may know'

stk workshop close --format markdown
status_is 0 'closed'
cp "$T_TMP/out" "$T_TMP/letters"
for who in 'tom:Tom' 'mia:张伟'; do
	is "$(of_letter "${who#*:}")" "$(of_next "${who%%:*}")" "the steps of ${who#*:} have all of it, and nothing else"
done
is "$(of_letter 'Li Wei')" "$(sort <(of_next li) <(echo "$nobodys"))" \
	"who leads has what is nobody's besides"
stk next --who zoe
out_like '其他工具: Who decides' 'who was not there is asked the same'
stk workshop close
is "$(git log --format=%s | grep -c Close)" 1 'closed once more: nothing is added'
done_testing
