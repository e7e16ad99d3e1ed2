import { fill } from '@/app/_ui/fill'
import { Icon, type IconName } from '@/app/_ui/icon'
import type { RunShape } from '@/lib/player/shape'
import type { LabLabels } from './settings'
import './run-end.css'

/** How a run ended, or where it was cut and on which lines it had spent its steps; and the way there. */
export function RunEnd(props: {
  shape: RunShape
  position: number
  labels: LabLabels
  onGo: (position: number) => void
}) {
  const { shape, position, labels, onGo } = props
  const { icon, tone, words } = endOf(shape, labels)
  return (
    <section className="run-end" data-tone={tone} aria-label={labels.runEnd}>
      <p>
        <Icon name={icon} size={16} /> <b>{words}</b>
      </p>
      <button
        type="button"
        className="button button-small"
        disabled={position >= shape.length}
        onClick={() => onGo(shape.length)}
      >
        {labels.toRunEnd}
      </button>
      {shape.cut && <Spent shape={shape} labels={labels} />}
    </section>
  )
}

function endOf(
  { end, length, isEndless }: RunShape,
  labels: LabLabels,
): { icon: IconName; tone: 'good' | 'bad' | 'stuck' | 'cut'; words: string } {
  if (isEndless)
    return { icon: 'hourglass', tone: 'stuck', words: fill(labels.endlessAt, { n: number(length) }) }
  if (!end) return { icon: 'hourglass', tone: 'cut', words: fill(labels.cutAt, { n: number(length) }) }
  if (end.reason === 'deadlock')
    return { icon: 'lock', tone: 'stuck', words: fill(labels.stuckAt, { n: number(length) }) }
  if (end.reason === 'signalled')
    return {
      icon: 'warning',
      tone: 'bad',
      words: fill(labels.killedBy, { signal: end.signal ?? String(end.status - 128), n: end.status }),
    }
  return { icon: 'check', tone: 'good', words: fill(labels.endedWith, { n: end.status }) }
}

/** Lines that have bars of their own. */
const MOST = 3

/** On which lines the steps were: what never ends is where most of them are. */
function Spent({ shape, labels }: { shape: RunShape; labels: LabLabels }) {
  const counts = new Map<number, number>()
  for (const line of shape.lines) if (line > 0) counts.set(line, (counts.get(line) ?? 0) + 1)
  const lines = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST)
  const rest = shape.length - lines.reduce((sum, [, n]) => sum + n, 0)
  const bars = [
    ...lines.map(([line, n]) => ({ name: fill(labels.atLine, { n: line }), n })),
    ...(rest > 0 ? [{ name: labels.otherLines, n: rest }] : []),
  ]
  const largest = Math.max(1, ...bars.map(({ n }) => n))
  return (
    <table className="run-spent">
      <caption>{labels.spent}</caption>
      <tbody>
        {bars.map(({ name, n }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * n) / largest} height="8" />
              </svg>
            </td>
            <td>{number(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function number(n: number): string {
  return n.toLocaleString('en')
}
