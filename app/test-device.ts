/** Devices of one person for tests: the outbox that pages have, on storage of its own, before the server's own path of an
 *  answer and the real database. A request can be lost on its way, and the server can die around its commit. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { vi } from 'vitest'
import { signOut } from '@/lib/account/enter'
import { welcome } from '@/lib/account/welcome'
import type { Scorer } from '@/lib/attempt/answered'
import { admitGuest, submitResponse } from '@/lib/attempt/submit'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { db } from '@/lib/db'
import type { SentMock } from '@/lib/interview/mock'
import { submitMock } from '@/lib/interview/store'
import type { Answer } from '@/lib/quiz/item'
import { answer } from './api/answer'

/** What becomes of a request.
 *  - `lost`: it never comes
 *  - `unheard`: it is done, and its reply with all cookies is lost
 *  - `before`, `after`: the server dies just before or just after it commits */
export type Fate = 'fine' | 'lost' | 'unheard' | 'before' | 'after'

type Outbox = typeof import('./_quiz/outbox')
type Tab = { readonly outbox: Outbox; attemptId: string }

export type Device = {
  readonly browser: Browser
  readonly kept: Map<string, string>
  readonly tabs: Tab[]
  /** An interview that is over and not known to be stored. */
  unsent: SentMock | null
  /** Of the next requests; fine after those. */
  fates: Fate[]
  isOnline: boolean
}

const current = new AsyncLocalStorage<Device>()
/** The request at whose commit, or at that of one beside it, the server dies; an end of its own takes that back. */
let dying: { readonly when: 'before' | 'after' } | null = null

/** Puts devices in the place of the browser's own `fetch` and `localStorage`, and a server that can die in that of the
 *  database's client; `vi.unstubAllGlobals` and `vi.restoreAllMocks` end it. */
export function stubDevices(scorer: Scorer): void {
  vi.stubGlobal('fetch', (_url: string, { body }: { body: string }) => {
    const device = here()
    return exchange(device, () =>
      answer(() => submitResponse(JSON.parse(body), device.browser.address, scorer)),
    )
  })
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => storageOn(here().kept),
  })
  const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const said = given[0] as string | { text: string }
    const isCommit = /^COMMIT/i.test(typeof said === 'string' ? said : said.text)
    if (!isCommit || !dying) return query.apply(this, given)
    const { when } = dying
    dying = null
    await query.call(this, when === 'before' ? 'ROLLBACK' : 'COMMIT')
    throw new Error(`the server died ${when} its commit`)
  } as never)
  vi.spyOn(console, 'error').mockImplementation(() => {})
}

export async function newDevice(): Promise<Device> {
  const browser = newBrowser(randomUUID())
  const device: Device = { browser, kept: new Map(), tabs: [], unsent: null, fates: [], isOnline: true }
  await openTab(device, 0)
  await openTab(device, 1)
  return device
}

/** Closes a tab and opens it again, as after a crash of the browser: what it knew is what storage holds. */
export async function openTab(device: Device, tab: number): Promise<void> {
  vi.resetModules()
  const outbox: Outbox = await import('./_quiz/outbox')
  device.tabs[tab] = { outbox, attemptId: randomUUID() }
}

/** Presses the button of an answer, twice: the second press changes nothing.
 *  @returns its id */
export function give(
  device: Device,
  tab: number,
  asked: { itemId: string; hash: string; answer: Answer; mode?: 'mock' },
): string {
  return on(device, tab, ({ outbox, attemptId }) => {
    const id = outbox.newId()
    const submission = {
      id,
      attemptId,
      seed: 1,
      locale: 'en' as const,
      guestKey: outbox.guestKey(),
      ...asked,
    }
    for (let press = 0; press < 2; press++) outbox.send(submission)
    return id
  })
}

/** Ends an interview, unless one is still to be sent.
 *  @returns its id, or null */
export function interview(device: Device, tab: number, cardId: string): string | null {
  if (device.unsent) return null
  const answers = [{ cardId, followUp: null, text: 'said', seconds: 60, said: [] }]
  const settings = { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true } as const
  const startedAt = new Date().toISOString()
  device.unsent = on(device, tab, ({ outbox }) => ({
    ...{ id: outbox.newId(), locale: 'en' as const, startedAt, answers },
    ...{ settings: { ...settings, topics: [] }, guestKey: outbox.guestKey() },
  }))
  return device.unsent.id
}

