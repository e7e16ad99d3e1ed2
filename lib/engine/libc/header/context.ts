/** <ucontext.h>: <signal.h> has the types; here are the functions. */

const ucontext = `#ifndef _UCONTEXT_H
#define _UCONTEXT_H 1
#include <signal.h>
void __savecontext(ucontext_t *context);
#define getcontext(context) (__savecontext(context), __builtin_setjmp((context)->__place), 0)
int setcontext(const ucontext_t *context);
void makecontext(ucontext_t *context, void (*function)(void), int count, ...);
int swapcontext(ucontext_t *restrict from, const ucontext_t *restrict to);
#endif
`

export const CONTEXT_HEADERS: Readonly<Record<string, string>> = {
  'ucontext.h': ucontext,
  'sys/ucontext.h': '#include <ucontext.h>\n',
}
