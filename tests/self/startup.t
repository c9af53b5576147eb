#!/bin/bash
# Starting does next to nothing: counted in instructions, which are the same on a busy machine and on a slow one
# (the time that it takes is in tests/bench/run); and libgit2 is not even loaded.
. "${0%/*}/../lib.sh"
plain_only

instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$STOCKTAKE" "$@" 2>&1 >/dev/null |
		sed -n 's/.*Collected : *//p'
}

for words in version --help; do
	count=$(instructions $words)
	ok "$words takes at most 2 million instructions (${count:-unknown})" test "${count:-9999999}" -lt 2000000
done
run env LD_DEBUG=libs "$STOCKTAKE" version
err_like 'libyaml|libc\.so' 'the loader tells what it loads'
unlike "$err" 'libgit2' 'and libgit2 is not among it'
done_testing
