'use client'

import { useEffect } from 'react'
import type { AnsweredItem, ResponseNow } from '@/lib/quiz/wire'
import { tellExplored } from './outbox'

/** Waiting times between two questions, in ms: each a half longer than the last one. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 3_000

/** Asks where the answers stand that are to be explored, until none is: whoever listens to the outbox is told. */
export function useExplored(answers: readonly (AnsweredItem | null)[], locale: 'ko' | 'en'): void {
  const ids = answers
    .flatMap((one) => (one?.state === 'exploring' ? [one.id] : []))
    .sort()
    .join(' ')
  useEffect(() => {
    if (ids === '') return
    let [pause, isGone] = [FIRST_PAUSE, false]
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      for (const id of ids.split(' ')) {
        const now = await ask(id, locale)
        if (isGone) return
        if (now) tellExplored(now)
      }
      pause = Math.min(LONGEST_PAUSE, 1.5 * pause)
      timer = setTimeout(look, pause)
    }
    timer = setTimeout(look, pause)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [ids, locale])
}

/** Null where that cannot be asked now: it is asked again. */
async function ask(id: string, locale: string): Promise<ResponseNow | null> {
  try {
    const response = await fetch(`/api/responses/${id}?locale=${locale}`, { cache: 'no-store' })
    return response.ok ? ((await response.json()) as ResponseNow) : null
  } catch {
    return null
  }
}
