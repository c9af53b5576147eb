#!/bin/bash
# The interview as it is typed: Ana's of the transcripts, in a real terminal.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"
export COLUMNS='' LINES=''
unset COLUMNS LINES

begin() { # a new inventory in a folder of its own
	fresh
	"$STOCKTAKE" init --name Acme --goal 'Find out where our sales data is kept.' \
		--destination power-bi a >/dev/null 2>&1
	"$STOCKTAKE" -i a add stakeholder 'Ana Ruiz' team=marketing email=ana@acme.example >/dev/null 2>&1
	cd a || exit 2
}
# prompt N: the Nth question is on the screen, and it waits.
prompt() { tty_wait "^$1/" 10 "question $1 comes" && tty_wait_last '^    >'; }
says() { tty_wait_last '^    >'; tty_line "$1"; }

begin
tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_wait 'numbers we can compute: 0 of 21'
tty_line 'hubspot, ga, events sheet, sales nav, canva, on24'
tty_wait 'right\?'
tty_wait '3 events sheet \(new\)'
says ''
prompt 2
tty_line 'canva'
prompt 3
tty_wait '1 HubSpot \[lca\]'
tty_line '3 lc'
prompt 4
tty_paste $'First name\tLast name\tWork email\tCompany\tEvent\tScanned on\tFollow up?\n'
tty_send Enter
tty_wait '7 columns, 5 understood. Kept as they are: Event, Follow up\?'
prompt 5
tty_line 'hubspot <> sf l c 15m; on24 > hubspot l daily; events > hubspot l by hand mia'
tty_wait 'events sheet -> HubSpot leads, by hand \(Mia\), how often\? Mia will be asked'
prompt 6
tty_line '?'
tty_wait 'For example: 1 hubspot, 3 events sheet'
tty_line '1 hubspot, 3 events sheet'
prompt 7
tty_line '3 late, names differ'
prompt 8
tty_line 'mia'
prompt 9
tty_line 'mia, tom'
tty_wait 'Thank you, Ana: 6 tools, 5 holdings, 3 flows'
tty_wait '\[status 0\]'
is "$(git log -1 --format='%an <%ae>: %s')" \
	'Ana Ruiz <ana@acme.example>: Interview Ana Ruiz: 6 platforms, 5 holdings, 3 integrations' 'it is committed'
is "$(git status --porcelain)" '' 'nothing is left over'
golden walk/events-sheet.yaml platforms/events-sheet.yaml
golden walk/hubspot.yaml platforms/hubspot.yaml

# --- a row of headings, one a line, comes as one answer ---------------------------------------------
begin
tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_paste $'hubspot\nevents sheet\n企业微信\n'
tty_send Enter
tty_wait '1 HubSpot  2 events sheet \(new\)  3 (企业微信|WeCom)'
tty_wait 'right\?'
tty_send Enter
prompt 2
tty_send C-c
tty_wait 'Everything you answered is saved. Ctrl-C again leaves'
tty_line ''
tty_line '?'
tty_wait 'canva, 5' 10 'Enter only went on: the question stands'
tty_line ''
prompt 3
tty_send C-c
tty_wait_last '^    >'
tty_send C-c
tty_wait 'Thank you, Ana'
tty_wait '\[status 130\]'
is "$(git status --porcelain)" '' 'what was said is committed'

tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_wait 'What does each hold' 10 'it goes on where it was left'
tty_type 'half a line'
tty_tmux resize-window -x 60 -y 20
tty_send C-u
tty_line '1 l; 2 zzz'
tty_wait 'Not understood: zzz'
tty_line ''
tty_wait '^2/'
tty_send C-d
tty_wait 'Kept in the notes, as it was not understood: zzz'
tty_wait '\[status 0\]'
file_like stakeholders/ana-ruiz.yaml 'zzz'

begin
tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_line 'hubspot, hubspot > sf, ga'
tty_wait 'Not understood: hubspot > sf'
tty_wait 'The rest is taken'
tty_line 'canva'
tty_wait '1 HubSpot  2 Google Analytics  3 Canva'
tty_send C-d
tty_wait '\[status 0\]'

