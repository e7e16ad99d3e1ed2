/**
 * The law of figures: at any moment of any program, what a view says of values, descriptors, bytes under way and in files,
 * locks, processes, tasks, parts of memory, pages and queues is what the processes themselves are told when they ask: by reading, by lseek, fcntl,
 * ioctl and fstat, by trying a lock, by /proc, and by who gets the core next.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { compile, type PartialConfig, restoreMachine, snapshotMachine } from '../../index'
import { bootNext, FULL } from '../../test-programs'
import { fileOf } from '../file/open-file'
import { POLL, readiness } from '../file/readiness'
import { findArea, READ } from '../memory/address-space'
import { contents } from '../memory/peek'
import { readUser, writeUser } from '../memory/user-memory'
import { runFor } from '../run/run'
import { type Machine, type Process, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import type { MachineView, OpenFileView, ProcessView, TaskView, ValueView } from '../state/view'
import { ask, askContents, askLock, type FigureAsked } from './asked'
import {
  askEnds,
  askMessages,
  askProcess,
  askSegments,
  procText,
  STAT_FIELD,
  statFields,
} from './asked-process'
import { viewOf } from './machine-view'
import { surroundingsOf } from './surroundings'
import { formatValue } from './value'

const PROGRAMS = ['lib/engine/testdata', 'content'].flatMap(programsBelow)
/** Moments of each program, at random but always the same; `ENGINE_MATRIX=full` looks at many more. */
const MOMENTS = FULL ? 25 : 1
/** Bytes of a machine's memory: as much as programs have that ask for nothing else. */
const MEMORY = 64 << 20
/** Twice the queues whose order can be seen by who runs next. */
const POLICIES = ['fifo', 'rr', 'fifo', 'rr', 'fair', 'mlfq', 'priority'] as const
/** A run is followed so far, in steps. */
const FURTHEST = 40_000

const PARTS = [
  'values',
  'segments',
  'pages',
  'descriptors',
  'contents',
  'ends',
  'messages',
  'locks',
  'processes',
  'tasks',
  'queue',
] as const
type Part = (typeof PARTS)[number]
const each = <T>(make: () => T) => Object.fromEntries(PARTS.map((part) => [part, make()])) as Record<Part, T>
const found = each<string[]>(() => [])
const compared = each(() => 0)
/** Programs that did not compile. */
const refused: string[] = []

beforeAll(() => {
  for (const file of PROGRAMS) lookAt(file)
}, 3_600_000)

describe('what a figure shows is what a process is told', () => {
  it('of every program, none left out', () => {
    expect(refused).toEqual([])
    expect(PROGRAMS.length).toBeGreaterThan(500)
  })

  test.each([
    ['values', 3_000],
    ['segments', 2_000],
    ['descriptors', 1_000],
    ['contents', 40],
    ['ends', 40],
    ['messages', 2],
    ['locks', 40],
    ['processes', 2_000],
    ['tasks', 400],
    ['pages', 2_000],
    ['queue', 20],
  ] as const)('%s', (part, least) => {
    expect(found[part]).toEqual([])
    expect(compared[part]).toBeGreaterThan(least)
  })
})

function programsBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) return programsBelow(file)
    return file.endsWith('.c') ? [file] : []
  })
}

/** Compares a program's views at its moments. */
function lookAt(file: string): void {
  const { program } = compile([{ name: path.basename(file), text: readFileSync(file, 'utf8') }])
  if (!program) {
    refused.push(file)
    return
  }
  const random = diceOf(file)
  const config: PartialConfig = {
    policy: POLICIES[Math.floor(random() * POLICIES.length)] ?? 'fifo',
    cores: random() < 0.7 ? 1 : 2,
  }
  const machine = bootNext(program, { ...config, seed: Math.floor(random() * 100) }, undefined, MEMORY)
  const first = snapshotMachine(machine)
  runFor(machine, FURTHEST)
  const last = machine.state.steps
  restoreMachine(machine, first)
  const moments = Array.from({ length: MOMENTS }, () => Math.floor(last * (0.1 + 0.9 * random())))
  for (const moment of moments.sort((a, b) => a - b)) {
    if (runFor(machine, Math.max(1, moment - machine.state.steps))) return
    compare(machine, viewOf(machine), (part, text) => found[part].push(`${file} at ${moment}: ${text}`))
  }
}

