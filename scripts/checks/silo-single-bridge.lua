-- Those who lose something when it falls: not what is known to hold nothing, unless others come through it.
local function losers(platform)
  local list = {}
  for _, other in ipairs(platform:behind()) do
    if not other:holds_nothing() or other:cuts_off() > 0 then
      list[#list + 1] = other
    end
  end
  return list
end

-- How many more are cut off because those are.
local function through(platform)
  local more = platform:cuts_off() - #platform:behind()
  return more > 0 and phrase(", and what comes through these (%d more)", more) or ""
end

return {
  id = "silo-single-bridge", severity = "note", about = "silo",
  title = "One link or platform is the only way for several others",
  explain = [[
Several platforms reach the place where reports are made only through this one. If it is replaced,
or its one link onward breaks, all of them are silos at once. A platform behind which only one other
stands is left alone. Only what was said counts: who was not asked what it exchanges may have another
way.]],
  remedy = [[
Know it before the contract ends: watch this link, and connect what matters most directly.
`stocktake what-if --retire PLATFORM` shows what would be lost.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      local behind = platform:cuts_off() >= 2 and not platform:is_destination() and losers(platform) or {}
      if #behind >= 2 then
        local link = platform:bridge()
        if link then
          report{ at = link, key = link.from.id .. ">" .. link.to.id,
                  message = { "the link from %s to %s is the only way to the reports for %s and, behind it, %s%s",
                              link.from, link.to, link.from, behind, through(platform) } }
        else
          report{ at = platform, message = { "%s is the only way to the reports for %s%s", platform, behind,
                                             through(platform) } }
        end
      end
    end
  end,

  examples = {
    { says = "all comes through the CRM, over one link", finds = { "platforms/crm/integrations/bi" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: both}]}
  outreach: {name: Outreach, integrations: [{with: crm, flow: out}]}
]] },
    { says = "through a warehouse with two links onward", finds = { "platforms/warehouse" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  marts: {name: Marts, integrations: [{with: bi, flow: out}]}
  warehouse: {name: Warehouse, integrations: [{with: bi, flow: out}, {with: marts, flow: out}]}
  crm: {name: CRM, integrations: [{with: warehouse, flow: out}]}
  erp: {name: ERP, integrations: [{with: warehouse, flow: out}]}
]] },
    { says = "a hub behind a hub: each for what is next to it",
      finds = { "platforms/crm", "platforms/hubspot/integrations/crm" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: [{with: crm, flow: in, name: a}, {with: crm, flow: in, name: b}]}
  crm: {name: CRM, integrations: []}
  outreach: {name: Outreach, integrations: [{with: crm, flow: out}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out}]}
  events: {name: Events, integrations: [{with: hubspot, flow: out}]}
  zoom: {name: Zoom, integrations: [{with: hubspot, flow: out}]}
]] },
    { says = "the hub was not asked, so its one link may not be the only one", finds = { "platforms/crm" },
      inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: [{with: crm, flow: in}]}
  crm: {name: CRM}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out}]}
  outreach: {name: Outreach, integrations: [{with: crm, flow: out}]}
]] },
    { says = "only the CRM has spoken: those behind it were not asked, and may have a way of their own", finds = {},
      inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, integrations: [{with: bi, flow: out}, {with: hubspot, flow: in}, {with: outreach, flow: in}]}
  hubspot: {name: HubSpot}
  outreach: {name: Outreach}
]] },
    { says = "what stands behind it holds nothing that is looked for", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
  canva: {name: Canva, holds: [], integrations: [{with: crm, flow: out}]}
  zoom: {name: Zoom, holds: [], integrations: [{with: crm, flow: out}]}
]] },
    { says = "each has another way, or there is only one behind it", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out}, {with: bi, flow: out}]}
  outreach: {name: Outreach, integrations: [{with: crm, flow: out}]}
]] },
    { says = "those behind it are retired or planned; and nobody has said where reports are made", finds = {},
      inventory = [[
inventory: {destination: []}
platforms:
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
  bi: {name: BI, integrations: []}
  old: {name: Old, status: retired, integrations: [{with: crm, flow: out}]}
  next: {name: Next, status: planned, integrations: [{with: crm, flow: out}]}
]] },
    { says = "a chain, one behind the other", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  store: {name: Store, integrations: [{with: bi, flow: out}]}
  crm: {name: CRM, integrations: [{with: store, flow: out}]}
  tracker: {name: Tracker, integrations: [{with: crm, flow: out}]}
]] },
  },
}
