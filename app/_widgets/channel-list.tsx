import type { ChannelView, MachineView, Mail, TaskView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import { TaskChip } from '../_ui/task-chip'
import { type ChannelLayout, type Row, rowKey } from './channel-layout'
import {
  amountOf,
  bytesOf,
  eofWords,
  inodeNote,
  isLonely,
  modeWord,
  printable,
  rankOf,
  roleWord,
  usersOf,
  waitsForEof,
} from './channel-word'
import { isOver, type Labels, stateWord, toldState } from './label'
import { lookOf } from './look'

/** The same as a list: what a narrow screen shows and a screen reader reads. */
export function ChannelList(props: {
  layout: ChannelLayout
  view: MachineView
  labels: Labels
  isHidden: boolean
}) {
  const { layout, view, labels, isHidden } = props
  return (
    <ul className={isHidden ? 'chan-list visually-hidden' : 'chan-list'} aria-label={labels.kernelFiles}>
      {isOver(view) && <li className="visually-hidden">{labels.leftChannels}</li>}
      {/* Above the parts of a narrow screen the same stands already. */}
      {layout.heads.map(({ pid, task }) => (
        <li key={pid} className="visually-hidden">
          {fill(labels.memberIs, {
            task: taskLetter(task),
            name: fill(labels.process, { pid }),
            fate: view.tasks[task] ? toldState(view.tasks[task], view, labels) : labels.gone,
          })}
        </li>
      ))}
      <li className="visually-hidden">{labels.endRefsAre}</li>
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
                    look={lookOf(view.tasks[one.task])}
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

/** What the task of a descriptor table is doing. */
export function headState(task: TaskView | undefined, view: MachineView, labels: Labels): string {
  if (!task) return ''
  return task.blocked ? `${labels.sleeping} · ${task.blocked.call}` : stateWord(task, view, labels)
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
    const [writes, reads] = channel.mail ? [labels.sends, labels.receives] : [labels.writeEnd, labels.readEnd]
    const ends = `${writes}: ${count(channel.writers.length)} · ${reads}: ${count(channel.readers.length)}`
    const inside =
      channel.bytes.length === 0
        ? channel.isOver
          ? labels.eof
          : labels.emptyChannel
        : channel.mail
          ? messagesIn(channel.mail, channel.bytes, labels)
          : bytesByWriter(channel.bytes)
    const more = isLonely(channel)
      ? [labels.noDescriptor]
      : waitsForEof(channel)
        ? [eofWords(channel, labels)]
        : []
    return [ends, `${inside} · ${amountOf(channel, labels)}`, ...more]
  }
  if (row.kind === 'standard') return [fill(labels.endCount, { n: usersOf(row.files) })]
  if (row.kind === 'single')
    return [`${modeWord(row.file)} · ${fill(labels.endCount, { n: row.file.users })}`]
  const offsets = row.descriptions.map(({ file }) => fill(labels.offset, { n: file.offset ?? 0 }))
  const text = row.inode.bytes.map(printable).join('')
  return [...offsets, `“${text}” ${inodeNote(row.inode, labels)}`]
}

/** Messages in the order in which they will be received, each with who sent it. */
function messagesIn(mail: Mail, bytes: ChannelView['bytes'], labels: Labels): string {
  return mail.messages
    .map(({ rank, task }, i) => {
      const text = bytesOf(mail, bytes, i).map(({ byte }) => printable(byte))
      return `${taskLetter(task)}: “${text.join('')}” (${rankOf(mail, rank, labels)})`
    })
    .join(', ')
}

/** Bytes as they lie there, each run of them with the task that wrote it. */
function bytesByWriter(bytes: readonly { readonly byte: number; readonly task: number }[]): string {
  const runs: { task: number; text: string }[] = []
  for (const { byte, task } of bytes) {
    const last = runs.at(-1)
    if (last?.task === task) last.text += printable(byte)
    else runs.push({ task, text: printable(byte) })
  }
  return runs.map(({ task, text }) => (task < 0 ? `“${text}”` : `${taskLetter(task)}: “${text}”`)).join(', ')
}
