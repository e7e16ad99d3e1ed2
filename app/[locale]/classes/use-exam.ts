'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { keepDraft, readDraft } from '@/app/_quiz/outbox'
import type { Answer } from '@/lib/quiz/item'
import { handInExam, keepExamAnswer } from './actions'
import { createKeeper, draftKey, type KeepState, serverClock, type Unsent } from './exam-keeper'

/** What the server has of an item of the exam. `keptAt` in ISO 8601. */
export type KeptAnswer = { readonly answer: Answer | null; readonly keptAt: string | null }

/** How often the page asks whether there is more time, in ms. */
const LOOK = 60_000

/** The answers of a learner who sits an exam, each change of which is kept by the server, and by this device until it is.
 *  @param viewerId whose they are
 *  @param known what the server had when the page was made
 *  @param clock its clock then, and until when there is time by it, in ISO 8601
 *  @returns `end` by this device's clock, ms */
export function useExam(
  viewerId: string,
  classId: string,
  assignmentId: string,
  known: Readonly<Record<string, KeptAnswer>>,
  clock: { readonly now: string; readonly endsAt: string },
) {
  const router = useRouter()
  const [server] = useState(() => serverClock(clock.now))
  const [start] = useState(known)
  const [answers, setAnswers] = useState(() => answersIn(known))
  const [state, setState] = useState<KeepState>('kept')
  const [end, setEnd] = useState(() => server.here(clock.endsAt))
  const keyOf = useCallback(
    (itemId: string) => draftKey(viewerId, assignmentId, itemId),
    [viewerId, assignmentId],
  )
  const [keeper] = useState(() =>
    createKeeper({
      keep: (itemId, answer) => keepExamAnswer(classId, assignmentId, itemId, answer),
      write: (itemId, unsent) => keepDraft(keyOf(itemId), unsent),
      tell: setState,
      until: (endsAt, now) => {
        server.hear(now)
        setEnd(server.here(endsAt))
      },
      refused: () => router.refresh(),
      now: server.now,
    }),
  )
  useEffect(() => setEnd(server.here(clock.endsAt)), [server, clock.endsAt])
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
    // A page that nobody sees may never be seen again.
    const hidden = () => document.hidden && void keeper.flush()
    addEventListener('online', online)
    document.addEventListener('visibilitychange', hidden)
    const looking = setInterval(() => router.refresh(), LOOK)
    return () => {
      removeEventListener('online', online)
      document.removeEventListener('visibilitychange', hidden)
      clearInterval(looking)
      keeper.leave()
    }
  }, [keeper, router])
  const handIn = useCallback(async () => {
    await keeper.flush()
    // What is handed in without an answer that is still here lacks it for good.
    if (!keeper.isKept()) throw new Error('not everything is sent')
    return handInExam(classId, assignmentId)
  }, [keeper, classId, assignmentId])
  return { answers, state, end, edit, handIn }
}

function answersIn(known: Readonly<Record<string, KeptAnswer>>): Readonly<Record<string, Answer | null>> {
  return Object.fromEntries(Object.entries(known).map(([itemId, { answer }]) => [itemId, answer]))
}
