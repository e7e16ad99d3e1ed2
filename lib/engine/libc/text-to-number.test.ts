/** Numbers read from text, against what glibc made of drawn cases (`record-formats`). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  createIntrinsicRig,
  INTRINSIC_DATA,
  type IntrinsicRig,
  readText,
  runIntrinsic,
  writeText,
} from './intrinsic-rig'

const TEXT = INTRINSIC_DATA + 4096
const END = INTRINSIC_DATA
const ERRNO = INTRINSIC_DATA + 8
const ANSWER_BASES = [0, 10, 16, 7]

/** One line as the recording program prints it. */
function scan(rig: IntrinsicRig, line: string): string {
  writeText(rig, TEXT, line)
  const read = () => {
    const word = [...readText(rig, END, 8)].reduceRight((sum, c) => sum * 256 + c.charCodeAt(0), 0)
    return word - TEXT
  }
  const errno = () => readText(rig, ERRNO, 1).charCodeAt(0)
  writeText(rig, ERRNO, '\0')
  const bits = BigInt.asUintN(64, runIntrinsic(rig, 'strtod', TEXT, END, ERRNO) ?? 0n)
  const answers = [bits.toString(16), read(), errno()]
  for (const base of ANSWER_BASES) {
    writeText(rig, ERRNO, '\0')
    answers.push(String(runIntrinsic(rig, 'strtol', TEXT, END, base, ERRNO)), read(), errno())
    writeText(rig, ERRNO, '\0')
    answers.push(
      String(BigInt.asUintN(64, runIntrinsic(rig, 'strtoul', TEXT, END, base, ERRNO) ?? 0n)),
      errno(),
    )
  }
  return answers.join(' ')
}

test('reads numbers as glibc does', () => {
  const rig = createIntrinsicRig()
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
  const rig = createIntrinsicRig()
  writeText(rig, TEXT, '10')
  expect(runIntrinsic(rig, 'strtol', TEXT, 0, 1, ERRNO)).toBe(0n)
  expect(readText(rig, ERRNO, 1).charCodeAt(0)).toBe(22)
})

test('a number that runs into a page that is not there is a fault', () => {
  const rig = createIntrinsicRig()
  writeText(rig, INTRINSIC_DATA + 16 * 4096 - 4, '123')
  const last = INTRINSIC_DATA + 16 * 4096 - 1
  runIntrinsic(rig, 'memset', last, '4'.charCodeAt(0), 1)
  expect(runIntrinsic(rig, 'strtol', last - 3, 0, 10, ERRNO)).toBeNull()
})
