import { fill } from '../_ui/fill'
import type { Box } from './channel-layout'
import type { Labels } from './label'

/** An open file description: what it is of, and how many descriptors refer to it. */
export function OpenFile(props: { box: Box; title: string; note: string; users: number; labels: Labels }) {
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
