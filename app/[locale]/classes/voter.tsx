'use client'

import { type ReactNode, useState } from 'react'
import { Inline } from '@/app/_ui/inline'
import { type LiveQuestion, roundOf } from '@/lib/classroom/live'
import type { ShownPart } from '@/lib/quiz/item'
import { lastWins } from './in-turn'
import { failureText, type LiveVote, type LiveWords, sendVote } from './live-client'
import { useLive } from './use-live'

/** How often a learner's page asks how the question stands, in ms. */
const PAUSE = 2_000

/** The options of what a class is asked, for a learner's phone: what is chosen can be changed until the round is closed.
 *  @param children the question */
export function Voter(props: {
  classId: string
  name: string
  start: LiveQuestion | null
  options: readonly ShownPart[]
  words: LiveWords
  children: ReactNode
}) {
  const { classId, name, start, options, words, children } = props
  const { live, trouble, look } = useLive(classId, start, PAUSE, words)
  const [vote] = useState(() => lastWins((one: LiveVote) => sendVote(classId, one)))
  const [sending, setSending] = useState<LiveVote | null>(null)
  const [problem, setProblem] = useState<{ readonly of: 1 | 2; readonly text: string } | null>(null)
  if (!live)
    return (
      <>
        <h1>{name}</h1>
        <p className="page-lead" role="status">
          {trouble ?? words.waiting}
        </p>
      </>
    )
  const { id: question, step } = live
  const round = roundOf(step)
  const [first, second] = live.own
  const now = round === 2 ? second : first
  async function choose(option: string) {
    if (round === null) return
    const own = { question, round, option }
    setSending(own)
    const said = await vote(own)
    setProblem(said.ok ? null : { of: round, text: failureText(words, said) })
    await look()
    // A later tap may be under way.
    setSending((last) => (last === own ? null : last))
  }
  return (
    <>
      <p className="live-step" role="status">
        {name} · {words.steps[step]}
      </p>
      {children}
      <ul className="live-options">
        {options.map(({ id, text }, i) => (
          <li key={id}>
            <button
              type="button"
              className="live-option"
              aria-pressed={(sending?.option ?? (round === 2 ? second : (second ?? first))) === id}
              disabled={round === null}
              onClick={() => choose(id)}
            >
              <b aria-hidden="true">{i + 1}</b>
              <span>
                <Inline text={text} />
              </span>
              {round === 2 && first === id && <small>{words.firstChoice}</small>}
              {now === id && <small>{words.chosen}</small>}
            </button>
          </li>
        ))}
      </ul>
      {problem && (round ?? problem.of) === problem.of && (
        <p role="alert" className="field-error">
          {problem.text}
        </p>
      )}
      <p className="class-note">{trouble ?? words.notes[step]}</p>
    </>
  )
}
