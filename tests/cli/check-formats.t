#!/bin/bash
# Findings for machines and for pull requests: each format, held by a validator that is not ours.
. "${0%/*}/../lib.sh"
plain_only # what other programs say of the formats: once is enough

python=/usr/bin/python3
if ! "$python" -c 'import jsonschema, rfc3987' 2>/dev/null || ! command -v xmllint cmark >/dev/null; then
	skip_all 'not there: python3-jsonschema, python3-rfc3987, libxml2-utils or cmark (scripts/setup test)'
fi
schemas=$ROOT/build/schemas

# with_schema FILE COMMAND...: where no npm brought the schema a person is told; CI must have it.
with_schema() {
	local file=$1
	shift
	if [[ -f $schemas/$file ]]; then
		"$@"
	elif [[ -n ${CI:-} ]]; then
		fail "$file is not in build/schemas: scripts/setup test brings it"
	else
		skip "no $file in build/schemas (scripts/setup test brings it where npm is): not validated"
	fi
}

# Valid by the official schema (formats of URIs among it), and what the schema cannot say: indexes
# that fit, notifications that are described, URIs that lead to files.
sarif_ok() { # NAME [FOLDER that its URIs are in]
	with_schema sarif-2.1.0-rtm.5.json ok "$1: by the schema" "$python" - "$T_TMP/out" "$schemas" <<'END'
import json, sys, warnings
warnings.simplefilter("ignore")
from jsonschema import Draft4Validator, FormatChecker
schema = json.load(open(sys.argv[2] + "/sarif-2.1.0-rtm.5.json"))
document = json.load(open(sys.argv[1]))
errors = [f"{list(e.path)}: {e.message[:300]}" for e in
          Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(document)]
print("\n".join(errors))
sys.exit(bool(errors))
END
	ok "$1: fits together" "$python" - "$T_TMP/out" "${2:-.}" <<'END'
import json, os, sys, urllib.parse
run, = json.load(open(sys.argv[1]))["runs"]
driver = run["tool"]["driver"]
ids = [rule["id"] for rule in driver["rules"]]
assert ids == sorted(set(ids)), ids
places = []
for result in run["results"]:
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"], result
    assert result["partialFingerprints"]["stocktake/v1"]
    assert [p["id"] for p in result.get("relatedLocations", [])] == \
        list(range(1, 1 + len(result.get("relatedLocations", []))))
    places += result["locations"] + result.get("relatedLocations", [])
for said in run["invocations"][0]["toolExecutionNotifications"]:
    assert driver["notifications"][said["descriptor"]["index"]]["id"] == said["descriptor"]["id"]
    places += said.get("locations", [])
for place in places:
    if "physicalLocation" not in place:
        continue
    artifact = place["physicalLocation"]["artifactLocation"]
    assert artifact["uriBaseId"] in run["originalUriBaseIds"], artifact
    path = os.path.join(sys.argv[2], urllib.parse.unquote(artifact["uri"]))
    text = open(path, encoding="utf-8", errors="replace").read().split("\n")
    region = place["physicalLocation"].get("region")
    if region:
        assert region["startColumn"] <= len(text[region["startLine"] - 1]) + 1, place
assert run["columnKind"] == "unicodeCodePoints"
END
}

junit_ok() { # NAME
	ok "$1: well-formed" xmllint --noout "$T_TMP/out"
	with_schema jenkins-junit.xsd ok "$1: by the schema" \
		xmllint --noout --nonet --schema "$schemas/jenkins-junit.xsd" "$T_TMP/out"
	ok "$1: numbers are right" "$python" - "$T_TMP/out" <<'END'
import sys, xml.etree.ElementTree as tree
top = tree.parse(sys.argv[1]).getroot()
suite, = top
for tag, name in ("testcase", "tests"), ("testcase/failure", "failures"), ("testcase/error", "errors"), \
        ("testcase/skipped", "skipped"):
    assert len(suite.findall(tag)) == int(suite.get(name)), name
    assert name == "skipped" or top.get(name) == suite.get(name), name
names = [case.get("name") for case in suite.findall("testcase")]
assert names == sorted(set(names)), names
END
}

