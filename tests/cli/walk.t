#!/bin/bash
# The interview over --answers: the four of the transcripts, what contradicts, what is not known, what is wrong.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

begin() { # a new inventory with these people: ID:NAME:TEAM...
	local person id name team
	fresh
	"$STOCKTAKE" init --name Acme --destination power-bi \
		--goal 'Find out where our sales data is kept, so that we can report on win rate and pipeline.' \
		a >/dev/null 2>&1
	cd a || exit 2
	for person; do
		IFS=: read -r id name team <<<"$person"
		"$STOCKTAKE" add stakeholder "$name" --id "$id" "team=$team" >/dev/null 2>&1
	done
}
answers() { cat >"$T_TMP/answers"; } # what would be typed
walk() { stk walk --answers "$T_TMP/answers" "$@"; }
evidence() { cat evidence/*-"$1"-interview-*.yaml; }

# --- Ana, head of marketing -------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot, ga, events sheet, sales nav, canva, on24

canva
3 lc
First name  Last name  Work email  Company  Event  Scanned on  Follow up?
hubspot <> sf l c 15m; on24 > hubspot l daily; events > hubspot l by hand mia
1 hubspot, 3 events sheet
3 late, names differ
mia
mia, tom
END
walk --as ana
status_is 0 'Ana is interviewed'
out_is '' 'prompts go to standard error'
golden walk/ana.err "$T_TMP/err"
golden walk/events-sheet.yaml platforms/events-sheet.yaml
golden walk/hubspot.yaml platforms/hubspot.yaml
golden walk/ana.evidence <(evidence ana-ruiz)
file_is platforms/canva.yaml "name: Canva
product: canva
website: https://www.canva.com
category: [other]
teams: [marketing]
holds: []"
file_is stakeholders/mia.yaml "name: Mia
referred_by: [ana-ruiz]"
is "$(git log -1 --format='%an <%ae>|%cn|%s')" \
	'Ana Ruiz <ana-ruiz@stakeholder.invalid>|Li Wei|Interview Ana Ruiz: 6 platforms, 5 holdings, 3 integrations' \
	'committed as Ana by Li'
is "$(git status --porcelain)" '' 'all of it'
questions=$(grep -cE '^[0-9]+/9 ' "$T_TMP/err")
is "$questions" 9 'nine questions'
answers </dev/null
walk --as ana
status_is 0 'once more'
err_like 'Nothing to ask'
is "$(git log --format=%s | wc -l)" 3 'and nothing is committed'

# --- Tom, who sells: he was named, so only his team is asked -----------------------------------------
answers <<'END'
Tom Okafor, sales
salesforce, my tracker, sales nav, phone, outlook
yes 12
1 lcda; 2 lc; 5 a
Name  Company  Phone  Last call  Next step
my tracker > sf c a by hand weekly; sales nav > tracker c by hand daily
1 a mobile calls never get in
1 salesforce
nina
END
walk --as tom
status_is 0 'Tom is interviewed'
golden walk/my-tracker.yaml platforms/my-tracker.yaml
file_like platforms/salesforce.yaml 'patchy: \{activity: mobile calls never get in\}'
file_like stakeholders/tom.yaml 'name: Tom Okafor'
file_like stakeholders/nina.yaml 'referred_by: \[tom\]'
err_like 'Ana Ruiz said LinkedIn Sales Navigator holds contacts; wrong\?'

# --- a board member: numbers, not tools ---------------------------------------------------------------
answers <<'END'
Ingrid Holm, board
revenue monthly pdf dana; win rate quarterly slide li
win rate late

END
walk --as ingrid
status_is 0 'the board is interviewed'
golden walk/dana-s-pdf.yaml platforms/dana-s-pdf.yaml
file_like metrics/win-rate.yaml 'notes: "?Ingrid Holm: late'
err_unlike 'Which tools' 'never asked for tools'

# --- who asks -----------------------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing' 'li-wei:Li Wei:sales-management'
"$STOCKTAKE" set stakeholders/li-wei/email li@acme.example 2>/dev/null
answers <<<'hubspot'
walk --as ana
file_like "$(echo evidence/*.yaml)" 'facilitator: li-wei' 'the facilitator is whose e-mail git has'
answers <<<'none'
walk --as ana --facilitator 'Jo Becker'
is "$(cat evidence/*.yaml | grep -c 'facilitator: jo-becker')" 1 'or who is named'

# --- a room ------------------------------------------------------------------------------------------
begin 'dana:Dana Kim:sales-management'
write workshops/2026-11-30-kick-off.yaml <<'END'
name: Kick-off
kind: organisation
date: 2026-11-30
END
git add -A && git commit -qm Workshop
answers <<'END'
salesforce, hubspot, quota sheet, xactly, zendesk, outreach, gong, netsuite, slack, Salesforce, hub spot

slack
2 lcda; 3 lca; 4 q; 5 q; 6 ct; 10
:ask jo
hubspot <> sf l c 15m
sf > powerbi lda daily; quota sheet > powerbi q by hand jo monthly
:skip
1 power bi
?8 dana; 9 none; ?6 nobody-yet
nina
trade fair app
END
walk --as workshops/2026-11-30-kick-off
status_is 2 'a room: a word that is not understood'
err_like 'answers:4: Not understood: 10'
file_like platforms/salesforce.yaml 'product: salesforce' 'what was answered before stays'
is "$(git status --porcelain)" '' 'and is committed'
sed -i '1,3d;s/; 10$//' "$T_TMP/answers"
walk --by-room
status_is 0 'the room goes on'
golden walk/room.err "$T_TMP/err"
file_like platforms/quota-sheet.yaml 'integrations:' 'what ends up where the reports are made'
is "$(git log -1 --format='%an: %s')" 'Li Wei: Workshop Kick-off: 11 platforms, 8 holdings, 3 integrations' 'committed'
file_like "$(echo evidence/*kick-off*.yaml | cut -d' ' -f1)" 'by: workshops/2026-11-30-kick-off'

# --- contradictions -----------------------------------------------------------------------------------
two() { # ANSWER: what Li says of a link of which Ana said something else
	begin 'ana-ruiz:Ana Ruiz:marketing' 'li-wei:Li Wei:marketing'
	answers <<-'END'
		hubspot
		@links = hubspot <> sf l c 15m
	END
	walk --as ana
	answers <<-END
		@links = hubspot <> sf l c daily
		$1
	END
	walk --as li
}
two ''
status_is 0 'a contradiction, left open'
err_like 'HubSpot with Salesforce, every: Ana Ruiz said 15 minutes, you say 1 day'
file_like platforms/hubspot.yaml 'every: 15 minutes'
file_like platforms/hubspot.yaml 'disputes:
  - \{at: integrations/salesforce/every, says: 1 day, by: li-wei, "on": 2026-12-01\}'
two 'replace'
status_is 0 'a contradiction, replaced'
file_like platforms/hubspot.yaml 'every: 1 day'
is "$(grep -c disputes platforms/hubspot.yaml)" 0 'no dispute is left'
two 'k'
file_like platforms/hubspot.yaml 'every: 15 minutes'
is "$(grep -c disputes platforms/hubspot.yaml)" 0 'a contradiction, kept: no dispute is left'
two '@platforms/hubspot/integrations/salesforce/every = replace'
file_like platforms/hubspot.yaml 'every: 1 day' 'a prompt goes by the address contested'
two 'perhaps'
status_is 2 'a word that is none of these'
err_like 'answers:2: Say keep, replace, or Enter'
file_like platforms/hubspot.yaml 'disputes' 'it is left open then'

begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot

@links = hubspot <> sf l 15m
:back
hubspot > sf l daily
END
walk --as ana
status_is 0 'one may contradict oneself'
file_like platforms/hubspot.yaml 'flow: out, carries: \[lead\], every: 1 day'
is "$(grep -c disputes platforms/hubspot.yaml)" 0 'that is no dispute'

# --- answers that are none ----------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
# a comment
hubspot, leads sheet

:na
?
:help
:list
:skip
:ask mia
:na
:skip
:ask mia
:skip
:skip
END
walk --as ana
status_is 0 ':skip, :na and :ask are answers'
err_like 'Mia will be asked'
err_like 'For example: First name  Last name'
file_like stakeholders/mia.yaml 'name: Mia'
is "$(evidence ana-ruiz | grep -c 'ask: mia')" 4 'four things are Mia'\''s'
is "$(evidence ana-ruiz | grep -c 'at: platforms/hubspot/patchy, state: unknown')" 1 'not known is kept'
answers </dev/null
walk --as ana
err_like 'Nothing to ask' 'none of it is asked again'
answers <<'END'
sales-management
none
1 canva; 3 li; ?4 tom; 2 ?

END
walk --as mia
status_is 0 'Mia is asked what she was named for'
err_like 'Which systems does it exchange data with\?
      1 HubSpot  2 leads sheet
    Who could show us its fields\?
      3 HubSpot  4 leads sheet'
file_like platforms/hubspot.yaml 'admin: \[li\]'
file_like platforms/hubspot.yaml '\{with: canva\}'
is "$(evidence mia | grep -c 'ask: tom')" 1 'and hands one on'

# --- a file of answers that is wrong -------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot

@holds = 7 zz
END
walk --as ana
status_is 2 'a line that is rejected'
err_like 'answers:3: Not understood: 7; zz|answers:3: Not understood: 7 zz'
is "$(git status --porcelain)" '' 'what was answered before is committed'
answers <<'END'
@no-such-prompt = 1
END
walk --as ana
status_is 2 'a prompt that never comes'
err_like 'answers:1: this answer was not used'
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
:nonsense
END
walk --as ana
status_is 2 'no such command'
err_like 'answers:1: :nonsense is no command'
stk walk --as ana --answers "$T_TMP/no-such-file"
status_is 2 'no such file'
stk walk --as ana
status_is 2 'no terminal and no answers'
err_like '\-\-answers FILE'
stk walk
status_is 0 'whom to ask next, where nobody can be asked'
out_like 'stocktake walk --as ana-ruiz'
walk --as workshops/none
status_is 2 'no such workshop'
walk --as ana --minutes soon
status_is 2 'minutes are a number'
stk walk --as ana --dry-run --answers "$T_TMP/answers"
status_is 2 '--dry-run is refused'

# --- one unclear name at `right?` takes nothing from the others
begin 'ana-ruiz:Ana Ruiz:marketing'
write platforms/zendesk.yaml 'name: Zendesk'
write platforms/zendesk-2.yaml 'name: Zendesk'
printf 'hubspot\ncanva, zendesk, gong\n\n\n:quit\n' >"$T_TMP/unclear"
stk walk --as ana --answers "$T_TMP/unclear"
err_like 'zendesk: 1 zendesk(-2)?  2 zendesk(-2)?  3 ' 'equal names are told apart'
ok 'canva is kept' test -e platforms/canva.yaml
ok 'and gong, which came after it' test -e platforms/gong.yaml

# --- people are people ------------------------------------------------------------------------------------
refused() { # QUESTION ANSWER WHAT: what is no name is not understood
	begin 'ana-ruiz:Ana Ruiz:marketing'
	answers <<-END
		hubspot
		@$1 = $2
	END
	walk --as ana
	status_is 2 "no person: $2"
	err_like "Not understood: $3"
	is "$(ls stakeholders)" 'ana-ruiz.yaml' 'and none is made'
}
refused refer 'hubspot' 'hubspot \(that is a tool; who\?\)'
refused refer 'gong' 'gong \(that is a tool'
refused refer 'tom, 3 late' '3 late'
refused admin 'weekly' 'weekly'
refused admin '1 late' 'late'
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot
@admin = zoe, 1 pat
:back
-pat
tom
END
walk --as ana
status_is 0 'a name by mistake is taken back'
err_like 'new: Zoe, Pat|new: Pat, Zoe'
err_like 'new: Tom'
ok 'it is gone' test ! -e stakeholders/pat.yaml
is "$(grep -c '^admin:.*pat' platforms/hubspot.yaml)" 0 'there too'
stk check
out_unlike '\bpat\b' 'and nothing hangs'

# --- numbers that are on no list --------------------------------------------------------------------------
begin 'ingrid-holm:Ingrid Holm:board' 'dana:Dana Kim:sales-management'
before=$(ls metrics | wc -l)
answers <<<'nonsense 5'
walk --as ingrid
status_is 2 'a number that nobody has on the list'
err_like 'Not understood: nonsense 5'
is "$(ls metrics | wc -l)" "$before" 'does not become one'
answers <<'END'
revenue monthly pdf dana

END
walk --as ingrid
status_is 0 'who prepares it is known already'
err_unlike 'Who prepares them' 'and not asked'
answers </dev/null

# --- what is guessed is told, what is unknown makes nothing ------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
"$STOCKTAKE" add platform 'Old Tool' teams=sales >/dev/null 2>&1
answers <<'END'
salesforc, linkedin, pipdrive, hubspot, old tool
3

END
walk --as ana
status_is 0 'names that are typed wrong'
err_like '1 Salesforce \(you typed salesforc\)'
err_like 'linkedin: 1 LinkedIn Ads  2 LinkedIn Sales Navigator  3 something else\?' 'two begin like that'
err_like 'linkedin \(new\)' 'and it is none of them'
err_like 'Pipedrive \(you typed pipdrive\)'
err_like '3 HubSpot' 'one that is typed well'
err_unlike 'HubSpot \(|Old Tool \(new' 'is as it was, and so is what was known'
ok 'Salesforce it is' test -e platforms/salesforce.yaml
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot
@links = phone > nowhere c
END
walk --as ana
status_is 2 'a link with what nobody named'
err_like 'Not understood: phone > nowhere \(phone: not named before\)'
ok 'it makes no platform' test ! -e platforms/nowhere.yaml
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
lisa: we use Xactly too, ben: gong
END
walk --as ana
err_like '1 Xactly Incent  2 Gong|1 Xactly  2 Gong' 'a chat'
answers <<'END'
nobody of us knows what finance uses
END
begin 'ana-ruiz:Ana Ruiz:marketing'
walk --as ana
status_is 2 'a sentence is no tool'
err_like 'Not understood: nobody of us knows'
answers <<'END'
y
END
walk --as ana
err_like 'Not understood: yes: which ones' 'nor is yes'
answers <<'END'
hubspot
:ask dana
END
walk --as ana
status_is 2 ':ask where nobody else can be asked'
err_like 'Nobody else can say that'

# --- numbering, :list, ? ---------------------------------------------------------------------------------
begin 'ingrid-holm:Ingrid Holm:board' 'dana:Dana Kim:sales-management'
answers <<'END'
:back
revenue monthly pdf dana
:list
:back
END
walk --as ingrid
is "$(grep -cE '^1/4 ' "$T_TMP/err")" 2 ':back before the first question changes no number'
is "$(grep -oE '^[0-9]/[0-9]' "$T_TMP/err" | tail -2 | tr '\n' ' ')" '2/3 1/3 ' 'nor does it later'
err_like 'Numbers: Total revenue' 'the list has numbers'
two '?'
err_like 'replace +what you said stands' 'keep, replace and leave open are explained'
plain_from_here
begin 'dana:Dana Kim:sales-management'
for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do
	write "platforms/t-$i.yaml" "name: Tool $i"
done
write workshops/2026-11-30-kick-off.yaml <<'END'
name: Kick-off
kind: organisation
date: 2026-11-30
END
answers </dev/null
walk --by-room
err_like 'Known: 1 .* and [1-9] more: name those' 'what is known and not shown is counted'

# --- the order of people --------------------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing' 'tom:Tom Okafor:sales' 'ingrid:Ingrid Holm:board' 'dana:Dana Kim:sales-management'
answers <<'END'
salesforce, hubspot

@links = salesforce > hubspot l
:ask tom
END
walk --as dana
stk walk
next=$(sed -n '/^Ask next/,$p' "$T_TMP/out")
stk status
is "$(sed -n '/^Ask next/,$p' "$T_TMP/out")" "$next" \
	'walk and status propose people in one order'

# --- a team that nobody knows yet ---------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
y
hubspot, gong
END
walk --as 'Zoe Zed'
status_is 0 'yes is what stands in brackets'
file_is stakeholders/zoe-zed.yaml 'name: Zoe Zed'
answers <<<'marketing'
walk --as zoe
status_is 0 'the team is asked once more'
err_like 'Zoe Zed, in which team'
file_like stakeholders/zoe-zed.yaml 'team: marketing'
file_like platforms/gong.yaml 'teams: \[marketing\]' 'and is that of the tools named before'
begin 'ana-ruiz:Ana Ruiz:marketing'
printf '\n' >"$T_TMP/answers"
walk --as 'Zoe Zed'
walk --as zoe
err_like 'in which team'
walk --as zoe
err_unlike 'in which team' 'but not for ever'
answers <<'END'
hubspot

:skip
:skip
:skip
:skip
:skip
:skip
:ask tom
END
walk --as ana
answers </dev/null
walk --as ana
err_like 'Nothing to ask Ana Ruiz: all questions were put. [0-9]+ left as not known'

# --- how often: somebody else knows ---------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot
@links = hubspot > sf l
?
?1 dana
END
walk --as ana
status_is 0 'how often is handed on'
err_like 'dana will be asked' 'as ? explains'
is "$(evidence ana-ruiz | grep -c 'every, ask: dana')" 1 'it is Dana'\''s'
answers </dev/null
walk --as ana
err_like 'goes on where it was left' 'who comes back is told so'

# --- time -----------------------------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot


END
walk --as ana --minutes 1
status_is 0 'a minute'
err_like 'left for another day'
is "$(sed -n 's/^\([0-9]\) questions, about.*/\1/p' <<<"$err") $(sed -n 's|^1/\([0-9]*\) .*|\1|p' <<<"$err")" '2 2' \
	'no more is counted than there is time for'
answers </dev/null
walk --as ana
status_is 0 'the end of the file is :quit'
err_like 'Nothing was said yet'

# --- a question back that a walk did not come to is asked by the next one ------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
hubspot, on24



on24 > hubspot l; hubspot > sf l
END
walk --as ana
err_like 'How often\?  1 HubSpot -> Salesforce  2 ON24 -> HubSpot'
answers <<<'1 daily'
walk --as ana
err_like 'How often\?  1 HubSpot -> Salesforce  2 ON24 -> HubSpot' 'asked again'
file_like platforms/hubspot.yaml 'every: 1 day'
answers </dev/null
walk --as ana
err_unlike 'How often' 'and Enter was an answer'

# --- what people really type ------------------------------------------------------------------------------
begin 'tom:Tom Okafor:sales' 'mia:Mia Sol:marketing'
answers <<<'sf, dont know the rest'
walk --as tom
status_is 2
err_like 'Not understood: dont know the rest' 'no tool is called so'
begin 'tom:Tom Okafor:sales' 'mia:Mia Sol:marketing'
answers <<'END'
sf and gong, a tracker of mine
:back
outlook
since 2021, everyone
END
walk --as tom
status_is 2
err_like 'Not understood: since 2021, everyone' 'a year is no number'
ok 'two of them' test -e platforms/salesforce.yaml -a -e platforms/gong.yaml
ok 'and not one of both' test ! -e platforms/sf-and-gong.yaml
ok 'an article is no part of a name' test -e platforms/tracker-of-mine.yaml
err_like '    1 Salesforce  2 Gong  3 tracker of mine
    > outlook' 'shown again after :back'
stk list platforms --format json
json '[.items[].address | split("/")[1]] | sort == ["gong","microsoft-outlook","power-bi","salesforce","tracker-of-mine"]' \
	':back and one more: the others stay'
answers <<'END'
yes 12
3 l
mia
END
walk --as tom
status_is 2
file_like platforms/tracker-of-mine.yaml 'copies: 12'
err_like 'Not understood: mia' 'a name is no heading row'
answers <<<"don't know"
walk --as tom
status_is 0
unlike "$(cat platforms/tracker-of-mine.yaml)" fields 'nor a heading'
begin 'ana-ruiz:Ana Ruiz:marketing'
answers <<'END'
don't know
nobody
END
walk --as ana
status_is 0
stk list stakeholders --format json
json '[.items[].address] == ["stakeholders/ana-ruiz"]' 'no words become people'
stk list platforms --format json
json '[.items[].address] == ["platforms/power-bi"]' 'nor tools'
walk --as ana --lang fr
status_is 2 'a language that there is no guide in'
err_like 'no interview guide'
answers </dev/null
walk --as ana --lang en_GB
status_is 0
write platforms/broken.yaml 'name: [never closed'
walk --as ana
status_is 2 'a file that cannot be read'
err_like 'platforms/broken.yaml:2' 'is told, and the interview goes on'

# --- the chat of a meeting, pasted: what is a tool is taken, what people say beside it is not ------------
begin 'dana:Dana Kim:sales-management'
write workshops/2026-11-30-kick-off.yaml $'kind: organisation\ndate: 2026-11-30\n'
answers <<'END'
10:02 Tom: sf obviously, 10:03 Tom: gong, [10:04:11 AM] Ana Ruiz: we use HubSpot and ON24, Ben: quota sheet, 10:06 Priya: Slack
END
walk --as workshops/2026-11-30-kick-off
stk list platforms --format json
json '[.items[].address | split("/")[1]] | sort == ["gong","hubspot","on24","power-bi","quota-sheet","salesforce","slack"]'
begin 'dana:Dana Kim:sales-management'
write workshops/2026-11-30-kick-off.yaml $'kind: organisation\ndate: 2026-11-30\n'
answers <<<'10:02 Tom: sf, Ben: +1, Ana: lol!, Mia: same here'
walk --as workshops/2026-11-30-kick-off
err_like '4 lines: 2 tools'
err_unlike 'Not understood'

# --- no repository, no git ------------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
rm -rf .git
answers <<'END'
hubspot

END
walk --as ana
status_is 0 'outside git'
err_like 'No git repository|no git repository|Saved'
ok 'it is saved' test -e platforms/hubspot.yaml
done_testing
