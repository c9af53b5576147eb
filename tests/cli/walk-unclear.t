#!/bin/bash
# The interview, where people answer as people do: roles for names, sentences for tools, doubts about everything,
# silence. Nothing of it is lost, and nothing is made up from it.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

begin() { # a new inventory with these people: ID:NAME:TEAM...
	local person id name team
	fresh
	"$STOCKTAKE" init --name Acme --destination power-bi --goal 'Find out where our sales data is kept.' \
		a >/dev/null 2>&1
	cd a || exit 2
	for person; do
		IFS=: read -r id name team <<<"$person"
		"$STOCKTAKE" add stakeholder "$name" --id "$id" "team=$team" >/dev/null 2>&1
	done
}
walk() { # WHO, and what would be typed on stdin
	cat >"$T_TMP/answers"
	stk walk --answers "$T_TMP/answers" --as "$@"
}
evidence() { cat evidence/*-"$1"-interview-*.yaml; }
people() { ls stakeholders | sed 's/\.yaml$//' | paste -sd ' '; }
platforms() { ls platforms | sed 's/\.yaml$//' | paste -sd ' '; }

# --- people without a name -----------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
walk ana <<'END'
hubspot, ga, events sheet, canva

canva
3 lc
:ask the guy from IT
hubspot > ga l daily; events > hubspot l by hand the intern
1 daily
1 hubspot, 3 events sheet
3 late
1 the CFO; 2 mia
the CFO, and Somebody, tom, somebody in finance, Head of Sales, sales
1 jo becker; 2 zoe; 3 mia
END
status_is 0 'roles are no names'
err_like 'Kept: the guy from IT\. At the end we ask who that is\.'
err_like '    1 the guy from IT: who is that\?
    2 the intern: who is that\?
    3 the CFO: who is that\?
    4 Somebody: who is that\?
    5 somebody in finance: who is that\?
    6 Head of Sales: who is that\?
    7 sales: who is that\?' 'they are raised at the end, each once'
is "$(people)" 'ana-ruiz jo-becker mia tom zoe' 'only those with a name are in the inventory'
file_like platforms/hubspot.yaml 'admin: \[mia\]' 'who got a name can show the fields'
file_like platforms/events-sheet.yaml 'who: \[zoe\]' 'does it by hand'
is "$(evidence ana-ruiz | grep -c 'platforms/events-sheet/fields, ask: jo-becker')" 1 'and is asked'
file_like stakeholders/jo-becker.yaml 'referred_by: \[ana-ruiz\]'
file_is stakeholders/ana-ruiz.yaml 'name: Ana Ruiz
team: marketing
notes: |-
  Left open: Who is that (referral): Somebody
  Left open: Who is that (referral): somebody in finance
  Left open: Who is that (referral): Head of Sales
  Left open: Who is that (referral): sales' 'the others stay, as they were said'
err_like 'Kept in the notes until we know who that is: Somebody;'
stk report -o "$T_TMP/report.md"
file_like "$T_TMP/report.md" '## Not clear yet'
file_like "$T_TMP/report.md" '\| Ana Ruiz \| somebody in finance \| Who is that\? Whom else should we ask\? \|'
walk ana </dev/null
err_unlike 'One thing more' 'it is raised once'

# --- an end in the middle: it is raised the next time ---------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing'
walk ana <<'END'
hubspot
@admin = the guy from IT
:quit
END
status_is 0 'left before the end'
file_is stakeholders/ana-ruiz.yaml 'name: Ana Ruiz
team: marketing
notes: "Who is that (platforms/hubspot/admin): the guy from IT"' 'it is on disk'
stk report -o "$T_TMP/report.md"
file_like "$T_TMP/report.md" 'the guy from IT \| Who is that\? HubSpot: Who could show us its fields\?'
walk ana <<'END'

1 Jo Becker
END
status_is 0 'the next walk'
err_like 'the guy from IT: who is that'
file_like platforms/hubspot.yaml 'admin: \[jo-becker\]'
is "$(grep -c notes stakeholders/ana-ruiz.yaml)" 0 'the note is gone'

# --- the board, from whom numbers come ------------------------------------------------------------------
begin 'ingrid:Ingrid Holm:board'
walk ingrid <<'END'
revenue monthly pdf the CFO; win rate quarterly a mail that I never read from dana; forecast accuracy my boss
the numbers are never right; I think the win rate is made up
none

END
status_is 0 'the board speaks in sentences'
is "$(people)" 'dana ingrid' 'the CFO and a boss are nobody yet'
is "$(platforms)" 'pdf power-bi' 'a mail that is told of is no tool'
file_like stakeholders/ingrid.yaml '  Said of the numbers: win rate quarterly a mail that I never read from dana' 'it is kept as it was told'
file_like stakeholders/ingrid.yaml '  Said of the numbers: the numbers are never right' 'a doubt about all of it is a remark of hers'
file_like metrics/win-rate.yaml 'notes: "?Ingrid Holm: I think the win rate is made up' 'a doubt is kept with what it names'
is "$(grep -c notes metrics/total-revenue.yaml)" 0 'and with nothing else'
walk ingrid </dev/null
err_unlike 'Which do you doubt' 'it is not asked again'

# --- a rep, who doubts everything and looks nothing up --------------------------------------------------
begin 'tom:Tom:sales'
walk tom <<'END'
salesforce, my tracker

no
1 -l; 2 lca -a
Name  Company
my tracker > sf c by hand weekly
numbers are never right
1 salesforce, 2 commissions sheet
END
status_is 0 'a doubt about everything'
file_like stakeholders/tom.yaml 'notes: "?Said of their tools: numbers are never right'
is "$(grep -lr patchy platforms)" '' 'is pinned on no tool'
is "$(evidence tom | grep -c 'patchy, state: unknown')" 2 'which of them was not said'
file_like platforms/salesforce.yaml '
holds: \[contact, company, deal, activity\]' 'one of those that are known is denied'
file_like platforms/my-tracker.yaml '
holds: \[lead, contact\]' 'or of those that are said'
is "$(platforms)" 'commissions-sheet my-tracker power-bi salesforce' 'a sheet of theirs is a tool'
sentence() { # ANSWER WHAT: to where they look it up
	begin 'tom:Tom:sales'
	walk tom <<-END
		salesforce
		@shows = $1
	END
	status_is 2 "no tool: $1"
	err_like "Not understood: Opportunities now assigned $2 \(no tool that was named\)"
	is "$(platforms)" 'power-bi salesforce' 'and none is made'
}
sentence '1 I ask my manager' 'I ask my manager'
sentence '1 the boss' 'the boss'
sentence '1 whiteboard' 'whiteboard'
begin 'tom:Tom:sales'
walk tom <<'END'
salesforce, I just use my phone
END
status_is 2 'a sentence is no tool'
err_like 'Not understood: I just use my phone'

# --- one tool alone: its number need not be said --------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing' 'li-wei:Li Wei:marketing'
walk ana <<'END'
hubspot

@holds = -l
:quit
END
status_is 0 'one tool alone'
file_like platforms/hubspot.yaml '
holds: \[contact, activity\]' 'its number need not be said'
walk li <<'END'

@holds = 1 not contacts
:quit
END
status_is 0 'somebody else denies it'
err_like 'Ana Ruiz said HubSpot holds contacts, calls/e-mails; wrong\?'
file_like platforms/hubspot.yaml 'holds: \[contact, activity\]' 'what others said stays'
file_like platforms/hubspot.yaml 'at: holds/contact, says: false, by: li-wei' 'until it is settled'
begin 'ana-ruiz:Ana Ruiz:marketing'
walk ana <<'END'
hubspot, ga

@holds = -l
END
status_is 2 'of several it is not clear which'
err_like 'Not understood: -l \(of which one\?\)'

# --- silence ----------------------------------------------------------------------------------------------
begin 'ana-ruiz:Ana Ruiz:marketing' 'li-wei:Li Wei:marketing'
walk ana <<'END'
hubspot, ga, on24

@links = hubspot > sf l daily
:quit
END
status_is 0 'two tools of which nothing was said'
is "$(evidence ana-ruiz | grep 'integrations, state')" \
	'  - {at: platforms/google-analytics/integrations, state: silent}
  - {at: platforms/on24/integrations, state: silent}' 'silence is not "I don'\''t know"'
is "$(grep -l integrations platforms/*)" 'platforms/hubspot.yaml' 'nor is it "none"'
stk who platforms/on24/integrations
out_like 'nothing said of it'
stk status --format json
json '.answers.unknown' 0 'it is as open as before'
walk ana </dev/null
err_unlike 'What goes from where' 'but she is not asked again'
walk li <<'END'

@links =
:quit
END
err_like 'What goes from where' 'another one is'

# --- one numbering ------------------------------------------------------------------------------------------
begin 'dana:Dana Kim:sales-management' 'li-wei:Li Wei:sales-management'
walk dana <<'END'
salesforce, outreach, gong, quota sheet
:quit
END
walk li <<'END'
-2, xactly

3 q; 4 lcda; 5 q
@record = 4
:quit
END
status_is 0 'what is denied keeps its number'
err_like 'Known: 1 Gong  2 Outreach  3 quota sheet  4 Salesforce\.'
err_like '
    1 Gong  3 quota sheet  4 Salesforce  5 Xactly Incent
    right'
err_like '
    1 Gong  4 Salesforce
    > 4' 'also where two of them are asked about'
file_like platforms/salesforce.yaml 'system_of_record: \[activity\]'

done_testing
