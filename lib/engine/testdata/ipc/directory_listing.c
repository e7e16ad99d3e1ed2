#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
static int visible(const struct dirent *e) { return e->d_name[0] != '.'; }
int main(void) {
  struct dirent **list;
  mkdir("d", 0755);
  for (int i = 2; i >= 0; i--) {
    char name[20];
    sprintf(name, "d/f%d", i);
    int fd = open(name, O_CREAT | O_WRONLY, 0600);
    for (int k = 0; k <= i; k++) write(fd, "hello\n", 6);
    close(fd);
  }
  int n = scandir("d", &list, visible, alphasort);
  printf("%d\n", n);
  for (int i = 0; i < n; i++) {
    struct stat s;
    char path[300];
    snprintf(path, sizeof path, "d/%s", list[i]->d_name);
    stat(path, &s);
    printf("%s %lld %o\n", list[i]->d_name, (long long)s.st_size, s.st_mode & 0777);
    unlink(path);
    free(list[i]);
  }
  free(list);
  printf("%d %d\n", rmdir("d"), scandir("d", &list, 0, alphasort));
  return 0;
}
