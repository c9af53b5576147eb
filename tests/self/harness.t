#!/bin/bash
# The harness itself: a test that cannot fail is a defect, so its assertions must fail when they should.
. "${0%/*}/../lib.sh"

inner() { # SCRIPT: a test of its own, in its own process
	printf '%s\n' ". '$ROOT/tests/lib.sh'" "$1" done_testing >inner.t
	run bash inner.t
}

inner 'is a a same; like abc b has; ok true true; not_ok false false'
status_is 0 'assertions that hold pass'
is "$(grep -c '^ok' <<<"$out")" 4 'each says ok'

for line in 'is a b x' 'isnt a a x' 'like abc z x' 'unlike abc b x' 'ok x false' 'not_ok x true' \
	'run false; status_is 0' 'run echo a; out_is b' 'run echo a; golden no/such' \
	'run echo "{}"; json .a' 'write f a; file_is f b'; do
	inner "$line"
	status_is 1 "fails when it should: $line"
	like "$out" $'^not ok 1 - .*\n.*line 2' "says where: $line"
done

printf '%s\n' ". '$ROOT/tests/lib.sh'" 'pass a; exit 0' >inner.t
run bash inner.t
unlike "$out" '1\.\.' 'a test that stops early has no plan'

inner 'pwd; echo home $HOME; git_here; git log --format="%an %ae %cI"'
like "$out" 'Li Wei li@acme.example 2026-12-01T10:20:00' 'identity and clock are frozen'
not_ok 'its folder is gone afterwards' test -e "$(sed -n 's/^home //p' <<<"$out")"

cd "$ROOT" || exit 2
for file in tests/*/*.t scripts/setup .ci/run scripts/dev/*; do
	[[ ! -f $file || -x $file ]] || fail "$file is executable"
done
pass 'tests and scripts are executable'
done_testing
