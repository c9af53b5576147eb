#!/bin/bash
# The transcripts typed key by key in a real terminal; their prompts and keys must not grow.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

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
kept() { is "$(git status --porcelain)" '' "$1: all is committed"; }

begin 'ana-ruiz:Ana Ruiz:marketing' 'tom-okafor:Tom Okafor:sales' 'ingrid-holm:Ingrid Holm:board' \
	'li-wei:Li Wei:sales-management' 'dana-kim:Dana Kim:sales-management'
tty_start "'$STOCKTAKE' walk --as ana --minutes 10"
tty_transcript "$ROOT/tests/tty/transcripts/ana.txt"
kept Ana
golden walk/events-sheet.yaml platforms/events-sheet.yaml
golden walk/hubspot.yaml platforms/hubspot.yaml

tty_start "'$STOCKTAKE' walk --as tom"
tty_transcript "$ROOT/tests/tty/transcripts/tom.txt"
kept Tom

tty_start "'$STOCKTAKE' walk --as ingrid"
tty_transcript "$ROOT/tests/tty/transcripts/ingrid.txt"
kept Ingrid

begin 'ana-ruiz:Ana Ruiz:marketing' 'ben-adeyemi:Ben Adeyemi:sales-management' 'chen-yu:Chen Yu:sales' \
	'dana-kim:Dana Kim:board' 'jo-becker:Jo Becker:sales-management' 'li-wei:Li Wei:sales-management' \
	'lisa-novak:Lisa Novák:sales' 'mia-sol:Mia Sol:marketing' 'tom-okafor:Tom Okafor:sales'
printf 'name: HubSpot\nproduct: hubspot\ncategory: marketing-automation\n' >platforms/hubspot.yaml
git add -A && git commit -qm 'The list that people had'
"$STOCKTAKE" workshop plan organisation --date 2026-12-01 >/dev/null 2>&1
"$STOCKTAKE" workshop open --answers <(echo '-dana') >/dev/null 2>&1
tty_start "'$STOCKTAKE' walk --as workshops/2026-12-01-organisation" 80 60
tty_transcript "$ROOT/tests/tty/transcripts/room.txt"
kept 'The room'
tty_stop
done_testing
