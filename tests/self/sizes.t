#!/bin/bash
# No source file has 800 lines, no function is out of bounds, no banned function is called.
. "${0%/*}/../lib.sh"
cd "$ROOT" || exit 2

run scripts/dev/gates
status_is 0 'sizes and banned functions'

fresh
mkdir -p src/base include
{ for _ in {1..800}; do echo '/* x */'; done; } >src/base/long.c
run "$ROOT/scripts/dev/gates" src/base/long.c
status_is 1 'a file of 800 lines is refused'
{ echo 'int f(void)'; echo '{'; for _ in {1..121}; do echo '	x();'; done; echo '}'; } >src/base/fn.c
run "$ROOT/scripts/dev/gates" src/base/fn.c
status_is 1 'a function of over 120 lines is refused'
out_like 'src/base/fn.c:1: f\(\) has 12[0-9] lines'
write src/base/ban.c <<'END'
void f(char *a, const char *b)
{
	/* strcpy(a, b) in a comment */
	puts("strcat(a, b) in a string");
	strcpy(a, b);
}
END
run "$ROOT/scripts/dev/gates" src/base/ban.c
status_is 1 'a banned function is refused'
is "$(grep -c banned <<<"$out")" 1 'comments and strings are not code'
out_like 'src/base/ban.c:5'
done_testing
