import { lazy, Suspense } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon, type IconName } from '@/app/_ui/icon'
import type { RunShape } from '@/lib/player/shape'
import type { Spent } from '@/lib/player/spent'
import type { LabLabels } from './settings'
import './run-end.css'

const BadAddressView = lazy(async () => ({ default: (await import('./bad-address')).BadAddressView }))

/** How a run ended, or where it was cut and on which lines it had spent its steps; and the way there. */
export function RunEnd(props: {
  shape: RunShape
  position: number
  /** Names of the program's files. */
  files: readonly string[]
  labels: LabLabels
  locale: 'ko' | 'en'
  onGo: (position: number) => void
}) {
  const { shape, position, files, labels, locale, onGo } = props
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
      {shape.badAddress && (
        <Suspense fallback={null}>
          <BadAddressView locale={locale} bad={shape.badAddress} />
        </Suspense>
      )}
      {shape.cut && <Where spent={shape.cut} files={files} labels={labels} />}
    </section>
  )
}

function endOf(
  { end, length, isEndless, cut }: RunShape,
  labels: LabLabels,
): { icon: IconName; tone: 'good' | 'bad' | 'stuck' | 'cut'; words: string } {
  if (isEndless)
    return { icon: 'hourglass', tone: 'stuck', words: fill(labels.endlessAt, { n: number(length) }) }
  if (!end) {
    const words = fill(labels.cutAt[cut?.all ?? 'goesOn'], { n: number(cut?.steps ?? length) })
    return { icon: 'hourglass', tone: 'cut', words }
  }
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

/** On which lines the steps were: the first of them at once, the others when they are asked for. */
function Where(props: { spent: Spent; files: readonly string[]; labels: LabLabels }) {
  const { spent, files, labels } = props
  const bars = [
    ...spent.lines.map(({ file, line, steps }) => ({
      name: `${files.length > 1 ? `${files[file]} ` : ''}${fill(labels.atLine, { n: line })}`,
      n: steps,
    })),
    ...(spent.rest > 0 ? [{ name: labels.otherLines, n: spent.rest }] : []),
  ]
  const largest = Math.max(1, ...bars.map(({ n }) => n))
  const first = bars[0]
  return (
    <details className="run-spent">
      <summary>
        {labels.spent}
        {first && (
          <>
            {': '}
            <b>{first.name}</b> {number(first.n)}
          </>
        )}
      </summary>
      <table aria-label={labels.spent}>
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
    </details>
  )
}

function number(n: number): string {
  return n.toLocaleString('en')
}
