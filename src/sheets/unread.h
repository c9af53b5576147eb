/*
 * The columns of the list of what was not understood.
 */
#ifndef SHEETS_UNREAD_H
#define SHEETS_UNREAD_H

enum stk_unread_column {
	STK_UNREAD_TAB,
	STK_UNREAD_CELL,
	STK_UNREAD_TOOL,
	STK_UNREAD_COLUMN,
	STK_UNREAD_TEXT,
	STK_UNREAD_WHY,
	STK_UNREAD_MEANT,
	/* Hidden: which cell it is about, and what we wrote into the four that may be corrected. */
	STK_UNREAD_PAGE,
	STK_UNREAD_ROW,
	STK_UNREAD_ITEM,
	STK_UNREAD_WORD,
	STK_UNREAD_SENT_TOOL,
	STK_UNREAD_SENT_COLUMN,
	STK_UNREAD_SENT_TEXT,
	STK_UNREAD_COLUMNS
};

/* The heading, in English; to be translated. */
extern const char *const stk_unread_headings[STK_UNREAD_COLUMNS];
/* What our note on the heading says, in English. */
extern const char *const stk_unread_note;

#endif
