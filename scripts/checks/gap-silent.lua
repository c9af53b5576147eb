return {
  id = "gap-silent", severity = "note", about = "gap",
  title = "Somebody was invited or came, and never answered",
  explain = [[
They were on the list of a workshop that has been held, and nothing that they said is recorded:
neither from that room nor since. What only they know is missing.]],
  remedy = [[
Ask them: `stocktake walk --as STAKEHOLDER`. Where somebody else answers for them, take them off the
list of that workshop.]],

  run = function(inventory, report)
    local reported = {}
    local function look(workshop, ids, format)
      for _, id in ipairs(ids or {}) do
        local who = inventory:stakeholder(id)
        if who and not who:answered() and not reported[who] then
          reported[who] = true
          report{ at = who, ask = who, message = { format, who, workshop.date } }
        end
      end
    end
    for workshop in inventory:workshops() do
      if workshop.date and workshop.date < inventory.today then
        look(workshop, workshop.attendees, "%s came to the workshop of %s, and nothing is recorded from them")
        look(workshop, workshop.invited, "%s was invited to the workshop of %s and has not answered")
      end
    end
  end,

  examples = {
    { says = "invited and silent; there and silent", finds = { "stakeholders/dana", "stakeholders/tom" }, inventory = [[
stakeholders: {dana: {name: Dana}, tom: {name: Tom}, ana: {name: Ana}}
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01, invited: [dana, ana], attendees: [tom]}
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
    { says = "known, but never invited", finds = {}, inventory = [[
stakeholders: {dana: {name: Dana, referred_by: tom}, tom: {name: Tom}}
]] },
  },
}
