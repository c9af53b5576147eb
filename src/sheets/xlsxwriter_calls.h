/*
 * libxlsxwriter, loaded when a workbook is written. It brings a library of ciphers along, 5 million
 * instructions for every command that never writes one: so the program is not linked with it, and
 * its functions go through a table from here on.
 */
#ifndef SHEETS_XLSXWRITER_H
#define SHEETS_XLSXWRITER_H

#include <xlsxwriter.h>

#define STK_XLSX_CALLS(X)                                                                          \
	X(format_set_align)                                                                        \
	X(format_set_bg_color)                                                                     \
	X(format_set_bold)                                                                         \
	X(format_set_border)                                                                       \
	X(format_set_border_color)                                                                 \
	X(format_set_bottom)                                                                       \
	X(format_set_bottom_color)                                                                 \
	X(format_set_font_color)                                                                   \
	X(format_set_font_name)                                                                    \
	X(format_set_font_size)                                                                    \
	X(format_set_italic)                                                                       \
	X(format_set_num_format)                                                                   \
	X(format_set_num_format_index)                                                             \
	X(format_set_rotation)                                                                     \
	X(format_set_text_wrap)                                                                    \
	X(format_set_unlocked)                                                                     \
	X(lxw_col_to_name)                                                                         \
	X(lxw_strerror)                                                                            \
	X(workbook_add_format)                                                                     \
	X(workbook_add_worksheet)                                                                  \
	X(workbook_close)                                                                          \
	X(workbook_new_opt)                                                                        \
	X(workbook_set_properties)                                                                 \
	X(worksheet_data_validation_range)                                                         \
	X(worksheet_fit_to_pages)                                                                  \
	X(worksheet_freeze_panes)                                                                  \
	X(worksheet_gridlines)                                                                     \
	X(worksheet_hide)                                                                          \
	X(worksheet_protect)                                                                       \
	X(worksheet_repeat_columns)                                                                \
	X(worksheet_repeat_rows)                                                                   \
	X(worksheet_set_column)                                                                    \
	X(worksheet_set_column_opt)                                                                \
	X(worksheet_set_footer)                                                                    \
	X(worksheet_set_landscape)                                                                 \
	X(worksheet_set_margins)                                                                   \
	X(worksheet_set_paper)                                                                     \
	X(worksheet_set_row)                                                                       \
	X(worksheet_write_blank)                                                                   \
	X(worksheet_write_boolean)                                                                 \
	X(worksheet_write_comment_opt)                                                             \
	X(worksheet_write_number)                                                                  \
	X(worksheet_write_string)

struct stk_xlsx_calls {
#define STK_XLSX_MEMBER(name) __typeof__(&name) call_##name;
	STK_XLSX_CALLS(STK_XLSX_MEMBER)
#undef STK_XLSX_MEMBER
};

/* NULL where the library cannot be loaded. */
const struct stk_xlsx_calls *stk_xlsx_calls(void);

#ifndef SHEETS_XLSXWRITER_ITSELF
#define format_set_align                (*stk_xlsx_calls()->call_format_set_align)
#define format_set_bg_color             (*stk_xlsx_calls()->call_format_set_bg_color)
#define format_set_bold                 (*stk_xlsx_calls()->call_format_set_bold)
#define format_set_border               (*stk_xlsx_calls()->call_format_set_border)
#define format_set_border_color         (*stk_xlsx_calls()->call_format_set_border_color)
#define format_set_bottom               (*stk_xlsx_calls()->call_format_set_bottom)
#define format_set_bottom_color         (*stk_xlsx_calls()->call_format_set_bottom_color)
#define format_set_font_color           (*stk_xlsx_calls()->call_format_set_font_color)
#define format_set_font_name            (*stk_xlsx_calls()->call_format_set_font_name)
#define format_set_font_size            (*stk_xlsx_calls()->call_format_set_font_size)
#define format_set_italic               (*stk_xlsx_calls()->call_format_set_italic)
#define format_set_num_format           (*stk_xlsx_calls()->call_format_set_num_format)
#define format_set_num_format_index     (*stk_xlsx_calls()->call_format_set_num_format_index)
#define format_set_rotation             (*stk_xlsx_calls()->call_format_set_rotation)
#define format_set_text_wrap            (*stk_xlsx_calls()->call_format_set_text_wrap)
#define format_set_unlocked             (*stk_xlsx_calls()->call_format_set_unlocked)
#define lxw_col_to_name                 (*stk_xlsx_calls()->call_lxw_col_to_name)
#define lxw_strerror                    (*stk_xlsx_calls()->call_lxw_strerror)
#define workbook_add_format             (*stk_xlsx_calls()->call_workbook_add_format)
#define workbook_add_worksheet          (*stk_xlsx_calls()->call_workbook_add_worksheet)
#define workbook_close                  (*stk_xlsx_calls()->call_workbook_close)
#define workbook_new_opt                (*stk_xlsx_calls()->call_workbook_new_opt)
#define workbook_set_properties         (*stk_xlsx_calls()->call_workbook_set_properties)
#define worksheet_data_validation_range (*stk_xlsx_calls()->call_worksheet_data_validation_range)
#define worksheet_fit_to_pages          (*stk_xlsx_calls()->call_worksheet_fit_to_pages)
#define worksheet_freeze_panes          (*stk_xlsx_calls()->call_worksheet_freeze_panes)
#define worksheet_gridlines             (*stk_xlsx_calls()->call_worksheet_gridlines)
#define worksheet_hide                  (*stk_xlsx_calls()->call_worksheet_hide)
#define worksheet_protect               (*stk_xlsx_calls()->call_worksheet_protect)
#define worksheet_repeat_columns        (*stk_xlsx_calls()->call_worksheet_repeat_columns)
#define worksheet_repeat_rows           (*stk_xlsx_calls()->call_worksheet_repeat_rows)
#define worksheet_set_column            (*stk_xlsx_calls()->call_worksheet_set_column)
#define worksheet_set_column_opt        (*stk_xlsx_calls()->call_worksheet_set_column_opt)
#define worksheet_set_footer            (*stk_xlsx_calls()->call_worksheet_set_footer)
#define worksheet_set_landscape         (*stk_xlsx_calls()->call_worksheet_set_landscape)
#define worksheet_set_margins           (*stk_xlsx_calls()->call_worksheet_set_margins)
#define worksheet_set_paper             (*stk_xlsx_calls()->call_worksheet_set_paper)
#define worksheet_set_row               (*stk_xlsx_calls()->call_worksheet_set_row)
#define worksheet_write_blank           (*stk_xlsx_calls()->call_worksheet_write_blank)
#define worksheet_write_boolean         (*stk_xlsx_calls()->call_worksheet_write_boolean)
#define worksheet_write_comment_opt     (*stk_xlsx_calls()->call_worksheet_write_comment_opt)
#define worksheet_write_number          (*stk_xlsx_calls()->call_worksheet_write_number)
#define worksheet_write_string          (*stk_xlsx_calls()->call_worksheet_write_string)
#endif

#endif
