return {
  id = "silo-isolated", severity = "warning", about = "silo",
  title = "Platform exchanges data with nothing",
  explain = [[
Somebody was asked what this platform exchanges data with, and the answer was: nothing. No other
platform names it either. What is kept in it cannot be reported on, unless somebody copies it out by
hand.]],
  remedy = [[
Connect it to a platform that reaches the place where reports are made, or move its data into one.
If nothing in it is needed, say so with `holds: []`.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      if platform:degree() == 0 and not platform:holds_nothing() and not platform:is_destination()
          and not platform.part_of then
        local links = platform:integrations()                  -- nil: not asked, and silence is no silo
        if links and #links == 0 and not platform:disputed("integrations") then
          report{ at = platform, message = { "%s exchanges data with nothing", platform },
                  ask = platform:at("integrations"), metrics = platform:holds_up() }
        end
      end
    end
  end,

  examples = {
    { says = "a lone spreadsheet", finds = { "platforms/leads-sheet" }, inventory = [[
platforms:
  leads-sheet: {name: Leads sheet, holds: [lead], integrations: []}
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
  bi: {name: BI, integrations: []}
inventory: {destination: [bi]}
]] },
    { says = "one of two that are alone, nobody having said what it holds", finds = { "platforms/tracker" },
      inventory = [[
platforms:
  tracker: {name: Tracker, integrations: []}
  shared-drive: {name: Shared drive}
]] },
    { says = "nobody was asked", finds = {}, inventory = [[
platforms:
  leads-sheet: {name: Leads sheet, holds: [lead]}
]] },
    { says = "it said nothing, but another platform names it", finds = {}, inventory = [[
platforms:
  leads-sheet: {name: Leads sheet, holds: [lead], integrations: []}
  crm: {name: CRM, integrations: [{with: leads-sheet, flow: in}]}
]] },
    { says = "retired, planned, without data, inside another, or contested", finds = {}, inventory = [[
platforms:
  old-crm: {name: Old CRM, status: retired, holds: [lead], integrations: []}
  next-crm: {name: Next CRM, status: planned, holds: [lead], integrations: []}
  canva: {name: Canva, holds: [], integrations: []}
  inbox: {name: Inbox, part_of: crm, holds: [activity], integrations: []}
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
  bi: {name: BI}
  phone: {name: Phone, holds: [activity], integrations: [],
    disputes: [{at: integrations/crm, says: out, by: li, on: 2026-11-03}]}
stakeholders:
  li: {name: Li}
]] },
  },
}
