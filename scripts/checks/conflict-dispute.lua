-- What is disputed about holdings and links holds up metrics; the rest holds up none.
local function held_up(dispute)
  local metrics = {}
  if dispute.at:find("^platforms/[^/]+/[hif]") then            -- holds, integrations, fields
    for _, metric in ipairs(dispute.entity:holds_up()) do
      if metric.state == "disputed" then
        metrics[#metrics + 1] = metric
      end
    end
  end
  return metrics
end

return {
  id = "conflict-dispute", severity = "warning", about = "conflict",
  title = "Two people say different things",
  explain = [[
Somebody contradicted what is recorded, and nobody has settled it. Until it is settled, what hangs
on it counts as disputed, not as known.]],
  remedy = [[
Ask the two, or whoever owns the platform, then `stocktake settle ADDRESS`.]],

  run = function(inventory, report)
    local disputes = inventory:disputes()
    for _, dispute in ipairs(disputes) do
      local what = dispute.at:sub(#dispute.entity.address + 2)
      local message = { "%s, %s: somebody disputes what is recorded", dispute.entity, what }
      if dispute.by and dispute.says and dispute.recorded then
        message = { "%s, %s: %s says %s, recorded is %s", dispute.entity, what, dispute.by, dispute.says,
                    dispute.recorded }
      elseif dispute.by and dispute.says then
        message = { "%s, %s: %s says %s, which the record does not", dispute.entity, what, dispute.by, dispute.says }
      end
      report{ at = dispute.at, key = dispute.key, ask = dispute.at, message = message, metrics = held_up(dispute) }
    end
  end,

  examples = {
    { says = "is it a CRM?", finds = { "platforms/hubspot/category" }, inventory = [[
stakeholders: {li: {name: Li}}
platforms:
  hubspot: {name: HubSpot, category: [marketing-automation],
    disputes: [{at: category, says: crm, by: li, on: 2026-12-03}]}
]] },
    { says = "somebody against the record of a link: said once", finds = { "platforms/erp/integrations/bi/every" },
      inventory = [[
inventory: {destination: [bi]}
stakeholders: {jo: {name: Jo}}
platforms:
  bi: {name: BI}
  erp: {name: ERP, integrations: [{with: bi, flow: out, every: 1 day}],
    disputes: [{at: integrations/bi/every, says: 1 month, by: jo, on: 2026-11-03}]}
]] },
    { says = "two ends, two stories: conflict-integration says so", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in, every: 1 day}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
    { says = "only one end was asked; silence is no contradiction", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, disputes: []}
  hubspot: {name: HubSpot, category: [crm], integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
  },
}
