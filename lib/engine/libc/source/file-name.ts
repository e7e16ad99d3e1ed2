/** Patterns of file names, the names that they stand for, and walks over trees of files. */

export const FNMATCH = String.raw`#include <internal/libc.h>
#include <fnmatch.h>
#include <ctype.h>
#include <string.h>

static int fold(int c, int flags) { return flags & FNM_CASEFOLD ? tolower(c) : c; }

static int isClass(const char *name, size_t n, int c) {
  static const struct { const char *name; int (*is)(int); } all[] = {
    {"alpha", isalpha}, {"digit", isdigit}, {"alnum", isalnum}, {"upper", isupper}, {"lower", islower}, {"space", isspace},
    {"blank", isblank}, {"punct", ispunct}, {"print", isprint}, {"graph", isgraph}, {"cntrl", iscntrl}, {"xdigit", isxdigit},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (strlen(all[i].name) == n && !strncmp(all[i].name, name, n)) return all[i].is(c) != 0;
  return 0;
}

/* Behind a '[': whether c belongs to it; *end is set behind its ']'. A bracket that nobody closes is a '[' itself. */
static int inBracket(const char *p, int c, int flags, const char **end) {
  int negated = *p == '!' || *p == '^', found = 0;
  p += negated;
  for (const char *first = p; *p != ']' || p == first;) {
    if (p[0] == '[' && p[1] == ':') {
      const char *stop = strstr(p + 2, ":]");
      if (!stop) return -1;
      if (isClass(p + 2, stop - p - 2, c)) found = 1;
      p = stop + 2;
      continue;
    }
    if (*p == '\\' && !(flags & FNM_NOESCAPE)) p++;
    if (!*p || *p == '/' && flags & FNM_PATHNAME) return -1;
    unsigned char from = *p++, to = from;
    if (p[0] == '-' && p[1] && p[1] != ']') {
      if (p[1] == '\\' && !(flags & FNM_NOESCAPE)) p++;
      to = p[1];
      p += 2;
    }
    if (fold(from, flags) <= fold(c, flags) && fold(c, flags) <= fold(to, flags)) found = 1;
  }
  *end = p + 1;
  return found != negated;
}

/* Whether a dot stands where only a dot in the pattern may meet it. */
static int isHidden(const char *start, const char *s, int flags) {
  return *s == '.' && flags & FNM_PERIOD && (s == start || flags & FNM_PATHNAME && s[-1] == '/');
}

static int match(const char *p, const char *start, const char *s, int flags) {
  for (; *p; p++) {
    unsigned char c = *s;
    if (*p == '*') {
      if (isHidden(start, s, flags)) return FNM_NOMATCH;
      while (*p == '*') p++;
      for (;; s++) {
        if (!match(p, start, s, flags)) return 0;
        if (!*s || *s == '/' && flags & FNM_PATHNAME) return FNM_NOMATCH;
      }
    }
    if (*p == '?' || *p == '[') {
      const char *end = p + 1;
      int in = *p == '?' ? 1 : c ? inBracket(p + 1, c, flags, &end) : 0;
      if (in >= 0) {
        if (!in || !c || c == '/' && flags & FNM_PATHNAME || isHidden(start, s, flags)) return FNM_NOMATCH;
        p = end - 1;
        s++;
        continue;
      }
    }
    if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1]) p++;
    if (fold((unsigned char)*p, flags) != fold(c, flags)) return FNM_NOMATCH;
    s++;
  }
  return !*s || *s == '/' && flags & FNM_LEADING_DIR ? 0 : FNM_NOMATCH;
}

int fnmatch(const char *pattern, const char *text, int flags) {
  return match(pattern, text, text, flags);
}
`

