#!/bin/bash
# A room on a projector: who is here is ticked off, the meeting's chat is pasted, one contradicts, nobody waits.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"
export COLUMNS='' LINES=''
unset COLUMNS LINES

"$STOCKTAKE" init --name Acme --destination power-bi --goal 'Find out where our sales data is kept.' a >/dev/null 2>&1
cd a || exit 2
for person in 'Ana Ruiz:marketing' 'Ben Adeyemi:sales-management' 'Bea Holt:board' 'Dana Kim:board' 'Jo Becker:sales' \
	'Lisa Novák:sales' 'Mia Sol:marketing' 'Tom Okafor:sales' '李薇:sales-management'; do
	"$STOCKTAKE" add stakeholder "${person%:*}" "team=${person#*:}" >/dev/null 2>&1
done
printf 'name: HubSpot\nproduct: hubspot\ncategory: marketing-automation\n' >platforms/hubspot.yaml
git add -A && git commit -qm 'The list that people had'
"$STOCKTAKE" workshop plan organisation --date 2026-12-01 >/dev/null 2>&1

# --- who is here --------------------------------------------------------------------------------------
tty_start "'$STOCKTAKE' workshop open" 40 30
tty_wait 'Who is here\?  \[all\]'
tty_wait '李薇' 10 'at 40 columns, in any script'
tty_line '12'
tty_wait 'the list goes from 1 to 9'
tty_line '?'
tty_wait 'all but'
tty_line '-dana'
tty_wait 'Not here: Dana Kim'
tty_wait '\[status 0\]'
like "$(cat workshops/*)" 'attendees: .*li|attendees:' 'noted'
is "$(git log -1 --format=%s)" 'Open workshop 2026-12-01-organisation: 8 people' 'committed'

# --- the chat, pasted: 31 lines -----------------------------------------------------------------------
chat='10:02 Jo: Salesforce
10:02 Tom: hubspot
10:02 Ana: HubSpot!
10:02 Lisa: we use Xactly too
10:03 Jo: quota sheet
10:03 Mia: events sheet
10:03 Tom: win-loss sheet
10:03 Tom: Outreach
10:03 Ben: Gong
10:03 Ben: NetSuite
10:04 Ana: google analytics
10:04 Ana: Mailchimp
10:04 Jo: wow
10:04 Lisa: Xactly
10:04 Bea: board slides
10:04 Mia: Zendesk
10:04 Mia: Intercom
10:05 Tom: sales nav
10:05 Tom: ZoomInfo
10:05 Jo: forecast sheet
10:05 Ben: Power BI of course
10:05 Bea: :-)
10:05 Ana: Slack
10:05 Ana: Notion
10:06 Jo: Looker
10:06 Tom: Jira
10:06 Mia: ok
10:06 Bea: +1
10:06 Ana: ok
10:06 Bea: ok
10:06 Ben: +1'
tty_start "'$STOCKTAKE' walk --as workshops/2026-12-01-organisation" 80 50
tty_wait '^1/.*Call out every tool'
tty_wait_last '^    >'
tty_paste "$chat"
tty_send Enter
tty_wait 'Not understood: .*:-'
tty_wait_last '^    >'
tty_line ''
tty_wait '31 lines: 22 tools, 4 known twice'
tty_wait '^2/.*Zendesk: there may be several'
tty_line ''
tty_wait '^3/.*Which hold nothing'
tty_line 'slack, notion, board slides'
tty_wait '^4/.*What does each hold'
tty_line ''
tty_wait '^5/.*who sends which'
tty_line 'mia'
tty_wait '^6/.*What goes from where to where'
tty_line 'hubspot <> sf l c 15m; be: hubspot <> sf daily'
tty_wait 'Bea Holt'
tty_wait_last '^    >'
tty_line 'ben: hubspot <> sf daily'
tty_wait 'Ben Adeyemi says: hubspot <> sf daily'
tty_wait 'recorded is 15 minutes, now 1 day' 10 'nobody waits for a dispute'
tty_wait '^7/.*What ends up in power-bi'
tty_line 'sf > powerbi l d a daily'
tty_wait '^8/.*calls/e-mails. Which'
tty_line ''
tty_wait '^9/.*HubSpot is marketing automation. Only that\?'
tty_line 'b: crm too'
tty_wait 'b: crm too \('
tty_wait_last '^    >'
tty_line 'BA: crm too'
tty_wait 'Ben Adeyemi says: crm too'
tty_wait '^10/'
tty_line ':quit'
tty_wait '8 personal lists of next'
tty_wait '\[status 0\]'
like "$(cat platforms/hubspot.yaml)" 'category: \[marketing-automation, crm\]' 'both are kept'
like "$(cat platforms/hubspot.yaml)" 'says: 1 day, by: ben-adeyemi' 'and who said otherwise'
is "$(grep -c 'by: ben-adeyemi' evidence/*)" 3 'what is his is his, the rest is the room'\''s'
is "$(git status --porcelain)" '' 'all is committed'
tty_stop
done_testing
