#!/bin/bash
# What the program says is translated: every message of the source has its translation, none is left over or
# fuzzy, directives agree (msgfmt -c), and no sentence in the source goes by translation. And that this test can
# fail: it is run over sources with one fault each.
. "${0%/*}/../lib.sh"
plain_only
command -v xgettext >/dev/null && command -v msgmerge >/dev/null || skip_all 'needs gettext'
cd "$ROOT" || exit 1
said=$(scripts/dev/po --check 2>&1)
is "$?" 0 'the catalogues have the messages of the source, each translated; no sentence is left untranslated'
[ -z "$said" ] || sed 's/^/# /' <<<"$said" | head -60

# A copy with what scripts/dev/po reads, a fault at a time.
copy=$T_TMP/copy
fresh_copy() {
	rm -rf "$copy"
	mkdir -p "$copy/scripts/dev" "$copy/tests/self" "$copy/src/cmd" "$copy/src/po/zh_CN"
	cp "$ROOT/scripts/dev/po" "$copy/scripts/dev/"
	printf '# none\n"git am"\n' >"$copy/tests/self/po-data.txt"
	cat >"$copy/src/cmd/one.c" <<-'END'
		static const struct stk_option options[] = {{0, "as", "WHO", "who is asked here"}};
		const struct stk_cmd one = {.about = "Ask one " "person", .run = run};
		int f(int n)
		{
			stk_tell(n ? "%d of them came" : "nobody came", n);
			add(out, stk_t(", "), stk_tn("%u tool", "%u tools", n), stk_tc("flow", "out"));
			return run("git am");
		}
	END
	sed -n '/^msgid ""/,/^$/p' "$ROOT/src/po/zh_CN/program.po" >"$copy/src/po/zh_CN/program.po"
	"$copy/scripts/dev/po"
	awk '/^msgstr ""$/ && n++ { sub(/""/, "\"译 " (id ~ /%d/ ? "%d" : "") "\"") }
		/^msgstr\[0\]/ { sub(/""/, "\"%u 个\"") }
		/^msgid / { id = $0 } { print }' "$copy/src/po/zh_CN/program.po" >"$copy/new.po"
	mv "$copy/new.po" "$copy/src/po/zh_CN/program.po"
}
finds() { # WHAT PATTERN: the copy is found wanting, and for this reason
	local told
	told=$("$copy/scripts/dev/po" --check 2>&1)
	is "$?" 1 "$1"
	like "$told" "$2" "$1: why"
}
fresh_copy
is "$("$copy/scripts/dev/po" --check 2>&1)" '' 'a source in order'
is "$(sed -n 's/^msgid //p' "$copy/src/po/zh_CN/program.po" | grep -v '^""$' | sort | tr '\n' ' ')" \
	'"%d of them came" "%u tool" ", " "Ask one person" "nobody came" "out" "who is asked here" ' \
	'all kinds of messages are found: descriptors, options, both sides of a choice, plurals, contexts'
sed -i 's/nobody came/none came/' "$copy/src/cmd/one.c"
finds 'a message that changed' 'one.c|none came'
fresh_copy
sed -i 's/^msgstr "译 "$/msgstr ""/' "$copy/src/po/zh_CN/program.po"
finds 'a message without a translation' 'not translated yet'
fresh_copy
sed -i '0,/^msgid "nobody came"/s//#, fuzzy\nmsgid "nobody came"/' "$copy/src/po/zh_CN/program.po"
finds 'a fuzzy one' 'fuzzy'
fresh_copy
sed -i 's/"译 %d"/"译 %s"/' "$copy/src/po/zh_CN/program.po"
finds 'directives that differ' 'format specifications|msgfmt'
fresh_copy
sed -i 's/return run/stk_str_add(out, "Nobody answered so far."); return run/' "$copy/src/cmd/one.c"
finds 'a sentence that goes by translation' 'one.c:[0-9]+: "Nobody answered so far."'
fresh_copy
echo '"a text that was data once"' >>"$copy/tests/self/po-data.txt"
finds 'a text of the list that no code has' 'no code has "a text that was data once"'
done_testing
