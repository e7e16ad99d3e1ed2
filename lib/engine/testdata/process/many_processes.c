/* More processes than fit into a byte, alive together, and more memory asked for than there may be. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int ends[2], count = 0, sum = 0, status;
  char byte;
  pipe(ends);
  for (int i = 0; i < 300; i++) {
    pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      close(ends[1]);
      read(ends[0], &byte, 1);
      _exit(i % 7);
    }
    count++;
  }
  close(ends[1]);
  while (wait(&status) > 0) sum += WEXITSTATUS(status);
  printf("%d processes, %d\n", count, sum);
  char *block = malloc(100000000);
  printf("%s\n", block ? "got it" : "none");
  block[5] = block[99999999] = 1;
  printf("%d\n", block[5] + block[99999999]);
  free(block);
  char *map = mmap(NULL, 500000000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  printf("%d\n", map != MAP_FAILED);
  map[400000000] = 7;
  printf("%d %d\n", map[400000000], map[1]);
  return munmap(map, 500000000);
}
