import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import { TaskChip } from '../_ui/task-chip'
import { type ChannelLayout, type Row, rowKey } from './channel-layout'
import { amountOf, eofWords, inodeNote, isLonely, printable, roleWord, waitsForEof } from './channel-word'
import type { Labels } from './label'
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
