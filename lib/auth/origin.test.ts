import { afterEach, expect, test, vi } from 'vitest'
import { clientAddress, cookieAttributes, cookieName, isSameOrigin } from './origin'

afterEach(() => vi.unstubAllEnvs())

const from = (headers: Record<string, string>) =>
  isSameOrigin(new Headers({ host: 'a.test:3000', ...headers }))

test('a page of ours may change things, a page of another site may not', () => {
  vi.stubEnv('NEXTAUTH_URL', '')
  expect(from({ origin: 'http://a.test:3000' })).toBe(true)
  for (const origin of ['http://b.test', 'http://a.test', 'http://a.test:3000.b.test', 'null', ''])
    expect(from({ origin }), origin).toBe(false)
})

test('without an origin only the browser can vouch for a request', () => {
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true)
  for (const site of ['cross-site', 'same-site', 'none']) expect(from({ 'sec-fetch-site': site })).toBe(false)
  expect(from({})).toBe(false)
})

test('where an address is configured it is the only origin, whatever the host header says', () => {
  vi.stubEnv('NEXTAUTH_URL', 'https://forklore.example')
  expect(from({ origin: 'https://forklore.example' })).toBe(true)
  expect(from({ origin: 'http://forklore.example' })).toBe(false)
  expect(from({ origin: 'http://a.test:3000' })).toBe(false)
})

test('cookies are Secure and bound to the host over https, and work over http in a local network', () => {
  vi.stubEnv('NEXTAUTH_URL', 'https://forklore.example')
  expect(cookieName('guest')).toBe('__Host-forklore.guest')
  expect(cookieAttributes(5)).toEqual({ httpOnly: true, sameSite: 'lax', secure: true, path: '/', maxAge: 5 })
  vi.stubEnv('NEXTAUTH_URL', 'http://192.168.0.7:3000')
  expect(cookieName('guest')).toBe('forklore.guest')
  expect(cookieAttributes(5)).toMatchObject({ httpOnly: true, secure: false })
})

test('the last hop is the address; an IPv6 network is one address', () => {
  const address = (hops: string) => clientAddress(new Headers({ 'x-forwarded-for': hops }))
  expect(address('198.51.100.1, 203.0.113.9')).toBe('203.0.113.9')
  expect(address('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(address('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(address('2001:db8::1')).toBe('2001:db8:0:0')
  expect(clientAddress(new Headers())).toBe('')
})
