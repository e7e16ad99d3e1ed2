'use client'

import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react'
import { keepDraft, readDraft } from '@/app/_quiz/outbox'
import { Icon } from '@/app/_ui/icon'
import { tellPredicted } from '@/app/_widgets/prediction'
import { onRunEnded } from '@/app/_widgets/run-ended'
import type { Believed, ItemProgram } from '@/lib/quiz/item'
import type { Outcome } from './machines'

const MachineDrawing = lazy(() => import('@/app/_widgets/machine-drawing'))
const Machines = lazy(async () => ({ default: (await import('./machines')).Machines }))

type Labels = {
  lead: string
  keep: string
  kept: string
  change: string
  confidence: string
  levels: readonly [string, string, string]
  run: string
  ran: string
  shows: string
  same: string
  other: string
  why: string
  assumed: string
  actual: string
}

/** What of a prediction is kept on the device: option, how sure, and whether the run has been seen since. */
type Kept = { readonly chosen: number; readonly sure: number | null; readonly ran: boolean }

type Drawn = {
  readonly run: ItemProgram & { readonly schedule: string }
  readonly believed: readonly (Believed | null)[]
}

type Props = {
  id: string
  /** Names the prediction on this device. */
  draft: string
  /** The simulator whose run decides. */
  sim: string
  question: ReactNode
  options: readonly ReactNode[]
  /** Index of the option that the run shows, null where the run alone does not decide. */
  answer: number | null
  labels: Labels
  /** What each option says of the machine, where a run decides it. */
  outcomes: readonly Outcome[] | null
  /** The run, and by option the machine of who expects it, where somebody wrote it. */
  machines: Drawn | null
  locale: 'ko' | 'en'
  children: ReactNode
}

/** A prediction before a run: choose, say how sure, write it down. When the reader has come to the end of the run, it
 *  is confirmed by itself; the why stays folded until it is asked for. It is a moment of thought, not an answer: it
 *  stays on this device. */
export function PredictBox(props: Props) {
  const { draft, sim } = props
  const count = props.options.length
  const [kept, setKept] = useState<Kept | null>(null)
  const [isOpen, setOpen] = useState(true)
  // A button that was pressed is gone afterwards: the focus then goes to what took its place, not to the page.
  const [isPressed, setPressed] = useState(false)
  const turn = (open: boolean) => {
    setPressed(true)
    setOpen(open)
  }
  const keep = (next: Kept) => {
    setKept(next)
    keepDraft(draft, next)
  }
  useEffect(() => {
    const found = readDraft<Kept>(draft)
    if (!found || !(found.chosen < count)) return
    setKept(found)
    setOpen(false)
    tellPredicted(sim)
  }, [draft, count, sim])
  useEffect(() => {
    if (isOpen || !kept || kept.ran) return
    return onRunEnded((run) => {
      if (run.id !== sim) return
      const next = { ...kept, ran: true }
      setKept(next)
      keepDraft(draft, next)
    })
  }, [isOpen, kept, sim, draft])
  if (!isOpen && kept)
    return <Prediction {...props} kept={kept} takesFocus={isPressed} onChange={() => turn(true)} />
  return (
    <Question
      {...props}
      kept={kept}
      takesFocus={isPressed}
      onKeep={(chosen, sure) => {
        keep({ chosen, sure, ran: false })
        tellPredicted(sim)
        turn(false)
      }}
    />
  )
}

/** What was predicted, and whether it came true. */
function Prediction(props: Props & { kept: Kept; takesFocus: boolean; onChange: () => void }) {
  const { options, answer, labels, kept, takesFocus, children } = props
  const lead = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (takesFocus) lead.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const isSame = answer === kept.chosen
  return (
    <div className="predict" id={`predict-${props.id}`}>
      <p className="predict-lead" ref={lead} tabIndex={-1}>
        <Icon name="lock" />
        {labels.kept}
      </p>
      <p className="predict-kept">{options[kept.chosen]}</p>
      <p className="predict-sure">
        {kept.sure !== null && (
          <>
            <span>{labels.confidence}</span>
            <Sureness level={kept.sure} words={labels.levels[kept.sure] ?? ''} />
          </>
        )}
        <span className={kept.ran ? 'predict-unseen' : undefined}>{labels.run}</span>
      </p>
      {/* It has its room before it is seen: the figure below does not move when the run comes to its end. */}
      <div role="status">
        <p className={kept.ran ? 'predict-verdict' : 'predict-verdict predict-unseen'}>
          {answer === null ? (
            labels.ran
          ) : (
            <>
              <Icon name={isSame ? 'check' : 'cross'} bold />
              <b>{isSame ? labels.same : labels.other}</b>
              {!isSame && (
                <span>
                  {labels.shows}: {options[answer]}
                </span>
              )}
            </>
          )}
        </p>
      </div>
      {kept.ran && answer !== null && !isSame && props.outcomes && (
        <Suspense fallback={null}>
          <Machines
            assumed={props.outcomes[kept.chosen]}
            actual={props.outcomes[answer]}
            pictures={picturesOf(props.machines, kept.chosen, props.locale)}
            labels={labels}
          />
        </Suspense>
      )}
      <details className="predict-why">
        <summary>{labels.why}</summary>
        {answer !== null && !kept.ran && (
          <p>
            {labels.shows}: {options[answer]} <b>{isSame ? labels.same : labels.other}</b>
          </p>
        )}
        {children}
        <button type="button" className="button button-small" onClick={props.onChange}>
          {labels.change}
        </button>
      </details>
    </div>
  )
}

/** Both machines at one moment of the run; null where nobody wrote the one that was thought of. */
function picturesOf(machines: Drawn | null, chosen: number, locale: 'ko' | 'en') {
  const believed = machines?.believed[chosen]
  if (!machines || !believed) return null
  const { run } = machines
  const { at, show, source } = believed
  const draw = (of: Drawn['run'], step: number | null) => (
    <Suspense fallback={<div className="machine-waiting" />}>
      <MachineDrawing run={of} step={step} show={show} locale={locale} />
    </Suspense>
  )
  return {
    assumed: draw({ ...run, source, schedule: '' }, at.believed),
    actual: draw(run, at.real),
  }
}

function Question(
  props: Props & {
    kept: Kept | null
    takesFocus: boolean
    onKeep: (chosen: number, sure: number | null) => void
  },
) {
  const { question, options, labels, kept, takesFocus } = props
  const [chosen, setChosen] = useState(kept?.chosen ?? null)
  const [sure, setSure] = useState(kept?.sure ?? null)
  const name = useId()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (takesFocus) first.current?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <form
      className="predict"
      id={`predict-${props.id}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen !== null) props.onKeep(chosen, sure)
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
            <input
              ref={i === (kept?.chosen ?? 0) ? first : undefined}
              type="radio"
              name={name}
              required
              checked={chosen === i}
              onChange={() => setChosen(i)}
            />
            <span>{option}</span>
          </label>
        ))}
      </fieldset>
      <div className="predict-foot">
        <fieldset className="predict-confidence">
          <legend>{labels.confidence}</legend>
          <div className="segments">
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
          </div>
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
