/** Headers of the language itself that fewer programs include. */

/** `PRId32` and its family: conversion letters by length modifier. */
function formatMacros(): string {
  const modifiers: readonly [string, string, string][] = [
    ['8', 'hh', 'hh'],
    ['16', 'h', 'h'],
    ['32', '', ''],
    ['64', 'l', 'l'],
    ['LEAST8', 'hh', 'hh'],
    ['LEAST16', 'h', 'h'],
    ['LEAST32', '', ''],
    ['LEAST64', 'l', 'l'],
    ['FAST8', 'hh', 'hh'],
    ['FAST16', 'l', 'l'],
    ['FAST32', 'l', 'l'],
    ['FAST64', 'l', 'l'],
    ['MAX', 'l', 'l'],
    ['PTR', 'l', 'l'],
  ]
  // In printf, a char or short has become an int: glibc leaves the modifier out.
  const printed = (modifier: string) => (modifier.startsWith('h') ? '' : modifier)
  const lines: string[] = []
  for (const [width, print, scan] of modifiers) {
    for (const letter of 'dioxuX') lines.push(`#define PRI${letter}${width} "${printed(print)}${letter}"`)
    for (const letter of 'dioxu') lines.push(`#define SCN${letter}${width} "${scan}${letter}"`)
  }
  return lines.join('\n')
}

const inttypes = `#ifndef _INTTYPES_H
#define _INTTYPES_H 1
#include <stdint.h>
typedef struct { long quot, rem; } imaxdiv_t;
intmax_t imaxabs(intmax_t n);
imaxdiv_t imaxdiv(intmax_t n, intmax_t d);
intmax_t strtoimax(const char *s, char **end, int base);
uintmax_t strtoumax(const char *s, char **end, int base);
long wcstoimax(const int *restrict text, int **restrict end, int base);
unsigned long wcstoumax(const int *restrict text, int **restrict end, int base);
${formatMacros()}
#endif
`

const float = `#ifndef _FLOAT_H
#define _FLOAT_H 1
#define FLT_RADIX 2
#define FLT_EVAL_METHOD 0
#define DECIMAL_DIG 21
#define FLT_ROUNDS 1
#define FLT_MANT_DIG 24
#define FLT_DIG 6
#define FLT_DECIMAL_DIG 9
#define FLT_MIN_EXP (-125)
#define FLT_MIN_10_EXP (-37)
#define FLT_MAX_EXP 128
#define FLT_MAX_10_EXP 38
#define FLT_MAX 3.40282346638528859811704183484516925e+38F
#define FLT_EPSILON 1.19209289550781250000000000000000000e-7F
#define FLT_MIN 1.17549435082228750796873653722224568e-38F
#define FLT_TRUE_MIN 1.40129846432481707092372958328991613e-45F
#define FLT_HAS_SUBNORM 1
#define DBL_MANT_DIG 53
#define DBL_DIG 15
#define DBL_DECIMAL_DIG 17
#define DBL_MIN_EXP (-1021)
#define DBL_MIN_10_EXP (-307)
#define DBL_MAX_EXP 1024
#define DBL_MAX_10_EXP 308
#define DBL_MAX 1.79769313486231570814527423731704357e+308
#define DBL_EPSILON 2.22044604925031308084726333618164062e-16
#define LDBL_MANT_DIG 64
#define LDBL_DIG 18
#define LDBL_DECIMAL_DIG 21
#define LDBL_MIN_EXP (-16381)
#define LDBL_MAX_EXP 16384
#define LDBL_MIN_10_EXP (-4931)
#define LDBL_MAX_10_EXP 4932
#define LDBL_HAS_SUBNORM 1
#define LDBL_MAX 1.18973149535723176502126385303097021e+4932L
#define LDBL_MIN 3.36210314311209350626267781732175260e-4932L
#define LDBL_TRUE_MIN 3.64519953188247460252840593361941982e-4951L
#define LDBL_EPSILON 1.08420217248550443400745280086994171e-19L
#define DBL_MIN 2.22507385850720138309023271733240406e-308
#define DBL_TRUE_MIN 4.94065645841246544176568792868221372e-324
#define DBL_HAS_SUBNORM 1
#endif
`

const iso646 = `#ifndef _ISO646_H
#define _ISO646_H 1
#define and &&
#define and_eq &=
#define bitand &
#define bitor |
#define compl ~
#define not !
#define not_eq !=
#define or ||
#define or_eq |=
#define xor ^
#define xor_eq ^=
#endif
`

