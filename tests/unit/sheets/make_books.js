// Usage: node make_books.js LIBRARIES FOLDER
// Workbooks as SheetJS and exceljs write them, and beside each NAME.expected: what must be read of it, as
// book_make.h shows it. LIBRARIES is where scripts/setup lays xlsx.full.min.js and exceljs.min.js.
'use strict';
const fs = require('fs'), path = require('path');
const [libraries, folder] = process.argv.slice(2);
const XLSX = require(path.resolve(libraries, 'xlsx.full.min.js'));
const ExcelJS = require(path.resolve(libraries, 'exceljs.min.js'));
const day = (y, m, d, h = 0, min = 0) => new Date(Date.UTC(y, m - 1, d, h, min));

function keep(name, bytes, expected) {
	fs.writeFileSync(path.join(folder, name), bytes);
	fs.writeFileSync(path.join(folder, name + '.expected'), expected);
}

// --- SheetJS ---------------------------------------------------------------

function book(sheets, props) {
	const workbook = XLSX.utils.book_new();
	for (const [name, sheet] of Object.entries(sheets))
		XLSX.utils.book_append_sheet(workbook, sheet, name);
	if (props) workbook.Workbook = props;
	return workbook;
}
const sheet = (rows, more) => Object.assign(XLSX.utils.aoa_to_sheet(rows, {cellDates: true}), more);
const write = (workbook, bookType, more) =>
	XLSX.write(workbook, Object.assign({type: 'buffer', bookType}, more));

const table = [['Name', 'Website', 'Owner'], ['HubSpot', 'https://www.hubspot.com', 'Ana Ruiz'],
	['销售表 😀', null, '李伟\n王芳'], ['007', '', ' padded ']];
const tableShown = '[Tools]\n1 A:Name B:Website C:Owner\n2 A:HubSpot B:https://www.hubspot.com C:Ana Ruiz\n' +
	'3 A:销售表 😀 C:李伟\\n王芳\n4 A:007 C:padded\n';
keep('js-table-shared.xlsx', write(book({Tools: sheet(table)}), 'xlsx', {bookSST: true}), tableShown);
keep('js-table-inline.xlsx', write(book({Tools: sheet(table)}), 'xlsx', {bookSST: false}), tableShown);
keep('js-table-stored.xlsx', write(book({Tools: sheet(table)}), 'xlsx', {compression: false}), tableShown);
keep('js-table-deflated.xlsx', write(book({Tools: sheet(table)}), 'xlsx', {compression: true}), tableShown);
keep('js-table.xlsm', write(book({Tools: sheet(table)}), 'xlsm'), tableShown);
keep('js-table.ods', write(book({Tools: sheet(table)}), 'ods'), tableShown);
keep('js-table.fods', write(book({Tools: sheet(table)}), 'fods'), tableShown);

const mixed = [['n', 'noise', 'big', 'date', 'yes', 'none'], [42, 0.1 + 0.2, 12345678901234567, day(2026, 12, 1), true, null],
	[-1.5, 1e-7, 1e21, day(2026, 2, 28), false, '']];
const mixedShown = '[M]\n1 A:n B:noise C:big D:date E:yes F:none\n' +
	'2 A:n:42 B:n:0.3 C:n:12345678901234568 D:d:2026-12-01 E:b:TRUE\n' +
	'3 A:n:-1.5 B:n:0.0000001 C:n:1e+21 D:d:2026-02-28 E:b:FALSE\n';
keep('js-mixed-numbers.xlsx', write(book({M: sheet(mixed)}), 'xlsx'), mixedShown);
keep('js-mixed-iso.xlsx', write(book({M: sheet(mixed)}), 'xlsx', {cellDates: true}), mixedShown);
keep('js-mixed-1904.xlsx', write(book({M: sheet([['d'], [44895]], {A3: {t: 'n', v: 44895, z: 'yyyy-mm-dd'},
	'!ref': 'A1:A3'})}, {WBProps: {date1904: true}}), 'xlsx'), '[M]\n1 A:d\n2 A:n:44895\n3 A:d:2026-12-01\n');
