#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "book_make.h"

#define NS   "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define NSR  "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
#define HEAD "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
#define BOOK                                                                                       \
	HEAD "<workbook " NS " " NSR                                                               \
	     "><sheets><sheet name='T' sheetId='1' r:id='rId1'/></sheets></workbook>"
#define MAIN       HEAD "<worksheet " NS ">"
#define ROWS(rows) MAIN "<sheetData>" rows "</sheetData></worksheet>"

static void shows(const char *name, const char *bytes, size_t len, const char *expected)
{
	struct stk_str shown = STK_STR_INIT;

	read_and_show(&shown, "t.xlsx", bytes, len);
	if (strcmp(shown.data, expected) != 0)
		fail_msg("%s gives\n%sand not\n%s", name, shown.data, expected);
	stk_str_release(&shown);
}

static void package(const char *name, const struct part *parts, const char *expected)
{
	struct stk_str bytes = STK_STR_INIT;

	make_zip(&bytes, parts);
	shows(name, bytes.data, bytes.len, expected);
	stk_str_release(&bytes);
}

/* A workbook of one tab: its whole sheet, its styles and shared texts (NULL: no such part). */
static void sheet(const char *name, const char *text, const char *styles, const char *texts,
		  const char *expected)
{
	struct part parts[] = {{"xl/workbook.xml", BOOK, 0},
			       {"xl/worksheets/sheet1.xml", text, 0},
			       {styles ? "xl/styles.xml" : "a", styles ? styles : "", 0},
			       {texts ? "xl/sharedStrings.xml" : "b", texts ? texts : "", 0},
			       {NULL, NULL, 0}};

	package(name, parts, expected);
}

static void texts(void **state)
{
	(void)state;
	sheet("shared, rich, spoken, escaped texts",
	      ROWS("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
		   "<c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>3</v></c></row>"),
	      NULL,
	      "<sst " NS
	      "><si><t xml:space='preserve'> Name </t></si><si><r><rPr><b/></rPr><t>Sales</t></r>"
	      "<r><t xml:space='preserve'> force</t></r><rPh sb='0' eb='1'><t>KANA</t></rPh>"
	      "<phoneticPr fontId='1'/></si>"
	      "<si><t>one_x000D_\ntwo_x005F_x0041_ _xD83D__xDE00__x0000__xD800__xZZZZ_</t></si>"
	      "<si/></sst>",
	      "[T]\n1 A:Name B:Sales force C:one\\ntwo_x0041_ "
	      "\xf0\x9f\x98\x80\xef\xbf\xbd_xZZZZ_\n");
	sheet("texts in the cells",
	      ROWS("<row r='3'><c r='B3' "
		   "t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c>"
		   "<c r='C3' t='str'><f>A1&amp;\"x\"</f><v>Namex</v></c>"
		   "<c r='D3' t='str'><v>007</v></c><c r='E3' t='inlineStr'><v>odd</v></c>"
		   "<c r='F3'><is><t>no type</t></is></c><c r='G3' t='str'><v> "
		   "\xc2\xa0\xe3\x80\x80</v></c>"
		   "</row>"),
	      NULL, NULL,
	      "[T]\n3 B:inline C:=Namex D:007 E:odd F:no type\n"
	      "! T!C3: 1 cell is a formula; the value computed last was taken\n");
	sheet("a text that is not there",
	      ROWS("<row r='1'><c r='A1' t='s'><v>9</v></c><c r='B1' t='s'><v>x</v></c></row>"),
	      NULL, "<sst " NS "/>",
	      "[T]\n! T!A1 unread '9': the cell points to a text that is not in the file\n"
	      "! T!B1 unread 'x': the cell points to a text that is not in the file\n");
	sheet("texts without their part", ROWS("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"),
	      NULL, NULL,
	      "[T]\n! T!A1 unread '0': the cell points to a text that is not in the file\n");
	sheet("CDATA and entities of XML",
	      ROWS("<row r='1'><c r='A1' "
		   "t='str'><v><![CDATA[a<b]]>&amp;&#x9500;&lt;</v></c></row>"),
	      NULL, NULL, "[T]\n1 A:a<b&\xe9\x94\x80<\n");
}

