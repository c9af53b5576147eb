return {
  id = "gap-chain", severity = "warning", about = "gap",
  title = "A part of the chain that nobody has spoken for",
  explain = [[
An audit walks up (which numbers does the board read?), down (which tools of their own do the reps
use?) and across (how does marketing capture leads?). Where nobody has answered, platforms are
missing from the inventory, and it does not show.]],
  remedy = [[
Invite somebody: `stocktake walk --as STAKEHOLDER`. Say of each team in inventory.yaml where it
stands: `chain: up`, `down` or `across`.]],

  run = function(inventory, report)
    local begun = false
    for stakeholder in inventory:stakeholders() do
      begun = begun or stakeholder:direction() and stakeholder:direction() ~= "home"
    end
    if not begun then
      report{ at = "inventory/teams", key = "any", ask = "inventory/teams",
              message = "nobody has said whom to ask up, down or across the chain" }
      return
    end
    for _, direction in ipairs{ "up", "down", "across" } do
      local known, answered = {}, false
      for stakeholder in inventory:stakeholders() do
        if stakeholder:direction() == direction then
          known[#known + 1] = stakeholder
          answered = answered or stakeholder:answered()
        end
      end
      if #known == 0 then
        report{ at = "inventory/teams", key = direction, ask = "inventory/teams",
                message = { "nobody has said whom to ask %s the chain", direction } }
      elseif not answered then
        report{ at = "inventory/teams", key = direction, ask = known[1],
                message = { "nobody has said anything %s the chain; %s could be asked", direction, known } }
      end
    end
  end,

  examples = {
    { says = "reps and marketing were asked, the board was not", finds = { "inventory/teams" }, inventory = [[
inventory: {teams: [{id: board, name: Board, chain: up}, {id: sales, name: Sales reps, chain: down},
  {id: marketing, name: Marketing, chain: across}]}
stakeholders:
  dana: {name: Dana, team: board}
  tom: {name: Tom, team: sales}
  ana: {name: Ana, team: marketing}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
  2026-11-02-ana-sheet-aaaa: {kind: sheet, by: ana, at: "2026-11-02T10:00:00Z", answers: []}
]] },
    { says = "nobody beyond a team of our own: said once", finds = { "inventory/teams" }, inventory = [[
inventory: {teams: [{id: sales-management, name: Sales management, chain: home}]}
stakeholders: {li: {name: Li, team: sales-management}}
evidence:
  2026-11-01-li-interview-aaaa: {kind: interview, by: li, at: "2026-11-01T10:00:00Z", answers: []}
]] },
    { says = "somebody up the chain is known: each direction by itself",
      finds = { "inventory/teams", "inventory/teams", "inventory/teams" }, inventory = [[
inventory: {teams: [{id: board, name: Board, chain: up}, {id: sales, name: Sales reps, chain: down}]}
stakeholders: {dana: {name: Dana, team: board}}
]] },
    { says = "one of each was asked", finds = {}, inventory = [[
inventory: {teams: [{id: board, name: Board, chain: up}, {id: sales, name: Sales reps, chain: down},
  {id: marketing, name: Marketing, chain: across}]}
stakeholders:
  dana: {name: Dana, team: board}
  tom: {name: Tom, team: sales}
  kim: {name: Kim, team: sales}
  ana: {name: Ana, team: marketing}
evidence:
  2026-11-01-tom-interview-aaaa: {kind: interview, by: tom, at: "2026-11-01T10:00:00Z", answers: []}
  2026-11-02-ana-sheet-aaaa: {kind: sheet, by: ana, at: "2026-11-02T10:00:00Z", answers: []}
  2026-11-03-dana-interview-aaaa: {kind: interview, by: dana, at: "2026-11-03T10:00:00Z", answers: []}
]] },
    { says = "a room answered, and all three were in it", finds = {}, inventory = [[
inventory: {teams: [{id: board, name: Board, chain: up}, {id: sales, name: Sales reps, chain: down},
  {id: marketing, name: Marketing, chain: across}]}
stakeholders: {dana: {name: Dana, team: board}, tom: {name: Tom, team: sales}, ana: {name: Ana, team: marketing}}
workshops:
  2026-11-01-organisation: {kind: organisation, date: 2026-11-01, attendees: [ana, dana, tom]}
evidence:
  2026-11-01-room-interview-aaaa: {kind: interview, by: workshops/2026-11-01-organisation,
    at: "2026-11-01T10:00:00Z", answers: []}
]] },
  },
}
