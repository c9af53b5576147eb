return {
  id = "gap-destination", severity = "error", about = "gap",
  title = "No place where the reports are made, or nothing reaches it",
  explain = [[
A metric is made in one place. As long as nobody has said which, or nothing is known to get there,
no metric can be computed, and no platform can be told to be in a silo.]],
  remedy = [[
Agree where reports are to be made and write it down as `destination` in inventory.yaml; then ask
who looks after that platform what feeds it.]],

  run = function(inventory, report)
    local destination = inventory.destination
    if not destination or #destination == 0 then
      local message = destination and "there is no place where reports are to be made"
        or "nobody has said where the reports are to be made"
      report{ at = "inventory/destination", message = message, ask = "inventory/destination",
              metrics = inventory:open_metrics() }
      return
    end
    for _, platform in ipairs(inventory:destinations()) do
      if #platform:links("in") == 0 then
        local format = platform:integrations() and "nothing reaches %s, where the reports are to be made"
          or "nobody has said what reaches %s, where the reports are to be made"
        report{ at = platform, message = { format, platform }, ask = platform:at("integrations"),
                metrics = inventory:open_metrics(platform) }
      end
    end
  end,

  examples = {
    { says = "nobody has said where", finds = { "inventory/destination" }, inventory = [[
inventory: {name: Acme}
platforms: {crm: {name: CRM}}
]] },
    { says = "nowhere", finds = { "inventory/destination" }, inventory = [[
inventory: {destination: []}
]] },
    { says = "nothing is known to reach it", finds = { "platforms/bi" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI}
  crm: {name: CRM, integrations: [{with: sheet, flow: out}]}
  sheet: {name: Sheet}
]] },
    { says = "it only sends", finds = { "platforms/bi" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, integrations: [{with: mailer, flow: out}]}
  mailer: {name: Mailer}
]] },
    { says = "one platform feeds it, and says so itself", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI}
  crm: {name: CRM, integrations: [{with: bi, flow: out}]}
]] },
    { says = "the destination says what it fetches, before it is in use", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, status: planned, integrations: [{with: crm, flow: in}]}
  crm: {name: CRM}
]] },
  },
}
