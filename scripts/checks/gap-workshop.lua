local names = { organisation = phrase("an organisation-wide workshop"), team = phrase("a workshop with a team"),
  ["follow-up"] = phrase("a follow-up workshop") }

return {
  id = "gap-workshop", severity = "note", about = "gap",
  title = "One of the three workshops has not been held",
  explain = [[
An audit brings people together three times: marketing, sales and those who decide; each team that
keeps tools of its own; and all of them again, for the findings and the next steps. The next one
that was not held is named, one at a time. What is planned is not held yet.]],
  remedy = [[
Plan it: `stocktake add workshop DATE-KIND`, with `kind`, `date` and `invited`. An audit that does
without workshops switches this check off or waives it.]],

  run = function(inventory, report)
    local held, planned, any = {}, {}, false
    for workshop in inventory:workshops() do
      local kind, date = workshop.kind, workshop.date
      if kind and date and date <= inventory.today then
        held[kind] = true
      elseif kind and date then
        planned[kind] = planned[kind] and planned[kind] < date and planned[kind] or date
      end
      any = any or (kind and date)
    end
    for _, kind in ipairs{ "organisation", "team", "follow-up" } do
      if not held[kind] then
        local message, remedy = { "nobody has planned %s", names[kind] }, nil
        if planned[kind] then
          message = { "%s is planned for %s, and not held yet", names[kind], planned[kind] }
          remedy = "Hold it; then note who was there under `attendees`, and what is to be done under `next_steps`."
        elseif not any then
          message = { "no workshop is recorded; the first is %s", names[kind] }
        end
        report{ at = "inventory", message = message, remedy = remedy }
        return
      end
    end
  end,

  examples = {
    { says = "none at all: the first is named", finds = { "inventory" }, inventory = [[
inventory: {name: Acme}
]] },
    { says = "two are missing: the next one is named", finds = { "inventory" }, inventory = [[
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01}
]] },
    { says = "one without a date is not planned", finds = { "inventory" }, inventory = [[
workshops:
  kick-off: {kind: organisation}
]] },
    { says = "the last one is tomorrow: it is not held yet", finds = { "inventory" }, inventory = [[
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01}
  2026-11-10-team: {kind: team, date: 2026-11-10}
  2026-12-02-follow-up: {kind: follow-up, date: 2026-12-02}
]] },
    { says = "all three, the last one today", finds = {}, inventory = [[
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01}
  2026-11-10-team: {kind: team, date: 2026-11-10}
  2026-12-01-follow-up: {kind: follow-up, date: 2026-12-01}
]] },
    { says = "in another order, and more to come", finds = {}, inventory = [[
workshops:
  a: {kind: team, date: 2026-11-01}
  b: {kind: follow-up, date: 2026-11-10}
  c: {kind: organisation, date: 2026-11-20}
  d: {kind: team, date: 2027-01-20}
]] },
  },
}
