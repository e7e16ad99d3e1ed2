import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '@/lib/cli/database/postgres'
import { GaveUp } from '@/lib/cli/host/wait'
import { untilItAnswers } from '@/lib/cli/serve/web'

const never = new Promise<void>(() => {})

test('a program that answers in place of the web server is named, and not taken for it', async () => {
  const url = await serve((_, response) => response.end('somebody else'))
  const waiting = untilItAnswers(never, url, 'our word', () => {}, 500)
  await expect(waiting).rejects.toBeInstanceOf(GaveUp)
  await expect(waiting).rejects.toThrow(`Gave up waiting for the web server at ${url}`)
  await expect(waiting).rejects.toThrow('another program answers there')
})

test('a web server that takes its time is waited for, one that has ended is not', async () => {
  let asked = 0
  const url = await serve((request, response) => {
    if (asked++ > 3) response.setHeader('x-forklore-web', String(request.headers['x-forklore-web']))
    response.end()
  })
  await untilItAnswers(never, url, 'our word')
  expect(asked).toBe(5)
  const nobody = `http://127.0.0.1:${await freePort()}`
  await expect(untilItAnswers(Promise.resolve(), nobody, 'our word')).rejects.toThrow(
    'The web server ended before it answered.',
  )
  await expect(untilItAnswers(never, nobody, 'our word', () => {}, 300)).rejects.toThrow('ECONNREFUSED')
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}
