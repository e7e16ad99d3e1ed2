import { expect, test } from 'vitest'
import type { MultiItem, Rubric } from '../item'
import { publicItem } from '../publish'
import { score, validate } from '../score'

const both = (text: string) => ({ ko: text, en: text })
/** Four options, of which a and b are right. */
const item = (partial: Rubric['partial']): MultiItem => ({
  id: 'threads.own',
  section: 'own',
  lesson: 'threads',
  kind: 'multi',
  stem: both('What does a thread own?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 4, partial },
  program: null,
  options: ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    text: both(id),
    correct: id < 'c',
    misconception: null,
    feedback: both('secret'),
    scene: null,
  })),
})
const answer = (ids: string) => ({ kind: 'multi' as const, options: [...ids] })
const earned = (partial: Rubric['partial'], ids: string) => {
  const grade = score(item(partial), answer(ids), null)
  return grade.state === 'scored' ? grade.earned : grade.state
}

test('nothing chosen is no answer', () => expect(validate(item('whole'), answer(''))).toBe('unanswered'))

test('an unknown option, or one named twice, is ill-formed', () => {
  expect(validate(item('whole'), answer('az'))).toBe('ill-formed')
  expect(validate(item('whole'), answer('aa'))).toBe('ill-formed')
  expect(earned('per-option', 'aa')).toBe('invalid')
})

test('all right options and no other earn every point, in any order', () => {
  expect(earned('whole', 'ba')).toBe(4)
  expect(earned('per-option', 'ab')).toBe(4)
})

test('anything else earns nothing as a whole', () => {
  expect(['a', 'c', 'abc', 'abcd'].map((ids) => earned('whole', ids))).toEqual([0, 0, 0, 0])
})

test('by option, each wrong one undoes a right one', () => {
  // right 1 of 2; 1−1; 2−1 of 2; 2−2; wrong ones never go below 0
  expect(['a', 'ac', 'abc', 'abcd', 'cd'].map((ids) => earned('per-option', ids))).toEqual([2, 0, 2, 0, 0])
})

test('each chosen option is answered for', () => {
  const grade = score(item('whole'), answer('ac'), null)
  expect(grade.state === 'scored' && grade.chosen.map((c) => [c.option, c.correct])).toEqual([
    ['a', true],
    ['c', false],
  ])
})

test('a browser is not told which are right, nor how many', () => {
  const seen = publicItem(item('per-option'), 'en', 1)
  expect(Object.keys(seen)).toEqual([
    'id',
    'hash',
    'seed',
    'locale',
    'section',
    'lesson',
    'kind',
    'stem',
    'program',
    'options',
    'points',
    'hasHint',
  ])
  expect(JSON.stringify(seen)).not.toMatch(/secret|correct|per-option/)
})
