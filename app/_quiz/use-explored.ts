'use client'

import { useEffect } from 'react'
import type { AnsweredItem } from '@/lib/quiz/wire'

/** Asks where the answers stand that are to be explored, until none is: whoever listens to the outbox is told. Few answers are,
 *  so the code for it comes with the first. */
export function useExplored(answers: readonly (AnsweredItem | null)[], locale: 'ko' | 'en'): void {
  const ids = answers
    .flatMap((one) => (one?.state === 'exploring' ? [one.id] : []))
    .sort()
    .join(' ')
  useEffect(() => {
    if (ids === '') return
    let stop: (() => void) | null = () => {}
    // Without it the answer is stored all the same, and its verdict is there when the page is opened again.
    import('./watch-explored').then(
      ({ watchExplored }) => {
        if (stop) stop = watchExplored(ids.split(' '), locale)
      },
      () => {},
    )
    return () => {
      stop?.()
      stop = null
    }
  }, [ids, locale])
}
