/** The string intrinsics against what the same operation does on plain bytes, over page borders and faults. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createIntrinsicRig,
  dropPages,
  INTRINSIC_DATA,
  INTRINSIC_DATA_END,
  readText,
  runIntrinsic,
  writeText,
} from './intrinsic-rig'

const rig = createIntrinsicRig()
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'z', ' '), maxLength: 40 })
/** Just before a page ends, so that most texts cross it. */
const place = fc.integer({ min: INTRINSIC_DATA + 2 * 4096 - 30, max: INTRINSIC_DATA + 2 * 4096 })
const OTHER = INTRINSIC_DATA + 6 * 4096 - 9

const sign = (n: bigint | number | null): number => Math.sign(Number(n))
const offset = (found: bigint | null, start: number): number => (found === 0n ? -1 : Number(found) - start)

test('finds ends, characters and parts', () => {
  const check = (at: number, text: string, part: string, c: string) => {
    writeText(rig, at, text)
    writeText(rig, OTHER, part)
    const code = c.charCodeAt(0)
    expect(runIntrinsic(rig, 'strlen', at)).toBe(BigInt(text.length))
    expect(runIntrinsic(rig, 'strnlen', at, 5)).toBe(BigInt(Math.min(5, text.length)))
    expect(offset(runIntrinsic(rig, 'strchr', at, code), at)).toBe(text.indexOf(c))
    expect(offset(runIntrinsic(rig, 'strrchr', at, code), at)).toBe(text.lastIndexOf(c))
    expect(offset(runIntrinsic(rig, 'memchr', at, code, text.length), at)).toBe(text.indexOf(c))
    expect(offset(runIntrinsic(rig, 'strstr', at, OTHER), at)).toBe(text.indexOf(part))
    const inSet = [...text].findIndex((x) => part.includes(x))
    const outOfSet = [...text].findIndex((x) => !part.includes(x))
    expect(offset(runIntrinsic(rig, 'strpbrk', at, OTHER), at)).toBe(inSet)
    expect(Number(runIntrinsic(rig, 'strcspn', at, OTHER))).toBe(inSet < 0 ? text.length : inSet)
    expect(Number(runIntrinsic(rig, 'strspn', at, OTHER))).toBe(outOfSet < 0 ? text.length : outOfSet)
  }
  fc.assert(fc.property(place, letters, letters, fc.constantFrom('a', 'b', 'z'), check))
})

test('compares as unsigned bytes, with and without limit and case', () => {
  const check = (at: number, a: string, b: string, n: number) => {
    writeText(rig, at, a)
    writeText(rig, OTHER, b)
    const order = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0)
    const low = (x: string) => x.toLowerCase()
    expect(sign(runIntrinsic(rig, 'strcmp', at, OTHER))).toBe(order(a, b))
    expect(sign(runIntrinsic(rig, 'strncmp', at, OTHER, n))).toBe(order(a.slice(0, n), b.slice(0, n)))
    expect(sign(runIntrinsic(rig, 'strcasecmp', at, OTHER))).toBe(order(low(a), low(b)))
    expect(sign(runIntrinsic(rig, 'strncasecmp', at, OTHER, n))).toBe(
      order(low(a).slice(0, n), low(b).slice(0, n)),
    )
    const shorter = Math.min(a.length, b.length, n)
    expect(sign(runIntrinsic(rig, 'memcmp', at, OTHER, shorter))).toBe(
      order(a.slice(0, shorter), b.slice(0, shorter)),
    )
  }
  fc.assert(fc.property(place, letters, letters, fc.nat(40), check))
  writeText(rig, INTRINSIC_DATA, '\u00e9')
  writeText(rig, OTHER, 'z')
  expect(sign(runIntrinsic(rig, 'strcmp', INTRINSIC_DATA, OTHER))).toBe(1)
})

