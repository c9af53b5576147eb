#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <wchar.h>

#include "keyboard_private.h"
#include "stocktake/base/mem.h"

#define PASTE_BEGINS "\033[?2004h"
#define PASTE_ENDS   "\033[?2004l"
/* Stands for a line end inside the line that is edited: shown as one character, unlike a newline.
 */
#define LINE_END        "\xe2\x8f\x8e" /* U+23CE */
#define CTRL_C          3
#define PASTE_MAX_BYTES ((size_t)1 << 20)

static struct stk_keyboard *owner(EditLine *editor)
{
	void *data = NULL;

	el_get(editor, EL_CLIENTDATA, &data);
	return data;
}

static char *show_mark(EditLine *editor)
{
	return owner(editor)->mark;
}

/* --- signals as events --------------------------------------------------------------------------
 */

static void paste_mode(struct stk_keyboard *keyboard, bool on)
{
	if (!keyboard->brackets)
		return;
	fputs(on ? PASTE_BEGINS : PASTE_ENDS, keyboard->out);
	fflush(keyboard->out);
}

static void suspend(struct stk_keyboard *keyboard)
{
	if (!keyboard->editor) {
		raise(SIGSTOP);
		return;
	}
	paste_mode(keyboard, false);
	el_set(keyboard->editor, EL_PREP_TERM, 0);
	raise(SIGSTOP);
	el_set(keyboard->editor, EL_PREP_TERM, 1);
	el_resize(keyboard->editor);
	paste_mode(keyboard, true);
	el_set(keyboard->editor, EL_REFRESH);
}

static enum stk_key take_signal(struct stk_keyboard *keyboard)
{
	struct signalfd_siginfo info;

	if (read(keyboard->signals, &info, sizeof info) != (ssize_t)sizeof info)
		return STK_KEY_BYTE;
	switch (info.ssi_signo) {
	case SIGWINCH:
		if (keyboard->editor)
			el_resize(keyboard->editor);
		return STK_KEY_BYTE;
	case SIGTSTP: suspend(keyboard); return STK_KEY_RESUMED;
	case SIGINT: return STK_KEY_INTERRUPT;
	default: return STK_KEY_GONE; /* the terminal goes away, or the program is to end */
	}
}

enum stk_key stk_keyboard_byte(struct stk_keyboard *keyboard, unsigned char *byte)
{
	struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
				{.fd = keyboard->signals, .events = POLLIN}};
	enum stk_key key;
	ssize_t n;

	for (;;) {
		if (poll(fds, 2, -1) < 0) {
			if (errno == EINTR)
				continue;
			return STK_KEY_GONE;
		}
		if ((fds[1].revents & POLLIN) && (key = take_signal(keyboard)) != STK_KEY_BYTE)
			return key;
		if (!(fds[0].revents & (POLLIN | POLLHUP | POLLERR)))
			continue;
		n = read(STDIN_FILENO, byte, 1);
		if (n == 1)
			return STK_KEY_BYTE;
		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		return STK_KEY_GONE;
	}
}

bool stk_keyboard_has_more(void)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&fd, 1, 0) > 0 && (fd.revents & POLLIN);
}

/* --- keys ---------------------------------------------------------------------------------------
 */

/* libedit asks for characters here. */
static int next_character(EditLine *editor, wchar_t *character)
{
	struct stk_keyboard *keyboard = owner(editor);
	mbstate_t state = {0};
	unsigned char byte;

	for (;;) {
		char one;
		size_t n;

		switch (stk_keyboard_byte(keyboard, &byte)) {
		case STK_KEY_BYTE: break;
		case STK_KEY_RESUMED: continue;
		case STK_KEY_INTERRUPT: *character = CTRL_C; return 1;
		case STK_KEY_GONE: return 0;
		}
		one = (char)byte;
		n = mbrtowc(character, &one, 1, &state);
		if (n == (size_t)-2)
			continue;
		if (n == (size_t)-1)
			*character = L'\xfffd';
		return 1;
	}
}

