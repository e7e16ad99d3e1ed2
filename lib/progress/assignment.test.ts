import { expect, test } from 'vitest'
import { assignmentResult, type Releasing, resultOf, stageOf, withheldBy } from './assignment'

const day = (n: number) => new Date(Date.UTC(2026, 10, 1) + (n - 1) * 24 * 3600_000)
const TERMS: Releasing = {
  openAt: day(10),
  closesAt: day(20),
  latePercent: 100,
  attempts: 2,
  release: 'after_due',
  scoreRelease: 'after_answer',
}
const learner = (answers: number, isImported = false) => ({ isOwn: true, answers, isImported })
/** Somebody else in the browser of a learner who gave so many answers. */
const beside = (answers: number) => ({ isOwn: false, answers, isImported: false })
const held = (over: Partial<Releasing>, who: ReturnType<typeof learner>, now: number) => {
  const { score, key } = withheldBy({ ...TERMS, ...over }, who, day(now))
  return `${score ? 'score' : ''}${key ? 'key' : ''}`
}

test('from a day before an assignment opens nothing of its items is shown, and earlier all is', () => {
  for (const release of ['after_answer', 'after_due', 'never'] as const)
    for (const who of [learner(0), beside(0)])
      expect([8.9, 9, 9.9].map((now) => held({ release, scoreRelease: 'after_answer' }, who, now))).toEqual([
        '',
        'scorekey',
        'scorekey',
      ])
})

test('after answering: the score at once, the key when no try is left that counts', () => {
  const over = { release: 'after_answer' } as const
  expect([1, 2, 3].map((n) => held(over, learner(n), 11))).toEqual(['key', '', ''])
  // Too late to count: nothing is left to be given away.
  expect(held(over, learner(0), 20)).toBe('')
  expect(held({ ...over, latePercent: 50 }, learner(1), 20)).toBe('key')
})

test('who has brought answers from elsewhere sees no score while a try is left that counts', () => {
  for (const release of ['after_answer', 'after_due', 'never'] as const) {
    const brought = (answers: number, now: number) => held({ release }, learner(answers, true), now)
    expect([0, 1].map((n) => brought(n, 11))).toEqual(['scorekey', 'scorekey'])
    expect(brought(2, 11)).toBe(held({ release }, learner(2), 11))
  }
  expect(held({}, learner(0, true), 20)).toBe('')
  expect(held({ latePercent: 50 }, learner(0, true), 20)).toBe('scorekey')
})

test('after the last time is over: to nobody before it, and to nobody whose late answer may still count', () => {
  expect([0, 1, 2].map((n) => held({}, learner(n), 19))).toEqual(['key', 'key', 'key'])
  expect([0, 1, 2].map((n) => held({}, learner(n), 20))).toEqual(['', '', ''])
  expect([0, 1, 2].map((n) => held({ latePercent: 20 }, learner(n), 20))).toEqual(['key', 'key', ''])
  expect(held({ scoreRelease: 'after_due' }, learner(2), 19)).toBe('scorekey')
  expect(held({ closesAt: null }, learner(2), 99)).toBe('key')
})

test('never is never, and a score is not kept longer than the key', () => {
  expect(held({ release: 'never', scoreRelease: 'never' }, learner(2), 99)).toBe('scorekey')
  expect(held({ release: 'never' }, learner(2), 99)).toBe('key')
  expect(held({ release: 'after_answer', scoreRelease: 'never' }, learner(2), 11)).toBe('')
})

test('in a learner’s browser others see nothing while an answer of the learner may count or somebody’s time runs', () => {
  expect([11, 20].map((now) => held({}, beside(0), now))).toEqual(['key', ''])
  expect([0, 2].map((n) => held({ latePercent: 20 }, beside(n), 20))).toEqual(['key', ''])
  expect([0, 1, 2].map((n) => held({ release: 'after_answer' }, beside(n), 11))).toEqual(['key', 'key', ''])
  expect([11, 20].map((n) => held({ release: 'never', scoreRelease: 'never' }, beside(2), n))).toEqual([
    'scorekey',
    '',
  ])
})

test('the best of the answers that count is the score; late ones lose their part', () => {
  const given = [
    { at: day(11), share: 0 },
    { at: day(16), share: 1 },
    { at: day(17), share: 1 },
  ]
  expect(resultOf({ ...TERMS, attempts: 1 }, day(15), given)).toEqual({ answers: 1, share: 0, isLate: false })
  expect(resultOf({ ...TERMS, latePercent: 25 }, day(15), given)).toEqual({
    answers: 2,
    share: 0.75,
    isLate: false,
  })
  // An extension, or none at all.
  expect(resultOf(TERMS, day(18), given)).toEqual({ answers: 2, share: 1, isLate: false })
  expect(resultOf(TERMS, null, [])).toEqual({ answers: 0, share: null, isLate: false })
})

test('what is missing counts as nothing, and a card has no points', () => {
  const right = { answers: 1, share: 1, isLate: false }
  expect(assignmentResult(4, 4, [right, { answers: 1, share: null, isLate: true }])).toEqual({
    answered: 2,
    items: 4,
    share: 0.25,
    isLate: true,
  })
  expect(assignmentResult(1, 0, [{ answers: 1, share: null, isLate: false }]).share).toBeNull()
})

test('an assignment is planned, open, late or closed', () => {
  const stages = (latePercent: number) =>
    [9, 10, 20].map((n) => stageOf({ ...TERMS, latePercent }, day(20), day(n)))
  expect(stages(100)).toEqual(['planned', 'open', 'closed'])
  expect(stages(50)).toEqual(['planned', 'open', 'late'])
  expect(stageOf(TERMS, null, day(99))).toBe('open')
})
