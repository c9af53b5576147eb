-- Per group: the platforms that are the record for all of it, and those that are for a term of it.
local function gather(inventory)
  local groups = {}
  for platform in inventory:platforms("active") do
    for _, word in ipairs(platform.system_of_record or {}) do
      local term = inventory:term(word)
      local group = term and term.group or word
      local records = groups[group] or { whole = {}, terms = {} }
      groups[group] = records
      local list = records.whole
      if term then
        list = records.terms[word] or {}
        records.terms[word] = list
      end
      list[#list + 1] = platform
    end
  end
  return groups
end

-- Two or more that are the record for one thing, and what that is. Terms of one group may well have
-- different records; a term and its whole group may not.
local function clash(group, records)
  if #records.whole >= 2 then
    return records.whole, group
  end
  for word, platforms in pairs(records.terms) do
    local all = { records.whole[1] }
    for _, platform in ipairs(platforms) do
      if platform ~= records.whole[1] then
        all[#all + 1] = platform
      end
    end
    if #all >= 2 then
      return all, word
    end
  end
end

return {
  id = "conflict-record", severity = "warning", about = "conflict",
  title = "Two systems of record for the same",
  explain = [[
Where two platforms differ, the system of record is right. With two of them nobody knows which, and
every report may take another one.]],
  remedy = [[
Agree which one counts, and take the other out: `stocktake set platforms/ID/system_of_record ...`.
One that is being replaced is the record until the day it is switched off.]],

  run = function(inventory, report)
    for group, records in pairs(gather(inventory)) do
      local platforms, word = clash(group, records)
      if platforms then
        local first = platforms[1]
        report{ at = first:at("system_of_record"), key = group, ask = first:at("system_of_record"),
                message = { "%s are each said to be the system of record for %s", platforms, word } }
      end
    end
  end,

  examples = {
    { says = "deals in both", finds = { "platforms/crm/system_of_record" }, inventory = [[
platforms:
  crm: {name: CRM, system_of_record: [deal, contact]}
  hubspot: {name: HubSpot, system_of_record: deal}
]] },
    { says = "a group here, a term of it there", finds = { "platforms/crm/system_of_record" }, inventory = [[
platforms:
  crm: {name: CRM, system_of_record: [deal]}
  erp: {name: ERP, system_of_record: [deal.amount]}
]] },
    { says = "three of them: one finding", finds = { "platforms/a/system_of_record" }, inventory = [[
platforms:
  a: {name: A, system_of_record: [quota]}
  b: {name: B, system_of_record: [quota]}
  c: {name: C, system_of_record: [quota], status: retiring}
]] },
    { says = "each for its own; terms of one group shared out", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, system_of_record: [deal.stage, contact]}
  erp: {name: ERP, system_of_record: [deal.amount, invoice]}
  hubspot: {name: HubSpot, system_of_record: []}
  quiet: {name: Quiet}
]] },
    { says = "the other one is retired, or only planned", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, system_of_record: [deal]}
  old: {name: Old, status: retired, system_of_record: [deal]}
  next: {name: Next, status: planned, system_of_record: [deal]}
]] },
  },
}
