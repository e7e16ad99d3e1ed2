'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import type { LiveAnswer } from '@/app/api/classes/[classId]/live/route'
import type { LiveNow } from '@/lib/classroom/live'

/** The class's question as it stands, asked for again and again while the page is looked at; the page is drawn anew when
 *  another question is asked, or none any more. `isLost`: the server was not reached the last time.
 *  @param pause between two times, in ms */
export function useLive(classId: string, start: LiveNow | null, pause: number) {
  const router = useRouter()
  const [live, setLive] = useState(start)
  const [isLost, setLost] = useState(false)
  const id = start?.id ?? null
  const look = useCallback(async () => {
    const said = await ask(classId)
    setLost(said === null)
    if (!said) return
    if ((said.live?.id ?? null) !== id) router.refresh()
    else setLive(said.live)
  }, [classId, id, router])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const again = async () => {
      if (!document.hidden) await look()
      if (!isGone) timer = setTimeout(again, pause)
    }
    timer = setTimeout(again, pause)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [look, pause])
  return { live, isLost, look }
}

/** Null where the server does not say. */
async function ask(classId: string): Promise<LiveAnswer | null> {
  try {
    const response = await fetch(`/api/classes/${classId}/live`, { cache: 'no-store' })
    return response.ok ? ((await response.json()) as LiveAnswer) : null
  } catch {
    return null
  }
}
