/** Programs about names and words: basename, dirname, find, hostname, id, nproc, printf, tac, yes. */

export const BASENAME = String.raw`#include <libgen.h>
#include <stdio.h>
#include <string.h>
int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("basename: missing operand\nTry 'basename --help' for more information.\n", stderr);
    return 1;
  }
  char *name = basename(argv[1]);
  size_t n = strlen(name), end = argc > 2 ? strlen(argv[2]) : 0;
  if (end && end < n && !strcmp(name + n - end, argv[2])) name[n - end] = 0;
  return puts(name) < 0;
}
`

export const DIRNAME = String.raw`#include <libgen.h>
#include <stdio.h>
int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("dirname: missing operand\nTry 'dirname --help' for more information.\n", stderr);
    return 1;
  }
  return puts(dirname(argv[1])) < 0;
}
`

/** Tests: -name, -type, -maxdepth; what fits all of them is printed. */
export const FIND = String.raw`#include <errno.h>
#include <fnmatch.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static const char *name, *type;
static int deepest = 1000, status;

static int visit(const char *path, const struct stat *about, int kind, struct FTW *place) {
  char letter = S_ISDIR(about->st_mode) ? 'd' : S_ISLNK(about->st_mode) ? 'l' : S_ISFIFO(about->st_mode) ? 'p' : 'f';
  if (place->level > deepest) return 0;
  if ((!name || !fnmatch(name, path + place->base, 0)) && (!type || *type == letter)) puts(path);
  return 0;
}

int main(int argc, char **argv) {
  int paths = 1;
  while (paths < argc && *argv[paths] != '-') paths++;
  for (int i = paths; i + 1 < argc; i += 2) {
    if (!strcmp(argv[i], "-name")) name = argv[i + 1];
    else if (!strcmp(argv[i], "-type")) type = argv[i + 1];
    else if (!strcmp(argv[i], "-maxdepth")) deepest = atoi(argv[i + 1]);
    else {
      fprintf(stderr, "find: unknown predicate '%s'\n", argv[i]);
      return 1;
    }
  }
  if (paths == 1) return nftw(".", visit, 16, FTW_PHYS) != 0;
  for (int i = 1; i < paths; i++) {
    if (nftw(argv[i], visit, 16, FTW_PHYS) == 0) continue;
    fprintf(stderr, "find: '%s': %s\n", argv[i], strerror(errno));
    status = 1;
  }
  return status;
}
`

export const HOSTNAME = `#include <stdio.h>
#include <unistd.h>
int main(void) {
  char name[65];
  return gethostname(name, sizeof name) || puts(name) < 0;
}
`

export const ID = String.raw`#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
  uid_t uid = geteuid();
  gid_t gid = getegid();
  const char *user = getpwuid(uid)->pw_name, *group = getgrgid(gid)->gr_name, *option = argc > 1 ? argv[1] : "";
  int named = strchr(option, 'n') != 0;
  if (strchr(option, 'u')) named ? puts(user) : printf("%u\n", uid);
  else if (strchr(option, 'g') || strchr(option, 'G')) named ? puts(group) : printf("%u\n", gid);
  else printf("uid=%u(%s) gid=%u(%s) groups=%u(%s)\n", uid, user, gid, group, gid, group);
  return 0;
}
`

export const NPROC = String.raw`#include <stdio.h>
#include <sys/sysinfo.h>
int main(void) { return printf("%d\n", get_nprocs()) < 0; }
`

/** The format is used again as long as there are arguments. */
export const PRINTF = String.raw`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static char **arguments;

static void escape(const char **p) {
  static const char letters[] = "abfnrtv\\\"", meanings[] = "\a\b\f\n\r\t\v\\\"";
  char c = *++*p, *end;
  const char *at = c ? strchr(letters, c) : 0;
  if (at) putchar(meanings[at - letters]);
  else if (c >= '0' && c <= '7') {
    char digits[4] = {0};
    strncpy(digits, *p, 3);
    putchar(strtol(digits, &end, 8));
    *p += end - digits - 1;
  } else {
    putchar('\\');
    if (c) putchar(c);
    else --*p;
  }
}

static void directive(const char **p) {
  char text[40];
  size_t n = strspn(*p + 1, "-+ #0123456789.") + 1;
  char kind = (*p)[n];
  const char *value = *arguments ? *arguments : "";
  snprintf(text, sizeof text, "%.*s%s%c", (int)n, *p, strchr("diouxX", kind) && kind ? "l" : "", kind);
  *p += n;
  if (kind == '%') {
    putchar('%');
    return;
  }
  if (*arguments) arguments++;
  if (kind == 's') printf(text, value);
  else if (kind == 'c') printf(text, *value);
  else if (kind == 'b') for (; *value; value++) *value == '\\' ? escape(&value) : (void)putchar(*value);
  else if (kind && strchr("eEfFgG", kind)) printf(text, strtod(value, 0));
  else if (kind) printf(text, *value == '\'' || *value == '"' ? value[1] : strtol(value, 0, 0));
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("printf: missing operand\nTry 'printf --help' for more information.\n", stderr);
    return 1;
  }
  char **before;
  arguments = argv + 2;
  do {
    before = arguments;
    for (const char *p = argv[1]; *p; p++) {
      if (*p == '\\') escape(&p);
      else if (*p == '%') directive(&p);
      else putchar(*p);
    }
  } while (*arguments && arguments != before);
  return 0;
}
`

export const TAC = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int argc, char **argv) {
  char **lines = 0, *line = 0;
  size_t count = 0, room = 0;
  FILE *f = argc > 1 ? fopen(argv[1], "r") : stdin;
  if (!f) {
    perror(argv[1]);
    return 1;
  }
  while (getline(&line, &room, f) > 0) {
    if (count % 64 == 0) lines = realloc(lines, (count + 64) * sizeof *lines);
    lines[count++] = strdup(line);
  }
  while (count > 0) fputs(lines[--count], stdout);
  return 0;
}
`

export const YES = `#include <stdio.h>
int main(int argc, char **argv) {
  while (puts(argc > 1 ? argv[1] : "y") >= 0) continue;
  return 1;
}
`
