/**
 * Regular expressions of POSIX. A pattern becomes a small program (Thompson, 1968) whose ways are tried in order, each
 * pair of instruction and position once, so that the time is their product; of all matches at the leftmost place the
 * longest is kept, and among equals the one tried first. A back-reference needs what was matched before, so a pattern
 * that has one is tried without that memory.
 */

const shape = `#include <internal/libc.h>
#include <regex.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
enum op { CHAR, ANY, SET, LINE_START, LINE_END, WORD_START, WORD_END, WORD_EDGE, NO_EDGE, SAVE, SPLIT, JUMP, AGAIN, MATCH };

/* SPLIT tries x before y. A set is 256 bits in the program's list of sets. */
struct instruction { enum op op; int x, y; };
struct program { struct instruction *code; int length, room; unsigned char (*sets)[32]; int setCount, groups, references, flags; };

/* Where the parser is, and how deep in parentheses. */
struct parser { const char *start, *at; struct program *p; int error, depth, closed[10]; };

static int add(struct parser *s, enum op op, int x, int y) {
  struct program *p = s->p;
  if (p->length == p->room) {
    p->room = p->room ? 2 * p->room : 32;
    struct instruction *larger = p->room > 60000 ? 0 : realloc(p->code, p->room * sizeof *larger);
    if (!larger) {
      s->error = REG_ESPACE;
      p->room = p->length;
      return p->length ? p->length - 1 : 0;
    }
    p->code = larger;
  }
  p->code[p->length] = (struct instruction){op, x, y};
  return p->length++;
}

/* Moves what stands from an instruction on by n, so that others can stand before it. */
static void open(struct parser *s, int from, int n) {
  int end = s->p->length;
  for (int i = 0; i < n; i++) add(s, JUMP, 0, 0);
  if (s->error) return;
  struct instruction *code = s->p->code;
  memmove(code + from + n, code + from, (end - from) * sizeof *code);
  for (int i = from + n; i < end + n; i++) {
    if (code[i].op != SPLIT && code[i].op != JUMP) continue;
    if (code[i].x >= from) code[i].x += n;
    if (code[i].op == SPLIT && code[i].y >= from) code[i].y += n;
  }
}

/* Appends a copy of [from, to). */
static void copy(struct parser *s, int from, int to) {
  int shift = s->p->length - from;
  for (int i = from; i < to && !s->error; i++) {
    struct instruction c = s->p->code[i];
    int jumps = c.op == SPLIT || c.op == JUMP;
    add(s, c.op, jumps ? c.x + shift : c.x, c.op == SPLIT ? c.y + shift : c.y);
  }
}

static unsigned char *newSet(struct parser *s) {
  struct program *p = s->p;
  unsigned char (*larger)[32] = realloc(p->sets, (p->setCount + 1) * sizeof *larger);
  if (!larger) {
    s->error = REG_ESPACE;
    return 0;
  }
  p->sets = larger;
  return memset(p->sets[p->setCount++], 0, 32);
}

static void put(const struct parser *s, unsigned char *set, int c) {
  set[c >> 3] |= 1 << (c & 7);
  if (s->p->flags & REG_ICASE) {
    int other = islower(c) ? toupper(c) : tolower(c);
    set[other >> 3] |= 1 << (other & 7);
  }
}
`

