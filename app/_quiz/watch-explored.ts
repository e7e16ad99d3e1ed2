import type { ResponseNow } from '@/lib/quiz/wire'
import { tellExplored } from './outbox'

/** Waiting times between two questions, in ms: each a half longer than the last one. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 3_000

/** Asks where answers stand that are explored, and tells whoever listens to the outbox, until it is stopped.
 *  @param ids of the answers
 *  @returns stops it */
export function watchExplored(ids: readonly string[], locale: 'ko' | 'en'): () => void {
  let [pause, isGone] = [FIRST_PAUSE, false]
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async () => {
    for (const id of ids) {
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
