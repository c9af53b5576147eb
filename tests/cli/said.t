#!/bin/bash
# Names of tools and of people as they come out of people's mouths: with small words, other commas, typing errors.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
plain_only # the same code runs in the other tests of that build

# --- tools ----------------------------------------------------------------------------------------------
# named LANGUAGE TEXT IDS: what the answer to the first question makes
named() {
	rm -rf platforms evidence
	printf 'name: Acme\nlanguage: %s\nteams:\n  - {id: marketing, name: Marketing, chain: across}\n' "$1" >inventory.yaml
	printf '%s\n:quit\n' "$2" >"$T_TMP/answers"
	stk walk --no-commit --as ana --answers "$T_TMP/answers"
	is "$status $(cd platforms 2>/dev/null && echo *)" "0 $3" "named: $2"
}
fresh
write stakeholders/ana.yaml '{name: Ana, team: marketing}'
named en 'hubspot, ga, etc.' 'google-analytics.yaml hubspot.yaml'
named en 'hubspot/salesforce' 'hubspot.yaml salesforce.yaml'
named en 'Hubspot & SF & gong' 'gong.yaml hubspot.yaml salesforce.yaml'
named en '1. hubspot 2. sf' 'hubspot.yaml salesforce.yaml'
named en 'well, mostly hubspot and a bit of gong' 'gong.yaml hubspot.yaml'
named en 'we use hubspot for email and salesforce for deals' 'hubspot.yaml salesforce.yaml'
named en 'um we use Hubspot too, and also the fair list' 'fair-list.yaml hubspot.yaml'
named en 'i think hubspot?' 'hubspot.yaml'
named en 'make use, close call' 'close-call.yaml make-use.yaml' # tools are called Make and Close
named zh_CN 'hubspot，还有 gong 等' 'gong.yaml hubspot.yaml'
named zh_CN '我们用飞书、hubspot 之类的' 'hubspot.yaml 飞书.yaml'
for none in 'no tools' "we don't use any" 'nothing really' -; do
	named en "$none" ''
	err_like 'Who else should we ask' "none it is: $none"
done
printf 'well\n:quit\n' >"$T_TMP/answers"
rm -rf platforms evidence
stk walk --no-commit --as ana --answers "$T_TMP/answers"
status_is 2
err_like 'Not understood: well' 'nothing was said'
printf 'hubspot\n\n\ndunno\n:quit\n' >"$T_TMP/answers"
stk walk --no-commit --as ana --answers "$T_TMP/answers"
status_is 0
file_like evidence/*.yaml 'hubspot/integrations, state: unknown|hubspot/holds, state: unknown' 'dunno is an answer'

# --- who is here -------------------------------------------------------------------------------------------
fresh
write inventory.yaml $'name: Acme\nteams:\n  - {id: sales, name: Sales, chain: down}'
for who in ana:Ana\ Ruiz ben:Ben\ Ode tom:Tom\ Okafor; do
	write "stakeholders/${who%%:*}.yaml" "name: ${who#*:}"
done
git_here
stk workshop plan organisation --date 2026-12-01 --invite '张伟，李娜、ana'
status_is 0
ok 'names between wide commas are two' test -e stakeholders/张伟.yaml -a -e stakeholders/李娜.yaml
is "$(find stakeholders -type f | wc -l)" 5 'and no more'

here() { # NAMES ATTENDEES
	git checkout -q . && git clean -qfd
	stk workshop open --no-commit --attendees "$1"
	is "$status $(sed -n 's/^attendees: //p' workshops/*.yaml)" "0 $2" "here: $1"
}
here 'ana and ben' '[ben, ana]'
here 'ana ben tom' '[ben, tom, ana]'
here 'ana，张伟；ben' '[ben, 张伟, ana]'
here 'ana, jo berg & nina park' '[ana, jo-berg, nina-park]'
err_like 'New: Jo Berg, Nina Park' 'who is new is said'
file_is stakeholders/jo-berg.yaml 'name: Jo Berg'
for role in 'the cfo' 客服主管; do
	stk workshop open --no-commit --attendees "ana, $role"
	status_is 2
	err_like "\"$role\" is nobody's name: who is it"
done

# --- the day of the first workshop, and before it -----------------------------------------------------------
git checkout -q . && git clean -qfd
stk workshop open --attendees ana
stk workshop follow-up
status_is 0 'what came of today'
out_like 'since the workshop of 2026-12-01'
stk workshop close --today 2026-11-20
status_is 2
err_like 'no workshop was held yet: workshops/2026-12-01-organisation is on 2026-12-01'

# --- who is asked ---------------------------------------------------------------------------------------------
printf 'no\nbne\nben ode\n:quit\n' >"$T_TMP/answers"
stk walk --answers "$T_TMP/answers"
status_is 2
err_like 'Who, then\? A name, please'
printf 'bne\nben\nhubspot\n\n:quit\n' >"$T_TMP/answers"
stk walk --answers "$T_TMP/answers"
status_is 0
err_like 'Bne is new'
err_like 'Thank you, Ben'
not_ok 'a name that was mended makes nobody new' test -e stakeholders/bne.yaml
is "$(git log -1 --format=%an)" 'Ben Ode' 'it is who was known'
done_testing
