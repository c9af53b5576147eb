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

# tty_has PATTERN: is it there now (extended regular expression, line by line; the history too)?
tty_has() { tty_all | grep -Eq -- "$1"; }

# tty_wait PATTERN [SECONDS [NAME]]: a test: it appears within SECONDS (10). Looks every 50 ms.
tty_wait() {
	local tries=$((${2:-10} * 20)) name=${3:-the screen shows: $1}
	while ((tries-- > 0)); do
		if tty_has "$1"; then
			pass "$name"
			return 0
		fi
		sleep 0.05
	done
	fail "$name"
	tty_all | sed 's/^/# screen: /'
	return 1
}

# tty_wait_last PATTERN [SECONDS [NAME]]: the last line with anything on it matches: the prompt.
tty_wait_last() {
	local tries=$((${2:-10} * 20)) name=${3:-the prompt is: $1}
	while ((tries-- > 0)); do
		if tty_screen | grep -v '^ *$' | tail -n 1 | grep -Eq -- "$1"; then
			pass "$name"
			return 0
		fi
		sleep 0.05
	done
	fail "$name"
	tty_all | sed 's/^/# screen: /'
	return 1
}

# The process that tty_start's shell runs, for kill -9; empty when it has ended.
tty_pid() { pgrep -P "$(tty_tmux display-message -p '#{pane_pid}')" | head -n 1; }
