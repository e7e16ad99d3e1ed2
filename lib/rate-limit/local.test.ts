import { expect, test, vi } from 'vitest'
import { inShortTurn, inTurn, LOCAL_LIMITS, takeLocally } from './local'

test('a reader is stopped after the burst, told when to go on, and goes on then; others are not stopped', () => {
  const { burst, perMinute } = LOCAL_LIMITS['read-by-browser']
  for (let i = 0; i < burst; i++) expect(takeLocally('read-by-browser', 'one', 0)).toBeNull()
  expect(takeLocally('read-by-browser', 'one', 0)).toEqual({ ok: false, code: 'rate-limited', seconds: 1 })
  expect(takeLocally('read-by-browser', 'other', 0)).toBeNull()
  expect(takeLocally('read-by-browser', 'one', 60_000 / perMinute)).toBeNull()
  expect(takeLocally('read-by-browser', 'one', 60_000 / perMinute)).not.toBeNull()
  // Being refused does not put it off.
  for (let i = 0; i < 1_000; i++) takeLocally('read-by-browser', 'one', 60_000 / perMinute)
  expect(takeLocally('read-by-browser', 'one', 120_000 / perMinute)).toBeNull()
})

test('a bucket is never fuller than its burst, and a clock that goes back gives nothing', () => {
  const { burst } = LOCAL_LIMITS['export-by-person']
  expect(takeLocally('export-by-person', 'x', 0)).toBeNull()
  let allowed = 0
  while (takeLocally('export-by-person', 'x', 1e9) === null) allowed++
  expect(allowed).toBe(burst)
  expect(takeLocally('export-by-person', 'x', 0)).not.toBeNull()
})

test('of one subject one thing is under way at a time, in order, also after one that failed; others do not wait', async () => {
  const log: string[] = []
  const work = (name: string) => async () => {
    log.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    log.push(`${name} ends`)
    if (name === 'a1') throw new Error('a1 failed')
  }
  const all = [inTurn('a', work('a1')), inTurn('a', work('a2')), inTurn('b', work('b1'))]
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  const [a, b] = ['a', 'b'].map((name) => log.filter((line) => line.startsWith(name)))
  expect(a).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'])
  expect(b).toEqual(['b1 begins', 'b1 ends'])
  expect(log.indexOf('b1 begins')).toBeLessThan(log.indexOf('a1 ends'))
})

test('behind what is under way one waits; more are told to come again, until it is over', async () => {
  const ends: (() => void)[] = []
  const work = () => new Promise<string>((resolve) => ends.push(() => resolve('done')))
  const [first, second] = [inShortTurn('line', work), inShortTurn('line', work)]
  expect(await inShortTurn('line', work)).toMatchObject({ ok: false, code: 'rate-limited' })
  await vi.waitFor(() => expect(ends).toHaveLength(1))
  ends[0]?.()
  expect(await first).toBe('done')
  await vi.waitFor(() => expect(ends).toHaveLength(2))
  const third = inShortTurn('line', work)
  ends[1]?.()
  expect(await second).toBe('done')
  await vi.waitFor(() => expect(ends).toHaveLength(3))
  ends[2]?.()
  expect(await third).toBe('done')
})
