/** posix_spawn: a fork and an exec in one, with what is to happen between them. */

export const SPAWN = `#include <internal/libc.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
struct action { int kind, fd, wanted, flags; mode_t mode; const char *path; };

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *a) {
  memset(a, 0, sizeof *a);
  return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *a) {
  free(a->__actions);
  return 0;
}

static int add(posix_spawn_file_actions_t *a, struct action action) {
  struct action *p = realloc(a->__actions, (a->__used + 1) * sizeof *p);
  if (!p) return ENOMEM;
  a->__actions = p;
  p[a->__used++] = action;
  return 0;
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *a, int fd, const char *path, int flags, mode_t mode) {
  return add(a, (struct action){0, 0, fd, flags, mode, path});
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *a, int fd) { return add(a, (struct action){1, fd}); }
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *a, int fd, int wanted) { return add(a, (struct action){2, fd, wanted}); }

int posix_spawnattr_init(posix_spawnattr_t *a) {
  memset(a, 0, sizeof *a);
  return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *a) { return 0; }

int posix_spawnattr_setflags(posix_spawnattr_t *a, short flags) {
  a->__flags = flags;
  return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *a, pid_t group) {
  a->__pgrp = group;
  return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *a, const sigset_t *mask) {
  a->__ss = *mask;
  return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *a, const sigset_t *set) {
  a->__sd = *set;
  return 0;
}

static long perform(const posix_spawn_file_actions_t *actions) {
  const struct action *p = actions ? actions->__actions : 0;
  long r = 0;
  for (int i = 0; actions && r >= 0 && i < actions->__used; i++, p++) {
    if (p->kind == 1) r = __syscall("close", (long)p->fd);
    else if (p->kind == 2) r = __syscall("dup2", (long)p->fd, (long)p->wanted);
    else {
      r = __syscall("open", p->path, (long)p->flags, (long)p->mode);
      if (r >= 0 && r != p->wanted) {
        __syscall("dup2", r, (long)p->wanted);
        __syscall("close", r);
      }
    }
  }
  return r;
}

/* The child reports why it could not start through a pipe that a successful exec closes. */
static int spawn(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *a, char *const argv[], char *const envp[], int search) {
  int ends[2], failure = 0;
  long r = __syscall("pipe2", ends, 02000000);
  if (r < 0) return -r;
  long child = __syscall("fork");
  if (child == 0) {
    if (a && a->__flags & POSIX_SPAWN_SETPGROUP) __syscall("setpgid", 0, (long)a->__pgrp);
    if (a && a->__flags & POSIX_SPAWN_SETSIGMASK) __syscall("sigprocmask", 2, &a->__ss, 0);
    long action[19] = {0};
    for (int s = 1; a && a->__flags & POSIX_SPAWN_SETSIGDEF && s < 65; s++)
      if (a->__sd.__val[0] >> (s - 1) & 1) __syscall("sigaction", (long)s, action, 0);
    if ((r = perform(actions)) >= 0) {
      if (search) execvpe(file, argv, envp);
      else execve(file, argv, envp);
      r = -errno;
    }
    failure = -r;
    __syscall("write", ends[1], &failure, 4);
    for (;;) __syscall("exit_group", 127);
  }
  __syscall("close", ends[1]);
  if (child > 0 && __syscall("read", ends[0], &failure, 4) == 4) __syscall("wait4", child, 0, 0, 0);
  __syscall("close", ends[0]);
  if (child < 0) return -child;
  if (!failure && pid) *pid = child;
  return failure;
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *a, char *const argv[], char *const envp[]) {
  return spawn(pid, path, actions, a, argv, envp, 0);
}

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *a, char *const argv[], char *const envp[]) {
  return spawn(pid, file, actions, a, argv, envp, 1);
}
`
