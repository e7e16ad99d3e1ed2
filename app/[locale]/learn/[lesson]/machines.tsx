import type { ReactNode } from 'react'

/** What a prediction says of the end of a run: text that is printed, an exit status, or pages that are copied. */
export type Outcome =
  | { readonly of: 'stdout'; readonly text: string }
  | { readonly of: 'status' | 'copies'; readonly count: number }

type Labels = { assumed: string; actual: string }

/** The outcome of an option as it is written; null where it says no number.
 *  @param option a text to be printed, or words with one number */
export function outcomeOf(of: 'stdout' | 'status' | 'copies', option: string): Outcome | null {
  if (of === 'stdout') return { of, text: option }
  const number = option.match(/\d+/)?.[0]
  return number === undefined ? null : { of, count: Number(number) }
}

/** The machine as it was assumed and the machine as it is, side by side in one grammar: what differs is marked. Where both can
 *  be drawn as they run, these pictures stand above. */
export function Machines(props: {
  assumed: Outcome | undefined
  actual: Outcome | undefined
  pictures: { readonly assumed: ReactNode; readonly actual: ReactNode } | null
  labels: Labels
}) {
  const { assumed, actual, pictures, labels } = props
  if (!assumed || !actual) return null
  return (
    <div className="machines" data-drawn={pictures !== null || undefined}>
      <Machine
        title={labels.assumed}
        outcome={assumed}
        other={actual}
        picture={pictures?.assumed}
        isActual={false}
      />
      <Machine title={labels.actual} outcome={actual} other={assumed} picture={pictures?.actual} isActual />
    </div>
  )
}

function Machine(props: {
  title: string
  outcome: Outcome
  other: Outcome
  picture: ReactNode
  isActual: boolean
}) {
  const { title, outcome, other, picture, isActual } = props
  return (
    <figure className={isActual ? 'machine actual' : 'machine'}>
      <figcaption>{title}</figcaption>
      {picture}
      {outcome.of === 'stdout' ? (
        <Terminal text={outcome.text} other={other.of === 'stdout' ? other.text : ''} />
      ) : outcome.of === 'status' || picture ? (
        <p className="machine-status">{outcome.count}</p>
      ) : (
        <Pages
          copied={outcome.count}
          shown={Math.max(outcome.count, other.of === 'stdout' ? 0 : other.count)}
        />
      )}
    </figure>
  )
}

function Terminal({ text, other }: { text: string; other: string }) {
  const others = other.replace(/\n$/, '').split('\n')
  return (
    <samp className="machine-terminal">
      {text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
          <span key={i} className={line === others[i] ? undefined : 'differs'}>
            {line || '\u200b'}
          </span>
        ))}
    </samp>
  )
}

/** Pages drawn at most. */
const MOST = 12

/** A page that was copied is two boxes apart, one that was not is one that both have. */
function Pages({ copied, shown }: { copied: number; shown: number }) {
  return (
    <p className="machine-pages">
      <b>{copied}</b>
      {Array.from({ length: Math.min(MOST, shown) }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its place
        <span key={i} className={i < copied ? 'apart' : 'together'} aria-hidden="true" />
      ))}
    </p>
  )
}
