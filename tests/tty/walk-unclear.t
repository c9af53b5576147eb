#!/bin/bash
# What was not understood is on disk before it is said again: killed there, it is raised at the end of the next walk.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

fresh
"$STOCKTAKE" init --name Acme --goal 'Find out where our sales data is kept.' --destination power-bi a >/dev/null 2>&1
"$STOCKTAKE" -i a add stakeholder 'Ana Ruiz' team=marketing email=ana@acme.example >/dev/null 2>&1
cd a || exit 2
prompt() { tty_wait "^$1/" 10 "question $1 comes" && tty_wait_last '^    >'; }
killed() { # WHERE
	local pid
	pid=$(pgrep -P "$(tty_pid)" -x stocktake || tty_pid)
	kill -9 "$pid"
	tty_wait '\[status 137\]' 10 "killed: $1"
}

tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_line 'hubspot, ga'
tty_wait 'right\?'
tty_line ''
prompt 2
tty_line ''
prompt 3
tty_line '1 lc; 2 zzz'
tty_wait 'Not understood: zzz'
tty_wait_last '^    >'
killed 'while it is to be said again'
file_like stakeholders/ana-ruiz.yaml 'notes: "Not understood \(holds\): zzz; 2"' 'it is on disk'
stk report -o "$T_TMP/report.md"
file_like "$T_TMP/report.md" '\| Ana Ruiz \| zzz; 2 \| in other words\? \|' 'and in the report'

# Said in other words at once, it is gone; what was not is raised at the end.
tty_start "'$STOCKTAKE' walk --as ana"
prompt 1
tty_line 'hubspot > foo'
tty_wait 'Not understood: hubspot > foo'
tty_line 'hubspot > ga l daily'
prompt 2
file_like stakeholders/ana-ruiz.yaml 'notes: "Not understood \(holds\): zzz; 2"' 'what was said again is gone'
tty_line 'none'
prompt 3
tty_line ''
prompt 4
tty_line ''
prompt 5
tty_line 'the CFO'
tty_wait 'One thing more: who or what was meant'
tty_wait '1 zzz; 2  \(What does each hold\?\)'
tty_wait '2 the CFO: who is that\?'
tty_line '?'
tty_wait 'For example: 1 dana kim; 2 hubspot leads'
tty_line '1 qqq; 2 dana kim'
tty_wait 'Not understood: qqq'
tty_line '1 2 visits tickets'
tty_wait 'Thank you, Ana'
tty_wait '\[status 0\]'
is "$(grep -c notes stakeholders/ana-ruiz.yaml)" 0 'nothing is left of it in the notes'
file_like platforms/google-analytics.yaml 'holds: \[visit, ticket\]' 'it was heard in other words'
file_like stakeholders/dana-kim.yaml 'referred_by: \[ana-ruiz\]'
is "$(git status --porcelain)" '' 'all of it is committed'
tty_stop
done_testing
