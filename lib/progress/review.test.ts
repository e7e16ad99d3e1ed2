import fc from 'fast-check'
import { type Card, createEmptyCard, fsrs, type Grade, State } from 'ts-fsrs'
import { expect, test } from 'vitest'
import published from './published-states.json'
import { nextReview, type Review, type ReviewedAnswer, reviewOf, schedulerOf } from './review'

const DAY = 86_400_000
const START = Date.UTC(2026, 10, 1, 3)
const answer = (at: number, rest: Partial<ReviewedAnswer> = {}): ReviewedAnswer => ({
  at: new Date(at),
  state: 'scored',
  earned: 1,
  total: 1,
  rating: null,
  hintsShown: 0,
  ...rest,
})

test('what is kept of a review is enough to go on from: the states are those of ts-fsrs over the same log', () => {
  const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false })
  const log = fc.array(
    fc.record({ days: fc.integer({ min: 1, max: 400 }), rating: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  fc.assert(
    fc.property(log, (steps) => {
      let at = START
      let card: Card = createEmptyCard(new Date(at))
      const answers = steps.map(({ days, rating }) => {
        at += days * DAY
        card = scheduler.next(card, new Date(at), rating as Grade).card
        return answer(at, { rating: rating as Grade })
      })
      expect(card.state).toBe(State.Review)
      const { due, last_review, stability, difficulty, reps, lapses } = card
      expect(reviewOf(answers)).toEqual({
        dueAt: due,
        lastAt: last_review,
        stability,
        difficulty,
        reps,
        lapses,
      })
    }),
  )
})

// What the authors of `ts-fsrs` publish for schedules without steps: ratings, each given on the day that it was due, and after
// each the interval in days, the stability and the difficulty. The weights are of FSRS 5, which is FSRS 6 with the last two.
test.each(published.states)('the published states come out: ratings $ratings', ({ ratings, ...said }) => {
  const scheduler = schedulerOf(published.weights)
  let review: Review | null = null
  const states = ratings.map((rating) => {
    const at = review?.dueAt ?? new Date(START)
    review = nextReview(review, answer(at.getTime(), { rating: rating as Grade }), scheduler)
    return review
  })
  const of = (field: 'stability' | 'difficulty') => states.map((state) => state?.[field])
  const days = states.map(
    (state) => state && Math.round((state.dueAt.getTime() - state.lastAt.getTime()) / DAY),
  )
  expect({ days, stability: of('stability'), difficulty: of('difficulty') }).toEqual(said)
})

test('a first answer begins where FSRS 6 with the weights of its authors begins', () => {
  // As the tests of `ts-fsrs` publish them.
  const first = ([1, 2, 3, 4] as const).map((rating) => nextReview(null, answer(START, { rating })))
  expect(first.map((review) => review?.stability)).toEqual([0.212, 1.2931, 2.3065, 8.2956])
  expect(first.map((review) => review?.difficulty)).toEqual([6.4133, 5.11217071, 2.11810397, 1])
})

test('one answer a day counts, the first that says something; a day is one of Seoul', () => {
  const first = answer(START)
  // 12:00 in Seoul, then 23:59 of that day, then 0:01 of the next.
  const late = answer(START + 11.98 * 3_600_000, { earned: 0 })
  const next = answer(START + 12.02 * 3_600_000, { earned: 0 })
  const review = nextReview(null, first)
  expect(nextReview(review, late)).toBe(review)
  expect(nextReview(review, next)).toMatchObject({ reps: 2, lapses: 1, lastAt: next.at })
  expect(nextReview(null, answer(START, { state: 'unfinished', earned: 0 }))).toBeNull()
  expect(nextReview(null, answer(START, { total: 0, earned: 0 }))).toBeNull()
})

test('right is longer than right with a hint, which is longer than wrong or partly right', () => {
  const due = (rest: Partial<ReviewedAnswer>) => nextReview(null, answer(START, rest))?.dueAt.getTime() ?? 0
  const [right, hinted, partly, wrong] = [
    due({}),
    due({ hintsShown: 1 }),
    due({ earned: 1, total: 2 }),
    due({ earned: 0 }),
  ]
  expect(right).toBeGreaterThan(hinted)
  expect(hinted).toBeGreaterThanOrEqual(partly)
  expect(partly).toBe(wrong)
  expect(wrong).toBeGreaterThan(START)
})

test('the order in which answers arrive does not matter', () => {
  const answers = [0, 3, 4, 9, 30].map((day, i) => answer(START + day * DAY, { earned: i % 2 }))
  fc.assert(
    fc.property(fc.shuffledSubarray(answers, { minLength: answers.length }), (shuffled) => {
      expect(reviewOf(shuffled)).toEqual(reviewOf(answers))
    }),
  )
})
