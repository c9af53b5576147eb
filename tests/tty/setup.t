#!/bin/bash
# scripts/setup: asks on a terminal, not elsewhere; installs what is missing once; never half-succeeds.
# apt and dpkg are played by scripts here; nothing is installed.
. "${0%/*}/lib.sh"

fresh
mkdir -p scripts bin
cp "$ROOT/scripts/setup" scripts/setup
write bin/dpkg-query <<'END'
#!/bin/sh
for package; do :; done
grep -qx "$package" installed 2>/dev/null && printf 'ii '
END
write bin/apt-get <<'END'
#!/bin/sh
echo "apt-get $*" >>apt.log
case " $* " in
*' install '*) [ ! -e apt.breaks ] || { echo 'E: no network'; exit 100; }
	for word; do echo "$word"; done >>installed ;;
esac
END
write bin/sudo <<'END'
#!/bin/sh
exec "$@"
END
chmod +x bin/*
PATH=$PWD/bin:$PATH
unset CI

run scripts/setup --check build
status_is 1 '--check finds what is missing'
out_like 'missing: gcc .*libyaml-dev'
not_ok 'and installs nothing' test -e apt.log

tty_start "PATH='$PATH' scripts/setup build"
tty_wait_last 'Install them now with apt-get\? \[Y/n\]'
tty_line n
tty_wait 'status 1'
not_ok 'no means no' grep -qs install apt.log

touch apt.breaks
run scripts/setup build test
status_is 1 'an installation that fails is a failure'
err_like 'E: no network'
rm apt.breaks

run scripts/setup build test
status_is 0 'without a terminal it does not ask'
file_like apt.log 'install -y --no-install-recommends.* libcmocka-dev'
: >apt.log
run scripts/setup build test
status_is 0 'a second time'
file_is apt.log '' 'there is nothing to do'
run scripts/setup --check build test
status_is 0 '--check agrees'

tty_start "PATH='$PATH' scripts/setup lint"
tty_wait 'to install: clang-format'
tty_line ''
tty_wait 'status 0'
run scripts/setup nonsense
status_is 2 'an unknown group is refused'
done_testing
