import { lazy, Suspense, useMemo, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import type { CompareWords } from '@/app/_widgets/compare-word'
import type { Labels } from '@/app/_widgets/label'
import type { RunInput } from '@/lib/player/session'
import type { Found } from './races'

const CompareFigure = lazy(async () => ({
  default: (await import('@/app/_widgets/compare-figure')).CompareFigure,
}))

type Chosen = { readonly name: string; readonly input: RunInput; readonly turn: number | null }

/** Two outcomes of a program side by side, from where their orders part. */
export function CompareOutcomes(props: { explored: Found; words: CompareWords; labels: Labels }) {
  const { explored, words, labels } = props
  const { found } = explored
  const outcomes = useMemo(() => outcomesOf(explored, words), [explored, words])
  const [first, setFirst] = useState(0)
  const [second, setSecond] = useState(1)
  const [shown, setShown] = useState<{ left: Chosen; right: Chosen; number: number } | null>(null)
  if (outcomes.length < 2) return null
  const pick = (label: string, value: number, set: (value: number) => void, other: number) => (
    <label>
      {label}
      <select value={value} onChange={(event) => set(Number(event.target.value))}>
        {outcomes.map(({ label }, i) => (
          <option key={label} value={i} disabled={i === other}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
  const chosen = (index: number): Chosen | null => {
    const outcome = outcomes[index]
    if (!outcome) return null
    const { input } = explored
    return {
      name: outcome.name,
      turn: outcome.turn,
      input: {
        ...input,
        config: { ...input.config, ...found.config },
        schedule: outcome.schedule,
        grain: 'operation',
        parts: [],
      },
    }
  }
  const show = () => {
    const [left, right] = [chosen(first), chosen(second)]
    if (left && right) setShown({ left, right, number: (shown?.number ?? 0) + 1 })
  }
  return (
    <section className="lab-compare" aria-labelledby="lab-compare">
      <h2 id="lab-compare">{words.choose}</h2>
      <p>{words.chooseLead}</p>
      <div className="lab-compare-choice">
        {pick(words.first, first, setFirst, second)}
        {pick(words.second, second, setSecond, first)}
        <button type="button" className="button" onClick={show}>
          {words.show}
        </button>
      </div>
      {shown && (
        <Suspense fallback={null}>
          <CompareFigure
            key={shown.number}
            title={words.choose}
            left={shown.left}
            right={shown.right}
            first={null}
            words={words}
            labels={labels}
          />
        </Suspense>
      )}
    </section>
  )
}

/** What can come of a program and a replay shows, each with a short name and an order that brings it about. */
function outcomesOf({ found, turns }: Found, words: CompareWords) {
  const named = [
    ...found.outcomes.map(({ stdout, status, schedule }) => {
      const text = stdout.trimEnd()
      const printed = text === '' ? words.printsNothing : text.replaceAll('\n', ' ⏎ ').slice(0, LONGEST)
      const name = status === 0 ? printed : `${printed}, ${fill(words.exitStatus, { n: status })}`
      return { name, schedule }
    }),
    ...found.deadlocks.map(({ schedule }) => ({ name: words.deadlock, schedule })),
  ]
  return named
    .flatMap(({ name, schedule }, i) =>
      schedule === null ? [] : [{ name, schedule, turn: turns[i]?.turn?.step ?? null }],
    )
    .map(({ name, schedule, turn }, i) => ({
      name: fill(words.outcomeName, { n: i + 1 }),
      label: fill(words.outcome, { n: i + 1, end: name }),
      schedule,
      turn,
    }))
}

/** Characters of an output in a name. */
const LONGEST = 40