# Every line a command that the runner knows, or plain and no command at all.
github_ok() { # NAME
	ok "$1: commands" "$python" - "$T_TMP/out" <<'END'
import re, sys
lines = open(sys.argv[1], encoding="utf-8", newline="\n").read().split("\n")
assert lines.pop() == "" and not any("\r" in line for line in lines)
kinds = []
for line in lines:
    if line.startswith("  "):
        assert re.match(r"  (note|waived): ", line) and "##[" not in line, line
        continue
    match = re.fullmatch(r"::(error|warning|notice) ((?:\w+=[^:,]*,)*\w+=[^:,]*)::(.*)", line)
    assert match, line
    keys = [part.split("=", 1)[0] for part in match[2].split(",")]
    assert keys in (["title"], ["file", "title"], ["file", "line", "title"],
                    ["file", "line", "col", "title"]), keys
    assert not re.search(r"%(?!25|0A|0D|3A|2C)", match[2] + match[3]), line
    kinds.append(match[1])
assert kinds[-1] == "notice" and lines[-1].startswith("::notice title=stocktake check::")
assert kinds.count("notice") <= 10, "the one that sums up would not be shown"
END
}

# Rendered, it has the tags that we make and no other, all of them closed, and what may not be in a
# comment of people is not there.
markdown_ok() { # NAME
	cmark --unsafe "$T_TMP/out" >"$T_TMP/html"
	ok "$1: rendered" "$python" - "$T_TMP/html" "$T_TMP/out" <<'END'
import re, sys
from html.parser import HTMLParser
class Reader(HTMLParser):
    ours = {"h2", "h3", "p", "strong", "em", "ul", "li", "code", "details", "summary"}
    def __init__(self):
        super().__init__()
        self.open, self.text = [], ""
    def handle_starttag(self, tag, attributes):
        assert tag in self.ours and not attributes, (tag, attributes)
        self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.open)
    def handle_data(self, data):
        if "code" not in self.open:
            assert not re.search(r"@\w|#\d|://|(?i:www\.\w)", data), data
    def handle_comment(self, data):
        assert data == " ", data
    def handle_decl(self, data):
        raise AssertionError(data)
    unknown_decl = handle_pi = handle_decl
reader = Reader()
reader.feed(open(sys.argv[1], encoding="utf-8").read())
reader.close()
assert not reader.open, reader.open
assert len(open(sys.argv[2], encoding="utf-8").read()) <= 65536
END
}

# --- the sample ----------------------------------------------------------------------------------
mkdir inventories
cp -r "$ROOT/inventories/acme" inventories/
some='silo-isolated or silo-by-hand or conflict-dispute or gap-metric-silo or gap-owner'

stk check --select "$some" --format sarif
status_is 0
sarif_ok 'outside of a repository' inventories/acme
json '.runs[0].originalUriBaseIds | keys == ["INVENTORY"]'

git_here
stk check --select "$some" --format sarif
sed -E 's/("version": )"[0-9]+\.[0-9]+\.[0-9]+[^"]*"$/\1"X"/; s/("version": )"[0-9]+\.[0-9]+\.[0-9]+[^"]*",$/\1"X",/' \
	"$T_TMP/out" >sarif
golden formats/check.sarif sarif
sarif_ok 'the sample'
json '.runs[0].results[] | select(.ruleId == "silo-isolated" and .suppressions != [])
	| .suppressions[0] | .kind == "external" and .status == "accepted" and (.justification | length > 0)' 'a waiver'
json '[.runs[0].results[] | select(.suppressions != [])] | length == 1' 'of one'
json '.runs[0].results[] | select(.ruleId == "silo-by-hand" and .level == "warning")
	| .relatedLocations[0].logicalLocations[0].fullyQualifiedName == "platforms/power-bi"' 'the other end of a link'
