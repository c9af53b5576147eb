# shellcheck shell=bash
# What tests/tty/*.t stand on, beside tests/lib.sh: the program in a real terminal, which is a tmux
# server of our own (its socket lies in the test's folder; it is ended when the test ends).
# shellcheck source=tests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
command -v tmux >/dev/null || skip_all 'tmux is not installed'
export TMUX_TMPDIR=$T_TMP TERM=screen-256color
unset TMUX TMUX_PANE COLUMNS LINES
TTY_SOCKET=stk-$$ TTY_STARTED=0

tty_tmux() { tmux -u -L "$TTY_SOCKET" -f /dev/null "$@"; }

tty_stop() { tty_tmux kill-server 2>/dev/null; }
trap 'tty_stop; t_cleanup' EXIT

# tty_start COMMAND [COLUMNS ROWS]: a line of shell, in a terminal of 80x24. When it has ended the
# screen says [status N].
tty_start() {
	tty_stop
	# A socket of its own each time: the old server may still be on its way out.
	TTY_SOCKET=stk-$$-$((++TTY_STARTED))
	printf '%s\n' "$1" >"$T_TMP/tty-command"
	cat >"$T_TMP/tty-shell" <<-'END'
		trap : INT QUIT
		bash -c "$(cat "$1")"
		printf '\n[status %d]\n' $?
		exec sleep 600
	END
	# The server before may still be going.
	local tries=40
	until tty_tmux new-session -d -x "${2:-80}" -y "${3:-24}" \
		"exec bash '$T_TMP/tty-shell' '$T_TMP/tty-command'" \; \
		set-option -g status off \; set-option -g escape-time 0 2>/dev/null; do
		((tries-- > 0)) || { fail "tmux starts"; done_testing; }
		sleep 0.05
	done
}

# tty_send KEY...: as tmux names them (Enter C-c C-d Up Tab BSpace); other words are typed.
tty_send() { tty_tmux send-keys -- "$@"; }

# tty_type TEXT: exactly these characters. tty_line TEXT: the same, and Enter.
tty_type() { tty_tmux send-keys -l -- "$1"; }
tty_line() { [[ -z $1 ]] || tty_type "$1"; tty_send Enter; }

# tty_paste TEXT: as a terminal pastes, with the bracket codes if the program asked for them.
tty_paste() {
	tty_tmux set-buffer -- "$1"
	tty_tmux paste-buffer -p -d
}

# What is on the screen; tty_all: with what scrolled away.
tty_screen() { tty_tmux capture-pane -p 2>/dev/null; }
tty_all() { tty_tmux capture-pane -p -S - 2>/dev/null; }

# A pause without a process: nothing ever writes to this.
mkfifo "$T_TMP/tty-never"
exec {TTY_NEVER}<>"$T_TMP/tty-never"
tty_pause() { read -rt 0.04 -u "$TTY_NEVER" _; }

# tty_lines COMMAND PATTERN: does a line of what COMMAND shows match?
tty_lines() {
	local line
	while IFS= read -r line; do
		[[ $line =~ $2 ]] && return 0
	done < <("$1")
	return 1
}

# tty_has PATTERN: is it there now (extended regular expression, line by line; the history too)?
tty_has() { tty_lines tty_all "$1"; }

# tty_last PATTERN: the last line with anything on it matches: the prompt.
tty_last() {
	local line last=
	while IFS= read -r line; do
		[[ -z ${line// /} ]] || last=$line
	done < <(tty_screen)
	[[ $last =~ $1 ]]
}

# tty_until NAME SECONDS COMMAND...: a test: COMMAND comes to be true.
tty_until() {
	local name=$1 tries=$(($2 * 25))
	shift 2
	while ((tries-- > 0)); do
		if "$@"; then
			pass "$name"
			return 0
		fi
		tty_pause
	done
	fail "$name"
	tty_all | sed 's/^/# screen: /'
	return 1
}

# tty_wait PATTERN [SECONDS [NAME]]: a test: it appears within SECONDS (10).
tty_wait() { tty_until "${3:-the screen shows: $1}" "${2:-10}" tty_has "$1"; }

# tty_wait_last PATTERN [SECONDS [NAME]]: the same of the last line with anything on it: the prompt.
tty_wait_last() { tty_until "${3:-the prompt is: $1}" "${2:-10}" tty_last "$1"; }

# tty_transcript FILE: types an interview that began, as FILE says, line by line:
#   ? PATTERN   a line that matches appears (below the answer before)
#   > TEXT      waits for the prompt, types TEXT key by key, and Enter
#   | TEXT      the same with text that is pasted: several in a row are lines of one paste
#   = PROMPTS KEYS   what the transcript took by its model: a fifth more is too much
# Each answer is a prompt; its keys are those of TEXT and Enter, of a paste one and Enter. They are counted in
# tty_prompts and tty_keys.
tty_transcript() {
	local line paste='' model_prompts=0 model_keys=0
	tty_prompts=0 tty_keys=0
	while IFS= read -r line || [[ -n $line ]]; do
		[[ -z $paste || $line == '| '* ]] || { tty_transcript_answer paste "$paste"; paste=; }
		case $line in
		'? '*) tty_wait "${line#'? '}" ;;
		'>' | '> '*) line=${line#>}; tty_transcript_answer type "${line# }" ;;
		'| '*) paste+=${line#'| '}$'\n' ;;
		'= '*) read -r _ model_prompts model_keys <<<"$line" ;;
		esac
	done <"$1"
	[[ -z $paste ]] || tty_transcript_answer paste "$paste"
	ok "$tty_prompts prompts, $model_prompts and a fifth at most" test $((tty_prompts * 5)) -le $((model_prompts * 6))
	ok "$tty_keys keys, $model_keys and a fifth at most" test $((tty_keys * 5)) -le $((model_keys * 6))
}

tty_transcript_answer() { # HOW TEXT
	tty_wait_last '^ *> *$' 10 "a prompt waits for: ${2%%$'\n'*}"
	((tty_prompts++))
	if [[ $1 == paste ]]; then
		tty_paste "$2"
		((tty_keys += 2))
		tty_send Enter
	else
		((tty_keys += ${#2} + 1))
		tty_keys_one_by_one "$2"
		tty_send Enter
	fi
}

# Each key by itself, as a keyboard sends them.
tty_keys_one_by_one() {
	local text=$1 keys=() i
	for ((i = 0; i < ${#text}; i++)); do
		[[ ${text:i:1} == ';' ]] && keys+=('\;') || keys+=("${text:i:1}")
	done
	((${#keys[@]} == 0)) || tty_tmux send-keys -l -- "${keys[@]}"
}

# The process that tty_start's shell runs, for kill -9; empty when it has ended.
tty_pid() { pgrep -P "$(tty_tmux display-message -p '#{pane_pid}')" | head -n 1; }
