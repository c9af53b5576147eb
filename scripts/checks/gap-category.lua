return {
  id = "gap-category", severity = "warning", about = "gap",
  title = "A kind of platform that nobody has named",
  explain = [[
The inventory says which kinds of platform must be covered, and nobody has named one of this kind
that is in use. Either there is none, or it is used by somebody who was not asked: web tracking and
e-mail tools are the usual ones. As long as more than half of the kinds are open they are told in
one.]],
  remedy = [[
Ask the teams that would use one. If there is none, take the category out of `categories` in
inventory.yaml.]],

  run = function(inventory, report)
    local covered, categories, open = inventory:tally("category"), inventory:categories(), {}
    for _, category in ipairs(categories) do
      if not covered[category] then
        open[#open + 1] = category
      end
    end
    if #open > 1 and #open * 2 > #categories then
      report{ at = "inventory/categories", key = "any", ask = "inventory/categories",
              message = { "nobody has said which platforms are used for %s", open } }
      return
    end
    for _, category in ipairs(open) do
      report{ at = "inventory/categories", key = category, ask = "inventory/categories",
              message = { "nobody has said which platform is used for %s", category } }
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
    { says = "nothing is recorded but the destination: said once", finds = { "inventory/categories" }, inventory = [[
inventory: {categories: [crm, business-intelligence, spreadsheet], destination: [bi]}
platforms:
  bi: {name: BI}
]] },
    { says = "just begun: most kinds are open, and said in one", finds = { "inventory/categories" }, inventory = [[
inventory: {categories: [crm, business-intelligence, spreadsheet]}
platforms:
  crm: {name: CRM, category: crm}
]] },
    { says = "half are open: each by itself", finds = { "inventory/categories", "inventory/categories" }, inventory = [[
inventory: {categories: [crm, business-intelligence, spreadsheet, analytics]}
platforms:
  crm: {name: CRM, category: [crm, analytics]}
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
