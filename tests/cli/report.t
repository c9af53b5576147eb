#!/bin/bash
# The report that an audit ends in.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

stk -i acme report
status_is 0
golden look/report.md
stk -i acme report -o audit.md
status_is 0
err_like 'audit.md'
ok 'the same bytes in a file' cmp audit.md "$ROOT/tests/golden/look/report.md"
stk -i acme report -o -
golden look/report.md
stk -i acme report -o audit.html
status_is 2
err_like 'FILE.md'
stk -i acme report -o nowhere/audit.md
status_is 4
ln -s /dev/null link.md
stk -i acme report -o link.md
status_is 4 'not through a link'

sed -i 's/^by: ben-adeyemi$/&\nfoo: 1/' acme/evidence/2026-11-05-ben-*.yaml
sed -i 's/^holds: .*/holds: lead contact/' acme/platforms/events-sheet.yaml
stk -i acme report
out_like 'What Ben Adeyemi said on 2026-11-05: foo' 'evidence goes by who gave it'
out_like 'Did you mean `\[lead, contact\]`'
git_here
rm acme/platforms/hubspot.yaml
stk -i acme report --rev HEAD
out_like 'HubSpot' 'as it stands in a commit'

fresh
write inventory.yaml $'stocktake: 1\nname: New\n'
stk report
status_is 0 'just begun'
out_like 'Nothing is recorded yet'
out_unlike '0 of 0'
write platforms/a.yaml 'name: salesforce.com'
write platforms/b.yaml 'name: Salesforce'
stk report
status_is 0 'platforms of which nothing is known'
out_like 'salesforce\.com \(a\) and Salesforce \(b\) go by the same name'
rm -r platforms

write inventory.yaml "stocktake: 1
name: '# <script>alert(1)</script> | *bold* [x](y)'
goal: |-
  one
  - two | \`three\`
destination: [bi]"
write platforms/bi.yaml $'name: "B|I <b>"\nholds: []\nintegrations: []\nowner: li\n'
write stakeholders/li.yaml $'name: "1. Li_Wei_ & $x$"\nrole: "\\e[2J销售"\n'
stk report
out_like '# \\# \\<script\\>alert\(1\)\\</script\\> \\\| \\\*bold\\\* \\\[x\\\]\(y\)' 'nothing of theirs is a sign'
out_like '> one - two \\\| \\`three\\`' 'one line'
out_like '\| B\\\|I \\<b\\> \|' 'a cell stays a cell'
out_like '1\\\. Li_Wei\\_ &amp; \\\$x\\\$'
out_like '\\<U\+001B\\>' 'control characters are shown'
is "$(sed 's/\\|//g' "$T_TMP/out" | awk '/^\|/ { n = gsub(/\|/, "|"); if (!in_table) want = n; in_table = 1; if (n != want) print } !/^\|/ { in_table = 0 }')" \
	'' 'every row of a table has its cells'
done_testing
