#!/bin/bash
# add, set, settle: small edits at addresses, by hand and as somebody's word.
. "${0%/*}/../lib.sh"
plain_only # the same code runs in the other tests of that build

begin() {
	fresh
	write inventory.yaml <<-'END'
		name: Acme
		teams:
		  - {id: marketing, name: Marketing, chain: across}
		columns: {tier: {ask: "How critical?"}}
	END
	write stakeholders/ana-ruiz.yaml <<-'END'
		name: Ana Ruiz
		email: ana@acme.example
	END
	write stakeholders/li-wei.yaml 'name: Li Wei'
	write platforms/hubspot.yaml <<-'END'
		# what marketing lives in
		name: HubSpot   # the EU one
		category: [marketing-automation]

		integrations:
		  - with: salesforce   # since May
		    flow: both
		notes: |
		  Two lines,
		  as written.
	END
	write platforms/salesforce.yaml 'name: Salesforce'
	git_here
}

# --- set, by hand
begin
stk set platforms/hubspot/owner ana-ruiz,li-wei
status_is 0
err_is 'Saved and committed.'
file_is platforms/hubspot.yaml "$(cat <<'END'
# what marketing lives in
name: HubSpot   # the EU one
category: [marketing-automation]
owner: [ana-ruiz, li-wei]

integrations:
  - with: salesforce   # since May
    flow: both
notes: |
  Two lines,
  as written.
END
)" 'one line more, all else as it was'
is "$(git log -1 --format='%an <%ae> %s')" 'Li Wei <li@acme.example> Set platforms/hubspot/owner: ana-ruiz,li-wei' 'a hand edit is the git identity'"'"'s'
not_ok 'and leaves no evidence' test -e evidence
stk set platforms/hubspot/integrations/salesforce/every '15 minutes'
file_like platforms/hubspot.yaml 'flow: both
    every: 15 minutes
notes' 'into an item, by its name'
stk set platforms/hubspot/category crm
file_like platforms/hubspot.yaml 'category: \[crm\]' 'by hand a value replaces'
stk set platforms/hubspot/tier 2
file_like platforms/hubspot.yaml 'tier: 2' 'a column of their own'
stk set --add platforms/hubspot/integrations '{with: on24, flow: in, carries: [lead]}'
file_like platforms/hubspot.yaml '- \{with: on24, flow: in, carries: \[lead\]\}' 'an item more'
stk set --add platforms/hubspot/category analytics
file_like platforms/hubspot.yaml 'category: \[crm, analytics\]' 'a member more'
stk set --remove platforms/hubspot/category/crm
file_like platforms/hubspot.yaml 'category: \[analytics\]' 'a member less'
stk set --remove platforms/hubspot/owner
unlike "$(cat platforms/hubspot.yaml)" owner 'a key less'
stk set platforms/hubspot/fields/Contact.firstname/term contact.first_name
file_like platforms/hubspot.yaml 'name: Contact.firstname, term: \[?contact.first_name' 'parents that are missing are made'
stk set inventory/goal 'Numbers: all of them'
file_like inventory.yaml "goal: [\"']Numbers: all of them" 'text that YAML would misread is quoted'
is "$(git status --porcelain)" '' 'each was committed'

# --- set, as somebody's word
begin
stk set platforms/hubspot/website https://www.hubspot.com --by Ana
status_is 0
is "$(git log -1 --format='%an <%ae>')" 'Ana Ruiz <ana@acme.example>' 'the author is who spoke'
like "$(cat evidence/*.yaml)" 'at: platforms/hubspot/website, says: https://www.hubspot.com' 'there is evidence'
stk set platforms/hubspot/category crm --by li
status_is 0
err_like 'dispute'
file_like platforms/hubspot.yaml 'category: \[marketing-automation\]' 'what stands stays'
file_like platforms/hubspot.yaml 'at: category, says: \[crm\], by: li-wei, .?on.?: 2026-12-01' 'a dispute names the other side'
is "$(git log -1 --format=%ae)" 'li-wei@stakeholder.invalid' 'no address known: an invalid one'
stk set platforms/hubspot/category marketing-automation --by ana
unlike "$(git log -1 --format=%s)" 'nothing' 'agreeing adds evidence'
is "$(grep -c 'at: category' platforms/hubspot.yaml)" 1 'and no dispute'

# --- names are as good as ids
begin
write platforms/hubspot.yaml <<-'END'
	name: HubSpot
	owner: [ana-ruiz]
