import { fill } from '../_ui/fill'
import { CELL, Cells } from './channel-cells'
import type { Row } from './channel-layout'
import { OpenFile } from './channel-plain'
import { inodeNote, modeWord } from './channel-word'
import type { Labels } from './label'

/** A file: the open file descriptions of it, each with its offset, and the bytes that it holds. */
export function FileRow({ row, labels }: { row: Extract<Row, { kind: 'file' }>; labels: Labels }) {
  const { inode, descriptions, content } = row
  const room = Math.max(1, Math.floor((content.w - 28) / CELL))
  const bytes = inode.bytes.slice(0, room).map((byte) => ({ byte, task: -1 }))
  const x = content.x + 12
  return (
    <g>
      {descriptions.map(({ file, box }) => (
        <g key={file.id}>
          <OpenFile
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
