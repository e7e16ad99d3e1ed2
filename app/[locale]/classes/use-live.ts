'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import type { LiveAnswer } from '@/app/api/classes/[classId]/live/route'
import type { LiveNow } from '@/lib/classroom/live'
import { newest } from './in-turn'
import { askNow, failureText, type LiveFailure, type LiveWords, pauseAfter } from './live-client'

/** How often a page asks while nothing is asked, in ms. */
const IDLE = 5_000

/** What the class is asked as it stands, asked for again and again while the page is looked at; the page is drawn anew when
 *  another question is asked, none any more, or whoever looks has no part in the class. `trouble`: why nothing was said the
 *  last time.
 *  @param pause between two times while something is asked, in ms */
export function useLive<Live extends LiveNow>(
  classId: string,
  start: Live | null,
  pause: number,
  words: LiveWords,
) {
  const router = useRouter()
  const [live, setLive] = useState(start)
  const [failure, setFailure] = useState<LiveFailure | null>(null)
  // A look that began before something was done says how it was before, and may be answered after one that began later.
  const [inTurn] = useState(() => newest<LiveAnswer | LiveFailure>())
  const id = start?.id ?? null
  const look = useCallback(async () => {
    const said = await inTurn(() => askNow(classId))
    if (said) setFailure(said.ok ? null : said)
    if (said?.ok && (said.live?.id ?? null) === id) setLive(said.live as Live | null)
    else if (said && (said.ok || said.code === 'out')) router.refresh()
    return pauseAfter(said, id === null ? IDLE : pause)
  }, [inTurn, classId, id, pause, router])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const usual = id === null ? IDLE : pause
    const again = async () => {
      const wait = document.hidden ? usual : await look()
      if (!isGone && wait !== null) timer = setTimeout(again, wait)
    }
    timer = setTimeout(again, usual)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [look, id, pause])
  const trouble = failure && (failure.code === 'offline' ? words.lost : failureText(words, failure))
  return { live, trouble, look }
}
