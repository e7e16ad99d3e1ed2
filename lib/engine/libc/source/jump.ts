/** setjmp and longjmp. */

export const JUMP = `#include <internal/libc.h>
#include <setjmp.h>
#include <signal.h>
void __savemask(struct __jmp_buf_tag *where, int save) {
  where->__mask_was_saved = save != 0;
  if (save) __syscall("sigprocmask", 0, 0, &where->__saved_mask);
}

void siglongjmp(sigjmp_buf where, int value) {
  if (where->__mask_was_saved) __syscall("sigprocmask", 2, &where->__saved_mask, 0);
  __builtin_longjmp(where, value);
}

void longjmp(jmp_buf where, int value) { siglongjmp(where, value); }
void _longjmp(jmp_buf where, int value) { siglongjmp(where, value); }
`