test('copies, appends and fills', () => {
  const check = (at: number, first: string, second: string, n: number) => {
    writeText(rig, at, first)
    writeText(rig, OTHER, second)
    expect(runIntrinsic(rig, 'strcat', at, OTHER)).toBe(BigInt(at))
    expect(readText(rig, at, first.length + second.length + 1)).toBe(`${first}${second}\0`)
    writeText(rig, at, first)
    runIntrinsic(rig, 'strncat', at, OTHER, n)
    expect(readText(rig, at, first.length + Math.min(n, second.length) + 1)).toBe(
      `${first}${second.slice(0, n)}\0`,
    )
    writeText(rig, at, '#'.repeat(90))
    runIntrinsic(rig, 'strncpy', at, OTHER, n)
    expect(readText(rig, at, n + 1)).toBe(`${second.slice(0, n).padEnd(n, '\0')}#`)
    runIntrinsic(rig, 'strcpy', at, OTHER)
    expect(readText(rig, at, second.length + 1)).toBe(`${second}\0`)
    runIntrinsic(rig, 'memset', at, 0x141, n)
    expect(readText(rig, at, n)).toBe('A'.repeat(n))
  }
  fc.assert(fc.property(place, letters, letters, fc.nat(60), check))
})

test('moves between overlapping ranges of several pages', () => {
  const text = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + ((i * 7) % 90))).join('')
  for (const [from, to] of [
    [INTRINSIC_DATA + 100, INTRINSIC_DATA + 4100],
    [INTRINSIC_DATA + 5000, INTRINSIC_DATA + 170],
    [INTRINSIC_DATA + 4095, INTRINSIC_DATA + 4096],
    [INTRINSIC_DATA + 8192, INTRINSIC_DATA],
  ] as const) {
    writeText(rig, from, text)
    expect(runIntrinsic(rig, 'memmove', to, from, text.length)).toBe(BigInt(to))
    expect(readText(rig, to, text.length)).toBe(text)
  }
})

test('asks for each page once and goes on where it was', () => {
  dropPages(rig)
  rig.faults = 0
  runIntrinsic(rig, 'memset', INTRINSIC_DATA + 10, 7, 3 * 4096)
  expect(rig.faults).toBe(4)
  expect(readText(rig, INTRINSIC_DATA, 11)).toBe(`${'\0'.repeat(10)}\x07`)
})

test('what lies outside of memory is a fault, and nothing is written before it', () => {
  writeText(rig, INTRINSIC_DATA_END - 8, 'safe')
  writeText(rig, INTRINSIC_DATA, 'much too long')
  expect(runIntrinsic(rig, 'strcpy', INTRINSIC_DATA_END - 8, INTRINSIC_DATA)).toBeNull()
  expect(readText(rig, INTRINSIC_DATA_END - 8, 5)).toBe('safe\0')
  expect(runIntrinsic(rig, 'memset', INTRINSIC_DATA_END - 8, 1, -1n)).toBeNull()
  expect(readText(rig, INTRINSIC_DATA_END - 8, 4)).toBe('safe')
  expect(runIntrinsic(rig, 'strlen', 0)).toBeNull()
  expect(runIntrinsic(rig, 'strlen', 0x1_0020_0000)).toBeNull()
})

test('a second format of the same call writes the same', () => {
  dropPages(rig)
  writeText(rig, INTRINSIC_DATA + 9 * 4096, '%s has %d')
  writeText(rig, INTRINSIC_DATA + 10 * 4096, 'nobody')
  // the list's `next`, and two arguments
  const list = INTRINSIC_DATA + 11 * 4096
  const word = (n: number) => String.fromCharCode(...[0, 8, 16, 24].map((s) => (n >>> s) & 255), 0, 0, 0, 0)
  writeText(rig, list, word(list + 64))
  writeText(rig, list + 64, word(INTRINSIC_DATA + 10 * 4096) + word(3))
  rig.faults = 0
  expect(runIntrinsic(rig, 'format', INTRINSIC_DATA + 4090, 100, INTRINSIC_DATA + 9 * 4096, list, 0)).toBe(
    12n,
  )
  expect(readText(rig, INTRINSIC_DATA + 4090, 12)).toBe('nobody has 3')
  expect(rig.faults).toBe(2)
})
