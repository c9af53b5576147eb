#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_make.h"

#define HEAD                                                                                       \
	"<?xml version='1.0' encoding='UTF-8'?>\n<office:document xmlns:office='o' "               \
	"xmlns:table='t' "                                                                         \
	"xmlns:text='x' office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>"
#define DOCUMENT(tables)                                                                           \
	HEAD "<office:body><office:spreadsheet>" tables                                            \
	     "</office:spreadsheet></office:body></office:document>"
#define TABLE(rows) "<table:table table:name='T'>" rows "</table:table>"
#define ROW(cells)  "<table:table-row>" cells "</table:table-row>"
#define TEXT(text)                                                                                 \
	"<table:table-cell office:value-type='string'><text:p>" text "</text:p></"                 \
	"table:table-cell>"
#define VALUE(attributes, text)                                                                    \
	"<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"

static void shows(const char *name, const char *bytes, size_t len, const char *expected)
{
	struct stk_str shown = STK_STR_INIT;

	read_and_show(&shown, "t.ods", bytes, len);
	if (strcmp(shown.data, expected) != 0)
		fail_msg("%s gives\n%sand not\n%s", name, shown.data, expected);
	stk_str_release(&shown);
}

static void flat(const char *name, const char *text, const char *expected)
{
	shows(name, text, strlen(text), expected);
}

static void package(const char *name, const struct part *parts, const char *expected)
{
	struct stk_str bytes = STK_STR_INIT;

	make_zip(&bytes, parts);
	shows(name, bytes.data, bytes.len, expected);
	stk_str_release(&bytes);
}

static void texts(void **state)
{
	(void)state;
	flat("paragraphs, blanks, breaks, spans",
	     DOCUMENT(TABLE(ROW(
		     "<table:table-cell office:value-type='string'><text:p>one</text:p><text:p/>"
		     "<text:p>two<text:line-break/>three</text:p></table:table-cell>" TEXT(
			     "a<text:s text:c='3'/>b<text:tab/>c \n  d<text:s/>")
			     TEXT(" <text:span>Sales <text:a>force</text:a></text:span>  x ")
				     TEXT("<text:ruby><text:ruby-base>\xe9\x94\x80</text:ruby-base>"
					  "<text:ruby-text>xiao</text:ruby-text></text:ruby>")))),
	     "[T]\n1 A:one\\n\\ntwo\\nthree B:a   b\\tc d C:Sales force x D:\xe9\x94\x80\n");
	flat("what is no text of the cell",
	     DOCUMENT(TABLE(
		     "<table:shapes><draw:frame><text:p>no</text:p></draw:frame></"
		     "table:shapes>" ROW(
			     "<table:table-cell "
			     "office:value-type='string'><office:annotation><dc:creator>no"
			     "</dc:creator><text:p>a</text:p><text:p>note</text:p></"
			     "office:annotation><text:p>yes<draw:frame><text:p>no</"
			     "text:p>"
			     "</draw:frame></"
			     "text:p><table:table><table:table-row><table:table-cell>"
			     "<text:p>no</text:p></table:table-cell></table:table-row></"
			     "table:table>"
			     "</table:table-cell>")) "<table:tracked-changes><table:table-cell><"
						     "text:p>no</text:p></table:table-cell>"
						     "</table:tracked-changes>"),
	     "[T]\n1 A:yes\n# T!A1: a\\nnote\n");
}

