return {
  id = "gap-metric-silo", severity = "warning", about = "gap",
  title = "A metric's data is held, but does not reach the reports",
  explain = [[
What the metric is made of is recorded, in a platform from which no way leads to the place where
reports are made. Every platform on the way has said what it exchanges.]],
  remedy = [[
Connect the two: `stocktake metrics` lists which links would make most metrics computable.]],

  run = function(inventory, report)
    for metric in inventory:metrics() do
      if metric.state == "silo" then
        local ask
        for _, need in ipairs(metric.needs) do
          if need.state == "silo" and need.from and not ask then
            ask = need.from:at("integrations")
          end
        end
        report{ at = metric, message = { "%s cannot be computed: %s", metric, metric.reason }, ask = ask,
                metrics = { metric } }
      end
    end
  end,

  examples = {
    { says = "quotas in a sheet that goes nowhere", finds = { "metrics/quota" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  quota-sheet: {name: Quota sheet, holds: [quota.amount, quota.period], integrations: []}
metrics:
  quota: {name: Quota, needs: [quota.amount, quota.period]}
]] },
    { says = "a link that carries something else", finds = { "metrics/win-rate" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.outcome, contact.email], integrations:
    [{with: bi, flow: out, carries: [contact.email]}]}
metrics:
  win-rate: {name: Win rate, needs: [deal.outcome]}
]] },
    { says = "nobody has said what the sheet exchanges", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: []}
  quota-sheet: {name: Quota sheet, holds: [quota.amount, quota.period]}
metrics:
  quota: {name: Quota, needs: [quota.amount, quota.period]}
]] },
    { says = "nobody has said what the link carries", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.outcome], integrations: [{with: bi, flow: out}]}
metrics:
  win-rate: {name: Win rate, needs: [deal.outcome]}
]] },
    { says = "it gets there over another platform", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.outcome], integrations: [{with: store, flow: out, carries: all, every: 1 hour}]}
  store: {name: Store, holds: [], integrations: [{with: bi, flow: out, carries: all, every: 1 hour}]}
metrics:
  win-rate: {name: Win rate, needs: [deal.outcome], fresh: 1 day}
]] },
  },
}
