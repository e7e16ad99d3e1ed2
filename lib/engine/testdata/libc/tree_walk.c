/* ftw and nftw: each file of a tree, before or after its directory. Entries come in no order: what is printed is sorted. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char lines[40][100];
static int count;
static size_t home;
static int compare(const void *a, const void *b) { return strcmp(a, b); }
static void show(const char *title, int r) {
  qsort(lines, count, sizeof *lines, compare);
  printf("%s %d\n", title, r);
  for (int i = 0; i < count; i++) printf("  %s\n", lines[i]);
  count = 0;
}
static int plain(const char *path, const struct stat *about, int kind) {
  sprintf(lines[count++], "%s %s %ld", path + home, kind == FTW_F ? "file" : kind == FTW_D ? "dir" : "other", kind == FTW_F ? (long)about->st_size : 0);
  return 0;
}
static int full(const char *path, const struct stat *about, int kind, struct FTW *place) {
  sprintf(lines[count++], "%s %d base %s level %d", path + home, kind, path + place->base == strrchr(path, '/') + 1 ? "ok" : "wrong", place->level);
  return 0;
}
static int stop(const char *path, const struct stat *about, int kind) { return kind == FTW_F ? 42 : 0; }
static int skip(const char *path, const struct stat *about, int kind, struct FTW *place) {
  sprintf(lines[count++], "%s", path + home);
  return kind == FTW_D && !strcmp(path + place->base, "deep") ? FTW_SKIP_SUBTREE : FTW_CONTINUE;
}
static int drop(const char *path, const struct stat *about, int kind, struct FTW *place) { return remove(path); }
int main(void) {
  char name[] = "/tmp/walkXXXXXX";
  if (!mkdtemp(name) || chdir(name)) return 1;
  home = strlen(name);
  mkdir("deep", 0755);
  mkdir("deep/er", 0755);
  for (int i = 0; i < 3; i++) {
    static const char *files[] = {"one", "deep/two", "deep/er/three"};
    int fd = open(files[i], O_CREAT | O_WRONLY, 0644);
    write(fd, "12345", i + 1);
    close(fd);
  }
  symlink("one", "link");
  symlink("nowhere", "broken");
  show("ftw", ftw(name, plain, 10));
  show("nftw", nftw(name, full, 10, FTW_PHYS));
  show("depth", nftw(name, full, 10, FTW_DEPTH | FTW_PHYS));
  show("follow", nftw(name, full, 10, 0));
  show("skip", nftw(name, skip, 10, FTW_PHYS | FTW_ACTIONRETVAL));
  printf("%d\n", ftw(name, stop, 10));
  printf("%d\n", ftw("/tmp/nosuchdirectory", plain, 10));
  chdir("/");
  printf("%d\n", nftw(name, drop, 10, FTW_DEPTH | FTW_PHYS));
  return access(name, F_OK) + 1;
}
