/* /dev/stdin and its like: the caller's own descriptors by name. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static void inner(void) {
  char line[50];
  int out = open("/dev/stdout", O_WRONLY);
  write(out, "by name\n", 8);
  close(out);
  printf("still open\n");
  fflush(stdout);
  FILE *in = fopen("/dev/stdin", "r");
  while (fgets(line, sizeof line, in)) printf("[%s]", strtok(line, "\n"));
  fclose(in);
  printf("\n");
  fflush(stdout);
  system("echo through the shell > /dev/stdout; echo lost > /dev/null 2> /dev/stderr; echo piped | cat /dev/stdin");
  close(0);
  printf("%d\n", open("/dev/stdin", O_RDONLY) >= 0);
}
int main(void) {
  int in[2], out[2];
  char text[200];
  ssize_t n;
  pipe(in);
  pipe(out);
  if (fork() == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    close(in[1]);
    close(out[0]);
    inner();
    exit(0);
  }
  close(in[0]);
  close(out[1]);
  write(in[1], "one\ntwo\n", 8);
  close(in[1]);
  while ((n = read(out[0], text, sizeof text)) > 0) fwrite(text, 1, n, stdout);
  wait(NULL);
  return 0;
}