static void numbers(void **state)
{
	(void)state;
	sheet("numbers as typed",
	      ROWS("<row r='1'><c r='A1'><v>0.30000000000000004</v></c><c "
		   "r='B1'><v>12345678901234567890</v></c>"
		   "<c r='C1'><v>1.2345678901234568E+16</v></c><c r='D1'><v>1E-3</v></c>"
		   "<c r='E1'><v>-0</v></c><c r='F1' t='n'><v>42</v></c><c r='G1'><v>1E400</v></c>"
		   "<c r='H1'><v>0x10</v></c><c r='I1'><v>nan</v></c><c r='J1'><v>1.10</v></c>"
		   "<c r='K1'><v>1E+2</v></c><c r='L1'><v>2.9999999999999996</v></c></row>"),
	      NULL, NULL,
	      "[T]\n1 A:n:0.3 B:n:12345678901234567890 C:n:12345678901234568 D:n:0.001 E:n:-0 "
	      "F:n:42 "
	      "G:1E400 H:0x10 I:nan J:n:1.10 K:n:100 L:n:3\n");
	sheet("truth and errors",
	      ROWS("<row r='1'><c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>0</v></c>"
		   "<c r='C1' t='e'><v>#N/A</v></c><c r='D1' "
		   "t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"),
	      NULL, NULL,
	      "[T]\n1 A:b:TRUE B:b:FALSE C:e:#N/A D:=e:#DIV/0!\n"
	      "! T!D1: 1 cell is a formula; the value computed last was taken\n");
}

#define STYLES(own, ids)                                                                           \
	"<styleSheet " NS "><numFmts>" own "</numFmts><cellStyleXfs><xf numFmtId='14'/>"           \
	"</cellStyleXfs><cellXfs>" ids "</cellXfs><dxfs><dxf><numFmt numFmtId='200' "              \
	"formatCode='0'/></dxf></dxfs></styleSheet>"

