import { expect, test } from 'vitest'
import { answersByDay, cellOf, codeFrom, type FirstAnswer, readCode, showCode, summaryOf } from './classroom'

const answer = (itemId: string, earned: number, total = 1): FirstAnswer => ({
  userId: 'a',
  itemId,
  earned,
  total,
})

test('answers fall on the days of the clock that is asked', () => {
  const times = ['2026-11-24T03:00:00.000Z', '2026-11-24T19:18:00.000Z', '2026-11-25T01:00:00.000Z']
  expect(answersByDay(times, 'Asia/Seoul')).toEqual([
    { at: times[0], answers: 1 },
    { at: times[1], answers: 2 },
  ])
  expect(answersByDay(times, 'UTC')).toEqual([
    { at: times[0], answers: 2 },
    { at: times[2], answers: 1 },
  ])
  expect(answersByDay([], 'UTC')).toEqual([])
})

test('a code is eight letters that nobody misreads, each as likely as any other', () => {
  const random = Uint8Array.from({ length: 256 }, (_, i) => i)
  // 256 = 10 · 24 + 16: bytes from 240 on are left out, so 240 bytes give 30 codes' letters, each letter ten times.
  expect(codeFrom(random.slice(240))).toBe(null)
  expect(codeFrom(random.slice(0, 8))).toBe('2346789B')
  expect(codeFrom(random.slice(24, 32))).toBe('2346789B')
  expect(codeFrom(new Uint8Array(7))).toBe(null)
})

test('a code is read as people type it, and shown as they read it out', () => {
  expect(showCode('K7QM3RXD')).toBe('K7QM-3RXD')
  for (const typed of ['K7QM-3RXD', ' k7qm 3rxd ', 'k7qm3rxd', 'Ｋ７ＱＭ－３ＲＸＤ', 'K7QM–3RXD'])
    expect(readCode(typed), typed).toBe('K7QM3RXD')
  for (const typed of ['', 'K7QM-3RX', 'K7QM-3RXDD', 'O7QM-3RXD', 'K7QM-3RX\u0000', '가7QM-3RXD'])
    expect(readCode(typed), typed).toBe(null)
})

test('a cell is the mean share of first answers; what was never tried has none', () => {
  const items = ['fork.a', 'fork.b', 'fork.c']
  expect(cellOf([answer('fork.a', 1), answer('fork.b', 1, 2)], items)).toEqual({
    answered: 2,
    items: 3,
    rate: 0.75,
  })
  expect(cellOf([], items)).toEqual({ answered: 0, items: 3, rate: null })
  expect(cellOf([answer('other.a', 1), answer('fork.a', 0, 0)], items)).toEqual({
    answered: 0,
    items: 3,
    rate: null,
  })
})

test('a summary tells what is missing apart from how the rest was answered', () => {
  const cells = [
    { answered: 14, items: 14, rate: 1 },
    { answered: 0, items: 12, rate: null },
  ]
  expect(summaryOf(cells)).toEqual({ answered: 14, items: 26, rate: 1 })
  // Every answer counts alike, whichever lesson it is of.
  expect(summaryOf([...cells, { answered: 7, items: 7, rate: 0 }])).toEqual({
    answered: 21,
    items: 33,
    rate: 2 / 3,
  })
  expect(summaryOf([])).toEqual({ answered: 0, items: 0, rate: null })
})
