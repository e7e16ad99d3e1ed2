/** /proc/PID: what the kernel tells of a process, in the words of proc(5). */
import { STACK_TOP } from '../../vm/abi'
import { countPages } from '../../vm/memory'
import { inodeAt, USER } from '../memory/inode'
import {
  type AddressSpace,
  type Area,
  type Machine,
  type OpenFile,
  type Process,
  type Task,
  taskAt,
} from '../state/machine'
import { objectName } from './read-write'
import { limitsOf } from './resource-limit'

export type ProcNode =
  | { readonly kind: 'directory'; readonly names: readonly string[] }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'file'; readonly text: () => string }

const TICK = 1e7
const PAGE = 4096

/** The node of a process below its directory; null: there is none. */
export function processNode(machine: Machine, process: Process, parts: readonly string[]): ProcNode | null {
  const [name, below, ...rest] = parts
  if (name === undefined)
    return { kind: 'directory', names: [...Object.keys(FILES), ...Object.keys(LINKS), 'fd', 'task'] }
  if (name === 'fd') return rest.length > 0 ? null : descriptorNode(machine, process, below)
  if (name === 'task') return taskNode(machine, process, below, rest)
  if (below !== undefined) return null
  const leader = taskAt(machine, process.leader)
  const file = FILES[name]
  if (file) return { kind: 'file', text: () => file(machine, process, leader) }
  const link = LINKS[name]
  return link ? { kind: 'symlink', target: link(machine, process) } : null
}

type FileText = (machine: Machine, process: Process, task: Task) => string

const LINKS: Readonly<Record<string, (machine: Machine, process: Process) => string>> = {
  cwd: (_machine, process) => process.cwd,
  exe: (machine, process) => programPath(machine, process),
  root: () => '/',
}

/** Of each task there are these, under task/TID. */
const TASK_FILES: Readonly<Record<string, FileText>> = {
  comm: (_machine, process) => `${nameOf(process)}\n`,
  stat: statOf,
  status: statusOf,
}

const FILES: Readonly<Record<string, FileText>> = {
  ...TASK_FILES,
  cmdline: (_machine, process) => process.arguments.map((argument) => `${argument}\0`).join(''),
  limits: limitsText,
  maps: mapsOf,
  statm(machine, process) {
    const space = spaceAt(machine, process)
    const resident = space ? countPages(machine.memory, space.space) : 0
    return `${sizeOf(space) / PAGE} ${resident} 0 ${sizeOf(space, 'code') / PAGE} 0 ${dataOf(space) / PAGE} 0\n`
  },
}

function taskNode(
  machine: Machine,
  process: Process,
  tid: string | undefined,
  rest: readonly string[],
): ProcNode | null {
  const tasks = process.tasks.map((index) => taskAt(machine, index))
  if (tid === undefined) return { kind: 'directory', names: tasks.map((task) => String(task.tid)) }
  const task = tasks.find((one) => String(one.tid) === tid)
  if (!task || rest.length > 1) return null
  if (rest[0] === undefined) return { kind: 'directory', names: Object.keys(TASK_FILES) }
  const file = TASK_FILES[rest[0]]
  return file ? { kind: 'file', text: () => file(machine, process, task) } : null
}

function descriptorNode(machine: Machine, process: Process, fd: string | undefined): ProcNode | null {
  const entries = machine.state.tables.get(process.table)?.entries ?? []
  if (fd === undefined)
    return { kind: 'directory', names: entries.flatMap((entry, number) => (entry ? [String(number)] : [])) }
  const entry = entries[Number(fd)]
  const file = entry && machine.state.openFiles.get(entry.file)
  return file ? { kind: 'symlink', target: targetOf(machine, process, file) } : null
}

function targetOf(machine: Machine, process: Process, file: OpenFile): string {
  const isFile = file.kind === 'file' || file.kind === 'directory'
  if (isFile || file.inode !== null) {
    const { name } = inodeAt(machine, isFile ? file.object : (file.inode ?? 0))
    return name.startsWith('/') ? name : `${process.cwd}/${name}`
  }
  if (file.kind === 'pipe' || file.kind === 'output') return `pipe:[${file.object}]`
  if (file.kind === 'socket') return `socket:[${file.object}]`
  return objectName(machine, file).startsWith('/') ? objectName(machine, file) : `anon_inode:[${file.kind}]`
}

