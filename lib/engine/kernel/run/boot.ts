/** Switching the computer on: empty memory, a small file system, one process about to run `main`. */

import { createCpu, type Intrinsic } from '../../vm/cpu'
import { createMemory, type Memory, reset } from '../../vm/frame'
import type { Program } from '../../vm/program'
import { createOpenFile, O_RDWR, O_WRONLY } from '../file/open-file'
import { normalPath } from '../file/path'
import { createAddressSpace } from '../memory/address-space'
import { createInode, linkEntry, USER, writeInode } from '../memory/inode'
import { createProcess, createTask, SHELL_PID } from '../process/process'
import { mapProgram, programNumber, startProgram } from '../process/program-image'
import type { Config } from '../state/config'
import { edit, put } from '../state/edit'
import type { DescriptorTable, Inode, Machine, OpenFile, State } from '../state/machine'
import { cloneState } from '../state/snapshot'
import { byteStringOf, encodeUtf8 } from '../state/text'
import type { Schedule } from './schedule'
import { follow } from './schedule-oracle'

export type BootOptions = {
  readonly program: Program
  readonly config: Config
  readonly intrinsics: readonly Intrinsic[]
  /** The program at an absolute path, or null; asked when a task calls exec. */
  readonly findProgram: (path: string) => Program | null
  /** Paths at which programs lie, so that they can be found and listed. */
  readonly programPaths: readonly string[]
  /** A schedule to follow first; its policy, quantum and seed are already in `config`. */
  readonly schedule?: Schedule | null
  /** A memory to use again, of the right size; what is in it is lost. */
  readonly memory?: Memory | null
  /** Linear memory for snapshots, bytes. */
  readonly storage?: number
}

export const HOME = '/home/user'

/**
 * A machine about to run `main`, at time 0 and with nothing counted yet. A memory that is given is emptied and
 * used; snapshots of it are void.
 */
export function bootMachine(options: BootOptions): Machine {
  const { config, program } = options
  // The program finds itself where its name says, so that it can exec itself.
  const name = config.arguments[0] || 'main'
  const own = normalPath(HOME, name)
  const memory = options.memory ?? createMemory(memoryOptions(config, options.storage))
  if (options.memory) reset(memory)
  const machine: Machine = {
    config,
    memory,
    cpu: createCpu(memory, options.intrinsics),
    programs: [],
    findProgram: (path) => (path === own ? program : options.findProgram(path)),
    state: initialState(config),
    kept: null,
    journal: null,
    events: null,
    lastTask: 0,
    lastCore: 0,
    skipsWaiting: true,
    timeStands: false,
    shared: null,
  }
  makeFiles(machine, [...new Set([...options.programPaths, own])])
  const record = createAddressSpace(machine, null, programNumber(machine, program, name))
  const task = createTask(machine, null, null, 'main')
  const table: DescriptorTable = { id: ++edit(machine, machine.state).bootCount, entries: [], users: 1 }
  put(machine, machine.state.tables, table.id, table)
  createProcess(machine, task, {
    parent: SHELL_PID,
    group: task.tid,
    session: SHELL_PID,
    name: name.slice(name.lastIndexOf('/') + 1),
    arguments: config.arguments.map(byteStringOf),
    space: record.id,
    table: table.id,
    cwd: HOME,
    umask: 0o022,
    descriptorLimit: config.limits.descriptors,
    actions: [],
  })
  mapProgram(machine, record, program)
  openStandardStreams(machine, table)
  const strings = (texts: readonly string[]) => texts.map(byteStringOf)
  startProgram(machine, task, program, strings(config.arguments), strings(config.environment))
  if (options.schedule) follow(machine, options.schedule.runs)
  forgetBootCosts(machine)
  // Most of what a machine begins with never changes: already the first snapshot shares it.
  machine.kept = cloneState(machine.state, null)
  return machine
}

function memoryOptions(config: Config, storage: number | undefined): { bytes: number; storage?: number } {
  const bytes = config.limits.memory
  return storage === undefined ? { bytes } : { bytes, storage }
}

