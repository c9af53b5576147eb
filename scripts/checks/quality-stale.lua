return {
  id = "quality-stale", severity = "note", about = "quality",
  title = "What is recorded about a platform is due for confirmation",
  explain = [[
Nobody has said or confirmed anything about it for longer than `confirm_every` allows. People change
their tools and tell nobody; what was true in spring is a guess in autumn.]],
  remedy = [[
Go through it with whoever owns it, and note the day: `stocktake set platforms/ID/confirmed DATE`.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      local days = platform:days_unconfirmed()
      if days and days > inventory.confirm_days then
        report{ at = platform, ask = platform:at("confirmed"),
                message = { "nobody has confirmed %s for more than %d days", platform, inventory.confirm_days } }
      end
    end
  end,

  examples = {
    { says = "confirmed half a year ago", finds = { "platforms/crm" }, inventory = [[
platforms:
  crm: {name: CRM, confirmed: 2026-06-03}
]] },
    { says = "never confirmed, but somebody spoke of it in spring; and a shorter term", finds = { "platforms/crm" },
      inventory = [[
inventory: {confirm_every: 3 months}
stakeholders: {ana: {name: Ana}}
platforms:
  crm: {name: CRM, status: retiring}
evidence:
  2026-05-01-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-05-01T10:00:00Z",
    answers: [{at: platforms/crm/holds/deal, says: true}]}
]] },
    { says = "on the last day", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, confirmed: 2026-06-04}
]] },
    { says = "confirmed long ago, and spoken of since", finds = {}, inventory = [[
stakeholders: {ana: {name: Ana}}
platforms:
  crm: {name: CRM, confirmed: 2025-01-01}
evidence:
  2026-11-01-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-01T10:00:00Z",
    answers: [{at: platforms/crm/owner, says: ana}]}
]] },
    { says = "nobody ever said when: no day to count from; and one that is gone", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, holds: [deal]}
  old: {name: Old, status: retired, confirmed: 2020-01-01}
]] },
  },
}