END
stk set platforms/hubspot/owner 'Ana Ruiz' --by li
status_is 0
unlike "$err" 'dispute' 'a name that means what stands there is no contradiction'
stk set platforms/hubspot/owner ana,Marketing
file_like platforms/hubspot.yaml 'owner: \[ana-ruiz, marketing\]' 'a first name, a team by its name'
stk set platforms/hubspot/holds 'Leads, companies, deal'
file_like platforms/hubspot.yaml 'holds: \[lead, company, deal\]' 'groups in their plural'
stk set platforms/hubspot/holds 'lead contact'
status_is 2 'a word that is no group'
err_like '"lead contact" is no group and no term'
err_like 'Groups: lead, contact'
stk set platforms/hubspot/category 'CRM, Business intelligence'
file_like platforms/hubspot.yaml 'category: \[crm, business-intelligence\]' 'choices however they are written'
stk set platforms/hubspot/category 'magic box'
status_is 0
err_like 'category: "magic box" is a word of your own'
stk set platforms/hubspot/status 'In use'
file_like platforms/hubspot.yaml 'status: in-use'
stk set --add platforms/hubspot/integrations '{with: Salesforce, every: 15m}'
file_like platforms/hubspot.yaml 'every: 15 minutes' 'durations as the files have them'
stk set --remove platforms/hubspot/integrations/salesforce
stk set --add platforms/hubspot/integrations Salesforce
file_like platforms/hubspot.yaml 'with: salesforce' 'an item by its name alone'
stk set --add platforms/hubspot/integrations '{with: salesforce, flow: sideways}'
status_is 2
err_like 'flow cannot be "sideways"' 'choices inside an item are checked'
stk set --add platforms/hubspot/integrations '{with: salesforce, flows: both}'
err_like '"flows" is no key'
stk set platforms/hubspot/owner 'Zoe Zed'
status_is 0 'somebody to be added later'
err_like 'there is no person or team "Zoe Zed" so far'
file_like platforms/hubspot.yaml 'owner: \[zoe-zed\]'
stk set hubspot/owner ana
err_like 'Did you mean platforms/hubspot/owner\?'
stk set platforms/hubspot/owner ''
status_is 2 'an empty value is no answer'
err_like '--remove takes out'
write stakeholders/ana-gray.yaml 'name: Ana Gray'
stk set platforms/hubspot/owner ana
status_is 2 'two go by it'
err_like 'Say which: ana-(ruiz|gray), ana-'
stk add stakeholder 'Tom Okafor' team=Marketing
file_like stakeholders/tom-okafor.yaml 'team: marketing'

# --- nothing to settle
begin
stk settle platforms/hubspot/category crm --by li
status_is 2 'what nobody disputes is not settled'
err_like 'there is no dispute at platforms/hubspot/category'
err_like 'stocktake set. sets a value'
file_like platforms/hubspot.yaml 'category: \[marketing-automation\]'

# --- one and the same by another name
begin
stk add platform 'Hub Spot'
status_is 2 'a second spelling is no second platform'
err_like 'platforms/hubspot is there already: "HubSpot"'
stk add platform 'Hub Spot' --id hubspot-eu
status_is 0 'unless it is meant'
stk add stakeholder 'ana ruiz' --id a
status_is 0
stk add stakeholder 'Li  Wei'
status_is 2
err_like 'stakeholders/li-wei is there already'

# --- settle
begin
stk set platforms/hubspot/category crm --by li
err_like 'settle platforms/hubspot/category. shows both sides' 'the message names the address'
stk settle
out_is 'platforms/hubspot/category: stands [marketing-automation]; Li Wei says [crm]' 'settle lists'
stk settle platforms/hubspot/category
status_is 0 'without a value it shows the sides'
out_like 'Li Wei says'
err_like 'Decide: .stocktake settle platforms/hubspot/category VALUE'
stk settle platforms/hubspot/category crm --by ana
status_is 0
file_like platforms/hubspot.yaml 'category: \[crm\]' 'decided'
unlike "$(cat platforms/hubspot.yaml)" disputes 'and no dispute left'
stk settle platforms/hubspot/category --keep
status_is 2 'nothing to settle any more'
stk settle
err_is 'No disputes.'