const stdalign = `#ifndef _STDALIGN_H
#define _STDALIGN_H 1
#define alignas _Alignas
#define alignof _Alignof
#define __alignas_is_defined 1
#define __alignof_is_defined 1
#endif
`

const stdnoreturn = `#ifndef _STDNORETURN_H
#define _STDNORETURN_H 1
#define noreturn _Noreturn
#endif
`

const limits = `#ifndef _LIMITS_H
#define _LIMITS_H 1
#define CHAR_BIT 8
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#define CHAR_MIN (-128)
#define CHAR_MAX 127
#define SHRT_MIN (-32768)
#define SHRT_MAX 32767
#define USHRT_MAX 65535
#define INT_MIN (-INT_MAX - 1)
#define INT_MAX 0x7fffffff
#define UINT_MAX 0xffffffffU
#define LONG_MAX 0x7fffffffffffffffL
#define LONG_MIN (-LONG_MAX - 1L)
#define ULONG_MAX 0xffffffffffffffffUL
#define LLONG_MAX 0x7fffffffffffffffLL
#define LLONG_MIN (-LLONG_MAX - 1LL)
#define ULLONG_MAX 0xffffffffffffffffULL
#define LONG_LONG_MAX LLONG_MAX
#define LONG_LONG_MIN LLONG_MIN
#define ULONG_LONG_MAX ULLONG_MAX
#define MB_LEN_MAX 16
#define SSIZE_MAX LONG_MAX
#define PATH_MAX 4096
#define NAME_MAX 255
#define PIPE_BUF 4096
#define NGROUPS_MAX 65536
#define IOV_MAX 1024
#define LINK_MAX 127
#define ARG_MAX 131072
#define HOST_NAME_MAX 64
#define LOGIN_NAME_MAX 256
#define TTY_NAME_MAX 32
#define SEM_VALUE_MAX 2147483647
#define SEM_NSEMS_MAX 2147483647
#define MQ_PRIO_MAX 32768
#define RTSIG_MAX 32
#define PTHREAD_KEYS_MAX 1024
#define PTHREAD_DESTRUCTOR_ITERATIONS 4
#define PTHREAD_STACK_MIN 16384
#define AIO_PRIO_DELTA_MAX 20
#define DELAYTIMER_MAX 2147483647
#define LINE_MAX 2048
#define RE_DUP_MAX 32767
#define BC_BASE_MAX 99
#define NZERO 20
#define WORD_BIT 32
#define LONG_BIT 64
#define _POSIX_PIPE_BUF 512
#define _POSIX_PATH_MAX 256
#define _POSIX_NAME_MAX 14
#define _POSIX_OPEN_MAX 20
#define _POSIX_CHILD_MAX 25
#define _POSIX_ARG_MAX 4096
#define _POSIX_SSIZE_MAX 32767
#define _POSIX_LINK_MAX 8
#define _POSIX_HOST_NAME_MAX 255
#define _POSIX_LOGIN_NAME_MAX 9
#define _POSIX_SEM_VALUE_MAX 32767
#define _POSIX_SEM_NSEMS_MAX 256
#define _POSIX_MQ_OPEN_MAX 8
#define _POSIX_MQ_PRIO_MAX 32
#define _POSIX_RTSIG_MAX 8
#define _POSIX_SIGQUEUE_MAX 32
#define _POSIX_TIMER_MAX 32
#define _POSIX_THREAD_KEYS_MAX 128
#define _POSIX_THREAD_THREADS_MAX 64
#define _POSIX_THREAD_DESTRUCTOR_ITERATIONS 4
#endif
`

