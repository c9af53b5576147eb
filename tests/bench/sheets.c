/*
 * Usage: sheets ROWS...
 * Reads workbooks of that many rows and 12 columns (XLSX with shared and with inline texts, ODS,
 * CSV) and prints the CPU of each, of a bare expat pass over the same XML, unzipped ahead of it,
 * and how many times as long the reading takes: unzipping, and all that becomes rows. The best of
 * five.
 */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../unit/book_make.h"

enum { RUNS = 5, COLUMNS = 12 };

struct sample {
	const char *name;
	struct stk_str file, xml, texts;
};

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void XMLCALL on_open(void *data, const XML_Char *name, const XML_Char **attributes)
{
	(void)name;
	(void)attributes;
	++*(size_t *)data;
}

static void XMLCALL on_close(void *data, const XML_Char *name)
{
	(void)name;
	++*(size_t *)data;
}

static void XMLCALL on_text(void *data, const XML_Char *text, int len)
{
	(void)text;
	*(size_t *)data += (size_t)len;
}

static void bare_pass(const struct stk_str *xml)
{
	XML_Parser parser = XML_ParserCreate(NULL);
	size_t seen = 0;

	if (!xml->len)
		return;
	XML_SetUserData(parser, &seen);
	XML_SetElementHandler(parser, on_open, on_close);
	XML_SetCharacterDataHandler(parser, on_text);
	if (XML_Parse(parser, xml->data, (int)xml->len, 1) != XML_STATUS_OK || !seen)
		abort();
	XML_ParserFree(parser);
}

static size_t read_book(const struct stk_str *file, size_t rows)
{
	struct stk_book book;
	struct stk_err err = {0};
	size_t bytes;

	if (stk_book_read("bench", file->data, file->len, NULL, &book, &err)) {
		stk_err_print(&err, stderr);
		exit(1);
	}
	if (book.tabs[0].count != rows)
		abort();
	bytes = book.arena.total_bytes;
	stk_book_release(&book);
	return bytes;
}

/* --- the samples --------------------------------------------------------- */

static void text_of(size_t row, int column, char out[64])
{
	static const char *const often[] = {"yes", "no", "Sales", "Marketing",
					    "\xe9\x94\x80\xe5\x94\xae"};

	if (column < 3)
		snprintf(out, 64, "Platform %zu of column %d", row, column);
	else
		snprintf(out, 64, "%s", often[(row + (size_t)column) % STK_COUNT(often)]);
}

static void make_xlsx(struct sample *sample, size_t rows, bool is_shared)
{
	static const char book[] = "<workbook><sheets><sheet name='T'/></sheets></workbook>";
	struct part parts[4] = {{"xl/workbook.xml", book, 0}};
	size_t texts = 0;

	sample->name = is_shared ? "XLSX, shared texts" : "XLSX, inline texts";
	stk_str_add(&sample->xml, "<worksheet><sheetData>");
	if (is_shared)
		stk_str_add(&sample->texts, "<sst>");
	for (size_t r = 0; r < rows; r++) {
		stk_str_addf(&sample->xml, "<row r=\"%zu\" spans=\"1:12\">", r + 1);
		for (int c = 0; c < COLUMNS; c++) {
			char text[64];

			text_of(r, c, text);
			if (c == 11)
				stk_str_addf(&sample->xml, "<c r=\"L%zu\"><v>%zu.5</v></c>", r + 1,
					     r);
			else if (!is_shared)
				stk_str_addf(
					&sample->xml,
					"<c r=\"%c%zu\" t=\"inlineStr\"><is><t>%s</t></is></c>",
					'A' + c, r + 1, text);
			else
				stk_str_addf(&sample->xml,
					     "<c r=\"%c%zu\" s=\"1\" t=\"s\"><v>%zu</v></c>",
					     'A' + c, r + 1, c < 3 ? texts : (size_t)c);
			if (is_shared && (c < 3 || r == 0)) {
				stk_str_addf(&sample->texts, "<si><t>%s</t></si>", text);
				texts++;
			}
		}
		stk_str_add(&sample->xml, "</row>");
	}
	stk_str_add(&sample->xml, "</sheetData></worksheet>");
	if (is_shared)
		stk_str_add(&sample->texts, "</sst>");
	parts[1] = (struct part){"xl/worksheets/sheet1.xml", sample->xml.data, sample->xml.len};
	if (is_shared)
		parts[2] = (struct part){"xl/sharedStrings.xml", sample->texts.data,
					 sample->texts.len};
	make_zip(&sample->file, parts);
}

static void make_ods(struct sample *sample, size_t rows)
{
	struct part parts[2] = {{"content.xml", NULL, 0}};

	sample->name = "ODS";
	stk_str_add(&sample->xml, "<office:document-content><office:body><office:spreadsheet>"
				  "<table:table table:name=\"T\">");
	for (size_t r = 0; r < rows; r++) {
		stk_str_add(&sample->xml, "<table:table-row table:style-name=\"ro1\">");
		for (int c = 0; c < COLUMNS; c++) {
			char text[64];

			text_of(r, c, text);
			stk_str_addf(&sample->xml,
				     "<table:table-cell office:value-type=\"string\" "
				     "calcext:value-type=\"string\"><text:p>%s</text:p></"
				     "table:table-cell>",
				     text);
		}
		stk_str_add(&sample->xml, "</table:table-row>");
	}
	stk_str_add(&sample->xml, "</table:table></office:spreadsheet></office:body>"
				  "</office:document-content>");
	parts[0] = (struct part){"content.xml", sample->xml.data, sample->xml.len};
	make_zip(&sample->file, parts);
}

static void make_csv(struct sample *sample, size_t rows)
{
	sample->name = "CSV";
	for (size_t r = 0; r < rows; r++)
		for (int c = 0; c < COLUMNS; c++) {
			char text[64];

			text_of(r, c, text);
			stk_str_addf(&sample->file, "%s%c", text, c + 1 < COLUMNS ? ',' : '\n');
		}
}

static void measure(struct sample *sample, size_t rows)
{
	double bare = 1e9, whole = 1e9;
	size_t bytes = 0;

	for (int run = 0; run < RUNS; run++) {
		double begin = now_ms(), middle;

		bare_pass(&sample->xml);
		bare_pass(&sample->texts);
		middle = now_ms();
		bytes = read_book(&sample->file, rows);
		bare = middle - begin < bare ? middle - begin : bare;
		whole = now_ms() - middle < whole ? now_ms() - middle : whole;
	}
	printf("%8zu rows  %-20s %8.2f ms", rows, sample->name, whole);
	if (sample->xml.len)
		printf("  bare %8.2f ms  x %.2f", bare, whole / bare);
	else
		printf("  %28s", "");
	printf("  %6.1f MB of cells\n", (double)bytes / 1e6);
	stk_str_release(&sample->file);
	stk_str_release(&sample->xml);
	stk_str_release(&sample->texts);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		size_t rows = strtoul(argv[i], NULL, 10);

		for (int kind = 0; kind < 4 && rows; kind++) {
			struct sample sample = {"", STK_STR_INIT, STK_STR_INIT, STK_STR_INIT};

			if (kind < 2)
				make_xlsx(&sample, rows, kind == 0);
			else if (kind == 2)
				make_ods(&sample, rows);
			else
				make_csv(&sample, rows);
			measure(&sample, rows);
		}
	}
	return 0;
}
