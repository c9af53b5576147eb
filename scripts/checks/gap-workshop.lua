local names = { organisation = "an organisation-wide workshop", team = "a workshop with a team",
  ["follow-up"] = "a follow-up workshop" }

return {
  id = "gap-workshop", severity = "note", about = "gap",
  title = "One of the three workshops has not been held",
  explain = [[
An audit brings people together three times: marketing, sales and those who decide; each team that
keeps tools of its own; and all of them again, for the findings and the next steps. The next one
that is missing is named; one that is planned is not missing.]],
  remedy = [[
Plan it: `stocktake add workshop DATE-KIND`, with `kind`, `date` and `invited`. An audit that does
without workshops switches this check off or waives it.]],

  run = function(inventory, report)
    local held, any = {}, false
    for workshop in inventory:workshops() do
      if workshop.kind and workshop.date then
        held[workshop.kind], any = true, true
      end
    end
    for _, kind in ipairs{ "organisation", "team", "follow-up" } do
      if not held[kind] then
        report{ at = "inventory", key = kind,
                message = { any and "nobody has planned %s" or "no workshop is recorded; the first is %s",
                            names[kind] } }
        return
      end
    end
  end,

  examples = {
    { says = "none at all: the first is named", finds = { "inventory" }, inventory = [[
inventory: {name: Acme}
]] },
    { says = "the second is missing", finds = { "inventory" }, inventory = [[
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01}
]] },
    { says = "one without a date is not planned", finds = { "inventory" }, inventory = [[
workshops:
  kick-off: {kind: organisation}
]] },
    { says = "all three, the last one still to come", finds = {}, inventory = [[
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01}
  2026-11-10-team: {kind: team, date: 2026-11-10}
  2027-01-10-follow-up: {kind: follow-up, date: 2027-01-10}
]] },
    { says = "in another order", finds = {}, inventory = [[
workshops:
  a: {kind: team, date: 2026-11-01}
  b: {kind: follow-up, date: 2026-11-10}
  c: {kind: organisation, date: 2026-11-20}
]] },
  },
}
