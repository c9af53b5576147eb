#!/bin/bash
# What `import` asks on a terminal: how a file is to be read, whose it is, which platform is meant; and
# Ctrl-C at any of it.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

begin() {
	fresh
	cp -r "$ROOT/inventories/acme" .
	printf 'name: Salesforce EMEA\nproduct: salesforce\n' >acme/platforms/sf-emea.yaml
	printf 'name: Salesforce US\nproduct: salesforce\n' >acme/platforms/sf-us.yaml
	rm -f acme/platforms/salesforce.yaml
	# No letter here says whether it is French or Chinese.
	printf 'Tool,Notes\nHubSpot,cr\xe9\xe9e\n' >amis.csv
	write tools.csv $'Tool,Vendor link,Boss\nHubspt,https://www.hubspot.com,Ana\nSalesforce,,\n飞书多维表格,,Tom'
	git_here
}
untouched() { [[ -z $(git status --porcelain) && $(git rev-list --count HEAD) == 1 ]]; }
prompt() { tty_wait_last '^ *> *$'; }

begin
tty_start "'$STOCKTAKE' -i acme import amis.csv tools.csv"
tty_wait '^amis.csv: how is it to be read\?$'
tty_wait '^  1  CP1252: HubSpot,créée$' 10 'a preview of the one'
tty_wait '^  2  GB18030: HubSpot,cr殚e$' 10 'and of the other'
prompt
tty_line 9
tty_wait 'One of the numbers, please'
prompt
tty_line cp1252
tty_wait '^amis.csv: whose is it\? A name\.$'
prompt
tty_line Nobody
tty_wait 'Nobody is called Nobody'
prompt
tty_line ana
tty_wait '^tools.csv: whose is it'
prompt
tty_line tom
tty_wait '^tools.csv A2: which is "Hubspt"\?$'
tty_wait '^  0  none of them: a tool of its own$'
prompt
tty_line hub
tty_wait '^tools.csv A3: which is "Salesforce"\?$' 10 'of two instances one is chosen'
tty_wait '^  2  Salesforce US$'
ok 'nothing is written while it is asked' untouched
prompt
tty_line 2
tty_wait '\[status 0\]'
tty_wait '^  read as: name = Tool; kept as they are: Vendor link, Boss$' 10 'the mapping is shown'
tty_wait '^  HubSpot: notes: .*créée$'
file_like acme/platforms/hubspot.yaml 'aka: \[Hubspt\]' 'the other name is kept'
file_like acme/platforms/sf-us.yaml 'aka: \[Salesforce\]' 'and of the instance'
file_like acme/platforms/hubspot.yaml 'créée' 'its letters are right'
is "$(git log --format='%an' | head -2)" $'Tom Okafor\nAna Ruiz' 'a commit a person'

# What was answered is not asked again; what was shown is corrected, and kept.
tty_start "'$STOCKTAKE' -i acme import tools.csv --by tom --map 'Vendor link=website,Boss=owner' && '$STOCKTAKE' -i acme import tools.csv --by tom"
tty_wait '\[status 0\]'
tty_wait '^  read as: name = Tool, website = Vendor link, owner = Boss$' 10 'corrected by --map'
ok 'and nothing was asked' test -z "$(tty_all | grep 'which is')"
tty_wait '^Nothing new' 10 'the mapping is kept for the next time'
file_like acme/inventory.yaml 'headings: \{Vendor link: website, Boss: owner\}' 'in the inventory'

# Ctrl-C, at each of the questions: nothing is written.
for answers in '' '1 ana' '1 ana tom 1'; do
	begin
	tty_start "'$STOCKTAKE' -i acme import amis.csv tools.csv"
	prompt
	for answer in $answers; do
		tty_line "$answer"
		tty_until "$answer is taken" 10 tty_last '^ *> *$'
	done
	tty_send C-c
	tty_wait 'Nothing is written yet. Ctrl-C again leaves it so; Enter goes on' 10 'it says what is lost'
	tty_send C-c
	tty_wait '\[status 130\]' 10 "Ctrl-C after: ${answers:-nothing}"
	ok 'nothing is written' untouched
done

# A narrow terminal: broken between words.
begin
tty_start "'$STOCKTAKE' -i acme import tools.csv --by tom --dry-run" 40 30
tty_wait '^tools.csv A2: which is "Hubspt"\?$'
prompt
tty_line ''
prompt
tty_line ''
tty_wait '\[status 0\]'
tty_wait '^tools.csv \(Tom Okafor\): [0-9]+ new, [0-9]+$'
tty_wait '^  read as: name = Tool; kept as they$'
tty_wait '^      are: Vendor link, Boss$'
tty_wait '^  飞书多维表格: name: 飞书多维表格,$'
tty_wait '^Hubspt and HubSpot may be the same;$' 10 'what was left open is told'

# Nobody there: a file of answers, or --encoding.
begin
write answers $'@encoding/amis.csv = GB18030\n@by/amis.csv = ana'
stk -i acme import amis.csv --answers answers
status_is 0 'a file of answers says it'
file_like acme/platforms/hubspot.yaml '殚' 'as it was said'
begin
stk -i acme import amis.csv --by ana
status_is 2 'nobody says it'
err_like 'encoding' 'and what to do'
ok 'nothing is written' untouched
stk -i acme import amis.csv --by ana --encoding CP1252
status_is 0 '--encoding says it'
file_like acme/platforms/hubspot.yaml 'créée'
done_testing
