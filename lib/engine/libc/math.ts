/** Intrinsics of <math.h>. */
import { argumentDouble, type Intrinsic, setResultDouble } from '../vm/execute'

const unary =
  (compute: (x: number) => number): Intrinsic =>
  (cpu, slot) => {
    setResultDouble(cpu, compute(argumentDouble(cpu, slot)))
    return true
  }

const binary =
  (compute: (x: number, y: number) => number): Intrinsic =>
  (cpu, slot) => {
    setResultDouble(cpu, compute(argumentDouble(cpu, slot), argumentDouble(cpu, slot + 8)))
    return true
  }

/** To the nearest integer, ties away from zero, as C's round. */
function round(x: number): number {
  const whole = Math.trunc(x)
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole
}

/** To the nearest integer, ties to even. */
function rint(x: number): number {
  const whole = round(x)
  const isTie = Math.abs(x - Math.trunc(x)) === 0.5
  return isTie && whole % 2 !== 0 ? whole - Math.sign(x) : x < 0 && whole === 0 ? -0 : whole
}

export const MATH_INTRINSICS = {
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  tan: unary(Math.tan),
  asin: unary(Math.asin),
  acos: unary(Math.acos),
  atan: unary(Math.atan),
  atan2: binary(Math.atan2),
  exp: unary(Math.exp),
  log: unary(Math.log),
  log2: unary(Math.log2),
  log10: unary(Math.log10),
  pow: binary(Math.pow),
  sqrt: unary(Math.sqrt),
  fmod: binary((x, y) => x % y),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  round: unary(round),
  trunc: unary(Math.trunc),
  fabs: unary(Math.abs),
  cbrt: unary(Math.cbrt),
  hypot: binary(Math.hypot),
  exp2: unary((x) => 2 ** x),
  expm1: unary(Math.expm1),
  log1p: unary(Math.log1p),
  sinh: unary(Math.sinh),
  cosh: unary(Math.cosh),
  tanh: unary(Math.tanh),
  asinh: unary(Math.asinh),
  acosh: unary(Math.acosh),
  atanh: unary(Math.atanh),
  rint: unary(rint),
  // FIXME: to come with the functions of math/.
  erf: unary(Math.abs),
  erfc: unary(Math.abs),
  tgamma: unary(Math.abs),
  lgamma: unary(Math.abs),
  fma: binary((x, y) => x * y),
} as const
