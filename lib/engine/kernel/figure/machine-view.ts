/** The machine as a figure shows it, made from its state without changing anything. */
import { CODE_BASE, PAGE_SIZE } from '../../vm/abi'
import { PTE_ACCESSED, PTE_COW, PTE_DIRTY, PTE_SHARED, PTE_WRITABLE, references } from '../../vm/frame'
import { pteOf } from '../../vm/memory'
import type { Program, TypeInfo, VariableInfo } from '../../vm/program'
import { EXECUTE, findArea, READ, WRITE } from '../memory/address-space'
import { inodeAt } from '../memory/inode'
import { contents, peek } from '../memory/peek'
import { getI64 } from '../memory/user-memory'
import { actionOf, defaultEffect, nextSignal, SIG_DFL, signalName } from '../signal/signal'
import {
  type AddressSpace,
  type Area,
  type Machine,
  type Process,
  programOf,
  spaceOf,
  type Task,
  taskAt,
} from '../state/machine'
import { must } from '../state/must'
import { outputSince } from '../state/output'
import { decodeUtf8 } from '../state/text'
import type { Pointing } from '../state/trace'
import type {
  FrameView,
  MachineView,
  PageView,
  ProcessView,
  SegmentView,
  TaskView,
  ValueView,
} from '../state/view'
import { describeBlock, pointingOf } from './address-name'
import { backtrace, type CallFrame, isInBooted, lineAt, sourcePosition } from './backtrace'
import { channelViews } from './channel-view'
import { descriptorViews, inodeViews, openFileViews } from './file-view'
import { bufferViews, freeBlocks } from './heap-view'
import { surroundingsOf } from './surroundings'
import { syncViews } from './sync-view'
import { formatValue } from './value'
import { isWritten } from './written'

/**
 * All of the machine that figures show. Changes nothing, and the view stays as it is when the machine goes on.
 */
export function viewOf(machine: Machine): MachineView {
  const { state } = machine
  return {
    time: state.now,
    cores: state.cores.map((core) => core.task),
    tasks: state.tasks.map((task) => taskView(machine, task)),
    processes: [...state.processes.values()].map((process) => processView(machine, process)),
    channels: channelViews(machine),
    openFiles: openFileViews(machine),
    inodes: inodeViews(machine),
    syncs: syncViews(machine),
    ready: state.ready,
    output: outputSince(state.output, 0).map(({ task, fd, bytes }) => ({
      task,
      fd,
      text: decodeUtf8(bytes),
    })),
    ended: state.ended,
  }
}

function taskView(machine: Machine, task: Task): TaskView {
  const isThere =
    task.state !== 'gone' &&
    task.state !== 'zombie' &&
    machine.state.processes.get(task.pid)?.state === 'alive'
  const position = isThere ? sourcePosition(machine, task) : { file: -1, line: 0, isLibrary: true }
  const frames = isThere ? backtrace(machine, task, 24) : []
  return {
    index: task.index,
    tid: task.tid,
    pid: task.pid,
    name: task.name,
    state: task.state === 'runnable' && task.core !== null ? 'running' : task.state,
    core: task.core,
    blocked: task.state === 'sleeping' ? describeBlock(machine, task) : null,
    endingBy: isThere ? fatalSignal(machine, task) : null,
    file: position.isLibrary ? -1 : position.file,
    line: position.line,
    registers: {
      rip: CODE_BASE + 16 * task.pc,
      rsp: isThere ? (frames[0] ? task.fp - frames[0].info.memorySize : task.fp) : 0,
      rbp: task.fp,
      rax: hex64(task.rvLow, task.rvHigh),
    },
    stack: frames.map((frame, depth) => frameView(machine, task, frame, depth)),
    exitStatus: task.exitStatus,
  }
}

/** By name, the signal that ends a task's process as soon as one that it is for runs, without having been handled. */
function fatalSignal(machine: Machine, { pid }: Task): string | null {
  const process = must(machine.state.processes.get(pid), 'process')
  for (const index of process.tasks) {
    const task = taskAt(machine, index)
    const next = task.state === 'runnable' ? nextSignal(machine, task)?.info.signal : undefined
    if (next === undefined || actionOf(process, next).handler !== SIG_DFL) continue
    if (defaultEffect(next) === 'terminate') return signalName(next)
  }
  return null
}

function hex64(low: number, high: number): string {
  const text = (low >>> 0).toString(16)
  return high === 0 ? `0x${text}` : `0x${(high >>> 0).toString(16)}${text.padStart(8, '0')}`
}

