#!/bin/bash
# A room of eight, from the plan to what is sent to each: the inventory, the evidence and the next steps are
# tests/golden/room/. (The metrics are those that init writes.)
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

# golden_folder NAME FOLDER: its files, and no others, are those of tests/golden/NAME. The end of an
# evidence file's name is drawn by lot.
golden_folder() {
	local want=$ROOT/tests/golden/$1 got=$T_TMP/folder file
	rm -rf "$got"
	mkdir -p "$got"
	tar -C "$2" --exclude=./.git --exclude=./metrics -cf - . | tar -C "$got" -xf -
	for file in "$got"/evidence/*-interview-????.yaml; do
		[[ -e $file ]] && mv "$file" "${file%-????.yaml}.yaml"
	done
	if [[ -n ${UPDATE_GOLDEN:-} ]]; then
		rm -rf "$want"
		mkdir -p "$want"
		cp -r "$got/." "$want"
	fi
	run diff -r "$want" "$got"
	is "$out$err" '' "golden folder $1"
}

stk init --name 'Acme sales data' --destination power-bi \
	--goal 'Find out where our sales data is kept, so that we can report on win rate and pipeline.' a
cd a || exit 2
while IFS=: read -r name team email; do
	stk add stakeholder "$name" "team=$team" "email=$email"
done <<'END'
Ana Ruiz:marketing:ana@acme.example
Ben Adeyemi:sales-management:ben@acme.example
Chen Yu:sales:chen.yu@acme.example
Dana Kim:board:dana@acme.example
Ingrid Holm:board:ingrid@acme.example
Jo Becker:sales-management:jo@acme.example
Li Wei:sales-management:li@acme.example
Lisa Novák:sales:lisa@acme.example
Mia Sol:marketing:mia@acme.example
Tom Okafor:sales:tom@acme.example
END
write platforms/hubspot.yaml <<'END'
name: HubSpot
product: hubspot
website: https://www.hubspot.com
category: marketing-automation
END
git add -A && git commit -qm 'The list that people had'

stk workshop plan organisation --date 2026-12-01
status_is 0 'the workshop is planned'
golden room/plan
stk workshop agenda
golden room/agenda
stk workshop agenda --format markdown
golden room/agenda.md
printf -- '-dana\n' >"$T_TMP/here"
stk workshop open --answers "$T_TMP/here"
status_is 0 'eight came'
golden room/open.err "$T_TMP/err"

cat >"$T_TMP/said" <<'END'
Salesforce, HubSpot, SF, quota sheet, xactly, zendesk, outreach, gong, netsuite, slack, sales nav, google analytics, jira, events sheet, my tracker, forecast sheet, zoominfo, Sales Navigator, mailchimp, Xactly, looker, notion, intercom, board slides
1
slack, notion, board slides
1 lca 3 lcda 4 q 5 q 6 ct 7 a 8 a 9 m 14 lc 16 f
4 16 jo; 14 mia
hubspot <> sf l c 15m; outreach > sf a; ben: hubspot <> sf daily
sf > powerbi lda daily; quota sheet > powerbi q by hand jo monthly

b: crm too
1 power bi
?5 lisa; ?8 mia
nina
trade fair app
END
stk walk --as workshops/2026-12-01-organisation --answers "$T_TMP/said"
status_is 0 'the room is asked'
golden room/walk.err "$T_TMP/err"
err_like '24 lines: 22 tools, 4 known twice'
err_like 'HubSpot is marketing automation. Only that\?'
err_like 'Both are kept; it goes on the list' 'a dispute stops nobody'
is "$(grep -c '^    > ' "$T_TMP/err")" 13 'thirteen prompts'
file_like platforms/hubspot.yaml 'category: \[marketing-automation, crm\]' 'both are kept'
file_like platforms/hubspot.yaml 'at: integrations/salesforce/every, says: 1 day, by: ben-adeyemi' \
	'what is contested is one person'\''s'

stk workshop close
status_is 0 'closed'
golden room/letters
is "$(grep -c '^To: ' "$T_TMP/out")" 9 'a list for each of the eight, and for who leads it'
is "$(git log --format=%s | head -n 4)" 'Close workshop 2026-12-01-organisation: 16 next steps
Workshop 2026-12-01-organisation: 23 platforms, 16 holdings, 4 integrations
Open workshop 2026-12-01-organisation: 8 people
Plan workshop 2026-12-01-organisation' 'one commit each'
is "$(git status --porcelain)" '' 'and nothing is left'
golden_folder room/inventory .
stk workshop close
is "$(git log --format=%s | grep -c Close)" 1 'closed once more: nothing is added'
golden room/letters

stk check --select quality
status_is 0 'what was written is sound'
out_unlike 'workshops/'
done_testing
