#!/bin/bash
# Help, manual and program say the same. `stocktake help` lists commands as "  NAME  what it does";
# `COMMAND -h` begins with "usage: stocktake COMMAND"; the manual is src/man/stocktake-COMMAND.1.scd, else
# the section of src/man/stocktake.1.scd whose heading names the command, else all of that page.
. "${0%/*}/../lib.sh"
plain_only
manual=$ROOT/src/man/stocktake.1.scd
stk help
[[ $status == 0 ]] || skip_all 'no help yet'
mapfile -t commands < <(sed -nE 's/^  ([a-z][a-z-]*)(  +.*| \[.*)$/\1/p' <<<"$out" | sort -u)
[[ ${#commands[@]} -gt 0 ]] || skip_all 'help lists no commands yet'
main_help=$out

options() { grep -Eo -- '(^|[^-[:alnum:]])--[a-z][a-z-]+' | grep -Eo -- '--[a-z-]+' | sort -u; }
wide() { # lines over 80 columns
	LC_ALL=C.UTF-8 grep -nE '^.{81,}' <<<"$1"
}

is "$err" '' 'help is data: standard output'
is "$(wide "$out")" '' 'help fits 80 columns'
stk --help
out_is "$main_help" '--help is help'
stk -h
status_is 0 '-h'

for command in "${commands[@]}"; do
	stk "$command" -h
	is "$status$err" 0 "$command -h succeeds"
	is "${out%%"$command"*}" 'usage: stocktake ' "$command -h begins with its usage"
	is "$(wide "$out")" '' "$command -h fits 80 columns"
	short=$(options <<<"$out")
	stk "$command" --help
	is "$status$err" 0 "$command --help succeeds"
	long=$(options <<<"$out")
	is "$(comm -23 <(echo "$short") <(echo "$long"))" '' "$command --help has the options of -h"
	long_help=$out
	stk help "$command"
	out_is "$long_help" "help $command is $command --help"
	stk "$command" --no-such-option
	is "$status:$out" '2:' "$command refuses an unknown option"
	like "$err" 'no-such-option' "$command says which option"

	[[ -e $manual ]] || continue
	page=$ROOT/src/man/stocktake-$command.1.scd
	if [[ -e $page ]]; then
		text=$(cat "$page")
	else
		text=$(awk -v word="$command" '
			/^#/ { inside = 0; n = split($0, words, /[^a-z-]+/)
				for (i = 1; i <= n; i++) if (words[i] == word) inside = 1 }
			inside' "$manual")
		[[ -n $text ]] || text=$(cat "$manual")
	fi
	text=${text//\\/}
	is "$(comm -23 <(echo "$long") <(cat "$manual" <(echo "$text") | tr -d '\\' | options))" '' \
		"the manual has every option of $command"
	if [[ $text != "$(tr -d '\\' <"$manual")" ]]; then
		is "$(comm -13 <(cat <(echo "$long") <(options <<<"$main_help") | sort -u) \
			<(options <<<"$text"))" '' "$command has every option that its manual has"
	fi
	ok "the manual names $command" grep -qE "(^|[^a-z-])$command([^a-z-]|$)" "$manual"
done

stk no-such-command
is "$status:$out" '2:' 'an unknown command is refused'
err_like 'no-such-command'
stk help no-such-topic
status_is 2 'so is an unknown topic'
done_testing
