return {
  id = "conflict-dispute", severity = "warning", about = "conflict",
  title = "Two people say different things",
  explain = [[
Somebody contradicted what is recorded, and nobody has settled it; or the two ends of one
integration describe it differently. Until it is settled, what hangs on it counts as disputed, not
as known.]],
  remedy = [[
Ask the two, or whoever owns the platform, then `stocktake settle ADDRESS`.]],

  run = function(inventory, report)
    for _, dispute in ipairs(inventory:disputes()) do
      local message = { "%s is disputed", dispute.at }
      if dispute.by and dispute.says and dispute.recorded then
        message = { "%s says %s, recorded is %s", dispute.by, dispute.says, dispute.recorded }
      elseif dispute.by and dispute.says then
        message = { "%s says %s, which the record does not", dispute.by, dispute.says }
      end
      report{ at = dispute.at, key = dispute.key, ask = dispute.at, message = message }
    end
    for link in inventory:links() do
      -- A link both ways is two; one finding is enough.
      if link.disputed and not (link.both and link.to.id < link.from.id) then
        report{ at = link, key = link.from.id .. ">" .. link.to.id, ask = link, metrics = link:holds_up(),
                message = { "%s and %s do not describe their integration the same way", link.from, link.to } }
      end
    end
  end,

  examples = {
    { says = "is it a CRM?", finds = { "platforms/hubspot/category" }, inventory = [[
stakeholders: {li: {name: Li}}
platforms:
  hubspot: {name: HubSpot, category: [marketing-automation],
    disputes: [{at: category, says: crm, by: li, on: 2026-12-03}]}
]] },
    { says = "two ends, two stories", finds = { "platforms/hubspot/integrations/crm" }, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in, every: 1 day}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
    { says = "two ends, one story, each with its own words", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in, every: 15 minutes}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, carries: [lead]}]}
]] },
    { says = "only one end was asked; silence is no contradiction", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, disputes: []}
  hubspot: {name: HubSpot, category: [crm], integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
  },
}
