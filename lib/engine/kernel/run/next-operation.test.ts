/**
 * What next-operation.ts says of a task before it runs holds when it runs: over all of testdata and over generated
 * programs, on random walks through the states in which every task is in normal form.
 */
import { expect, test } from 'vitest'
import { generateConcurrent } from '../../fuzz/concurrent'
import { compile, type Machine, type Program } from '../../index'
import { bootNext, compiled, FULL, PROGRAMS } from '../../test-programs'
import { loadRegisters } from '../../vm/cpu'
import { operationAt } from '../../vm/describe'
import { interpret, Stop } from '../../vm/interpret'
import { activate } from '../../vm/memory'
import { createDice } from '../../vm/random-program'
import { touchMemory } from '../memory/footprint'
import { isAlive } from '../process/process'
import { EVERYTHING, footprintsConflict, OBJECT, objectOf, type Touch, touchOf } from '../state/footprint'
import { programOf, spaceOf, type Task, taskAt } from '../state/machine'
import { releaseMachine, restoreMachine, snapshotMachine } from '../state/snapshot'
import { hashMachine } from './hash'
import { isEnabled, type NextOperation, nextOperation } from './next-operation'
import { keepRegisters, registersOf } from './step'
import { isLocal, settleLocal, stepTask } from './task-step'
import { takeFault } from './trap'

const LIMITS = { steps: 3_000_000, output: 64 << 10, tasks: 24, descriptors: 64 }
/** Steps of a walk, and generated programs. */
const [STEPS, SOURCES] = FULL ? [40, 24] : [16, 8]

function begin(program: Program, seed: number): Machine {
  const machine = bootNext(program, { seed, cores: 1, limits: LIMITS, stdin: '' })
  machine.skipsWaiting = false
  settleAll(machine)
  return machine
}

function settleAll(machine: Machine): void {
  for (const index of machine.state.live) settleLocal(machine, taskAt(machine, index))
}

function tasksOf(machine: Machine): Task[] {
  return machine.state.live.map((index) => taskAt(machine, index))
}

/** Does something, and goes back. */
function apart<T>(machine: Machine, body: () => T): T {
  const before = snapshotMachine(machine)
  const result = body()
  restoreMachine(machine, before)
  releaseMachine(machine, before)
  return result
}

/** At each state of a walk, forces every task: it makes its operation exactly when it was said to be enabled. */
function checkEnabled(program: Program, seed: number): number {
  const machine = begin(program, seed)
  const dice = createDice(seed)
  let checked = 0
  for (let i = 0; i < STEPS && !machine.state.ended; i++) {
    for (const index of machine.state.live) {
      // Going back gives each task a record of its own.
      const task = taskAt(machine, index)
      const hash = hashMachine(machine)
      const said = isEnabled(machine, task)
      const operation = nextOperation(machine, task)
      expect(hashMachine(machine)).toBe(hash)
      if (machine.state.nextTimer < Infinity || !operation) continue
      const came = apart(machine, () => stepTask(machine, taskAt(machine, index)))
      expect(came, `${task.name} ${operation?.kind} ${operation?.call} at step ${i}, seed ${seed}`).toBe(said)
      checked++
    }
    if (!walkOn(machine, dice)) break
  }
  return checked
}

/** One step of somebody who can. */
function walkOn(machine: Machine, dice: (below: number) => number): boolean {
  const enabled = tasksOf(machine).filter((task) => isEnabled(machine, task))
  const chosen = enabled[dice(enabled.length)]
  return chosen !== undefined && stepTask(machine, chosen)
}

test('in generated programs a task goes on exactly when it is enabled', () => {
  let checked = 0
  for (let seed = 1; seed <= SOURCES; seed++) {
    const { program } = compile(generateConcurrent(seed))
    if (program) checked += checkEnabled(program, seed)
  }
  expect(checked).toBeGreaterThan(20 * SOURCES)
}, 60_000)

