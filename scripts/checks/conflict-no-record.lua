-- Those that hold a group and do not merely receive it from another that does: group -> platforms. Links are gone
-- through once for all groups: there are more of them than of anything else.
local function sources(inventory, groups)
  local holds, copies, own = {}, {}, {}
  for _, group in ipairs(groups) do
    holds[group], copies[group], own[group] = {}, {}, {}
    for _, platform in ipairs(inventory:holders(group)) do
      holds[group][platform] = true
    end
  end
  for link in inventory:links() do
    if not link.both then
      local from, to = link.from, link.to
      for group, held in pairs(holds) do
        if held[from] and held[to] and not copies[group][to] and link:carries(group) == true then
          copies[group][to] = true
        end
      end
    end
  end
  for _, group in ipairs(groups) do
    for _, platform in ipairs(inventory:holders(group)) do
      if not copies[group][platform] and not platform.copies and not platform:is_destination() then
        table.insert(own[group], platform)
      end
    end
  end
  return own
end

-- The groups that some platform is the record of, whole or in a term.
local function recorded(inventory)
  local groups = {}
  for platform in inventory:platforms("active") do
    for _, word in ipairs(platform.system_of_record or {}) do
      local term = inventory:term(word)
      groups[word] = true
      if term then
        groups[term.group] = true
      end
    end
  end
  return groups
end

return {
  id = "conflict-no-record", severity = "note", about = "conflict",
  title = "Nobody has said which of several platforms counts",
  explain = [[
The same kind of data is kept in more than one place, none of which merely receives it from another,
and none is said to be the system of record. A metric takes one of them; whether it is the one that
people believe is chance. Nobody has said that they differ: it is a question, not a quarrel.]],
  remedy = [[
Ask which of them counts where they differ: `stocktake set platforms/ID/system_of_record GROUP`.]],

  run = function(inventory, report)
    local needed, order = {}, {}               -- group -> metrics that need it
    for metric in inventory:metrics() do
      for _, need in ipairs(metric.needs) do
        if not needed[need.group] then
          needed[need.group] = {}
          order[#order + 1] = need.group
        end
        table.insert(needed[need.group], metric)
      end
    end
    local has_record, asked = recorded(inventory), {}
    for _, group in ipairs(order) do
      if not has_record[group] then
        asked[#asked + 1] = group
      end
    end
    local sources_of = sources(inventory, asked)
    for _, group in ipairs(asked) do
      local own = sources_of[group]
      if #own >= 2 then
        report{ at = "inventory", key = group, ask = own[1]:at("system_of_record"),
                message = { "%s data is held in %s, and nobody has said which counts; needed by %s", group, own,
                            needed[group] } }
      end
    end
  end,

  examples = {
    { says = "quotas in a sheet and in a tool of their own", finds = { "inventory" }, inventory = [[
platforms:
  quota-sheet: {name: Quota sheet, holds: [quota]}
  xactly: {name: Xactly, holds: [quota.amount]}
metrics:
  quota: {name: Quota, needs: [quota.amount]}
]] },
    { says = "kept in step both ways: which one wins is not said", finds = { "inventory" }, inventory = [[
platforms:
  crm: {name: CRM, holds: [lead], integrations: [{with: hubspot, flow: both, carries: [lead]}]}
  hubspot: {name: HubSpot, holds: [lead]}
metrics:
  leads: {name: Leads, needs: [lead.created_at]}
]] },
    { says = "somebody has said which; for a term of it is enough", finds = {}, inventory = [[
platforms:
  quota-sheet: {name: Quota sheet, holds: [quota]}
  xactly: {name: Xactly, holds: [quota], system_of_record: [quota.amount]}
metrics:
  quota: {name: Quota, needs: [quota.amount]}
]] },
    { says = "a copy, a report, personal copies, one that is gone; and data that no metric needs", finds = {},
      inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [lead]}
  crm: {name: CRM, holds: [lead, ticket], integrations: [{with: mailer, flow: out, carries: [lead]}]}
  desk: {name: Desk, holds: [ticket]}
  mailer: {name: Mailer, holds: [lead]}
  tracker: {name: Tracker, holds: [lead], copies: 12}
  old: {name: Old, holds: [lead], status: retired}
metrics:
  leads: {name: Leads, needs: [lead.created_at]}
]] },
    { says = "nobody was asked what they hold", finds = {}, inventory = [[
platforms:
  quota-sheet: {name: Quota sheet}
  xactly: {name: Xactly}
metrics:
  quota: {name: Quota, needs: [quota.amount]}
]] },
  },
}
