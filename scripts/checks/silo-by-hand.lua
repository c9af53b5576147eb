-- Another way for the same pair that needs nobody, or of which nobody has said how it goes.
local function also_by_itself(link)
  for _, other in ipairs(link.from:links("out")) do
    if other.to == link.to and not other.by_hand and not other.view then
      return true
    end
  end
  return false
end

-- Who does it, by name: people, teams, or as it was written.
local function people(inventory, ids)
  local who = {}
  for i, id in ipairs(ids or {}) do
    who[i] = inventory:stakeholder(id) or inventory:team(id) or id
  end
  return who
end

return {
  id = "silo-by-hand", severity = "note", about = "silo",
  title = "Data on its way to the reports is carried by hand",
  explain = [[
A person moves this data, by file or by typing. It works until that person is ill, on leave or gone;
it is as old as the last time they did it; and whoever reads the report cannot see that. Links that
lead to no report are left alone.]],
  remedy = [[
Let the platforms exchange it themselves (a native integration, an API), or agree who does it, how
often, and who stands in.]],

  run = function(inventory, report)
    for link in inventory:links("by_hand") do
      if link.to:reaches_destination() and not link.disputed and not also_by_itself(link) then
        local metrics = link:holds_up()
        local who = people(inventory, link.who)
        local message = { "%s reaches %s only by hand", link.from, link.to }
        if #who > 0 then
          message = { "%s reaches %s only by hand: %s does it", link.from, link.to, who }
        end
        report{ at = link, message = message, ask = not link.who and link:at("who") or nil, metrics = metrics,
                key = link.from.id .. ">" .. link.to.id, severity = #metrics > 0 and "warning" or "note" }
      end
    end
  end,

  examples = {
    { says = "a quota sheet typed in every month", finds = { "platforms/quota-sheet/integrations/bi" }, inventory = [[
inventory: {destination: [bi]}
stakeholders: {jo: {name: Jo}}
platforms:
  bi: {name: BI}
  quota-sheet: {name: Quota sheet, holds: [quota], integrations:
    [{with: bi, flow: out, carries: [quota], method: manual, every: 1 month, who: jo}]}
]] },
    { says = "files, two steps before the destination", finds = { "platforms/events-sheet/integrations/hubspot" },
      inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI}
  hubspot: {name: HubSpot, integrations: [{with: bi, flow: out, method: native}]}
  events-sheet: {name: Events sheet, integrations: [{with: hubspot, flow: out, method: file}]}
]] },
    { says = "nobody has said how it gets there", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI}
  quota-sheet: {name: Quota sheet, holds: [quota], integrations: [{with: bi, flow: out, carries: [quota]}]}
]] },
    { says = "by hand, but to where no report is made; and a view", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, integrations: [{with: notes, flow: out, method: manual}, {with: bi, flow: out, method: view}]}
  notes: {name: Notes, integrations: []}
]] },
    { says = "nobody has said how the other one goes", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI}
  crm: {name: CRM, holds: [deal], integrations: [{with: bi, flow: out, carries: [deal], name: nightly},
    {with: bi, flow: out, carries: [deal], method: file, name: before the board}]}
]] },
    { says = "an integration does it as well", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI}
  crm: {name: CRM, holds: [deal], integrations: [{with: bi, flow: out, carries: [deal], method: api, name: nightly},
    {with: bi, flow: out, carries: [deal], method: file, name: before the board}]}
]] },
  },
}
