-- What the platform holds and does not merely receive. A link that nobody has said the load of may carry it: no claim.
local function own_groups(platform)
  local arriving = platform:links("in")
  local own = {}
  for _, group in ipairs(platform:groups()) do
    local received = false
    for _, link in ipairs(arriving) do
      received = received or link:carries(group) ~= false
    end
    if not received then
      own[#own + 1] = group
    end
  end
  return own
end

return {
  id = "silo-dead-end", severity = "warning", about = "silo",
  title = "Data goes in and never reaches the reports",
  explain = [[
The platform is connected, but no way leads from it to the place where reports are made, and it
holds data that comes from nowhere else. Every platform on the way has said what it exchanges, so
this is not for want of asking.]],
  remedy = [[
Let it send what only it holds: to the place where reports are made, or to a platform from which it
gets there.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      if platform:reaches_destination() == false and platform:degree() > 0 and not platform.part_of
          and platform:component():has_destination() and not platform:disputed("integrations") then
        local own = own_groups(platform)
        if #own > 0 then
          report{ at = platform, message = { "%s keeps what only it holds to itself: %s", platform, own },
                  ask = platform:at("integrations"), metrics = platform:holds_up() }
        end
      end
    end
  end,

  examples = {
    { says = "a help desk that only receives", finds = { "platforms/helpdesk" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, holds: [contact], integrations:
    [{with: bi, flow: out}, {with: helpdesk, flow: out, carries: [contact]}]}
  helpdesk: {name: Help desk, holds: [contact, ticket], integrations: []}
]] },
    { says = "it sends on, but from there nothing goes further", finds = { "platforms/dialler", "platforms/vault" },
      inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, holds: [contact], integrations:
    [{with: bi, flow: out}, {with: dialler, flow: out, carries: [contact]}]}
  dialler: {name: Dialler, holds: [activity], integrations: [{with: vault, flow: out, carries: [activity]}]}
  vault: {name: Vault, holds: [activity, ticket], integrations: []}
]] },
    { says = "the platform was not asked what it exchanges", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, holds: [contact], integrations:
    [{with: bi, flow: out}, {with: helpdesk, flow: out, carries: [contact]}]}
  helpdesk: {name: Help desk, holds: [contact, ticket]}
]] },
    { says = "the next platform on the way was not asked", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, holds: [contact], integrations:
    [{with: bi, flow: out}, {with: dialler, flow: out, carries: [contact]}]}
  dialler: {name: Dialler, holds: [activity], integrations: [{with: store, flow: out, carries: [activity]}]}
  store: {name: Store}
]] },
    { says = "it holds only what it is sent, or nobody has said what it is sent", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: []}
  crm: {name: CRM, holds: [contact], integrations:
    [{with: bi, flow: out}, {with: mailer, flow: out, carries: [contact]}, {with: survey, flow: out}]}
  mailer: {name: Mailer, holds: [contact], integrations: []}
  survey: {name: Survey, holds: [contact], integrations: []}
]] },
  },
}