static void dates(void **state)
{
	static const char styles[] = STYLES(
		"<numFmt numFmtId='200' "
		"formatCode='yyyy\"\xe5\xb9\xb4\"m\"\xe6\x9c\x88\"d\"\xe6\x97\xa5\"'/>"
		"<numFmt numFmtId='201' formatCode='[$-409]dd\\-mmm\\-yy;@'/>"
		"<numFmt numFmtId='202' formatCode='[h]:mm:ss'/>"
		"<numFmt numFmtId='203' formatCode='&quot;d&quot;0.00;[Red]0.00'/>"
		"<numFmt numFmtId='204' formatCode='000000'/>"
		"<numFmt numFmtId='205' formatCode='[$-409]General'/>"
		"<numFmt numFmtId='206' formatCode='0.00E+00'/>"
		"<numFmt numFmtId='207' formatCode='h:mm AM/PM'/>"
		"<numFmt numFmtId='208' formatCode='mmm'/>",
		"<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/><xf numFmtId='20'/>"
		"<xf numFmtId='200'/><xf numFmtId='201'/><xf numFmtId='202'/><xf numFmtId='203'/>"
		"<xf numFmtId='204'/><xf numFmtId='205'/><xf numFmtId='206'/><xf numFmtId='207'/>"
		"<xf numFmtId='208'/><xf numFmtId='9'/><xf numFmtId='58'/>");

	(void)state;
	sheet("dates by format",
	      ROWS("<row r='1'><c r='A1' s='1'><v>46357</v></c><c r='B1' "
		   "s='2'><v>46357.430555555555</v></c>"
		   "<c r='C1' s='3'><v>0.43055555555555558</v></c><c r='D1' s='4'><v>46357</v></c>"
		   "<c r='E1' s='5'><v>46357</v></c><c r='F1' s='6'><v>1.5208333333333333</v></c>"
		   "<c r='G1' s='11'><v>0.75</v></c><c r='H1' s='12'><v>46357</v></c>"
		   "<c r='I1' s='14'><v>46357</v></c><c r='J1' s='3'><v>46357.5</v></c></row>"),
	      styles, NULL,
	      "[T]\n1 A:d:2026-12-01 B:d:2026-12-01T10:20:00 C:d:10:20:00 D:d:2026-12-01 "
	      "E:d:2026-12-01 F:d:36:30:00 G:d:18:00:00 H:d:2026-12-01 I:d:2026-12-01 "
	      "J:d:2026-12-01T12:00:00\n");
	sheet("no dates",
	      ROWS("<row r='1'><c r='A1' s='7'><v>46357</v></c><c r='B1' s='8'><v>420</v></c>"
		   "<c r='C1' s='9'><v>46357</v></c><c r='D1' s='10'><v>46357</v></c>"
		   "<c r='E1' s='13'><v>0.07</v></c><c r='F1' s='1'><v>-5</v></c>"
		   "<c r='G1' s='1'><v>99999999</v></c><c r='H1' s='99'><v>46357</v></c>"
		   "<c r='I1' s='1' t='str'><v>1.12.2026</v></c></row>"),
	      styles, NULL,
	      "[T]\n1 A:n:46357 B:n:000420 C:n:46357 D:n:46357 E:n:7% F:n:-5 G:n:99999999 "
	      "H:n:46357 "
	      "I:1.12.2026\n");
	sheet("the calendar of 1900",
	      ROWS("<row r='1'><c r='A1' s='1'><v>1</v></c><c r='B1' s='1'><v>59</v></c>"
		   "<c r='C1' s='1'><v>61</v></c><c r='D1' s='1'><v>2958465</v></c>"
		   "<c r='E1' t='d'><v>2026-12-01T10:20:00.000Z</v></c>"
		   "<c r='F1' t='d'><v>2026-12-01</v></c><c r='G1' t='d'><v>soon</v></c>"
		   "<c r='H1' s='1'><v>46357.999999999</v></c></row>"),
	      styles, NULL,
	      "[T]\n1 A:d:1900-01-01 B:d:1900-02-28 C:d:1900-03-01 D:d:9999-12-31 "
	      "E:d:2026-12-01T10:20:00 F:d:2026-12-01 G:soon H:d:2026-12-02\n");
	package("the calendar of 1904",
		(struct part[]){
			{"xl/workbook.xml",
			 "<workbook " NS "><workbookPr date1904='1'/><sheets><sheet name='T' "
			 "sheetId='1'/></sheets></workbook>",
			 0},
			{"xl/styles.xml", styles, 0},
			{"xl/worksheets/sheet1.xml",
			 ROWS("<row><c s='1'><v>44895</v></c><c s='1'><v>0</v></c></row>"), 0},
			{NULL, NULL, 0}},
		"[T]\n1 A:d:2026-12-01 B:d:1904-01-01\n");
}