/** At most 15 bytes of the name are kept. */
const nameOf = (process: Process): string => process.name.slice(0, 15)

function programPath(machine: Machine, process: Process): string {
  const space = spaceAt(machine, process)
  const path = machine.programs[space?.program ?? 0]?.path ?? ''
  return path.startsWith('/') ? path : `${process.cwd}/${path.replace(/^\.\//, '')}`
}

function spaceAt(machine: Machine, process: Process): AddressSpace | undefined {
  return process.state === 'zombie' ? undefined : machine.state.spaces.get(process.space)
}

/** Bytes of all areas, or of those of one kind. */
function sizeOf(space: AddressSpace | undefined, kind?: Area['kind']): number {
  const areas = (space?.areas ?? []).filter((area) => kind === undefined || area.kind === kind)
  return areas.reduce((sum, area) => sum + area.end - area.start, 0)
}

function dataOf(space: AddressSpace | undefined): number {
  return sizeOf(space, 'data') + sizeOf(space, 'bss') + sizeOf(space, 'heap')
}

/** The letter of a state, as ps shows it. */
function stateOf(process: Process, task: Task): 'R' | 'S' | 'T' | 'Z' {
  if (process.state === 'zombie' || task.state === 'zombie' || task.state === 'gone') return 'Z'
  if (process.stopped || task.state === 'stopped') return 'T'
  return task.state === 'runnable' ? 'R' : 'S'
}

const STATES = { R: 'running', S: 'sleeping', T: 'stopped', Z: 'zombie' } as const

function statOf(machine: Machine, process: Process, task: Task): string {
  const space = spaceAt(machine, process)
  const resident = space ? countPages(machine.memory, space.space) : 0
  const code = space?.areas.find((area) => area.kind === 'code')
  const zeros = (count: number) => Array<number>(count).fill(0)
  const numbers = [
    ...[process.parent, process.group, process.session, 34816, process.group, 0],
    ...[process.minorFaults, 0, 0, 0],
    ...[Math.floor(process.cpu / TICK), 0, Math.floor(process.childrenCpu / TICK), 0],
    ...[20 + task.nice, task.nice, process.tasks.length, 0, Math.floor(task.born / TICK)],
    ...[sizeOf(space), resident, '18446744073709551615', code?.start ?? 0, code?.end ?? 0, STACK_TOP],
    ...[...zeros(9), 17, task.core ?? 0, task.realtimePriority, task.schedulingClass, ...zeros(11)],
  ]
  return `${task.tid} (${nameOf(process)}) ${stateOf(process, task)} ${numbers.join(' ')}\n`
}

function statusOf(machine: Machine, process: Process, task: Task): string {
  const space = spaceAt(machine, process)
  const state = stateOf(process, task)
  const resident = space ? countPages(machine.memory, space.space) * PAGE : 0
  const memory = (bytes: number) => `${String(Math.floor(bytes / 1024)).padStart(8)} kB`
  const ids = [USER, USER, USER, USER].join('\t')
  const facts: readonly (readonly [string, string | number])[] = [
    ['Name', nameOf(process)],
    ['Umask', process.umask.toString(8).padStart(4, '0')],
    ['State', `${state} (${STATES[state]})`],
    ['Tgid', process.pid],
    ['Ngid', 0],
    ['Pid', task.tid],
    ['PPid', process.parent],
    ['TracerPid', 0],
    ['Uid', ids],
    ['Gid', ids],
    ['FDSize', 64],
    ['Groups', `${USER} `],
    ...(space
      ? ([
          ['VmPeak', memory(sizeOf(space))],
          ['VmSize', memory(sizeOf(space))],
          ['VmLck', memory(0)],
          ['VmHWM', memory(resident)],
          ['VmRSS', memory(resident)],
          ['VmData', memory(dataOf(space))],
          ['VmStk', memory(sizeOf(space, 'stack'))],
          ['VmExe', memory(sizeOf(space, 'code'))],
          ['VmLib', memory(0)],
          ['VmSwap', memory(0)],
        ] as const)
      : []),
    ['Threads', process.tasks.length],
    ...signalFacts(process, task),
    ['Cpus_allowed', task.affinity.toString(16)],
    ['voluntary_ctxt_switches', task.switches],
    ['nonvoluntary_ctxt_switches', 0],
  ]
  return facts.map(([name, value]) => `${name}:\t${value}\n`).join('')
}

