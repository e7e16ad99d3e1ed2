/** Addresses in the words of the source: which variable, which element, which member. */
import { PAGE_SIZE } from '../../vm/abi'
import { references } from '../../vm/frame'
import { pteOf } from '../../vm/memory'
import type { FunctionInfo, Program, TypeInfo, VariableInfo } from '../../vm/program'
import { findArea } from '../memory/address-space'
import { functionAt } from '../memory/first-frame'
import { peekPointer } from '../memory/peek'
import { type Machine, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import type { BlockReason, MemoryPlace, Pointing, SegmentKind } from '../state/trace'
import { backtrace } from './backtrace'
import { isOpaque, memberName } from './type-name'

/** Bytes that are meant, and as what where that is known: a structure as a whole goes by its own name, not by that of its first
 *  member, and its only member not by the structure's. */
type Part = { readonly address: number; readonly size: number; readonly type?: TypeInfo | undefined }

/** What is at an address, as a task sees it.
 *  @param type that an access means */
export function memoryPlaceOf(
  machine: Machine,
  task: Task,
  address: number,
  size: number,
  type?: TypeInfo,
): MemoryPlace {
  const part = { address, size, type }
  const record = spaceOf(machine, task)
  const area = address < 0x8000_0000 ? findArea(record, address) : null
  const pte = area ? pteOf(machine.memory, record.space, Math.floor(address / PAGE_SIZE)) : 0
  const frame = pte >>> 12
  const kind: SegmentKind = area?.kind ?? 'none'
  const mapped = frame === 0 ? 0 : references(machine.memory, frame)
  // Of a shared mapping the file that stands behind it holds the frame as well.
  const cached = area?.shared ? 1 : 0
  return {
    address,
    size,
    // What another has on its stack goes by its name there, where nothing here points to it.
    name: nameOf(machine, task, part) ?? nameElsewhere(machine, task, part),
    segment: kind,
    frame,
    shared: mapped - cached > 1 || isSharedByThreads(machine, task, area?.task ?? null, kind),
  }
}

/** Other threads of the process can reach globals and heap; a stack counts as its owner's own until another touches it. */
function isSharedByThreads(machine: Machine, task: Task, owner: number | null, kind: SegmentKind): boolean {
  const others = machine.state.live.some((i) => i !== task.index && taskAt(machine, i).pid === task.pid)
  if (!others || kind === 'code' || kind === 'rodata') return false
  return kind !== 'stack' || owner !== task.index
}

/** `count`, `a[3]`, `p.x`, or null when no variable that is visible here covers the address.
 *  @param size bytes that are meant */
export function nameAt(machine: Machine, task: Task, address: number, size = 1): string | null {
  return nameOf(machine, task, { address, size })
}

function nameOf(machine: Machine, task: Task, part: Part): string | null {
  const { program } = programOf(machine, task)
  return (
    globalName(program, task, part) ??
    frameName(machine, task, program, part) ??
    pointedName(machine, task, program, part)
  )
}

/** What a value of a type points to, as it is told; nothing where it is no pointer, or not to a variable. */
export function pointingOf(
  machine: Machine,
  task: Task,
  type: TypeInfo | undefined,
  value: string | null,
): Pointing {
  if (type?.kind !== 'pointer' || !value?.startsWith('0x')) return {}
  const target = programOf(machine, task).program.types[type.to]
  const pointsTo = targetName(machine, task, {
    address: Number(value),
    size: target?.size ?? 1,
    type: target,
  })
  return pointsTo === null ? {} : { pointsTo }
}

/** The variable whose address a pointer holds: a global, or a local of somebody in the process; null where there is none. */
function targetName(machine: Machine, task: Task, part: Part): string | null {
  const { program } = programOf(machine, task)
  return (
    globalName(program, task, part) ??
    frameName(machine, task, program, part) ??
    nameElsewhere(machine, task, part)
  )
}

/** A local of a frame on the stack of another task of the process. */
function nameElsewhere(machine: Machine, task: Task, part: Part): string | null {
  const { address } = part
  const owner = address < 0x8000_0000 ? findArea(spaceOf(machine, task), address)?.task : null
  const other = typeof owner === 'number' && owner !== task.index ? taskAt(machine, owner) : null
  const isThere = other?.pid === task.pid && other.state !== 'zombie' && other.state !== 'gone'
  return other && isThere ? frameName(machine, other, programOf(machine, other).program, part) : null
}

/** The object that a task sleeps on gets its name. */
export function describeBlock(machine: Machine, task: Task): BlockReason {
  const { blocked } = task
  if (!blocked) return { call: '', object: null, task: null, until: null }
  const name = blocked.address === null ? null : nameAt(machine, task, blocked.address)
  const { call, object, until, children } = blocked
  const alive = children?.filter(
    (index) => machine.state.processes.get(taskAt(machine, index).pid)?.state === 'alive',
  )
  return { call, object: name ?? object, task: blocked.task, ...(alive && { children: alive }), until }
}

/** A variable that is visible to a task, where it is: of all, or of one of the frames on its stack. */
export type PlacedVariable = { readonly type: TypeInfo; readonly start: number }

/** The variable that covers an address, or null. */
export function variableAt(machine: Machine, task: Task, address: number): PlacedVariable | null {
  const { program } = programOf(machine, task)
  const covering = (variable: VariableInfo, start: number) => {
    const type = program.types[variable.type]
    return type && address >= start && address < start + type.size ? { type, start } : null
  }
  for (const variable of program.globals) {
    const found = covering(variable, startOfGlobal(variable, task))
    if (found) return found
  }
  for (const { fp, info } of backtrace(machine, task))
    for (const variable of info.isLibrary ? [] : info.locals) {
      const { place } = variable
      const found = place.in === 'frame' ? covering(variable, fp + place.offset) : null
      if (found) return found
    }
  return null
}

/** -1: it lies elsewhere. */
function startOfGlobal({ place }: VariableInfo, task: Task): number {
  return place.in === 'memory' ? place.address : place.in === 'tls' ? task.tp + place.offset : -1
}

function globalName(program: Program, task: Task, part: Part): string | null {
  for (const variable of program.globals) {
    const start = startOfGlobal(variable, task)
    const found = start < 0 ? null : within(program, variable, start, part)
    if (found) return found
  }
  return null
}

function within(program: Program, variable: VariableInfo, start: number, part: Part): string | null {
  const { address } = part
  const type = program.types[variable.type]
  if (!type || address < start || address >= start + Math.max(1, type.size)) return null
  return variable.name + pathIn(program, type, address - start, part)
}

/** `[3].x` for a part that begins at an offset in a type. */
function pathIn(program: Program, type: TypeInfo, offset: number, part: Part): string {
  if (type.kind === 'array') {
    const element = program.types[type.of]
    if (!element || element.size === 0) return ''
    const index = Math.floor(offset / element.size)
    return `[${index}]${pathIn(program, element, offset - index * element.size, part)}`
  }
  const isInside = type.kind === 'struct' && type !== part.type
  if (isInside && !isOpaque(type.name) && (part.size < type.size || type.fields.length === 1)) {
    const field = type.fields.find((f) => {
      const length = program.types[f.type]?.size ?? 0
      return offset >= f.offset && offset < f.offset + length
    })
    const inner = field && program.types[field.type]
    if (!field || !inner) return ''
    const name = memberName(field.name, inner)
    return name === null ? '' : `.${name}${pathIn(program, inner, offset - field.offset, part)}`
  }
  return ''
}

/** A local of one of the frames on the task's stack. */
function frameName(machine: Machine, task: Task, program: Program, part: Part): string | null {
  const { address } = part
  for (const { fp, info } of backtrace(machine, task))
    if (address >= fp - info.memorySize && address < fp + info.frameSize)
      return localName(program, info, fp, part)
  return null
}

function localName(program: Program, info: FunctionInfo, fp: number, part: Part): string | null {
  if (info.isLibrary) return null
  for (const variable of info.locals) {
    const { place } = variable
    if (place.in !== 'frame' && place.in !== 'slot') continue
    const found = within(program, variable, fp + place.offset, part)
    if (found) return found
  }
  return null
}

/**
 * What a pointer among the running function's locals, or a global pointer, points to: `*p`, `p->next`, `p[8192]`. Of
 * several pointers into one area it is the nearest below: whose block it is nobody else knows.
 */
function pointedName(machine: Machine, task: Task, program: Program, part: Part): string | null {
  const { address } = part
  const info = functionAt(program.functions, task.pc)
  const locals = info && !info.isLibrary ? info.locals : []
  let best: { name: string; offset: number } | null = null
  for (const variable of [...locals, ...program.globals]) {
    const type = program.types[variable.type]
    const target = type?.kind === 'pointer' ? program.types[type.to] : undefined
    if (!target || target.size === 0) continue
    const start = pointerValue(machine, task, variable)
    const offset = address - start
    if (start === 0 || offset < 0 || (best && best.offset <= offset)) continue
    const name = pointedPart(program, variable.name, target, offset, part)
    if (name && (offset < target.size || sameArea(machine, task, start, address))) best = { name, offset }
  }
  return best?.name ?? null
}

/** The part at an offset from where a pointer points, in words of the source; null between elements of an array. */
function pointedPart(
  program: Program,
  pointer: string,
  target: TypeInfo,
  offset: number,
  part: Part,
): string | null {
  if (offset < target.size) {
    const path = pathIn(program, target, offset, part)
    if (path.startsWith('.')) return `${pointer}->${path.slice(1)}`
    return path === '' ? `*${pointer}` : `(*${pointer})${path}`
  }
  const isElement = target.kind !== 'struct' && offset % target.size === 0
  return isElement ? `${pointer}[${offset / target.size}]` : null
}

function sameArea(machine: Machine, task: Task, a: number, b: number): boolean {
  const record = spaceOf(machine, task)
  const area = findArea(record, a)
  return area !== null && area === findArea(record, b)
}

function pointerValue(machine: Machine, task: Task, variable: VariableInfo): number {
  const { place } = variable
  const address =
    place.in === 'memory'
      ? place.address
      : place.in === 'tls'
        ? task.tp + place.offset
        : task.fp + place.offset
  const value = peekPointer(machine, spaceOf(machine, task).space, address) ?? 0
  return value > 0 && value < 0x8000_0000 ? value : 0
}
