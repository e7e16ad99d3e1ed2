/**
 * What a task would do next, told without doing it: on which objects, whether it can, and who could let it.
 *
 * Where this is asked, every task stands in *normal form*: its local steps, which nobody else can observe, are done
 * (`settleLocal`), and it stands in front of its next visible operation, sleeps in a call, or has a signal to act on. A
 * step is then one such operation with the local steps behind it, up to the next normal form. What an operation touches is
 * known before it runs; what the local steps touch is private, but for memory that the C library keeps for a whole process (the
 * heap's lists, buffers of streams).
 */

import { USER_END } from '../../vm/abi'
import { frameBase, isVisibleAt, operationAt, type VisibleOperation } from '../../vm/describe'
import { ARGUMENT_SHIFT, type MemoryOrder } from '../../vm/opcode'
import { findArea, READ, WRITE } from '../memory/address-space'
import { look, see, seeArguments, waitOf } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { hasSignal } from '../process/deliver'
import { ordersOfExit, touchExit } from '../process/footprint'
import { isAlive } from '../process/process'
import { actionOf, defaultEffect, isIgnored, nextSignal, SIG_DFL, SIG_IGN } from '../signal/signal'
import { type Arguments, isDeaf, isWait, type Kinds, type Row, rowOf, type Wait } from '../state/call'
import {
  EVERYTHING,
  kindOf,
  NOTHING,
  OBJECT,
  type ObjectOrder,
  objectOf,
  type Touch,
  touchOf,
  touchProcess,
  touchSystem,
  touchTaking,
  touchTask,
} from '../state/footprint'
import { type Machine, type PendingCall, processOf, programOf, spaceOf, type Task } from '../state/machine'
import { isShared, sharedTouches } from './given'
import { lockPlaces, objectOrders } from './object-order'
import { canRun } from './run-queue'
import { pendingOf } from './trap'

export type NextOperation = {
  /** `call`: a system call, made or gone on with; `signal`: a signal is acted on; `library`: an access of the library
   *  to memory that is shared (given.ts); `local`: not in normal form yet. */
  readonly kind:
    | 'load'
    | 'store'
    | 'atomic'
    | 'copy'
    | 'fill'
    | 'fence'
    | 'call'
    | 'signal'
    | 'library'
    | 'local'
  /** The row's name, of a call. */
  readonly call: string | null
  /** All that it reads and writes, its own record first. */
  readonly objects: readonly Touch[]
  /** The task that it is about (joined, cancelled), by index. */
  readonly target: number | null
  readonly spawns: boolean
  /** It ends its whole process. */
  readonly killsAll: boolean
  /** In how many ways it may go. */
  readonly choices: number
  /** The bytes that a store writes, or the release of a spin lock, which is one; null: another operation. */
  readonly stores: { readonly address: number; readonly size: number } | null
  /** The memory order of an atomic access or a fence; null: none, or of a plain access. */
  readonly order: MemoryOrder | null
  /** Of the objects what can race: bytes of the program's own memory, but not those of the lock that a call is made on. */
  readonly data: readonly Touch[]
  /** Locks and channels through which it learns of what others did, or lets them know. */
  readonly orders: readonly ObjectOrder[]
  readonly pc: number
}

/** What a task would do next; null when it is no more, or stopped by a signal. Changes nothing. */
export function nextOperation(machine: Machine, task: Task): NextOperation | null {
  if (!isAlive(task) || task.state === 'stopped') return null
  if (task.pending) return pendingOperation(machine, task, task.pending)
  if (hasSignal(machine, task)) return signalOperation(machine, task)
  if (isShared(machine, task)) {
    const touches = sharedTouches(machine, task)
    return { ...operation(machine, task, 'library', touches), data: touches.filter(isMemory) }
  }
  const found = visibleOf(machine, task)
  if (!found) return operation(machine, task, 'local', NOTHING)
  if (found.kind === 'syscall') {
    const pending = pendingAt(machine, task, found)
    return typeof pending === 'number'
      ? operation(machine, task, 'call', NOTHING)
      : callOperation(machine, task, pending)
  }
  if (found.kind === 'intrinsic') return operation(machine, task, 'local', EVERYTHING)
  // What it may not touch, or what is not there, ends the process or is told to its handler.
  if (isRefused(machine, task, found))
    return {
      ...operation(machine, task, found.kind, EVERYTHING),
      killsAll: true,
      order: orderOf(machine, task, found),
    }
  const touches = accesses(machine, task, found)
  const data = touches.filter(isMemory)
  const isStore = found.kind === 'store' || found.kind === 'copy' || found.kind === 'fill'
  const stores = isStore ? { address: found.address, size: found.size } : null
  return {
    ...operation(machine, task, found.kind, touches),
    order: orderOf(machine, task, found),
    data,
    stores,
  }
}

