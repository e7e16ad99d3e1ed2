import type { Answer } from '@/lib/quiz/item'

/** `keeping`: something is on its way; `lost`: the server cannot be reached; `refused`: it takes an answer no more. */
export type KeepState = 'kept' | 'keeping' | 'lost' | 'refused'

/** What the server says of an answer; `endsAt` in ISO 8601. */
export type KeepResult =
  | { readonly ok: true; readonly endsAt: string }
  | { readonly ok: false; readonly code: string }

/** What is on this device of an answer that the server may not have yet, by the server's clock. */
export type Unsent = { readonly answer: Answer | null; readonly at: number }

/** How long somebody writes before it is sent, and how long until it is tried again, in ms. */
const [PAUSE, AGAIN] = [700, 3_000]

/** Sends answers of an exam one after another, of each item the newest, until the server has them; what it does not have yet is on
 *  this device. An answer is gone from there only once the server has it or takes it no more.
 *  @param to `keep` sends one, and throws where the server is out of reach; `write` keeps one on the device, null forgets it;
 *    `tell` is told where all stand; `now` is the server's clock */
export function createKeeper(to: {
  readonly keep: (itemId: string, answer: Answer | null) => Promise<KeepResult>
  readonly write: (itemId: string, unsent: Unsent | null) => void
  readonly tell: (state: KeepState) => void
  readonly until: (endsAt: string) => void
  readonly refused: () => void
  readonly now: () => number
}) {
  const unsent = new Map<string, Answer | null>()
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
      if (!kept.ok && kept.code === 'rate-limited') {
        to.tell('lost')
        return later(AGAIN)
      }
      // What was written meanwhile is newer, and its turn comes.
      if (unsent.get(itemId) === answer) {
        unsent.delete(itemId)
        to.write(itemId, null)
      }
      if (!kept.ok) {
        to.tell('refused')
        return to.refused()
      }
      to.until(kept.endsAt)
    }
    to.tell('kept')
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
      to.write(itemId, { answer, at: to.now() })
      to.tell('keeping')
      later(PAUSE)
    },
    flush,
    stop: () => clearTimeout(timer),
  }
}

function firstOf<K, V>(map: ReadonlyMap<K, V>): readonly [K, V] | undefined {
  return map.entries().next().value
}
