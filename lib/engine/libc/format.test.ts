/** Formatting against what glibc wrote for thousands of drawn cases (`record-formats`). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromBits } from './decimal'
import { type ArgumentSource, format } from './format'

type Word = readonly [low: number, high: number]

const wordOf = (bits: bigint): Word => [Number(bits & 0xffff_ffffn) | 0, Number(bits >> 32n) | 0]

/** Arguments that are all there already; strings are given, not addresses. */
function sourceOf(words: readonly Word[], text: string): ArgumentSource {
  return {
    failed: false,
    word: (index) => words[index] ?? [0, 0],
    double: (index) => fromBits(...(words[index] ?? [0, 0])),
    extended: () => ({ mantissa: 0n, exponent: 0 }),
    string: (_low, _high, limit) => Uint8Array.from(text.slice(0, limit), (c) => c.charCodeAt(0)),
    wide: () => [],
  }
}

/** A line of the record: the kind says what stands before the value (formats with `*` take two numbers made of it). */
function printCase(line: string): string {
  const [kind = '', hexadecimal = '', ...rest] = line.split('\t')
  const bits = BigInt(`0x${hexadecimal}`)
  const stars: Word[] = [Number(bits % 23n) - 8, Number((bits / 23n) % 19n) - 3].map((n) => [n, n >> 31])
  const words = kind === 'D' || kind === 'L' ? [...stars, wordOf(bits)] : [wordOf(bits)]
  const { bytes, length, error } = format(rest.join('\t'), sourceOf(words, hexadecimal), 1 << 20, 0)
  return `${error !== 0 ? -1 : length}\t${error !== 0 ? '' : String.fromCharCode(...bytes)}`
}

test('formats as glibc does', () => {
  const lines = readFileSync('lib/engine/testdata/libc/formats.txt', 'latin1').split('\n')
  const wrong: string[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const line = lines[i] as string
    const printed = printCase(line)
    if (printed !== lines[i + 1]) wrong.push(`${line} gave ${printed} instead of ${lines[i + 1]}`)
  }
  expect(wrong).toEqual([])
  expect(lines.length).toBeGreaterThan(12_000)
})

const plain = (text: string, words: readonly Word[] = []) => format(text, sourceOf(words, 'text'), 1000, 2)

test('keeps what fits and counts the rest', () => {
  const { bytes, length } = format('%08d!', sourceOf([[42, 0]], ''), 3, 0)
  expect(String.fromCharCode(...bytes)).toBe('000')
  expect(length).toBe(9)
})

test('a text longer than an int can say is an error', () => {
  expect(plain('%2147483647d!', [[1, 0]]).error).toBe(75)
})

test('a percent sign alone at the end is an error', () => {
  expect(plain('50%').error).toBe(22)
})

test('%m speaks of errno, %n counts so far', () => {
  const { bytes, stores } = plain('%m.%hhn', [[0x1234, 0]])
  expect(String.fromCharCode(...bytes)).toBe('No such file or directory.')
  expect(stores).toEqual([{ low: 0x1234, high: 0, size: 1, value: 26 }])
})

test('arguments can be taken by position', () => {
  const { bytes } = plain('%2$d %1$d %2$*1$d', [
    [3, 0],
    [5, 0],
  ])
  expect(String.fromCharCode(...bytes)).toBe('5 3   5')
})

test('a wide character outside of ASCII cannot be written in the C locale', () => {
  expect(plain('%lc', [[0x20ac, 0]]).error).toBe(84)
})