/** Sets of signals as 16 hexadecimal digits. */
function signalFacts(process: Process, task: Task): [string, string][] {
  const hexadecimal = (set: bigint) => set.toString(16).padStart(16, '0')
  const bits = (signals: readonly number[]) => signals.reduce((set, n) => set | (1n << BigInt(n - 1)), 0n)
  const handled = (test: (handler: number) => boolean) =>
    bits(
      process.actions.flatMap((action, signal) =>
        signal > 0 && action && test(action.handler) ? [signal] : [],
      ),
    )
  const mask = (BigInt(task.maskHigh >>> 0) << 32n) | BigInt(task.maskLow >>> 0)
  return [
    ['SigQ', `${process.signals.length + task.signals.length}/512`],
    ['SigPnd', hexadecimal(bits(task.signals.map((one) => one.signal)))],
    ['ShdPnd', hexadecimal(bits(process.signals.map((one) => one.signal)))],
    ['SigBlk', hexadecimal(mask)],
    ['SigIgn', hexadecimal(handled((handler) => handler === 1))],
    ['SigCgt', hexadecimal(handled((handler) => handler > 1))],
  ]
}

/** Column at which Linux begins the name of a mapping. */
const NAME_COLUMN = 73

function mapsOf(machine: Machine, process: Process): string {
  const hexadecimal = (n: number) => n.toString(16).padStart(8, '0')
  return (spaceAt(machine, process)?.areas ?? [])
    .map((area) => {
      const may = (bit: number, letter: string) => (area.protection & bit ? letter : '-')
      const access = `${may(1, 'r')}${may(2, 'w')}${may(4, 'x')}${area.shared ? 's' : 'p'}`
      const range = `${hexadecimal(area.start)}-${hexadecimal(area.end)}`
      const line = `${range} ${access} ${hexadecimal(area.offset)} 00:00 ${area.inode ?? 0} `
      const name = areaName(machine, process, area)
      return `${name === '' ? line.trimEnd() : line.padEnd(NAME_COLUMN) + name}\n`
    })
    .join('')
}

function areaName(machine: Machine, process: Process, area: Area): string {
  if (area.kind === 'code' || area.kind === 'rodata' || area.kind === 'data')
    return programPath(machine, process)
  if (area.kind === 'heap') return '[heap]'
  if (area.kind === 'stack') return area.end >= STACK_TOP ? '[stack]' : ''
  return area.inode === null ? '' : inodeAt(machine, area.inode).name
}

/** In the order of their numbers. */
const LIMITS: readonly (readonly [string, string])[] = [
  ['Max cpu time', 'seconds'],
  ['Max file size', 'bytes'],
  ['Max data size', 'bytes'],
  ['Max stack size', 'bytes'],
  ['Max core file size', 'bytes'],
  ['Max resident set', 'bytes'],
  ['Max processes', 'processes'],
  ['Max open files', 'files'],
  ['Max locked memory', 'bytes'],
  ['Max address space', 'bytes'],
  ['Max file locks', 'locks'],
  ['Max pending signals', 'signals'],
  ['Max msgqueue size', 'bytes'],
  ['Max nice priority', ''],
  ['Max realtime priority', ''],
  ['Max realtime timeout', 'us'],
]

function limitsText(machine: Machine, process: Process): string {
  const leader = taskAt(machine, process.leader)
  const row = (name: string, soft: string, hard: string, unit: string) =>
    `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit.padEnd(10)}\n`
  const show = (limit: number) => (limit === Infinity ? 'unlimited' : String(limit))
  const rows = LIMITS.map(([name, unit], resource) => {
    const [soft, hard] = limitsOf(machine, leader, resource) ?? [Infinity, Infinity]
    return row(name, show(soft), show(hard), unit)
  })
  return row('Limit', 'Soft Limit', 'Hard Limit', 'Units') + rows.join('')
}
