/**
 * /proc: what the kernel tells of itself as files, made from the machine's state when they are opened, in the words of
 * proc(5). What each process has is in proc-process.ts.
 */
import { usedFrames } from '../../vm/frame'
import { createInode, ROOT, writeInode } from '../memory/inode'
import { bytesOfString } from '../memory/user-memory'
import { BOOT_SECONDS } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Inode, type Machine, type Task, taskAt } from '../state/machine'
import { SYSTEM } from '../state/system'
import { absolutePath, type ProcFiles, type ResolvedPath } from './path'
import { type ProcNode, processNode } from './proc-process'

/** A line of meminfo. */
const kilobytes = (name: string, bytes: number): string =>
  `${`${name}:`.padEnd(15)} ${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`

function countIn(machine: Machine, state: Task['state']): number {
  return machine.state.live.filter((index) => taskAt(machine, index).state === state).length
}

const SYSTEM_FILES: Readonly<Record<string, (machine: Machine) => string>> = {
  cpuinfo: (machine) => machine.state.cores.map((_, number) => describeCore(machine, number)).join(''),

  loadavg(machine) {
    const { state } = machine
    const ready = countIn(machine, 'runnable')
    const last = state.tasks[state.tasks.length - 1]?.tid ?? 0
    return `0.00 0.00 0.00 ${ready}/${state.live.length} ${last}\n`
  },

  meminfo(machine) {
    const total = machine.config.limits.memory
    const free = total - usedFrames(machine.memory) * 4096
    return [
      kilobytes('MemTotal', total),
      kilobytes('MemFree', free),
      kilobytes('MemAvailable', free),
      kilobytes('Buffers', 0),
      kilobytes('Cached', 0),
      kilobytes('SwapTotal', 0),
      kilobytes('SwapFree', 0),
    ].join('')
  },

  stat(machine) {
    const { state } = machine
    const ticks = (ns: number) => Math.floor(ns / 1e7)
    const line = (name: string, busy: number, all: number) =>
      `${name} ${ticks(busy)} 0 0 ${ticks(Math.max(0, all - busy))} 0 0 0 0 0 0\n`
    const busy = state.cores.reduce((sum, core) => sum + core.busy, 0)
    return [
      line('cpu ', busy, state.now * state.cores.length),
      ...state.cores.map((core, number) => line(`cpu${number}`, core.busy, state.now)),
      `ctxt ${state.contextSwitches}\nbtime ${BOOT_SECONDS}\nprocesses ${state.tasks.length}\n`,
      `procs_running ${countIn(machine, 'runnable')}\nprocs_blocked 0\n`,
    ].join('')
  },

  uptime({ state }) {
    const busy = state.cores.reduce((sum, core) => sum + core.busy, 0)
    const seconds = (ns: number) => (Math.max(0, ns) / 1e9).toFixed(2)
    return `${seconds(state.now)} ${seconds(state.now * state.cores.length - busy)}\n`
  },

  version: () => `${SYSTEM.name} version ${SYSTEM.release} (${SYSTEM.node}) ${SYSTEM.version}\n`,
}

/** Under /proc/sys/kernel. */
const KERNEL_FILES: Readonly<Record<string, (machine: Machine) => string>> = {
  hostname: () => `${SYSTEM.node}\n`,
  ostype: () => `${SYSTEM.name}\n`,
  osrelease: () => `${SYSTEM.release}\n`,
  pid_max: () => '32768\n',
  'threads-max': (machine) => `${machine.config.limits.tasks}\n`,
  randomize_va_space: () => '0\n',
}

function describeCore(machine: Machine, number: number): string {
  const { length } = machine.state.cores
  const facts: readonly (readonly [string, string | number])[] = [
    ['processor', number],
    ['vendor_id', 'Forklore'],
    ['cpu family', 6],
    ['model', 1],
    ['model name', 'Forklore simulated processor'],
    ['cpu MHz', '1000.000'],
    ['physical id', 0],
    ['siblings', length],
    ['core id', number],
    ['cpu cores', length],
    ['bogomips', '2000.00'],
    ['address sizes', '31 bits physical, 31 bits virtual'],
  ]
  const lines = facts.map(([name, value]) => `${name}${'\t'.repeat(name.length < 8 ? 2 : 1)}: ${value}\n`)
  return `${lines.join('')}\n`
}

function nodeAt(machine: Machine, parts: readonly string[]): ProcNode | null {
  const [first, ...rest] = parts
  if (first === undefined) return { kind: 'directory', names: rootNames(machine) }
  const process = /^[1-9]\d*$/.test(first) ? machine.state.processes.get(Number(first)) : undefined
  if (process) return processNode(machine, process, rest)
  if (first === 'sys') return kernelNode(machine, rest)
  const file = rest.length === 0 ? SYSTEM_FILES[first] : undefined
  return file ? { kind: 'file', text: () => file(machine) } : null
}

