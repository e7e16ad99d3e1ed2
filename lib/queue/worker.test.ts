import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startOnce, type Worker } from './worker'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A worker whose first starts fail. */
function failing(times: number) {
  let starts = 0
  const worker: Worker = {
    tick: async () => {},
    start: async () => {
      starts += 1
      if (starts <= times) throw new Error('the database is away')
    },
    stop: async () => {},
  }
  return { open: () => worker, starts: () => starts }
}

test('a worker is begun once a process, whoever asks, and each queue has its own', async () => {
  const one = failing(0)
  const other = failing(0)
  await Promise.all([startOnce('one', one.open), startOnce('one', one.open), startOnce('other', other.open)])
  await startOnce('one', one.open)
  expect([one.starts(), other.starts()]).toEqual([1, 1])
})

test('however many ask for one that cannot begin, it is tried again once a minute', async () => {
  const away = failing(100)
  for (let asked = 0; asked < 5; asked++)
    await expect(startOnce('never', away.open)).rejects.toThrow('the database is away')
  const asked = away.starts()
  await vi.advanceTimersByTimeAsync(180_000)
  expect(away.starts()).toBe(asked + 3)
})

test('one that could not begin is told to who asks, and tried again by itself and by the next call', async () => {
  const away = failing(2)
  await expect(startOnce('away', away.open)).rejects.toThrow('the database is away')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(away.starts()).toBe(2)
  await startOnce('away', away.open)
  expect(away.starts()).toBe(3)
  await vi.advanceTimersByTimeAsync(180_000)
  expect(away.starts()).toBe(3)
})
