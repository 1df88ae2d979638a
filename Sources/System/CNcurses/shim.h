// ncursesw with what Swift cannot see: macros, global variables, unions of wide cells.
#ifndef PROXIMA_CNCURSES_H
#define PROXIMA_CNCURSES_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <wchar.h>

// From term.h, whose macros take names such as `columns` away.
extern int setupterm(const char *, int, int *);
extern int tigetflag(const char *);
extern int tigetnum(const char *);
extern char *tigetstr(const char *);

/// Starts the screen on descriptors 0 and 1 as a terminal of kind `name`; 0, or -1 where terminfo does not know it.
static inline int pxc_start(const char *name) {
  SCREEN *screen = newterm(name, stdout, stdin);
  if (screen == NULL) return -1;
  set_term(screen);
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  meta(stdscr, TRUE);
  set_escdelay(25);
  curs_set(0);
  return 0;
}

/// Whether terminfo has an entry `name`.
static inline int pxc_knows(const char *name) {
  int error = 0;
  return setupterm(name, 1, &error) == OK && error == 1;
}

static inline int pxc_rows(void) { return getmaxy(stdscr); }
static inline int pxc_columns(void) { return getmaxx(stdscr); }
static inline int pxc_colors(void) { return COLORS; }
static inline int pxc_pairs(void) { return COLOR_PAIRS; }
/// Whether colour numbers are 0xRRGGBB: the terminfo entry is a direct one.
static inline int pxc_is_direct(void) { return tigetflag("RGB") > 0 || tigetnum("RGB") > 0; }

static inline int pxc_start_color(void) {
  if (!has_colors()) return -1;
  start_color();
  return use_default_colors();
}
static inline int pxc_init_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background);
}

/// Attributes by the bits 1 bold, 2 dim, 4 underline, 8 reverse.
static inline attr_t pxc_attributes(int bits) {
  attr_t a = 0;
  if (bits & 1) a |= A_BOLD;
  if (bits & 2) a |= A_DIM;
  if (bits & 4) a |= A_UNDERLINE;
  if (bits & 8) a |= A_REVERSE;
  return a;
}

/// Puts one cell of up to five code points, the first of them the base.
static inline int pxc_put(int y, int x, const wchar_t *text, int attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, pxc_attributes(attributes), 0, &pair) != OK) return -1;
  return mvwadd_wch(stdscr, y, x, &cell);
}

static inline void pxc_refresh(void) { wrefresh(stdscr); }
static inline void pxc_clear(void) { werase(stdscr); }
/// The next refresh draws everything anew.
static inline void pxc_touch(void) { clearok(stdscr, TRUE); }
static inline void pxc_resize(int rows, int columns) { resizeterm(rows, columns); }

/// Whether terminfo says that mouse reports come in the SGR form; ncurses reads the form that terminfo names.
static inline int pxc_mouse_is_sgr(void) {
  const char *begin = tigetstr("kmous");
  return begin != NULL && begin != (char *)-1 && begin[0] == 27 && begin[1] == '[' && begin[2] == '<';
}

/// Reports of buttons, wheel and drags in the SGR form; off again with 0.
static inline void pxc_mouse(int on) {
  mousemask(on ? ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION : 0, NULL);
  mouseinterval(0);
}

/// The next key: 1 a character in `code`, 2 a function key in `code`, 0 none.
static inline int pxc_key(unsigned *code) {
  wint_t value = 0;
  int kind = wget_wch(stdscr, &value);
  *code = value;
  return kind == OK ? 1 : kind == KEY_CODE_YES ? 2 : 0;
}

/// Columns that the C library gives a letter; -1 for one that it does not show.
extern int wcwidth(wchar_t);
static inline int pxc_width(wchar_t letter) { return wcwidth(letter); }

/// What a mouse report says: column, row and the bits 1 left pressed, 2 left released, 4 clicked, 8 wheel up, 16 wheel down,
/// 32 moved; 0 where there is none.
static inline int pxc_mouse_event(int *x, int *y) {
  MEVENT event;
  if (getmouse(&event) != OK) return 0;
  *x = event.x;
  *y = event.y;
  int bits = 0;
  if (event.bstate & BUTTON1_PRESSED) bits |= 1;
  if (event.bstate & BUTTON1_RELEASED) bits |= 2;
  if (event.bstate & (BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED)) bits |= 4;
  if (event.bstate & BUTTON4_PRESSED) bits |= 8;
  if (event.bstate & BUTTON5_PRESSED) bits |= 16;
  if (event.bstate & REPORT_MOUSE_POSITION) bits |= 32;
  return bits;
}

static const int pxc_key_up = KEY_UP, pxc_key_down = KEY_DOWN, pxc_key_left = KEY_LEFT, pxc_key_right = KEY_RIGHT;
static const int pxc_key_home = KEY_HOME, pxc_key_end = KEY_END, pxc_key_page_up = KEY_PPAGE, pxc_key_page_down = KEY_NPAGE;
static const int pxc_key_backspace = KEY_BACKSPACE, pxc_key_delete = KEY_DC, pxc_key_enter = KEY_ENTER;
static const int pxc_key_back_tab = KEY_BTAB, pxc_key_mouse = KEY_MOUSE, pxc_key_resize = KEY_RESIZE, pxc_key_f1 = KEY_F(1);

#endif
