return {
  id = "gap-metric-missing", severity = "warning", about = "gap",
  title = "A metric needs what no platform holds",
  explain = [[
Every platform in use has said what it holds, and none holds what this metric is made of. No
integration will help: it has to be recorded first. As long as a single platform has not been asked,
a metric counts as unknown and not as missing.]],
  remedy = [[
Agree where it is to be recorded from now on, or drop the metric: an honest "we do not know" is
better than a number made of something else.]],

  run = function(inventory, report)
    for metric in inventory:metrics() do
      if metric.state == "missing" then
        local terms = {}
        for _, need in ipairs(metric.needs) do
          if need.state == "missing" then
            for _, term in ipairs(#need.missing > 0 and need.missing or need.terms) do
              terms[#terms + 1] = term
            end
          end
        end
        report{ at = metric, message = { "%s needs what no platform holds: %s", metric, terms }, metrics = { metric } }
      end
    end
  end,

  examples = {
    { says = "time spent on calls is recorded nowhere", finds = { "metrics/time-selling" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.outcome], integrations: [{with: bi, flow: out, carries: all}]}
metrics:
  time-selling: {name: Time spent selling, needs: [activity.duration]}
]] },
    { says = "the one that held it is retired", finds = { "metrics/win-rate" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  old-crm: {name: Old CRM, status: retired, holds: [deal.outcome], integrations: [{with: bi, flow: out, carries: all}]}
metrics:
  win-rate: {name: Win rate, needs: [deal.outcome]}
]] },
    { says = "one platform was not asked what it holds", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  dialler: {name: Dialler, integrations: [{with: bi, flow: out}]}
metrics:
  time-selling: {name: Time spent selling, needs: [activity.duration]}
]] },
    { says = "only the group was named: it may be in there", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [activity], integrations: [{with: bi, flow: out, carries: all}]}
metrics:
  time-selling: {name: Time spent selling, needs: [activity.duration]}
]] },
    { says = "it is held, and gets there", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.outcome], integrations: [{with: bi, flow: out, carries: all, every: 1 day}]}
metrics:
  win-rate: {name: Win rate, needs: [deal.outcome], fresh: 1 day}
]] },
  },
}
