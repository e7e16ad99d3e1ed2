'use client'

import { type ReactNode, useId, useState } from 'react'
import { Icon } from '@/app/_ui/icon'

type Labels = {
  lead: string
  keep: string
  kept: string
  change: string
  confidence: string
  levels: readonly [string, string, string]
  run: string
  shows: string
  same: string
  other: string
  why: string
}

/** A prediction before a run: choose, say how sure, write it down. What the run shows and why stay folded until
 *  the reader asks. Nothing of it is stored: it is a moment of thought, not an answer.
 *  @param answer index of the option that the run shows, null where the run alone does not decide */
export function PredictBox(props: {
  id: string
  question: ReactNode
  options: readonly ReactNode[]
  answer: number | null
  labels: Labels
  children: ReactNode
}) {
  const { question, options, answer, labels, children } = props
  const [chosen, setChosen] = useState<number | null>(null)
  const [sure, setSure] = useState<number | null>(null)
  const [kept, setKept] = useState(false)
  const name = useId()
  if (kept && chosen !== null)
    return (
      <div className="predict" id={`predict-${props.id}`}>
        <p className="predict-lead">
          <Icon name="lock" />
          {labels.kept}
        </p>
        <p className="predict-kept">{options[chosen]}</p>
        <p className="predict-sure">
          {sure !== null && <Sureness level={sure} words={labels.levels[sure] ?? ''} />}
          <span>{labels.run}</span>
        </p>
        <details className="predict-why">
          <summary>{labels.why}</summary>
          {answer !== null && (
            <p>
              {labels.shows}: {options[answer]} <b>{answer === chosen ? labels.same : labels.other}</b>
            </p>
          )}
          {children}
          <button type="button" className="button button-small" onClick={() => setKept(false)}>
            {labels.change}
          </button>
        </details>
      </div>
    )
  return (
    <form
      className="predict"
      id={`predict-${props.id}`}
      onSubmit={(event) => {
        event.preventDefault()
        setKept(true)
      }}
    >
      <fieldset>
        <legend>
          <span className="predict-lead">
            <Icon name="help" />
            {labels.lead}
          </span>
          <span className="predict-question">{question}</span>
        </legend>
        {options.map((option, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their place
          <label key={i} className="predict-option">
            <input type="radio" name={name} required checked={chosen === i} onChange={() => setChosen(i)} />
            <span>{option}</span>
          </label>
        ))}
      </fieldset>
      <div className="predict-foot">
        <fieldset className="segments">
          <legend className="visually-hidden">{labels.confidence}</legend>
          {labels.levels.map((level, i) => (
            <label key={level}>
              <input
                className="visually-hidden"
                type="radio"
                name={`${name}-sure`}
                checked={sure === i}
                onChange={() => setSure(i)}
              />
              {level}
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button button-small">
          {labels.keep}
        </button>
      </div>
    </form>
  )
}

function Sureness({ level, words }: { level: number; words: string }) {
  return (
    <>
      <svg width="58" height="6" viewBox="0 0 58 6" aria-hidden="true" className="sureness">
        {[0, 1, 2].map((i) => (
          <rect
            key={i}
            x={i * 20 + 0.5}
            y="0.5"
            width="17"
            height="5"
            rx="1.5"
            className={i <= level ? 'on' : ''}
          />
        ))}
      </svg>
      <span>{words}</span>
    </>
  )
}
