import type { MachineView } from '@/lib/engine'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { FileRow } from './channel-file'
import { type ChannelLayout, type DescriptorBox, type Row, rowKey } from './channel-layout'
import { headState } from './channel-list'
import { Channel } from './channel-pipe'
import { OpenFile } from './channel-plain'
import { modeWord, roleWord, usersOf } from './channel-word'
import type { Labels } from './label'
import { lookOf } from './look'

/** Descriptor tables at both sides, what they refer to between them. */
export function Drawing({
  layout,
  view,
  labels,
}: {
  layout: ChannelLayout
  view: MachineView
  labels: Labels
}) {
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
            <TaskChip index={task} look={lookOf(shown)} size={22} />
            <text x="29" y="11" className="chan-name">
              {fill(labels.process, { pid })}
            </text>
            <text x="29" y="25" className="chan-small">
              {headState(shown, view, labels)}
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
        <line
          x1={box.x + 7}
          x2={box.x + 16 + 7 * one.fds.join(' ').length}
          y1={box.y + 14}
          y2={box.y + 14}
          className="chan-strike"
        />
      )}
      <text x={box.x + box.w - 7} y={box.y + 18.5} className="chan-role">
        {roleWord(one, labels)}
      </text>
    </g>
  )
}

function RowDrawing({ row, labels }: { row: Row; labels: Labels }) {
  switch (row.kind) {
    case 'standard':
      return (
        <OpenFile box={row.box} title={labels.standard} note="" users={usersOf(row.files)} labels={labels} />
      )
    case 'single':
      return (
        <OpenFile
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
