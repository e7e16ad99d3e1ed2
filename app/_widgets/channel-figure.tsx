import { useState } from 'react'
import type { ChannelView, MachineView, OpenFileView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fewProcesses, keptTasks } from '@/lib/player/crowd'
import { fewChannels } from '@/lib/player/few-channels'
import type { Frame } from '@/lib/player/frame'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { type Box, type ChannelLayout, type DescriptorBox, layChannels, type Row } from './channel-layout'
import { type Labels, stateWord } from './label'
import { lookOf } from './look'
import { useWidth } from './use-width'

/** Below this width the drawing gives way to a list: CSS pixels. */
const LEAST = 540
const FIRST_WIDTH = 720
const CELL = 17

/** Descriptor tables, the open file descriptions that they refer to, and pipes and files behind those: who holds which
 *  end, how many hold it, what is inside and where the next read begins. */
export function ChannelFigure({ frame, labels }: { frame: Frame; labels: Labels }) {
  const [figure, width] = useWidth<HTMLElement>(FIRST_WIDTH)
  const [chosen, setChosen] = useState<number | null>(null)
  const few = fewProcesses(frame.shown, keptTasks(frame))
  const { view, all, shown } = fewChannels(few.view, chosen)
  const layout = layChannels(view, frame.closings, Math.max(LEAST, width))
  const ended = endedIn(frame.shown, labels)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its place is scrolled by keys
    <figure className="sim-channels" ref={figure} aria-label={labels.channels} tabIndex={0}>
      {all.length > 0 && <Names all={all} shown={shown} labels={labels} onChoose={setChosen} />}
      {width >= LEAST && <Drawing layout={layout} view={view} labels={labels} />}
      <List layout={layout} view={view} labels={labels} isHidden={width >= LEAST} />
      {ended && <p className="sim-folded">{ended}</p>}
      {few.folded > 0 && <p className="sim-folded">+ {fill(labels.moreProcesses, { n: few.folded })}</p>}
    </figure>
  )
}

/** Processes that are named as ended at most. */
const MOST_ENDED = 6

/** Whose processes are gone, and with them their descriptors; null: nobody's. */
export function endedIn(view: MachineView, labels: Labels): string | null {
  const there = new Set(view.processes.filter(({ state }) => state !== 'gone').map(({ pid }) => pid))
  const tasks = view.tasks.filter(({ pid, tid }) => tid === pid && !there.has(pid)).map(({ index }) => index)
  if (tasks.length === 0) return null
  const named = tasks.slice(0, MOST_ENDED).map(taskLetter)
  const rest = tasks.length - named.length
  return fill(labels.descriptorsGone, { tasks: [...named, ...(rest > 0 ? [`+ ${rest}`] : [])].join(', ') })
}

/** Channels of which one is drawn: each by its place in the order of creation, its name and how much is in it. */
function Names(props: {
  all: readonly ChannelView[]
  shown: number | null
  labels: Labels
  onChoose: (id: number) => void
}) {
  const { all, shown, labels, onChoose } = props
  return (
    <fieldset className="chan-names">
      <legend>{fill(labels.channelsFolded, { n: all.length })}</legend>
      {all.map(({ id, name, length }, i) => (
        <button key={id} type="button" aria-pressed={id === shown} onClick={() => onChoose(id)}>
          {i + 1} {name} <small>{fill(labels.bytes, { n: length })}</small>
        </button>
      ))}
    </fieldset>
  )
}

function Drawing({ layout, view, labels }: { layout: ChannelLayout; view: MachineView; labels: Labels }) {
  const { width, height } = layout
  const middle = layout.rows[0]?.box
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} className="chan" aria-hidden="true">
      {middle && (
        <text x={middle.x + middle.w / 2} y="21" className="chan-head-middle">
          {labels.kernelFiles}
        </text>
      )}
      <line x1="0" x2={width} y1="38" y2="38" className="chan-rule" />
      {layout.heads.map(({ pid, task, box }) => {
        const shown = view.tasks[task]
        return (
          <g key={pid} transform={`translate(${box.x} 4)`} className={taskClass(task)}>
            <TaskChip index={task} look={lookOf(shown?.state ?? 'gone')} size={22} />
            <text x="29" y="11" className="chan-name">
              {fill(labels.process, { pid })}
            </text>
            <text x="29" y="25" className="chan-small">
              {shown?.blocked
                ? `${labels.sleeping} · ${shown.blocked.call}`
                : shown && stateWord(shown, labels)}
            </text>
          </g>
        )
      })}
      {layout.edges.map(({ path, task, kind }) => (
        <path key={`${kind} ${path}`} d={path} className={`chan-edge ${kind} ${taskClass(task)}`} />
      ))}
      {layout.edges.map(
        ({ path, label }) =>
          label && (
            <text key={path} x={label.x} y={label.y} className="chan-wait-word">
              {labels.sleeping}
            </text>
          ),
      )}
      {layout.rows.map((row) => (
        <RowDrawing key={rowKey(row)} row={row} labels={labels} />
      ))}
      {layout.descriptors.map((one) => (
        <Descriptor key={`${one.pid} ${one.fds} ${one.box.y}`} one={one} labels={labels} />
      ))}
    </svg>
  )
}

