/** Learners who answer without pause, for `kill-test.ts`. */
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Item, ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { publicItem } from '@/lib/quiz/publish'

/** Between two answers of one learner, in ms. What the rate limit of a person then refuses is sent again, as anything that
 *  failed. */
const PAUSE = 250

/** Interviews that the server takes of each learner, each of them sent twice. */
const MOST_MOCKS = 5

/** In ms. */
const DAY = 86_400_000

/** For so many days each learner has answered every item once a day before today. */
const DAYS = 18

/** A browser with its cookies, and what it was told is stored: ids of answers, and of interviews. */
export type Learner = {
  cookie: string
  /** By which whoever sent once more before there was a cookie is the same guest, as of a page. */
  readonly guestKey: string
  readonly acknowledged: string[]
  readonly interviews: string[]
  readonly resent: Set<string>
}
/** What is sent to a route until it is acknowledged. */
type Sent = { readonly route: 'responses' | 'mocks'; readonly body: { readonly id: string } }
export type Traffic = {
  readonly url: string
  readonly learners: readonly Learner[]
  /** What is on its way to each route. */
  readonly inFlight: { responses: number; mocks: number }
  isOver: boolean
  /** Whether the next learner who may sends an interview, and who sends without a pause. */
  volley: { isMockDue: boolean; readonly begun: Promise<void>; readonly begin: () => void }
}

export function newTraffic(url: string, learners: number): Traffic {
  return {
    url,
    learners: Array.from({ length: learners }, () => ({
      ...{ cookie: '', guestKey: randomBytes(32).toString('base64url') },
      ...{ acknowledged: [], interviews: [] },
      resent: new Set<string>(),
    })),
    inFlight: { responses: 0, mocks: 0 },
    isOver: false,
    volley: newVolley(),
  }
}

function newVolley(): Traffic['volley'] {
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  return { isMockDue: false, begun, begin }
}

/** Has all who pause send at once, and one of them an interview: so that both are on their way. */
export function beginVolley(traffic: Traffic): void {
  const { begin } = traffic.volley
  traffic.volley = { ...newVolley(), isMockDue: true }
  begin()
}

/** Cards, which are rated, and questions, which are scored. Each comes again and again, and is a review then. */
export async function someItems(): Promise<readonly [Item, ...Item[]]> {
  const { cardItems } = await import('@/lib/content/card')
  const { catalog } = await import('@/lib/content/catalog')
  const { itemsOf } = await import('@/lib/content/quiz')
  const [lesson] = catalog().lessons
  const scored = itemsOf(lesson?.slug ?? '').filter(({ kind, others }) => kind === 'choice' && !others)
  const [card, ...more] = [...cardItems().slice(0, 3), ...scored.slice(0, 2)]
  if (!card || more.length < 4) throw new Error('content has too few cards or questions')
  return [card, ...more]
}

/** Sends one thing after the other until it is over. */
export async function answerOnAndOn(
  traffic: Traffic,
  learner: Learner,
  items: readonly [Item, ...Item[]],
): Promise<void> {
  for (let n = 0; !traffic.isOver; ) {
    const isMock = traffic.volley.isMockDue && learner.interviews.length < MOST_MOCKS
    if (isMock) traffic.volley.isMockDue = false
    const sent: Sent = isMock
      ? { route: 'mocks', body: interview(items[0]) }
      : { route: 'responses', body: nthAnswer(items, n++) }
    // As a page does: the same with the same id, until it is acknowledged.
    for (let tries = 1; !(await post(traffic, learner, sent)); tries++) {
      learner.resent.add(sent.body.id)
      await sleep(100)
      if (tries > 3000) throw new Error('an answer was not taken in five minutes')
    }
    const told = isMock ? learner.interviews : learner.acknowledged
    told.push(sent.body.id)
    await Promise.race([sleep(PAUSE), traffic.volley.begun])
  }
}

/** The answers of a learner, in the order in which they are sent. Those to one item were given a day after the other, so that
 *  nearly each reschedules a review; of seven one was kept by its device for three days, and comes after later ones. */
function nthAnswer(items: readonly [Item, ...Item[]], n: number) {
  const item = items[n % items.length] ?? items[0]
  const daysAgo = DAYS - Math.floor(n / items.length) + (n % 7 === 6 ? 3 : 0)
  return { ...submission(item, n), heldMs: Math.max(0, daysAgo) * DAY }
}

/** A mock interview of one question. */
function interview({ id: cardId }: Item) {
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true }
  const answers = [{ cardId, followUp: null, text: 'said', seconds: 60, said: [] }]
  return { id: randomUUID(), locale: 'ko', startedAt: new Date().toISOString(), settings, answers }
}

/** The body of a request that answers an item: every third question wrongly, a card by each rating in turn. */
export function submission(item: Item, n: number) {
  const { hash, seed } = publicItem(item, 'ko', 1)
  const row = rowOf<ItemKind>(item.kind)
  const wrong = n % 3 === 0 ? row.wrong(item, () => 0) : null
  const rating = ([1, 2, 3, 4] as const)[n % 4] ?? 3
  const answer: Answer = item.kind === 'card' ? { kind: 'card', rating } : (wrong ?? row.right(item))
  return { id: randomUUID(), attemptId: randomUUID(), itemId: item.id, hash, seed, locale: 'ko', answer }
}

/** @returns whether it was acknowledged */
async function post(traffic: Traffic, learner: Learner, { route, body }: Sent): Promise<boolean> {
  traffic.inFlight[route]++
  try {
    const response = await fetch(`${traffic.url}/api/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: traffic.url, cookie: learner.cookie },
      body: JSON.stringify({ ...body, guestKey: learner.guestKey }),
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
    traffic.inFlight[route]--
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
