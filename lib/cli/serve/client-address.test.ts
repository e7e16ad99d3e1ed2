import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, test } from 'vitest'

/** Answers every request with the headers that a handler sees. */
const ECHO = `require('node:http')
  .createServer((request, response) => response.end(JSON.stringify(request.headers)))
  .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => void child.kill()))

/** A server with the preload that the web server has. @returns what a handler sees of a request with these headers */
async function serverBehind(TRUSTED_PROXIES: string) {
  const env = { ...process.env, TRUSTED_PROXIES }
  const child = spawn(process.execPath, ['--import', './lib/cli/serve/client-address.mjs', '-e', ECHO], {
    env,
  })
  children.push(child)
  const [line] = await once(child.stdout!, 'data')
  const url = `http://127.0.0.1:${Number(String(line))}`
  return async (headers: Record<string, string>): Promise<Record<string, string>> =>
    (await fetch(url, { headers })).json() as Promise<Record<string, string>>
}

const FORGED = {
  'x-forwarded-for': '203.0.113.9, 203.0.113.10',
  'x-forwarded-host': 'evil.test',
  'x-forwarded-proto': 'https',
  'x-forwarded-port': '1',
  'x-real-ip': '203.0.113.9',
  forwarded: 'for=203.0.113.9',
}

test('without a proxy that is trusted, nothing that a client says of its address reaches a handler', async () => {
  const seen = await (await serverBehind(''))(FORGED)
  expect(seen['x-forwarded-for']).toBe('127.0.0.1')
  for (const name of Object.keys(FORGED).filter((one) => one !== 'x-forwarded-for'))
    expect(seen, name).not.toHaveProperty(name)
})

test('a trusted proxy is believed about its own client, and that client about nobody', async () => {
  const ask = await serverBehind('127.0.0.0/8, 10.1.2.3, fd00::/8')
  const behind = async (hops: string) => (await ask({ 'x-forwarded-for': hops }))['x-forwarded-for']
  expect(await behind('198.51.100.7')).toBe('198.51.100.7')
  expect(await behind('203.0.113.9, 198.51.100.7')).toBe('198.51.100.7')
  expect(await behind('203.0.113.9, 198.51.100.7, fd00::1, 10.1.2.3')).toBe('198.51.100.7')
  expect(await behind('::ffff:198.51.100.7')).toBe('198.51.100.7')
  expect(await behind('nonsense')).toBe('127.0.0.1')
  expect(await behind('10.1.2.4')).toBe('10.1.2.4')
  const kept = await ask(FORGED)
  expect([kept['x-forwarded-host'], kept['x-forwarded-proto']]).toEqual(['evil.test', 'https'])
})

test('a proxy on another address is not trusted', async () => {
  const ask = await serverBehind('10.0.0.0/8')
  expect((await ask({ 'x-forwarded-for': '203.0.113.9' }))['x-forwarded-for']).toBe('127.0.0.1')
})

test('a list that cannot be read ends the server with a sentence', async () => {
  const env = { ...process.env, TRUSTED_PROXIES: 'proxy.example.org' }
  const child = spawn(process.execPath, ['--import', './lib/cli/serve/client-address.mjs', '-e', '0'], {
    env,
  })
  children.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const [status] = await once(child, 'close')
  expect([status, said.trim()]).toEqual([
    1,
    'TRUSTED_PROXIES: "proxy.example.org" is no address or network like 10.0.0.0/8.',
  ])
})
