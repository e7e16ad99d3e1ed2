'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { PulseAnswer } from '@/app/api/classes/[classId]/pulse/route'

/** How often is asked whether the class has gone on, and how soon again where that was not told, in ms. */
const [PAUSE, AGAIN] = [700, 5_000]

/** Draws the page anew while somebody looks at it, whenever a learner of the class has answered, come or gone.
 *  @param pulse as it was when the page was drawn */
export function HeatLive({ classId, pulse }: { classId: string; pulse: string }) {
  const router = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    let last = pulse
    const again = async () => {
      const now = document.hidden ? last : await ask(classId)
      if (isGone || now === 'out') return
      if (now !== null && now !== last) {
        last = now
        router.refresh()
      }
      timer = setTimeout(again, now === null ? AGAIN : PAUSE)
    }
    timer = setTimeout(again, PAUSE)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [classId, pulse, router])
  return null
}

/** Null: nothing was told now; `out`: it is not for them any more. */
async function ask(classId: string): Promise<string | null> {
  try {
    const response = await fetch(`/api/classes/${classId}/pulse`, { cache: 'no-store' })
    if (response.status === 401 || response.status === 404) return 'out'
    const said: PulseAnswer | { readonly ok: false } = await response.json()
    return said.ok ? said.pulse : null
  } catch {
    return null
  }
}