static void places(void **state)
{
	(void)state;
	sheet("no places at all",
	      ROWS("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"),
	      NULL, NULL, "[T]\n1 A:n:1 C:n:2\n3 A:n:3\n");
	sheet("some places",
	      ROWS("<row r='4'><c><v>1</v></c><c r='D4'><v>2</v></c><c><v>3</v></c></row>"
		   "<row><c r='b5'><v>4</v></c><c r='?'><v>5</v></c></row>"),
	      NULL, NULL, "[T]\n4 A:n:1 D:n:2 E:n:3\n5 B:n:4 C:n:5\n");
	sheet("out of order",
	      ROWS("<row r='3'><c r='B3'><v>1</v></c><c r='A3'><v>2</v></c></row>"
		   "<row r='1'><c r='C1'><v>3</v></c></row><row r='3'><c "
		   "r='C3'><v>4</v></c></row>"),
	      NULL, NULL, "[T]\n1 C:n:3\n3 A:n:2 B:n:1 C:n:4\n");
	sheet("twice",
	      ROWS("<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c><c r='B1'><v>3</v></c>"
		   "<c r='B1'><v>3</v></c></row>"),
	      NULL, NULL,
	      "[T]\n1 A:n:1 B:n:3\n"
	      "! T!A1 unread '2': the cell stands twice in the file; the first was taken\n");
	sheet("outside of the sheet",
	      ROWS("<row r='1'><c r='XFD1'><v>1</v></c><c r='XFE1'><v>2</v></c><c "
		   "r='ZZZZZZZZZ1'><v>3</v></c>"
		   "</row><row r='1048576'><c><v>4</v></c></row><row><c><v>5</v></c></row>"
		   "<row r='99999999999'><c><v>6</v></c></row>"),
	      NULL, NULL,
	      "[T]\n1 XFD:n:1\n1048576 A:n:4\n"
	      "! T!XFE1 unread '2': the cell is outside of what a sheet can hold\n"
	      "! T!ZZZ1 unread '3': the cell is outside of what a sheet can hold\n"
	      "! T!A1048577 unread '5': the cell is outside of what a sheet can hold\n"
	      "! T!A9999999 unread '6': the cell is outside of what a sheet can hold\n");
	sheet("merged, hidden, filtered",
	      MAIN
	      "<cols><col min='2' max='3' hidden='1'/><col min='9' max='4' "
	      "hidden='1'/></cols><sheetData>"
	      "<row r='1'><c r='A1' t='str'><v>Name</v></c><c r='D1' t='str'><v>Who</v></c></row>"
	      "<row r='2' hidden='1'><c r='A2' t='str'><v>CRM</v></c><c r='C2'><v>1</v></c></row>"
	      "<row r='3'><c r='C3'><v>2</v></c></row><row r='5'><c r='A5'><v>9</v></c></row>"
	      "</sheetData><autoFilter ref='A1:D5'><filterColumn colId='0'/></autoFilter>"
	      "<mergeCells><mergeCell ref='A2:A4'/><mergeCell ref='D1:F1'/><mergeCell ref='H1:I9'/>"
	      "<mergeCell ref='C2:C3'/><mergeCell ref='nonsense'/><mergeCell ref='A1'/>"
	      "<mergeCell ref='A5:XFD1048576'/></mergeCells></worksheet>",
	      NULL, NULL,
	      "[T] filtered\n1 A:Name D:Who\n2h A:CRM Ch:n:1\n3 A:^A2:CRM Ch:n:2\n"
	      "5 A:n:9 Bh:^A5:n:9 Ch:^A5:n:9 D:^A5:n:9\n"
	      "! T!C3 '2': a merged cell covers this one; its text was taken all the same\n"
	      "! T!: 1 row is hidden; it was read all the same\n");
	sheet("formulas without values",
	      ROWS("<row r='1'><c r='A1'><f>SUM(B1:B9)</f></c><c r='B1'><f t='shared' si='0'/></c>"
		   "<c r='C1' t='str'><f>\"\"</f><v></v></c></row>"),
	      NULL, NULL,
	      "[T]\n! T!A1 unread '=SUM(B1:B9)': the formula has no value yet: open the workbook "
	      "in a "
	      "spreadsheet program and save it again\n"
	      "! T!B1 unread: the formula has no value yet: open the workbook in a spreadsheet "
	      "program "
	      "and save it again\n");
}