function Descriptor({ one, labels }: { one: DescriptorBox; labels: Labels }) {
  const { box, task, closedAt } = one
  return (
    <g className={`${taskClass(task)} ${closedAt === null ? '' : 'chan-closed'}`}>
      <rect x={box.x + 1} y={box.y} width={box.w - 2} height={box.h} rx="4" className="chan-descriptor" />
      <text x={box.x + 12} y={box.y + 18.5} className="chan-fd">
        {one.fds.join(' ')}
      </text>
      {closedAt !== null && (
        <line x1={box.x + 8} x2={box.x + 28} y1={box.y + 14} y2={box.y + 14} className="chan-strike" />
      )}
      <text x={box.x + box.w - 10} y={box.y + 18.5} className="chan-role">
        {roleWord(one, labels)}
      </text>
    </g>
  )
}

function roleWord({ role, closedAt }: DescriptorBox, labels: Labels): string {
  if (closedAt !== null) return closedAt > 0 ? fill(labels.closedAt, { n: closedAt }) : labels.closed
  switch (role) {
    case 'read':
      return labels.readEnd
    case 'write':
      return labels.writeEnd
    case 'both':
      return labels.bothEnds
    default:
      return ''
  }
}

function RowDrawing({ row, labels }: { row: Row; labels: Labels }) {
  switch (row.kind) {
    case 'standard':
      return (
        <Plain box={row.box} title={labels.standard} note="" users={usersOf(row.files)} labels={labels} />
      )
    case 'single':
      return (
        <Plain
          box={row.box}
          title={row.file.name}
          note={modeWord(row.file)}
          users={row.file.users}
          labels={labels}
        />
      )
    case 'channel':
      return <Channel row={row} labels={labels} />
    case 'file':
      return <FileRow row={row} labels={labels} />
  }
}

function Plain(props: { box: Box; title: string; note: string; users: number; labels: Labels }) {
  const { box, title, note, users, labels } = props
  return (
    <g>
      <rect
        x={box.x}
        y={box.y}
        width={box.w}
        height={box.h}
        rx="4"
        className={`chan-file ${users > 1 ? 'together' : ''}`}
      />
      {users > 1 && (
        <rect
          x={box.x + 3}
          y={box.y + 3}
          width={box.w - 6}
          height={box.h - 6}
          rx="2"
          className="chan-file inner"
        />
      )}
      <text x={box.x + 12} y={box.y + box.h / 2 + 4.5} className="chan-fd">
        {title}
      </text>
      <text x={box.x + box.w - 12} y={box.y + box.h / 2 + 4.5} className="chan-role">
        {[note, fill(labels.endCount, { n: users })].filter((word) => word !== '').join(' · ')}
      </text>
    </g>
  )
}

function Channel({ row, labels }: { row: Extract<Row, { kind: 'channel' }>; labels: Labels }) {
  const { channel, tube, writeEnd, readEnd } = row
  const { isOver, isBroken } = channel
  const lip = 12
  return (
    <g>
      <End
        box={writeEnd}
        title={labels.writeEnd}
        count={channel.writers.length}
        isShut={isOver}
        labels={labels}
      />
      <path
        className="chan-tube"
        d={`M${tube.x + lip} ${tube.y + 6}H${tube.x + tube.w - lip}a${lip} ${tube.h / 2 - 6} 0 0 1 0 ${tube.h - 12}H${tube.x + lip}`}
      />
      <ellipse
        cx={tube.x + lip}
        cy={tube.y + tube.h / 2}
        rx={lip}
        ry={tube.h / 2 - 6}
        className={isOver ? 'chan-mouth shut' : 'chan-mouth'}
      />
      <text x={tube.x + 2 * lip + 10} y={tube.y + 22} className="chan-pipe">
        {channel.name}
      </text>
      <Content channel={channel} tube={tube} labels={labels} />
      <End
        box={readEnd}
        title={labels.readEnd}
        count={channel.readers.length}
        isShut={isBroken}
        labels={labels}
      />
    </g>
  )
}

