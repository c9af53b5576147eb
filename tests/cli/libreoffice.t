#!/bin/bash
# Workbooks filled by LibreOffice and saved as XLSX, ODS and CSV are read back as the same.
. "${0%/*}/../lib.sh"
plain_only # the same code reads them in every build
command -v soffice >/dev/null || [[ -n ${CI:-} ]] || skip_all 'no LibreOffice (scripts/setup test)'
cp -r "$ROOT/inventories/acme" .
here=$PWD job=$PWD/job
: >job
xlsx='Calc MS Excel 2007 XML' csv='Text - txt - csv (StarCalc)' # names of its filters
# UTF-8; texts in quotes, cells as they are shown; a tab by its number.
as_csv() { echo "44,34,76,1,,0,false,true,false,false,false,$1"; }

step() { # WORD...: a step of the job, see tests/libreoffice.bas
	local IFS=$'\t'
	printf '%s\n' "$*" >>job
}

# fill FILE SHEET_NUMBER: opens the workbook, writes what FILE.cells says, and saves it as each kind.
fill() {
	step open "file://$here/$1.xlsx"
	sed 's/^/set\t/' "$1.cells" >>job
	step save "file://$here/$1-lo.xlsx" "$xlsx"
	step save "file://$here/$1-lo.ods" calc8
	step save "file://$here/$1-lo.csv" "$csv" "$(as_csv "$2")"
	step close
}

# The cells of FILE.cells, written by a few lines of ours into a copy of FILE.xlsx: FILE-own.xlsx.
fill_ourselves() {
	local -a cells=()
	local tab cell text
	cp "$1.xlsx" "$1-own.xlsx"
	while IFS=$'\t' read -r tab cell text; do
		cells+=("$tab!$cell=$(printf '%b' "$text")")
	done <"$1.cells"
	python3 "$ROOT/tests/xlsx-set" "$1-own.xlsx" "${cells[@]}"
}

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
CELLS
printf 'Platforms\tAE11\t%s\n' "$(printf 'long %.0s' {1..3000})" >>ana.cells
fill ana 2
fill_ourselves ana
ok 'LibreOffice fills them and saves them' "$ROOT/tests/libreoffice" "$job"

# taken FILE [OPTION...]: what the inventory holds after the import of FILE: all of it, and who said what. What
# differs by kind is left out: the name of the file, and the tab, which CSV has none of.
taken() {
	local file=$1
	shift
	rm -rf into
	cp -r acme into
	"$STOCKTAKE" -i into import --no-commit "$file" "$@" >said 2>&1 || cat said
	find into -type f | LC_ALL=C sort | sed -E 's/-sheet-[a-z0-9]{4}/-sheet-RAND/' | tr '\n' ' '
	find into -type f -newer acme.stamp | LC_ALL=C sort | while read -r file; do
		printf '\n== %s\n' "${file/-sheet-[a-z0-9]*.yaml/-sheet}"
		sed -E 's/^source: .*/source: FILE/; s/cell: "?[A-Za-z]+!/cell: /; s/(cell: [A-Z0-9]+)"/\1/' "$file"
	done
	sed -E 's/[^ ]*\.(xlsx|ods|csv)( Platforms!)?/FILE /' said
}

same() { # FILE KIND...: each kind of it is read as what we filled in ourselves
	local file=$1 kind first
	shift
	first=$(taken "$file-own.xlsx" --by ana)
	like "$first" 'platforms/' "$file: something was said"
	for kind; do
		is "$(taken "$kind" --by ana)" "$first" "$kind: read as what was filled in"
	done
}
touch acme.stamp
same ana ana-lo.xlsx ana-lo.ods ana-lo-Platforms.csv
done_testing
