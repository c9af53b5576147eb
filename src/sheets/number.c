#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stocktake/base/when.h"

enum { DAY_SECONDS = 86400, NUMBER_MAX_BYTES = 400 };

/* --- formats ------------------------------------------------------------- */

struct stk_format stk_format_builtin(uint32_t id)
{
	static const struct {
		uint8_t first, last, kind;
	} table[] = {
		{9, 10, STK_FORMAT_PERCENT},  {14, 17, STK_FORMAT_DATE},
		{18, 21, STK_FORMAT_TIME},    {22, 22, STK_FORMAT_DATE},
		{27, 31, STK_FORMAT_DATE},    {32, 35, STK_FORMAT_TIME},
		{36, 36, STK_FORMAT_DATE},    {45, 45, STK_FORMAT_TIME},
		{46, 46, STK_FORMAT_ELAPSED}, {47, 47, STK_FORMAT_TIME},
		{50, 54, STK_FORMAT_DATE},    {55, 56, STK_FORMAT_TIME},
		{57, 58, STK_FORMAT_DATE},    {67, 68, STK_FORMAT_PERCENT},
		{71, 74, STK_FORMAT_DATE},    {75, 76, STK_FORMAT_TIME},
		{77, 77, STK_FORMAT_DATE},    {78, 78, STK_FORMAT_TIME},
		{79, 79, STK_FORMAT_ELAPSED}, {80, 80, STK_FORMAT_TIME},
		{81, 81, STK_FORMAT_DATE},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (id >= table[i].first && id <= table[i].last)
			return (struct stk_format){.kind = table[i].kind};
	return (struct stk_format){.kind = STK_FORMAT_PLAIN};
}

/* What letters a format code has outside of quotes and brackets, in its first section. */
struct letters {
	bool day, clock, elapsed, percent, month; /* month: an m, which may mean minutes */
	bool other;                               /* anything but zeros */
	unsigned zeros;
};

static const char *bracket(const char *at, struct letters *letters)
{
	const char *inside = at + 1;

	if (strchr("hHmMsS", *inside) && *inside && (inside[1] == ']' || inside[1] == *inside))
		letters->elapsed = true;
	else
		letters->other = true;
	while (*at && *at != ']')
		at++;
	return *at ? at + 1 : at;
}

static const char *letter(const char *at, struct letters *letters)
{
	switch (*at) {
	case 'y':
	case 'Y':
	case 'd':
	case 'D': letters->day = true; break;
	case 'h':
	case 'H':
	case 's':
	case 'S': letters->clock = true; break;
	case 'm':
	case 'M': letters->month = true; break;
	case '%': letters->percent = true; break;
	case '0': letters->zeros++; return at + 1;
	case 'E':
	case 'e':
		/* 0.00E+00; alone it is a year of an era */
		if (at[1] == '+' || at[1] == '-')
			at++;
		else
			letters->day = true;
		break;
	default: break;
	}
	letters->other = true;
	return at + 1;
}

struct stk_format stk_format_code(const char *code)
{
	struct letters letters = {0};
	struct stk_format format = {.kind = STK_FORMAT_PLAIN};

