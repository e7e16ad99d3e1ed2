/** The first half of the shell (sh.ts): from characters to words and from words to a tree of commands. */

const reading = String.raw`#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where commands come from: a text, or a descriptor that is read line by line. */
static const char *text;
static int input = -1, interactive;
static char line[4096];
static int status;              /* $? */
static int background;          /* $! */
static char **parameters;       /* $0, $1, ... */
static int parameterCount;

static void fail(const char *what) {
  fprintf(stderr, "sh: 1: Syntax error: %s\n", what);
  exit(2);
}

static void *get(size_t size) {
  void *p = calloc(1, size);
  if (p) return p;
  fputs("sh: out of memory\n", stderr);
  exit(2);
}

/* Reads one line into the buffer, a byte at a time: what follows belongs to the commands. */
static int readLine(void) {
  size_t n = 0;
  if (input < 0) return 0;
  if (interactive) write(2, "$ ", 2);
  while (n < sizeof line - 1 && read(input, line + n, 1) == 1) if (line[n++] == '\n') break;
  line[n] = 0;
  text = line;
  return n > 0;
}

static int peek(void) {
  return *text || readLine() ? *text : 0;
}

static int next(void) {
  int c = peek();
  if (c) text++;
  return c;
}

/* A growing string. */
struct string { char *p; size_t n, room; };

static void append(struct string *s, int c) {
  if (s->n + 1 >= s->room) {
    s->room = s->room ? 2 * s->room : 32;
    if (!(s->p = realloc(s->p, s->room))) exit(2);
  }
  s->p[s->n++] = c;
  s->p[s->n] = 0;
}

static void appendText(struct string *s, const char *p) {
  while (*p) append(s, *p++);
}

static char *finish(struct string *s) {
  append(s, 0);
  return s->p;
}

enum kind { END, WORD, OPERATOR };
static struct { enum kind kind; char *word; int isQuoted; } token;
static int isAhead;

static void copyParentheses(struct string *s);

/* Copies up to the closing mark, which it takes too; what stands between is read when the word is expanded. */
static void copyQuoted(struct string *s, int mark) {
  int c;
  while ((c = next()) && c != mark) {
    append(s, c);
    if (c == '\\' && mark != '\'' && peek()) append(s, next());
    else if (c == '$' && mark == '"' && peek() == '(') append(s, next()), copyParentheses(s);
  }
  if (!c) fail("Unterminated quoted string");
  append(s, c);
}

/* Copies $(...) behind its parenthesis. */
static void copyParentheses(struct string *s) {
  for (int depth = 1, c; depth > 0; ) {
    if (!(c = next())) fail("end of file unexpected (expecting \")\")");
    append(s, c);
    if (c == '\'' || c == '"') copyQuoted(s, c);
    depth += (c == '(') - (c == ')');
  }
}

static void readWord(struct string *s) {
  int c;
  while ((c = peek()) && !strchr(" \t\n;&|<>()", c)) {
    append(s, next());
    if (c == '\\' && peek() == '\n') next(), s->n--;
    else if (c == '\\' && peek()) append(s, next());
    else if (c == '\'' || c == '"' || c == '\x60') copyQuoted(s, c);
    else if (c == '$' && (peek() == '(' || peek() == '{')) {
      int open = next();
      append(s, open);
      if (open == '(') copyParentheses(s);
      else copyQuoted(s, '}');
    }
    if (c == '\\' || c == '\'' || c == '"') token.isQuoted = 1;
  }
}

/* The next word or operator: ; & && | || < > >> >& ( ) or the end of the line; a number right before < or > belongs to it. */
static void advance(void) {
  struct string s = {0};
  if (isAhead) {
    isAhead = 0;
    return;
  }
  while (peek() == ' ' || peek() == '\t' || text[0] == '\\' && text[1] == '\n') next() == '\\' ? next() : 0;
  if (peek() == '#') while (peek() && peek() != '\n') next();
  token.isQuoted = 0;
  int c = peek();
  token.kind = c ? OPERATOR : END;
  if (c && isdigit(c) && (text[1] == '<' || text[1] == '>')) append(&s, next()), c = peek();
  if (c && strchr("\n;&|<>()", c)) {
    append(&s, next());
    if (c == peek() && strchr("&|>;<", c)) append(&s, next());
    else if ((c == '<' || c == '>') && peek() == '&') append(&s, next());
  } else if (c) {
    token.kind = WORD;
    readWord(&s);
  }
  token.word = finish(&s);
}

static int isOperator(const char *word) { return token.kind == OPERATOR && !strcmp(token.word, word); }
static int isReserved(const char *word) { return token.kind == WORD && !token.isQuoted && !strcmp(token.word, word); }
`

