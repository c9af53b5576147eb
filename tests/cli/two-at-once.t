#!/bin/bash
# Two and more walks on one inventory, and an editor between them: every answer is in the evidence, and
# in the record or a dispute. Answers come through pipes, so that each comes when the test says so.
. "${0%/*}/../lib.sh"

fresh
write inventory.yaml $'name: Acme\nteams:\n  - {id: marketing, name: Marketing, chain: across}\n  - {id: sales, name: Sales, chain: across}'
for who in ana ben cara dan; do
	write stakeholders/$who.yaml "name: ${who^}"$'\n'"team: marketing"
done
write platforms/hubspot.yaml $'name: HubSpot   # theirs'
write platforms/crm.yaml $'name: CRM'
git_here

# begin WHO: a walk that waits for answers on a pipe, whose end for writing is ${end[WHO]}.
declare -A pid end
begin() {
	local fd
	mkfifo "$T_TMP/$1.in"
	"$STOCKTAKE" walk --as "$1" --answers "$T_TMP/$1.in" >"$T_TMP/$1.out" 2>"$T_TMP/$1.err" &
	pid[$1]=$!
	exec {fd}>"$T_TMP/$1.in"
	end[$1]=$fd
}
say() { printf '%s\n' "$2" >&"${end[$1]}"; }
# until WHO REGEX: the walk has said it.
until_said() {
	local i
	for ((i = 0; i < 200; i++)); do
		grep -qE "$2" "$T_TMP/$1.err" && return
		read -rt 0.05 <> <(:) || :
	done
	fail "$1: waited for $2"
	tail -n 12 "$T_TMP/$1.err" | sed "s/^/# /"
}
finish() {
	local fd=${end[$1]}
	exec {fd}>&-
	wait "${pid[$1]}"
	status=$? # for status_is
	export status
	cp "$T_TMP/$1.err" "$T_TMP/err"
	t_read err "$T_TMP/err"
	rm "$T_TMP/$1.in"
}
# saved FILES PATTERN: one of them has it by now; FILES may have wildcards.
# shellcheck disable=SC2086
saved() { local i; for ((i = 0; i < 200; i++)); do grep -qE "$2" $1 2>/dev/null && return; read -rt 0.05 <> <(:) || :; done; fail "waited for $2 in $1"; }

# --- two that speak of the same -------------------------------------------------------------------
begin ana
begin ben
until_said ana '^1/'
until_said ben '^1/'
say ana 'hubspot, on24'
say ben 'crm, hubspot, our list'
saved 'evidence/*ana*' platforms/on24/teams
saved 'evidence/*ben*' platforms/our-list/teams
say ana ''
say ben ''
until_said ana '^2/'
until_said ben '^2/'
# An editor saves while both prompts wait.
sed -i 's/theirs/ours/; $a website: https://hub.example' platforms/hubspot.yaml
say ana none
say ben none
until_said ana '^3/'
until_said ben '^3/'
say ana '1 lc 2 l'
saved 'evidence/*ana*' platforms/hubspot/holds/lead
say ben '2 cd'
saved 'evidence/*ben*' platforms/hubspot/holds/deal
say ana :quit
say ben :quit
finish ana
status_is 0 'one ends'
finish ben
status_is 0 'and the other'
file_like platforms/hubspot.yaml '# ours' 'what the editor wrote is there'
file_like platforms/hubspot.yaml 'website: https://hub.example' 'all of it'
file_like platforms/hubspot.yaml 'holds: \[lead, contact, deal\]' 'what both said is united'
file_like platforms/our-list.yaml 'name: our list'
is "$(git status --porcelain)" '' 'both committed'
is "$(git log --format=%s | grep -c '^Interview')" 2 'each once'
unlike "$(git log --format=%b%s)" 'lock' 'no lock was in the way'

# --- Enter on what was changed meanwhile ----------------------------------------------------------
git add -A
begin cara
until_said cara '^1/'
say cara 'hubspot'
say cara ''
say cara none
until_said cara '^3/.*hold'
until_said cara 'HubSpot \['
sed -i 's/^holds: .*/holds: [ticket]/' platforms/hubspot.yaml
say cara ''
until_said cara 'Meanwhile somebody changed platforms/hubspot.yaml'
until_said cara 'HubSpot \[t\]'
is "$(grep -c 'holds.*says' evidence/*cara*)" 0 'what nobody has seen is not accepted'
say cara '1 l'
saved 'evidence/*cara*' holds/lead
say cara :quit
finish cara
file_like platforms/hubspot.yaml 'holds: \[ticket' 'the editor'"'"'s value stays'

