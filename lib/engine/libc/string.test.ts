/** The string intrinsics against what the same operation does on plain bytes, over page borders and faults. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { call, createRig, DATA, DATA_END, dropPages, get, put } from './rig'

const rig = createRig()
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'z', ' '), maxLength: 40 })
/** Just before a page ends, so that most texts cross it. */
const place = fc.integer({ min: DATA + 2 * 4096 - 30, max: DATA + 2 * 4096 })
const OTHER = DATA + 6 * 4096 - 9

const sign = (n: bigint | number | null): number => Math.sign(Number(n))
const offset = (found: bigint | null, start: number): number => (found === 0n ? -1 : Number(found) - start)

test('finds ends, characters and parts', () => {
  const check = (at: number, text: string, part: string, c: string) => {
    put(rig, at, text)
    put(rig, OTHER, part)
    const code = c.charCodeAt(0)
    expect(call(rig, 'strlen', at)).toBe(BigInt(text.length))
    expect(call(rig, 'strnlen', at, 5)).toBe(BigInt(Math.min(5, text.length)))
    expect(offset(call(rig, 'strchr', at, code), at)).toBe(text.indexOf(c))
    expect(offset(call(rig, 'strrchr', at, code), at)).toBe(text.lastIndexOf(c))
    expect(offset(call(rig, 'memchr', at, code, text.length), at)).toBe(text.indexOf(c))
    expect(offset(call(rig, 'strstr', at, OTHER), at)).toBe(text.indexOf(part))
    const inSet = [...text].findIndex((x) => part.includes(x))
    const outOfSet = [...text].findIndex((x) => !part.includes(x))
    expect(offset(call(rig, 'strpbrk', at, OTHER), at)).toBe(inSet)
    expect(Number(call(rig, 'strcspn', at, OTHER))).toBe(inSet < 0 ? text.length : inSet)
    expect(Number(call(rig, 'strspn', at, OTHER))).toBe(outOfSet < 0 ? text.length : outOfSet)
  }
  fc.assert(fc.property(place, letters, letters, fc.constantFrom('a', 'b', 'z'), check))
})

test('compares as unsigned bytes, with and without limit and case', () => {
  const check = (at: number, a: string, b: string, n: number) => {
    put(rig, at, a)
    put(rig, OTHER, b)
    const order = (x: string, y: string) => (x < y ? -1 : x > y ? 1 : 0)
    const low = (x: string) => x.toLowerCase()
    expect(sign(call(rig, 'strcmp', at, OTHER))).toBe(order(a, b))
    expect(sign(call(rig, 'strncmp', at, OTHER, n))).toBe(order(a.slice(0, n), b.slice(0, n)))
    expect(sign(call(rig, 'strcasecmp', at, OTHER))).toBe(order(low(a), low(b)))
    expect(sign(call(rig, 'strncasecmp', at, OTHER, n))).toBe(order(low(a).slice(0, n), low(b).slice(0, n)))
    const shorter = Math.min(a.length, b.length, n)
    expect(sign(call(rig, 'memcmp', at, OTHER, shorter))).toBe(
      order(a.slice(0, shorter), b.slice(0, shorter)),
    )
  }
  fc.assert(fc.property(place, letters, letters, fc.nat(40), check))
  put(rig, DATA, '\u00e9')
  put(rig, OTHER, 'z')
  expect(sign(call(rig, 'strcmp', DATA, OTHER))).toBe(1)
})

test('copies, appends and fills', () => {
  const check = (at: number, first: string, second: string, n: number) => {
    put(rig, at, first)
    put(rig, OTHER, second)
    expect(call(rig, 'strcat', at, OTHER)).toBe(BigInt(at))
    expect(get(rig, at, first.length + second.length + 1)).toBe(`${first}${second}\0`)
    put(rig, at, first)
    call(rig, 'strncat', at, OTHER, n)
    expect(get(rig, at, first.length + Math.min(n, second.length) + 1)).toBe(
      `${first}${second.slice(0, n)}\0`,
    )
    put(rig, at, '#'.repeat(90))
    call(rig, 'strncpy', at, OTHER, n)
    expect(get(rig, at, n + 1)).toBe(`${second.slice(0, n).padEnd(n, '\0')}#`)
    call(rig, 'strcpy', at, OTHER)
    expect(get(rig, at, second.length + 1)).toBe(`${second}\0`)
    call(rig, 'memset', at, 0x141, n)
    expect(get(rig, at, n)).toBe('A'.repeat(n))
  }
  fc.assert(fc.property(place, letters, letters, fc.nat(60), check))
})

test('moves between overlapping ranges of several pages', () => {
  const text = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(33 + ((i * 7) % 90))).join('')
  for (const [from, to] of [
    [DATA + 100, DATA + 4100],
    [DATA + 5000, DATA + 170],
    [DATA + 4095, DATA + 4096],
    [DATA + 8192, DATA],
  ] as const) {
    put(rig, from, text)
    expect(call(rig, 'memmove', to, from, text.length)).toBe(BigInt(to))
    expect(get(rig, to, text.length)).toBe(text)
  }
})

test('asks for each page once and goes on where it was', () => {
  dropPages(rig)
  rig.faults = 0
  call(rig, 'memset', DATA + 10, 7, 3 * 4096)
  expect(rig.faults).toBe(4)
  expect(get(rig, DATA, 11)).toBe(`${'\0'.repeat(10)}\x07`)
})

test('what lies outside of memory is a fault, and nothing is written before it', () => {
  put(rig, DATA_END - 8, 'safe')
  put(rig, DATA, 'much too long')
  expect(call(rig, 'strcpy', DATA_END - 8, DATA)).toBeNull()
  expect(get(rig, DATA_END - 8, 5)).toBe('safe\0')
  expect(call(rig, 'memset', DATA_END - 8, 1, -1n)).toBeNull()
  expect(get(rig, DATA_END - 8, 4)).toBe('safe')
  expect(call(rig, 'strlen', 0)).toBeNull()
  expect(call(rig, 'strlen', 0x1_0020_0000)).toBeNull()
})

test('a second format of the same call writes the same', () => {
  dropPages(rig)
  put(rig, DATA + 9 * 4096, '%s has %d')
  put(rig, DATA + 10 * 4096, 'nobody')
  // the list's `next`, and two arguments
  const list = DATA + 11 * 4096
  const word = (n: number) => String.fromCharCode(...[0, 8, 16, 24].map((s) => (n >>> s) & 255), 0, 0, 0, 0)
  put(rig, list, word(list + 64))
  put(rig, list + 64, word(DATA + 10 * 4096) + word(3))
  rig.faults = 0
  expect(call(rig, 'format', DATA + 4090, 100, DATA + 9 * 4096, list, 0)).toBe(12n)
  expect(get(rig, DATA + 4090, 12)).toBe('nobody has 3')
  expect(rig.faults).toBe(2)
})
