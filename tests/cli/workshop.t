#!/bin/bash
# The workshops: planned, shown, opened, closed, followed up; what is refused, and what is said then. A whole
# room is played in room.t.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

acme() { # a copy of the sample, in a repository, at the day of the frozen clock
	fresh
	cp -r "$ROOT/inventories/acme/." .
	git init -q . && git add -A && git commit -qm Sample
	"$STOCKTAKE" set stakeholders/li-wei/email li@acme.example 2>/dev/null
}
subject() { git log -1 --format=%s; }
refused() { # WHAT HINT ARGUMENT...
	local what=$1 hint=$2
	shift 2
	stk workshop "$@"
	status_is 2 "refused: workshop $*"
	err_like "$what"
	[[ -z $hint ]] || err_like "$hint"
	out_is ''
}

# --- plan ---------------------------------------------------------------------------------------------
acme
refused 'there is no such subcommand' 'plan, agenda, open' hold
refused 'needs the kind' 'organisation, team, follow-up' plan
refused 'no kind of workshop "party"' '' plan party --date 2026-12-10
refused 'needs the day' '' plan organisation
refused 'a day like' '' plan organisation --date 2026-02-30
refused 'a day like' '' plan organisation --date 2026-12-10T10:00:00Z
refused 'which team\? --team, one of: board' '' plan team --date 2026-12-10
refused 'no such team; one of: board' '' plan team --team legal --date 2026-12-10
refused '--team goes with .plan team.' '' plan organisation --team sales --date 2026-12-10
refused 'has no use for --due' '' plan organisation --date 2026-12-10 --due 2026-12-11
refused 'has no such format' 'It takes: text' plan organisation --date 2026-12-10 --format json
refused '--facilitator Zzz: no stakeholder' 'list stakeholders' plan organisation --date 2026-12-10 --facilitator Zzz
refused 'cannot be a name' '' plan organisation --date 2026-12-10 --invite '!!!'
is "$(git status --porcelain)" '' 'nothing of it was written'

stk workshop plan organisation --date 2026-12-10 --dry-run
status_is 0 'tried dry'
out_like '\+kind: organisation'
ok 'nothing is written' test ! -e workshops/2026-12-10-organisation.yaml

stk workshop plan organisation --date 2026-12-10 --invite 'Nina Park, tom' --invite ana
status_is 0 'planned'
golden workshop/plan
golden workshop/plan.yaml workshops/2026-12-10-organisation.yaml
file_is stakeholders/nina-park.yaml 'name: Nina Park' 'who is new is made a stakeholder'
is "$(subject)" 'Plan workshop 2026-12-10-organisation' 'one commit'
is "$(git status --porcelain)" '' 'with all of it'
refused 'is there already' 'invites more people' plan organisation --date 2026-12-10

stk workshop plan team --team sales --date 2026-12-11
out_like 'Chen Yu +Sales reps'
out_unlike 'Marketing' 'a team workshop is for the team'
file_like workshops/2026-12-11-team.yaml 'teams: \[sales\]'
stk workshop plan team --team marketing --date 2026-12-11
ok 'two teams on one day' test -e workshops/2026-12-11-team-marketing.yaml
stk workshop plan follow-up --date 2026-12-12 --no-commit
out_like 'Mia Sol +Marketing +has steps that are not done'
out_like 'Ingrid Holm +Board +was invited before and did not come'
out_unlike 'Nina' 'who was invited to what comes is not told off'
ok 'not committed' test -n "$(git status --porcelain workshops)"
fresh
stk init --name Empty e
cd e || exit 2
stk workshop plan organisation --date 2026-12-10
status_is 2 'nobody is known'
err_like '--invite'

# fourteen people get a word in
acme
for i in {1..20}; do printf 'name: Rep %02d\nteam: sales\n' "$i" >"stakeholders/rep-$i.yaml"; done
stk workshop plan organisation --date 2026-12-10
out_like '[0-9]+ more have something to say; interviews will do' 'a room is no larger than that'
is "$(grep -c '^  - ' workshops/2026-12-10-organisation.yaml)" 14 'fourteen'
for team in board finance marketing sales sales-management; do
	found=
	while read -r id; do
		grep -qs "^team: $team$" "stakeholders/$id.yaml" && found=yes
	done < <(sed -n 's/^  - //p' workshops/2026-12-10-organisation.yaml)
	is "$found" yes "somebody of $team is among them"
