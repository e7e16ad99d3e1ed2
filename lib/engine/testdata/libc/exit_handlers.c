#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void first(void) { puts("first"); }
static void second(void) { puts("second"); atexit(first); }
static void with(int status, void *text) { printf("on_exit %d %s\n", status, (char *)text); }
static void quick(void) { write(1, "quick\n", 6); }
static void again(void) { puts("again"); exit(9); }

static void inChild(void (*end)(void)) {
  fflush(stdout);
  if (fork() == 0) end();
  int status;
  wait(&status);
  printf("-> %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
}

static void normally(void) {
  atexit(first);
  on_exit(with, "text");
  atexit(second);
  printf("buffered ");
  exit(3);
}

static void quickly(void) {
  atexit(first);
  at_quick_exit(quick);
  printf("lost ");
  quick_exit(4);
}

static void atOnce(void) {
  atexit(first);
  printf("lost ");
  _Exit(5);
}

static void under(void) {
  atexit(first);
  printf("lost ");
  _exit(6);
}

static void aborted(void) {
  atexit(first);
  printf("lost ");
  abort();
}

static void nested(void) {
  atexit(first);
  atexit(again);
  exit(1);
}

static void many(void) {
  for (int i = 0; i < 70; i++) atexit(i % 10 ? (void (*)(void))rand : first);
  exit(7);
}

int main(void) {
  inChild(normally);
  inChild(quickly);
  inChild(atOnce);
  inChild(under);
  inChild(aborted);
  inChild(nested);
  inChild(many);
  return 0;
}
