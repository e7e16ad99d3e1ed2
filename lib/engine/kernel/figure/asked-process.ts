/** For the law of figures: what a view says of processes, of their threads, of the parts of their memory and of who holds
 *  the ends of pipes, beside what /proc tells of each; and messages that wait, beside what is received. */
import { fileOf } from '../file/open-file'
import { processNode } from '../file/proc-process'
import { rowOf } from '../state/call'
import { type Machine, type Process, type Task, taskAt } from '../state/machine'
import type { ChannelView, MachineView, ProcessView, SegmentView } from '../state/view'
import { ask, bytesAt, type FigureAsked } from './asked'

/** The text of a file below /proc/PID; empty where there is none. */
export function procText(machine: Machine, process: Process, parts: readonly string[]): string {
  const node = processNode(machine, process, parts)
  return node?.kind === 'file' ? node.text() : ''
}

/** The numbers of /proc/PID/stat or /proc/PID/task/TID/stat after the name, the state at 0 (proc(5) counts from 3 there). */
export function statFields(text: string): readonly string[] {
  return (text.split(') ').at(-1) ?? '').trim().split(' ')
}

/** Fields of stat(5) by their place after the name. */
export const STAT_FIELD = { state: 0, parent: 1, minorFaults: 7, core: 36 } as const

/** Who a process is: its parent, its name, its faults, its threads, its descriptors' numbers. */
export function askProcess(machine: Machine, view: MachineView, shown: ProcessView): FigureAsked {
  const found = new Comparison(`process ${shown.pid}`)
  const process = machine.state.processes.get(shown.pid)
  if (!process) return found.end()
  const fields = statFields(procText(machine, process, ['stat']))
  found.compare('parent', String(shown.parent), fields[STAT_FIELD.parent])
  found.compare('is a zombie', shown.state === 'zombie', fields[STAT_FIELD.state] === 'Z')
  found.compare('faults', String(shown.faults.minor), fields[STAT_FIELD.minorFaults])
  found.compare('name', `${shown.name.slice(0, 15)}\n`, procText(machine, process, ['comm']))
  if (shown.state !== 'alive') return found.end()
  const threads = view.tasks.filter(
    ({ pid, state }) => pid === shown.pid && state !== 'zombie' && state !== 'gone',
  )
  const members = namesIn(machine, process, ['task'])
  for (const { tid } of threads) found.compare(`thread ${tid}`, true, members.includes(String(tid)))
  const dead = members.filter((tid) => !threads.some((one) => String(one.tid) === tid))
  for (const tid of dead)
    found.compare(`thread ${tid}`, 'Z', statFields(procText(machine, process, ['task', tid, 'stat']))[0])
  found.compare(
    'descriptors',
    shown.descriptors.map(({ fd }) => fd).join(' '),
    namesIn(machine, process, ['fd']).join(' '),
  )
  return found.end()
}

/** The parts of its memory: where each begins and ends, and what may be done there. */
export function askSegments(machine: Machine, process: Process, shown: ProcessView): FigureAsked {
  const found = new Comparison(`process ${shown.pid}`)
  const lines = procText(machine, process, ['maps']).split('\n').filter(Boolean)
  found.compare('parts of memory', shown.segments.length, lines.length)
  shown.segments.forEach((segment, i) => {
    found.compare(
      `part ${i}`,
      rangeOf(segment),
      (lines[i] ?? '').split(' ').slice(0, 2).join(' ').slice(0, -1),
    )
  })
  return found.end()
}

function rangeOf({ start, end, readable, writable, executable }: SegmentView): string {
  const hexadecimal = (n: number) => n.toString(16).padStart(8, '0')
  const access = `${readable ? 'r' : '-'}${writable ? 'w' : '-'}${executable ? 'x' : '-'}`
  return `${hexadecimal(start)}-${hexadecimal(end)} ${access}`
}