export const GLOB = String.raw`#include <internal/libc.h>
#include <dirent.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
struct search { glob_t *list; int flags, (*failed)(const char *, int); };

static int add(glob_t *g, const char *path, int slash) {
  char **larger = realloc(g->gl_pathv, (g->gl_offs + g->gl_pathc + 2) * sizeof *larger);
  char *copy = malloc(strlen(path) + 2);
  if (larger) g->gl_pathv = larger;
  if (!larger || !copy) return GLOB_NOSPACE;
  sprintf(copy, "%s%s", path, slash ? "/" : "");
  if (!g->gl_pathc) for (size_t i = 0; i < g->gl_offs; i++) larger[i] = 0;
  larger[g->gl_offs + g->gl_pathc++] = copy;
  larger[g->gl_offs + g->gl_pathc] = 0;
  return 0;
}

static int isMagic(const char *p, size_t n, int flags) {
  for (size_t i = 0; i < n; i++) {
    if (p[i] == '*' || p[i] == '?' || p[i] == '[' && memchr(p + i, ']', n - i)) return 1;
    if (p[i] == '\\' && !(flags & GLOB_NOESCAPE)) i++;
  }
  return 0;
}

static int isDirectory(const char *path) {
  struct stat about;
  return !__syscall("stat", path, &about) && S_ISDIR(about.st_mode);
}

/* Takes one part of the pattern after another; path is what has been found so far. */
static int walk(struct search *s, const char *path, const char *pattern) {
  char next[4096], part[256];
  struct stat about;
  size_t n = strcspn(pattern, "/"), prefix = strlen(path);
  const char *rest = pattern + n;
  while (*rest == '/') rest++;
  if (n > 255 || prefix + n + 2 > sizeof next) return 0;
  memcpy(part, pattern, n);
  part[n] = 0;
  if (!isMagic(part, n, s->flags)) {
    char *to = next + sprintf(next, "%s", path);
    for (size_t i = 0; i < n; i++) {
      if (part[i] == '\\' && !(s->flags & GLOB_NOESCAPE) && part[i + 1]) i++;
      *to++ = part[i];
    }
    *to = 0;
    if (__syscall("lstat", *next ? next : "/", &about)) return 0;
    if (pattern[n]) strcpy(to, "/");
    return *rest ? walk(s, next, rest) : add(s->list, next, s->flags & GLOB_MARK && !pattern[n] && isDirectory(next));
  }
  DIR *d = opendir(*path ? path : ".");
  if (!d) return s->failed && s->failed(path, errno) || s->flags & GLOB_ERR ? GLOB_ABORTED : 0;
  int r = 0;
  for (struct dirent *e; !r && (e = readdir(d));) {
    if (fnmatch(part, e->d_name, (s->flags & GLOB_NOESCAPE ? FNM_NOESCAPE : 0) | (s->flags & GLOB_PERIOD ? 0 : FNM_PERIOD))) continue;
    if (prefix + strlen(e->d_name) + 2 > sizeof next) continue;
    sprintf(next, "%s%s", path, e->d_name);
    int directory = (pattern[n] || s->flags & (GLOB_MARK | GLOB_ONLYDIR)) && isDirectory(next);
    if ((pattern[n] || s->flags & GLOB_ONLYDIR) && !directory) continue;
    if (pattern[n]) strcat(next, "/");
    r = *rest ? walk(s, next, rest) : add(s->list, next, s->flags & GLOB_MARK && !pattern[n] && directory);
  }
  closedir(d);
  return r;
}

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int glob(const char *pattern, int flags, int (*failed)(const char *path, int error), glob_t *g) {
  struct search s = {g, flags, failed};
  char whole[4096];
  if (!(flags & GLOB_APPEND)) g->gl_pathc = 0, g->gl_pathv = 0;
  if (!(flags & GLOB_DOOFFS)) g->gl_offs = 0;
  g->gl_flags = flags;
  size_t before = g->gl_pathc;
  if (flags & GLOB_TILDE && *pattern == '~' && (!pattern[1] || pattern[1] == '/')) {
    char *home = getenv("HOME");
    snprintf(whole, sizeof whole, "%s%s", home ? home : "", pattern + 1);
    pattern = whole;
  }
  size_t slashes = strspn(pattern, "/");
  int r = walk(&s, slashes ? "/" : "", pattern + slashes);
  if (r) return r;
  if (g->gl_pathc == before) {
    int plain = flags & GLOB_NOMAGIC && !isMagic(pattern, strlen(pattern), flags);
    return flags & GLOB_NOCHECK || plain ? add(g, pattern, 0) : GLOB_NOMATCH;
  }
  if (!(flags & GLOB_NOSORT)) qsort(g->gl_pathv + g->gl_offs + before, g->gl_pathc - before, sizeof *g->gl_pathv, compare);
  return 0;
}

void globfree(glob_t *g) {
  for (size_t i = 0; i < g->gl_pathc; i++) free(g->gl_pathv[g->gl_offs + i]);
  free(g->gl_pathv);
  g->gl_pathv = 0;
  g->gl_pathc = 0;
}
`

