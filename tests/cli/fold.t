#!/bin/bash
# Two entries that are one thing: nothing that either said is lost, and everybody speaks of the one.
. "${0%/*}/../lib.sh"

begin() {
	fresh
	write inventory.yaml <<-'END'
		stocktake: 1
		name: Acme
		destination: [hubspot-crm, hubspot, bi]
		teams:
		  - {id: sales, name: Sales, chain: down}
		  - {id: marketing, name: Marketing, chain: across}
	END
	write platforms/bi.yaml 'name: BI'
	write platforms/hubspot.yaml <<-'END'
		name: HubSpot
		product: hubspot   # from the catalogue
		website: https://www.hubspot.com
		category: [marketing-automation]
		teams: [marketing]
		owner: ana
		holds: [lead]
		confirmed: 2026-11-20
		fields:
		  - {name: Email, term: contact.email}
		integrations:
		  - {with: salesforce, flow: both, carries: [lead], every: 15 minutes}
		  - {with: hubspot-crm, flow: both}
		notes: Contract ends in May.
	END
	write platforms/hubspot-crm.yaml <<-'END'
		# Second entry, from Ben's list
		name: HubSpot CRM
		aka: [HS]
		website: https://hubspot.com/crm
		category: [crm]
		teams: sales
		copies: 2   # Ben said so
		holds: [contact]
		patchy: {activity: calls}
		confirmed: 2026-11-02
		fields:
		  - {name: Email, label: E-mail, term: lead.email}
		  - {name: Phone}
		integrations:
		  - {with: salesforce, flow: out, carries: [contact], every: 1 day, via: hubspot}
		  - {with: hubspot, flow: both, every: 1 hour}
		  - {with: bi, flow: out}
		disputes:
		  - {at: category, says: other, by: ben, on: 2026-11-02}
		tier: 2
		notes: Ask Ben.
	END
	write platforms/salesforce.yaml <<-'END'
		name: Salesforce
		part_of: HubSpot-CRM
		integrations:
		  - {with: hubspot-crm, flow: in, every: 1 day, carries: [contact]}  # nightly
		  - {with: hubspot, flow: in, every: 15 minutes, carries: [lead]}
		  - {with: bi, via: hubspot-crm}
		disputes:
		  - {at: integrations/hubspot-crm/flow, says: both, by: ana, on: 2026-11-03}
	END
	write stakeholders/ana.yaml <<<$'name: Ana Ruiz\nteam: marketing'
	write stakeholders/ben.yaml <<<$'name: Ben Okoro\nteam: sales\nreferred_by: ana'
	write waivers.yaml <<-'END'
		# accepted
		- {check: silo-isolated, at: platforms/hubspot-crm, because: old, by: ben, until: 2027-05-31}
		- {check: silo-isolated, at: platforms/hubspot, because: kept, by: ana, until: 2027-05-31}
		- {check: gap-owner, at: platforms/hubspot-crm/owner, because: none, by: ben, until: 2027-05-31}
	END
	write evidence/2026-11-01-ben-interview-aaaa.yaml <<-'END'
		kind: interview
		by: ben
		at: 2026-11-01T10:20:00Z
		answers:
		  - {at: platforms/hubspot-crm/website, says: https://hubspot.com/crm}
		  - {at: platforms/hubspot-crm/integrations/hubspot, says: {with: hubspot, flow: both}}
		  - {at: platforms/salesforce/integrations/hubspot-crm, says: {with: hubspot-crm, every: 1 day}}
		  - {at: platforms/salesforce/part_of, says: hubspot-crm}
		  - {at: inventory/destination/hubspot-crm, says: true}
		  - {at: platforms/bi/integrations, says: [{with: hubspot-crm}]}
	END
	git_here
}

begin
stk fold hubspot-crm hubspot --dry-run
status_is 0 'a dry run'
golden fold/dry-run
is "$(git status --porcelain)" '' 'a dry run changes nothing'

stk fold 'HubSpot CRM' hubspot --by ben
status_is 0 'two become one'
err_like 'places that named it were changed; files: [0-9]'
err_like 'platforms/hubspot/integrations/hubspot-crm: \{with: hubspot-crm, flow: both\}' 'a link to itself is said'
err_like 'platforms/hubspot-crm/integrations/salesforce/via: hubspot' 'so is a detour by itself'
err_like 'waivers: .*because: old' 'so is the waiver that would be twice'
err_like '5 values contradict: they are kept as disputes'
run cat platforms/hubspot.yaml
golden fold/hubspot
run cat platforms/salesforce.yaml
golden fold/salesforce
run cat waivers.yaml inventory.yaml evidence/2026-11-01*
golden fold/others
not_ok 'the file is gone' test -e platforms/hubspot-crm.yaml
is "$(git status --porcelain)" '' 'all of it is committed'
is "$(git log --format=%an:%s | head -n 1)" 'Ben Okoro:Fold platforms/hubspot-crm into platforms/hubspot' 'in one commit'
is "$(git log --oneline | wc -l)" 2 'and no other'
unlike "$(grep -rl hubspot-crm --include=*.yaml . | grep -v '^./platforms/')" . 'nobody speaks of it any more'
stk check --format json
is "$(jq -r '.findings[].check' <<<"$out" | grep -c dangling)" 0 'nothing dangles'
stk who platforms/hubspot-crm/website
out_like 'Ben Okoro \(interview\)' 'who: what was said of the old one counts for the new one'
stk log hubspot
out_like 'Begin' 'the log goes on before the fold'
is "$(wc -l <<<"$out")" 2 'and shows each commit once'
stk settle
out_like 'website: stands https://www.hubspot.com; Ben Okoro says https://hubspot.com/crm' 'a dispute names who said it'

# Doing it by an old name finds the one that is left.
stk fold hubspot-crm hubspot
status_is 2 'what is one cannot be folded'
err_like 'is one already'

# People and numbers.
begin
write stakeholders/ana-r.yaml <<<$'name: Ana R.\nrole: Head of Marketing\nreferred_by: [ben, ana]'
write metrics/win.yaml <<<$'name: Wins\nneeds: [deal.outcome]'
write metrics/win-rate.yaml <<<$'name: Win rate\nneeds: [deal.closed_at]\nformula: a / b'
write workshops/2026-11-30-organisation.yaml <<-'END'
	kind: organisation
	date: 2026-11-30
	attendees: [ana-r, ana, ben]
	next_steps:
	  - {what: Send the sheet, who: [ana-r, ben], due: 2026-12-05}
END
write platforms/bi.yaml <<<$'name: BI\nowner: [ana-r, sales]\nshows: [win, win-rate]\nintegrations:\n  - {with: hubspot, who: ana-r}'
write evidence/2026-11-05-ana-r-interview-bbbb.yaml <<-'END'
	kind: interview
	by: ana-r
	at: 2026-11-05T10:20:00Z
	facilitator: ana-r
	answers:
	  - {at: platforms/bi/owner/ana-r, says: true}
	  - {at: platforms/bi/shows, says: [win]}
	  - {at: stakeholders/ana-r/role, says: Head of Marketing}
	  - {at: platforms/bi/website, ask: ana-r}
	  - {at: "waivers/silo-isolated:stakeholders~1ana-r/until", says: 2027-01-01}
END
git add -A && git commit -qm More
stk fold stakeholders/ana-r ana
status_is 0 'people are folded, too'
stk fold metrics/win metrics/win-rate
status_is 0 'and numbers'
run cat stakeholders/ana.yaml metrics/win-rate.yaml workshops/*.yaml platforms/bi.yaml evidence/2026-11-05*
golden fold/people
is "$(git log -n 1 --format=%ae)" li@acme.example 'without --by it is the git identity'
not_ok 'and no evidence' compgen -G 'evidence/2026-12-01*'

# What cannot be.
stk fold hubspot ana
status_is 2 'two of a kind only'
err_like 'platforms/hubspot is a platform and stakeholders/ana a stakeholder'
stk fold hubspot nobody-has-it
status_is 2 'both must be there'
err_like 'nothing here is called "nobody-has-it"'
stk fold platforms/hubspot/owner bi
status_is 2 'whole entries only'
stk fold workshops/2026-11-30-organisation workshops/2026-11-30-organisation
status_is 2 'no workshops'
write platforms/bi.yaml $'name: BI\n  owner: [ana'
before=$(git status --porcelain)
stk fold hubspot-crm hubspot
status_is 2 'a file that cannot be read could not follow'
err_like 'platforms/bi.yaml:2:'
is "$(git status --porcelain)" "$before" 'so nothing is changed'

done_testing
