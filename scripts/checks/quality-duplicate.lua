return {
  id = "quality-duplicate", severity = "note", about = "quality",
  title = "Two entries that are probably one platform",
  explain = [[
Fifteen people type the same name in fifteen ways. Two entries for one platform split what is known
of it: each half looks like a silo. Entries of different products, and instances of one product with
names of their own, are left alone.]],
  remedy = [[
If they are one: `stocktake fold SECOND FIRST` (nothing that either says is lost). If they are two,
give each its `product`, and a name that tells them apart.]],

  run = function(inventory, report)
    for _, twin in ipairs(inventory:twins()) do
      if twin.a.status ~= "retired" and twin.b.status ~= "retired" then
        local format = twin.exact and "%s (%s) and %s (%s) go by the same name"
          or "%s (%s) and %s (%s) are probably the same platform"
        report{ at = twin.b, key = twin.a.id, severity = twin.exact and "warning" or "note",
                message = { format, twin.a, twin.a.id, twin.b, twin.b.id } }
      end
    end
  end,

  examples = {
    { says = "blanks and capitals", finds = { "platforms/hubspot-2" }, inventory = [[
platforms:
  hubspot: {name: HubSpot}
  hubspot-2: {name: Hub Spot}
]] },
    { says = "another name of the first", finds = { "platforms/sfdc" }, inventory = [[
platforms:
  salesforce: {name: Salesforce, aka: [SFDC]}
  sfdc: {name: SFDC}
]] },
    { says = "two instances of one product, on purpose", finds = {}, inventory = [[
platforms:
  zendesk-emea: {name: Zendesk EMEA, product: zendesk}
  zendesk-us: {name: Zendesk US, product: zendesk}
]] },
    { says = "different products; and one that was retired", finds = {}, inventory = [[
platforms:
  pipedrive: {name: Pipedrive}
  pipeline: {name: Pipeline CRM}
  tracker: {name: Tracker, status: retired}
  tracker-2: {name: Tracker}
]] },
  },
}
