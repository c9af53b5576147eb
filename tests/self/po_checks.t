#!/bin/bash
# The texts of checks, metrics, terms and words: each is translated, none is left over.
. "${0%/*}/../lib.sh"
command -v msgmerge >/dev/null || skip_all 'needs gettext'
cd "$ROOT" || exit 1
said=$(scripts/dev/po-checks --check 2>&1)
is "$?" 0 'src/po/*/checks.po have the texts as they are'
[ -z "$said" ] || sed 's/^/# /' <<<"$said" | head -40
done_testing
