#!/bin/bash
# The workbook that a stakeholder gets.
. "${0%/*}/../lib.sh"
cp -r "$ROOT/inventories/acme" .

# texts FILE: all texts of a workbook, a line each, tab by tab.
texts() { python3 "$ROOT/tests/xlsx-texts" "$1"; }

stk -i acme template --for ana -o ana.xlsx
status_is 0
err_like 'ana.xlsx'
texts ana.xlsx >ana.txt
golden template/ana.txt ana.txt
stk -i acme template --for ana -o again.xlsx
ok 'the same bytes every time' cmp ana.xlsx again.xlsx
stk -i acme template -o - >/dev/null
status_is 0
ok 'to standard output' test -s "$T_TMP/out"

stk -i acme template --for ana -o ana.csv
status_is 0
golden template/ana.csv ana.csv
stk -i acme template --all -o sheets --due 2027-01-15
status_is 0
is "$(cd sheets && echo *.xlsx | wc -w)" "$(find acme/stakeholders -name '*.yaml' | wc -l)" 'one for each'
like "$(texts sheets/tom-okafor.xlsx)" 'by 2027-01-15' '--due is on the first tab'
stk -i acme template --for mia --lang zh -o mia.xlsx
status_is 0 'in Chinese'
like "$(texts mia.xlsx)" 'tab: 平台' 'the tabs too'

plain_from_here
# What is open and safe is in the file itself.
parts() { python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
print("\n".join(z.read(n).decode() for n in z.namelist() if n.endswith(".xml")))' "$1"; }
parts=$(parts ana.xlsx)
like "$parts" '<sheetProtection [^>]*sheet="1"' 'protected'
unlike "$parts" 'sheetProtection [^>]*password' 'without a password'
like "$parts" 'orientation="landscape"' 'landscape'
like "$parts" 'paperSize="9"' 'A4'
like "$parts" 'state="frozen"' 'frozen headings'
like "$parts" 'type="list"' 'dropdowns'
like "$parts" '<comment ' 'notes'
unlike "$parts" '<f>' 'no formula'

fresh
mkdir inv
write inv/inventory.yaml $'stocktake: 1\nname: X\n'
write inv/platforms/evil.yaml 'name: "=cmd|calc"'
write inv/platforms/b.yaml $'name: B\nnotes: "+1"'
stk -i inv template -o t.csv
status_is 0
file_like t.csv "'=cmd" 'what would be a formula is not'
file_like t.csv "'\+1"
stk -i inv template -o t.xlsx
unlike "$(parts t.xlsx)" '<f>' 'nor in a workbook'

stk -i inv template --for nobody
status_is 2
err_like 'no such stakeholder'
stk -i inv template --for a --all
status_is 2
stk -i inv template -o t.pdf
status_is 2
err_like 'FILE.xlsx or FILE.csv'
stk -i inv template --due tomorrow
status_is 2
stk -i inv template -o nowhere/t.xlsx
status_is 4
done_testing
