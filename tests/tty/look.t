#!/bin/bash
# What the commands that look say on a real terminal: its width, its colour, a pager that is left.
. "${0%/*}/lib.sh"
unset NO_COLOR
cp -r "$ROOT/inventories/acme" .

tty_start "'$STOCKTAKE' -i acme status; printf 'prompt> '; read -r line"
tty_wait 'prompt>'
is "$(tty_screen | grep -c 'Acme sales data')" 1 'status and a prompt fit a screen of 24 lines'
tty_send Enter
tty_wait '\[status 0\]'
like "$(tty_tmux capture-pane -p -e)" $'\e\\[1m' 'in colour'

tty_start "NO_COLOR=1 '$STOCKTAKE' -i acme status"
tty_wait '\[status 0\]'
unlike "$(tty_tmux capture-pane -p -e)" $'\e\\[[0-9;]*[1-9]' 'NO_COLOR is heeded'

# A line that is too wide would be broken by the terminal, and its rest begin at the left.
for command in 'check' 'metrics' 'list platforms' 'list integrations' 'show hubspot' 'show 企业微信' 'checks list'; do
	tty_start "COLUMNS=60 '$STOCKTAKE' -i acme $command --color never >$T_TMP/narrow" 60 24
	tty_wait '\[status 0\]'
	ok "$command: nothing is wider than 60 columns" test "$(wc -L <"$T_TMP/narrow")" -le 60
done

# A message is wrapped at its words, on the terminal alone.
tty_start "'$STOCKTAKE' -i acme workshop follow-up; '$STOCKTAKE' -i acme workshop agenda no-such-workshop-of-ours" 40 24
tty_wait '\[status 2\]'
is "$(tty_screen | grep -c '^that there are\.$\|^those that there are\.$')" 1 'a hint is wrapped at its words'
"$STOCKTAKE" -i acme workshop agenda no-such-workshop-of-ours 2>"$T_TMP/said"
is "$(wc -l <"$T_TMP/said")" 2 'and is one line where it is read by a program'

tty_start "'$STOCKTAKE' -i acme check | head -n 3"
tty_wait '\[status 0\]'
is "$(tty_screen | grep -c 'cannot write')" 0 'a closed pipe ends quietly'
done_testing
