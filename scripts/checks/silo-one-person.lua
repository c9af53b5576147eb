-- Who has a hand in a platform's data: platform -> ids. At either end of a link they know the platform; that its data
-- hangs on them is so where nothing leaves it by itself.
local function movers(inventory)
  local moved = {}
  for link in inventory:links("by_hand") do
    for _, id in ipairs(link.who or {}) do
      for _, platform in ipairs{ link.from, link.to } do
        moved[platform] = moved[platform] or { carries = false }
        table.insert(moved[platform], id)
      end
      moved[link.from].carries = true
    end
  end
  for platform, ids in pairs(moved) do
    for _, link in ipairs(platform:links("out")) do
      ids.carries = ids.carries and link.by_hand
    end
  end
  return moved
end

-- Who is named for it, by what they do; nil where a team is named too, or more than one person.
local function only_person(inventory, platform, moved)
  local person, roles = nil, {}
  local function name(ids, role)
    for _, id in ipairs(ids or {}) do
      local who = inventory:stakeholder(id)
      if not who or (person and person ~= who) then
        return false
      end
      person = who
    end
    if role and ids and #ids > 0 then
      roles[#roles + 1] = role
    end
    return true
  end

  if not name(platform.owner, phrase("decides about it")) or not name(platform.admin, phrase("can show its fields")) or
     not name(moved, moved and moved.carries and phrase("moves its data by hand")) or
     platform:disputed("owner") or platform:disputed("admin") then
    return nil
  end
  return person, roles
end

return {
  id = "silo-one-person", severity = "note", about = "silo",
  title = "A platform hangs on one person",
  explain = [[
Everybody who was named for it is the same person: they decide about it, they alone can show what is
in it, or they carry its data by hand. When they are away nobody can say what it holds, and nothing
gets out of it. Only what was said counts: a role that nobody was asked about names nobody.]],
  remedy = [[
Name a second person or a team: `stocktake set platforms/ID/owner WHO`. Let somebody else see how
the data is moved.]],

  run = function(inventory, report)
    local moved = movers(inventory)
    for platform in inventory:platforms("active") do
      local person, roles
      if platform:count("admin") or moved[platform] then                  -- else it is one role at most
        person, roles = only_person(inventory, platform, moved[platform])
      end
      if person and #roles >= 2 and #platform:groups() > 0 and (platform.copies or 1) <= 1 then
        report{ at = platform, ask = platform:at("owner"),
                message = { "%s hangs on %s alone, who %s", platform, person, roles } }
      end
    end
  end,

  examples = {
    { says = "owner and admin are one", finds = { "platforms/quota-sheet" }, inventory = [[
stakeholders: {jo: {name: Jo}}
platforms:
  quota-sheet: {name: Quota sheet, holds: [quota], owner: jo, admin: jo}
]] },
    { says = "the owner carries it over by hand", finds = { "platforms/quota-sheet" }, inventory = [[
inventory: {destination: [bi]}
stakeholders: {jo: {name: Jo}}
platforms:
  bi: {name: BI, holds: []}
  quota-sheet: {name: Quota sheet, holds: [quota], owner: [jo], integrations:
    [{with: bi, flow: out, method: manual, who: jo}]}
]] },
    { says = "one role is no more than one role", finds = {}, inventory = [[
stakeholders: {jo: {name: Jo}}
platforms:
  quota-sheet: {name: Quota sheet, holds: [quota], owner: jo}
  crm: {name: CRM, holds: [deal]}
]] },
    { says = "what is carried into it by hand does not hang it on anybody, nor what goes out by itself as well",
      finds = {}, inventory = [[
inventory: {destination: [bi]}
stakeholders: {jo: {name: Jo}, li: {name: Li}}
platforms:
  bi: {name: BI, holds: [deal], owner: jo}
  crm: {name: CRM, holds: [deal], owner: jo, integrations: [{with: bi, flow: out, method: native},
    {with: sheet, flow: out, method: file, who: jo}]}
  sheet: {name: Sheet, holds: [quota], owner: li, integrations: [{with: bi, flow: out, method: manual, who: jo}]}
]] },
    { says = "nobody has said what it holds; or who owns it is disputed", finds = {}, inventory = [[
stakeholders: {jo: {name: Jo}, li: {name: Li}}
platforms:
  drive: {name: Drive, owner: jo, admin: jo}
  crm: {name: CRM, holds: [deal], owner: jo, admin: jo, disputes: [{at: owner, says: li, by: li, on: 2026-11-03}]}
]] },
    { says = "a team, a second person, a second pair of hands", finds = {}, inventory = [[
inventory: {destination: [bi], teams: [{id: sales, name: Sales, chain: down}]}
stakeholders: {jo: {name: Jo}, li: {name: Li}}
platforms:
  bi: {name: BI, holds: []}
  crm: {name: CRM, holds: [deal], owner: [sales], admin: jo}
  quota-sheet: {name: Quota sheet, holds: [quota], owner: jo, admin: li}
  targets: {name: Targets, holds: [quota], owner: jo, admin: jo, integrations:
    [{with: bi, flow: out, method: file, who: [jo, li]}]}
]] },
    { says = "retired, without data, everyone's own", finds = {}, inventory = [[
stakeholders: {jo: {name: Jo}}
platforms:
  old: {name: Old, status: retired, holds: [deal], owner: jo, admin: jo}
  canva: {name: Canva, holds: [], owner: jo, admin: jo}
  tracker: {name: Tracker, copies: 12, holds: [contact], owner: jo, admin: jo}
]] },
  },
}
