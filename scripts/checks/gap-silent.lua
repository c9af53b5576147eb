return {
  id = "gap-silent", severity = "note", about = "gap",
  title = "Somebody was invited or came, and never answered",
  explain = [[
They were on the list of a workshop that has been held, and nothing that they said is recorded:
neither from that room nor since. What only they know is missing. Who came is told once for the
workshop, since its record is what is missing; who was invited, one by one.]],
  remedy = [[
Ask them: `stocktake walk --as STAKEHOLDER`. Where somebody else answers for them, take them off the
list of that workshop.]],

  run = function(inventory, report)
    local told = {}
    -- Those of the list who never answered and were not told of; whoever led it asked, and was not asked.
    local function silent(workshop, ids)
      local leader, list = inventory:stakeholder(workshop.facilitator or ""), {}
      for _, id in ipairs(ids or {}) do
        local who = inventory:stakeholder(id)
        if who and who ~= leader and not told[who] and not who:answered() then
          told[who] = true
          list[#list + 1] = who
        end
      end
      return list
    end
    for workshop in inventory:workshops() do
      if workshop.date and workshop.date < inventory.today then
        local came = silent(workshop, workshop.attendees)
        if #came > 0 then
          report{ at = workshop, key = "attendees", ask = came[1],
                  message = { "nobody has written down what %s said at the workshop of %s", came, workshop.date },
                  remedy = { "Write it down: `stocktake walk --as %s`; or ask them one by one.", workshop.address } }
        end
        for _, who in ipairs(silent(workshop, workshop.invited)) do
          report{ at = who, ask = who,
                  message = { "%s was invited to the workshop of %s and has not answered", who, workshop.date } }
        end
      end
    end
  end,

  examples = {
    { says = "invited and silent; there and silent",
      finds = { "stakeholders/dana", "workshops/2026-11-01-organisation" }, inventory = [[
stakeholders: {dana: {name: Dana}, tom: {name: Tom}, kim: {name: Kim}, ana: {name: Ana}}
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01, invited: [dana, ana, tom], attendees: [tom, kim]}
evidence:
  2026-11-02-ana-sheet-aaaa: {kind: sheet, by: ana, at: "2026-11-02T10:00:00Z", answers: []}
]] },
    { says = "twice invited: said once", finds = { "stakeholders/dana" }, inventory = [[
stakeholders: {dana: {name: Dana}}
workshops:
  2026-10-01-organisation: {kind: organisation, date: 2026-10-01, invited: dana}
  2026-11-01-team: {kind: team, date: 2026-11-01, invited: [dana]}
]] },
    { says = "it is today, or still to come", finds = {}, inventory = [[
stakeholders: {dana: {name: Dana}, tom: {name: Tom}}
workshops:
  2026-12-01-organisation: {kind: organisation, date: 2026-12-01, invited: [dana]}
  2026-12-09-team: {kind: team, date: 2026-12-09, invited: [tom]}
]] },
    { says = "the room spoke, and they were in it; or they answered alone, before", finds = {}, inventory = [[
stakeholders: {dana: {name: Dana}, tom: {name: Tom}}
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01, invited: [dana, tom], attendees: [dana]}
evidence:
  2026-10-02-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-10-02T10:00:00Z", answers: []}
  2026-11-01-room-interview-aaaa: {kind: interview, by: workshops/2026-11-01-organisation,
    at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "whoever leads it is not asked", finds = {}, inventory = [[
stakeholders: {li: {name: Li}}
workshops:
  2026-11-01-team: {kind: team, date: 2026-11-01, facilitator: li, invited: [li], attendees: [li]}
]] },
    { says = "known, but never invited", finds = {}, inventory = [[
stakeholders: {dana: {name: Dana, referred_by: tom}, tom: {name: Tom}}
]] },
  },
}
