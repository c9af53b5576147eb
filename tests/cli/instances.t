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

# A name that several may have: which one, before anything is made of it.
begin
for name in 'SDR tracker' 'AE tracker' 'Tracker UK'; do "$STOCKTAKE" add platform "$name" >/dev/null 2>&1; done
write "$T_TMP/answers" $'hubspot, the tracker, linkedin\n3\n2\n\n'
walk
status_is 0 'recorded ones, and products'
err_like 'tracker: 1 Tracker UK  2 AE tracker  3 SDR tracker  4 something else\?  \[4\]' 'recorded ones with the word'
err_like 'linkedin: 1 LinkedIn Ads  2 LinkedIn Sales Navigator  3 something else\?' 'and products that begin so'
err_like '1 HubSpot  2 SDR tracker  3 LinkedIn Sales Navigator' 'and the summary is of those'
is "$(echo platforms/*tracker* platforms/*linkedin*)" 'platforms/ae-tracker.yaml platforms/sdr-tracker.yaml platforms/tracker-uk.yaml platforms/linkedin-sales-navigator.yaml' 'nothing is there twice'
is "$(grep -l teams platforms/*tracker*)" platforms/sdr-tracker.yaml 'hers is the one that was meant'
begin
for name in 'SDR tracker' 'AE tracker'; do "$STOCKTAKE" add platform "$name" >/dev/null 2>&1; done
write "$T_TMP/answers" $'hubspot, zork\n2 tracker\nae tracker\n\n'
walk
err_like 'right\?.*
    > 2 tracker
    tracker: 1 AE tracker  2 SDR tracker  3 something else\?' 'at `right?`, too'
err_like '1 HubSpot  3 AE tracker' 'by name'
begin
for name in 'SDR tracker' 'AE tracker'; do "$STOCKTAKE" add platform "$name" >/dev/null 2>&1; done
write "$T_TMP/answers" $'hubspot, tracker\n\n\n'
walk
file_like platforms/tracker.yaml 'name: tracker' 'Enter: it is called as it was typed'
err_like 'HubSpot  2 tracker \(new\)' 'and new'
begin
"$STOCKTAKE" add platform Desk --id desk-1 >/dev/null 2>&1
"$STOCKTAKE" add platform Desk --id desk >/dev/null 2>&1
write "$T_TMP/answers" $'hubspot\ndesk\n\n\n'
walk
err_like 'desk: 1 desk(-1)?  2 desk(-1)?  3 something else\?(
|$)' 'two of one name go by their ids'
is "$(grep -l teams platforms/desk*)" '' 'and Enter takes neither'
file_like stakeholders/ana.yaml 'desk may be' 'but keeps it'

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
