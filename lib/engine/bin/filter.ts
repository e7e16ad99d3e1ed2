/** Programs that read text and write some of it: wc, head, tail, sort, uniq, grep, tr, cut. */

/** What they share: files by their names, or the input. */
const files = String.raw`#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int status;

/* - is the input. */
static FILE *openFile(const char *program, const char *name) {
  FILE *f = strcmp(name, "-") ? fopen(name, "r") : stdin;
  if (f) return f;
  fprintf(stderr, "%s: %s: %s\n", program, name, strerror(errno));
  status = 1;
  return 0;
}
`

export const WC = String.raw`${files}
struct count { long lines, words, bytes, characters; };
static int showLines, showWords, showBytes, showCharacters;

static struct count countOf(FILE *f) {
  struct count n = {0};
  for (int c, inWord = 0; (c = getc(f)) != EOF;) {
    n.bytes++;
    n.characters += (c & 0xc0) != 0x80;
    n.lines += c == '\n';
    n.words += !inWord && !isspace(c);
    inWord = !isspace(c);
  }
  return n;
}

static void show(struct count n, const char *name, int width) {
  const char *space = "";
  const struct { int wanted; long value; } all[] = {{showLines, n.lines}, {showWords, n.words}, {showCharacters, n.characters}, {showBytes, n.bytes}};
  for (int i = 0; i < 4; i++) {
    if (!all[i].wanted) continue;
    printf("%s%*ld", space, width, all[i].value);
    space = " ";
  }
  if (name) printf(" %s", name);
  putchar('\n');
}

static int digits(long n) { return snprintf(0, 0, "%ld", n); }

int main(int argc, char **argv) {
  int option;
  while ((option = getopt(argc, argv, "lwcm")) != -1) {
    showLines |= option == 'l';
    showWords |= option == 'w';
    showBytes |= option == 'c';
    showCharacters |= option == 'm';
    if (option == '?') return 1;
  }
  if (!showLines && !showWords && !showBytes && !showCharacters) showLines = showWords = showBytes = 1;
  int one = showLines + showWords + showBytes + showCharacters == 1, count = argc - optind;
  if (!count) {
    show(countOf(stdin), 0, one ? 1 : 7);
    return 0;
  }
  struct count *all = calloc(count, sizeof *all), total = {0};
  char *isThere = calloc(count, 1);
  for (int i = 0; i < count; i++) {
    FILE *f = openFile("wc", argv[optind + i]);
    if (!f) continue;
    isThere[i] = 1;
    all[i] = countOf(f);
    total.lines += all[i].lines, total.words += all[i].words, total.bytes += all[i].bytes, total.characters += all[i].characters;
    if (f != stdin) fclose(f);
  }
  int width = one && count == 1 ? 1 : digits(total.bytes);
  for (int i = 0; i < count; i++) if (isThere[i]) show(all[i], argv[optind + i], width);
  if (count > 1) show(total, "total", width);
  return status;
}
`

/** -n N, -N and -c N; a tail may begin at a line (+N). */
export const HEAD = String.raw`${files}
static void head(FILE *f, long lines, long bytes) {
  for (int c; (bytes >= 0 ? bytes-- > 0 : lines > 0) && (c = getc(f)) != EOF;) {
    putchar(c);
    lines -= c == '\n';
  }
  /* What was read too far belongs to whoever reads on. */
  fflush(f);
}

int main(int argc, char **argv) {
  long lines = 10, bytes = -1;
  int i = 1;
  for (; i < argc && *argv[i] == '-' && argv[i][1]; i++) {
    const char *p = argv[i] + 1, *value = isdigit(*p) ? p : p[1] ? p + 1 : i + 1 < argc ? argv[++i] : "10";
    if (*p == 'c') bytes = atol(value);
    else lines = atol(value);
  }
  int many = argc - i > 1, first = 1;
  if (i == argc) head(stdin, lines, bytes);
  for (; i < argc; i++) {
    FILE *f = openFile("head", argv[i]);
    if (!f) continue;
    if (many) printf("%s==> %s <==\n", first ? "" : "\n", argv[i]);
    first = 0;
    head(f, lines, bytes);
    if (f != stdin) fclose(f);
  }
  return status;
}
`