static unsigned char on_interrupt(EditLine *editor, int key)
{
	(void)key;
	owner(editor)->interrupted = true;
	return CC_EOF;
}

static unsigned char on_nothing(EditLine *editor, int key)
{
	(void)editor;
	(void)key;
	return CC_NORM;
}

/* ESC [ 200 ~ was read: all until ESC [ 201 ~ is text. */
static unsigned char on_paste(EditLine *editor, int key)
{
	struct stk_keyboard *keyboard = owner(editor);
	struct stk_str pasted = STK_STR_INIT, shown = STK_STR_INIT;
	unsigned char byte;

	(void)key;
	while (pasted.len < PASTE_MAX_BYTES) {
		enum stk_key got = stk_keyboard_byte(keyboard, &byte);

		if (got == STK_KEY_RESUMED)
			continue;
		if (got != STK_KEY_BYTE)
			break;
		stk_str_addc(&pasted, (char)byte);
		if (stk_str_ends(&pasted, "\033[201~")) {
			stk_str_truncate(&pasted, pasted.len - 6);
			break;
		}
	}
	while (pasted.len && strchr("\r\n", pasted.data[pasted.len - 1]))
		stk_str_truncate(&pasted, pasted.len - 1);
	for (size_t i = 0; i < pasted.len; i++) {
		if (pasted.data[i] == '\r' && i + 1 < pasted.len && pasted.data[i + 1] == '\n')
			continue;
		if (pasted.data[i] == '\r' || pasted.data[i] == '\n')
			stk_str_add(&shown, LINE_END);
		else if ((unsigned char)pasted.data[i] >= ' ' || pasted.data[i] == '\t')
			stk_str_addc(&shown, pasted.data[i]);
	}
	if (shown.len)
		el_insertstr(editor, shown.data);
	stk_str_release(&pasted);
	stk_str_release(&shown);
	return CC_REFRESH;
}

/* Wide where names are kept: the narrow call copies them and never frees the copies. */
static void bind_keys(EditLine *editor)
{
	el_wset(editor, EL_ADDFN, L"stk-interrupt", L"Leave", on_interrupt);
	el_wset(editor, EL_ADDFN, L"stk-paste", L"Take what is pasted", on_paste);
	el_wset(editor, EL_ADDFN, L"stk-tab", L"Complete", stk_keyboard_tab);
	el_wset(editor, EL_ADDFN, L"stk-nothing", L"Do nothing", on_nothing);
	el_set(editor, EL_BIND, "^C", "stk-interrupt", NULL);
	el_set(editor, EL_BIND, "\033[200~", "stk-paste", NULL);
	el_set(editor, EL_BIND, "\033[201~", "stk-nothing", NULL);
	el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
	el_set(editor, EL_BIND, "\033[1~", "ed-move-to-beg", NULL);
	el_set(editor, EL_BIND, "\033[4~", "ed-move-to-end", NULL);
	el_set(editor, EL_BIND, "\033[3~", "ed-delete-next-char", NULL);
	el_set(editor, EL_BIND, "\t", "stk-tab", NULL);
}

/* --- the terminal as a whole --------------------------------------------------------------------
 */

static void block_signals(struct stk_keyboard *keyboard)
{
	sigset_t ours;

	sigemptyset(&ours);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGTSTP);
	sigaddset(&ours, SIGWINCH);
	sigaddset(&ours, SIGHUP);
	sigaddset(&ours, SIGTERM);
	sigprocmask(SIG_BLOCK, &ours, &keyboard->before);
	keyboard->signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* libedit, with its keys and its history. */