/** A fraction of 1 at each call; of the same name the same ones (mulberry32 over FNV-1a). */
function diceOf(name: string): () => number {
  let state = 0x811c9dc5
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x0100_0193)
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Note = (part: Part, text: string) => void

function compare(machine: Machine, view: MachineView, note: Note): void {
  for (const shown of view.processes) {
    const process = machine.state.processes.get(shown.pid)
    if (!process) continue
    noteAll('processes', askProcess(machine, view, shown), note)
    if (shown.state !== 'alive') continue
    noteAll('segments', askSegments(machine, process, shown), note)
    asking(machine, process, (task) => {
      for (const value of valuesOf(view, shown)) compareValue(machine, task, value, note)
      compareDescriptors(machine, view, task, shown, note)
      noteAll('contents', askContents(machine, view, task, shown), note)
      noteAll('messages', askMessages(machine, view, task, shown), note)
    })
    for (const sync of view.syncs.filter(({ pid }) => pid === shown.pid))
      asking(machine, process, (task) => noteAll('locks', askLock(machine, task, sync), note))
    comparePages(machine, view, process, shown, note)
  }
  for (const channel of view.channels) noteAll('ends', askEnds(machine, channel), note)
  for (const shown of view.tasks) compareTask(machine, shown, note)
  compareQueue(machine, view, note)
}

function noteAll(part: Part, asked: FigureAsked, note: Note): void {
  compared[part] += asked.compared
  for (const text of asked.differing) note(part, text)
}

/** Lets a process ask, and undoes all that came of it. */
function asking(machine: Machine, process: Process, ask: (task: Task) => void): void {
  const before = snapshotMachine(machine)
  ask(taskAt(machine, process.tasks[0] ?? 0))
  restoreMachine(machine, before)
}

/** Those in segments, and those on stacks; a local that was never written has none that the program could know. */
function valuesOf(view: MachineView, { pid, segments }: ProcessView): ValueView[] {
  const stacks = view.tasks.filter((task) => task.pid === pid && task.state !== 'zombie')
  const locals = stacks.flatMap(({ stack }) => stack.flatMap((frame) => frame.locals))
  return [...segments.flatMap(({ values }) => values), ...locals.filter(({ value }) => value !== '?')]
}

/** A read by the process itself, with every fault that this takes; by the kernel, where the process may not. One text for each type of that name: those without a
 *  tag have none of their own. */
function compareValue(machine: Machine, task: Task, value: ValueView, note: Note): void {
  compared.values++
  const { address } = value
  const { program } = programOf(machine, task)
  const space = spaceOf(machine, task)
  const isClosed = (at: number) => ((findArea(space, at)?.protection ?? READ) & READ) === 0
  const read = (at: number, length: number) =>
    isClosed(at) ? contents(machine, space, at, length) : readUser(machine, task, at, length)
  const texts = program.types
    .filter((known) => known.name === value.type && known.size > 0)
    .map((known) => {
      const bytes = address === null ? null : read(address, Math.min(known.size, 4096))
      return bytes
        ? formatValue(program, known, bytes, { ...surroundingsOf(machine, space, task.pid), read })
        : 'unreadable'
    })
  if (!texts.includes(value.value)) note('values', `${task.tid} ${value.name} ${value.value} ≠ ${texts}`)
}

/** Descriptors beyond the shown ones that are asked for, and must not be open. */
const BEYOND = 4

const [F_GETFD, F_GETFL, SEEK_CUR, FIONREAD] = [1, 3, 1, 0x541b]

