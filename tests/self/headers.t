#!/bin/bash
# Every header compiles alone, public ones with nothing but -Iinclude, and guards itself.
. "${0%/*}/../lib.sh"
cd "$ROOT" || exit 2
read -ra flags <<<"-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wstrict-prototypes -Werror -Iinclude -fsyntax-only"

mapfile -t public < <(find include -name '*.h' | sort)
isnt "${#public[@]}" 0 'there are headers'
bad=
for header in "${public[@]}"; do
	said=$(printf '#include "%s"\n#include "%s"\nint stk_alone;\n' "${header#include/}" "${header#include/}" |
		gcc -x c "${flags[@]}" - 2>&1) || { bad+="$header "; note "$said"; }
done
is "$bad" '' 'public headers compile alone, twice'

bad=
read -ra library < <(pkg-config --cflags yaml-0.1 libgit2 lua5.4 libseccomp libedit libutf8proc jansson expat minizip)
while IFS= read -r header; do
	said=$(printf '#include "%s"\n#include "%s"\nint stk_alone;\n' "$ROOT/$header" "$ROOT/$header" |
		gcc -x c "${flags[@]}" "${library[@]}" - 2>&1) || { bad+="$header "; note "$said"; }
done < <(find src -name '*.h' | sort)
is "$bad" '' 'private headers compile alone, twice'

said=$(printf '#include "stocktake/base/embed.h"\nstruct stk_nothing x;\n' |
	gcc -x c "${flags[@]}" - 2>&1)
isnt "$said" '' 'a header that does not compile is seen'
done_testing
