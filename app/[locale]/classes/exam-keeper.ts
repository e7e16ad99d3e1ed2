import type { Answer } from '@/lib/quiz/item'

/** `keeping`: something is on its way; `lost`: the server cannot be reached; `refused`: it takes an answer no more. */
export type KeepState = 'kept' | 'keeping' | 'lost' | 'refused'

/** What the server says of an answer; `endsAt`, and `now` by its clock, in ISO 8601. */
export type KeepResult =
  | { readonly ok: true; readonly endsAt: string; readonly now: string }
  | { readonly ok: false; readonly code: string }

/** What is on this device of an answer that the server may not have yet, by the server's clock. */
export type Unsent = { readonly answer: Answer | null; readonly at: number }

/** How long somebody writes before it is sent, and how long until it is tried again, in ms. */
const [PAUSE, AGAIN] = [700, 3_000]

/** Refusals that say nothing of the answer: it is sent again later. */
const NOT_NOW = ['rate-limited', 'signed-out']

/** Under what an answer is on this device: it is of one person, who alone takes it over, of one exam and of one item there. */
export function draftKey(viewerId: string, assignmentId: string, itemId: string): string {
  return `exam.${viewerId}.${assignmentId}.${itemId}`
}

/** The server's clock, as well as this device knows it: what was said of it was long on its way or less long, and never early.
 *  @param said what it showed, in ISO 8601
 *  @returns `here`: a moment of it by this device's clock */
export function serverClock(said: string) {
  const aheadAt = (moment: string) => Date.parse(moment) - Date.now()
  let ahead = aheadAt(said)
  return {
    now: () => Date.now() + ahead,
    here: (moment: string) => Date.parse(moment) - ahead,
    hear(moment: string): void {
      ahead = Math.max(ahead, aheadAt(moment))
    },
  }
}

/** Sends answers of an exam one after another, of each item the newest, until the server has them; what it does not have yet is on
 *  this device. An answer is gone from there only once the server has it or takes it no more.
 *  @param to `keep` sends one, and throws where the server is out of reach; `write` keeps one on the device, null forgets it;
 *    `tell` is told where all stand; `until` what the server said of the time; `now` is the server's clock
 *  @returns `isKept`: the server has all or takes it no more; `leave`: sends what there is and tries no more */
export function createKeeper(to: {
  readonly keep: (itemId: string, answer: Answer | null) => Promise<KeepResult>
  readonly write: (itemId: string, unsent: Unsent | null) => void
  readonly tell: (state: KeepState) => void
  readonly until: (endsAt: string, now: string) => void
  readonly refused: () => void
  readonly now: () => number
}) {
  const unsent = new Map<string, Answer | null>()
  /** Items whose answer was refused as it stands. */
  const refused = new Set<string>()
  let sending: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  async function sendAll(): Promise<void> {
    for (let next = firstOf(unsent); next; next = firstOf(unsent)) {
      const [itemId, answer] = next
      let kept: KeepResult
      try {
        kept = await to.keep(itemId, answer)
      } catch {
        kept = { ok: false, code: 'rate-limited' }
      }
      if (!kept.ok && NOT_NOW.includes(kept.code)) {
        to.tell('lost')
        return later(AGAIN)
      }
      if (kept.ok) to.until(kept.endsAt, kept.now)
      const newer = unsent.get(itemId)
      if (newer === answer) {
        unsent.delete(itemId)
        to.write(itemId, null)
        if (!kept.ok) refused.add(itemId)
      } else if (newer !== undefined) {
        // What was written meanwhile is newer than what the server has, also by its clock, and its turn comes.
        to.write(itemId, { answer: newer, at: to.now() })
      }
      if (!kept.ok) {
        to.tell('refused')
        to.refused()
        if (kept.code === 'exam-over') return
      }
    }
    to.tell(refused.size > 0 ? 'refused' : 'kept')
  }

  /** Sends now what is not sent yet. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    sending ??= sendAll().finally(() => {
      sending = null
    })
    return sending
  }

  return {
    edit(itemId: string, answer: Answer | null): void {
      unsent.set(itemId, answer)
      refused.delete(itemId)
      to.write(itemId, { answer, at: to.now() })
      to.tell('keeping')
      later(PAUSE)
    },
    flush,
    isKept: () => unsent.size === 0,
    leave: () => void flush().finally(() => clearTimeout(timer)),
  }
}

function firstOf<K, V>(map: ReadonlyMap<K, V>): readonly [K, V] | undefined {
  return map.entries().next().value
}