function compareDescriptors(
  machine: Machine,
  view: MachineView,
  task: Task,
  shown: ProcessView,
  note: Note,
): void {
  const last = Math.max(-1, ...shown.descriptors.map(({ fd }) => fd))
  for (let fd = 0; fd <= last + BEYOND; fd++) {
    compared.descriptors++
    const entry = shown.descriptors.find((one) => one.fd === fd)
    const file = view.openFiles.find(({ id }) => id === entry?.openFile)
    const said = file ? toldBy(view, file, entry?.closeOnExec ?? false) : 'closed'
    const told = tellDescriptor(machine, task, fd, file)
    if (said !== told) note('descriptors', `${shown.pid} fd ${fd}: ${said} ≠ ${told}`)
  }
  for (const file of view.openFiles) {
    const users = view.processes.flatMap(({ descriptors }) =>
      descriptors.filter(({ openFile }) => openFile === file.id),
    )
    if (users.length > file.users) note('descriptors', `${file.name}: ${users.length} users of ${file.users}`)
  }
}

/** What a view says of a descriptor, in the form of the answers below. */
function toldBy(view: MachineView, file: OpenFileView, closeOnExec: boolean): string {
  const access = { r: 0, w: 1, rw: 2 }[file.mode]
  const channel = view.channels.find(({ id }) => id === file.reads)
  return JSON.stringify({
    closeOnExec,
    access,
    append: file.append,
    nonblocking: file.nonblocking,
    offset: file.offset,
    waiting: channel?.length ?? null,
    isOver: channel?.isOver ?? false,
  } satisfies Told)
}

function tellDescriptor(machine: Machine, task: Task, fd: number, shown: OpenFileView | undefined): string {
  const flags = ask(machine, task, 'fcntl', { fd, command: F_GETFL, argument: 0 })
  if (flags < 0) return 'closed'
  const own = ask(machine, task, 'fcntl', { fd, command: F_GETFD, argument: 0 })
  const offset =
    shown?.kind === 'file' ? ask(machine, task, 'lseek', { fd, offset: 0, whence: SEEK_CUR }) : null
  const isChannel = shown?.reads != null && shown.kind !== 'queue'
  const waiting = isChannel ? bytesWaiting(machine, task, fd) : queueBytes(shown)
  return JSON.stringify({
    closeOnExec: (own & 1) === 1,
    access: flags & 3,
    append: (flags & 0o2000) !== 0,
    nonblocking: (flags & 0o4000) !== 0,
    offset,
    waiting,
    isOver: shown?.reads != null && isAtEnd(machine, task, fd),
  } satisfies Told)

  /** A message queue is asked by mq_getattr only, which tells messages, not bytes. */
  function queueBytes(queue: OpenFileView | undefined): number | null {
    return queue?.reads == null ? null : (machine.state.queues.get(queue.reads)?.bytes ?? null)
  }
}

function bytesWaiting(machine: Machine, task: Task, fd: number): number {
  const out = task.fp - 256
  if (!writeUser(machine, task, out, new Uint8Array(8))) return Number.NaN
  ask(machine, task, 'ioctl', { fd, request: FIONREAD, out })
  const bytes = readUser(machine, task, out, 4)
  return bytes ? new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true) : Number.NaN
}

/** What poll says: the other end has hung up. */
function isAtEnd(machine: Machine, task: Task, fd: number): boolean {
  const file = fileOf(machine, task, fd)
  return file !== null && (readiness(machine, task, file) & (POLL.hangUp | POLL.readHangUp)) !== 0
}

type Told = {
  readonly closeOnExec: boolean
  readonly access: number
  readonly append: boolean
  readonly nonblocking: boolean
  readonly offset: number | null
  /** Bytes that can be read. */
  readonly waiting: number | null
  /** Nothing more will come to be read. */
  readonly isOver: boolean
}

