#!/bin/bash
# At any step of a write a kill, a full disk, or one that can only be read: every file is old or new, and
# what was said is filled in by the next start.
. "${0%/*}/../lib.sh"
plain_only

${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o "$T_TMP/fault.so" "$ROOT/tests/fault.c" -ldl ||
	skip_all 'no C compiler'

(
	mkdir "$T_TMP/whole" && cd "$T_TMP/whole" || exit 2
	write inventory.yaml 'name: Acme   # the inventory'
	write stakeholders/ana-ruiz.yaml 'name: Ana Ruiz'
	write platforms/hubspot.yaml <<-'END'
		name: HubSpot   # their marketing
		holds: [lead]
	END
	git_here
)
begin() { fresh && cp -r "$T_TMP/whole/." .; }

# What is done: one answer that touches one file, as a voice.
act() {
	STK_FAULT=$1 LD_PRELOAD=$T_TMP/fault.so stk set platforms/hubspot/holds lead,contact,deal --replace --by ana
}

begin
act never:0
status_is 0 'without a fault it works'
new=$(cat platforms/hubspot.yaml)
like "$new" 'holds: \[lead, contact, deal\]' 'the file is new'
old=$(git show HEAD~1:platforms/hubspot.yaml)

for fault in kill full readonly; do
	torn=0 unsaid=0 stray=0 steps=0 lost=0
	[[ $fault == kill ]] && by=1 || by=3
	for ((n = 1; n < 200; n += by)); do
		begin
		{ act $fault:$n; } 2>/dev/null # bash would tell of each kill
		[[ $status == 0 ]] && break
		steps=$n
		now=$(cat platforms/hubspot.yaml)
		[[ $now == "$old" || $now == "$new" ]] || torn=$((torn + 1))
		[[ $(cat inventory.yaml) == 'name: Acme   # the inventory' ]] || torn=$((torn + 1))
		said=$(cat evidence/*.yaml 2>/dev/null)
		[[ -z $said || $said == *'at: platforms/hubspot/holds, says:'* ]] || torn=$((torn + 1))
		[[ $fault == kill || -n $err ]] || unsaid=$((unsaid + 1))
		# The next start, whatever it does, leaves no marker and loses nothing that was said.
		stk set inventory/goal Numbers
		if [[ $err == *[Ll]ock* ]]; then # git's own lock, left by the kill: the remedy is said, and works
			find .git -name '*.lock' -delete
			stk set inventory/goal Words
		fi
		[[ $status == 0 ]] || stray=$((stray + 1)) last=$err
		[[ -z $(find . -name '.open-*') ]] || stray=$((stray + 1))
		[[ -z $said || $fault != kill || $(cat evidence/*.yaml) == *platforms/hubspot/holds* ]] || lost=$((lost + 1))
	done
	isnt "$steps" 0 "$fault: there were steps at which it could fail ($steps)"
	is "$torn" 0 "$fault: every file is old or new, at each step"
	is "$unsaid" 0 "$fault: a failure is said"
	[[ $stray == 0 ]] || note "$last"
	is "$stray" 0 "$fault: the next command works and leaves no marker"
	is "$lost" 0 "$fault: what was said is still there"
done

# A hole that the dead process did not come to fill is filled from its evidence, and committed in its name.
begin
write evidence/2026-12-01-ana-ruiz-interview-aaaa.yaml <<'END'
kind: interview
by: ana-ruiz
at: 2026-12-01T10:00:00Z
answers:
  - {at: platforms/hubspot/website, says: https://www.hubspot.com}
  - {at: platforms/on24, says: {name: ON24}}
  - {at: platforms/hubspot/holds/lead, says: true}
  - {at: platforms/hubspot/teams/sales, says: "false"}
END
: >evidence/.open-2026-12-01-ana-ruiz-interview-aaaa
stk set inventory/goal Numbers
status_is 0 'a command that writes recovers first'
err_like 'An earlier session ended suddenly'
file_like platforms/hubspot.yaml 'website: https://www.hubspot.com' 'the hole is filled'
file_like platforms/on24.yaml 'name: ON24' 'the platform is there'
unlike "$(cat platforms/hubspot.yaml)" teams 'what was denied is not filled in'
not_ok 'the marker is gone' test -e evidence/.open-2026-12-01-ana-ruiz-interview-aaaa
is "$(git log --format='%an: %s' | sed -n 2p)" 'Ana Ruiz: Take in answers that an interrupted session had saved' \
	'in the name of who spoke'
is "$(git status --porcelain)" '' 'nothing is left over'

# The marker of a process that lives is left alone.
begin
write evidence/2026-12-01-ana-ruiz-interview-bbbb.yaml <<'END'
kind: interview
by: ana-ruiz
at: 2026-12-01T10:00:00Z
answers:
  - {at: platforms/hubspot/website, says: https://www.hubspot.com}
END
marker=evidence/.open-2026-12-01-ana-ruiz-interview-bbbb
: >$marker
exec 9<$marker
flock -x 9
stk set inventory/goal Numbers
unlike "$(cat platforms/hubspot.yaml)" website 'a living session is not recovered'
ok 'its marker stays' test -e $marker
exec 9<&-

done_testing
