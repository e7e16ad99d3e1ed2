import { lazy, Suspense } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon, type IconName } from '@/app/_ui/icon'
import type { Printed } from '@/lib/player/printed'
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
      {shape.cut?.printed && isPrinting(shape) && (
        <p className="run-printed">
          {printedWords(shape.cut.printed, files, labels)} {labels.printsOn}
        </p>
      )}
      {shape.cut && <Where spent={shape.cut} files={files} labels={labels} />}
    </section>
  )
}

/** Whether a run was cut while it printed, or for it: then that is what is told of it, beside where its steps went. */
function isPrinting({ cut, isEndless }: RunShape): boolean {
  return !isEndless && (cut?.all === 'output' || cut?.printed?.goesOn === true)
}

function printedWords({ bytes, writes, by }: Printed, files: readonly string[], labels: LabLabels): string {
  const values = { bytes: number(bytes), writes: number(writes) }
  return by === null
    ? fill(labels.printed, values)
    : fill(labels.printedBy, { ...values, line: lineName(by, files, labels) })
}

/** A line, with its file where there are several. */
function lineName(at: { file: number; line: number }, files: readonly string[], labels: LabLabels): string {
  return `${files.length > 1 ? `${files[at.file]} ` : ''}${fill(labels.atLine, { n: at.line })}`
}

function endOf(
  shape: RunShape,
  labels: LabLabels,
): { icon: IconName; tone: 'good' | 'bad' | 'stuck' | 'cut'; words: string } {
  const { end, length, isEndless, cut } = shape
  if (isEndless)
    return { icon: 'hourglass', tone: 'stuck', words: fill(labels.endlessAt, { n: number(length) }) }
  if (!end) {
    const reason = cut?.all ?? (isPrinting(shape) ? 'printing' : 'goesOn')
    const words = fill(labels.cutAt[reason], { n: number(cut?.steps ?? length) })
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
    ...spent.lines.map((one) => ({ name: lineName(one, files, labels), n: one.steps })),
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
