import type { PublicItem } from '@/lib/quiz/item'
import { MAX_HELD_MS } from '@/lib/quiz/limit'
import type { ResponseNow, Submission, SubmitCode } from '@/lib/quiz/wire'
import type { Sent } from './wire'

/** Everything this site keeps on a device begins with this; sign-out removes it all. */
const PREFIX = 'forklore.'
const OUTBOX = `${PREFIX}outbox`
const GUEST_KEY = `${PREFIX}guest-key`

/** Waiting times in ms between tries while the network or the server is away. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]

/** What was kept for less was not kept: days are what counts. */
const LEAST_HELD_MS = 1_000

const KEPT = { kind: 'kept', seconds: null, isSignedOut: false } as const

/** An answer in keeping. `givenAt` by this device's clock, in ms, and `asked`, what it answers; one that an older version kept
 *  has neither. */
type Kept = Submission & { readonly givenAt?: number; readonly asked?: PublicItem }

type Listener = (submission: Submission, sent: Sent) => void

const listeners = new Set<Listener>()
/** Used when the browser refuses storage: answers then live as long as the page. */
let fallback: Kept[] = []
let tries = 0
let timer: ReturnType<typeof setTimeout> | undefined
let flushing: Promise<void> | null = null
let account: string | null = null

/** Says who is signed in on this page, by id; null for a guest. Answers from now on are theirs and nobody else's. */
export function answerAs(id: string | null): void {
  account = id
  for (const one of read()) if (!isOurs(one)) tellAll(one, { kind: 'elsewhere' })
}

/** Whether the page may show an answer as waiting: not one of somebody who was signed in on this device before. */
function isOurs(submission: Submission): boolean {
  return account === null || (submission.account ?? account) === account
}

function tellAll(submission: Submission, sent: Sent): void {
  for (const tell of listeners) tell(submission, sent)
}

/** Takes an answer into keeping, then sends it. It stays on this device until the server says that it is
 *  stored or will never be. A second call with the same id changes nothing.
 *  @param asked what it answers, where that is not what its page has before it knows who is there */
export function send(submission: Submission, asked?: PublicItem): void {
  const waiting = read()
  if (!waiting.some((one) => one.id === submission.id))
    write([...waiting, { ...submission, account, givenAt: Date.now(), ...(asked && { asked }) }])
  void flush()
}

/** Tells of every answer that was sent, also of those that an earlier page left behind. */
export function onSent(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells of an answer that was stored before and is explored: where it stands now, and at last what it is worth. */
export function tellExplored({ response, stage }: ResponseNow): void {
  const { id, attemptId, itemId, seed, answer } = response
  // The page that shows it goes by the response alone.
  const submission: Submission = { id, attemptId, itemId, hash: '', seed, locale: 'ko', answer }
  tellAll(submission, { kind: 'explored', response, stage })
}

/** Answers on this device that the server does not have yet. */
export function waitingAnswers(): readonly Submission[] {
  return read()
}

/** Those among them that are of whoever is here now. */
export function ownWaitingAnswers(): readonly Kept[] {
  return read().filter(isOurs)
}

/** Sends what is waiting, in order, one after the other. Calls while it runs join it. */
export function flush(): Promise<void> {
  clearTimeout(timer)
  flushing ??= flushAll().finally(() => {
    flushing = null
  })
  return flushing
}

/** Forgets everything that this site keeps on the device. For signing out. */
export function forgetDevice(): void {
  fallback = []
  clearTimeout(timer)
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  } catch {
    // Storage is switched off, so there is nothing in it.
  }
}

/** Keeps the beginnings of an answer, so that a closed tab loses nothing. `null` forgets it. */
export function keepDraft(itemId: string, draft: unknown): void {
  try {
    if (draft === null) localStorage.removeItem(`${PREFIX}draft.${itemId}`)
    else localStorage.setItem(`${PREFIX}draft.${itemId}`, JSON.stringify(draft))
  } catch {
    // Without storage a draft lives as long as the page.
  }
}

/** A draft that an earlier page left, or null. */
export function readDraft<T>(itemId: string): T | null {
  return parse<T>(`${PREFIX}draft.${itemId}`)
}

/** A key that makes two tabs, which both store before there is a cookie, one guest: 32 random bytes in
 *  base64url, kept until the first answer is stored. */
export function guestKey(): string {
  const known = parse<string>(GUEST_KEY)
  if (known) return known
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const key = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  store(GUEST_KEY, key)
  return key
}

/** A random UUID. `crypto.randomUUID` is missing where a page is served over plain HTTP in a local network. */
export function newId(): string {
  const b = crypto.getRandomValues(new Uint8Array(16))
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80
  const hex = [...b].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

async function flushAll(): Promise<void> {
  // Those that wait for a sign-in hold nothing else up.
  const held = new Set<string>()
  const first = () => read().find((one) => !held.has(one.id))
  for (let next = first(); next; next = first()) {
    const sent = await post(next)
    if (sent.kind !== 'kept') remove(next.id)
    if (sent.kind !== 'kept' || isOurs(next)) tellAll(next, sent)
    if (sent.kind === 'kept' && !sent.isSignedOut) return later(sent.seconds)
    if (sent.kind === 'kept') held.add(next.id)
    tries = 0
  }
}

async function post({ givenAt, asked: _, ...submission }: Kept): Promise<Sent> {
  const heldMs = givenAt === undefined ? 0 : Math.min(Math.max(Date.now() - givenAt, 0), MAX_HELD_MS)
  let response: Response
  try {
    response = await fetch('/api/responses', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(heldMs < LEAST_HELD_MS ? submission : { ...submission, heldMs }),
    })
  } catch {
    return KEPT
  }
  const body = await response.json().catch(() => null)
  if (body?.ok === true) {
    forgetGuestKey()
    return { kind: 'stored', response: body.response, next: body.next ?? null }
  }
  if (body?.code === 'rate-limited') return { ...KEPT, seconds: body.seconds ?? null }
  if (body?.code === 'signed-out') return { ...KEPT, isSignedOut: true }
  if (response.status >= 500 || response.status === 429) return KEPT
  const code = typeof body?.code === 'string' ? (body.code as SubmitCode) : 'bad-request'
  return { kind: 'failed', code, next: body?.next ?? null }
}

function later(seconds: number | null): void {
  const pause = PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 60_000
  tries++
  clearTimeout(timer)
  timer = setTimeout(() => void flush(), seconds === null ? pause : seconds * 1000)
}

function read(): readonly Kept[] {
  const stored = parse<Kept[]>(OUTBOX)
  return Array.isArray(stored) ? stored : fallback
}

function write(waiting: readonly Kept[]): void {
  fallback = [...waiting]
  store(OUTBOX, waiting)
}

function remove(id: string): void {
  write(read().filter((one) => one.id !== id))
}

function forgetGuestKey(): void {
  try {
    localStorage.removeItem(GUEST_KEY)
  } catch {
    // See `store`.
  }
}

function parse<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

function store(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Storage may be full or switched off: `fallback` then holds the answers.
  }
}
