/** What a step did to memory, locals and the stack, in events: the slow, watching way of running. */
import { FRAME_PARAMETERS } from '../../vm/abi'
import { FP, PC } from '../../vm/control'
import { describeVisible, type VisibleOperation } from '../../vm/describe'
import { execute } from '../../vm/execute'
import { interpret, Stop, WATCH_LINE } from '../../vm/interpret'
import { VISIBLE } from '../../vm/opcode'
import type { Program, VariableInfo } from '../../vm/program'
import { isInLibrary } from '../memory/fault'
import { peek, peekPointer } from '../memory/peek'
import { edit } from '../state/edit'
import { type LoadedEntry, type Machine, programOf, spaceOf, type Task } from '../state/machine'
import type { TraceEvent } from '../state/trace'
import { type Access, accessAt, plainAccess, rangeAccess, textAccess } from './access'
import { memoryPlaceOf, pointingOf, variableAt } from './address-name'
import { backtrace, type CallFrame, isInBooted, sourcePosition } from './backtrace'
import { surroundingsOf } from './surroundings'
import { formatBits, formatValue } from './value'
import { isWritten } from './written'

/** What is told of a large copy: more than any structure of the library that programs fill has. */
const MOST_BYTES = 256

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
  keepFrame(machine, task)
  // The operation may be the first of another line: to arrive there is a step of its own.
  if (lines[task.pc] !== firstLine && lines[task.pc] !== 0) return leave(Stop.Line, 0)
  const operation = describeVisible(cpu, entry.loaded)
  const access = accessAt(entry.loaded.program, task.pc)
  const before = operation && rememberBefore(machine, task, operation)
  const inLibrary = isInLibrary(machine, task)
  const last = execute(cpu, entry.loaded, 1, 1, 'run')
  used += cpu.stepsUsed
  const counted = cpu.visiblesUsed
  if (operation && counted > 0) reportOperation(machine, task, operation, access, before ?? null, inLibrary)
  return leave(last, counted)
}

/** Names of locals are looked up by the frame that runs now. */
function keepFrame(machine: Machine, task: Task): void {
  const { i32 } = machine.memory
  const draft = edit(machine, task)
  draft.pc = i32[PC >> 2] as number
  draft.fp = i32[FP >> 2] as number
}

function rememberBefore(machine: Machine, task: Task, operation: VisibleOperation): Uint8Array | null {
  if (!('address' in operation) || operation.kind === 'load') return null
  return peek(machine, spaceOf(machine, task).space, operation.address, Math.min(operation.size, MOST_BYTES))
}

function reportOperation(
  machine: Machine,
  task: Task,
  operation: VisibleOperation,
  access: Access | null,
  before: Uint8Array | null,
  inLibrary: boolean,
): void {
  if (!('address' in operation)) return
  const { address, size } = operation
  const after = peek(machine, spaceOf(machine, task).space, address, Math.min(size, MOST_BYTES))
  const meant = access ?? accessOfLibrary(machine, task, operation.kind, address, size)
  const place = memoryPlaceOf(machine, task, address, size, meant.type)
  const format = formatter(machine, task)
  const show = (bytes: Uint8Array | null) => (bytes ? format(meant, bytes) : '?')
  const value = show(after)
  const pointing = pointingOf(machine, task, meant.type, value)
  const old = before ? show(before) : '0'
  switch (operation.kind) {
    case 'load':
      machine.events?.push({ kind: 'load', place, value, atomic: operation.order !== null, ...pointing })
      break
    case 'store':
      machine.events?.push({
        kind: 'store',
        place,
        old,
        value,
        atomic: operation.order !== null,
        ...pointing,
      })
      break
    case 'atomic':
      machine.events?.push({
        kind: 'exchange',
        place,
        old,
        value,
        succeeded: isChanged(before, after),
        inLibrary,
      })
      break
    default:
      machine.events?.push({ kind: 'store', place, old, value, atomic: false })
  }
}

/** What the library's copies and locks mean by bytes of the program. */
function accessOfLibrary(
  machine: Machine,
  task: Task,
  kind: VisibleOperation['kind'],
  address: number,
  size: number,
): Access {
  if (kind !== 'copy' && kind !== 'fill') return plainAccess(size)
  const { program } = programOf(machine, task)
  const variable = variableAt(machine, task, address)
  const part = variable && rangeAccess(program, variable.type, address - variable.start, size)
  return part ?? textAccess(program, size)
}

