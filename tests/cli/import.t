#!/bin/bash
# Sheets that come back, and sheets that are not ours.
. "${0%/*}/../lib.sh"
set_cells() { python3 "$ROOT/tests/xlsx-set" "$@"; }
acme() {
	fresh
	cp -r "$ROOT/inventories/acme" .
	git_here
}
commits() { git rev-list --count HEAD; }

# --- a table of somebody's own ---
acme
write tools.csv <<'END'
Our tools 2026,,,,,,
Tool,Vendor link,Type,Business owner,Used by,Integrates with,Tier
HubSpot,https://www.hubspot.com,CRM,Ana Ruiz,Marketing,"Salesforce, Gong",2
Gong,https://gong.io,conversation intelligence,Ben,Sales,salesforce > gong calls daily,1
Hubspt,,?,ask Mia,,,
Events sheet,,spreadsheet,Mia,everyone,"Hubspot; and sometimes the abacus",
Total,,,,,,3
END
stk -i acme import tools.csv
status_is 2 'whose?'
err_like "does not say whose it is"
stk -i acme import tools.csv --by ana --map 'Vendor link=website' --dry-run
status_is 0
golden import/foreign.txt
is "$(git status --porcelain)" '?? tools.csv' '--dry-run writes nothing'
stk -i acme import tools.csv --by ana --map 'Vendor link=website'
status_is 0
golden import/foreign.txt
is "$(git log -1 --format='%an: %s')" 'Ana Ruiz: Import Ana Ruiz: 23 answers, 1 dispute (tools.csv)' 'the commit is theirs'
file_like acme/inventory.yaml 'headings: \{Vendor link: website\}' '--map is kept'
file_like acme/platforms/gong.yaml 'website: https://gong.io'
file_like acme/platforms/gong.yaml 'with: salesforce, flow: in, carries: \[activity\], every: 1 day'
file_like acme/platforms/hubspot.yaml 'at: category, says: crm, by: ana-ruiz'
evidence=$(cat acme/evidence/2026-12-01-ana-ruiz-sheet-*.yaml)
like "$evidence" 'source: tools.csv' 'evidence has the file'
like "$evidence" 'platforms/gong/website, says: https://gong.io, cell: B4' 'and the cell'
like "$evidence" 'platforms/hubspt/owner, ask: mia-sol, cell: D5' 'ask Mia is an answer'
like "$(python3 "$ROOT/tests/xlsx-texts" tools-unread.xlsx)" 'and sometimes the abacus' 'what was not understood goes back'
before=$(commits)
stk -i acme import tools.csv --by ana
status_is 0 'again, without --map'
err_like 'Nothing new'
is "$(commits)" "$before" 'the same file again changes nothing'
stk -i acme import tools-unread.xlsx
status_is 0 'the list of what was not understood, as it was sent'
err_like 'Nothing new'
stk -i acme check --select quality
out_unlike 'headings|cell' 'what was written is sound'

# --- ours, after people did what people do ---
acme
stk -i acme template --for ana -o ana-ruiz.xlsx
stk -i acme import ana-ruiz.xlsx
status_is 0
err_like 'Nothing new' 'sent back as it was: nobody said anything'
set_cells ana-ruiz.xlsx 'Platforms!C4=✓' 'Platforms!K6=yes' 'Platforms!D6=https://hubspot.example' \
	'Platforms!B9=Canva' 'Platforms!E9=other' 'Platforms!AC9=canva > hubspot leads weekly by hand Mia' \
	'Platforms!AH4=late, as always' 'Platforms!A5=' 'Platforms!E5=' 'Platforms!B10=飞书表格 🙂' \
	'Platforms!H10=是' 'Questions!C6=Mia' 'Questions!D4=x' 'Questions!F5=Tom' 'Fields!A30=Canva' \
	'Fields!B30=007 Code' $'Fields!C30=two\nlines' 'Platforms!G2=Who is on it' 'Read me first!C3=hello' \
	'Platforms!M6=no' 'Platforms!AD4=' 'Platforms!I10=perhaps'
stk -i acme import ana-ruiz.xlsx
status_is 0
golden import/ours.txt
file_like acme/platforms/飞书表格.yaml 'name: 飞书表格 🙂'
file_like acme/platforms/飞书表格.yaml 'holds: \[lead\]'
file_like acme/platforms/canva.yaml '"007 Code", label: "two\\nlines"' 'zeros and line ends stay'
file_like acme/platforms/canva.yaml 'carries: \[lead\], method: manual, every: 1 week, who: mia-sol'
file_like acme/platforms/google-analytics.yaml 'category: \[analytics\]' 'an empty cell deletes nothing'
file_like acme/platforms/events-sheet.yaml 'confirmed: 2026-12-01' 'a tick confirms'
file_like acme/platforms/hubspot.yaml 'at: website, says: https://hubspot.example, by: ana-ruiz'
like "$(cat acme/evidence/*ana-ruiz-sheet*)" 'platforms/events-sheet/owner/mia-sol, says: true, accepted: true, cell: Platforms!F4' 'what was ticked as right is an agreement'
stk -i acme import ana-ruiz.xlsx
err_like 'Nothing new' 'and again'

