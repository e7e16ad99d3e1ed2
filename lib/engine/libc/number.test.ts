/** Numbers read from text, against what glibc made of drawn cases (`record-formats`). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { call, createRig, DATA, get, put, type Rig } from './rig'

const TEXT = DATA + 4096
const END = DATA
const ERRNO = DATA + 8
const ANSWER_BASES = [0, 10, 16, 7]

/** One line as the recording program prints it. */
function scan(rig: Rig, line: string): string {
  put(rig, TEXT, line)
  const read = () => {
    const word = [...get(rig, END, 8)].reduceRight((sum, c) => sum * 256 + c.charCodeAt(0), 0)
    return word - TEXT
  }
  const errno = () => get(rig, ERRNO, 1).charCodeAt(0)
  put(rig, ERRNO, '\0')
  const bits = BigInt.asUintN(64, call(rig, 'strtod', TEXT, END, ERRNO) ?? 0n)
  const answers = [bits.toString(16), read(), errno()]
  for (const base of ANSWER_BASES) {
    put(rig, ERRNO, '\0')
    answers.push(String(call(rig, 'strtol', TEXT, END, base, ERRNO)), read(), errno())
    put(rig, ERRNO, '\0')
    answers.push(String(BigInt.asUintN(64, call(rig, 'strtoul', TEXT, END, base, ERRNO) ?? 0n)), errno())
  }
  return answers.join(' ')
}

test('reads numbers as glibc does', () => {
  const rig = createRig()
  const lines = readFileSync('lib/engine/testdata/libc/numbers.txt', 'latin1').split('\n')
  const wrong: string[] = []
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const found = scan(rig, lines[i] as string)
    if (found !== lines[i + 1]) wrong.push(`'${lines[i]}' gave ${found} instead of ${lines[i + 1]}`)
  }
  expect(wrong).toEqual([])
  expect(lines.length).toBeGreaterThan(4000)
})

test('a base that does not exist is an error', () => {
  const rig = createRig()
  put(rig, TEXT, '10')
  expect(call(rig, 'strtol', TEXT, 0, 1, ERRNO)).toBe(0n)
  expect(get(rig, ERRNO, 1).charCodeAt(0)).toBe(22)
})

test('a number that runs into a page that is not there is a fault', () => {
  const rig = createRig()
  put(rig, DATA + 16 * 4096 - 4, '123')
  const last = DATA + 16 * 4096 - 1
  call(rig, 'memset', last, '4'.charCodeAt(0), 1)
  expect(call(rig, 'strtol', last - 3, 0, 10, ERRNO)).toBeNull()
})
