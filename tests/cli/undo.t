#!/bin/bash
# What was said is taken back; remarks; and a disk that is full or dies at any step of it.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"

begin() {
	fresh
	"$STOCKTAKE" init --name Acme --destination power-bi --goal 'Find our data.' a >/dev/null 2>&1
	cd a || exit 2
	"$STOCKTAKE" add stakeholder 'Ana Ruiz' team=marketing >/dev/null 2>&1
}
answers() { cat >"$T_TMP/answers"; }
walk() { stk walk --as ana --answers "$T_TMP/answers"; }
files() { find inventory.yaml platforms stakeholders metrics -type f -exec sha256sum {} + | sort; }

# --- the last answer, wherever it was -----------------------------------------------------------------
begin
printf '# kept as it is\nname: HubSpot   # a comment\nteams: [sales]\n' >platforms/hubspot.yaml
git add -A && git commit -qm HubSpot
before=$(files)
answers <<'END'
hubspot, zork
:undo
END
walk
status_is 0 'the question back is left, and what it was about is taken back'
err_like 'Taken back: hubspot, zork'
is "$(files)" "$before" 'every file is what it was, byte for byte'
ok 'the evidence keeps what was said' grep -q 'platforms/zork/name, says: zork, taken_back: 2026-12-01T10:20:00Z' evidence/*.yaml
is "$(grep -c 'says:' evidence/*.yaml)" "$(grep -c 'taken_back:' evidence/*.yaml)" 'and says of each that it was taken back'
is "$(git status --porcelain)" '' 'committed'
stk who platforms/hubspot
out_unlike 'Ana' 'she has said nothing'
stk check --select quality
status_is 0 'and nothing hangs'

answers <<'END'
hubspot, on24

none
1 lc
hubspot <> sf l 15m
:undo
:undo
:undo
:undo
:undo
END
walk
status_is 2 'back to the beginning, and no further'
err_like 'answers:10: Nothing to take back'
is "$(files)" "$before" 'and every file is what it was'

# --- over what was said before ------------------------------------------------------------------------
begin
answers <<'END'
hubspot

none
1 l
:back
1 lc
:undo
END
walk
file_like platforms/hubspot.yaml 'holds: \[lead\]' 'what stood before the second answer stands'
err_like 'Taken back: 1 lc
.*
.*3/. What does each hold' 'and its question comes again'

# --- remarks --------------------------------------------------------------------------------------------
begin
printf 'name: events sheet\ncategory: spreadsheet\nnotes: Kept by Mia.\n' >platforms/events-sheet.yaml
git add -A && git commit -qm Sheet
answers <<'END'
events sheet, hubspot

:note HubSpot is paid until May
none
1 l
:note its first row is empty
:note
END
walk
status_is 2
err_like 'answers:7: :note TEXT: what is to be kept\?'
file_like platforms/events-sheet.yaml 'Kept by Mia.' 'a remark takes nothing away'
file_like platforms/events-sheet.yaml 'its first row is empty' 'and stands with what is asked about'
file_like stakeholders/ana-ruiz.yaml 'Note \(nothing\): HubSpot is paid until May' 'else with who is asked'
ok 'it is evidence' grep -q 'platforms/events-sheet/notes' evidence/*.yaml
answers <<'END'
:note once
:undo
:edit
END
walk
status_is 2
err_like 'answers:3: An editor needs a terminal'
is "$(grep -c once stakeholders/ana-ruiz.yaml)" 0 'a remark is taken back by itself'

# --- killed, or without room, at any step of it ------------------------------------------------------------
plain_from_here
${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o "$T_TMP/fault.so" "$ROOT/tests/fault.c" -ldl || done_testing
prepare() {
	begin
	answers <<<$'hubspot, zork\n\nnone\n1 lc'
	walk >/dev/null
	cp -a . "$T_TMP/begun"
	answers <<<$'1 > sf l\n:undo'
}
prepare
lost=0 half=0 steps=0
for fault in kill full; do
	[[ $fault == kill ]] && by=1 || by=3
	# The first steps are the answer's own: tests/cli/durable.t is about those.
	for ((n = 10; n < 60; n += by)); do
		cd "$T_TMP" && rm -rf "$T_TMP/now" && cp -a "$T_TMP/begun" "$T_TMP/now" && cd "$T_TMP/now" || exit 2
		{ STK_FAULT=$fault:$n LD_PRELOAD=$T_TMP/fault.so \
			"$STOCKTAKE" walk --as ana --no-commit --answers "$T_TMP/answers" >/dev/null 2>"$T_TMP/err"; } 2>/dev/null
		was=$?
		((was == 0)) && break
		steps=$((steps + 1))
		"$STOCKTAKE" walk --as ana --no-commit --answers /dev/null >/dev/null 2>&1
		# The link stands with its evidence, or neither does.
		linked=0 said=0
		grep -qs 'with: salesforce' platforms/hubspot.yaml && linked=1
		grep -hs 'integrations/salesforce' evidence/*.yaml | grep -qv taken_back && said=1
		[[ $linked == "$said" ]] || half=$((half + 1))
		grep -qs 'holds: \[lead, contact\]' platforms/hubspot.yaml || lost=$((lost + 1))
	done
done
isnt "$steps" 0 "there were steps at which it could fail ($steps)"
is "$lost" 0 'what was answered before is never lost'
is "$half" 0 'an answer is taken back or not, never half'
done_testing
