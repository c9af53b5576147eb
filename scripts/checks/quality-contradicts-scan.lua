return {
  id = "quality-contradicts-scan", severity = "warning", about = "quality",
  title = "The record of a platform's fields is not what a scan found",
  explain = [[
A scan reads the fields from the platform itself, or from the heading row of an export. Fields that
are recorded and that it did not find were renamed or removed, and metrics may rest on them; fields
that it found and that are not recorded are new since.]],
  remedy = [[
Take out what is gone and add what is new, or scan again if the scan was of something else.]],

  run = function(inventory, report)
    for platform in inventory:platforms("active") do
      local scanned = platform:scan()
      if scanned then
        local gone, new, recorded = {}, {}, {}
        for _, field in ipairs(platform:fields() or {}) do
          if field.name then
            recorded[field.name] = true
            if not scanned[field.name] then
              gone[#gone + 1] = field.name
            end
          end
        end
        for name in pairs(scanned) do
          if not recorded[name] then
            new[#new + 1] = name
          end
        end
        if #gone > 0 then
          report{ at = platform:at("fields"), key = "gone", ask = platform:at("fields"), metrics = platform:holds_up(),
                  message = { "%s: recorded, but not found by the scan: %s", platform, gone } }
        end
        if #new > 0 then
          report{ at = platform:at("fields"), key = "new", ask = platform:at("fields"), severity = "note",
                  message = { "%s: found by the scan, but not recorded: %s", platform, new } }
        end
      end
    end
  end,

  examples = {
    { says = "one renamed: gone under one name, new under the other",
      finds = { "platforms/crm/fields", "platforms/crm/fields" }, inventory = [[
stakeholders: {mia: {name: Mia}}
platforms:
  crm: {name: CRM, fields: [{name: Amount, term: deal.amount}, {name: Stage}]}
evidence:
  2026-11-01-mia-scan-aaaa: {kind: scan, by: mia, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/fields/Amount/type, says: money}, {at: platforms/crm/fields/Phase/type, says: text}]}
]] },
    { says = "all fields in one answer; the record lacks them", finds = { "platforms/crm/fields" }, inventory = [[
stakeholders: {mia: {name: Mia}}
platforms:
  crm: {name: CRM}
evidence:
  2026-11-01-mia-scan-aaaa: {kind: scan, by: mia, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/fields, says: [{name: Amount}, {name: A/B}]}]}
]] },
    { says = "the latest scan counts", finds = {}, inventory = [[
stakeholders: {mia: {name: Mia}}
platforms:
  crm: {name: CRM, fields: [{name: A/B}]}
evidence:
  2026-10-01-mia-scan-aaaa: {kind: scan, by: mia, at: "2026-10-01T10:00:00Z", answers:
    [{at: platforms/crm/fields/Old/type, says: text}]}
  2026-11-01-mia-scan-bbbb: {kind: scan, by: mia, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/fields/A~1B/type, says: text}]}
]] },
    { says = "never scanned: what people say is no scan; and one that is gone", finds = {}, inventory = [[
stakeholders: {mia: {name: Mia}}
platforms:
  crm: {name: CRM, fields: [{name: Amount}]}
  old: {name: Old, status: retired, fields: [{name: Amount}]}
evidence:
  2026-11-01-mia-interview-aaaa: {kind: interview, by: mia, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/crm/fields/Stage/type, says: text}]}
  2026-11-01-mia-scan-aaaa: {kind: scan, by: mia, at: "2026-11-01T10:00:00Z", answers:
    [{at: platforms/old/fields/Stage/type, says: text}]}
]] },
  },
}
