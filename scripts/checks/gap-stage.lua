return {
  id = "gap-stage", severity = "note", about = "gap",
  title = "A stage of the buying cycle that no platform serves",
  explain = [[
The goal asks for the data at each stage of the buying cycle. Where no platform is said to serve a
stage, either one is missing from the inventory, or nobody has been asked.]],
  remedy = [[
Ask who works at that stage what they use. Then `stocktake set platforms/ID/stages STAGE`; or take the
stage out of `stages` in inventory.yaml.]],

  run = function(inventory, report)
    local served, open, any, ask = inventory:tally("stages"), {}, false, nil
    for _, stage in ipairs(inventory.stages or {}) do
      if not served[stage] then
        open[#open + 1] = stage
      end
    end
    for platform in inventory:platforms("active") do
      if platform:count("stages") then
        any = true
      elseif not platform:is_destination() then                -- the reports are of all stages
        ask = ask or platform:at("stages")
      end
    end
    if #open > 0 and any then
      report{ at = "inventory/stages", ask = ask,
              message = { "nobody has said which platform serves the buying cycle's %s", open } }
    elseif #open > 0 and ask then
      report{ at = "inventory/stages", ask = ask,
              message = "nobody has said which stages of the buying cycle the platforms serve" }
    end
  end,

  examples = {
    { says = "two stages without a platform: said in one", finds = { "inventory/stages" }, inventory = [[
inventory: {stages: [awareness, consideration, decision, retention]}
platforms:
  hubspot: {name: HubSpot, stages: [awareness, consideration]}
]] },
    { says = "nobody was asked", finds = { "inventory/stages" }, inventory = [[
inventory: {stages: [awareness, decision]}
platforms:
  hubspot: {name: HubSpot}
]] },
    { says = "served only by what is retired or planned", finds = { "inventory/stages" }, inventory = [[
inventory: {stages: [decision, retention]}
platforms:
  crm: {name: CRM, stages: [decision]}
  old: {name: Old, status: retired, stages: [retention]}
  next: {name: Next, status: planned, stages: retention}
]] },
    { says = "each is served, one by what is being retired", finds = {}, inventory = [[
inventory: {stages: [awareness, decision]}
platforms:
  hubspot: {name: HubSpot, stages: awareness}
  crm: {name: CRM, status: retiring, stages: [decision]}
]] },
    { says = "nothing is recorded yet but the destination: other checks say so", finds = {}, inventory = [[
inventory: {stages: [awareness, decision], destination: [bi]}
platforms:
  bi: {name: BI}
]] },
    { says = "no stages are set for this audit", finds = {}, inventory = [[
inventory: {name: Acme}
platforms:
  hubspot: {name: HubSpot, stages: [awareness]}
]] },
  },
}
