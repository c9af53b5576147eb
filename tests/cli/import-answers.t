#!/bin/bash
# Answers in the Questions tab: a value, don't know, does not apply, ask somebody; with a remark behind
# it; a dispute and a confirmation. In English and in Chinese.
. "${0%/*}/../lib.sh"
fresh
cp -r "$ROOT/inventories/acme" .
git_here
file() { cat "acme/platforms/$1.yaml"; }

cat >ana.csv <<'END'
Id,Question,Answer,Don't know,Does not apply,Ask instead
platforms/jira/teams,,sales,,,
platforms/jira/owner,,Ben set it up,x,,
platforms/jira/admin,,,,,"Fritz Lang (he pays for it)"
platforms/jira/holds,,don't know - ask Tom,,,
platforms/jira/integrations,,"-> Salesforce weekly by hand Tom",,,
platforms/zendesk/holds,,,,"x, it is only a chat",
platforms/zendesk/owner,,"ask Mia, she knows",,,
platforms/xactly/holds,,quotas,,,Jo or Fritz Lang
platforms/xactly/tier,,1,,,
platforms/xactly/integrations,,none (we copy by hand),,,
platforms/events-sheet/integrations,,,not me,,
platforms/outreach/owner,,,x,x,
platforms/outreach/admin,,n/a,,,
platforms/outreach/integrations/salesforce/every,,"every hour, at night too",,,
platforms/salesforce/confirmed,Still so?,yes (checked today),,,
platforms/pipedrive/confirmed,Still so?,"no, we stopped",,,
platforms/forecast-sheet/confirmed,Still so?,?,,,
platforms/hubspot/category,Which is right?,both,,,
platforms/netsuite/integrations/power-bi/every,,Jo,,,
stakeholders/tom-okafor/team,,sales,,,
platforms/nope/owner,,Ana,,,
platforms/xactly/admin,,-,,,
END
stk -i acme import ana.csv --by ana
status_is 0
golden import/answers.txt
like "$(file jira)" 'teams: \[sales\]' 'a value'
like "$(file jira)" 'Owner: Ben set it up' 'words beside a tick are a remark'
like "$(file jira)" 'with: salesforce, flow: out, method: manual, every: 1 week, who: tom-okafor' 'a line as in the walk'
like "$(cat acme/stakeholders/fritz-lang.yaml)" 'referred_by: \[ana-ruiz\]' 'who is to be asked becomes a stakeholder'
like "$(file xactly)" 'integrations: \[\]' 'none, with a remark'
like "$(file xactly)" 'we copy by hand' 'has we copy by hand'
like "$(file outreach)" 'every: 1 hour' 'the value before the remark'
like "$(file outreach)" 'How often: at night too' 'has How often: at night too'
like "$(file salesforce)" 'confirmed: 2026-12-01' 'confirmed'
like "$(file salesforce)" 'Confirmed: checked today' 'with its remark'
like "$(file pipedrive)" 'Not so any more \(Ana Ruiz, 2026-12-01\): no, we stopped' 'has Not so any more Ana Ruiz: no, we stopped'
unlike "$(file pipedrive)" 'confirmed: 2026-12' 'and not confirmed'
like "$(file hubspot)" 'category: \[marketing-automation, crm\]' 'both sides of a dispute'
unlike "$(file hubspot)" 'at: category' 'the dispute is decided'
like "$(file netsuite)" 'every: 1 month' 'the side of Jo'
unlike "$(file netsuite)" 'disputes' 'has not disputes'
evidence=$(cat acme/evidence/2026-12-01-ana-ruiz-sheet-*)
like "$evidence" 'platforms/jira/owner, state: unknown, cell: D3' 'has platforms/jira/owner, state: unknown, cell: D3'
like "$evidence" 'platforms/jira/admin, ask: fritz-lang, cell: F4' 'has platforms/jira/admin, ask: fritz-lang, cell: F4'
like "$evidence" 'platforms/jira/holds, ask: tom-okafor, cell: C5' 'who knows says more than not to know'
like "$evidence" 'platforms/zendesk/holds, state: not-applicable, cell: E7' 'has platforms/zendesk/holds, state: not-applicable, cell: E7'
like "$evidence" 'platforms/outreach/admin, state: not-applicable, cell: C14' 'has platforms/outreach/admin, state: not-applicable, cell: C14'
like "$evidence" 'platforms/forecast-sheet/confirmed, state: unknown' 'has platforms/forecast-sheet/confirmed, state: unknown'
like "$evidence" 'platforms/hubspot/category, says: \[marketing-automation, crm\], cell: C19' 'has platforms/hubspot/category, says: marketing-automation, crm, cell: C19'
stk -i acme settle
err_like 'No disputes' 'nothing is left open'
stk -i acme import ana.csv --by ana
err_like 'Nothing new' 'the same again says nothing'

# --- in Chinese; of a dispute, two decide differently
fresh
cp -r "$ROOT/inventories/acme" .
git_here
cat >ana.csv <<'END'
编号,问题,回答,不知道,不适用,改问谁
platforms/jira/owner,,不知道，问李伟,,,
platforms/jira/teams,,市场部,,,
platforms/jira/admin,,不适用（已停用）,,,
platforms/zendesk/holds,,,是，但王芳可能知道,,
platforms/zendesk/owner,,,,,王芳（她负责）
platforms/salesforce/confirmed,还是这样吗？,是，今天查过,,,
platforms/xactly/integrations,,每月同步到 Power BI,,,
platforms/netsuite/integrations/power-bi/every,,每月（月底）,,,
platforms/hubspot/category,,保留,,,
END
printf 'Id,Question,Answer\nplatforms/hubspot/category,,crm\n' >tom.csv
stk -i acme import --by ana.csv=ana --by tom.csv=tom ana.csv tom.csv
status_is 0
golden import/answers-zh.txt
evidence=$(cat acme/evidence/2026-12-01-ana-ruiz-sheet-*)
like "$evidence" 'platforms/jira/owner, ask: 李伟, cell: C2' 'has platforms/jira/owner, ask: 李伟, cell: C2'
like "$evidence" 'platforms/jira/admin, state: not-applicable, cell: C4' 'has platforms/jira/admin, state: not-applicable, cell: C4'
like "$evidence" 'platforms/zendesk/holds, state: unknown, cell: D5' 'has platforms/zendesk/holds, state: unknown, cell: D5'
like "$evidence" 'platforms/zendesk/owner, ask: 王芳, cell: F6' 'has platforms/zendesk/owner, ask: 王芳, cell: F6'
like "$(cat acme/stakeholders/王芳.yaml)" 'referred_by: \[ana-ruiz\]' 'has referred_by: ana-ruiz'
like "$(file netsuite)" 'every: 1 month' 'has every: 1 month'
like "$(file hubspot)" 'category: \[marketing-automation\]' 'what stood stays'
like "$(file hubspot)" 'at: category, says: crm, by: tom-okafor' 'and who says otherwise is heard'
unlike "$(file hubspot)" 'by: ben-adeyemi' 'has not by: ben-adeyemi'
stk -i acme import --by ana.csv=ana --by tom.csv=tom tom.csv ana.csv
err_like 'Nothing new' 'the same again says nothing'
stk -i acme check --select quality --fail-on error
status_is 0 'what was written is sound'
done_testing
