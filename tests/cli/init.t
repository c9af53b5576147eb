#!/bin/bash
# init: an inventory from nothing, and from the list that people have.
. "${0%/*}/../lib.sh"

# --- where
fresh
stk init
status_is 0 'outside git: ./sales-data with its own repository'
ok 'the repository is there' test -d sales-data/.git
is "$(git -C sales-data log --format='%an: %s')" 'Li Wei: Begin the inventory Sales data' 'committed'
is "$(git -C sales-data status --porcelain)" '' 'all of it'
is "$(ls sales-data/metrics | wc -l)" "$(find "$ROOT/inventories/metrics" -name '*.yaml' | wc -l)" 'with the metrics'
err_like 'Next: stocktake walk --as NAME' 'no -i where it is found without'
stk status
status_is 0 'and found from the folder it was made in'
stk init
status_is 2 'a second time is refused'
err_like 'an inventory already'
stk init sales-data/platforms/inner
status_is 2 'never one inside another'

fresh
git init -q .
mkdir -p deep/down
run "$STOCKTAKE" -C deep/down init --name 'Acme Sales (EU)'
status_is 0 'in a repository: inventories/SLUG at its top'
file_like inventories/acme-sales-eu/inventory.yaml 'name: Acme Sales \(EU\)'
not_ok 'and no repository inside it' test -e inventories/acme-sales-eu/.git
stk init here --name 'A: #1' --goal 'Win rate, and more' --language zh
status_is 0 'DIR as it is given'
file_like here/inventory.yaml "name: [\"']A: #1" 'a name that YAML would misread'
file_like here/inventory.yaml 'goal: .?Win rate, and more'
file_like here/inventory.yaml 'language: zh'
fresh
stk init w --no-commit
stk init x --no-commit
status_is 0
err_like "Next: stocktake -i '.*/x' walk" 'and with it where there are several'
not_ok '--no-commit makes no repository' test -e x/.git
stk init y --dry-run
status_is 0
not_ok '--dry-run makes nothing' test -e y
stk init z --language klingon
status_is 2
stk init --name '???'
status_is 2 'a name without a letter needs a DIR'

