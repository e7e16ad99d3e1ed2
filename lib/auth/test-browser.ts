import { AsyncLocalStorage } from 'node:async_hooks'

/** A browser for tests of what reads cookies: `vi.mock('next/headers', () => import('@/lib/auth/test-browser'))`. */
export type Browser = {
  readonly cookies: Map<string, string>
  readonly address: string
  /** What it says it is; nothing where it is not said. */
  readonly userAgent?: string
}

type Exchange = {
  readonly sent: ReadonlyMap<string, string>
  readonly answered: Map<string, string>
  readonly headers: Headers
}
const current = new AsyncLocalStorage<Exchange>()

export function newBrowser(address = '203.0.113.7', userAgent = ''): Browser {
  return { cookies: new Map(), address, userAgent }
}

/** Runs `work` as a request of this browser. As in life, the cookies that it sets are there when the answer
 *  is, not before: a second request that is under way does not have them.
 *  @param origin of the page that asks; null sends none */
export async function request<T>(
  browser: Browser,
  work: () => Promise<T>,
  origin: string | null = 'http://forklore.test',
): Promise<T> {
  const headers = new Headers({ host: 'forklore.test', 'x-forwarded-for': browser.address })
  if (origin !== null) headers.set('origin', origin)
  if (browser.userAgent) headers.set('user-agent', browser.userAgent)
  const exchange: Exchange = { sent: new Map(browser.cookies), answered: new Map(), headers }
  try {
    return await current.run(exchange, work)
  } finally {
    for (const [name, value] of exchange.answered)
      if (value === '') browser.cookies.delete(name)
      else browser.cookies.set(name, value)
  }
}

/** Stands in for `next/headers`. */
export async function cookies() {
  const { sent, answered } = exchange()
  return {
    get(name: string) {
      const value = answered.get(name) ?? sent.get(name)
      return value ? { name, value } : undefined
    },
    getAll() {
      return [...new Map([...sent, ...answered])].map(([name, value]) => ({ name, value }))
    },
    set(name: string, value: string) {
      answered.set(name, value)
    },
  }
}

/** Stands in for `next/headers`. */
export async function headers(): Promise<Headers> {
  return exchange().headers
}

function exchange(): Exchange {
  const found = current.getStore()
  if (!found) throw new Error('outside of a request')
  return found
}