static void dialects(void **state)
{
	static const char narrow[] = "<a><sheetData><row><c><v>1</v></c></row></sheetData></a>";
	char wide[2 * sizeof narrow + 2] = "\xff\xfe";

	(void)state;
	package("strict, with prefixes, parts elsewhere",
		(struct part[]){
			{"_rels/.rels",
			 "<p:Relationships xmlns:p='x'><p:Relationship Id='1' "
			 "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/"
			 "officeDocument' "
			 "Target='/data/Book.xml'/></p:Relationships>",
			 0},
			{"data/_rels/Book.xml.rels",
			 "<Relationships><Relationship Id='q' Type='x/worksheet' "
			 "Target='../tabs/One.xml'/>"
			 "<Relationship Id='c' Type='x/chartsheet' Target='chart.xml'/>"
			 "<Relationship Id='s' Type='x/sharedStrings' Target='\\tabs\\s.xml'/>"
			 "<Relationship Id='w' Type='x/worksheet' Target='gone.xml'/>"
			 "<Relationship Id='e' Type='x/externalLink' Target='http://a.example/x' "
			 "TargetMode='External'/></Relationships>",
			 0},
			{"data/Book.xml",
			 "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "
			 "xmlns:d3p1='y'><x:sheets>"
			 "<x:sheet name='&#x8868; 1' sheetId='7' d3p1:id='q' state='hidden'/>"
			 "<x:sheet name='C' sheetId='8' d3p1:id='c'/><x:sheet name='G' "
			 "d3p1:id='w'/>"
			 "</x:sheets><x:externalReferences><x:externalReference/></"
			 "x:externalReferences>"
			 "</x:workbook>",
			 0},
			{"tabs/s.xml", "<x:sst xmlns:x='z'><x:si><x:t>shared</x:t></x:si></x:sst>",
			 0},
			{"tabs/one.xml",
			 "<x:worksheet xmlns:x='z' xmlns:m='u'><x:sheetData>"
			 "<x:row r='1'><x:c r='A1' "
			 "t='s'><x:v>0</x:v></x:c><m:other><m:v>no</m:v></m:other>"
			 "</x:row></x:sheetData><x:extLst><x:sheetData><x:row "
			 "r='9'><x:c><x:v>no</x:v></x:c>"
			 "</x:row></x:sheetData></x:extLst></x:worksheet>",
			 0},
			{"data/vbaProject.bin", "macros", 0},
			{NULL, NULL, 0}},
		"[\xe8\xa1\xa8 1] hidden\n1 A:shared\n[C]\n[G]\n"
		"! : it has macros; they were left out, nothing was run\n"
		"! : it has links to other workbooks; they were not followed, the values fetched "
		"last were "
		"taken\n"
		"! C!: the tab has charts or macros and no cells\n"
		"! G! unread: the rows of this tab are missing in the file\n");
	for (size_t i = 0; i <= strlen(narrow); i++)
		memcpy(wide + 2 + 2 * i, (char[2]){narrow[i]}, 2);
	package("comments of both kinds",
		(struct part[]){
			{"xl/workbook.xml", BOOK, 0},
			{"xl/worksheets/sheet1.xml", ROWS("<row><c><v>1</v></c></row>"), 0},
			{"xl/worksheets/_rels/sheet1.xml.rels",
			 "<Relationships><Relationship Id='1' Type='x/comments' "
			 "Target='../comments1.xml'/>"
			 "<Relationship Id='2' Type='x/threadedComment' Target='../threads/t.xml'/>"
			 "<Relationship Id='3' Type='x/hyperlink' Target='https://a.example' "
			 "TargetMode='External'/></Relationships>",
			 0},
			{"xl/comments1.xml",
			 "<comments><authors><author>Ana</author><author>tc={1}</author></"
			 "authors><commentList>"
			 "<comment ref='A1' authorId='0'><text> <r><rPr/><t>Ana:</t></r> <r><t "
			 "xml:space="
			 "'preserve'>\n ask Li</t></r></text></comment><comment ref='B7' "
			 "authorId='1'><text>"
			 "<t>Your version of Excel shows</t></text></comment><comment "
			 "ref='?'><text><t>no</t>"
			 "</text></comment></commentList></comments>",
			 0},
			{"xl/threads/t.xml",
			 "<ThreadedComments><threadedComment ref='B7'><text>who owns it?</text>"
			 "<mentions/></threadedComment><threadedComment ref='B7'><text>Bo</text>"
			 "</threadedComment></ThreadedComments>",
			 0},
			{NULL, NULL, 0}},
		"[T]\n1 A:n:1\n# T!A1: Ana:\\n ask Li\n# T!B7: who owns it?\n# T!B7: Bo\n");
	package("UTF-16 inside",
		(struct part[]){{"xl/workbook.xml", BOOK, 0},
				{"xl/worksheets/sheet1.xml", wide, 2 + 2 * strlen(narrow)},
				{NULL, NULL, 0}},
		"[T]\n1 A:n:1\n");
}

