-- The slowest link on the way of what is late, whose pace is what there is to ask about.
local function slowest(metric)
  local slow
  for _, need in ipairs(metric.needs) do
    if need.state == "stale" then
      for _, link in ipairs(need.path) do
        if not slow or link.on_demand or (link.every_minutes or 0) > (slow.every_minutes or 0) then
          slow = link
        end
      end
    end
  end
  return slow
end

return {
  id = "gap-metric-stale", severity = "warning", about = "gap",
  title = "A metric can be computed, but its data comes too late",
  explain = [[
All it needs reaches the place where reports are made, later than the metric's `fresh` allows. Who
reads it sees yesterday's number, or last month's, and the page does not say so.]],
  remedy = [[
Let the slowest step go more often, or agree that older is good enough and say so in the metric's
`fresh`.]],

  run = function(inventory, report)
    for metric in inventory:metrics() do
      if metric.state == "stale" then
        local link = slowest(metric)
        report{ at = metric, metrics = { metric }, message = { "%s comes too late: %s", metric, metric.reason },
                ask = link and link:at("every") }
      end
    end
  end,

  examples = {
    { says = "once a month, wanted once a day", finds = { "metrics/quota" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  sheet: {name: Sheet, holds: [quota.amount], integrations: [{with: bi, flow: out, carries: [quota], every: 1 month}]}
metrics:
  quota: {name: Quota, needs: [quota.amount], fresh: 1 day}
]] },
    { says = "whenever somebody thinks of it", finds = { "metrics/quota" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  sheet: {name: Sheet, holds: [quota.amount], integrations:
    [{with: bi, flow: out, carries: [quota], method: manual, every: on demand}]}
metrics:
  quota: {name: Quota, needs: [quota.amount]}
]] },
    { says = "in time to the minute", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.amount], integrations: [{with: store, flow: out, carries: [deal], every: 12 hours}]}
  store: {name: Store, holds: [], integrations: [{with: bi, flow: out, carries: all, every: 12 hours}]}
metrics:
  amount: {name: Amount, needs: [deal.amount], fresh: 1 day}
]] },
    { says = "nobody has said how often; that is no lateness", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.amount], integrations: [{with: bi, flow: out, carries: [deal]}]}
metrics:
  amount: {name: Amount, needs: [deal.amount], fresh: 1 day}
]] },
  },
}