function initialState(config: Config): State {
  return {
    now: 0,
    steps: 0,
    visibles: 0,
    systemCalls: 0,
    contextSwitches: 0,
    minorFaults: 0,
    copiedFaults: 0,
    draws: 0,
    picks: 0,
    tasks: [],
    live: [],
    tids: new Map(),
    processes: new Map(),
    spaces: new Map(),
    tables: new Map(),
    openFiles: new Map(),
    inodes: new Map(),
    pipes: new Map(),
    sockets: new Map(),
    queues: new Map(),
    semaphores: new Map(),
    epolls: new Map(),
    timers: new Map(),
    names: new Map(),
    cores: Array.from({ length: config.cores }, () => ({ clock: 0, task: null, busy: 0, last: null })),
    ready: [],
    nextTimer: Infinity,
    switchWhy: 'chosen',
    throttled: null,
    boostAt: 0,
    shown: 0,
    slice: null,
    run: null,
    runs: null,
    script: null,
    misfit: null,
    chosen: null,
    output: null,
    outputBytes: 0,
    ended: null,
    mainStatus: null,
    exitHash: [0, 0],
    bootCount: 0,
  }
}

function makeFiles(machine: Machine, programPaths: readonly string[]): void {
  const root = createInode(machine, null, 'directory', 0o755, '/')
  edit(machine, root).links = 1
  for (const path of ['/dev', '/home', HOME, '/proc', '/tmp', '/usr', '/usr/bin'])
    make(machine, root, path, 'directory', path === '/tmp' ? 0o1777 : path === '/proc' ? 0o555 : 0o755)
  edit(machine, make(machine, root, '/bin', 'symlink', 0o777)).target = 'usr/bin'
  const streams = ['/dev/stdin', '/dev/stdout', '/dev/stderr']
  const devices = ['/dev/null', '/dev/zero', '/dev/tty', '/dev/random', '/dev/urandom', ...streams]
  devices.forEach((path, number) => {
    edit(machine, make(machine, root, path, 'device', 0o666)).object = number
  })
  for (const path of programPaths) make(machine, root, path, 'file', 0o755)
}

function make(machine: Machine, root: Inode, path: string, kind: Inode['kind'], mode: number): Inode {
  const parts = path.split('/').slice(1)
  const name = parts.pop() ?? ''
  let directory = root
  for (const part of parts) {
    const entry = directory.entries.find((e) => e.name === part)
    const next = entry && machine.state.inodes.get(entry.inode)
    directory =
      next ?? make(machine, root, `/${parts.slice(0, parts.indexOf(part) + 1).join('/')}`, 'directory', 0o755)
  }
  const inode = createInode(machine, null, kind, mode, path)
  if (path.startsWith(HOME)) edit(machine, inode).owner = USER
  linkEntry(machine, directory, name, inode)
  return inode
}

/** Descriptors 0, 1 and 2, as a terminal or as a shell with redirections gives them. */
function openStandardStreams(machine: Machine, table: DescriptorTable): void {
  const { stdin, tty } = machine.config
  const input = createInode(machine, null, 'file', 0o600, 'stdin')
  writeInode(machine, input, 0, encodeUtf8(stdin ?? ''))
  edit(machine, input).users = 1
  const files: OpenFile[] = []
  if (tty) {
    edit(machine, input).users = 3
    const terminal = createOpenFile(machine, null, 'terminal', O_RDWR, input.id, input.id)
    files.push(terminal, terminal, terminal)
  } else {
    const isNull = stdin === null
    files.push(
      isNull
        ? createOpenFile(machine, null, 'null', 0, 0)
        : createOpenFile(machine, null, 'file', 0, input.id),
      createOpenFile(machine, null, 'output', O_WRONLY, 1),
      createOpenFile(machine, null, 'output', O_WRONLY, 2),
    )
  }
  for (const file of files) edit(machine, file).users++
  edit(machine, table).entries = files.map((file) => ({ file: file.id, closeOnExec: false }))
}

/** Time and faults are counted from the moment at which the program is about to run. */
function forgetBootCosts(machine: Machine): void {
  const { state } = machine
  const stateDraft = edit(machine, state)
  stateDraft.now = 0
  stateDraft.minorFaults = 0
  stateDraft.copiedFaults = 0
  for (const process of state.processes.values()) {
    const processDraft = edit(machine, process)
    processDraft.minorFaults = 0
    processDraft.copiedFaults = 0
    processDraft.cpu = 0
  }
  for (const task of state.tasks) {
    const taskDraft = edit(machine, task)
    taskDraft.running = 0
    taskDraft.vruntime = 0
    taskDraft.readyAt = 0
  }
}
