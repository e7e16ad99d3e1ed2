import type { ChannelView, InodeView, MachineView, OpenFileView } from '@/lib/engine'
import type { Closing } from '@/lib/player/closing'

/** Where everything of the figure of descriptors stands, in CSS pixels: descriptor tables at both sides, the kernel's
 *  open file descriptions, channels and files between them. Pure: what is drawn is what is tested. */
export type ChannelLayout = {
  readonly width: number
  readonly height: number
  readonly heads: readonly Head[]
  readonly rows: readonly Row[]
  readonly descriptors: readonly DescriptorBox[]
  readonly edges: readonly Edge[]
}

export type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
export type Side = 'left' | 'right'

export type Head = { readonly pid: number; readonly task: number; readonly side: Side; readonly box: Box }

/** `standard` folds what every process begins with; `single` is anything without bytes to show. */
export type Row =
  | { readonly kind: 'standard'; readonly box: Box; readonly files: readonly OpenFileView[] }
  | {
      readonly kind: 'channel'
      readonly box: Box
      readonly channel: ChannelView
      readonly writeEnd: Box
      readonly tube: Box
      readonly readEnd: Box
    }
  | {
      readonly kind: 'file'
      readonly box: Box
      readonly inode: InodeView
      readonly descriptions: readonly { readonly file: OpenFileView; readonly box: Box }[]
      readonly content: Box
    }
  | { readonly kind: 'single'; readonly box: Box; readonly file: OpenFileView }

/** What a row goes by in a list of them. */
export function rowKey(row: Row): string {
  switch (row.kind) {
    case 'standard':
      return 'standard'
    case 'channel':
      return `channel ${row.channel.id}`
    case 'file':
      return `file ${row.inode.id}`
    case 'single':
      return `single ${row.file.id}`
  }
}

export type DescriptorBox = {
  readonly pid: number
  readonly task: number
  readonly side: Side
  readonly fds: readonly number[]
  readonly box: Box
  /** What it is for: an end of a channel, a file, or the standard three. */
  readonly role: 'read' | 'write' | 'both' | 'file' | 'standard'
  /** Line that closed it; null while it is open. */
  readonly closedAt: number | null
}

export type Edge = {
  readonly path: string
  readonly task: number
  /** `holds`: a descriptor refers to it. `waits`: its owner sleeps until the other side is closed or does something. */
  readonly kind: 'holds' | 'waits'
  /** Of a wait: the channel's id, and the end that it is for, which is the other one than it leads to. */
  readonly channel?: number
  readonly end?: 'read' | 'write'
  /** Where the word of a wait stands: the middle of it. */
  readonly label?: { readonly x: number; readonly y: number }
}

const HEAD = 34
const BOX = 28
const GAP = 6
const ROW_GAP = 30
/** Below the last row: what is said of a pipe, and lines that go round it. */
const FOOT = 24
const TUBE = 84
const END = 64

/** @param width of the figure, at least 560
 *  @param isAlone no second process comes in the whole run: what would be kept for its descriptors is the kernel's, and
 *  nothing moves for one that comes later */
export function layChannels(
  view: MachineView,
  closings: readonly Closing[],
  width: number,
  isAlone = false,
): ChannelLayout {
  const side = Math.round(Math.min(190, Math.max(104, width * 0.19)))
  const heads = headsOf(view, side, width)
  const gap = Math.min(64, Math.max(36, width * 0.07))
  const middle = { x: side + gap, w: width - side - gap - (isAlone ? 1 : side + gap) }
  const rows: Row[] = []
  const descriptors: DescriptorBox[] = []
  const edges: Edge[] = []
  let y = HEAD + 20
  for (const group of groupsOf(view)) {
    const wanted = descriptorsOf(view, closings, group, heads)
    const stack = (at: Side) => wanted.filter((one) => one.side === at).length
    const stackHeight = Math.max(stack('left'), stack('right')) * (BOX + GAP) - GAP
    const row = rowOf(group, middle.x, y, middle.w, stackHeight)
    rows.push(row)
    const placed = (['left', 'right'] as const).flatMap((at) => {
      const own = wanted.filter((one) => one.side === at)
      const top = row.box.y + (row.box.h - own.length * (BOX + GAP) + GAP) / 2
      const x = at === 'left' ? 0 : width - side
      return own.map((one, i) => ({ ...one, box: { x, y: top + i * (BOX + GAP), w: side, h: BOX } }))
    })
    descriptors.push(...placed.map(({ openFiles: _, ...box }) => box))
    edges.push(...placed.filter((one) => one.closedAt === null).flatMap((one, i) => edgesOf(row, one, i)))
    edges.push(...waitsOf(view, row, placed))
    y = row.box.y + row.box.h + ROW_GAP
  }
  return { width, height: y - ROW_GAP + FOOT, heads, rows, descriptors, edges }
}

