#!/bin/bash
# In Chinese: an interview typed as people in China would, on an inventory of theirs; answers of one language to
# questions of the other; what the program ships said in Chinese; guides of an inventory's own.
# shellcheck source=tests/lib.sh
. "${0%/*}/../lib.sh"
plain_only # the same code runs in the other tests of that build

answers() { cat >"$T_TMP/answers"; }
walk() { stk walk --answers "$T_TMP/answers" "$@"; }
begin() { # LANGUAGE
	fresh
	"$STOCKTAKE" init --name 鼎新 --destination 帆软 --language "$1" a >/dev/null 2>&1
	cd a || exit 2
}
person() { "$STOCKTAKE" add stakeholder "$1" ${2:+"team=$2"} >/dev/null 2>&1; }

# --- what init writes ---------------------------------------------------------------------------------
begin zh
file_like inventory.yaml 'name: 市场, chain: across'
file_like metrics/win-rate.yaml 'name: 赢单率' 'metrics are named'
file_like metrics/win-rate.yaml 'aka: \[Win rate, ' 'and answer to their English names'

# --- the head of marketing, as in the transcript ---------------------------------------------------------
person 安娜 marketing
answers <<'END'
hubspot、谷歌分析、展会名单、企业微信、稿定设计、腾讯会议
对
稿定设计
3 线索、联系人；6 线索
姓名  公司  手机  邮箱  展会  扫码时间  是否跟进？
hubspot 双向 销售易 线索、联系人 每15分钟；腾讯会议 同步到 hubspot 线索 每天；展会名单 > hubspot 线索 手动 小米
1 hubspot，3 展会名单
3 更新太晚，名字对不上
小米
小米、汤姆（销售）
END
walk --as 安娜
status_is 0 'the interview'
golden chinese/walk.err "$T_TMP/err"
golden chinese/sheet.yaml platforms/展会名单.yaml
golden chinese/evidence.yaml <(cat evidence/*-安娜-interview-*.yaml)
questions=$(grep -cE '^[0-9]+/9 ' "$T_TMP/err")
is "$questions" 9 'nine questions, as many as in English'
file_like stakeholders/汤姆.yaml 'team: sales' 'a team in brackets, of wide ones'

# --- a rep: what is by hand, in wide digits and without blanks -----------------------------------------
answers <<'END'
销售易、我的跟进表、企查查、手机
是 12
1线索联系人商机；2：线索和联系人；３ 联系人
姓名  公司  电话  上次联系  下一步
我的跟进表→销售易，联系人、电话，每周手动；企查查 同步到 我的跟进表（联系人，手动，每天）
1 a 手机上的通话从来没记
不知道
没有
END
walk --as 汤姆
status_is 0 'a rep'
file_like platforms/我的跟进表.yaml 'copies: 12'
file_like platforms/我的跟进表.yaml 'with: 销售易, flow: out, carries: \[contact, activity\], method: manual, every: 1 week'
file_like platforms/企查查.yaml 'carries: \[contact\], method: manual, every: 1 day'
file_like platforms/销售易.yaml 'patchy: \{activity: 手机上的通话从来没记\}'
file_like "$(echo evidence/*-汤姆-*.yaml)" 'shows, state: unknown' '"不知道" is an answer'

# --- the board ------------------------------------------------------------------------------------------
answers <<'END'
英格丽，董事会
总收入，每月，pdf，丹娜；赢单率 每季度 幻灯片 李伟
赢单率 总是晚

END
walk --as 英格丽
status_is 0 'the board'
file_like metrics/win-rate.yaml 'notes: "?英格丽: 总是晚'
file_like metrics/total-revenue.yaml 'audience: \[.*board' 'the number that reaches it'

# --- commands and small answers in Chinese ----------------------------------------------------------------
person 丽莎 marketing
answers <<'END'
@tools = 企业微信、钉钉
@tools/right = 是
@nothing = ：跳过
@holds = 问小米
@links = 不适用
@shows = ：返回
@links = 钉钉没有
@shows = 没有
@patchy = ？
@patchy = 不清楚
@admin = 我
@refer = ：清单
@refer = 没人
END
walk --as 丽莎
status_is 0 'commands with a wide colon'
file_like platforms/钉钉.yaml 'integrations: \[\]' 'none, after going back'
file_like "$(echo evidence/*-丽莎-*.yaml)" 'ask: 小米' '"问小米" hands on'
answers <<<'：乱写'
person 王芳 marketing
walk --as 王芳
status_is 2 'a command that is none'

# --- a chat that was pasted ----------------------------------------------------------------------------------
person 赵六 sales
answers <<'END'
@tools = 李伟：我们也用纷享销客
@tools = 王芳：其实我们大部分线索都在企业微信里面再导到纷享销客
END
walk --as 赵六
status_is 2 'one answer: the second line is not used'
file_like platforms/纷享销客.yaml 'name: 纷享销客' 'what they say they use'
ok 'a sentence is no tool' test ! -e platforms/我们也用纷享销客.yaml
person 钱七 sales
answers <<<'王芳：其实我们大部分线索都在企业微信里面再导到纷享销客'
walk --as 钱七
err_like '企业微信' 'tools in a sentence without blanks'
is "$(echo platforms/*大部分*)" 'platforms/*大部分*' 'and no sentence'
person 孙八 ''
answers <<<'市场部'
walk --as 孙八
err_like '董事会 · 销售管理 · 销售 · 市场' 'teams by their names'
file_like stakeholders/孙八.yaml 'team: marketing' 'known by a usual word'

# --- the language of the answer is nobody's business --------------------------------------------------------
begin en
person 'Ana Ruiz' marketing
answers <<'END'
hubspot, 展会名单
y
没有
2 线索 c
:skip
展会名单 > hubspot l 每周手动 mia
none
END
walk --as ana
status_is 0 'English questions, Chinese answers'
file_like platforms/展会名单.yaml 'carries: \[lead\], method: manual, every: 1 week, who: mia'
err_like 'What does each hold' 'asked in English'
person 'Li Wei' sales-management
answers </dev/null
walk --as li-wei --lang zh_CN
err_like '从第一条线索到开出发票' '--lang asks in Chinese'

# --- what ships, said in Chinese; programs read English -------------------------------------------------------
write platforms/leads-sheet.yaml 'name: Leads sheet
holds: [lead]
integrations: []'
stk --lang zh_CN check --select silo-isolated
out_like '平台不和任何平台交换数据' 'the title of a check'
out_like 'Leads sheet 不和任何平台交换数据' 'its message'
out_like '把它连到一个数据能到报表的平台' 'its remedy'
stk --lang zh_CN check --select gap-category
out_like '还没有人说.*用的是哪个平台|还没有人说这些类别用的是哪些平台：' 'a list of words'
out_like '客户服务' 'words of the formats'
stk --lang zh_CN check --select silo-isolated --format json
json '.findings[0].message == "Leads sheet exchanges data with nothing"' 'JSON is English'
stk --lang zh_CN checks show gap-owner
out_like '没有负责人的平台，里面的数据没有人保证正确' 'why it matters'
stk --lang zh_CN metrics
out_like '赢单率' 'metrics'
stk --lang zh_CN metrics --format json
json '.metrics | all(.metric | test("^[a-z-]+$"))' 'ids are not'
stk --lang zh_CN list terms
out_like '微信号' 'terms'
write platforms/crm.yaml 'name: CRM
category: [crm]'
stk --lang zh_CN status
out_like '销售情报' 'categories that nobody named'

# --- guides of an inventory's own ------------------------------------------------------------------------------
write guides/en.yaml 'guides:
  home:
    opening: Hello
    closing: Bye
    sections:
      - {kind: tools, ask: "What do you use, mate?"}'
answers </dev/null
walk --as li-wei
err_like 'What do you use, mate' 'an own guide'
person 'Bo' marketing
walk --as bo
err_like 'Which tools do you use' 'what it leaves out is as shipped'
write guides/en.yaml 'guides:
  home:
    opening: Hello
    closing: Bye
    sections:
      - {kind: tool, ask: Which?}'
walk --as li-wei
status_is 2
err_like 'guides/en.yaml:6:10: there is no kind of section "tool"' 'a mistake is placed'
rm -r guides
sed -i 's/^language: .*/language: fr/' inventory.yaml
walk --as li-wei
status_is 0
err_like 'no interview guide for the language "fr"' 'a language without a guide is told'
is "$(grep -c 'no interview guide' "$T_TMP/err")" 1 'once'
err_like 'Where is our sales data kept' 'and the interview goes on in English'
write guides/fr.yaml 'groups: [{letter: p, group: lead, words: [pistes]}]
flows: {by_hand: [à la main]}
guides:
  home:
    opening: Pourquoi
    closing: Merci
    sections:
      - {kind: tools, ask: Quels outils ?}
      - {kind: links, ask: "Qu'"'"'est-ce qui va où ?"}'
answers <<'END'
hubspot, salesforce
y
hubspot > salesforce pistes à la main mia
END
walk --as li-wei
status_is 0 'a language of the inventory'"'"'s own'
file_like platforms/hubspot.yaml 'carries: \[lead\], method: manual, who: mia' 'with its words'
done_testing
