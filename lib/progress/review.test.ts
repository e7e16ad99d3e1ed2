import fc from 'fast-check'
import { type Card, createEmptyCard, fsrs, type Grade, State } from 'ts-fsrs'
import { expect, test } from 'vitest'
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

/** What the authors of `ts-fsrs` publish for schedules without steps: ratings, each given on the
 *  day that it was due, and after each the interval in days, the stability and the difficulty. The weights are of FSRS 5, which is
 *  FSRS 6 with the last two. */
const PUBLISHED_WEIGHTS = [
  0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, 1.6597, 0.1712, 1.1178, 2.0225, 0.0904,
  0.3025, 2.1214, 0.2498, 2.9466, 0.4891, 0.6468, 0, 0.5,
]
const PUBLISHED = [
  {
    ratings: [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3],
    days: [3, 13, 48, 155, 445, 1158, 17, 3, 11, 37, 112, 307, 773],
    stability: [
      3.0412, 13.09130698, 48.15848988, 154.93732625, 445.05562739, 1158.07779739, 16.63063166, 3.01732209,
      11.42247264, 37.37521902, 111.8752758, 306.5974569, 772.94026648,
    ],
    difficulty: [
      4.49094334, 4.26664289, 4.05746029, 3.86237659, 3.68044154, 3.51076891, 4.69833071, 5.55956298,
      5.26323756, 4.98688448, 4.72915759, 4.4888015, 4.26464541,
    ],
  },
  {
    ratings: [1, 2, 3, 4, 1, 2, 3, 4],
    days: [1, 2, 6, 41, 4, 7, 21, 133],
    stability: [0.4197, 1.0344317, 5.5356759, 41.0033667, 4.46605519, 6.67743292, 20.88868155, 132.81849454],
    difficulty: [7.1434, 7.03653841, 6.64066485, 5.92312772, 6.44779861, 6.45995078, 6.10293922, 5.36588547],
  },
  {
    ratings: [2, 3, 4, 1, 2, 3, 4, 1],
    days: [2, 7, 54, 5, 8, 26, 171, 8],
    stability: [
      1.1869, 6.59167572, 53.76078737, 5.0853693, 8.09786749, 25.52991279, 171.16195166, 8.11072373,
    ],
    difficulty: [6.23225985, 5.89059466, 5.14583392, 5.884097, 5.99269555, 5.667177, 4.91430736, 5.71619151],
  },
  {
    ratings: [3, 4, 1, 2, 3, 4, 1, 2],
    days: [3, 33, 4, 7, 26, 193, 9, 14],
    stability: [
      3.0412, 32.65484522, 4.22256838, 7.2325009, 25.52681746, 193.36618775, 8.63899847, 14.31323867,
    ],
    difficulty: [
      4.49094334, 3.69538259, 4.83221448, 5.12078462, 4.85403286, 4.07165035, 5.1050878, 5.34697075,
    ],
  },
  {
    ratings: [4, 1, 2, 3, 4, 1, 2, 3],
    days: [15, 3, 6, 27, 240, 10, 17, 60],
    stability: [
      15.2441, 3.25621013, 6.32684549, 26.56339029, 239.70462771, 9.75621519, 17.06035531, 59.59547542,
    ],
    difficulty: [
      1.16304343, 2.99573557, 3.59851762, 3.43436666, 2.60045771, 4.03816348, 4.46259158, 4.24020203,
    ],
  },
]

test.each(PUBLISHED)('the published states come out: ratings $ratings', (published) => {
  const scheduler = schedulerOf(PUBLISHED_WEIGHTS)
  let review: Review | null = null
  const states = published.ratings.map((rating) => {
    const at = review?.dueAt ?? new Date(START)
    review = nextReview(review, answer(at.getTime(), { rating: rating as Grade }), scheduler)
    return review
  })
  const of = (field: 'stability' | 'difficulty') => states.map((state) => state?.[field])
  expect(
    states.map((state) => state && Math.round((state.dueAt.getTime() - state.lastAt.getTime()) / DAY)),
  ).toEqual(published.days)
  expect(of('stability')).toEqual(published.stability)
  expect(of('difficulty')).toEqual(published.difficulty)
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