static void start_editor(struct stk_keyboard *keyboard)
{
	HistEvent event;

	keyboard->editor = el_init("stocktake", stdin, keyboard->out, keyboard->out);
	if (!keyboard->editor)
		return;
	keyboard->history = history_init();
	history(keyboard->history, &event, H_SETSIZE, 100);
	el_set(keyboard->editor, EL_CLIENTDATA, keyboard);
	el_set(keyboard->editor, EL_PROMPT, show_mark);
	el_set(keyboard->editor, EL_EDITOR, "emacs");
	el_set(keyboard->editor, EL_HIST, history, keyboard->history);
	el_set(keyboard->editor, EL_GETCFN, next_character);
	bind_keys(keyboard->editor);
}

struct stk_keyboard *stk_keyboard_new(bool accessible, struct stk_err *err)
{
	struct stk_keyboard *keyboard = stk_xcalloc(1, sizeof *keyboard);
	const char *kind = getenv("TERM");
	bool plain = accessible || !kind || !*kind || strcmp(kind, "dumb") == 0;
	int fd = dup(STDERR_FILENO);

	/* libedit counts characters with the locale, and fails on those that it cannot hold. */
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	keyboard->brackets = !plain;
	keyboard->out = fd >= 0 ? fdopen(fd, "w") : NULL;
	block_signals(keyboard);
	if (keyboard->out && !plain)
		start_editor(keyboard);
	if (!keyboard->out || (!plain && !keyboard->editor)) {
		stk_err_set(err, STK_EIO, "the terminal cannot be used");
		stk_keyboard_free(keyboard);
		return NULL;
	}
	return keyboard;
}

void stk_keyboard_free(struct stk_keyboard *keyboard)
{
	if (!keyboard)
		return;
	if (keyboard->editor)
		el_end(keyboard->editor);
	if (keyboard->history)
		history_end(keyboard->history);
	if (keyboard->signals >= 0)
		close(keyboard->signals);
	sigprocmask(SIG_SETMASK, &keyboard->before, NULL);
	if (keyboard->out)
		fclose(keyboard->out);
	free(keyboard->mark);
	free(keyboard);
}

void stk_keyboard_offer(struct stk_keyboard *keyboard, stk_offer_fn offer, void *data)
{
	keyboard->offer = offer;
	keyboard->offer_data = data;
}

const sigset_t *stk_keyboard_signals(const struct stk_keyboard *keyboard)
{
	return &keyboard->before;
}

static void unpack(const char *typed, struct stk_str *line)
{
	stk_str_reset(line);
	while (*typed) {
		const char *end = strstr(typed, LINE_END);
		size_t len = end ? (size_t)(end - typed) : strlen(typed);

		stk_str_addn(line, typed, len);
		if (end)
			stk_str_addc(line, '\n');
		typed += len + (end ? strlen(LINE_END) : 0);
	}
	while (line->len && strchr("\r\n", line->data[line->len - 1]))
		stk_str_truncate(line, line->len - 1);
}

enum stk_line_read stk_keyboard_read(struct stk_keyboard *keyboard, const char *mark,
				     struct stk_str *line, struct stk_err *err)
{
	HistEvent event;
	const char *typed;
	int count = 0;

	free(keyboard->mark);
	keyboard->mark = stk_xstrdup(mark);
	keyboard->interrupted = false;
	if (!keyboard->editor)
		return stk_keyboard_read_plain(keyboard, line, err);
	paste_mode(keyboard, true);
	typed = el_gets(keyboard->editor, &count);
	paste_mode(keyboard, false);
	fflush(keyboard->out);
	if (keyboard->interrupted) {
		fputs("^C\n", keyboard->out);
		fflush(keyboard->out);
		return STK_TYPED_INTERRUPT;
	}
	if (!typed || count <= 0) {
		fputc('\n', keyboard->out);
		fflush(keyboard->out);
		if (count < 0 && errno != 0 && errno != EINTR) {
			stk_err_errno(err, errno, "cannot read from the terminal");
			return STK_TYPED_FAILED;
		}
		return STK_TYPED_END;
	}
	unpack(typed, line);
	if (line->len)
		history(keyboard->history, &event, H_ENTER, typed);
	return STK_TYPED_LINE;
}
