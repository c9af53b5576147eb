#!/bin/bash
# Two people at once, each in a pane of one terminal, and an editor that saves while both prompts wait.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

fresh
write inventory.yaml $'name: Acme\nteams:\n  - {id: marketing, name: Marketing, chain: across}\n  - {id: partners, name: Partners, chain: across}'
write stakeholders/ana.yaml $'name: Ana\nteam: marketing'
write stakeholders/ben.yaml $'name: Ben\nteam: partners'
write platforms/hubspot.yaml $'name: HubSpot   # theirs'
write platforms/zendesk-eu.yaml $'name: Zendesk EU\nproduct: zendesk'
write platforms/zendesk-us.yaml $'name: Zendesk US\nproduct: zendesk'
git_here

pane() { tty_tmux capture-pane -p -S - -t ":.$1"; }
# pane_wait PANE PATTERN: it appears there.
pane_wait() {
	local tries=300
	while ((tries-- > 0)); do
		pane "$1" | grep -Eq -- "$2" && { pass "pane $1 shows: $2"; return 0; }
		sleep 0.05
	done
	fail "pane $1 shows: $2"
	pane "$1" | sed 's/^/# screen: /'
}
# pane_line PANE TEXT: typed there at the prompt, and Enter.
pane_line() {
	[[ -z $2 ]] || tty_tmux send-keys -t ":.$1" -l -- "$2"
	tty_tmux send-keys -t ":.$1" Enter
}

tty_start "'$STOCKTAKE' walk --as ana" 80 60
tty_tmux split-window -v "bash -c \"'$STOCKTAKE' walk --as ben; echo [status \\\$?]; exec sleep 600\""
pane_wait 0 '^1/'
pane_wait 1 '^1/'
pane_line 0 'hubspot, zendesk'
pane_wait 0 'zendesk: 1 Zendesk EU  2 Zendesk US  3 another one\?'
pane_line 1 'zendesk us, hubspot, our list'
pane_wait 1 'right\?'
pane_line 0 2
pane_wait 0 '2 Zendesk US'
pane_line 0 ''
pane_line 1 ''
pane_wait 0 '^2/'
pane_wait 1 '^2/'
pane_line 0 none
pane_line 1 none
pane_wait 0 '^3/'
pane_wait 1 '^3/'
pane_wait 0 '1 HubSpot  2 Zendesk US'
sed -i 's/theirs/ours/; $a holds: [quota]' platforms/hubspot.yaml
pane_line 0 ''
pane_wait 0 'Meanwhile somebody changed platforms/hubspot.yaml'
pane_wait 0 '1 HubSpot \[q\]'
pane_line 1 'hubspot d, our list c'
pane_wait 1 '^4/'
pane_line 0 '1 l'
pane_wait 0 '^4/'
pane_line 0 :quit
pane_line 1 :quit
pane_wait 0 'Saved and committed|Thank you'
pane_wait 1 '\[status 0\]'
pane_wait 0 '\[status 0\]'
file_like platforms/hubspot.yaml '# ours' 'the editor'"'"'s line is there'
file_like platforms/hubspot.yaml 'quota' 'and its value'
file_like platforms/hubspot.yaml 'deal' 'and what Ben said'
file_like platforms/hubspot.yaml 'lead' 'and what Ana said'
is "$(grep -l teams platforms/*)" $'platforms/hubspot.yaml\nplatforms/our-list.yaml\nplatforms/zendesk-us.yaml' 'each named their own'
is "$(git status --porcelain)" '' 'all is committed'
done_testing