# --- from a list
list() {
	cat <<'END'
Tool,Vendor URL,Category,Business owner,Used by,Integrates with,Tier,Notes
Salesforce,https://www.salesforce.com,CRM,Li Wei,Sales; Sales leadership,"HubSpot, Power BI",1,The big one
HubSpot,hubspot.com,"Marketing automation, CRM",Ana Ruiz,Marketing,"Salesforce, and sometimes the tracker",1,
Events sheet,,Spreadsheet,Mia Sol,Marketing,none,3,"Names differ, ""late"""
企业微信,,通讯,王芳,销售部,Salesforce,2,客户聊天记录
Quota sheet,n/a,Excel,Jo Becker <jo@acme.example>,Partner desk,?,2,
,x,,,,,,orphan
HubSpot,,,,,,,the other one
END
}
fresh
list >tools.csv
stk init acme --name Acme --destination 'Power BI' --from tools.csv --by 'Dana Kim'
status_is 0 'a list'
golden init/list.err "$T_TMP/err"
for file in acme/inventory.yaml acme/platforms/*.yaml acme/stakeholders/*.yaml; do
	printf '== %s\n' "$file"
	cat "$file"
done >all.txt
run cat all.txt
golden init/list
like "$(cat acme/evidence/*.yaml)" 'at: platforms/hubspot/website, says: hubspot.com' 'each value has evidence'
is "$(git -C acme status --porcelain)" '' 'all is committed'

# --- the same list, however it is written
list | tr ',' ';' | sed 's/Sales; Sales/"Sales; Sales/; s/leadership;/leadership";/; s/"HubSpot; Power/"HubSpot, Power/; s/"Marketing automation; /"Marketing automation, /; s/"Salesforce; and/"Salesforce, and/; s/"Names differ; /"Names differ, /' >semicolon.csv
{ printf '\357\273\277'; sed 's/$/\r/' tools.csv; } >bom-crlf.csv
for other in semicolon bom-crlf; do
	stk init "$other" --name Acme --destination 'Power BI' --from $other.csv
	status_is 0 "$other"
	is "$(diff -r acme/platforms $other/platforms)" '' "$other: the same platforms"
done
printf '工具\t网址\t类别\t负责人\t使用部门\t对接系统\t备注\n纷享销客\t\t客户关系管理\t王芳\t销售部\t企业微信、HubSpot\t老系统\n企业微信\t\t\t\t\t无\t\n' >中文.tsv
stk init 中文 --from 中文.tsv
status_is 0 'Chinese headings, tabs'
file_like 中文/platforms/纷享销客.yaml 'category: \[crm\]'
file_like 中文/platforms/纷享销客.yaml 'with: 企业微信'
file_like 中文/platforms/纷享销客.yaml 'with: hubspot'
file_like 中文/platforms/企业微信.yaml 'integrations: \[\]' '无: none'
ok 'a tool that only another row names' test -e 中文/platforms/hubspot.yaml

# --- the template of the workshop: name, website, contact fields, systems it integrates with
printf 'Name,Website,Contact fields,Systems it integrates with\nTracker,,"First name; Job role; Shoe size",none\n' >template.csv
stk init template --from template.csv
status_is 0
file_like template/platforms/tracker.yaml 'name: First name, term: contact.first_name, personal: true' 'contact fields are fields, with their terms'
file_like template/platforms/tracker.yaml '- .?name: Shoe size' 'also those that nobody knows'
file_like template/platforms/tracker.yaml 'integrations: \[\]'
file_like 中文/inventory.yaml 'name: Board' 'English, where nothing is said'
stk init 市场 --language zh
file_like 市场/inventory.yaml 'id: sales, name: 销售, chain: down' 'the teams in Chinese'
file_like 市场/inventory.yaml 'goal: 查明'

# --- a list as real ones are
cat >messy.csv <<'END'
Tool,URL,Type,Who owns it?,Used by,Connected to,Cost per month
Salesforce,,CRM & Sales,Li Wei / Ben Adeyemi,AE's; SDRs,HubSpot (auto),4500
salesforce.com,,CRM,,,,
Zendesk,,Call recording,Data team,everyone,,
Zendesk,,,IT,CS,,
帆软 FineBI,,商业智能,数据组,全员,,
,,,,,,
Total,,,,,,"$5,700"
END
stk init messy --destination '帆软 FineBI' --from messy.csv
status_is 0 'a messy list'
err_like 'Read as: .*owner = Who owns it\?' 'a heading that is a question'
is "$(cd messy/platforms && echo *)" 'hubspot.yaml salesforce-com.yaml salesforce.yaml zendesk-2.yaml zendesk.yaml 帆软-finebi.yaml' 'a total is no tool; the destination is the one in the list'
file_like messy/inventory.yaml 'destination: \[帆软-finebi\]'
file_like messy/inventory.yaml 'Tool \(A8\): Total' 'but it is kept'
is "$(cd messy/stakeholders && echo *)" 'ben-adeyemi.yaml li-wei.yaml' 'a team is nobody'"'"'s name'
file_like messy/platforms/zendesk.yaml 'owner: \[data-team\]'
file_like messy/platforms/zendesk.yaml 'category: \[sales-intelligence\]'
file_like messy/platforms/salesforce.yaml 'teams: \[sales\]' 'however the reps are called'
file_like messy/platforms/salesforce.yaml 'with: hubspot' 'what stands in parentheses is not the name'
file_like messy/platforms/salesforce.yaml 'Connected to \(F2\): HubSpot \(auto\)' 'and is kept'
unlike "$(cat messy/inventory.yaml)" 'id: (everyone|全员)' 'everybody is no team'
unlike "$(cat messy/platforms/salesforce-com.yaml)" 'product' 'a second name of a product does not claim to be it'
err_like 'Salesforce and salesforce.com may be the same; they are kept apart'
err_like 'fold zendesk zendesk-2'
stk init messy-too --dry-run --from messy.csv
status_is 0
err_like 'salesforce.com may be the same' 'a dry run tells the same'
stk init nothing --dry-run --from no-such.csv
unlike "$out" 'Would begin' 'and nothing of a list that is not there'

# --- lists that cannot be read: nothing is begun
printf 'a,b\n1,2\n' >no-name.csv
printf 'name,b\n"open,2\n' >open.csv
printf 'name,b\n"x"y,2\n' >behind.csv
: >empty.csv
for bad in 'no-name:no-name.csv:1:1: no column is headed' 'open:open.csv:2:1: a quote is opened here' 'behind:behind.csv:2:4: text behind' 'empty:empty.csv: the file is empty' 'missing:missing.csv'; do
	stk init "bad-${bad%%:*}" --from "${bad%%:*}.csv"
	status_is 2 "${bad%%:*} is refused"
	err_like "${bad#*:}"
	not_ok "${bad%%:*}: nothing is begun" test -e "bad-${bad%%:*}"
done

# Long names that come twice get ids that are whole letters; a cell of a hundred thousand words is read.
fresh
name=$(printf '中%.0s' {1..27})
long="$(printf 'a%.0s' {1..69}) bbbbbbbbbb"
{
	printf '%s\n' name,category "$name," "$name," "$long," "$long,"
	printf 'Words,crm & business intelligence & %s\n' "$(printf 'a&%.0s' {1..100000})"
} >list.csv
stk init long --from list.csv --no-commit
status_is 0 'long names'
ok 'cut at a letter' test -e "long/platforms/${name:0:23}-2.yaml"
ok 'no two - in a row' test -e "long/platforms/$(printf 'a%.0s' {1..69})-2.yaml"
file_like long/platforms/words.yaml 'category: \[crm, business-intelligence\]'

done_testing
