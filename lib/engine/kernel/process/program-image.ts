/** Starting a program: its segments, its heap, its stack with arguments and environment; and execve. */

import { STACK_SIZE, STACK_TOP } from '../../vm/abi'
import { type LoadedProgram, loadProgram } from '../../vm/load'
import type { Program } from '../../vm/program'
import { closeOnExec } from '../file/open-file'
import { normalPath, resolve } from '../file/path'
import { MAY, mayAccess } from '../file/permission'
import {
  areaOf,
  createAddressSpace,
  EXECUTE,
  insertArea,
  pageUp,
  READ,
  releaseAddressSpace,
  WRITE,
} from '../memory/address-space'
import { pushFrame } from '../memory/first-frame'
import { bytesOfString, putI64, readI64, readUserString, writeUser } from '../memory/user-memory'
import { dropTimers } from '../signal/interval-timer'
import { SIG_DFL, SIG_IGN } from '../signal/signal'
import { call, type RowTable } from '../state/call'
import { COST, spend } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { type AddressSpace, type Machine, processOf, spaceOf, type Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { endTasks } from './process'
import { placeThreadLocals } from './thread'

const PROTECTION = { code: READ | EXECUTE, rodata: READ, data: READ | WRITE, bss: READ | WRITE } as const
/** Most arguments and environment strings together, as Linux's ARG_MAX in spirit. */
const MAX_STRINGS = 4096
const MAX_STRING_BYTES = 128 << 10

/** Tables for the processor are made once a program, whichever machine runs it. */
const loadedPrograms = new WeakMap<Program, LoadedProgram>()

/** The number of a program in this machine; it is loaded when it is new. */
export function programNumber(machine: Machine, program: Program, path: string): number {
  const known = machine.programs.findIndex((entry) => entry.program === program)
  if (known >= 0) return known
  let loaded = loadedPrograms.get(program)
  if (!loaded) {
    loaded = loadProgram(program)
    loadedPrograms.set(program, loaded)
  }
  machine.programs.push({ path, program, loaded })
  return machine.programs.length - 1
}

/** Maps a program's segments into an empty space; pages are filled by the faults that touch them. */
export function mapProgram(machine: Machine, record: AddressSpace, program: Program): void {
  program.segments.forEach((segment, image) => {
    if (segment.size === 0) return
    const range = { start: segment.start, end: segment.start + pageUp(segment.size) }
    const protection = PROTECTION[segment.kind]
    const name = segment.kind
    insertArea(machine, record, areaOf({ ...range, protection, kind: segment.kind, name, image }))
  })
  const draft = edit(machine, record)
  draft.heapBase = program.heapBase
  draft.brk = program.heapBase
}

/**
 * Gives a task a fresh stack with `arguments` and `environment` (byte strings) and lets it run `_start`.
 * @returns false when they do not fit
 */
export function startProgram(
  machine: Machine,
  task: Task,
  program: Program,
  args: readonly string[],
  environment: readonly string[],
): boolean {
  const record = spaceOf(machine, task)
  const range = { start: STACK_TOP - STACK_SIZE, end: STACK_TOP, protection: READ | WRITE }
  insertArea(machine, record, areaOf({ ...range, kind: 'stack', name: 'stack', task: task.index }))
  const draft = edit(machine, task)
  draft.stackStart = range.start
  draft.stackEnd = range.end
  draft.ownsStack = false
  let at = STACK_TOP - 16
  const place = (text: string) => {
    const bytes = bytesOfString(text)
    at -= bytes.length
    return writeUser(machine, task, at, bytes) ? at : 0
  }
  const environmentAt = environment.map(place)
  const argumentsAt = args.map(place)
  const vectors = [...argumentsAt, 0, ...environmentAt, 0]
  at = Math.floor((at - 8 * vectors.length) / 16) * 16
  const bytes = new Uint8Array(8 * vectors.length)
  vectors.forEach((pointer, i) => {
    putI64(bytes, 8 * i, pointer)
  })
  if (!writeUser(machine, task, at, bytes)) return false
  draft.tp = placeThreadLocals(machine, task, at)
  const parameters = [args.length, at, at + 8 * (args.length + 1)]
  return pushFrame(machine, task, program, program.entry, task.tp, parameters)
}

export const EXEC_CALLS = {
  execve: call({
    args: { path: 'string', argv: 'pointer', envp: 'pointer' },
    shows: 1,
    touches: () => EVERYTHING,
    act(machine, task, { path, argv: argvAt, envp }) {
      const program = findExecutable(machine, task, path)
      if (typeof program === 'number') return program
      const argv = readVector(machine, task, argvAt)
      const environment = readVector(machine, task, envp)
      if (typeof argv === 'number') return argv
      if (typeof environment === 'number') return environment
      replaceImage(machine, task, program, path, argv, environment)
      return 0
    },
  }),
} satisfies RowTable

/**
 * The program behind a path, or a negated errno of execve(2): a file that may be executed and is none is ENOEXEC.
 */
function findExecutable(machine: Machine, task: Task, path: string): Program | number {
  const found = resolve(machine, task, path)
  if (typeof found === 'number') return found
  if (!found.inode) return -ERRNO.ENOENT
  if (found.inode.kind === 'directory' || !mayAccess(found.inode, MAY.execute)) return -ERRNO.EACCES
  return machine.findProgram(normalPath(processOf(machine, task).cwd, path)) ?? -ERRNO.ENOEXEC
}

/** The strings of an argv or envp, up to its null pointer; none for a null pointer itself, as Linux allows. */
function readVector(machine: Machine, task: Task, address: number): string[] | number {
  const strings: string[] = []
  if (address === 0) return strings
  for (let i = 0; ; i++) {
    const pointer = readI64(machine, task, address + 8 * i)
    if (pointer === null) return -ERRNO.EFAULT
    if (pointer === 0) return strings
    const text = readUserString(machine, task, pointer, MAX_STRING_BYTES)
    if (text === null) return -ERRNO.EFAULT
    strings.push(text)
    if (strings.length > MAX_STRINGS) return -ERRNO.E2BIG
  }
}

/** The point of no return: other threads end, memory is new, handlers are gone, descriptors stay. */
function replaceImage(
  machine: Machine,
  task: Task,
  program: Program,
  path: string,
  argv: readonly string[],
  environment: readonly string[],
): void {
  const process = processOf(machine, task)
  endTasks(machine, process, task)
  dropTimers(machine, process, true)
  const old = spaceOf(machine, task)
  const record = createAddressSpace(machine, task, programNumber(machine, program, path))
  const processDraft = edit(machine, process)
  processDraft.space = record.id
  releaseAddressSpace(machine, old)
  mapProgram(machine, record, program)
  closeOnExec(machine, task)
  processDraft.actions = process.actions.map((action) =>
    action.handler === SIG_IGN ? action : { handler: SIG_DFL, maskLow: 0, maskHigh: 0, flags: 0 },
  )
  processDraft.name = path.slice(path.lastIndexOf('/') + 1)
  processDraft.arguments = argv
  processDraft.executed = true
  const taskDraft = edit(machine, task)
  taskDraft.name = 'main'
  taskDraft.pending = null
  taskDraft.robust = []
  machine.events?.push({ kind: 'exec', path })
  startProgram(machine, task, program, argv, environment)
  spend(machine, task, COST.exec)
  if (task.vforkParent === null) return
  taskDraft.vforkParent = null
  wake(machine, keyOf(KEY.ended, process.pid), task)
}