/** Tells bytes as what an access of the program means by them. */
function formatter(machine: Machine, task: Task): (access: Access, bytes: Uint8Array) => string {
  const { program } = programOf(machine, task)
  const record = spaceOf(machine, task)
  return ({ type, bit }, bytes) =>
    bit === null
      ? formatValue(program, type, bytes, surroundingsOf(machine, record, task.pid))
      : formatBits(bytes, bit.offset, bit.width, type)
}

function isChanged(before: Uint8Array | null, after: Uint8Array | null): boolean {
  return !before || !after || before.some((byte, i) => byte !== after[i])
}

// ---- what a step did besides

export type Watch = {
  readonly task: number
  readonly core: number | null
  readonly line: number
  readonly file: number
  readonly lineNumber: number
  readonly frame: CallFrame | null
  /** Where the frame's function writes the struct that it returns; null if it returns none. */
  readonly result: number | null
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
    result: frame && resultAddress(machine, task, frame),
    locals: frame ? slotValues(machine, task, frame) : [],
  }
}

/** The innermost frame of the learner's code; null in a program that came by exec. */
function ownFrame(machine: Machine, task: Task): CallFrame | null {
  if (!isInBooted(machine, task)) return null
  return backtrace(machine, task, 16).find((frame) => !frame.info.isLibrary) ?? null
}

function slotValues(machine: Machine, task: Task, frame: CallFrame): Watch['locals'] {
  const { program } = programOf(machine, task)
  const { space } = spaceOf(machine, task)
  const format = formatter(machine, task)
  return frame.info.locals.flatMap((variable) => {
    if (variable.place.in !== 'slot') return []
    const type = program.types[variable.type]
    const bytes = type && peek(machine, space, frame.fp + variable.place.offset, type.size)
    return type && bytes ? [{ variable, value: format({ type, bit: null }, bytes) }] : []
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
  if (frame.fp > before.frame.fp) {
    const { name, returns } = before.frame.info
    const value = returnValue(machine, task, before)
    const pointing = pointingOf(machine, task, programOf(machine, task).program.types[returns], value)
    events.push({ kind: 'return', function: name, value, ...pointing })
  }
  if (frame.fp === before.frame.fp && frame.info === before.frame.info)
    reportLocals(machine, task, before, frame, events)
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

/** By the type of the function; null where it returns nothing. */
function returnValue(machine: Machine, task: Task, { frame, result }: Watch): string | null {
  const { program } = programOf(machine, task)
  const type = frame && program.types[frame.info.returns]
  if (!type || type.kind === 'void') return null
  const bytes =
    result === null ? registerBytes(task) : peek(machine, spaceOf(machine, task).space, result, type.size)
  return bytes && formatter(machine, task)({ type, bit: null }, bytes)
}

function registerBytes(task: Task): Uint8Array {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, task.rvLow, true)
  view.setInt32(4, task.rvHigh, true)
  return bytes
}

/** A struct is returned through a hidden first parameter: the address of where it goes. */
function resultAddress(machine: Machine, task: Task, frame: CallFrame): number | null {
  const { program } = programOf(machine, task)
  const type = program.types[frame.info.returns]
  if (type?.kind !== 'struct' && type?.kind !== 'union') return null
  return peekPointer(machine, spaceOf(machine, task).space, frame.fp + FRAME_PARAMETERS)
}

function reportLocals(
  machine: Machine,
  task: Task,
  before: Watch,
  frame: CallFrame,
  events: TraceEvent[],
): void {
  const { program } = programOf(machine, task)
  for (const { variable, value } of slotValues(machine, task, frame)) {
    const old = before.locals.find((local) => local.variable === variable)
    if (!old) continue
    if (old.value === value && !isInitialised(program, variable, before, frame)) continue
    const type = program.types[variable.type]
    events.push({ kind: 'local', name: variable.name, value, ...pointingOf(machine, task, type, value) })
  }
}

/** Whether a local got its first value by its own declaration, though memory held the like by chance. */
function isInitialised(
  program: Program,
  variable: VariableInfo,
  before: Watch,
  { info, pc }: CallFrame,
): boolean {
  if (!before.frame || variable.line !== before.lineNumber) return false
  return !isWritten(program, info, variable, before.frame.pc) && isWritten(program, info, variable, pc)
}
