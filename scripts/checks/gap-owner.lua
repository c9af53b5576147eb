return {
  id = "gap-owner", severity = "note", about = "gap",
  title = "Nobody answers for a platform",
  explain = [[
A platform without an owner is one whose data nobody promises to keep right, and of which nobody can
be asked a question. Platforms that hold none of what the audit looks for are left alone.]],
  remedy = [[
Ask who decides about it; a team is an answer too. Then `stocktake set platforms/ID/owner WHO`.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      local owners = platform:count("owner")
      if (owners or 0) == 0 and not platform:holds_nothing() and not platform.part_of then
        local format = owners and "%s is owned by nobody" or "nobody has said who owns %s"
        report{ at = platform, message = { format, platform }, ask = platform:at("owner") }
      end
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
