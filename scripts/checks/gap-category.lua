return {
  id = "gap-category", severity = "warning", about = "gap",
  title = "A kind of platform that nobody has named",
  explain = [[
The inventory says which kinds of platform must be covered, and nobody has named one of this kind
that is in use. Either there is none, or it is used by somebody who was not asked: web tracking and
e-mail tools are the usual ones.]],
  remedy = [[
Ask the teams that would use one. If there is none, take the category out of `categories` in
inventory.yaml.]],

  run = function(inventory, report)
    local covered, categories = inventory:tally("category"), inventory:categories()
    local any = false
    for _ in inventory:platforms("active") do
      any = true
    end
    if not any and #categories > 1 then
      report{ at = "inventory/categories", key = "any", ask = "inventory/categories",
              message = { "nobody has named a platform yet; these kinds are to be covered: %s", categories } }
      return
    end
    for _, category in ipairs(categories) do
      if not covered[category] then
        report{ at = "inventory/categories", key = category, ask = "inventory/categories",
                message = { "nobody has said which platform is used for %s", category } }
      end
    end
  end,

  examples = {
    { says = "no business intelligence", finds = { "inventory/categories" }, inventory = [[
inventory: {categories: [crm, business-intelligence]}
platforms:
  salesforce: {name: Salesforce, category: [crm]}
]] },
    { says = "only a planned and a retired one", finds = { "inventory/categories" }, inventory = [[
inventory: {categories: [crm]}
platforms:
  old-crm: {name: Old CRM, category: crm, status: retired}
  next-crm: {name: Next CRM, category: crm, status: planned}
]] },
    { says = "nothing is recorded yet: said once", finds = { "inventory/categories" }, inventory = [[
inventory: {categories: [crm, business-intelligence, spreadsheet]}
]] },
    { says = "one platform covers two", finds = {}, inventory = [[
inventory: {categories: [crm, marketing-automation]}
platforms:
  hubspot: {name: HubSpot, category: [marketing-automation, crm]}
]] },
    { says = "none must be covered", finds = {}, inventory = [[
inventory: {categories: []}
platforms:
  hubspot: {name: HubSpot}
]] },
  },
}