keep('js-formats.xlsx', write(book({F: sheet([['share', 'code', 'time']], {
	A2: {t: 'n', v: 0.075, z: '0.0%'}, B2: {t: 'n', v: 420, z: '00000'}, C2: {t: 'n', v: 0.43055555, z: 'h:mm'},
	'!ref': 'A1:C2'})}), 'xlsx'), '[F]\n1 A:share B:code C:time\n2 A:n:7.5% B:n:00420 C:d:10:20:00\n');
keep('js-merged-hidden.xlsx', write(book({
	A: sheet([['Tool', 'Who'], ['CRM', 'Ana'], [null, 'Bo']], {
		'!merges': [{s: {r: 1, c: 0}, e: {r: 2, c: 0}}], '!rows': [null, null, {hidden: true}],
		'!cols': [null, {hidden: true}], '!autofilter': {ref: 'A1:B3'}}),
	B: sheet([['x']]), C: sheet([['y']])}, {Sheets: [{Hidden: 0}, {Hidden: 1}, {Hidden: 2}]}), 'xlsx'),
'[A]\n1 A:Tool Bh:Who\n2 A:CRM Bh:Ana\n3h A:^A2:CRM Bh:Bo\n[B] hidden\n1 A:x\n[C] hidden\n1 A:y\n' +
	'! A!: 1 row is hidden; it was read all the same\n');
keep('js-formulas.xlsx', write(book({F: sheet([['a']], {A2: {t: 'n', f: 'SUM(B1:B9)'}, A3: {t: 's', f: '"x"', v: 'x'},
	A4: {t: 'e', v: 0x2A}, '!ref': 'A1:A4'})}), 'xlsx'),
'[F]\n1 A:a\n3 A:=x\n4 A:e:#N/A\n! F!A2 unread \'=SUM(B1:B9)\': the formula has no value yet: open the workbook ' +
	'in a spreadsheet program and save it again\n! F!A3: 1 cell is a formula; the value computed last was taken\n');
const far = {XFD1: {t: 's', v: 'far'}, A1048576: {t: 's', v: 'deep'}, '!ref': 'A1:XFD1048576'};
keep('js-far.xlsx', write(book({Far: sheet([['x']], {XFD1: far.XFD1, '!ref': 'A1:XFD1'})}), 'xlsx'), '[Far]\n1 A:x XFD:far\n');
const rows = Array.from({length: 1000}, (_, i) => ['平台 ' + i, '0' + i, i]);
keep('js-thousand.xlsx', write(book({T: sheet(rows)}), 'xlsx', {bookSST: true}),
	'[T]\n' + rows.map((r, i) => `${i + 1} A:${r[0]} B:${r[1]} C:n:${r[2]}\n`).join(''));
// SheetJS does not write _x005F_ for an underscore, so every program reads the first as A.
keep('js-escapes.xlsx', write(book({E: sheet([['_x0041_', 'a&b<c>"d\'', 'tab\there', '\u2028', 'e\u0301']])}), 'xlsx'),
	'[E]\n1 A:A B:a&b<c>"d\' C:tab\\there D:\u2028 E:e\u0301\n');

const refused = {
	'js-old.xls': ['biff8', 'this is a workbook of the old kind (.xls)'],
	'js-older.xls': ['biff5', 'this is a workbook of the old kind (.xls)'],
	'js-2003.xls': ['xlml', 'this is a workbook of the old kind (XML of 2003)'],
	'js-binary.xlsb': ['xlsb', 'this is a binary workbook (.xlsb)'],
	'js-page.xls': ['html', 'this is a web page'],
	'js-text.rtf': ['rtf', 'this is a text document']};
for (const [name, [type, says]] of Object.entries(refused))
	keep(name, write(book({T: sheet([['a', 'b']])}), type), `error: ${says}\n`);
keep('js-text.csv', write(book({T: sheet([['a;x', 'b'], ['销', 'two\nlines']])}), 'csv'),
	'[]\n1 A:a;x B:b\n2 A:销 B:two\\nlines\n');
