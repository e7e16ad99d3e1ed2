import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'

test('a setting of the learning record store that means nothing ends the start with a sentence', async () => {
  const env = {
    ...process.env,
    ...{ XAPI_ENDPOINT: 'https://lrs.test/xapi', NEXTAUTH_URL: 'https://forklore.test', XAPI_PASS: '60' },
    // Where it is not looked at, nothing else is begun in earnest.
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  }
  const child = spawn(process.execPath, ['lib/cli/run.mjs', 'start'], { env })
  onTestFinished(() => void child.kill())
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  const [status] = await once(child, 'close')
  expect([status, said.trim()]).toEqual([1, 'XAPI_PASS is a share between 0 and 1.'])
})
