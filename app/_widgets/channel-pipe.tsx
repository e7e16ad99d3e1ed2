import type { ChannelView, Mail } from '@/lib/engine'
import { fill } from '../_ui/fill'
import { CELL, Cells } from './channel-cells'
import type { Box, Row } from './channel-layout'
import { amountOf, bytesOf, eofWords, isLonely, rankOf, waitsForEof } from './channel-word'
import type { Labels } from './label'

/** What carries bytes from a write end to a read end: how many hold each end, and what is inside. A message queue has no ends
 *  that could be closed for others; how many descriptors can send and receive stands at its sides. */
export function Channel({ row, labels }: { row: Extract<Row, { kind: 'channel' }>; labels: Labels }) {
  const { channel, tube, writeEnd, readEnd } = row
  const { mail, isOver, isBroken } = channel
  const isStream = mail === null
  return (
    <g>
      <End
        box={writeEnd}
        title={isStream ? labels.writeEnd : labels.sends}
        count={channel.writers.length}
        isShut={isStream && isOver}
        labels={labels}
      />
      {isStream ? (
        <Tube channel={channel} tube={tube} labels={labels} />
      ) : (
        <Queue channel={channel} tube={tube} mail={mail} labels={labels} />
      )}
      <End
        box={readEnd}
        title={isStream ? labels.readEnd : labels.receives}
        count={channel.readers.length}
        isShut={isStream && isBroken}
        labels={labels}
      />
    </g>
  )
}

/** What bytes flow through, without a border between one write and the next. */
function Tube({ channel, tube, labels }: { channel: ChannelView; tube: Box; labels: Labels }) {
  const lip = 12
  return (
    <>
      <path
        className="chan-tube"
        d={`M${tube.x + lip} ${tube.y + 6}H${tube.x + tube.w - lip}a${lip} ${tube.h / 2 - 6} 0 0 1 0 ${tube.h - 12}H${tube.x + lip}`}
      />
      <ellipse
        cx={tube.x + lip}
        cy={tube.y + tube.h / 2}
        rx={lip}
        ry={tube.h / 2 - 6}
        className={channel.isOver ? 'chan-mouth shut' : 'chan-mouth'}
      />
      <text x={tube.x + 2 * lip + 10} y={tube.y + 22} className="chan-pipe">
        {channel.name}
      </text>
      <Content channel={channel} tube={tube} labels={labels} />
    </>
  )
}

/** Messages: each a box of its own, the one that is received next at the right. */
function Queue(props: { channel: ChannelView; tube: Box; mail: Mail; labels: Labels }) {
  const { channel, tube, mail, labels } = props
  const top = tube.y + 32
  const middle = tube.x + tube.w / 2
  const boxes = messageBoxes(mail, channel.bytes, tube)
  const last = boxes.at(-1)
  return (
    <>
      <rect className="chan-tube" x={tube.x} y={tube.y + 6} width={tube.w} height={tube.h - 12} rx="4" />
      <text x={tube.x + 12} y={tube.y + 22} className="chan-pipe">
        {channel.name} · {amountOf(channel, labels)}
      </text>
      {mail.messages.length === 0 && (
        <text x={middle} y={top + 22} className="chan-big">
          {labels.emptyChannel}
        </text>
      )}
      {boxes.map(({ key, x, w, bytes, rank }) => (
        <g key={key}>
          <rect x={x} y={top - 3} width={w} height="26" rx="3" className="chan-file" />
          {bytes ? (
            <Cells bytes={bytes} x={x + (w - bytes.length * CELL) / 2} y={top} />
          ) : (
            <text x={x + w / 2} y={top + 15} className="chan-byte">
              {rank}
            </text>
          )}
          {/* Where only the ranks have room, the word stands below the one that is received next. */}
          {(bytes || key === 0) && (
            <text x={bytes ? x + w / 2 : x + w - NOTE / 2} y={top + 38} className="chan-note">
              {rankOf(mail, rank, labels)}
            </text>
          )}
        </g>
      ))}
      {last && boxes.length < mail.messages.length && (
        <text x={last.x - 16} y={top + 14} className="chan-fd">
          …
        </text>
      )}
    </>
  )
}

/** Room for the word of a rank, and the least width of a message of which its letters, or its rank alone, are shown: CSS pixels. */
const NOTE = 72
const FULL = 64
const RANK = 24

type MessageBox = {
  readonly key: number
  readonly x: number
  readonly w: number
  /** Null: there is no room for the letters of all. */
  readonly bytes: ChannelView['bytes'] | null
  readonly rank: number
}

/** Messages from right to left: with their letters if all have room, else with their ranks, as many as have room. */
function messageBoxes(mail: Mail, sent: ChannelView['bytes'], tube: Box): MessageBox[] {
  const room = tube.w - 20
  const whole = mail.messages.map((_, i) => bytesOf(mail, sent, i))
  const widths = whole.map((bytes) => Math.max(bytes.length * CELL + 10, FULL))
  const isWhole = widths.reduce((sum, w) => sum + w + 8, -8) <= room
  let right = tube.x + 10 + room
  return mail.messages.flatMap(({ rank }, i) => {
    const w = isWhole ? (widths[i] ?? FULL) : RANK
    const x = right - w
    if (x < tube.x + 10 + (isWhole || i === mail.messages.length - 1 ? 0 : 16)) return []
    right = x - 8
    return [{ key: i, x, w, bytes: isWhole ? (whole[i] ?? []) : null, rank }]
  })
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
