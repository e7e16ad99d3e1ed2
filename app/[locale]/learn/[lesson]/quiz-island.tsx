'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { Quiz } from '@/app/_quiz/quiz'
import type { AnswersBefore } from '@/lib/quiz/wire'
import { refreshMe, useMe } from '../../_shell/me'

type Props = Omit<ComponentProps<typeof Quiz>, 'known' | 'onStored'> & { lesson: string }

/** The quiz together with what the server knows of earlier answers. */
export function QuizIsland({ lesson, ...quiz }: Props) {
  const me = useMe()
  const [known, setKnown] = useState<AnswersBefore | null>(null)
  const hasAsked = useRef(false)
  const { locale } = quiz
  useEffect(() => {
    // Whoever becomes somebody by an answer on this page has no earlier ones.
    if (me === null || hasAsked.current) return
    hasAsked.current = true
    if (me.viewer) fetchAnswers(lesson, locale).then(setKnown, () => setKnown(NOTHING))
    else setKnown(NOTHING)
  }, [me, lesson, locale])
  return <Quiz {...quiz} known={known} onStored={refreshMe} />
}

const NOTHING: AnswersBefore = { responses: [], asks: [] }

/** Without an answer the quiz is simply a fresh one, and what is answered now is stored all the same. */
async function fetchAnswers(lesson: string, locale: string): Promise<AnswersBefore> {
  const query = new URLSearchParams({ lesson, locale })
  const response = await fetch(`/api/responses?${query}`, { cache: 'no-store' })
  return response.ok ? ((await response.json()) as AnswersBefore) : NOTHING
}