export const FTW = `#include <internal/libc.h>
#include <dirent.h>
#include <ftw.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct walk { __ftw_func_t simple; __nftw_func_t full; int flags; dev_t device; char path[4096]; };

static int visit(struct walk *w, const struct stat *about, int kind, int base, int level) {
  struct FTW place = {base, level};
  if (w->full) return w->full(w->path, about, kind, &place);
  return w->simple(w->path, about, kind == FTW_SLN ? FTW_NS : kind);
}

static int kindOf(struct walk *w, struct stat *about) {
  int physical = w->flags & FTW_PHYS;
  long r = physical ? __syscall("lstat", w->path, about) : __syscall("stat", w->path, about);
  if (r < 0) return physical || __syscall("lstat", w->path, about) < 0 ? FTW_NS : FTW_SLN;
  return S_ISDIR(about->st_mode) ? FTW_D : S_ISLNK(about->st_mode) ? FTW_SL : FTW_F;
}

static int tree(struct walk *w, int base, int level);

static int entries(struct walk *w, DIR *d, int level) {
  size_t n = strlen(w->path), slash = w->path[n - 1] != '/';
  int r = 0;
  for (struct dirent *e; !r && (e = readdir(d));) {
    if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..") || n + strlen(e->d_name) + 2 > sizeof w->path) continue;
    sprintf(w->path + n, "%s%s", slash ? "/" : "", e->d_name);
    r = tree(w, n + slash, level + 1);
    if (w->flags & FTW_ACTIONRETVAL && r == FTW_SKIP_SIBLINGS) {
      r = 0;
      break;
    }
    if (w->flags & FTW_ACTIONRETVAL && r == FTW_SKIP_SUBTREE) r = 0;
  }
  w->path[n] = 0;
  return r;
}

static int tree(struct walk *w, int base, int level) {
  struct stat about;
  int kind = kindOf(w, &about);
  if (!level) w->device = about.st_dev;
  if (w->flags & FTW_MOUNT && about.st_dev != w->device) return 0;
  if (kind != FTW_D) return visit(w, &about, kind, base, level);
  DIR *d = opendir(w->path);
  if (!d) return visit(w, &about, FTW_DNR, base, level);
  int r = w->flags & FTW_DEPTH ? 0 : visit(w, &about, FTW_D, base, level);
  if (!r) r = entries(w, d, level);
  closedir(d);
  if (!r && w->flags & FTW_DEPTH) r = visit(w, &about, FTW_DP, base, level);
  return r;
}

static int start(struct walk *w, const char *path) {
  struct stat about;
  if (strlen(path) >= sizeof w->path) return __result(-ENAMETOOLONG);
  strcpy(w->path, path);
  for (size_t n = strlen(path); n > 1 && w->path[n - 1] == '/';) w->path[--n] = 0;
  if (__result(__syscall("lstat", w->path, &about)) < 0) return -1;
  char *slash = strrchr(w->path, '/');
  return tree(w, slash && slash[1] ? slash + 1 - w->path : 0, 0);
}

int ftw(const char *path, __ftw_func_t visit, int descriptors) {
  struct walk w = {visit, 0, 0};
  return start(&w, path);
}

int nftw(const char *path, __nftw_func_t visit, int descriptors, int flags) {
  struct walk w = {0, visit, flags};
  return start(&w, path);
}
`
