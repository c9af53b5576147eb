local FEW = 5

return {
  id = "gap-owner", severity = "note", about = "gap",
  title = "Nobody answers for a platform",
  explain = [[
A platform without an owner is one whose data nobody promises to keep right, and of which nobody can
be asked a question. Platforms that hold none of what the audit looks for are left alone. As long as
nobody was asked about most of them, it is told in one.]],
  remedy = [[
Ask who decides about it; a team is an answer too. Then `stocktake set platforms/ID/owner WHO`.]],

  run = function(inventory, report)
    local all, unasked = 0, {}
    for platform in inventory:platforms("active") do
      local owners = platform:count("owner")
      if not platform:holds_nothing() and not platform.part_of then
        all = all + 1
        if not owners then
          unasked[#unasked + 1] = platform
        elseif owners == 0 then
          report{ at = platform, message = { "%s is owned by nobody", platform }, ask = platform:at("owner") }
        end
      end
    end
    if #unasked > FEW and #unasked * 2 > all then
      report{ at = "inventory", key = "unasked", ask = unasked[1]:at("owner"),
              message = { "nobody has said who owns %s", unasked },
              remedy = "Ask who decides about them: `stocktake walk` does, platform by platform." }
      return
    end
    for _, platform in ipairs(unasked) do
      report{ at = platform, message = { "nobody has said who owns %s", platform }, ask = platform:at("owner") }
    end
  end,

  examples = {
    { says = "nobody was asked, and nobody owns it", finds = { "platforms/crm", "platforms/leads-sheet" },
      inventory = [[
platforms:
  crm: {name: CRM, holds: [deal]}
  leads-sheet: {name: Leads sheet, owner: []}
]] },
    { says = "one that is being retired still counts", finds = { "platforms/crm" }, inventory = [[
platforms:
  crm: {name: CRM, status: retiring}
]] },
    { says = "a list was taken in, and one was asked about: said once, and what was answered with nobody by itself",
      finds = { "inventory", "platforms/wiki" }, inventory = [[
stakeholders: {li: {name: Li}}
platforms: {a: {name: A}, b: {name: B}, c: {name: C}, d: {name: D}, e: {name: E}, f: {name: F},
  crm: {name: CRM, owner: li}, wiki: {name: Wiki, owner: []}}
]] },
    { says = "a person, a team, both", finds = {}, inventory = [[
inventory: {teams: [{id: sales, name: Sales, chain: down}]}
stakeholders: {li: {name: Li}}
platforms:
  crm: {name: CRM, owner: li}
  tracker: {name: Tracker, owner: [sales]}
  bi: {name: BI, owner: [li, sales]}
]] },
    { says = "retired, planned, without data, inside another", finds = {}, inventory = [[
platforms:
  old-crm: {name: Old CRM, status: retired}
  next-crm: {name: Next CRM, status: planned}
  canva: {name: Canva, holds: []}
  inbox: {name: Inbox, part_of: old-crm}
]] },
  },
}