/** Whether a task could make its next operation now, other than by falling asleep in it. Changes nothing. */
export function isEnabled(machine: Machine, task: Task): boolean {
  if (!isAlive(task) || task.state === 'stopped') return false
  if (task.pending) return canRun(machine, task)
  if (hasSignal(machine, task)) return true
  return waitAhead(machine, task) === null
}

/**
 * Whether it matters that a task falls asleep in a call that it stands in front of and that would wait: because from then
 * on its time runs, a handler would interrupt it, or others see that it waits. Changes nothing.
 */
export function fallsAsleep(machine: Machine, task: Task): boolean {
  if (task.pending) return false
  const wait = waitAhead(machine, task)
  if (!wait) return false
  // Who waits for a lock on a range of a file is seen by others, who are told of a deadlock (fcntl(2)).
  if (wait.deadline < Infinity || wait.reason.call === 'fcntl') return true
  const found = visibleOf(machine, task)
  const { program } = programOf(machine, task)
  const row = found?.kind === 'syscall' ? rowOf(program.calls[found.number] ?? '') : null
  if (!row || row.restarts === 'always') return false
  return processOf(machine, task).actions.some(({ handler }) => handler > SIG_IGN)
}

/** What the call that a task sleeps in, or stands in front of, waits for; null: it could go on. Changes nothing. */
export function waitAhead(machine: Machine, task: Task): Wait | null {
  if (task.pending) return waitOf(machine, task)
  const pending = callAhead(machine, task)
  if (pending === null) return null
  const answer = look(machine, task, pending)
  return isWait(answer) ? answer : null
}

/** The call that a task is in, or stands in front of; null: neither. Changes nothing. */
export function callAhead(machine: Machine, task: Task): PendingCall | null {
  if (task.pending) return task.pending
  const found = visibleOf(machine, task)
  const pending = found?.kind === 'syscall' ? pendingAt(machine, task, found) : null
  return typeof pending === 'number' ? null : pending
}

function visibleOf(machine: Machine, task: Task): VisibleOperation | null {
  const { loaded } = programOf(machine, task)
  if (!isVisibleAt(loaded, task.pc)) return null
  return operationAt(machine.memory, spaceOf(machine, task).space, loaded, task.pc, task.fp)
}

/** A call is gone on with; or a signal ends the sleep in it, and is acted on. */
function pendingOperation(machine: Machine, task: Task, pending: PendingCall): NextOperation {
  const call = callOperation(machine, task, pending)
  if (!hasSignal(machine, task) || isDeaf(task)) return call
  const signal = signalOperation(machine, task)
  return {
    ...call,
    objects: [...call.objects, ...signal.objects],
    orders: [...call.orders, ...signal.orders],
    killsAll: call.killsAll || signal.killsAll,
  }
}

/** The call at the program counter, as it would begin. */
function pendingAt(
  machine: Machine,
  task: Task,
  found: VisibleOperation & { readonly kind: 'syscall' },
): PendingCall | number {
  const { loaded, program } = programOf(machine, task)
  const { memory } = machine
  const size = loaded.frameSizes[task.pc] ?? 0
  const base = frameBase(memory, spaceOf(machine, task).space, task.fp, size)
  const count = ((loaded.code[task.pc << 2] ?? 0) >>> ARGUMENT_SHIFT) & 255
  const args: number[] = []
  for (let i = 0; i < count; i++) {
    const at = base + (found.arguments >> 2) + 2 * i
    args.push((memory.i32[at + 1] ?? 0) * 0x1_0000_0000 + ((memory.i32[at] ?? 0) >>> 0))
  }
  return pendingOf(machine, task, program.calls[found.number] ?? '', args)
}

function callOperation(machine: Machine, task: Task, pending: PendingCall): NextOperation {
  const row = rowOf(pending.call)
  const args = row && seeArguments(machine, task, row, pending.args)
  if (!row || args === null || typeof args === 'number')
    return { ...operation(machine, task, 'call', NOTHING), call: pending.call }
  const touches = readsClock(task, row, args)
    ? [...row.touches(machine, task, args), touchSystem('clock', 'read')]
    : row.touches(machine, task, args)
  const buffers = touches.filter(isBuffer)
  const locks = buffers.length > 0 ? lockPlaces(machine, task, row, args) : NOTHING
  return {
    ...operation(machine, task, 'call', touches),
    call: pending.call,
    target: row.target?.(machine, task, args)?.index ?? null,
    spawns: row.spawns === true,
    killsAll: row.kills === true || touches.some(isEverything),
    choices: row.choices?.(machine, task, args) ?? 1,
    stores: pending.call === 'spin_unlock' ? { address: args.lock as number, size: 4 } : null,
    orders: objectOrders(machine, task, row, args, pending.phase, touches),
    data: buffers.filter((one) => !locks.some((lock) => isAt(one, lock))),
  }
}