function Content({ channel, tube, labels }: { channel: ChannelView; tube: Box; labels: Labels }) {
  const middle = tube.x + tube.w / 2
  const y = tube.y + tube.h / 2 + 8
  const room = Math.max(1, Math.floor((tube.w - 56) / CELL))
  const bytes = channel.bytes.slice(0, channel.length > room ? room - 1 : room)
  const x = middle - (bytes.length * CELL) / 2
  const amount = amountOf(channel, labels)
  if (bytes.length === 0)
    return (
      <>
        <text x={middle} y={y} className="chan-big">
          {channel.isOver ? 'EOF' : labels.emptyChannel}
        </text>
        <text x={middle} y={y + 18} className="chan-note">
          {channel.isBroken ? labels.noReader : isLonely(channel) ? labels.noDescriptor : amount}
        </text>
        {waitsForEof(channel) && (
          <text x={middle} y={tube.y + tube.h + 17} className="chan-note">
            {eofWords(channel, labels)}
          </text>
        )}
      </>
    )
  return (
    <>
      <Cells bytes={bytes} x={x} y={y - 20} />
      {channel.length > bytes.length && (
        <text x={x + bytes.length * CELL + 4} y={y - 6} className="chan-fd">
          …
        </text>
      )}
      <path d={`M${x + CELL / 2 - 4} ${y + 8}h8l-4 -5z`} className="chan-next" />
      <text x={middle} y={y + 22} className="chan-note">
        {amount}
      </text>
    </>
  )
}

/** An end is open and nobody has a descriptor of it: a connection that is not accepted yet, a FIFO without a writer. */
function isLonely({ kind, isOver, isBroken, readers, writers }: ChannelView): boolean {
  if (kind === 'queue') return false
  return (writers.length === 0 && !isOver) || (readers.length === 0 && !isBroken)
}

function Cells({
  bytes,
  x,
  y,
}: {
  bytes: readonly { readonly byte: number; readonly task: number }[]
  x: number
  y: number
}) {
  return bytes.map(({ byte, task }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a byte is known by its place alone
    <g key={i} className={task < 0 ? '' : taskClass(task)}>
      <rect x={x + i * CELL} y={y} width={CELL - 1} height="20" rx="2" className="chan-cell" />
      <text x={x + i * CELL + (CELL - 1) / 2} y={y + 14.5} className="chan-byte">
        {printable(byte)}
      </text>
    </g>
  ))
}

function End(props: { box: Box; title: string; count: number; isShut: boolean; labels: Labels }) {
  const { box, title, count, isShut, labels } = props
  const middle = box.x + box.w / 2
  return (
    <g className={isShut ? 'chan-end none' : 'chan-end'}>
      <rect x={box.x} y={box.y} width={box.w} height={box.h} rx="4" />
      <text x={middle} y={box.y + 19} className="chan-title">
        {title}
      </text>
      <text x={middle} y={box.y + 53} className="chan-count">
        {count}
      </text>
      <text x={middle} y={box.y + 73} className="chan-note">
        {fill(labels.endCount, { n: count }).replace(String(count), '').trim()}
      </text>
    </g>
  )
}

function FileRow({ row, labels }: { row: Extract<Row, { kind: 'file' }>; labels: Labels }) {
  const { inode, descriptions, content } = row
  const room = Math.max(1, Math.floor((content.w - 28) / CELL))
  const bytes = inode.bytes.slice(0, room).map((byte) => ({ byte, task: -1 }))
  const x = content.x + 12
  return (
    <g>
      {descriptions.map(({ file, box }) => (
        <g key={file.id}>
          <Plain
            box={box}
            title={fill(labels.offset, { n: file.offset ?? 0 })}
            note={[modeWord(file), file.append ? labels.appends : ''].filter(Boolean).join(' · ')}
            users={file.users}
            labels={labels}
          />
          <path
            d={`M${box.x + 8} ${box.y + box.h}V${content.y + content.h / 2}H${content.x}`}
            className="chan-link"
          />
        </g>
      ))}
      <rect x={content.x} y={content.y} width={content.w} height={content.h} rx="4" className="chan-inode" />
      <text x={x} y={content.y + 17} className="chan-fd">
        {inode.name}
      </text>
      <text x={content.x + content.w - 12} y={content.y + 17} className="chan-role">
        {inodeNote(inode, labels)}
      </text>
      <Cells bytes={bytes} x={x} y={content.y + 26} />
      {descriptions
        .filter(({ file }) => file.offset !== null && file.offset <= room)
        .map(({ file }) => (
          <path
            key={file.id}
            d={`M${x + (file.offset ?? 0) * CELL - 0.5} ${content.y + 22}v28`}
            className="chan-caret"
          />
        ))}
    </g>
  )
}

