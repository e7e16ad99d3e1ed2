import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'

/** What people send and keep, each in the place where it would be. */
const CANARIES = {
  code: 'ABCD-EFGH',
  query: 'querycanary',
  password: 'passwordcanary',
  email: 'canary@example.org',
  cookie: 'cookiecanary',
  answer: 'answercanary',
}

/** Fails as the product can: by an error that says too much, with a cause, by hand, or by Next's own way. */
const SERVER = `const { channel } = require('node:diagnostics_channel')
require('node:http').createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  await new Promise((resolve) => setTimeout(resolve, 2))
  const error = new TypeError('refused ' + body + request.headers.cookie + request.url, {
    cause: Object.assign(new Error('Key (email)=(' + body + ')\\n    at ' + body + ' (canary:1:1)'), { code: 'P2002' }),
  })
  const way = request.url.split('/')[1]
  if (way === 'told') console.error('in ' + request.url, error)
  if (way === 'failed') console.error({ body, url: request.url })
  if (way === 'told') channel('forklore.request.error').publish(error)
  if (way === 'thrown') channel('forklore.request.error').publish(body)
  if (way === 'fine') setTimeout(() => console.error(Object.assign(new RangeError('late ' + body), { code: 'LATE' })), 50)
  response.statusCode = way === 'fine' ? 200 : way === 'told' ? 200 : 503
  response.end(JSON.stringify({ seen: request.headers['x-request-id'], digest: error.digest ?? null }))
}).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => void child.kill()))

test('a request that failed is one line of JSON with the id that its answer carries, and nothing that anybody sent', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'forklore-log-'))
  const route = (page: string, regex: string) => ({ page, regex })
  const staticRoutes = [route('/told', '^/told$')]
  const dynamicRoutes = [route('/[way]/join/[code]', '^/([^/]+?)/join/([^/]+?)$')]
  writeFileSync(path.join(folder, 'routes-manifest.json'), JSON.stringify({ staticRoutes, dynamicRoutes }))
  const child = spawn(process.execPath, ['--import', './lib/cli/serve/request-log.mjs', '-e', SERVER], {
    env: { ...process.env, FORKLORE_DIST: folder },
  })
  children.push(child)
  let log = ''
  child.stderr.on('data', (chunk) => (log += chunk))
  const [port] = await once(child.stdout, 'data')
  const ask = async (way: string) => {
    const url = `http://127.0.0.1:${Number(String(port))}/${way}/join/${CANARIES.code}?q=${CANARIES.query}`
    const response = await fetch(url, {
      method: 'POST',
      headers: { cookie: CANARIES.cookie, 'x-request-id': 'forged' },
      body: JSON.stringify([CANARIES.answer, CANARIES.email, CANARIES.password]),
    })
    const id = response.headers.get('x-request-id') ?? ''
    expect(response.headers.get('server-timing')).toBe(`request;desc="${id}"`)
    const { seen, digest } = (await response.json()) as { seen: string; digest: string | null }
    expect(seen).toBe(id)
    return { id, digest }
  }
  const fine = await ask('fine')
  const told = await ask('told')
  const [thrown, failed, silent] = await Promise.all([ask('thrown'), ask('failed'), ask('silent')])
  expect(told.digest).toBe(told.id)
  await vi.waitFor(() => expect(log).toContain('LATE'))
  child.kill()
  await once(child, 'close')

  for (const [what, word] of Object.entries({ ...CANARIES, forged: 'forged' }))
    expect(log, what).not.toContain(word)
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown> & { id: string })
  expect(lines.map(({ id }) => id).sort()).toEqual([fine.id, told.id, thrown.id, failed.id, silent.id].sort())
  const of = (id: string) => lines.find((line) => line.id === id)
  const common = { time: expect.stringMatching(/^\d{4}-.*Z$/), method: 'POST', route: '/[way]/join/[code]' }
  // What a request leaves running and is told when it is over.
  expect(of(fine.id)).toEqual({
    time: common.time,
    id: fine.id,
    error: { name: 'RangeError', code: 'LATE', stack: expect.any(Array) },
  })
  expect(of(told.id)).toEqual({
    ...common,
    id: told.id,
    status: 200,
    ms: expect.any(Number),
    error: {
      name: 'TypeError',
      stack: expect.arrayContaining([expect.stringMatching(/^at .*:\d+:\d+\)?$/)]),
      cause: { name: 'Error', code: 'P2002', stack: expect.any(Array) },
    },
  })
  expect(of(thrown.id)).toMatchObject({ ...common, status: 503, error: { name: 'Error' } })
  expect(of(failed.id)).toMatchObject({ ...common, status: 503, error: { name: 'Error' } })
  expect(of(silent.id)).toEqual({ ...common, id: silent.id, status: 503, ms: expect.any(Number) })
})