# --- a value that says something else by now ------------------------------------------------------
write platforms/tracker.yaml $'name: Tracker\ncopies: 3'
git add -A && git commit -qm Tracker
begin dan
until_said dan '^1/'

# --- a file that cannot be read any more ----------------------------------------------------------
say dan 'hubspot, tracker'
say dan ''
until_said dan '^2/'
printf 'name: Tracker\nholds: [lead\ncopies: 3\n' >platforms/tracker.yaml
say dan none
until_said dan 'platforms/tracker.yaml:[0-9]+:[0-9]+ cannot be read any more'
until_said dan '^3/'
say dan 'hubspot l, tracker lc'
until_said dan 'Your answer is kept, and goes in once that is mended'
saved 'evidence/*dan*' platforms/tracker/holds/contact
printf 'name: Tracker   # mended\ncopies: 3\n' >platforms/tracker.yaml
until_said dan '^4/'
say dan ''
until_said dan 'What waited for a file to be mended is in it now'
say dan :quit
finish dan
status_is 0 'the walk went on'
file_like platforms/tracker.yaml '# mended' 'the file is as it was mended'
file_like platforms/tracker.yaml 'holds: \[lead, contact\]' 'with the answer'
is "$(compgen -G 'evidence/.open-*')" '' 'nothing is left to do'

# The same, mended only after the walk has ended, and with another value in the place.
rm -f evidence/*dan*
git add -A && git commit -qm More
begin dan
until_said dan '^1/'
say dan 'tracker'
say dan ''
until_said dan '^2/'
printf 'name: Tracker\nholds: [lead\n' >platforms/tracker.yaml
say dan none
say dan 'tracker d'
until_said dan 'Your answer is kept'
say dan :quit
finish dan
err_like 'What you said of it is kept in the evidence'
printf 'name: Tracker\nholds: [lead]\n' >platforms/tracker.yaml
stk set inventory/goal Numbers
status_is 0 'the next command that writes'
file_like platforms/tracker.yaml 'holds: \[lead, deal\]' 'takes it in'
is "$(compgen -G 'evidence/.open-*')" '' 'and is done'

# --- four at once, as fast as they can, and an editor that saves all the time ----------------------
fresh
write inventory.yaml $'name: Acme\nteams:\n  - {id: marketing, name: Marketing, chain: across}'
write platforms/hubspot.yaml 'name: HubSpot'
for who in ana ben cara dan; do
	write stakeholders/$who.yaml "name: ${who^}"$'\n'"team: marketing"
	write "$T_TMP/$who.txt" "hubspot, tool of $who, crm"$'\n\nnone\n'"hubspot l, tool of $who cd, crm q"$'\n'":quit"
done
git_here
for who in ana ben cara dan; do
	"$STOCKTAKE" walk --as $who --answers "$T_TMP/$who.txt" >/dev/null 2>"$T_TMP/$who.err" &
	pid[$who]=$!
done
for ((i = 1; i <= 12; i++)); do # as an editor does: a new file in the place of the old one
	{
		cat platforms/hubspot.yaml
		echo "# edit $i"
	} >"$T_TMP/edited"
	# Its own race, which no lock of ours can close: an editor that began before we wrote. So it saves only
	# what it has just read.
	cmp -s platforms/hubspot.yaml <(sed '$d' "$T_TMP/edited") && flock . cp "$T_TMP/edited" platforms/hubspot.yaml
done
bad=0
for who in ana ben cara dan; do
	wait "${pid[$who]}" || { bad=$((bad + 1)); note "$(tail -n 12 "$T_TMP/$who.err")"; }
done
is "$bad" 0 'all four end well'
lost=0
for who in ana ben cara dan; do
	for at in "platforms/hubspot/holds/lead" "platforms/tool-of-$who/holds/contact" "platforms/crm/holds/quota" "platforms/tool-of-$who/name"; do
		grep -q "at: $at, says" evidence/*-$who-* || lost=$((lost + 1))
	done
	grep -q 'holds: \[contact, deal\]' platforms/tool-of-$who.yaml || lost=$((lost + 1))
	[[ $(compgen -G "evidence/*-$who-*" | wc -l) == 1 ]] || lost=$((lost + 1))
done
is "$lost" 0 'every answer is in the evidence, and its own in the record'
file_like platforms/crm.yaml 'holds: \[?quota' 'what all said is there once'
file_like platforms/hubspot.yaml 'holds: \[?lead'
file_like platforms/hubspot.yaml '# edit' 'what the editor saved is there, too'
is "$(git log --format=%s | grep -c '^Interview')" 4 'four commits'
stk check --select quality
is "$(compgen -G 'evidence/.open-*')" '' 'no marker is left'
not_ok 'nor a file of ours half written' compgen -G 'platforms/.stocktake-*'
done_testing
