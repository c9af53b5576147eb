#!/bin/bash
# The texts of checks, metrics, terms and words: each is translated, none is left over.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
command -v msgmerge >/dev/null || skip_all 'needs gettext'
cd "$ROOT" || exit 1
run scripts/dev/po-checks --check
status_is 0 'src/po/*/checks.po have the texts as they are'
is "$out$err" '' 'and every one of them is translated'
done_testing
