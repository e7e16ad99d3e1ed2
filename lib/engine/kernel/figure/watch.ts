/** What a step did to memory, locals and the stack, in events: the slow, watching way of running. */
import type { Cpu } from '../../vm/cpu'
import { describeVisible, type VisibleOperation } from '../../vm/describe'
import { execute } from '../../vm/execute'
import { interpret, Stop, WATCH_LINE } from '../../vm/interpret'
import { VISIBLE } from '../../vm/opcode'
import type { Program, TypeInfo, VariableInfo } from '../../vm/program'
import { peek } from '../memory/peek'
import { type LoadedEntry, type Machine, programOf, spaceOf, type Task } from '../state/machine'
import type { TraceEvent } from '../state/trace'
import { backtrace, type CallFrame, sourcePosition } from './backtrace'
import { placeOf } from './place'
import { formatValue } from './value'

/** Runs like the processor in `line` mode, but reports each visible operation. */
export function watchRunner(
  machine: Machine,
  task: Task,
  entry: LoadedEntry,
  fuel: number,
  visibles: number,
): number {
  const { cpu } = machine
  let used = 0
  const leave = (stop: number, visiblesUsed: number) => {
    cpu.stepsUsed = used
    cpu.visiblesUsed = visiblesUsed
    return stop
  }
  const { lines } = entry.loaded
  const firstLine = lines[task.pc]
  const stop = interpret(cpu, entry.loaded, fuel, 1 << 20, WATCH_LINE | VISIBLE)
  used += fuel - cpu.fuelLeft
  if (stop !== Stop.Before || visibles === 0 || used >= fuel) return leave(stop, 0)
  keepFrame(cpu, task)
  // The operation may be the first of another line: to arrive there is a step of its own.
  if (lines[task.pc] !== firstLine && lines[task.pc] !== 0) return leave(Stop.Line, 0)
  const operation = describeVisible(cpu, entry.loaded)
  const before = operation && rememberBefore(machine, task, operation)
  const last = execute(cpu, entry.loaded, 1, 1, 'run')
  used += cpu.stepsUsed
  const counted = cpu.visiblesUsed
  if (operation && counted > 0) reportOperation(machine, task, operation, before ?? null)
  return leave(last, counted)
}

/** Names of locals are looked up by the frame that runs now. */
function keepFrame(cpu: Cpu, task: Task): void {
  task.pc = cpu.memory.i32[0x48 >> 2] as number
  task.fp = cpu.memory.i32[0x4c >> 2] as number
}

function rememberBefore(machine: Machine, task: Task, operation: VisibleOperation): Uint8Array | null {
  if (!('address' in operation) || operation.kind === 'load') return null
  return peek(machine, spaceOf(machine, task).space, operation.address, Math.min(operation.size, 64))
}

function reportOperation(
  machine: Machine,
  task: Task,
  operation: VisibleOperation,
  before: Uint8Array | null,
): void {
  if (!('address' in operation)) return
  const { address, size } = operation
  const after = peek(machine, spaceOf(machine, task).space, address, Math.min(size, 64))
  const place = placeOf(machine, task, address, size)
  const type = typeAt(machine, task, address, size, place.name)
  const { program } = programOf(machine, task)
  const show = (bytes: Uint8Array | null) => (bytes ? formatValue(program, type, bytes, null) : '?')
  const value = show(after)
  const old = before ? show(before) : '0'
  switch (operation.kind) {
    case 'load':
      machine.events?.push({ kind: 'load', place, value, atomic: operation.atomic })
      break
    case 'store':
      machine.events?.push({ kind: 'store', place, old, value, atomic: operation.atomic })
      break
    case 'atomic':
      machine.events?.push({ kind: 'exchange', place, old, value, succeeded: isChanged(before, after) })
      break
    default:
      machine.events?.push({ kind: 'store', place, old, value, atomic: false })
  }
}

function isChanged(before: Uint8Array | null, after: Uint8Array | null): boolean {
  return !before || !after || before.some((byte, i) => byte !== after[i])
}

const PLAIN: Readonly<Record<number, TypeInfo>> = {
  1: { kind: 'integer', size: 1, signed: true, name: 'signed' },
  2: { kind: 'integer', size: 2, signed: true, name: 'short' },
  4: { kind: 'integer', size: 4, signed: true, name: 'int' },
  8: { kind: 'integer', size: 8, signed: true, name: 'long' },
}

/** The declared type of what is at an address, when a variable covers it with an element of that size. */
function typeAt(machine: Machine, task: Task, address: number, size: number, name: string | null): TypeInfo {
  const { program } = programOf(machine, task)
  for (const [variable, start] of variablesOf(machine, task, program)) {
    const type = program.types[variable.type]
    if (!type) continue
    const inner = elementAt(program, type, address - start, size)
    if (inner) return inner
    if (type.kind !== 'pointer') continue
    const target = program.types[type.to]
    const pointer = peek(machine, spaceOf(machine, task).space, start, 8)
    const value = pointer ? new DataView(pointer.buffer).getUint32(0, true) : 0
    if (!target || target.size === 0 || value === 0) continue
    // `p[1]` and `p[-1]` are of the same type as `*p`.
    const isIndexed = name?.startsWith(`${variable.name}[`) ?? false
    const distance = address - value
    const offset = isIndexed ? ((distance % target.size) + target.size) % target.size : distance
    const pointed = elementAt(program, target, offset, size)
    if (pointed) return pointed
  }
  return PLAIN[size] ?? { kind: 'array', size, of: -1, length: 0, name: '' }
}

