/** Options of a command line, directories. */

export const GETOPT = String.raw`#include <internal/libc.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
char *optarg;
int optind = 1, opterr = 1, optopt;
static int within, firstOther, lastOther;

/* Moves the words that are no options behind the ones just read, as GNU does it. */
static void exchange(char **argv) {
  int first = firstOther, middle = lastOther, last = optind;
  while (last > middle && middle > first) {
    char *word = argv[middle];
    for (int i = middle; i > first; i--) argv[i] = argv[i - 1];
    argv[first++] = word;
    middle++;
  }
  firstOther += optind - lastOther;
  lastOther = optind;
}

static int missing(char *const *argv, int c, int quiet) {
  if (opterr && !quiet) fprintf(stderr, "%s: option requires an argument -- '%c'\n", argv[0], c);
  optopt = c;
  return quiet ? ':' : '?';
}

static int shortOption(int argc, char *const *argv, const char *options) {
  int c = argv[optind][within++], quiet = *options == ':';
  const char *known = c == ':' || c == ';' ? 0 : strchr(options, c);
  int last = !argv[optind][within];
  if (!known) {
    if (opterr && !quiet) fprintf(stderr, "%s: invalid option -- '%c'\n", argv[0], c);
    optopt = c;
    if (last) optind++, within = 0;
    return '?';
  }
  if (known[1] == ':') {
    if (!last) optarg = argv[optind] + within;
    else if (known[2] == ':') optarg = 0;
    else if (optind + 1 < argc) optarg = argv[++optind];
    else {
      optind++;
      within = 0;
      return missing(argv, c, quiet);
    }
    optind++;
    within = 0;
  } else if (last) {
    optind++;
    within = 0;
  }
  return c;
}

static int longOption(int argc, char *const *argv, const char *options, const struct option *all, int *index, int dashes) {
  char *name = argv[optind] + dashes;
  size_t n = strcspn(name, "=");
  int found = -1, many = 0, quiet = *options == ':';
  for (int i = 0; all[i].name; i++) {
    if (strncmp(all[i].name, name, n)) continue;
    if (strlen(all[i].name) == n) {
      found = i;
      many = 0;
      break;
    }
    if (found >= 0) many = 1;
    else found = i;
  }
  optind++;
  optopt = 0;
  if (found < 0 || many) {
    if (opterr && !quiet) fprintf(stderr, many ? "%s: option '%s' is ambiguous\n" : "%s: unrecognized option '%s'\n", argv[0], argv[optind - 1]);
    return '?';
  }
  const struct option *o = &all[found];
  if (name[n] == '=') {
    if (!o->has_arg) {
      if (opterr && !quiet) fprintf(stderr, "%s: option '--%s' doesn't allow an argument\n", argv[0], o->name);
      optopt = o->val;
      return '?';
    }
    optarg = name + n + 1;
  } else if (o->has_arg == required_argument) {
    if (optind >= argc) {
      if (opterr && !quiet) fprintf(stderr, "%s: option '--%s' requires an argument\n", argv[0], o->name);
      optopt = o->val;
      return quiet ? ':' : '?';
    }
    optarg = argv[optind++];
  }
  if (index) *index = found;
  if (!o->flag) return o->val;
  *o->flag = o->val;
  return 0;
}

static int getoptAny(int argc, char *const argv[], const char *options, const struct option *all, int *index, int only) {
  if (argc < 1) return -1;
  optarg = 0;
  if (optind == 0) optind = 1, within = 0, firstOther = lastOther = 0;
  if (lastOther > optind || !firstOther) firstOther = lastOther = optind;
  int stops = *options == '+', inOrder = *options == '-';
  if (stops || inOrder) options++;
  if (!within) {
    if (firstOther != lastOther && lastOther != optind) exchange((char **)argv);
    else if (lastOther != optind) firstOther = optind;
    while (!stops && !inOrder && optind < argc && (argv[optind][0] != '-' || !argv[optind][1])) optind++;
    lastOther = optind;
    if (optind < argc && !strcmp(argv[optind], "--")) {
      optind++;
      if (firstOther != lastOther && lastOther != optind) exchange((char **)argv);
      else if (firstOther == lastOther) firstOther = optind;
      lastOther = optind = argc;
    }
    if (optind >= argc) {
      if (firstOther != lastOther) optind = firstOther;
      return -1;
    }
    if (argv[optind][0] != '-' || !argv[optind][1]) {
      if (!inOrder) return -1;
      optarg = argv[optind++];
      return 1;
    }
    if (all && argv[optind][1] == '-') return longOption(argc, argv, options, all, index, 2);
    if (all && only && (argv[optind][2] || !strchr(options, argv[optind][1]))) return longOption(argc, argv, options, all, index, 1);
    within = 1;
  }
  return shortOption(argc, argv, options);
}

int getopt(int argc, char *const argv[], const char *options) { return getoptAny(argc, argv, options, 0, 0, 0); }
int getopt_long(int argc, char *const argv[], const char *options, const struct option *all, int *index) { return getoptAny(argc, argv, options, all, index, 0); }
int getopt_long_only(int argc, char *const argv[], const char *options, const struct option *all, int *index) { return getoptAny(argc, argv, options, all, index, 1); }
`

export const DIRECTORY = `#include <internal/libc.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
struct __dirstream { int fd, at, length; char text[2048]; };

DIR *opendir(const char *path) {
  long fd = __result(__syscall("open", path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0));
  DIR *d = fd < 0 ? 0 : malloc(sizeof *d);
  if (!d) return 0;
  d->fd = fd;
  d->at = d->length = 0;
  return d;
}

struct dirent *readdir(DIR *d) {
  if (d->at >= d->length) {
    long n = __result(__syscall("getdents", d->fd, d->text, sizeof d->text));
    if (n <= 0) return 0;
    d->at = 0;
    d->length = n;
  }
  struct dirent *entry = (struct dirent *)(d->text + d->at);
  d->at += entry->d_reclen;
  return entry;
}

int closedir(DIR *d) {
  int r = __result(__syscall("close", d->fd));
  free(d);
  return r;
}

void rewinddir(DIR *d) {
  __syscall("lseek", d->fd, 0, 0);
  d->at = d->length = 0;
}

int dirfd(DIR *d) { return d->fd; }
int alphasort(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

int scandir(const char *path, struct dirent ***list, int (*wanted)(const struct dirent *), int (*compare)(const struct dirent **, const struct dirent **)) {
  DIR *d = opendir(path);
  struct dirent *entry, **found = 0;
  int count = 0;
  if (!d) return -1;
  while ((entry = readdir(d))) {
    if (wanted && !wanted(entry)) continue;
    found = realloc(found, (count + 1) * sizeof *found);
    found[count] = malloc(entry->d_reclen);
    memcpy(found[count++], entry, entry->d_reclen);
  }
  closedir(d);
  if (compare && count) qsort(found, count, sizeof *found, (int (*)(const void *, const void *))compare);
  *list = found;
  return count;
}
`
