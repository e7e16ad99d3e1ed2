#define _GNU_SOURCE
#include <errno.h>
#include <spawn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *words[] = {"echo", "one", "two words", NULL};
static char *none[] = {NULL};

static void child(int way) {
  fflush(stdout);
  if (fork() == 0) {
    switch (way) {
    case 0: execv("/bin/echo", words); break;
    case 1: execve("/bin/echo", words, none); break;
    case 2: execvp("echo", words); break;
    case 3: execvpe("echo", words, none); break;
    case 4: execl("/bin/echo", "echo", "list", NULL); break;
    case 5: execle("/bin/echo", "echo", "list", "with", NULL, none); break;
    case 6: execlp("echo", "echo", "from", "path", NULL); break;
    case 7: execv("/bin/nothing", words); printf("%s\n", strerror(errno)); exit(1);
    case 8: execvp("nothing-here", words); printf("%s\n", strerror(errno)); exit(2);
    case 9: execlp("false", "false", NULL); break;
    }
    exit(99);
  }
  int status;
  wait(&status);
  printf("-> %d\n", WEXITSTATUS(status));
}

int main(void) {
  for (int way = 0; way < 10; way++) child(way);
  fflush(stdout);
  pid_t pid = vfork();
  if (pid == 0) {
    execv("/bin/true", none + 0);
    _exit(1);
  }
  int status;
  waitpid(pid, &status, 0);
  printf("vfork %d\n", WIFEXITED(status));
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fd = open("out", O_RDWR | O_CREAT | O_TRUNC, 0600);
  printf("%d %d\n", posix_spawn_file_actions_init(&actions), posix_spawnattr_init(&attributes));
  posix_spawn_file_actions_adddup2(&actions, fd, 1);
  posix_spawn_file_actions_addclose(&actions, fd);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  sigset_t set;
  sigemptyset(&set);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &set);
  posix_spawnattr_setsigdefault(&attributes, &set);
  printf("%d\n", posix_spawn(&pid, "/bin/echo", &actions, &attributes, words, environ));
  waitpid(pid, &status, 0);
  char b[40] = "";
  pread(fd, b, sizeof b - 1, 0);
  printf("%d %s", WEXITSTATUS(status), b);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  fflush(stdout);
  printf("%d\n", posix_spawnp(&pid, "true", NULL, NULL, words, environ));
  waitpid(pid, &status, 0);
  printf("%d\n", status);
  printf("%d\n", posix_spawn(&pid, "/bin/nothing", NULL, NULL, words, environ) == ENOENT);
  unlink("out");
  return 0;
}
