return {
  id = "gap-step-overdue", severity = "warning", about = "gap",
  title = "A next step is overdue",
  explain = [[
A workshop agreed on it, with a day, and it is not ticked off. Steps that nobody looks at again are
why audits end in a list of good intentions.]],
  remedy = [[
Ask whoever took it on. Then set `done: true`, or a new `due`, in the workshop's file.]],

  run = function(inventory, report)
    for workshop in inventory:workshops() do
      for _, step in ipairs(workshop.next_steps or {}) do
        if step.due and step.due < inventory.today and step.done ~= true and step.what then
          local who = {}
          for i, id in ipairs(step.who or {}) do
            who[i] = inventory:stakeholder(id) or id
          end
          local message = { "overdue since %s, and nobody has said who does it: %s", step.due, step.what }
          if #who > 0 then
            message = { "overdue since %s, %s: %s", step.due, who, step.what }
          end
          report{ at = workshop:at("next_steps"), key = step.what, message = message }
        end
      end
    end
  end,

  examples = {
    { says = "yesterday, and nobody's", finds = { "workshops/kick-off/next_steps", "workshops/kick-off/next_steps" },
      inventory = [[
stakeholders: {ana: {name: Ana}}
workshops:
  kick-off: {kind: organisation, date: 2026-11-01, next_steps:
    [{what: Send the sheet, who: ana, due: 2026-11-30, done: false}, {what: Ask legal, due: 2026-11-15}]}
]] },
    { says = "nobody has ticked it off", finds = { "workshops/kick-off/next_steps" }, inventory = [[
stakeholders: {ana: {name: Ana}}
workshops:
  kick-off: {kind: organisation, date: 2026-11-01, next_steps: [{what: Send the sheet, who: ana, due: 2026-11-02}]}
]] },
    { says = "due today, later, or done", finds = {}, inventory = [[
stakeholders: {ana: {name: Ana}}
workshops:
  kick-off: {kind: organisation, date: 2026-11-01, next_steps:
    [{what: Send the sheet, who: ana, due: 2026-12-01}, {what: Ask legal, who: ana, due: 2026-12-02, done: false},
     {what: Invite the board, who: ana, due: 2026-11-02, done: true}]}
]] },
    { says = "without a day it is not late; without steps there is nothing to do", finds = {}, inventory = [[
stakeholders: {ana: {name: Ana}}
workshops:
  kick-off: {kind: organisation, date: 2026-11-01, next_steps: [{what: Send the sheet, who: ana}]}
  later: {kind: team, date: 2026-11-02, next_steps: []}
  unsaid: {kind: team, date: 2026-11-02}
]] },
  },
}
