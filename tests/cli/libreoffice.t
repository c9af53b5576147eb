#!/bin/bash
# Workbooks filled by LibreOffice and saved as XLSX, ODS and CSV are read back as the same.
. "${0%/*}/../lib.sh"
plain_only # the same code reads them in every build
command -v soffice >/dev/null || [[ -n ${CI:-} ]] || skip_all 'no LibreOffice (scripts/setup test)'
cp -r "$ROOT/inventories/acme" .
here=$PWD job=$PWD/job
: >job
xlsx='Calc MS Excel 2007 XML' csv='Text - txt - csv (StarCalc)' # names of its filters

step() { # WORD...: a step of the job; tests/libreoffice.bas lists them
	local IFS=$'\t'
	printf '%s\n' "$*" >>job
}

# save NAME [SHEET]: as each kind; CSV of one tab, in UTF-8, cells as they are shown.
save() {
	step save "file://$here/$1.xlsx" "$xlsx"
	step save "file://$here/$1.ods" calc8
	step save "file://$here/$1.csv" "$csv" "44,34,76,1,,0,false,true,true,false,false${2:+,$2}"
	step close
}

# fill NAME [SHEET]: what NAME.cells says, written into NAME.xlsx by LibreOffice; and by a few lines of ours, into
# NAME-own.xlsx.
fill() {
	local -a cells=()
	local tab cell text
	step open "file://$here/$1.xlsx"
	sed 's/^/set\t/' "$1.cells" >>job
	save "$1-lo" "${2:-}"
	while IFS=$'\t' read -r tab cell text; do
		printf -v text %b "$text"
		cells+=("$tab!$cell=$text")
	done <"$1.cells"
	cp "$1.xlsx" "$1-own.xlsx"
	python3 "$ROOT/tests/xlsx-set" "$1-own.xlsx" "${cells[@]}"
}

# --- the workbooks ---

# Of one person, every tab.
stk -i acme template --for ana -o whole.xlsx
cat >whole.cells <<'CELLS'
Platforms	C4	✓
Platforms	D6	https://hubspot.example/?a=1&b=2
Platforms	B9	飞书 表格 🙂👩‍💻
Platforms	H9	是
Platforms	AC9	飞书 表格 🙂👩‍💻 > hubspot leads weekly by hand Mia
Platforms	AH4	late, as always
Platforms	I9	perhaps
Fields	A30	飞书 表格 🙂👩‍💻
Fields	B30	007 Code
Fields	C30	two\nlines
Integrations	A20	HubSpot
Integrations	B20	Gong
Integrations	F20	2026-12-01
Questions	C3	Mia
Questions	D4	x
Questions	F5	Tom
Read me first	C3	hello
CELLS
fill whole

# The tab that CSV has.
stk -i acme template --for ana -o ana.xlsx
cat >ana.cells <<'CELLS'
Platforms	C4	✓
Platforms	D6	https://hubspot.example/?a=1&b=2
Platforms	B9	飞书 表格 🙂👩‍💻
Platforms	H9	是
Platforms	F9	somebody new
Platforms	AD9	007
Platforms	AE9	first line\nsecond 行\n\nlast
Platforms	B10	=1+1
Platforms	AE10	+49 30 1234, @home, -5, "quoted", it's; 2026-12-01
Platforms	B11	Café “Zoë”
Platforms	AD11	2026-02-28
Platforms	AE11	@home
CELLS
printf 'Platforms\tAE12\t%s\nPlatforms\tB12\tLong\n' "$(printf 'long %.0s' {1..3000})" >>ana.cells
fill ana 2

# In Chinese; for anybody, with a name; of everybody.
stk -i acme template --for mia --lang zh -o zh.xlsx
cat >zh.cells <<'CELLS'
平台	B9	客户表
平台	H9	是
平台	AE9	第一行\n第二行
CELLS
fill zh 2
stk -i acme template -o anybody.xlsx
printf 'Read me first\tA3\tYour name: Ana Ruiz\nPlatforms\tB40\tTracker\nPlatforms\tI40\tyes\n' >anybody.cells
fill anybody
stk -i acme template --all -o all
cp all/chen-yu.xlsx all.xlsx
printf 'Platforms\tB60\tNotes of my own\nPlatforms\tH60\tx\n' >all.cells
fill all

# CSV from the start.
stk -i acme template --for ana -o sent.csv
step open "file://$here/sent.csv" 44,34,76,1,,0,true,false
step set 1 B9 'Café “Zoë” 表 🙂'
step set 1 AE9 'first line\n=second'
step set 1 AE10 -5
step set 1 B10 '+1 tool'
save sent-lo
{
	sed 's/\r$//' sent.csv
	printf '\n,"Café “Zoë” 表 🙂"%s"first line\n=second"\n,'\''+1 tool%s'\''-5\n' \
		"$(printf '%.0s,' {1..29})" "$(printf '%.0s,' {1..29})"
} >sent-own.csv

# A thousand rows.
stk -i acme template --for tom -o many.xlsx
for ((i = 9; i < 1009; i++)); do
	printf 'Platforms\tB%d\t表 %04d\nPlatforms\tAD%d\t%04d\n' $i $i $i $i
done >many.cells
fill many 2

