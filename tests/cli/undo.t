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

# --- what was said in an interview before -------------------------------------------------------------
begin
"$STOCKTAKE" add stakeholder 'Ben Okoro' team=marketing >/dev/null 2>&1
printf '# kept as it is\nname: HubSpot   # a comment\nteams: [sales]\nholds: [company]\n' >platforms/hubspot.yaml
git add -A && git commit -qm HubSpot
before=$(files)
answers <<<$'hubspot, zork\n\nnone\n1 lco'
walk
answers <<<$'1 <> sf l\n15m'
said=$(files)
walk
ok 'evidence says which line it was, and what stood before' \
	grep -q 'holds/company, says: true, was: true}' evidence/*.yaml
answers <<<':undo'
SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 86400)) walk
status_is 0
err_like 'Taken back, of 2026-12-01: 1 <> sf l
.*
.*1/. What goes from where to where' 'what is taken back, of which day; and its question comes'
is "$(files)" "$said" 'the link and the tool that it brought are gone, to the byte'
is "$(git status --porcelain)" '' 'committed'
answers <<<$':undo\n:undo\n:undo\n:undo'
walk
err_like 'Taken back, of 2026-12-01: 1 lco
(.*
)*.*Taken back, of 2026-12-01: none
(.*
)*.*Taken back, of 2026-12-01: hubspot, zork
(.*
)*.*1/. Which tools do you use' 'one by one, to the first, and that is asked'
err_like 'answers:4: Nothing to take back: nothing was answered yet, or all of it is taken back'
is "$(files)" "$before" 'what stood before anybody asked stands'
is "$(grep -c ' says:' evidence/*.yaml | tr -d '\n')" "$(grep -c ' says:.*taken_back:' evidence/*.yaml | tr -d '\n')" 'the evidence keeps all of it'
stk check --select quality
status_is 0 'and nothing hangs'

# --- never what somebody else said ----------------------------------------------------------------------
begin
"$STOCKTAKE" add stakeholder 'Ben Okoro' team=marketing >/dev/null 2>&1
answers <<<$'hubspot\n\nnone\n1 lc'
walk
answers <<<$'hubspot, zork sheet\n\nnone\n1 cd; 2 t'
stk walk --as ben --answers "$T_TMP/answers"
theirs=$(files | grep -v hubspot)
answers <<<$':undo\n:undo\n:undo\n:undo'
walk
err_like 'Taken back, of 2026-12-01: 1 lc
    1 value stays: somebody else changed it meanwhile' 'what Ben said too stays, and is told'
err_like 'answers:4: Nothing to take back'
file_like platforms/hubspot.yaml 'holds: \[contact, deal\]' 'Ben says contacts and deals; leads went with Ana'
is "$(files | grep -v hubspot)" "$theirs" 'nothing else of his is touched'
is "$(grep -c taken_back evidence/*ben*)" 0 'nor is his evidence'
file_like platforms/hubspot.yaml 'teams: \[marketing\]' 'the tool is there as long as he uses it'

# --- after a death ----------------------------------------------------------------------------------------
begin
mkfifo "$T_TMP/typed"
"$STOCKTAKE" walk --as ana --answers "$T_TMP/typed" >/dev/null 2>&1 &
pid=$!
exec 9>"$T_TMP/typed"
printf 'hubspot\n\nnone\n1 lc\n' >&9
for ((i = 0; i < 400; i++)); do
	grep -qs 'holds: .lead, contact' platforms/hubspot.yaml && break
	sleep 0.05
done
{ kill -9 "$pid" && wait "$pid"; } 2>/dev/null
exec 9>&-
answers <<<$':undo'
walk
err_like 'Taken back, of 2026-12-01: 1 lc' 'a walk that was killed is an interview before, too'
is "$(grep -c holds platforms/hubspot.yaml)" 0 'and its last answer goes'

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
lost=0 half=0 steps=0 earlier=0
for fault in kill full; do
	[[ $fault == kill ]] && by=2 || by=5
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
# The same of an answer of the interview before.
answers <<<':undo'
for ((n = 1; n < 80; n += 3)); do
	cd "$T_TMP" && rm -rf "$T_TMP/now" && cp -a "$T_TMP/begun" "$T_TMP/now" && cd "$T_TMP/now" || exit 2
	{ STK_FAULT=kill:$n LD_PRELOAD=$T_TMP/fault.so \
		"$STOCKTAKE" walk --as ana --no-commit --answers "$T_TMP/answers" >/dev/null 2>"$T_TMP/err"; } 2>/dev/null
	was=$?
	((was == 0)) && break
	earlier=$((earlier + 1))
	"$STOCKTAKE" walk --as ana --no-commit --answers /dev/null >/dev/null 2>&1
	held=0 said=0
	grep -qs 'holds: \[lead, contact\]' platforms/hubspot.yaml && held=1
	grep -hs 'hubspot/holds/lead' evidence/*.yaml | grep -qv taken_back && said=1
	[[ $held == "$said" ]] || half=$((half + 1))
	grep -qs 'teams: \[marketing\]' platforms/hubspot.yaml || lost=$((lost + 1))
done
isnt "$earlier" 0 "there were steps of that, too ($earlier)"
isnt "$steps" 0 "there were steps at which it could fail ($steps)"
is "$lost" 0 'what was answered before is never lost'
is "$half" 0 'an answer is taken back or not, never half'
done_testing
