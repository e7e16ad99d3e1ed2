'use client'

import { type ComponentProps, useEffect, useState } from 'react'
import { Quiz } from '@/app/_quiz/quiz'
import type { Answered } from '@/app/_quiz/wire'
import { refreshMe, useMe } from '../../_shell/me'

type Props = Omit<ComponentProps<typeof Quiz>, 'known' | 'onStored'> & { lesson: string }

/** The quiz together with what the server knows of earlier answers. */
export function QuizIsland({ lesson, ...quiz }: Props) {
  const me = useMe()
  const [known, setKnown] = useState<readonly Answered[] | null>(null)
  const isSomebody = me !== null && me.viewer !== null
  const { locale } = quiz
  useEffect(() => {
    if (!isSomebody) return
    const request = new AbortController()
    fetchAnswers(lesson, locale, request.signal).then(setKnown, () => {})
    return () => request.abort()
  }, [isSomebody, lesson, locale])
  return <Quiz {...quiz} known={known} onStored={refreshMe} />
}

/** Without an answer the quiz is simply a fresh one, and what is answered now is stored all the same. */
async function fetchAnswers(lesson: string, locale: string, signal: AbortSignal): Promise<Answered[]> {
  const query = new URLSearchParams({ lesson, locale })
  const response = await fetch(`/api/responses?${query}`, { cache: 'no-store', signal })
  if (!response.ok) return []
  return ((await response.json()) as { responses: Answered[] }).responses
}
