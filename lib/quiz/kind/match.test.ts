import { expect, test } from 'vitest'
import type { ItemOf, Placed } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { match } from './match'

const both = (text: string) => ({ ko: text, en: text })
const named = (id: string) => ({ id, text: both(`text ${id}`) })
/** p, q and r belong to a, b and c; d belongs to none. */
const item: ItemOf<'match'> = {
  id: 'ipc.ways',
  section: 'ways',
  lesson: 'ipc',
  kind: 'match',
  stem: both('What belongs to what?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 3, partial: 'per-part' },
  program: null,
  left: ['p', 'q', 'r'].map(named),
  right: ['a', 'b', 'c', 'd'].map(named),
  key: { placed: { p: 'a', q: 'b', r: 'c' } },
  slips: [
    {
      at: 'q',
      put: 'd',
      misconception: { id: 'ipc#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
    {
      at: 'p',
      put: 'b',
      misconception: { id: 'ipc#2', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
}
/** What p, q and r were paired with, in a word: `abc` is right. */
const put = (word: string) => ({
  kind: 'match' as const,
  placed: Object.fromEntries([...word].map((thing, i) => ['pqr'[i], thing])) as Placed,
})
const earned = (word: string) => {
  const grade = score(item, put(word), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('nothing paired, or not everything, is no answer yet', () => {
  expect(['', 'a', 'ab'].map((word) => validate(item, put(word)))).toEqual(Array(3).fill('unanswered'))
})

test('a thing that is paired twice, or is not there, is ill-formed', () => {
  expect(['aab', 'abz'].map((word) => validate(item, put(word)))).toEqual(Array(2).fill('ill-formed'))
  expect(validate(item, { kind: 'match', placed: { ...put('abc').placed, z: 'd' } })).toBe('ill-formed')
})

test('each pair earns its share', () => {
  // 3 of 3, then 2, 1 and none in place
  expect(['abc', 'abd', 'acb', 'cad'].map(earned)).toEqual([3, 2, 1, 0])
})

test('each foreseen pair names its misconception', () => {
  const held = (word: string) => {
    const grade = score(item, put(word), null)
    if (grade.state !== 'scored') throw new Error(grade.state)
    return feedbackOf(item, grade, 'en').chosen.flatMap(({ misconception }) => misconception?.id ?? [])
  }
  expect(['abc', 'adc', 'bac', 'cab'].map(held)).toEqual([[], ['ipc#1'], ['ipc#2'], []])
})

test('a browser is told the two lists, and no more', () => {
  const seen = publicItem(item, 'en', 1)
  expect(seen.left).toEqual(['p', 'q', 'r'].map((id) => ({ id, text: `text ${id}` })))
  expect(seen.right.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(JSON.stringify(seen)).not.toMatch(/secret|placed|slips/)
})

test('what is wrong on purpose is an answer: the other pair takes what is left', () => {
  expect(match.wrong(item, () => 0)).toEqual(put('adc'))
  expect(match.wrong(item, () => 0.9)).toEqual(put('bac'))
  expect(match.chance(item)).toBe(0.25)
})
