/** The middle of the shell (sh.ts): what a word comes to, its variables, commands, patterns and quotes. */

export const SH_EXPAND = String.raw`
/* The words that a command comes to. A field is the text, and the same as a pattern, in which what was quoted is escaped. */
struct fields { char **list; int count; struct string text, pattern; int isOpen, isPattern; };

static int runText(const char *source, int ends);

static void addField(struct fields *f, char *word) {
  f->list = realloc(f->list, (f->count + 2) * sizeof *f->list);
  f->list[f->count++] = word;
  f->list[f->count] = 0;
}

/* Ends the field that is open, if one is: a pattern becomes the names of files that fit it. */
static void endField(struct fields *f) {
  glob_t names;
  if (!f->isOpen) return;
  finish(&f->text);
  if (f->isPattern && !glob(f->pattern.p, 0, 0, &names)) for (size_t i = 0; i < names.gl_pathc; i++) addField(f, names.gl_pathv[i]);
  else addField(f, f->text.p);
  f->text = f->pattern = (struct string){0};
  f->isOpen = f->isPattern = 0;
}

static void put(struct fields *f, int c, int quoted) {
  f->isOpen = 1;
  append(&f->text, c);
  if (quoted && strchr("*?[\\", c)) append(&f->pattern, '\\');
  append(&f->pattern, c);
  if (!quoted && strchr("*?[", c)) f->isPattern = 1;
}

/* What a variable or a command gave: outside quotes it is split at spaces. */
static void putValue(struct fields *f, const char *value, int quoted) {
  for (; *value; value++) {
    if (!quoted && strchr(" \t\n", *value)) endField(f);
    else put(f, *value, quoted);
  }
}

static char *capture(const char *source) {
  struct string out = {0};
  int ends[2], child;
  char part[512];
  fflush(stdout);
  if (pipe(ends) < 0 || (child = fork()) < 0) return "";
  if (child == 0) {
    dup2(ends[1], 1);
    close(ends[0]);
    close(ends[1]);
    exit(runText(source, 1));
  }
  close(ends[1]);
  for (ssize_t n; (n = read(ends[0], part, sizeof part)) > 0;) for (ssize_t i = 0; i < n; i++) if (part[i]) append(&out, part[i]);
  close(ends[0]);
  waitpid(child, &status, 0);
  status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  while (out.n && out.p[out.n - 1] == '\n') out.n--;
  return finish(&out);
}

/* Integer expressions of $((...)): the usual operators by their precedence, and names of variables. */
static const char *arithmetic;

static long evaluate(int level);

static long primary(void) {
  while (isspace(*arithmetic)) arithmetic++;
  if (*arithmetic == '(') {
    arithmetic++;
    long value = evaluate(0);
    while (isspace(*arithmetic)) arithmetic++;
    arithmetic += *arithmetic == ')';
    return value;
  }
  if (strchr("-+!~", *arithmetic) && *arithmetic) {
    int operator = *arithmetic++;
    long value = primary();
    return operator == '-' ? -value : operator == '!' ? !value : operator == '~' ? ~value : value;
  }
  if (*arithmetic == '$') arithmetic++;
  if (isalpha(*arithmetic) || *arithmetic == '_') {
    char name[64], n = 0;
    while ((isalnum(*arithmetic) || *arithmetic == '_') && n < 63) name[n++] = *arithmetic++;
    name[n] = 0;
    const char *value = getenv(name);
    return value ? strtol(value, 0, 0) : 0;
  }
  return strtol(arithmetic, (char **)&arithmetic, 0);
}

static long evaluate(int level) {
  static const char *const levels[] = {"||\0", "&&\0", "==\0!=\0", "<=\0>=\0<\0>\0", "+\0-\0", "*\0/\0%\0"};
  if (level == 6) return primary();
  long left = evaluate(level + 1);
  for (;;) {
    const char *found = 0;
    while (isspace(*arithmetic)) arithmetic++;
    for (const char *p = levels[level]; *p && !found; p += strlen(p) + 1) if (!strncmp(arithmetic, p, strlen(p))) found = p;
    if (!found) return left;
    arithmetic += strlen(found);
    long right = evaluate(level + 1);
    switch (*found) {
    case '|': left = left || right; break;
    case '&': left = left && right; break;
    case '=': left = left == right; break;
    case '!': left = left != right; break;
    case '<': left = found[1] ? left <= right : left < right; break;
    case '>': left = found[1] ? left >= right : left > right; break;
    case '+': left += right; break;
    case '-': left -= right; break;
    case '*': left *= right; break;
    default: left = !right ? 0 : *found == '/' ? left / right : left % right;
    }
  }
}

static const char *valueOf(const char *name) {
  static char number[24];
  long n = *name == '?' ? status : *name == '$' ? getpid() : *name == '!' ? background : parameterCount - 1;
  if (isdigit(*name)) return atoi(name) < parameterCount ? parameters[atoi(name)] : "";
  if (strchr("?$!#", *name)) {
    snprintf(number, sizeof number, "%ld", n);
    return number;
  }
  const char *value = getenv(name);
  return value ? value : "";
}

/* A name in braces, and with :- or :+ or - or + a word that stands for it; before the name a # asks for its length. */
static void putBraces(struct fields *f, char *inside, int quoted) {
  size_t n = strcspn(inside + 1, ":-+=#%") + 1;
  char *rest = inside + n, mark = *rest == ':' ? rest[1] : *rest;
  char *word = *rest ? rest + 1 + (*rest == ':') : rest;
  if (*inside == '#' && inside[1]) {
    char length[24];
    snprintf(length, sizeof length, "%zu", strlen(valueOf(inside + 1)));
    putValue(f, length, 1);
    return;
  }
  char *name = strndup(inside, n);
  const char *value = valueOf(name);
  if (mark == '+') value = *value ? word : "";
  else if (mark && !*value) value = word;
  if (mark == '=') setenv(name, value, 1);
  putValue(f, value, quoted);
}

/* Behind a dollar; gives where it ends. */
static const char *putDollar(struct fields *f, const char *p, int quoted) {
  if (*p == '(' || *p == '{') {
    const char *start = p + 1;
    int depth = 0, open = *p, close = open == '(' ? ')' : '}';
    do depth += (*p == open) - (*p == close);
    while (depth > 0 && *p++);
    char *inside = strndup(start, p - start);
    if (open == '{') putBraces(f, inside, quoted);
    else if (*inside == '(') {
      char number[24];
      arithmetic = inside + 1;
      snprintf(number, sizeof number, "%ld", evaluate(0));
      putValue(f, number, quoted);
    } else putValue(f, capture(inside), quoted);
    return p + 1;
  }
  if (*p == '@' || *p == '*') {
    for (int i = 1; i < parameterCount; i++) {
      if (i > 1 && *p == '@' | !quoted) endField(f);
      else if (i > 1) put(f, ' ', 1);
      putValue(f, parameters[i], quoted);
      f->isOpen = 1;
    }
    return p + 1;
  }
  size_t n = 0;
  if (*p && strchr("?$!#", *p) || isdigit(*p)) n = 1;
  else while (isalnum(p[n]) && !(n == 0 && isdigit(p[0])) || p[n] == '_') n++;
  if (n == 0) put(f, '$', 1);
  else putValue(f, valueOf(strndup(p, n)), quoted);
  return p + n;
}

static const char *putBackquotes(struct fields *f, const char *p, int quoted) {
  struct string inside = {0};
  for (; *p && *p != '\x60'; p++) {
    if (*p == '\\' && p[1] && strchr("$\x60\\", p[1])) p++;
    append(&inside, *p);
  }
  putValue(f, capture(finish(&inside)), quoted);
  return *p ? p + 1 : p;
}

/* Replaces variables and commands in a word and takes its quotes away. */
static void expand(struct fields *f, const char *p) {
  int quoted = 0;
  if (*p == '~' && (!p[1] || p[1] == '/')) putValue(f, valueOf("HOME"), 1), p++;
  while (*p) {
    if (*p == '"') quoted = !quoted, f->isOpen |= !(p[1] == '$' && p[2] == '@'), p++;
    else if (*p == '\'' && !quoted) {
      f->isOpen = 1;
      for (p++; *p && *p != '\''; p++) put(f, *p, 1);
      p += *p != 0;
    } else if (*p == '\\' && p[1]) {
      if (quoted && !strchr("$\"\\\x60\n", p[1])) put(f, '\\', 1);
      put(f, p[1], 1);
      p += 2;
    } else if (*p == '$') p = putDollar(f, p + 1, quoted);
    else if (*p == '\x60') p = putBackquotes(f, p + 1, quoted);
    else put(f, *p++, quoted);
  }
  endField(f);
}

static char *expandOne(const char *word) {
  struct fields f = {0};
  expand(&f, word);
  return f.count ? f.list[0] : "";
}
`