# --- add
begin
stk add platform 'ON24' teams=marketing owner=ana-ruiz
status_is 0
file_like platforms/on24.yaml 'product: on24' 'the catalogue knows it'
file_like platforms/on24.yaml 'owner: \[ana-ruiz\]'
stk add platform 'ON24'
status_is 2 'the same again is refused'
err_like 'there already'
stk add stakeholder '王芳' team=marketing
status_is 0
file_like stakeholders/王芳.yaml 'name: 王芳'
stk add stakeholder '!!!'
status_is 2 'a name without a letter'
stk add platform X --id ../../etc/x
status_is 2 'an id that climbs'
stk add platform X status=gone
status_is 2 'a choice that is none'
err_like 'planned, in-use'
stk add platform X colour=red
status_is 2 'a key that is none'
is "$(git status --porcelain)" '' 'refusals write nothing'

# --- dry run, no commit, outside git
begin
stk set platforms/hubspot/owner ana-ruiz --dry-run
status_is 0
out_is 'platforms/hubspot.yaml:4
+owner: [ana-ruiz]' 'what would change'
is "$(git status --porcelain)" '' 'nothing is written'
stk set platforms/hubspot/owner ana-ruiz --no-commit
err_is 'Saved, not committed (--no-commit).'
is "$(git status --porcelain)" ' M platforms/hubspot.yaml' 'written, not committed'
rm -rf .git
stk set platforms/hubspot/owner li-wei
status_is 0 'outside git it works'
err_like 'no git repository'

# --- refusals
begin
stk set platforms/nowhere/owner ana-ruiz
status_is 2
err_like 'there is no platform "nowhere"'
stk set platforms/hubspot/colour red
status_is 2
stk set 'platforms/hubspot/../x' red
status_is 2
stk set platforms/hubspot red
status_is 2
stk set platforms/hubspot/confirmed yesterday
status_is 2
stk set platforms/hubspot/owner x --by nobody
status_is 2
err_like 'no such stakeholder'
stk set platforms/hubspot/notes "$(printf 'a\377b')"
status_is 2 'no UTF-8'
is "$(git status --porcelain)" '' 'nothing was written'
write platforms/broken.yaml 'name: [unclosed'
stk set platforms/broken/owner ana-ruiz
status_is 2 'a file that cannot be read is not edited'
file_is platforms/broken.yaml 'name: [unclosed' 'it stays as it is'


# --- what is strange is shown, never sent to the terminal; what is long is cut
begin
write stakeholders/mad.yaml <<'END'
name: "Mad <mad@x.example> \n Max"
email: "<mad@x.example>"
END
stk set platforms/hubspot/notes "$(printf 'one\ntwo')" --by mad --replace
status_is 0 'a name with brackets and line ends'
is "$(git log -1 --format='%an|%ae|%s')" 'Mad mad@x.example  Max|mad@x.example|Set platforms/hubspot/notes: one' \
	'is an author, and the message one line'
write platforms/on24.yaml <<'END'
name: ON24
website: x
disputes:
  - {at: website, says: "\e[31my", by: "\e[31mred"}
END
stk settle
out_is 'platforms/on24/website: stands x; <U+001B>[31mred says "\x1B[31my"' 'settle shows it'
stk settle $'platforms/x\e[31m'
err_is 'stocktake: there is no dispute at platforms/x<U+001B>[31m'
stk set --dry-run platforms/on24/website z
out_is 'platforms/on24.yaml:2
-website: x
+website: z' 'a dry run shows the lines that change'
stk set --add platforms/on24/holds lead,deal
file_like platforms/on24.yaml 'holds: \[lead, deal\]' 'each that is added is'
stk set --remove platforms/on24/holds/lead
stk settle platforms/on24/website --keep --by ana
like "$(cat evidence/*-ana-*.yaml)" 'at: platforms/on24/website, says: x' 'that what stands is right was said by somebody'


# Two files of one id: whichever were written, it would be the wrong one for somebody.
fresh
write inventory.yaml $'stocktake: 1\nname: A\n'
write platforms/hubspot.yaml $'name: HubSpot\n'
write platforms/emea/hubspot.yaml $'name: HubSpot EMEA\n'
stk set platforms/hubspot/notes x
status_is 2
err_like 'platforms/(emea/)?hubspot.yaml and platforms/(emea/)?hubspot.yaml have one id'
file_is platforms/hubspot.yaml 'name: HubSpot'
file_is platforms/emea/hubspot.yaml 'name: HubSpot EMEA'
done_testing
