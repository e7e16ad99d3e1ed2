/** Intrinsics of <math.h>. */
import { argumentDouble, type Intrinsic, setResultDouble } from '../../vm/cpu'
import * as power from './exponential'
import * as special from './special'
import * as circle from './trigonometry'

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

const ternary =
  (compute: (x: number, y: number, z: number) => number): Intrinsic =>
  (cpu, slot) => {
    const x = argumentDouble(cpu, slot)
    setResultDouble(cpu, compute(x, argumentDouble(cpu, slot + 8), argumentDouble(cpu, slot + 16)))
    return true
  }

export const MATH_INTRINSICS = {
  sin: unary(circle.sin),
  cos: unary(circle.cos),
  tan: unary(circle.tan),
  asin: unary(circle.asin),
  acos: unary(circle.acos),
  atan: unary(circle.atan),
  atan2: binary(circle.atan2),
  exp: unary(power.exp),
  exp2: unary(power.exp2),
  expm1: unary(power.expm1),
  log: unary(power.log),
  log2: unary(power.log2),
  log10: unary(power.log10),
  log1p: unary(power.log1p),
  pow: binary(power.pow),
  sinh: unary(power.sinh),
  cosh: unary(power.cosh),
  tanh: unary(power.tanh),
  asinh: unary(power.asinh),
  acosh: unary(power.acosh),
  atanh: unary(power.atanh),
  // These are exact in every host.
  sqrt: unary(Math.sqrt),
  fmod: binary((x, y) => x % y),
  floor: unary(Math.floor),
  ceil: unary(Math.ceil),
  trunc: unary(Math.trunc),
  fabs: unary(Math.abs),
  round: unary(round),
  rint: unary(rint),
  cbrt: unary(special.cbrt),
  hypot: binary(special.hypot),
  fma: ternary(special.fma),
  erf: unary(special.erf),
  erfc: unary(special.erfc),
  tgamma: unary(special.tgamma),
  lgamma: unary(special.lgamma),
} as const
