#!/bin/bash
# Ana's interview of the transcripts in Chinese, typed in a real terminal; and its first prompts at 40 columns.
# shellcheck source=tests/tty/lib.sh
. "${0%/*}/lib.sh"

begin() {
	fresh
	"$STOCKTAKE" init --name 鼎新 --language zh --destination 帆软 a >/dev/null 2>&1
	"$STOCKTAKE" -i a add stakeholder 安娜 team=marketing >/dev/null 2>&1
	cd a || exit 2
}
pressed=0
says() { # what is typed at the prompt that waits now; its keys are counted
	tty_wait_last '^    >'
	((pressed += ${#1} + 1))
	tty_line "$1"
}
prompt() { tty_wait "^$1/9 .*$2" 10 "question $1"; }

begin
tty_start "'$STOCKTAKE' walk --as 安娜" 80 50
prompt 1 '你平时用哪些工具'
says 'hubspot、谷歌分析、展会名单、企业微信、稿定设计、腾讯会议'
tty_wait '3 展会名单（新）'
says '对'
prompt 2 '哪些完全不存'
says '稿定设计'
prompt 3 '每个里面存了什么'
tty_wait 'l 线索  c 联系人  o 公司  d 商机'
says '3 线索、联系人；6 线索'
prompt 4 '“展会名单”的表头'
tty_wait_last '^    >'
tty_paste $'姓名\t公司\t手机\t邮箱\t展会\t扫码时间\t是否跟进？\n'
tty_send Enter
prompt 5 '数据从哪里到哪里'
says 'hubspot 双向 销售易 线索、联系人 每15分钟；腾讯会议 同步到 hubspot 线索 每天；展会名单 > hubspot 线索 手动 小米'
tty_wait '展会名单 -> HubSpot 线索'
prompt 6 '在哪里看'
says '？'
tty_wait '1 hubspot，3 展会名单'
says '1 hubspot，3 展会名单'
prompt 7 '不敢全信'
says '3 更新太晚，名字对不上'
prompt 8 '谁能给我们看里面的字段'
says '：帮助'
tty_wait ':skip'
says '小米'
prompt 9 '还应该问谁'
says '小米、汤姆（销售）'
tty_wait '谢谢你，安娜'
tty_wait '\[status 0\]'
golden chinese/sheet.yaml platforms/展会名单.yaml
is "$(git status --porcelain)" '' 'nothing is left over'
is "$(git log -1 --format=%s)" 'Interview 安娜: 6 platforms, 5 holdings, 3 integrations' 'the message in git is English'
questions=$(tty_all | grep -cE '^[0-9]+/9 ')
is "$questions" 9 'no more questions than in English'
ok "no more keys than in English ($pressed)" test "$pressed" -le 252

begin
tty_start "'$STOCKTAKE' walk --as 安娜" 40 30
tty_wait '^1/9 线索、联系人和客户'
says '企业微信、展会名单'
tty_wait '2 展会名单（新）'
says '是'
tty_wait '^2/9 '
says '没有'
tty_wait '^3/9 '
tty_wait_last '^    >'
says '：退出'
tty_wait '\[status 0\]'
is "$(tty_all | grep -cE '^ *[，。、；：？！）]')" 0 'no line begins with a mark that closes'
done_testing