keep('js-utf16.txt', Buffer.from(write(book({T: sheet([['a', '销']])}), 'txt')), '[]\n1 A:a B:销\n');

// --- exceljs ---------------------------------------------------------------

async function bytes(workbook) {
	return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function exceljs() {
	let workbook = new ExcelJS.Workbook(), tab = workbook.addWorksheet('表 1', {views: [{state: 'frozen', ySplit: 1}]});
	tab.addRow(['Name', 'When', 'Rich', 'Sum', 'Link', 'Yes', 'Error']);
	tab.addRow(['Café', day(2026, 12, 1, 10, 20), {richText: [{text: 'a', font: {bold: true}}, {text: ' b'}]},
		{formula: 'A1&"x"', result: 'Namex'}, {text: 'site', hyperlink: 'https://a.example'}, true, {error: '#N/A'}]);
	tab.getCell('A2').note = 'a note that is no cell';
	tab.getCell('B9').dataValidation = {type: 'list', allowBlank: true, formulae: ['"crm,other"']};
	tab.getColumn(1).width = 40;
	await tab.protect('secret', {spinCount: 1});
	keep('ejs-kinds.xlsx', await bytes(workbook), '[表 1]\n1 A:Name B:When C:Rich D:Sum E:Link F:Yes G:Error\n' +
		'2 A:Café B:d:2026-12-01T10:20:00 C:a b D:=Namex E:site F:b:TRUE G:e:#N/A\n' +
		'# 表 1!A2: a note that is no cell\n! 表 1!D2: 1 cell is a formula; the value computed last was taken\n');

	workbook = new ExcelJS.Workbook();
	tab = workbook.addWorksheet('T', {properties: {tabColor: {argb: 'FFFF0000'}}});
	tab.addTable({name: 'Tools', ref: 'B3', headerRow: true, totalsRow: false, columns: [{name: 'Tool', filterButton: true},
		{name: 'Owner'}], rows: [['CRM', 'Ana'], ['ERP', null]]});
	tab.getCell('A1').value = 'Please fill in';
	tab.mergeCells('A1:C1');
	tab.getRow(5).hidden = true;
	tab.getRow(4).outlineLevel = 1;
	tab.addConditionalFormatting({ref: 'A1:B9', rules: [{type: 'expression', formulae: ['TRUE'], style: {}}]});
	workbook.addWorksheet('Empty', {state: 'veryHidden'});
	keep('ejs-table.xlsx', await bytes(workbook), '[T]\n1 A:Please fill in B:^A1:Please fill in C:^A1:Please fill in\n' +
		'3 B:Tool C:Owner\n4 B:CRM C:Ana\n5h B:ERP\n[Empty] hidden\n! T!: 1 row is hidden; it was read all the same\n');

	workbook = new ExcelJS.Workbook();
	workbook.properties.date1904 = true;
	tab = workbook.addWorksheet('D');
	tab.addRow([day(2026, 12, 1), day(1999, 12, 31, 23, 59)]);
	keep('ejs-1904.xlsx', await bytes(workbook), '[D]\n1 A:d:2026-12-01 B:d:1999-12-31T23:59:00\n');

	workbook = new ExcelJS.Workbook();
	tab = workbook.addWorksheet('S');
	for (let i = 1; i <= 3; i++) tab.addRow([i]);
	tab.getCell('B1').value = {formula: 'A1*2', result: 2};
	tab.getCell('B2').value = {sharedFormula: 'B1', result: 4};
	tab.getCell('B3').value = {sharedFormula: 'B1'};
	tab.getCell('C1').numFmt = '0%';
	tab.getCell('C1').value = 0.5;
	keep('ejs-shared.xlsx', await bytes(workbook), '[S]\n1 A:n:1 B:=n:2 C:n:50%\n2 A:n:2 B:=n:4\n3 A:n:3\n' +
		'! S!B3 unread: the formula has no value yet: open the workbook in a spreadsheet program and save it again\n' +
		'! S!B1: 2 cells are formulas, this one first; the values computed last were taken\n');
}

exceljs().catch(error => {
	console.error(error.message);
	process.exit(1);
});
