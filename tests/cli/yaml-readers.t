#!/bin/bash
# What our emitter writes must be the same strings to other people's readers.
. "${0%/*}/../lib.sh"

PRINT=${STOCKTAKE%/*}/tests/unit/yaml/test_emit
[[ -x $PRINT ]] || skip_all "no $PRINT: make unit-bins"
/usr/bin/python3 -c 'import yaml' 2>/dev/null || skip_all 'python3 has no yaml (python3-yaml)'

"$PRINT" --print >hard.yaml
for loader in SafeLoader CSafeLoader; do
	run /usr/bin/python3 - "$loader" <<'END'
import datetime, sys, yaml

# A typed value is the text that it was made from: dates, times, integers, true and false stay plain.
def text_of(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, datetime.date) else \
        str(value) if isinstance(value, int) else value

loader = getattr(yaml, sys.argv[1], None)
if not loader:
    sys.exit(0)
items = yaml.load(open("hard.yaml", encoding="utf-8"), loader)
assert len(items) > 100, len(items)
for item in items:
    meant = bytes.fromhex(item["hex"][1:]).decode()
    if text_of(item["text"]) != meant:
        print("meant", ascii(meant), "read", ascii(item["text"]))
END
	status_is 0
	out_is ''
done
done_testing
