#!/bin/bash
# Workbooks that are large, wrong or meant to harm: refused or read in bounded memory, and nothing of them is run.
. "${0%/*}/../lib.sh"
plain_only # memory limits
cp -r "$ROOT/inventories/acme" .

cat >make.py <<'END'
import zipfile

def book(name, parts, level=1):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
        for part, pieces in parts.items():
            with out.open(part, "w", force_zip64=True) as to:
                for piece in [pieces] if isinstance(pieces, str) else pieces:
                    to.write(piece.encode())

WORKBOOK = "<workbook><sheets><sheet name='Tools'/></sheets>%s</workbook>"
HEAD, TAIL = "<worksheet><sheetData>", "</sheetData></worksheet>"
ROWS = "<row r='1'><c t='str'><v>Tool</v></c><c t='str'><v>Team</v></c></row><row r='2'><c t='str'><v>Gong</v></c></row>"
ODS = ("<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body><office:spreadsheet>"
       "<table:table table:name='Tools'>%s</table:table></office:spreadsheet></office:body></office:document-content>")
CELL = "<table:table-cell office:value-type='string'><text:p>%s</text:p></table:table-cell>"

def xlsx(name, rows, workbook="", level=1, **more):
    pieces = [HEAD, *([rows] if isinstance(rows, str) else rows), TAIL]
    parts = {"xl/workbook.xml": WORKBOOK % workbook, "xl/worksheets/sheet1.xml": pieces}
    book(name, parts | {part.replace("__", "/").replace("_", "."): text for part, text in more.items()}, level)

def ods(name, rows):
    book(name, {"content.xml": ODS % rows})

blanks = " " * (1 << 20)
xlsx("zip-bomb.xlsx", [ROWS] + [blanks] * 200, level=6)
book("zip-bomb.ods", {"content.xml": [(ODS % CELL).split("%s")[0]] + [blanks] * 100}, level=6)
bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(12)) + "]>"
book("entities.xlsx", {"xl/workbook.xml": WORKBOOK % "", "xl/worksheets/sheet1.xml": bomb + HEAD +
    "<row><c t='str'><v>&m;</v></c></row>" + TAIL})
book("entities.ods", {"content.xml": bomb + ODS % "&m;"})
book("outside.xlsx", {"xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + WORKBOOK % "",
    "xl/worksheets/sheet1.xml": HEAD + ROWS + TAIL})
hundred = "".join(f"<row><c><v>{i}</v></c></row>" for i in range(1000, 1100))
xlsx("rows.xlsx", [ROWS] + [hundred * 1000] * 100) # ten million
xlsx("empty-rows.xlsx", [ROWS] + ["<row/>" * 100000] * 100 + ["<row><c t='str'><v>far below</v></c></row>"])
ods("rows.ods", "<table:table-row>" + CELL % "Tool" + "</table:table-row><table:table-row "
    "table:number-rows-repeated='10000000'>" + CELL % "Gong" + "</table:table-row>")
ods("wide.ods", "<table:table-row table:number-rows-repeated='10000000'>" +
    (CELL % "x").replace("table-cell ", "table-cell table:number-columns-repeated='10000000' ") + "</table:table-row>")
xlsx("last-row.xlsx", ROWS + "<row r='1048576'><c t='str'><v>ON24</v></c></row>")
xlsx("deep.xlsx", "<row>" + "<c>" * 100000)
xlsx("many.xlsx", ["<row><c t='str'><v>Thing</v></c></row>"] + ["".join(
    f"<row><c t='str'><v>Number {i * 1000 + k} of the long list</v></c></row>" for k in range(1000)) for i in range(400)])
long = "x" * 2000000
xlsx("long.xlsx", ROWS + f"<row r='3'><c r='A3' t='str'><v>ON24</v></c><c r='B3' t='str'><v>{long}</v></c></row>")
xlsx("macros.xlsm", ROWS, "<externalReferences><externalReference/></externalReferences>",
    xl__vbaProject_bin="\1\2Sub AutoOpen() Shell \"touch was-here\" End Sub")
xlsx("formulas.xlsx", "<row r='1'><c t='str'><v>Tool</v></c><c t='str'><v>Notes</v></c></row>"
    "<row r='2'><c r='A2' t='str'><f>\"Go\"&amp;\"ng\"</f><v>Gong</v></c><c r='B2' t='str'><f>[1]Other!A1</f><v>from afar</v></c></row>"
    "<row r='3'><c r='A3' t='str'><v>ON24</v></c><c r='B3'><f>WEBSERVICE(\"http://a.example\")</f></c></row>"
    "<row r='4'><c r='A4' t='str'><f>DDE(\"cmd\";\"/c calc\";\"x\")</f><v>=cmd|'/c calc'!A0</v></c></row>"
    "<row r='5'><c r='A5' t='e'><f>NA()</f><v>#N/A</v></c></row>")
END
ok 'they are made' python3 make.py

# take FILE: imports it with 400 MB of address space, libraries and all.
take() {
	rm -rf into ./*-unread.xlsx
	cp -r acme into
	run bash -c "ulimit -v 400000; exec '$STOCKTAKE' -i into import --no-commit --by ana '$1'"
}

refused() { # FILE MESSAGE
	take "$1"
	status_is 2 "$1 is refused"
	err_like "$2" "$1: $2"
	ok "$1: nothing was written" diff -r acme into
}

# read FILE PLATFORM...: taken, and these are what it brought.
read_as() {
	local file=$1
	shift
	take "$file"
	status_is 0 "$file is read"
	is "$(diff -rq acme/platforms into/platforms | sed -n 's/.*: //p' | tr '\n' ' ')" "${*/%/.yaml} " "$file: $*"
}

refused zip-bomb.xlsx 'unzipped, the workbook is far larger than a list of platforms can be'
refused zip-bomb.ods 'far larger'
refused entities.xlsx 'tab Tools: a document type: .* refused'
refused entities.ods 'a document type: .* refused'
refused outside.xlsx 'xl/workbook.xml, line 1: a document type: .* refused'
refused deep.xlsx 'tab Tools, near cell A1: nested too deep'
refused rows.xlsx 'more rows or columns than a sheet can hold'
refused wide.ods 'no column is headed "name"'
refused many.xlsx 'no column is headed "name"'

read_as empty-rows.xlsx gong
out_like 'Tools!A9999999 "far below": the cell is outside of what a'
read_as rows.ods gong
out_like 'Tools!A2 "Gong": the same row stands 10000000 times; it was taken'
read_as last-row.xlsx gong on24
like "$(cat into/evidence/*-sheet-*)" 'platforms/on24/name, says: ON24, cell: Tools!A1048576' 'the last row of a sheet'
read_as long.xlsx gong on24
out_like 'Tools!B3: the cell has more than 1 MiB of text'
read_as macros.xlsm gong
out_like 'macros.xlsm: it has macros; they were left out, nothing was run'
out_like 'it has links to other workbooks; they were not followed'
not_ok 'nothing was run' test -e was-here
read_as formulas.xlsx c-calc-a0 cmd gong on24
out_like 'Tools!A2: 4 cells are formulas, this one first; the values'
out_like 'Tools!B3 "=WEBSERVICE\("http://a.example"\)": the formula has no'
out_like 'Tools!A5 "#N/A": a row without a name' 'what went wrong is no tool'
file_like into/platforms/gong.yaml 'notes: from afar' 'the value that was fetched last'
done_testing
