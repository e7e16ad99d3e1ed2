/** For the law of figures: what a view says of bytes and of locks, beside what a process is told that reads, that looks at a
 *  file's size, and that tries a lock. Each is to be asked in a machine that is put back afterwards. */
import { readUser, writeUser } from '../memory/user-memory'
import { rowOf } from '../state/call'
import { ERRNO } from '../state/errno'
import { STAT } from '../state/layout'
import { type Machine, type Task, taskAt } from '../state/machine'
import type { MachineView, OpenFileView, ProcessView, SyncView } from '../state/view'

/** What differed, and how many things were compared. */
export type FigureAsked = { readonly compared: number; readonly differing: readonly string[] }

/** Makes a system call of one phase. */
export function ask(machine: Machine, task: Task, name: string, args: Record<string, number>): number {
  const outcome = rowOf(name)?.phases[0]?.act(machine, task, args, null, [])
  return typeof outcome === 'number' ? outcome : Number.NaN
}

/** Room that the task may write to, well below what it keeps on its stack. */
const ROOM = 1024

/** Reads through every descriptor what its channel or its file holds; of a channel once, since it takes the bytes out.
 *  Messages of a queue are read by a call of their own and left out. */
export function askContents(
  machine: Machine,
  view: MachineView,
  task: Task,
  shown: ProcessView,
): FigureAsked {
  const differing: string[] = []
  let compared = 0
  const read = new Set<number>()
  const compare = (what: string, said: unknown, told: unknown) => {
    compared++
    if (JSON.stringify(said) !== JSON.stringify(told))
      differing.push(`${shown.pid} ${what}: ${JSON.stringify(said)} ≠ ${JSON.stringify(told)}`)
  }
  for (const { fd, openFile } of shown.descriptors) {
    const file = view.openFiles.find(({ id }) => id === openFile)
    if (!file) continue
    const inode = file.kind === 'file' ? view.inodes.find(({ id }) => id === file.inode) : undefined
    if (inode) {
      const { size, links } = status(machine, task, fd)
      compare(`fd ${fd} size and links`, [inode.size, inode.links], [size, links])
      if (file.mode !== 'w')
        compare(
          `fd ${fd} bytes`,
          inode.bytes,
          bytesBy(machine, task, 'pread', fd, inode.bytes.length, { offset: 0 }),
        )
    }
    const said = channelBytes(view, file)
    if (said === null || file.reads === null || read.has(file.reads)) continue
    read.add(file.reads)
    const told = bytesBy(machine, task, 'read', fd, said.length, {})
    // One read of a socket that keeps messages apart is one message.
    compare(`fd ${fd} first bytes`, said.slice(0, Math.max(1, told.length)), told)
  }
  return { compared, differing }
}

/** Null: nothing can be read there now, or not by `read`. */
function channelBytes(view: MachineView, file: OpenFileView): number[] | null {
  const channel = view.channels.find(({ id }) => id === file.reads)
  if (!channel || channel.kind === 'queue' || channel.bytes.length === 0 || file.mode === 'w') return null
  return channel.bytes.map(({ byte }) => byte)
}

function bytesBy(
  machine: Machine,
  task: Task,
  call: 'read' | 'pread',
  fd: number,
  count: number,
  more: Record<string, number>,
): number[] {
  const buffer = task.fp - ROOM
  const got = ask(machine, task, call, { fd, buffer, count, ...more })
  if (!(got >= 0)) return [got]
  return bytesAt(machine, task, buffer, got)
}

/** What lies in the memory of a task, as it reads it itself; empty where it cannot. */
export function bytesAt(machine: Machine, task: Task, address: number, length: number): number[] {
  return length === 0 ? [] : Array.from(readUser(machine, task, address, length) ?? [])
}

function status(machine: Machine, task: Task, fd: number): { size: number; links: number } {
  const out = task.fp - ROOM
  writeUser(machine, task, out, new Uint8Array(STAT.size))
  ask(machine, task, 'fstat', { fd, out })
  const bytes = readUser(machine, task, out, STAT.size)
  if (!bytes) return { size: Number.NaN, links: Number.NaN }
  const words = new DataView(bytes.buffer, bytes.byteOffset)
  return {
    size: Number(words.getBigInt64(STAT.bytes, true)),
    links: Number(words.getBigInt64(STAT.links, true)),
  }
}

/** Tries a lock: whether it is had, whom one would wait for, and what a semaphore is said to be worth; and who waits in a
 *  call on it. Conditions and barriers can only be asked by waiting. */
export function askLock(machine: Machine, task: Task, shown: SyncView): FigureAsked {
  const differing: string[] = []
  const compare = (what: string, said: unknown, told: unknown) => {
    if (said !== told) differing.push(`${shown.pid} ${shown.kind} ${shown.name} ${what}: ${said} ≠ ${told}`)
  }
  const inCondition = (index: number) => taskAt(machine, index).pending?.call.startsWith('cond_') ?? false
  const isOfMutex = shown.kind === 'mutex'
  // Who has been woken from a condition waits for its mutex in the same call, which was given both.
  const waiters = isOfMutex ? shown.waiters.filter((index) => !inCondition(index)) : shown.waiters
  compare('waiters', waiters.join(' '), waitersBy(machine, task, shown).join(' '))
  const stranger = strangerTo(machine, task, shown)
  if (isOfMutex && stranger) compare('owner', shown.owner, ownerBy(machine, stranger, shown))
  if (shown.kind === 'semaphore') compare('value', shown.value, valueBy(machine, task, shown.address))
  if (shown.kind === 'rwlock') {
    const isBusy = (call: string) => ask(machine, task, call, { lock: shown.address }) === -ERRNO.EBUSY
    const isUsed = isBusy('rwlock_trywrlock')
    compare('is used', shown.owner !== null || (shown.value ?? 0) > 0, isUsed)
    compare('is written', shown.owner !== null, isUsed && isBusy('rwlock_tryrdlock'))
  }
  return { compared: 1, differing }
}

/** A task of the process that would have to wait for a lock that is held; null: there is none. */
function strangerTo(machine: Machine, task: Task, { owner }: SyncView): Task | null {
  const found = machine.state.live
    .map((index) => taskAt(machine, index))
    .find(({ index, pid, state }) => pid === task.pid && index !== owner && state !== 'zombie')
  return found ?? null
}

/** Whom `pthread_mutex_lock` would wait for; null: it would not wait. */
function ownerBy(machine: Machine, task: Task, { address }: SyncView): number | null {
  const look = rowOf('mutex_lock')?.phases[0]?.guard?.(machine, task, { mutex: address }, [])
  return look && typeof look === 'object' && 'reason' in look ? look.reason.task : null
}

function valueBy(machine: Machine, task: Task, semaphore: number): number {
  const value = task.fp - ROOM
  ask(machine, task, 'sem_getvalue', { semaphore, value })
  const bytes = readUser(machine, task, value, 4)
  return bytes ? new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true) : Number.NaN
}

/** The tasks of the process that sleep in a call on the object. */
function waitersBy(machine: Machine, task: Task, { address }: SyncView): number[] {
  return machine.state.live.filter((index) => {
    const { pid, state, pending } = taskAt(machine, index)
    return pid === task.pid && state === 'sleeping' && pending?.args[0] === address
  })
}
