#!/bin/bash
# What is not understood, and said again as it was: then it is meant so. What was typed is kept as it was.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

fresh
"$STOCKTAKE" init --name Acme --goal 'Find out where our sales data is kept.' --destination power-bi a >/dev/null 2>&1
"$STOCKTAKE" -i a add stakeholder 'Ana Ruiz' team=marketing >/dev/null 2>&1
cd a || exit 2
long='quarterly list of all that marketing hands to the sales team'
wide=客户关系管理系统之华东大区渠道合作伙伴专用版本
tty_start "'$STOCKTAKE' walk --as ana" 40 40
tty_wait '^1/'
tty_line "hubspot, $long, $wide"
tty_wait 'The rest is taken'
tty_wait_last '^    > *$'
tty_line "$long, $wide"
tty_wait 'right\?'
tty_wait_last '^    > *$'
tty_line ''
tty_wait '^2/'
ok 'a long name that is said twice is a name' test -e "platforms/${long// /-}.yaml"
ok 'in another script too' test -e "platforms/$wide.yaml"
tty_line none
tty_wait '^3/'
tty_line '2 l'
tty_wait '^4/.*heading'
tty_line 'no, later'
tty_wait '^5/'
is "$(grep -c fields: platforms/*.yaml | grep -vc ':0$')" 0 'no and later are no headings'
tty_line 'from the list to the crm, l every now and then, if mia is in'
tty_wait 'Not understood'
tty_wait_last '^    > *$'
tty_line ''
tty_wait '^6/'
tty_line ''
tty_wait '^7/'
tty_line 'hubspot > 2 l'
tty_wait 'Not understood: hubspot > 2 l'
tty_wait_last '^    > *$'
tty_send C-d
tty_wait '\[status 0\]'
file_like stakeholders/ana-ruiz.yaml 'from the list to the crm, l every now and then, if mia is in' \
	'kept as it was typed, commas and all'
unlike "$(cat platforms/hubspot.yaml)" patchy 'a link is no doubt'
tty_stop

# --- a heading row of one cell -------------------------------------------------------------------------
tty_start "'$STOCKTAKE' walk --as 'Bo Lind'"
tty_wait 'Bo Lind is new'
tty_line marketing
tty_wait '^1/'
tty_line 'fair list'
tty_wait 'right\?'
tty_wait_last '^    > *$'
tty_line ''
tty_wait '^2/'
tty_line ''
tty_wait '^3/'
tty_line ''
tty_wait '^4/.*heading'
tty_line 'Booth'
tty_wait 'Not understood: Booth'
tty_wait_last '^    > *$'
tty_line 'Booth'
tty_wait '1 column, 0 understood. Kept as they are: Booth'
tty_wait '^5/'
tty_send C-d
tty_wait '\[status 0\]'
file_like "platforms/${long// /-}.yaml" 'name: Booth'
tty_stop
done_testing
