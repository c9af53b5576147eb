#!/bin/bash
# Malformed, hostile and half-written files: one clear message each with its place, the others still
# read, exit status 2, nothing written.
. "${0%/*}/../lib.sh"

begin() {
	fresh
	write inventory.yaml 'name: Acme'
	write platforms/good.yaml 'name: Good'
}

# bad NAME PLACE-AND-MESSAGE: the file platforms/bad.yaml is on standard input of the caller
bad() {
	stk list platforms
	status_is 2 "$1: status 2"
	err_like "$2" "$1: $2"
	is "$(grep -c '^stocktake: ' <<<"$err")" 1 "$1: one message"
	out_like 'good' "$1: the others are still read"
	stk set platforms/good/notes x
	status_is 0 "$1: the others can be written"
}

begin
printf 'name: HubSpot\nfields: [a, b' >platforms/bad.yaml
bad truncated 'platforms/bad.yaml:2:[0-9]+: '
begin
printf 'name: Caf\351\n' >platforms/bad.yaml
bad Latin-1 'platforms/bad.yaml:1:10: '
begin
printf '\377\376n\0a\0m\0e\0' >platforms/bad.yaml
bad UTF-16 'platforms/bad.yaml:1:1: '
begin
{ printf 'name: '; printf '[%.0s' {1..5000}; } >platforms/bad.yaml
for _ in {1..4}; do cat platforms/bad.yaml platforms/bad.yaml | tr -d '\n' >x && sed 's/name: //2' x >platforms/bad.yaml; done
rm x
bad 'nested 80,000 deep' 'platforms/bad.yaml:1:[0-9]+: '
begin
printf 'name: A\nowner: x\nname: B\n' >platforms/bad.yaml
bad 'a key twice' 'platforms/bad.yaml:3:1: .*name'
begin
printf 'name: &a A\naka: *a\n' >platforms/bad.yaml
bad 'an anchor' 'platforms/bad.yaml:1:7: '
begin
printf 'name: !!python/object:os.system x\n' >platforms/bad.yaml
bad 'a tag' 'platforms/bad.yaml:1:7: '
begin
printf 'name: A\n---\nname: B\n' >platforms/bad.yaml
bad 'two documents' 'platforms/bad.yaml:2:1: '
begin
printf 'name: A\nnotes: "\001\033[31m"\n' >platforms/bad.yaml
bad 'control characters' 'platforms/bad.yaml:2:[0-9]+: '
unlike "$err" $'\033' 'and they do not reach the terminal'
begin
printf 'name: A\n\tnotes: x\n' >platforms/bad.yaml
bad 'a tab' 'platforms/bad.yaml:2:1: '
begin
head -c 5000000 /dev/zero | tr '\0' 'x' >platforms/bad.yaml
bad 'too large' 'platforms/bad.yaml: .*4 MiB'
begin
ln -s /etc/passwd platforms/bad.yaml
bad 'a symbolic link' 'platforms/bad.yaml: .*link'
begin
mkfifo platforms/bad.yaml
bad 'a pipe' 'platforms/bad.yaml: '
begin
printf 'just words\n' >platforms/bad.yaml
bad 'no map' 'platforms/bad.yaml:1:1: '

# A name of 1 MB is read, and is a finding, not a crash.
begin
{ printf 'name: A\nfields:\n  - {name: '; head -c 1000000 /dev/zero | tr '\0' 'x'; printf '}\n'; } >platforms/long.yaml
stk list platforms
status_is 0 'a field name of 1 MB'

# Nothing that cannot be read is edited.
begin
printf 'name: [unclosed' >platforms/bad.yaml
git_here
stk set platforms/bad/owner x
status_is 2
stk settle platforms/bad/owner x
status_is 2
is "$(git status --porcelain)" '' 'nothing was written'

# inventory.yaml itself
fresh
printf 'name: [unclosed' >inventory.yaml
stk list platforms
status_is 2 'a broken inventory.yaml'
err_like 'inventory.yaml:1:'

done_testing
