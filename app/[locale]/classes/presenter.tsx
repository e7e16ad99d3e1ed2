'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { attempt } from '@/app/_ui/attempt'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import {
  answeredIn,
  countedRound,
  countsOf,
  LIVE_STEPS,
  type LiveQuestion,
  type LiveStep,
  roundOf,
} from '@/lib/classroom/live'
import type { ShownPart } from '@/lib/quiz/item'
import { stepLive } from './actions'
import type { ClassLabels } from './class-forms'
import { FlowFigure } from './flow-figure'
import type { LiveWords } from './live-client'
import { useLive } from './use-live'

/** How often the screen in front asks how the class answers, in ms. */
const PAUSE = 700

/** A question in front of the class: the code to join by, how many have answered, how once no answer is taken, how they moved
 *  between two answers, and the steps. Which options are right is marked at the last of them.
 *  @param code null where there is none that lets in
 *  @param children the question */
export function Presenter(props: {
  classId: string
  code: string | null
  mayChange: boolean
  start: LiveQuestion | null
  options: readonly ShownPart[]
  words: LiveWords
  labels: ClassLabels
  children: ReactNode
}) {
  const { classId, code, mayChange, start, options, words, labels, children } = props
  const router = useRouter()
  const { live, trouble, look } = useLive(classId, start, PAUSE, words)
  const [problem, setProblem] = useState<string | null>(null)
  if (!live)
    return (
      <>
        <h1>{words.title}</h1>
        <p className="page-lead">{words.none}</p>
      </>
    )
  const { id, step, tally, right } = live
  const moves = tally?.moves ?? []
  const ids = options.map((option) => option.id)
  const round = countedRound(step, moves)
  const answered = answeredIn(moves, round)
  // Who sees how the others answer answers as they do.
  const isTaken = roundOf(step) !== null
  const counts = countsOf(moves, ids, round)
  const go = async (to: LiveStep | null) =>
    setProblem(
      await attempt(
        labels,
        () => stepLive(classId, id, to),
        async () => {
          if (to === null) router.refresh()
          else await look()
        },
      ),
    )
  const next = LIVE_STEPS[LIVE_STEPS.indexOf(step) + 1] ?? null
  return (
    <>
      <div className="live-head">
        {code && (
          <p>
            {labels.code} <code className="class-code">{code}</code>
          </p>
        )}
        <p className="live-count" role="status">
          <b>{fill(words.answered, { n: answered, total: tally?.learners ?? 0 })}</b> {words.steps[step]}
        </p>
      </div>
      <div className="live-board">
        <div>{children}</div>
        <div>
          {!isTaken && round === 2 && <FlowFigure moves={moves} options={options} words={words} />}
          <table className="table live-counts">
            {!isTaken && <caption className="visually-hidden">{words.counts}</caption>}
            <tbody>
              {options.map(({ id: option, text }, i) => (
                <tr key={option} data-right={right?.includes(option) ?? false}>
                  <td>{i + 1}</td>
                  <th scope="row">
                    <Inline text={text} />
                    {right?.includes(option) && (
                      <small>
                        <Icon name="check" bold /> {words.isRight}
                      </small>
                    )}
                  </th>
                  {!isTaken && (
                    <>
                      <td>
                        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                          <rect width={(100 * (counts[i] ?? 0)) / Math.max(1, answered)} height="8" />
                        </svg>
                      </td>
                      <td className="number">{counts[i]}</td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {(problem ?? trouble) && (
        <p role="alert" className="field-error">
          {problem ?? trouble}
        </p>
      )}
      {mayChange && (
        <div className="live-steps">
          <ol>
            {LIVE_STEPS.map((one) => (
              <li key={one}>
                <button
                  type="button"
                  className="button button-small"
                  aria-current={one === step ? 'step' : undefined}
                  onClick={() => go(one)}
                >
                  {words.steps[one]}
                </button>
              </li>
            ))}
          </ol>
          <button type="button" className="button button-primary" onClick={() => go(next)}>
            {next ? words.steps[next] : words.end}
            <Icon name="arrow-right" />
          </button>
        </div>
      )}
    </>
  )
}