/** Whether it matters to a call what time it is: it has a timeout, which is not over yet. */
function readsClock(task: Task, row: Row, args: Arguments<Kinds>): boolean {
  if (task.pending && task.timedOut) return false
  const isTimed = Object.keys(row.args).some((name) => row.args[name] === 'timespec' && args[name] !== null)
  return isTimed || row.begin !== undefined
}

function isMemory({ object }: Touch): boolean {
  return kindOf(object) === OBJECT.memory || kindOf(object) === OBJECT.inode
}

/** Bytes that a call was given, not all memory, which fork copies and exit gives back. */
function isBuffer(touch: Touch): boolean {
  return isMemory(touch) && touch.length < Infinity
}

function isAt(one: Touch, place: Touch): boolean {
  return one.object === place.object && one.offset === place.offset
}

function isEverything({ object }: Touch): boolean {
  return kindOf(object) === OBJECT.everything
}

/** Acting on a signal: a handler's frame is made on the task's own stack, or the default ends or stops the process. */
function signalOperation(machine: Machine, task: Task): NextOperation {
  const process = processOf(machine, task)
  const taken = nextSignal(machine, task)
  const signal = taken?.info.signal ?? 0
  const own = [touchProcess(process.pid, 'write')]
  if (taken?.own === false) own.push(touchTaking(process.pid, 'write'))
  const orders = [{ object: objectOf(OBJECT.process, process.pid), offset: 0, ordering: 'acquire' as const }]
  const caught = isIgnored(process, signal) || actionOf(process, signal).handler !== SIG_DFL
  if (caught) {
    const [start, size] = task.signalStack ?? [task.stackStart, task.stackEnd - task.stackStart]
    const touches = [...own, ...touchMemory(machine, task, start, size, 'write')]
    return { ...operation(machine, task, 'signal', touches), orders }
  }
  const effect = defaultEffect(signal)
  if (effect === 'ignore' || effect === 'continue') return operation(machine, task, 'signal', own)
  const kills = effect === 'terminate'
  const touches = kills ? touchExit(machine, task) : EVERYTHING
  const left = kills ? ordersOfExit(machine, task) : []
  return { ...operation(machine, task, 'signal', touches), orders: left, killsAll: kills }
}

function operation(
  machine: Machine,
  task: Task,
  kind: NextOperation['kind'],
  touches: readonly Touch[],
): NextOperation {
  return {
    kind,
    call: null,
    objects: [touchTask(task.tid, 'write'), touchMapped(machine, task), ...touches],
    target: null,
    spawns: false,
    killsAll: false,
    choices: 1,
    stores: null,
    order: null,
    orders: [],
    data: NOTHING,
    pc: task.pc,
  }
}

/** Its frame and its code must stay mapped whatever it does. */
function touchMapped(machine: Machine, task: Task): Touch {
  const id = spaceOf(machine, task).id
  return touchOf(objectOf(OBJECT.mapping, id), 'read', task.fp, 1)
}

function isRefused(machine: Machine, task: Task, found: VisibleOperation): boolean {
  if (!('address' in found)) return false
  const needed = found.kind === 'load' ? READ : WRITE
  const isBad = (address: number, right: number) => {
    const area = address >= 0 && address < USER_END ? findArea(spaceOf(machine, task), address) : null
    return !area || (area.protection & right) === 0
  }
  const ends = (address: number, right: number) =>
    found.size > 0 && (isBad(address, right) || isBad(address + found.size - 1, right))
  return ends(found.address, needed) || (found.kind === 'copy' && ends(found.from, READ))
}

/** Bytes of memory that an instruction reads and writes. */
function accesses(
  machine: Machine,
  task: Task,
  found: Exclude<VisibleOperation, { readonly kind: 'syscall' | 'intrinsic' }>,
): readonly Touch[] {
  switch (found.kind) {
    case 'load':
      return touchMemory(machine, task, found.address, found.size, 'read')
    case 'copy':
      return [
        ...touchMemory(machine, task, found.from, found.size, 'read'),
        ...touchMemory(machine, task, found.address, found.size, 'write'),
      ]
    case 'fence':
      return NOTHING
    case 'atomic':
      return touchMemory(
        machine,
        task,
        found.address,
        found.size,
        isUpdate(machine, task, found) ? 'write' : 'read',
      )
    default:
      return touchMemory(machine, task, found.address, found.size, 'write')
  }
}

/** A compare-and-swap that fails only reads. */
function isUpdate(
  machine: Machine,
  task: Task,
  { address, size, expects }: VisibleOperation & { readonly kind: 'atomic' },
): boolean {
  const bytes = expects && see(machine, task, address, size)
  if (!expects || !bytes) return true
  return bytes.every((byte, i) => byte === (((expects[i >> 2] ?? 0) >>> (8 * (i & 3))) & 255))
}

/** A compare-and-swap that fails has an order of its own. */
function orderOf(machine: Machine, task: Task, found: VisibleOperation): MemoryOrder | null {
  if (found.kind === 'atomic' && !isUpdate(machine, task, found)) return found.failure
  return 'order' in found ? found.order : null
}
