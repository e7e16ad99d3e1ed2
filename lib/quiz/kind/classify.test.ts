import { expect, test } from 'vitest'
import type { ItemOf, Placed, Rubric } from '../item'
import { publicItem } from '../publish'
import { feedbackOf, score, validate } from '../score'
import { classify } from './classify'

const both = (text: string) => ({ ko: text, en: text })
const named = (id: string) => ({ id, text: both(`text ${id}`) })
/** Of the pieces p to s, p and q belong to a, r and s to b. */
const item = (partial: Rubric['partial'] = 'per-part'): ItemOf<'classify'> => ({
  id: 'threads.own',
  section: 'own',
  lesson: 'threads',
  kind: 'classify',
  stem: both('What is whose?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 4, partial },
  program: null,
  pieces: ['p', 'q', 'r', 's'].map(named),
  groups: ['a', 'b'].map(named),
  key: { placed: { p: 'a', q: 'a', r: 'b', s: 'b' } },
  slips: [
    {
      at: 's',
      put: 'a',
      misconception: { id: 'own#1', name: both('secret model') },
      feedback: both('secret'),
      scene: null,
    },
  ],
})
const answer = (placed: Placed) => ({ kind: 'classify' as const, placed })
/** Where p, q, r, s were put, in a word: `aabb` is right. */
const put = (word: string) => answer(Object.fromEntries([...word].map((group, i) => ['pqrs'[i], group])))
const earned = (word: string, partial?: Rubric['partial']) => {
  const grade = score(item(partial), put(word), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('nothing placed, and something left over, is no answer yet', () => {
  expect(validate(item(), answer({}))).toBe('unanswered')
  expect(validate(item(), put('aab'))).toBe('unanswered')
  expect(earned('aab')).toBe('invalid')
})

test('pieces and groups of another item are ill-formed', () => {
  expect(validate(item(), put('aabz'))).toBe('ill-formed')
  expect(validate(item(), answer({ ...put('aabb').placed, z: 'a' }))).toBe('ill-formed')
  expect(validate(item(), answer({ __proto__: 'a', p: 'a' } as Placed))).toBe('unanswered')
})

test('each piece in its group earns its share', () => {
  // 4, 3, 2, 0 of 4 in place
  expect(['aabb', 'aaba', 'abba', 'bbaa'].map((word) => earned(word))).toEqual([4, 3, 2, 0])
})

test('as a whole it is all or nothing', () => {
  expect(['aabb', 'aaba'].map((word) => earned(word, 'whole'))).toEqual([4, 0])
})

test('a foreseen mistake names its misconception, and comes first', () => {
  const grade = score(item(), put('abba'), null)
  if (grade.state !== 'scored') throw new Error(grade.state)
  const { chosen, key } = feedbackOf(item(), grade, 'en')
  expect(chosen.map(({ option, correct }) => [option, correct])).toEqual([
    ['s', false],
    ['p', true],
    ['q', false],
    ['r', true],
  ])
  expect(chosen.map(({ misconception }) => misconception?.id)).toEqual([
    'own#1',
    undefined,
    undefined,
    undefined,
  ])
  expect(key).toEqual({ kind: 'classify', placed: { p: 'a', q: 'a', r: 'b', s: 'b' } })
})

test('a browser is told this much and no more', () => {
  const { pieces, groups, ...seen } = publicItem(item(), 'en', 1)
  expect(pieces.toSorted((x, y) => (x.id < y.id ? -1 : 1))).toEqual(
    ['p', 'q', 'r', 's'].map((id) => ({ id, text: `text ${id}` })),
  )
  expect(groups).toEqual(['a', 'b'].map((id) => ({ id, text: `text ${id}` })))
  expect(JSON.stringify([seen, pieces, groups])).not.toMatch(/secret|placed|slips|per-part/)
})

test('a blind guess is right in one of two, and what is wrong on purpose is foreseen', () => {
  expect(classify.chance(item())).toBe(0.5)
  expect(classify.wrong(item(), () => 0)).toEqual(put('aaba'))
  expect(classify.read(publicItem(item(), 'en', 1), put('aaba'))).toContain('text s → text a')
})