/* As the programs write it, what is ours to know about it left in. */
static void programs(void **state)
{
	(void)state;
	sheet("Excel",
	      HEAD
	      "<worksheet " NS " " NSR
	      " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
	      "mc:Ignorable='x14ac xr' xmlns:x14ac='a' xmlns:xr='b' xr:uid='{1}'><sheetPr "
	      "filterMode='1'>"
	      "<tabColor theme='4'/></sheetPr><dimension ref='A1:C3'/><sheetViews><sheetView "
	      "tabSelected='1' "
	      "workbookViewId='0'><pane ySplit='1' topLeftCell='A2' "
	      "state='frozen'/></sheetView></sheetViews>"
	      "<sheetFormatPr defaultRowHeight='15' x14ac:dyDescent='0.25'/><cols><col min='1' "
	      "max='1' "
	      "width='20.7' customWidth='1'/></cols><sheetData><row r='1' spans='1:3' "
	      "x14ac:dyDescent='0.25'>"
	      "<c r='A1' s='1' t='s'><v>0</v></c><c r='B1' s='2'/><c r='C1' cm='1'><f t='array' "
	      "aca='1' ref='C1:C2' ca='1'>_xlfn.SEQUENCE(2)</f><v>1</v></c></row><row r='2' "
	      "spans='1:3' "
	      "hidden='1' x14ac:dyDescent='0.25'><c "
	      "r='C2'><v>2</v></c></row></sheetData><sheetProtection "
	      "algorithmName='SHA-512' sheet='1'/><autoFilter ref='A1:C2' "
	      "xr:uid='{2}'><filterColumn colId='0'>"
	      "<filters><filter "
	      "val='x'/></filters></filterColumn></autoFilter><conditionalFormatting "
	      "sqref='A1'><cfRule type='expression' priority='1'><formula>1</formula></cfRule>"
	      "</conditionalFormatting><dataValidations count='1'><dataValidation type='list' "
	      "sqref='B2'>"
	      "<formula1>\"crm,other\"</formula1></dataValidation></"
	      "dataValidations><hyperlinks><hyperlink "
	      "ref='A1' r:id='rId1'/></hyperlinks><pageMargins left='0.7'/><extLst><ext "
	      "uri='{3}'/></extLst>"
	      "</worksheet>",
	      NULL, "<sst " NS " count='1' uniqueCount='1'><si><t>Name</t></si></sst>",
	      "[T] filtered\n1 A:Name C:=n:1\n2h C:n:2\n! T!: 1 row is hidden; it was read all the "
	      "same\n"
	      "! T!C1: 1 cell is a formula; the value computed last was taken\n");
	package("Google Sheets",
		(struct part[]){
			{"xl/workbook.xml",
			 HEAD
			 "<workbook " NS " " NSR
			 "><workbookPr/><sheets><sheet state='visible' name='Tools' "
			 "sheetId='1' r:id='rId4'/></sheets><definedNames/><calcPr/></workbook>",
			 0},
			{"xl/_rels/workbook.xml.rels",
			 "<Relationships><Relationship Id='rId1' Type='x/theme' "
			 "Target='theme/theme1.xml'/>"
			 "<Relationship Id='rId2' Type='x/styles' "
			 "Target='styles.xml'/><Relationship Id='rId3' "
			 "Type='x/sharedStrings' Target='sharedStrings.xml'/><Relationship "
			 "Id='rId4' "
			 "Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
			 0},
			{"xl/styles.xml",
			 STYLES("<numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>",
				"<xf numFmtId='0'/><xf numFmtId='164' applyNumberFormat='1'/>"),
			 0},
			{"xl/sharedStrings.xml",
			 "<sst><si><t>Name</t></si><si><r><rPr><color "
			 "rgb='FF1155CC'/><u/></rPr><t>site</t></r>"
			 "</si></sst>",
			 0},
			{"xl/worksheets/sheet1.xml",
			 ROWS("<row r='1'><c r='A1' s='0' t='s'><v>0</v></c><c r='B1' "
			      "s='1'><v>46357.0</v></c>"
			      "<c r='C1' t='b'><v>1</v></c></row><row r='2'><c r='A2' "
			      "t='s'><v>1</v></c>"
			      "<c r='B2' s='1'/><c r='C2' t='b'><v>0</v></c><c r='D2' "
			      "t='str'><f>IFERROR("
			      "__xludf.DUMMYFUNCTION(\"\"\"COMPUTED_VALUE\"\"\"),\"x\")</f><v>x</"
			      "v></c></row>"
			      "<row r='3' ht='15.75' customHeight='1'/><row r='999'/>"),
			 0},
			{NULL, NULL, 0}},
		"[Tools]\n1 A:Name B:d:2026-12-01 C:b:TRUE\n2 A:site C:b:FALSE D:=x\n"
		"! Tools!D2: 1 cell is a formula; the value computed last was taken\n");
}

