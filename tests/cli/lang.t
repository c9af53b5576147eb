#!/bin/bash
# The language of what the program says: --lang, the environment, the inventory's; what is never translated.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
plain_only # the same code in another language: once is enough

# --- which language ------------------------------------------------------------------------------------
fresh
for lang in zh zh_CN zh-CN zh-Hans zh_CN.UTF-8 zh_SG; do
	stk --lang $lang help
	out_like $'\n开始\n' "--lang $lang, before the command"
	stk help --lang=$lang
	out_like $'\n开始\n' "--lang=$lang, after it"
done
chinese=$out
run env LC_ALL=C LANG=C "$STOCKTAKE" help --lang zh
out_is "$chinese" 'UTF-8, also where the locale is C'
run env LC_ALL=zh_CN.UTF-8 "$STOCKTAKE" help
out_is "$chinese" 'the language of the environment, whether there is such a locale or not'
run env -u LC_ALL LC_MESSAGES=zh_CN LANG=en_GB.UTF-8 "$STOCKTAKE" help
out_is "$chinese" 'LC_MESSAGES goes before LANG'
run env LC_ALL=zh_CN.UTF-8 "$STOCKTAKE" help --lang en
out_like $'\nBegin\n' '--lang en goes before the environment'
run env LC_ALL=fr_FR.UTF-8 "$STOCKTAKE" help
out_like $'\nBegin\n' 'English where the environment wants a language that is not there'
for lang in fr '' zz_ZZ 'zh/../en' tlh; do
	stk help --lang "$lang"
	[[ -z $lang ]] && continue
	is "$status:$out" '2:' "--lang $lang is refused"
	err_like "--lang ${lang//./\\.}: .*does not speak" 'it says so'
	err_like 'It speaks: en, zh_CN\.' 'and which there are'
done
stk --lang
is "$status:$out" '2:' '--lang without a language'
stk walk -h --lang zh
out_like '访谈' 'help of a command, also where --lang comes after -h'
stk frob --lang zh
status_is 2
err_like '没有命令“frob”' 'an error before --lang was read is in that language too'
stk help --lang zh -- --lang
err_like '没有命令' 'after -- nothing is an option'

# --- pages -------------------------------------------------------------------------------------------------
cp -r "$ROOT/inventories/acme" .
cd acme || exit 2
git_here
for command in status metrics 'list platforms' check 'show hubspot' 'who hubspot' 'checks list' 'report' log \
	'what-if --retire platforms/hubspot' 'check --format github' 'check --format markdown'; do
	# shellcheck disable=SC2086 # words
	stk $command
	english=$out english_status=$status
	# shellcheck disable=SC2086
	stk --lang zh_CN $command
	is "$status" "$english_status" "$command: the same status in Chinese"
	[[ $command == log ]] || isnt "$out" "$english" "$command: other words"
	is "$(LC_ALL=C.UTF-8 grep -c '�' <<<"$out")" 0 "$command: no broken character"
done
stk --lang zh status
golden lang/status
stk --lang zh check --select 'silo or quality'
golden lang/check
stk --lang zh help check
golden lang/help-check

# Columns: wide characters count two. Of each line the columns where cells begin (after two blanks).
begins() {
	perl -CSDA -ne 'chomp; my ($col, $blanks, @at) = (0, 2);
		for (split //) { push @at, $col if $_ ne " " && $blanks >= 2; $blanks = $_ eq " " ? $blanks + 1 : 0;
			$col += /[\p{Ea=W}\p{Ea=F}]/ ? 2 : 1 }
		print join(",", @at[0 .. 1]), " ", $col > 80 ? "wide" : "fits", "\n"' "$T_TMP/out" | sort | uniq -c |
		sort -rn | awk '{ print $2, $3 }' | head -n 1
}
stk --lang zh list platforms
is "$(begins)" '0,26 fits' 'a table: the second column of most lines begins in one place'
out_like '^平台 +类别 +负责人 +状态 +持有' 'its headings'
out_like $'\n企业微信 +' 'and a wide name in it'
for command in status 'list platforms' 'list metrics' 'list integrations' 'list terms' 'checks list' check metrics \
	'show hubspot' help 'help check'; do
	# shellcheck disable=SC2086
	stk --lang zh $command
	is "$(perl -CSDA -ne 'chomp; my $col = 0; $col += /[\p{Ea=W}\p{Ea=F}]/ ? 2 : 1 for split //;
		print "$col: $_\n" if $col > 80; END { print "$. lines\n" }' "$T_TMP/out")" "$(wc -l <"$T_TMP/out") lines" \
		"$command: 80 columns hold it"
