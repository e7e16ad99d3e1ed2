import { expect, test } from 'vitest'
import { GaveUp, waitFor } from '@/lib/cli/host/wait'

const never = new Promise<never>(() => {})

test('what takes a moment is waited for without a word', async () => {
  const said: string[] = []
  const patience = { say: (line: string) => void said.push(line), limit: 10_000 }
  expect(await waitFor('the moon', Promise.resolve('here'), patience)).toBe('here')
  await expect(waitFor('the moon', Promise.reject(new Error('clouds')), patience)).rejects.toThrow('clouds')
  expect(said).toEqual([])
})

test('what takes longer is said with what is known of it, and given up in its time with the same', async () => {
  const said: string[] = []
  let looks = 0
  const patience = {
    say: (line: string) => void said.push(line),
    limit: 1_000,
    silence: 200,
    reason: () => (looks++ === 0 ? '' : 'clouds'),
  }
  const waiting = waitFor('the moon', never, patience)
  await expect(waiting).rejects.toBeInstanceOf(GaveUp)
  await expect(waiting).rejects.toThrow('Gave up waiting for the moon after 1 s (clouds).')
  expect(said.slice(0, 2)).toEqual(['waiting for the moon', 'waiting for the moon (clouds)'])
})
