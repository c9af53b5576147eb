#!/bin/bash
# Several instances of one product: offered as a choice, never joined by what they have in common.
. "${0%/*}/../lib.sh"

begin() {
	fresh
	write inventory.yaml $'name: Acme\nteams:\n  - {id: marketing, name: Marketing, chain: across}'
	write stakeholders/ana.yaml $'name: Ana\nteam: marketing'
	write platforms/zendesk-eu.yaml $'name: Zendesk EU\nproduct: zendesk\nwebsite: https://www.zendesk.com'
	write platforms/zendesk-us.yaml $'name: Zendesk US\nwebsite: https://www.zendesk.com'
	git_here
}
walk() { stk walk --as ana --answers "$T_TMP/answers"; }

begin
write "$T_TMP/answers" $'hubspot, zendesk, on24\n2\n'
walk
status_is 0 'a number'
out_is '' ''
err_like 'zendesk: 1 Zendesk EU  2 Zendesk US  3 another one\?' 'the choice is offered'
err_like '1 HubSpot  2 ON24  3 Zendesk US' 'and taken'
is "$(grep -l teams platforms/zendesk*)" platforms/zendesk-us.yaml 'one of them is hers'
is "$(grep -c 'platforms/hubspot/teams' evidence/*)" 1 'the rest of the line is said once'

begin
write "$T_TMP/answers" $'zendesk, hubspot\n3\nAPAC\n'
walk
file_like platforms/zendesk-apac.yaml 'name: Zendesk APAC' 'another one has a name of its own'
file_like platforms/zendesk-apac.yaml 'product: zendesk' 'and the product'
is "$(grep -L teams platforms/zendesk*)" $'platforms/zendesk-eu.yaml\nplatforms/zendesk-us.yaml' 'the others are not touched'

begin
write "$T_TMP/answers" $'zendesk, hubspot\nzendesk eu\n\nnone\n3 lc\n'
walk
is "$(grep -l teams platforms/zendesk*)" platforms/zendesk-eu.yaml 'by name'

begin
write "$T_TMP/answers" $'zendesk, hubspot\n9\n'
walk
status_is 2 'a number that is not in the list'
err_like 'A number of the list, please'

begin
write "$T_TMP/answers" $'zendesk, hubspot\n\n'
walk
is "$(grep -l teams platforms/zendesk*)" '' 'Enter leaves it open'
file_like stakeholders/ana.yaml 'zendesk may be Zendesk EU or Zendesk US' 'and it is kept in the notes'

# Who named one of them by its own name means that one from then on.
begin
write "$T_TMP/answers" $'zendesk eu, hubspot\n\nnone\n\nzendesk > hubspot l daily\n'
walk
err_unlike 'another one' 'no choice where only one is theirs'
file_like platforms/zendesk-eu.yaml 'with: hubspot' 'the link is that one'"'"'s'

# The same in a link.
begin
write "$T_TMP/answers" $'hubspot\n\nnone\n\nzendesk > hubspot l daily\n1\n'
walk
err_like 'zendesk: 1 Zendesk EU' 'a link asks, too'
file_like platforms/zendesk-eu.yaml 'with: hubspot' 'and is that one'"'"'s'

# One alone is not asked about.
begin
rm platforms/zendesk-us.yaml
write "$T_TMP/answers" $'zendesk, hubspot\n'
walk
err_unlike 'another one' 'one alone is no choice'

# add
begin
sed -i '1a product: zendesk' platforms/zendesk-us.yaml
stk add platform Zendesk
status_is 2 'add does not guess'
err_like 'may be one that is recorded: Zendesk EU \(platforms/zendesk-eu\), Zendesk US \(platforms/zendesk-us\)'
err_like "add platform 'NAME OF ITS OWN' product=zendesk"
stk add platform 'Zendesk APAC' product=zendesk
status_is 0 'one with a name of its own'
stk add platform Zendesk --id zendesk-4
status_is 0 'or an id of its own'

# check
begin
sed -i '1a product: zendesk' platforms/zendesk-us.yaml
stk check --select quality-duplicate
out_unlike 'Zendesk' 'instances with names of their own are no duplicates'
write platforms/zendesk-eu-2.yaml $'name: Zendesk EU\nproduct: zendesk'
stk check --select quality-duplicate
out_like 'stocktake fold SECOND FIRST' 'two of one name are; fold is the remedy'
done_testing
