import { expect, test } from 'vitest'
import { minutesAt, paceOf, type ReadSection } from './pace'

const lessons = [
  { minutes: 16, sections: ['a', 'b', 'c', 'd'] },
  { minutes: 10, sections: ['e', 'f'] },
]
const read = (section: string, minutes: number, done = true): ReadSection => ({
  section,
  doneAt: done ? new Date(0) : null,
  spentMs: minutes * 60_000,
})

test('whoever read at the author’s pace has his minutes, and who took longer or less has more or fewer', () => {
  expect(
    paceOf(
      lessons,
      ['a', 'b', 'c', 'd'].map((id) => read(id, 4)),
    ),
  ).toBe(1)
  const slow = paceOf(
    lessons,
    ['a', 'b', 'c', 'd'].map((id) => read(id, 8)),
  )
  const fast = paceOf(
    lessons,
    ['a', 'b', 'c', 'd'].map((id) => read(id, 1)),
  )
  expect(slow).toBeCloseTo((32 + 20) / (16 + 20))
  expect(fast).toBeCloseTo((4 + 20) / (16 + 20))
  expect([minutesAt(slow, 15), minutesAt(fast, 15), minutesAt(null, 15)]).toEqual([22, 10, 15])
})

test('little reading, sections that were left in the middle, and those read before times were kept say nothing', () => {
  expect(paceOf(lessons, [read('a', 4), read('b', 4)])).toBeNull()
  const left = ['a', 'b', 'c', 'd'].map((id) => read(id, 9, false))
  expect(paceOf(lessons, left)).toBeNull()
  expect(
    paceOf(
      lessons,
      ['a', 'b', 'c', 'd'].map((id) => read(id, 0)),
    ),
  ).toBeNull()
  expect(paceOf(lessons, [read('gone', 100)])).toBeNull()
})

test('a page that was left open makes no estimate that nobody believes', () => {
  expect(
    paceOf(
      lessons,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => read(id, 600)),
    ),
  ).toBe(2.5)
  expect(minutesAt(0.4, 1)).toBe(1)
})