	while (*code && *code != ';') {
		if (*code == '"') {
			for (code++; *code && *code != '"'; code++)
				;
			code += *code == '"';
			letters.other = true;
		} else if (strncasecmp(code, "general", 7) == 0) {
			code += 7;
			letters.other = true;
		} else if (strchr("\\_*", *code)) {
			code += code[1] ? 2 : 1;
			letters.other = true;
		} else if (*code == '[') {
			code = bracket(code, &letters);
		} else {
			code = letter(code, &letters);
		}
	}
	if (letters.elapsed)
		format.kind = STK_FORMAT_ELAPSED;
	else if (letters.day || (letters.month && !letters.clock))
		format.kind = STK_FORMAT_DATE;
	else if (letters.clock)
		format.kind = STK_FORMAT_TIME;
	else if (letters.percent)
		format.kind = STK_FORMAT_PERCENT;
	else if (!letters.other && letters.zeros > 1 && letters.zeros <= 32)
		format = (struct stk_format){STK_FORMAT_ZEROS, (uint8_t)letters.zeros};
	return format;
}

/* --- numbers ------------------------------------------------------------- */

/* [+-]digits[.digits][E[+-]digits], and nothing else (strtod takes hexadecimal and names). */
static bool is_number(const char *text, bool *is_whole, bool *has_exponent, size_t *digits)
{
	size_t count = 0;

	*is_whole = true;
	*has_exponent = false;
	*digits = 0;
	text += *text == '-' || *text == '+';
	for (; *text >= '0' && *text <= '9'; text++, count++)
		*digits += *digits || *text != '0';
	if (*text == '.') {
		*is_whole = false;
		for (text++; *text >= '0' && *text <= '9'; text++, count++)
			*digits += *digits || *text != '0';
	}
	if (!count)
		return false;
	if (*text == 'e' || *text == 'E') {
		*has_exponent = true;
		text++;
		text += *text == '-' || *text == '+';
		if (*text < '0' || *text > '9')
			return false;
		while (*text >= '0' && *text <= '9')
			text++;
	}
	return *text == '\0';
}

/* With 15 digits, which is what spreadsheets show, and without an exponent where that is readable.
 */
static void add_double(struct stk_str *out, double value)
{
	char digits[64];

	if (value == 0)
		value = 0; /* no "-0" */
	if (value == floor(value) && fabs(value) < 1e21) {
		stk_str_addf(out, "%.0f", value);
		return;
	}
	snprintf(digits, sizeof digits, "%.15g", value);
	if (strchr(digits, 'e') && fabs(value) < 1 && fabs(value) > 1e-15) {
		snprintf(digits, sizeof digits, "%.*f", 14 - (int)floor(log10(fabs(value))), value);
		for (size_t len = strlen(digits); len && digits[len - 1] == '0';)
			digits[--len] = '\0';
	}
	stk_str_add(out, digits);
}

static void add_clock(struct stk_str *out, int64_t seconds)
{
	stk_str_addf(out, "%02lld:%02lld:%02lld", (long long)(seconds / 3600),
		     (long long)(seconds / 60 % 60), (long long)(seconds % 60));
}

/* Days since 1970 of a serial number of days; the calendar of 1900 has a 29 February that was none.
 */
static int32_t serial_day(int32_t serial, bool is_1904)
{
	if (is_1904)
		return serial - 24107;
	return serial - (serial < 60 ? 25568 : 25569);
}

static bool add_date(struct stk_str *out, double value, uint8_t kind, bool is_1904)
{
	int64_t seconds;
	char text[11];

	if (!(value >= 0) || value >= 2958466)
		return false;
	seconds = (int64_t)floor(value * DAY_SECONDS + 0.5);
	if (kind == STK_FORMAT_ELAPSED || (kind == STK_FORMAT_TIME && seconds < DAY_SECONDS)) {
		add_clock(out, seconds);
		return true;
	}
	stk_date_format(serial_day((int32_t)(seconds / DAY_SECONDS), is_1904), text);
	stk_str_add(out, text);
	if (seconds % DAY_SECONDS) {
		stk_str_addc(out, 'T');
		add_clock(out, seconds % DAY_SECONDS);
	}
	return true;
}

static void add_padded(struct stk_str *out, const char *text, unsigned digits)
{
	size_t len = strlen(text);

	for (size_t i = len; i < digits; i++)
		stk_str_addc(out, '0');
	stk_str_add(out, text);
}

bool stk_number_add(struct stk_str *out, const char *text, struct stk_format format, bool is_1904,
		    enum stk_cell_kind *kind)
{
	bool is_whole, has_exponent;
	size_t digits;
	double value;

	*kind = STK_CELL_NUMBER;
	if (!is_number(text, &is_whole, &has_exponent, &digits) || strlen(text) > NUMBER_MAX_BYTES)
		return false;
	value = strtod(text, NULL);
	if (!isfinite(value))
		return false;
	if (format.kind >= STK_FORMAT_DATE && format.kind <= STK_FORMAT_ELAPSED &&
	    add_date(out, value, format.kind, is_1904)) {
		*kind = STK_CELL_DATE;
	} else if (format.kind == STK_FORMAT_PERCENT) {
		double share = value * 100;
		char shown[32];

		snprintf(shown, sizeof shown, "%.15g", share);
		add_double(out, strtod(shown, NULL));
		stk_str_addc(out, '%');
	} else if (format.kind == STK_FORMAT_ZEROS && is_whole && !has_exponent && value >= 0) {
		add_padded(out, text, format.digits);
	} else if (!has_exponent && (is_whole || digits <= 15)) {
		stk_str_add(out, text + (*text == '+'));
	} else {
		add_double(out, value);
	}
	return true;
}

bool stk_formula_is_value(const char *formula)
{
	static const char *const values[] = {"TRUE()", "FALSE()", "TRUE", "FALSE", "#N/A"};

	formula += *formula == '=';
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strcmp(formula, values[i]) == 0)
			return true;
	return false;
}