# --- several people who contradict one another; order does not matter ---
acme
write ana-ruiz.csv $'Name,Website,Owner\nGong,https://a.example,Ana Ruiz\nON24,,'
write tom-okafor.csv $'系统,网址,负责人\nGong,https://t.example,Ana Ruiz\nON24,https://on24.example,Tom'
stk -i acme import tom-okafor.csv ana-ruiz.csv
status_is 0
first=$out
is "$(git log -2 --format=%an)" $'Tom Okafor\nAna Ruiz' 'one commit a person'
file_like acme/platforms/gong.yaml 'website: https://a.example'
file_like acme/platforms/gong.yaml 'says: https://t.example, by: tom-okafor'
like "$(git show HEAD~1:acme/platforms/gong.yaml)" 'website: https://a.example' 'the first commit is what Ana said'
unlike "$(git show HEAD~1:acme/platforms/gong.yaml)" 'tom-okafor' 'and nothing of what Tom said'
is "$(git show --format= --name-only HEAD | sed 's/-sheet-.*//')" $'acme/evidence/2026-12-01-tom-okafor\nacme/platforms/gong.yaml\nacme/platforms/on24.yaml' \
	'the second has its own paths'
is "$(git status --porcelain | grep -v csv)" '' 'and nothing is left to be committed'
file_like acme/platforms/on24.yaml 'website: https://on24.example' 'what was typed goes before the catalogue'
acme
cp ../*/ana-ruiz.csv ../*/tom-okafor.csv . 2>/dev/null
write ana-ruiz.csv $'Name,Website,Owner\nGong,https://a.example,Ana Ruiz\nON24,,'
stk -i acme import ana-ruiz.csv tom-okafor.csv
out_is "$first" 'in whatever order they are given'

# --- earlier edits by hand are told apart; what git itself must do is done person by person ---
acme
write ana-ruiz.csv $'Name,Website\nGong,https://a.example'
write tom-okafor.csv $'Name,Website\nGong,https://t.example'
echo 'notes: by hand' >>acme/platforms/gong.yaml
stk -i acme import tom-okafor.csv ana-ruiz.csv
status_is 0
is "$(git log -3 --format=%s)" "Import Tom Okafor: 2 answers, 1 dispute (tom-okafor.csv)
Import Ana Ruiz: 2 answers, 0 disputes (ana-ruiz.csv)
Edit by hand" 'what was edited by hand before is committed first'
like "$(git show --format= HEAD~2)" '\+notes: by hand' 'by itself'
acme
write ana-ruiz.csv $'Name,Website\nGong,https://a.example'
write tom-okafor.csv $'Name,Website\nGong,https://t.example'
printf '#!/bin/sh\necho "hook" >>"%s"\n' "$T_TMP/hooked" >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
stk -i acme import tom-okafor.csv ana-ruiz.csv
status_is 0
is "$(wc -l <"$T_TMP/hooked")" 2 'a hook sees each commit'
like "$(git show HEAD~1:acme/platforms/gong.yaml)" 'website: https://a.example' 'the first is what Ana said'
unlike "$(git show HEAD~1:acme/platforms/gong.yaml)" 'tom-okafor' 'and no more'
file_like acme/platforms/gong.yaml 'says: https://t.example, by: tom-okafor'

# --- a file that cannot be read keeps back nothing but itself ---
acme
write ana-ruiz.csv $'Name,Website\nAbacus,https://b.example'
echo 'name: HubSpot: twice' >acme/platforms/hubspot.yaml
stk -i acme import ana-ruiz.csv
status_is 2
err_like 'platforms/hubspot.yaml:1:14'
file_like acme/platforms/abacus.yaml 'https://b.example'
file_like acme/platforms/hubspot.yaml '^name: HubSpot: twice$'

# --- what is not certain is asked, or kept apart ---
acme
write tools.csv $'Tool\nHubspt\nZoomInfo'
write answers $'@platform/Hubspt = 1'
stk -i acme import tools.csv --by tom --answers answers
status_is 0
err_like 'which is "Hubspt"'
file_like acme/platforms/hubspot.yaml 'aka: \[Hubspt\]' 'the other name is kept'
not_ok 'no platform of its own' test -e acme/platforms/hubspt.yaml
acme
write tools.csv $'Tool\nHubspt'
write answers $'0'
stk -i acme import tools.csv --by tom --answers answers
status_is 0
ok 'one of its own' test -e acme/platforms/hubspt.yaml
out_unlike 'may be the same' 'and nobody is asked again'
acme
write tools.csv $'Tool\nHubspt'
stk -i acme import tools.csv --by tom
out_like 'Hubspt and HubSpot may be the same' 'nobody to ask: kept apart, and told'

# --- usage ---
write odd.csv $'a,b\n1,2'
stk -i acme import odd.csv --by tom
status_is 2
err_like "map 'HEADING=name'"
stk -i acme import odd.csv --by tom --map 'a=nonsense'
status_is 2
err_like 'no key, no group and no term'
stk -i acme import odd.csv --by tom --map a
status_is 2
stk -i acme import odd.csv --by tom --map 'a=name,b=-' --dry-run
status_is 0
stk -i acme import nothing.csv --by tom
status_is 2
stk -i acme import
status_is 2

# --- their own sheet back ---
acme
write theirs.csv $'No.,Tool,Boss\n1,HubSpot,Ana\n\n2,Abacus,'
stk -i acme report -o back.xlsx --like theirs.csv
status_is 0
python3 "$ROOT/tests/xlsx-texts" back.xlsx >back.txt
golden import/like.txt back.txt
stk -i acme import back.xlsx --by ana --map Boss=owner,No.=- --dry-run
status_is 0
out_unlike 'stocktake\)' 'what was put beside is not read back'
stk -i acme report --like theirs.csv
status_is 2
stk -i acme report -o report.xlsx
status_is 0
python3 "$ROOT/tests/xlsx-texts" report.xlsx >report.txt
file_like report.txt 'tab: Crosswalk'
file_like report.txt $'\tcounts'
stk -i acme report -o again.xlsx
ok 'the same bytes every time' cmp report.xlsx again.xlsx
done_testing
