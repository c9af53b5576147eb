# shellcheck shell=bash
# What tests/cli/*.t and tests/self/*.t stand on; tests/README.md shows how. Source it first:
#     . "${0%/*}/../lib.sh"
# It answers in TAP, moves to a fresh empty folder, and freezes what differs between machines:
# clock, identity, locale, width, home. A test ends with `done_testing`; one that dies before has no
# plan, and prove calls that a failure.
set -u
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${STOCKTAKE:=$ROOT/build/stocktake}" "${STK_VARIANT:=}"
T_TMP=$(mktemp -d "${TMPDIR:-/tmp}/stk-test.XXXXXX")
T_COUNT=0 T_FAILED=0 T_FRESH=0
out='' err='' status=0

for t_name in $(compgen -e | grep -E '^(GIT_|LC_|XDG_|STK_(NO|LANG))'); do
	unset "$t_name"
done
export STOCKTAKE STK_VARIANT ROOT
export HOME=$T_TMP/home XDG_CONFIG_HOME=$T_TMP/home/.config
export LC_ALL=C.UTF-8 LANG=C.UTF-8 LANGUAGE='' COLUMNS=80 LINES=24 TERM=dumb NO_COLOR=1 TZ=UTC
export SOURCE_DATE_EPOCH=1796120400 # 2026-12-01T10:20:00Z
# libgit2 reads files, not GIT_CONFIG_COUNT; so the identity stands in the home's .gitconfig.
export GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$T_TMP GIT_TERMINAL_PROMPT=0
export GIT_AUTHOR_DATE='2026-12-01T10:20:00Z' GIT_COMMITTER_DATE='2026-12-01T10:20:00Z'
unset EDITOR VISUAL PAGER CDPATH
mkdir -p "$HOME/.config"
cat >"$HOME/.gitconfig" <<'END'
[user]
	name = Li Wei
	email = li@acme.example
[init]
	defaultBranch = main
[gc]
	auto = 0
[core]
	pager = cat
[advice]
	detachedHead = false
END
exec </dev/null

# Called at exit, also by tests that set their own trap: `trap 'mine; t_cleanup' EXIT`.
t_cleanup() {
	cd / || return
	chmod -R u+rwX "$T_TMP" 2>/dev/null
	rm -rf "$T_TMP"
}
trap t_cleanup EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

# --- saying --------------------------------------------------------------------------------------
note() { printf '%s\n' "$*" | sed 's/^/# /'; }

pass() { printf 'ok %d - %s\n' $((++T_COUNT)) "$*"; }

fail() { # NAME; more to say goes through note
	T_FAILED=$((T_FAILED + 1))
	printf 'not ok %d - %s\n' $((++T_COUNT)) "$*"
	note "at ${0##*/} line $(t_line)"
	return 0
}

