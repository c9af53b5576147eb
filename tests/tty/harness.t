#!/bin/bash
# The terminal helpers themselves.
. "${0%/*}/lib.sh"

tty_start 'read -r line; echo "you said <$line>"; exit 3'
tty_line 'hello 世界'
tty_wait 'you said <hello 世界>'
tty_wait '\[status 3\]'

tty_start 'stty size; cat' 100 30
tty_wait '^30 100$'
tty_type 'half a line'
tty_wait_last '^half a line$'
tty_send C-c
tty_wait '\[status 130\]'

tty_start 'exec sleep 50'
for _ in {1..100}; do
	[[ $(ps -o comm= -p "$(tty_pid)" 2>/dev/null) == sleep ]] && break
	sleep 0.05
done
ok 'the program can be found' kill -9 "$(tty_pid)"
tty_wait '\[status 137\]'
done_testing
