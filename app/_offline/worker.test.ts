import { afterEach, beforeEach, expect, test, vi } from 'vitest'

// Its clock of uses stands on IndexedDB, which Node has not.
vi.mock('serwist', async (original) => ({
  ...(await original<typeof import('serwist')>()),
  ExpirationPlugin: class {},
}))

type Asked = { request: Request; respondWith(answer: Promise<Response>): void; waitUntil(): void }

const SITE = 'http://forklore.test'
const listeners = new Map<string, (event: Asked) => void>()
/** What is kept, by address. */
let kept: Map<string, string>
let network: () => Promise<Response>

beforeEach(async () => {
  vi.useFakeTimers()
  vi.resetModules()
  kept = new Map()
  const urlOf = (key: Request | string) => (typeof key === 'string' ? key : key.url)
  const cache = {
    match: async (key: Request | string) => {
      const text = kept.get(urlOf(key))
      return text === undefined ? undefined : new Response(text)
    },
    put: async (key: Request | string, response: Response) =>
      void kept.set(urlOf(key), await response.text()),
    keys: async () => [],
    addAll: async () => {},
  }
  vi.stubEnv('NODE_ENV', 'production')
  vi.stubGlobal('self', globalThis)
  vi.stubGlobal('location', new URL(`${SITE}/sw.js`))
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listeners.set(type, listener))
  vi.stubGlobal('registration', { scope: `${SITE}/` })
  vi.stubGlobal('FetchEvent', class {})
  vi.stubGlobal('caches', { ...cache, open: async () => cache })
  vi.stubGlobal('fetch', () => network())
  vi.stubGlobal('FORKLORE_FILES', [])
  await import('./worker')
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** Opens a page, or loads a file of it.
 *  @returns its text after ten seconds; null: nothing came, or it is not the worker's affair */
async function open(address: string): Promise<string | null> {
  const request = new Request(SITE + address)
  // Only a browser makes such a one.
  Object.defineProperty(request, 'mode', { value: 'navigate' })
  let shown: string | null = null
  const show = async (answer: Promise<Response>) => {
    shown = await (await answer).text()
  }
  listeners.get('fetch')?.({
    request,
    respondWith: (answer) => void show(answer).catch(() => {}),
    waitUntil: () => {},
  })
  await vi.advanceTimersByTimeAsync(10_000)
  return shown
}

test('on a slow line a kept page is shown, and never one that may be of somebody else', async () => {
  network = async () => new Response('of then')
  expect(await open('/en/learn')).toBe('of then')
  expect(await open('/en/today')).toBe('of then')
  network = () => new Promise(() => {})
  expect(await open('/en/learn')).toBe('of then')
  expect(await open('/en/today')).toBe(null)
  network = async () => Promise.reject(new TypeError('Failed to fetch'))
  expect(await open('/en/today')).toBe('of then')
})

test('what is kept is called by its address up to the question mark, and no link that is a key is kept', async () => {
  network = async () => new Response('there')
  await open('/_next/static/worker.js?file=engine')
  await open('/en/lab?from=mail')
  await open('/en/review?stop=secret')
  expect([...kept.keys()]).toEqual([`${SITE}/_next/static/worker.js`, `${SITE}/en/lab`])
  network = async () => Promise.reject(new TypeError('Failed to fetch'))
  expect(await open('/_next/static/worker.js?file=other')).toBe('there')
})

test('an interview and a report of it that somebody shared are kept for nobody', async () => {
  network = async () => new Response('there')
  await open('/ko/interview/race-and-mutex')
  await open('/ko/interview/mock/1')
  await open('/en/interview/shared/key')
  expect([...kept.keys()]).toEqual([`${SITE}/ko/interview/race-and-mutex`])
})

test('a page that is neither kept nor to be had is told so, in its language', async () => {
  kept.set('/ko/offline', 'ko notice').set('/en/offline', 'en notice')
  network = async () => new Response('there')
  expect(await open('/en/account')).toBe('there')
  expect([...kept.keys()]).not.toContain(`${SITE}/en/account`)
  network = async () => Promise.reject(new TypeError('Failed to fetch'))
  for (const page of ['account', 'learn/never-opened', 'today', 'review?stop=secret']) {
    expect(await open(`/ko/${page}`)).toBe('ko notice')
    expect(await open(`/en/${page}`)).toBe('en notice')
  }
})
