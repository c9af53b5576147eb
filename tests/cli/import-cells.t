#!/bin/bash
# What people write into cells: remarks, parts, names of fields, what goes where; in English and
# Chinese. What is not understood goes into a sheet that can be filled in and sent back.
. "${0%/*}/../lib.sh"
acme() {
	fresh
	cp -r "$ROOT/inventories/acme" .
	git_here
}
file() { cat "acme/platforms/$1.yaml"; }

acme
cat >t.csv <<'END'
Tool,Integrates with,Email,Job role,leads,Owner,Used by,Contact fields,Would not bet on,All right?
Gong,"Salesforce daily, ON24; <- Zoom, weekly, by hand Fritz",in Gong it is called contact_email,only EU,x (main system),ask Ursula Klein (she set it up),none,,,no
Canva,not integrated,叫 contact_mail,仅部分,perhaps,问李伟（他负责）,n/a - closed team,"email=E-Mail Adresse; First name (nickname); Shoe size",something odd,"x, but old"
Intercom,from ON24 monthly,email=Email Address,unknown yet,no,nobody,?,,"calls: mobile ones never get in; 线索不全",x (asked Ben)
Zoho,同步到 Salesforce 每天; both ways with Gong,N/A,Job Title,是，但不全,,Marketing (EU only),,,
Airtable,"Salesforce and Gong weekly, the abacus",n/a (no people),不知道，问李伟,0,,,,,✓
用友,"每周手动 → Salesforce，Gong",✓,,有,王芳,市场部；销售部,邮箱,,是
END
stk -i acme import t.csv --by ana
status_is 0
golden import/cells.txt
for platform in gong canva intercom zoho airtable 用友; do
	printf '== %s\n' "$platform"
	file "$platform"
done >cells.yaml
golden import/cells.yaml cells.yaml
file_like acme/stakeholders/ursula-klein.yaml 'referred_by: \[ana-ruiz\]'
file_like acme/stakeholders/李伟.yaml 'name: 李伟'
stk -i acme check --select quality --fail-on error
status_is 0 'what was written is sound'

# --- the list of what was not understood: filled in, imported again
texts() { python3 "$ROOT/tests/xlsx-texts" "$1"; }
set_cells() { python3 "$ROOT/tests/xlsx-set" "$@"; }
texts t-unread.xlsx >unread.txt
golden import/unread.txt unread.txt
cp t-unread.xlsx empty-unread.xlsx
stk -i acme import empty-unread.xlsx
status_is 0 'as it was sent: whose it is stands in it'
err_like 'Nothing new'
row() { # WHAT: the row of the list in which it stands
	sed -n "s/^E\([0-9]*\)\t$1.*/\1/p" unread.txt | head -1
}
set_cells t-unread.xlsx "Not understood!G$(row perhaps)=x, only webinars" "Not understood!G$(row 'the abacus')=<- netsuite weekly" \
	"Not understood!G$(row 'something odd')=contacts: no phones"
stk -i acme import t-unread.xlsx
status_is 0
golden import/again.txt
like "$(file canva)" 'holds: .*lead' 'a tick'
like "$(file canva)" 'lead: only webinars' 'with its remark'
like "$(file canva)" 'contact: no phones' 'has contact: no phones'
like "$(file airtable)" 'with: netsuite, flow: in, every: 1 week' 'has with: netsuite, flow: in, every: 1 week'
like "$(cat acme/evidence/*-ana-ruiz-sheet-*)" "source: t-unread.xlsx" 'evidence has the list' 'has evidence has the list'
like "$(cat acme/evidence/*-ana-ruiz-sheet-*)" "platforms/canva/patchy/lead, says: only webinars, cell: \"?Not understood!G" 'and the cell' 'has and the cell'
stk -i acme import t-unread.xlsx
err_like 'Nothing new' 'the same list again'

# --- what no table holds is placed by who fills it in; what is still not understood goes back again
acme
printf 'Our list,,\nTool,Owner,Category\n,Ben,\nGong,,"CRM, toaster"\n' >t.csv
stk -i acme import t.csv --by tom
status_is 0
texts t-unread.xlsx >unread.txt
set_cells t-unread.xlsx "Not understood!C$(row Ben)=HubSpot" "Not understood!G$(row toaster)=chatbot" "Not understood!G$(row 'Our list')=Sales"
stk -i acme import t-unread.xlsx
status_is 0
out_like 'toaster|chatbot": no category that we know'
out_like 'Sales": say in which column it belongs'
like "$(file hubspot)" 'says: ben-adeyemi|says: \[ben-adeyemi\]' 'a tool was named for it: another owner is a dispute'
texts t-unread-2.xlsx >unread.txt
set_cells t-unread-2.xlsx "Not understood!G$(row chatbot)=客服" "Not understood!C$(row Sales)=Gong" "Not understood!D$(row Sales)=Used by"
stk -i acme import t-unread-2.xlsx
status_is 0
like "$(file gong)" 'category: \[crm, customer-service\]' 'a part of a cell adds to the rest of it'
like "$(file gong)" 'teams: \[sales\]' 'its place was filled in'
not_ok 'nothing is left' test -e t-unread-3.xlsx

# --- as CSV, sorted and in Chinese
acme
printf '工具,负责人,类别\nGong,,烤面包机\n' >t.csv
stk --lang zh -i acme import t.csv --by tom
status_is 0
texts t-unread.xlsx | sed -n 's/^[A-Z]*[0-9]*\t//p' >cells.txt
file_like cells.txt '意思是|实际' 'headings in Chinese'
python3 - "$ROOT" <<'END'
import csv, re, subprocess, sys
cells = {}
for line in subprocess.run([sys.executable, sys.argv[1] + "/tests/xlsx-texts", "t-unread.xlsx"], capture_output=True, text=True).stdout.splitlines():
    if line.startswith("tab: stocktake"):
        break
    m = re.match(r"([A-Z]+)(\d+)\t(.*)", line)
    if m:
        cells[int(m[2]), ord(m[1]) - 65] = m[3]
cells[2, 6] = "CRM"
csv.writer(open("t-unread.csv", "w", encoding="utf-8", newline="")).writerows(
    [cells.get((r, c), "") for c in range(14)] for r in (1, 2))
END
stk -i acme import t-unread.csv --by tom
status_is 0
like "$(file gong)" 'category: .*crm' 'filled in'
done_testing
