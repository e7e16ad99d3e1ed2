import { expect, test } from 'vitest'
import type { ItemOf, Rubric } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { order } from './order'

const both = (text: string) => ({ ko: text, en: text })
/** a, then b and c in either order, then d; x is not used. */
const item = (partial: Rubric['partial'] = 'per-part'): ItemOf<'order'> => ({
  id: 'pipe.lines',
  section: 'pipe',
  lesson: 'ipc',
  kind: 'order',
  stem: both('In which order?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 5, partial },
  program: null,
  pieces: ['a', 'b', 'c', 'd', 'x'].map((id) => ({ id, text: both(`text ${id}`) })),
  key: {
    order: ['a', 'b', 'c', 'd'],
    before: [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
      ['a', 'd'],
    ],
    count: 2,
  },
  slips: [
    {
      first: 'd',
      next: 'c',
      misconception: { id: 'pipe#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
    {
      first: 'x',
      next: null,
      misconception: { id: 'pipe#2', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
})
const put = (word: string) => ({ kind: 'order' as const, order: [...word] })
const graded = (word: string, partial?: Rubric['partial']) => {
  const grade = score(item(partial), put(word), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  return grade
}

test('no piece is no answer', () => expect(validate(item(), put(''))).toBe('unanswered'))

test('a piece of another item, or one that stands twice, is ill-formed', () => {
  expect(['abcz', 'abca'].map((word) => validate(item(), put(word)))).toEqual(Array(2).fill('ill-formed'))
})

test('every order that keeps each pair earns every point', () => {
  expect(['abcd', 'acbd'].map((word) => graded(word).earned)).toEqual([5, 5])
})

test('as many pieces as need not be moved earn their share, never all of it', () => {
  // 3 of 4 can stay; 3 of 4, and one that is not used; 2 of 4; no two
  expect(['bacd', 'abxd', 'abcdx', 'dbca', 'x'].map((word) => graded(word).earned)).toEqual([3, 3, 4, 2, 0])
  expect(graded('bacd', 'whole').earned).toBe(0)
})

test('one piece alone is no order', () => expect(graded('a').earned).toBe(0))

test('a foreseen mistake names its misconception, and what has to move comes first', () => {
  const held = (word: string) =>
    feedbackOf(item(), graded(word), 'en').chosen.flatMap(({ misconception }) => misconception?.id ?? [])
  expect(['abcd', 'abdc', 'abcx', 'bacd'].map(held)).toEqual([[], ['pipe#1'], ['pipe#2'], []])
  expect(graded('abdc').chosen.filter(({ correct }) => !correct)).toHaveLength(1)
})

test('the key is one of the right orders, with how many there are', () => {
  expect(order.reveal(item(), 'en')).toEqual({ kind: 'order', order: ['a', 'b', 'c', 'd'], count: 2 })
})

test('a browser is told the pieces and how many are left over, and no more', () => {
  const seen = publicItem(item(), 'en', 1)
  expect(seen.pieces.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd', 'x'])
  expect(seen.unused).toBe(1)
  expect(JSON.stringify(seen)).not.toMatch(/secret|before|count|slips/)
})

test('guessing earns less than half, and what is wrong on purpose is', () => {
  expect(order.chance(item())).toBeGreaterThan(0)
  expect(order.chance(item())).toBeLessThan(0.6)
  expect(order.wrong(item(), () => 0)).toEqual(put('abdc'))
  expect(order.wrong(item(), () => 0.9)).toEqual(put('xabc'))
})
