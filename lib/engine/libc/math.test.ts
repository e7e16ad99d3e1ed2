/** <math.h> against glibc's results for drawn arguments (`record-formats`). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { INTRINSICS, type IntrinsicName } from '../vm/abi'
import { fromBits } from './decimal'
import { createIntrinsicRig, doubleResult, runIntrinsic } from './intrinsic-rig'

const rig = createIntrinsicRig()

function fromHexadecimal(text: string): number {
  const bits = BigInt(`0x${text}`)
  return fromBits(Number(bits & 0xffff_ffffn), Number(bits >> 32n))
}

/** Doubles from one to the other: 0 if they are the same. */
function distance(a: number, b: number): number {
  if (Object.is(a, b) || (Number.isNaN(a) && Number.isNaN(b))) return 0
  const word = new BigInt64Array(new Float64Array([a, b]).buffer)
  const order = (bits: bigint) => (bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits)
  return Math.abs(Number(order(word[0] as bigint) - order(word[1] as bigint)))
}

type Tally = { exact: number; off: number; worst: number; example: string }

function tally(): Map<string, Tally> {
  const lines = readFileSync('lib/engine/testdata/libc/calculations.txt', 'latin1').split('\n')
  const tallies = new Map<string, Tally>()
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [name = '', x = '', y = ''] = (lines[i] as string).split('\t')
    if (!INTRINSICS.includes(name as IntrinsicName)) continue
    const [a, b] = [fromHexadecimal(x), fromHexadecimal(y)]
    const third = name === 'fma' ? [{ double: a * b * -1.0000000000000002 }] : []
    runIntrinsic(rig, name as IntrinsicName, { double: a }, { double: b }, ...third)
    const apart = distance(doubleResult(rig), fromHexadecimal(lines[i + 1] as string))
    const found = tallies.get(name) ?? { exact: 0, off: 0, worst: 0, example: '' }
    if (apart === 0) found.exact++
    else found.off++
    if (apart > found.worst) Object.assign(found, { worst: apart, example: `${name}(${a}, ${b})` })
    tallies.set(name, found)
  }
  return tallies
}

/**
 * Ours are the right ones, rounded; glibc's are up to one unit of the last place away from these (more in erf, the gamma
 * function and hyperbolic ones), and seldom that in the functions that programs use most.
 */
test('results are those of glibc, or next to them', () => {
  const tallies = tally()
  const often = [
    'sin',
    'cos',
    'tan',
    'exp',
    'exp2',
    'log',
    'log2',
    'pow',
    'atan',
    'atan2',
    'asin',
    'acos',
    'hypot',
    'fmod',
    'fma',
  ]
  for (const name of often) {
    const found = tallies.get(name) as Tally
    expect(found.worst, found.example).toBeLessThanOrEqual(1)
    expect(found.off, name).toBeLessThanOrEqual(8)
  }
  for (const [name, found] of tallies) expect(found.worst, `${name} ${found.example}`).toBeLessThanOrEqual(8)
})