function frameView(machine: Machine, task: Task, frame: CallFrame, depth: number): FrameView {
  const entry = programOf(machine, task)
  const { info } = frame
  const isLibrary = info.isLibrary || !isInBooted(machine, task)
  const at = isLibrary ? 0 : lineAt(entry, depth === 0 ? frame.pc : frame.pc - 1) & 0xf_ffff
  const line = at || (isLibrary ? 0 : (info.lines[1] ?? 0))
  const visible = isLibrary ? [] : info.locals.filter((local) => line >= local.line && line <= local.lastLine)
  return {
    function: info.name,
    isLibrary,
    line,
    address: frame.fp,
    locals: visible.flatMap((local) => {
      const view = variableView(machine, task, entry.program, local, frame.fp)
      if (view === null) return []
      if (isWritten(entry.program, info, local, frame.pc)) return view
      const { pointsTo: _, ...unset } = view
      return { ...unset, value: '?' }
    }),
  }
}

/** A variable with its value; null while its page has never been touched. */
function variableView(
  machine: Machine,
  task: Task,
  program: Program,
  variable: VariableInfo,
  fp: number,
): ValueView | null {
  const address = addressOf(variable, task, fp)
  return valueAt(machine, spaceOf(machine, task), task.pid, program, variable.type, variable.name, address)
}

function addressOf({ place }: VariableInfo, task: Task, fp: number): number {
  if (place.in === 'memory') return place.address
  return place.in === 'tls' ? task.tp + place.offset : fp + place.offset
}

function valueAt(
  machine: Machine,
  record: AddressSpace,
  pid: number,
  program: Program,
  typeIndex: number,
  name: string,
  address: number,
): ValueView | null {
  const type = program.types[typeIndex]
  if (!type) return null
  // Much of a large array cannot be shown anyway.
  const length = Math.min(type.size, 4096)
  // What a stack holds beyond its touched pages is nothing that the program has written.
  const isStack = findArea(record, address)?.kind === 'stack'
  const bytes = isStack
    ? peek(machine, record.space, address, length)
    : contents(machine, record, address, length)
  if (!bytes) return null
  const frame = pteOf(machine.memory, record.space, Math.floor(address / PAGE_SIZE)) >>> 12
  const value = formatValue(program, type, bytes, surroundingsOf(machine, record, pid))
  return {
    name,
    type: type.name,
    value,
    ...pointingIn(machine, pid, type, value),
    address,
    frame: frame === 0 ? null : frame,
  }
}

function pointingIn(machine: Machine, pid: number, type: TypeInfo, value: string): Pointing {
  const index = type.kind === 'pointer' ? machine.state.processes.get(pid)?.tasks[0] : undefined
  return index === undefined ? {} : pointingOf(machine, taskAt(machine, index), type, value)
}

function processView(machine: Machine, process: Process): ProcessView {
  const alive = process.state === 'alive'
  const record = alive ? must(machine.state.spaces.get(process.space), 'space') : null
  return {
    pid: process.pid,
    parent: process.parent,
    name: process.name,
    state: process.state,
    segments: record ? record.areas.map((area) => segmentView(machine, process, record, area)) : [],
    descriptors: alive ? descriptorViews(machine, process) : [],
    buffers: record && !isFlushing(machine, process) ? buffersIn(machine, record) : [],
    faults: { minor: process.minorFaults, copied: process.copiedFaults },
  }
}

function buffersIn(machine: Machine, record: AddressSpace): ProcessView['buffers'] {
  return bufferViews(machine, record, must(machine.programs[record.program], 'program').program)
}

/** Whether a task of a process is handing a buffer to the kernel: what still stands there is on its way, or has left. */
function isFlushing(machine: Machine, { tasks }: Process): boolean {
  return tasks.some((index) => {
    const task = taskAt(machine, index)
    if (task.state === 'zombie' || task.state === 'gone') return false
    return backtrace(machine, task, 8).some(({ info }) => info.isLibrary && info.name === FLUSHES)
  })
}

/** The function of the library that does it (libc/source/stdio.ts). */
const FLUSHES = 'writeAll'

function segmentView(machine: Machine, process: Process, record: AddressSpace, area: Area): SegmentView {
  return {
    kind: area.kind,
    start: area.start,
    end: area.end,
    readable: (area.protection & READ) !== 0,
    writable: (area.protection & WRITE) !== 0,
    executable: (area.protection & EXECUTE) !== 0,
    task: area.task,
    name: area.name,
    values: segmentValues(machine, process, record, area),
    pages: pageViews(machine, record, area),
  }
}