# --- what is left after the rest was taken -------------------------------------------------------------
begin
tty_start "'$STOCKTAKE' walk --as ana --guide down"
prompt 1
tty_line 'outreach, gong'
prompt 2
tty_line ':skip'
prompt 3
tty_line ':skip'
prompt 4
tty_wait 'never gets in'
tty_line '9 cold calls; 1 a patchy'
tty_wait 'The rest is taken'
tty_line ':na'
tty_wait '^5/'
tty_send C-d
tty_wait '\[status 0\]'
file_like platforms/outreach.yaml 'activity: patchy' 'what was taken stays'
is "$(cat evidence/*.yaml | grep -c 'outreach/patchy, state')" 0 'and is not what does not apply'

# --- what was meant for the shell is nobody's name ---------------------------------------------------
begin
tty_start "'$STOCKTAKE' walk --as zoe"
tty_wait 'Zoe is new'
tty_send C-c
tty_wait 'Ctrl-C again leaves'
tty_line 'clear'
tty_wait 'Was "clear" meant for us'
tty_line ''
prompt 1
tty_send C-d
tty_wait '\[status 0\]'
ok 'Zoe it is' test -e stakeholders/zoe.yaml

# --- a terminal that can do nothing, and no colour ---------------------------------------------------
begin
tty_start "TERM=dumb '$STOCKTAKE' walk --as ana"
prompt 1
tty_line 'hubspot'
tty_wait 'right\?'
tty_line ':quit'
tty_wait '\[status 0\]'
begin
tty_start "NO_COLOR=1 LC_ALL=C '$STOCKTAKE' walk --as ana 2>&1"
prompt 1
tty_line '销售易, 企业微信, 客户表格'
tty_wait '客户表格 \(new\)'
tty_send C-d
tty_wait '\[status 0\]'
ok 'a name in another script is a file' test -e platforms/客户表格.yaml

# --- killed at each prompt: nothing that was answered is lost, nothing is asked twice ---------------
begin
answers=('hubspot, ga, events sheet, sales nav, canva, on24' '' 'canva' '3 lc'
	'First name  Last name  Work email  Company  Event  Scanned on  Follow up?'
	'hubspot <> sf l c 15m; on24 > hubspot l daily; events > hubspot l by hand mia'
	'1 hubspot, 3 events sheet' '3 late, names differ' 'mia' 'mia, tom')
for i in "${!answers[@]}"; do
	[[ $i == 1 ]] && continue # right? is no question of its own: what it is about is on disk
	tty_start "'$STOCKTAKE' walk --as ana"
	prompt 1
	tty_line "${answers[i]}"
	if [[ $i == 9 ]]; then
		tty_wait '\[status 0\]'
		break
	fi
	tty_wait '(^2/|right\?)' 10 "prompt $i is answered"
	tty_wait_last '^    >'
	kill -9 "$(pgrep -P "$(tty_pid)" || tty_pid)"
	tty_wait '\[status 137\]' 10 "killed after answer $i"
done
golden walk/events-sheet.yaml platforms/events-sheet.yaml
golden walk/hubspot.yaml platforms/hubspot.yaml
is "$(git status --porcelain)" '' 'all is committed in the end'
is "$(find evidence -name '.open-*')" '' 'no marker is left'
tty_start "'$STOCKTAKE' walk --as ana"
tty_wait 'Nothing to ask'
tty_wait '\[status 0\]'
tty_stop

# --- and at the questions back -----------------------------------------------------------------------
killed() {
	tty_wait_last '^    >'
	kill -9 "$(pgrep -P "$(tty_pid)" || tty_pid)"
	tty_wait '\[status 137\]' 10 "killed at $1"
}
begin
tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_line 'hubspot, my list, on24'
tty_wait 'right\?'
killed 'right?'
tty_start "'$STOCKTAKE' walk --as ana"
tty_wait 'Any that hold nothing'
tty_line ':list'
tty_wait '1 HubSpot  2 my list \(new\)  3 ON24|1 HubSpot  2 my list  3 ON24' 10 'what right? was about'
tty_line ''
tty_wait '^2/.*What does each hold'
tty_line '2 l'
tty_wait 'heading row'
tty_line ''
tty_wait 'What goes from where'
tty_line 'on24 > hubspot l'
tty_wait 'How often\?  1 ON24 -> HubSpot'
killed 'How often?'
tty_start "'$STOCKTAKE' walk --as ana"
tty_wait 'How often\?  1 ON24 -> HubSpot' 10 'it is asked again'
tty_line '1 daily'
tty_wait '^1/'
tty_send C-d
tty_wait '\[status 0\]'
ok 'and answered' grep -q 'every: 1 day' platforms/on24.yaml
tty_stop
done_testing
