#!/bin/bash
# Typing: Tab, an editor, pasted chat, what is taken back; a terminal that stops, shrinks, or goes away; plain lines.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

begin() {
	fresh
	"$STOCKTAKE" init --name Acme --goal 'Find out where our sales data is kept.' \
		--destination power-bi a >/dev/null 2>&1
	"$STOCKTAKE" -i a add stakeholder 'Ana Ruiz' team=marketing email=ana@acme.example >/dev/null 2>&1
	"$STOCKTAKE" -i a add stakeholder 'Mia Sol' team=marketing >/dev/null 2>&1
	cd a || exit 2
}
# The walk's own process, below the shell of tty_start.
walker() { pgrep -P "$(tty_pid)" || tty_pid; }

# --- Tab -----------------------------------------------------------------------------------------------
begin
tty_start "'$STOCKTAKE' walk --as ana"
tty_wait '^1/'
tty_type 'hubs'
tty_send Tab
tty_wait_last '^    > HubSpot$' 10 'a product of the catalogue'
tty_type ', goo'
tty_send Tab
tty_wait_last '^    > HubSpot, Google$' 10 'as far as they agree'
tty_send Tab
tty_wait '^    Gmail  Google Ads  Google Analytics' 10 'the candidates below'
tty_wait_last '^    > HubSpot, Google$' 10 'and the line once more'
tty_type 'an'
tty_send Tab
tty_wait_last '^    > HubSpot, Google Analytics$'
tty_line ', events sheet'
tty_wait 'right\?'
tty_line ''
tty_wait '^2/'
tty_type ':u'
tty_send Tab
tty_wait_last '^    > :undo$' 10 'a command'
tty_send C-u
tty_type ':as'
tty_send Tab
tty_wait_last '^    > :ask$' 10 'one that goes on'
tty_type 'mi'
tty_send Tab
tty_wait_last '^    > :ask Mia Sol$' 10 'goes on with a person'
tty_send C-u
tty_line ':askmia'
tty_wait ':askmia is no command'
tty_line ':note paid until May'
tty_wait 'Noted\.'
tty_line ''
tty_wait '^3/'

# --- an editor -------------------------------------------------------------------------------------------
cat >"$T_TMP/editor" <<-'END'
	#!/bin/sh
	cp "$1" "$0.saw"
	printf '1 l\n3 lc\n# a comment\n' >"$1"
END
chmod +x "$T_TMP/editor"
tty_line '1 nonsense'
tty_wait 'Not understood'
tty_send C-d
tty_wait '\[status 0\]'
tty_start "VISUAL='$T_TMP/editor' '$STOCKTAKE' walk --as ana"
tty_wait '^1/.*What does each hold'
tty_line '1 nonsense'
tty_wait 'Not understood'
tty_line ':edit'
tty_wait '^    > 1 l$' 10 'what was written there is the answer'
tty_wait '^2/.*heading row'
file_like platforms/events-sheet.yaml 'holds: \[lead, contact\]' 'a line an answer'
file_like "$T_TMP/editor.saw" '1 nonsense
' 'it begins with what was in hand'
file_like "$T_TMP/editor.saw" '# 1/[0-9]* What does each hold' 'and shows the question'
is "$(find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'stocktake-*.txt' -newer "$T_TMP/editor" | wc -l)" 0 'its file is gone'
tty_line ':undo'
tty_wait 'Taken back: 1 l'
tty_wait_last '^    >'
is "$(grep -c holds: platforms/events-sheet.yaml)" 0 'and taken back'
tty_send C-d
tty_wait '\[status 0\]'

# --- a meeting's chat ------------------------------------------------------------------------------------
begin
tty_start "'$STOCKTAKE' walk --as ana"
tty_wait '^1/'
tty_wait_last '^    >'
chat=$(for i in {1..40}; do printf '10:%02d Ana Ruiz: tool %d\n' "$i" "$i"; done)
tty_paste "$chat"
tty_wait_last 'tool 40$'
tty_send Enter
tty_wait '40 tool 40 \(new\)' 10 'each line is a tool'
tty_send C-d
tty_wait '\[status 0\]'