/* --- ISO ----------------------------------------------------------------- */

/* Two digits under a limit; -1 if there are none such. */
static int two(const char *text, int below)
{
	int value;

	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	value = (text[0] - '0') * 10 + (text[1] - '0');
	return value < below ? value : -1;
}

bool stk_iso_date_add(struct stk_str *out, const char *text)
{
	char day[11] = "";
	int hours, minutes, seconds = 0;

	if (strlen(text) < 10)
		return false;
	memcpy(day, text, 10);
	if (stk_date_parse(day) == STK_DATE_NONE ||
	    (text[10] && text[10] != 'T' && text[10] != ' '))
		return false;
	if (!text[10]) {
		stk_str_add(out, day);
		return true;
	}
	text += 11;
	hours = two(text, 24);
	minutes = hours >= 0 && text[2] == ':' ? two(text + 3, 60) : -1;
	if (minutes >= 0 && text[5] == ':')
		seconds = two(text + 6, 61);
	if (hours < 0 || minutes < 0 || seconds < 0)
		return false;
	stk_str_add(out, day);
	if (hours || minutes || seconds)
		stk_str_addf(out, "T%02d:%02d:%02d", hours, minutes, seconds);
	return true;
}

bool stk_iso_duration_add(struct stk_str *out, const char *text)
{
	int64_t seconds = 0;

	if (text[0] != 'P' || text[1] != 'T' || !text[2])
		return false;
	for (text += 2; *text; text++) {
		char *end;
		unsigned long number = strtoul(text, &end, 10);

		if (end == text || *text < '0' || *text > '9' || number > 100000000)
			return false;
		if (*end == '.' || *end == ',')
			for (end++; *end >= '0' && *end <= '9'; end++)
				;
		if (*end == 'H')
			seconds += (int64_t)number * 3600;
		else if (*end == 'M')
			seconds += (int64_t)number * 60;
		else if (*end == 'S')
			seconds += (int64_t)number;
		else
			return false;
		text = end;
	}
	add_clock(out, seconds);
	return true;
}

/* --- and back ------------------------------------------------------------ */

bool stk_number_value(const char *text, double *value)
{
	size_t len = strlen(text);
	bool is_share = len && text[len - 1] == '%';
	struct stk_format format = {.kind = is_share ? STK_FORMAT_PERCENT : STK_FORMAT_PLAIN};
	enum stk_cell_kind kind;
	struct stk_str again = STK_STR_INIT;
	char digits[64];
	bool same;

	if (len >= sizeof digits / 2 || !strchr("-0123456789", *text))
		return false;
	*value = strtod(text, NULL) / (is_share ? 100 : 1);
	snprintf(digits, sizeof digits, "%.16g", *value);
	same = stk_number_add(&again, digits, format, false, &kind) &&
	       strcmp(again.data, text) == 0;
	stk_str_release(&again);
	return same;
}

bool stk_date_serial(const char *text, double *serial)
{
	struct stk_str again = STK_STR_INIT;
	char day[11] = "";
	int hours = 0, minutes = 0, seconds = 0;
	int32_t days;
	bool same;

	if (strlen(text) != 10 && strlen(text) != 19)
		return false;
	memcpy(day, text, 10);
	days = stk_date_parse(day);
	if (text[10]) {
		hours = two(text + 11, 24);
		minutes = two(text + 14, 60);
		seconds = two(text + 17, 60);
	}
	if (days == STK_DATE_NONE || hours < 0 || minutes < 0 || seconds < 0)
		return false;
	*serial = days + 25569 + (hours * 3600 + minutes * 60 + seconds) / (double)DAY_SECONDS;
	same = *serial > 60 && add_date(&again, *serial, STK_FORMAT_DATE, false) &&
	       strcmp(again.data, text) == 0;
	stk_str_release(&again);
	return same;
}