const parsing = String.raw`
enum type { SIMPLE, PIPE, AND, OR, NOT, SEQUENCE, BACKGROUND, SUBSHELL, IF, WHILE, UNTIL, FOR };
struct list { char *word; struct list *next; };
struct redirection { int fd; char operator[3]; char *target; struct redirection *next; };

/* A command; a, b and c are what it is made of. FOR keeps its variable as the first word. */
struct command { enum type type; struct command *a, *b, *c; struct list *words; struct redirection *redirections; };

static struct command *make(enum type type, struct command *a, struct command *b) {
  struct command *command = get(sizeof *command);
  command->type = type;
  command->a = a;
  command->b = b;
  return command;
}

static struct command *parseList(void);

static void unexpected(void) {
  char text[300];
  const char *what = token.kind == END ? "end of file" : *token.word == '\n' ? "newline" : token.word;
  snprintf(text, sizeof text, token.kind == WORD || token.kind == OPERATOR && *token.word != '\n' ? "\"%s\" unexpected" : "%s unexpected", what);
  fail(text);
}

static void expect(const char *word) {
  if (!isReserved(word) && !isOperator(word)) unexpected();
  advance();
}

static void skipLines(void) {
  while (isOperator("\n")) advance();
}

/* [n]<file, [n]>file, [n]>>file, [n]>&m behind a command. */
static int parseRedirection(struct command *command) {
  char *p = token.word;
  if (token.kind != OPERATOR || !strpbrk(p, "<>")) return 0;
  struct redirection *r = get(sizeof *r), **end = &command->redirections;
  r->fd = isdigit(*p) ? *p++ - '0' : *p == '>';
  strncpy(r->operator, p, 2);
  advance();
  if (token.kind != WORD) unexpected();
  r->target = token.word;
  while (*end) end = &(*end)->next;
  *end = r;
  advance();
  return 1;
}

static void addWord(struct command *command, char *word) {
  struct list *one = get(sizeof *one), **end = &command->words;
  one->word = word;
  while (*end) end = &(*end)->next;
  *end = one;
}

static struct command *parseIf(void) {
  struct command *command = make(IF, parseList(), 0);
  expect("then");
  command->b = parseList();
  if (isReserved("elif")) {
    advance();
    command->c = parseIf();
    return command;
  }
  if (isReserved("else")) {
    advance();
    command->c = parseList();
  }
  expect("fi");
  return command;
}

static struct command *parseLoop(enum type type) {
  struct command *command = make(type, parseList(), 0);
  expect("do");
  command->b = parseList();
  expect("done");
  return command;
}

static struct command *parseFor(void) {
  struct command *command = make(FOR, 0, 0);
  if (token.kind != WORD) unexpected();
  addWord(command, token.word);
  advance();
  skipLines();
  if (isReserved("in")) for (advance(); token.kind == WORD; advance()) addWord(command, token.word);
  else addWord(command, "\"$@\"");
  if (isOperator(";")) advance();
  skipLines();
  expect("do");
  command->b = parseList();
  expect("done");
  return command;
}

static struct command *parseCompound(void) {
  struct command *command = 0;
  if (isOperator("(")) advance(), command = make(SUBSHELL, parseList(), 0), expect(")");
  else if (isReserved("{")) advance(), command = parseList(), expect("}");
  else if (isReserved("if")) advance(), command = parseIf();
  else if (isReserved("while")) advance(), command = parseLoop(WHILE);
  else if (isReserved("until")) advance(), command = parseLoop(UNTIL);
  else if (isReserved("for")) advance(), command = parseFor();
  return command;
}

static int isClosing(void) {
  static const char *const words[] = {"then", "elif", "else", "fi", "do", "done", "}"};
  for (int i = 0; i < 7; i++) if (isReserved(words[i])) return 1;
  return 0;
}

static struct command *parseCommand(void) {
  struct command *command = parseCompound();
  if (command) {
    if (command->type == SIMPLE || command->redirections) command = make(SEQUENCE, command, 0);
    while (parseRedirection(command)) continue;
    return command;
  }
  if (isClosing()) unexpected();
  command = make(SIMPLE, 0, 0);
  for (;;) {
    if (parseRedirection(command)) continue;
    if (token.kind != WORD) break;
    addWord(command, token.word);
    advance();
  }
  if (!command->words && !command->redirections) unexpected();
  return command;
}

static struct command *parsePipeline(void) {
  if (isReserved("!")) {
    advance();
    return make(NOT, parsePipeline(), 0);
  }
  struct command *command = parseCommand();
  if (!isOperator("|")) return command;
  advance();
  skipLines();
  return make(PIPE, command, parsePipeline());
}

static struct command *parseAndOr(void) {
  struct command *command = parsePipeline();
  while (isOperator("&&") || isOperator("||")) {
    enum type type = isOperator("&&") ? AND : OR;
    advance();
    skipLines();
    command = make(type, command, parsePipeline());
  }
  return command;
}

/* Commands up to a closing word or parenthesis, or, at the top, up to the end of the line. */
static struct command *parseSequence(int isTop) {
  struct command *all = 0;
  for (;;) {
    if (!isTop) skipLines();
    if (token.kind == END || isOperator("\n") || isOperator(")") || isClosing()) break;
    struct command *command = parseAndOr();
    int separated = isOperator(";") || isOperator("&") || !isTop && isOperator("\n");
    if (isOperator("&")) command = make(BACKGROUND, command, 0);
    all = all ? make(SEQUENCE, all, command) : command;
    if (!separated) break;
    advance();
  }
  return all;
}

static struct command *parseList(void) {
  struct command *all = parseSequence(0);
  if (!all) unexpected();
  return all;
}
`

export const SH_PARSE = [reading, parsing].join('')