const sets = String.raw`
static const struct { const char *name; int (*is)(int); } classes[] = {
  {"alpha", isalpha}, {"digit", isdigit}, {"alnum", isalnum}, {"upper", isupper}, {"lower", islower}, {"space", isspace},
  {"blank", isblank}, {"punct", ispunct}, {"print", isprint}, {"graph", isgraph}, {"cntrl", iscntrl}, {"xdigit", isxdigit},
};

/* [:name:], behind the "[:". */
static void putClass(struct parser *s, unsigned char *set) {
  const char *end = strstr(s->at, ":]");
  for (size_t i = 0; end && i < sizeof classes / sizeof *classes; i++) {
    size_t n = strlen(classes[i].name);
    if (n != (size_t)(end - s->at) || strncmp(s->at, classes[i].name, n)) continue;
    for (int c = 0; c < 256; c++) if (classes[i].is(c)) put(s, set, c);
    s->at = end + 2;
    return;
  }
  s->error = end ? REG_ECTYPE : REG_EBRACK;
}

/* A character of a bracket expression, alone or as [.c.] or [=c=]. */
static int element(struct parser *s) {
  char mark = s->at[1];
  if (*s->at != '[' || mark != '.' && mark != '=') return (unsigned char)*s->at++;
  int c = (unsigned char)s->at[2];
  if (!c || s->at[3] != mark || s->at[4] != ']') s->error = REG_ECOLLATE;
  else s->at += 5;
  return c;
}

/* Behind the '['. */
static void bracket(struct parser *s) {
  unsigned char *set = newSet(s);
  if (!set) return;
  int negated = *s->at == '^';
  s->at += negated;
  for (const char *first = s->at; !s->error && (*s->at != ']' || s->at == first);) {
    if (!*s->at) {
      s->error = s->at == first ? REG_BADPAT : REG_EBRACK;
      return;
    }
    if (s->at[0] == '[' && s->at[1] == ':') {
      s->at += 2;
      putClass(s, set);
      continue;
    }
    int from = element(s), to = from;
    if (s->at[0] == '-' && s->at[1] && s->at[1] != ']') {
      s->at++;
      to = element(s);
      if (to < from) s->error = REG_ERANGE;
    }
    for (int c = from; c <= to; c++) put(s, set, c);
  }
  s->at++;
  if (negated) for (int i = 0; i < 32; i++) set[i] = ~set[i];
  if (negated && s->p->flags & REG_NEWLINE) set['\n' >> 3] &= ~(1 << ('\n' & 7));
  add(s, SET, s->p->setCount - 1, 0);
}

/* \w, \W, \s and \S, which GNU has besides. */
static void shorthand(struct parser *s, int letter) {
  unsigned char *set = newSet(s);
  int wanted = letter == 'w' || letter == 's';
  for (int c = 0; set && c < 256; c++) {
    int is = (letter | 32) == 'w' ? isalnum(c) || c == '_' : isspace(c);
    if (!is != wanted) put(s, set, c);
  }
  if (set) add(s, SET, s->p->setCount - 1, 0);
}
`

