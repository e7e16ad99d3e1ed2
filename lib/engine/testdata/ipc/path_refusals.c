/* Calls on paths and lengths that Linux refuses, each with its reason. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static void say(const char *what, long result) {
  printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
  char folder[] = "/tmp/refusalsXXXXXX";
  if (mkdtemp(folder) == 0 || chdir(folder) != 0) return 1;
  say("mkdir d", mkdir("d", 0755));
  say("mkdir d/e", mkdir("d/e", 0755));
  say("rmdir d/e/.", rmdir("d/e/."));
  say("rmdir ./d/e/.//", rmdir("./d/e/.//"));
  say("rename d d/e/f", rename("d", "d/e/f"));
  say("rename d d/f", rename("d", "d/f"));
  say("rename d/e f", rename("d/e", "f"));
  say("rename f d/e", rename("f", "d/e"));
  say("open new/", open("new/", O_CREAT | O_WRONLY, 0644));
  say("open none/", open("none/", O_RDONLY));
  say("access 8", access("d", 8));
  say("access 7", access("d", 7));
  int ends[2];
  pipe(ends);
  char text[4];
  struct iovec negative = {text, (size_t)-1}, two[2] = {{text, 2}, {text, (size_t)-3}};
  say("readv of a negative length", readv(ends[0], &negative, 1));
  say("writev of a negative length", writev(ends[1], &negative, 1));
  say("writev of a negative sum", writev(ends[1], two, 2));
  say("writev of a negative count", writev(ends[1], two, -1));
  say("writev of two bytes", writev(ends[1], two, 1));
  rmdir("d/e");
  rmdir("d");
  say("rmdir of the folder", rmdir(folder));
  return 0;
}