done

# --- agenda -------------------------------------------------------------------------------------------
acme
stk workshop agenda
golden workshop/agenda
is "$(grep -oE '^[1-7]\.' "$T_TMP/out" | tr -d '\n')" 1.2.3.4.5.6.7. 'the parts in their order'
stk workshop agenda 2026-12-04-follow-up
golden workshop/agenda
stk workshop agenda workshops/2026-11-12-sdr-team --format markdown
golden workshop/agenda.md
out_like 'What you keep for yourself counts most' 'a team is asked for its own'
refused 'there is no workshop "none"' 'list workshops' agenda none
refused 'writes nothing' '' agenda --dry-run
refused 'has no such format' 'text markdown' agenda --format json
COLUMNS=40 stk workshop agenda
is "$(grep -cE '^.{41,}' "$T_TMP/out")" 0 'it fits 40 columns'
widest() { python3 -c 'import sys, unicodedata
print(max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.rstrip("\n"))
	for line in open(sys.argv[1], encoding="utf-8")))' "$1"; }
sed -i 's/^name: .*/name: 欧阳娜娜·阿依古丽·买买提明·亚历山德拉/' stakeholders/ana-ruiz.yaml
sed -i 's/^name: .*/name: 华东大区渠道伙伴线索登记表最终版/' platforms/events-sheet.yaml
stk --lang zh_CN workshop agenda
golden workshop/agenda.zh
is "$(sed -n '/^3\./,/^4\./p' "$T_TMP/out" | grep -c '[a-z]-[a-z]')" 0 'no category is an id'
for columns in 40 80; do
	COLUMNS=$columns stk --lang zh_CN workshop agenda
	ok "in Chinese it fits $columns columns" test "$(widest "$T_TMP/out")" -le "$columns"
	COLUMNS=$columns stk --lang zh_CN next
	ok "so do the next steps at $columns" test "$(widest "$T_TMP/out")" -le "$columns"
	COLUMNS=$columns stk --lang zh_CN status
	ok "so does the status at $columns" test "$(widest "$T_TMP/out")" -le "$columns"
	out_unlike '…' "of which nothing is cut off at $columns"
	COLUMNS=$columns stk --lang zh_CN workshop follow-up 2026-11-05-organisation
	ok "so does the follow-up at $columns" test "$(widest "$T_TMP/out")" -le "$columns"
