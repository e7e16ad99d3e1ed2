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

export const STANDARD_MORE_HEADERS: Readonly<Record<string, string>> = {
  'inttypes.h': inttypes,
  'float.h': float,
  'iso646.h': iso646,
  'stdalign.h': stdalign,
  'stdnoreturn.h': stdnoreturn,
}