/** Sends what an interview left, as its page does when somebody presses the button.
 *  @returns whether the page heard that it is stored: only once of each */
export async function sendInterview(device: Device): Promise<boolean> {
  const sent = device.unsent
  if (!sent) return false
  const isHeard = await ask(device, async () => {
    const result = await submitMock(sent, admitGuest)
    if (!result.ok) throw new Error(result.code)
  })
  const isFirst = isHeard && device.unsent === sent
  if (isFirst) device.unsent = null
  return isFirst
}

export async function flush(device: Device): Promise<void> {
  await Promise.all(device.tabs.map((_, tab) => on(device, tab, ({ outbox }) => outbox.flush())))
}

export function waiting(device: Device): number {
  return on(device, 0, ({ outbox }) => outbox.waitingAnswers().length)
}

/** Signs in, in one tab, which is loaded anew; what was done as a guest comes along.
 *  @throws why whoever asks is told nothing */
export async function comeIn(device: Device, tab: number, accountId: string): Promise<void> {
  await exchange(device, async () => {
    const { sessionEpoch } = await db.user.findUniqueOrThrow({ where: { id: accountId } })
    await welcome(accountId)
    await writeSession(accountId, sessionEpoch)
  })
  await load(device, tab, accountId)
}

/** Signs out in one tab: not while answers wait, which would go. */
export async function goOut(device: Device, tab: number): Promise<void> {
  if (waiting(device) > 0 || device.unsent) return
  const isOut = await ask(device, signOut)
  if (!isOut || waiting(device) > 0 || device.unsent) return
  on(device, tab, ({ outbox }) => outbox.forgetDevice())
  await load(device, tab, null)
}

async function load(device: Device, tab: number, accountId: string | null): Promise<void> {
  await openTab(device, tab)
  on(device, tab, ({ outbox }) => outbox.answerAs(accountId))
}

/** From now on everything works. What an outbox sends again by itself may still be under way, and a server that dies at it takes
 *  what others sent along: that is waited for. */
export async function calm(devices: readonly Device[]): Promise<void> {
  for (const one of devices) {
    one.isOnline = true
    one.fates = []
  }
  while (underWay.size > 0) await Promise.allSettled(underWay)
}

/** @returns whether the page heard that it was done */
async function ask(device: Device, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await exchange(device, work)
    return true
  } catch {
    return false
  }
}

/** Requests that have no reply yet. */
const underWay = new Set<Promise<unknown>>()

function exchange<T>(device: Device, work: () => Promise<T>): Promise<T> {
  const sent = send(device, work)
  underWay.add(sent)
  const end = () => void underWay.delete(sent)
  sent.then(end, end)
  return sent
}

async function send<T>(device: Device, work: () => Promise<T>): Promise<T> {
  const fate = device.fates.shift() ?? 'fine'
  if (!device.isOnline || fate === 'lost') throw new TypeError('Failed to fetch')
  if (fate === 'before' || fate === 'after')
    return dyingAt({ when: fate }, () => request(device.browser, work))
  if (fate !== 'unheard') return request(device.browser, work)
  await request({ ...device.browser, cookies: new Map(device.browser.cookies) }, work)
  throw new TypeError('Failed to fetch')
}

/** A request that commits nothing lets the server live. */
async function dyingAt<T>(death: NonNullable<typeof dying>, work: () => Promise<T>): Promise<T> {
  dying = death
  try {
    return await work()
  } finally {
    if (dying === death) dying = null
  }
}

function on<T>(device: Device, tab: number, work: (tab: Tab) => T): T {
  const open = device.tabs[tab]
  if (!open) throw new Error(`no tab ${tab}`)
  return current.run(device, () => work(open))
}

function here(): Device {
  const device = current.getStore()
  if (!device) throw new Error('outside of a device')
  return device
}

/** A real one lists its keys as its own properties. */
function storageOn(kept: Map<string, string>) {
  const methods = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  return new Proxy(methods, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}