export const TAIL = String.raw`${files}
static void tailOfBytes(FILE *f, long bytes) {
  char *all = 0;
  size_t n = 0, room = 0;
  for (int c; (c = getc(f)) != EOF; all[n++] = c) if (n == room && !(all = realloc(all, room = 2 * room + 4096))) exit(1);
  size_t from = n > (size_t)bytes ? n - bytes : 0;
  fwrite(all + from, 1, n - from, stdout);
}

static void tail(FILE *f, long lines, int fromStart) {
  char **kept = calloc(lines + 1, sizeof *kept), *line = 0;
  size_t room = 0;
  long n = 0;
  while (getline(&line, &room, f) > 0) {
    n++;
    if (fromStart) {
      if (n >= lines) fputs(line, stdout);
      continue;
    }
    if (!lines) continue;
    free(kept[n % lines]);
    kept[n % lines] = strdup(line);
  }
  for (long i = n > lines ? n - lines + 1 : 1; !fromStart && i <= n && lines; i++) fputs(kept[i % lines], stdout);
}

int main(int argc, char **argv) {
  long lines = 10;
  int i = 1, fromStart = 0, bytes = 0;
  for (; i < argc && (*argv[i] == '-' || *argv[i] == '+') && argv[i][1]; i++) {
    const char *p = argv[i] + 1, *value = *argv[i] == '+' ? argv[i] : isdigit(*p) ? p : p[1] ? p + 1 : i + 1 < argc ? argv[++i] : "10";
    bytes |= *p == 'c';
    fromStart = *value == '+';
    lines = labs(atol(value));
  }
  int many = argc - i > 1, first = 1;
  if (i == argc) bytes ? tailOfBytes(stdin, lines) : tail(stdin, lines, fromStart);
  for (; i < argc; i++) {
    FILE *f = openFile("tail", argv[i]);
    if (!f) continue;
    if (many) printf("%s==> %s <==\n", first ? "" : "\n", argv[i]);
    first = 0;
    if (bytes) tailOfBytes(f, lines);
    else tail(f, lines, fromStart);
    if (f != stdin) fclose(f);
  }
  return status;
}
`

export const SORT = String.raw`${files}
static int numeric, reverse, unique, fold, field;
static char separator;

/* Where the key of a line begins. */
static const char *key(const char *p) {
  for (int i = 1; i < field && *p; i++) {
    if (separator) {
      p += strcspn(p, (char[]){separator, 0});
      p += *p != 0;
    } else {
      p += strspn(p, " \t");
      p += strcspn(p, " \t\n");
    }
  }
  return p;
}

static int compareKeys(const char *a, const char *b) {
  const char *x = key(a), *y = key(b);
  if (numeric) {
    double n = strtod(x, 0), m = strtod(y, 0);
    return (n > m) - (n < m);
  }
  return fold ? strcasecmp(x, y) : strcmp(x, y);
}

static int compare(const void *a, const void *b) {
  const char *x = *(char *const *)a, *y = *(char *const *)b;
  int order = compareKeys(x, y);
  if (!order && !unique) order = strcmp(x, y);
  return reverse ? -order : order;
}

int main(int argc, char **argv) {
  char **lines = 0, *line = 0;
  size_t count = 0, room = 0;
  int option;
  while ((option = getopt(argc, argv, "nrufk:t:")) != -1) {
    numeric |= option == 'n';
    reverse |= option == 'r';
    unique |= option == 'u';
    fold |= option == 'f';
    if (option == 'k') {
      field = atoi(optarg);
      numeric |= strchr(optarg, 'n') != 0;
      reverse |= strchr(optarg, 'r') != 0;
    }
    if (option == 't') separator = *optarg;
    if (option == '?') return 2;
  }
  for (int i = optind; i < argc || i == optind; i++) {
    FILE *f = i < argc ? openFile("sort", argv[i]) : stdin;
    if (!f) return 2;
    while (getline(&line, &room, f) > 0) {
      line[strcspn(line, "\n")] = 0;
      if (count % 64 == 0) lines = realloc(lines, (count + 64) * sizeof *lines);
      lines[count++] = strdup(line);
    }
    if (f != stdin) fclose(f);
  }
  qsort(lines, count, sizeof *lines, compare);
  for (size_t i = 0; i < count; i++) if (!unique || i == 0 || compareKeys(lines[i - 1], lines[i])) puts(lines[i]);
  return 0;
}
`