done

# --- what is never translated -----------------------------------------------------------------------------
for command in 'status --format json' 'metrics --format json' 'check --format json' 'check --format sarif' \
	'check --format junit' 'list platforms --format json' 'list terms --format json' 'show hubspot --format json' \
	'who hubspot --format json' 'log --format json' 'checks list --format json' 'checks show silo-island --format json' \
	'what-if --retire platforms/hubspot --format json' 'schema'; do
	# shellcheck disable=SC2086
	stk $command
	english=$out
	# shellcheck disable=SC2086
	stk --lang zh $command
	is "$(cmp "$T_TMP/out" <(printf '%s\n' "$english") 2>&1)" '' "$command: English"
done
stk --lang zh set platforms/hubspot/copies 3 --by ana
status_is 0
out_is ''
is "$(git log -1 --format=%s)" 'Set platforms/hubspot/copies: 3' 'the message of a commit'
stk --lang zh waive silo-island platforms/jira --by li-wei --because 五月停用 --until 2027-05-31
status_is 0
like "$(git log -1 --format=%s)" '^Waive silo-island at ' 'of another'
unlike "$(grep -rh . evidence/*decision* waivers.yaml | grep -v 五月停用)" '[一-龥]' 'evidence and waivers are as in English'

# --- threads, workers, libraries ---------------------------------------------------------------------------
fresh
"$STOCKTAKE" init --name Many a >/dev/null 2>&1
cd a || exit 2
for i in $(seq 60); do printf 'name: [x\n' >"platforms-$i.yaml"; done
mkdir -p platforms
for i in $(seq 60); do printf 'name: [x\n' >"platforms/p$i.yaml"; rm "platforms-$i.yaml"; done
stk --lang zh check --select quality-unreadable
is "$(grep -cE 'lacks a comma|Mend the file' <<<"$out")" 0 'findings that other threads make are Chinese'
is "$(grep -c '以 \[ 开头的列表缺逗号' <<<"$out")" 60 'all of them'
rm platforms/p*.yaml
mkdir -p checks
cat >checks/gap-forever.lua <<'END'
return { id = "gap-forever", about = "gap", severity = "note", title = "T", explain = "E", remedy = "R",
	run = function() while true do end end, examples = {} }
END
stk --lang zh check --select gap-forever
status_is 3
out_like '被停止' 'why a worker was ended'
stk --lang zh -C /no/such/folder status
err_like '没有这个文件或文件夹' 'what the system says'

# --- prompts ----------------------------------------------------------------------------------------------
begin() { # LANGUAGE
	fresh
	"$STOCKTAKE" init --name Acme --destination 'Power BI' --language "$1" a >/dev/null 2>&1
	cd a || exit 2
	"$STOCKTAKE" add stakeholder 'Ana Ruiz' team=marketing >/dev/null 2>&1
}
begin zh
stk walk --as ana --answers - <<<'hubspot'
err_like '我们能计算的数字' "an interview is in the inventory's language"
is "$(git log -1 --format=%s)" 'Interview Ana Ruiz: 1 platform' 'its commit is English'
stk status
out_like 'Ask next' 'a page for whoever reads it is not'
stk walk --as ana --lang en --answers - </dev/null
err_like 'numbers we can compute' '--lang goes before it'
begin en
run env LC_ALL=zh_CN.UTF-8 "$STOCKTAKE" walk --as ana --answers - </dev/null
err_like 'numbers we can compute' 'English people are asked in English, from a Chinese screen'
stk walk --as ana --lang zh --answers - </dev/null
err_like '个问题，大约' 'or in Chinese from an English one'
done_testing