# A sheet of their own, with values that were typed: dates, times, shares, codes with zeros, formulas.
step new
step format Tools C2:C9 YYYY-MM-DD
step format Tools D2:D9 00000
step format Tools E2:E9 0%
step format Tools H2:H9 @
row=1 letters=ABCDEFGHI
while IFS=$'\t' read -r -a words; do
	for ((i = 0; i < ${#words[@]}; i++)); do
		step type Tools "${letters:i:1}$row" "${words[i]}"
	done
	((row++))
done <<'TYPED'
Tool	Owner	Contract until	Code	Share	Users	Live	Key	Renewal
Rechner 表	Ana Ruiz	2026-12-01	420	0.07	42	TRUE	00071	=D2*2
Zähler	Mia Sol	2027-02-28	7	50%	-1.5	FALSE	=1+1	=A2&" again"
TYPED
step note Tools B2 'Ana has left\nask Mia'
step set Sheet1 B3 'beside it all'
save typed 2

ok 'LibreOffice fills them and saves them' "$ROOT/tests/libreoffice" "$job"

# --- and back ---

# What the inventory holds after the import of a file: all that was written, and who said it, and what was told.
# What differs by kind is left out: the name of the file, and the tab, which CSV has none of.
taken() {
	rm -rf into
	cp -r acme into
	touch stamp
	# shellcheck disable=SC2086 # none, or one
	"$STOCKTAKE" -i into import --no-commit $dry_run --by ana "$1" >said 2>&1 || sed 's/^/failed: /' said
	# shellcheck disable=SC2016 # awk's own
	find into -type f -newer stamp | LC_ALL=C sort | xargs awk '
		FNR == 1 { sub(/-sheet-....\.yaml/, "-sheet", FILENAME); print "\n== " FILENAME }
		/^source: / { $0 = "source: FILE" }
		{ sub(/cell: "?[^ "!]+!/, "cell: "); print }' | sed -E 's/(cell: [A-Z0-9]+)"/\1/'
	[[ $1 == typed* ]] || tr -s ' \n' ' ' <said | sed -E 's/[^ ]*\.(xlsx|ods|csv) ((Platforms|平台)!)?/FILE /g'
}

dry_run=''
same() { # NAME FIRST KIND...: each is read as the first
	local name=$1 first kind
	first=$(taken "$2")
	like "$first" '[0-9]+ new|platforms/' "$name: something was said"
	shift 2
	for kind; do
		is "$(taken "$kind")" "$first" "$kind: the same"
	done
}

same whole whole-own.xlsx whole-lo.xlsx whole-lo.ods
same ana ana-own.xlsx ana-lo.xlsx ana-lo.ods ana-lo-Platforms.csv
same zh zh-own.xlsx zh-lo.xlsx zh-lo.ods zh-lo-平台.csv
same anybody anybody-own.xlsx anybody-lo.xlsx anybody-lo.ods
same all all-own.xlsx all-lo.xlsx all-lo.ods
same sent sent-own.csv sent-lo.csv sent-lo.xlsx sent-lo.ods
dry_run=--dry-run # what is said of a thousand rows is enough
same many many-own.xlsx many-lo.xlsx many-lo.ods many-lo-Platforms.csv
like "$(taken many-lo.ods)" '2000 new' 'a thousand names and codes'
dry_run=''
same typed typed.xlsx typed.ods typed-Tools.csv

# --- their own sheet back in its shape ---
# theirs FILE: its cells, as the program reads them, without what we put beside and below.
theirs() { python3 "$ROOT/tests/xlsx-texts" "$1" | sed -nE '/^tab: /p; s/0\.07000+1$/0.07/; /^[A-I][1-3]\t/p' | sort; }

rm -rf into
cp -r acme into
"$STOCKTAKE" -i into import --no-commit --by ana typed.xlsx >/dev/null 2>&1
for kind in xlsx ods csv; do
	file=typed.$kind
	[[ $kind != csv ]] || file=typed-Tools.csv
	stk -i into report --like "$file" -o "like-$kind.xlsx"
	status_is 0 "like $file"
done
theirs typed.xlsx | grep -v '^[DI]' >before
is "$(theirs like-xlsx.xlsx | grep -v '^[DI]')" "$(cat before)" 'their cells are what they were: texts, numbers, days, shares, truths'
like "$(theirs like-xlsx.xlsx)" $'D2\t00420' 'a code keeps its zeros'
is "$(theirs like-ods.xlsx)" "$(theirs like-xlsx.xlsx)" 'of ODS the same'
like "$(theirs like-csv.xlsx)" $'A2\tRechner 表.*C2\t2026-12-01.*F2\t42' 'of CSV, which has texts alone, the texts'
python3 "$ROOT/tests/xlsx-texts" like-ods.xlsx >like.txt
file_like like.txt $'J1\tState \\(stocktake\\)\nK1\tOpen question \\(stocktake\\)\nL1\tAsk'
file_like like.txt $'K2\tRechner 表: ' 'what is open stands beside the row'
file_like like.txt $'A[0-9]+\tHubSpot' 'and below it the platforms that they have not'
file_like like.txt 'beside it all' 'the other tab is there'
stk -i into report --like like-ods.xlsx -o again.xlsx
is "$(theirs again.xlsx)" "$(theirs like-ods.xlsx)" 'and once more'
unlike "$(python3 "$ROOT/tests/xlsx-texts" again.xlsx)" $'M1\t' 'with one set of our columns'
done_testing