const stdint = `#ifndef _STDINT_H
#define _STDINT_H 1
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long uint64_t;
typedef signed char int_least8_t;
typedef short int_least16_t;
typedef int int_least32_t;
typedef long int_least64_t;
typedef unsigned char uint_least8_t;
typedef unsigned short uint_least16_t;
typedef unsigned int uint_least32_t;
typedef unsigned long uint_least64_t;
typedef signed char int_fast8_t;
typedef long int_fast16_t;
typedef long int_fast32_t;
typedef long int_fast64_t;
typedef unsigned char uint_fast8_t;
typedef unsigned long uint_fast16_t;
typedef unsigned long uint_fast32_t;
typedef unsigned long uint_fast64_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;
typedef long intmax_t;
typedef unsigned long uintmax_t;
#define INT8_MIN (-128)
#define INT16_MIN (-32767-1)
#define INT32_MIN (-2147483647-1)
#define INT64_MIN (-9223372036854775807L-1)
#define INT8_MAX 127
#define INT16_MAX 32767
#define INT32_MAX 2147483647
#define INT64_MAX 9223372036854775807L
#define UINT8_MAX 255
#define UINT16_MAX 65535
#define UINT32_MAX 4294967295U
#define UINT64_MAX 18446744073709551615UL
#define INT_LEAST8_MIN INT8_MIN
#define INT_LEAST16_MIN INT16_MIN
#define INT_LEAST32_MIN INT32_MIN
#define INT_LEAST64_MIN INT64_MIN
#define INT_LEAST8_MAX INT8_MAX
#define INT_LEAST16_MAX INT16_MAX
#define INT_LEAST32_MAX INT32_MAX
#define INT_LEAST64_MAX INT64_MAX
#define UINT_LEAST8_MAX UINT8_MAX
#define UINT_LEAST16_MAX UINT16_MAX
#define UINT_LEAST32_MAX UINT32_MAX
#define UINT_LEAST64_MAX UINT64_MAX
#define INT_FAST8_MIN INT8_MIN
#define INT_FAST16_MIN INT64_MIN
#define INT_FAST32_MIN INT64_MIN
#define INT_FAST64_MIN INT64_MIN
#define INT_FAST8_MAX INT8_MAX
#define INT_FAST16_MAX INT64_MAX
#define INT_FAST32_MAX INT64_MAX
#define INT_FAST64_MAX INT64_MAX
#define UINT_FAST8_MAX UINT8_MAX
#define UINT_FAST16_MAX UINT64_MAX
#define UINT_FAST32_MAX UINT64_MAX
#define UINT_FAST64_MAX UINT64_MAX
#define INTPTR_MIN INT64_MIN
#define INTPTR_MAX INT64_MAX
#define UINTPTR_MAX UINT64_MAX
#define INTMAX_MIN INT64_MIN
#define INTMAX_MAX INT64_MAX
#define UINTMAX_MAX UINT64_MAX
#define PTRDIFF_MIN INT64_MIN
#define PTRDIFF_MAX INT64_MAX
#define SIG_ATOMIC_MIN INT32_MIN
#define SIG_ATOMIC_MAX INT32_MAX
#define SIZE_MAX UINT64_MAX
#define WCHAR_MIN INT32_MIN
#define WCHAR_MAX INT32_MAX
#define WINT_MIN 0U
#define WINT_MAX UINT32_MAX
#define INT8_C(c) c
#define INT16_C(c) c
#define INT32_C(c) c
#define INT64_C(c) c ## L
#define UINT8_C(c) c
#define UINT16_C(c) c
#define UINT32_C(c) c ## U
#define UINT64_C(c) c ## UL
#define INTMAX_C(c) c ## L
#define UINTMAX_C(c) c ## UL
#endif
`

const assert = `#undef assert
#ifndef _ASSERT_H
#define _ASSERT_H 1
extern void __assert_fail(const char *text, const char *file, unsigned line, const char *function) __attribute__((noreturn));
extern void __assert_perror_fail(int number, const char *file, unsigned line, const char *function) __attribute__((noreturn));
#endif
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) ((expression) ? (void)0 : __assert_fail(#expression, __FILE__, __LINE__, __func__))
#endif
#undef static_assert
#define static_assert _Static_assert
`

const setjmp = `#ifndef _SETJMP_H
#define _SETJMP_H 1
#include <bits/sigset.h>
struct __jmp_buf_tag { long __jmpbuf[8]; int __mask_was_saved; sigset_t __saved_mask; };
typedef struct __jmp_buf_tag jmp_buf[1];
typedef struct __jmp_buf_tag sigjmp_buf[1];
void __savemask(struct __jmp_buf_tag *where, int save);
void longjmp(jmp_buf where, int value) __attribute__((noreturn));
void _longjmp(jmp_buf where, int value) __attribute__((noreturn));
void siglongjmp(sigjmp_buf where, int value) __attribute__((noreturn));
#define setjmp(where) (__savemask(where, 0), __builtin_setjmp(where))
#define _setjmp(where) setjmp(where)
#define sigsetjmp(where, save) (__savemask(where, save), __builtin_setjmp(where))
#endif
`

export const LANGUAGE_HEADERS: Readonly<Record<string, string>> = {
  'limits.h': limits,
  'setjmp.h': setjmp,
  'stdint.h': stdint,
  'assert.h': assert,
  'inttypes.h': inttypes,
  'float.h': float,
  'iso646.h': iso646,
  'stdalign.h': stdalign,
  'stdnoreturn.h': stdnoreturn,
}
