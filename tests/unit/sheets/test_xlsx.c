#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_make.h"

#define NS   "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define HEAD "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

/* A workbook of one tab: what stands in its sheet, its styles and its shared texts (NULL: no such
 * part). */
static void workbook(struct stk_str *out, const char *sheet, const char *styles, const char *texts)
{
	struct stk_str body = STK_STR_INIT;
	struct part parts[] = {
		{"xl/workbook.xml",
		 HEAD
		 "<workbook " NS
		 " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
		 "<sheets><sheet name='T' sheetId='1' r:id='rId1'/></sheets></workbook>",
		 0},
		{"xl/worksheets/sheet1.xml", NULL, 0},
		{styles ? "xl/styles.xml" : "a", styles ? styles : "", 0},
		{texts ? "xl/sharedStrings.xml" : "b", texts ? texts : "", 0},
		{NULL, NULL, 0}};

	stk_str_addf(&body, HEAD "<worksheet " NS ">%s</worksheet>", sheet);
	parts[1].text = body.data;
	make_zip(out, parts);
	stk_str_release(&body);
}

static void gives(const char *sheet, const char *styles, const char *texts, const char *expected)
{
	struct stk_str bytes = STK_STR_INIT, shown = STK_STR_INIT;

	workbook(&bytes, sheet, styles, texts);
	read_and_show(&shown, "t.xlsx", bytes.data, bytes.len);
	assert_string_equal(shown.data, expected);
	stk_str_release(&bytes);
	stk_str_release(&shown);
}

static void texts(void **state)
{
	(void)state;
	gives("<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
	      "<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>9</v></c></row>"
	      "<row r='3'><c r='B3' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
	      "<c r='C3' t='str'><f>A1&amp;\"x\"</f><v>Namex</v></c>"
	      "<c r='D3' t='str'><v>007</v></c></row></sheetData>",
	      NULL,
	      "<sst " NS
	      "><si><t xml:space='preserve'> Name </t></si><si><r><rPr><b/></rPr><t>Sales</t></r>"
	      "<r><t xml:space='preserve'> force</t></r><rPh sb='0' eb='1'><t>KANA</t></rPh></si>"
	      "<si><t>one_x000D_\ntwo_x005F_x0041_ _xD83D__xDE00_</t></si></sst>",
	      "[T]\n1 A:Name B:Sales force C:one\\ntwo_x0041_ \xf0\x9f\x98\x80\n"
	      "3 B:inline C:=Namex D:007\n"
	      "! T!D1 unread '9': the cell points to a text that is not in the file\n"
	      "! T!C3: 1 cell is a formula; the value computed last was taken\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