static void values(void **state)
{
	(void)state;
	flat("values by type",
	     DOCUMENT(TABLE(ROW(
		     VALUE("office:value-type='float' office:value='0.30000000000000004'",
			   "0.3") VALUE("office:value-type='percentage' office:value='0.075'", "8%")
			     VALUE("office:value-type='currency' office:value='12.5'", "12.50 EUR")
				     VALUE("office:value-type='date' "
					   "office:date-value='2026-12-01'",
					   "1.12.26") VALUE("office:value-type='date' "
							    "office:date-value='2026-12-01T10:"
							    "20:00.5'",
							    "x"))
				    ROW(VALUE("office:value-type='time' "
					      "office:time-value='PT36H30M00.5S'",
					      "36:30") VALUE("office:value-type='boolean' "
							     "office:boolean-value='true'",
							     "WAHR")
						VALUE("office:value-type='float' "
						      "office:value='420'",
						      "00420") VALUE("office:value-type='float' "
								     "office:value='1' "
								     "table:formula='of:=TRUE()'",
								     "TRUE")
							VALUE("calcext:value-type='error' "
							      "office:value-type='string' "
							      "table:formula='of:=1/0' "
							      "office:string-value=''",
							      "#DIV/0!")))),
	     "[T]\n1 A:n:0.3 B:n:7.5% C:n:12.5 D:d:2026-12-01 E:d:2026-12-01T10:20:00\n"
	     "2 A:d:36:30:00 B:b:TRUE C:n:00420 D:b:TRUE E:=e:#DIV/0!\n"
	     "! T!E2: 1 cell is a formula; the value computed last was taken\n");
	flat("values that are none",
	     DOCUMENT(TABLE(ROW(
		     VALUE("office:value-type='date' office:date-value='soon'", "soon") VALUE(
			     "office:value-type='float' office:value='many'",
			     "many") VALUE("office:value-type='float'", "7") VALUE("", "untyped")
			     VALUE("office:value-type='time' office:time-value='P1D'",
				   "a day") "<table:table-cell office:value-type='string' "
					    "office:string-value='no p'/>"
					    "<table:table-cell table:formula='of:=SUM([.A1])'/>"))),
	     "[T]\n1 A:soon B:n:many C:n:7 D:untyped E:a day F:no p\n"
	     "! T!G1 unread '=SUM([.A1])': the formula has no value yet: open the workbook in a "
	     "spreadsheet program and save it again\n");
}

static void repeats(void **state)
{
	(void)state;
	flat("ten million repeated rows and columns",
	     DOCUMENT(TABLE(
		     "<table:table-row table:number-rows-repeated='10000000'><table:table-cell "
		     "table:number-columns-repeated='10000000'/></table:table-row>" ROW(
			     TEXT("x")))),
	     "[T]\n! T!A2097152 unread 'x': the cell is outside of what a sheet can hold\n");
	flat("the same row, a million times",
	     DOCUMENT(TABLE(
		     ROW(TEXT("Name")) "<table:table-row "
				       "table:number-rows-repeated='1048574'>" TEXT(
					       "CRM") "</table:table-row>" ROW(TEXT("last")))),
	     "[T]\n1 A:Name\n2 A:CRM\n1048576 A:last\n"
	     "! T!A2 'CRM': the same row stands 1048574 times; it was taken once\n");
	flat("a few times",
	     DOCUMENT(TABLE(
		     "<table:table-row table:number-rows-repeated='2'><table:table-cell "
		     "table:number-columns-repeated='2'/><table:table-cell "
		     "office:value-type='string' "
		     "table:number-columns-repeated='3'><text:p>x</text:p></table:table-cell>" TEXT(
			     "y") "</table:table-row><table:table-row "
				  "table:number-rows-repeated='0'/>" ROW(TEXT("z")))),
	     "[T]\n1 C:x D:x E:x F:y\n2 C:x D:x E:x F:y\n4 A:z\n");
	flat("a cell over the edge",
	     DOCUMENT(TABLE(ROW("<table:table-cell table:number-columns-repeated='16383'/>"
				"<table:table-cell office:value-type='string' "
				"table:number-columns-repeated='99999'><text:p>x</text:p></"
				"table:table-cell>" TEXT("y")))),
	     "[T]\n1 XFD:x\n! T!AVLI1 unread 'y': the cell is outside of what a sheet can hold\n");
	flat("two million cells and more",
	     DOCUMENT(TABLE("<table:table-row table:number-rows-repeated='10000'><table:table-cell "
			    "office:value-type='string' table:number-columns-repeated='16384'>"
			    "<text:p>x</text:p></table:table-cell></table:table-row>")),
	     "error: more than 2,000,000 cells\n");
	flat("numbers that are none",
	     DOCUMENT(TABLE(
		     "<table:table-row table:number-rows-repeated='-1'><table:table-cell "
		     "table:number-columns-repeated='99999999999999999999'/></table:table-row>" ROW(
			     TEXT("x")))),
	     "[T]\n2 A:x\n");
}