const parsing = String.raw`
static void alternatives(struct parser *s);

static int extended(const struct parser *s) { return s->p->flags & REG_EXTENDED; }

/* Whether an operator stands here: bare in an extended pattern, behind a backslash in a basic one. */
static int isOperator(const struct parser *s, char c) {
  return extended(s) ? *s->at == c : s->at[0] == '\\' && s->at[1] == c;
}

static void skipOperator(struct parser *s) { s->at += extended(s) ? 1 : 2; }

static void group(struct parser *s) {
  int number = ++s->p->groups;
  skipOperator(s);
  add(s, SAVE, 2 * number, 0);
  s->depth++;
  alternatives(s);
  s->depth--;
  add(s, SAVE, 2 * number + 1, 0);
  if (number < 10) s->closed[number] = 1;
  if (!s->error && !isOperator(s, ')')) s->error = REG_EPAREN;
  else if (!s->error) skipOperator(s);
}

static void literal(struct parser *s, int c) {
  unsigned char *set;
  if (!(s->p->flags & REG_ICASE) || !isalpha(c)) add(s, CHAR, c, 0);
  else if ((set = newSet(s))) {
    put(s, set, c);
    add(s, SET, s->p->setCount - 1, 0);
  }
}

/* What follows a backslash that makes no operator. */
static void escaped(struct parser *s) {
  static const char edges[] = "<>bB";
  int c = (unsigned char)*s->at++;
  const char *edge = c ? strchr(edges, c) : 0;
  if (!c) {
    s->at--;
    s->error = REG_EESCAPE;
  } else if (edge) add(s, WORD_START + (edge - edges), 0, 0);
  else if (strchr("wWsS", c)) shorthand(s, c);
  else if (c >= '1' && c <= '9') {
    if (!s->closed[c - '0']) s->error = REG_ESUBREG;
    s->p->references = 1;
    add(s, AGAIN, c - '0', 0);
  } else literal(s, c);
}

/* Whether a '*' here is an operator: a basic pattern takes one at the beginning for itself. */
static int isStar(const struct parser *s, const char *begin) {
  return *s->at == '*' && (extended(s) || s->at != begin);
}

/* {m,n}, behind the brace; n is -1 for no end. */
static void interval(struct parser *s, int *m, int *n) {
  const char *p = s->at;
  int digits = 0;
  for (*m = 0; isdigit((unsigned char)*p); digits++) *m = *m * 10 + *p++ - '0';
  *n = *m;
  if (*p == ',') {
    p++;
    *n = -1;
    if (isdigit((unsigned char)*p)) for (*n = 0; isdigit((unsigned char)*p);) *n = *n * 10 + *p++ - '0';
    digits++;
  }
  int end = extended(s) ? *p == '}' : p[0] == '\\' && p[1] == '}';
  if (!digits || !end) {
    s->error = *p ? REG_BADBR : REG_EBRACE;
    return;
  }
  if (*n >= 0 && *m > *n) s->error = REG_BADBR;
  if (*m > 32767 || *n > 32767) s->error = REG_ESIZE;
  s->at = p + (extended(s) ? 1 : 2);
}

/* Makes of [from, end) m of it in a row, and up to n. */
static void repeat(struct parser *s, int from, int m, int n) {
  int to = s->p->length, size = to - from;
  if (n == 0) {
    s->p->length = from;
    return;
  }
  if (m == 0 && n == -1) {
    repeat(s, from, 1, -1);
    n = 1;
  }
  if (m == 0) {
    open(s, from, 1);
    to = from + 1 + size;
    s->p->code[from] = (struct instruction){SPLIT, from + 1, s->p->length};
    for (int i = 1, at; i < n && !s->error; i++) {
      at = add(s, SPLIT, 0, 0);
      copy(s, from + 1, to);
      s->p->code[at] = (struct instruction){SPLIT, at + 1, s->p->length};
    }
    return;
  }
  for (int i = 1; i < m && !s->error; i++) copy(s, from, to);
  if (n == -1) add(s, SPLIT, s->p->length - size, s->p->length + 1);
  for (int i = m, at; i < n && !s->error; i++) {
    at = add(s, SPLIT, 0, 0);
    copy(s, from, to);
    s->p->code[at] = (struct instruction){SPLIT, at + 1, s->p->length};
  }
}

static void repeats(struct parser *s, int from, const char *begin) {
  int m, n;
  while (!s->error) {
    if (isStar(s, begin)) s->at++, repeat(s, from, 0, -1);
    else if (isOperator(s, '+')) skipOperator(s), repeat(s, from, 1, -1);
    else if (isOperator(s, '?')) skipOperator(s), repeat(s, from, 0, 1);
    else if (isOperator(s, '{')) {
      skipOperator(s);
      interval(s, &m, &n);
      if (!s->error) repeat(s, from, m, n);
    } else return;
  }
}

/* Whether '^' or '$' is an anchor here; in a basic pattern it is one at the ends only. */
static int isAnchor(const struct parser *s, const char *begin) {
  if (*s->at == '^') return extended(s) || s->at == begin;
  return *s->at == '$' && (extended(s) || !s->at[1] || !strncmp(s->at + 1, "\\)", 2) || !strncmp(s->at + 1, "\\|", 2));
}

static void branch(struct parser *s) {
  const char *begin = s->at;
  while (*s->at && !s->error && !isOperator(s, '|') && !(isOperator(s, ')') && (s->depth || !extended(s)))) {
    int from = s->p->length;
    if (isOperator(s, '(')) group(s);
    else if (isAnchor(s, begin)) {
      add(s, *s->at++ == '^' ? LINE_START : LINE_END, 0, 0);
      begin = s->at;
      continue;
    } else if (*s->at == '[') s->at++, bracket(s);
    else if (*s->at == '.') s->at++, add(s, ANY, 0, 0);
    else if (*s->at == '\\') s->at++, escaped(s);
    else if (extended(s) && strchr("*+?{", *s->at)) {
      s->error = REG_BADRPT;
    } else literal(s, (unsigned char)*s->at++);
    repeats(s, from, begin);
  }
  if (!extended(s) && isOperator(s, ')') && !s->depth) s->error = REG_EPAREN;
}

static void alternatives(struct parser *s) {
  int from = s->p->length;
  branch(s);
  while (!s->error && isOperator(s, '|')) {
    skipOperator(s);
    open(s, from, 1);
    int out = add(s, JUMP, 0, 0);
    s->p->code[from] = (struct instruction){SPLIT, from + 1, s->p->length};
    int second = s->p->length;
    alternatives(s);
    s->p->code[out].x = s->p->length;
    s->p->code[from].y = second;
  }
}

static void drop(struct program *p) {
  free(p->code);
  free(p->sets);
  free(p);
}

int regcomp(regex_t *compiled, const char *pattern, int flags) {
  struct program *p = calloc(1, sizeof *p);
  struct parser s = {pattern, pattern, p};
  if (!p) return REG_ESPACE;
  p->flags = flags;
  add(&s, SAVE, 0, 0);
  alternatives(&s);
  if (!s.error && *s.at) s.error = REG_EPAREN;
  add(&s, SAVE, 1, 0);
  add(&s, MATCH, 0, 0);
  if (s.error) {
    drop(p);
    compiled->__program = 0;
    return s.error;
  }
  compiled->re_nsub = p->groups;
  compiled->__program = p;
  compiled->__flags = flags;
  return 0;
}

void regfree(regex_t *compiled) {
  if (compiled->__program) drop(compiled->__program);
  compiled->__program = 0;
}
`

