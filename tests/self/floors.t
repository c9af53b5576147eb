#!/bin/bash
# Includes go down the floors only; each foreign library has one room; only the interview reads keys.
. "${0%/*}/../lib.sh"
cd "$ROOT" || exit 2

floor() {
	case $1 in
	base) echo 0 ;; yaml) echo 1 ;; model) echo 2 ;; record) echo 3 ;;
	history | checks | report | sheets) echo 4 ;;
	interview) echo 5 ;; cmd) echo 6 ;; main) echo 7 ;;
	*) return 1 ;;
	esac
}

# violations FILE...: what in them includes what it must not, a line each.
violations() {
	local file line header from to
	for file; do
		from=${file#src/}
		from=${from#include/stocktake/}
		if [[ $from == main.c ]]; then from=main; else from=${from%%/*}; fi
		floor "$from" >/dev/null || { echo "$file: no floor for room $from"; continue; }
		while IFS= read -r line; do
			header=$(sed -E 's/.*["<]([^">]+)[">].*/\1/' <<<"$line")
			case $header in
			stocktake/*)
				to=${header#stocktake/}
				to=${to%%/*}
				if ! floor "$to" >/dev/null; then
					echo "$file: includes unknown room $to"
				elif [[ $to != "$from" && $(floor "$to") -ge $(floor "$from") ]]; then
					echo "$file: $from includes $to, which is not below it"
				fi
				;;
			yaml.h) [[ $from == yaml ]] || echo "$file: only src/yaml includes $header" ;;
			lua.h | lauxlib.h | lualib.h | seccomp.h)
				[[ $from == checks ]] || echo "$file: only src/checks includes $header" ;;
			git2.h | git2/*) [[ $from == history ]] || echo "$file: only src/history includes $header" ;;
			histedit.h | editline/* | termios.h)
				[[ $from == interview ]] || echo "$file: only src/interview includes $header" ;;
			expat.h | unzip.h | zip.h | iconv.h)
				[[ $from == sheets ]] || echo "$file: only src/sheets includes $header" ;;
			*/../* | ../*) echo "$file: reaches into another room: $header" ;;
			esac
		done < <(grep -E '^[[:space:]]*#[[:space:]]*include' "$file")
	done
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
write src/report/g.c '#include <expat.h>'
is "$(violations src/*/*.c | cut -d: -f1 | sort | tr '\n' ' ')" \
	'src/checks/c.c src/cmd/e.c src/model/b.c src/report/g.c src/yaml/a.c ' 'violations are seen'
done_testing