// ---- the commuting law

/** What the local steps behind an operation touch: memory that the C library keeps for the whole process. */
function watchLocal(touches: Touch[]): (machine: Machine, task: Task) => void {
  return (machine, task) => {
    const { cpu, memory } = machine
    while (isLocal(machine, task)) {
      const { loaded } = programOf(machine, task)
      const { space, id } = spaceOf(machine, task)
      const found = operationAt(memory, space, loaded, task.pc, task.fp)
      if (found?.kind === 'intrinsic') touches.push(touchOf(objectOf(OBJECT.memory, id), 'write'))
      else if (found && 'address' in found) {
        touches.push(
          ...touchMemory(machine, task, found.address, found.size, found.kind === 'load' ? 'read' : 'write'),
        )
        if (found.kind === 'copy') touches.push(...touchMemory(machine, task, found.from, found.size, 'read'))
      }
      activate(memory, space)
      loadRegisters(cpu, registersOf(task))
      const stop = interpret(cpu, loaded, 1, 1, 0)
      keepRegisters(machine, task)
      if (stop !== Stop.Fault) continue
      // It may mend a page, or end the process.
      takeFault(machine, task)
      if (!isAlive(task)) touches.push(...EVERYTHING)
    }
  }
}

type Step = { readonly operation: NextOperation; readonly touches: readonly Touch[] }

/** What a task's next step touches, local steps and all. */
function stepOf(machine: Machine, index: number): Step | null {
  const operation = nextOperation(machine, taskAt(machine, index))
  if (!operation || operation.kind === 'local') return null
  const touches: Touch[] = [...operation.objects]
  apart(machine, () => stepTask(machine, taskAt(machine, index), watchLocal(touches)))
  return { operation, touches }
}

/** The digest after the steps of some tasks, one after the other. */
function after(machine: Machine, order: readonly number[]): string {
  return apart(machine, () => {
    for (const index of order) {
      const task = machine.state.tasks[index]
      if (task) stepTask(machine, task)
    }
    return hashMachine(machine)
  })
}

function checkCommuting(program: Program, seed: number): number {
  const machine = begin(program, seed)
  const dice = createDice(seed)
  let checked = 0
  for (let i = 0; i < STEPS && !machine.state.ended; i++) {
    const enabled = tasksOf(machine).filter((task) => isEnabled(machine, task))
    if (enabled.length > 1 && machine.state.nextTimer === Infinity) {
      const [a, b] = [0, 1].map(() => enabled[dice(enabled.length)]?.index ?? 0) as [number, number]
      const [left, right] = [stepOf(machine, a), stepOf(machine, b)]
      if (a !== b && left && right && !footprintsConflict(left.touches, right.touches)) {
        const told = `${left.operation.kind} ${left.operation.call} | ${right.operation.kind} ${right.operation.call}, seed ${seed} step ${i}`
        expect(after(machine, [a, b]), told).toBe(after(machine, [b, a]))
        checked++
      }
    }
    if (!walkOn(machine, dice)) break
  }
  commuted += checked
  return checked
}

/** Pairs of steps that were made in both orders. */
let commuted = 0

for (const [turn, name] of PROGRAMS.entries())
  test(`${name}: a task goes on exactly when it is enabled, and steps that do not conflict may be made in either order`, () => {
    const program = compiled(name)
    checkEnabled(program, turn + 1)
    checkCommuting(program, turn + 1)
  })

test('in generated programs steps that do not conflict may be made in either order', () => {
  let checked = 0
  for (let seed = 1; seed <= SOURCES; seed++) {
    const { program } = compile(generateConcurrent(seed))
    if (program) checked += checkCommuting(program, seed)
  }
  expect(checked).toBeGreaterThan(2 * SOURCES)
}, 60_000)

test('many steps of the programs commute', () => {
  expect(commuted).toBeGreaterThan(300)
})
