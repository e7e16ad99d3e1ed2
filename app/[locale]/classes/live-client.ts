import { fill } from '@/app/_ui/fill'
import type { LiveAnswer } from '@/app/api/classes/[classId]/live/route'
import type { live as words } from '@/lib/i18n/en/live'

export type LiveWords = typeof words

/** Why the server says nothing of a class's question, or does not take an answer to it.
 *  - `offline`: it is not reached, or cannot at present
 *  - `out`: signed out, or not in the class any more
 *  - `busy`: too often for `seconds` from now
 *  - `closed`: the round is over
 *  - `refused`: whatever no page of ours sends */
export type LiveFailure = {
  readonly ok: false
  readonly code: keyof LiveWords['problems']
  readonly seconds: number
}

/** What a learner chose, and in which round. */
export type LiveVote = { readonly question: string; readonly round: number; readonly option: string }

/** The question that a class is asked now. */
export function askNow(classId: string): Promise<LiveAnswer | LiveFailure> {
  return call(classId, { cache: 'no-store' })
}

/** Sends a learner's answer. */
export function sendVote(classId: string, vote: LiveVote): Promise<{ readonly ok: true } | LiveFailure> {
  const headers = { 'content-type': 'application/json' }
  return call(classId, { method: 'POST', headers, body: JSON.stringify(vote) })
}

/** How long a page waits before it asks again, in ms; null: it does not.
 *  @param said null: nothing that counts
 *  @param usual where nothing is in the way */
export function pauseAfter(said: LiveAnswer | LiveFailure | null, usual: number): number | null {
  if (!said || said.ok) return usual
  return said.code === 'out' ? null : Math.max(usual, said.seconds * 1_000)
}

/** A failure as a sentence. */
export function failureText(words: LiveWords, { code, seconds }: LiveFailure): string {
  return fill(words.problems[code], { seconds })
}

const CODES: Readonly<Record<string, LiveFailure['code']>> = {
  'signed-out': 'out',
  'not-found': 'out',
  'rate-limited': 'busy',
  closed: 'closed',
}

async function call<T extends { readonly ok: true }>(
  classId: string,
  init: RequestInit,
): Promise<T | LiveFailure> {
  try {
    const response = await fetch(`/api/classes/${classId}/live`, init)
    const said = (await response.json()) as T | { ok: false; code: string; seconds?: number }
    if (said.ok) return said
    const code = CODES[said.code] ?? (response.status < 500 ? 'refused' : 'offline')
    return { ok: false, code, seconds: said.seconds ?? 0 }
  } catch {
    return { ok: false, code: 'offline', seconds: 0 }
  }
}
