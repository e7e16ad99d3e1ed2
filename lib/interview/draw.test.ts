import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DRAWS, type Drawable, drawQuestions, nextFollowUp, questionsIn } from './draw'

const question = (id: string, asked: number, readiness: Drawable['readiness'], topic = 'sync'): Drawable => ({
  id,
  topic,
  asked,
  readiness,
})
/** mulberry32: even enough to count by, and the same every time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const firsts = (questions: Drawable[], by: (typeof DRAWS)[number]) => {
  const random = dice(7)
  const counts: Record<string, number> = {}
  for (let i = 0; i < 2000; i++) {
    const [first] = drawQuestions(questions, { count: 1, topics: [], by, random })
    if (first) counts[first.id] = (counts[first.id] ?? 0) + 1
  }
  return counts
}

test('what weighs three times as much is drawn three times as often', () => {
  // Of four draws three; 2,000 draws: 1,500, give or take 5 standard deviations of √(2000 · ¾ · ¼) ≈ 19.
  const often = firsts([question('a', 30, 'open'), question('b', 10, 'open')], 'asked').a ?? 0
  expect(Math.abs(often - 1500)).toBeLessThan(97)
  const weak = firsts([question('a', 10, 'practising'), question('b', 10, 'ready')], 'mixed').a ?? 0
  expect(Math.abs(weak - 1500)).toBeLessThan(97)
})

test('none is drawn twice, and only of the topics', () => {
  const all = Array.from({ length: 12 }, (_, i) => question(`q${i}`, i, 'open', i % 2 ? 'sync' : 'ipc'))
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 0, max: 20 }),
      fc.constantFrom(...DRAWS),
      (seed, count, by) => {
        const drawn = drawQuestions(all, { count, topics: ['ipc'], by, random: dice(seed) })
        expect(drawn).toHaveLength(Math.min(count, 6))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn.every(({ topic }) => topic === 'ipc')).toBe(true)
      },
    ),
  )
})

test('as many questions as fit: two minutes and a follow-up of one and a half each', () => {
  expect([questionsIn(10, 1), questionsIn(20, 1), questionsIn(40, 1)]).toEqual([2, 5, 10])
  expect([questionsIn(10, 0), questionsIn(1, 2)]).toEqual([4, 1])
})

test('a follow-up asks for what was missed; else what any answer gets; then what is left, none twice', () => {
  const followUps = [{ point: 0 }, { point: null }, { point: 2 }]
  expect(nextFollowUp(followUps, [0, 1], [])).toBe(2)
  expect(nextFollowUp(followUps, [], [])).toBe(0)
  expect(nextFollowUp(followUps, [0, 1, 2], [])).toBe(1)
  expect(nextFollowUp(followUps, [0, 1, 2], [1])).toBe(0)
  expect(nextFollowUp(followUps, [], [0, 1, 2])).toBe(null)
})
