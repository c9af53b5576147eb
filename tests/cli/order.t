#!/bin/bash
# The same inventory gives the same bytes: on one core and on all, and in whatever order its files were made (a
# folder lists them as it likes). Large enough for several threads, with files among them that cannot be read.
. "${0%/*}/../lib.sh"
plain_only # the same bytes whatever the build
cores=$(nproc)
((cores > 1)) || skip_all 'one core: there are never two threads'
command -v taskset >/dev/null || skip_all 'no taskset'

fresh
count=420
mkdir -p made/{platforms/emea,stakeholders,evidence,metrics,workshops}
awk -v count=$count '
	function pick(list, n) { split(list, words, " "); return words[n % length(words) + 1] }
	BEGIN {
		for (i = 0; i < count; i++) {
			file = sprintf("made/platforms/%s%03d.yaml", i % 3 ? "tool-" : "emea/tool-", i)
			printf "name: Tool %d\n", i % 60 ? i : i + 1 > file
			if (i % 4) printf "owner: person-%d\n", i % 9 > file
			if (i % 11 == 0) print "disputes: [{at: category, says: crm, by: person-1}]" > file
			if (i % 13 == 0) print "Own-Key: 1\ncatgory: crm" > file
			printf "category: [%s]\nteams: [%s]\n", pick("crm analytics spreadsheet", i), pick("sales board", i) > file
			printf "holds: [%s, %s]\n", pick("lead contact deal activity", i), pick("company deal.outcome visit", i) > file
			printf "fields:\n  - {name: F%d, term: %s}\n  - {name: G%d, label: L%d}\n", i, pick("deal.outcome contact.email lead.source", i), i % 17, i > file
			if (i % 5 == 0) print "integrations: []" > file
			else if (i % 5 < 4) printf "integrations:\n  - {with: %s-%03d, flow: %s, every: %s, method: %s, carries: [%s]}\n", "tool", (i * 7) % count, pick("out in both", i), pick("1-day 1-week", i) == "1-day" ? "1 day" : "1 week", pick("api manual file", i), pick("lead deal all", i) > file
			if (i % 97 == 5) print "open: [" > file
			if (i % 97 == 6) print "name: twice" > file
			close(file)
		}
		for (i = 0; i < 10; i++) {
			file = "made/stakeholders/person-" i ".yaml"
			printf "name: Person %d\nteam: %s\n", i, pick("sales board", i) > file
			close(file)
			file = "made/evidence/2026-11-0" i % 9 + 1 "-person-" i "-interview-a" i "bc.yaml"
			printf "kind: interview\nby: person-%d\nat: 2026-11-0%dT10:00:00Z\nanswers:\n  - {at: platforms/tool-00%d/owner, state: unknown}\n", i, i % 9 + 1, i % 9 + 1 > file
			close(file)
		}
		print "stocktake: 1\nname: Order\ngoal: The same bytes\ndestination: [tool-001]\ncategories: [crm, finance]\nteams:\n  - {id: sales, name: Sales, chain: down}\n  - {id: board, name: Board, chain: up}\n  - {id: ops, name: Ops, chain: across}" > "made/inventory.yaml"
		print "name: Win rate\nneeds: [deal.outcome, deal.closed_at]\nfresh: 1 day" > "made/metrics/win-rate.yaml"
		print "name: Leads\nneeds: [lead.source]" > "made/metrics/leads.yaml"
		print "- {check: \"silo-*\", at: platforms/tool-005, because: x, by: person-1, until: 2027-01-01}" > "made/waivers.yaml"
	}'
(cd made && find . -type f | sort) >sorted

# copy NAME COMMAND...: the same files, made in the order that COMMAND gives their list.
copy() {
	local name=$1
	shift
	mkdir "$name"
	"$@" <sorted | tar -C made -cf - --no-recursion -T - | tar -C "$name" -xf -
}
copy forward cat
copy backward tac
copy shuffled shuf --random-source="$STOCKTAKE"
is "$(find shuffled -type f | wc -l)" 444 'all files are there'

# answers FOLDER COMMAND...: what the program says about the inventory in FOLDER.
answers() {
	local folder=$1 words
	shift
	for words in check 'check --format json' "check --select silo" metrics 'metrics --format json' 'list platforms' \
		'list stakeholders' 'status' 'report' 'schema platform'; do
		printf '== %s\n' "$words"
		# shellcheck disable=SC2086
		(cd "$folder" && "$@" "$STOCKTAKE" $words 2>&1)
		printf 'status %d\n' $?
	done
}
first=$(answers forward taskset -c "$(taskset -cp $$ | sed 's/.*: *//; s/[-,].*//')")
like "$first" 'quality-unreadable' 'some files cannot be read'
like "$first" 'silo-isolated' 'silos are found'
is "$(grep -c '^status [02]$' <<<"$first")" 10 'every command answers'
for folder in forward backward shuffled; do
	for round in 1 2; do
		is "$(answers $folder env | md5sum)" "$(md5sum <<<"$first")" "$folder on $cores cores, round $round: the same bytes"
	done
done

# A finding less, and it would be seen.
rm shuffled/platforms/tool-004.yaml
isnt=$(answers shuffled env | md5sum)
ok 'one file less is another answer' test "$isnt" != "$(md5sum <<<"$first")"
done_testing