json '[.runs[0].results[] | select(.ruleId == "silo-isolated") | .relatedLocations[0].message.text]
	| any(. == "Google Analytics: Which systems does it exchange data with?")' 'the question'
json '[.runs[0].results[] | has("baselineState")] | any | not' 'nothing was known before'
json '.runs[0].invocations[0].executionSuccessful'
stk -C inventories/acme check --select "$some" --format sarif
sarif_ok 'from within'
is "$(jq -r '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri' "$T_TMP/out")" \
	"$(jq -r '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri' sarif)" 'the same paths'
stk check --rev HEAD --select "$some" --format sarif
is "$(jq -S .runs[0].results "$T_TMP/out")" "$(jq -S .runs[0].results sarif)" 'the same of a revision'
stk check --format sarif
sarif_ok 'all checks'
stk checks list --format json
cp "$T_TMP/out" listed
stk check --format sarif
ok 'every check is a rule with help' jq -e --slurpfile listed listed '[.runs[0].tool.driver.rules[]
	| select(.help.text and .help.markdown and .shortDescription.text and .properties.tags).id] as $rules
	| [$listed[0].checks[].check] | length > 20 and . - $rules == []' "$T_TMP/out"

stk check --select "$some" --format junit
golden formats/check.junit
junit_ok 'the sample'
unlike "$out" '<failure' 'nothing from error upwards'
stk check --select "$some" --format junit --fail-on warning
status_is 1
junit_ok 'from warning upwards'
out_like '<failure message="Platform exchanges data with nothing: 2 findings" type="warning">'
stk check --select 'silo-by-hand' --format junit --fail-on warning
out_like '<failure.*type="warning">warning: Quota sheet'
out_like '<system-out>note: ' 'what is below is told'
stk check --format junit
junit_ok 'all checks'
out_like '<testcase classname="quality" name="quality-dangling" time="0"/>' 'those that are no Lua had their say'
out_like 'name="waiver-unused" time="0"/>'
stk check --select 'silo or quality-d*' --format junit
out_like 'name="quality-dangling"'
out_unlike 'quality-value|waiver-' 'but not where they were not selected'

stk check --select "$some" --format github
golden formats/check.github
github_ok 'the sample'
stk check --format github --waived
github_ok 'all checks'
out_like 'title=Waived%3A |  waived: '

stk check --select "$some" --format markdown
golden formats/check.md
markdown_ok 'the sample'
out_unlike 'Pipedrive' 'what is waived is only counted'
stk check --format markdown --waived
markdown_ok 'all checks'
out_like '<details><summary>1 waived</summary>'

# Of what was known before.
stk check --select silo --format json
cp "$T_TMP/out" before
printf 'name: Fresh\nintegrations: []\nholds: [lead]\n' >inventories/acme/platforms/fresh.yaml
stk check --select silo --format sarif --baseline before
sarif_ok 'with a baseline'
json '[.runs[0].results[] | select(.suppressions == []) | .baselineState] | unique == ["new", "unchanged"]'
json '[.runs[0].results[] | select(.baselineState == "new")
	| .logicalLocations, .locations[0].logicalLocations[0].fullyQualifiedName] | contains(["platforms/fresh"])'
for format in junit github markdown; do
	stk check --select silo --format $format --baseline before
	"${format}_ok" "$format with a baseline"
	out_like 'Fresh'
	out_unlike 'Google Analytics exchanges' "$format: what was known is not told again"
	out_like '[0-9]+ known' "$format: it is counted"
done

# The help, the manual and the table agree on what there is.
stk check --format nonsense
status_is 2
formats=$(sed -n 's/.*It takes: \(.*\)\./\1/p' "$T_TMP/err")
is "$formats" 'text json sarif junit github markdown' 'the formats'
for format in $formats; do
	stk check --select silo-isolated --format "$format"
	status_is 0 "--format $format"
	ok "the manual has $format" grep -q "^\*$format\*" "$ROOT/src/man/stocktake-check.1.scd"
