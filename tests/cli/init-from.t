#!/bin/bash
# init --from: the same list as a workbook, in every format; headings as import reads them.
. "${0%/*}/../lib.sh"

fresh
cat >tools.csv <<'END'
Tool,Vendor URL,Category,Business owner,Used by,Integrates with,Tier,Notes
Salesforce,https://www.salesforce.com,CRM,Li Wei,Sales; Sales leadership,"HubSpot, -> Power BI weekly by hand",001,The big one
HubSpot,hubspot.com,"Marketing automation, CRM",Ana Ruiz,Marketing,"Salesforce, and sometimes the tracker",1,
企业微信,,通讯,王芳,销售部,Salesforce 每周手动,2,客户聊天记录 🙂
Quota sheet,n/a,Excel,Jo Becker <jo@acme.example>,Partner desk,?,2,
,x,,,,,,orphan
END
stk init csv --from tools.csv --no-commit
status_is 0
file_like csv/platforms/salesforce.yaml 'with: power-bi, flow: out, method: manual, every: 1 week' 'a line as in the walk'
file_like csv/platforms/企业微信.yaml 'with: salesforce, method: manual, every: 1 week' 'and in Chinese, which way is not said'
file_like csv/platforms/salesforce.yaml 'tier: "001"' 'zeros stay'
cat >make.py <<'END'
import csv, html, zipfile
rows = list(csv.reader(open("tools.csv", encoding="utf-8")))
def ods(row):
    return "<table:table-row>" + "".join(f"<table:table-cell office:value-type='string'><text:p>{html.escape(c)}</text:p></table:table-cell>"
                                         if c else "<table:table-cell/>" for c in row) + "</table:table-row>"
names = " ".join(f"xmlns:{n}='urn:oasis:names:tc:opendocument:xmlns:{n}:1.0'" for n in ("office", "table", "text"))
def body(tabs):
    return ("<office:body><office:spreadsheet>" + "".join(f"<table:table table:name='{name}'>" + "".join(map(ods, r)) + "</table:table>"
                                                           for name, r in tabs) + "</office:spreadsheet></office:body>")
mime = "application/vnd.oasis.opendocument.spreadsheet"
open("tools.fods", "w", encoding="utf-8").write(
    f"<?xml version='1.0'?><office:document {names} office:mimetype='{mime}'>{body([('Tools', rows)])}</office:document>")
for path, tabs in (("tools.ods", [("Tools", rows)]), ("two.ods", [("Notes", [["about nothing"]]), ("Tools", rows)])):
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("mimetype", mime)
        z.writestr("content.xml", f"<?xml version='1.0'?><office:document-content {names}>{body(tabs)}</office:document-content>")
main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
rels = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type='%s/%s' Target='%s'/></Relationships>"
sheet = "".join(f"<row r='{r}'>" + "".join(f"<c r='{chr(65 + i)}{r}' t='inlineStr'><is><t>{html.escape(c)}</t></is></c>"
                                           for i, c in enumerate(row) if c) + "</row>" for r, row in enumerate(rows, 1))
with zipfile.ZipFile("tools.xlsx", "w") as z:
    z.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
    z.writestr("_rels/.rels", rels % (rel, "officeDocument", "xl/workbook.xml"))
    z.writestr("xl/workbook.xml", f"<workbook xmlns='{main}' xmlns:r='{rel}'><sheets><sheet name='Tools' sheetId='1' r:id='a'/></sheets></workbook>")
    z.writestr("xl/_rels/workbook.xml.rels", rels % (rel, "worksheet", "worksheets/sheet1.xml"))
    z.writestr("xl/worksheets/sheet1.xml", f"<worksheet xmlns='{main}'><sheetData>{sheet}</sheetData></worksheet>")
with open("gb.csv", "wb") as f:
    f.write(open("tools.csv", encoding="utf-8").read().replace("🙂", "").encode("gb18030"))
END
python3 make.py
for kind in tools.xlsx tools.ods tools.fods; do
	stk init "from-$kind" --from "$kind" --no-commit
	status_is 0 "$kind"
	is "$(diff -r csv/platforms "from-$kind/platforms"; diff -r csv/stakeholders "from-$kind/stakeholders")" '' "$kind: the same"
done
stk init gb --from gb.csv --encoding GB18030 --no-commit
status_is 0 '--encoding'
file_like gb/platforms/企业微信.yaml '客户聊天记录'
stk init two --from two.ods --no-commit
err_like 'Notes!A1 : "about nothing": no heading row was found on this tab'
file_like two/inventory.yaml 'about nothing' 'what another tab says is kept'

# --- headings as import reads them
cat >theirs.csv <<'END'
Werkzeug,Boss,leads,E-mail
HubSpot,Ana,x,contact_email
Gong,ask Mia,no,"x, only EU"
END
stk init theirs --from theirs.csv --no-commit
status_is 2
err_like 'theirs.csv:1:1: no column is headed'
stk init theirs --from theirs.csv --by Dana --map 'Werkzeug=name,Boss=owner' --no-commit
status_is 0 '--map, as for import'
err_like 'lead = leads, contact.email = E-mail'
file_like theirs/inventory.yaml 'Werkzeug: name' 'and it is kept'
file_like theirs/platforms/hubspot.yaml 'name: contact_email, term: contact.email'
file_like theirs/platforms/hubspot.yaml 'holds: \[lead\]'
file_like theirs/platforms/gong.yaml 'contact.email: only EU'
like "$(cat theirs/evidence/*)" 'at: platforms/gong/owner, ask: mia, cell: B3' 'evidence has the cell'
stk init x --map 'a=b'
status_is 2 '--map goes with --from'
stk init x --from theirs.csv --map 'Werkzeug=name,Boss=nonsense'
status_is 2
err_like 'no key, no group and no term'
stk init x --from theirs.csv --map Werkzeug
status_is 2
not_ok 'and nothing is begun' test -e x
done_testing