done
git checkout -q .
rm workshops/*
refused 'which workshop\?' 'workshop plan organisation' agenda

COLUMNS=40 stk workshop plan team --team sales --date 2026-12-20
out_like 'Chen Yu: .*' 'a plan on a narrow screen'
out_unlike '…' 'cuts nothing off'

# --- open ---------------------------------------------------------------------------------------------
acme
id=2026-12-04-follow-up
refused 'Nobody can be asked here' '--attendees' open
refused 'the list goes from 1 to 8' '' open --attendees '1-9'
refused 'the list goes from 1 to 8' '' open --attendees '0'
refused '"nobody-here" is not on the list' '' open --attendees '-nobody-here'
refused 'two ways to say' '' open --attendees all --answers /dev/null
refused 'then there is no workshop' '' open --attendees '-1-8'
is "$(git status --porcelain)" '' 'nothing of it was written'
stk workshop open --attendees '1-2 4, Nina Park'
status_is 0 'opened'
err_like 'Not here: Jo Becker, Chen Yu, Dana Kim, Lisa Novák, Ingrid Holm'
err_like "stocktake walk --as workshops/$id"
file_like workshops/$id.yaml 'attendees: \[ana-ruiz, ben-adeyemi, tom-okafor, nina-park\]'
is "$(subject)" "Open workshop $id: 4 people" 'one commit'
is "$(git status --porcelain)" '' 'with who is new'
echo 'Jo' >"$T_TMP/late"
stk workshop open --answers "$T_TMP/late"
status_is 0 'who came late'
err_like 'Who else is here\?'
file_like workshops/$id.yaml 'nina-park, jo-becker\]|jo-becker, nina-park\]' 'is added'
echo '99' >"$T_TMP/late"
stk workshop open --answers "$T_TMP/late"
status_is 2 'a number that is none'
err_like 'late:1: 99: the list goes from 1 to'
: >"$T_TMP/late"
stk workshop open --answers "$T_TMP/late"
status_is 0 'nothing said'
err_like 'Nothing was noted'
stk workshop open --attendees '-nina'
file_unlike() { if grep -Eq -- "$2" "$1"; then fail "$1 lacks: $2"; else pass "$1 lacks: $2"; fi; }
file_unlike workshops/$id.yaml 'nina-park' 'taken back'

# --- close --------------------------------------------------------------------------------------------
acme
refused 'was not held yet' '' close 2026-12-04-follow-up
refused 'a day like' '' close --due soon
refused 'has no use for --since' '' close --since HEAD
stk workshop close --dry-run
status_is 0 'tried dry'
out_like '\+  - what: '
is "$(git status --porcelain)" '' 'nothing is written'
stk workshop close 2026-11-05-organisation --due 2026-12-24
status_is 0 'closed'
golden workshop/letters
is "$(grep -c 'due: 2026-12-24' workshops/2026-11-05-organisation.yaml)" \
	"$(subject | sed 's/.*: \([0-9]*\) next steps/\1/')" 'each step has the day'
stk workshop close 2026-11-05-organisation --format markdown
golden workshop/letters.md
is "$(git status --porcelain)" '' 'nothing new'

# --- follow-up ----------------------------------------------------------------------------------------
acme
refused 'two ways to say since when' '' follow-up 2026-11-05-organisation --since HEAD
refused 'no-such-rev' '' follow-up --since no-such-rev
git tag before
stk next --done 'other seven trackers'
sed -i 's/^integrations:.*/integrations: []/' platforms/xactly.yaml
grep -q '^integrations' platforms/xactly.yaml || echo 'integrations: []' >>platforms/xactly.yaml
printf 'name: Trade fair app\nintegrations: []\nholds: [lead]\n' >platforms/trade-fair-app.yaml
rm platforms/jira.yaml
cat >"$T_TMP/said" <<'END'
@patchy = none
END
stk walk --as ana --answers "$T_TMP/said"
stk set --add platforms/netsuite/integrations '{with: power-bi, name: all of it, flow: out, carries: [invoice, company, deal], every: 1 day}'
stk workshop follow-up --since before
status_is 0 'what came of it'
golden workshop/follow-up
stk workshop follow-up --since before --format markdown
golden workshop/follow-up.md
stk workshop follow-up --since before --format json
json '.learnt.platforms == ["platforms/trade-fair-app"]'
json '.learnt.platforms_gone == ["platforms/jira"]'
json '.learnt.people == ["ana-ruiz"]'
json '[.steps.done[].what] == ["Send the heading rows of the other seven trackers"]'
json '[.steps.overdue[].who[0]] == ["mia-sol", "li-wei"]'
json '.since == "before" and .workshop == null'
json '.metrics.after - .metrics.before == (.metrics.gained | length) - (.metrics.lost | length)'
json '.metrics.gained | length > 0'
json '[.silos.opened[].address] | index("platforms/trade-fair-app")'
json '.silos.closed | length > 0'
git add -A && git commit -qm more
stk workshop follow-up
status_is 0 'since the last workshop'
out_like 'since the workshop of 2026-11-12'
stk workshop follow-up --today 2026-12-04
out_like 'since the workshop of 2026-11-12' 'at the follow-up, since the one before'
stk workshop follow-up 2026-11-05-organisation
out_like 'since the workshop of 2026-11-05'
rm -rf .git
stk workshop follow-up
status_is 4 'without a repository'
err_like 'not in a git repository'
done_testing