static void tabs(void **state)
{
	(void)state;
	flat("merged, hidden, filtered, grouped",
	     HEAD
	     "<office:automatic-styles><style:style style:name='ta2' style:family='table'>"
	     "<style:table-properties "
	     "table:display='false'/></style:style></office:automatic-styles>"
	     "<office:body><office:spreadsheet>"
	     "<table:table table:name='T'><table:table-column/><table:table-column-group>"
	     "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
	     "</table:table-column-group><table:table-header-rows>" ROW(
		     "<table:table-cell office:value-type='string' "
		     "table:number-columns-spanned='2' "
		     "table:number-rows-spanned='2'><text:p>both</text:p></table:table-cell>"
		     "<table:covered-table-cell/>" TEXT(
			     "c")) "</"
				   "table:table-header-rows><table:table-row-group><table:table-"
				   "row "
				   "table:visibility='filter'><table:covered-table-cell "
				   "table:number-columns-repeated='2'/>" TEXT(
					   "d") "</table:table-row></table:table-row-group></"
						"table:table>"
						"<table:table table:name='H' "
						"table:style-name='ta2'>" ROW(TEXT(
							"x")) "</table:table><table:table "
							      "table:name='&apos;file:///"
							      "a.ods&apos;#$S'>"
							      "<table:table-source "
							      "xlink:href='a.ods'/>" ROW(TEXT(
								      "cached")) "</table:table></"
										 "office:"
										 "spreadsheet></"
										 "office:body></"
										 "office:document>",
	     "[T] filtered\n1 A:both Bh:^A1:both Ch:c\n2h A:^A1:both Bh:^A1:both Ch:d\n[H] "
	     "hidden\n1 A:x\n"
	     "! T!: 1 row is hidden; it was read all the same\n! : it has links to other "
	     "workbooks; they were not followed, the values fetched last "
	     "were "
	     "taken\n");
	package("packed, with macros",
		(struct part[]){{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0},
				{"META-INF/manifest.xml", "<manifest/>", 0},
				{"content.xml", DOCUMENT(TABLE(ROW(TEXT("x")))), 0},
				{"Basic/script-lc.xml", "<a/>", 0},
				{"Basic/Standard/Module1.xml", "<a/>", 0},
				{NULL, NULL, 0}},
		"[T]\n1 A:x\n! : it has macros; they were left out, nothing was run\n");
	package("packed, with the empty library that everybody has",
		(struct part[]){{"content.xml", DOCUMENT(TABLE(ROW(TEXT("x")))), 0},
				{"Basic/script-lc.xml", "<a/>", 0},
				{"Basic/Standard/script-lb.xml", "<a/>", 0},
				{NULL, NULL, 0}},
		"[T]\n1 A:x\n");
}

static void broken(void **state)
{
	(void)state;
	package("with a password",
		(struct part[]){
			{"META-INF/manifest.xml",
			 "<m:manifest xmlns:m='x'><m:file-entry><m:encryption-data/></m:file-entry>"
			 "</m:manifest>",
			 0},
			{"content.xml", "\x01\x02\x03", 0},
			{NULL, NULL, 0}},
		"error: the workbook is protected with a password\n");
	package("a text document",
		(struct part[]){
			{"content.xml",
			 "<office:document-content xmlns:office='o'><office:body><office:text/>"
			 "</office:body></office:document-content>",
			 0},
			{NULL, NULL, 0}},
		"error: this is no spreadsheet\n");
	flat("a flat text document",
	     "<office:document office:mimetype='application/vnd.oasis.opendocument.text'/>",
	     "error: this is no spreadsheet\n");
	flat("no tabs", DOCUMENT(""), "error: the workbook has no tabs\n");
	flat("cut off",
	     HEAD "<office:body><office:spreadsheet><table:table table:name='T'>" ROW(
		     TEXT("x")) "<table:table-row><table:table-cell><text:p>y",
	     "error: tab T, near cell A2: no element found\n");
	flat("a document type",
	     "<!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;'>]><office:document/>",
	     "error: a document type: no spreadsheet program writes one, it is refused\n");
}

static void deep(void **state)
{
	struct stk_str text = STK_STR_INIT;

	(void)state;
	stk_str_add(&text, HEAD);
	for (int i = 0; i < 300; i++)
		stk_str_add(&text, "<a>");
	flat("nested deep", text.data, "error: nested too deep for a workbook\n");
	stk_str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts), cmocka_unit_test(values), cmocka_unit_test(repeats),
		cmocka_unit_test(tabs),  cmocka_unit_test(broken), cmocka_unit_test(deep),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