/** Processes in order of creation, at the left and at the right by turns; each goes by its first task. */
function headsOf(view: MachineView, side: number, width: number): Head[] {
  const shown = view.processes.filter(({ state }) => state !== 'gone')
  const count = { left: Math.ceil(shown.length / 2), right: Math.floor(shown.length / 2) }
  return shown.flatMap(({ pid }, i) => {
    const task = view.tasks.find((one) => one.pid === pid)
    if (!task) return []
    const at: Side = i % 2 === 0 ? 'left' : 'right'
    const w = side / Math.max(1, count[at])
    const x = (at === 'left' ? 0 : width - side) + Math.floor(i / 2) * w
    return { pid, task: task.index, side: at, box: { x, y: 0, w, h: HEAD } }
  })
}

// ---- what belongs together

type Group =
  | { readonly kind: 'standard'; readonly files: readonly OpenFileView[] }
  | { readonly kind: 'channel'; readonly channel: ChannelView; readonly files: readonly OpenFileView[] }
  | { readonly kind: 'file'; readonly inode: InodeView; readonly files: readonly OpenFileView[] }
  | { readonly kind: 'single'; readonly files: readonly OpenFileView[] }

function groupsOf(view: MachineView): Group[] {
  const standard = view.openFiles.filter((file) => isStandard(view, file))
  const others = view.openFiles.filter((file) => !standard.includes(file))
  const groups: Group[] = standard.length > 0 ? [{ kind: 'standard', files: standard }] : []
  for (const channel of view.channels)
    groups.push({
      kind: 'channel',
      channel,
      files: others.filter((file) => file.reads === channel.id || file.writes === channel.id),
    })
  for (const inode of view.inodes)
    groups.push({ kind: 'file', inode, files: others.filter((file) => isOf(file, inode)) })
  const rest = others.filter(
    (file) => !groups.some((group) => group.kind !== 'standard' && group.files.includes(file)),
  )
  return [...groups, ...rest.map((file) => ({ kind: 'single' as const, files: [file] }))]
}

function isOf(file: OpenFileView, inode: InodeView): boolean {
  return file.kind === 'file' && file.inode === inode.id
}

/** What only descriptors 0 to 2 refer to, as every program begins with. */
function isStandard(view: MachineView, file: OpenFileView): boolean {
  const fds = view.processes.flatMap(({ descriptors }) =>
    descriptors.filter(({ openFile }) => openFile === file.id).map(({ fd }) => fd),
  )
  const isOwn = file.reads !== null || file.writes !== null || view.inodes.some((inode) => isOf(file, inode))
  return fds.length > 0 && fds.every((fd) => fd <= 2) && !isOwn
}

type Wanted = Omit<DescriptorBox, 'box'> & { readonly openFiles: readonly OpenFileView[] }
type Placed = DescriptorBox & { readonly openFiles: readonly OpenFileView[] }

function descriptorsOf(
  view: MachineView,
  closings: readonly Closing[],
  group: Group,
  heads: readonly Head[],
): Wanted[] {
  return heads.flatMap(({ pid, task, side }): Wanted[] => {
    const process = view.processes.find((one) => one.pid === pid)
    const table = process?.descriptors ?? []
    const own = table.filter(({ openFile }) => group.files.some(({ id }) => id === openFile))
    if (group.kind === 'standard')
      return own.length === 0
        ? []
        : [
            {
              pid,
              task,
              side,
              fds: own.map(({ fd }) => fd),
              role: 'standard' as const,
              closedAt: null,
              openFiles: group.files,
            },
          ]
    const open = own.map(({ fd, openFile }) => {
      const openFiles = group.files.filter(({ id }) => id === openFile)
      return { pid, task, side, fds: [fd], role: roleOf(group, openFiles[0]), closedAt: null, openFiles }
    })
    const closed = closings
      .filter((one) => one.pid === pid && process?.state === 'alive')
      .filter(({ fd }) => !table.some((descriptor) => descriptor.fd === fd))
      .filter((one) => isAbout(group, one))
      .map(({ fd, line, file }) => {
        const role = roleOf(group, file)
        return { pid, task, side, fds: [fd], role, closedAt: line, openFiles: [] }
      })
    return [...open, ...closed].sort((a, b) => (a.fds[0] ?? 0) - (b.fds[0] ?? 0))
  })
}

/** A closed descriptor stands at the row of what it referred to. */
function isAbout(group: Group, { file }: Closing): boolean {
  if (group.kind === 'channel') return file.reads === group.channel.id || file.writes === group.channel.id
  if (group.kind === 'file') return isOf(file, group.inode)
  return group.kind === 'single' && group.files.some(({ id }) => id === file.id)
}

function roleOf(group: Group, file: OpenFileView | undefined): DescriptorBox['role'] {
  if (group.kind !== 'channel' || !file) return 'file'
  const { id } = group.channel
  if (file.reads === id && file.writes === id) return 'both'
  return file.reads === id ? 'read' : 'write'
}