function pageViews(machine: Machine, record: AddressSpace, area: Area): PageView[] {
  const pages: PageView[] = []
  for (let vpn = area.start / PAGE_SIZE; vpn < area.end / PAGE_SIZE; vpn++) {
    const pte = pteOf(machine.memory, record.space, vpn)
    const frame = pte >>> 12
    if (frame === 0) continue
    pages.push({
      address: vpn * PAGE_SIZE,
      frame,
      references: references(machine.memory, frame) - pinsOf(machine, area, vpn, frame),
      copyOnWrite: (pte & PTE_COW) !== 0,
      writable: (pte & PTE_WRITABLE) !== 0,
      dirty: (pte & PTE_DIRTY) !== 0,
      accessed: (pte & PTE_ACCESSED) !== 0,
      sharedMapping: (pte & PTE_SHARED) !== 0,
    })
  }
  return pages
}

/** The page cache holds one reference to each page of a file; figures count page table entries. */
function pinsOf(machine: Machine, area: Area, vpn: number, frame: number): number {
  if (area.inode === null) return 0
  const index = Math.floor((vpn * PAGE_SIZE - area.start + area.offset) / PAGE_SIZE)
  return inodeAt(machine, area.inode).pages[index] === frame ? 1 : 0
}

/** Globals that lie in a segment; in heap and mappings what the program's pointers point to. */
function segmentValues(machine: Machine, process: Process, record: AddressSpace, area: Area): ValueView[] {
  const { program } = must(machine.programs[record.program], 'program')
  const named = () =>
    program.globals.flatMap((variable) => {
      if (variable.place.in !== 'memory') return []
      const { address } = variable.place
      if (address < area.start || address >= area.end) return []
      return valueAt(machine, record, process.pid, program, variable.type, variable.name, address) ?? []
    })
  if (area.kind === 'data' || area.kind === 'bss') return named()
  // Texts of the program have no name: they go by the pointers that lead to them.
  if (area.kind === 'rodata')
    return withoutRepeats([...named(), ...pointedValues(machine, process, record, program, area)])
  if (area.kind !== 'heap' && area.kind !== 'mapping' && area.kind !== 'shared') return []
  return pointedValues(machine, process, record, program, area)
}

function withoutRepeats(values: readonly ValueView[]): ValueView[] {
  return values.filter(({ address }, i) => values.findIndex((one) => one.address === address) === i)
}

function pointedValues(
  machine: Machine,
  process: Process,
  record: AddressSpace,
  program: Program,
  area: Area,
): ValueView[] {
  const found = new Map<number, ValueView>()
  const isFree = area.kind === 'heap' ? freeBlocks(machine, record, program, area) : () => false
  const note = (variable: VariableInfo, at: number) => {
    const type = program.types[variable.type]
    if (type?.kind !== 'pointer') return
    const target = pointerAt(machine, record, at)
    if (target < area.start || target >= area.end || found.has(target)) return
    const value = valueAt(machine, record, process.pid, program, type.to, `*${variable.name}`, target)
    if (!value || value.value === '') return
    const text = textAt(machine, record, process.pid, program, variable.type, at)
    found.set(target, { ...value, ...(text !== null && { text }), ...(isFree(target) && { isFreed: true }) })
  }
  for (const variable of program.globals)
    if (variable.place.in === 'memory') note(variable, variable.place.address)
  for (const index of process.tasks) {
    const task = taskAt(machine, index)
    if (task.state === 'zombie' || task.state === 'gone') continue
    for (const { info, fp } of backtrace(machine, task, 16))
      for (const local of info.isLibrary ? [] : info.locals) note(local, addressOf(local, task, fp))
  }
  return [...found.values()].sort((a, b) => (a.address ?? 0) - (b.address ?? 0))
}

/** The text that a pointer leads to, as it is told of the pointer; null where it leads to none. */
function textAt(
  machine: Machine,
  record: AddressSpace,
  pid: number,
  program: Program,
  type: number,
  at: number,
): string | null {
  const { value } = valueAt(machine, record, pid, program, type, '', at) ?? { value: '' }
  return value.startsWith('"') ? value : null
}

function pointerAt(machine: Machine, record: AddressSpace, at: number): number {
  const bytes = contents(machine, record, at, 8)
  return bytes ? getI64(bytes, 0) : 0
}
