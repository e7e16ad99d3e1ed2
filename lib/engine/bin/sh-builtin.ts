/** What the shell (sh.ts) does itself: redirections, and the commands that are no programs. */

export const SH_BUILTIN = String.raw`
/* Opens what a command's redirections say. 0: it could not be. */
static int redirect(const struct redirection *r) {
  for (; r; r = r->next) {
    char *target = expandOne(r->target);
    if (r->operator[1] == '&') {
      if (!strcmp(target, "-")) close(r->fd);
      else if (dup2(atoi(target), r->fd) < 0) {
        fprintf(stderr, "sh: 1: %s: Bad file descriptor\n", target);
        return 0;
      }
      continue;
    }
    int flags = *r->operator == '<' ? O_RDONLY : O_WRONLY | O_CREAT | (r->operator[1] == '>' ? O_APPEND : O_TRUNC);
    int fd = open(target, flags, 0666);
    if (fd < 0) {
      const char *why = errno == ENOENT ? *r->operator == '<' ? "No such file" : "Directory nonexistent" : strerror(errno);
      fprintf(stderr, "sh: 1: cannot %s %s: %s\n", *r->operator == '<' ? "open" : "create", target, why);
      return 0;
    }
    if (fd == r->fd) continue;
    dup2(fd, r->fd);
    close(fd);
  }
  return 1;
}

static int statusOf(int ended) {
  if (WIFEXITED(ended)) return WEXITSTATUS(ended);
  int signal = WTERMSIG(ended);
  if (signal != SIGINT && signal != SIGPIPE) fprintf(stderr, "%s\n", strsignal(signal));
  return 128 + signal;
}

static int waitFor(int child) {
  int ended;
  while (waitpid(child, &ended, 0) < 0) if (errno != EINTR) return 127;
  return statusOf(ended);
}

static int start(void) {
  fflush(stdout);
  int child = fork();
  if (child >= 0) return child;
  fprintf(stderr, "sh: 1: Cannot fork\n");
  exit(2);
}

static void execute(char **words) {
  execvp(words[0], words);
  int error = errno;
  const char *why = error == ENOENT ? "not found" : strerror(error);
  fprintf(stderr, "sh: 1: %s: %s\n", words[0], why);
  exit(error == ENOENT ? 127 : 126);
}

/* The escapes that dash's echo knows; \c ends it all. */
static int echo(char **words) {
  static const char letters[] = "abfnrtv\\", meanings[] = "\a\b\f\n\r\t\v\\";
  int newline = !(words[1] && !strcmp(words[1], "-n"));
  for (int i = newline ? 1 : 2; words[i]; i++) {
    if (i > (newline ? 1 : 2)) putchar(' ');
    for (const char *p = words[i]; *p; p++) {
      const char *at = *p == '\\' && p[1] ? strchr(letters, p[1]) : 0;
      if (*p == '\\' && p[1] == 'c') return 0;
      if (at) putchar(meanings[at - letters]), p++;
      else putchar(*p);
    }
  }
  if (newline) putchar('\n');
  return 0;
}

static int test(char **words) {
  int n = 0, not = 0;
  struct stat about;
  while (words[n]) n++;
  if (!strcmp(words[0], "[") && strcmp(words[--n], "]")) {
    fprintf(stderr, "sh: 1: [: missing ]\n");
    return 2;
  }
  char **w = words + 1;
  n--;
  while (n > 1 && !strcmp(*w, "!")) not = !not, w++, n--;
  int holds = 0;
  if (n == 1) holds = **w != 0;
  else if (n == 2) {
    int there = w[0][1] == 'h' || w[0][1] == 'L' ? !lstat(w[1], &about) : !stat(w[1], &about);
    switch (w[0][1]) {
    case 'n': holds = *w[1] != 0; break;
    case 'z': holds = *w[1] == 0; break;
    case 'e': holds = there; break;
    case 'f': holds = there && S_ISREG(about.st_mode); break;
    case 'd': holds = there && S_ISDIR(about.st_mode); break;
    case 'p': holds = there && S_ISFIFO(about.st_mode); break;
    case 'h': case 'L': holds = there && S_ISLNK(about.st_mode); break;
    case 's': holds = there && about.st_size > 0; break;
    case 'r': holds = !access(w[1], R_OK); break;
    case 'w': holds = !access(w[1], W_OK); break;
    case 'x': holds = !access(w[1], X_OK); break;
    case 't': holds = isatty(atoi(w[1]));
    }
  } else if (n == 3) {
    long a = atol(w[0]), b = atol(w[2]);
    static const char *const operators[] = {"=", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge"};
    int same = !strcmp(w[0], w[2]), results[] = {same, !same, a == b, a != b, a < b, a <= b, a > b, a >= b};
    for (int i = 0; i < 8; i++) if (!strcmp(w[1], operators[i])) holds = results[i];
  }
  return holds == not;
}

static int changeDirectory(char **words) {
  char *to = words[1] ? words[1] : getenv("HOME"), *now;
  if (chdir(to) < 0) {
    fprintf(stderr, "sh: 1: cd: can't cd to %s\n", to);
    return 2;
  }
  if ((now = getcwd(0, 0))) setenv("PWD", now, 1);
  return 0;
}

static int readVariables(char **words) {
  struct string s = {0};
  char c = 0;
  while (read(0, &c, 1) == 1 && c != '\n') append(&s, c);
  char *p = finish(&s);
  for (int i = 1; words[i]; i++) {
    p += strspn(p, " \t");
    size_t n = words[i + 1] ? strcspn(p, " \t") : strlen(p);
    setenv(words[i], strndup(p, n), 1);
    p += n;
  }
  return c != '\n';
}

static int waitForAll(char **words) {
  int last = 0, ended;
  if (words[1]) for (int i = 1; words[i]; i++) last = waitFor(atoi(words[i]));
  else while (wait(&ended) > 0 || errno == EINTR) continue;
  return last;
}

static int leave(char **words) {
  exit(words[1] ? atoi(words[1]) : status);
}

static int export(char **words) {
  for (int i = 1; words[i]; i++) if (strchr(words[i], '=')) putenv(strdup(words[i]));
  return 0;
}

static int unset(char **words) {
  for (int i = 1; words[i]; i++) unsetenv(words[i]);
  return 0;
}

static int shift(char **words) {
  if (parameterCount > 1) {
    parameters[1] = parameters[0];
    parameters++;
    parameterCount--;
  }
  return 0;
}

static int evaluateWords(char **words) {
  struct string all = {0};
  for (int i = 1; words[i]; i++) appendText(&all, words[i]), append(&all, ' ');
  return runText(finish(&all), 0);
}

static int workingDirectory(char **words) { return puts(getcwd(0, 0)) < 0; }

static int setMask(char **words) {
  mode_t old = umask(words[1] ? strtol(words[1], 0, 8) : 0);
  if (words[1]) return 0;
  umask(old);
  return printf("%04o\n", old) < 0;
}

static int nothing(char **words) { return 0; }
static int failing(char **words) { return 1; }

static int replaceShell(char **words) {
  fflush(stdout);
  if (words[1]) execute(words + 1);
  return 0;
}

/* What the shell does itself: because it changes the shell, or because a process would be a waste. */
static const struct builtin { const char *name; int (*run)(char **words); } builtins[] = {
  {":", nothing}, {"true", nothing}, {"false", failing}, {"echo", echo}, {"test", test}, {"[", test}, {"cd", changeDirectory}, {"exit", leave},
  {"export", export}, {"unset", unset}, {"shift", shift}, {"read", readVariables}, {"wait", waitForAll}, {"exec", replaceShell}, {"eval", evaluateWords},
  {"pwd", workingDirectory}, {"umask", setMask}, {"set", nothing},
};

static const struct builtin *findBuiltin(const char *name) {
  for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) if (!strcmp(builtins[i].name, name)) return &builtins[i];
  return 0;
}

static int isAssignment(const char *word) {
  size_t n = 0;
  while (isalnum(word[n]) || word[n] == '_') n++;
  return n > 0 && !isdigit(*word) && word[n] == '=';
}

static void assign(const char *word) {
  struct fields f = {0};
  char *name = strndup(word, strchr(word, '=') - word), *all = malloc(strlen(word) + 3);
  sprintf(all, "\"%s\"", word + strlen(name) + 1);
  /* A value is not split; quotes of its own would end the added ones. */
  if (strpbrk(word, "\"'")) expand(&f, word + strlen(name) + 1);
  else expand(&f, all);
  struct string value = {0};
  for (int i = 0; i < f.count; i++) {
    if (i) append(&value, ' ');
    appendText(&value, f.list[i]);
  }
  setenv(name, finish(&value), 1);
}

/* A builtin runs here, with its redirections for as long as it takes; exec keeps them. */
static int runBuiltin(const struct builtin *b, char **words, const struct redirection *r) {
  int saved[10], kept = b->run == replaceShell;
  fflush(stdout);
  for (int fd = 0; fd < 10; fd++) saved[fd] = -1;
  for (const struct redirection *p = r; p && !kept; p = p->next) if (saved[p->fd] < 0) saved[p->fd] = fcntl(p->fd, F_DUPFD_CLOEXEC, 10);
  int result = redirect(r) ? b->run(words) : 2;
  fflush(stdout);
  for (int fd = 0; fd < 10; fd++) {
    if (saved[fd] < 0) continue;
    dup2(saved[fd], fd);
    close(saved[fd]);
  }
  return result;
}
`