static void more_programs(void **state)
{
	(void)state;
	sheet("WPS",
	      HEAD "<worksheet " NS
		   " xmlns:xdr='c' xmlns:etc='http://www.wps.cn/officeDocument/2017/etCustomData'>"
		   "<sheetPr/><dimension ref='A1:C2'/><sheetData><row r='1' spans='1:3'><c r='A1' "
		   "t='s'><v>0</v>"
		   "</c><c r='B1' s='1' t='s'><v>1</v></c><c r='C1' "
		   "s='1'><v>46357</v></c></row><row r='2' "
		   "ht='60' customHeight='1' spans='1:3'><c r='A2' "
		   "t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f>"
		   "<v>=DISPIMG(\"ID_1\",1)</v></c></row></sheetData><headerFooter/></worksheet>",
	      STYLES("<numFmt numFmtId='176' "
		     "formatCode='yyyy&quot;\xe5\xb9\xb4&quot;m&quot;\xe6\x9c\x88&quot;d&quot;"
		     "\xe6\x97\xa5&quot;;@'/>",
		     "<xf numFmtId='0'><alignment vertical='center'/></xf><xf numFmtId='176'/>"),
	      "<sst " NS "><si><t>\xe5\xb9\xb3\xe5\x8f\xb0</t><phoneticPr fontId='1' "
	      "type='noConversion'/></si>"
	      "<si><t xml:space='preserve'>\xe3\x80\x80\xe7\xbd\x91\xe7\xab\x99 </t></si></sst>",
	      "[T]\n1 A:\xe5\xb9\xb3\xe5\x8f\xb0 B:\xe7\xbd\x91\xe7\xab\x99 C:d:2026-12-01\n"
	      "2 A:==DISPIMG(\"ID_1\",1)\n! T!A2: 1 cell is a formula; the value computed last was "
	      "taken\n");
	sheet("Numbers",
	      HEAD
	      "<worksheet " NS " " NSR
	      "><sheetViews><sheetView workbookViewId='0' showGridLines='0' "
	      "defaultGridColor='1'/></sheetViews><sheetData><row r='1' ht='27.65' "
	      "customHeight='1'>"
	      "<c r='A1' t='s' s='2'><v>0</v></c><c r='B1' s='2'/></row><row r='2' ht='20.25' "
	      "customHeight='1'><c r='A2' t='s' s='3'><v>1</v></c><c r='B2' t='b' "
	      "s='1'><v>1</v></c></row>"
	      "</sheetData><mergeCells count='1'><mergeCell ref='A1:B1'/></mergeCells></worksheet>",
	      STYLES("<numFmt numFmtId='0' formatCode='General'/><numFmt numFmtId='59' "
		     "formatCode='d&quot;. &quot;mmm yyyy'/>",
		     "<xf numFmtId='0'/><xf numFmtId='0'/><xf numFmtId='49'/><xf numFmtId='59'/>"),
	      "<sst " NS " uniqueCount='2'><si><t>Table 1</t></si><si><t>CRM</t></si></sst>",
	      "[T]\n1 A:Table 1 B:^A1:Table 1\n2 A:CRM B:b:TRUE\n");
	sheet("a spreadsheet of a script",
	      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
	      "t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"B1\" "
	      "t=\"n\"><v></v></c><c r=\"C1\" t=\"\"><v>x</v></c><c r=\"D1\" "
	      "t=\"veryLongUnknownType\"><v>5"
	      "</v></c></row></sheetData></worksheet>",
	      NULL, NULL, "[T]\n1 A:Name C:x D:n:5\n");
}