# The line of the test itself, however many helpers lie between.
t_line() {
	local i
	for ((i = ${#BASH_SOURCE[@]} - 1; i > 0; i--)); do
		[[ ${BASH_SOURCE[i]} == "$0" ]] && break
	done
	echo "${BASH_LINENO[i - 1]}"
}

skip_all() { # REASON: before the first test
	echo "1..0 # SKIP $*"
	exit 0
}

skip() { # REASON: counts as one test passed, and says why it was not run
	printf 'ok %d # SKIP %s\n' $((++T_COUNT)) "$*"
}

# A test that needs the ordinary build: seccomp, memory limits, speed.
plain_only() { [[ -z $STK_VARIANT ]] || skip_all "not in the $STK_VARIANT build"; }

# What follows takes many steps, and no other code than what was run before: once is enough.
plain_from_here() {
	[[ -n $STK_VARIANT ]] || return 0
	skip "the rest is for the ordinary build, not $STK_VARIANT"
	done_testing
}

done_testing() {
	echo "1..$T_COUNT"
	exit $((T_FAILED > 0))
}

# --- doing ---------------------------------------------------------------------------------------
# A new empty folder under the test's own, and into it.
fresh() {
	mkdir -p "$T_TMP/in/$((++T_FRESH))"
	cd "$T_TMP/in/$T_FRESH" || exit 2
}

# run COMMAND...: its output in $out and $err (and, byte for byte, in $T_TMP/out and $T_TMP/err), its
# status in $status. Standard input is empty unless redirected: run ... <<END
run() {
	"$@" >"$T_TMP/out" 2>"$T_TMP/err"
	status=$?
	t_read out "$T_TMP/out"
	t_read err "$T_TMP/err"
}

# t_read NAME FILE: as NAME=$(tr -d '\0' <FILE), without a process: there are thousands of these.
t_read() {
	local -a t_parts
	local t_text
	mapfile -d '' t_parts <"$2"
	printf -v t_text %s "${t_parts[@]}"
	while [[ $t_text == *$'\n' ]]; do t_text=${t_text%$'\n'}; done
	printf -v "$1" %s "$t_text"
}

# stk ARGUMENT...: run the program under test.
stk() { run "$STOCKTAKE" "$@"; }

# write FILE [TEXT]: FILE, folders and all, with TEXT or what comes on standard input.
write() {
	mkdir -p "$(dirname "$1")"
	if [[ $# -gt 1 ]]; then printf '%s\n' "$2" >"$1"; else cat >"$1"; fi
}

# A git repository here, with everything in the folder committed.
git_here() {
	git init -q . && git add -A && git commit -q --allow-empty -m 'Begin'
}

# --- asserting -----------------------------------------------------------------------------------
t_shown() { # what the last run said, for a failure
	note "status $status"
	[[ -z $out ]] || head -n 40 "$T_TMP/out" | sed 's/^/# out: /'
	[[ -z $err ]] || head -n 40 "$T_TMP/err" | sed 's/^/# err: /'
}

is() { # GOT EXPECTED NAME
	if [[ $1 == "$2" ]]; then
		pass "$3"
	else
		fail "$3"
		diff -u --label expected --label got <(printf '%s\n' "$2") <(printf '%s\n' "$1") | sed 's/^/# /'
	fi
}

isnt() { # GOT UNEXPECTED NAME
	if [[ $1 != "$2" ]]; then pass "$3"; else fail "$3"; note "got: $1"; fi
}

like() { # GOT REGEX NAME (POSIX extended, over all lines)
	if [[ $1 =~ $2 ]]; then
		pass "$3"
	else
		fail "$3"
		note "no match for: $2"
		printf '%s\n' "$1" | head -n 40 | sed 's/^/# got: /'
	fi
}

unlike() { # GOT REGEX NAME
	if [[ ! $1 =~ $2 ]]; then
		pass "$3"
	else
		fail "$3"
		note "matches: $2"
		printf '%s\n' "$1" | head -n 40 | sed 's/^/# got: /'
	fi
}

# ok NAME COMMAND...: the command must succeed; not_ok: it must fail.
ok() {
	local name=$1
	shift
	if "$@" >"$T_TMP/ok" 2>&1; then pass "$name"; else fail "$name"; note "$(cat "$T_TMP/ok")"; fi
}
not_ok() {
	local name=$1
	shift
	if "$@" >"$T_TMP/ok" 2>&1; then fail "$name"; note "$(cat "$T_TMP/ok")"; else pass "$name"; fi
}

# Of the last run. NAME may be left out.
status_is() { # STATUS [NAME]
	if [[ $status == "$1" ]]; then pass "${2:-status $1}"; else fail "${2:-status $1}"; t_shown; fi
}
out_is() { is "$out" "$1" "${2:-standard output}"; }
err_is() { is "$err" "$1" "${2:-standard error}"; }
out_like() { like "$out" "$1" "${2:-output has: $1}"; }
err_like() { like "$err" "$1" "${2:-error has: $1}"; }
out_unlike() { unlike "$out" "$1" "${2:-output lacks: $1}"; }
err_unlike() { unlike "$err" "$1" "${2:-error lacks: $1}"; }

# json FILTER [NAME]: jq's FILTER over the last output yields true.
json() {
	local said
	if said=$(jq -e "$1" "$T_TMP/out" 2>&1); then
		pass "${2:-json: $1}"
	else
		fail "${2:-json: $1}"
		note "jq says: $said"
		t_shown
	fi
}

file_is() { # FILE TEXT [NAME]: exact but for a final newline
	is "$(cat "$1" 2>&1)" "$2" "${3:-$1}"
}
file_like() { like "$(cat "$1" 2>&1)" "$2" "${3:-$1 has: $2}"; }

# What differs from run to run: the temporary folder, the random end of evidence ids.
t_normal() {
	sed -E -e "s|$T_TMP/in/[0-9]+|WORK|g; s|$T_TMP|TMP|g" \
		-e 's/(-(interview|sheet|scan|decision|merge))-[a-z0-9]{4}\b/\1-RAND/g' "$1"
}

# golden NAME [FILE]: standard output of the last run (or FILE) is tests/golden/NAME.
# UPDATE_GOLDEN=1 writes it; read the difference in git before you commit.
golden() {
	local want=$ROOT/tests/golden/$1 got=$T_TMP/golden
	t_normal "${2:-$T_TMP/out}" >"$got"
	if [[ -n ${UPDATE_GOLDEN:-} ]]; then
		mkdir -p "$(dirname "$want")"
		cp "$got" "$want"
		chmod 644 "$want"
		pass "golden $1 (written)"
	elif [[ ! -e $want ]]; then
		fail "golden $1: not there; UPDATE_GOLDEN=1 writes it"
	elif diff -u --label "tests/golden/$1" --label got "$want" "$got" >"$T_TMP/diff"; then
		pass "golden $1"
	else
		fail "golden $1"
		sed 's/^/# /' "$T_TMP/diff"
	fi
}

fresh