/** /proc/PID/statm counts the pages; a frame has as many references as there are table entries of it. */
function comparePages(
  machine: Machine,
  view: MachineView,
  process: Process,
  shown: ProcessView,
  note: Note,
): void {
  const pages = shown.segments.flatMap((segment) => segment.pages)
  const statm = procText(machine, process, ['statm']).split(' ')
  if (Number(statm[1]) !== pages.length) note('pages', `${process.pid}: ${pages.length} ≠ ${statm[1]}`)
  for (const page of pages) {
    compared.pages++
    const spaces = new Set<number>()
    let entries = 0
    for (const other of view.processes) {
      const space = machine.state.processes.get(other.pid)?.space ?? 0
      if (other.state !== 'alive' || spaces.has(space)) continue
      spaces.add(space)
      entries += other.segments.flatMap((one) => one.pages).filter(({ frame }) => frame === page.frame).length
    }
    if (entries !== page.references)
      note('pages', `${process.pid} page ${page.address.toString(16)}: ${page.references} ≠ ${entries}`)
  }
}

function compareTask(machine: Machine, shown: TaskView, note: Note): void {
  const process = machine.state.processes.get(shown.pid)
  if (!process || shown.state === 'gone') return
  compared.tasks++
  const isMember = process.tasks.includes(shown.index)
  const fields = isMember ? statFields(procText(machine, process, ['task', String(shown.tid), 'stat'])) : []
  const letter = isMember ? (fields[STAT_FIELD.state] ?? '') : 'Z'
  if (!LETTERS[shown.state].includes(letter)) note('tasks', `${shown.tid} ${shown.state} ≠ ${letter}`)
  if (shown.core !== null && machine.state.cores[shown.core]?.task !== shown.index)
    note('tasks', `${shown.tid} is not on core ${shown.core}`)
  if (shown.core !== null && fields[STAT_FIELD.core] !== String(shown.core))
    note('tasks', `${shown.tid}: core ${shown.core} ≠ ${fields[STAT_FIELD.core]}`)
  if ((shown.blocked !== null) !== (letter === 'S' || letter === 'D'))
    note('tasks', `${shown.tid} is ${letter} and waits ${shown.blocked ? 'for something' : 'for nothing'}`)
}

/** proc(5), "State". */
const LETTERS = {
  running: 'R',
  runnable: 'R',
  sleeping: 'SD',
  stopped: 'T',
  zombie: 'Z',
} as const

/** All that may run and have no core are in the queue. First in, first out on one core, with turns or without: the first
 *  of it is the next to get the core. */
function compareQueue(machine: Machine, view: MachineView, note: Note): void {
  const first = view.ready[0]
  const waiting = view.tasks.filter(({ state, core }) => state === 'runnable' && core === null)
  const listed = [...view.ready].sort((a, b) => a - b).join(' ')
  const may = waiting.map(({ index }) => index).join(' ')
  if (listed !== may) note('queue', `${listed} are in the queue, and ${may} may run`)
  for (const index of view.ready) {
    const task = view.tasks[index]
    if (task?.state !== 'runnable' || task.core !== null)
      note('queue', `${index} waits and is ${task?.state}`)
  }
  const { policy, cores } = machine.config
  if ((policy !== 'fifo' && policy !== 'rr') || cores !== 1 || first === undefined) return
  compared.queue++
  const before = snapshotMachine(machine)
  const second = view.ready[1]
  const stands = (index: number) => JSON.stringify([taskAt(machine, index).pc, taskAt(machine, index).state])
  const firstStands = stands(first)
  const secondStands = second === undefined ? '' : stands(second)
  for (let i = 0; i < 2_000 && stands(first) === firstStands && !machine.state.ended; i++) runFor(machine, 1)
  if (second !== undefined && stands(first) === firstStands && stands(second) !== secondStands)
    note('queue', `${first} is first, and ${second} ran`)
  restoreMachine(machine, before)
}