static void broken(void **state)
{
	struct stk_str bytes = STK_STR_INIT;
	static const char again[] = "error: the workbook is broken\n";

	(void)state;
	sheet("cut off inside of a row",
	      MAIN "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='B2'><v>",
	      NULL, NULL, "error: tab T, near cell B2: no element found\n");
	sheet("a document type",
	      "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;'>]>"
	      "<worksheet><sheetData><row><c t='str'><v>&y;</v></c></row></sheetData></worksheet>",
	      NULL, NULL,
	      "error: tab T: a document type: no spreadsheet program writes one, it is refused\n");
	sheet("an outer entity", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><worksheet/>", NULL, NULL,
	      "error: tab T: a document type: no spreadsheet program writes one, it is refused\n");
	sheet("an entity that nobody defined", ROWS("<row><c><v>&bomb;</v></c></row>"), NULL, NULL,
	      "error: tab T, near cell A1: undefined entity\n");
	sheet("bytes that are no text", ROWS("<row><c t='str'><v>\xff\xfe</v></c></row>"), NULL,
	      NULL, "error: tab T, near cell A1: not well-formed (invalid token)\n");
	sheet("broken texts", ROWS(""), NULL, "<sst><si><t>a",
	      "error: xl/sharedStrings.xml, line 1: no element found\n");
	package("a workbook without tabs",
		(struct part[]){{"xl/workbook.xml", "<workbook/>", 0}, {NULL, NULL, 0}},
		"error: the workbook has no tabs\n");
	package("no workbook in it",
		(struct part[]){{"[Content_Types].xml", "<Types/>", 0}, {NULL, NULL, 0}},
		"error: the workbook is broken (part xl/workbook.xml)\n");
	make_zip(&bytes, (struct part[]){{"xl/workbook.xml", BOOK, 0},
					 {"xl/worksheets/sheet1.xml", ROWS(""), 0},
					 {NULL, NULL, 0}});
	shows("without its end", bytes.data, bytes.len - 30, again);
	shows("its beginning alone", bytes.data, 40, again);
	bytes.data[60] ^= 0x55;
	shows("a byte that flipped", bytes.data, bytes.len,
	      "error: the workbook is broken (part xl/workbook.xml)\n");
	stk_str_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),         cmocka_unit_test(numbers),
		cmocka_unit_test(dates),         cmocka_unit_test(places),
		cmocka_unit_test(dialects),      cmocka_unit_test(programs),
		cmocka_unit_test(more_programs), cmocka_unit_test(broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