// ---- where it stands

function rowOf(group: Group, x: number, y: number, w: number, least: number): Row {
  switch (group.kind) {
    case 'standard':
      return { kind: 'standard', files: group.files, box: { x, y, w, h: Math.max(BOX, least) } }
    case 'single':
      return {
        kind: 'single',
        file: group.files[0] as OpenFileView,
        box: { x, y, w, h: Math.max(BOX, least) },
      }
    case 'channel': {
      const h = Math.max(TUBE, least)
      const top = y + (h - TUBE) / 2
      return {
        kind: 'channel',
        channel: group.channel,
        box: { x, y, w, h },
        writeEnd: { x, y: top, w: END, h: TUBE },
        tube: { x: x + END + 8, y: top, w: w - 2 * END - 16, h: TUBE },
        readEnd: { x: x + w - END, y: top, w: END, h: TUBE },
      }
    }
    case 'file': {
      const descriptions = group.files.map((file, i) => ({
        file,
        box: { x, y: y + i * (BOX + GAP), w, h: BOX },
      }))
      const content = { x: x + 16, y: y + descriptions.length * (BOX + GAP) + 4, w: w - 32, h: 56 }
      const h = Math.max(content.y + content.h - y, least)
      return { kind: 'file', inode: group.inode, descriptions, content, box: { x, y, w, h } }
    }
  }
}

function edgesOf(row: Row, from: Placed, order: number): Edge[] {
  const { box, side, task } = from
  const start = { x: side === 'left' ? box.x + box.w : box.x, y: box.y + box.h / 2 }
  const to = (target: Box, y = target.y + target.h / 2): Edge => {
    const x = side === 'left' ? target.x : target.x + target.w
    const bend = (start.x + x) / 2
    return { kind: 'holds', task, path: `M${start.x} ${start.y}H${bend}V${y}H${x}` }
  }
  if (row.kind === 'file') {
    const target = row.descriptions.find(({ file }) => from.openFiles.includes(file))
    return target ? [to(target.box)] : []
  }
  if (row.kind !== 'channel') return [to(row.box, start.y)]
  const edges: Edge[] = []
  if (from.role === 'write' || from.role === 'both') edges.push(endEdge(row, start, from, 'write', order))
  if (from.role === 'read' || from.role === 'both') edges.push(endEdge(row, start, from, 'read', order))
  return edges
}

type ChannelRow = Extract<Row, { kind: 'channel' }>

/** From a descriptor to its end: straight to the near one, round the tube to the far one. */
function endEdge(
  row: ChannelRow,
  start: { readonly x: number; readonly y: number },
  { side, task }: Placed,
  end: 'read' | 'write',
  order: number,
): Edge {
  const target = end === 'write' ? row.writeEnd : row.readEnd
  const isNear = (end === 'write') === (side === 'left')
  const away = side === 'left' ? 1 : -1
  if (isNear) {
    const x = side === 'left' ? target.x : target.x + target.w
    const y = Math.min(target.y + target.h - 8, Math.max(target.y + 8, start.y))
    return { kind: 'holds', task, path: `M${start.x} ${start.y}H${start.x + 20 * away}V${y}H${x}` }
  }
  const round = end === 'write' ? target.y + target.h + 10 + 4 * (order % 3) : target.y - 10 - 4 * (order % 3)
  const x = target.x + target.w / 2 + 8 * ((order % 3) - 1)
  const y = end === 'write' ? target.y + target.h : target.y
  const turn = start.x + (28 + 5 * (order % 3)) * away
  return { kind: 'holds', task, path: `M${start.x} ${start.y}H${turn}V${round}H${x}V${y}` }
}

/** A task that sleeps in `read` waits at the read end for the write ends, one that sleeps in `write` at the write end for
 *  the read ends. The line leads to where it waits, beside the lines of descriptors. */
function waitsOf(view: MachineView, row: Row, placed: readonly Placed[]): Edge[] {
  if (row.kind !== 'channel') return []
  return view.tasks.flatMap((task) => {
    const { blocked } = task
    if (!blocked || blocked.object !== row.channel.name) return []
    const reads = blocked.call === 'read' || blocked.call.startsWith('recv')
    const own = placed.find(
      ({ pid, role, closedAt }) =>
        pid === task.pid && closedAt === null && (role === 'both' || role === (reads ? 'read' : 'write')),
    )
    if (!own) return []
    const target = reads ? row.readEnd : row.writeEnd
    const x = target.x + 14
    const up = row.box.y - 16
    const from = own.side === 'left' ? own.box.x + own.box.w - 14 : own.box.x + 14
    const path = `M${from} ${own.box.y}V${up}H${x}V${target.y}`
    const end = reads ? ('write' as const) : ('read' as const)
    const label = { x: (from + x) / 2, y: up - 4 }
    return { kind: 'waits' as const, task: task.index, channel: row.channel.id, end, path, label }
  })
}
