// libedit's variadic functions (el_set, el_get, history) cannot be imported by Swift: one inline
// function for each use of them. `stdin` and its like are mutable C globals and not needed: the
// editor opens its own streams over descriptors.
#ifndef FT_CEDIT_SHIM_H
#define FT_CEDIT_SHIM_H

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

typedef unsigned char (*fte_command)(EditLine *, int);
typedef char *(*fte_prompt_source)(EditLine *);
typedef int (*fte_character_source)(EditLine *, wchar_t *);

static inline int fte_set_prompt(EditLine *e, fte_prompt_source f, char escape) {
  return el_set(e, EL_PROMPT_ESC, f, (int)escape);
}
static inline int fte_set_editor(EditLine *e, const char *mode) {
  return el_set(e, EL_EDITOR, mode);
}
static inline int fte_set_signal(EditLine *e, int on) { return el_set(e, EL_SIGNAL, on); }
static inline int fte_set_terminal(EditLine *e, const char *name) {
  return el_set(e, EL_TERMINAL, name);
}
static inline int fte_set_history(EditLine *e, History *h) {
  return el_set(e, EL_HIST, history, h);
}
static inline int fte_add_command(EditLine *e, const char *name, const char *help, fte_command f) {
  return el_set(e, EL_ADDFN, name, help, f);
}
static inline int fte_bind(EditLine *e, const char *key, const char *command) {
  return el_set(e, EL_BIND, key, command, NULL);
}
static inline int fte_set_tty(EditLine *e, const char *mode, const char *setting) {
  return el_set(e, EL_SETTY, mode, setting, NULL);
}
static inline int fte_set_character_source(EditLine *e, fte_character_source f) {
  return el_set(e, EL_GETCFN, f);
}
static inline int fte_prepare_terminal(EditLine *e, int on) {
  return el_set(e, EL_PREP_TERM, on);
}
static inline int fte_refresh(EditLine *e) { return el_set(e, EL_REFRESH); }
static inline int fte_set_client(EditLine *e, void *p) { return el_set(e, EL_CLIENTDATA, p); }
static inline void *fte_client(EditLine *e) {
  void *p = 0;
  el_get(e, EL_CLIENTDATA, &p);
  return p;
}
static inline int fte_history_limit(History *h, int count) {
  HistEvent event;
  return history(h, &event, H_SETSIZE, count);
}
static inline int fte_history_unique(History *h, int on) {
  HistEvent event;
  return history(h, &event, H_SETUNIQUE, on);
}
static inline int fte_history_enter(History *h, const char *line) {
  HistEvent event;
  return history(h, &event, H_ENTER, line);
}

#endif
