/** <tgmath.h>: one name for the function of each real type, as C11 7.25 has it; complex numbers are not here. */

const ONE =
  'acos asin atan acosh asinh atanh cos sin tan cosh sinh tanh exp exp2 expm1 log log10 log1p log2 logb sqrt cbrt fabs ceil floor nearbyint rint round trunc lrint llrint lround llround ilogb erf erfc lgamma tgamma'
const TWO = 'pow fmod atan2 hypot remainder fdim fmax fmin copysign nextafter'
/** The second parameter is no real number of the kind. */
const WITH_OTHER = 'ldexp scalbn scalbln frexp'

const words = (list: string): string[] => list.split(' ')
const chosen = (by: string, name: string) => `_Generic(${by}, float: ${name}f, default: ${name})`

const tgmath = `#ifndef _TGMATH_H
#define _TGMATH_H 1
#include <math.h>
${words(ONE)
  .map((name) => `#define ${name}(x) ${chosen('(x)', name)}(x)\n`)
  .join('')}${words(TWO)
  .map((name) => `#define ${name}(x, y) ${chosen('(x) + (y)', name)}(x, y)\n`)
  .join('')}${words(WITH_OTHER)
  .map((name) => `#define ${name}(x, y) ${chosen('(x)', name)}(x, y)\n`)
  .join('')}#define fma(x, y, z) ${chosen('(x) + (y) + (z)', 'fma')}(x, y, z)
#endif
`

export const GENERIC_MATH_HEADERS: Readonly<Record<string, string>> = { 'tgmath.h': tgmath }
