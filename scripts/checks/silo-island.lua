return {
  id = "silo-island", severity = "warning", about = "silo",
  title = "Platforms that exchange data only with one another",
  explain = [[
These platforms are connected, but only with one another: all of them were asked, and none leads to
the place where reports are made. From outside they look integrated; for a report they are as far
away as a sheet on somebody's laptop.]],
  remedy = [[
Connect one of them, best the one that holds most, to a platform that reaches the place where
reports are made.]],

  run = function(inventory, report)
    if #inventory:destinations() == 0 then
      return                                                   -- gap-destination speaks of that
    end
    for component in inventory:components() do
      if component:size() > 1 and not component:has_destination() and component:all_asked()
          and not component:holds_nothing() then
        local platforms = component:platforms()
        report{ at = platforms[1], message = { "%s exchange data only with one another", platforms },
                ask = platforms[1]:at("integrations"), metrics = component:holds_up() }
      end
    end
  end,

  examples = {
    { says = "two marketing tools on their own", finds = { "platforms/hubspot" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  hubspot: {name: HubSpot, holds: [lead], integrations: [{with: on24, flow: in}]}
  on24: {name: ON24, holds: [lead], integrations: []}
]] },
    { says = "three in a ring, the destination elsewhere", finds = { "platforms/a" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: [{with: crm, flow: in}]}
  crm: {name: CRM, integrations: []}
  a: {name: A, holds: [lead], integrations: [{with: b, flow: out}]}
  b: {name: B, holds: [lead], integrations: [{with: c, flow: out}]}
  c: {name: C, holds: [lead], integrations: [{with: a, flow: both}]}
]] },
    { says = "one of them was not asked", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  hubspot: {name: HubSpot, holds: [lead], integrations: [{with: on24, flow: in}]}
  on24: {name: ON24, holds: [lead]}
]] },
    { says = "they are connected with the destination", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  hubspot: {name: HubSpot, holds: [lead], integrations: [{with: on24, flow: in}, {with: bi, flow: out}]}
  on24: {name: ON24, holds: [lead], integrations: []}
]] },
    { says = "nobody has said where reports are made, and what holds nothing does not matter", finds = {},
      inventory = [[
platforms:
  hubspot: {name: HubSpot, holds: [lead], integrations: [{with: on24, flow: in}]}
  on24: {name: ON24, holds: [lead], integrations: []}
]] },
  },
}
