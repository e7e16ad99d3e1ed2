/** An abstract machine for tests of the explorer: tasks of a few instructions over variables, locks and output. */
import {
  EVERYTHING,
  OBJECT,
  type ObjectOrder,
  objectOf,
  type Touch,
  type TouchMode,
  touchOf,
} from '../kernel/state/footprint'
import type { MemoryOrder } from '../vm/opcode'
import type { Ending, Model, Operation, OrderedAccess, Pending } from './model'

export type TestInstruction =
  /** Register of the task ← variable, and back with an increment. */
  | { readonly do: 'load'; readonly variable: string }
  | { readonly do: 'store'; readonly variable: string; readonly plus: number }
  /** The increment of an atomic variable, and an atomic load or store of a constant. */
  | { readonly do: 'add'; readonly variable: string }
  | { readonly do: 'lock' | 'unlock'; readonly mutex: string }
  | { readonly do: 'post' | 'wait'; readonly semaphore: string }
  | { readonly do: 'print'; readonly text: string }
  | { readonly do: 'show'; readonly variable: string }
  | { readonly do: 'spawn' | 'join'; readonly other: number }
  /** Goes on only when the register holds it. */
  | { readonly do: 'assert'; readonly value: number }
  /** Goes back to the instruction unless the variable holds the value. */
  | { readonly do: 'until'; readonly variable: string; readonly value: number }
  | { readonly do: 'exit' }

export type TestProgram = readonly (readonly TestInstruction[])[]

type State = {
  readonly at: readonly number[]
  readonly started: readonly boolean[]
  readonly registers: readonly number[]
  readonly values: Readonly<Record<string, number>>
  readonly output: string
  readonly ended: string | null
}

/** Task 0 runs from the beginning; so do all that no task spawns. */
export function testModel(program: TestProgram): Model {
  const spawned = new Set(program.flatMap((task) => task.flatMap((i) => (i.do === 'spawn' ? [i.other] : []))))
  let state: State = {
    at: program.map(() => 0),
    started: program.map((_, task) => !spawned.has(task)),
    registers: program.map(() => 0),
    values: {},
    output: '',
    ended: null,
  }
  const saved: State[] = []
  let work = 0
  const next = (task: number) => program[task]?.[state.at[task] ?? 0]
  return {
    pending() {
      if (state.ended !== null) return []
      return program.flatMap((_, task): Pending[] => {
        const instruction = next(task)
        if (!instruction || !state.started[task]) return []
        const operation = operationOf(task, state.at[task] ?? 0, instruction, program)
        return [{ task, operation, choices: isEnabled(state, instruction, program) ? [0] : [] }]
      })
    },
    step({ task }) {
      work++
      const instruction = next(task)
      if (instruction) state = after(state, task, instruction)
      return []
    },
    mark: () => saved.push(state),
    undo(mark) {
      state = saved[mark - 1] as State
      saved.length = mark - 1
    },
    hash: () => hashOf(JSON.stringify(state)),
    ending: () => endingOf(state, program),
    work: () => work,
  }
}

function isDone(state: State, task: number, program: TestProgram): boolean {
  return (state.at[task] ?? 0) >= (program[task]?.length ?? 0)
}

function isEnabled(state: State, next: TestInstruction, program: TestProgram): boolean {
  switch (next.do) {
    case 'lock':
      return (state.values[next.mutex] ?? 0) === 0
    case 'wait':
      return (state.values[next.semaphore] ?? 0) > 0
    case 'join':
      return isDone(state, next.other, program)
    default:
      return true
  }
}

