/** Learners who answer without pause, for `kill-test.ts`. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Item } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'

/** Between two answers of one learner, in ms. What the rate limit of a person then refuses is sent again, as anything that
 *  failed. */
const PAUSE = 250

/** One thing in so many that a learner sends is a mock interview, and of each learner the server takes at least so many. */
const [MOCK_EVERY, MOST_MOCKS] = [6, 8]

/** A browser with its cookies, and what it was told is stored: ids of answers, and of interviews. */
export type Learner = {
  cookie: string
  readonly acknowledged: string[]
  readonly interviews: string[]
  readonly resent: Set<string>
}
/** What is sent to a route until it is acknowledged. */
type Sent = { readonly route: 'responses' | 'mocks'; readonly body: { readonly id: string } }
export type Traffic = {
  readonly url: string
  readonly learners: readonly Learner[]
  inFlight: number
  isOver: boolean
}

/** Items that can be answered without knowing anything: cards. Each comes again and again, and is a review then. */
export async function someItems(): Promise<readonly [Item, ...Item[]]> {
  const { cardItems } = await import('@/lib/content/card')
  const [card, ...more] = cardItems().slice(0, 3)
  if (!card) throw new Error('content has no card')
  return [card, ...more]
}

/** Sends one thing after the other until it is over. */
export async function answerOnAndOn(
  traffic: Traffic,
  learner: Learner,
  items: readonly [Item, ...Item[]],
): Promise<void> {
  for (let n = 1; !traffic.isOver; n++) {
    const item = items[n % items.length] ?? items[0]
    const isMock = n % MOCK_EVERY === 0 && n <= MOCK_EVERY * MOST_MOCKS
    const sent: Sent = isMock
      ? { route: 'mocks', body: interview(item) }
      : { route: 'responses', body: submission(item) }
    // As a page does: the same with the same id, until it is acknowledged.
    for (let tries = 1; !(await post(traffic, learner, sent)); tries++) {
      learner.resent.add(sent.body.id)
      await sleep(100)
      if (tries > 3000) throw new Error('an answer was not taken in five minutes')
    }
    const told = isMock ? learner.interviews : learner.acknowledged
    told.push(sent.body.id)
    await sleep(PAUSE)
  }
}

/** A mock interview of one question. */
function interview({ id: cardId }: Item) {
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
  const answers = [{ cardId, followUp: null, text: 'said', seconds: 60, said: [] }]
  return { id: randomUUID(), locale: 'ko', startedAt: new Date().toISOString(), settings, answers }
}

/** The body of a request that answers an item: a card that is rated. */
export function submission(item: Item) {
  const { hash, seed } = publicItem(item, 'ko', 1)
  const answer: Answer = { kind: 'card', rating: 3 }
  return { id: randomUUID(), attemptId: randomUUID(), itemId: item.id, hash, seed, locale: 'ko', answer }
}

/** @returns whether it was acknowledged */
async function post(traffic: Traffic, learner: Learner, { route, body }: Sent): Promise<boolean> {
  traffic.inFlight++
  try {
    const response = await fetch(`${traffic.url}/api/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: traffic.url, cookie: learner.cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    const result = (await response.json()) as { ok: boolean; code?: string }
    const [set] = response.headers.getSetCookie()
    if (set) learner.cookie = set.split(';', 1)[0] ?? ''
    if (result.code === 'refused') throw new Refused()
    return result.ok
  } catch (error) {
    if (error instanceof Refused) throw new Error('an answer was refused to who sent it')
    return false
  } finally {
    traffic.inFlight--
  }
}
class Refused extends Error {}

/** Whether something that was sent before is acknowledged again. */
export async function isTakenAgain(traffic: Traffic, learner: Learner, sent: Sent): Promise<boolean> {
  for (let tries = 1; tries <= 10; tries++) {
    if (await post(traffic, learner, sent)) return true
    await sleep(1000)
  }
  return false
}
