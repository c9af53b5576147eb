-- Nobody else holds it, and everybody else has said so: true. Somebody else may: nil.
local function is_only_holder(inventory, platform, terms)
  for other in inventory:platforms("active") do
    if other ~= platform and other.status ~= "retiring" then
      local may = true
      for _, term in ipairs(terms) do
        may = may and other:may_hold(term)
      end
      if may then
        return false
      end
    end
  end
  return true
end

-- Every way of the platform's data leads through this one.
local function is_only_way(from, through)
  local gate = from:gate()
  while gate do
    if gate == through then
      return true
    end
    gate = gate:gate()
  end
  return false
end

local function rests_on(inventory, metric, platform)
  for _, need in ipairs(metric.needs) do
    if need.from and need.state ~= "missing" and need.state ~= "unknown" then
      if need.from == platform then
        if is_only_holder(inventory, platform, need.terms) then
          return true
        end
      elseif is_only_way(need.from, platform) then
        return true
      end
    end
  end
  return false
end

return {
  id = "risk-retiring", severity = "warning", about = "risk",
  title = "Metrics rest on a platform that is being retired",
  explain = [[
It is the only place where something that a metric needs is kept, or the only way by which it
reaches the reports. On the day it is switched off the number is gone, and what was never copied is
gone for good. Where another platform may hold the same, nothing is claimed.]],
  remedy = [[
Move the data, and connect where it moves to, before the end. `stocktake what-if --retire PLATFORM`
shows what is lost.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      if platform.status == "retiring" then
        local metrics = {}
        for metric in inventory:metrics() do
          if rests_on(inventory, metric, platform) then
            metrics[#metrics + 1] = metric
          end
        end
        if #metrics > 0 then
          report{ at = platform, metrics = metrics,
                  message = { "%s is being retired, and %s cannot do without it", platform, metrics } }
        end
      end
    end
  end,

  examples = {
    { says = "the only holder", finds = { "platforms/old-crm" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  old-crm: {name: Old CRM, status: retiring, holds: [deal.amount], integrations: [{with: bi, flow: out, carries: all}]}
  desk: {name: Desk, holds: [ticket]}
metrics:
  amount: {name: Amount, needs: [deal.amount]}
]] },
    { says = "the only way", finds = { "platforms/store" }, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  store: {name: Store, status: retiring, holds: [], integrations: [{with: bi, flow: out, carries: all}]}
  crm: {name: CRM, holds: [deal.amount], integrations: [{with: store, flow: out, carries: all}]}
metrics:
  amount: {name: Amount, needs: [deal.amount]}
]] },
    { says = "the data is there already, and gets there", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.amount], integrations: [{with: bi, flow: out, carries: all}]}
  old-crm: {name: Old CRM, status: retiring, holds: [deal.amount], system_of_record: [deal],
    integrations: [{with: bi, flow: out, carries: all}]}
metrics:
  amount: {name: Amount, needs: [deal.amount]}
]] },
    { says = "somebody was not asked what they hold", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  new-crm: {name: New CRM}
  old-crm: {name: Old CRM, status: retiring, holds: [deal.amount], integrations: [{with: bi, flow: out, carries: all}]}
metrics:
  amount: {name: Amount, needs: [deal.amount]}
]] },
    { says = "nothing that a metric needs; and one that is not being retired", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  crm: {name: CRM, holds: [deal.amount], integrations: [{with: bi, flow: out, carries: all}]}
  old-desk: {name: Old desk, status: retiring, holds: [ticket], integrations: [{with: bi, flow: out, carries: all}]}
metrics:
  amount: {name: Amount, needs: [deal.amount]}
]] },
    { says = "as far as is known it all goes through it; the sheet itself was not asked", finds = {}, inventory = [[
inventory: {destination: [bi]}
platforms:
  bi: {name: BI, holds: [], integrations: []}
  old-crm: {name: Old CRM, status: retiring, holds: [], integrations:
    [{with: bi, flow: out, carries: all, every: 1 day}, {with: sheet, flow: in, carries: [quota], every: 1 day}]}
  sheet: {name: Sheet, holds: [quota.amount]}
metrics:
  quota: {name: Quota, needs: [quota.amount], fresh: 1 month}
]] },
  },
}