/** Who holds the ends of a pipe: every descriptor of every process whose link in /proc/PID/fd names it. */
export function askEnds(machine: Machine, channel: ChannelView): FigureAsked {
  const found = new Comparison(`channel ${channel.id}`)
  if (channel.kind !== 'pipe') return found.end()
  const readers: string[] = []
  const writers: string[] = []
  for (const process of machine.state.processes.values()) {
    if (process.state !== 'alive') continue
    const task = taskAt(machine, process.leader)
    for (const fd of namesIn(machine, process, ['fd'])) {
      const link = processNode(machine, process, ['fd', fd])
      if (link?.kind !== 'symlink' || link.target !== `pipe:[${channel.id}]`) continue
      // What the program began with is numbered apart.
      if (fileOf(machine, task, Number(fd))?.kind !== 'pipe') continue
      const access = ask(machine, task, 'fcntl', { fd: Number(fd), command: F_GETFL, argument: 0 }) & 3
      if (access !== 1) readers.push(`${process.leader} ${fd}`)
      if (access !== 0) writers.push(`${process.leader} ${fd}`)
    }
  }
  const said = (ends: ChannelView['readers']) => ends.map(({ task, fd }) => `${task} ${fd}`).sort()
  found.compare('readers', said(channel.readers), readers.sort())
  found.compare('writers', said(channel.writers), writers.sort())
  return found.end()
}

const F_GETFL = 3

/** Receives all messages that a view says are in the queues of a process: by which bytes, in whatever order of urgency. */
export function askMessages(
  machine: Machine,
  view: MachineView,
  task: Task,
  shown: ProcessView,
): FigureAsked {
  const found = new Comparison(`process ${shown.pid}`)
  const seen = new Set<number>()
  for (const { fd, openFile } of shown.descriptors) {
    const file = view.openFiles.find(({ id }) => id === openFile)
    const channel = view.channels.find(({ id }) => id === file?.reads)
    if (channel?.kind !== 'queue' || file?.mode === 'w' || seen.has(channel.id)) continue
    seen.add(channel.id)
    const told: number[] = []
    for (let message = receive(machine, task, fd); message !== null; message = receive(machine, task, fd))
      told.push(...message)
    found.compare(`bytes of fd ${fd}`, channel.length, told.length)
    if (channel.length === channel.bytes.length)
      found.compare(`messages of fd ${fd}`, sorted(channel.bytes.map(({ byte }) => byte)), sorted(told))
  }
  return found.end()
}

const sorted = (bytes: readonly number[]) => [...bytes].sort((a, b) => a - b)

/** More than a message of a program here has. */
const MESSAGE = 8192

/** The next message; null: a receiver would have to wait. */
function receive(machine: Machine, task: Task, fd: number): number[] | null {
  const row = rowOf('mq_receive')?.phases[0]
  const buffer = task.fp - 2 * MESSAGE
  const args = { fd, buffer, size: MESSAGE, priority: 0, until: 0 }
  const look = row?.guard?.(machine, task, args, [])
  if (!look || typeof look !== 'object' || !('found' in look)) return null
  const got = row?.act(machine, task, args, look.found, [])
  return typeof got === 'number' && got >= 0 ? bytesAt(machine, task, buffer, got) : null
}

function namesIn(machine: Machine, process: Process, parts: readonly string[]): readonly string[] {
  const node = processNode(machine, process, parts)
  return node?.kind === 'directory' ? node.names : []
}

class Comparison {
  private compared = 0
  private readonly differing: string[] = []
  constructor(private readonly of: string) {}

  compare(what: string, said: unknown, told: unknown): void {
    this.compared++
    const [a, b] = [JSON.stringify(said), JSON.stringify(told)]
    if (a !== b) this.differing.push(`${this.of}, ${what}: ${a} ≠ ${b}`)
  }

  end(): FigureAsked {
    return { compared: this.compared, differing: this.differing }
  }
}
