return {
  id = "gap-team", severity = "note", about = "gap",
  title = "A team that nobody speaks for",
  explain = [[
The team is one of those that the audit names, and nobody of it has said anything: its own sheets
and tools are not recorded, and it does not show. Where a whole direction of the chain is silent,
gap-chain says so instead.]],
  remedy = [[
Invite somebody of the team: `stocktake walk --as STAKEHOLDER`. If it has nothing to do with the data
in question, take it out of `teams` in inventory.yaml.]],

  run = function(inventory, report)
    local members, spoken, direction_spoken = {}, {}, {}
    for stakeholder in inventory:stakeholders() do
      local team = stakeholder.team
      if team then
        local id = inventory:team(team) and inventory:team(team).id or team
        members[id] = members[id] or {}
        table.insert(members[id], stakeholder)
        if stakeholder:answered() then
          spoken[id] = true
          direction_spoken[stakeholder:direction() or ""] = true
        end
      end
    end
    for team in inventory:teams() do
      local known = team.id and members[team.id]
      if team.id and not spoken[team.id] and direction_spoken[team.chain or ""] then
        if known then
          report{ at = "inventory/teams", key = team.id, ask = known[1],
                  message = { "nobody of %s has said anything; %s could be asked", team.name, known } }
        else
          report{ at = "inventory/teams", key = team.id, ask = "inventory/teams",
                  message = { "nobody has said who speaks for %s", team.name } }
        end
      end
    end
  end,

  examples = {
    { says = "one team down the chain has spoken, the other has nobody", finds = { "inventory/teams" }, inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: partners, name: Partner sales, chain: down}]}
stakeholders: {tom: {name: Tom, team: sales}}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "somebody is known there and was not heard", finds = { "inventory/teams" }, inventory = [[
inventory: {teams: [{id: sales, name: Sales reps, chain: down}, {id: partners, name: Partner sales, chain: down}]}
stakeholders: {tom: {name: Tom, team: sales}, pia: {name: Pia, team: partners}}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
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
