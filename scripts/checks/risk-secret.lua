return {
  id = "risk-secret", severity = "error", about = "risk",
  title = "Something that looks like a password, a token or a key",
  explain = [[
An inventory goes into git and from there to everybody who reads it, for good: taking the text out
of the file leaves it in the history. The text itself is not repeated here.]],
  remedy = [[
Make it worthless first: change the password, revoke the token. Then take it out of the file. If it
is none, waive the finding.]],

  run = function(inventory, report)
    for _, secret in ipairs(inventory:secrets()) do
      local what = phrase(secret.what)
      if secret.begins then
        what = phrase('%s that begins with "%s"', what, secret.begins)
      end
      report{ at = secret.at, key = secret.what,
              message = { "%s: this looks like %s", secret.entity or secret.at, what } }
    end
  end,

  examples = {
    { says = "in the notes, where people put it", finds = { "platforms/crm/notes" }, inventory = [[
platforms:
  crm: {name: CRM, notes: "login li, password: hunter2!"}
]] },
    { says = "in the address of a database; in an answer", finds = { "platforms/erp/website",
      "evidence/2026-11-01-li-interview-aaaa/answers" }, inventory = [[
stakeholders: {li: {name: Li}}
platforms:
  erp: {name: ERP, website: "postgres://li:s3cret@db/sales"}
evidence:
  2026-11-01-li-interview-aaaa: {kind: interview, by: li, at: "2026-11-01T10:00:00Z",
    answers: [{at: platforms/erp/notes, says: "pwd=abc12345x"}]}
]] },
    { says = "where it is kept, not what it is", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, notes: "The password is in the vault, ask Li. token: ********"}
]] },
    { says = "long, but not secret", finds = {}, inventory = [[
platforms:
  crm: {name: CRM, website: "https://crm.example/objects/01Ab2Cd3Ef4Gh5Ij6Kl7Mn8Op9Qr/view",
    fields: [{name: Contact.hs_lifecyclestage_marketingqualifiedlead_date}],
    notes: 123e4567-e89b-12d3-a456-426614174000}
]] },
  },
}
