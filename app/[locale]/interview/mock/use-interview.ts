'use client'

import { useEffect, useState } from 'react'
import { MAX_ANSWER, nextFollowUp, SECONDS } from '@/lib/interview/draw'
import type { MockSettings } from '@/lib/interview/mock'
import type { MockAnswer } from '@/lib/interview/report'
import { markPoints } from '@/lib/interview/terms'
import type { MockCard } from './mock-card'

/** Where an interview is. `text` and `said` are of the answer under way; once the question's own is marked they stay until the
 *  next question, because a follow-up goes by them. */
export type InterviewState = {
  readonly at: number
  readonly phase: 'answer' | 'mark' | 'follow-up'
  readonly text: string
  readonly said: readonly number[]
  /** Seconds of the clock when the answer began, and how long it then took. */
  readonly since: number
  readonly took: number
  readonly asked: readonly number[]
  readonly answers: readonly MockAnswer[]
}

const START: Omit<InterviewState, 'at' | 'since' | 'answers'> = {
  phase: 'answer',
  text: '',
  said: [],
  took: 0,
  asked: [],
}

export type Interview = ReturnType<typeof useInterview>

/** Goes through the questions. An answer ends by itself when its time is up; so does the interview, after the ticks.
 *  @param seconds of the clock
 *  @param from where an earlier page was; null at the beginning */
export function useInterview(
  settings: MockSettings,
  queue: readonly MockCard[],
  seconds: number,
  from: InterviewState | null,
  onEnd: (answers: readonly MockAnswer[]) => void,
) {
  const [state, setState] = useState(from ?? { ...START, at: 0, since: 0, answers: [] })
  const { at, phase, text, said, since, took, asked, answers } = state
  const card = queue[at]
  if (!card) throw new Error('an interview has a question')
  const followUp = phase === 'follow-up' ? (asked.at(-1) ?? null) : null
  const limit = phase === 'follow-up' ? SECONDS.followUp : SECONDS.answer
  const left = limit - (seconds - since)
  const next = nextFollowUp(card.followUps, said, asked)
  const isOver = seconds >= settings.minutes * 60
  const hasFollowUp = !isOver && asked.length < settings.depth && next !== null
  const isLast = isOver || at + 1 >= queue.length

  const goOn = (given: readonly MockAnswer[]) => {
    if (hasFollowUp && next !== null)
      return setState({
        ...state,
        phase: 'follow-up',
        asked: [...asked, next],
        text: '',
        since: seconds,
        answers: given,
      })
    if (isLast) return onEnd(given)
    setState({ ...START, at: at + 1, since: seconds, answers: given })
  }
  const record = (rest: Pick<MockAnswer, 'text' | 'seconds' | 'said'>) => [
    ...answers,
    { cardId: card.item.id, followUp, ...rest },
  ]
  const finishAnswer = () => {
    const spent = seconds - since
    if (phase === 'follow-up') return goOn(record({ text, seconds: spent, said: [] }))
    const { suggested } = markPoints(text, card.points)
    setState({ ...state, phase: 'mark', said: suggested, took: spent })
  }
  const isUp = phase !== 'mark' && left <= 0
  // The time of an answer runs out once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (isUp) finishAnswer()
  }, [isUp])
  return {
    state,
    at,
    phase,
    card,
    text,
    said,
    followUp,
    answers,
    left: Math.max(0, left),
    isLast,
    /** The follow-up that the ticks lead to; null where none is asked. */
    next: hasFollowUp ? next : null,
    write: (value: string) => setState({ ...state, text: value.slice(0, MAX_ANSWER) }),
    add: (words: string) =>
      setState((now) => ({ ...now, text: `${now.text} ${words}`.trim().slice(0, MAX_ANSWER) })),
    toggle: (point: number) =>
      setState({
        ...state,
        said: said.includes(point)
          ? said.filter((one) => one !== point)
          : [...said, point].sort((a, b) => a - b),
      }),
    finishAnswer,
    skip: () => {
      const spent = seconds - since
      if (phase === 'follow-up') return goOn(record({ text: '', seconds: spent, said: [] }))
      setState({ ...state, phase: 'mark', text: '', said: [], took: spent })
    },
    /** The ticks are right: on to the follow-up or the next question. */
    confirm: () => goOn(record({ text, seconds: took, said })),
  }
}
