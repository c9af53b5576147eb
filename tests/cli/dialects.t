#!/bin/bash
# Our workbook as other programs hand it on, notes on cells, and signs that keep a cell from being a formula.
. "${0%/*}/../lib.sh"
acme() {
	fresh
	cp -r "$ROOT/inventories/acme" .
}

# remake FILE TITLE TAB...: FILE.xlsx once more as Numbers exports it, FILE-numbers.xlsx: a list of all tabs first, every
# table below a title of its own, hidden tabs in sight, texts inline.
write "$T_TMP/remake.py" <<'END'
import re, subprocess, sys, zipfile
from xml.sax.saxutils import escape
tool, name = sys.argv[1:3]
tabs, rows = [], None
for line in subprocess.run([sys.executable, tool, name + ".xlsx"], capture_output=True, text=True, check=True).stdout.split("\n"):
    if line.startswith("tab: "):
        rows = {}
        tabs.append((line[5:].replace(" (hidden)", ""), rows))
    elif line:
        cell, text = line.split("\t", 1)
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
        rows.setdefault(int(row) + 1, []).append((letters, text.replace("\\n", "\n")))
for tab, rows in tabs:
    rows[1] = [("A", "Table 1")]
tabs.insert(0, ("Export Summary", {1: [("A", "This document was exported from Numbers. Each table was converted to an Excel worksheet.")],
    4: [("A", "Numbers Sheet Name"), ("B", "Numbers Table Name"), ("C", "Excel Worksheet Name")],
    **{6 + i: [("A", tab), ("B", "Table 1"), ("C", tab)] for i, (tab, _) in enumerate(tabs)}}))
with zipfile.ZipFile(name + "-numbers.xlsx", "w") as out:
    out.writestr("xl/workbook.xml", "<workbook><sheets>" + "".join(f"<sheet name='{escape(tab)}'/>" for tab, _ in tabs) + "</sheets></workbook>")
    for i, (tab, rows) in enumerate(tabs, 1):
        out.writestr(f"xl/worksheets/sheet{i}.xml", "<worksheet><sheetData>" + "".join(
            f"<row r='{row}'>" + "".join(f"<c r='{letters}{row}' t='inlineStr'><is><t>{escape(text)}</t></is></c>" for letters, text in cells) + "</row>"
            for row, cells in sorted(rows.items())) + "</sheetData></worksheet>")
END
remake() { ok "$1 once more" python3 "$T_TMP/remake.py" "$ROOT/tests/xlsx-texts" "$1"; }

acme
stk -i acme template --for ana -o ana.xlsx
remake ana
stk -i acme import ana-numbers.xlsx --no-commit
status_is 0
err_like 'Nothing new' 'Numbers: as it was sent, it says nothing'
out_is 'ana-numbers.xlsx (Ana Ruiz): 0 new, 0 agree, 0 contradict, 0 not understood' 'and nothing is said of its list of tabs'
python3 "$ROOT/tests/xlsx-set" ana.xlsx 'Platforms!B9=Canva' 'Questions!E3=x' 'Platforms!C4=TRUE'
remake ana
stk -i acme import ana-numbers.xlsx --no-commit
status_is 0
out_like 'Canva: name: Canva'
out_unlike 'Table 1|Numbers' 'nor of its titles'
file_like acme/platforms/events-sheet.yaml 'confirmed: 2026-12-01' 'a tick is one of ours'

# For anybody: the name that was written is found behind the list.
acme
stk -i acme template -o any.xlsx
python3 "$ROOT/tests/xlsx-set" any.xlsx 'Read me first!A3=Your name: Mia Sol' 'Platforms!B60=Canva'
remake any
stk -i acme import any-numbers.xlsx --no-commit
out_like 'any-numbers.xlsx \(Mia Sol\)'

# A tab is theirs, the list of tabs is not.
acme
echo 'print("tab: Tools\nA1\tTool\nB1\tOwner\nA2\tAbacus\nB2\tMia")' >own.py
ok 'their own' python3 "$T_TMP/remake.py" own.py own
stk -i acme import own-numbers.xlsx --by ana --dry-run
status_is 0
out_is 'own-numbers.xlsx (Ana Ruiz): 2 new, 0 agree, 0 contradict, 0 not understood
  read as: name = Tool, owner = Owner
  Abacus: name: Abacus, owner: mia-sol' "Numbers' list of tabs is passed over"

# --- notes on cells ---
acme
stk -i acme template --for ana -o ana.xlsx
python3 - <<'END'
import re, zipfile
with zipfile.ZipFile("ana.xlsx") as book:
    parts = {name: book.read(name) for name in book.namelist()}
for name, text in parts.items():
    if name.startswith("xl/comments") and b"One tool a row" in text:
        parts[name] = text.replace(b"</commentList>", "<comment ref=\"B6\" authorId=\"0\"><text><t>Mia: replaced in\nMay 🙂</t></text></comment></commentList>".encode())
with zipfile.ZipFile("ana.xlsx", "w") as book:
    for name, data in parts.items():
        book.writestr(name, data)
END
stk -i acme import ana.xlsx --no-commit
status_is 0
out_is 'ana.xlsx (Ana Ruiz): 0 new, 0 agree, 0 contradict, 1 not understood
  ana.xlsx Platforms!B6 "Mia: replaced in May 🙂": a note on the cell' 'what somebody wrote on a cell is kept, what we wrote is not'
like "$(python3 "$ROOT/tests/xlsx-texts" ana-unread.xlsx)" $'E2\tMia: replaced in\\\\nMay 🙂' 'and stands in the -unread sheet'

# --- CSV that is safe, and comes back as it was ---
fresh
mkdir inv
write inv/inventory.yaml $'stocktake: 1\nname: X\ncolumns: {code: {ask: Which?}}\n'
write inv/stakeholders/li.yaml 'name: Li'
count=0
for name in '=cmd|x' '+1' '-5' '@home' "'=a" '＝1' "'tis"; do
	write "inv/platforms/p$((++count)).yaml" "name: \"$name\"
code: \"$name\"
notes: \"$name
second; line\"
holds: []"
done
stk -i inv template -o t.csv
status_is 0
unlike "$(tail -n +3 t.csv)" '(^|,|,")([=+@-]|＝)' 'nothing in it begins like a formula'
stk -i inv import t.csv --by li --no-commit
status_is 0
out_is 't.csv (Li): 0 new, 0 agree, 0 contradict, 0 not understood' 'and all of it is what was sent'
sed -i "s/'+1,/'+2,/" t.csv
stk -i inv import t.csv --by li --no-commit
out_like '\+1: name: \+2; the record says "\+1"' 'a change is one'
done_testing
