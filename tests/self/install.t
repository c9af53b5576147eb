#!/bin/bash
# make install puts the program and its pages below DESTDIR, uninstall takes them away again; the build
# does without pkg-config until it compiles. (-o all: what is built is not built again under our feet.)
. "${0%/*}/../lib.sh"
plain_only
to=$PWD/to
cd "$ROOT" || exit 2

run make -s -o all install DESTDIR="$to" PREFIX=/usr
status_is 0 'make install'
run "$to/usr/bin/stocktake" version
out_like '^stocktake [0-9]+\.[0-9]+' 'the installed program runs'
# Those of src/man/, and the one that is made from the README beside the checks.
pages=$(find src/man -name '*.scd' | wc -l)
is "$(find "$to" -name '*.[1-9]' | wc -l)" "$(if command -v scdoc >/dev/null; then echo $((pages + 1)); else echo 0; fi)" \
	'every manual page is installed'
run make -s uninstall DESTDIR="$to" PREFIX=/usr
status_is 0 'make uninstall'
is "$(find "$to" -type f)" '' 'nothing is left'

run make -n help PKG_CONFIG=/nonexistent CC=/nonexistent
status_is 0 'the Makefile is read without compiler and pkg-config'
run make help
out_like '  test  .*  demo  ' 'make help names the two commands'
done_testing
