#!/bin/bash
# kill -9 at every prompt of an interview down, of one up, and of a room: what is there in the end is what is there
# when nobody pulled the plug. (Across, and the questions back: walk.t.)
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"
plain_only # walk.t is enough for the others

begin() {
	fresh
	"$STOCKTAKE" init --name Acme --goal 'Find out where our sales data is kept.' --destination power-bi a >/dev/null 2>&1
	cd a || exit 2
	local person
	for person in 'Tom Okafor:sales' 'Ingrid Holm:board' 'Ana Ruiz:marketing' 'Dana Kim:sales-management'; do
		"$STOCKTAKE" add stakeholder "${person%:*}" "team=${person#*:}" >/dev/null 2>&1
	done
	"$STOCKTAKE" workshop plan organisation --date 2026-12-01 >/dev/null 2>&1
	"$STOCKTAKE" workshop open --attendees all >/dev/null 2>&1
}
files() { cat platforms/*.yaml stakeholders/*.yaml 2>/dev/null; }

# What stands on the screen, seen once a poll: the tests below are many.
look() { seen=$(tty_all); }
ended() { [[ $seen == *$'\n[status '* ]]; }
waits() { [[ $seen == *$'\n    >' ]]; }
prompts() { local rest=${seen//$'\n    >'/}; echo $(((${#seen} - ${#rest}) / 6)); }
until_seen() { # CONDITION...: it comes to be true, or ten seconds pass
	local tries=250
	while look && ! "$@" && ((tries-- > 0)); do tty_pause; done
	"$@"
}
ready() { ended || waits; }
answered() { ended || { waits && (($(prompts) > before)); }; }
typed() { ended || [[ $seen == *'half a' ]]; }
question() { sed -n 's|^[0-9]*/[0-9]* ||p' <<<"$seen" | tail -n 1; }

# played WHO QUESTION=ANSWER...: killed after each answer, with the next one half typed; begun again each time. What
# is begun anew may ask more of a kind that it asks once a sitting: the answer goes by the question.
played() {
	local who=$1 pair answer asked before n=0
	shift
	printf '%s\n' "${@#*=}" >"$T_TMP/answers"
	begin
	stk walk --as "$who" --answers "$T_TMP/answers"
	status_is 0 "$who: nobody pulls the plug"
	files >"$T_TMP/whole"
	begin
	tty_start "while '$STOCKTAKE' walk --as $who; [ \$? = 137 ]; do stty sane; echo killed; done" 80 60
	while ((n++ < 20)); do
		until_seen ready || break
		ended && break
		asked=$(question) answer=
		for pair; do
			[[ $asked == *"${pair%%=*}"* ]] && answer=${pair#*=} && break
		done
		before=$(prompts)
		tty_line "$answer"
		until_seen answered || break
		ended && break
		tty_type 'half a'
		until_seen typed
		kill -9 "$(pgrep -P "$(tty_pid)")"
	done
	ok "$who: killed $((n - 1)) times" test $n -ge $#
	tty_wait '\[status 0|\[status 1\]'
	files >"$T_TMP/pieces"
	is "$(diff "$T_TMP/whole" "$T_TMP/pieces")" '' "$who: nothing is lost, nothing is there twice"
	is "$(find evidence -name '.open-*')$(git status --porcelain)" '' "$who: and all is committed"
}

played tom 'have open=salesforce, tracker, sales nav' 'everyone keep=yes 12' 'keep in each=2 c a' \
	'heading row=Name, Company, Phone, Last call, Next step' 'type twice=tracker > sf c a by hand weekly' \
	'never gets in=1 a mobile calls' 'measured on=1 salesforce' 'Who next=nina'
played ingrid 'numbers reach you=revenue monthly pdf dana; win rate quarterly slide li' 'doubt=win rate late' 'keep any=none'
played workshops/2026-12-01-organisation 'Call out=hubspot, sf, quota sheet, xactly, zendesk, gong' 'may be several=1' \
	'hold nothing=none' 'each hold=2 lca; 3 lcda; 4 q; 5 q; 6 t; 7 a' 'Heading rows=4 dana' \
	'from where to where=hubspot <> sf l c 15m; gong > sf a hourly' \
	'ends up in=sf > powerbi lda daily; quota sheet > powerbi q by hand jo monthly' 'hold quotas=' 'shown where=' \
	'who knows=?5 ana' 'not here=lisa novak' 'forgot=nothing'
tty_stop
done_testing
