'use client'

import { useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { TaskChip } from '@/app/_ui/task-chip'
import type { LiveRun } from '@/lib/classroom/live'
import { taskLetter } from '@/lib/engine/task-letter'
import type { liveRun } from '@/lib/i18n/en/live-run'
import { lastWins } from './in-turn'
import { failureText, type LiveVote, type LiveWords, sendVote } from './live-client'
import { useLive } from './use-live'

/** How often a learner's page asks how the run stands, in ms. */
const PAUSE = 2_000

/** The tasks that may run next, for a learner's phone: what is chosen can be changed until the teacher goes on. */
export function RunVoter(props: {
  classId: string
  name: string
  start: LiveRun
  words: LiveWords
  said: typeof liveRun
}) {
  const { classId, name, start, words, said } = props
  const { live, trouble, look } = useLive(classId, start, PAUSE, words)
  const [vote] = useState(() => lastWins((one: LiveVote) => sendVote(classId, one)))
  const [sending, setSending] = useState<LiveVote | null>(null)
  const [problem, setProblem] = useState<{ readonly round: number; readonly text: string } | null>(null)
  const { id: question, round, choices, made, own } = live ?? start
  async function choose(task: number) {
    const one = { question, round, option: String(task) }
    setSending(one)
    const answer = await vote(one)
    setProblem(answer.ok ? null : { round, text: failureText(words, answer) })
    await look()
    // A later tap may be under way.
    setSending((last) => (last === one ? null : last))
  }
  const chosen = sending?.round === round ? Number(sending.option) : own
  return (
    <>
      <p className="live-step" role="status">
        {name} · {choices.length > 0 ? fill(said.choice, { n: made + 1 }) : said.overPhone}
      </p>
      {choices.length > 0 && (
        <>
          <h1 className="live-stem">{said.title}</h1>
          <ul className="live-options">
            {choices.map((task) => (
              <li key={`${round} ${task}`}>
                <button
                  type="button"
                  className="live-option"
                  aria-pressed={chosen === task}
                  onClick={() => choose(task)}
                >
                  <TaskChip index={task} />
                  <span>{fill(said.option, { task: taskLetter(task) })}</span>
                  {own === task && <small>{said.chosen}</small>}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem?.round === round && (
        <p role="alert" className="field-error">
          {problem.text}
        </p>
      )}
      <p className="class-note">{trouble ?? (choices.length > 0 ? said.note : '')}</p>
    </>
  )
}
