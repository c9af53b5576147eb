#!/bin/bash
# A check that crashes, hangs or eats memory is named; the others finish; exit status 3. What only the plain build has.
. "${0%/*}/../lib.sh"
plain_only

fresh
write inventory.yaml <<'END'
stocktake: 1
name: Acme
destination: [bi]
END
write platforms/bi.yaml <<<'name: BI'
write platforms/sheet.yaml <<'END'
name: Sheet
holds: [lead]
integrations: []
END

bad() { # ID BODY
	write "checks/$1.lua" <<END
return { id = "$1", severity = "note", about = "risk", title = "A bad check", explain = "It is bad.", remedy = "None.",
  examples = {}, run = function(inventory, report)
$2
end }
END
}

stk check --select silo-isolated --format json
status_is 0
is "$(jq -r '.findings[].address' <<<"$out")" platforms/sheet 'the silo is found'

bad hangs 'while true do end'
bad eats 'local t = {} while true do t[#t + 1] = ("x"):rep(100000) end'
bad crashes 'local x = nil; return x.y'
bad floods 'while true do report{ at = inventory, message = "x" } end'
bad opens 'return io.open("/etc/passwd"):read("a")'
write checks/binary.lua <<<$'\x1bLuaR'
stk check --select 'silo-isolated or risk' --format json
status_is 3 'checks that failed are no pass'
is "$(jq -r '.failed_checks[].check' <<<"$out" | tr '\n' ' ')" 'binary crashes eats floods hangs opens ' \
	'each is named'
is "$(jq -r '.findings[].address' <<<"$out")" platforms/sheet 'what the others found stays'
like "$(jq -r '.failed_checks[] | select(.check == "crashes").reason' <<<"$out")" 'checks/crashes.lua:3: ' \
	'an error is at its line'
like "$(jq -r '.failed_checks[] | select(.check == "eats").reason' <<<"$out")" 'memory' 'memory is named'
like "$(jq -r '.failed_checks[] | select(.check == "hangs").reason' <<<"$out")" 'instructions' 'so is the loop'
stk check --select 'silo-isolated or risk'
status_is 3 'in text too'
like "$out$err" hangs "and named"

# A worker does not outlive its parent.
rm checks/*.lua
bad slow 'return ("a"):rep(60):find(("a?"):rep(60) .. ("a"):rep(60) .. "b")'
"$STOCKTAKE" check --select slow >/dev/null 2>&1 &
parent=$!
worker=
for _ in {1..100}; do
	worker=$(cat "/proc/$parent/task/$parent/children" 2>/dev/null)
	[[ -n $worker ]] && break
	sleep 0.05
done
worker=${worker%% *}
if [[ -z $worker ]]; then
	skip 'no list of children in /proc'
else
	kill -9 "$parent"
	wait "$parent" 2>/dev/null
	gone=
	for _ in {1..100}; do
		[[ ! -e /proc/$worker || $(awk '{print $3}' "/proc/$worker/stat" 2>/dev/null) == Z ]] && { gone=1; break; }
		sleep 0.05
	done
	is "$gone" 1 'the worker dies with its parent'
fi
done_testing
