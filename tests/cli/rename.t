#!/bin/bash
# Another id, everywhere at once; and a kill or a full disk at any moment of it.
. "${0%/*}/../lib.sh"

begin() {
	fresh
	write inventory.yaml <<-'END'
		name: Acme
		destination: hubspot      # where the numbers are made
		teams:
		  - {id: sales, name: Sales reps, chain: down}
	END
	write platforms/emea/hubspot.yaml <<-'END'
		# ours
		name: HubSpot
		teams: [sales]   # all of them
		owner: [ana, sales]
		patchy: {deal.region: often empty}
		fields:
		  - {name: Contact.first, term: contact.first_name}  # asked for
		  - {name: Region, term: [deal.region, deal.stage]}
		disputes:
		  - {at: fields/Contact.first/term, says: lead.first_name, by: ana, on: 2026-11-01}
		  - {at: owner, says: [sales], by: ana, on: 2026-11-01}
	END
	write platforms/salesforce.yaml <<-'END'
		name: Salesforce
		integrations:
		- with: "hubspot"	# both ways
		  flow: both
		  carries: [deal.region, lead]
		- {with: on24, name: hubspot}
	END
	write platforms/on24.yaml <<<'name: hubspot of ours'
	write metrics/win.yaml <<<$'name: Wins\nneeds: [deal.region]'
	write terms.yaml <<-'END'
		# ours
		deal.region: {name: Sales region}   # by country
		deal.area: {from: deal.region}
	END
	write stakeholders/ana.yaml <<<$'name: Ana\nteam: sales'
	write waivers.yaml <<<'- {check: silo, at: platforms/hubspot/fields/Contact.first, because: x, by: ana, until: 2027-01-01}'
	write workshops/kick-off.yaml <<<$'kind: team\nattendees: [ana]\nteams: sales'
	write evidence/2026-11-01-ana-interview-aaaa.yaml <<-'END'
		kind: interview
		by: ana
		at: 2026-11-01T10:20:00Z
		answers:
		  - {at: platforms/hubspot/fields/Contact.first/term, says: contact.first_name}
		  - {at: platforms/hubspot/fields, says: [{name: Contact.first}, {name: Region, term: deal.region}]}
		  - {at: platforms/salesforce/integrations/hubspot/every, says: 1 day}
		  - {at: platforms/hubspot/holds/deal.region, says: true}
		  - {at: platforms/hubspot/teams/sales, says: true}
		  - {at: terms/deal.region/name, says: Sales region}
		  - {at: platforms/hubspot/notes, says: hubspot}
		  - {at: inventory/destination, says: hubspot}
	END
	write evidence/2026-11-02-kick-off-interview-bbbb.yaml <<<$'kind: interview\nby: workshops/kick-off\nat: 2026-11-02T10:20:00Z\nanswers:\n  - {at: workshops/kick-off/attendees/ana, says: true}'
	git_here
}

begin
stk rename hubspot hub-eu --name 'HubSpot 欧洲' --by ana
status_is 0 'a platform'
out_is '' 'data goes to standard output: there is none'
err_like 'platforms/hub-eu$' 'its new address is said'
run cat platforms/emea/hub-eu.yaml platforms/salesforce.yaml platforms/on24.yaml inventory.yaml waivers.yaml evidence/2026-11-0*
golden rename/platform
is "$(git log --oneline | wc -l)" 2 'in one commit'
is "$(git log -n 1 --format=%an:%s)" 'Ana:Rename platforms/hubspot to platforms/hub-eu' 'in the name of who said so'
like "$(git show --stat -M HEAD)" 'emea/\{hubspot.yaml => hub-eu.yaml\}' 'git sees a rename'
is "$(git status --porcelain)" '' 'nothing is left over'
stk log platforms/hub-eu
out_like 'Begin' 'the log follows'
stk log platforms/hubspot
out_like 'Rename.*Begin|Begin' 'also from the old id'
stk show HubSpot
out_like 'platforms/hub-eu' 'whoever types the old name finds it'
stk who platforms/hubspot/fields/Contact.first
out_like 'Ana \(interview\)' 'who finds what was said of the old one'
stk set platforms/hubspot/owner ana
status_is 2 'there is nothing to set at the old one'
err_like 'It is platforms/hub-eu now'

