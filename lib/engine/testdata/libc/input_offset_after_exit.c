/* A child that ends by exit gives back what it has read ahead; one that ends by _exit keeps it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void inChild(int properly) {
  int fd = open("lines.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
  write(fd, "one\ntwo\nthree\n", 14);
  lseek(fd, 0, SEEK_SET);
  fflush(stdout);
  if (fork() == 0) {
    FILE *f = fdopen(fd, "r");
    char line[20];
    fgets(line, sizeof line, f);
    if (properly) exit(0);
    _exit(0);
  }
  wait(NULL);
  printf("%ld\n", (long)lseek(fd, 0, SEEK_CUR));
  close(fd);
}

int main(void) {
  inChild(1);
  inChild(0);
  unlink("lines.txt");
  return 0;
}
