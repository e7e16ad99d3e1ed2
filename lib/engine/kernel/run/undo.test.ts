/**
 * The law of the digest: kept up to date it is what it is from scratch. The undo law: whatever a machine does after a mark, `undo` makes it what it was to the last bit, and it goes on as it
 * would have. Over all of testdata and over generated programs, by random walks with marks in marks.
 */
import { expect, test } from 'vitest'
import { generateConcurrent } from '../../fuzz/concurrent'
import { compile, type Machine, POLICIES, type Program, resultOf, runFor } from '../../index'
import { bootNext, compiled, FULL, PROGRAMS } from '../../test-programs'
import { exportMemory } from '../../vm/memory'
import { createDice } from '../../vm/random-program'
import { hexOf } from '../state/fold'
import { hashState } from './hash'
import { beginHash, currentHash, endHash, markHash, undoHash } from './rolling-hash'
import type { RollingHash } from './rolling-part'

const LIMITS = { steps: 400_000, output: 64 << 10, tasks: 24, descriptors: 64 }
/** Generated programs, and marks of a walk. */
const [SOURCES, TURNS] = FULL ? [16, 5] : [6, 2]

/** All of a machine's state, as text. */
function picture(machine: Machine): string {
  const { frames, bytes, used, firstFree, top } = exportMemory(machine.memory)
  const words = new Int32Array(bytes.buffer)
  let hash = 0
  for (let i = 0; i < words.length; i++) hash = (Math.imul(hash, 31) + (words[i] as number)) | 0
  const plain = (_key: string, value: unknown) =>
    value instanceof Map ? [...value] : value instanceof Uint8Array ? [...value] : value
  const { run, runs, output, ...state } = machine.state
  return `${frames} ${used} ${firstFree} ${top} ${hash} ${machine.programs.length} ${JSON.stringify({ run, runs: runs?.run.visibles, output: output?.total, ...state }, plain)}`
}

/** The machine as text, with its digest, which is the same kept up to date and taken from scratch. */
function told(hash: RollingHash): string {
  const digest = hexOf(currentHash(hash))
  expect(digest).toBe(hexOf(hashState(hash.machine)))
  return `${digest} ${picture(hash.machine)}`
}

/** Marks, goes on, marks again, goes back: each time to where it was. Then it ends as a machine that was left in peace. */
function walk(program: Program, seed: number, stdin: string): number {
  const config = {
    seed,
    cores: 1 + (seed % 3),
    policy: POLICIES[seed % 5] ?? 'rr',
    limits: LIMITS,
    stdin,
  } as const
  const inPeace = bootNext(program, config)
  runFor(inPeace)
  const left = resultOf(inPeace)
  const machine = bootNext(program, config)
  const dice = createDice(seed)
  const hash = beginHash(machine)
  for (let turn = 0; turn < TURNS && !machine.state.ended; turn++) {
    const outer = markHash(hash)
    const before = told(hash)
    runFor(machine, 1 + dice(dice(2) === 0 ? 40 : 4000))
    const inner = markHash(hash)
    const middle = told(hash)
    for (let again = 0; again < 2; again++) {
      runFor(machine, 1 + dice(3000))
      if (dice(2) === 0) expect(hexOf(currentHash(hash))).toBe(hexOf(hashState(machine)))
      undoHash(hash, inner)
      expect(told(hash)).toBe(middle)
    }
    undoHash(hash, outer)
    expect(told(hash)).toBe(before)
    runFor(machine, 1 + dice(9000))
  }
  endHash(hash)
  runFor(machine)
  expect(resultOf(machine)).toEqual(left)
  return machine.state.steps
}

for (const [turn, name] of PROGRAMS.entries())
  test(`${name} can be taken back and goes on as before`, () => {
    walk(compiled(name), turn + 1, '')
  })

test(`${SOURCES} generated programs can be taken back and go on as before`, () => {
  for (let seed = 1; seed <= SOURCES; seed++) {
    const { program } = compile(generateConcurrent(seed))
    if (program) walk(program, seed, '')
  }
})
