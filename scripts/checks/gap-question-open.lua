local LONG_DAYS = 14

-- What hangs on an answer about what a platform holds or exchanges.
local function held_up(question)
  if question.at:find("^platforms/[^/]+/[hif]") then
    return question.entity:holds_up()
  end
  return {}
end

local function add(list, who, question)
  local entry = list[who]
  if not entry then
    entry = { count = 0, days = 0, first = question.at, metrics = {} }
    list[who] = entry
  end
  entry.count = entry.count + 1
  entry.days = math.max(entry.days, question.days)
  for _, metric in ipairs(held_up(question)) do
    entry.metrics[#entry.metrics + 1] = metric
  end
end

-- A list without what comes twice.
local function once(list)
  local seen, short = {}, {}
  for _, item in ipairs(list) do
    if not seen[item] then
      seen[item] = true
      short[#short + 1] = item
    end
  end
  return short
end

return {
  id = "gap-question-open", severity = "note", about = "gap",
  title = "A question has been open for more than two weeks",
  explain = [[
Somebody handed it on to a person who has not been heard since, or did not know the answer and
nobody else was found. "I don't know" is a good answer on the day; weeks later it is a hole that
everybody believes somebody else is filling. One finding for each person who was named, and for each
platform of which nobody knew.]],
  remedy = [[
Ask whoever was named (`stocktake walk --as STAKEHOLDER`), or find somebody else who can know. Where
nobody can, say that it does not apply (`:na`).]],

  run = function(inventory, report)
    local named, unknown = {}, {}
    for _, question in ipairs(inventory:open_questions()) do
      local entity = question.entity
      if entity and (question.days or 0) > LONG_DAYS
          and not (question.at:find("^platforms/") and entity.status == "retired") then
        if question.ask then
          add(named, question.ask, question)
        else                                                   -- also what was handed to somebody unknown
          add(unknown, entity, question)
        end
      end
    end
    for who, entry in pairs(named) do
      report{ at = who, ask = entry.first, metrics = once(entry.metrics),
              message = { entry.count == 1 and "%s was named for %d question, %d days ago, and has not answered"
                          or "%s was named for %d questions, the first %d days ago, and has not answered them",
                          who, entry.count, entry.days } }
    end
    for entity, entry in pairs(unknown) do
      report{ at = entity, key = "unknown", ask = entry.first, metrics = once(entry.metrics),
              message = entry.count == 1
                and { "nobody has answered a question about %s, open for %d days", entity, entry.days }
                or { "nobody has answered %d questions about %s, the first open for %d days", entry.count, entity,
                     entry.days } }
    end
  end,

  examples = {
    { says = "handed on, and not answered: one finding for one person", finds = { "stakeholders/li" }, inventory = [[
stakeholders: {ana: {name: Ana}, li: {name: Li}}
platforms:
  crm: {name: CRM}
evidence:
  2026-11-01-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/owner, ask: li}, {at: platforms/crm/holds, ask: li}]}
]] },
    { says = "nobody knew", finds = { "platforms/crm" }, inventory = [[
stakeholders: {ana: {name: Ana}}
platforms:
  crm: {name: CRM}
evidence:
  2026-11-16-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-16T10:00:00Z", answers:
    [{at: platforms/crm/integrations, state: unknown}]}
]] },
    { says = "handed to somebody whom nobody knows; and a question about the whole",
      finds = { "inventory", "platforms/crm" }, inventory = [[
inventory: {name: Acme}
stakeholders: {ana: {name: Ana}}
platforms:
  crm: {name: CRM}
evidence:
  2026-11-01-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/owner, ask: the-new-one}, {at: inventory/destination, state: unknown}]}
]] },
    { says = "two weeks to the day; and one that was answered since", finds = {}, inventory = [[
stakeholders: {ana: {name: Ana}, li: {name: Li}}
platforms:
  crm: {name: CRM, owner: li}
evidence:
  2026-11-17-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-17T10:00:00Z", answers:
    [{at: platforms/crm/integrations, state: unknown}]}
  2026-11-01-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/owner, ask: li}]}
]] },
    { says = "it does not apply; it was asked again last week; the platform is gone", finds = {}, inventory = [[
stakeholders: {ana: {name: Ana}, li: {name: Li}}
platforms:
  crm: {name: CRM}
  old: {name: Old, status: retired}
evidence:
  2026-11-01-ana-interview-aaaa: {kind: interview, by: ana, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/stages, state: not-applicable}, {at: platforms/crm/holds, state: unknown},
     {at: platforms/old/holds, state: unknown}, {at: platforms/never-added/holds, state: unknown}]}
  2026-11-25-li-interview-aaaa: {kind: interview, by: li, at: "2026-11-25T10:00:00Z", answers:
    [{at: platforms/crm/holds, state: unknown}]}
]] },
  },
}