function after(state: State, task: number, instruction: TestInstruction): State {
  const value = (name: string) => state.values[name] ?? 0
  const set = (name: string, to: number) => ({ ...state.values, [name]: to })
  const put = <T>(list: readonly T[], index: number, to: T) => list.map((old, i) => (i === index ? to : old))
  const went = { ...state, at: put(state.at, task, (state.at[task] ?? 0) + 1) }
  switch (instruction.do) {
    case 'load':
      return { ...went, registers: put(state.registers, task, value(instruction.variable)) }
    case 'store': {
      const stored = set(instruction.variable, (state.registers[task] ?? 0) + instruction.plus)
      return { ...went, values: stored, registers: put(state.registers, task, 0) }
    }
    case 'add':
      return { ...went, values: set(instruction.variable, value(instruction.variable) + 1) }
    case 'lock':
      return { ...went, values: set(instruction.mutex, 1) }
    case 'unlock':
      return { ...went, values: set(instruction.mutex, 0) }
    case 'post':
      return { ...went, values: set(instruction.semaphore, value(instruction.semaphore) + 1) }
    case 'wait':
      return { ...went, values: set(instruction.semaphore, value(instruction.semaphore) - 1) }
    case 'print':
      return { ...went, output: state.output + instruction.text }
    case 'show':
      return { ...went, output: `${state.output}${value(instruction.variable)}` }
    case 'spawn':
      return { ...went, started: put(state.started, instruction.other, true) }
    case 'join':
      return went
    case 'assert':
      return (state.registers[task] ?? 0) === instruction.value ? went : { ...went, ended: 'failed' }
    case 'until':
      return value(instruction.variable) === instruction.value ? went : state
    case 'exit':
      return { ...went, ended: 'exit' }
  }
}

function endingOf(state: State, program: TestProgram): Ending {
  if (state.ended !== null) return { kind: 'exited', key: `${state.ended}:${state.output}` }
  const isOver = program.every((_, task) => isDone(state, task, program) || !state.started[task])
  if (isOver) return { kind: 'exited', key: state.output }
  return { kind: 'deadlock', key: state.output }
}

function operationOf(
  task: number,
  at: number,
  next: TestInstruction | undefined,
  program: TestProgram,
): Operation {
  const touches: Touch[] = [touchOf(objectOf(OBJECT.task, task), 'write')]
  const accesses: OrderedAccess[] = []
  const orders: ObjectOrder[] = []
  const access = (name: string, mode: TouchMode, order: MemoryOrder | null) => {
    accesses.push({ ...touchOf(numberOf(name), mode, 0, 1), order, updates: mode === 'add', name })
    touches.push(touchOf(numberOf(name), mode, 0, 1))
  }
  const synchronise = (name: string, mode: TouchMode, ordering: ObjectOrder['ordering']) => {
    touches.push(touchOf(numberOf(name), mode, 0, 1))
    orders.push({ object: numberOf(name), offset: 0, ordering })
  }
  if (next?.do === 'load' || next?.do === 'show' || next?.do === 'until') access(next.variable, 'read', null)
  if (next?.do === 'store') access(next.variable, 'write', null)
  if (next?.do === 'add') access(next.variable, 'add', 'relaxed')
  if (next?.do === 'lock') synchronise(next.mutex, 'write', 'acquire')
  if (next?.do === 'unlock') synchronise(next.mutex, 'write', 'release')
  if (next?.do === 'post') synchronise(next.semaphore, 'add', 'release')
  if (next?.do === 'wait') synchronise(next.semaphore, 'write', 'acquire')
  if (next?.do === 'print' || next?.do === 'show') touches.push(touchOf(numberOf('output'), 'write'))
  if (next?.do === 'exit' || next?.do === 'assert') touches.push(...EVERYTHING)
  return {
    key: `${task}.${at}`,
    task,
    file: 0,
    line: task * 100 + at + 1,
    touches,
    accesses,
    orders,
    spawns: next?.do === 'spawn' ? next.other : null,
    joins: next?.do === 'join' ? next.other : null,
    ends: at === (program[task]?.length ?? 0) - 1,
    fence: null,
    drains: false,
    buffers: null,
    isPlain: false,
    blocks: [],
  }
}

const numbers = new Map<string, number>()

/** Variables, locks and the output as objects. */
function numberOf(name: string): number {
  const number = numbers.get(name) ?? objectOf(OBJECT.memory, numbers.size)
  numbers.set(name, number)
  return number
}

function hashOf(text: string): [number, number] {
  let low = 0x811c9dc5 | 0
  let high = 0x2545f491 | 0
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193)
    high = Math.imul(high + text.charCodeAt(i), 0x85ebca6b) ^ (high >>> 13)
  }
  return [low, high]
}
