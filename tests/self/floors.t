#!/bin/bash
# Includes go down the floors only; each foreign library has one room; only the interview reads keys.
. "${0%/*}/../lib.sh"
cd "$ROOT" || exit 2

declare -A floor=([base]=0 [yaml]=1 [model]=2 [record]=3 [history]=4 [checks]=4 [report]=4 [sheets]=4
	[interview]=5 [cmd]=6 [main]=7)

# violations FILE...: what in them includes what it must not, a line each.
violations() {
	local file line header from to
	while IFS=: read -r file line; do
		from=${file#src/}
		from=${from#include/stocktake/}
		if [[ $from == main.c ]]; then from=main; else from=${from%%/*}; fi
		[[ ${floor[$from]:-} ]] || { echo "$file: no floor for room $from"; continue; }
		header=${line#*[\"<]}
		header=${header%%[\">]*}
		case $header in
		stocktake/*)
			to=${header#stocktake/}
			to=${to%%/*}
			if [[ ! ${floor[$to]:-} ]]; then
				echo "$file: includes unknown room $to"
			elif [[ $to != "$from" && ${floor[$to]} -ge ${floor[$from]} ]]; then
				echo "$file: $from includes $to, which is not below it"
			fi
			;;
		yaml.h) [[ $from == yaml ]] || echo "$file: only src/yaml includes $header" ;;
		lua.h | lauxlib.h | lualib.h | seccomp.h)
			[[ $from == checks ]] || echo "$file: only src/checks includes $header" ;;
		git2.h | git2/*) [[ $from == history ]] || echo "$file: only src/history includes $header" ;;
		histedit.h | editline/* | termios.h)
			[[ $from == interview ]] || echo "$file: only src/interview includes $header" ;;
		expat.h | minizip/* | unzip.h | zip.h | xlsxwriter.h | xlsxwriter/*)
			[[ $from == sheets ]] || echo "$file: only src/sheets includes $header" ;;
		*/../* | ../*) echo "$file: reaches into another room: $header" ;;
		esac
	done < <(grep -HE '^[[:space:]]*#[[:space:]]*include' "$@")
}

mapfile -t files < <(git ls-files -co --exclude-standard 'src/*.[ch]' 'include/*.h')
[[ ${#files[@]} -gt 0 ]] || mapfile -t files < <(find src include -name '*.[ch]')
isnt "${#files[@]}" 0 'there are sources'
is "$(violations "${files[@]}")" '' 'includes keep to the floors and rooms'

# The rule itself can fail.
fresh
write src/yaml/a.c '#include "stocktake/model/b.h"'
write src/model/b.c '#include <git2.h>'
write src/checks/c.c '#include "stocktake/report/d.h"'
write src/cmd/e.c '#include "../yaml/tree.h"'
write src/record/f.c '#include "stocktake/base/str.h"'
is "$(violations src/*/*.c | cut -d: -f1 | sort | tr '\n' ' ')" \
	'src/checks/c.c src/cmd/e.c src/model/b.c src/yaml/a.c ' 'violations are seen'
done_testing