function rootNames(machine: Machine): string[] {
  const pids = [...machine.state.processes.keys()].sort((a, b) => a - b)
  return [...pids.map(String), ...Object.keys(SYSTEM_FILES), 'self', 'sys', 'thread-self']
}

function kernelNode(machine: Machine, parts: readonly string[]): ProcNode | null {
  const [kernel, name, more] = parts
  if (kernel === undefined) return { kind: 'directory', names: ['kernel'] }
  if (kernel !== 'kernel' || more !== undefined) return null
  if (name === undefined) return { kind: 'directory', names: Object.keys(KERNEL_FILES) }
  const file = KERNEL_FILES[name]
  return file ? { kind: 'file', text: () => file(machine) } : null
}

/** A node as the caller sees it: `self` and `thread-self` are itself. */
function lookUp(machine: Machine, task: Task, parts: readonly string[]): ProcNode | null {
  if (parts.length === 1 && parts[0] === 'self') return { kind: 'symlink', target: String(task.pid) }
  if (parts.length === 1 && parts[0] === 'thread-self')
    return { kind: 'symlink', target: `${task.pid}/task/${task.tid}` }
  return nodeAt(machine, parts)
}

const FIRST_NUMBER = 0xf000_0000

/** An inode that is nobody's but the caller's: it is not among the machine's, and is forgotten after the call. */
function passingInode(machine: Machine, path: string, node: ProcNode): Inode {
  const { now } = machine.state
  let number = 0
  for (const character of path) number = (Math.imul(number, 31) + character.charCodeAt(0)) & 0xfff_ffff
  return {
    id: FIRST_NUMBER + number,
    kind: node.kind,
    mode: node.kind === 'directory' ? 0o555 : node.kind === 'symlink' ? 0o777 : 0o444,
    owner: ROOT,
    links: 1,
    users: 0,
    size: 0,
    pages: [],
    entries: [],
    target: node.kind === 'symlink' ? node.target : '',
    object: 0,
    accessed: now,
    modified: now,
    changed: now,
    locks: [],
    name: path,
  }
}

const partsOf = (path: string): string[] => path.split('/').slice(2)
const pathOf = (parts: readonly string[]): string => ['/proc', ...parts].join('/')

function resolveIn(
  machine: Machine,
  task: Task,
  path: string,
  follow: boolean,
): ResolvedPath | string | number {
  const parts = partsOf(path)
  for (let i = 1; i <= parts.length; i++) {
    const prefix = parts.slice(0, i)
    const node = lookUp(machine, task, prefix)
    const isLast = i === parts.length
    if (!node) return isLast ? missing(machine, task, parts) : -ERRNO.ENOENT
    if (node.kind === 'symlink' && (follow || !isLast))
      return [absolutePath(pathOf(prefix.slice(0, -1)), node.target), ...parts.slice(i)].join('/')
    if (node.kind === 'file' && !isLast) return -ERRNO.ENOTDIR
  }
  return found(machine, task, parts, passingInode(machine, path, lookUp(machine, task, parts) as ProcNode))
}

function found(machine: Machine, task: Task, parts: readonly string[], inode: Inode | null): ResolvedPath {
  const above = parts.slice(0, -1)
  const node = lookUp(machine, task, above) ?? { kind: 'directory', names: [] }
  return {
    directory: passingInode(machine, pathOf(above), node),
    name: parts[parts.length - 1] ?? '.',
    inode,
  }
}

function missing(machine: Machine, task: Task, parts: readonly string[]): ResolvedPath | number {
  return lookUp(machine, task, parts.slice(0, -1))?.kind === 'directory'
    ? found(machine, task, parts, null)
    : -ERRNO.ENOENT
}

export const PROC_FILES: ProcFiles = {
  resolve: resolveIn,

  isPassing: (machine, inode) => inode.id >= FIRST_NUMBER && !machine.state.inodes.has(inode.id),

  /** What an open file keeps: the text as it was at that moment, or which directory it is. */
  keep(machine, task, inode) {
    const node = lookUp(machine, task, partsOf(inode.name))
    const kept = createInode(machine, task, inode.kind, inode.mode, inode.name)
    edit(machine, kept).owner = ROOT
    if (node?.kind === 'file') writeInode(machine, kept, 0, bytesOfString(node.text()).slice(0, -1))
    if (node?.kind === 'directory') edit(machine, kept).target = inode.name
    return kept
  },

  list(machine, task, path) {
    const parts = partsOf(path)
    const node = lookUp(machine, task, parts)
    if (node?.kind !== 'directory') return []
    return node.names.flatMap((name) => {
      const entry = lookUp(machine, task, [...parts, name])
      return entry ? [{ name, inode: passingInode(machine, `${path}/${name}`, entry) }] : []
    })
  },
}
