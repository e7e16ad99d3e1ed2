/** The names in a directory, and with -l what the inodes say. */

export const LS = String.raw`#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
struct file { char *name; struct stat about; char *target; };
static int all, almost, details, inodes, directories, recursive, classify, reverse, byTime, bySize, columns, status;

static int compare(const void *a, const void *b) {
  const struct file *x = a, *y = b;
  long order = byTime ? y->about.st_mtime - x->about.st_mtime : bySize ? y->about.st_size - x->about.st_size : 0;
  if (!order) order = strcmp(x->name, y->name);
  return reverse ? (order < 0) - (order > 0) : (order > 0) - (order < 0);
}

static char typeOf(mode_t mode) {
  return S_ISDIR(mode) ? 'd' : S_ISLNK(mode) ? 'l' : S_ISFIFO(mode) ? 'p' : S_ISSOCK(mode) ? 's' : S_ISCHR(mode) ? 'c' : '-';
}

static void permissions(char *to, mode_t mode) {
  static const char letters[] = "rwxrwxrwx";
  *to++ = typeOf(mode);
  for (int i = 0; i < 9; i++) to[i] = mode >> (8 - i) & 1 ? letters[i] : '-';
  if (mode & S_ISUID) to[2] = mode & S_IXUSR ? 's' : 'S';
  if (mode & S_ISGID) to[5] = mode & S_IXGRP ? 's' : 'S';
  if (mode & S_ISVTX) to[8] = mode & S_IXOTH ? 't' : 'T';
  to[9] = 0;
}

static const char *userName(uid_t id) {
  static char number[12];
  struct passwd *p = getpwuid(id);
  sprintf(number, "%u", id);
  return p ? p->pw_name : number;
}

static const char *groupName(gid_t id) {
  static char number[12];
  struct group *g = getgrgid(id);
  sprintf(number, "%u", id);
  return g ? g->gr_name : number;
}

static int wider(int width, int other) { return width > other ? width : other; }

static void printName(const struct file *f) {
  mode_t mode = f->about.st_mode;
  fputs(f->name, stdout);
  if (details && f->target) printf(" -> %s", f->target);
  else if (classify) {
    char mark = S_ISDIR(mode) ? '/' : S_ISLNK(mode) ? '@' : S_ISFIFO(mode) ? '|' : S_ISSOCK(mode) ? '=' : mode & 0111 ? '*' : 0;
    if (mark) putchar(mark);
  }
}

static void printDetails(const struct file *list, int count) {
  int links = 0, user = 0, group = 0, size = 0;
  for (int i = 0; i < count; i++) {
    const struct stat *s = &list[i].about;
    links = wider(links, snprintf(0, 0, "%lu", (unsigned long)s->st_nlink));
    user = wider(user, strlen(userName(s->st_uid)));
    group = wider(group, strlen(groupName(s->st_gid)));
    size = wider(size, snprintf(0, 0, "%ld", (long)s->st_size));
  }
  for (int i = 0; i < count; i++) {
    const struct stat *s = &list[i].about;
    char mode[11], when[20];
    permissions(mode, s->st_mode);
    int recent = s->st_mtime <= time(0) && s->st_mtime > time(0) - 15778476;
    strftime(when, sizeof when, recent ? "%b %e %H:%M" : "%b %e  %Y", localtime(&s->st_mtime));
    if (inodes) printf("%lu ", (unsigned long)s->st_ino);
    printf("%s %*lu %-*s %-*s %*ld %s ", mode, links, (unsigned long)s->st_nlink, user, userName(s->st_uid), group, groupName(s->st_gid), size, (long)s->st_size, when);
    printName(&list[i]);
    putchar('\n');
  }
}

/* On a terminal: as many columns as fit, filled downwards. */
static void printColumns(const struct file *list, int count) {
  struct winsize window;
  int width = ioctl(1, TIOCGWINSZ, &window) == 0 && window.ws_col ? window.ws_col : 80, longest = 0;
  for (int i = 0; i < count; i++) longest = wider(longest, strlen(list[i].name) + 2);
  int across = longest && longest <= width ? width / longest : 1, rows = (count + across - 1) / across;
  for (int row = 0; row < rows; row++) {
    for (int i = row; i < count; i += rows) {
      printName(&list[i]);
      if (i + rows < count) printf("%*s", longest - (int)strlen(list[i].name), "");
    }
    putchar('\n');
  }
}

static void print(struct file *list, int count) {
  qsort(list, count, sizeof *list, compare);
  if (details) printDetails(list, count);
  else if (columns && !inodes) printColumns(list, count);
  else for (int i = 0; i < count; i++) {
    if (inodes) printf("%lu ", (unsigned long)list[i].about.st_ino);
    printName(&list[i]);
    putchar('\n');
  }
}

static int look(struct file *f, const char *path, char *name) {
  char target[4096];
  memset(f, 0, sizeof *f);
  f->name = name;
  if (lstat(path, &f->about) < 0) {
    fprintf(stderr, "ls: cannot access '%s': %s\n", path, strerror(errno));
    status = 2;
    return 0;
  }
  ssize_t n = S_ISLNK(f->about.st_mode) ? readlink(path, target, sizeof target) : -1;
  if (n >= 0) f->target = strndup(target, n);
  return 1;
}

static void listDirectory(const char *path, int titled) {
  static int before;
  DIR *d = opendir(path);
  struct file *list = 0;
  int count = 0;
  long blocks = 0;
  if (!d) {
    fprintf(stderr, "ls: cannot open directory '%s': %s\n", path, strerror(errno));
    status = 2;
    return;
  }
  if (titled) printf("%s%s:\n", before ? "\n" : "", path);
  before = 1;
  for (struct dirent *e; (e = readdir(d));) {
    char *whole = malloc(strlen(path) + strlen(e->d_name) + 2);
    int dots = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
    if (!all && (dots || *e->d_name == '.' && !almost)) continue;
    sprintf(whole, "%s/%s", path, e->d_name);
    list = realloc(list, (count + 1) * sizeof *list);
    if (!look(&list[count], whole, strdup(e->d_name))) continue;
    blocks += list[count++].about.st_blocks;
  }
  closedir(d);
  if (details) printf("total %ld\n", blocks / 2);
  print(list, count);
  for (int i = 0; recursive && i < count; i++) {
    if (!S_ISDIR(list[i].about.st_mode) || !strcmp(list[i].name, ".") || !strcmp(list[i].name, "..")) continue;
    char *whole = malloc(strlen(path) + strlen(list[i].name) + 2);
    sprintf(whole, "%s/%s", path, list[i].name);
    listDirectory(whole, 1);
  }
}

int main(int argc, char **argv) {
  struct file *files = calloc(argc + 1, sizeof *files);
  char **folders = calloc(argc + 1, sizeof *folders);
  int fileCount = 0, folderCount = 0, option;
  columns = isatty(1);
  while ((option = getopt(argc, argv, "aAl1idRFrtSCh")) != -1) {
    all |= option == 'a';
    almost |= option == 'A';
    details |= option == 'l';
    inodes |= option == 'i';
    directories |= option == 'd';
    recursive |= option == 'R';
    classify |= option == 'F';
    reverse |= option == 'r';
    byTime |= option == 't';
    bySize |= option == 'S';
    if (option == 'C') columns = 1;
    if (option == '1') columns = 0;
    if (option == '?') return 2;
  }
  /* The place behind the last argument holds a null pointer, and may be written. */
  if (optind == argc) argv[argc++] = ".";
  for (int i = optind; i < argc; i++) {
    struct file f;
    struct stat behind;
    if (!look(&f, argv[i], argv[i])) continue;
    int folder = S_ISDIR(f.about.st_mode) || S_ISLNK(f.about.st_mode) && !details && stat(argv[i], &behind) == 0 && S_ISDIR(behind.st_mode);
    if (folder && !directories) folders[folderCount++] = argv[i];
    else files[fileCount++] = f;
  }
  if (fileCount) print(files, fileCount);
  if (fileCount && folderCount) putchar('\n');
  for (int i = 0; i < folderCount; i++) listDirectory(folders[i], recursive || argc - optind > 1);
  return status;
}
`
