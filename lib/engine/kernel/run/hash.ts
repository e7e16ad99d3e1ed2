/**
 * A digest of everything about a machine that can still matter: the records by coverage.ts, the memory of each address
 * space and file by content, the live part of each stack, what was put out. It is a sum, so that it does not depend on
 * the order in which things were made, and one part can be replaced when it changes.
 */
import { readFrame } from '../../vm/frame'
import {
  addFold,
  addOwned,
  addWordAt,
  beginFold,
  type Fold,
  foldNumber,
  foldText,
  foldWord,
  hexOf,
  type Lanes,
} from '../state/fold'
import type { Inode, Machine, State, Task } from '../state/machine'
import type { OutputNode } from '../state/run-state'
import {
  type Coverage,
  EPOLL_SET,
  foldFields,
  INODE,
  OPEN_FILE,
  PIPE,
  PROCESS,
  QUEUE,
  SEMAPHORES,
  SOCKET,
  SPACE,
  STATE,
  TABLE,
  TASK,
  TIMER,
} from './coverage'
import { addPages, addStack } from './memory-hash'

export type TableName = {
  [K in keyof State]: State[K] extends ReadonlyMap<number, object> ? K : never
}[keyof State]
export type RecordOf<K extends TableName> = State[K] extends ReadonlyMap<number, infer R> ? R : never

/** The tables of records, and how each goes into the digest. */
export const TABLES: { readonly [K in TableName]: Coverage<RecordOf<K>> } = {
  processes: PROCESS,
  spaces: SPACE,
  tables: TABLE,
  openFiles: OPEN_FILE,
  inodes: INODE,
  pipes: PIPE,
  sockets: SOCKET,
  queues: QUEUE,
  semaphores: SEMAPHORES,
  epolls: EPOLL_SET,
  timers: TIMER,
}

/** Sixteen hexadecimal digits. Of a run that has ended what its first process left in memory counts, too. */
export function hashMachine(machine: Machine): string {
  const lanes = hashState(machine)
  const fold: Fold = { a: 0, b: 0 }
  beginFold(fold)
  for (const lane of machine.state.exitHash) foldWord(fold, lane)
  addFold(lanes, fold)
  return hexOf(lanes)
}

/** The digest of what can still matter, from scratch. */
export function hashState(machine: Machine): Lanes {
  const { state } = machine
  const lanes: Lanes = { low: 0, high: 0 }
  addRecord(machine, lanes, 'state', STATE, state)
  for (const name of Object.keys(TABLES) as TableName[]) addTable(machine, lanes, name)
  for (const task of state.tasks) addTask(machine, lanes, task)
  for (const inode of state.inodes.values()) addFile(machine, lanes, inode)
  for (const record of state.spaces.values()) addPages(machine, lanes, record)
  addNames(lanes, state.names)
  addDeadlines(machine, lanes)
  for (const stream of [1, 2]) addOutput(lanes, state.output, stream)
  return lanes
}

function addTable<K extends TableName>(machine: Machine, lanes: Lanes, name: K): void {
  const table = machine.state[name] as ReadonlyMap<number, RecordOf<K>>
  for (const record of table.values()) addRecord(machine, lanes, name, TABLES[name], record)
}

/** Adds a record by its coverage. */
export function addRecord<T>(
  machine: Machine,
  lanes: Lanes,
  kind: string,
  coverage: Coverage<T>,
  record: T,
): void {
  const fold: Fold = { a: 0, b: 0 }
  beginFold(fold)
  foldText(fold, kind)
  foldFields(fold, coverage, record, machine)
  addFold(lanes, fold)
}

function addTask(machine: Machine, lanes: Lanes, task: Task): void {
  if (task.state === 'gone') return
  addRecord(machine, lanes, 'task', TASK, task)
  addStack(machine, lanes, task)
}

/** A file's pages by content. */
function addFile(machine: Machine, lanes: Lanes, inode: Inode): void {
  const own: Lanes = { low: 0, high: 0 }
  inode.pages.forEach((frame, page) => {
    addFilePage(machine, own, frame, page)
  })
  addOwned(lanes, 'pages', inode.id, own)
}

/** Adds a page of a file; a hole (frame 0) is as zeros. */
export function addFilePage(machine: Machine, own: Lanes, frame: number, page: number): void {
  if (frame === 0) return
  const words = new Int32Array(readFrame(machine.memory, frame, 0, 4096).buffer)
  for (let i = 0; i < words.length; i++) addWordAt(own, page * 1024 + i, words[i] as number)
}

/** Adds what each name stands for; the order in which names were given does not count. */
export function addNames(lanes: Lanes, names: ReadonlyMap<string, number>): void {
  const fold: Fold = { a: 0, b: 0 }
  for (const [name, id] of names) {
    beginFold(fold)
    foldText(fold, name)
    foldNumber(fold, id)
    addFold(lanes, fold)
  }
}

/** What is still due, in the order in which it will come. */
export function addDeadlines(machine: Machine, lanes: Lanes): void {
  const { state } = machine
  if (state.nextTimer === Infinity) return
  const due: { readonly at: number; readonly what: string }[] = []
  for (const index of state.live) {
    const { wakeAt, tid } = state.tasks[index] as Task
    due.push({ at: wakeAt, what: `task ${tid}` })
  }
  for (const { alarmAt, pid } of state.processes.values()) due.push({ at: alarmAt, what: `alarm ${pid}` })
  for (const { at, id, owner } of state.timers.values())
    if (!owner?.usesCpu) due.push({ at, what: `timer ${id}` })
  const fold: Fold = { a: 0, b: 0 }
  beginFold(fold)
  const coming = due.filter(({ at }) => at < Infinity)
  coming.sort((x, y) => x.at - y.at || (x.what < y.what ? -1 : 1))
  coming.forEach(({ at, what }, i) => {
    foldWord(fold, at === coming[i - 1]?.at ? 0 : 1)
    foldText(fold, what)
  })
  if (coming.length > 0) addFold(lanes, fold)
}

/** One stream's bytes, however they were written. */
export function addOutput(lanes: Lanes, output: OutputNode | null, stream: number): void {
  const pieces: Uint8Array[] = []
  for (let node = output; node; node = node.before) if (node.fd === stream) pieces.push(node.bytes)
  const fold: Fold = { a: 0, b: 0 }
  beginFold(fold)
  foldWord(fold, stream)
  for (const bytes of pieces.reverse()) for (const byte of bytes) foldWord(fold, byte)
  addFold(lanes, fold)
}
