/**
 * Contexts: a place in the program with its stack and signal mask, to be left and entered at will. A saved place is what
 * setjmp writes; a new one is the first frame of `begin` at the top of the stack that the program brought, laid out as
 * a call would do it (README.md, "Frame").
 */

export const CONTEXT = `#include <internal/libc.h>
#include <stdarg.h>
#include <stdlib.h>
#include <ucontext.h>
struct frame { long link, returnTo; void *parameter; long value; };

/* The code address behind a function's first instruction, which says how large its frame is. */
struct enter { int opcode, frameSize, rest[2]; };

void __savecontext(ucontext_t *c) {
  __syscall("sigprocmask", 0, 0, &c->uc_sigmask);
}

int setcontext(const ucontext_t *c) {
  __syscall("sigprocmask", 2, &c->uc_sigmask, 0);
  __builtin_longjmp((void *)c->__place, 1);
}

int swapcontext(ucontext_t *from, const ucontext_t *to) {
  __savecontext(from);
  if (__builtin_setjmp(from->__place)) return 0;
  return setcontext(to);
}

static void call(ucontext_t *c) {
  long *a = c->__arguments;
  switch (c->__count) {
  case 0: ((void (*)(void))c->__function)(); break;
  case 1: ((void (*)(long))c->__function)(a[0]); break;
  case 2: ((void (*)(long, long))c->__function)(a[0], a[1]); break;
  case 3: ((void (*)(long, long, long))c->__function)(a[0], a[1], a[2]); break;
  case 4: ((void (*)(long, long, long, long))c->__function)(a[0], a[1], a[2], a[3]); break;
  case 5: ((void (*)(long, long, long, long, long))c->__function)(a[0], a[1], a[2], a[3], a[4]); break;
  default: ((void (*)(long, long, long, long, long, long))c->__function)(a[0], a[1], a[2], a[3], a[4], a[5]);
  }
}

/* The function of a context that has no successor ends the thread with it. */
static void begin(ucontext_t *c) {
  volatile long arrived = 0;
  call(c);
  if (c->uc_link) setcontext(c->uc_link);
  exit(arrived);
}

void makecontext(ucontext_t *c, void (*function)(void), int count, ...) {
  const struct enter *first = (const struct enter *)begin;
  unsigned long size = first->frameSize, at = ((unsigned long)c->uc_stack.ss_sp + c->uc_stack.ss_size - size) & ~15UL;
  if ((at ^ (at + size - 1)) & ~4095UL) at = ((at + size) & ~4095UL) - size & ~15UL;
  va_list list;
  va_start(list, count);
  c->__function = (void *)function;
  c->__count = count;
  for (int i = 0; i < count && i < 6; i++) c->__arguments[i] = va_arg(list, long);
  *(struct frame *)at = (struct frame){0, 0, c, 0};
  c->__place[0] = (long)(first + 1);
  c->__place[1] = at;
  c->__place[2] = (long)&((struct frame *)0)->value;
}
`