done

# --- what fails ----------------------------------------------------------------------------------
fresh
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\n'
write platforms/bi.yaml $'name: BI\nholds: []\nintegrations: []\n'
write platforms/broken.yaml 'name: [never closed'
write checks/our-crash.lua <<'END'
return { id = "our-crash", severity = "note", about = "risk", title = "t", explain = "e", remedy = "r",
  run = function(inventory, report) local x = nil; report{ at = x.y, message = "m" } end,
  examples = {} }
END
write checks/our-dead.lua 'return {'
git_here
stk check --format sarif
status_is 3
sarif_ok 'failed'
json '.runs[0].invocations[0] | .executionSuccessful == false
	and ([.toolExecutionNotifications[].descriptor.id] == ["check-failed", "check-failed", "file-unreadable"])'
json '.runs[0].invocations[0].toolExecutionNotifications | map(.associatedRule.id) | sort
	== [null, "our-crash", "our-dead"]'
stk check --format junit
status_is 3
junit_ok 'failed'
is "$(xmllint --xpath 'string(//testcase[@name="our-crash"]/error)' "$T_TMP/out" | grep -c 'checks/our-crash.lua:2')" 1 'an error'
is "$(xmllint --xpath 'count(//testcase[@name="quality-unreadable"]/failure)' "$T_TMP/out")" 1 'a failure'
stk check --format github
github_ok 'failed'
like "$(head -n 1 "$T_TMP/out")" '^::error title=A check failed%3A our-crash::' 'failed checks first'
like "$(sed -n 3p "$T_TMP/out")" '^::error file=platforms/broken.yaml,line=2' 'then what cannot be read'
stk check --format markdown
markdown_ok 'failed'
like "$(sed -n 3p "$T_TMP/out")" '^\*\*Checks that failed' 'failed checks first'