# One of that id again: what was said of the other stays with the other.
stk add platform hubspot --id hubspot
stk log platforms/hubspot
is "$(wc -l <<<"$out")" 1 'the log of a new one begins with it'

begin
stk rename platforms/hubspot/fields/Contact.first Contact.first_name
status_is 0 'a field'
run cat platforms/emea/hubspot.yaml waivers.yaml evidence/2026-11-01*
golden rename/field
stk rename terms/deal.region deal.territory --name Territory
status_is 0 'a term of the own dictionary'
run cat terms.yaml platforms/emea/hubspot.yaml platforms/salesforce.yaml metrics/win.yaml evidence/2026-11-01*
golden rename/term
stk rename inventory/teams/sales field-sales --name 'Field sales'
status_is 0 'a team'
run cat inventory.yaml platforms/emea/hubspot.yaml stakeholders/ana.yaml workshops/kick-off.yaml evidence/2026-11-01*
golden rename/team
stk rename kick-off 2026-11-02-team
status_is 0 'a workshop'
run cat evidence/2026-11-02*
golden rename/workshop
stk check --format json
is "$(jq -r '.findings[].check' <<<"$out" | grep -c dangling)" 0 'nothing dangles'
stk rename stakeholders/ana ana-ruiz
is "$(sed 's/ana-ruiz//g' platforms/*.yaml platforms/emea/*.yaml evidence/*.yaml workshops/*.yaml waivers.yaml | grep -c '\bana\b')" 0 'nobody speaks of the old one'
stk rename metrics/win --name 'Won Deals'
status_is 0 'an id made of the name'
ok 'lies where it should' test -e metrics/won-deals.yaml

stk rename metrics/won-deals wins --dry-run
out_like 'metrics/won-deals.yaml' 'a dry run shows it'
ok 'and does not do it' test -e metrics/won-deals.yaml

# What cannot be.
stk rename hubspot on24
status_is 2 'an id that is taken'
err_like 'fold platforms/hubspot platforms/on24' 'fold is what is meant'
stk rename hubspot 'Hub Spot'
status_is 2 'no id'
err_like 'cannot be an id'
stk rename hubspot hubspot
status_is 2 'the same'
stk rename terms/contact.email contact.mail
status_is 2 'a standard term'
err_like 'standard dictionary'
stk rename platforms/hubspot/owner x
status_is 2 'no id of its own'
stk rename hubspot
status_is 2 'nothing to call it'
stk rename platforms/hubspot/fields/Region Contact.first_name
status_is 2 'a field of that name is there'
err_like 'there is a "Contact.first_name" already'

# An inventory's own check names it in its code: said, not changed.
write checks/own.lua 'return { id = "own", x = "hubspot" }'
stk rename hubspot hub
err_like 'checks/own.lua has "hubspot" in its code'

# What another clone said meanwhile of the old one counts for the new one.
write evidence/2026-11-09-ana-ruiz-interview-cccc.yaml <<<$'kind: interview\nby: ana-ruiz\nat: 2026-11-09T10:20:00Z\nanswers:\n  - {at: platforms/hubspot/copies, says: 3}'
stk who platforms/hub/copies
out_like '2026-11-09 Ana \(interview\)' 'evidence that came later is found'

# Renamed by hand.
git add -A && git commit -qm Own
git mv platforms/emea/hub.yaml platforms/hubby.yaml && git commit -qm Moved
stk log platforms/hubby
out_like 'Begin' 'the log follows git mv, too'