function variablesOf(machine: Machine, task: Task, program: Program): [VariableInfo, number][] {
  const found: [VariableInfo, number][] = []
  for (const { info, fp } of backtrace(machine, task, 8))
    for (const local of info.isLibrary ? [] : info.locals) {
      const { place } = local
      if (place.in === 'frame' || place.in === 'slot') found.push([local, fp + place.offset])
    }
  for (const variable of program.globals) {
    const { place } = variable
    if (place.in === 'memory') found.push([variable, place.address])
    if (place.in === 'tls') found.push([variable, task.tp + place.offset])
  }
  return found
}

function elementAt(program: Program, type: TypeInfo, offset: number, size: number): TypeInfo | null {
  if (offset < 0 || offset >= type.size) return null
  if (offset === 0 && type.size === size) return type
  if (type.kind === 'array') {
    const element = program.types[type.of]
    return element && element.size > 0 ? elementAt(program, element, offset % element.size, size) : null
  }
  if (type.kind !== 'struct' && type.kind !== 'union') return null
  for (const field of type.fields) {
    const member = program.types[field.type]
    const found = member && elementAt(program, member, offset - field.offset, size)
    if (found) return found
  }
  return null
}

// ---- what a step did besides

export type Watch = {
  readonly task: number
  readonly core: number | null
  readonly line: number
  readonly file: number
  readonly lineNumber: number
  readonly frame: CallFrame | null
  readonly locals: readonly { readonly variable: VariableInfo; readonly value: string }[]
}

/** Notes a task's own frame before a step. */
export function beginWatch(machine: Machine, task: Task): Watch {
  const isThere = machine.state.processes.get(task.pid)?.state === 'alive'
  const position = isThere ? sourcePosition(machine, task) : { file: -1, line: 0 }
  const frame = isThere ? ownFrame(machine, task) : null
  return {
    task: task.index,
    core: task.core,
    line: task.shownLine,
    file: position.file,
    lineNumber: position.line,
    frame,
    locals: frame ? slotValues(machine, task, frame) : [],
  }
}

/** The innermost frame of the learner's code. */
function ownFrame(machine: Machine, task: Task): CallFrame | null {
  return backtrace(machine, task, 16).find((frame) => !frame.info.isLibrary) ?? null
}

function slotValues(machine: Machine, task: Task, frame: CallFrame): Watch['locals'] {
  const { program } = programOf(machine, task)
  const { space } = spaceOf(machine, task)
  return frame.info.locals.flatMap((variable) => {
    if (variable.place.in !== 'slot') return []
    const type = program.types[variable.type]
    const bytes = type && peek(machine, space, frame.fp + variable.place.offset, type.size)
    return type && bytes ? [{ variable, value: formatValue(program, type, bytes, null) }] : []
  })
}

/** Adds calls, returns and changed locals to the events of a step. */
export function finishWatch(machine: Machine, task: Task, before: Watch, events: TraceEvent[]): void {
  if (task.state === 'gone' || task.state === 'zombie' || !before.frame) return
  if (machine.state.processes.get(task.pid)?.state !== 'alive') return
  if (events.some((event) => event.kind === 'exec')) return
  const frame = ownFrame(machine, task)
  if (!frame) return
  if (frame.fp < before.frame.fp) events.push(callEvent(machine, task, frame))
  else if (frame.fp > before.frame.fp)
    events.push({ kind: 'return', function: before.frame.info.name, value: returnValue(task) })
  else if (frame.info === before.frame.info) reportLocals(machine, task, before, frame, events)
}

function callEvent(machine: Machine, task: Task, frame: CallFrame): TraceEvent {
  const { info } = frame
  const parameters = info.locals.filter(
    ({ place }) => place.in === 'slot' && place.offset >= 16 && place.offset < 16 + 8 * info.parameters,
  )
  const values = slotValues(machine, task, frame)
  const shown = parameters.map((parameter) => values.find((v) => v.variable === parameter)?.value ?? '?')
  return { kind: 'call', function: info.name, arguments: shown }
}

function returnValue(task: Task): string {
  return String(task.rvLow)
}

function reportLocals(
  machine: Machine,
  task: Task,
  before: Watch,
  frame: CallFrame,
  events: TraceEvent[],
): void {
  for (const { variable, value } of slotValues(machine, task, frame)) {
    const old = before.locals.find((local) => local.variable === variable)
    if (old && old.value !== value) events.push({ kind: 'local', name: variable.name, value })
  }
}