rm checks/*
stk check --select silo --format sarif
status_is 2
sarif_ok 'unreadable'
json '.runs[0].invocations[0] | .executionSuccessful == false
	and (.toolExecutionNotifications[0].locations[0].physicalLocation
		| .artifactLocation.uri == "platforms/broken.yaml" and .region.startLine == 2)' 'also where it is not selected'

# git refuses a repository: paths are what they can be, and that is said.
if [[ $(id -u) == 0 ]]; then
	chown -R 12345 .
	stk check --select silo --format github
	err_like 'safe.directory'
	err_like 'within the inventory'
	github_ok 'refused'
else
	skip 'needs root: a repository of somebody else'
fi

# Nothing is found: still a document.
fresh
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\n'
write platforms/bi.yaml $'name: BI\n'
for format in sarif junit github markdown; do
	stk check --select silo --format $format
	status_is 0
	"${format}_ok" "nothing, $format"
done

# --- hostile text --------------------------------------------------------------------------------
fresh
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\n'
long=$(printf '长%.0s' {1..240})
hostile=(
	'<script>alert(1)</script><img src=x onerror=alert(1)>'
	'a & b | c `code` *bold* _it_ ~~no~~ $x$'
	'one\n::error file=x,line=1::two\r\n- three\n# four'
	']]> <![CDATA[ --> <!-- ?> %0A%0D%25 50%'
	'</summary></details><details><summary>'
	'[click](https://evil.example) ![i](x) <https://evil.example> www.evil.example'
	'@ana and #12 and GH-12 and ana@acme.example'
	'##[error]x ##[add-mask]y'
	'a\e[2Jb\x01c\ad\x7f\x9b'
	'abc\u202Edcba\u2066\u200F'
	'nonchar \uFFFE'
	'{0} {{1}} [x](1) \\[y\\]'
	"$long"
	'  \t '
	'"quoted" '"''single''"
	'- [ ] task'
)
# The name stands before what is wrong, on one line: columns count what is in it.
for i in "${!hostile[@]}"; do
	write "platforms/p$i.yaml" "{name: \"${hostile[i]//\"/\\\"}\", integrations: [], holds: [lead], owner: nobody$i}"
done
write platforms/销售-表.yaml '{name: "销售😀表", integrations: [], holds: [lead], owner: nobody-we-know, 未知: x}'
write waivers.yaml <<'END'
- {check: silo-isolated, at: platforms/p1, because: "<b>&]]>\n::error::@li `x` \e[0m", by: "li|<i>", until: 2027-11-30}
END
write checks/our-loud.lua <<'END'
return { id = "our-loud", severity = "note", about = "risk",
  title = "<h1>@all</h1> ::error::x `y", explain = "<script>\n\n[a](b) `c` ]]> & @all #1",
  remedy = "Run `a|b` <b>now</b>, @ana www.x.example",
  run = function(inventory, report)
    for p in inventory:platforms() do
      report{ at = p, message = {"%s ]]> <x> %%0A", p.name}, remedy = "See `" .. p.name .. "` @ana" }
    end
  end,
  examples = {} }
END
git_here
for format in sarif junit github markdown; do
	stk check --format $format --waived
	status_is 1
	"${format}_ok" "hostile, $format"
	ok "hostile, $format: nothing steers a terminal" "$python" - "$T_TMP/out" <<'END'
import sys
text = open(sys.argv[1], encoding="utf-8", newline="\n").read()
bad = [hex(ord(c)) for c in text if ord(c) < 32 and c != "\n" or 0x7f <= ord(c) < 0xa0
       or c in "\u202e\u2066\u200f"]
print(bad)
sys.exit(bool(bad))
END
done
stk check --format sarif
json '[.runs[0].results[] | select(.message.text | contains("](")) | .message.text | test("[^\\\\]\\]\\(") | not] | length > 0 and all' 'no link of somebody'
ok 'columns count code points' "$python" - "$T_TMP/out" <<'END'
import json, sys, urllib.parse
seen = 0
for result in json.load(open(sys.argv[1]))["runs"][0]["results"]:
    place = result["locations"][0]["physicalLocation"]
    path = urllib.parse.unquote(place["artifactLocation"]["uri"])
    if path != "platforms/销售-表.yaml" or not result["ruleId"].startswith("quality-"):
        continue
    assert place["artifactLocation"]["uri"].isascii()
    line = open(path, encoding="utf-8").read().split("\n")[place["region"]["startLine"] - 1]
    rest = line[place["region"]["startColumn"] - 1:]
    want = {"quality-dangling": ("owner", "nobody"), "quality-unknown-key": ("未知",)}[result["ruleId"]]
    assert rest.startswith(want), rest
    seen += 1
sys.exit(seen != 2)
END
stk check --format github --select quality-dangling
out_like $'\n::error file=platforms/销售-表.yaml,line=1,col=[0-9]+,title='
stk check --format junit --select silo-isolated
is "$(xmllint --xpath 'count(//testcase[@name="silo-isolated"]/failure)' "$T_TMP/out")" 0 'a warning fails no test'

# A hundred findings stay readable, ten thousand fit.
fresh
write inventory.yaml $'stocktake: 1\nname: Small\ngoal: x\ndestination: [bi]\n'
mkdir platforms
for ((i = 0; i < 3000; i++)); do
	printf 'name: Sheet %d %s\nintegrations: []\nholds: [lead]\n' $i "${long:0:20}" >"platforms/sheet-$i.yaml"
done
stk check --format markdown
markdown_ok 'large'
out_like '[0-9]+ more findings have no room here; `stocktake check` shows all\.'
is "$(grep -c '^- \*\*' "$T_TMP/out")" "$(($(sed -n '1s/[^0-9]/ /gp' "$T_TMP/out" | awk '{for (i = 1; i <= NF; i++) n += $i; print n}') - \
	$(sed -n 's/ more findings have no room.*//p' "$T_TMP/out")))" 'all are counted'
done_testing
