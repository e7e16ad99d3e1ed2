import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '@/lib/cli/database/postgres'
import { checkPort } from '@/lib/cli/host/port'

test.each(['0.0.0.0', '::', '127.0.0.1', '::1'])(
  'a port that another program holds at %s is taken, and another is named',
  async (host) => {
    const other = createServer().listen(await freePort(), host)
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    await expect(checkPort(port, undefined)).rejects.toThrow(
      `Port ${port} is taken by another program. Choose another, as in: PORT=${port + 1} npm start`,
    )
  },
)

test('a free port is free, and stays so', async () => {
  const port = await freePort()
  await checkPort(port, undefined)
  await checkPort(port, '127.0.0.1')
  await checkPort(port, undefined)
})

test('a port that browsers refuse is said before anything is started', async () => {
  for (const port of [4190, 6667, 10080])
    await expect(checkPort(port, undefined)).rejects.toThrow(`Browsers open no page at port ${port}.`)
})
