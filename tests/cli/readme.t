#!/bin/bash
# What the README shows is what the program prints, and the demo runs to its end.
. "${0%/*}/../lib.sh"

shown=$(sed -n '/^    \$ stocktake -C inventories\/acme status$/,/^## /p' "$ROOT/README.md" | sed '1d; /^## /d; s/^    //')
stk -C "$ROOT/inventories/acme" status
if [[ -n ${UPDATE_GOLDEN:-} ]]; then
	awk -v block="$T_TMP/out" '/^## / { inside = 0 } !inside { print }
		/^    \$ stocktake -C inventories\/acme status$/ { inside = 1
			while ((getline line < block) > 0) print line == "" ? "" : "    " line
			print "" }' "$ROOT/README.md" >"$T_TMP/readme" && cat "$T_TMP/readme" >"$ROOT/README.md"
	shown=$(sed -n '/^    \$ stocktake -C inventories\/acme status$/,/^## /p' "$ROOT/README.md" | sed '1d; /^## /d; s/^    //')
fi
is "$(sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' <<<"$shown")" "$out" 'the block of output in README.md'

for command in $(grep -oE '^    stocktake [a-z-]+' "$ROOT/README.md" | awk '{print $2}' | sort -u); do
	stk "$command" -h
	status_is 0 "README: $command is a command"
done
for file in $(grep -oE '\]\([^)h][^)]*\)' "$ROOT/README.md" | tr -d '()]'); do
	ok "README: $file is there" test -e "$ROOT/$file"
done

run env DEMO_DIR="$T_TMP/demo" "$ROOT/scripts/demo"
status_is 0 'the demo runs to its end'
out_like 'Computable [0-9]+ -> [0-9]+ of 21' 'Ana moves the count'
out_like 'Ana Ruiz: Interview Ana Ruiz' 'what she said is in git'
out_like 'What would make more of them computable' 'and it says what would unlock more'
is "$(git -C "$T_TMP/demo/acme" status --porcelain)" '' 'nothing is left uncommitted'

done_testing
