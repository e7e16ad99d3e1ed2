'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { keepDraft, readDraft } from '@/app/_quiz/outbox'
import type { Answer } from '@/lib/quiz/item'
import { handInExam, keepExamAnswer } from './actions'
import { createKeeper, type KeepState, type Unsent } from './exam-keeper'

/** What the server has of an item of the exam. `keptAt` in ISO 8601. */
export type KeptAnswer = { readonly answer: Answer | null; readonly keptAt: string | null }

/** How often the page asks whether there is more time, in ms. */
const LOOK = 60_000

/** The answers of a learner who sits an exam, each change of which is kept by the server, and by this device until it is.
 *  @param known what the server had when the page was made
 *  @param clock its clock then, and until when there is time by it, in ISO 8601
 *  @returns `end` by this device's clock, ms */
export function useExam(
  classId: string,
  assignmentId: string,
  known: Readonly<Record<string, KeptAnswer>>,
  clock: { readonly now: string; readonly endsAt: string },
) {
  const router = useRouter()
  const [skew] = useState(() => Date.parse(clock.now) - Date.now())
  const [start] = useState(known)
  const [answers, setAnswers] = useState(() => answersIn(known))
  const [state, setState] = useState<KeepState>('kept')
  const [end, setEnd] = useState(clock.endsAt)
  // What is on the device is of one exam, and of one item there.
  const keyOf = useCallback((itemId: string) => `exam.${assignmentId}.${itemId}`, [assignmentId])
  const [keeper] = useState(() =>
    createKeeper({
      keep: (itemId, answer) => keepExamAnswer(classId, assignmentId, itemId, answer),
      write: (itemId, unsent) => keepDraft(keyOf(itemId), unsent),
      tell: setState,
      until: setEnd,
      refused: () => router.refresh(),
      now: () => Date.now() + skew,
    }),
  )
  useEffect(() => setEnd(clock.endsAt), [clock.endsAt])
  const edit = useCallback(
    (itemId: string, answer: Answer | null) => {
      setAnswers((now) => ({ ...now, [itemId]: answer }))
      keeper.edit(itemId, answer)
    },
    [keeper],
  )
  // What an earlier page could not send, unless something newer was kept from elsewhere.
  useEffect(() => {
    for (const [itemId, { keptAt }] of Object.entries(start)) {
      const left = readDraft<Unsent>(keyOf(itemId))
      if (left && left.at > (keptAt === null ? 0 : Date.parse(keptAt))) edit(itemId, left.answer)
      else if (left) keepDraft(keyOf(itemId), null)
    }
  }, [start, keyOf, edit])
  useEffect(() => {
    const online = () => void keeper.flush()
    addEventListener('online', online)
    const looking = setInterval(() => router.refresh(), LOOK)
    return () => {
      removeEventListener('online', online)
      clearInterval(looking)
      keeper.stop()
    }
  }, [keeper, router])
  const handIn = useCallback(async () => {
    await keeper.flush()
    return handInExam(classId, assignmentId)
  }, [keeper, classId, assignmentId])
  return { answers, state, end: Date.parse(end) - skew, edit, handIn }
}

function answersIn(known: Readonly<Record<string, KeptAnswer>>): Readonly<Record<string, Answer | null>> {
  return Object.fromEntries(Object.entries(known).map(([itemId, { answer }]) => [itemId, answer]))
}