const matching = String.raw`
/* Where a way branched off: an instruction and a position still to be tried, or an old place of a group to set again. */
struct branch { int pc, at, slot, old; };
struct matcher {
  const struct program *p;
  const char *text;
  int length, flags, *saved, *best, slots;
  unsigned char *seen;
  struct branch *stack;
  int used, room;
};

static int isWord(const struct matcher *m, int at) {
  if (at < 0 || at >= m->length) return 0;
  unsigned char c = m->text[at];
  return isalnum(c) || c == '_';
}

static int holds(const struct matcher *m, enum op op, int at) {
  int lines = m->p->flags & REG_NEWLINE, before = isWord(m, at - 1), here = isWord(m, at);
  switch (op) {
  case LINE_START: return at == 0 ? !(m->flags & REG_NOTBOL) : lines && m->text[at - 1] == '\n';
  case LINE_END: return at == m->length ? !(m->flags & REG_NOTEOL) : lines && m->text[at] == '\n';
  case WORD_START: return !before && here;
  case WORD_END: return before && !here;
  case WORD_EDGE: return before != here;
  default: return before == here;
  }
}

/* A loop around nothing goes on without end where no memory stops it; so much is enough for any other. */
#define DEEPEST (1 << 16)

static int push(struct matcher *m, int pc, int at, int slot, int old) {
  if (!m->seen && m->used == DEEPEST) return 0;
  if (m->used == m->room) {
    int room = m->room ? 2 * m->room : 64;
    struct branch *larger = realloc(m->stack, room * sizeof *larger);
    if (!larger) return 0;
    m->stack = larger;
    m->room = room;
  }
  m->stack[m->used++] = (struct branch){pc, at, slot, old};
  return 1;
}

/* The length of what a group has matched, if it stands here again; -1 if not. */
static int again(const struct matcher *m, int group, int at) {
  int from = m->saved[2 * group], n = m->saved[2 * group + 1] - from;
  if (from < 0 || n < 0 || n > m->length - at) return -1;
  int same = m->p->flags & REG_ICASE ? !strncasecmp(m->text + from, m->text + at, n) : !memcmp(m->text + from, m->text + at, n);
  return same ? n : -1;
}

/* Characters that an instruction takes here; -1 if it does not fit. */
static int takes(const struct matcher *m, const struct instruction *i, int at) {
  unsigned char c = m->text[at];
  switch (i->op) {
  case CHAR: return at < m->length && c == i->x ? 1 : -1;
  case ANY: return at < m->length && !(c == '\n' && m->p->flags & REG_NEWLINE) ? 1 : -1;
  case SET: return at < m->length && m->p->sets[i->x][c >> 3] >> (c & 7) & 1 ? 1 : -1;
  case AGAIN: return again(m, i->x, at);
  default: return holds(m, i->op, at) ? 0 : -1;
  }
}

/* Follows one way to its end, leaving the others on the stack. 0: no memory is left. */
static int follow(struct matcher *m, int pc, int at) {
  for (;;) {
    const struct instruction *i = &m->p->code[pc];
    if (m->seen) {
      long bit = (long)pc * (m->length + 1) + at;
      if (m->seen[bit >> 3] >> (bit & 7) & 1) return 1;
      m->seen[bit >> 3] |= 1 << (bit & 7);
    }
    if (i->op == MATCH) {
      if (m->best[1] < at) memcpy(m->best, m->saved, m->slots * sizeof *m->best);
      return 1;
    }
    if (i->op == SAVE) {
      if (!push(m, -1, 0, i->x, m->saved[i->x])) return 0;
      m->saved[i->x] = at;
      pc++;
    } else if (i->op == JUMP) pc = i->x;
    else if (i->op == SPLIT) {
      if (!push(m, i->y, at, 0, 0)) return 0;
      pc = i->x;
    } else {
      int n = takes(m, i, at);
      if (n < 0) return 1;
      at += n;
      pc++;
    }
  }
}

/* The longest match that begins at a position. */
static int matchAt(struct matcher *m, int start) {
  m->best[1] = -1;
  m->used = 0;
  for (int i = 0; i < m->slots; i++) m->saved[i] = -1;
  if (!follow(m, 0, start)) return REG_ESPACE;
  while (m->used > 0) {
    struct branch b = m->stack[--m->used];
    if (b.pc < 0) m->saved[b.slot] = b.old;
    else if (!follow(m, b.pc, b.at)) return REG_ESPACE;
  }
  return m->best[1] < 0 ? REG_NOMATCH : 0;
}

int regexec(const regex_t *compiled, const char *text, size_t count, regmatch_t matches[], int flags) {
  const struct program *p = compiled->__program;
  int from = flags & REG_STARTEND ? matches[0].rm_so : 0, slots = 2 * p->groups + 2, r = REG_NOMATCH;
  struct matcher m = {p, text, flags & REG_STARTEND ? matches[0].rm_eo : (int)strlen(text), flags};
  long bytes = ((long)p->length * (m.length + 1) >> 3) + 1;
  m.slots = slots;
  m.saved = malloc(2 * slots * sizeof *m.saved);
  m.best = m.saved + slots;
  if (!p->references) m.seen = calloc(1, bytes);
  if (!m.saved || !p->references && !m.seen) r = REG_ESPACE;
  for (int start = from; r == REG_NOMATCH && start <= m.length; start++) r = matchAt(&m, start);
  for (size_t i = 0; r == 0 && !(p->flags & REG_NOSUB) && i < count; i++) {
    int in = i < (size_t)slots / 2;
    matches[i] = (regmatch_t){in ? m.best[2 * i] : -1, in ? m.best[2 * i + 1] : -1};
  }
  free(m.saved);
  free(m.seen);
  free(m.stack);
  return r;
}

size_t regerror(int error, const regex_t *compiled, char *buffer, size_t size) {
  static const char *const texts[] = {
    "Success", "No match", "Invalid regular expression", "Invalid collation character", "Invalid character class name", "Trailing backslash",
    "Invalid back reference", "Unmatched [, [^, [:, [., or [=", "Unmatched ( or \\(", "Unmatched \\{", "Invalid content of \\{\\}",
    "Invalid range end", "Memory exhausted", "Invalid preceding regular expression", "Premature end of regular expression",
    "Regular expression too big",
  };
  const char *text = error >= 0 && error < 16 ? texts[error] : "Unknown error";
  size_t n = strlen(text) + 1, keep = n < size ? n : size;
  if (keep) {
    memcpy(buffer, text, keep);
    buffer[keep - 1] = 0;
  }
  return n;
}
`

export const REGEX = [shape, sets, parsing, matching].join('')
