/**
 * Footprints are complete: what an operation changes in the kernel's records, as the write door saw it, was declared before
 * it ran. Over all of testdata and over generated programs, at each step of a random walk.
 */
import { expect, test } from 'vitest'
import { generateConcurrent } from '../../fuzz/concurrent'
import { compile, type Machine, type Program } from '../../index'
import { bootNext, compiled, FULL, PROGRAMS } from '../../test-programs'
import { createDice } from '../../vm/random-program'
import { OBJECT, objectOf, SYSTEM_PARTS, type Touch } from '../state/footprint'
import { type Task, taskAt } from '../state/machine'
import { type Coverage, differs, TASK } from './coverage'
import { TABLES, type TableName } from './hash'
import { isEnabled, type NextOperation, nextOperation } from './next-operation'
import { settleLocal, stepTask } from './task-step'

const LIMITS = { steps: 400_000, output: 64 << 10, tasks: 24, descriptors: 64 }
/** Steps of a walk, and generated programs. */
const [STEPS, SOURCES] = FULL ? [60, 24] : [30, 12]

/** As which object a footprint names a record. */
const NAMED: Readonly<Record<TableName | 'tasks', readonly (keyof typeof OBJECT)[]>> = {
  tasks: ['task'],
  processes: ['process', 'children'],
  spaces: ['mapping', 'memory'],
  tables: ['table'],
  openFiles: ['file'],
  inodes: ['inode'],
  pipes: ['pipe'],
  sockets: ['socket'],
  queues: ['queue'],
  semaphores: ['semaphores'],
  epolls: ['epoll'],
  timers: ['timer'],
}
const NAMES = Object.keys(TABLES) as TableName[]

type Changed = Place & { readonly before: object; readonly record: object }

type Place = { readonly name: TableName | 'tasks'; readonly id: number }

/** The records that are there, each with its place. */
function recordsOf({ state }: Machine): ReadonlyMap<object, Place> {
  const places = new Map<object, Place>()
  for (const task of state.tasks) places.set(task, { name: 'tasks', id: task.tid })
  for (const name of NAMES)
    for (const [id, record] of state[name] as ReadonlyMap<number, object>) places.set(record, { name, id })
  return places
}

/** Makes a task's next operation; what of the records that were there has changed by it, in a field that counts. */
function changesOf(machine: Machine, task: Task): Changed[] {
  const places = recordsOf(machine)
  const seen = new Map<object, Changed>()
  const note = (record: object) => {
    if (seen.has(record)) return
    const found = places.get(record)
    if (found) seen.set(record, { ...found, before: { ...record }, record })
  }
  const none = () => {}
  const changed: Changed[] = []
  machine.journal = { record: note, put: none, drop: none, append: none }
  const settle = (_: Machine, other: Task) => {
    if (machine.journal) {
      for (const one of seen.values()) if (counts(one)) changed.push(one)
      machine.journal = null
    }
    settleLocal(machine, other)
  }
  stepTask(machine, task, settle)
  machine.journal = null
  return changed
}

function counts({ name, before, record }: Changed): boolean {
  // Who waits in a call or has ended makes no step: those who change what it waits for change it, too.
  const { state, pending } = before as Task
  if (name === 'tasks' && (state !== 'runnable' || pending)) return false
  const coverage = (name === 'tasks' ? TASK : TABLES[name]) as Coverage<object>
  return differs(coverage, before, record)
}

function isDeclared({ name, id }: Changed, { objects }: NextOperation): boolean {
  const writes = (touch: Touch, object: number) => touch.mode !== 'read' && touch.object === object
  return objects.some(
    (touch) =>
      touch.object === OBJECT.everything ||
      (name === 'inodes' && writes(touch, objectOf(OBJECT.system, SYSTEM_PARTS.tree))) ||
      NAMED[name].some((kind) => writes(touch, objectOf(OBJECT[kind], id))),
  )
}

/** @returns how many changes were looked at */
function check(program: Program, seed: number): number {
  const machine = bootNext(program, { seed, cores: 1, limits: LIMITS, stdin: '' })
  machine.skipsWaiting = false
  for (const index of machine.state.live) settleLocal(machine, taskAt(machine, index))
  const dice = createDice(seed)
  let checked = 0
  for (let i = 0; i < STEPS && !machine.state.ended; i++) {
    const enabled = machine.state.live.filter((index) => isEnabled(machine, taskAt(machine, index)))
    const index = enabled[dice(enabled.length)]
    if (index === undefined) break
    const operation = nextOperation(machine, taskAt(machine, index))
    const changed = changesOf(machine, taskAt(machine, index))
    if (!operation || machine.state.ended) continue
    checked += changed.length
    const undeclared = changed.filter((one) => !isDeclared(one, operation))
    expect(undeclared.map(told), `${operation.kind} ${operation.call}, seed ${seed} step ${i}`).toEqual([])
  }
  return checked
}

function told({ name, id, before, record }: Changed): string {
  const now = record as Record<string, unknown>
  const fields = Object.keys(before).filter((field) => !Object.is((before as typeof now)[field], now[field]))
  return `${name} ${id}: ${fields}`
}

/** Changes that were looked at. */
let looked = 0

for (const [turn, name] of PROGRAMS.entries())
  test(`${name}: what an operation changes was declared`, () => {
    const program = compiled(name)
    looked += check(program, turn + 1)
  })

test('in generated programs what an operation changes was declared', () => {
  let checked = 0
  for (let seed = 1; seed <= SOURCES; seed++) {
    const { program } = compile(generateConcurrent(seed))
    if (program) checked += check(program, seed)
  }
  expect(checked).toBeGreaterThan(500)
}, 60_000)

test('many changes were looked at', () => {
  expect(looked).toBeGreaterThan(5000)
})
