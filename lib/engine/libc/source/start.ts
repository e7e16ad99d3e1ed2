/** Where programs, threads and signal handlers begin and end. */
export const START = `#include <internal/libc.h>
int main(int argc, char **argv, char **envp);
char **environ;
char *__program;
_Thread_local int __errno;
_Thread_local struct _IO_FILE *__held;
void (*__flush_hook)(void);
void (*__fork_hook)(void);
void (*__cancel_hook)(void);
void (*__thread_exit_hook)(void);
int __threads = 1;
int __growing, __utf8;

void _start(long argc, char **argv, char **envp) {
  environ = envp;
  __program = argv[0];
  exit(main((int)argc, argv, envp));
}

static void exitAt(int status) {
  for (;;) __syscall("exit_group", (long)status);
}

/* The last thread to end takes the process with it, as if by exit(0). */
void __end_thread(void *value) {
  if (__thread_exit_hook) __thread_exit_hook();
  if (__held) __release(__held);
  if (--__threads == 0) exit(0);
  for (;;) __syscall("thread_exit", value);
}

/* A process that clone makes ends with what its function returns. */
void __thread_start(void *function, void *argument, long isProcess) {
  if (isProcess) exitAt(((int (*)(void *))function)(argument));
  __end_thread(((void *(*)(void *))function)(argument));
}

void __sigreturn(void) {
  __syscall("sigreturn");
}

int *__errno_location(void) {
  return &__errno;
}

long __result(long r) {
  if (r >= 0 || r < -4095) return r;
  if (r == CANCELLED && __cancel_hook) __cancel_hook();
  errno = (int)-r;
  return -1;
}

int __error(long r) {
  if (r == CANCELLED && __cancel_hook) __cancel_hook();
  return (int)-r;
}

/* Gives back the lock of a stream whose owner is about to end. */
void __release(struct _IO_FILE *f) {
  int *lock = (int *)f + 2;
  int contended = lock[0] == 2;
  lock[0] = lock[1] = 0;
  *(long *)(lock + 2) = 0;
  __held = 0;
  if (contended) __syscall("futex", lock, 1, 1);
}
`

export const EXIT = `#include <internal/libc.h>
#include <stdlib.h>
struct handler { int kind; void *function, *argument; };
struct block { struct block *before; int count; struct handler list[32]; };
static struct block first, quick;
static struct block *last = &first;

static int add(int kind, void *function, void *argument) {
  struct block *b = last;
  if (b->count == 32) {
    b = calloc(1, sizeof *b);
    if (!b) return -1;
    b->before = last;
    last = b;
  }
  struct handler *h = &b->list[b->count++];
  h->kind = kind;
  h->function = function;
  h->argument = argument;
  return 0;
}

int atexit(void (*function)(void)) {
  return add(0, (void *)function, 0);
}

int on_exit(void (*function)(int, void *), void *argument) {
  return add(1, (void *)function, argument);
}

int at_quick_exit(void (*function)(void)) {
  if (quick.count == 32) return -1;
  quick.list[quick.count++].function = (void *)function;
  return 0;
}

/* A handler may register others, and may itself call exit: what is left then goes on. */
void exit(int status) {
  for (;;) {
    while (last->count > 0) {
      struct handler h = last->list[--last->count];
      if (h.kind) ((void (*)(int, void *))h.function)(status, h.argument);
      else ((void (*)(void))h.function)();
    }
    if (!last->before) break;
    last = last->before;
  }
  if (__flush_hook) __flush_hook();
  for (;;) __syscall("exit_group", status);
}

void quick_exit(int status) {
  while (quick.count > 0) ((void (*)(void))quick.list[--quick.count].function)();
  for (;;) __syscall("exit_group", status);
}

void _exit(int status) {
  for (;;) __syscall("exit_group", status);
}

void _Exit(int status) {
  for (;;) __syscall("exit_group", status);
}

/* SIGABRT ends the process even if it is blocked, or caught by a handler that returns. */
void abort(void) {
  unsigned long set = 1UL << 5, action[19] = {0};
  __syscall("sigprocmask", 1, &set, 0);
  __syscall("tgkill", __syscall("getpid"), __syscall("gettid"), 6);
  __syscall("sigaction", 6, action, 0);
  __syscall("sigprocmask", 1, &set, 0);
  __syscall("tgkill", __syscall("getpid"), __syscall("gettid"), 6);
  for (;;) __builtin_trap();
}

void __die(const char *message) {
  __syscall("write", 2, message, __intrinsic("strlen", message));
  abort();
}
`
