#pragma once
// libedit sets everything through functions of variable arguments, which Swift cannot call. Each setting that we use
// has a function of its own here.
#include <histedit.h>
#include <stdio.h>

typedef char *(*CLibEditPrompt)(EditLine *);
typedef unsigned char (*CLibEditAction)(EditLine *, int);

static inline EditLine *clibedit_init(const char *program) { return el_init(program, stdin, stdout, stderr); }

static inline int clibedit_set_prompt(EditLine *editor, CLibEditPrompt prompt) {
  return el_set(editor, EL_PROMPT, prompt);
}

static inline int clibedit_set_emacs_keys(EditLine *editor) { return el_set(editor, EL_EDITOR, "emacs"); }

static inline int clibedit_set_signal_handling(EditLine *editor) { return el_set(editor, EL_SIGNAL, 1); }

static inline int clibedit_set_client(EditLine *editor, void *client) {
  return el_set(editor, EL_CLIENTDATA, client);
}

static inline void *clibedit_client(EditLine *editor) {
  void *client = 0;
  return el_get(editor, EL_CLIENTDATA, &client) == 0 ? client : 0;
}

static inline int clibedit_add_action(EditLine *editor, const char *name, const char *help, CLibEditAction action) {
  return el_set(editor, EL_ADDFN, name, help, action);
}

static inline int clibedit_bind(EditLine *editor, const char *key, const char *action) {
  return el_set(editor, EL_BIND, key, action, (char *)0);
}

// Has keys come one by one, and not be shown but by libedit.
static inline int clibedit_prepare_terminal(EditLine *editor) { return el_set(editor, EL_PREP_TERM, 1); }

static inline int clibedit_set_history(EditLine *editor, History *lines) {
  return el_set(editor, EL_HIST, history, lines);
}

static inline int clibedit_history_limit(History *lines, int limit) {
  HistEvent event;
  return history(lines, &event, H_SETSIZE, limit);
}

static inline int clibedit_history_add(History *lines, const char *line) {
  HistEvent event;
  return history(lines, &event, H_ENTER, line);
}
