import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupsOf, itemStatistics, reliability, type Shares } from './analysis'
import { isCorrect } from './score'

const isRight = (share: number) => isCorrect(share, 1)
const read = (name: string) =>
  readFileSync(`lib/quiz/testdata/${name}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim())

/** Sixty learners, nine items: partial points, gaps, an item that turns learners round, one that everybody gets right. */
const SHARES: Shares = read('analysis.csv')
  .slice(1)
  .map((line) =>
    line
      .split(',')
      .slice(1)
      .map((cell) => (cell === '' ? null : Number(cell))),
  )

/** What R printed for the same table, by the script beside it. */
const FIGURES = new Map(
  read('analysis.out').map((line) => {
    const [name = '', ...figures] = line.split(/\s+/)
    return [name, figures.map((one) => (one === 'NA' ? null : Number(one)))]
  }),
)

/** Alike to 1e-9, or both undefined. */
function expectAlike(found: readonly (number | null)[], name: string): void {
  const expected = FIGURES.get(name) ?? []
  expect(found.length, name).toBe(expected.length)
  for (const [i, value] of found.entries()) {
    const wanted = expected[i] ?? null
    if (value === null || wanted === null) expect(value, `${name} ${i}`).toBe(wanted)
    else expect(Math.abs(value - wanted), `${name} ${i}`).toBeLessThan(1e-9)
  }
}

test('difficulty, first try, item–rest correlation and discrimination are those of R', () => {
  const statistics = itemStatistics(SHARES, isRight)
  expect(statistics).toHaveLength(9)
  for (const [i, { n, difficulty, firstTry, itemRest, discrimination }] of statistics.entries())
    expectAlike([n, difficulty, firstTry, itemRest, discrimination], `item${i + 1}`)
  // The data show what the figures are for.
  expect(statistics[5]?.itemRest).toBeLessThan(0)
  expect(statistics[8]).toMatchObject({ difficulty: 1, itemRest: null, discrimination: 0 })
})

test('the upper and the lower group are those of R, whatever is counted in them', () => {
  for (let item = 0; item < 9; item++) {
    const groups = groupsOf(SHARES, item)!
    const meanOf = (places: ReadonlyMap<number, number>, worth: (share: number) => number) =>
      [...places].reduce((sum, [row, part]) => sum + part * worth(SHARES[row]?.[item] ?? Number.NaN), 0) /
      groups.size
    const right = (share: number) => (isRight(share) ? 1 : 0)
    const { size, upper, lower } = groups
    const means = [(share: number) => share, right].flatMap((worth) => [
      meanOf(upper, worth),
      meanOf(lower, worth),
    ])
    expectAlike([size, ...means], `item${item + 1}-groups`)
    for (const places of [upper, lower])
      expect([...places.values()].reduce((sum, one) => sum + one, 0)).toBeCloseTo(size, 9)
  }
  // Some learners share a place.
  const parts = SHARES[0]!.flatMap((_, item) => [...groupsOf(SHARES, item)!.upper.values()])
  expect(parts.some((part) => part < 1)).toBe(true)
})

test('alpha, KR-20 and the standard error are those of R', () => {
  const quiz = (items: readonly number[]) =>
    reliability(SHARES.map((row) => items.map((item) => row[item] ?? null)))
  const all = quiz([0, 1, 2, 3, 4, 5, 6, 7])
  expectAlike([all.n, all.alpha, all.standardError], 'all-but-last')
  const binary = quiz([0, 1, 3, 5, 6])
  expectAlike([binary.n, binary.alpha, binary.standardError], 'right-or-wrong')
  expectAlike([binary.n, binary.alpha], 'kr20')
})

test('what is not defined is null, never 0', () => {
  const none = { n: 0, difficulty: null, firstTry: null, itemRest: null, discrimination: null }
  expect(itemStatistics([], isRight)).toEqual([])
  expect(itemStatistics([[null, 1]], isRight)[0]).toEqual(none)
  // Nobody who answered it answered anything else.
  expect(itemStatistics([[1], [0], [1], [0]], isRight)).toEqual([
    { n: 4, difficulty: 0.5, firstTry: 0.5, itemRest: null, discrimination: null },
  ])
  // All alike in the rest.
  const alike: Shares = [0, 1, 0, 1, 1].map((share) => [share, 0.5, 0.5])
  expect(itemStatistics(alike, isRight)[0]).toMatchObject({ itemRest: null, discrimination: null })
  for (const shares of [
    [],
    [[1, 0]],
    [[1], [0]],
    [
      [1, 0],
      [0, 1],
    ],
    [
      [1, null],
      [null, 1],
    ],
  ])
    expect(reliability(shares)).toMatchObject({ alpha: null, standardError: null })
})

test('the order of learners changes nothing, and every figure stays in its range', () => {
  const share = fc.constantFrom(null, 0, 1 / 3, 0.5, 2 / 3, 1)
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 5 })
        .chain((items) =>
          fc.array(fc.array(share, { minLength: items, maxLength: items }), { maxLength: 14 }),
        ),
      (shares) => {
        const [there, back] = [
          itemStatistics(shares, isRight),
          itemStatistics([...shares].reverse(), isRight),
        ]
        for (const [i, one] of there.entries()) {
          const other = back[i]!
          for (const key of ['difficulty', 'firstTry', 'itemRest', 'discrimination'] as const) {
            expect(one[key] === null).toBe(other[key] === null)
            expect(Math.abs((one[key] ?? 0) - (other[key] ?? 0))).toBeLessThan(1e-9)
            expect(Math.abs(one[key] ?? 0)).toBeLessThanOrEqual(1 + 1e-12)
          }
        }
        expect(reliability(shares).alpha ?? 0).toBeLessThanOrEqual(1 + 1e-12)
      },
    ),
  )
})
