import { expect, test } from 'vitest'
import type { ItemOf, Placed } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { label } from './label'

const both = (text: string) => ({ ko: text, en: text })
const named = (id: string) => ({ id, text: both(`text ${id}`) })
/** The boxes p, q and r are named a, b and c; d is left over. */
const item: ItemOf<'label'> = {
  id: 'space.layout',
  section: 'layout',
  lesson: 'space',
  kind: 'label',
  stem: both('What is what?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 3, partial: 'per-part' },
  program: null,
  places: ['p', 'q', 'r'].map((id) => ({ id, address: `0x${id}`, note: both(`note ${id}`), below: null })),
  names: ['a', 'b', 'c', 'd'].map(named),
  key: { placed: { p: 'a', q: 'b', r: 'c' } },
  slips: [
    {
      at: 'q',
      put: 'c',
      misconception: { id: 'space#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
}
/** The names of p, q and r, in a word: `abc` is right. */
const put = (word: string) => ({
  kind: 'label' as const,
  placed: Object.fromEntries([...word].map((name, i) => ['pqr'[i], name])) as Placed,
})
const earned = (word: string) => {
  const grade = score(item, put(word), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('nothing named, or not everything, is no answer yet', () => {
  expect(['', 'a', 'ab'].map((word) => validate(item, put(word)))).toEqual(Array(3).fill('unanswered'))
})

test('a name that stands twice, or is not there, is ill-formed', () => {
  expect(['aab', 'abz'].map((word) => validate(item, put(word)))).toEqual(Array(2).fill('ill-formed'))
})

test('each name in its place earns its share', () => {
  expect(['abc', 'abd', 'acb', 'cad'].map(earned)).toEqual([3, 2, 1, 0])
})

test('a foreseen name in a place names its misconception', () => {
  const grade = score(item, put('acb'), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  expect(feedbackOf(item, grade, 'en').chosen[0]).toMatchObject({
    option: 'q',
    misconception: { id: 'space#1' },
  })
})

test('a browser is told the picture and the names, and no more', () => {
  const seen = publicItem(item, 'en', 1)
  expect(seen.places[0]).toEqual({ id: 'p', address: '0xp', note: 'note p', below: null })
  expect(seen.names.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(JSON.stringify(seen)).not.toMatch(/secret|placed|slips/)
})

test('what is wrong on purpose is an answer, and reads from the top', () => {
  expect(label.wrong(item, () => 0)).toEqual(put('acb'))
  expect(label.read(publicItem(item, 'en', 1), put('acb'))).toEqual(['1. text a', '2. text c', '3. text b'])
})
