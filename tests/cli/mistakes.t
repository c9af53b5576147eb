#!/bin/bash
# What somebody types who sees the program for the first time.
. "${0%/*}/../lib.sh"

fresh
stk stauts
status_is 2
err_like 'Did you mean .stocktake status.'
stk lst
err_like 'Did you mean .stocktake list.'
stk platforms
err_like 'stocktake help. lists the commands' 'no guess where nothing is near'
stk walk -h
unlike "$out" 'dry-run' 'what a command refuses is not in its help'
like "$out" 'no-commit' 'and what it takes is'
stk add -h
like "$out" 'dry-run' 'also here'

# --- a room that says "we do not know": nothing refers to what is not there
write inventory.yaml 'name: Acme'
write platforms/hubspot.yaml 'name: HubSpot'
write workshops/2026-11-05-all.yaml 'name: All of us'
write evidence/2026-11-05-all.yaml <<-'END'
	kind: interview
	by: workshops/2026-11-05-all
	at: 2026-11-05T10:00:00Z
	answers:
	  - {at: platforms/hubspot/holds, ask: workshops/2026-11-05-all}
	  - {at: platforms/hubspot/owner, ask: workshops/none}
END
stk check --select quality-dangling
unlike "$out" 'workshops/2026-11-05-all., which' 'the room may be asked'
out_like 'workshops/none.,' 'a room that there is not'

done_testing