# --- a kill, a full disk -------------------------------------------------------------------------
plain_from_here
${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o "$T_TMP/fault.so" "$ROOT/tests/fault.c" -ldl || done_testing

template() {
	fresh
	write inventory.yaml $'name: Acme\ndestination: [bi]'
	write platforms/hubspot.yaml $'# ours\nname: HubSpot\nholds: [lead]'
	write platforms/hubs.yaml $'name: Hubs\nholds: [contact]   # Ana says\nwebsite: https://hubs.example'
	write platforms/bi.yaml $'name: BI\nintegrations:\n  - {with: hubs, flow: in}'
	write stakeholders/ana.yaml 'name: Ana'
	write evidence/2026-11-01-ana-interview-aaaa.yaml $'kind: interview\nby: ana\nat: 2026-11-01T10:20:00Z\nanswers:\n  - {at: platforms/hubs/holds/contact, says: true}'
	git_here
	echo '.stocktake-*.tmp' >.git/info/exclude
	cp -r . "$T_TMP/template"
}
small() { # what a killed process leaves of a file it was at is hidden, and read by nobody
	cd "$T_TMP" && rm -rf "$T_TMP/small" && cp -r "$T_TMP/template" "$T_TMP/small" && cd "$T_TMP/small" || exit 2
}
template
rename_it() { stk rename hubs hub-eu --by ana; }
fold_it() { stk fold hubs hubspot --by ana; }
# Everything but what the command itself says and its random name.
state() { for file in inventory.yaml platforms/*.yaml evidence/2026-11*; do echo "== $file"; cat "$file"; done; }

first=0
for act in rename_it fold_it; do
	small
	old=$(state)
	$act
	status_is 0 "$act: without a fault it works"
	new=$(state)
	isnt "$new" "$old" "$act: and changes something"
	for fault in kill full; do
		# Each of the four begins elsewhere, so that together they come by every step.
		first=$((first % 9 + 2))
		torn=0 unfinished=0 stray=0 steps=0 halves=0 uncommitted=0
		for ((n = first; n < 200; n += 9)); do
			small
			export STK_FAULT=$fault:$n LD_PRELOAD=$T_TMP/fault.so
			{ $act; } 2>/dev/null
			unset STK_FAULT LD_PRELOAD
			[[ $status == 0 ]] && break
			steps=$((steps + 1))
			now=$(state)
			[[ $now == "$old" || $now == "$new" ]] || halves=$((halves + 1))
			[[ $now == "$old" || $now == "$new" || -n $(compgen -G '.move-*') ]] || torn=$((torn + 1))
			rm -f .git/*.lock .git/refs/heads/*.lock
			# The next start that writes: all of it, or none of it; nothing lies about.
			stk set inventory/goal Numbers
			[[ $status == 0 ]] || stray=$((stray + 1)) last=$err
			now=$(state | grep -v ^goal)
			[[ $now == "$old" || $now == "$new" ]] || { unfinished=$((unfinished + 1)) last=$now; }
			[[ -z $(find . -name '.move-*' -o -name '.open-*') ]] || stray=$((stray + 1)) last=$(find . -name '.[mo]*-*')
			[[ $now == "$old" || -z $(git status --porcelain) ]] || uncommitted=$((uncommitted + 1)) last="$n: $(git status --porcelain)"
		done
		isnt "$steps" 0 "$act, $fault: there were steps at which it could fail ($steps)"
		isnt "$halves" 0 "$act, $fault: some of them leave half of it ($halves)"
		is "$torn" 0 "$act, $fault: with a note of what is to be finished"
		is "$unfinished:$stray:$uncommitted" 0:0:0 "$act, $fault: the next start finishes it, and commits" || note "$last"
		[[ $unfinished:$stray:$uncommitted == 0:0:0 ]] || note "$last"
	done
done

# An editor saves in between: that is not lost either.
small
STK_FAULT=kill:12 LD_PRELOAD=$T_TMP/fault.so
export STK_FAULT LD_PRELOAD
{ fold_it; } 2>/dev/null
unset STK_FAULT LD_PRELOAD
ok 'half of it is done' compgen -G '.move-*'
sed -i 's/flow: in/flow: both/' platforms/bi.yaml
echo 'copies: 4' >>platforms/hubs.yaml
stk status
stk set inventory/goal Numbers
status_is 0 'the next start finishes it'
err_like 'Fold platforms/hubs into platforms/hubspot\); it is finished now'
file_like platforms/bi.yaml 'with: hubspot, flow: both' 'on what is there'
file_like platforms/hubspot.yaml 'copies: 4' 'also in the one that goes'
done_testing