function inodeNote(inode: { size: number; links: number; opens: number }, labels: Labels): string {
  const size = fill(labels.bytes, { n: inode.size })
  if (inode.links === 0) return `${size} · ${labels.noName}`
  return inode.opens === 0 ? `${size} · ${labels.notOpen}` : size
}

function modeWord({ mode }: OpenFileView): string {
  return { r: 'O_RDONLY', w: 'O_WRONLY', rw: 'O_RDWR' }[mode]
}

function usersOf(files: readonly OpenFileView[]): number {
  return files.reduce((sum, { users }) => sum + users, 0)
}

function rowKey(row: Row): string {
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

/** The same as a list: what a narrow screen shows and a screen reader reads. */
function List(props: { layout: ChannelLayout; view: MachineView; labels: Labels; isHidden: boolean }) {
  const { layout, view, labels, isHidden } = props
  return (
    <ul className={isHidden ? 'chan-list visually-hidden' : 'chan-list'}>
      {layout.rows.map((row) => (
        <li key={rowKey(row)}>
          <b>{titleOf(row, labels)}</b>
          {contentOf(row, labels).map((words) => (
            <p key={words}>{words}</p>
          ))}
          <ul>
            {layout.descriptors
              .filter(({ box }) => box.y >= row.box.y - 1 && box.y < row.box.y + row.box.h + 1)
              .map((one) => (
                <li key={`${one.pid} ${one.fds}`} className={one.closedAt === null ? '' : 'chan-closed'}>
                  <TaskChip
                    index={one.task}
                    size={18}
                    look={lookOf(view.tasks[one.task]?.state ?? 'gone')}
                    label={taskLetter(one.task)}
                  />
                  <span>
                    <code>{one.fds.join(' ')}</code> {roleWord(one, labels)}
                  </span>
                </li>
              ))}
            {layout.edges
              .filter(({ channel }) => row.kind === 'channel' && channel === row.channel.id)
              .map(({ task, end }) => (
                <li key={`waits ${task}`} className="chan-waits">
                  {fill(end === 'read' ? labels.waitsForReader : labels.waitsForWriter, {
                    task: taskLetter(task),
                  })}
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function titleOf(row: Row, labels: Labels): string {
  if (row.kind === 'standard') return labels.standard
  if (row.kind === 'channel') return row.channel.name
  return row.kind === 'file' ? row.inode.name : row.file.name
}

function contentOf(row: Row, labels: Labels): string[] {
  if (row.kind === 'channel') {
    const { channel } = row
    const count = (n: number) => fill(labels.endCount, { n })
    const ends = `${labels.writeEnd}: ${count(channel.writers.length)} · ${labels.readEnd}: ${count(channel.readers.length)}`
    const text = channel.bytes.map(({ byte }) => printable(byte)).join('')
    const inside = text === '' ? (channel.isOver ? labels.eof : labels.emptyChannel) : `“${text}”`
    const more = isLonely(channel)
      ? [labels.noDescriptor]
      : waitsForEof(channel)
        ? [eofWords(channel, labels)]
        : []
    return [ends, `${inside} · ${amountOf(channel, labels)}`, ...more]
  }
  if (row.kind !== 'file') return []
  const offsets = row.descriptions.map(({ file }) => fill(labels.offset, { n: file.offset ?? 0 }))
  const text = row.inode.bytes.map(printable).join('')
  return [...offsets, `“${text}” ${inodeNote(row.inode, labels)}`]
}

function amountOf({ length, capacity }: ChannelView, labels: Labels): string {
  return capacity === null
    ? fill(labels.bytes, { n: length })
    : fill(labels.capacity, { n: length, capacity: capacity.toLocaleString('en') })
}

/** Whoever reads it now waits: it is empty, and somebody could still write. */
function waitsForEof({ kind, length, writers }: ChannelView): boolean {
  return (kind === 'pipe' || kind === 'fifo') && length === 0 && writers.length > 0
}

/** Descriptors that are named at most. */
const MOST_HOLDERS = 3

/** What a reader needs for EOF, and whose descriptors keep it from that. */
function eofWords({ writers }: ChannelView, labels: Labels): string {
  const named = writers
    .slice(0, MOST_HOLDERS)
    .map(({ task, fd }) => fill(labels.holderOf, { task: taskLetter(task), fd }))
  const rest = writers.length - named.length
  return fill(labels.eofRule, { list: [...named, ...(rest > 0 ? [`+ ${rest}`] : [])].join(', ') })
}

function printable(byte: number): string {
  if (byte === 10) return '↵'
  if (byte === 0) return '␀'
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(16).padStart(2, '0')
}