export const UNIQ = String.raw`${files}
int main(int argc, char **argv) {
  char *line = 0, *before = 0;
  size_t room = 0;
  int counts = 0, repeated = 0, single = 0, option;
  long n = 0, length;
  while ((option = getopt(argc, argv, "cdu")) != -1) counts |= option == 'c', repeated |= option == 'd', single |= option == 'u';
  FILE *f = optind < argc ? openFile("uniq", argv[optind]) : stdin;
  if (!f) return 1;
  do {
    length = getline(&line, &room, f);
    if (length > 0) line[strcspn(line, "\n")] = 0;
    if (before && length > 0 && !strcmp(line, before)) {
      n++;
      continue;
    }
    if (before && !(repeated && n == 1) && !(single && n > 1)) counts ? printf("%7ld %s\n", n, before) : puts(before);
    free(before);
    before = length > 0 ? strdup(line) : 0;
    n = 1;
  } while (length > 0);
  return 0;
}
`

export const GREP = String.raw`${files}
#include <regex.h>
static int inverted, counts, names, quiet, numbers, only, withName = -1;

/* Whether a file has a line that is asked for. */
static int search(FILE *f, const char *name, const regex_t *pattern, const char *fixed) {
  char *line = 0;
  size_t room = 0;
  long number = 0, found = 0;
  while (getline(&line, &room, f) > 0) {
    regmatch_t m = {0, 0};
    line[strcspn(line, "\n")] = 0;
    number++;
    int matches = fixed ? strstr(line, fixed) != 0 : !regexec(pattern, line, 1, &m, 0);
    if (matches == inverted) continue;
    found++;
    if (quiet || names) break;
    if (counts) continue;
    for (const char *p = line, *rest; ; p = rest) {
      if (withName > 0) printf("%s:", name);
      if (numbers) printf("%ld:", number);
      if (!only) puts(line);
      else printf("%.*s\n", (int)(m.rm_eo - m.rm_so), p + m.rm_so);
      rest = p + m.rm_eo;
      if (!only || m.rm_eo == m.rm_so || regexec(pattern, rest, 1, &m, REG_NOTBOL) || m.rm_eo == m.rm_so) break;
    }
  }
  if (counts && !quiet && !names) withName > 0 ? printf("%s:%ld\n", name, found) : printf("%ld\n", found);
  if (names && found) puts(name);
  free(line);
  return found > 0;
}

int main(int argc, char **argv) {
  const char *text = 0;
  int flags = 0, fixed = 0, word = 0, whole = 0, option, found = 0;
  while ((option = getopt(argc, argv, "EFGivclqnohHwxse:")) != -1) {
    if (option == 'E') flags |= REG_EXTENDED;
    if (option == 'i') flags |= REG_ICASE;
    fixed |= option == 'F';
    inverted |= option == 'v';
    counts |= option == 'c';
    names |= option == 'l';
    quiet |= option == 'q';
    numbers |= option == 'n';
    only |= option == 'o';
    word |= option == 'w';
    whole |= option == 'x';
    if (option == 'h' || option == 'H') withName = option == 'H';
    if (option == 'e') text = optarg;
    if (option == '?') return 2;
  }
  if (!text && optind < argc) text = argv[optind++];
  if (!text) {
    fputs("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n", stderr);
    return 2;
  }
  regex_t pattern;
  char *all = malloc(strlen(text) + 20), words[100];
  sprintf(all, word ? "\\<%s\\>" : whole ? flags & REG_EXTENDED ? "^(%s)$" : "^\\(%s\\)$" : "%s", text);
  int error = fixed ? 0 : regcomp(&pattern, all, flags);
  if (error) {
    regerror(error, &pattern, words, sizeof words);
    fprintf(stderr, "grep: %s\n", words);
    return 2;
  }
  if (withName < 0) withName = argc - optind > 1;
  if (optind == argc) found = search(stdin, "(standard input)", &pattern, fixed ? text : 0);
  for (int i = optind; i < argc; i++) {
    FILE *f = openFile("grep", argv[i]);
    if (!f) continue;
    found |= search(f, argv[i], &pattern, fixed ? text : 0);
    if (f != stdin) fclose(f);
  }
  return status ? 2 : !found;
}
`

