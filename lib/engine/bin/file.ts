/** Programs that change what names there are: mkdir, rmdir, rm, mv, cp, ln, touch, chmod. */

const report = String.raw`#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static int status;

static void complain(const char *what, const char *name) {
  fprintf(stderr, "%s '%s': %s\n", what, name, strerror(errno));
  status = 1;
}

/* Whether a letter is among the options; the first word that is none goes to *first. */
static int option(char **argv, char letter, int *first) {
  int found = 0;
  for (*first = 1; argv[*first] && *argv[*first] == '-' && argv[*first][1]; ++*first) found |= strchr(argv[*first], letter) != 0;
  return found;
}

/* The name that a file gets at a destination, which may be a directory. */
static const char *destination(const char *from, const char *to) {
  static char whole[4096];
  struct stat about;
  if (stat(to, &about) || !S_ISDIR(about.st_mode)) return to;
  snprintf(whole, sizeof whole, "%s/%s", to, basename(from));
  return whole;
}
`

export const MKDIR = `${report}
int main(int argc, char **argv) {
  int i, parents = option(argv, 'p', &i);
  for (; argv[i]; i++) {
    for (char *p = argv[i] + 1; parents && *p; p++) {
      if (*p != '/') continue;
      *p = 0;
      mkdir(argv[i], 0777);
      *p = '/';
    }
    if (mkdir(argv[i], 0777) && !(parents && errno == EEXIST)) complain("mkdir: cannot create directory", argv[i]);
  }
  return status;
}
`

export const RMDIR = `${report}
int main(int argc, char **argv) {
  for (int i = 1; argv[i]; i++) if (rmdir(argv[i])) complain("rmdir: failed to remove", argv[i]);
  return status;
}
`

export const RM = `${report}
#include <ftw.h>
static int drop(const char *path, const struct stat *about, int kind, struct FTW *place) {
  if (remove(path)) complain("rm: cannot remove", path);
  return 0;
}

int main(int argc, char **argv) {
  int i, force = option(argv, 'f', &i), recursive = option(argv, 'r', &i);
  for (; argv[i]; i++) {
    struct stat about;
    if (recursive && !lstat(argv[i], &about)) nftw(argv[i], drop, 16, FTW_DEPTH | FTW_PHYS);
    else if (unlink(argv[i]) && !(force && errno == ENOENT)) complain("rm: cannot remove", argv[i]);
  }
  return status;
}
`

export const MV = `${report}
int main(int argc, char **argv) {
  int i;
  option(argv, 'f', &i);
  for (; i < argc - 1; i++) if (rename(argv[i], destination(argv[i], argv[argc - 1]))) complain("mv: cannot move", argv[i]);
  return status;
}
`

export const CP = `${report}
static void copy(const char *from, const char *to) {
  char part[4096];
  struct stat about;
  int in = open(from, O_RDONLY);
  if (in < 0 || fstat(in, &about)) {
    complain("cp: cannot stat", from);
    return;
  }
  int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, about.st_mode & 0777);
  if (out < 0) complain("cp: cannot create regular file", to);
  for (ssize_t n; out >= 0 && (n = read(in, part, sizeof part)) > 0;) write(out, part, n);
  close(in);
  if (out >= 0) close(out);
}

int main(int argc, char **argv) {
  int i;
  option(argv, 'p', &i);
  for (; i < argc - 1; i++) copy(argv[i], destination(argv[i], argv[argc - 1]));
  return status;
}
`

export const LN = `${report}
int main(int argc, char **argv) {
  int i, symbolic = option(argv, 's', &i), force = option(argv, 'f', &i);
  for (; i < argc - 1; i++) {
    const char *to = destination(argv[i], argv[argc - 1]);
    if (force) unlink(to);
    if (symbolic ? symlink(argv[i], to) : link(argv[i], to)) complain("ln: failed to create link", to);
  }
  return status;
}
`

export const TOUCH = `${report}
int main(int argc, char **argv) {
  for (int i = 1; argv[i]; i++) {
    int fd = open(argv[i], O_WRONLY | O_CREAT, 0666);
    if (fd < 0) complain("touch: cannot touch", argv[i]);
    else close(fd);
  }
  return status;
}
`

/** Octal modes, and [ugoa][+-=][rwx]. */
export const CHMOD = `${report}
static mode_t changed(mode_t mode, const char *p) {
  mode_t who = 0, bits = 0;
  if (*p >= '0' && *p <= '7') return strtol(p, 0, 8);
  for (; *p && strchr("ugoa", *p); p++) who |= *p == 'u' ? 0700 : *p == 'g' ? 070 : *p == 'o' ? 07 : 0777;
  char operator = *p ? *p++ : '=';
  for (; *p; p++) bits |= *p == 'r' ? 0444 : *p == 'w' ? 0222 : *p == 'x' ? 0111 : 0;
  bits &= who ? who : 0777;
  return operator == '+' ? mode | bits : operator == '-' ? mode & ~bits : mode & ~(who ? who : 0777) | bits;
}

int main(int argc, char **argv) {
  for (int i = 2; i < argc; i++) {
    struct stat about;
    if (stat(argv[i], &about)) complain("chmod: cannot access", argv[i]);
    else if (chmod(argv[i], changed(about.st_mode & 07777, argv[1]))) complain("chmod: changing permissions of", argv[i]);
  }
  return status;
}
`
