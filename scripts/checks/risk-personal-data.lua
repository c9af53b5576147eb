-- The platforms to which somebody carries personal data by hand.
local function carried(inventory, platform)
  local to = {}
  for _, link in ipairs(platform:links("out")) do
    if link.by_hand then
      local personal = false
      for _, word in ipairs(link:carries() or {}) do
        local term = inventory:term(word)
        personal = personal or word == "all" or word == "contact" or word == "lead" or (term and term.personal)
      end
      if personal then
        to[#to + 1] = link.to
      end
    end
  end
  return to
end

return {
  id = "risk-personal-data", severity = "warning", about = "risk",
  title = "Data about people lies or moves where nobody watches over it",
  explain = [[
Names, addresses and numbers of people are in a platform that is said to have no owner, of which
everyone keeps their own copy, or from which somebody carries them on by hand. Who asks what is
stored about them, or wants it deleted, cannot be answered. Only what was said counts: a platform
whose owner nobody was asked for is gap-owner's.]],
  remedy = [[
Name an owner; bring the copies into one place that people can be removed from; let the platforms
exchange it themselves.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      local owner = platform.owner
      local reasons = {}
      local function because(...)
        reasons[#reasons + 1] = phrase(...)
      end
      if owner and #owner == 0 then
        because("nobody owns it")
      end
      if platform.copies and platform.copies > 1 then
        because("%d people keep their own copy", platform.copies)
      end
      for _, to in ipairs(carried(inventory, platform)) do
        because("it is carried to %s by hand", to)
      end
      local personal = #reasons > 0 and platform:personal() or {}
      if #personal > 0 then
        report{ at = platform, ask = platform:at("owner"),
                message = { "%s holds data about people (%s): %s", platform, personal, reasons } }
      end
    end
  end,

  examples = {
    { says = "everyone's own tracker", finds = { "platforms/tracker" }, inventory = [[
platforms:
  tracker: {name: Tracker, copies: 8, fields: [{name: Mail, term: contact.email}, {name: Notes}]}
]] },
    { says = "said to be nobody's; and a field that says so itself", finds = { "platforms/badge-scans" }, inventory = [[
platforms:
  badge-scans: {name: Badge scans, owner: [], fields: [{name: Badge photo, personal: true}]}
]] },
    { says = "carried on by hand", finds = { "platforms/events-sheet" }, inventory = [[
platforms:
  events-sheet: {name: Events sheet, holds: [contact.email], integrations:
    [{with: crm, flow: out, carries: [contact], method: manual}]}
  crm: {name: CRM, owner: li, holds: [contact.email]}
stakeholders: {li: {name: Li}}
]] },
    { says = "nobody was asked who owns it; a group alone names nothing", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, fields: [{name: Mail, term: contact.email}]}
  sheet: {name: Sheet, owner: [], holds: [contact]}
]] },
    { says = "data about deals, in copies and by hand; and a field said not to be personal", finds = {}, inventory = [[
platforms:
  tracker: {name: Tracker, copies: 8, holds: [deal.amount],
    fields: [{name: Mail, term: contact.email, personal: false}],
    integrations: [{with: crm, flow: out, carries: [deal], method: manual}]}
  crm: {name: CRM}
  old: {name: Old, status: retired, owner: [], holds: [contact.email]}
]] },
  },
}