export const TR = String.raw`${files}
/* The characters of a set: ranges, classes and escapes written out. */
static int members(const char *p, unsigned char *to) {
  int n = 0;
  while (*p) {
    if (!strncmp(p, "[:", 2) && strstr(p, ":]")) {
      int (*is)(int) = !strncmp(p, "[:upper:]", 9) ? isupper : !strncmp(p, "[:lower:]", 9) ? islower : !strncmp(p, "[:digit:]", 9) ? isdigit : !strncmp(p, "[:space:]", 9) ? isspace : isalpha;
      for (int c = 0; c < 256 && n < 256; c++) if (is(c)) to[n++] = c;
      p = strstr(p, ":]") + 2;
      continue;
    }
    int from = (unsigned char)*p++;
    if (from == '\\' && *p) {
      from = *p == 'n' ? '\n' : *p == 't' ? '\t' : *p;
      p++;
    }
    int last = *p == '-' && p[1] ? (unsigned char)p[1] : from;
    if (last != from) p += 2;
    for (int c = from; c <= last && n < 256; c++) to[n++] = c;
  }
  return n;
}

int main(int argc, char **argv) {
  unsigned char from[256], to[256], map[256], drop[256] = {0}, single[256] = {0};
  int deletes = 0, squeezes = 0, complement = 0, option, before = -1, c;
  while ((option = getopt(argc, argv, "dsc")) != -1) deletes |= option == 'd', squeezes |= option == 's', complement |= option == 'c';
  if (optind == argc) {
    fputs("tr: missing operand\nTry 'tr --help' for more information.\n", stderr);
    return 1;
  }
  int n = members(argv[optind], from), m = optind + 1 < argc ? members(argv[optind + 1], to) : 0;
  if (complement) {
    unsigned char in[256] = {0};
    for (int i = 0; i < n; i++) in[from[i]] = 1;
    n = 0;
    for (int i = 0; i < 256; i++) if (!in[i]) from[n++] = i;
  }
  for (int i = 0; i < 256; i++) map[i] = i;
  for (int i = 0; i < n; i++) {
    if (deletes) drop[from[i]] = 1;
    else if (m) map[from[i]] = to[i < m ? i : m - 1];
    if (squeezes && !m) single[from[i]] = 1;
  }
  for (int i = 0; squeezes && i < m; i++) single[to[i]] = 1;
  while ((c = getchar()) != EOF) {
    if (drop[c]) continue;
    c = map[c];
    if (!(single[c] && c == before)) putchar(c);
    before = c;
  }
  return 0;
}
`

export const CUT = String.raw`${files}
static char *list;

/* Whether a list like 1,3-5,7- has a number. */
static int isIn(int n) {
  for (const char *p = list; *p; p += *p == ',') {
    char *end;
    int from = *p == '-' ? 1 : strtol(p, &end, 10), to = from;
    if (*p == '-') end = (char *)p;
    if (*end == '-') to = isdigit(end[1]) ? strtol(end + 1, &end, 10) : (end++, 1 << 30);
    if (n >= from && n <= to) return 1;
    p = end;
  }
  return 0;
}

int main(int argc, char **argv) {
  char separator = '\t', *line = 0, *start;
  size_t room = 0;
  int fields = 0, option;
  while ((option = getopt(argc, argv, "d:f:c:b:s")) != -1) {
    if (option == 'd') separator = *optarg;
    if (option == 'f') fields = 1;
    if (strchr("fcb", option)) list = optarg;
  }
  if (!list) return 1;
  for (int i = optind; i < argc || i == optind; i++) {
    FILE *f = i < argc ? openFile("cut", argv[i]) : stdin;
    while (f && getline(&line, &room, f) > 0) {
      line[strcspn(line, "\n")] = 0;
      if (fields && !strchr(line, separator)) puts(line);
      else if (fields) {
        int n = 1, shown = 0;
        for (start = line; start; n++) {
          char *end = strchr(start, separator);
          if (isIn(n)) printf("%s%.*s", shown++ ? (char[]){separator, 0} : "", end ? (int)(end - start) : (int)strlen(start), start);
          start = end ? end + 1 : 0;
        }
        putchar('\n');
      } else {
        for (int n = 0; line[n]; n++) if (isIn(n + 1)) putchar(line[n]);
        putchar('\n');
      }
    }
  }
  return status;
}
`
