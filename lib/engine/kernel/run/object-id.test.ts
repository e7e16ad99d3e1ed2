/**
 * The law of ids: an object's id is given once in the life of a run, and on the same path it is the same, whatever was
 * tried on the way and taken back. Over all of testdata and over generated programs.
 */
import { expect, test } from 'vitest'
import { generateConcurrent } from '../../fuzz/concurrent'
import { compile, type Machine, type Program, runFor } from '../../index'
import { bootNext, compiled, FULL, PROGRAMS } from '../../test-programs'
import { createDice, type Dice } from '../../vm/random-program'
import { forget, mark, remember, undo } from '../state/journal'
import { taskAt } from '../state/machine'
import { TABLES, type TableName } from './hash'
import { isEnabled } from './next-operation'
import { encodeSchedule } from './schedule'
import { settleLocal, stepTask } from './task-step'

const LIMITS = {
  steps: FULL ? 150_000 : 40_000,
  output: 64 << 10,
  tasks: 24,
  descriptors: 64,
}
const SOURCES = FULL ? 24 : 8
/** Steps of a walk, and of each branch that is tried and taken back. */
const STEPS = FULL ? 40 : 16
const BRANCH = 6
/** At one state in so many the siblings are tried. */
const SPARSE = 4

const NAMES = Object.keys(TABLES) as TableName[]

/** Writes down each object that comes to be, as kind and id, in order. */
function watchBirths(machine: Machine, born: string[]): void {
  const { journal } = machine
  const quiet = { record: () => {}, put: () => {}, drop: () => {}, append: () => {} }
  const inner = journal ?? quiet
  machine.journal = {
    ...inner,
    put(table, key) {
      const name = NAMES.find((one) => (machine.state[one] as ReadonlyMap<unknown, unknown>) === table)
      if (name && !table.has(key)) born.push(`${name} ${key}`)
      inner.put(table, key)
    },
    append(list) {
      if ((list as unknown) === machine.state.tasks) born.push(`tasks ${list.length}`)
      inner.append(list)
    },
  }
}

function expectUnique(born: readonly string[]): void {
  expect(born.filter((one, i) => born.indexOf(one) !== i)).toEqual([])
}

/** What comes to be in a run that the policy decides, and in its replay. */
function checkReplay(program: Program, seed: number): number {
  const config = { seed, cores: 1 + (seed % 3), limits: LIMITS, stdin: '' }
  const born: string[] = []
  const machine = bootNext(program, config)
  watchBirths(machine, born)
  runFor(machine)
  expectUnique(born)
  const again: string[] = []
  const replayed = bootNext(program, config, encodeSchedule(machine))
  watchBirths(replayed, again)
  runFor(replayed)
  expect(again).toEqual(born)
  return born.length
}

/** What comes to be on a walk; at some states `detour` may try what it likes, if it takes it back. */
function walk(program: Program, seed: number, detour: (machine: Machine, born: string[]) => void): string[] {
  const machine = bootNext(program, { seed, cores: 1, limits: LIMITS, stdin: '' })
  machine.skipsWaiting = false
  for (const index of machine.state.live) settleLocal(machine, taskAt(machine, index))
  const born: string[] = []
  remember(machine)
  watchBirths(machine, born)
  const dice = createDice(seed)
  for (let i = 0; i < STEPS && !machine.state.ended; i++) {
    if ((i + seed) % SPARSE === 0) detour(machine, born)
    if (!stepAny(machine, dice)) break
  }
  forget(machine)
  return born
}

function enabledOf(machine: Machine): number[] {
  return machine.state.live.filter((index) => isEnabled(machine, taskAt(machine, index)))
}

function stepAny(machine: Machine, dice: Dice): boolean {
  const enabled = enabledOf(machine)
  const index = enabled[dice(enabled.length)]
  return index !== undefined && stepTask(machine, taskAt(machine, index))
}

/** What comes to be when a task goes on and some others after it; then all is as before. */
function branch(machine: Machine, born: string[], index: number, seed: number): string[] {
  const from = born.length
  const here = mark(machine)
  const dice = createDice(seed)
  if (stepTask(machine, taskAt(machine, index)))
    for (let i = 0; i < BRANCH && !machine.state.ended; i++) if (!stepAny(machine, dice)) break
  undo(machine, here)
  return born.splice(from)
}

/** The same walk, alone and with every sibling tried first, in one order and in the other. */
function checkBranches(program: Program, seed: number): number {
  const alone = walk(program, seed, () => {})
  const tried = walk(program, seed, (machine, born) => {
    const siblings = enabledOf(machine)
    const first = siblings.map((index) => branch(machine, born, index, seed + index))
    const last = siblings.reverse().map((index) => branch(machine, born, index, seed + index))
    expect(last.reverse()).toEqual(first)
  })
  expect(tried).toEqual(alone)
  expectUnique(alone)
  return alone.length
}

for (const [turn, name] of PROGRAMS.entries())
  test(`${name}: ids are given once, and are the same on the same path`, () => {
    const program = compiled(name)
    checkReplay(program, turn + 1)
    checkBranches(program, turn + 1)
  })

test('in generated programs ids are given once, and are the same on the same path', () => {
  let born = 0
  for (let seed = 1; seed <= SOURCES; seed++) {
    const { program } = compile(generateConcurrent(seed))
    if (program) born += checkReplay(program, seed) + checkBranches(program, seed)
  }
  expect(born).toBeGreaterThan(8 * SOURCES)
}, 60_000)
