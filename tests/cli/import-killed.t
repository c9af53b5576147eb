#!/bin/bash
# An import that is killed, at any step: the next start makes of what was said what the whole import would
# have made, disputes too.
. "${0%/*}/../lib.sh"
plain_only

${CC:-cc} -shared -fPIC -O1 -D_GNU_SOURCE -o "$T_TMP/fault.so" "$ROOT/tests/fault.c" -ldl ||
	skip_all 'no C compiler'

cd "$T_TMP" && mkdir whole && cd whole || exit 1
write inventory.yaml 'name: Acme   # the inventory'
write stakeholders/ana-ruiz.yaml 'name: Ana Ruiz'
write stakeholders/tom-okafor.yaml 'name: Tom Okafor'
for i in 1 2 3 4 5; do write "platforms/tool-$i.yaml" "name: Tool $i   # as it was"; done
for who in ana-ruiz tom-okafor; do
	echo 'Name,Website,Notes'
	for i in 1 2 3 4 5 6 7 8 9; do echo "Tool $i,https://${who%%-*}-$((i % 3)).example,Said by $who"; done
done >all.csv
sed -n 1,10p all.csv >ana-ruiz.csv
sed -n 11,20p all.csv >tom-okafor.csv

begin() {
	cd "$T_TMP" && rm -rf now && cp -r whole now && cd now || exit 1
}
act() { # FAULT FILE...
	STK_FAULT=$1 LD_PRELOAD=$T_TMP/fault.so stk import "${@:2}"
}
state() { cat platforms/*.yaml; }

declare -A whole
begin
whole[none]=$(state)
act never:0 ana-ruiz.csv
whole[ana-ruiz]=$(state)
begin
act never:0 tom-okafor.csv
whole[tom-okafor]=$(state)
begin
act never:0 tom-okafor.csv ana-ruiz.csv
status_is 0 'without a fault it works'
whole[ana-ruiz tom-okafor]=$(state)
like "${whole[ana-ruiz tom-okafor]}" 'website: https://ana-1.example.*says: https://tom-1.example, by: tom-okafor' \
	'they contradict one another'

steps=0 wrong=0 left=0
for ((n = 1; n < 300; n += n < 20 ? 1 : 4)); do # the files go one like the other
	begin
	{ act kill:$n ana-ruiz.csv tom-okafor.csv; } 2>/dev/null # bash would tell of each kill
	# shellcheck disable=SC2154 # set by stk
	[[ $status == 0 ]] && break
	steps=$n
	stk set inventory/goal Numbers # the next start, whatever it does
	[[ $status == 0 ]] || wrong=$((wrong + 1))
	who=
	for name in ana-ruiz tom-okafor; do
		[[ -z $(compgen -G "evidence/2026-12-01-$name-sheet-*.yaml") ]] || who+=${who:+ }$name
	done
	if [[ $(state) != "${whole[${who:-none}]}" ]]; then
		wrong=$((wrong + 1))
		note "killed at step $n, said by: ${who:-none}" "$(diff <(state) <(echo "${whole[${who:-none}]}") | head -8)"
	fi
	[[ -z $(compgen -G 'evidence/.open-*'; compgen -G '.stocktake-*') ]] || left=$((left + 1))
done
ok "there were steps at which it could be killed ($steps)" test "$steps" -gt 30
is "$wrong" 0 'the next start makes of what was said what the whole import would have made'
is "$left" 0 'nothing is left lying about'
done_testing
