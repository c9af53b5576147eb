local TURNED = { out = "in", ["in"] = "out", both = "both" }

-- What one end says of the link with the other; nil where it says nothing.
local function said(inventory, platform, other, name)
  for _, item in ipairs(platform:integrations() or {}) do
    if item.name == name and item.with and inventory:platform(item.with) == other then
      return item
    end
  end
end

-- The first thing that both have said and not in the same way, in words.
local function difference(here, there)
  if here.flow and there.flow and here.flow ~= TURNED[there.flow] then
    return phrase("which way it goes")
  elseif here.every and there.every and here.every ~= there.every then
    return phrase("how often it goes (%s, %s)", here.every, there.every)
  elseif here.method and there.method and here.method ~= there.method then
    return phrase("how it is done (%s, %s)", here.method, there.method)
  end
  return phrase("what goes across")
end

-- Somebody's word against the record, at either end: that is a dispute, and a finding already.
local function recorded(disputes, link)
  local there = link.address
  local back = link.to:at("integrations", link.from.id)
  for _, dispute in ipairs(disputes) do
    if dispute.at:sub(1, #there) == there or dispute.at:sub(1, #back) == back then
      return true
    end
  end
  return false
end

return {
  id = "conflict-integration", severity = "warning", about = "conflict",
  title = "The two ends of an integration describe it differently",
  explain = [[
Each of the two platforms' files names the other, and what they say does not fit together. Until it
is settled the link counts as disputed, and what comes over it is not known.]],
  remedy = [[
Ask who looks after the link which of the two is right, and correct the other file. One end is
enough: what the other does not say is taken from here.]],

  run = function(inventory, report)
    local disputes = inventory:disputes()
    for link in inventory:links() do
      -- A link both ways is two; one finding is enough.
      if link.disputed and not (link.both and link.to.id < link.from.id) and not recorded(disputes, link) then
        local here = said(inventory, link.from, link.to, link.name)
        local there = said(inventory, link.to, link.from, link.name)
        if here and there then
          report{ at = link, key = link.from.id .. ">" .. link.to.id, ask = link, metrics = link:holds_up(),
                  message = { "%s and %s do not agree on %s", link.from, link.to, difference(here, there) } }
        end
      end
    end
  end,

  examples = {
    { says = "once a day, every fifteen minutes", finds = { "platforms/hubspot/integrations/crm" }, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in, every: 1 day}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
    { says = "one says that it only receives, the other that it receives too",
      finds = { "platforms/crm/integrations/hubspot" }, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in}]}
  hubspot: {name: HubSpot, integrations: [{with: CRM, flow: both}]}
]] },
    { says = "different loads, both ways: said once", finds = { "platforms/crm/integrations/hubspot" }, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: both, carries: [deal]}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: both, carries: [lead], back: [lead]}]}
]] },
    { says = "one story, each with its own words", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in, every: 1 hour}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, every: 60 minutes, carries: [lead]}]}
]] },
    { says = "only one end was asked", finds = {}, inventory = [[
platforms:
  crm: {name: CRM}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
    { says = "a person against the record: that is a dispute", finds = {}, inventory = [[
stakeholders: {jo: {name: Jo}}
platforms:
  crm: {name: CRM, integrations: [{with: hubspot, flow: in, every: 1 day}],
    disputes: [{at: integrations/hubspot/every, says: 15 minutes, by: jo, on: 2026-11-03}]}
  hubspot: {name: HubSpot, integrations: [{with: crm, flow: out, every: 15 minutes}]}
]] },
  },
}
