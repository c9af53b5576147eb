#!/bin/bash
# A workbook in one language is read by a program that speaks another: headings, ticks, categories, choices, kinds of
# data, fields by their names, how often. The record of what was sent is taken out, so that every cell is read as if
# somebody had typed it.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
plain_only # the same code runs in the other tests of that build

cp -r "$ROOT/inventories/acme/." .
"$STOCKTAKE" set platforms/hubspot/holds '[lead, contact, activity, contact.mobile]' 2>/dev/null
git_here

forget() { # FILE.xlsx: empties and renames the tab that says what was sent
	python3 - "$1" <<-'END'
		import re, sys, zipfile
		with zipfile.ZipFile(sys.argv[1]) as book:
		    parts = {name: book.read(name) for name in book.namelist()}
		names = re.findall(rb'<sheet name="([^"]*)"', parts["xl/workbook.xml"])
		sheet = "xl/worksheets/sheet%d.xml" % (names.index(b"stocktake") + 1)
		parts[sheet] = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", parts[sheet], flags=re.S)
		parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="stocktake"', b'name="x"')
		with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
		    for name, data in parts.items():
		        book.writestr(name, data)
	END
}

for way in zh_CN:en en:zh_CN; do
	from=${way%:*} to=${way#*:}
	stk --lang "$from" template --for ana -o ana.xlsx
	status_is 0 "written in $from"
	python3 "$ROOT/tests/xlsx-texts" ana.xlsx >texts
	if [[ $from == zh_CN ]]; then
		unlike "$(sed -n '/^tab: 平台/,/^A3\t/p' texts | grep -P '^[A-Z]+2\t' | grep -v Tier)" '[b-z]{3,}' 'no heading is English'
		like "$(cat texts)" '	流入' 'which way, in Chinese'
		like "$(cat texts)" '	1 个月' 'how often, in Chinese'
	fi
	stk --lang "$to" import ana.xlsx
	err_like 'Nothing new|没有新' 'untouched it says nothing'
	forget ana.xlsx
	stk --lang "$to" import ana.xlsx --dry-run --by ana
	status_is 0 "read in $to"
	like "$(head -n 1 <<<"$out")" '(: |新增 )0( new)?, ' 'nothing new is in it'
	like "$(head -n 1 <<<"$out")" '(0 contradict|矛盾 0)' 'nothing contradicts'
	is "$(grep -E '^  ana.xlsx' <<<"$out" | grep -vE 'Read me first!|请先看这里!|!B1 |!A1 ')" '' 'every cell is understood'
done

# What people add is read too: a category, a group, a field, a link, by their names in the sheet's language.
stk --lang zh_CN template --for ana -o ana.xlsx
column() { python3 "$ROOT/tests/xlsx-texts" ana.xlsx | sed -n '/^tab: 平台/,$p' | sed -nE "s/^([A-Z]+)2\t$1\$/\1/p" | head -n 1; }
"$ROOT/tests/xlsx-set" ana.xlsx '平台!B20=展会表' '平台!E20=跟踪与分析、邮件触达' "平台!$(column 工单)20=x" \
	"平台!$(column 同意联系)20=x" '集成!A20=展会表' '集成!B20=HubSpot' '集成!C20=流出' '集成!D20=线索、工作邮箱' \
	'集成!E20=原生集成' '集成!F20=2 周' '字段!A40=展会表' '字段!B40=扫码时间' '字段!E40=日期和时间'
stk import ana.xlsx
status_is 0 'what was added'
out_unlike 'none of the choices|no kind of data|not how often' 'all of it is understood'
file_like platforms/展会表.yaml 'category: \[analytics, email-outreach\]'
file_like platforms/展会表.yaml 'holds: \[ticket, contact.consent\]'
file_like platforms/展会表.yaml 'with: hubspot'
file_like platforms/展会表.yaml 'carries: \[lead, contact.email\]'
file_like platforms/展会表.yaml 'method: native'
file_like platforms/展会表.yaml 'every: 2 weeks'
file_like platforms/展会表.yaml 'type: datetime'
done_testing
