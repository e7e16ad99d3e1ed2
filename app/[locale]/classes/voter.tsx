'use client'

import { type ReactNode, useState } from 'react'
import { Inline } from '@/app/_ui/inline'
import { type LiveNow, roundOf } from '@/lib/classroom/live'
import type { live as words } from '@/lib/i18n/en/live'
import type { ShownPart } from '@/lib/quiz/item'
import { useLive } from './use-live'

export type LiveWords = typeof words

/** How often a learner's page asks what is asked, in ms. */
const PAUSE = 2_000

/** The options of what a class is asked, for a learner's phone: what is chosen can be changed until the round is closed.
 *  @param children the question */
export function Voter(props: {
  classId: string
  name: string
  start: LiveNow | null
  options: readonly ShownPart[]
  words: LiveWords
  children: ReactNode
}) {
  const { classId, name, start, options, words, children } = props
  const { live, isLost, look } = useLive(classId, start, PAUSE)
  const [sending, setSending] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  if (!live)
    return (
      <>
        <h1>{name}</h1>
        <p className="page-lead" role="status">
          {isLost ? words.lost : words.waiting}
        </p>
      </>
    )
  const round = roundOf(live.step)
  const [first, second] = live.own
  const now = round === 2 ? second : first
  async function choose(option: string) {
    if (sending) return
    setSending(option)
    const said = await send(classId, live?.id ?? '', option)
    await look()
    setSending(null)
    setProblem(said === 'stored' ? null : words.problems[said])
  }
  return (
    <>
      <p className="live-step" role="status">
        {name} · {words.steps[live.step]}
      </p>
      {children}
      <ul className="live-options">
        {options.map(({ id, text }, i) => (
          <li key={id}>
            <button
              type="button"
              className="live-option"
              aria-pressed={(sending ?? (round === 2 ? second : (second ?? first))) === id}
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
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <p className="class-note">{isLost ? words.lost : words.notes[live.step]}</p>
    </>
  )
}

async function send(
  classId: string,
  question: string,
  option: string,
): Promise<'stored' | 'closed' | 'offline'> {
  try {
    const response = await fetch(`/api/classes/${classId}/live`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question, option }),
    })
    if (response.ok) return 'stored'
    return response.status < 500 ? 'closed' : 'offline'
  } catch {
    return 'offline'
  }
}
