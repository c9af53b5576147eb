#!/bin/bash
# Nothing that anybody typed is lost: of random sheets every cell is found again in the record, in a
# dispute, in evidence, or in the list of what was not understood; and the order of the files does not matter.
. "${0%/*}/../lib.sh"

write make.py <<'END'
import random, sys
random.seed(int(sys.argv[1]))
names = ["HubSpot", "Gong", "Hubspt", "events sheet", "飞书 表格", "A/B tool", "Salesforce, and Zoom", "tracker (own)", "007", "Xactly"]
pools = {
    "Name": names,
    "Website": ["https://a.example", "b.example", "no idea", "none of yours", "?"],
    "Category": ["CRM", "spreadsheet, bi", "toaster", "电子表格"],
    "Owner": ["Ana Ruiz", "mia", "Sales", "somebody <x@y.example>", "a team of 3", "ask Tom"],
    "Used by": ["Marketing", "sales; finance", "everyone", "the cat"],
    "leads": ["x", "no", "perhaps", "✓", "?"],
    "Integrates with": ["HubSpot", "Gong and Xactly", "hubspot > gong leads daily", "none", "x > y > z", "Jira; Netsuite (nightly)"],
    "Fields": ["First name, E-mail", "Ünique"],
    "Tier": ["1", "=1+1", "two"],
    "Notes": ["late\nas ever", "it's: fine", "- dash"],
    "": ["in the margin"],
    "Mood": ["good", "🙂"],
}
import csv
with open(sys.argv[2], "w", newline="") as f:
    out = csv.writer(f)
    heads = list(pools)
    random.shuffle(heads)
    out.writerow(heads)
    for _ in range(12):
        out.writerow([random.choice(pools[h]) if random.random() < .6 else "" for h in heads])
END
# Every cell of every sheet is told of, by its place: in the evidence of that sheet, or in the list of what was
# not understood. What somebody says again needs no second telling: in another row of the same tool, in another
# row of the same line ("a > b"), or when it stood in evidence before.
write find.py <<'END'
import csv, glob, re, subprocess, sys
def letters(n):
    return (letters(n // 26 - 1) if n > 25 else "") + chr(65 + n % 26)
told, before = {}, ""
for path in glob.glob("acme/evidence/*.yaml"):
    text = open(path, encoding="utf-8").read()
    source = re.search(r"^source: (.*)$", text, re.M)
    if source:
        told.setdefault(source.group(1), set()).update(re.findall(r'cell: "?([A-Z]+\d+)"?[,}]', text))
    else:
        before += text
for path in sorted(glob.glob("*.csv")):
    unread = subprocess.run([sys.executable, sys.argv[1] + "/tests/xlsx-texts", path[:-4] + "-unread.xlsx"],
                            capture_output=True, text=True).stdout
    places = told.get(path, set()) | set(re.findall(r"^B\d+\t([A-Z]+\d+)$", unread, re.M))
    rows = list(csv.reader(open(path, newline="", encoding="utf-8")))
    cells = [(letters(c) + str(n), rows[0][c], row[rows[0].index("Name")], text.replace("✓", "x"))
             for n, row in enumerate(rows[1:], 2) for c, text in enumerate(row) if text]
    again = {(head, "" if ">" in text else name, text) for place, head, name, text in cells if place in places}
    for place, head, name, text in cells:
        slug = re.sub(r"\W+", "-", name.lower()).strip("-")
        if place not in places and (head, "" if ">" in text else name, text) not in again \
                and not (head == "leads" and f"platforms/{slug}/holds/lead" in before):
            print(f"{path}:{place}: {head} of {name}: {text}")
END
# What is recorded, whoever was first: each value that stands or is disputed, each item, each line of notes. Not
# what the catalogue added where nobody had said anything yet; nor a "no" to what nobody had said was there, which
# is evidence and no dispute.
write union.py <<'END'
import glob, re, sys
union = set()
for path in glob.glob("acme/platforms/*.yaml"):
    text = open(path, encoding="utf-8").read()
    top = None
    for line in text.split("\n"):
        key = re.match(r"(\w+):(?: (.*))?$", line)
        if key and key.group(1) != "disputes":
            top = key.group(1)
            value = key.group(2) or ""
            for item in re.split(r", (?![^{]*\})", value[1:-1]) if value.startswith("[") else [value] if value else []:
                union.add((path, top, item.strip('"')))
        elif key:
            top = key.group(1)
        elif top == "disputes" and "at: " in line:
            at, says = re.search(r"at: ([^,]+), says: (.*), by: ", line).groups()
            for item in re.split(r", ", says[1:-1]) if says.startswith("[") else [says]:
                union.add((path, at.strip('"'), item.strip('"')))
        elif line.strip():
            union.add((path, top, line.strip().lstrip("- ").strip('"')))
derived = set()
for path in glob.glob("acme/evidence/*-sheet-*.yaml"):
    for line in open(path, encoding="utf-8"):
        found = re.search(r"at: platforms/([^/]+)/(\w+), says: (.*), accepted: true", line)
        if found:
            derived |= {(f"acme/platforms/{found.group(1)}.yaml", found.group(2), one) for one in found.group(3).strip("[]").split(", ")}
union = {one for one in union if one not in derived and one[1:] != ("holds/lead", "false")}
union = {(path, top, part) for path, top, item in union for part in item.split("\\n") if part not in ("", "|-")}
print("\n".join(" | ".join(map(str, one)) for one in sorted(union, key=str)))
END
sheets() { # SEED: three people's
	local who
	rm -rf acme ./*.csv ./*-unread.xlsx
	cp -r "$ROOT/inventories/acme" .
	for who in 1ana 2tom 3chen; do python3 make.py "$1${who:0:1}" "${who:1}.csv"; done
}
take() { stk -i acme import --by ana.csv=ana --by tom.csv=tom --by chen.csv=chen "$@"; }

seeds=2
[[ -n $STK_VARIANT ]] || seeds=3 # each build another
for seed in $seeds; do
	sheets "$seed"
	take ana.csv tom.csv chen.csv --dry-run
	first=$out
	take chen.csv ana.csv tom.csv
	is "$status" 0 "sheets $seed are taken in"
	is "$out" "$first" "sheets $seed: order does not matter"
	is "$(python3 find.py "$ROOT")" '' "sheets $seed: nothing is lost"
	take ana.csv tom.csv chen.csv
	err_like 'Nothing new' "sheets $seed: again, nothing changes"
	stk -i acme check --select quality --fail-on error
	status_is 0 "sheets $seed: what was written is sound"
	python3 union.py >together
	[[ -z $STK_VARIANT ]] || continue
	for order in 'ana tom chen' 'chen tom ana'; do
		sheets "$seed"
		for who in $order; do take "$who.csv"; done
		python3 union.py >"${order// /-}"
	done
	is "$(diff ana-tom-chen chen-tom-ana)" '' "sheets $seed: one after the other, in any order, is the same in the end"
done
done_testing