# --- it shrinks and stops in the middle of a line ------------------------------------------------------------
begin
tty_start "bash --norc -i" 80 24
tty_wait_last '[$#] *$'
tty_line "'$STOCKTAKE' walk --as ana"
tty_wait '^1/'
tty_type 'hubspot, 企业微信, events sheet, leads sheet, contact sheet, fair sheet'
tty_tmux resize-window -x 40 -y 24
tty_wait_last 'sheet$'
tty_type ', gong'
tty_wait 'ng$'
tty_send C-z
tty_wait 'Stopped|已停止'
tty_line 'fg'
tty_wait_last 'ng$' 10 'the line is there again'
tty_send Enter
tty_wait '7 Gong'
tty_send C-d
tty_wait 'committed\.'
tty_line 'exit 0'
tty_wait '\[status 0\]'

# --- the terminal is closed: what was answered is committed ---------------------------------------------------
begin
tty_start "'$STOCKTAKE' walk --as ana"
tty_wait '^1/'
tty_line 'hubspot'
tty_wait 'right\?'
tty_type 'half a'
pid=$(walker)
tty_stop
for _ in {1..200}; do
	kill -0 "$pid" 2>/dev/null || break
	tty_pause
done
isnt "$(kill -0 "$pid" 2>&1)" '' 'it has ended'
is "$(git log -1 --format=%s)" 'Interview Ana Ruiz: 1 platform' 'what was answered is committed'
is "$(git status --porcelain)$(find evidence -name '.open-*')" '' 'and nothing is left over'

# --- plain lines: no sign without words, nothing printed over, no escape sequences ------------------------------
begin
for how in 'TERM=dumb' 'STOCKTAKE_ACCESSIBLE=1'; do
	tty_start "$how script -qec \"'$STOCKTAKE' walk --as mia\" '$T_TMP/typescript'" 40 40
	tty_wait '^1/'
	tty_type 'hubs'
	tty_send Tab Enter
	tty_wait '^    > HubSpot' 10 "$how: Tab before Enter completes"
	tty_wait_last '^    > *$'
	tty_line ''
	tty_wait 'hold nothing'
	tty_line ':undo'
	tty_wait 'Taken back'
	tty_wait_last '^    > *$'
	tty_send C-d
	tty_wait '\[status 0\]'
	is "$(grep -c $'\e' "$T_TMP/typescript")" 0 "$how: no escape sequences"
done
tty_wait '^    1 HubSpot$' 10 'an item a line'
tty_wait 'Enter: yes'
tty_stop

# --- a disk without room: it is said, and what was answered before is there ---------------------------------------
if ${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o "$T_TMP/fault.so" "$ROOT/tests/fault.c" -ldl 2>/dev/null &&
	[[ -z $STK_VARIANT ]]; then
	tty_start "STK_FAULT=full:9 LD_PRELOAD='$T_TMP/fault.so' '$STOCKTAKE' walk --as ana" 160 40
	tty_wait '^1/'
	tty_wait_last '^    >'
	tty_line ''
	for answer in none '1 l' ''; do
		tty_has '\[status' || tty_line "$answer"
	done
	tty_wait '\[status 4\]'
	tty_wait 'No space left'

	# --- a disk that can only be read: from the beginning, and from the third answer on -------------------------
	for step in 1 30; do
		begin
		tty_start "STK_FAULT=readonly:$step LD_PRELOAD='$T_TMP/fault.so' '$STOCKTAKE' walk --as ana" 160 40
		for answer in 'hubspot, events sheet' '' none '1 l' '' '' ''; do
			tty_wait_last '^    > *$|\[status'
			tty_has '\[status' || tty_line "$answer"
		done
		tty_wait '\[status 4\]'
		tty_wait 'Read-only file system' 10 "from step $step: it is said"
		is "$(ls platforms)" "$([[ $step == 1 ]] || printf '%s\n' events-sheet.yaml hubspot.yaml; echo power-bi.yaml)" \
			"from step $step: what was saved before is there"
		tty_start "'$STOCKTAKE' walk --as ana" 160 40
		tty_wait_last '^    >' 10 'and the walk goes on when it can be written'
	done
fi
tty_stop
done_testing
