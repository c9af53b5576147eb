#!/bin/bash
# Answers in the tab Questions that are more than a value: disputes, whether all is still so, own columns; in English
# and in Chinese workbooks, read by a program of either language.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
plain_only # the same code runs in the other tests of that build

begin() {
	fresh
	write inventory.yaml <<-'END'
		stocktake: 1
		name: Acme
		goal: To know
		teams: [{id: sm, name: 销售管理, chain: home}]
		columns: {tier: {ask: How critical is it?, choices: [1, 2, 3]}, vendor: {ask: Who sells it?}}
		confirm_every: 6 months
	END
	write stakeholders/li.yaml '{name: 李伟, team: sm, role: x, email: li@acme.example}'
	write stakeholders/tom.yaml '{name: Tom, team: sm, role: x, email: tom@acme.example}'
	write platforms/crm.yaml <<-'END'
		name: 客户系统
		website: https://crm.example
		category: [marketing-automation]   # as it was bought
		teams: [sm]
		owner: [li]
		admin: li
		holds: [deal]
		integrations: []
		confirmed: 2026-01-10
		disputes:
		  - {at: category, says: crm, by: tom, on: 2026-02-01}
		  - {at: website, says: https://www.crm.example, by: tom, on: 2026-02-01}
		  - {at: holds/lead, says: true, by: tom, on: 2026-02-01}
	END
	git_here
	stk "$@" template --for li -o li.xlsx
	python3 "$ROOT/tests/xlsx-texts" li.xlsx >texts
	tab=$(sed -n '/category$/,$d; s/^tab: \(Questions\|问题\)$/\1/p' texts)
}
row() { # ID: its row in the tab Questions
	sed -n '/^tab: \(Questions\|问题\)$/,$p' texts | sed -nE "s,^A([0-9]+)\t$1\$,\1,p" | head -n 1
}
answer() { # ID TEXT [COLUMN]
	"$ROOT/tests/xlsx-set" li.xlsx "$tab!${3:-C}$(row "$1")=$2"
}

begin
stk import li.xlsx
err_like 'Nothing new' 'sent back as it was'
like "$(cat texts)" '客户系统, Category: Which is right\? marketing-automation, or crm \(Tom\)' 'both sides are shown'
answer platforms/crm/disputes/category crm
answer platforms/crm/disputes/website keep
answer platforms/crm/disputes/holds~1lead yes
answer platforms/crm/confirmed x
answer platforms/crm/tier 2
answer platforms/crm/vendor 'Acme Soft'
stk import li.xlsx --dry-run
status_is 0
out_like 'category: crm \(settled\)' 'what would be settled'
file_like platforms/crm.yaml 'disputes' 'and is not yet'
stk import li.xlsx
status_is 0 'answered'
file_like platforms/crm.yaml 'category: \[?crm\]?   # as it was bought' 'the other side is right'
file_like platforms/crm.yaml 'website: https://crm.example' 'what stands is right'
file_like platforms/crm.yaml 'holds: \[deal, lead\]' 'one value of a set'
is "$(grep -c disputes platforms/crm.yaml)" 0 'nothing is disputed any more'
file_like platforms/crm.yaml 'confirmed: 2026-12-01'
file_like platforms/crm.yaml 'tier: 2'
file_like platforms/crm.yaml 'vendor: Acme Soft'
is "$(git log -1 --format='%an: %s')" '李伟: Import 李伟: 6 answers, 0 disputes (li.xlsx)' 'one commit'
is "$(git status --porcelain platforms evidence)" '' 'with all of it'
stk import li.xlsx
err_like 'Nothing new' 'the same sheet once more changes nothing'
stk next --who li
out_like 'Nothing' 'nothing is left'
stk check --select quality
status_is 0 'what was written is sound'

begin --lang zh_CN
answer platforms/crm/disputes/category 都对
answer platforms/crm/disputes/website https://x.example
answer platforms/crm/disputes/holds~1lead 不知道
answer platforms/crm/confirmed 已经停用了
answer platforms/crm/tier 9
answer platforms/crm/vendor Tom F
like "$(cat texts)" '客户系统，类别：哪个对？ 营销自动化，还是CRM（Tom）|客户系统.*类别.*营销自动化.*CRM' 'in Chinese'
stk import li.xlsx
status_is 0 'a Chinese sheet, an English program'
file_like platforms/crm.yaml 'category: \[marketing-automation, crm\]' 'both are'
file_like platforms/crm.yaml 'website: https://x.example' 'neither was'
file_like platforms/crm.yaml 'at: holds/lead' 'who does not know settles nothing'
file_like platforms/crm.yaml 'notes: .*Not so any more \(李伟, 2026-12-01\): 已经停用了' 'what is not so any more is kept'
out_like '"9": none of the choices' 'a choice that is none'
stk next --who tom
out_like 'Who sells it' 'handed to Tom'
answer platforms/crm/disputes/holds~1lead Tom F
answer platforms/crm/disputes/holds~1lead '' C
stk import li.xlsx
stk next --who li
out_unlike 'Which is right' 'a dispute too'
stk next --who tom
out_like '客户系统, holds, lead: Which is right' 'is theirs then'

# Two people settle one dispute: the second contradicts the first.
begin
answer platforms/crm/disputes/website https://li.example
stk template --for tom -o tom.xlsx
python3 "$ROOT/tests/xlsx-texts" tom.xlsx >texts
mv li.xlsx kept.xlsx
mv tom.xlsx li.xlsx
answer platforms/crm/disputes/website https://tom.example
mv li.xlsx tom.xlsx
mv kept.xlsx li.xlsx
stk import li.xlsx tom.xlsx
status_is 0
file_like platforms/crm.yaml 'website: https://li.example'
file_like platforms/crm.yaml 'at: website, says: https://tom.example, by: tom' 'and is disputed anew'
done_testing
