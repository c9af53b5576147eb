return {
  id = "gap-team", severity = "note", about = "gap",
  title = "A team that nobody speaks for",
  explain = [[
The team is one of those that the audit names, and nobody of it has said anything: its own sheets
and tools are not recorded, and it does not show. Where a whole direction of the chain is silent, or
nobody was heard yet, gap-chain says so instead.]],
  remedy = [[
Invite somebody of the team: `stocktake walk --as STAKEHOLDER`. If it has nothing to do with the data
in question, take it out of `teams` in inventory.yaml.]],

  run = function(inventory, report)
    local members, spoken, heard, any = {}, {}, {}, false
    for stakeholder in inventory:stakeholders() do
      local team = stakeholder.team
      if team then
        local id = inventory:team(team) and inventory:team(team).id or team
        members[id] = members[id] or {}
        table.insert(members[id], stakeholder)
        if stakeholder:answered() then
          spoken[id] = true
          heard[stakeholder:direction() or ""] = true
        end
      end
      any = any or stakeholder:answered()
    end
    for team in inventory:teams() do
      local known = team.id and members[team.id]
      local chain = team.chain or "home"                       -- gap-chain does not look at these
      if team.id and not spoken[team.id] and (heard[chain] or (chain == "home" and any)) then
        if known then
          report{ at = team, ask = known[1],
                  message = { "nobody of %s has said anything; %s could be asked", team.name, known } }
        else
          report{ at = team, ask = "inventory/teams",
                  message = { "nobody has said who speaks for %s", team.name } }
        end
      end
    end
  end,

  examples = {
    { says = "one team down the chain has spoken, the other has nobody", finds = { "inventory/teams/partners" },
      inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: partners, name: Partner sales, chain: down}]}
stakeholders: {tom: {name: Tom, team: sales}}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "somebody is known there and was not heard", finds = { "inventory/teams/partners" }, inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: partners, name: Partner sales, chain: down}]}
stakeholders: {tom: {name: Tom, team: sales}, pia: {name: Pia, team: partners}}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "our own team, and one of which nobody has said where it stands",
      finds = { "inventory/teams/legal", "inventory/teams/rev-ops" }, inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: rev-ops, name: RevOps, chain: home},
  {id: legal, name: Legal}]}
stakeholders: {tom: {name: Tom, team: sales}, li: {name: Li, team: rev-ops}}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "nobody was heard yet", finds = {}, inventory = [[
inventory: {teams: [{id: rev-ops, name: RevOps, chain: home}, {id: legal, name: Legal}]}
stakeholders: {li: {name: Li, team: rev-ops}}
]] },
    { says = "the whole direction is silent: another check says so", finds = {}, inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: partners, name: Partner sales, chain: down}]}
stakeholders: {tom: {name: Tom, team: sales}}
]] },
    { says = "a room spoke, and somebody of each team was in it", finds = {}, inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: partners, name: Partner sales, chain: down}]}
stakeholders: {tom: {name: Tom, team: sales}, pia: {name: Pia, team: partners}}
workshops:
  2026-11-01-team: {kind: team, date: 2026-11-01, attendees: [tom, pia]}
evidence:
  2026-11-01-room-interview-aaaa: {kind: interview, by: workshops/2026-11-01-team,
    at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "no teams are named", finds = {}, inventory = [[
inventory: {name: Acme}
stakeholders: {tom: {name: Tom, team: sales}}
]] },
  },
}
