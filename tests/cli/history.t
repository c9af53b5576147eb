#!/bin/bash
# Commits of exactly the paths written, and what is said where git cannot take them.
. "${0%/*}/../lib.sh"

begin() {
	fresh
	write acme/inventory.yaml 'name: Acme'
	write acme/platforms/hubspot.yaml 'name: HubSpot'
	write acme/platforms/sf.yaml 'name: Salesforce'
	write other.txt one
	git_here
}
here=$STOCKTAKE
set_owner() { run "$here" -C acme set platforms/hubspot/website "$@"; }
subjects() { git log --format=%s | paste -sd'|'; }

# --- exactly the paths
begin
write other.txt two
git add other.txt
write acme/platforms/sf.yaml 'name: Salesforce EU'
set_owner https://a.example
status_is 0
is "$(git show --stat --format= HEAD | awk 'NF > 2 {print $1}' | paste -sd' ')" 'acme/platforms/hubspot.yaml 1' 'the commit has the one path'
is "$(git status --porcelain)" ' M acme/platforms/sf.yaml
M  other.txt' 'what others staged stays staged, what they changed stays changed'

# --- earlier hand edits in the path go first, as the git identity
begin
write acme/stakeholders/ana.yaml 'name: Ana'
git add -A && git commit -qm ana
write acme/platforms/hubspot.yaml 'name: HubSpot EU'
set_owner https://a.example --by ana
is "$(subjects)" 'Set platforms/hubspot/website: https://a.example|Edit by hand|ana|Begin' 'two commits'
is "$(git log -2 --format=%an | paste -sd'|')" 'Ana|Li Wei' 'each by who did it'
is "$(git show HEAD~1:acme/platforms/hubspot.yaml)" 'name: HubSpot EU' 'the hand edit alone'
is "$(git status --porcelain)" '' 'nothing is left'

# --- an unborn branch, a detached HEAD
fresh
write acme/inventory.yaml 'name: Acme'
write acme/platforms/hubspot.yaml 'name: HubSpot'
git init -q .
set_owner https://a.example
status_is 0 'an unborn branch'
is "$(git log --oneline | wc -l)" 2 'the file as it was, then the change'
begin
git checkout -q --detach
set_owner https://a.example
status_is 0 'a detached HEAD'
err_like 'HEAD is detached: keep the commit with `git branch NAME'

# --- not committed, and said
begin
git checkout -q -b side && write acme/x.txt 1 && git add -A && git commit -qm side
git checkout -q main && write acme/x.txt 2 && git add -A && git commit -qm main
git merge side >/dev/null 2>&1
set_owner https://a.example
status_is 0 'during a merge it is saved'
err_like 'Saved, not committed: a merge is in progress'
file_like acme/platforms/hubspot.yaml 'website: https://a.example'
begin
git config user.useConfigOnly true
run env HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent "$here" -C acme set platforms/hubspot/website https://a.example
status_is 4 'no identity'
err_like 'git config --global user.name'
file_like acme/platforms/hubspot.yaml 'website: https://a.example' 'the file is saved'
begin
: >.git/index.lock
set_owner https://a.example
status_is 4 'a locked index'
err_like 'index.lock'
is "$(subjects)" 'Begin' 'nothing was committed'
fresh
git init -q --bare .
write acme/inventory.yaml 'name: Acme'
write acme/platforms/hubspot.yaml 'name: HubSpot'
set_owner https://a.example
status_is 4 'a bare repository'
err_like 'is bare.*git clone'
if [[ $(id -u) == 0 ]]; then
	begin
	chown -R nobody . && chown nobody .git
	set_owner https://a.example
	status_is 4 'an ownership refusal'
	err_like "safe.directory"
fi

# --- what only git itself honours
begin
write .git/hooks/pre-commit <<'END'
#!/bin/sh
echo ran >"$(git rev-parse --git-dir)/hook-ran"
END
chmod +x .git/hooks/pre-commit
write other.txt two && git add other.txt
set_owner https://a.example
status_is 0 'a hook'
ok 'it ran' test -e .git/hook-ran
is "$(git show --name-only --format=%s HEAD | paste -sd'|')" 'Set platforms/hubspot/website: https://a.example||acme/platforms/hubspot.yaml' 'only the path'
is "$(git status --porcelain)" 'M  other.txt' 'what others staged stays'
write .git/hooks/pre-commit <<'END'
#!/bin/sh
echo 'no website without https' >&2
exit 1
END
set_owner http://b.example
status_is 4 'a hook that refuses'
err_like 'no website without https'
file_like acme/platforms/hubspot.yaml 'dispute|https?://b.example' 'the file is saved'
begin
write .gitattributes '*.yaml text eol=crlf'
git add -A && git commit -qm attributes
write acme/platforms/sf.yaml 'name: by hand'
run "$here" -C acme set platforms/sf/website https://s.example
status_is 0 'attributes on the paths'
is "$(git status --porcelain)" '' 'all is committed'
is "$(git log --format=%s -2 | paste -sd'|')" 'Set platforms/sf/website: https://s.example|Edit by hand' 'hand edits first, through git too'
fresh
git init -q --object-format=sha256 .
write acme/inventory.yaml 'name: Acme'
write acme/platforms/hubspot.yaml 'name: HubSpot'
git add -A && git commit -qm Begin
set_owner https://a.example
status_is 0 'a SHA-256 repository: git commits'
is "$(subjects)" 'Set platforms/hubspot/website: https://a.example|Begin' 'it is there'
run env PATH=/nonexistent "$here" -C acme set platforms/hubspot/notes x
status_is 4 'and without a git program'
err_like 'git program'

# Another git, from whose hook we are called, says nothing about our repository; paths are no patterns.
begin
write .git/hooks/pre-commit '#!/bin/sh'
chmod +x .git/hooks/pre-commit
mkdir 'acme/platforms/[ab]' acme/platforms/a
git mv acme/platforms/hubspot.yaml 'acme/platforms/[ab]/hubspot.yaml'
write acme/platforms/a/hubspot.yaml.txt x
git add -A && git commit -qm Move
git init -q ../elsewhere-$$
GIT_DIR=$PWD/../elsewhere-$$/.git GIT_INDEX_FILE=/nonexistent/index set_owner https://a.example
status_is 0 'called from a hook of another repository'
is "$(subjects)" 'Set platforms/hubspot/website: https://a.example|Move|Begin' 'committed in its own'
is "$(git status --porcelain)" '' 'and all of it'

# --- revisions without a checkout
begin
set_owner https://a.example
set_owner https://b.example
run "$here" -C acme show platforms/hubspot --rev HEAD~1 --format json
if [[ $status == 0 ]]; then
	out_like 'https://a.example' 'an older revision is read'
	git clone -q --depth 1 "file://$PWD" ../shallow-$$ 2>/dev/null
	run "$here" -C "../shallow-$$/acme" log
	status_is 0 'a shallow clone has a log'
	out_like 'b.example'
	run "$here" -C acme show platforms/hubspot --rev nonsense
	status_is 2 'a revision that is none'
	err_like 'no revision "nonsense"'
fi

done_testing
