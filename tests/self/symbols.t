#!/bin/bash
# What the library gives away is called stk_, and nothing in it is a variable that outlives a call.
. "${0%/*}/../lib.sh"
plain_only
cd "$ROOT" || exit 2
[[ -e build/libstocktake.a ]] || skip_all 'build/libstocktake.a is not built'

# strangers FILE...: global symbols without our prefix.
strangers() { nm -g --defined-only "$@" 2>/dev/null | awk 'NF == 3 && $3 !~ /^stk_/ { print $3 }' | sort -u; }

# variables FILE...: what lies in writable sections, as FILE: NAME.
variables() {
	local file
	for file; do
		objdump -t "$file" | awk -v file="$file" '
			/ O / { for (i = 1; i < NF; i++)
				if ($i ~ /^\.(t?data|t?bss)/ && $i !~ /^\.data\.rel\.ro/) print file ": " $NF }' |
			sed 's/\.[0-9]*$//'
	done | sort
}

is "$(strangers build/libstocktake.a)" '' 'every global name begins with stk_'
mapfile -t objects < <(tr ' ' '\n' <build/.lib | grep '^build/obj/src/')
# The one byte that empty strings point to: nobody writes it. The functions of a library that is loaded once.
is "$(variables "${objects[@]}" | grep -Ev '/str.o: stk_str_empty$|/xlsxwriter_calls.o: (calls|is_there|once)$')" '' \
	'no global state'

fresh
write a.c 'int other; static int count; const int stk_table[] = {1}; int stk_f(void) { return ++count; }'
gcc -c a.c
is "$(strangers a.o)" other 'a stranger is seen'
is "$(variables a.o | tr '\n' ' ')" 'a.o: count a.o: other ' 'a variable is seen'
done_testing
